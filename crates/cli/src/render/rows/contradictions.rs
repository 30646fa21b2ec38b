//! The list of figures that cannot all be true.

use cairn_model::register::Finding;

use crate::render::list::{Column, Row};

impl Row for Finding {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Finding"),
        Column::text("Kind"),
        Column::text("What disagrees"),
        Column::text("Documents"),
        Column::text("Status"),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.kind.label().to_owned(),
            self.note.clone(),
            self.documents.join("; "),
            match &self.settled {
                None => "open".to_owned(),
                Some(settled) => format!("{} (decision {})", settled.verdict, settled.decision),
            },
        ]
    }
}
