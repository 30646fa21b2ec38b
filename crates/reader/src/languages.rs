//! The languages that Cairn reads: one folder of `lexicon/` each, compiled into the program.

use std::fmt::Write;

use crate::lexicon::{Lexicon, LexiconError};

/// Files by language and class.
static FILES: &[(&str, &[(&str, &str)])] = include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// Countries with their English names and adjectives; other languages have a `countries.tsv` of
/// their own.
static COUNTRIES: &str = include!(concat!(env!("OUT_DIR"), "/countries.rs"));

/// Type designations in Latin letters, in all languages.
static MODELS: &str = include!(concat!(env!("OUT_DIR"), "/device_models.rs"));

/// Events that cumulative figures are counted from, in all languages.
static EVENTS: &str = include!(concat!(env!("OUT_DIR"), "/events.rs"));

/// Languages that are read with another's lexicon.
static SHARED: &str = include!(concat!(env!("OUT_DIR"), "/shared.rs"));

/// The code of the lexicon that a language is read with: its own, unless it shares another's.
pub fn lexicon_of(language: &str) -> &str {
    SHARED
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .find(|(code, _)| *code == language)
        .map_or(language, |(_, shared)| shared)
}

/// Languages that have a lexicon, ISO 639-1.
pub fn languages() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(language, _)| *language)
}

/// The file of this class of each language that has one, with the language.
pub(crate) fn files_of(class: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().filter_map(move |(language, files)| {
        files.iter().find(|(name, _)| *name == class).map(|(_, content)| (*language, *content))
    })
}

/// Compiles the lexicon of a language; `None` when there is none.
///
/// # Errors
/// When a line of a lexicon file cannot be used.
pub fn lexicon(language: &str) -> Option<Result<Lexicon, LexiconError>> {
    let (language, files) = FILES.iter().find(|(known, _)| *known == language)?;
    let mut files = files.to_vec();
    let countries = country_terms();
    let events = event_terms();
    files.push(("events", &events));
    files.push(("device_models", MODELS));
    if *language == "en" {
        files.push(("countries", &countries));
    }
    Some(Lexicon::compile(language, &files))
}

/// The shared table of countries (iso2, name, other names, adjectives) as lexicon lines.
fn country_terms() -> String {
    let mut lines = String::new();
    for line in COUNTRIES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [code, name, rest @ ..] = columns.as_slice() else {
            continue;
        };
        if code.len() != 2 {
            continue;
        }
        let others = rest.first().copied().unwrap_or_default();
        let adjectives = rest.get(1).copied().unwrap_or_default();
        let names: Vec<&str> = [*name, others].into_iter().filter(|s| !s.is_empty()).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{}\t{name}\tcode={code}", names.join("|"));
        if !adjectives.is_empty() {
            let _ = writeln!(lines, "{adjectives}\t{name}\tcode={code} adjective");
        }
    }
    lines
}

/// The shared table of events (day, aliases) as lexicon lines; its other rows are the register's.
fn event_terms() -> String {
    EVENTS
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(day, _)| day.parse::<jiff::civil::Date>().is_ok())
        .fold(String::new(), |mut lines, (day, aliases)| {
            // Writing to a String cannot fail.
            let _ = writeln!(lines, "{aliases}\t{day}");
            lines
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_share_a_lexicon_that_is_there() {
        assert_eq!((lexicon_of("bs"), lexicon_of("hr"), lexicon_of("en")), ("hr", "hr", "en"));
        let shared = SHARED.lines().filter_map(|line| line.split_once('\t'));
        for (code, of) in shared {
            assert!(languages().any(|known| known == of), "{code} shares {of}");
            assert!(languages().all(|known| known != code), "{code} has a lexicon of its own");
        }
    }

    #[test]
    fn every_lexicon_compiles() {
        for language in languages() {
            if let Some(Err(error)) = lexicon(language) {
                panic!("{error}");
            }
        }
        assert!(languages().any(|language| language == "en"));
    }
}
