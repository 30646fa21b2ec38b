//! Small phrases for people: dates, ranges, places, plurals.

use cairn_model::register::Standing;
use cairn_model::{CountRange, DateSpan, Place, ValueRange};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The date as in "4 June 2021", "June 2021", "2021", "3 to 5 June 2021".
pub fn long_date(span: &DateSpan) -> String {
    let day = |date: jiff::civil::Date| format!("{} {} {}", date.day(), month(date), date.year());
    match (span.from, span.to) {
        (None, None) => "date not known".to_owned(),
        (Some(from), None) => format!("since {}", day(from)),
        (None, Some(to)) => format!("until {}", day(to)),
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(_)) if Some(*span) == DateSpan::year(from.year()) => {
            from.year().to_string()
        }
        (Some(from), Some(_)) if Some(*span) == DateSpan::month(from.year(), from.month()) => {
            format!("{} {}", month(from), from.year())
        }
        (Some(from), Some(to)) if (from.year(), from.month()) == (to.year(), to.month()) => {
            format!("{} to {}", from.day(), day(to))
        }
        (Some(from), Some(to)) => format!("{} to {}", day(from), day(to)),
    }
}

fn month(date: jiff::civil::Date) -> &'static str {
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    MONTHS.get(index).copied().unwrap_or_default()
}

/// A date for a narrow column: a day as it is, an interval by its ends on two lines.
pub fn short_date(span: &DateSpan) -> String {
    if span.is_unknown() { "?".to_owned() } else { span.to_string() }
}

/// A count for people; "not stated" when there is none.
pub fn count(range: Option<CountRange>) -> String {
    let Some(range) = range else {
        return "not stated".to_owned();
    };
    match (range.exact(), range.most()) {
        (Some(exact), _) => grouped(&exact.to_string()),
        (None, Some(most)) => {
            format!("{} to {}", grouped(&range.least().to_string()), grouped(&most.to_string()))
        }
        (None, None) => format!("at least {}", grouped(&range.least().to_string())),
    }
}

/// A count for a narrow column; `?` when there is none.
pub fn short_count(range: Option<CountRange>) -> String {
    range.map_or_else(|| "?".to_owned(), |range| range.to_string())
}

/// A measured value for people, thousands set apart.
pub fn value(range: ValueRange) -> String {
    let number = |value: f64| grouped(&value.to_string());
    match range.most() {
        #[expect(clippy::float_cmp, reason = "one figure, written twice")]
        Some(most) if most == range.least() => number(most),
        Some(most) => format!("{} to {}", number(range.least()), number(most)),
        None => format!("at least {}", number(range.least())),
    }
}

/// Thousands set apart by commas: `530,818,000`, `53,081.8`.
pub fn grouped(number: &str) -> String {
    let (whole, fraction) =
        number.split_once('.').map_or((number, None), |(whole, fraction)| (whole, Some(fraction)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = String::from(sign);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// The place as named, or that it is not.
pub fn place(place: &Place) -> String {
    let label = place.label();
    if label.is_empty() { "place not stated".to_owned() } else { label }
}

/// Where a place lies and how well that is known; `None` when it was not found.
pub fn position(place: &Place) -> Option<String> {
    let position = place.position.as_ref()?;
    let (lat, lon) = (position.lat, position.lon);
    let ns = if lat < 0.0 { 'S' } else { 'N' };
    let ew = if lon < 0.0 { 'W' } else { 'E' };
    let by =
        position.gazetteer_id.as_deref().map_or_else(|| "placed by hand".to_owned(), str::to_owned);
    Some(format!(
        "{:.4}° {ns}, {:.4}° {ew}, within {} ({by})",
        lat.abs(),
        lon.abs(),
        distance(position.precision)
    ))
}

/// A distance as in "300 m" or "2.5 km".
pub fn distance(metres: u32) -> String {
    if metres < 1000 {
        format!("{metres} m")
    } else {
        format!("{} km", f64::from(metres / 100) / 10.0)
    }
}

/// "1 report", "3 reports".
pub fn plural(count: impl TryInto<u64>, one: &str, many: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(&count.to_string())) }
}

/// "a", "a and b", "a, b and c".
pub fn series<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// What a reader should know about a claim's standing; nothing for one that simply counts.
pub const fn standing(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Live => None,
        Standing::Superseded => Some("superseded by a later version"),
        Standing::Rejected => Some("rejected"),
        Standing::Accepted => Some("accepted"),
    }
}

#[cfg(test)]
mod tests {
    use cairn_model::place::Position;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        let span = |a, b| long_date(&DateSpan::between(a, b));
        assert_eq!(span(date(2021, 6, 4), date(2021, 6, 4)), "4 June 2021");
        assert_eq!(span(date(2021, 6, 3), date(2021, 6, 5)), "3 to 5 June 2021");
        assert_eq!(span(date(2021, 6, 1), date(2021, 6, 30)), "June 2021");
        assert_eq!(span(date(2021, 1, 1), date(2021, 12, 31)), "2021");
        assert_eq!(span(date(2021, 6, 30), date(2021, 7, 1)), "30 June 2021 to 1 July 2021");
        assert_eq!(long_date(&DateSpan::UNKNOWN), "date not known");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped("7"), "7");
        assert_eq!(grouped("1119"), "1,119");
        assert_eq!(grouped("-530818000"), "-530,818,000");
        assert_eq!(grouped("53081.8"), "53,081.8");
    }

    #[test]
    fn unknown_is_said() {
        assert_eq!(count(None), "not stated");
        assert_eq!(count(Some(CountRange::at_least(2))), "at least 2");
        assert_eq!(short_count(None), "?");
        assert_eq!(place(&Place::default()), "place not stated");
    }

    #[test]
    fn a_position_carries_its_error() {
        let place = Place {
            position: Some(Position {
                lat: -40.244,
                lon: 46.169,
                gazetteer_id: None,
                precision: 2500,
            }),
            ..Place::default()
        };
        assert_eq!(
            position(&place).as_deref(),
            Some("40.2440° S, 46.1690° E, within 2.5 km (placed by hand)")
        );
    }

    #[test]
    fn lists_read_as_people_write_them() {
        assert_eq!(series(&["a"]), "a");
        assert_eq!(series(&["a", "b", "c"]), "a, b and c");
        assert_eq!(plural(1u64, "report", "reports"), "1 report");
        assert_eq!(plural(1234u64, "report", "reports"), "1,234 reports");
    }
}
