//! Names of columns and words of their values, from `lexicon/columns`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fields::{Field, Target};

/// Later files stand behind earlier ones.
const NAMES: [&str; 3] = [
    include_str!("../../../../lexicon/columns/own.tsv"),
    include_str!("../../../../lexicon/columns/imsma.tsv"),
    include_str!("../../../../lexicon/columns/spanish.tsv"),
];
const VALUES: &str = include_str!("../../../../lexicon/columns/values.tsv");
/// Type designations, as the reader has them: in a column of devices they need no noun beside them.
const MODELS: &str = include_str!("../../../../lexicon/device_models.tsv");

/// Characters of a column's name in a shapefile at most.
pub(super) const CUT: usize = 10;

/// A name that columns of a field have.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) field: Field,
    pub(super) key: String,
    /// The same cut to the ten characters that shapefiles have room for, where it is longer.
    pub(super) cut: Option<String>,
    /// What files it is for; empty for all.
    pub(super) targets: Vec<Target>,
    /// Metres within which a position is known by this name alone.
    pub(super) metres: Option<u32>,
}

/// A vocabulary of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Words {
    Outcome,
    Sex,
    Group,
    Device,
    HazardKind,
    LandStatus,
    ReleaseKind,
    Action,
    Evidence,
    Severity,
    Missing,
}

impl Words {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "outcome" => Self::Outcome,
            "sex" => Self::Sex,
            "group" => Self::Group,
            "device" => Self::Device,
            "hazard_kind" => Self::HazardKind,
            "land_status" => Self::LandStatus,
            "release_kind" => Self::ReleaseKind,
            "action" => Self::Action,
            "evidence_class" => Self::Evidence,
            "severity" => Self::Severity,
            "missing" => Self::Missing,
            _ => return None,
        })
    }

    /// The vocabulary of a field in files of this kind, if it has one.
    pub(super) fn of(field: Field, target: Target) -> Option<Self> {
        Some(match (field, target) {
            (Field::Outcome, _) => Self::Outcome,
            (Field::Sex, _) => Self::Sex,
            (Field::Group, _) => Self::Group,
            (Field::Device, _) => Self::Device,
            (Field::Kind, Target::Clearance) => Self::ReleaseKind,
            (Field::Kind, _) => Self::HazardKind,
            (Field::Status, _) => Self::LandStatus,
            (Field::Action, _) => Self::Action,
            (Field::Basis, _) => Self::Evidence,
            (Field::QaSeverity, _) => Self::Severity,
            _ => return None,
        })
    }
}

/// All that is known of columns.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub(super) names: Vec<Name>,
    /// Codes by vocabulary and word.
    values: BTreeMap<(Words, String), String>,
}

/// The lexicon that comes with the program.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for line in NAMES.iter().flat_map(|file| rows(file)) {
        lexicon.names.extend(name(&line));
    }
    for line in rows(VALUES) {
        if let [words, code, word] = line.as_slice()
            && let Some(words) = Words::parse(words)
        {
            lexicon.values.insert((words, word_key(word)), (*code).to_owned());
        }
    }
    for line in rows(MODELS) {
        let [designations, code, ..] = line.as_slice() else { continue };
        for designation in designations.split('|') {
            // Words of a device's own vocabulary come first.
            let key = (Words::Device, word_key(designation.trim_end_matches("(s)")));
            lexicon.values.entry(key).or_insert_with(|| (*code).to_owned());
        }
    }
    lexicon
});

fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

fn name(row: &[&str]) -> Option<Name> {
    let [field, name, targets, metres] = row else { return None };
    Some(Name {
        field: Field::parse(field)?,
        key: name_key(name),
        cut: name.char_indices().nth(CUT).and_then(|(at, _)| Some(name_key(name.get(..at)?))),
        targets: targets.split(',').filter_map(Target::parse).collect(),
        metres: metres.parse().ok(),
    })
}

impl Lexicon {
    /// The code of a value in a vocabulary: by the word that stands for it, the code itself, or for
    /// several values that are all of one code, as `PMN, PMN-2`, that code.
    pub(super) fn code(&self, words: Words, value: &str) -> Option<&str> {
        self.code_of_one(words, value).or_else(|| {
            let mut parts = value.split([',', ';', '/', '+', '|']).map(str::trim);
            let first = self.code_of_one(words, parts.next()?)?;
            parts.all(|part| self.code_of_one(words, part) == Some(first)).then_some(first)
        })
    }

    fn code_of_one(&self, words: Words, value: &str) -> Option<&str> {
        let key = word_key(value);
        self.values.get(&(words, key.clone())).map(String::as_str).or_else(|| {
            let codes = self.values.iter().filter(|((of, _), _)| *of == words);
            codes.map(|(_, code)| code.as_str()).find(|code| word_key(code) == key)
        })
    }

    /// Whether a value says that nothing is known.
    pub(super) fn is_missing(&self, value: &str) -> bool {
        let key = word_key(value);
        key.is_empty() || self.values.contains_key(&(Words::Missing, key))
    }
}

/// A name of a column as it is compared: letters and digits alone.
pub(super) fn name_key(name: &str) -> String {
    plain(name).filter(|c| c.is_alphanumeric()).collect()
}

/// A value as it is compared: words with one space between.
pub(super) fn word_key(value: &str) -> String {
    let spaced: String = plain(value).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lower case without accents.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_understood() {
        for file in NAMES {
            for row in rows(file) {
                let name = name(&row).unwrap_or_else(|| panic!("{row:?}"));
                let targets = if row[2] == "-" { 0 } else { row[2].split(',').count() };
                assert_eq!(name.targets.len(), targets, "{row:?}");
                assert!(row[3] == "-" || name.metres.is_some(), "{row:?}");
            }
        }
        for row in rows(VALUES) {
            assert!(row.len() == 3 && Words::parse(row[0]).is_some(), "{row:?}");
        }
    }

    #[test]
    fn spellings_meet() {
        assert_eq!(name_key("Fecha_Accidente "), name_key("FECHA ACCIDENTE"));
        assert_eq!(name_key("Ubicación"), "ubicacion");
        assert_eq!(LEXICON.code(Words::Sex, "HOMBRE"), Some("male"));
        assert_eq!(LEXICON.code(Words::Device, "antipersonnel_mine"), Some("antipersonnel_mine"));
        assert_eq!(LEXICON.code(Words::Sex, "Herido"), None);
        assert_eq!(LEXICON.code(Words::Device, "PMN-2"), Some("antipersonnel_mine"));
        assert_eq!(LEXICON.code(Words::Device, "TM-62M; TM-46"), Some("antivehicle_mine"));
        assert_eq!(LEXICON.code(Words::Device, "PMN, TM-62M"), None);
        assert_eq!(LEXICON.code(Words::Device, "XYZ-1"), None);
        assert!(LEXICON.is_missing("Sin información"));
    }
}
