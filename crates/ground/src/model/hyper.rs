//! What sheets have in common: how often items lie on mapped ground, and how far they are shifted.
//!
//! Given a density ratio R, an item in a neighbourhood of which a share m is mapped lies on mapped ground
//! with chance R·m / (R·m + 1 − m); the mean over a sheet's events is the sensitivity S that R means
//! there. The sheets' S are Beta(μ(1−ρ)/ρ, (1−μ)(1−ρ)/ρ), which gives each R its weight beforehand. (A
//! normal ln R instead has no room for sheets that almost nothing is mapped on: it draws them
//! towards the others.) How far sheets are shifted is weighed by the data likewise: too wide a spread
//! finds, for any sheet, a shift that puts more items on mapped ground than are there.

use std::sync::OnceLock;

use crate::random::Random;

use super::sheet::{SHIFT_SPREADS, SheetFit};

/// Means .025, .075 … .975.
const MEANS: usize = 20;
/// Correlations that are looked at.
const SPREADS: [f64; 7] = [0.01, 0.03, 0.07, 0.13, 0.22, 0.35, 0.55];

/// Pairs of mean and correlation.
const PAIRS: usize = MEANS * SPREADS.len();

/// What is common to all sheets in one draw: a spread of shifts, and for each sheet a weight for each log ratio.
pub type Common<'a> = (usize, &'a [Vec<f64>]);

/// The posterior of mean, correlation and spread of shifts, on a grid.
#[derive(Debug)]
pub struct Hyper {
    /// For each sheet, for each of the log ratios, what it means.
    meanings: Vec<Vec<Meaning>>,
    /// For each spread of shifts, for each pair.
    weights: Vec<f64>,
    /// For each pair of mean and correlation, a weight for each log ratio of each sheet, once needed.
    priors: Vec<OnceLock<Vec<Vec<f64>>>>,
}

/// Logarithms of S, of 1 − S, and of how fast S grows with ln R.
#[derive(Clone, Copy, Debug)]
struct Meaning {
    on: f64,
    off: f64,
    slope: f64,
}

impl Hyper {
    /// All means, correlations and spreads on the grid are alike beforehand.
    pub fn of(fits: &[SheetFit]) -> Self {
        let meanings: Vec<Vec<Meaning>> = fits
            .iter()
            .map(|fit| fit.meanings().iter().map(|(s, slope)| Meaning::of(*s, *slope)).collect())
            .collect();
        let mut logs = vec![0.0; SHIFT_SPREADS.len() * PAIRS];
        for (fit, meanings) in fits.iter().zip(&meanings) {
            for pair in 0..PAIRS {
                let prior = prior(meanings, pair);
                for spread in 0..SHIFT_SPREADS.len() {
                    let by_ratio = fit.by_ratio(spread).iter().zip(&prior);
                    let sum: f64 = by_ratio.map(|(a, b)| a * b).sum();
                    if let Some(log) = logs.get_mut(spread * PAIRS + pair) {
                        *log += sum.max(f64::MIN_POSITIVE).ln();
                    }
                }
            }
        }
        let peak = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let priors = (0..PAIRS).map(|_| OnceLock::new()).collect();
        Self { meanings, weights: logs.into_iter().map(|log| (log - peak).exp()).collect(), priors }
    }

    /// Draws what is common to all sheets.
    pub fn draw(&self, random: &mut Random) -> Common<'_> {
        let drawn = random.weighted(&self.weights);
        let (spread, pair) = (drawn / PAIRS, drawn % PAIRS);
        let sheets = || self.meanings.iter().map(|meanings| prior(meanings, pair)).collect();
        let priors = self.priors.get(pair).map(|known| known.get_or_init(sheets));
        (spread, priors.map_or(&[], Vec::as_slice))
    }
}

impl Meaning {
    fn of(s: f64, slope: f64) -> Self {
        let ln = |x: f64| x.max(1e-300).ln();
        Self { on: ln(s), off: ln(1.0 - s), slope: ln(slope) }
    }
}

/// A weight for each log ratio of a sheet, 1 together.
fn prior(meanings: &[Meaning], pair: usize) -> Vec<f64> {
    let mean = (0.5 + (pair % MEANS) as f64) / MEANS as f64;
    let rho = SPREADS.get(pair / MEANS).copied().unwrap_or(0.1);
    let total = (1.0 - rho) / rho;
    let (a, b) = (mean * total, (1.0 - mean) * total);
    // The density of S by that of ln R: S^(a−1) (1 − S)^(b−1) dS/d ln R.
    let log = |at: &Meaning| (a - 1.0) * at.on + (b - 1.0) * at.off + at.slope;
    let logs: Vec<f64> = meanings.iter().map(log).collect();
    let peak = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logs.into_iter().map(|log| (log - peak).exp()).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prior_of_a_ratio_is_the_beta_of_what_it_means() {
        // One half is mapped: S is the logistic of ln R.
        let ratios = (0..1_401).map(|step| -7.0 + 0.01 * f64::from(step));
        let shares: Vec<f64> = ratios.map(|x: f64| 1.0 / (1.0 + (-x).exp())).collect();
        let meanings: Vec<Meaning> =
            shares.iter().map(|s| Meaning::of(*s, s * (1.0 - s))).collect();
        // Mean .225 and ρ = .13.
        let weights = prior(&meanings, 3 * MEANS + 4);
        let mean: f64 = weights.iter().zip(&shares).map(|(w, s)| w * s).sum();
        let squares: f64 = weights.iter().zip(&shares).map(|(w, s)| w * (s - mean).powi(2)).sum();
        assert!((mean - 0.225).abs() < 1e-3, "{mean}");
        assert!((squares / (mean * (1.0 - mean)) - 0.13).abs() < 1e-3, "{squares}");
    }
}
