//! The reports of `bench/reading/dev` and the words of `names.toml`, as building blocks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::error::TaskError;
use crate::random::Random;

/// One report in pieces.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its text, split at empty lines.
    pub paragraphs: Vec<String>,
    /// ISO 639-1.
    pub language: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// People that its gold reading names.
    pub people: Vec<String>,
    /// Settlements and districts that its gold reading names.
    pub places: Vec<String>,
}

/// Everything that texts are made of.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// In the order of their file names.
    pub reports: Vec<Report>,
    given: Vec<String>,
    family: Vec<String>,
    outlets: Vec<String>,
    places: BTreeMap<String, Vec<String>>,
}

/// Who and where, in one new text.
#[derive(Clone, Debug)]
pub struct Cast {
    /// Invented people.
    pub people: Vec<String>,
    /// Towns of one country.
    pub places: Vec<String>,
    /// The publisher.
    pub outlet: String,
}

impl Corpus {
    /// Reads `dev/` and `names.toml` in this folder.
    pub fn read(folder: &Path) -> Result<Self, TaskError> {
        let names = folder.join("names.toml");
        let malformed =
            |why: &str| TaskError::Malformed(names.display().to_string(), why.to_owned());
        let text = std::fs::read_to_string(&names).map_err(TaskError::file(&names))?;
        let table: toml::Table = text.parse().map_err(|error| malformed(&format!("{error}")))?;
        let list = |key: &str| {
            let list = strings(table.get(key));
            if list.is_empty() { Err(malformed(&format!("no `{key}`"))) } else { Ok(list) }
        };
        let places = table.get("places").and_then(toml::Value::as_table).into_iter().flatten();
        Ok(Self {
            reports: reports(&folder.join("dev"))?,
            given: list("given")?,
            family: list("family")?,
            outlets: list("outlets")?,
            places: places.map(|(country, list)| (country.clone(), strings(Some(list)))).collect(),
        })
    }

    /// Other people and places for a text about `country`, or about any where it has no list.
    pub fn cast(&self, random: &mut Random, country: &str) -> Cast {
        let word =
            |random: &mut Random, list: &[String]| random.pick(list).cloned().unwrap_or_default();
        let people = (0..6)
            .map(|_| format!("{} {}", word(random, &self.given), word(random, &self.family)))
            .collect();
        let all: Vec<&Vec<String>> = self.places.values().collect();
        let towns = self.places.get(country).or_else(|| random.pick(&all).copied());
        let towns = towns.map_or(&[][..], Vec::as_slice);
        Cast {
            people,
            places: (0..4).map(|_| word(random, towns)).collect(),
            outlet: word(random, &self.outlets),
        }
    }

    /// A paragraph after the lead of some report in this language.
    pub fn body_paragraph(
        &self,
        random: &mut Random,
        language: &str,
    ) -> Option<(&Report, &String)> {
        let fitting: Vec<&Report> = self
            .reports
            .iter()
            .filter(|report| report.language == language && report.paragraphs.len() > 2)
            .collect();
        let report: &Report = random.pick(&fitting).copied()?;
        let paragraph = random.pick(report.paragraphs.get(2..)?)?;
        Some((report, paragraph))
    }
}

fn strings(value: Option<&toml::Value>) -> Vec<String> {
    let list = value.and_then(toml::Value::as_array).into_iter().flatten();
    list.filter_map(|word| word.as_str().map(str::to_owned)).collect()
}

fn reports(folder: &Path) -> Result<Vec<Report>, TaskError> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(folder).map_err(TaskError::file(folder))? {
        let path = entry.map_err(TaskError::file(folder))?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            names.insert(path);
        }
    }
    names.iter().map(|path| report(path)).collect()
}

fn report(path: &Path) -> Result<Report, TaskError> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(TaskError::file(path));
    let text = read(&path.with_extension("txt"))?;
    let gold: Value = serde_json::from_str(&read(path)?)
        .map_err(|error| TaskError::Malformed(path.display().to_string(), error.to_string()))?;
    let meta = |key: &str| gold["meta"][key].as_str().unwrap_or_default().to_owned();
    let mut people = BTreeSet::new();
    let mut places = BTreeSet::new();
    for thing in things(&gold, "incidents").chain(things(&gold, "finds")) {
        for level in ["settlement", "district"] {
            places.extend(thing["place"][level].as_str().map(str::to_owned));
        }
        people.extend(
            things(thing, "victims").filter_map(|one| Some(one["name"].as_str()?.to_owned())),
        );
    }
    Ok(Report {
        paragraphs: text.split("\n\n").map(|part| part.trim().to_owned()).collect(),
        language: meta("language"),
        country: meta("country"),
        people: longest_first(people),
        places: longest_first(places),
    })
}

fn things<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

/// So that "Ashaghi Seyidahmadli" is replaced before "Seyidahmadli".
fn longest_first(names: BTreeSet<String>) -> Vec<String> {
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}
