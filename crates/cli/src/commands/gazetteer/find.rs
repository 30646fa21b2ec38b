//! `cairn gazetteer find`: what a name may mean.

use cairn_gazetteer::{Candidate, Entry, Gazetteer, PlaceKind, Query};
use cairn_report::rows::Record;
use clap::Args;
use serde::Serialize;

use crate::args::{ListArgs, PlacesArg};
use crate::commands::listing::Listing;
use crate::error::CommandError;
use crate::filter::Verdict;
use crate::render::list::{Column, Row};
use crate::render::words::grouped;
use crate::ui::Ui;
use crate::values;

const EXAMPLES: &str = "\
Spellings of one name meet: Kalbajar, Kelbajar, Kəlbəcər and Кельбаджар give the same
places. With --district or --country only the places that fit are ranked, as the reader
would rank them.

Examples:
  cairn gazetteer find Kəlbəcər
  cairn gazetteer find Susuzlug --district Kalbajar --country Azerbaijan
  cairn gazetteer find Sus --format json";

/// Candidates shown when nobody says how many.
const USUAL_LIMIT: usize = 10;

/// Look up a place name
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct GazetteerFindArgs {
    /// The name, in any spelling
    #[arg(value_parser = values::some_text)]
    name: String,
    /// The district that it lies in
    #[arg(long, value_name = "NAME")]
    district: Option<String>,
    /// The country that it lies in
    #[arg(long, value_name = "NAME")]
    country: Option<String>,
    #[command(flatten)]
    places: PlacesArg,
    #[command(flatten)]
    list: ListArgs,
}

/// A place that a name may mean.
#[derive(Clone, Debug, Serialize)]
struct PlaceRow {
    gazetteer_id: String,
    name: String,
    kind: &'static str,
    country: String,
    lat: f64,
    lon: f64,
    precision: u32,
    population: Option<u32>,
    score: Option<f64>,
}

impl PlaceRow {
    fn of(entry: Entry, score: Option<f64>) -> Self {
        Self {
            gazetteer_id: entry.gazetteer_id,
            name: entry.name,
            kind: kind(entry.kind),
            country: entry.country.to_string(),
            lat: entry.lat,
            lon: entry.lon,
            precision: entry.precision,
            population: (entry.population > 0).then_some(entry.population),
            score,
        }
    }
}

impl From<Candidate> for PlaceRow {
    fn from(candidate: Candidate) -> Self {
        Self::of(candidate.entry, Some(candidate.score))
    }
}

const fn kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Country => "country",
        PlaceKind::Region => "region",
        PlaceKind::District => "district",
        PlaceKind::Settlement => "settlement",
        PlaceKind::Quarter => "quarter",
    }
}

impl Record for PlaceRow {
    const FIELDS: &'static [&'static str] = &[
        "gazetteer_id",
        "name",
        "kind",
        "country",
        "lat",
        "lon",
        "precision_m",
        "population",
        "score",
    ];

    fn record(&self) -> Vec<String> {
        vec![
            self.gazetteer_id.clone(),
            self.name.clone(),
            self.kind.to_owned(),
            self.country.clone(),
            self.lat.to_string(),
            self.lon.to_string(),
            self.precision.to_string(),
            self.population.map(|people| people.to_string()).unwrap_or_default(),
            self.score.map(|score| score.to_string()).unwrap_or_default(),
        ]
    }
}

impl Row for PlaceRow {
    const COLUMNS: &'static [Column] = &[
        Column::text("Name"),
        Column::whole("Kind"),
        Column::whole("In"),
        Column::number("North"),
        Column::number("East"),
        Column::number("People"),
        Column::number("Fit"),
        Column::text("Entry"),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.kind.to_owned(),
            self.country.clone(),
            format!("{:.4}", self.lat),
            format!("{:.4}", self.lon),
            self.population.map_or_else(|| "?".to_owned(), |people| grouped(&people.to_string())),
            self.score.map_or_else(|| "only one".to_owned(), |score| format!("{score:.2}")),
            self.gazetteer_id.clone(),
        ]
    }
}

/// Runs the command.
pub fn run(args: &GazetteerFindArgs, ui: &Ui) -> Result<(), CommandError> {
    let places = args.places.open(ui)?;
    let gazetteer = places.gazetteer();
    let limit =
        args.list.limit.map_or(USUAL_LIMIT, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let rows = if args.district.is_none() && args.country.is_none() {
        let candidates = gazetteer.candidates(&args.name, limit);
        candidates.into_iter().map(PlaceRow::from).collect()
    } else {
        fitting(args, gazetteer, limit)
    };
    if rows.is_empty() {
        return Err(CommandError::user(format!("no place is called `{}`", args.name)).hint(
            "add the country's villages with `cairn gazetteer add` (GeoNames or Who's On First dump)",
        ));
    }
    let mut listing = Listing::begin::<PlaceRow>(args.list, ui)?;
    for row in rows {
        listing.offer(Verdict::Keep, || row);
    }
    listing.finish(("place", "places"))
}

/// The places that fit the units named: the one that the reader would take first.
fn fitting(args: &GazetteerFindArgs, gazetteer: &Gazetteer, limit: usize) -> Vec<PlaceRow> {
    let resolution = gazetteer.resolve(&Query {
        settlement: Some(&args.name),
        district: args.district.as_deref(),
        country: args.country.as_deref(),
        prior_country: None,
    });
    let taken = resolution.position.and_then(|position| position.gazetteer_id);
    let mut scored: Vec<(String, Option<f64>)> = resolution
        .candidates
        .into_iter()
        .map(|candidate| (candidate.gazetteer_id, Some(candidate.score)))
        .collect();
    if let Some(taken) = taken
        && scored.iter().all(|(id, _)| *id != taken)
    {
        scored.insert(0, (taken, None));
    }
    scored
        .into_iter()
        .filter_map(|(id, score)| Some((gazetteer.get(&id)?, score)))
        .map(|(entry, score)| PlaceRow::of(entry, score))
        .take(limit)
        .collect()
}
