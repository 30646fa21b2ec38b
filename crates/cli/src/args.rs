//! The command line: what can be asked for.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands;
use crate::render::list::Format;
use crate::ui::ColorChoice;

const AFTER_HELP: &str = "\
Examples:
  cairn demo                              see what it does, on made-up reports
  cairn add reports/                      a folder of reports into cairn.gpkg
  cairn incidents --from 2021 --country Azerbaijan
  cairn show I-0f3c9a12                   one incident with every sentence behind it
  cairn read < docs.jsonl > readings.jsonl

Exit codes: 0 done; 1 something failed (the rest was still done); 2 the command line
does not make sense.";

/// The open information system for humanitarian mine action.
///
/// Takes in reports, reads who says what happened, and keeps a register in one file in which every
/// value answers “says who?”. Needs no internet.
#[derive(Debug, Parser)]
#[command(
    name = "cairn",
    version,
    after_help = AFTER_HELP,
    arg_required_else_help = true,
    max_term_width = 100,
    disable_help_subcommand = false,
    propagate_version = false
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// When to use colour
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        help_heading = "On the terminal"
    )]
    pub color: ColorChoice,

    /// Say nothing beside the data: no progress, no notices
    #[arg(long, short, global = true, help_heading = "On the terminal")]
    pub quiet: bool,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    Read(commands::read::ReadArgs),
    Add(commands::add::AddArgs),
    Import(commands::import::ImportArgs),
    Incidents(commands::incidents::IncidentsArgs),
    Victims(commands::victims::VictimsArgs),
    Finds(commands::finds::FindsArgs),
    Tallies(commands::tallies::TalliesArgs),
    Contradictions(commands::contradictions::ContradictionsArgs),
    Statements(commands::statements::StatementsArgs),
    Hazards(commands::land::HazardsArgs),
    Records(commands::land::RecordsArgs),
    Releases(commands::land::ReleasesArgs),
    Reliability(commands::reliability::ReliabilityArgs),
    Documents(commands::documents::DocumentsArgs),
    Show(commands::show::ShowArgs),
    Decide(commands::decide::DecideArgs),
    Gazetteer(commands::gazetteer::GazetteerArgs),
    User(commands::user::UserArgs),
    Rebuild(commands::rebuild::RebuildArgs),
    Serve(commands::serve::ServeArgs),
    Demo(commands::demo::DemoArgs),
    Schema(commands::schema::SchemaArgs),
    Completions(commands::completions::CompletionsArgs),
}

/// Which register.
#[derive(Args, Clone, Debug)]
pub struct RegisterArg {
    /// The register: a GeoPackage file
    #[arg(
        long,
        short = 'r',
        value_name = "FILE",
        env = "CAIRN_REGISTER",
        default_value = "cairn.gpkg",
        hide_env_values = true
    )]
    pub register: String,
}

/// Which places file.
#[derive(Args, Clone, Debug)]
pub struct PlacesArg {
    /// Further places, as made by `cairn gazetteer add` [default: places.cairn, if it is there]
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Option<PathBuf>,
}

/// How a list is written.
#[derive(Args, Clone, Copy, Debug)]
pub struct ListArgs {
    /// How to write the list
    #[arg(long, short = 'f', value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,

    /// At most so many entries
    #[arg(long, short = 'n', value_name = "NUMBER")]
    pub limit: Option<u64>,
}
