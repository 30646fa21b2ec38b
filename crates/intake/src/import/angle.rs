//! Degrees as people write them: `40.244`, `40,244`, `40°14'38.4"N`, `N 40 14 38`, `-75.185`.

use super::values::number;

/// Which way an angle goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    North,
    East,
}

/// An angle in degrees, and metres within which it is known by the way it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Angle {
    pub(super) degrees: f64,
    pub(super) metres: f64,
}

/// Metres of a degree of latitude, about.
const DEGREE: f64 = 111_320.0;

/// The angle that a text gives on this axis; `None` when it gives none, or one of the other axis.
pub(super) fn angle(text: &str, axis: Axis) -> Option<Angle> {
    let upper = text.trim().to_uppercase();
    let upper =
        upper.replace(['º', '˚'], "°").replace(['’', '′'], "'").replace(['”', '″', '“'], "\"");
    let (positive, negative) = match axis {
        Axis::North => ('N', 'S'),
        Axis::East => ('E', 'W'),
    };
    let letter = |c: char| upper.starts_with(c) || upper.ends_with(c);
    let sign = match (letter(positive), letter(negative)) {
        (true, true) => return None,
        (_, true) => -1.0,
        _ => 1.0,
    };
    let bare = upper.trim_matches(|c: char| c == positive || c == negative || c.is_whitespace());
    if bare.is_empty() || bare.chars().any(char::is_alphabetic) {
        return None;
    }
    if let Some(number) = number(bare.trim_end_matches('°').trim(), false)
        && !number.separated
    {
        let decimals = bare
            .split_once(['.', ','])
            .map_or(0, |(_, decimals)| decimals.chars().filter(char::is_ascii_digit).count());
        // Zeros at the end are cut off by many programs, so that few decimals tell little.
        let places = i32::try_from(decimals).unwrap_or(i32::MAX).min(15);
        return Some(Angle {
            degrees: sign * number.value,
            metres: DEGREE * 0.5 * 10_f64.powi(-places),
        });
    }
    parts(bare).map(|angle| Angle { degrees: sign * angle.degrees, ..angle })
}

/// Degrees, minutes and perhaps seconds.
fn parts(text: &str) -> Option<Angle> {
    let (text, sign) = text.strip_prefix('-').map_or((text, 1.0), |rest| (rest, -1.0));
    let pieces: Vec<&str> = text
        .split(|c: char| matches!(c, '°' | '\'' | '"' | ':' | '-') || c.is_whitespace())
        .filter(|piece| !piece.is_empty())
        .collect();
    let numbers: Option<Vec<f64>> =
        pieces.iter().map(|piece| number(piece, false).map(|number| number.value)).collect();
    let below_sixty = |value: f64| (0.0..60.0).contains(&value);
    let (degrees, metres) = match numbers?.as_slice() {
        [degrees, minutes] if below_sixty(*minutes) => (degrees + minutes / 60.0, 1_855.0),
        [degrees, minutes, seconds] if below_sixty(*minutes) && below_sixty(*seconds) => {
            (degrees + minutes / 60.0 + seconds / 3600.0, 31.0)
        }
        _ => return None,
    };
    let decimals =
        pieces.last().and_then(|last| last.split_once(['.', ','])).map_or(0, |d| d.1.len());
    let places = i32::try_from(decimals).unwrap_or(i32::MAX).min(15);
    Some(Angle { degrees: sign * degrees, metres: metres * 0.5 * 10_f64.powi(-places) })
}

/// Latitude and longitude in one text: `(6.14, -75.18)`, `40°14'N 46°10'E`, `6.14 -75.18`.
pub(super) fn pair(text: &str) -> Option<(Angle, Angle)> {
    let text = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let halves = text.split_once(';').or_else(|| text.split_once(", ")).or_else(|| {
        let mut commas = text.match_indices(',');
        match (commas.next(), commas.next()) {
            (Some((at, _)), None) => Some((text.get(..at)?, text.get(at + 1..)?)),
            _ => None,
        }
    });
    let halves = halves.or_else(|| {
        let at = text.find(['N', 'S', 'n', 's']).filter(|at| *at > 0 && *at + 1 < text.len());
        at.and_then(|at| Some((text.get(..=at)?, text.get(at + 1..)?)))
    });
    let (north, east) = halves.or_else(|| text.split_once(char::is_whitespace))?;
    Some((angle(north, Axis::North)?, angle(east, Axis::East)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn north(text: &str) -> Option<f64> {
        angle(text, Axis::North).map(|angle| (angle.degrees * 1e6).round() / 1e6)
    }

    #[test]
    fn degrees_read_as_people_write_them() {
        for text in [
            "40.244",
            "40,244",
            "40.244 N",
            "N40.244°",
            "40°14'38.4\"N",
            "40 14 38.4",
            "40:14:38,4",
            "40° 14.64'",
            "40º14’38.4”",
        ] {
            assert_eq!(north(text), Some(40.244), "{text}");
        }
        assert_eq!(north("40°14'38.4\"S"), Some(-40.244));
        assert_eq!(north("-75,185183"), Some(-75.185_183));
        for wrong in ["", "N", "40°75'", "40.2E", "abc", "40 14 38 4"] {
            assert_eq!(north(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_way_it_is_written_says_how_exact_it_is() {
        let metres = |text| angle(text, Axis::North).unwrap().metres.round();
        assert_eq!((metres("40.24"), metres("40.2441"), metres("40°14'38\"")), (557.0, 6.0, 16.0));
    }

    #[test]
    fn two_angles_in_one_text_come_apart() {
        let read = |text| pair(text).map(|(north, east)| (north.degrees, east.degrees));
        assert_eq!(read("(6.143703, -75.185183)"), Some((6.143_703, -75.185_183)));
        assert_eq!(read("6.5 -75.25"), Some((6.5, -75.25)));
        assert_eq!(read("6,5; -75,25"), Some((6.5, -75.25)));
        assert_eq!(read("40°30'N 46°15'E"), Some((40.5, 46.25)));
        assert_eq!(read("Kalbajar, road"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_it(text in ".{0,40}") {
            let _ = (angle(&text, Axis::East), pair(&text));
        }
    }
}
