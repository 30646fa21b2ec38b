//! What lies near: a tree over the places of a table, so that a narrow box is not looked for in every
//! row.
//!
//! Packed once (sort-tile-recursive, Leutenegger and others 1997) and then only asked: some twenty
//! bytes a row.

use cairn_store::Table;
use cairn_store::table::Column;

use super::wanted::Bounds;

/// Boxes that one larger box holds.
const EACH: usize = 16;

/// West, south, east, north; wider than what it stands for by less than a metre.
type Frame = [f32; 4];

/// The places of the rows of a table.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// The rows that have a place, neighbours beside each other.
    rows: Vec<u32>,
    /// Their boxes, then those that hold [`EACH`] of the level before, up to at most [`EACH`].
    levels: Vec<Vec<Frame>>,
    unplaced: Vec<u32>,
}

impl Near {
    /// Looks at the places of a table; `None` where its things have none.
    pub fn of(table: &Table) -> Option<Self> {
        let places = Places::of(table)?;
        let mut near = Self::default();
        let mut boxes: Vec<(u32, Frame)> = Vec::new();
        for row in 0..u32::try_from(table.len()).unwrap_or(u32::MAX) {
            match places.frame(row) {
                Some(frame) => boxes.push((row, frame)),
                None => near.unplaced.push(row),
            }
        }
        packed(&mut boxes);
        near.rows = boxes.iter().map(|(row, _)| *row).collect();
        let mut level: Vec<Frame> = boxes.into_iter().map(|(_, frame)| frame).collect();
        while level.len() > EACH {
            let above = level.chunks(EACH).filter_map(|held| held.iter().copied().reduce(around));
            let above = above.collect();
            near.levels.push(std::mem::replace(&mut level, above));
        }
        near.levels.push(level);
        Some(near)
    }

    /// The rows that may have something in common with these bounds, and those without a place, in
    /// the order of the table.
    pub fn candidates(&self, bounds: Bounds) -> Vec<u32> {
        let mut found = self.unplaced.clone();
        let top = self.levels.len().saturating_sub(1);
        self.collect(top, 0..self.levels.last().map_or(0, Vec::len), bounds, &mut found);
        found.sort_unstable();
        found
    }

    fn collect(
        &self,
        level: usize,
        among: std::ops::Range<usize>,
        bounds: Bounds,
        found: &mut Vec<u32>,
    ) {
        let Some(frames) = self.levels.get(level).and_then(|level| level.get(among.clone())) else {
            return;
        };
        for (place, frame) in among.zip(frames) {
            let [west, south, east, north] = frame.map(f64::from);
            if !bounds.touches(west, south, east, north) {
                continue;
            }
            match level.checked_sub(1) {
                None => found.extend(self.rows.get(place)),
                Some(below) => {
                    let held = self.levels.get(below).map_or(0, Vec::len);
                    let children = place * EACH..((place + 1) * EACH).min(held);
                    self.collect(below, children, bounds, found);
                }
            }
        }
    }
}

/// Puts boxes in an order in which neighbours stand together: strips from west to east, each from
/// south to north.
fn packed(boxes: &mut [(u32, Frame)]) {
    let middle = |frame: &Frame, low: usize| {
        let [a, b] = [low, low + 2].map(|side| frame.get(side).copied().unwrap_or_default());
        f32::midpoint(a, b)
    };
    let by = |low: usize| {
        move |a: &(u32, Frame), b: &(u32, Frame)| {
            middle(&a.1, low).total_cmp(&middle(&b.1, low)).then_with(|| a.0.cmp(&b.0))
        }
    };
    let strips = boxes.len().div_ceil(EACH).isqrt().max(1);
    boxes.sort_unstable_by(by(0));
    for strip in boxes.chunks_mut(boxes.len().div_ceil(strips).next_multiple_of(EACH).max(EACH)) {
        strip.sort_unstable_by(by(1));
    }
}

fn around(a: Frame, b: Frame) -> Frame {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// Where the rows of a table lie.
enum Places<'a> {
    Points([&'a Column; 2]),
    Shapes([&'a Column; 4]),
}

impl<'a> Places<'a> {
    fn of(table: &'a Table) -> Option<Self> {
        if let (Some(lat), Some(lon)) = (table.column("lat"), table.column("lon")) {
            return Some(Self::Points([lon, lat]));
        }
        let side = |name| table.column(name);
        Some(Self::Shapes([side("west")?, side("south")?, side("east")?, side("north")?]))
    }

    fn frame(&self, row: u32) -> Option<Frame> {
        let [west, south, east, north] = match self {
            Self::Points([lon, lat]) => {
                let (lon, lat) = (lon.number(row)?, lat.number(row)?);
                [lon, lat, lon, lat]
            }
            Self::Shapes(sides) => {
                let [west, south, east, north] = sides.map(|side| side.number(row));
                [west?, south?, east?, north?]
            }
        };
        #[expect(clippy::cast_possible_truncation, reason = "widened to the next number")]
        let (down, up) =
            (|side: f64| (side as f32).next_down(), |side: f64| (side as f32).next_up());
        Some([down(west), down(south), up(east), up(north)])
    }
}

#[cfg(test)]
mod tests {
    use cairn_store::Collection;
    use cairn_store::table::Value;
    use proptest::prelude::*;

    use super::*;

    /// A table of which only the bounds are told.
    fn table(boxes: &[Option<[f64; 4]>]) -> Table {
        let mut table = Table::new(Collection::Hazards);
        let before = Collection::Hazards.fields().iter().take_while(|field| field.name != "west");
        let before = before.count();
        for (fid, sides) in (1..).zip(boxes) {
            let sides = sides.iter().flatten().map(|side| Value::Real(*side));
            table.push(fid, std::iter::repeat_n(Value::None, before).chain(sides));
        }
        table
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_touches_is_among_the_candidates(
            boxes in proptest::collection::vec(
                proptest::option::weighted(0.9, (-180.0f64..179.0, -90.0f64..89.0, 0.0f64..1.0)),
                0..400,
            ),
            (west, east) in (-180.0f64..180.0, -180.0f64..180.0),
            (south, height) in (-90.0f64..80.0, 0.0f64..10.0),
        ) {
            let boxes: Vec<Option<[f64; 4]>> = (boxes.into_iter())
                .map(|one| one.map(|(west, south, size)| [west, south, west + size, south + size]))
                .collect();
            let bounds = Bounds { west, south, east, north: south + height };
            let touches = |one: &Option<[f64; 4]>| {
                one.is_none_or(|[west, south, east, north]| bounds.touches(west, south, east, north))
            };
            let expected: Vec<u32> = (0..)
                .zip(&boxes)
                .filter(|(_, one)| touches(one))
                .map(|(row, _)| row)
                .collect();
            let found = Near::of(&table(&boxes)).unwrap().candidates(bounds);
            prop_assert!(found.is_sorted());
            prop_assert!(expected.iter().all(|row| found.binary_search(row).is_ok()));
            // Some are wider by a hair, but nothing from elsewhere comes along.
            prop_assert!(found.len() <= expected.len() + 2);
        }
    }

    #[test]
    fn what_has_no_places_has_no_tree() {
        assert!(Near::of(&Table::new(Collection::Documents)).is_none());
        let empty = Near::of(&Table::new(Collection::Incidents)).unwrap();
        let world = Bounds { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };
        assert!(empty.candidates(world).is_empty());
    }
}
