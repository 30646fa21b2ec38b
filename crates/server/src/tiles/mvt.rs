//! Writing the bytes of a vector tile (Mapbox Vector Tile 2.1): one layer, values kept once.
//!
//! Written here, as the crates for it look each value up among all others, which takes most of the time
//! of a full tile.

use std::borrow::Cow;
use std::collections::HashMap;

use super::grid::EXTENT;

/// What a feature says of itself under a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(i64),
    /// How many.
    Count(u64),
    /// The bits of a measured number.
    Bits(u64),
}

impl Value<'_> {
    /// A measured number.
    pub const fn measured(number: f64) -> Self {
        Self::Bits(number.to_bits())
    }
}

/// A name and a value.
pub type Tag<'a> = (&'static str, Value<'a>);

/// What a geometry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Point = 1,
    Line = 2,
    Polygon = 3,
}

/// The commands of a geometry.
#[derive(Debug, Default)]
pub struct Path {
    commands: Vec<u32>,
    at: (i32, i32),
}

const MOVE: u32 = 1;
const LINE: u32 = 2;
const CLOSE: u32 = 7;

impl Path {
    /// A point.
    pub fn point(at: (i32, i32)) -> Self {
        let mut path = Self::default();
        path.draw(&[at]);
        path
    }

    /// Goes to the first position and draws to the others.
    pub fn draw(&mut self, line: &[(i32, i32)]) {
        let Some((first, rest)) = line.split_first() else { return };
        self.commands.push(MOVE | 1 << 3);
        self.step(*first);
        if let Ok(count @ 1..) = u32::try_from(rest.len()) {
            self.commands.push(LINE | count << 3);
            rest.iter().for_each(|at| self.step(*at));
        }
    }

    /// Draws a ring, without its first position again at the end.
    pub fn ring(&mut self, ring: &[(i32, i32)]) {
        self.draw(ring);
        self.commands.push(CLOSE | 1 << 3);
    }

    /// Whether nothing was drawn.
    pub const fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    fn step(&mut self, to: (i32, i32)) {
        let zigzag = |by: i32| ((by << 1) ^ (by >> 31)).cast_unsigned();
        self.commands.push(zigzag(to.0.wrapping_sub(self.at.0)));
        self.commands.push(zigzag(to.1.wrapping_sub(self.at.1)));
        self.at = to;
    }
}

/// A layer while it is drawn.
#[derive(Debug)]
pub struct Layer<'a> {
    name: &'static str,
    features: Vec<u8>,
    keys: Vec<&'static str>,
    values: HashMap<Value<'a>, u32>,
    written_values: Vec<u8>,
    /// Room for a feature that is being written.
    feature: Vec<u8>,
    packed: Vec<u8>,
}

impl<'a> Layer<'a> {
    /// A layer without features.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            features: Vec::new(),
            keys: Vec::new(),
            values: HashMap::new(),
            written_values: Vec::new(),
            feature: Vec::new(),
            packed: Vec::new(),
        }
    }

    /// Adds a feature.
    pub fn add(&mut self, kind: Kind, path: &Path, tags: &[Tag<'a>]) {
        let mut feature = std::mem::take(&mut self.feature);
        let mut packed = std::mem::take(&mut self.packed);
        feature.clear();
        packed.clear();
        for (key, value) in tags {
            varint(&mut packed, u64::from(self.key(key)));
            varint(&mut packed, u64::from(self.value(value)));
        }
        bytes(&mut feature, 2, &packed);
        varint(&mut feature, 3 << 3);
        varint(&mut feature, kind as u64);
        packed.clear();
        path.commands.iter().for_each(|command| varint(&mut packed, u64::from(*command)));
        bytes(&mut feature, 4, &packed);
        bytes(&mut self.features, 2, &feature);
        self.feature = feature;
        self.packed = packed;
    }

    fn key(&mut self, key: &'static str) -> u32 {
        let known = self.keys.iter().position(|known| *known == key);
        let place = known.unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    fn value(&mut self, value: &Value<'a>) -> u32 {
        if let Some(known) = self.values.get(value) {
            return *known;
        }
        let mut written = Vec::with_capacity(16);
        match value {
            Value::Text(text) => bytes(&mut written, 1, text.as_bytes()),
            Value::Bits(bits) => {
                varint(&mut written, 3 << 3 | 1);
                written.extend_from_slice(&bits.to_le_bytes());
            }
            Value::Whole(number) => {
                varint(&mut written, 4 << 3);
                varint(&mut written, number.cast_unsigned());
            }
            Value::Count(number) => {
                varint(&mut written, 5 << 3);
                varint(&mut written, *number);
            }
        }
        bytes(&mut self.written_values, 4, &written);
        let place = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.insert(value.clone(), place);
        place
    }

    /// The tile; empty where nothing was drawn.
    pub fn tile(self) -> Vec<u8> {
        if self.features.is_empty() {
            return Vec::new();
        }
        let mut layer = Vec::with_capacity(self.features.len() + self.written_values.len() + 256);
        varint(&mut layer, 15 << 3);
        varint(&mut layer, 2);
        bytes(&mut layer, 1, self.name.as_bytes());
        layer.extend_from_slice(&self.features);
        self.keys.iter().for_each(|key| bytes(&mut layer, 3, key.as_bytes()));
        layer.extend_from_slice(&self.written_values);
        varint(&mut layer, 5 << 3);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "4096")]
        varint(&mut layer, EXTENT as u64);
        let mut tile = Vec::with_capacity(layer.len() + 8);
        bytes(&mut tile, 3, &layer);
        tile
    }
}

/// A field of protocol buffers that has a length.
fn bytes(out: &mut Vec<u8>, field: u64, held: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, held.len() as u64);
    out.extend_from_slice(held);
}

fn varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_come_out_as_it_has_them() {
        let mut path = Path::point((25, 17));
        assert_eq!(path.commands, [9, 50, 34]);
        path = Path::default();
        path.draw(&[(2, 2), (2, 10), (10, 10)]);
        assert_eq!(path.commands, [9, 4, 4, 18, 0, 16, 16, 0]);
        path = Path::default();
        path.ring(&[(3, 6), (8, 12), (20, 34)]);
        assert_eq!(path.commands, [9, 6, 12, 18, 10, 12, 24, 44, 15]);
    }

    #[test]
    fn a_value_stands_once() {
        let mut layer = Layer::new("incidents");
        for _ in 0..3 {
            let tags = [("device", Value::Text("mine".into())), ("count", Value::Count(300))];
            layer.add(Kind::Point, &Path::point((1, 1)), &tags);
        }
        let tile = layer.tile();
        let times = |text: &[u8]| tile.windows(text.len()).filter(|part| *part == text).count();
        assert_eq!((times(b"mine"), times(b"device"), times(b"incidents")), (1, 1, 1));
        assert_eq!(times(&[0x28, 0xac, 0x02]), 1, "300, unsigned");
        assert!(Layer::new("incidents").tile().is_empty());
    }
}
