//! The weights of features, as a file that people can read holds them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use cairn_model::Outcome;

use super::features::{FEATURES, Feature, Flag};

/// What may have become of somebody who is a victim, in the order of the file's columns.
pub(crate) const OUTCOMES: [Outcome; 3] = [Outcome::Killed, Outcome::Injured, Outcome::Unharmed];

/// The weights that the program was built with.
static FILE: &str = include_str!("../../data/victims.tsv");

/// A weight for each feature and outcome, in thousandths of the logarithm of the odds against being no
/// victim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// By feature, then outcome.
    pub(super) weights: Vec<[i32; 3]>,
    /// The least sum with which somebody counts as a victim.
    pub(super) threshold: i32,
}

/// A line of the file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("weights, line {line}: {problem}; `cargo xtask train` makes the file anew")]
pub struct WeightsError {
    line: usize,
    problem: String,
}

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
        let numbers: BTreeMap<String, usize> =
            Feature::all().map(|feature| (feature.to_string(), feature.number())).collect();
        let mut parsed = Self { weights: vec![[0; 3]; FEATURES], threshold: 0 };
        for (line, content) in (1..).zip(file.lines()) {
            if content.starts_with('#') || content.is_empty() {
                continue;
            }
            let wrong = |problem: String| WeightsError { line, problem };
            let number = |text: &str| {
                text.parse::<i32>().map_err(|_| wrong(format!("`{text}` is no whole number")))
            };
            match content.split('\t').collect::<Vec<_>>().as_slice() {
                ["threshold", threshold] => parsed.threshold = number(threshold)?,
                [name, killed, injured, unharmed] => {
                    let slot = numbers
                        .get(*name)
                        .and_then(|&at| parsed.weights.get_mut(at))
                        .ok_or_else(|| wrong(format!("there is no feature `{name}`")))?;
                    *slot = [number(killed)?, number(injured)?, number(unharmed)?];
                }
                _ => return Err(wrong("expected a feature and three numbers".to_owned())),
            }
        }
        Ok(parsed)
    }

    /// The same with another least sum.
    pub fn with_threshold(&self, threshold: i32) -> Self {
        Self { threshold, ..self.clone() }
    }

    /// The file, below a header of comments; features without weight are left out.
    pub fn file(&self, header: &str) -> String {
        let mut file = String::new();
        for line in header.lines() {
            // Writing to a String cannot fail.
            let _ = writeln!(file, "# {line}");
        }
        let _ = writeln!(file, "threshold\t{}", self.threshold);
        for (feature, weights) in Feature::all().zip(&self.weights) {
            if weights.iter().any(|weight| *weight != 0) {
                let [killed, injured, unharmed] = weights;
                let _ = writeln!(file, "{feature}\t{killed}\t{injured}\t{unharmed}");
            }
        }
        file
    }

    /// The likeliest outcome for a victim with these features, and the sum of its weights.
    ///
    /// Nobody who speaks in the text is taken for killed.
    pub(super) fn best(&self, features: &[Feature]) -> (Outcome, i32) {
        let mut sums = [0_i32; 3];
        for feature in features {
            if let Some(weights) = self.weights.get(feature.number()) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum = sum.saturating_add(*weight);
                }
            }
        }
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
