//! The day that a document says it was published.

use jiff::civil::Date;

/// The day in an ISO date, an ISO date and time, or a mail date; the day as the publisher wrote
/// it, in their own time zone. `None` when it is none of these or an unlikely year.
pub(crate) fn published_day(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = iso_day(text).or_else(|| mail_day(text))?;
    (1900..=2200).contains(&day.year()).then_some(day)
}

fn iso_day(text: &str) -> Option<Date> {
    let (day, rest) = text.split_at_checked(10)?;
    let separated = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    // The last hyphen's place tells 2024-04-28 from 20240428T1.
    let shaped = day.as_bytes().get(4) == Some(&b'-') && day.as_bytes().get(7) == Some(&b'-');
    if separated && shaped { day.parse().ok() } else { None }
}

fn mail_day(text: &str) -> Option<Date> {
    jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.date())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_and_times_give_the_day_as_written() {
        let day = Some(date(2021, 6, 4));
        assert_eq!(published_day("2021-06-04"), day);
        assert_eq!(published_day(" 2021-06-04T23:30:00+04:00 "), day);
        assert_eq!(published_day("2021-06-04 10:22"), day);
        assert_eq!(published_day("Fri, 4 Jun 2021 23:30:00 +0400"), day);
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in
            ["", "yesterday", "2021-06", "2021-13-01", "0001-01-01", "2021-06-04x", "é2021-06-04"]
        {
            assert_eq!(published_day(text), None, "{text}");
        }
    }
}
