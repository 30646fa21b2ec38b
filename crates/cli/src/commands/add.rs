//! `cairn add`: documents into the register: taken in, read, linked to what is known.

use std::path::{Path, PathBuf};

use cairn_intake::{Input, IntakeError, Limits, Take, Taken, count_hint, take};
use cairn_pipeline::{AddSummary, Incoming, Pipeline};
use cairn_store::Store;
use clap::Args;

use crate::args::{PlacesArg, RegisterArg};
use crate::error::CommandError;
use crate::places::Places;
use crate::progress::Progress;
use crate::render::summary;
use crate::render::words::plural;
use crate::ui::Ui;

const EXAMPLES: &str = "\
Takes plain text, HTML, PDF with text, JSON Lines (see `cairn read --help`), folders of
these and standard input. The same document twice changes nothing; a later version of
an article joins the earlier one. What cannot be taken in is named, the rest is added.

Examples:
  cairn add reports/
  cairn add news.jsonl.gz statement.pdf --register azerbaijan.gpkg
  curl … | cairn add -";

/// Add documents to the register
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct AddArgs {
    /// Files or folders; `-` is standard input
    #[arg(value_name = "FILES", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    places: PlacesArg,
    /// How many threads to read with [default: one a processor]
    #[arg(long, short = 'j', value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// Runs the command.
pub fn run(args: &AddArgs, ui: &Ui) -> Result<(), CommandError> {
    let inputs: Vec<Input> = args.files.iter().map(|path| input(path)).collect();
    super::set_threads(args.threads)?;
    let places = args.places.open(ui)?;
    let mut store = args.register.open_or_create()?;
    let mut progress = Progress::of_bytes(count_hint(&inputs), ui);
    let mut intake = Intake::new(take(&inputs, &Limits::default()), progress.clone(), *ui);
    let added = add(&mut store, &places, &mut intake, &mut progress);
    progress.finish();
    let refused = intake.refused;
    let added = added?;
    ui.print(&summary::added(&added, store.counts()?, ui.page()))?;
    refused_error(refused)
}

fn input(path: &Path) -> Input {
    if path.as_os_str() == "-" { Input::Stdin } else { Input::Path(path.to_owned()) }
}

/// Reads documents into the register.
pub fn add(
    store: &mut dyn Store,
    places: &Places,
    documents: &mut dyn Iterator<Item = Incoming>,
    progress: &mut Progress,
) -> Result<AddSummary, CommandError> {
    let now = super::now()?;
    let reader = places.reader()?;
    let pipeline = Pipeline::new(&reader, places.gazetteer());
    Ok(pipeline.add(store, documents, &now, progress)?)
}

/// The error with which a command ends that could not take in so many documents.
pub fn refused_error(refused: u64) -> Result<(), CommandError> {
    if refused == 0 {
        return Ok(());
    }
    let what = plural(refused, "document", "documents");
    Err(CommandError::user(format!("{what} could not be taken in; the rest was added"))
        .hint("what was wrong with each stands above; mend it and add it again"))
}

/// Documents as they are taken in; those that cannot be are named on the way.
pub struct Intake<I> {
    documents: I,
    progress: Progress,
    ui: Ui,
    /// How many could not be taken in.
    pub refused: u64,
}

impl<I> Intake<I> {
    /// Takes in from `documents`.
    pub const fn new(documents: I, progress: Progress, ui: Ui) -> Self {
        Self { documents, progress, ui, refused: 0 }
    }
}

/// Documents with a position in what there is to read.
pub trait Positioned: Iterator<Item = Result<Taken, IntakeError>> {
    /// Bytes read so far.
    fn at(&self) -> u64;
}

impl Positioned for Take {
    fn at(&self) -> u64 {
        self.position()
    }
}

impl<I: Positioned> Iterator for Intake<I> {
    type Item = Incoming;

    fn next(&mut self) -> Option<Incoming> {
        loop {
            let next = self.documents.next();
            self.progress.at_byte(self.documents.at());
            match next? {
                Ok(taken) => {
                    for remark in &taken.remarks {
                        let origin = &taken.document.origin;
                        self.progress.aside(|| self.ui.notice(format!("{origin}: {remark}")));
                    }
                    return Some(Incoming::from(taken));
                }
                Err(error) => {
                    self.refused += 1;
                    self.progress.aside(|| {
                        self.ui.warn(format!("not added: {error}"));
                        if let Some(hint) = error.hint() {
                            self.ui.warn(format!("  hint: {hint}"));
                        }
                    });
                }
            }
        }
    }
}
