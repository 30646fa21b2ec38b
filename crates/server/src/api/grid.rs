//! The grid of an incident: each field as Cairn derives it beside what every report says.

use cairn_model::register::Standing;
use cairn_model::{ClaimBody, ClaimId, CountRange, Evidence, ReportedIncident, Slot};
use cairn_report::dossier::{IncidentPage, Said};
use serde::Serialize;
use serde_json::{Value, json};

/// A field.
#[derive(Serialize)]
pub struct Row {
    field: &'static str,
    label: &'static str,
    derived: Value,
    /// Whether reports disagree on it.
    differs: bool,
    versions: Vec<Version>,
}

/// What one report says of it.
#[derive(Serialize)]
struct Version {
    claim: ClaimId,
    document: String,
    source_name: String,
    value: Value,
    said_by: Vec<String>,
    /// Whether it is another value than the one derived, where reports disagree.
    differs: bool,
    /// Whether it counts.
    counts: bool,
    evidence: Vec<Evidence>,
}

type Told = fn(&ReportedIncident) -> Value;

const FIELDS: [(&str, &str, Slot, Told); 7] = [
    ("status", "Status", Slot::Status, |one| json!(one.status)),
    ("date", "Date", Slot::Date, |one| json!(one.date)),
    ("place", "Place", Slot::Place, |one| json!(one.place)),
    ("device", "Device", Slot::Device, |one| json!(one.device)),
    ("activity", "Activity", Slot::Activity, |one| json!(one.activity)),
    ("killed", "Killed", Slot::Killed, |one| json!(one.killed)),
    ("injured", "Injured", Slot::Injured, |one| json!(one.injured)),
];

/// The grid of an incident.
pub fn grid(page: &IncidentPage) -> Vec<Row> {
    let derived = serde_json::to_value(&page.incident).unwrap_or_default();
    FIELDS
        .into_iter()
        .map(|(field, label, slot, told)| {
            let derived = derived.get(field).cloned().unwrap_or_default();
            let differs = page.incident.differences.iter().any(|one| one.field == field);
            let version = |said: &Said| version(said, slot, told, &derived, differs);
            let versions = page.reports.iter().filter_map(version).collect();
            Row { field, label, derived, differs, versions }
        })
        .collect()
}

fn version(
    said: &Said,
    slot: Slot,
    told: Told,
    derived: &Value,
    disputed: bool,
) -> Option<Version> {
    let ClaimBody::Incident(report) = &said.claim.body else { return None };
    let value = told(report);
    Some(Version {
        claim: said.claim.id.clone(),
        document: said.source.id.to_string(),
        source_name: said
            .source
            .meta
            .publisher
            .clone()
            .unwrap_or_else(|| said.source.label.clone()),
        differs: differs(&value, derived, disputed),
        value,
        said_by: report.said_by.clone(),
        counts: said.standing.is_none_or(Standing::counts),
        evidence: supporting(&report.evidence, slot),
    })
}

/// Whether a report says otherwise: another value of a field on which those that count disagree, or a
/// count that has nothing in common with the one derived (as of a version that was replaced).
fn differs(value: &Value, derived: &Value, disputed: bool) -> bool {
    if value.is_null() || value == derived {
        return false;
    }
    let count = |value: &Value| serde_json::from_value::<CountRange>(value.clone()).ok();
    match (count(value), count(derived)) {
        (Some(said), Some(derived)) => disputed || !said.overlaps(derived),
        _ => disputed,
    }
}

/// The words that support a field; where none are marked, those that support the claim as a whole, or
/// else all of them: every cell leads to its sentence.
fn supporting(evidence: &[Evidence], slot: Slot) -> Vec<Evidence> {
    let marked = |wanted: &dyn Fn(&Evidence) -> bool| -> Vec<Evidence> {
        evidence.iter().filter(|one| wanted(one)).cloned().collect()
    };
    let own = marked(&|one| one.supports.contains(&slot));
    let whole = marked(&|one| one.supports.is_empty());
    [own, whole].into_iter().find(|words| !words.is_empty()).unwrap_or_else(|| evidence.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_beside_the_derived_one_differs_even_if_it_was_replaced() {
        assert!(differs(&json!([0, 0]), &json!([4, 4]), false));
        assert!(!differs(&json!([4, 4]), &json!([3, 4]), false));
        assert!(differs(&json!([4, 4]), &json!([3, 4]), true));
        assert!(!differs(&Value::Null, &json!([3, 4]), true));
        assert!(!differs(&json!("unknown"), &json!("booby_trap"), false));
    }
}
