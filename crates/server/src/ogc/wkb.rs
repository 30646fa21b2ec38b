//! Shapes as GeoJSON, straight from well-known binary: no shape is built in between.

use super::crs::Crs;

/// Writes a shape as a geometry of GeoJSON; `false`, and nothing written, where it is empty, broken off,
/// or of a kind that layers do not have.
pub fn geometry(out: &mut Vec<u8>, shape: &[u8], crs: Crs) -> bool {
    let before = out.len();
    let written = Reader { bytes: shape, crs }.geometry(out).is_some();
    if !written {
        out.truncate(before);
    }
    written
}

/// A position as GeoJSON has it.
pub fn position(out: &mut Vec<u8>, (lon, lat): (f64, f64), crs: Crs) {
    let (a, b) = crs.numbers(lon, lat);
    out.push(b'[');
    number(out, a);
    out.push(b',');
    number(out, b);
    out.push(b']');
}

/// Writing a number as JSON into memory cannot fail.
pub fn number(out: &mut Vec<u8>, number: f64) {
    let _ = serde_json::to_writer(out, &number);
}

/// What is left to be read.
struct Reader<'a> {
    bytes: &'a [u8],
    crs: Crs,
}

/// How the numbers of a shape are written, and how many a position has.
#[derive(Clone, Copy)]
struct Written {
    little: bool,
    numbers: usize,
}

impl Reader<'_> {
    fn geometry(&mut self, out: &mut Vec<u8>) -> Option<()> {
        let (kind, written) = self.head()?;
        let name = match kind {
            1 => "Point",
            2 => "LineString",
            3 => "Polygon",
            4 => "MultiPoint",
            5 => "MultiLineString",
            6 => "MultiPolygon",
            _ => return None,
        };
        out.extend_from_slice(b"{\"type\":\"");
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(b"\",\"coordinates\":");
        match kind {
            1..=3 => self.simple(out, kind, written)?,
            multi => self.list(out, written, |reader, out| {
                let (kind, written) = reader.head()?;
                if kind == multi - 3 { reader.simple(out, kind, written) } else { None }
            })?,
        }
        out.push(b'}');
        Some(())
    }

    fn simple(&mut self, out: &mut Vec<u8>, kind: u32, written: Written) -> Option<()> {
        match kind {
            1 => self.position(out, written),
            2 => self.list(out, written, |reader, out| reader.position(out, written)),
            _ => self.list(out, written, |reader, out| {
                reader.list(out, written, |reader, out| reader.position(out, written))
            }),
        }
    }

    fn list(
        &mut self,
        out: &mut Vec<u8>,
        written: Written,
        mut one: impl FnMut(&mut Self, &mut Vec<u8>) -> Option<()>,
    ) -> Option<()> {
        let count = self.whole(written.little)?;
        out.push(b'[');
        for place in 0..count {
            if place > 0 {
                out.push(b',');
            }
            one(self, out)?;
        }
        out.push(b']');
        Some(())
    }

    /// Heights and measures are passed over.
    fn position(&mut self, out: &mut Vec<u8>, written: Written) -> Option<()> {
        let (lon, lat) = (self.real(written.little)?, self.real(written.little)?);
        for _ in 2..written.numbers {
            self.real(written.little)?;
        }
        if !(lon.is_finite() && lat.is_finite()) {
            return None;
        }
        position(out, (lon, lat), self.crs);
        Some(())
    }

    fn head(&mut self) -> Option<(u32, Written)> {
        let [little] = self.take::<1>()?;
        let little = little == 1;
        let kind = self.whole(little)?;
        // Thousands tell of heights and measures.
        let numbers = match kind / 1_000 {
            0 => 2,
            1 | 2 => 3,
            3 => 4,
            _ => return None,
        };
        Some((kind % 1_000, Written { little, numbers }))
    }

    fn whole(&mut self, little: bool) -> Option<u32> {
        let bytes = self.take()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn real(&mut self, little: bool) -> Option<f64> {
        let bytes = self.take()?;
        Some(if little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(*taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(shape: &[u8]) -> Option<String> {
        let mut out = b"x".to_vec();
        let written = geometry(&mut out, shape, Crs::Crs84);
        assert!(written || out == b"x", "nothing half-written stays");
        written.then(|| String::from_utf8_lossy(&out[1..]).into_owned())
    }

    fn head(kind: u32) -> Vec<u8> {
        [&[1], &kind.to_le_bytes()[..]].concat()
    }

    fn numbers(all: &[f64]) -> Vec<u8> {
        all.iter().flat_map(|one| one.to_le_bytes()).collect()
    }

    fn count(number: u32) -> Vec<u8> {
        number.to_le_bytes().to_vec()
    }

    #[test]
    fn each_kind_is_written() {
        let point = [head(1), numbers(&[46.5, 40.25])].concat();
        assert_eq!(json(&point).unwrap(), r#"{"type":"Point","coordinates":[46.5,40.25]}"#);
        let points = [head(4), count(1), point].concat();
        assert_eq!(json(&points).unwrap(), r#"{"type":"MultiPoint","coordinates":[[46.5,40.25]]}"#);
        let line = [head(1_002), count(2), numbers(&[1.0, 2.0, 9.0, 3.5, 4.5, 9.0])].concat();
        assert_eq!(
            json(&line).unwrap(),
            r#"{"type":"LineString","coordinates":[[1.0,2.0],[3.5,4.5]]}"#,
            "without heights"
        );
        let lines = [head(5), count(1), line].concat();
        assert!(json(&lines).unwrap().ends_with("[[[1.0,2.0],[3.5,4.5]]]}"));
        let ring = [0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let area = [head(3), count(1), count(4), numbers(&ring)].concat();
        let areas = [head(6), count(2), area.clone(), area].concat();
        assert_eq!(json(&areas).unwrap().matches("[[[0.0,0.0],").count(), 2);
        let big = [&[0, 0, 0, 0, 1][..], &46.5f64.to_be_bytes(), &40.0f64.to_be_bytes()].concat();
        assert_eq!(json(&big).unwrap(), r#"{"type":"Point","coordinates":[46.5,40.0]}"#);
    }

    #[test]
    fn what_cannot_be_read_is_nothing() {
        let line = [head(2), count(2), numbers(&[1.0, 2.0, 3.5, 4.5])].concat();
        for end in 0..line.len() {
            assert_eq!(json(&line[..end]), None);
        }
        assert_eq!(json(&[head(1), numbers(&[f64::NAN, 1.0])].concat()), None, "an empty point");
        assert_eq!(json(&[head(7), count(0)].concat()), None, "a collection");
        let mixed = [head(6), count(1), head(1), numbers(&[1.0, 2.0])].concat();
        assert_eq!(json(&mixed), None, "a point among areas");
    }
}
