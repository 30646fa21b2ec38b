//! The list of figures that cannot all be true.

use cairn_model::register::Finding;

use super::joined;
use crate::render::list::{Column, Row};

impl Row for Finding {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Finding"),
        Column::text("Kind"),
        Column::text("What disagrees"),
        Column::text("Documents"),
    ];
    const FIELDS: &'static [&'static str] =
        &["id", "kind", "values", "note", "across_documents", "documents", "claims"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.kind.label().to_owned(),
            self.note.clone(),
            self.documents.join("; "),
        ]
    }

    fn record(&self) -> Vec<String> {
        let values: Vec<String> = self.values.iter().map(f64::to_string).collect();
        vec![
            self.id.clone(),
            self.kind.code().to_owned(),
            values.join("; "),
            self.note.clone(),
            self.across_documents.to_string(),
            self.documents.join("; "),
            joined(&self.claims),
        ]
    }
}
