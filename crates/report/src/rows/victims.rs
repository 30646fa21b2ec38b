//! The list of victims.

use cairn_model::register::Victim;
use cairn_model::{DateSpan, Device, IncidentId, Place};
use serde::Serialize;

use super::{Record, from_to, joined, or_empty, place_fields};

/// A victim beside the incident.
#[derive(Clone, Debug, Serialize)]
pub struct VictimRow {
    /// The incident.
    pub incident: IncidentId,
    /// When.
    pub date: DateSpan,
    /// Where.
    pub place: Place,
    /// What exploded.
    pub device: Device,
    /// Whether names were taken out.
    pub redacted: bool,
    /// The person.
    #[serde(flatten)]
    pub victim: Victim,
}

impl VictimRow {
    /// Takes out what identifies a person: names, occupation and employer, and everything finer than
    /// the district.
    #[must_use]
    pub fn redact(mut self) -> Self {
        self.redacted = true;
        self.victim.name = None;
        self.victim.also_spelled.clear();
        self.victim.occupation = None;
        if self.place.settlement.take().is_some() {
            self.place.position = None;
        }
        self.place.candidates.clear();
        self
    }
}

impl Record for VictimRow {
    const FIELDS: &'static [&'static str] = &[
        "incident",
        "date_from",
        "date_to",
        "settlement",
        "district",
        "country",
        "lat",
        "lon",
        "precision_m",
        "device",
        "name",
        "also_spelled",
        "outcome",
        "group",
        "sex",
        "age",
        "occupation",
        "claims",
    ];

    fn record(&self) -> Vec<String> {
        let victim = &self.victim;
        let mut record = vec![self.incident.to_string()];
        record.extend(from_to(&self.date));
        record.extend(place_fields(&self.place));
        record.extend([
            self.device.code().to_owned(),
            or_empty(victim.name.as_ref()),
            victim.also_spelled.join("; "),
            victim.outcome.code().to_owned(),
            victim.group.code().to_owned(),
            or_empty(victim.sex.map(cairn_model::Sex::code)),
            or_empty(victim.age),
            or_empty(victim.occupation.as_ref()),
            joined(&victim.claims),
        ]);
        record
    }
}
