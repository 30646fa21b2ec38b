//! One feature with all that is known of its file: the value of each field.

use std::collections::BTreeMap;

use cairn_model::Repair;
use serde_json::Value;

use super::columns::Columns;
use super::fields::{Field, Target};
use super::lexicon::{LEXICON, Words, word_key};
use super::locate::Located;
use super::mapping::Mapping;
use super::values::{self, Order};
use crate::layers::Feature;

/// Codes that a mapping gives to the file's own words.
pub(super) type OwnWords = BTreeMap<(Field, String), String>;

/// The file's own words as they are compared.
pub(super) fn own_words(mapping: &Mapping) -> OwnWords {
    let mut words = OwnWords::new();
    for (field, codes) in &mapping.values {
        for (word, code) in codes {
            words.insert((*field, word_key(word)), code.clone());
        }
    }
    words
}

/// A feature being read.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) feature: &'a Feature,
    pub(super) located: Located,
    pub(super) columns: &'a Columns,
    pub(super) mapping: &'a Mapping,
    pub(super) own_words: &'a OwnWords,
    pub(super) target: Target,
    /// What was mended or is in doubt, so far.
    pub(super) repairs: Vec<Repair>,
}

impl Row<'_> {
    /// The value of a field: its column's, else what the mapping says of every feature.
    pub(super) fn value(&self, field: Field) -> Option<Value> {
        let column = self.columns.by_field.get(&field);
        let own = column.and_then(|column| self.feature.attributes.get(&column.name));
        let constant = || self.mapping.constants.get(&field).cloned().map(Value::String);
        own.filter(|value| values::text(value).is_some()).cloned().or_else(constant)
    }

    pub(super) fn text(&self, field: Field) -> Option<String> {
        values::text(&self.value(field)?)
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.text(field).is_some()
    }

    /// The code of a value: by the mapping, else by the lexicon.
    pub(super) fn code(&self, field: Field, value: &str) -> Option<&str> {
        let own = self.own_words.get(&(field, word_key(value))).map(String::as_str);
        own.or_else(|| LEXICON.code(Words::of(field, self.target)?, value))
    }

    pub(super) const fn order(&self, field: Field) -> Order {
        match field {
            Field::Dated => self.columns.dated_order,
            _ => self.columns.date_order,
        }
    }

    /// Metres that the names of the columns of coordinates tell.
    pub(super) fn seat_metres(&self) -> Option<f64> {
        let columns =
            [Field::Lat, Field::Lon].map(|field| self.columns.by_field.get(&field)?.metres);
        columns.into_iter().flatten().max().map(f64::from)
    }

    /// A value short enough for a note.
    pub(super) fn shortened(&self, value: &str) -> String {
        value.chars().take(40).collect()
    }
}
