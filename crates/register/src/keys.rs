//! Keys that claims of one occasion share, so that only such claims need be compared.
//!
//! Several kinds, because any one of date, place, count and name may be missing: place and month,
//! country and day, names, place and counts. A pair needs one key in common.
//!
//! Coarse keys find what is spelled or dated otherwise; where they become too large to compare all
//! pairs under them, the finer ones (place and day; day and toll, in whatever country) still find what agrees. A
//! claim has a number of keys that depends on itself alone, and each key leads to a bounded number
//! of others, so that cost grows with the number of claims.

use cairn_model::{ClaimBody, CountRange, DateSpan};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::context::ClaimContext;

/// Days by which reports of one occasion may miss each other.
const SLACK_DAYS: i32 = 3;
/// Days before its publication on which an undated report is looked for.
const NEWS_DAYS: i32 = 2;
/// Spans of more days than this give no key by day.
const DAY_SPAN: i32 = 4;
/// Spans of more months than this give no key by month.
const MONTHS: usize = 13;

/// How keys begin that stand in for a date.
const BY_COUNT: &str = "i.count|";
/// How such a key ends for a claim that has a date.
const DATED: &str = "|dated";

/// Which claims of a block are compared with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block<'k> {
    /// All claims of this key.
    Whole(&'k str),
    /// All claims of this key, which have no date, with each other and with those of
    /// [`Block::dated`]; those, which have one, not with each other, as they meet by their dates.
    Undated(&'k str),
}

impl<'k> Block<'k> {
    /// The block of a key, and whether its claim is one of the dated ones.
    pub fn of(key: &'k str) -> (Self, bool) {
        if !key.starts_with(BY_COUNT) {
            return (Self::Whole(key), false);
        }
        let undated = key.strip_suffix(DATED);
        (Self::Undated(undated.unwrap_or(key)), undated.is_some())
    }

    /// The key that it is known by.
    pub const fn key(&self) -> &'k str {
        match self {
            Self::Whole(key) | Self::Undated(key) => key,
        }
    }

    /// The key of its dated claims, if they are told apart.
    pub fn dated(&self) -> Option<String> {
        match self {
            Self::Whole(_) => None,
            Self::Undated(key) => Some(format!("{key}{DATED}")),
        }
    }
}

/// The day or the month that a claim is filed under, as `2021-06-05` or `2021-06`, if under any.
pub fn time_of(keys: &[String]) -> Option<&str> {
    let is_time = |text: &&str| {
        matches!(text.len(), 7 | 10) && text.bytes().all(|c| c.is_ascii_digit() || c == b'-')
    };
    let times = || keys.iter().filter_map(|key| key.rsplit('|').next()).filter(is_time);
    times().find(|time| time.len() == 10).or_else(|| times().next())
}

/// The keys of a claim; claims that share none are never compared. Sorted, each once.
///
/// A tally has one key, its series' (see [`crate::series()`]). Statements and contradictions have none.
pub fn block_keys(context: &ClaimContext) -> Vec<String> {
    let mut keys = match &context.claim.body {
        ClaimBody::Incident(_) => incident_keys(context),
        ClaimBody::Find(_) => find_keys(context),
        ClaimBody::Tally(_) => vec![crate::series::tally_key(context)],
        ClaimBody::Contradiction(_)
        | ClaimBody::Statement(_)
        | ClaimBody::Hazard(_)
        | ClaimBody::Record(_)
        | ClaimBody::Release(_) => Vec::new(),
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
    let toll = toll(incident.killed, incident.injured);
    for day in likely_days(context, span) {
        keys.push(format!("i.day|{country}|{day}"));
        // Finer ones, for days and places on which so much happens that the others grow too large.
        if let Some(toll) = toll {
            keys.push(format!("i.toll|{day}|{toll}"));
        }
        for place in context.place_keys.local() {
            keys.push(format!("i.spot|{place}|{day}"));
        }
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
    // need the key. Who has nothing else to be found by is looked for under counts nearby too.
    let alone = span.is_unknown();
    let date = context.date();
    let mark = if date.from.is_some() && date.to.is_some() { DATED } else { "" };
    for toll in
        toll.into_iter().flat_map(|toll| if alone { toll - 1..=toll + 1 } else { toll..=toll })
    {
        for place in context.place_keys.local() {
            keys.push(format!("{BY_COUNT}{place}|{toll}{mark}"));
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

/// The days on which a report's occasion may be found, most likely ones only.
///
/// A report that gives the day of its publication may mean the day before, and one that gives none
/// was mostly written within two days.
fn likely_days(context: &ClaimContext, span: DateSpan) -> Vec<Date> {
    let mut days = days(span);
    let Some(published) = context.document.published else {
        return days;
    };
    if context.date().is_unknown() {
        days.extend((0..=NEWS_DAYS).filter_map(|n| published.checked_sub(n.days()).ok()));
    } else if days == [published] {
        days.extend(published.checked_sub(1.day()).ok());
    }
    days.sort_unstable();
    days.dedup();
    days
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

/// The count that is least often left out: who was killed, and where nobody was, who was injured.
fn toll(killed: Option<CountRange>, injured: Option<CountRange>) -> Option<u64> {
    let least = |count: Option<CountRange>| count.map(CountRange::least).filter(|count| *count > 0);
    least(killed).or_else(|| least(injured))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_filed_under_its_day_before_its_month() {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        let some = keys(&[
            "i.count|saren|2",
            "i.place|saren|2021-06",
            "i.toll|2021-06-05|2",
            "i.spot|saren|2021-06-05",
        ]);
        assert_eq!(time_of(&some), Some("2021-06-05"));
        assert_eq!(time_of(&some[..2]), Some("2021-06"));
        assert_eq!(time_of(&some[..1]), None);
    }

    #[test]
    fn dated_and_undated_claims_of_a_count_are_one_block() {
        let (dated, marked) = Block::of("i.count|saren|2|dated");
        let (undated, unmarked) = Block::of("i.count|saren|2");
        assert!(marked && !unmarked);
        assert_eq!(dated, undated);
        assert_eq!(undated.dated().as_deref(), Some("i.count|saren|2|dated"));
        assert_eq!(Block::of("i.place|saren|2021-06").0.dated(), None);
    }
}
