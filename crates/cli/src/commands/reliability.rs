//! `cairn reliability`: how far minefield records can be trusted, as a question that can be saved.

use std::path::PathBuf;

use cairn_report::page::{About, html};
use cairn_report::{Answer, Filter, Question, ReportError, Subject, answer};
use cairn_store::{GeoPackageStore, SavedQuestion, Store};
use clap::{Args, ValueEnum};

use super::listing::Listing;
use super::regions::region;
use crate::args::{ListArgs, RegisterArg};
use crate::error::CommandError;
use crate::filter::Verdict;
use crate::render::list::{Column, Format, Row};
use crate::render::reliability;
use crate::ui::Ui;

/// What saved questions of this command are about.
const ABOUT: &str = "reliability";

const EXAMPLES: &str = "\
Mapped areas (hazardous areas, minefield records, released land) are held against items
(explosions, finds). Four things are kept apart, each with its denominator and 90 % interval:
extent coverage, sensitivity, precision, sheet shift. It says how far records can be trusted,
not where land can be walked on.

Filters are terms that must all hold: FIELD=VALUE,VALUE or FIELD!=VALUE. Fields:
  kind      records: hazard, sha, cha, record, release, cancelled, reduced, cleared, bac
            items: incident, find
  status    open, worked_on, closed; items: happened, denied, found, destroyed …
  device    antipersonnel_mine, antivehicle_mine …
  date      2021-06-04, 2021-06, 2021, 1992..1995, ..1995, 2010..
  source, place, document    part of a name; with blanks in double quotes
  sheet     a map sheet
  bbox      west,south,east,north in degrees

Examples:
  cairn reliability
  cairn reliability --records 'kind=record date=..1995' --items 'kind=find'
  cairn reliability --study-area borders.geojson --page reliability.html
  cairn reliability --records 'sheet=X-01-1,X-01-2' --items 'place=\"Upper Mill\"' --save upper-mill
  cairn reliability --saved upper-mill        the same question, the same answer
  cairn reliability --list                    the questions saved
  cairn reliability --format json | jq '.model.sensitivity'";

/// How far minefield records can be trusted, with every denominator
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ReliabilityArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    asked: Asked,
    /// Keep the question and its answer in the register under this name
    #[arg(long, value_name = "NAME", value_parser = name, help_heading = "Saved questions")]
    save: Option<String>,
    /// Ask a saved question again
    #[arg(long, value_name = "NAME", conflicts_with_all = ["Asked", "save"], help_heading = "Saved questions")]
    saved: Option<String>,
    /// List the saved questions
    #[arg(long, conflicts_with_all = ["Asked", "save", "saved", "page"], help_heading = "Saved questions")]
    list: bool,
    /// Also write a page with the curves: one HTML file that needs nothing beside it
    #[arg(long, value_name = "FILE.html")]
    page: Option<PathBuf>,
    /// How to write the answer
    #[arg(long, short = 'f', value_enum, default_value_t)]
    format: AnswerFormat,
}

/// The question, as options.
#[derive(Args, Debug)]
#[group(id = "Asked", multiple = true)]
#[command(next_help_heading = "The question")]
struct Asked {
    /// Which mapped areas [default: all]
    #[arg(long, value_name = "FILTER", value_parser = records)]
    records: Option<Filter>,
    /// Which items [default: all incidents and finds]
    #[arg(long, value_name = "FILTER", value_parser = items)]
    items: Option<Filter>,
    /// Which figures quoted by reports are set beside the answer [default: all]
    #[arg(long, value_name = "FILTER", value_parser = quoted)]
    quoted: Option<Filter>,
    /// Metres at which an item counts as hit [default: 0,50,100,250,500,1000,2000]
    #[arg(long, value_name = "METRES,…", value_delimiter = ',')]
    tolerance: Option<Vec<f64>>,
    /// Items linked by steps of so many metres are one event [default: 50]
    #[arg(long, value_name = "METRES")]
    cluster: Option<f64>,
    /// Relative exposures r of mapped ground [default: 0.2,0.3 … 1]
    #[arg(long, value_name = "R,…", value_delimiter = ',')]
    exposure: Option<Vec<f64>>,
    /// Items known to be where they are only within more than this are left out [default: 2000]
    #[arg(long, value_name = "METRES")]
    coarsest: Option<f64>,
    /// Leave out items dated before the record nearest to them was drawn
    #[arg(long)]
    only_later: bool,
    /// The area that area shares are of: a layer of polygons [default: the hull of all]
    #[arg(long, value_name = "LAYER")]
    study_area: Option<PathBuf>,
    /// The ground that the records claim to cover: a layer of polygons [default: as they say]
    #[arg(long, value_name = "LAYER")]
    extent: Option<PathBuf>,
    /// The seed of everything random [default: 1]
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
}

