//! The list of statements.

use cairn_model::{ClaimId, Statement};
use serde::Serialize;

use super::{Record, from_to, or_empty};

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

impl Record for StatementRow {
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
