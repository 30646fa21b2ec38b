//! The list of documents.

use cairn_store::DocumentSummary;

use crate::render::list::{Column, Row};
use crate::render::page::shortened;

impl Row for DocumentSummary {
    const COLUMNS: &'static [Column] = &[
        Column::text("Document"),
        Column::whole("Published"),
        Column::text("Publisher"),
        Column::text("Title"),
        Column::number("Claims"),
        Column::text("Replaced by"),
    ];
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

    fn cells(&self) -> Vec<String> {
        vec![
            self.label.clone(),
            self.published.clone().unwrap_or_else(|| "?".to_owned()),
            self.publisher.clone().unwrap_or_else(|| "?".to_owned()),
            shortened(&self.title, 70),
            self.claims.iter().chain(&self.land).sum::<u64>().to_string(),
            self.superseded_by.clone().unwrap_or_default(),
        ]
    }

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
