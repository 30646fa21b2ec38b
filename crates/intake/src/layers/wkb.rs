//! Well-known binary, as GeoPackages hold it.

use super::feature::{Absent, Shape, Xy};
use super::mixed;

/// Collections within collections that are followed.
const DEEPEST: usize = 8;

/// The shape in a GeoPackage blob; `None` when it is none.
pub(super) fn geopackage(blob: &[u8]) -> Option<Shape> {
    let flags = *blob.strip_prefix(b"GP\x00")?.first()?;
    let envelope = match (flags >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    let mut cursor = Cursor { bytes: blob.get(8 + envelope..)?, little: true };
    if flags & 0x10 != 0 {
        return Some(Shape::Nothing(Absent::Empty));
    }
    Some(cursor.shape(0)?.or_empty())
}

struct Cursor<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl Cursor<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*head)
    }

    fn int(&mut self) -> Option<u32> {
        let bytes = self.take()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self) -> Option<f64> {
        let bytes = self.take()?;
        Some(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// The kind of what comes, and how many numbers a position has.
    fn head(&mut self) -> Option<(u32, usize)> {
        let [order] = self.take()?;
        self.little = order == 1;
        let kind = self.int()?;
        // Heights and measures by thousands (ISO) or by high bits (PostGIS).
        let high = usize::from(kind & 0x8000_0000 != 0) + usize::from(kind & 0x4000_0000 != 0);
        let kind = kind & 0x0fff_ffff;
        let thousands = match kind / 1000 {
            0 => 0,
            1 | 2 => 1,
            3 => 2,
            _ => return None,
        };
        Some((kind % 1000, 2 + high.max(thousands)))
    }

    fn position(&mut self, numbers: usize) -> Option<Xy> {
        let position = [self.number()?, self.number()?];
        for _ in 2..numbers {
            self.number()?;
        }
        Some(position)
    }

    fn line(&mut self, numbers: usize) -> Option<Vec<Xy>> {
        let count = self.int()?;
        // Grown as positions are read, not as the count promises.
        let mut line = Vec::new();
        for _ in 0..count {
            line.push(self.position(numbers)?);
        }
        Some(line)
    }

    fn shape(&mut self, depth: usize) -> Option<Shape> {
        let (kind, numbers) = self.head()?;
        match kind {
            1 => {
                let at = self.position(numbers)?;
                // An empty point has no numbers for coordinates.
                let is_there = at.iter().all(|number| !number.is_nan());
                Some(Shape::Points(if is_there { vec![at] } else { Vec::new() }))
            }
            2 => Some(Shape::Lines(vec![self.line(numbers)?])),
            3 => {
                let count = self.int()?;
                let mut rings = Vec::new();
                for _ in 0..count {
                    rings.push(self.line(numbers)?);
                }
                Some(Shape::Areas(vec![rings]))
            }
            4..=7 if depth < DEEPEST => {
                let count = self.int()?;
                let mut shapes = Vec::new();
                for _ in 0..count {
                    shapes.push(self.shape(depth + 1)?);
                }
                Some(mixed::join(shapes, &mut Vec::new()))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(little: bool, x: f64, y: f64) -> Vec<u8> {
        let mut bytes = vec![u8::from(little)];
        bytes.extend(if little { 1u32.to_le_bytes() } else { 1u32.to_be_bytes() });
        for number in [x, y] {
            bytes.extend(if little { number.to_le_bytes() } else { number.to_be_bytes() });
        }
        bytes
    }

    #[test]
    fn shapes_of_either_order_are_read() {
        for little in [true, false] {
            let blob = [&b"GP\x00\x01\xe6\x10\x00\x00"[..], &point(little, 17.0, 44.0)].concat();
            assert_eq!(geopackage(&blob), Some(Shape::Points(vec![[17.0, 44.0]])));
            for end in 0..blob.len() {
                assert_eq!(geopackage(&blob[..end]), None);
            }
        }
    }

    #[test]
    fn counts_that_lie_take_no_memory() {
        let mut blob = b"GP\x00\x01\xe6\x10\x00\x00\x01\x02\x00\x00\x00".to_vec();
        blob.extend(u32::MAX.to_le_bytes());
        assert_eq!(geopackage(&blob), None);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_stop_it(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..80)) {
            let _ = geopackage(&[&b"GP\x00\x01\xe6\x10\x00\x00"[..], &bytes].concat());
        }
    }
}
