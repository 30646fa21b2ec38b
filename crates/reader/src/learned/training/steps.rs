//! The steps of learning.

use super::Sheet;
use crate::learned::features::{FEATURES, Feature};
use crate::learned::weights::Weights;

/// Steps taken.
const STEPS: usize = 300;
/// The length of a step: below one over the steepest curve that so many features can make.
const LENGTH: f64 = 0.05;
/// How much of the last move is made again.
const MOMENTUM: f64 = 0.94;
/// How strongly weights are drawn to nothing.
const DRAW: f64 = 0.004;
/// The unit of the file.
const THOUSANDTHS: f64 = 1000.0;

/// Learns weights from sheets; the same sheets in the same order give the same weights.
pub fn learn<'s>(sheets: impl IntoIterator<Item = &'s Sheet>, threshold: i32) -> Weights {
    let rows: Vec<(&[Feature], usize)> = sheets.into_iter().flat_map(Sheet::rows).collect();
    #[expect(clippy::cast_precision_loss, reason = "there are some thousands of rows")]
    let share = 1.0 / (rows.len().max(1) as f64);
    let mut weights = vec![[0.0_f64; 3]; FEATURES];
    let mut last = weights.clone();
    for _ in 0..STEPS {
        // Where the last move leads on to: the slope is taken there.
        let mut ahead = weights.clone();
        for (ahead, last) in ahead.iter_mut().zip(&last) {
            for (ahead, last) in ahead.iter_mut().zip(last) {
                *ahead += MOMENTUM * (*ahead - last);
            }
        }
        let mut slopes = vec![[0.0_f64; 3]; FEATURES];
        for (features, class) in &rows {
            let mut errors = likelihoods(&ahead, features);
            if let Some(error) = class.checked_sub(1).and_then(|at| errors.get_mut(at)) {
                *error -= 1.0;
            }
            for feature in *features {
                for (slope, error) in slopes[feature.number()].iter_mut().zip(errors) {
                    *slope += error;
                }
            }
        }
        last = weights;
        weights = ahead;
        for (weights, slopes) in weights.iter_mut().zip(&slopes) {
            for (weight, slope) in weights.iter_mut().zip(slopes) {
                *weight -= LENGTH * (slope * share + DRAW * *weight);
            }
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "weights are small numbers")]
    let whole = |weight: f64| (weight * THOUSANDTHS).round() as i32;
    Weights { weights: weights.into_iter().map(|row| row.map(whole)).collect(), threshold }
}

/// How likely each outcome is; what is missing to one is the likelihood of being no victim.
fn likelihoods(weights: &[[f64; 3]], features: &[Feature]) -> [f64; 3] {
    let mut powers = [0.0_f64; 3];
    for (outcome, power) in powers.iter_mut().enumerate() {
        let sum: f64 = features.iter().map(|feature| weights[feature.number()][outcome]).sum();
        *power = exponential(sum.clamp(-30.0, 30.0));
    }
    let all: f64 = 1.0 + powers.iter().sum::<f64>();
    powers.map(|power| power / all)
}

/// The exponential function, by the same sums and products on every machine.
fn exponential(x: f64) -> f64 {
    const HALVINGS: i32 = 10;
    let small = x / f64::from(1 << HALVINGS);
    let mut value = 1.0 + small * (1.0 + small / 2.0 * (1.0 + small / 3.0 * (1.0 + small / 4.0)));
    for _ in 0..HALVINGS {
        value *= value;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_one() {
        for (x, known) in
            [(0.0, 1.0), (1.0, std::f64::consts::E), (-2.0, 0.135_335_283), (10.0, 22_026.465_79)]
        {
            assert!((exponential(x) / known - 1.0).abs() < 1e-7, "{x}");
        }
    }
}
