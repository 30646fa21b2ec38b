//! A mapping: which column says what, as a person wrote it down.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::fields::{Field, Target};
use crate::layers::LayerError;

/// What a mapping file says. All of it may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// What the features are.
    #[serde(default, rename = "as")]
    pub target: Option<Target>,
    /// Who says so.
    #[serde(default)]
    pub source: Option<String>,
    /// The coordinate reference system, as `EPSG:32638`.
    #[serde(default)]
    pub crs: Option<String>,
    /// Metres within which positions are thought to be right where the file does not say.
    #[serde(default)]
    pub position_error_m: Option<f64>,
    /// Columns by what they say; an empty name: none does.
    #[serde(default)]
    pub columns: BTreeMap<Field, String>,
    /// What holds for every feature that does not say otherwise.
    #[serde(default)]
    pub constants: BTreeMap<Field, String>,
    /// Codes by what they stand for and the file's own word.
    #[serde(default)]
    pub values: BTreeMap<Field, BTreeMap<String, String>>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// When it cannot be read, or holds something that is not known.
    pub fn open(path: &Path) -> Result<Self, LayerError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|source| LayerError::Unreadable { name: name.clone(), source })?;
        Self::parse(&text).map_err(|why| LayerError::Mapping { name, why })
    }

    /// Takes a mapping from text in TOML.
    ///
    /// # Errors
    /// What is wrong, and on which line.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_understood_and_a_slip_is_named() {
        let mapping = Mapping::parse(
            "as = \"records\"\n[columns]\nsheet = \"Blatt\"\n[values.device]\nPMA = \"antipersonnel_mine\"\n",
        )
        .unwrap();
        assert_eq!(mapping.target, Some(Target::Records));
        assert_eq!(mapping.columns[&Field::Sheet], "Blatt");
        let error = Mapping::parse("[columns]\nshet = \"Blatt\"\n").unwrap_err();
        assert!(error.contains("line 2") && error.contains("shet"), "{error}");
    }
}
