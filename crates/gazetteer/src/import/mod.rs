//! Readers of gazetteer dumps. Each gives rows to a [`Builder`] and names the lines it could not use;
//! a bad line is left out and the rest goes on.

mod geonames;
mod lines;
mod whos_on_first;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::builder::Builder;
use crate::error::GazetteerError;

/// A line that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProblem {
    /// The file as it was given.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What was expected there.
    pub expected: String,
}

impl fmt::Display for LineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, line {}: expected {}; line left out",
            self.file.display(),
            self.line,
            self.expected
        )
    }
}

/// What came of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines that gave a place.
    pub places: usize,
    /// Lines of kinds of things that a gazetteer of settlements and units does not need (rivers,
    /// hotels), left out on purpose.
    pub passed_over: usize,
    /// The first lines that could not be used, at most [`Imported::MOST_PROBLEMS`].
    pub problems: Vec<LineProblem>,
    /// How many lines could not be used in all.
    pub problem_count: usize,
}

impl Imported {
    /// How many problems are kept in full.
    pub const MOST_PROBLEMS: usize = 100;

    fn problem(&mut self, file: &Path, line: usize, expected: impl Into<String>) {
        self.problem_count += 1;
        if self.problems.len() < Self::MOST_PROBLEMS {
            self.problems.push(LineProblem {
                file: file.to_owned(),
                line,
                expected: expected.into(),
            });
        }
    }
}

/// The shapes of dump that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    GeoNames,
    FirstLevelCodes,
    CountryInfo,
    WhosOnFirst,
}

/// Adds a dump to a builder, whichever of the known shapes it has; plain or gzip.
///
/// Known are the GeoNames dumps with 19 columns (`allCountries`, `AZ.txt`, `cities500.txt`),
/// `admin1CodesASCII.txt` and `countryInfo.txt`, and tables in the manner of Who's On First: id,
/// placetype, name, lat, lon, parent id, GeoNames id, population, other names split by `|`; with or
/// without a header. The two lists of names without points, `admin1CodesASCII.txt` and `countryInfo.txt`, come
/// after the places that lie in those units.
///
/// # Errors
/// When the file cannot be read at all, or no line of it has one of these shapes.
pub fn add_file(builder: &mut Builder, path: &Path) -> Result<Imported, GazetteerError> {
    let shape = lines::first_fields(path)?.as_deref().and_then(shape_of);
    match shape {
        Some(Shape::GeoNames) => geonames::add_places(builder, path),
        Some(Shape::FirstLevelCodes) => geonames::add_first_level(builder, path),
        Some(Shape::CountryInfo) => geonames::add_countries(builder, path),
        Some(Shape::WhosOnFirst) => whos_on_first::add(builder, path),
        None => Err(GazetteerError::NotADump { path: path.to_owned() }),
    }
}

fn shape_of(fields: &[String]) -> Option<Shape> {
    let field = |n: usize| fields.get(n).map_or("", String::as_str);
    let is_number = |n: usize| !field(n).is_empty() && field(n).bytes().all(|b| b.is_ascii_digit());
    match fields.len() {
        4 if field(0).contains('.') => Some(Shape::FirstLevelCodes),
        17..=19 if is_number(0) => Some(Shape::GeoNames),
        17..=19 if field(0).len() == 2 && field(1).len() == 3 => Some(Shape::CountryInfo),
        8..=9 if is_number(0) || field(0) == "id" => Some(Shape::WhosOnFirst),
        _ => None,
    }
}
