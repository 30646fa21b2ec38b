//! Values of columns: numbers, years, dates, as people type them.

use cairn_model::{CountRange, DateSpan};
use jiff::civil::Date;
use serde_json::Value;

/// A value as text, without blanks around it; `None` when there is nothing.
pub(super) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.trim().to_owned(),
        Value::Array(_) | Value::Object(_) | Value::Bool(_) | Value::Number(_) => value.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

/// A number, and whether separators of thousands were taken out of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) separated: bool,
}

/// A number with a decimal point or comma: `44.5`, `44,5`, `1 234`, `2,006`, `1.234.567`.
///
/// A single comma or point before just three digits parts thousands when `whole` numbers are
/// expected, and decimals when they are not.
pub(super) fn number(text: &str, whole: bool) -> Option<Number> {
    let text = text.trim();
    let plain = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !plain
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\''))
    {
        // Exponents, and nothing else that has letters.
        let value = text.parse().ok().filter(|value: &f64| value.is_finite())?;
        return plain
            .starts_with(|c: char| c.is_ascii_digit())
            .then_some(Number { value, separated: false });
    }
    let groups: Vec<&str> = plain.split(|c: char| !c.is_ascii_digit()).collect();
    let marks: Vec<char> = plain.chars().filter(|c| !c.is_ascii_digit()).collect();
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let of = |text: String, separated| {
        let value: f64 = text.parse().ok()?;
        Some(Number { value: value * sign, separated })
    };
    let in_threes = |groups: &[&str]| {
        groups.iter().skip(1).all(|group| group.len() == 3)
            && groups.first().is_some_and(|first| (1..=3).contains(&first.len()))
    };
    let blank = |c: char| !matches!(c, '.' | ',');
    match marks.as_slice() {
        [] => of(plain.to_owned(), false),
        [mark] if in_threes(&groups) && (whole || blank(*mark)) => of(groups.concat(), true),
        [mark] if !blank(*mark) => of(groups.join("."), false),
        [first, .., last] if first != last && !blank(*last) => {
            let (decimals, thousands) = groups.split_last()?;
            let uniform = marks.iter().rev().skip(1).all(|mark| mark == first);
            (uniform && in_threes(thousands))
                .then(|| of(format!("{}.{decimals}", thousands.concat()), true))?
        }
        [first, rest @ ..] if rest.iter().all(|mark| mark == first) && in_threes(&groups) => {
            of(groups.concat(), true)
        }
        _ => None,
    }
}

/// A whole number of things or people, and whether separators were taken out.
pub(super) fn count(text: &str) -> Option<(CountRange, bool)> {
    let number = number(text, true)?;
    let whole = number.value.fract() == 0.0 && (0.0..=1e15).contains(&number.value);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked: whole, in range"
    )]
    whole.then(|| (CountRange::exactly(number.value as u64), number.separated))
}

/// In which order a column has day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// No value tells.
    #[default]
    Either,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

impl Order {
    /// The order that these values leave possible.
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let mut order = Self::Either;
        for value in values {
            if let Some([first, second, _]) = three(value) {
                match (first > 12, second > 12) {
                    (true, false) => return Self::DayFirst,
                    (false, true) => order = Self::MonthFirst,
                    _ => {}
                }
            }
        }
        order
    }
}

/// Three numbers with a year of four digits at the end, as in 4.6.2021.
fn three(text: &str) -> Option<[i32; 3]> {
    let day = text.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['.', '/', '-']).collect();
    match parts.as_slice() {
        [a, b, year] if year.len() == 4 && a.len() <= 2 && b.len() <= 2 => {
            Some([a.parse().ok()?, b.parse().ok()?, year.parse().ok()?])
        }
        _ => None,
    }
}

/// A day, month or year. Where nothing tells day from month, both readings are allowed.
pub(super) fn date(value: &Value, order: Order) -> Option<DateSpan> {
    if let Some(number) = value.as_f64().filter(|number| number.abs() > 1e8) {
        // Milliseconds since 1970, as ArcGIS exports them.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a timestamp out of range is refused next"
        )]
        let stamp = jiff::Timestamp::from_millisecond(number as i64).ok()?;
        return Some(DateSpan::day(stamp.to_zoned(jiff::tz::TimeZone::UTC).date()));
    }
    let text = text(value)?;
    if let Some([a, b, year]) = three(&text) {
        let day = |day: i32, month: i32| {
            Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
                .ok()
        };
        let (day_first, month_first) = (day(a, b), day(b, a));
        return match (order, day_first, month_first) {
            (Order::DayFirst, Some(day), _) | (Order::MonthFirst, _, Some(day)) => {
                Some(DateSpan::day(day))
            }
            (Order::Either, Some(one), Some(other)) => Some(DateSpan::between(one, other)),
            (_, one, other) => one.or(other).map(DateSpan::day),
        };
    }
    let iso = text.split(['T', ' ']).next()?.replace('/', "-");
    let parts: Vec<&str> = iso.split('-').collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let day = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
            Some(DateSpan::day(day))
        }
        [year, month] if year.len() == 4 => {
            DateSpan::month(year.parse().ok()?, month.parse().ok()?)
        }
        [_] => year(&text).and_then(|(year, _)| DateSpan::year(year)),
        _ => None,
    }
}

/// A year between 1900 and 2100, and whether separators were taken out of it.
pub(super) fn year(text: &str) -> Option<(i16, bool)> {
    let number = number(text, true)?;
    #[expect(clippy::cast_possible_truncation, reason = "checked: a year")]
    (number.value.fract() == 0.0 && (1900.0..=2100.0).contains(&number.value))
        .then_some((number.value as i16, number.separated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_type_them() {
        let whole = |text| number(text, true).map(|number| (number.value, number.separated));
        let any = |text| number(text, false).map(|number| (number.value, number.separated));
        assert_eq!(whole("2,006"), Some((2006.0, true)));
        assert_eq!(any("6,143"), Some((6.143, false)));
        assert_eq!(any("-75,185183"), Some((-75.185_183, false)));
        assert_eq!(any("1.234,5"), Some((1234.5, true)));
        assert_eq!(any("1 234 567"), Some((1_234_567.0, true)));
        assert_eq!(whole("1.234.567"), Some((1_234_567.0, true)));
        assert_eq!(any("1e3"), Some((1000.0, false)));
        for wrong in ["", "a", "1,2,3", "1.23.4", "inf", "nan", "--1", "12,34,567"] {
            assert_eq!(any(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_keep_what_they_leave_open() {
        let read = |text: &str, order| {
            date(&Value::String(text.to_owned()), order).map(|span| span.to_string())
        };
        let either = |text| read(text, Order::Either);
        assert_eq!(either("2021-06-04T12:00:00Z").as_deref(), Some("2021-06-04"));
        assert_eq!(either("2021/06").as_deref(), Some("2021-06"));
        assert_eq!(either("2,006").as_deref(), Some("2006"));
        assert_eq!(either("04.06.2021").as_deref(), Some("2021-04-06 to 2021-06-04"));
        assert_eq!(read("04.06.2021", Order::DayFirst).as_deref(), Some("2021-06-04"));
        assert_eq!(either("25/12/1995 00:00").as_deref(), Some("1995-12-25"));
        assert_eq!(either("June"), None);
        assert_eq!(
            date(&serde_json::json!(801_792_000_000_i64), Order::Either).unwrap().to_string(),
            "1995-05-30"
        );
        assert_eq!(Order::of(["04.06.2021", "12/25/1995"].into_iter()), Order::MonthFirst);
    }
}
