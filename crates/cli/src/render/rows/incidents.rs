//! The list of incidents.

use cairn_model::Grade;
use cairn_model::register::Incident;

use super::{short_device, short_place};
use crate::render::list::{Column, Row};
use crate::render::words;

const fn short_grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Corroborated => "corroborated",
        Grade::Confirmed => "confirmed",
        other => other.label(),
    }
}

impl Row for Incident {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Incident"),
        Column::text("Date"),
        Column::text("Place"),
        Column::text("Device"),
        Column::number("Killed"),
        Column::number("Injured"),
        Column::text("Grade"),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            words::short_date(&self.date),
            short_place(&self.place),
            short_device(self.device).to_owned(),
            words::short_count(self.killed),
            words::short_count(self.injured),
            short_grade(self.grade).to_owned(),
        ]
    }
}
