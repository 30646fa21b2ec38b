//! The list of victims.

use cairn_report::rows::VictimRow;

use super::or_empty;
use crate::render::list::{Column, Row};
use crate::render::words;

impl Row for VictimRow {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Incident"),
        Column::text("Date"),
        Column::text("Name"),
        Column::text("Outcome"),
        Column::text("Group"),
        Column::whole("Sex"),
        Column::number("Age"),
        Column::text("Occupation"),
    ];

    fn cells(&self) -> Vec<String> {
        let victim = &self.victim;
        let unnamed = if self.redacted { "(withheld)" } else { "(not named)" };
        vec![
            self.incident.to_string(),
            words::short_date(&self.date),
            victim.name.clone().unwrap_or_else(|| unnamed.to_owned()),
            victim.outcome.label().to_owned(),
            victim.group.label().to_owned(),
            or_empty(victim.sex),
            or_empty(victim.age),
            or_empty(victim.occupation.as_ref()),
        ]
    }
}
