//! The flow of the Gaussian's field through one straight edge, from a table.
//!
//! With k(r) = (1 − exp(−r²/2)) / r², the flow through the part of a line at distance h from the point
//! that reaches from its foot to t along it is h/2π · K(h, t), K(h, t) = ∫₀ᵗ k(√(h² + u²)) du. k has no
//! singularity anywhere, so K is smooth, even in h and odd in t: it is tabulated in steps of 1/16 and
//! interpolated by cubics through 4 × 4 nodes, to about 1e-8. Beyond eight units the exponential is nothing
//! and what is left is an arc tangent.

use std::sync::LazyLock;

use geo::Coord;

/// Where exp(−t²/2) is below 2e-14.
const FAR: f64 = 8.0;
/// Nodes of the table in one unit.
const PER_UNIT: f64 = 16.0;
/// Nodes along each axis: from −1/16 to 8 2/16.
const NODES: usize = 131;

/// Gauss–Legendre nodes and weights of order eight, the positive half.
const LEGENDRE: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_48),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_26),
];

/// K at the nodes, rows of equal h one after another.
static TABLE: LazyLock<Vec<f64>> = LazyLock::new(|| (0..NODES).flat_map(row).collect());

/// The flow through the edge from `a` to `b` (in units of σ about the point), positive when the point is
/// on its left: the flows through the edges of a ring sum to the chance of being inside.
pub fn flow(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let along = b - a;
    let length = along.x.hypot(along.y);
    if length == 0.0 {
        return 0.0;
    }
    let unit = along / length;
    let h = a.x * unit.y - a.y * unit.x;
    // On the edge's line nothing flows through it.
    if h == 0.0 {
        return 0.0;
    }
    let (from, to) = (a.x * unit.x + a.y * unit.y, b.x * unit.x + b.y * unit.y);
    let distance = h.abs();
    (reaching(distance, to) - reaching(distance, from)) * h.signum() / std::f64::consts::TAU
}

/// h·K(h, t), for h above 0.
fn reaching(h: f64, t: f64) -> f64 {
    if h >= FAR {
        return (t / h).atan();
    }
    let near = h * table(h, t.abs().min(FAR));
    let beyond = if t.abs() > FAR { (t.abs() / h).atan() - (FAR / h).atan() } else { 0.0 };
    (near + beyond).copysign(t)
}

/// K by cubics through four nodes along each axis, for arguments from 0 to [`FAR`].
fn table(h: f64, t: f64) -> f64 {
    let ((row, by_row), (column, [a, b, c, d])) = (stencil(h), stencil(t));
    let mut from = row * NODES + column;
    let mut sum = 0.0;
    for weight in by_row {
        if let Some([k, l, m, n]) = TABLE.get(from..from + 4) {
            sum += weight * (a * k + b * l + c * m + d * n);
        }
        from += NODES;
    }
    sum
}

/// The first of four nodes around a place, and their weights (Lagrange).
fn stencil(at: f64) -> (usize, [f64; 4]) {
    let place = at * PER_UNIT;
    // The last four nodes serve the end of the table too.
    let first = place.floor().min(FAR * PER_UNIT - 1.0);
    let x = place - first;
    let (a, b, c) = (x + 1.0, x - 1.0, x - 2.0);
    // Node 0 of the table is at −1/16, so the node before `first` has its number.
    (first as usize, [-x * b * c / 6.0, a * b * c / 2.0, -a * x * c / 2.0, a * x * b / 6.0])
}

fn row(number: usize) -> [f64; NODES] {
    let h = (number as f64 - 1.0) / PER_UNIT;
    let mut sum = 0.0;
    let mut row = [0.0; NODES];
    let half = 0.5 / PER_UNIT;
    for (step, slot) in row.iter_mut().enumerate().skip(2) {
        let middle = (2.0 * step as f64 - 3.0) * half;
        let node = |(x, weight): (f64, f64)| {
            weight * (kernel(h, middle - half * x) + kernel(h, middle + half * x))
        };
        sum += half * LEGENDRE.into_iter().map(node).sum::<f64>();
        *slot = sum;
    }
    row[0] = -row[2];
    row
}

fn kernel(h: f64, t: f64) -> f64 {
    let squared = h * h + t * t;
    if squared < 1e-12 { 0.5 } else { -(-squared / 2.0).exp_m1() / squared }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Beside plain sums of small steps.
        #[test]
        fn as_by_small_steps(h in 1e-6..12.0_f64, t in -20.0..20.0_f64) {
            let steps = 20_000;
            let step = t / f64::from(steps);
            let sum: f64 = (0..steps).map(|i| kernel(h, (f64::from(i) + 0.5) * step)).sum();
            prop_assert!((reaching(h, t) - h * sum * step).abs() < 3e-7, "{} {}", reaching(h, t), h * sum * step);
        }
    }

    #[test]
    fn a_ring_about_the_point_is_certain() {
        let corner = |x, y| Coord { x, y };
        let ring = [corner(-9.0, -9.0), corner(9.0, -9.0), corner(9.0, 9.0), corner(-9.0, 9.0)];
        let next = ring.iter().cycle().skip(1);
        let sum: f64 = ring.iter().zip(next).map(|(a, b)| flow(*a, *b)).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    }
}
