//! The chance that a point of known position error lies in a mapped area.
//!
//! With the error normal, of standard deviation σ along each axis, it is the integral of a Gaussian
//! over polygons. In units of σ about the point, the density exp(−r²/2)/2π is the divergence of
//! F = (x, y)·(1 − exp(−r²/2)) / (2π r²), so by Green's theorem the integral is the sum over edges of
//! the flow through each: h/2π · ∫ (1 − exp(−(h² + t²)/2)) / (h² + t²) dt, with h the distance of the
//! point from the edge's line and t the place along it. (The same edge integral underlies Owen's
//! T function: Owen, "Tables for computing bivariate normal probabilities", 1956; see [`flow`].) Of a
//! ring that is small beside σ the area, the middle and the second moments say enough: the density
//! changes within it like its second-order Taylor series.

mod flow;

use geo::{BoundingRect, Coord, LineString};

use crate::index::AreaIndex;
use crate::shape::rings;

use flow::flow;

/// Beyond so many σ the chance of an error is below 1e-8.
pub const REACH: f64 = 6.0;
/// An error of nothing is one of a centimetre: edges stay edges.
const LEAST: f64 = 0.01;
/// Rings whose box has at most this half diagonal, in σ, are taken by their moments; what is left out is
/// about 1e-4 of their chance.
const SMALL: f64 = 0.3;

/// The edges of all areas that matter for one point, ready to be asked about shifts of the map.
#[derive(Clone, Debug)]
pub struct Surroundings {
    rings: Vec<Ring>,
    small: Vec<Moments>,
    sigma: f64,
}

/// A ring about the point, and the box around it.
#[derive(Clone, Debug)]
struct Ring {
    least: Coord<f64>,
    most: Coord<f64>,
    /// The area lies on the left of each.
    edges: Vec<(Coord<f64>, Coord<f64>)>,
}

impl Surroundings {
    /// What lies around a point of position error `sigma` metres (standard deviation along each axis),
    /// for shifts of up to `shift` metres. The areas must be a union.
    pub fn of(areas: &AreaIndex, at: Coord<f64>, sigma: f64, shift: f64) -> Self {
        Self::within(areas, at, sigma, REACH * sigma.max(LEAST) + shift)
    }

    /// The same with what lies within `reach` metres only.
    pub fn within(areas: &AreaIndex, at: Coord<f64>, sigma: f64, reach: f64) -> Self {
        let sigma = sigma.max(LEAST);
        let mut around = Self { rings: Vec::new(), small: Vec::new(), sigma };
        for ring in areas.near(at, reach).flat_map(rings) {
            match Moments::about(ring, at, SMALL * sigma) {
                Some(moments) => around.small.push(moments),
                None => around.rings.extend(Ring::about(ring, at)),
            }
        }
        around
    }

    /// The position error, metres along each axis.
    pub fn sigma(&self) -> f64 {
        self.sigma
    }

    /// Whether no area is near enough to matter.
    pub fn is_empty(&self) -> bool {
        self.rings.is_empty() && self.small.is_empty()
    }

    /// The chance that the true point lies in an area, when the mapped areas really lie `shift`
    /// metres east and north of where they were drawn.
    pub fn chance(&self, shift: Coord<f64>) -> f64 {
        let scale = 1.0 / self.sigma;
        // The map shifted one way is the point shifted the other.
        let (point, reach) = (shift * -1.0, REACH * self.sigma);
        let flows = self
            .rings
            .iter()
            // A ring that is far on one side takes in as much as it lets out.
            .filter(|ring| ring.is_near(point, reach))
            .flat_map(|ring| &ring.edges)
            .map(|(a, b)| flow((*a + shift) * scale, (*b + shift) * scale));
        let small = self.small.iter().map(|moments| moments.chance(shift, scale));
        (flows.sum::<f64>() + small.sum::<f64>()).clamp(0.0, 1.0)
    }
}

impl Ring {
    fn about(ring: &LineString<f64>, at: Coord<f64>) -> Option<Self> {
        let around = ring.bounding_rect()?;
        let edges = ring.lines().map(|line| (line.start - at, line.end - at)).collect();
        Some(Self { least: around.min() - at, most: around.max() - at, edges })
    }

    fn is_near(&self, at: Coord<f64>, reach: f64) -> bool {
        at.x >= self.least.x - reach
            && at.x <= self.most.x + reach
            && at.y >= self.least.y - reach
            && at.y <= self.most.y + reach
    }
}

/// Area, middle and second moments of a small ring.
#[derive(Clone, Copy, Debug)]
struct Moments {
    /// Square metres, negative for a hole.
    area: f64,
    middle: Coord<f64>,
    /// Mean squares about the middle, and mean product, in square metres.
    squares: Coord<f64>,
    product: f64,
}

