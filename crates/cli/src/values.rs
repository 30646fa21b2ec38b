//! Reading values that people type: dates, counts, coordinates.

use cairn_model::{CountRange, DateSpan};
use cairn_report::period::BadValue;
pub use cairn_report::period::period;

fn bad(given: &str, expected: &'static str) -> BadValue {
    BadValue::new(given, expected)
}

/// An interval of days: a period, or two of them as `2021-06-04..2021-06-06`, or `unknown`.
pub fn date_span(text: &str) -> Result<DateSpan, BadValue> {
    const EXPECTED: &str =
        "a day, month or year, an interval (2021-06-04..2021-06-06) or `unknown`";
    let trimmed = text.trim();
    if trimmed == "unknown" {
        return Ok(DateSpan::UNKNOWN);
    }
    let Some((from, to)) = trimmed.split_once("..") else {
        return period(trimmed).map_err(|_| bad(text, EXPECTED));
    };
    let end = |text: &str| match text.trim() {
        "" => Ok(None),
        text => period(text).map(Some),
    };
    let both = end(from).and_then(|from| Ok((from, end(to)?)));
    let (from, to) = both.map_err(|_| bad(text, EXPECTED))?;
    let span = DateSpan { from: from.and_then(|span| span.from), to: to.and_then(|span| span.to) };
    match (span.from, span.to) {
        (Some(from), Some(to)) if from > to => {
            Err(bad(text, "an interval that ends after it begins"))
        }
        _ => Ok(span),
    }
}

/// A count: `3`, `2-3` (also `2..3`, `2–3`), `3+`, or `unknown`.
pub fn count(text: &str) -> Result<Option<CountRange>, BadValue> {
    const EXPECTED: &str = "a count (3), a range (2-3), an open range (3+) or `unknown`";
    let trimmed = text.trim();
    if trimmed == "unknown" {
        return Ok(None);
    }
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let range = if let Some(least) = trimmed.strip_suffix('+') {
        number(least).map(CountRange::at_least)
    } else if let Some((least, most)) =
        ["..", "–", "-"].iter().find_map(|dash| trimmed.split_once(dash))
    {
        number(least)
            .zip(number(most))
            .filter(|(least, most)| least <= most)
            .map(|(least, most)| CountRange::between(least, most))
    } else {
        number(trimmed).map(CountRange::exactly)
    };
    range.map(Some).ok_or_else(|| bad(text, EXPECTED))
}

/// Degrees north and east: `40.244,46.169`.
pub fn position(text: &str) -> Result<(f64, f64), BadValue> {
    const EXPECTED: &str = "a position: degrees north (-90 to 90), a comma, degrees east (-180 to 180), as 40.244,46.169";
    let number = |text: &str| text.trim().parse::<f64>().ok();
    text.split_once(',')
        .and_then(|(lat, lon)| number(lat).zip(number(lon)))
        .filter(|(lat, lon)| (-90.0..=90.0).contains(lat) && (-180.0..=180.0).contains(lon))
        .ok_or_else(|| bad(text, EXPECTED))
}

/// A text that is not empty.
pub fn some_text(text: &str) -> Result<String, BadValue> {
    let text = text.trim();
    if text.is_empty() { Err(bad(text, "a text: it is empty")) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_are_as_exact_as_they_are_written() {
        assert_eq!(period("2021-06-04"), Ok(DateSpan::day(date(2021, 6, 4))));
        assert_eq!(period("2021-06").unwrap().to, Some(date(2021, 6, 30)));
        assert_eq!(period("2021").unwrap().from, Some(date(2021, 1, 1)));
        for wrong in ["", "21", "2021-6", "2021-13", "2021-02-30", "yesterday", "2021-06-04-01"] {
            assert!(period(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            period("June").unwrap_err().to_string(),
            "`June` is not a day (2021-06-04), a month (2021-06) or a year (2021)"
        );
    }

    #[test]
    fn intervals_may_be_open() {
        let span = date_span("2021-06..2021-07-02").unwrap();
        assert_eq!(span, DateSpan::between(date(2021, 6, 1), date(2021, 7, 2)));
        assert_eq!(date_span("2021-06-04..").unwrap().to, None);
        assert_eq!(date_span("unknown"), Ok(DateSpan::UNKNOWN));
        assert!(date_span("2022..2021").is_err());
        assert!(date_span("2022..never").is_err());
    }

    #[test]
    fn counts_are_ranges() {
        assert_eq!(count("3"), Ok(Some(CountRange::exactly(3))));
        assert_eq!(count("2-3"), Ok(Some(CountRange::between(2, 3))));
        assert_eq!(count("2–3"), Ok(Some(CountRange::between(2, 3))));
        assert_eq!(count("3+"), Ok(Some(CountRange::at_least(3))));
        assert_eq!(count("unknown"), Ok(None));
        for wrong in ["", "-3", "3-2", "some", "1.5", "+"] {
            assert!(count(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn positions_lie_on_the_globe() {
        assert_eq!(position("40.244, 46.169"), Ok((40.244, 46.169)));
        assert_eq!(position("-8.5,125.6"), Ok((-8.5, 125.6)));
        for wrong in ["", "40", "91,0", "0,181", "NaN,0", "inf,0", "a,b"] {
            assert!(position(wrong).is_err(), "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn typed_values_never_panic(text in "\\PC{0,20}") {
            let _ = (period(&text), date_span(&text), count(&text), position(&text));
        }

        #[test]
        fn a_shown_count_can_be_typed_again(least in 0u64..500, more in proptest::option::of(0u64..500)) {
            let range = CountRange::from((least, more.map(|more| least + more)));
            proptest::prop_assert_eq!(count(&range.to_string()), Ok(Some(range)));
        }
    }
}
