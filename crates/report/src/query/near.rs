//! What lies near: a tree over the places of a table, so that a narrow box is not looked for in every
//! row.
//!
//! Packed once and then only asked. `static_aabb2d_index` was the best of those tried on 100,000 boxes
//! (docs/measurements.md): half the work to build of a packed tree of our own, as fast to ask, 26 bytes a
//! row; `rstar`, which others of our crates bring, takes 73.

use cairn_store::Table;
use cairn_store::table::Column;
use static_aabb2d_index::{StaticAABB2DIndex, StaticAABB2DIndexBuilder};

use super::wanted::Bounds;

/// West, south, east, north; wider than what it stands for by less than a metre.
type Frame = [f32; 4];

/// The places of the rows of a table.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// The rows that have a place, in the order of the tree's boxes.
    rows: Vec<u32>,
    /// Nothing where no row has a place.
    tree: Option<StaticAABB2DIndex<f32>>,
    unplaced: Vec<u32>,
}

impl Near {
    /// Looks at the places of a table; `None` where its things have none.
    pub fn of(table: &Table) -> Option<Self> {
        let places = Places::of(table)?;
        let mut near = Self::default();
        let mut frames: Vec<Frame> = Vec::new();
        for row in 0..u32::try_from(table.len()).unwrap_or(u32::MAX) {
            match places.frame(row) {
                Some(frame) => {
                    near.rows.push(row);
                    frames.push(frame);
                }
                None => near.unplaced.push(row),
            }
        }
        let mut builder = StaticAABB2DIndexBuilder::new(frames.len());
        for [west, south, east, north] in frames {
            builder.add(west, south, east, north);
        }
        // As many as were said were added, so that it is built; else all are looked at.
        match builder.build() {
            Ok(tree) => near.tree = Some(tree),
            Err(_) => near.unplaced.append(&mut near.rows),
        }
        Some(near)
    }

    /// The rows that may have something in common with these bounds, and those without a place, in
    /// the order of the table.
    pub fn candidates(&self, bounds: Bounds) -> Vec<u32> {
        let mut found = self.unplaced.clone();
        let Bounds { west, south, east, north } = bounds;
        if west <= east {
            self.collect([west, south, east, north], &mut found);
        } else {
            // Across the date line; what reaches around the world may be met from both sides.
            self.collect([west, south, 180.0, north], &mut found);
            self.collect([-180.0, south, east, north], &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn collect(&self, sides: [f64; 4], found: &mut Vec<u32>) {
        let Some(tree) = &self.tree else { return };
        let [west, south, east, north] = widened(sides);
        let boxes = tree.query(west, south, east, north);
        found.extend(boxes.into_iter().filter_map(|place| self.rows.get(place)));
    }
}

/// Sides as the nearest numbers beyond them that take half the room.
fn widened([west, south, east, north]: [f64; 4]) -> Frame {
    #[expect(clippy::cast_possible_truncation, reason = "widened to the next number")]
    let (down, up) = (|side: f64| (side as f32).next_down(), |side: f64| (side as f32).next_up());
    [down(west), down(south), up(east), up(north)]
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
        Some(widened([west, south, east, north]))
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
