//! The list of finds.

use cairn_model::register::Find;

use super::{short_device, short_place};
use crate::render::list::{Column, Row};
use crate::render::words;

impl Row for Find {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Find"),
        Column::text("Date"),
        Column::text("Place"),
        Column::text("Ordnance"),
        Column::number("Count"),
        Column::text("Action"),
        Column::text("Sources"),
    ];

    fn cells(&self) -> Vec<String> {
        let ordnance = match &self.model {
            Some(model) => format!("{} ({model})", short_device(self.category)),
            None => short_device(self.category).to_owned(),
        };
        vec![
            self.id.clone(),
            words::short_date(&self.date),
            short_place(&self.place),
            ordnance,
            words::short_count(self.count),
            self.action.label().to_owned(),
            self.sources.join("; "),
        ]
    }
}
