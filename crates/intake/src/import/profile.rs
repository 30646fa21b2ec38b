//! A first look at a file: its columns, and what values they hold.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::lexicon::{LEXICON, Words};
use super::values;
use crate::layers::{LayerError, LayerFile, Shape};

/// Different values of a column that are looked at.
const VALUES: usize = 300;
/// Columns that are looked at; a file of more is no table of features.
const COLUMNS: usize = 2_000;

/// A column as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnProfile {
    /// Features in which it holds something.
    pub(super) filled: u64,
    /// Its first different values, with how many features hold each.
    pub(super) values: BTreeMap<String, u64>,
}

/// A file as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Columns in the order in which they first come.
    pub(super) names: Vec<String>,
    pub(super) columns: BTreeMap<String, ColumnProfile>,
    /// Features that have a shape of their own.
    pub(super) shapes: u64,
}

impl Profile {
    pub(super) fn of(file: &LayerFile) -> Result<Self, LayerError> {
        let mut profile = Self::default();
        file.each(&mut |item| {
            if let Ok(feature) = item {
                profile.shapes += u64::from(!matches!(feature.shape, Shape::Nothing(_)));
                for (name, value) in &feature.attributes {
                    profile.note(name, values::text(value));
                }
            }
            ControlFlow::Continue(())
        })?;
        Ok(profile)
    }

    fn note(&mut self, name: &str, value: Option<String>) {
        if !self.columns.contains_key(name) {
            if self.names.len() >= COLUMNS {
                return;
            }
            self.names.push(name.to_owned());
        }
        let column = self.columns.entry(name.to_owned()).or_default();
        let Some(value) = value else { return };
        column.filled += 1;
        if let Some(count) = column.values.get_mut(&value) {
            *count += 1;
        } else if column.values.len() < VALUES {
            column.values.insert(value, 1);
        }
    }
}

impl ColumnProfile {
    /// The share of values that a vocabulary has, of those that say something; `None` of none.
    pub(super) fn share(&self, words: Words) -> Option<f64> {
        let (mut known, mut all) = (0_u64, 0_u64);
        for (value, count) in &self.values {
            if !LEXICON.is_missing(value) {
                all += count;
                known += if LEXICON.code(words, value).is_some() { *count } else { 0 };
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of features")]
        (all > 0).then(|| known as f64 / all as f64)
    }

    /// Its most frequent values, the most frequent first.
    pub(super) fn most_frequent(&self, most: usize) -> Vec<&str> {
        let mut values: Vec<(&String, &u64)> = self.values.iter().collect();
        values.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        values.into_iter().take(most).map(|(value, _)| value.as_str()).collect()
    }
}
