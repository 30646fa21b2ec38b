//! The lists: which columns each one has on the screen and in CSV.

mod contradictions;
mod documents;
mod finds;
mod incidents;
mod land;
mod statements;
mod tallies;
mod victims;

use cairn_model::{Device, Place};

fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
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
