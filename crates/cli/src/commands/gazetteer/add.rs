//! `cairn gazetteer add`: dumps into a places file.

use std::path::PathBuf;

use cairn_gazetteer::Builder;
use cairn_gazetteer::import::{Imported, add_file};
use clap::Args;

use crate::error::CommandError;
use crate::places::USUAL_FILE;
use crate::progress::Progress;
use crate::render::words::plural;
use crate::ui::Ui;

/// Problems that are named one by one.
const SHOWN_PROBLEMS: usize = 10;

const EXAMPLES: &str = "\
Takes GeoNames dumps (AZ.txt, allCountries.txt, admin1CodesASCII.txt, countryInfo.txt) and
tables in the manner of Who's On First, plain or gzip. What the places file holds already
stays. Lines that cannot be used are named, the rest is added.

Examples:
  cairn gazetteer add AZ.txt AM.txt
  cairn gazetteer add whosonfirst_az.tsv.gz --gazetteer places.cairn";

/// Add places from dumps to a places file
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct GazetteerAddArgs {
    /// Dumps
    #[arg(value_name = "FILES", required = true)]
    files: Vec<PathBuf>,
    /// The places file; made if it is not there
    #[arg(long, value_name = "FILE", default_value = USUAL_FILE)]
    gazetteer: PathBuf,
}

/// Runs the command.
pub fn run(args: &GazetteerAddArgs, ui: &Ui) -> Result<(), CommandError> {
    let mut builder =
        if args.gazetteer.exists() { Builder::from_file(&args.gazetteer)? } else { Builder::new() };
    let before = builder.len();
    let progress = Progress::of_unknown_length(ui);
    let mut failures = Vec::new();
    for file in &args.files {
        progress.say(format!("reading {}", file.display()));
        match add_file(&mut builder, file) {
            Ok(imported) => progress.aside(|| report(file, &imported, ui)),
            Err(error) => failures.push(CommandError::from(error)),
        }
    }
    if failures.len() < args.files.len() {
        progress.say(format!("writing {}", args.gazetteer.display()));
        builder.write(&args.gazetteer)?;
    }
    progress.finish();
    if failures.len() < args.files.len() {
        ui.print(&format!(
            "{}: {} ({} more than before).\n",
            args.gazetteer.display(),
            plural(builder.len() as u64, "place", "places"),
            builder.len().saturating_sub(before)
        ))?;
    }
    match failures.pop() {
        None => Ok(()),
        Some(last) => {
            for failure in &failures {
                ui.error(failure);
            }
            Err(last)
        }
    }
}

fn report(file: &std::path::Path, imported: &Imported, ui: &Ui) {
    for problem in imported.problems.iter().take(SHOWN_PROBLEMS) {
        ui.warn(problem);
    }
    let more = imported.problem_count.saturating_sub(SHOWN_PROBLEMS);
    if more > 0 {
        ui.warn(format!("{}: {more} more lines left out", file.display()));
    }
    ui.notice(format!(
        "{}: {} taken, {} of other kinds (rivers, hotels …) passed over.",
        file.display(),
        plural(imported.places as u64, "place", "places"),
        imported.passed_over
    ));
}