/// How the answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum AnswerFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object (`cairn schema reliability` describes it)
    Json,
}

fn records(text: &str) -> Result<Filter, cairn_report::FilterError> {
    Filter::parse(text, Subject::Records)
}

fn items(text: &str) -> Result<Filter, cairn_report::FilterError> {
    Filter::parse(text, Subject::Items)
}

fn quoted(text: &str) -> Result<Filter, cairn_report::FilterError> {
    Filter::parse(text, Subject::Quoted)
}

fn name(text: &str) -> Result<String, &'static str> {
    let plain = text.trim();
    let is_name = !plain.is_empty() && plain.chars().count() <= 80;
    (is_name && !plain.chars().any(char::is_control))
        .then(|| plain.to_owned())
        .ok_or("a name has 1 to 80 characters, on one line")
}

/// Runs the command.
pub fn run(args: &ReliabilityArgs, ui: &Ui) -> Result<(), CommandError> {
    if args.list {
        return list(args, ui);
    }
    let mut store = match args.save {
        Some(_) => args.register.open_to_write()?,
        None => args.register.open_to_read()?,
    };
    refuse_a_taken_name(args, &store)?;
    let saved = args.saved.as_deref().map(|name| find(&store, name)).transpose()?;
    let question = match &saved {
        Some(saved) => serde_json::from_str(&saved.question).map_err(|error| {
            CommandError::config(format!("the saved question {} cannot be read", saved.name))
                .because(error)
                .hint("a later cairn may have saved it: ask with that one")
        })?,
        None => args.asked.question()?,
    };
    let found = answer(&store, &question)?;
    let json = serde_json::to_string(&found)?;
    if let Some(saved) = &saved {
        compare(saved, &json, ui);
    }
    if let Some(path) = &args.page {
        let about = About {
            register: &args.register.register,
            saved_as: args.save.as_deref().or(args.saved.as_deref()),
            made_by: concat!("cairn ", env!("CARGO_PKG_VERSION")),
            made_at: &super::now()?,
        };
        std::fs::write(path, html(&found, &about)).map_err(|error| {
            CommandError::user(format!("{}: cannot write the page", path.display()))
                .because(error)
                .hint("name a file in a folder that you may write to")
        })?;
        ui.notice(format!("Page written to {}.", path.display()));
    }
    if let Some(name) = &args.save {
        save(&mut store, name, &found, json.clone())?;
        ui.notice(format!("Saved as {name}. To ask again: cairn reliability --saved '{name}'"));
    }
    match args.format {
        AnswerFormat::Text => {
            ui.print(&reliability::page(ui.page(), &found, &args.register.register, ui.width()))
        }
        AnswerFormat::Json => ui.print(&format!("{}\n", serde_json::to_string_pretty(&found)?)),
    }
}

impl Asked {
    fn question(&self) -> Result<Question, CommandError> {
        let usual = Question::default();
        let region = |path: &Option<PathBuf>, option| {
            path.as_deref().map(|path| region(path, option)).transpose()
        };
        Ok(Question {
            records: self.records.clone().unwrap_or_default(),
            items: self.items.clone().unwrap_or_default(),
            quoted: self.quoted.clone().unwrap_or_default(),
            tolerances_m: self.tolerance.clone().unwrap_or(usual.tolerances_m),
            cluster_m: self.cluster.unwrap_or(usual.cluster_m),
            exposures: self.exposure.clone().unwrap_or(usual.exposures),
            coarsest_m: self.coarsest.unwrap_or(usual.coarsest_m),
            only_later: self.only_later,
            study_area: region(&self.study_area, "--study-area")?,
            extent: region(&self.extent, "--extent")?,
            seed: self.seed.unwrap_or(usual.seed),
        })
    }
}

