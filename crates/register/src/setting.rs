//! Values that people set by hand on derived things.

use std::collections::BTreeMap;

use cairn_model::place::Position;
use cairn_model::{Decision, DecisionAction, Place};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::context::ClaimContext;
use crate::decisions::Rulings;

/// The decisions in force about these reports, each once, by number.
pub(crate) fn in_order<'a>(
    reports: &[&ClaimContext],
    rulings: &'a Rulings,
) -> BTreeMap<u64, &'a Decision> {
    (reports.iter())
        .flat_map(|report| rulings.about(report.id()))
        .map(|decision| (decision.number, decision))
        .collect()
}

/// The thing with one field set to a value in the shape that the field has in JSON.
pub(crate) fn set_field<T: Serialize + DeserializeOwned>(
    thing: &T,
    fields: &[&str],
    field: &str,
    value: &serde_json::Value,
) -> Result<T, String> {
    if !fields.contains(&field) {
        return Err(format!("expected one of the fields {}", fields.join(", ")));
    }
    let mut json = serde_json::to_value(thing).map_err(|error| error.to_string())?;
    if let Some(place) = json.get_mut(field) {
        *place = value.clone();
    }
    serde_json::from_value(json)
        .map_err(|error| format!("{value} does not have the shape that {field} has: {error}"))
}

/// Moves a place to where a person says that it lies; other decisions leave it alone.
pub(crate) fn set_place(place: &mut Place, action: &DecisionAction) {
    if let DecisionAction::Place { lat, lon, precision, name, .. } = action {
        place.position =
            Some(Position { lat: *lat, lon: *lon, gazetteer_id: None, precision: *precision });
        place.candidates.clear();
        if name.is_some() {
            place.settlement.clone_from(name);
        }
    }
}
