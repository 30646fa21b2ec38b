//! Do two dates agree?

use cairn_model::DateSpan;
use jiff::civil::Date;

use crate::context::ClaimContext;
use crate::weights::DateLevel;

/// Spans of more days than this are no day but a month or more.
const SHORT_SPAN: i32 = 4;
/// News are fresh for so many days.
const FRESH: i32 = 2;
/// Spans of more days than this are no month.
const MONTH_SPAN: i32 = 45;

pub(super) fn level(a: &ClaimContext, b: &ClaimContext) -> DateLevel {
    match (bounded(a.date()), bounded(b.date())) {
        (Some(x), Some(y)) => both_dated(x, y, a, b),
        (Some(dated), None) => one_dated(dated, b),
        (None, Some(dated)) => one_dated(dated, a),
        (None, None) => match (a.document.published, b.document.published) {
            (Some(x), Some(y)) if apart(x, y) <= 5 => DateLevel::BothNews,
            (Some(x), Some(y)) if apart(x, y) > 60 => DateLevel::LateNews,
            _ => DateLevel::Unknown,
        },
    }
}

/// Both ends, when both are known.
const fn bounded(span: DateSpan) -> Option<(Date, Date)> {
    match (span.from, span.to) {
        (Some(from), Some(to)) => Some((from, to)),
        _ => None,
    }
}

fn both_dated(
    a: (Date, Date),
    b: (Date, Date),
    first: &ClaimContext,
    second: &ClaimContext,
) -> DateLevel {
    if a.0 == a.1 && a == b {
        return DateLevel::SameDay;
    }
    let longest = apart(a.0, a.1).max(apart(b.0, b.1)) + 1;
    if a.0 <= b.1 && b.0 <= a.1 {
        return if longest <= SHORT_SPAN {
            DateLevel::ShareDays
        } else if longest <= MONTH_SPAN {
            DateLevel::ShareMonth
        } else {
            DateLevel::ShareYear
        };
    }
    let gap = if a.1 < b.0 { apart(a.1, b.0) } else { apart(b.1, a.0) };
    match gap {
        1 if of_the_news(a, b, first) || of_the_news(b, a, second) => DateLevel::DayOfNews,
        1 => DateLevel::DayApart,
        2..=3 => DateLevel::DaysApart,
        4..=10 => DateLevel::WeekApart,
        _ => DateLevel::FarApart,
    }
}

/// Whether a report gives its day of publication as the day, and the other an earlier one.
fn of_the_news(days: (Date, Date), other: (Date, Date), report: &ClaimContext) -> bool {
    other.1 < days.0 && days.0 == days.1 && report.document.published == Some(days.0)
}

fn one_dated(dated: (Date, Date), undated: &ClaimContext) -> DateLevel {
    let (Some(published), Some(window)) = (undated.document.published, undated.news_window())
    else {
        return DateLevel::Unknown;
    };
    if dated.0 > published && apart(published, dated.0) > 1 {
        DateLevel::BeforeIt
    } else if window.from.is_none_or(|from| from <= dated.1) {
        // A whole month that happens to reach into the week says little.
        if apart(dated.0, dated.1) < SHORT_SPAN {
            if apart(dated.1, published) <= FRESH {
                DateLevel::FreshNews
            } else {
                DateLevel::FitsNews
            }
        } else {
            DateLevel::ShareMonth
        }
    } else {
        DateLevel::LateNews
    }
}

fn apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

pub(super) fn reason(
    level: DateLevel,
    a: &ClaimContext,
    b: &ClaimContext,
    agree: &mut Vec<String>,
    differ: &mut Vec<String>,
) {
    let dates = || format!("{} against {}", a.date(), b.date());
    match level {
        DateLevel::SameDay => agree.push("same day".to_owned()),
        DateLevel::ShareDays => agree.push("days that overlap".to_owned()),
        DateLevel::ShareMonth | DateLevel::ShareYear => {
            agree.push(format!("dates that may agree ({})", dates()));
        }
        DateLevel::FreshNews => {
            agree.push("one undated, published within two days after".to_owned());
        }
        DateLevel::FitsNews => {
            agree.push("one undated, published within the week after".to_owned());
        }
        DateLevel::BothNews => {
            agree.push("both undated, published within days of each other".to_owned());
        }
        DateLevel::DayOfNews => {
            agree.push(format!("a day apart ({}), the later one the day of the news", dates()));
        }
        DateLevel::Unknown => {}
        DateLevel::LateNews => differ.push("one undated and published much later".to_owned()),
        DateLevel::BeforeIt => differ.push("one published before the other's day".to_owned()),
        DateLevel::DayApart => differ.push(format!("a day apart ({})", dates())),
        DateLevel::DaysApart | DateLevel::WeekApart | DateLevel::FarApart => {
            differ.push(format!("other days ({})", dates()));
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::PlaceKeys;
    use crate::compare::tests::{report, told};

    /// A report of a day of June, published on another.
    fn on(day: Option<i8>, published: Option<i8>) -> ClaimContext {
        let june = |day| date(2021, 6, day);
        let mut incident = told();
        incident.date = day.map_or(DateSpan::UNKNOWN, |day| DateSpan::day(june(day)));
        report(incident, PlaceKeys::default(), published.map(june))
    }

    #[test]
    fn the_day_of_the_news_may_be_meant_for_the_day_before() {
        assert_eq!(level(&on(Some(4), Some(5)), &on(Some(5), Some(5))), DateLevel::DayOfNews);
        // The later one was written later still: it means that day.
        assert_eq!(level(&on(Some(4), Some(5)), &on(Some(5), Some(6))), DateLevel::DayApart);
        assert_eq!(level(&on(Some(4), Some(4)), &on(Some(5), Some(6))), DateLevel::DayApart);
    }

    #[test]
    fn undated_news_is_fresh_then_fits_then_is_late() {
        let dated = on(Some(4), Some(5));
        let undated = |published| level(&dated, &on(None, published));
        assert_eq!(undated(Some(6)), DateLevel::FreshNews);
        assert_eq!(undated(Some(10)), DateLevel::FitsNews);
        assert_eq!(undated(Some(20)), DateLevel::LateNews);
        assert_eq!(undated(Some(1)), DateLevel::BeforeIt);
        assert_eq!(undated(None), DateLevel::Unknown);
    }
}
