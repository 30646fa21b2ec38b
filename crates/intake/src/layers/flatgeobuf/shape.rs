//! Geometries of FlatGeobuf: one list of numbers, and where its parts end.

use cairn_model::RepairKind;

use super::super::feature::{Absent, Shape, Xy};
use super::super::mixed;
use super::table::{Table, double, int};

/// Collections within collections that are followed.
const DEEPEST: usize = 8;

/// Fields of a geometry, by their numbers in `feature.fbs`.
mod field {
    pub(super) const ENDS: usize = 0;
    pub(super) const XY: usize = 1;
    pub(super) const KIND: usize = 6;
    pub(super) const PARTS: usize = 7;
}

/// The shape that a geometry is; its own type counts more than that of the head.
///
/// # Errors
/// Why it is none.
pub(super) fn read(
    geometry: &Table<'_>,
    of_head: u8,
    mended: &mut Vec<RepairKind>,
    depth: usize,
) -> Result<Shape, String> {
    if depth > DEEPEST {
        return Err(format!("nested more than {DEEPEST} deep"));
    }
    let own = geometry.byte(field::KIND).unwrap_or(0);
    let kind = if own == 0 { of_head } else { own };
    match kind {
        1 | 4 => Ok(Shape::Points(positions(geometry)?)),
        2 => Ok(Shape::Lines(vec![positions(geometry)?])),
        3 => Ok(Shape::Areas(vec![parts(geometry)?])),
        5 => Ok(Shape::Lines(parts(geometry)?)),
        6 | 7 => {
            let inner = if kind == 6 { 3 } else { 0 };
            let shapes: Result<Vec<Shape>, String> = (geometry.tables(field::PARTS).iter())
                .map(|part| read(part, inner, mended, depth + 1))
                .collect();
            Ok(mixed::join(shapes?, mended))
        }
        0 => Ok(Shape::Nothing(Absent::Empty)),
        other => Err(format!("geometries of type {other} (curves and surfaces) are not read")),
    }
}

fn positions(geometry: &Table<'_>) -> Result<Vec<Xy>, String> {
    let bytes = match geometry.list(field::XY, 8) {
        Some(bytes) => bytes,
        None => return Ok(Vec::new()),
    };
    let position = |pair: &[u8]| Some([double(pair, 0)?, double(pair, 8)?]);
    let read: Option<Vec<Xy>> = bytes.chunks(16).map(position).collect();
    read.ok_or_else(|| "an odd number of coordinates".to_owned())
}

/// The positions cut where parts end; one part where no ends are given.
fn parts(geometry: &Table<'_>) -> Result<Vec<Vec<Xy>>, String> {
    let positions = positions(geometry)?;
    let ends = geometry.list(field::ENDS, 4).unwrap_or_default();
    if ends.is_empty() {
        return Ok(vec![positions]);
    }
    let mut found = Vec::new();
    let mut start = 0;
    for end in ends.chunks(4) {
        let end = int(end, 0).unwrap_or(usize::MAX);
        let part = positions.get(start..end).ok_or("a part ends where there is no position")?;
        found.push(part.to_vec());
        start = end;
    }
    Ok(found)
}
