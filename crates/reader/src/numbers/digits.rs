//! Digits as figures: separators of thousands and fractions, letters stuck to them.

/// What digits and the letters stuck to them say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure<'a> {
    pub value: f64,
    /// The letters at the end: "nd", "km", "a".
    pub letters: &'a str,
}

/// Reads a number token. `comma` tells whether the language writes fractions after a comma.
pub(super) fn figure(token: &str, comma: bool) -> Option<Figure<'_>> {
    if let Some(value) = plain(token) {
        return Some(Figure { value, letters: "" });
    }
    let end =
        token.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(token.len());
    let (digits, letters) = token.split_at(end);
    if letters.starts_with([':', '/']) {
        return None;
    }
    Some(Figure { value: value(digits, comma)?, letters })
}

/// A few digits and nothing else, as most numbers are.
fn plain(token: &str) -> Option<f64> {
    const MOST: usize = 6;
    if token.is_empty() || token.len() > MOST {
        return None;
    }
    let value = token.bytes().try_fold(0_u32, |value, byte| {
        byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'))
    })?;
    Some(f64::from(value))
}

fn value(digits: &str, comma: bool) -> Option<f64> {
    let (thousands, decimal) = if comma { ('.', ',') } else { (',', '.') };
    let first_separator = digits.find([',', '.']);
    let Some(first) = first_separator else {
        return digits.parse().ok();
    };
    let separator = if digits[first..].starts_with(',') { ',' } else { '.' };
    let other = if separator == ',' { '.' } else { ',' };
    let whole = |text: &str| text.replace([',', '.'], "");
    // "1,119.5": with both marks, the last is the fraction's.
    if let Some(last) = digits.rfind(other) {
        if !grouped(&digits[..last], separator) {
            return None;
        }
        return format!("{}.{}", whole(&digits[..last]), &digits[last + 1..]).parse().ok();
    }
    let groups = grouped(digits, separator);
    let several = digits.matches(separator).count() > 1;
    if groups && (several || separator == thousands) {
        return whole(digits).parse().ok();
    }
    if several {
        return None;
    }
    // One mark: the fraction's, or the language's other mark with a number of digits that no group
    // of thousands has ("14,5").
    if separator == decimal || !groups {
        return digits.replace(separator, ".").parse().ok();
    }
    None
}

/// Whether each group after the first has three digits, the first one to three, not a lone zero.
fn grouped(digits: &str, separator: char) -> bool {
    let mut parts = digits.split(separator);
    let first = parts.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && first != "0" && parts.all(|part| part.len() == 3)
}

/// "22:00", "14.05", "0600", with or without an "h".
pub(super) fn is_time_of_day(token: &str) -> bool {
    let digits = token.trim_end_matches(|c: char| c.is_alphabetic());
    let (hours, minutes) = match digits.split_once([':', '.']) {
        Some(parts) => parts,
        // Letters may stand between the digits.
        None if digits.len() == 4 => match digits.split_at_checked(2) {
            Some(parts) => parts,
            None => return false,
        },
        None => return false,
    };
    let below = |text: &str, limit: u8| text.parse::<u8>().is_ok_and(|value| value < limit);
    let minutes = minutes.split([':', '.']).next().unwrap_or_default();
    (1..=2).contains(&hours.len()) && minutes.len() == 2 && below(hours, 25) && below(minutes, 60)
}

/// Four plain digits from 1900 to 2099.
pub(super) fn is_year(token: &str) -> bool {
    token.len() == 4
        && (token.starts_with("19") || token.starts_with("20"))
        && token.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(token: &str, comma: bool) -> Option<f64> {
        figure(token, comma).map(|figure| figure.value)
    }

    #[test]
    fn separators_are_those_of_the_language() {
        for (token, english, other) in [
            ("1,119", Some(1119.0), Some(1.119)),
            ("1.119", Some(1.119), Some(1119.0)),
            ("53,081.8", Some(53081.8), Some(53081.8)),
            ("53.081,8", Some(53081.8), Some(53081.8)),
            ("14,5", Some(14.5), Some(14.5)),
            ("1.119.000", Some(1_119_000.0), Some(1_119_000.0)),
            ("0.125", Some(0.125), Some(0.125)),
            ("4.5.6", None, None),
            ("7", Some(7.0), Some(7.0)),
        ] {
            assert_eq!(read(token, false), english, "{token}");
            assert_eq!(read(token, true), other, "{token}");
        }
    }

    #[test]
    fn times_and_years_are_known() {
        assert!(["22:00", "14.00", "0600", "1600hrs", "9:05"].iter().all(|t| is_time_of_day(t)));
        assert!(!["22", "14.5", "2575", "600", "30:10"].iter().any(|t| is_time_of_day(t)));
        assert!(!is_time_of_day("0à0"), "letters between digits");
        assert!(is_year("2021") && !is_year("2,021") && !is_year("2121") && !is_year("1899"));
    }
}
