//! Weeks, months and years as days: moving by them, the one around a day, parts of them.

use cairn_model::DateSpan;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::dates::expression::{Part, Unit};

/// Whether a number of days may be meant by "that week", "that month".
pub(super) fn about(unit: Unit, days: i32) -> bool {
    match unit {
        Unit::Week => (5..=9).contains(&days),
        Unit::Fortnight => (12..=16).contains(&days),
        Unit::Month => (25..=34).contains(&days),
        _ => false,
    }
}

/// A day some units on, or back when negative.
pub(super) fn shift(day: Date, count: i32, unit: Unit) -> Option<Date> {
    let count = i64::from(count);
    let span: Span = match unit {
        Unit::Hour => Span::new().try_days(count / 24),
        Unit::Day => Span::new().try_days(count),
        Unit::Week | Unit::Weekend => Span::new().try_weeks(count),
        Unit::Fortnight => Span::new().try_weeks(count * 2),
        Unit::Month => Span::new().try_months(count),
        Unit::Quarter => Span::new().try_months(count * 3),
        Unit::Year => Span::new().try_years(count),
        Unit::Decade => Span::new().try_years(count * 10),
    }
    .ok()?;
    day.checked_add(span).ok()
}

/// The week, month or year that a day lies in.
pub(super) fn enclosing(day: Date, unit: Unit) -> Option<DateSpan> {
    let monday = || {
        let back = i32::from(day.weekday().to_monday_zero_offset());
        shift(day, -back, Unit::Day)
    };
    Some(match unit {
        Unit::Hour | Unit::Day => DateSpan::day(day),
        Unit::Week => DateSpan::between(monday()?, shift(monday()?, 6, Unit::Day)?),
        Unit::Fortnight => {
            DateSpan::between(shift(monday()?, -7, Unit::Day)?, shift(monday()?, 6, Unit::Day)?)
        }
        Unit::Weekend => {
            DateSpan::between(shift(monday()?, 5, Unit::Day)?, shift(monday()?, 6, Unit::Day)?)
        }
        Unit::Month => DateSpan::month(day.year(), day.month())?,
        Unit::Quarter => {
            let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
            let last = shift(first, 2, Unit::Month)?.last_of_month();
            DateSpan::between(first, last)
        }
        Unit::Year => DateSpan::year(day.year())?,
        Unit::Decade => {
            let first = day.year() / 10 * 10;
            DateSpan::between(Date::new(first, 1, 1).ok()?, Date::new(first + 9, 12, 31).ok()?)
        }
    })
}

/// The first and last day of a part of a longer time.
pub(super) fn part_of(
    part: Part,
    from: Date,
    to: Date,
    today: Option<Date>,
) -> Option<(Date, Date)> {
    let days = from.until(to).ok()?.get_days() + 1;
    let at = |day: i32| from.checked_add(i64::from(day).days()).ok();
    // Thirds of a month are ten days, those of anything else a third.
    let third = if (28..=31).contains(&days) { 10 } else { days / 3 };
    let half = if (28..=31).contains(&days) { 15 } else { (days / 2).max(1) };
    Some(match part {
        Part::NightTo => (from.yesterday().ok()?, from),
        Part::Eve => (from.yesterday().ok()?, from.yesterday().ok()?),
        Part::LastOf(unit) => (shift(to.tomorrow().ok()?, -1, unit)?.max(from), to),
        Part::SoFar => (from, today.map_or(to, |p| p.min(to)).max(from)),
        Part::Nth(nth, unit) => {
            let first = shift(from, nth - 1, unit)?;
            let last = shift(from, nth, unit)?.yesterday().ok()?;
            if nth < 1 || first > to {
                return None;
            }
            (first, last.min(to).max(first))
        }
        Part::First(count, unit) => {
            let year = Date::new(from.year(), 1, 1).ok()?;
            let start = if days > 31 { year } else { from };
            let last = shift(start, count, unit)?.yesterday().ok()?;
            (start, last.max(start))
        }
        _ if days > 360 => {
            let year = from.year();
            let (first, last) = match part {
                Part::Begin => (1, 1),
                Part::Early => (1, 3),
                Part::Mid => (5, 8),
                Part::Late => (10, 12),
                Part::End => (12, 12),
                Part::Half(1) => (1, 6),
                _ => (7, 12),
            };
            let first = Date::new(year, first, 1).ok()?;
            (first, Date::new(year, last, 1).ok()?.last_of_month())
        }
        Part::Early | Part::Begin => (from, at((third - 1).max(0))?.min(to)),
        Part::Mid => (at(third)?, at((2 * third - 1).max(0))?.min(to)),
        Part::Late | Part::End => (at(2 * third)?.min(to), to),
        Part::Half(1) => (from, at(half - 1)?.min(to)),
        Part::Half(_) => (at(half)?.min(to), to),
    })
}
