//! Points and shapes as GeoPackage writes them, and the functions that its spatial index calls.
//!
//! The triggers of the index call `ST_IsEmpty`, `ST_MinX` and their kin, which SQLite does not have:
//! every connection that writes must bring them, or even a change of an attribute fails.

use cairn_model::place::Position;
use cairn_model::{Geometry, LonLat};
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

/// A shape as a GeoPackage blob, with its bounds in front for the spatial index.
pub(crate) fn shape(shape: &Geometry, [west, south, east, north]: [f64; 4]) -> Vec<u8> {
    // Magic, version 1, flags: little-endian, an envelope of four numbers, not empty.
    let mut blob = b"GP\x00\x03".to_vec();
    blob.extend_from_slice(&SRS_ID.to_le_bytes());
    for number in [west, east, south, north] {
        blob.extend_from_slice(&number.to_le_bytes());
    }
    match shape {
        Geometry::MultiPoint(points) => {
            head(&mut blob, 4, points.len());
            for point in points {
                blob.push(1);
                blob.extend_from_slice(&1u32.to_le_bytes());
                positions(&mut blob, std::slice::from_ref(point));
            }
        }
        Geometry::MultiLineString(lines) => {
            head(&mut blob, 5, lines.len());
            for line in lines {
                head(&mut blob, 2, line.len());
                positions(&mut blob, line);
            }
        }
        Geometry::MultiPolygon(areas) => {
            head(&mut blob, 6, areas.len());
            for area in areas {
                head(&mut blob, 3, area.rings().count());
                for ring in area.rings() {
                    count(&mut blob, ring.positions().len());
                    positions(&mut blob, ring.positions());
                }
            }
        }
    }
    blob
}

/// The beginning of a piece of well-known binary: little-endian, its type, how many parts.
fn head(blob: &mut Vec<u8>, kind: u32, parts: usize) {
    blob.push(1);
    blob.extend_from_slice(&kind.to_le_bytes());
    count(blob, parts);
}

fn count(blob: &mut Vec<u8>, parts: usize) {
    // No file that was taken in holds 2^32 positions.
    blob.extend_from_slice(&u32::try_from(parts).unwrap_or(u32::MAX).to_le_bytes());
}

fn positions(blob: &mut Vec<u8>, positions: &[LonLat]) {
    for at in positions {
        blob.extend_from_slice(&at.lon().to_le_bytes());
        blob.extend_from_slice(&at.lat().to_le_bytes());
    }
}

/// West, south, east and north of a blob: its envelope, or the point that it is. `None` for empty
/// ones; shapes other than points without an envelope are written by nobody we know of.
pub(crate) fn bounds(blob: &[u8]) -> Option<[f64; 4]> {
    if let Some((x, y)) = coordinates(blob) {
        return Some([x, y, x, y]);
    }
    let flags = *blob.strip_prefix(b"GP\x00")?.first()?;
    let (little, empty) = (flags & 1 == 1, flags & 0x10 != 0);
    if empty || (flags >> 1) & 7 == 0 {
        return None;
    }
    let number = |at: usize| -> Option<f64> {
        let bytes: [u8; 8] = blob.get(HEADER + at * 8..HEADER + at * 8 + 8)?.try_into().ok()?;
        let number = if little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) };
        number.is_finite().then_some(number)
    };
    Some([number(0)?, number(2)?, number(1)?, number(3)?])
}

/// The well-known binary within a blob; `None` for empty ones.
pub(crate) fn well_known(blob: &[u8]) -> Option<&[u8]> {
    let flags = *blob.strip_prefix(b"GP\x00")?.first()?;
    let envelope = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    let empty = flags & 0x10 != 0;
    blob.get(HEADER + envelope..).filter(|shape| !empty && !shape.is_empty())
}

/// Longitude and latitude of a point blob; `None` for empty points and other geometries.
///
/// Other programs may write points with an envelope or big-endian, so both are read.
fn coordinates(blob: &[u8]) -> Option<(f64, f64)> {
    let geometry = well_known(blob)?;
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
    type Read = fn([f64; 4]) -> f64;
    let reads: [(&str, Read); 4] = [
        ("ST_MinX", |[west, ..]| west),
        ("ST_MinY", |[_, south, ..]| south),
        ("ST_MaxX", |[_, _, east, _]| east),
        ("ST_MaxY", |[.., north]| north),
    ];
    for (name, read) in reads {
        conn.create_scalar_function(name, 1, flags, move |context| {
            let blob = context.get::<Option<Vec<u8>>>(0)?;
            Ok(blob.as_deref().and_then(bounds).map(read))
        })?;
    }
    conn.create_scalar_function("ST_IsEmpty", 1, flags, |context| {
        let blob = context.get::<Option<Vec<u8>>>(0)?;
        Ok(blob.map(|blob| bounds(&blob).is_none()))
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

    #[test]
    fn a_shape_carries_its_bounds() {
        let at = |x, y| LonLat::new(x, y).unwrap();
        let line = Geometry::MultiLineString(vec![vec![at(17.0, 44.5), at(17.5, 44.0)]]);
        let blob = shape(&line, line.bounds().unwrap());
        assert_eq!(bounds(&blob), Some([17.0, 44.0, 17.5, 44.5]));
        assert_eq!(coordinates(&blob), None);
        for end in 0..40 {
            assert_eq!(bounds(&blob[..end]), None);
        }
    }
}
