//! The texts to learn from.

use std::fs;
use std::path::{Path, PathBuf};

use cairn_model::{DocumentMeta, Outcome, ReportedIncident};
use cairn_reader::learned::training::Truth;

use crate::Error;

/// A text with what is true of it.
pub struct Text {
    pub set: String,
    pub id: String,
    pub text: String,
    pub meta: DocumentMeta,
    pub truth: Truth,
}

/// Reads a folder of gold, a file of gold lines or a file of short texts.
pub fn read(source: &Path) -> Result<Vec<Text>, Error> {
    if source.is_dir() {
        folder(source)
    } else if source.extension().is_some_and(|ending| ending == "jsonl") {
        gold_lines(source)
    } else {
        blocks(source)
    }
}

/// The sets and how many texts are of each.
pub fn sources_of(texts: &[Text]) -> String {
    let mut sets: Vec<(&str, usize)> = Vec::new();
    for text in texts {
        match sets.last_mut() {
            Some((set, count)) if *set == text.set => *count += 1,
            _ => sets.push((&text.set, 1)),
        }
    }
    sets.iter().map(|(set, count)| format!("{set} {count}")).collect::<Vec<_>>().join(", ")
}

fn set_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn folder(folder: &Path) -> Result<Vec<Text>, Error> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "json"));
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let gold: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        let incidents: Vec<ReportedIncident> = serde_json::from_value(gold["incidents"].clone())
            .map_err(|error| format!("{}: {error}", path.display()))?;
        texts.push(Text {
            set: set_of(folder),
            id: set_of(&path),
            text: fs::read_to_string(path.with_extension("txt"))?,
            meta: serde_json::from_value(gold["meta"].clone())?,
            truth: Truth::Incidents(incidents),
        });
    }
    Ok(texts)
}

/// `NAME.jsonl`: a gold reading a line, with its text.
fn gold_lines(file: &Path) -> Result<Vec<Text>, Error> {
    let content = fs::read_to_string(file)?;
    let read = |(number, line): (usize, &str)| -> Result<Text, Error> {
        let wrong = |error| format!("{}, line {number}: {error}", file.display());
        let gold: serde_json::Value = serde_json::from_str(line).map_err(wrong)?;
        let text = |name: &str| gold[name].as_str().unwrap_or_default().to_owned();
        Ok(Text {
            set: format!("training-{}", set_of(file)),
            id: text("id"),
            text: text("text"),
            meta: serde_json::from_value(gold["meta"].clone()).map_err(wrong)?,
            truth: Truth::Incidents(
                serde_json::from_value(gold["incidents"].clone()).map_err(wrong)?,
            ),
        })
    };
    (1..).zip(content.lines()).map(read).collect()
}

/// `LANGUAGE.txt`: texts parted by empty lines, each followed by a line `= NAME OUTCOME, …` of its victims;
/// ` | ` stands for a new paragraph.
fn blocks(file: &Path) -> Result<Vec<Text>, Error> {
    let content = fs::read_to_string(file)?;
    let mut texts = Vec::new();
    for block in content.split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with('#')).collect();
        let Some((last, body)) = lines.split_last() else { continue };
        let victims = last.strip_prefix('=').ok_or_else(|| format!("no `=` line: {last}"))?;
        let mut known = Vec::new();
        for victim in victims.split(',').map(str::trim).filter(|v| !v.is_empty()) {
            let (name, outcome) = victim.rsplit_once(' ').ok_or("expected NAME OUTCOME")?;
            let outcome: Outcome = outcome.parse().map_err(|_| format!("outcome: {victim}"))?;
            known.push((name.to_owned(), outcome));
        }
        texts.push(Text {
            set: format!("training-{}", set_of(file)),
            id: format!("{}", texts.len() + 1),
            text: body.join("\n").replace(" | ", "\n\n"),
            meta: DocumentMeta {
                language: Some(set_of(file)),
                published: "2024-05-14".parse().ok(),
                ..DocumentMeta::default()
            },
            truth: Truth::Names(known),
        });
    }
    Ok(texts)
}
