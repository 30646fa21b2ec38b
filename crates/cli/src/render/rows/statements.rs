//! The list of statements.

use cairn_report::rows::StatementRow;

use super::or_empty;
use crate::render::list::{Column, Row};
use crate::render::{page, words};

impl Row for StatementRow {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Claim"),
        Column::text("Kind"),
        Column::text("Date"),
        Column::text("Speaker"),
        Column::text("To"),
        Column::text("About"),
    ];

    fn cells(&self) -> Vec<String> {
        let statement = &self.statement;
        vec![
            self.claim.to_string(),
            statement.kind.code().to_owned(),
            words::short_date(&statement.date),
            or_empty(statement.speaker.as_ref()),
            page::shortened(&statement.addressees.join("; "), 60),
            page::shortened(statement.about.as_deref().unwrap_or_default(), 90),
        ]
    }
}
