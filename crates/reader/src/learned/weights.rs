//! The weights that say who is a victim.

use cairn_model::Outcome;

use super::features::{Feature, Flag};
pub use super::table::WeightsError;
use super::table::weights;

/// What may have become of somebody who is a victim, in the order of the file's columns.
pub(crate) const OUTCOMES: [Outcome; 3] = [Outcome::Killed, Outcome::Injured, Outcome::Unharmed];

weights! {
    /// A weight for each feature and outcome, in thousandths of the logarithm of the odds against being no
    /// victim, and the least sum with which somebody counts as one.
    Weights: Table<3> of Feature, include_str!("../../data/victims.tsv")
}

impl Weights {
    /// The likeliest outcome for a victim with these features, and the sum of its weights.
    ///
    /// Nobody who speaks in the text is taken for killed.
    pub(super) fn best(&self, features: &[Feature]) -> (Outcome, i32) {
        let mut sums = self.0.sums(features.iter().map(|feature| feature.number()));
        if features.binary_search(&Feature::flag(Flag::Speaks)).is_ok() {
            sums[0] = i32::MIN;
        }
        let mut best = (Outcome::Killed, i32::MIN);
        for (outcome, sum) in OUTCOMES.into_iter().zip(sums) {
            if sum > best.1 {
                best = (outcome, sum);
            }
        }
        best
    }
}
