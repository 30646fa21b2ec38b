//! The lists: which columns each one has on the screen and in CSV.

mod contradictions;
mod documents;
mod finds;
mod incidents;
mod land;
mod statements;
mod tallies;
mod victims;

use cairn_model::{ClaimId, CountRange, DateSpan, Device, Place};

pub use land::LandRow;
pub use statements::StatementRow;
pub use tallies::TallyRow;
pub use victims::VictimRow;

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

/// The finest two names: the country only where nothing finer is named.
fn short_place(place: &Place) -> String {
    let names: Vec<&str> = [&place.settlement, &place.district, &place.country]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .take(2)
        .collect();
    if names.is_empty() { "?".to_owned() } else { names.join(", ") }
}

fn short_device(device: Device) -> &'static str {
    match device {
        Device::AntipersonnelMine => "AP mine",
        Device::AntivehicleMine => "AV mine",
        Device::MineUnspecified => "mine",
        Device::ErwOther => "other ERW",
        Device::IedOther => "IED",
        Device::Unknown => "?",
        other => other.label(),
    }
}

fn joined(claims: &[ClaimId]) -> String {
    claims.iter().map(ClaimId::as_str).collect::<Vec<_>>().join("; ")
}
