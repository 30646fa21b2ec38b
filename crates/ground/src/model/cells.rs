//! How much of an item's neighbourhood is mapped: squares of four offset grids.

use std::collections::BTreeMap;

use geo::{BoundingRect, Coord};
use rayon::prelude::*;

use crate::index::AreaIndex;
use crate::prepare::Prepared;
use crate::shape::area_in_box;

/// The four grids are offset by these shares of a square's side.
const OFFSETS: [(f64, f64); 4] = [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)];

/// A square: which grid, and how many sides east and north.
type Key = (usize, i64, i64);

/// The mapped share of every square that holds an item.
#[derive(Debug)]
pub struct Cells {
    side: f64,
    mapped: BTreeMap<Key, f64>,
}

impl Cells {
    /// Measures the squares of this side (metres) around all items.
    pub fn of(prepared: &Prepared, side: f64) -> Self {
        let keys = prepared.items.iter().flat_map(|item| keys(item.at, side));
        let mut keys: Vec<Key> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        let study = AreaIndex::new(std::slice::from_ref(&prepared.study));
        let measure = |key: &Key| (*key, share(&prepared.index, &study, *key, side));
        Self { side, mapped: keys.par_iter().map(measure).collect() }
    }

    /// The mapped share of each of the four squares about an item.
    pub fn mapped(&self, at: Coord<f64>) -> [f64; 4] {
        keys(at, self.side).map(|key| self.mapped.get(&key).copied().unwrap_or(0.0))
    }
}

fn keys(at: Coord<f64>, side: f64) -> [Key; 4] {
    let mut grid = 0;
    OFFSETS.map(|(x, y)| {
        let key = (grid, (at.x / side + x).floor() as i64, (at.y / side + y).floor() as i64);
        grid += 1;
        key
    })
}

fn share(mapped: &AreaIndex, study: &AreaIndex, (grid, i, j): Key, side: f64) -> f64 {
    let (x, y) = OFFSETS.get(grid).copied().unwrap_or_default();
    let least = Coord { x: (i as f64 - x) * side, y: (j as f64 - y) * side };
    let most = least + Coord { x: side, y: side };
    let area = |index: &AreaIndex| {
        let parts = index.within(least.into(), most.into());
        parts.map(|polygon| part(polygon, least, most)).sum::<f64>()
    };
    let (on, all) = (area(mapped), area(study));
    // Mapped ground beyond a coarsely drawn border is ground all the same.
    let all = all.max(on);
    if all > 0.0 { on / all } else { 0.0 }
}

fn part(polygon: &geo::Polygon<f64>, least: Coord<f64>, most: Coord<f64>) -> f64 {
    let whole = polygon.bounding_rect().is_some_and(|rect| {
        let (min, max) = (rect.min(), rect.max());
        min.x >= least.x && min.y >= least.y && max.x <= most.x && max.y <= most.y
    });
    if whole { geo::Area::unsigned_area(polygon) } else { area_in_box(polygon, least, most) }
}
