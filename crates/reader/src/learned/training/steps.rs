//! The steps of learning.

use crate::learned::table::Table;

/// Steps taken.
const STEPS: usize = 300;
/// The length of a step: below one over the steepest curve that so many features can make.
const LENGTH: f64 = 0.05;
/// How much of the last move is made again.
const MOMENTUM: f64 = 0.94;
/// The unit of the file.
const THOUSANDTHS: f64 = 1000.0;

/// Learns the weights of so many features from rows of features and a class, 0 being none of the columns; the
/// same rows in the same order give the same weights.
pub(super) fn learn<const COLUMNS: usize>(
    rows: &[(Vec<usize>, usize)],
    features: usize,
    draw: f64,
    threshold: i32,
) -> Table<COLUMNS> {
    #[expect(clippy::cast_precision_loss, reason = "there are some thousands of rows")]
    let share = 1.0 / (rows.len().max(1) as f64);
    descend(features, (share, draw), threshold, |ahead, slopes| {
        for (features, class) in rows {
            let mut errors = likelihoods(ahead, features);
            if let Some(error) = class.checked_sub(1).and_then(|at| errors.get_mut(at)) {
                *error -= 1.0;
            }
            for feature in features {
                for (slope, error) in slopes[*feature].iter_mut().zip(errors) {
                    *slope += error;
                }
            }
        }
    })
}

/// Some things of which at most one is to be chosen.
pub(super) struct Choice {
    /// The column whose weights choose.
    pub(super) column: usize,
    /// How much it counts.
    pub(super) weight: f64,
    /// The features of each, and whether it would be a right choice; where none is, none is to be chosen.
    pub(super) options: Vec<(Vec<usize>, bool)>,
}

/// Learns weights that choose: of several right choices the likeliest counts most.
pub(super) fn learn_choices<const COLUMNS: usize>(
    choices: &[Choice],
    features: usize,
    draw: f64,
    threshold: i32,
) -> Table<COLUMNS> {
    let share = 1.0 / choices.iter().map(|choice| choice.weight).sum::<f64>().max(1.0);
    descend(features, (share, draw), threshold, |ahead, slopes| {
        for Choice { column, weight, options } in choices {
            let power = |features: &Vec<usize>| {
                let sum: f64 = features.iter().map(|feature| ahead[*feature][*column]).sum();
                exponential(sum.clamp(-30.0, 30.0))
            };
            let powers: Vec<f64> = options.iter().map(|(features, _)| power(features)).collect();
            let all = 1.0 + powers.iter().sum::<f64>();
            let right = || powers.iter().zip(options).filter(|(_, (_, right))| *right);
            let rightly: f64 = right().map(|(power, _)| power).sum();
            for (power, (features, right)) in powers.iter().zip(options) {
                let mut error = power / all;
                if *right {
                    error -= power / rightly;
                }
                for feature in features {
                    slopes[*feature][*column] += error * weight;
                }
            }
        }
    })
}

/// Goes down where `slopes` says, from nothing: weights and slopes by feature and column; a share of the slope
/// counts, and `draw` is how strongly weights are drawn to nothing.
fn descend<const COLUMNS: usize>(
    features: usize,
    (share, draw): (f64, f64),
    threshold: i32,
    slopes_of: impl Fn(&[[f64; COLUMNS]], &mut [[f64; COLUMNS]]),
) -> Table<COLUMNS> {
    let mut weights = vec![[0.0_f64; COLUMNS]; features];
    let mut last = weights.clone();
    for _ in 0..STEPS {
        // Where the last move leads on to: the slope is taken there.
        let mut ahead = weights.clone();
        for (ahead, last) in ahead.iter_mut().zip(&last) {
            for (ahead, last) in ahead.iter_mut().zip(last) {
                *ahead += MOMENTUM * (*ahead - last);
            }
        }
        let mut slopes = vec![[0.0_f64; COLUMNS]; features];
        slopes_of(&ahead, &mut slopes);
        last = weights;
        weights = ahead;
        for (weights, slopes) in weights.iter_mut().zip(&slopes) {
            for (weight, slope) in weights.iter_mut().zip(slopes) {
                *weight -= LENGTH * (slope * share + draw * *weight);
            }
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "weights are small numbers")]
    let whole = |weight: f64| (weight * THOUSANDTHS).round() as i32;
    Table { weights: weights.into_iter().map(|row| row.map(whole)).collect(), threshold }
}

/// How likely each column is; what is missing to one is the likelihood of being none.
fn likelihoods<const COLUMNS: usize>(
    weights: &[[f64; COLUMNS]],
    features: &[usize],
) -> [f64; COLUMNS] {
    let mut powers = [0.0_f64; COLUMNS];
    for (column, power) in powers.iter_mut().enumerate() {
        let sum: f64 = features.iter().map(|feature| weights[*feature][column]).sum();
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
