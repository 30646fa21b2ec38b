//! When: an interval of days, as exact as the source allows.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The first and the last day on which something may have happened; both `None` when unknown.
///
/// "4 June 2021" is one day, "in June 2021" is thirty, "since November 2020" has no end. Written
/// `{"from": "2021-06-04", "to": "2021-06-04"}` in JSON.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
pub struct DateSpan {
    /// First possible day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub from: Option<Date>,
    /// Last possible day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub to: Option<Date>,
}

impl DateSpan {
    /// Not known, and not guessed.
    pub const UNKNOWN: Self = Self { from: None, to: None };

    /// One day.
    pub const fn day(day: Date) -> Self {
        Self { from: Some(day), to: Some(day) }
    }

    /// From the first to the last of two days, in either order.
    pub fn between(a: Date, b: Date) -> Self {
        Self { from: Some(a.min(b)), to: Some(a.max(b)) }
    }

    /// A whole calendar month; `None` when there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self::between(first, first.last_of_month()))
    }

    /// A whole calendar year; `None` when the year cannot be written.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self::between(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
    }

    /// Whether neither end is known.
    pub const fn is_unknown(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// The day, when it is just one.
    pub fn single_day(&self) -> Option<Date> {
        self.from.filter(|from| self.to == Some(*from))
    }

    /// How many days it covers, when both ends are known.
    pub fn days(&self) -> Option<i32> {
        let (from, to) = (self.from?, self.to?);
        Some(from.until(to).ok()?.get_days() + 1)
    }

    /// Whether some day may lie in both; an unknown end is open.
    pub fn touches(&self, other: &Self) -> bool {
        let before = |a: Option<Date>, b: Option<Date>| match (a, b) {
            (Some(a), Some(b)) => a <= b,
            _ => true,
        };
        before(self.from, other.to) && before(other.from, self.to)
    }

    /// The smallest interval that holds both; an unknown interval adds nothing.
    pub fn hull(&self, other: &Self) -> Self {
        if self.is_unknown() {
            return *other;
        }
        if other.is_unknown() {
            return *self;
        }
        Self {
            from: self.from.zip(other.from).map(|(a, b)| a.min(b)),
            to: self.to.zip(other.to).map(|(a, b)| a.max(b)),
        }
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (None, None) => f.pad("unknown"),
            (Some(from), Some(to)) if from == to => f.pad(&from.to_string()),
            (Some(from), Some(to)) if Some(*self) == Self::month(from.year(), from.month()) => {
                debug_assert_eq!(from.month(), to.month());
                f.pad(&from.strftime("%Y-%m").to_string())
            }
            (Some(from), Some(_)) if Some(*self) == Self::year(from.year()) => {
                f.pad(&from.year().to_string())
            }
            (Some(from), Some(to)) => f.pad(&format!("{from} to {to}")),
            (Some(from), None) => f.pad(&format!("since {from}")),
            (None, Some(to)) => f.pad(&format!("until {to}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn spans_read_as_people_write_them() {
        assert_eq!(DateSpan::day(date(2021, 6, 4)).to_string(), "2021-06-04");
        assert_eq!(DateSpan::month(2021, 6).unwrap().to_string(), "2021-06");
        assert_eq!(DateSpan::year(2021).unwrap().to_string(), "2021");
        assert_eq!(DateSpan::UNKNOWN.to_string(), "unknown");
        assert_eq!(DateSpan::month(2021, 13), None);
    }

    #[test]
    fn an_open_end_touches_all_that_follows() {
        let since = DateSpan { from: Some(date(2020, 11, 10)), to: None };
        assert!(since.touches(&DateSpan::day(date(2024, 1, 1))));
        assert!(!since.touches(&DateSpan::day(date(2020, 11, 9))));
        assert_eq!(DateSpan::month(2021, 6).unwrap().days(), Some(30));
    }
}
