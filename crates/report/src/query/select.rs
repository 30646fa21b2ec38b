//! Which rows are wanted, and how many could not be judged.

use cairn_gazetteer::{CountryCode, country_code, spelling_key};
use cairn_model::DateSpan;
use cairn_store::table::{Column, Texts, day_number};
use cairn_store::{Collection, Table};
use serde::Serialize;

use super::condition::{Condition, Rows, Unfit};
use super::wanted::{Bounds, Wanted};

/// What filters could not judge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Things without a date.
    pub undated: u64,
    /// Things without a place.
    pub unplaced: u64,
}

/// The rows that are wanted, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The rows.
    pub rows: Vec<u32>,
    /// What could not be judged.
    pub left_out: LeftOut,
    /// Filters of which this collection knows nothing.
    pub ignored: Vec<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Keep,
    Drop,
    Undated,
    Unplaced,
}

impl Verdict {
    const fn when(wanted: bool) -> Self {
        if wanted { Self::Keep } else { Self::Drop }
    }
}

/// One step of judging a row.
enum Test<'a> {
    /// The text must be one of these codes.
    Codes {
        texts: &'a Texts,
        wanted: Vec<bool>,
    },
    /// One of the texts must be; if there is none at all, it cannot be judged.
    Names {
        columns: Vec<(&'a Texts, Vec<bool>)>,
    },
    Days {
        from: &'a Column,
        to: &'a Column,
        first: Option<i32>,
        last: Option<i32>,
    },
    Point {
        lat: &'a Column,
        lon: &'a Column,
        bounds: Bounds,
    },
    Shape {
        sides: [&'a Column; 4],
        bounds: Bounds,
        shapes: Option<&'a dyn Shapes>,
    },
    Rows {
        wanted: &'a [bool],
    },
    Condition {
        condition: &'a Condition,
    },
}

/// The shapes of a table's rows, of which the table has the bounds alone.
pub trait Shapes {
    /// Whether the shape of a row and these bounds have something in common; `None` where that cannot
    /// be told.
    fn meet(&self, row: u32, bounds: Bounds) -> Option<bool>;
}

/// What whoever asks has at hand beside the table.
#[derive(Clone, Copy, Default)]
pub struct Aids<'a> {
    /// Row by row, whether it holds the wanted words; needed where there are such.
    pub holding: Option<&'a [bool]>,
    /// The rows that are looked at, in the order of the table; all where none are given.
    pub among: Option<&'a [u32]>,
    /// The shapes; where there are none the bounds stand for them.
    pub shapes: Option<&'a dyn Shapes>,
}

/// Goes through a table.
///
/// # Errors
/// When the condition names a field that the collection does not have, or compares it to something of
/// another kind.
pub fn select(table: &Table, wanted: &Wanted, aids: Aids<'_>) -> Result<Selection, Unfit> {
    let mut selection = Selection::default();
    let tests = tests(table, wanted, aids, &mut selection.ignored)?;
    let rows = Rows { table, shapes: aids.shapes };
    let mut judge = |row: u32| {
        let verdict = tests.iter().map(|test| test.judge(rows, row));
        match verdict.into_iter().find(|verdict| *verdict != Verdict::Keep) {
            None => selection.rows.push(row),
            Some(Verdict::Undated) => selection.left_out.undated += 1,
            Some(Verdict::Unplaced) => selection.left_out.unplaced += 1,
            Some(Verdict::Keep | Verdict::Drop) => {}
        }
    };
    match aids.among {
        Some(among) => among.iter().for_each(|row| judge(*row)),
        None => (0..u32::try_from(table.len()).unwrap_or(u32::MAX)).for_each(judge),
    }
    Ok(selection)
}

