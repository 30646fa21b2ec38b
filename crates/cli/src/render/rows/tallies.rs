//! The list of cumulative and periodic figures.

use cairn_model::TallyGroup;
use cairn_model::register::Standing;
use cairn_report::rows::{TallyRow, standing_code};

use crate::render::list::{Column, Row};

impl Row for TallyRow {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Series"),
        Column::text("What is counted"),
        Column::whole("As of"),
        Column::number("Figure"),
        Column::text("Said by"),
        Column::text("Document"),
    ];

    fn cells(&self) -> Vec<String> {
        let document = match self.point.standing {
            Standing::Live => self.point.document.clone(),
            other => format!("{} ({})", self.point.document, standing_code(other)),
        };
        vec![
            self.series.clone(),
            quantity(self),
            self.point.as_of.map_or_else(|| "?".to_owned(), |day| day.to_string()),
            self.point.value.to_string(),
            self.point.said_by.join("; "),
            document,
        ]
    }
}

/// What is counted, as in "casualties, all, Azerbaijan, since 2020-11-10".
fn quantity(row: &TallyRow) -> String {
    let mut parts = vec![row.measure.label().to_owned()];
    if row.group != TallyGroup::All {
        parts.push(row.group.label().to_owned());
    }
    parts.extend(row.place.clone());
    if !row.period.is_empty() {
        parts.push(row.period.clone());
    }
    parts.join(", ")
}
