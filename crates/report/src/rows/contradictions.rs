//! The list of figures that cannot all be true.

use cairn_model::register::Finding;

use super::{Record, joined};

impl Record for Finding {
    const FIELDS: &'static [&'static str] =
        &["id", "kind", "values", "note", "across_documents", "documents", "claims", "settled"];

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
            (self.settled.as_ref()).map(|settled| settled.verdict.to_string()).unwrap_or_default(),
        ]
    }
}
