//! References of the military grid (MGRS), as in `38T MK 12345 67890`, and UTM zones.
//!
//! Letters and bands as in NGA.STND.0037 (2014); polar references (UPS) are not read.

use crate::layers::{Crs, Xy};

/// Letters of rows, which come again every two million metres.
const ROWS: &[u8] = b"ABCDEFGHJKLMNPQRSTUV";
/// Letters of columns, eight a zone; the set comes again every third zone.
const COLUMNS: [&[u8]; 3] = [b"STUVWXYZ", b"ABCDEFGH", b"JKLMNPQR"];
/// Bands from south to north, and the northing in 100 km below which each has nothing.
const BANDS: [(u8, f64); 20] = [
    (b'C', 11.0),
    (b'D', 20.0),
    (b'E', 28.0),
    (b'F', 37.0),
    (b'G', 46.0),
    (b'H', 55.0),
    (b'J', 64.0),
    (b'K', 73.0),
    (b'L', 82.0),
    (b'M', 91.0),
    (b'N', 0.0),
    (b'P', 8.0),
    (b'Q', 17.0),
    (b'R', 26.0),
    (b'S', 35.0),
    (b'T', 44.0),
    (b'U', 53.0),
    (b'V', 62.0),
    (b'W', 70.0),
    (b'X', 79.0),
];

/// Degrees east and north of the middle of a square, and half its side in metres.
pub(super) fn mgrs(text: &str) -> Option<(Xy, f64)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_ascii_uppercase();
    let letters = text.find(|c: char| !c.is_ascii_digit())?;
    let (zone, rest) = text.split_at_checked(letters)?;
    let zone: u8 = zone.parse().ok().filter(|zone| (1..=60).contains(zone))?;
    let [band, column, row, digits @ ..] = rest.as_bytes() else { return None };
    let (at_band, (_, least)) = BANDS.iter().enumerate().find(|(_, (letter, _))| letter == band)?;
    let columns = COLUMNS.get(usize::from(zone % 3))?;
    let column = columns.iter().position(|letter| letter == column)?;
    let row = ROWS.iter().position(|letter| letter == row)?;
    if !digits.len().is_multiple_of(2)
        || digits.len() > 10
        || !digits.iter().all(u8::is_ascii_digit)
    {
        return None;
    }
    let half = digits.len() / 2;
    let side = 10_f64.powi(5 - i32::try_from(half).ok()?);
    let digits = std::str::from_utf8(digits).ok()?;
    let part = |text: &str| if text.is_empty() { Some(0.0) } else { text.parse::<f64>().ok() };
    let (east, north) = (part(digits.get(..half)?)?, part(digits.get(half..)?)?);
    let offset = if zone.is_multiple_of(2) { 15 } else { 0 };
    let hundreds = |count: usize| f64::from(u32::try_from(count).unwrap_or_default()) * 100_000.0;
    let easting = hundreds(column + 1) + east * side + side / 2.0;
    let mut northing = hundreds((row + offset) % ROWS.len()) + north * side + side / 2.0;
    while northing < least * 100_000.0 {
        northing += 2_000_000.0;
    }
    let at = Crs::utm(zone, at_band < 10).ok()?.to_wgs84([easting, northing])?;
    Some((at, side / 2.0))
}

/// The zone and whether it is on the southern half, as in `38`, `38N`, `38T`, `EPSG:32638`.
///
/// `S` is the southern half and a band of the northern: the band where the northing fits it.
pub(super) fn zone(text: &str, northing: f64) -> Option<(u8, bool)> {
    let text = text.trim().to_ascii_uppercase().replace(' ', "");
    let text = text.strip_prefix("UTM").unwrap_or(&text);
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, letter) = text.split_at_checked(end)?;
    let zone: u8 = digits.parse().ok().filter(|zone| (1..=60).contains(zone))?;
    let south = match letter {
        "" | "N" | "NORTH" => false,
        "S" => !(3_500_000.0..4_450_000.0).contains(&northing),
        "SOUTH" => true,
        letter => {
            let [band] = letter.as_bytes() else { return None };
            BANDS.iter().position(|(one, _)| one == band)? < 10
        }
    };
    Some((zone, south))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_and_its_utm_coordinates_are_one_place() {
        // 4QFJ 12345 67890 is easting 612345, northing 2367890 in zone 4 north.
        let (at, half) = mgrs("4Q FJ 12345 67890").unwrap();
        let expected = Crs::utm(4, false).unwrap().to_wgs84([612_345.5, 2_367_890.5]).unwrap();
        assert_eq!((at, half), (expected, 0.5));
        assert!((at[0] + 157.916).abs() < 0.001 && (at[1] - 21.4098).abs() < 0.001, "{at:?}");
        assert_eq!(mgrs("4QFJ").unwrap().1, 50_000.0);
    }

    #[test]
    fn squares_of_the_southern_half_lie_south() {
        let (at, _) = mgrs("56HLH3400051000").unwrap();
        // Sydney: 151.21 east, 33.87 south.
        assert!((at[0] - 151.2).abs() < 0.1 && (at[1] + 33.9).abs() < 0.1, "{at:?}");
    }

    #[test]
    fn what_is_no_square_is_none() {
        for wrong in ["", "61QFJ", "4IFJ", "4QFJ123", "4QZJ12", "QFJ", "4QFJ12a4", "ZAB12"] {
            assert_eq!(mgrs(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn zones_are_told_apart() {
        assert_eq!(zone("38N", 4_400_000.0), Some((38, false)));
        assert_eq!(zone("UTM 38 S", 4_400_000.0), Some((38, false)));
        assert_eq!(zone("38S", 6_000_000.0), Some((38, true)));
        assert_eq!(zone("56H", 6_000_000.0), Some((56, true)));
        assert_eq!(zone("61", 0.0), None);
    }
}