fn tests<'a>(
    table: &'a Table,
    wanted: &'a Wanted,
    aids: Aids<'a>,
    ignored: &mut Vec<&'static str>,
) -> Result<Vec<Test<'a>>, Unfit> {
    let mut tests = Vec::new();
    for (field, values) in &wanted.terms {
        match term_column(table, field) {
            Some(Column::Text(texts)) => {
                let codes = texts.words().map(|word| values.iter().any(|value| value == word));
                tests.push(Test::Codes { texts, wanted: codes.collect() });
            }
            _ => ignored.push(field),
        }
    }
    if let Some(source) = &wanted.source {
        match table.column("sources") {
            Some(Column::Text(texts)) => {
                let source = source.to_lowercase();
                let fits = texts.words().map(|name| name.to_lowercase().contains(&source));
                tests.push(Test::Codes { texts, wanted: fits.collect() });
            }
            _ => ignored.push("source"),
        }
    }
    if wanted.text.is_some()
        && let Some(wanted) = aids.holding
    {
        tests.push(Test::Rows { wanted });
    }
    if let Some(condition) = &wanted.condition {
        condition.check(table)?;
        tests.push(Test::Condition { condition });
    }
    if !wanted.dates.is_unknown() {
        match days(table, &wanted.dates) {
            Some(test) => tests.push(test),
            None => {
                let (from, to) = (wanted.dates.from.is_some(), wanted.dates.to.is_some());
                ignored.extend(
                    [("from", from), ("to", to)].iter().filter(|one| one.1).map(|one| one.0),
                );
            }
        }
    }
    let places = [("place", &wanted.place, &PLACES[..]), ("country", &wanted.country, &COUNTRIES)];
    for (name, given, columns) in places {
        let Some(given) = given else { continue };
        let country = if name == "country" { code_of(given) } else { None };
        match names(table, given, country, columns) {
            Some(test) => tests.push(test),
            None => ignored.push(name),
        }
    }
    if let Some(bounds) = wanted.bounds {
        match inside(table, bounds, aids.shapes) {
            Some(test) => tests.push(test),
            None => ignored.push("bbox"),
        }
    }
    Ok(tests)
}

/// The column of a chosen term. What became of a find or of a person stands for a status where there
/// is none.
fn term_column<'a>(table: &'a Table, field: &str) -> Option<&'a Column> {
    term_fields(field).find_map(|name| table.column(name))
}

/// Columns in which places are named, and countries.
const PLACES: [&str; 3] = ["settlement", "district", "place"];
const COUNTRIES: [&str; 3] = ["country", "place", "about_country"];

fn term_fields(field: &str) -> impl Iterator<Item = &str> {
    let instead: &[&str] = if field == "status" { &["action", "outcome", "standing"] } else { &[] };
    std::iter::once(field).chain(instead.iter().copied())
}

/// Whether a filter, by its name in addresses, says something of a collection. [`Selection::ignored`]
/// names those that do not.
pub fn chooses(collection: Collection, filter: &str) -> bool {
    let has = |name: &str| collection.fields().iter().any(|field| field.name == name);
    match filter {
        "text" => true,
        "from" | "to" => has("date_from"),
        "place" => PLACES.into_iter().any(has),
        "country" => COUNTRIES.into_iter().any(has),
        "source" => has("sources"),
        "bbox" => has("lat") || has("west"),
        term => term_fields(term).any(has),
    }
}

fn days<'a>(table: &'a Table, dates: &DateSpan) -> Option<Test<'a>> {
    Some(Test::Days {
        from: table.column("date_from")?,
        to: table.column("date_to")?,
        first: dates.from.map(day_number),
        last: dates.to.map(day_number),
    })
}

fn names<'a>(
    table: &'a Table,
    given: &str,
    country: Option<CountryCode>,
    columns: &[&str],
) -> Option<Test<'a>> {
    let named: Vec<(&Texts, Vec<bool>)> = (columns.iter())
        .filter_map(|name| match table.column(name)? {
            Column::Text(texts) => Some((texts, fitting(texts, given, country))),
            _ => None,
        })
        .collect();
    (!named.is_empty()).then_some(Test::Names { columns: named })
}

