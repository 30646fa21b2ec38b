//! How much of an item's neighbourhood is mapped, seen as blurred as the item itself.
//!
//! A neighbourhood is a Gaussian of standard deviation τ about a centre c, and items in it are seen
//! with error σ: the share of sightings that an even density would place on mapped ground is the
//! chance of a Gaussian of variance τ² + σ² about c. The centre must not be the item, which would
//! always find its own area there; it is spread about the item as the item is about it. Seven nodes
//! stand for that spread: the centre with weight 1/2, and six at 2τ with 1/12 each (exact to degree
//! five: Stroud and Secrest, "Approximate integration formulas for certain spherically symmetric
//! regions", 1963).

use geo::{Coord, MultiPolygon};

use crate::blur::Surroundings;
use crate::index::AreaIndex;

/// The weight of each node.
pub const WEIGHTS: [f64; 7] =
    [0.5, 1.0 / 12.0, 1.0 / 12.0, 1.0 / 12.0, 1.0 / 12.0, 1.0 / 12.0, 1.0 / 12.0];

/// Beyond so many standard deviations a neighbourhood ends: 3 in 10,000 are left out.
const REACH: f64 = 4.0;

/// Mapped ground and the ground on which items can be at all.
#[derive(Debug)]
pub struct Neighbourhoods<'a> {
    mapped: &'a AreaIndex,
    study: AreaIndex,
    tau: f64,
}

impl<'a> Neighbourhoods<'a> {
    /// Neighbourhoods of standard deviation `tau` metres.
    pub fn new(mapped: &'a AreaIndex, study: &MultiPolygon<f64>, tau: f64) -> Self {
        Self { mapped, study: AreaIndex::new(std::slice::from_ref(study)), tau }
    }

    /// The mapped share at each node, for an item at `at` of this position error (metres).
    pub fn mapped(&self, at: Coord<f64>, error: f64) -> [f64; 7] {
        // An item placed by village name has a neighbourhood wider than its error.
        let tau = self.tau.max(2.0 * error);
        let sigma = tau.hypot(error);
        let reach = REACH * sigma + 2.0 * tau;
        let mapped = Surroundings::within(self.mapped, at, sigma, reach);
        let inland = self.study.distance(at) < -reach;
        let study = (!inland).then(|| Surroundings::within(&self.study, at, sigma, reach));
        nodes(tau).map(|node| {
            let away = node * -1.0;
            let on = mapped.chance(away);
            // Mapped ground beyond a coarsely drawn border is ground all the same.
            let all = study.as_ref().map_or(1.0, |study| study.chance(away)).max(on);
            if all > 0.0 { on / all } else { 0.0 }
        })
    }
}

fn nodes(tau: f64) -> [Coord<f64>; 7] {
    let mut number = 0;
    WEIGHTS.map(|_| {
        let (sin, cos) = (std::f64::consts::FRAC_PI_3 * f64::from(number)).sin_cos();
        let radius = if number == 0 { 0.0 } else { 2.0 * tau };
        number += 1;
        Coord { x: radius * cos, y: radius * sin }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nodes_have_the_moments_of_a_gaussian() {
        let sum = |of: &dyn Fn(Coord<f64>) -> f64| {
            nodes(3.0).into_iter().zip(WEIGHTS).map(|(node, weight)| weight * of(node)).sum::<f64>()
        };
        assert!((sum(&|_| 1.0) - 1.0).abs() < 1e-12);
        assert!((sum(&|node| node.x * node.x) - 9.0).abs() < 1e-9);
        assert!((sum(&|node| node.x * node.y)).abs() < 1e-9);
        assert!((sum(&|node| node.y.powi(4)) - 243.0).abs() < 1e-9);
        assert!((sum(&|node| (node.x * node.y).powi(2)) - 81.0).abs() < 1e-9);
    }
}
