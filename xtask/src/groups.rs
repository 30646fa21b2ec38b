//! Scores of parts of a gold set: reports in one language, reports of one occasion, of several, of none.
//!
//! Each part is scored as a set of its own, on the readings of the whole set.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::TaskError;

/// A column of the table: the figure's name in `score.py`, and the column's title.
const COLUMNS: [(&str, &str); 12] = [
    ("incident", "incident"),
    ("incident_strict", "strict"),
    ("date", "date"),
    ("place", "place"),
    ("device", "device"),
    ("killed", "killed"),
    ("injured", "injured"),
    ("victim_name", "names"),
    ("said_by", "said by"),
    ("find", "find"),
    ("tally", "tally"),
    ("contradiction", "contrad."),
];

/// Fewer reports than this say nothing about a group.
const LEAST: usize = 2;

/// A part of a gold set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Reports in a language, ISO 639-1.
    Language(String),
    /// Reports of so many incidents.
    Occasions(Occasions),
}

/// How many incidents a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasions {
    None,
    One,
    Several,
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Language(code) => code,
            Self::Occasions(Occasions::None) => "no incident",
            Self::Occasions(Occasions::One) => "one incident",
            Self::Occasions(Occasions::Several) => "several incidents",
        })
    }
}

impl Group {
    /// The groups of a report, by its gold reading.
    fn of(gold: &Value) -> [Self; 2] {
        let language = gold["meta"]["language"].as_str().unwrap_or("?");
        let occasions = match gold["incidents"].as_array().map_or(0, Vec::len) {
            0 => Occasions::None,
            1 => Occasions::One,
            _ => Occasions::Several,
        };
        [Self::Language(language.to_owned()), Self::Occasions(occasions)]
    }
}

/// Copies each part of a gold set to a folder of its own below `work`; gives the folders with the
/// number of reports in them. A set that is all of one group has no such part.
pub fn split(gold: &Path, work: &Path) -> Result<Vec<(Group, usize, PathBuf)>, TaskError> {
    let mut members: BTreeMap<Group, Vec<PathBuf>> = BTreeMap::new();
    let mut all = 0;
    for entry in fs::read_dir(gold).map_err(TaskError::file(gold))? {
        let path = entry.map_err(TaskError::file(gold))?.path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let text = fs::read_to_string(&path).map_err(TaskError::file(&path))?;
        let reading: Value = serde_json::from_str(&text)
            .map_err(|error| TaskError::Malformed(path.display().to_string(), error.to_string()))?;
        all += 1;
        for group in Group::of(&reading) {
            members.entry(group).or_default().push(path.clone());
        }
    }
    members.retain(|_, paths| (LEAST..all).contains(&paths.len()));
    let mut parts = Vec::new();
    for (group, paths) in members {
        let folder = work.join(group.to_string().replace(' ', "-"));
        fs::create_dir_all(&folder).map_err(TaskError::file(&folder))?;
        for path in &paths {
            for file in [path.clone(), path.with_extension("txt")] {
                let name = file.file_name().unwrap_or_default();
                fs::copy(&file, folder.join(name)).map_err(TaskError::file(&file))?;
            }
        }
        parts.push((group, paths.len(), folder));
    }
    Ok(parts)
}

/// One line of the table.
pub struct Row {
    /// What was scored.
    pub name: String,
    /// How many reports.
    pub reports: usize,
    /// What `score.py readings --json` said.
    pub readings: Value,
}

/// F1 by group, as a table.
pub struct Table(pub Vec<Row>);

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<20}{:>8}", "F1", "reports")?;
        for (_, title) in COLUMNS {
            write!(f, "{title:>10}")?;
        }
        for row in &self.0 {
            write!(f, "\n{:<20}{:>8}", row.name, row.reports)?;
            for (slot, _) in COLUMNS {
                let slot = &row.readings["slots"][slot];
                let nothing = slot["gold"] == 0 && slot["got"].as_u64().unwrap_or_default() == 0;
                match slot["f1"].as_f64() {
                    Some(f1) if !nothing => write!(f, "{f1:>10.3}")?,
                    _ => write!(f, "{:>10}", "–")?,
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_report_is_of_its_language_and_of_so_many_occasions() {
        let gold = json!({"meta": {"language": "fr"}, "incidents": [{}, {}]});
        let groups = Group::of(&gold).map(|group| group.to_string());
        assert_eq!(groups, ["fr", "several incidents"]);
    }

    #[test]
    fn what_nobody_asked_for_has_no_score() {
        let readings = json!({"slots": {
            "incident": {"f1": 0.5, "gold": 2, "got": 2},
            "find": {"f1": 1.0, "gold": 0, "got": 0},
        }});
        let table = Table(vec![Row { name: "fr".to_owned(), reports: 2, readings }]).to_string();
        let line: Vec<&str> = table.lines().nth(1).unwrap().split_whitespace().collect();
        assert_eq!(line[..4], ["fr", "2", "0.500", "–"]);
    }

    #[test]
    fn parts_are_folders_of_their_own() {
        let root = std::env::temp_dir().join(format!("cairn-groups-{}", std::process::id()));
        let (gold, work) = (root.join("gold"), root.join("work"));
        fs::create_dir_all(&gold).unwrap();
        for (name, language) in [("a", "en"), ("b", "fr"), ("c", "fr")] {
            let reading = json!({"meta": {"language": language}, "incidents": []});
            fs::write(gold.join(name).with_extension("json"), reading.to_string()).unwrap();
            fs::write(gold.join(name).with_extension("txt"), "text").unwrap();
        }
        let parts = split(&gold, &work).unwrap();
        // All are without an incident, and one report in English is too few.
        assert_eq!(parts.len(), 1);
        assert_eq!((parts[0].0.to_string().as_str(), parts[0].1), ("fr", 2));
        assert!(parts[0].2.join("b.txt").exists() && !parts[0].2.join("a.txt").exists());
        fs::remove_dir_all(&root).unwrap();
    }
}
