//! Whether a sentence of which rules make nothing tells of an occasion: decided by weights that were learned
//! from gold readings (`data/occasions.tsv`; `cargo xtask train` makes them).
//!
//! What the occasion was - day, place, ordnance, figures - is for the rules to read, as of any other.
//! Nothing here knows a language.

mod features;
mod signs;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use super::table::{Table, WeightsError};
use crate::context::Context;
use crate::incidents::Facts;
pub(super) use features::{FEATURES, Feature, Kind};
pub(super) use signs::features_of;

/// The weights that the program was built with.
static FILE: &str = include_str!("../../data/occasions.tsv");

/// A weight for each feature, in thousandths of the logarithm of the odds that a sentence tells of an occasion,
/// and the least sum with which it counts as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccasionWeights(pub(super) Table<1>);

impl OccasionWeights {
    /// Those that the program was built with; `None` where its file cannot be used, which a test rules out.
    pub fn built_in() -> Option<&'static Self> {
        static BUILT_IN: OnceLock<Option<OccasionWeights>> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self::parse(FILE).ok()).as_ref()
    }

    /// Reads `feature TAB weight` lines and one `threshold TAB number`; lines that begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has an unknown feature or not one whole number.
    pub fn parse(file: &str) -> Result<Self, WeightsError> {
        Table::parse(file, Feature::all()).map(Self)
    }

    /// The same with another least sum.
    pub fn with_threshold(&self, threshold: i32) -> Self {
        Self(Table { threshold, ..self.0.clone() })
    }

    /// The file, below a header of comments; features without weight are left out.
    pub fn file(&self, header: &str) -> String {
        self.0.file(header, Feature::all())
    }

    /// Whether what a sentence says is an occasion.
    pub(crate) fn tell(&self, context: &Context<'_>, facts: &Facts) -> bool {
        let features = features_of(context, facts);
        let [sum] = self.0.sums(features.iter().map(|feature| feature.number()));
        sum >= self.0.threshold
    }
}
