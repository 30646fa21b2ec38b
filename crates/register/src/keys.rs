//! Keys that claims of one occasion share, so that only such claims need be compared.
//!
//! Several kinds, because any one of date, place, count and name may be missing: place and month,
//! country and day, names, place and counts. A pair needs one key in common.

use cairn_model::{ClaimBody, CountRange, DateSpan};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::context::ClaimContext;

/// Days by which reports of one occasion may miss each other.
const SLACK_DAYS: i32 = 3;
/// Spans of more days than this give no key by day.
const DAY_SPAN: i32 = 4;
/// Spans of more months than this give no key by month.
const MONTHS: usize = 13;

/// The keys of a claim; claims that share none are never compared. Sorted, each once.
///
/// A tally has one key, its series' (see [`crate::series()`]). Statements and contradictions have none.
pub fn block_keys(context: &ClaimContext) -> Vec<String> {
    let mut keys = match &context.claim.body {
        ClaimBody::Incident(_) => incident_keys(context),
        ClaimBody::Find(_) => find_keys(context),
        ClaimBody::Tally(_) => vec![crate::series::tally_key(context)],
        ClaimBody::Contradiction(_) | ClaimBody::Statement(_) => Vec::new(),
    };
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn incident_keys(context: &ClaimContext) -> Vec<String> {
    let mut keys = Vec::new();
    let Some(incident) = context.incident() else {
        return keys;
    };
    let country = context.place_keys.country.as_deref().unwrap_or("-");
    let span = likely_span(context);
    for day in days(span) {
        keys.push(format!("i.day|{country}|{day}"));
    }
    for month in months(span) {
        for place in context.place_keys.local() {
            keys.push(format!("i.place|{place}|{month}"));
        }
    }
    for name in context.names().iter().flatten() {
        keys.extend(name.keys().into_iter().map(|key| format!("i.name|{key}")));
    }
    // Counts stand in for a date that is missing; as the other report may well have one, both
    // need the key.
    if let Some(harmed) = harmed(incident.killed, incident.injured) {
        for place in context.place_keys.local() {
            keys.push(format!("i.count|{place}|{harmed}"));
        }
    }
    keys
}

fn find_keys(context: &ClaimContext) -> Vec<String> {
    let mut keys = Vec::new();
    let Some(find) = context.find() else {
        return keys;
    };
    let count = find.count.map_or_else(|| "-".to_owned(), |count| count.to_string());
    let country = context.place_keys.country.as_deref().unwrap_or("-");
    let places = context.place_keys.local();
    for month in months(likely_span(context)) {
        for place in &places {
            keys.push(format!("f.place|{place}|{month}"));
        }
        if places.is_empty() {
            keys.push(format!("f.count|{country}|{month}|{count}"));
        }
    }
    keys
}

/// The date as read, or the week up to publication where there is none.
fn likely_span(context: &ClaimContext) -> DateSpan {
    let date = context.date();
    if date.from.is_some() && date.to.is_some() {
        date
    } else {
        context.news_window().unwrap_or(DateSpan::UNKNOWN)
    }
}

fn days(span: DateSpan) -> Vec<Date> {
    let (Some(from), Some(days)) = (span.from, span.days()) else {
        return Vec::new();
    };
    // The week of an undated report meets by month; a key for each of its days would meet too many.
    if days > DAY_SPAN {
        return Vec::new();
    }
    (0..days).filter_map(|n| from.checked_add(n.days()).ok()).collect()
}

/// The months of a span widened by the slack, as `2021-06`; none when it is unknown or too long.
fn months(span: DateSpan) -> Vec<String> {
    let (Some(from), Some(to)) = (span.from, span.to) else {
        return Vec::new();
    };
    let from = from.checked_sub(SLACK_DAYS.days()).unwrap_or(from);
    let to = to.checked_add(SLACK_DAYS.days()).unwrap_or(to);
    let mut month = from.first_of_month();
    let mut months = Vec::new();
    while month <= to && months.len() <= MONTHS + 1 {
        months.push(month.strftime("%Y-%m").to_string());
        match month.checked_add(1.month()) {
            Ok(next) => month = next,
            Err(_) => break,
        }
    }
    if months.len() > MONTHS + 1 {
        months.clear();
    }
    months
}

/// How many were harmed, where that tells anything.
fn harmed(killed: Option<CountRange>, injured: Option<CountRange>) -> Option<String> {
    let killed = killed.map_or(0, CountRange::least);
    let injured = injured.map_or(0, CountRange::least);
    (killed + injured > 0).then(|| killed.max(injured).to_string())
}
