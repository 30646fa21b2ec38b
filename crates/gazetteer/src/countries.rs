//! The countries and what they are called (`lexicon/countries.tsv`), parsed once in a program's life.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::letters;
use crate::types::CountryCode;

const FILE: &str = include_str!("../../../lexicon/countries.tsv");

/// Codes by the folded letters of names: not by spelling key, for which Sera would be Syria. Only looked up, never listed, so its order does not matter.
pub(crate) struct Countries {
    by_letters: HashMap<String, CountryCode>,
}

/// The table that comes with the program.
pub(crate) fn table() -> &'static Countries {
    static TABLE: OnceLock<Countries> = OnceLock::new();
    TABLE.get_or_init(|| Countries::parse(FILE))
}

impl Countries {
    /// Lines that are not a code and a name are passed over; a test sees to it that there are none.
    fn parse(text: &str) -> Self {
        let mut by_letters = HashMap::new();
        for (code, names) in lines(text).filter_map(|(_, line)| line_of(line)) {
            for name in names {
                by_letters.entry(joined(&letters::words(name))).or_insert(code);
            }
        }
        Self { by_letters }
    }

    pub(crate) fn code(&self, name: &str) -> Option<CountryCode> {
        self.code_of_words(&letters::words(name))
    }

    /// The same of a name whose letters are folded already.
    pub(crate) fn code_of_words(&self, words: &[String]) -> Option<CountryCode> {
        self.by_letters.get(&joined(words)).copied()
    }
}

/// A name without case, accents, spaces and a leading article.
fn joined(words: &[String]) -> String {
    match words {
        [article, rest @ ..] if article == "the" && !rest.is_empty() => rest.concat(),
        all => all.concat(),
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| {
        !line.is_empty() && !line.starts_with('#') && !line.starts_with("iso2\t")
    })
}

fn line_of(line: &str) -> Option<(CountryCode, impl Iterator<Item = &str>)> {
    let mut fields = line.split('\t');
    let code = CountryCode::parse(fields.next()?)?;
    let name = fields.next().filter(|name| !name.is_empty())?;
    let others = fields.next().unwrap_or_default().split('|').filter(|name| !name.is_empty());
    Some((code, std::iter::once(name).chain(others)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_line_is_a_code_a_name_other_names_and_adjectives() {
        let mut owners: BTreeMap<String, CountryCode> = BTreeMap::new();
        let mut count = 0;
        for (number, line) in lines(FILE) {
            assert_eq!(line.split('\t').count(), 4, "line {number}: {line}");
            let (code, names) = line_of(line).unwrap();
            for name in names {
                let owner = *owners.entry(joined(&letters::words(name))).or_insert(code);
                assert_eq!(owner, code, "line {number}: {name} is also the name of {owner}");
            }
            assert!(!line.ends_with('\t'), "line {number} has no adjective: {line}");
            count += 1;
        }
        assert!(count >= 249, "{count} countries");
    }

    #[test]
    fn names_in_several_languages_lead_to_the_code() {
        for (name, code) in [
            ("Azerbaijan", "AZ"),
            ("Azərbaycan", "AZ"),
            ("Афганистан", "AF"),
            ("Cambodge", "KH"),
            ("Bosnia-Herzegovina", "BA"),
            ("Bosnia and Herzegovina", "BA"),
            ("the Democratic Republic of the Congo", "CD"),
            ("DR Congo", "CD"),
            ("Burma", "MM"),
            ("UK", "GB"),
            ("USA", "US"),
            ("South Sudan", "SS"),
            ("Kosovo", "XK"),
        ] {
            assert_eq!(table().code(name).map(|c| c.to_string()).as_deref(), Some(code), "{name}");
        }
        assert_eq!(table().code("Atlantis"), None);
    }
}
