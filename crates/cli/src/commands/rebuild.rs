//! `cairn rebuild`: everything derived, worked out again from claims and decisions.

use cairn_pipeline::Pipeline;
use clap::Args;

use crate::args::{PlacesArg, RegisterArg};
use crate::error::CommandError;
use crate::progress::Progress;
use crate::render::summary;
use crate::ui::Ui;

const EXAMPLES: &str = "\
The register follows from claims and decisions alone: rebuilding changes nothing unless
the program's rules or the places have changed. Documents, claims and decisions stay.

Examples:
  cairn rebuild
  cairn rebuild --register azerbaijan.gpkg";

/// Work the register out again from its claims and decisions
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct RebuildArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    places: PlacesArg,
}

/// Runs the command.
pub fn run(args: &RebuildArgs, ui: &Ui) -> Result<(), CommandError> {
    let mut store = args.register.open_to_write()?;
    let places = args.places.open(ui)?;
    let mut progress = Progress::of_unknown_length(ui);
    let rebuilt =
        Pipeline::new(&super::reads_nothing, places.gazetteer()).rebuild(&mut store, &mut progress);
    progress.finish();
    ui.print(&summary::rebuilt(rebuilt?, ui.page()))
}
