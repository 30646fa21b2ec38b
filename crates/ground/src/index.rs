//! Where a point lies in relation to many areas: inside or not, and how far from the nearest edge.
//!
//! A grid of polygons to ask what a point is in, a packed tree of their edges to ask what is nearest.
//! Holes count: a point in a hole is outside, at the distance to the hole's edge.

mod buckets;
mod grid;
mod part;
pub mod tree;

use geo::{Coord, MultiPolygon, Polygon};
use rayon::prelude::*;

use grid::Grid;
use part::{Edge, Part};
use tree::{Bounds, Tree};

/// Points that one thread takes at a time.
const BATCH: usize = 1_024;

/// Areas on the plane (metres), made ready for questions. Overlaps are allowed for
/// [`AreaIndex::containing`]; [`AreaIndex::distance`] expects a union, whose edges are real edges.
#[derive(Clone, Debug)]
pub struct AreaIndex {
    /// The area that each part is of; rising.
    areas: Vec<u32>,
    polygons: Vec<Polygon<f64>>,
    parts: Vec<Part>,
    grid: Grid,
    tree: Tree,
    edges: Edges,
}

/// The edges of all parts in the order of their tree, and the area of each.
#[derive(Clone, Debug)]
struct Edges {
    tree: Tree,
    lines: Vec<(Edge, u32)>,
}

impl AreaIndex {
    /// Makes these areas ready; the answers name them by their place in the list.
    pub fn new(areas: &[MultiPolygon<f64>]) -> Self {
        let all =
            (0..).zip(areas).flat_map(|(area, shape)| shape.0.iter().map(move |part| (area, part)));
        let (areas, polygons): (Vec<u32>, Vec<Polygon<f64>>) = all
            .filter(|(_, part)| !part.exterior().0.is_empty())
            .map(|(area, part)| (area, part.clone()))
            .unzip();
        let parts: Vec<Part> = polygons.par_iter().with_min_len(64).map(Part::new).collect();
        let boxes: Vec<Bounds> = parts.iter().map(|part| part.bounds).collect();
        let edges = Edges::new(&areas, &parts);
        Self { areas, polygons, grid: Grid::new(&boxes), tree: Tree::new(&boxes), parts, edges }
    }

    /// The areas that a point is in or on the edge of, in their order.
    pub fn containing(&self, at: Coord<f64>) -> Vec<usize> {
        let mut areas: Vec<usize> = self.holding(at).collect();
        areas.dedup();
        areas
    }

    /// Whether a point is in an area or on the edge of one.
    pub fn holds(&self, at: Coord<f64>) -> bool {
        self.holding(at).next().is_some()
    }

    /// For each part that holds a point, its area.
    fn holding(&self, at: Coord<f64>) -> impl Iterator<Item = usize> {
        let near = self.grid.at(at).iter().map(|part| *part as usize);
        let inside =
            near.filter(move |part| self.parts.get(*part).is_some_and(|part| part.holds(at)));
        inside.filter_map(|part| self.areas.get(part)).map(|area| *area as usize)
    }

    /// [`AreaIndex::containing`] of many points, on all threads: pairs of a point's place in the list
    /// and an area, rising.
    pub fn join(&self, points: &[Coord<f64>]) -> Vec<(usize, usize)> {
        let batch = |(number, points): (usize, &[Coord<f64>])| {
            let mut pairs = Vec::new();
            for (at, place) in points.iter().zip(number * BATCH..) {
                pairs.extend(self.holding(*at).map(|area| (place, area)));
            }
            pairs.dedup();
            pairs
        };
        points.par_chunks(BATCH).enumerate().flat_map_iter(batch).collect()
    }

    /// Metres from a point to the nearest edge, negative inside; infinite when there is no area.
    pub fn distance(&self, at: Coord<f64>) -> f64 {
        let Some((squared, _)) = self.edges.nearest(at) else { return f64::INFINITY };
        let metres = squared.sqrt();
        if self.holds(at) { -metres } else { metres }
    }

    /// [`AreaIndex::distance`] of many points, in their order, on all threads.
    pub fn distances(&self, points: &[Coord<f64>]) -> Vec<f64> {
        points.par_iter().with_min_len(256).map(|at| self.distance(*at)).collect()
    }

    /// The area that a point is in, at distance 0, or else the one whose edge is nearest; the first of
    /// several.
    pub fn nearest(&self, at: Coord<f64>) -> Option<(usize, f64)> {
        let within = self.holding(at).next().map(|area| (area, 0.0));
        within.or_else(|| {
            let (squared, area) = self.edges.nearest(at)?;
            Some((area as usize, squared.sqrt()))
        })
    }

    /// [`AreaIndex::nearest`] of many points, in their order, on all threads.
    pub fn nearest_of(&self, points: &[Coord<f64>]) -> Vec<Option<(usize, f64)>> {
        points.par_iter().with_min_len(256).map(|at| self.nearest(*at)).collect()
    }

    /// The areas with an edge within this many metres of a point, some of them more than once.
    pub fn reached(&self, at: Coord<f64>, metres: f64) -> impl Iterator<Item = usize> {
        let mut found = Vec::new();
        self.edges.tree.touching(&Bounds::around([at]).wider(metres), &mut |place| {
            let edge = self.edges.lines.get(place);
            let close = edge.filter(|(edge, _)| squared_distance(edge, at) <= metres * metres);
            found.extend(close.map(|(_, area)| *area as usize));
        });
        found.into_iter()
    }

