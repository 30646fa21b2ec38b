//! Where a point lies in relation to many areas: inside or not, and how far from the nearest edge.
//!
//! Two R-trees: one of the polygons, to ask what a point is in, one of their edges, to ask what is
//! nearest. Holes count: a point in a hole is outside, at the distance to the hole's edge.

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{BoundingRect, Coord, MultiPolygon, Polygon};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Line, Rectangle};
use rstar::{AABB, RTree};

use crate::shape::rings;

type Edge = Line<[f64; 2]>;

/// Areas on the plane (metres), made ready for questions. Overlaps are allowed for
/// [`AreaIndex::containing`]; [`AreaIndex::distance`] expects a union, whose edges are real edges.
#[derive(Clone, Debug)]
pub struct AreaIndex {
    polygons: Vec<(usize, Polygon<f64>)>,
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
    edges: RTree<GeomWithData<Edge, usize>>,
}

impl AreaIndex {
    /// Makes these areas ready; the answers name them by their place in the list.
    pub fn new(areas: &[MultiPolygon<f64>]) -> Self {
        let polygons: Vec<(usize, Polygon<f64>)> = areas
            .iter()
            .enumerate()
            .flat_map(|(area, shape)| shape.0.iter().map(move |part| (area, part.clone())))
            .collect();
        let boxes = polygons.iter().enumerate().filter_map(|(part, (_, polygon))| {
            let around = polygon.bounding_rect()?;
            let corners = (around.min().into(), around.max().into());
            let corners: ((f64, f64), (f64, f64)) = corners;
            let rectangle = Rectangle::from_corners(corners.0.into(), corners.1.into());
            Some(GeomWithData::new(rectangle, part))
        });
        let edges = polygons.iter().flat_map(|(area, polygon)| {
            rings(polygon)
                .flat_map(|ring| ring.lines())
                .map(|line| GeomWithData::new(Line::new(line.start.into(), line.end.into()), *area))
        });
        let edges = RTree::bulk_load(edges.collect());
        Self { boxes: RTree::bulk_load(boxes.collect()), edges, polygons }
    }

    /// The areas that a point is in or on the edge of, in their order.
    pub fn containing(&self, at: Coord<f64>) -> Vec<usize> {
        let near = self.boxes.locate_all_at_point(&[at.x, at.y]);
        let inside = near
            .filter_map(|found| self.polygons.get(found.data))
            .filter(|(_, polygon)| polygon.coordinate_position(&at) != CoordPos::Outside);
        let mut areas: Vec<usize> = inside.map(|(area, _)| *area).collect();
        areas.sort_unstable();
        areas.dedup();
        areas
    }

    /// Metres from a point to the nearest edge, negative inside; infinite when there is no area.
    pub fn distance(&self, at: Coord<f64>) -> f64 {
        let point = [at.x, at.y];
        let Some(edge) = self.edges.nearest_neighbor(&point) else { return f64::INFINITY };
        let metres = to_edge(edge, at);
        let inside = self.boxes.locate_all_at_point(&point).any(|found| {
            self.polygons
                .get(found.data)
                .is_some_and(|(_, polygon)| polygon.coordinate_position(&at) != CoordPos::Outside)
        });
        if inside { -metres } else { metres }
    }

    /// [`AreaIndex::distance`] of many points, in their order, on all threads.
    pub fn distances(&self, points: &[Coord<f64>]) -> Vec<f64> {
        points.par_iter().with_min_len(256).map(|at| self.distance(*at)).collect()
    }

    /// The area whose edge is nearest to a point (the first of several at one distance).
    pub fn nearest(&self, at: Coord<f64>) -> Option<(usize, f64)> {
        let found = self.edges.nearest_neighbor_iter_with_distance_2(&[at.x, at.y]);
        let mut best: Option<(usize, f64)> = None;
        for (edge, squared) in found {
            match best {
                None => best = Some((edge.data, squared)),
                Some((area, least)) if squared <= least => {
                    best = Some((area.min(edge.data), least))
                }
                Some(_) => break,
            }
        }
        best.map(|(area, squared)| (area, squared.sqrt()))
    }

    /// The areas with an edge within this many metres of a point, some of them more than once.
    pub fn reached(&self, at: Coord<f64>, metres: f64) -> impl Iterator<Item = usize> {
        let found = self.edges.locate_within_distance([at.x, at.y], metres * metres);
        found.map(|edge| edge.data)
    }

    /// The polygons whose bounding box comes within this many metres of a point.
    pub fn near(&self, at: Coord<f64>, metres: f64) -> impl Iterator<Item = &Polygon<f64>> {
        self.within([at.x - metres, at.y - metres], [at.x + metres, at.y + metres])
    }

    /// The polygons whose bounding box touches this one, in a fixed order.
    pub fn within(&self, least: [f64; 2], most: [f64; 2]) -> impl Iterator<Item = &Polygon<f64>> {
        let found = self.boxes.locate_in_envelope_intersecting(&AABB::from_corners(least, most));
        let mut parts: Vec<usize> = found.map(|found| found.data).collect();
        // Sums over polygons must not depend on how the tree was built.
        parts.sort_unstable();
        parts.into_iter().filter_map(|part| self.polygons.get(part)).map(|(_, polygon)| polygon)
    }
}

/// Metres from a point to an edge.
fn to_edge(edge: &GeomWithData<Edge, usize>, at: Coord<f64>) -> f64 {
    let from: Coord<f64> = edge.geom().from.into();
    let along = Coord::from(edge.geom().to) - from;
    let to = at - from;
    let length = along.x * along.x + along.y * along.y;
    let share = if length > 0.0 { (to.x * along.x + to.y * along.y) / length } else { 0.0 };
    let off = to - along * share.clamp(0.0, 1.0);
    off.x.hypot(off.y)
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
