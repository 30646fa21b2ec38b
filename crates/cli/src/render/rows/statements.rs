//! The list of statements.

use cairn_model::{ClaimId, Statement};
use serde::Serialize;

use super::{from_to, or_empty};
use crate::render::list::{Column, Row};
use crate::render::{page, words};

/// A statement beside the document that reports it.
#[derive(Clone, Debug, Serialize)]
pub struct StatementRow {
    /// The claim.
    pub claim: ClaimId,
    /// What the document is called.
    pub document: String,
    /// What was said or done.
    #[serde(flatten)]
    pub statement: Statement,
}

impl Row for StatementRow {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Claim"),
        Column::text("Kind"),
        Column::text("Date"),
        Column::text("Speaker"),
        Column::text("To"),
        Column::text("About"),
    ];
    const FIELDS: &'static [&'static str] = &[
        "claim",
        "document",
        "kind",
        "speaker",
        "addressees",
        "about",
        "date_from",
        "date_to",
        "instruments",
        "quotes",
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

    fn record(&self) -> Vec<String> {
        let statement = &self.statement;
        let quotes: Vec<&str> = statement.evidence.iter().map(|one| one.text.as_str()).collect();
        let mut record = vec![
            self.claim.to_string(),
            self.document.clone(),
            statement.kind.code().to_owned(),
            or_empty(statement.speaker.as_ref()),
            statement.addressees.join("; "),
            or_empty(statement.about.as_ref()),
        ];
        record.extend(from_to(&statement.date));
        record.extend([statement.instruments.join("; "), quotes.join(" … ")]);
        record
    }
}