    /// Whether an edge may touch a box: sure when it says no.
    pub fn has_edge_within(&self, bounds: Bounds) -> bool {
        let mut found = false;
        self.edges.tree.touching(&bounds, &mut |place| {
            let edge = self.edges.lines.get(place);
            found |= edge.is_some_and(|((a, b), _)| Bounds::around([*a, *b]).touches(&bounds));
        });
        found
    }

    /// The polygons whose bounding box comes within this many metres of a point, in a fixed order.
    pub fn near(&self, at: Coord<f64>, metres: f64) -> impl Iterator<Item = &Polygon<f64>> {
        self.within(Bounds::around([at]).wider(metres))
    }

    /// The polygons whose bounding box touches this one, in a fixed order.
    pub fn within(&self, bounds: Bounds) -> impl Iterator<Item = &Polygon<f64>> {
        self.parts_within(bounds).into_iter().filter_map(|part| self.polygons.get(part))
    }

    /// The same by their places among all polygons of all areas that have a corner.
    pub fn parts_within(&self, bounds: Bounds) -> Vec<usize> {
        let mut parts = Vec::new();
        self.tree.touching(&bounds, &mut |place| {
            let part = self.tree.order().get(place).map(|part| *part as usize);
            let touching = |part: &usize| {
                self.parts.get(*part).is_some_and(|part| part.bounds.touches(&bounds))
            };
            parts.extend(part.filter(touching));
        });
        // Sums over polygons must not depend on how the tree was built.
        parts.sort_unstable();
        parts
    }

    /// All polygons of all areas that have a corner.
    pub fn polygons(&self) -> &[Polygon<f64>] {
        &self.polygons
    }
}

impl Edges {
    fn new(areas: &[u32], parts: &[Part]) -> Self {
        let all = areas.iter().zip(parts);
        let lines: Vec<(Edge, u32)> =
            all.flat_map(|(area, part)| part.edges().iter().map(|edge| (*edge, *area))).collect();
        let boxes: Vec<Bounds> =
            lines.iter().map(|((from, to), _)| Bounds::around([*from, *to])).collect();
        let tree = Tree::new(&boxes);
        let sorted = tree.order().iter().filter_map(|edge| lines.get(*edge as usize).copied());
        let lines = sorted.collect();
        Self { tree, lines }
    }

    fn nearest(&self, at: Coord<f64>) -> Option<(f64, u32)> {
        self.tree.nearest(at, f64::INFINITY, &|place| match self.lines.get(place) {
            Some((edge, area)) => (squared_distance(edge, at), *area),
            None => (f64::INFINITY, u32::MAX),
        })
    }
}

/// Square of the metres from an edge to a point.
fn squared_distance((from, to): &Edge, at: Coord<f64>) -> f64 {
    let (along, off) = (*to - *from, at - *from);
    let length = along.x * along.x + along.y * along.y;
    let share = if length > 0.0 { (off.x * along.x + off.y * along.y) / length } else { 0.0 };
    let off = off - along * share.clamp(0.0, 1.0);
    off.x * off.x + off.y * off.y
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::algorithm::line_measures::{Distance, Euclidean};
    use geo::{Point, wkt};
    use proptest::prelude::*;

    fn areas() -> Vec<MultiPolygon<f64>> {
        vec![
            wkt!(MULTIPOLYGON(((0. 0.,10. 0.,10. 10.,0. 10.,0. 0.),(3. 3.,3. 7.,7. 7.,7. 3.,3. 3.)))),
            wkt!(MULTIPOLYGON(((20. 0.,30. 0.,25. 10.,20. 0.)),((0. 20.,5. 20.,5. 25.,0. 20.)))),
        ]
    }

    #[test]
    fn inside_a_hole_is_outside() {
        let index = AreaIndex::new(&areas());
        assert_eq!(index.distance(Coord { x: 5.0, y: 5.0 }), 2.0);
        assert_eq!(index.distance(Coord { x: 1.0, y: 5.0 }), -1.0);
        assert_eq!(index.distance(Coord { x: -3.0, y: -4.0 }), 5.0);
        assert_eq!(index.containing(Coord { x: 10.0, y: 10.0 }), [0]);
        assert_eq!(index.containing(Coord { x: 5.0, y: 5.0 }), [0_usize; 0]);
        assert_eq!(index.nearest(Coord { x: 18.0, y: 0.0 }), Some((1, 2.0)));
        assert_eq!(AreaIndex::new(&[]).distance(Coord { x: 0.0, y: 0.0 }), f64::INFINITY);
    }

    proptest! {
        #[test]
        fn outside_the_distance_is_that_of_geo(x in -20.0..50.0_f64, y in -20.0..50.0_f64) {
            let areas = areas();
            let index = AreaIndex::new(&areas);
            let exact = areas
                .iter()
                .map(|area| Euclidean.distance(&Point::new(x, y), area))
                .fold(f64::INFINITY, f64::min);
            let ours = index.distance(Coord { x, y }).max(0.0);
            prop_assert!((ours - exact).abs() < 1e-9);
        }

        #[test]
        fn distance_changes_by_no_more_than_the_step(x in -20.0..50.0_f64, y in -20.0..50.0_f64, dx in -5.0..5.0_f64, dy in -5.0..5.0_f64) {
            let index = AreaIndex::new(&areas());
            let step = index.distance(Coord { x, y }) - index.distance(Coord { x: x + dx, y: y + dy });
            prop_assert!(step.abs() <= dx.hypot(dy) + 1e-9, "{step}");
        }
    }
}
