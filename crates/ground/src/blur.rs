//! The chance that a point of known position error lies in a mapped area.
//!
//! With the error normal, of standard deviation σ along each axis, it is the integral of a Gaussian
//! over polygons. In units of σ about the point, the density exp(−r²/2)/2π is the divergence of
//! F = (x, y)·(1 − exp(−r²/2)) / (2π r²), so by Green's theorem the integral is the sum over edges of
//! the flow through each: h/2π · ∫ (1 − exp(−(h² + t²)/2)) / (h² + t²) dt, with h the distance of the
//! point from the edge's line and t the place along it. (The same edge integral underlies Owen's
//! T function: Owen, "Tables for computing bivariate normal probabilities", 1956.) Far from the point
//! the exponential is nothing and the integral an arc tangent; near it Gauss–Legendre sums on panels
//! of two units are exact to 1e-10.

use geo::{BoundingRect, Coord, LineString};

use crate::index::AreaIndex;
use crate::shape::rings;

/// Beyond so many σ the chance of an error is below 1e-8.
pub const REACH: f64 = 6.0;
/// Where exp(−t²/2) is below 2e-14.
const FAR: f64 = 8.0;

/// Gauss–Legendre nodes and weights of order ten, the positive half.
const LEGENDRE: [(f64, f64); 5] = [
    (0.148_874_338_981_631_2, 0.295_524_224_714_752_9),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// The edges of all areas that matter for one point, ready to be asked about shifts of the map.
#[derive(Clone, Debug)]
pub struct Surroundings {
    rings: Vec<Ring>,
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
        // An error of nothing is one of a centimetre: edges stay edges.
        let sigma = sigma.max(0.01);
        let around = areas.near(at, REACH * sigma + shift);
        let rings = around.flat_map(rings).filter_map(|ring| Ring::about(ring, at)).collect();
        Self { rings, sigma }
    }

    /// The position error, metres along each axis.
    pub fn sigma(&self) -> f64 {
        self.sigma
    }

    /// Whether no area is near enough to matter.
    pub fn is_empty(&self) -> bool {
        self.rings.is_empty()
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
        flows.sum::<f64>().clamp(0.0, 1.0)
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

/// The flow of F through the edge from `a` to `b` (in units of σ about the point), positive when the
/// point is on its left.
fn flow(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let along = b - a;
    let length = along.x.hypot(along.y);
    if length == 0.0 {
        return 0.0;
    }
    let unit = along / length;
    let h = a.x * unit.y - a.y * unit.x;
    let (from, to) = (a.x * unit.x + a.y * unit.y, b.x * unit.x + b.y * unit.y);
    // On the edge's line nothing flows through it.
    if h == 0.0 {
        return 0.0;
    }
    let distance = h.abs();
    let near = (from.clamp(-FAR, FAR), to.clamp(-FAR, FAR));
    let arc = |t: f64| (t / distance).atan();
    let total = if distance > FAR || near.0 >= near.1 {
        arc(to) - arc(from)
    } else {
        (arc(near.0) - arc(from)) + (arc(to) - arc(near.1)) + distance * panels(distance, near)
    };
    total.copysign(h) / std::f64::consts::TAU
}

/// ∫ (1 − exp(−(h² + t²)/2)) / (h² + t²) dt.
fn panels(h: f64, (from, to): (f64, f64)) -> f64 {
    let count = ((to - from) / 2.0).ceil().max(1.0);
    let half = (to - from) / count / 2.0;
    let panel = |index: u32| {
        let middle = from + half * (2.0 * f64::from(index) + 1.0);
        let node = |(x, weight): (f64, f64)| {
            weight * (kernel(h, middle - half * x) + kernel(h, middle + half * x))
        };
        half * LEGENDRE.into_iter().map(node).sum::<f64>()
    };
    // At most sixteen units by two: eight panels.
    (0..count as u32).map(panel).sum()
}

fn kernel(h: f64, t: f64) -> f64 {
    let squared = h * h + t * t;
    if squared < 1e-12 { 0.5 } else { -(-squared / 2.0).exp_m1() / squared }
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
            // What lies beyond six σ is left out: 2e-9 for each side.
            prop_assert!((ours - exact).abs() < 1e-8, "{ours} {exact}");
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
            prop_assert!((chance(ring, at, 80.0) - left).abs() < 1e-8);
        }
    }

    #[test]
    fn a_shift_of_the_map_is_one_of_the_point() {
        let index =
            AreaIndex::new(&[MultiPolygon::new(vec![rectangle((0.0, 100.0), (0.0, 100.0))])]);
        let moved = Surroundings::of(&index, Coord { x: 130.0, y: 50.0 }, 25.0, 100.0);
        let plain = chance(rectangle((0.0, 100.0), (0.0, 100.0)), Coord { x: 60.0, y: 50.0 }, 25.0);
        assert!((moved.chance(Coord { x: 70.0, y: 0.0 }) - plain).abs() < 1e-9);
    }
}
