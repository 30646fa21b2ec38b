//! Points as GeoPackage writes them, and the functions that its spatial index calls.
//!
//! The triggers of the index call `ST_IsEmpty`, `ST_MinX` and their kin, which SQLite does not have:
//! every connection that writes must bring them, or even a change of an attribute fails.

use cairn_model::place::Position;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// The coordinate reference system of every layer: WGS 84, longitude before latitude.
const SRS_ID: i32 = 4326;
const HEADER: usize = 8;
const POINT: usize = HEADER + 1 + 4 + 16;

/// A point on the globe as a GeoPackage blob; `None` where there is no such point.
pub(crate) fn point(position: &Position) -> Option<Vec<u8>> {
    let on_globe = position.lat.abs() <= 90.0 && position.lon.abs() <= 180.0;
    on_globe.then(|| {
        let mut blob = Vec::with_capacity(POINT);
        // Magic, version 1, flags: little-endian, no envelope (a point is its own), not empty.
        blob.extend_from_slice(b"GP\x00\x01");
        blob.extend_from_slice(&SRS_ID.to_le_bytes());
        // Well-known binary: little-endian, point.
        blob.push(1);
        blob.extend_from_slice(&1u32.to_le_bytes());
        blob.extend_from_slice(&position.lon.to_le_bytes());
        blob.extend_from_slice(&position.lat.to_le_bytes());
        blob
    })
}

/// Longitude and latitude of a point blob; `None` for empty points and other geometries.
///
/// Other programs may write points with an envelope or big-endian, so both are read.
fn coordinates(blob: &[u8]) -> Option<(f64, f64)> {
    let flags = *blob.strip_prefix(b"GP\x00")?.first()?;
    let envelope = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    let geometry = blob.get(HEADER + envelope..)?;
    let little = *geometry.first()? == 1;
    let kind: [u8; 4] = geometry.get(1..5)?.try_into().ok()?;
    let kind = if little { u32::from_le_bytes(kind) } else { u32::from_be_bytes(kind) };
    let number = |at: usize| -> Option<f64> {
        let bytes: [u8; 8] = geometry.get(at..at + 8)?.try_into().ok()?;
        let number = if little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) };
        (!number.is_nan()).then_some(number)
    };
    // 1, 1001, 2001 and 3001 are points without and with height and measure.
    (kind % 1000 == 1).then_some(())?;
    Some((number(5)?, number(13)?))
}

/// Brings the functions that the triggers of the spatial index call.
pub(crate) fn register_functions(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    type Read = fn((f64, f64)) -> f64;
    let x: Read = |(x, _)| x;
    let y: Read = |(_, y)| y;
    for (name, read) in [("ST_MinX", x), ("ST_MaxX", x), ("ST_MinY", y), ("ST_MaxY", y)] {
        conn.create_scalar_function(name, 1, flags, move |context| {
            let blob = context.get::<Option<Vec<u8>>>(0)?;
            Ok(blob.as_deref().and_then(coordinates).map(read))
        })?;
    }
    conn.create_scalar_function("ST_IsEmpty", 1, flags, |context| {
        let blob = context.get::<Option<Vec<u8>>>(0)?;
        Ok(blob.map(|blob| coordinates(&blob).is_none()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position { lat, lon, gazetteer_id: None, precision: 1 }
    }

    #[test]
    fn a_point_is_written_longitude_first() {
        let blob = point(&at(40.25, 46.5)).unwrap();
        assert_eq!(blob.len(), POINT);
        assert_eq!(coordinates(&blob), Some((46.5, 40.25)));
    }

    #[test]
    fn points_off_the_globe_are_not_drawn() {
        assert_eq!(point(&at(91.0, 0.0)), None);
        assert_eq!(point(&at(0.0, f64::NAN)), None);
    }

    #[test]
    fn points_of_other_programs_are_understood() {
        // Big-endian, with an envelope of four numbers.
        let mut blob = b"GP\x00\x02\x00\x00\x10\xe6".to_vec();
        blob.extend([0; 32]);
        blob.extend([0, 0, 0, 0, 1]);
        blob.extend(46.5f64.to_be_bytes());
        blob.extend(40.25f64.to_be_bytes());
        assert_eq!(coordinates(&blob), Some((46.5, 40.25)));
        for end in 0..blob.len() {
            assert_eq!(coordinates(&blob[..end]), None);
        }
        let empty = [f64::NAN.to_be_bytes(), f64::NAN.to_be_bytes()].concat();
        blob.splice(blob.len() - 16.., empty);
        assert_eq!(coordinates(&blob), None);
    }
}
