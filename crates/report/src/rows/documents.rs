//! The list of documents.

use cairn_store::DocumentSummary;

use super::Record;

impl Record for DocumentSummary {
    const FIELDS: &'static [&'static str] = &[
        "id",
        "label",
        "title",
        "publisher",
        "published",
        "language",
        "incidents",
        "finds",
        "tallies",
        "contradictions",
        "statements",
        "superseded_by",
        "hazards",
        "records",
        "releases",
    ];

    fn record(&self) -> Vec<String> {
        let mut record = vec![
            self.id.to_string(),
            self.label.clone(),
            self.title.clone(),
            self.publisher.clone().unwrap_or_default(),
            self.published.clone().unwrap_or_default(),
            self.language.clone().unwrap_or_default(),
        ];
        record.extend(self.claims.iter().map(u64::to_string));
        record.push(self.superseded_by.clone().unwrap_or_default());
        record.extend(self.land.iter().map(u64::to_string));
        record
    }
}