impl Moments {
    /// Those of a ring whose box has at most this half diagonal, about a point.
    fn about(ring: &LineString<f64>, at: Coord<f64>, radius: f64) -> Option<Self> {
        let around = ring.bounding_rect()?;
        if around.width().hypot(around.height()) > 2.0 * radius {
            return None;
        }
        // Sums over the triangles of the edges and the box's middle (Green's theorem).
        let origin = around.center();
        let (mut twice, mut first) = (0.0, Coord { x: 0.0, y: 0.0 });
        let (mut squares, mut product) = (first, 0.0);
        for (a, b) in ring.lines().map(|line| (line.start - origin, line.end - origin)) {
            let cross = a.x * b.y - a.y * b.x;
            twice += cross;
            first = first + (a + b) * cross;
            squares.x += cross * (a.x * a.x + a.x * b.x + b.x * b.x);
            squares.y += cross * (a.y * a.y + a.y * b.y + b.y * b.y);
            product += cross * (a.x * b.y + 2.0 * (a.x * a.y + b.x * b.y) + b.x * a.y);
        }
        if twice == 0.0 {
            return Some(Self {
                area: 0.0,
                middle: origin - at,
                squares: first * 0.0,
                product: 0.0,
            });
        }
        let middle = first / (3.0 * twice);
        let squares = Coord {
            x: squares.x / (6.0 * twice) - middle.x * middle.x,
            y: squares.y / (6.0 * twice) - middle.y * middle.y,
        };
        let product = product / (12.0 * twice) - middle.x * middle.y;
        Some(Self { area: twice / 2.0, middle: origin - at + middle, squares, product })
    }

    fn chance(&self, shift: Coord<f64>, scale: f64) -> f64 {
        let at = (self.middle + shift) * scale;
        let squared = at.x * at.x + at.y * at.y;
        if squared > REACH * REACH {
            return 0.0;
        }
        let curved = self.squares.x * (at.x * at.x - 1.0)
            + self.squares.y * (at.y * at.y - 1.0)
            + 2.0 * self.product * at.x * at.y;
        let density = (-squared / 2.0).exp() / std::f64::consts::TAU;
        self.area * scale * scale * density * (1.0 + curved * scale * scale / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{MultiPolygon, Polygon};
    use proptest::prelude::*;

    fn rectangle(x: (f64, f64), y: (f64, f64)) -> Polygon<f64> {
        let corners = vec![(x.0, y.0), (x.1, y.0), (x.1, y.1), (x.0, y.1)];
        Polygon::new(LineString::from(corners), Vec::new())
    }

    fn normal(z: f64) -> f64 {
        0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
    }

    fn chance(shape: Polygon<f64>, at: Coord<f64>, sigma: f64) -> f64 {
        let index = AreaIndex::new(&[MultiPolygon::new(vec![shape])]);
        Surroundings::of(&index, at, sigma, 0.0).chance(Coord { x: 0.0, y: 0.0 })
    }

    proptest! {
        /// A rectangle's chance is the product of two normal ones.
        #[test]
        fn rectangles_are_exact(
            x in -900.0..900.0_f64, y in -900.0..900.0_f64,
            w in 1.0..2000.0_f64, h in 1.0..2000.0_f64, sigma in 5.0..500.0_f64,
        ) {
            let exact = (normal((x + w) / sigma) - normal(x / sigma))
                * (normal((y + h) / sigma) - normal(y / sigma));
            let ours = chance(rectangle((x, x + w), (y, y + h)), Coord { x: 0.0, y: 0.0 }, sigma);
            // What lies beyond six σ is left out: 2e-9 for each side. Small ones are not quite exact.
            prop_assert!((ours - exact).abs() < 1e-7 + 1e-3 * exact, "{ours} {exact}");
        }

        /// A hole takes away exactly its own chance.
        #[test]
        fn holes_are_taken_away(x in -300.0..300.0_f64, y in -300.0..300.0_f64) {
            let at = Coord { x, y };
            let hole = rectangle((-50.0, 70.0), (-40.0, 60.0));
            let whole = rectangle((-200.0, 200.0), (-200.0, 200.0));
            let mut inner = hole.exterior().clone();
            inner.0.reverse();
            let ring = Polygon::new(whole.exterior().clone(), vec![inner]);
            let left = chance(whole, at, 80.0) - chance(hole, at, 80.0);
            prop_assert!((chance(ring, at, 80.0) - left).abs() < 1e-7);
        }
    }

    proptest! {
        /// Small rings by their moments are as by their edges.
        #[test]
        fn small_rings_are_as_by_their_edges(
            x in -300.0..300.0_f64, y in -300.0..300.0_f64, w in 1.0..40.0_f64, h in 1.0..40.0_f64,
        ) {
            let z = |from: f64, to: f64| normal(to / 100.0) - normal(from / 100.0);
            let exact = z(x, x + w) * z(y, y + h);
            let ours = chance(rectangle((x, x + w), (y, y + h)), Coord { x: 0.0, y: 0.0 }, 100.0);
            prop_assert!((ours - exact).abs() < 1e-3 * exact + 1e-7, "{ours} {exact}");
        }
    }

    #[test]
    fn a_shift_of_the_map_is_one_of_the_point() {
        let index =
            AreaIndex::new(&[MultiPolygon::new(vec![rectangle((0.0, 100.0), (0.0, 100.0))])]);
        let moved = Surroundings::of(&index, Coord { x: 130.0, y: 50.0 }, 25.0, 100.0);
        let plain = chance(rectangle((0.0, 100.0), (0.0, 100.0)), Coord { x: 60.0, y: 50.0 }, 25.0);
        assert!((moved.chance(Coord { x: 70.0, y: 0.0 }) - plain).abs() < 1e-7);
    }
}
