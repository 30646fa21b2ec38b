//! The list of incidents.

use cairn_model::register::Incident;

use super::{Record, from_to, least_most, or_empty, place_fields};

impl Record for Incident {
    const FIELDS: &'static [&'static str] = &[
        "id",
        "status",
        "date_from",
        "date_to",
        "settlement",
        "district",
        "country",
        "lat",
        "lon",
        "precision_m",
        "device",
        "activity",
        "killed_least",
        "killed_most",
        "injured_least",
        "injured_most",
        "grade",
        "grade_reason",
        "sources",
        "documents",
    ];

    fn record(&self) -> Vec<String> {
        let documents: Vec<&str> = self.reports.iter().map(|r| r.document.as_str()).collect();
        let mut record = vec![self.id.to_string(), self.status.code().to_owned()];
        record.extend(from_to(&self.date));
        record.extend(place_fields(&self.place));
        record.extend([self.device.code().to_owned(), or_empty(self.activity.as_ref())]);
        record.extend(least_most(self.killed));
        record.extend(least_most(self.injured));
        record.extend([
            self.grade.code().to_owned(),
            self.grade_reason.clone(),
            self.sources.join("; "),
            documents.join("; "),
        ]);
        record
    }
}
