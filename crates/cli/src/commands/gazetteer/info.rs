//! `cairn gazetteer info`: what the gazetteer holds and who made it.

use cairn_gazetteer::Builder;
use clap::Args;

use crate::args::PlacesArg;
use crate::error::CommandError;
use crate::render::words::grouped;
use crate::ui::Ui;

const EXAMPLES: &str = "\
Examples:
  cairn gazetteer info
  cairn gazetteer info --gazetteer places.cairn";

/// Say how many places are known, and where they come from
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct GazetteerInfoArgs {
    #[command(flatten)]
    places: PlacesArg,
}

/// Runs the command.
pub fn run(args: &GazetteerInfoArgs, ui: &Ui) -> Result<(), CommandError> {
    let places = args.places.open(ui)?;
    let mut page = ui.page();
    page.title("Gazetteer");
    let number = |count: usize| grouped(&count.to_string());
    page.field("Places", &number(places.gazetteer().len()));
    page.field(
        "Built in",
        "GeoNames towns of 500 and more people (CC BY 4.0); places written by hand",
    );
    match args.places.file() {
        Some(file) => {
            let added = Builder::from_file(&file)?.len();
            page.field("Places file", &format!("{} ({} places)", file.display(), number(added)));
        }
        None => page.field("Places file", "none; `cairn gazetteer add DUMP` makes one"),
    }
    ui.print(&page.finish())
}
