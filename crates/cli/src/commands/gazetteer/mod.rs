//! `cairn gazetteer`: the places that names are looked up in.

mod add;
mod find;
mod info;

use clap::{Args, Subcommand};

use crate::error::CommandError;
use crate::ui::Ui;

const EXAMPLES: &str = "\
The program knows the world's towns of 500 and more people. Villages come from a dump of
GeoNames (download.geonames.org) or a table in the manner of Who's On First, which
`cairn gazetteer add` turns into places.cairn.

Examples:
  cairn gazetteer find Kalbajar --country Azerbaijan
  cairn gazetteer add AZ.txt
  cairn gazetteer info";

/// Look up places, and add places from dumps
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct GazetteerArgs {
    #[command(subcommand)]
    command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
enum GazetteerCommand {
    Add(add::GazetteerAddArgs),
    Find(find::GazetteerFindArgs),
    Info(info::GazetteerInfoArgs),
}

/// Runs the command.
pub fn run(args: &GazetteerArgs, ui: &Ui) -> Result<(), CommandError> {
    match &args.command {
        GazetteerCommand::Add(args) => add::run(args, ui),
        GazetteerCommand::Find(args) => find::run(args, ui),
        GazetteerCommand::Info(args) => info::run(args, ui),
    }
}
