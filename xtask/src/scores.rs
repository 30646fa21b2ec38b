//! The figures of one gold set, as a table for people and by name for bounds.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Value, json};

use crate::error::TaskError;

/// What `score.py` says of one set.
#[derive(Clone, Debug)]
pub struct Scores {
    /// The folder's name.
    pub set: String,
    /// What it says of the readings.
    pub readings: Value,
    register: Value,
}

impl Scores {
    /// From the two answers of `score.py --json`.
    pub fn parse(set: &str, readings: &str, register: &str) -> Result<Self, TaskError> {
        let parse = |text: &str| {
            serde_json::from_str(text)
                .map_err(|error| TaskError::Malformed("score.py".to_owned(), error.to_string()))
        };
        Ok(Self { set: set.to_owned(), readings: parse(readings)?, register: parse(register)? })
    }

    /// How many reports the set has.
    pub fn documents(&self) -> usize {
        let count = self.readings["documents"].as_u64().unwrap_or_default();
        usize::try_from(count).unwrap_or(usize::MAX)
    }

    /// For programs.
    pub fn to_json(&self) -> Value {
        json!({"readings": self.readings, "register": self.register})
    }

    /// Every figure by name: `incident.f1`, `find_strict.p`, `register.f1`, `unread` …
    pub fn by_name(&self) -> BTreeMap<String, f64> {
        let mut figures = BTreeMap::new();
        let mut put = |name: String, value: &Value| {
            if let Some(value) = value.as_f64() {
                figures.insert(name, value);
            }
        };
        for (name, value) in self.readings.as_object().into_iter().flatten() {
            put(name.clone(), value);
        }
        for (slot, row) in self.slots() {
            for (column, value) in row.as_object().into_iter().flatten() {
                put(format!("{slot}.{column}"), value);
            }
        }
        for (column, value) in self.register["pairs"].as_object().into_iter().flatten() {
            put(format!("register.{column}"), value);
        }
        figures
    }

    fn slots(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.readings["slots"].as_object().into_iter().flatten()
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |name: &str| self.readings[name].as_u64().unwrap_or_default();
        writeln!(f, "{}: {} documents", self.set, whole("documents"))?;
        writeln!(
            f,
            "  {:<18}{:>10}{:>10}{:>10}{:>8}{:>8}",
            "", "precision", "recall", "F1", "gold", "read"
        )?;
        let links = ("linked pairs".to_owned(), self.register["pairs"].clone());
        let slots = self.slots().map(|(slot, row)| (slot.replace('_', " "), row.clone()));
        for (name, row) in slots.chain([links]) {
            // Of nothing at all there is no share.
            let nothing = row["gold"] == 0 && row["got"].as_u64().unwrap_or_default() == 0;
            let share = |column: &str| match row[column].as_f64() {
                Some(value) if !nothing => format!("{value:.3}"),
                _ => "–".to_owned(),
            };
            let count = |column: &str| match row[column].as_u64() {
                Some(value) => value.to_string(),
                None => "–".to_owned(),
            };
            writeln!(
                f,
                "  {name:<18}{:>10}{:>10}{:>10}{:>8}{:>8}",
                share("p"),
                share("r"),
                share("f1"),
                count("gold"),
                count("got")
            )?;
        }
        writeln!(
            f,
            "  documents without an incident: {}, of these read as having one: {}",
            whole("quiet_documents"),
            whole("quiet_with_false_incident")
        )?;
        write!(
            f,
            "  documents without a contradiction: {}, of these flagged: {}",
            whole("consistent_documents"),
            whole("consistent_with_false_alarm")
        )
    }
}

#[cfg(test)]
pub mod tests {
    use super::Scores;

    /// Scores with an incident F1 of 0.8, links of 0.5 and one false alarm.
    pub fn example() -> Scores {
        Scores::parse(
            "dev",
            r#"{"documents": 80, "unread": 0,
                "slots": {"incident": {"p": 0.9, "r": 0.72, "f1": 0.8, "gold": 10, "got": 8},
                          "victim_outcome": {"r": 0.5, "gold": 4}},
                "quiet_documents": 20, "quiet_with_false_incident": 1,
                "consistent_documents": 70, "consistent_with_false_alarm": 2}"#,
            r#"{"items": 5, "pairs": {"p": 1.0, "r": 0.333, "f1": 0.5, "gold": 3, "got": 1}}"#,
        )
        .unwrap()
    }

    #[test]
    fn every_figure_has_a_name() {
        let figures = example().by_name();
        assert_eq!(figures["incident.f1"], 0.8);
        assert_eq!(figures["victim_outcome.r"], 0.5);
        assert_eq!(figures["register.f1"], 0.5);
        assert_eq!(figures["quiet_with_false_incident"], 1.0);
    }

    #[test]
    fn the_table_lines_up() {
        let table = example().to_string();
        let expected = "\
dev: 80 documents
                     precision    recall        F1    gold    read
  incident               0.900     0.720     0.800      10       8
  victim outcome             –     0.500         –       4       –
  linked pairs           1.000     0.333     0.500       3       1
  documents without an incident: 20, of these read as having one: 1
  documents without a contradiction: 70, of these flagged: 2";
        assert_eq!(table, expected);
    }
}
