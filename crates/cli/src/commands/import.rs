//! `cairn import`: layers and tables into the register, with a list of what was mended.

use std::path::PathBuf;

use cairn_intake::import::{self, Imported, Mapping, Plan, Taking, Target};
use cairn_intake::layers::{LayerError, LayerFile, LayerLimits};
use cairn_pipeline::{Layer, Pipeline};
use cairn_store::{GeoPackageStore, Store};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::args::{PlacesArg, RegisterArg};
use crate::error::CommandError;
use crate::progress::Progress;
use crate::register::Cause;
use crate::render::words::plural;
use crate::render::{repairs, summary};
use crate::ui::Ui;

const EXAMPLES: &str = "\
Reads GeoJSON, shapefiles (with what lies beside them, or zipped), KML and KMZ (network
links are never followed), GeoPackage, FlatGeobuf, XLSX, XLS, ODS and CSV (comma, semicolon
or tab; decimals with point or comma; degrees, UTM, MGRS, well-known text), also packed with
gzip or Zstandard.
Columns are recognised by their names; --suggest writes what is recognised as a mapping to
edit. Each feature becomes a claim of the file. What is mended or in doubt is listed, and
the file is kept as it came.

Examples:
  cairn import suspect.geojson --as hazards --source \"Mine Action Centre\"
  cairn import victims.csv.gz --as incidents --dry-run
  cairn import fields.csv --as records --suggest > fields.toml
  cairn import fields.csv --map fields.toml --crs EPSG:28408";

/// Import a layer or table: hazardous areas, minefield records, land release, incidents, finds
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ImportArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What its features are
    #[arg(long = "as", value_name = "WHAT", value_parser = target())]
    target: Option<Target>,
    /// Which column says what: a mapping in TOML
    #[arg(long, value_name = "MAPPING")]
    map: Option<PathBuf>,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The country it is about, ISO 3166 alpha-2
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// The coordinate reference system, as EPSG:32638 [default: as the file says, else EPSG:4326]
    #[arg(long, value_name = "EPSG:CODE")]
    crs: Option<String>,
    /// Metres that positions are off by where the file does not say
    #[arg(long, value_name = "METRES", value_parser = metres)]
    position_error: Option<f64>,
    /// Show what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Print a mapping to edit, and do nothing
    #[arg(long, conflicts_with = "dry_run")]
    suggest: bool,
    /// How to write the list of repairs
    #[arg(long, short = 'f', value_enum, default_value_t)]
    format: ListFormat,
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    places: PlacesArg,
}

/// How the repair list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
}

fn target() -> impl TypedValueParser<Value = Target> {
    PossibleValuesParser::new(Target::ALL.iter().map(|one| one.code()))
        .try_map(|word| Target::parse(&word).ok_or("no such thing"))
}

fn metres(text: &str) -> Result<f64, String> {
    let metres: Option<f64> = text.parse().ok();
    metres
        .filter(|metres| metres.is_finite() && (0.0..=1e6).contains(metres))
        .ok_or_else(|| format!("`{text}` is no distance; expected metres, as in 50"))
}

/// Runs the command.
pub fn run(args: &ImportArgs, ui: &Ui) -> Result<(), CommandError> {
    let mapping = args.map.as_deref().map(Mapping::open).transpose()?.unwrap_or_default();
    let target = args.target.or(mapping.target).ok_or_else(|| {
        CommandError::usage("it is not said what the features are")
            .hint("name it with --as incidents, finds, hazards, records or clearance")
    })?;
    let file = LayerFile::open(&args.file, LayerLimits::default())?;
    if args.suggest {
        return ui.print(&import::suggest(&file, target, &mapping)?);
    }
    let plan = Plan {
        target,
        source: args.source.clone().or_else(|| mapping.source.clone()),
        country: args.country.as_ref().map(|code| code.to_ascii_uppercase()),
        crs: args.crs.clone(),
        position_error_m: args.position_error.or(mapping.position_error_m),
        mapping,
    };
    let taking = Taking::of(&file, &plan)?;
    let imported = taking.imported()?;
    if args.dry_run {
        return show(args, &imported, ui);
    }
    let layer = Layer {
        document: &imported.document,
        bytes: file.bytes(),
        notes: &imported.notes,
        claims: imported.list.imported,
    };
    let places = args.places.open(ui)?;
    let mut store = args.register.open_or_create()?;
    refuse_another_reading(&store, &imported)?;
    let mut progress = Progress::of_unknown_length(ui);
    let pipeline = Pipeline::new(&super::reads_nothing, places.gazetteer());
    let now = super::now()?;
    let added = taking
        .with_claims(|claims| pipeline.import(&mut store, layer, claims, &now, &mut progress));
    progress.finish();
    let added = added?;
    show(args, &imported, ui)?;
    if args.format == ListFormat::Text {
        ui.print("\n")?;
        ui.print(&summary::added(&added, store.counts()?, ui.page()))?;
    }
    refused_error(imported.list.refused.len())
}

fn show(args: &ImportArgs, imported: &Imported, ui: &Ui) -> Result<(), CommandError> {
    match args.format {
        ListFormat::Text => ui.print(&repairs::page(ui.page(), imported, args.dry_run)),
        ListFormat::Json => {
            let mut text = serde_json::to_string_pretty(&imported.list)?;
            text.push('\n');
            // Programs get the list alone; people still learn what is odd about the columns.
            imported.remarks.iter().for_each(|remark| ui.notice(remark));
            ui.print(&text)
        }
    }
}

/// Claims are never edited, so that a file read in one way is not read again in another.
fn refuse_another_reading(
    store: &GeoPackageStore,
    imported: &Imported,
) -> Result<(), CommandError> {
    let Some(kept) = store.document(&imported.document.id)? else { return Ok(()) };
    let how = |notes: &[cairn_model::Note]| {
        let mut notes = notes.iter();
        let note = notes.find(|note| note.kind == cairn_model::NoteKind::Imported);
        note.map(|note| note.text.clone())
    };
    let (before, now) = (how(&kept.notes), how(&imported.notes));
    if before == now {
        return Ok(());
    }
    let before = before.unwrap_or_else(|| "read as text".to_owned());
    let label = kept.document.label;
    Err(CommandError::user(format!("{label} is in the register already, {before}"))
        .hint("claims are never edited: import it into a new register with --register, or save the layer that is meant to a file of its own"))
}

fn refused_error(refused: usize) -> Result<(), CommandError> {
    if refused == 0 {
        return Ok(());
    }
    let what = plural(refused, "feature was", "features were");
    Err(CommandError::user(format!("{what} refused; the rest was taken in"))
        .hint("the list above says why; mend the file and import it again into a new register"))
}

impl From<LayerError> for CommandError {
    fn from(error: LayerError) -> Self {
        let hint = error.hint();
        let shown = Self::user(error.to_string()).maybe_hint(hint);
        match std::error::Error::source(&error) {
            // What the operating system said is part of the message already.
            Some(_) if !matches!(error, LayerError::Unreadable { .. }) => {
                shown.because(Cause::of(&error))
            }
            _ => shown,
        }
    }
}
