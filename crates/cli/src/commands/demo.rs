//! `cairn demo`: a register from the example reports, and what to look at in it.

use std::io::Cursor;
use std::path::PathBuf;

use cairn_intake::{IntakeError, Limits, Taken, take_bytes, take_stream};
use cairn_model::register::{Finding, Incident};
use cairn_store::Store;
use clap::Args;

use super::add::{Intake, Positioned, add, refused_error};
use super::serve::{self, ListenArgs};
use crate::args::RegisterArg;
use crate::error::CommandError;
use crate::progress::Progress;
use crate::render::list::{Format, ListWriter};
use crate::render::summary;
use crate::ui::Ui;

/// The example reports: name and bytes.
static REPORTS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

const EXAMPLES: &str = "\
The reports were written for the project: the outlets are invented, the figures are as
they were published. They come with the program.

Examples:
  cairn demo
  cairn demo --register /tmp/demo.gpkg
  cairn demo --serve";

/// Build a register from example reports and say what to try next
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct DemoArgs {
    /// Where to make the register
    #[arg(long, short = 'r', value_name = "FILE", default_value = "cairn-demo.gpkg")]
    register: String,
    /// Only write the example reports into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "register")]
    reports_to: Option<PathBuf>,
    /// Then open the register in a browser, as `cairn serve` does
    #[arg(long, conflicts_with = "reports_to")]
    serve: bool,
    #[command(flatten)]
    listen: ListenArgs,
}

/// Runs the command.
pub fn run(args: &DemoArgs, ui: &Ui) -> Result<(), CommandError> {
    if let Some(folder) = &args.reports_to {
        return write_reports(folder, ui);
    }
    let register = RegisterArg { register: args.register.clone() };
    // The demonstration is the same everywhere: no places file of the working folder.
    let places = crate::places::Places::world()?;
    let mut store = register.open_or_create()?;
    let mut progress = Progress::of_unknown_length(ui);
    let mut intake = Intake::new(Examples::new(), progress.clone(), *ui);
    let added = add(&mut store, &places, &mut intake, &mut progress);
    progress.finish();
    let refused = intake.refused;
    let mut page = summary::added(&added?, store.counts()?, ui.page());
    page.push('\n');
    page.push_str(&incidents(&store, ui)?);
    page.push_str(&contradictions(&store, ui)?);
    page.push_str(&next_steps(&args.register, &store)?);
    ui.print(&page)?;
    refused_error(refused)?;
    if args.serve {
        store.close()?;
        serve::serve(register.path()?, &places, &args.listen, None, None, ui)?;
    }
    Ok(())
}

fn incidents(store: &dyn Store, ui: &Ui) -> Result<String, CommandError> {
    let mut all: Vec<Incident> = Vec::new();
    store.incidents(&mut |incident| {
        all.push(incident);
        Ok(())
    })?;
    let mut text = Vec::new();
    let mut writer = ListWriter::begin::<Incident>(Format::Table, ui.width(), &mut text)?;
    for incident in &all {
        writer.push(incident)?;
    }
    writer.finish()?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn contradictions(store: &dyn Store, ui: &Ui) -> Result<String, CommandError> {
    let mut page = ui.page();
    let mut all: Vec<Finding> = Vec::new();
    store.findings(&mut |finding| {
        all.push(finding);
        Ok(())
    })?;
    if all.is_empty() {
        return Ok(String::new());
    }
    page.heading("Figures that cannot all be true");
    for finding in &all {
        page.item(2, "-", &format!("{} ({})", finding.note, finding.id));
    }
    Ok(format!("\n{}", page.finish()))
}

fn next_steps(register: &str, store: &dyn Store) -> Result<String, CommandError> {
    // The incident with most reports shows most of what a dossier has.
    let mut best: Option<(usize, String)> = None;
    store.incidents(&mut |incident| {
        let reports = incident.reports.len();
        if best.as_ref().is_none_or(|(most, _)| reports > *most) {
            best = Some((reports, incident.id.to_string()));
        }
        Ok(())
    })?;
    let id = best.map_or_else(|| "ID".to_owned(), |(_, id)| id);
    let register = shell_word(register);
    Ok(format!(
        "\nTry next:\n  \
           cairn show {id} -r {register}\n  \
           cairn contradictions -r {register}\n  \
           cairn tallies -r {register}\n  \
           cairn statements --kind appeal -r {register}\n  \
           cairn incidents --format csv -r {register}\n\
         or open {register} in QGIS.\n"
    ))
}

/// The word as a shell takes it for one.
fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

fn write_reports(folder: &std::path::Path, ui: &Ui) -> Result<(), CommandError> {
    let failed = |what: &std::path::Path, error| {
        CommandError::user(format!("cannot write {}", what.display())).because(error)
    };
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    for (name, bytes) in REPORTS {
        let path = folder.join(name);
        std::fs::write(&path, bytes).map_err(|error| failed(&path, error))?;
    }
    ui.notice(format!("{} example reports in {}.", REPORTS.len(), folder.display()));
    Ok(())
}

/// The example reports, taken in.
struct Examples {
    files: std::slice::Iter<'static, (&'static str, &'static [u8])>,
    lines: Option<cairn_intake::Take>,
    limits: Limits,
}

impl Examples {
    fn new() -> Self {
        Self { files: REPORTS.iter(), lines: None, limits: Limits::default() }
    }
}

impl Iterator for Examples {
    type Item = Result<Taken, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(taken) = self.lines.as_mut().and_then(Iterator::next) {
                return Some(taken);
            }
            let (name, bytes) = self.files.next()?;
            let origin = format!("examples/reports/{name}");
            if !name.ends_with(".jsonl") {
                self.lines = None;
                return Some(take_bytes(&origin, bytes.to_vec(), &self.limits));
            }
            self.lines = Some(take_stream(&origin, Cursor::new(*bytes), &self.limits));
        }
    }
}

impl Positioned for Examples {
    fn at(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_report_is_taken_in() {
        for taken in Examples::new() {
            let taken = taken.unwrap();
            assert!(taken.document.origin.starts_with("examples/reports/"));
        }
        assert!(!REPORTS.is_empty());
    }

    #[test]
    fn a_name_with_a_space_is_quoted_for_the_shell() {
        assert_eq!(shell_word("cairn-demo.gpkg"), "cairn-demo.gpkg");
        assert_eq!(shell_word("my demo's.gpkg"), r"'my demo'\''s.gpkg'");
    }
}
