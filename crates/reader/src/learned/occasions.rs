//! Whether a sentence of which rules make nothing tells of an occasion: decided by weights that were learned
//! from gold readings (`data/occasions.tsv`; `cargo xtask train` makes them).
//!
//! What the occasion was - day, place, ordnance, figures - is for the rules to read, as of any other.
//! Nothing here knows a language.

mod features;
mod signs;
#[cfg(test)]
mod tests;

use super::table::weights;
use crate::context::Context;
use crate::incidents::Facts;
pub(super) use features::{FEATURES, Feature, Kind};
pub(super) use signs::features_of;

weights! {
    /// A weight for each feature, in thousandths of the logarithm of the odds that a sentence tells of an occasion,
    /// and the least sum with which it counts as one.
    OccasionWeights: Table<1> of Feature, include_str!("../../data/occasions.tsv")
}

impl OccasionWeights {
    /// Whether what a sentence says is an occasion.
    pub(crate) fn tell(&self, context: &Context<'_>, facts: &Facts) -> bool {
        let features = features_of(context, facts);
        let [sum] = self.0.sums(features.iter().map(|feature| feature.number()));
        sum >= self.0.threshold
    }
}
