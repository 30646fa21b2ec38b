//! What a list is asked for: the shared filter, the order, the page.

use cairn_report::query::{BadParameter, Wanted};
use cairn_store::table::Collection;

use crate::problem::Problem;
use crate::respond::pairs;

/// Rows of a page, where nothing else is asked for.
pub const USUAL: usize = 50;
/// Rows of a page at most.
pub const MOST: usize = 1000;

/// What a list is asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The filter.
    pub wanted: Wanted,
    /// The field to sort by, and whether downwards.
    pub sort: Option<(String, bool)>,
    /// Rows of a page.
    pub limit: usize,
    /// Rows before the page.
    pub offset: usize,
}

impl From<BadParameter> for Problem {
    fn from(bad: BadParameter) -> Self {
        Self::parameter(&bad.name, &bad.given, bad.expected)
    }
}

impl Ask {
    /// Reads the query of an address.
    ///
    /// # Errors
    /// When a parameter is not known, or makes no sense.
    pub fn parse(collection: Collection, query: Option<&str>) -> Result<Self, Problem> {
        let mut ask = Self { wanted: Wanted::default(), sort: None, limit: USUAL, offset: 0 };
        for (name, value) in pairs(query)? {
            match name.as_str() {
                "f" => {}
                "sort" => ask.sort = sort(collection, &value)?,
                "limit" => ask.limit = number(&name, &value, 1, MOST)?.unwrap_or(USUAL),
                "offset" => ask.offset = number(&name, &value, 0, usize::MAX)?.unwrap_or(0),
                _ => take(&mut ask.wanted, &name, &value, &["f", "sort", "limit", "offset"])?,
            }
        }
        Ok(ask)
    }
}

/// Reads a query that holds a filter and these parameters beside it, which are left out.
pub fn filter(query: Option<&str>, beside: &[&str]) -> Result<Wanted, Problem> {
    let mut wanted = Wanted::default();
    for (name, value) in pairs(query)? {
        if name != "f" && !beside.contains(&name.as_str()) {
            take(&mut wanted, &name, &value, beside)?;
        }
    }
    Ok(wanted)
}

fn take(wanted: &mut Wanted, name: &str, value: &str, beside: &[&str]) -> Result<(), Problem> {
    if wanted.take(name, value)? {
        return Ok(());
    }
    let mut known: Vec<&str> = Wanted::names().collect();
    known.extend(beside);
    Err(Problem::unknown_parameter(name, &known))
}

fn sort(collection: Collection, value: &str) -> Result<Option<(String, bool)>, Problem> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    let (field, downwards) = match value.strip_prefix('-') {
        Some(field) => (field, true),
        None => (value, false),
    };
    // The names of the columns on the page stand for those of the fields.
    let field = match field {
        "date" | "published" | "as_of" => "date_from",
        "killed" => "killed_most",
        "injured" => "injured_most",
        "count" => "count_most",
        "value" => "value_most",
        "reports" => "n_reports",
        "claims" => "n_claims",
        "source" | "said_by" | "publisher" | "speaker" => "sources",
        "claim" | "incident" => "id",
        "category" => "device",
        "place" if collection != Collection::Tallies => "settlement",
        other => other,
    };
    let fields: Vec<&str> = collection.fields().iter().map(|field| field.name).collect();
    if fields.contains(&field) {
        return Ok(Some((field.to_owned(), downwards)));
    }
    let expected = format!("one of {}; with - before it for the other way", fields.join(", "));
    Err(Problem::parameter("sort", value, expected))
}

/// A whole number of a parameter; `None` where it is empty.
pub fn number(
    name: &str,
    value: &str,
    least: usize,
    most: usize,
) -> Result<Option<usize>, Problem> {
    if value.trim().is_empty() {
        return Ok(None);
    }
    let read = value.trim().parse().ok().filter(|number| (least..=most).contains(number));
    read.map(Some).ok_or_else(|| {
        let expected = if most == usize::MAX {
            format!("a whole number, {least} or more")
        } else {
            format!("a whole number from {least} to {most}")
        };
        Problem::parameter(name, value, expected)
    })
}
