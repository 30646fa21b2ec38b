//! The rows of lists: what they hold as JSON, and which fields they have as tables for programs.

mod accounts;
mod contradictions;
mod documents;
mod finds;
mod incidents;
mod land;
mod questions;
mod statements;
mod tallies;
mod victims;

use cairn_model::{ClaimId, CountRange, DateSpan, Place};
use serde::Serialize;

pub use land::LandRow;
pub use statements::StatementRow;
pub use tallies::{TallyRow, standing_code};
pub use victims::VictimRow;

/// An entry of a list, as programs get it: as JSON what [`Serialize`] makes of it, in a table one value
/// for each field.
pub trait Record: Serialize {
    /// The names of the fields.
    const FIELDS: &'static [&'static str];
    /// One value for each of [`Record::FIELDS`].
    fn record(&self) -> Vec<String>;
}

fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn from_to(span: &DateSpan) -> [String; 2] {
    [or_empty(span.from), or_empty(span.to)]
}

fn least_most(range: Option<CountRange>) -> [String; 2] {
    [or_empty(range.map(CountRange::least)), or_empty(range.and_then(CountRange::most))]
}

/// Settlement, district, country, degrees north and east, metres.
fn place_fields(place: &Place) -> [String; 6] {
    let position = place.position.as_ref();
    [
        or_empty(place.settlement.as_ref()),
        or_empty(place.district.as_ref()),
        or_empty(place.country.as_ref()),
        or_empty(position.map(|position| position.lat)),
        or_empty(position.map(|position| position.lon)),
        or_empty(position.map(|position| position.precision)),
    ]
}

fn joined(claims: &[ClaimId]) -> String {
    claims.iter().map(ClaimId::as_str).collect::<Vec<_>>().join("; ")
}
