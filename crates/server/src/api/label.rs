//! A claim in one line.

use cairn_model::{ClaimBody, CountRange, DateSpan, Drawn};

/// A claim in one line.
pub fn label(body: &ClaimBody) -> String {
    let parts = match body {
        ClaimBody::Incident(one) => vec![
            harmed(one.killed, "killed"),
            harmed(one.injured, "injured"),
            one.device.label().to_owned(),
            one.place.label(),
            day(&one.date),
        ],
        ClaimBody::Find(one) => {
            let what = one.model.as_deref().unwrap_or(one.category.label());
            let count = one.count.map_or_else(String::new, |count| format!("{count} "));
            vec![format!("{count}{what} {}", one.action), one.place.label(), day(&one.date)]
        }
        ClaimBody::Tally(one) => vec![
            format!("{} {}", one.value, one.measure.label()),
            one.place.clone().unwrap_or_default(),
            one.period_text.clone().unwrap_or_default(),
        ],
        ClaimBody::Contradiction(one) => vec![one.note.clone()],
        ClaimBody::Statement(one) => vec![
            one.kind.label().to_owned(),
            one.speaker.clone().unwrap_or_default(),
            one.about.clone().unwrap_or_default(),
        ],
        ClaimBody::Hazard(one) => drawn(one.kind.label(), &one.drawn),
        ClaimBody::Record(one) => drawn("minefield record", &one.drawn),
        ClaimBody::Release(one) => drawn(one.kind.label(), &one.drawn),
    };
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

fn harmed(count: Option<CountRange>, how: &str) -> String {
    let count = count.filter(|count| *count != CountRange::ZERO);
    count.map_or_else(String::new, |count| format!("{count} {how}"))
}

fn day(date: &DateSpan) -> String {
    if date.is_unknown() { String::new() } else { date.to_string() }
}

fn drawn(what: &str, drawn: &Drawn) -> Vec<String> {
    vec![
        what.to_owned(),
        drawn.reference.clone().unwrap_or_default(),
        drawn.place.label(),
        day(&drawn.date),
    ]
}
