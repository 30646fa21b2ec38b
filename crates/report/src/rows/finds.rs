//! The list of finds.

use cairn_model::register::Find;

use super::{Record, from_to, joined, least_most, or_empty, place_fields};

impl Record for Find {
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
