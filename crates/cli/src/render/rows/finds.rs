//! The list of finds.

use cairn_model::register::Find;

use super::{from_to, joined, least_most, or_empty, place_fields, short_device, short_place};
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
    const FIELDS: &'static [&'static str] = &[
        "id",
        "action",
        "category",
        "model",
        "count_least",
        "count_most",
        "date_from",
        "date_to",
        "settlement",
        "district",
        "country",
        "lat",
        "lon",
        "precision_m",
        "sources",
        "claims",
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

    fn record(&self) -> Vec<String> {
        let mut record = vec![
            self.id.clone(),
            self.action.code().to_owned(),
            self.category.code().to_owned(),
            or_empty(self.model.as_ref()),
        ];
        record.extend(least_most(self.count));
        record.extend(from_to(&self.date));
        record.extend(place_fields(&self.place));
        record.extend([self.sources.join("; "), joined(&self.claims)]);
        record
    }
}
