//! One polygon made ready to say whether a point is in it.
//!
//! A ray from the point to the right crosses the rings an odd number of times if, and only if, the
//! point is inside. Signs of turns are exact (Shewchuk, "Adaptive precision floating-point arithmetic",
//! 1997), so a point on an edge is always found to be on it. Polygons of many edges are cut into
//! slabs by height, and only the slab of the point is looked at.

use geo::algorithm::kernels::{Kernel, Orientation, RobustKernel};
use geo::{Coord, Polygon};

use super::buckets::Buckets;
use super::tree::Bounds;
use crate::shape::rings;

/// Polygons of more edges than this are cut into slabs.
const FEW: usize = 48;
/// Edges in one slab, about.
const IN_SLAB: usize = 8;

/// A straight edge from one corner to the next.
pub type Edge = (Coord<f64>, Coord<f64>);

/// A polygon's edges.
#[derive(Clone, Debug)]
pub struct Part {
    /// The box around it.
    pub bounds: Bounds,
    edges: Vec<Edge>,
    slabs: Option<Slabs>,
}

#[derive(Clone, Debug)]
struct Slabs {
    bottom: f64,
    per_metre: f64,
    edges: Buckets,
}

impl Part {
    /// Makes a polygon ready.
    pub fn new(polygon: &Polygon<f64>) -> Self {
        let lines = rings(polygon).flat_map(|ring| ring.lines());
        let edges: Vec<Edge> = lines.map(|line| (line.start, line.end)).collect();
        let bounds = Bounds::around(edges.iter().map(|(from, _)| *from));
        let slabs = (edges.len() > FEW).then(|| Slabs::new(&edges, &bounds));
        Self { bounds, edges, slabs }
    }

    /// Its edges, ring by ring.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Whether a point is inside or on an edge.
    pub fn holds(&self, at: Coord<f64>) -> bool {
        let bounds = &self.bounds;
        if at.x < bounds.least.x
            || at.x > bounds.most.x
            || at.y < bounds.least.y
            || at.y > bounds.most.y
        {
            return false;
        }
        match &self.slabs {
            None => inside(at, self.edges.iter()),
            Some(slabs) => {
                let slab = slabs.edges.get(slabs.slab(at.y));
                inside(at, slab.iter().filter_map(|edge| self.edges.get(*edge as usize)))
            }
        }
    }
}

impl Slabs {
    fn new(edges: &[Edge], bounds: &Bounds) -> Self {
        let mut count = edges.len() / IN_SLAB;
        loop {
            let height = bounds.most.y - bounds.least.y;
            let per_metre = if height > 0.0 { count as f64 / height } else { 0.0 };
            let mut slabs = Self { bottom: bounds.least.y, per_metre, edges: Buckets::default() };
            let spans =
                edges.iter().map(|(a, b)| (slabs.slab(a.y.min(b.y)), slabs.slab(a.y.max(b.y))));
            let spans: Vec<(usize, usize)> = spans.collect();
            // Edges as high as the polygon are in every slab; fewer slabs then, so that room stays bounded.
            let entries: usize = spans.iter().map(|(low, high)| high - low + 1).sum();
            if entries <= 8 * edges.len() || count <= 1 {
                slabs.edges =
                    Buckets::new(count + 1, spans.into_iter().map(|(low, high)| low..=high));
                return slabs;
            }
            count /= 2;
        }
    }

    fn slab(&self, y: f64) -> usize {
        ((y - self.bottom) * self.per_metre) as usize
    }
}

fn inside<'a>(at: Coord<f64>, edges: impl Iterator<Item = &'a Edge>) -> bool {
    let mut inside = false;
    for (a, b) in edges {
        let (below_a, below_b) = (a.y <= at.y, b.y <= at.y);
        if below_a != below_b {
            match RobustKernel::orient2d(*a, *b, at) {
                Orientation::Collinear => return true,
                turn => inside ^= (turn == Orientation::CounterClockwise) == below_a,
            }
        } else if below_a && (a.y == at.y || b.y == at.y) && touches(at, *a, *b) {
            return true;
        }
    }
    inside
}

/// Whether a point lies on an edge whose upper end is at its height.
fn touches(at: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    a == at || b == at || (a.y == b.y && a.x.min(b.x) <= at.x && at.x <= a.x.max(b.x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::coordinate_position::{CoordPos, CoordinatePosition};
    use geo::{LineString, wkt};
    use proptest::prelude::*;

    #[test]
    fn edges_and_corners_belong_to_it() {
        let part = Part::new(&wkt!(POLYGON((0. 0.,10. 0.,10. 10.,5. 10.,5. 5.,0. 5.,0. 0.))));
        for (x, y) in
            [(0.0, 0.0), (10.0, 10.0), (5.0, 7.0), (2.0, 5.0), (7.0, 10.0), (0.0, 2.0), (4.0, 0.0)]
        {
            assert!(part.holds(Coord { x, y }), "{x} {y}");
        }
        for (x, y) in [(-1.0, 5.0), (4.0, 10.0), (2.0, 7.0), (11.0, 10.0), (-3.0, 0.0), (4.0, 5.1)]
        {
            assert!(!part.holds(Coord { x, y }), "{x} {y}");
        }
    }

    proptest! {
        /// Corners on a coarse grid, so that points often lie on edges.
        #[test]
        fn as_geo_has_it(
            radii in prop::collection::vec(2_i32..20, 4..150),
            points in prop::collection::vec((-20_i32..20, -20_i32..20), 40),
        ) {
            let n = radii.len() as f64;
            let corner = |(i, r): (usize, &i32)| {
                let (sin, cos) = (std::f64::consts::TAU * i as f64 / n).sin_cos();
                Coord { x: (f64::from(*r) * cos).round(), y: (f64::from(*r) * sin).round() }
            };
            let ring = LineString::new(radii.iter().enumerate().map(corner).collect());
            let polygon = Polygon::new(ring, Vec::new());
            let part = Part::new(&polygon);
            for (x, y) in points {
                let at = Coord { x: f64::from(x), y: f64::from(y) };
                let theirs = polygon.coordinate_position(&at);
                // geo winds, we count crossings: they agree on rings that do not cross themselves.
                let simple = geo::Validation::is_valid(&polygon);
                prop_assert!(!simple || part.holds(at) == (theirs != CoordPos::Outside), "{at:?}");
            }
        }
    }
}
