//! Shapefiles: shapes (`.shp`), attributes (`.dbf`), the system (`.prj`) and the encoding (`.cpg`).
//!
//! As the ESRI white paper of 1998 describes them. Read here rather than with a library so that a
//! broken record is refused by its number and the rest goes on.

use std::ops::ControlFlow;

use serde_json::Map;

use super::dbf::Table;
use super::feature::{Absent, Feature, Item, Refused, Shape, Xy};

/// The files that make a shapefile.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) name: String,
    pub(super) shp: Vec<u8>,
    pub(super) dbf: Option<Vec<u8>>,
    pub(super) prj: Option<String>,
    pub(super) cpg: Option<String>,
}

const HEADER: usize = 100;

/// Visits the features until told to stop; `number` counts on from other layers.
///
/// # Errors
/// When the file has no header, or its attributes cannot be read at all.
pub(super) fn read(
    parts: &Parts,
    number: &mut u64,
    visit: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<(), String> {
    if parts.shp.get(..4) != Some(&[0, 0, 0x27, 0x0a]) || parts.shp.len() < HEADER {
        return Err(format!("{}.shp has no header of a shapefile", parts.name));
    }
    let table = match &parts.dbf {
        Some(dbf) => Some(Table::open(dbf, parts.cpg.as_deref())?),
        None => None,
    };
    let mut at = HEADER;
    let mut row = 0;
    while let Some(head) = parts.shp.get(at..at + 8) {
        *number += 1;
        let words = head.get(4..8).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
        let length = words.and_then(|words| usize::try_from(words).ok()?.checked_mul(2));
        let content =
            length.and_then(|length| parts.shp.get(at + 8..(at + 8).checked_add(length)?));
        let Some(content) = content else {
            let why = "the file is cut off within this record".to_owned();
            let _ = visit(Err(Refused { feature: *number, why }));
            return Ok(());
        };
        at += 8 + content.len();
        let attributes = table.as_ref().map_or(Ok(Map::new()), |table| table.row(row));
        row += 1;
        let item = attributes.map(|attributes| Feature {
            number: *number,
            layer: parts.name.clone(),
            attributes,
            shape: shape(content).or_empty(),
            mended: Vec::new(),
        });
        if visit(item.map_err(|why| Refused { feature: *number, why })).is_break() {
            return Ok(());
        }
    }
    Ok(())
}

fn shape(content: &[u8]) -> Shape {
    let cut = || Shape::Nothing(Absent::NotRead("the record is cut off".to_owned()));
    let Some(kind) = int(content, 0) else { return cut() };
    // Tens are shapes with heights and measures, which are not used.
    match kind {
        0 => Shape::Nothing(Absent::Null),
        1 | 11 | 21 => position(content, 4).map_or_else(cut, |at| Shape::Points(vec![at])),
        8 | 18 | 28 => points(content, 36, 40).map_or_else(cut, Shape::Points),
        3 | 13 | 23 => lines(content).map_or_else(cut, Shape::Lines),
        5 | 15 | 25 => lines(content).map_or_else(cut, |rings| Shape::Areas(areas(rings))),
        other => {
            Shape::Nothing(Absent::NotRead(format!("{other} is no type of shape that is read")))
        }
    }
}

fn int(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(i32::from_le_bytes(four)).ok()
}

fn position(bytes: &[u8], at: usize) -> Option<Xy> {
    let number = |at: usize| -> Option<f64> {
        let eight: [u8; 8] = bytes.get(at..at.checked_add(8)?)?.try_into().ok()?;
        Some(f64::from_le_bytes(eight))
    };
    Some([number(at)?, number(at + 8)?])
}

/// The positions counted at `count`, which begin at `start`.
fn points(bytes: &[u8], count: usize, start: usize) -> Option<Vec<Xy>> {
    let count = int(bytes, count)?;
    // Before memory is taken for them: are they there?
    bytes.get(start..start.checked_add(count.checked_mul(16)?)?)?;
    (0..count).map(|at| position(bytes, start + at * 16)).collect()
}

fn lines(bytes: &[u8]) -> Option<Vec<Vec<Xy>>> {
    let parts = int(bytes, 36)?;
    bytes.get(44..parts.checked_mul(4)?.checked_add(44)?)?;
    let points = points(bytes, 40, 44 + parts * 4)?;
    let starts: Option<Vec<usize>> = (0..parts).map(|part| int(bytes, 44 + part * 4)).collect();
    let starts = starts?;
    let ends = starts.iter().skip(1).copied().chain([points.len()]);
    starts.iter().zip(ends).map(|(start, end)| Some(points.get(*start..end)?.to_vec())).collect()
}

/// Rings sorted into areas: those that go clockwise are outer ones, the others holes of the outer
/// ring that holds them.
fn areas(rings: Vec<Vec<Xy>>) -> Vec<Vec<Vec<Xy>>> {
    let (outer, holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| doubled(ring) <= 0.0);
    if outer.is_empty() {
        // All the wrong way round: each is an area.
        return holes.into_iter().map(|ring| vec![ring]).collect();
    }
    let mut areas: Vec<Vec<Vec<Xy>>> = outer.into_iter().map(|ring| vec![ring]).collect();
    for hole in holes {
        let home = hole.first().and_then(|at| {
            areas.iter().position(|area| area.first().is_some_and(|ring| holds(ring, *at)))
        });
        match home.and_then(|home| areas.get_mut(home)) {
            Some(area) => area.push(hole),
            // In no outer ring: an area that goes the wrong way round.
            None => areas.push(vec![hole]),
        }
    }
    areas
}

/// Twice the area of a ring; negative when it goes clockwise.
fn doubled(ring: &[Xy]) -> f64 {
    ring.windows(2)
        .map(|pair| if let [a, b] = pair { a[0] * b[1] - b[0] * a[1] } else { 0.0 })
        .sum()
}

fn holds(ring: &[Xy], [x, y]: Xy) -> bool {
    let crossings = ring.windows(2).filter(|pair| match pair {
        [[ax, ay], [bx, by]] => (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax,
        _ => false,
    });
    crossings.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shapefile with these records.
    pub(super) fn shp(records: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = vec![0, 0, 0x27, 0x0a];
        bytes.resize(HEADER, 0);
        for (number, record) in (1u32..).zip(records) {
            bytes.extend(number.to_be_bytes());
            bytes.extend(u32::try_from(record.len() / 2).unwrap().to_be_bytes());
            bytes.extend(record);
        }
        bytes
    }

    pub(super) fn point(x: f64, y: f64) -> Vec<u8> {
        [&1i32.to_le_bytes()[..], &x.to_le_bytes(), &y.to_le_bytes()].concat()
    }

    fn polygon(rings: &[&[Xy]]) -> Vec<u8> {
        let mut bytes = 5i32.to_le_bytes().to_vec();
        bytes.resize(36, 0);
        let count: usize = rings.iter().map(|ring| ring.len()).sum();
        bytes.extend(i32::try_from(rings.len()).unwrap().to_le_bytes());
        bytes.extend(i32::try_from(count).unwrap().to_le_bytes());
        let mut start = 0i32;
        for ring in rings {
            bytes.extend(start.to_le_bytes());
            start += i32::try_from(ring.len()).unwrap();
        }
        for [x, y] in rings.iter().copied().flatten() {
            bytes.extend(x.to_le_bytes());
            bytes.extend(y.to_le_bytes());
        }
        bytes
    }

    fn items(shp: Vec<u8>) -> Vec<Item> {
        let parts = Parts { name: "a".to_owned(), shp, ..Parts::default() };
        let mut found = Vec::new();
        read(&parts, &mut 0, &mut |item| {
            found.push(item);
            ControlFlow::Continue(())
        })
        .unwrap();
        found
    }

    #[test]
    fn holes_go_to_the_ring_that_holds_them() {
        let outer: &[Xy] = &[[0.0, 0.0], [0.0, 4.0], [4.0, 4.0], [4.0, 0.0], [0.0, 0.0]];
        let hole: &[Xy] = &[[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 1.0]];
        let far: &[Xy] = &[[9.0, 0.0], [9.0, 1.0], [10.0, 0.0], [9.0, 0.0]];
        let found = items(shp(&[polygon(&[outer, far, hole])]));
        let Shape::Areas(areas) = &found[0].as_ref().unwrap().shape else { panic!() };
        assert_eq!(areas.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn a_cut_or_broken_record_does_not_lose_the_others() {
        let mut lying = polygon(&[&[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]]);
        lying[36..40].copy_from_slice(&i32::MAX.to_le_bytes());
        let mut bytes =
            shp(&[point(1.0, 2.0), lying, 0i32.to_le_bytes().to_vec(), point(3.0, 4.0)]);
        bytes.truncate(bytes.len() - 4);
        let found = items(bytes);
        assert_eq!(found[0].as_ref().unwrap().shape, Shape::Points(vec![[1.0, 2.0]]));
        assert!(matches!(found[1].as_ref().unwrap().shape, Shape::Nothing(Absent::NotRead(_))));
        assert_eq!(found[2].as_ref().unwrap().shape, Shape::Nothing(Absent::Null));
        assert!(found[3].as_ref().unwrap_err().why.contains("cut off"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_stop_it(record in proptest::collection::vec(proptest::num::u8::ANY, 0..80)) {
            let _ = shape(&record);
            let _ = items(shp(&[record]));
        }
    }
}