fn refuse_a_taken_name(
    args: &ReliabilityArgs,
    store: &GeoPackageStore,
) -> Result<(), CommandError> {
    let Some(name) = &args.save else { return Ok(()) };
    match store.saved_question(name)? {
        None => Ok(()),
        Some(kept) => {
            Err(CommandError::user(format!("a question is saved as {name} already: {}", kept.summary))
                .hint("saved questions are never changed, since published figures name them: choose another name"))
        }
    }
}

fn find(store: &GeoPackageStore, name: &str) -> Result<SavedQuestion, CommandError> {
    let missing = || {
        CommandError::user(format!("no question is saved as {name}"))
            .hint("`cairn reliability --list` shows those that are")
    };
    let of_this = |saved: &SavedQuestion| saved.about == ABOUT;
    store.saved_question(name)?.filter(of_this).ok_or_else(missing)
}

fn save(
    store: &mut GeoPackageStore,
    name: &str,
    found: &Answer,
    answer: String,
) -> Result<(), CommandError> {
    let saved = SavedQuestion {
        name: name.to_owned(),
        about: ABOUT.to_owned(),
        summary: cairn_report::words::summary(found),
        saved_at: super::now()?,
        question: serde_json::to_string(&found.question)?,
        answer,
    };
    store.begin()?;
    store.save_question(&saved)?;
    Ok(store.commit()?)
}

/// Says whether a saved question gets the answer that it got.
fn compare(saved: &SavedQuestion, now: &str, ui: &Ui) {
    let SavedQuestion { name, saved_at, summary, .. } = saved;
    if saved.answer == now {
        ui.notice(format!("{name}: the same answer as on {saved_at}, to the last digit."));
        return;
    }
    let held = |json: &str| -> Option<[u64; 3]> {
        let value: serde_json::Value = serde_json::from_str(json).ok()?;
        let of = |what: &str| value["register"][what].as_u64();
        Some([of("documents")?, of("claims")?, of("decisions")?])
    };
    let why = match (held(&saved.answer), held(now)) {
        (Some(then), Some(now)) if then != now => {
            let [documents, claims, decisions] = now;
            let [before_documents, before_claims, before_decisions] = then;
            format!(
                "the register held {before_documents} documents, {before_claims} claims and \
                 {before_decisions} decisions then, {documents}, {claims} and {decisions} now"
            )
        }
        _ => "the register holds as much as then; another version of the program may have answered"
            .to_owned(),
    };
    ui.warn(format!("{name}: another answer than on {saved_at} ({summary}): {why}."));
}

/// A saved question on a list.
impl Row for SavedQuestion {
    const COLUMNS: &'static [Column] =
        &[Column::whole("Name"), Column::whole("Saved"), Column::text("Answer then")];

    fn cells(&self) -> Vec<String> {
        let day = self.saved_at.get(..10).unwrap_or(&self.saved_at).to_owned();
        vec![self.name.clone(), day, self.summary.clone()]
    }
}

fn list(args: &ReliabilityArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let format = match args.format {
        AnswerFormat::Text => Format::Table,
        AnswerFormat::Json => Format::Json,
    };
    let mut listing = Listing::begin::<SavedQuestion>(ListArgs { format, limit: None }, ui)?;
    store.saved_questions(&mut |saved| {
        listing.offer(Verdict::when(saved.about == ABOUT), || saved);
        Ok(())
    })?;
    listing.finish(("saved question", "saved questions"))
}

impl From<ReportError> for CommandError {
    fn from(error: ReportError) -> Self {
        let hint = error.hint();
        match error {
            ReportError::Store(error) => Self::from(error),
            ReportError::Filter(_) => Self::usage(error.to_string()).maybe_hint(hint),
            other => Self::user(other.to_string()).maybe_hint(hint),
        }
    }
}
