//! Weights of features in columns, as a file that people can read holds them.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

/// A weight for each feature and column, in thousandths of the logarithm of the odds, and the least sum that
/// counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table<const COLUMNS: usize> {
    /// By feature, then column.
    pub(super) weights: Vec<[i32; COLUMNS]>,
    /// The least sum that counts.
    pub(super) threshold: i32,
}

/// A line of a file of weights that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("weights, line {line}: {problem}; `cargo xtask train` makes the file anew")]
pub struct WeightsError {
    line: usize,
    problem: String,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    /// Reads lines of a feature and as many whole numbers as there are columns, parted by tabs, and one
    /// `threshold TAB number`; lines that begin with `#` are comments. `features` in the order of their numbers.
    pub(super) fn parse(
        file: &str,
        features: impl Iterator<Item = impl Display>,
    ) -> Result<Self, WeightsError> {
        let numbers: BTreeMap<String, usize> =
            features.enumerate().map(|(at, feature)| (feature.to_string(), at)).collect();
        let mut parsed = Self { weights: vec![[0; COLUMNS]; numbers.len()], threshold: 0 };
        for (line, content) in (1..).zip(file.lines()) {
            if content.starts_with('#') || content.is_empty() {
                continue;
            }
            let wrong = |problem: String| WeightsError { line, problem };
            let number = |text: &str| {
                text.parse::<i32>().map_err(|_| wrong(format!("`{text}` is no whole number")))
            };
            let cells: Vec<&str> = content.split('\t').collect();
            match cells.as_slice() {
                ["threshold", threshold] => parsed.threshold = number(threshold)?,
                [name, values @ ..] if values.len() == COLUMNS => {
                    let slot = numbers
                        .get(*name)
                        .and_then(|&at| parsed.weights.get_mut(at))
                        .ok_or_else(|| wrong(format!("there is no feature `{name}`")))?;
                    for (slot, value) in slot.iter_mut().zip(values) {
                        *slot = number(value)?;
                    }
                }
                _ => {
                    let numbers = if COLUMNS == 1 { "number" } else { "numbers" };
                    return Err(wrong(format!("expected a feature and {COLUMNS} {numbers}")));
                }
            }
        }
        Ok(parsed)
    }

    /// The file, below a header of comments; features without weight are left out.
    pub(super) fn file(
        &self,
        header: &str,
        features: impl Iterator<Item = impl Display>,
    ) -> String {
        let mut file = String::new();
        for line in header.lines() {
            // Writing to a String cannot fail.
            let _ = writeln!(file, "# {line}");
        }
        let _ = writeln!(file, "threshold\t{}", self.threshold);
        for (feature, weights) in features.zip(&self.weights) {
            if weights.iter().any(|weight| *weight != 0) {
                let _ = write!(file, "{feature}");
                for weight in weights {
                    let _ = write!(file, "\t{weight}");
                }
                file.push('\n');
            }
        }
        file
    }

    /// The sums of the weights of some features.
    pub(super) fn sums(&self, features: impl Iterator<Item = usize>) -> [i32; COLUMNS] {
        let mut sums = [0_i32; COLUMNS];
        for weights in features.filter_map(|feature| self.weights.get(feature)) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = sum.saturating_add(*weight);
            }
        }
        sums
    }
}

/// Weights of one kind of feature: their type, those that the program was built with, and their file.
macro_rules! weights {
    ($(#[$doc:meta])* $name:ident: Table<$columns:literal> of $feature:ty, $file:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(pub(in crate::learned) $crate::learned::table::Table<$columns>);

        impl $name {
            /// Those that the program was built with; `None` where its file cannot be used, which a test
            /// rules out.
            pub fn built_in() -> Option<&'static Self> {
                static BUILT_IN: std::sync::OnceLock<Option<$name>> = std::sync::OnceLock::new();
                BUILT_IN.get_or_init(|| Self::parse($file).ok()).as_ref()
            }

            /// Reads lines of a feature and as many whole numbers as there are columns, parted by tabs, and
            /// one `threshold TAB number`; lines that begin with `#` are comments.
            ///
            /// # Errors
            /// When a line has an unknown feature or another number of whole numbers.
            pub fn parse(file: &str) -> Result<Self, $crate::learned::table::WeightsError> {
                $crate::learned::table::Table::parse(file, <$feature>::all()).map(Self)
            }

            /// The same with another least sum.
            pub fn with_threshold(&self, threshold: i32) -> Self {
                Self($crate::learned::table::Table { threshold, ..self.0.clone() })
            }

            /// The file, below a header of comments; features without weight are left out.
            pub fn file(&self, header: &str) -> String {
                self.0.file(header, <$feature>::all())
            }
        }
    };
}

pub(in crate::learned) use weights;
