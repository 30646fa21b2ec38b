//! Values on which the reports of one incident disagree, each version with who gives it.

use std::collections::BTreeMap;

use cairn_model::register::{Difference, Version};
use cairn_model::{ClaimId, Device, ReportedIncident};

use crate::context::ClaimContext;

/// Spans of more days than this are vague rather than another day.
const DAY_SPAN: i32 = 4;

/// The fields on which these reports disagree, in a fixed order.
pub(crate) fn differences(reports: &[&ClaimContext]) -> Vec<Difference> {
    [
        field(reports, "status", |_, incident| Some(incident.status.label().to_owned())),
        field(reports, "date", |_, incident| {
            (incident.date.days().is_some_and(|days| days <= DAY_SPAN))
                .then(|| incident.date.to_string())
        }),
        place(reports),
        field(reports, "device", |_, incident| {
            (!matches!(incident.device, Device::Unknown | Device::MineUnspecified))
                .then(|| incident.device.label().to_owned())
        }),
        field(reports, "killed", |_, incident| incident.killed.map(|count| count.to_string())),
        field(reports, "injured", |_, incident| incident.injured.map(|count| count.to_string())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn field(
    reports: &[&ClaimContext],
    name: &str,
    value: impl Fn(&ClaimContext, &ReportedIncident) -> Option<String>,
) -> Option<Difference> {
    let mut versions: BTreeMap<String, Vec<ClaimId>> = BTreeMap::new();
    for report in reports {
        if let Some(value) = report.incident().and_then(|incident| value(report, incident)) {
            versions.entry(value).or_default().push(report.id().clone());
        }
    }
    difference(name, versions)
}

/// Settlements under their keys, so that spellings are no difference, shown as the first one spells it.
fn place(reports: &[&ClaimContext]) -> Option<Difference> {
    let mut versions: BTreeMap<&str, (String, Vec<ClaimId>)> = BTreeMap::new();
    for report in reports {
        let name = report.place().and_then(|place| place.settlement.clone());
        if let (Some(key), Some(name)) = (report.place_keys.settlement.as_deref(), name) {
            let key = (versions.keys().copied())
                .find(|other| crate::compare::place_alike(other, key))
                .unwrap_or(key);
            let version = versions.entry(key).or_insert_with(|| (name, Vec::new()));
            version.1.push(report.id().clone());
        }
    }
    difference("place", versions.into_values().collect())
}

fn difference(field: &str, versions: BTreeMap<String, Vec<ClaimId>>) -> Option<Difference> {
    (versions.len() > 1).then(|| Difference {
        field: field.to_owned(),
        versions: versions
            .into_iter()
            .map(|(value, mut claims)| {
                claims.sort();
                Version { value, claims }
            })
            .collect(),
    })
}
