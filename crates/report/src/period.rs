//! Days, months and years as people type them.

use std::str::FromStr;

use cairn_model::DateSpan;
use jiff::civil::Date;

/// A value that cannot be read; says what was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {expected}")]
pub struct BadValue {
    given: String,
    expected: &'static str,
}

impl BadValue {
    /// That `given` is not what was `expected`.
    pub fn new(given: &str, expected: &'static str) -> Self {
        Self { given: given.to_owned(), expected }
    }

    /// What was expected.
    pub const fn expected(&self) -> &'static str {
        self.expected
    }
}

/// A day, a month or a year as an interval: `2021-06-04`, `2021-06`, `2021`.
///
/// # Errors
/// When it is none of these.
pub fn period(text: &str) -> Result<DateSpan, BadValue> {
    const EXPECTED: &str = "a day (2021-06-04), a month (2021-06) or a year (2021)";
    let trimmed = text.trim();
    let parts: Vec<&str> = trimmed.split('-').collect();
    let span = match parts.as_slice() {
        [year] if year.len() == 4 => year.parse().ok().and_then(DateSpan::year),
        [year, month] if year.len() == 4 && month.len() == 2 => year
            .parse()
            .ok()
            .zip(month.parse().ok())
            .and_then(|(year, month)| DateSpan::month(year, month)),
        [_, _, _] => Date::from_str(trimmed).ok().map(DateSpan::day),
        _ => None,
    };
    span.ok_or_else(|| BadValue::new(text, EXPECTED))
}
