//! The weights that say who is a victim.

use std::sync::OnceLock;

use cairn_model::Outcome;

use super::features::{Feature, Flag};
use super::table::Table;
pub use super::table::WeightsError;

/// What may have become of somebody who is a victim, in the order of the file's columns.
pub(crate) const OUTCOMES: [Outcome; 3] = [Outcome::Killed, Outcome::Injured, Outcome::Unharmed];

/// The weights that the program was built with.
static FILE: &str = include_str!("../../data/victims.tsv");

/// A weight for each feature and outcome, in thousandths of the logarithm of the odds against being no
/// victim, and the least sum with which somebody counts as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights(pub(super) Table<3>);

impl Weights {
    /// Those that the program was built with; `None` where its file cannot be used, which a test rules out.
    pub fn built_in() -> Option<&'static Self> {
        static BUILT_IN: OnceLock<Option<Weights>> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self::parse(FILE).ok()).as_ref()
    }

    /// Reads `feature TAB killed TAB injured TAB unharmed` lines and one `threshold TAB number`; lines that
    /// begin with `#` are comments.
    ///
    /// # Errors
    /// When a line has an unknown feature or not three whole numbers.
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
