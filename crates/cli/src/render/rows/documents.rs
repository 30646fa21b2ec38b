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
}