/// The country that is meant, by its code or by any of its names.
fn code_of(country: &str) -> Option<CountryCode> {
    CountryCode::parse(country).or_else(|| country_code(country))
}

/// Which of the texts are this name in some spelling, or have it as a part. Figures name their country by
/// its code, reports by its name: both are the `country`.
fn fitting(texts: &Texts, given: &str, country: Option<CountryCode>) -> Vec<bool> {
    let (lower, key) = (given.to_lowercase(), spelling_key(given));
    // The letters of a code stand in many names: AZ in Kazakhstan.
    let is_code = country.is_some() && CountryCode::parse(given).is_some();
    let fits = |name: &str| {
        let is_like = || {
            name.to_lowercase().contains(&lower) || (!key.is_empty() && spelling_key(name) == key)
        };
        (country.is_some() && code_of(name) == country) || (!is_code && is_like())
    };
    texts.words().map(fits).collect()
}

fn inside<'a>(
    table: &'a Table,
    bounds: Bounds,
    shapes: Option<&'a dyn Shapes>,
) -> Option<Test<'a>> {
    if let (Some(lat), Some(lon)) = (table.column("lat"), table.column("lon")) {
        return Some(Test::Point { lat, lon, bounds });
    }
    let sides = [
        table.column("west")?,
        table.column("south")?,
        table.column("east")?,
        table.column("north")?,
    ];
    Some(Test::Shape { sides, bounds, shapes })
}

impl Test<'_> {
    fn judge(&self, rows: Rows<'_>, row: u32) -> Verdict {
        match self {
            Self::Codes { texts, wanted } => Verdict::when(holds(texts, wanted, row)),
            Self::Names { columns } => {
                if columns.iter().all(|(texts, _)| texts.code(row).is_none()) {
                    return Verdict::Unplaced;
                }
                Verdict::when(columns.iter().any(|(texts, wanted)| holds(texts, wanted, row)))
            }
            Self::Days { from, to, first, last } => {
                let (from, to) = (from.day(row), to.day(row));
                if from.is_none() && to.is_none() {
                    return Verdict::Undated;
                }
                let before = |a: Option<i32>, b: Option<i32>| a.zip(b).is_none_or(|(a, b)| a <= b);
                Verdict::when(before(*first, to) && before(from, *last))
            }
            Self::Point { lat, lon, bounds } => match (lat.number(row), lon.number(row)) {
                (Some(lat), Some(lon)) => Verdict::when(bounds.touches(lon, lat, lon, lat)),
                _ => Verdict::Unplaced,
            },
            Self::Shape { sides, bounds, shapes } => match sides.map(|side| side.number(row)) {
                [Some(west), Some(south), Some(east), Some(north)] => {
                    let frame = [west, south, east, north];
                    Verdict::when(meets(*shapes, row, frame, *bounds))
                }
                _ => Verdict::Unplaced,
            },
            Self::Rows { wanted } => {
                Verdict::when(wanted.get(row as usize).copied().unwrap_or_default())
            }
            Self::Condition { condition } => Verdict::when(condition.holds(rows, row)),
        }
    }
}

/// Whether a shape with this frame around it and bounds have something in common. The shape itself is
/// looked at only where the frame leaves it open.
pub(super) fn meets(
    shapes: Option<&dyn Shapes>,
    row: u32,
    [west, south, east, north]: [f64; 4],
    bounds: Bounds,
) -> bool {
    bounds.touches(west, south, east, north)
        && (bounds.hold(west, south, east, north)
            || shapes.and_then(|shapes| shapes.meet(row, bounds)).unwrap_or(true))
}

fn holds(texts: &Texts, wanted: &[bool], row: u32) -> bool {
    let code = texts.code(row);
    code.and_then(|code| wanted.get(code as usize)).copied().unwrap_or(false)
}
