//! The list of cumulative and periodic figures.

use cairn_model::register::{Standing, TallyPoint, TallySeries};
use cairn_model::{Measure, TallyGroup, ValueRange};
use serde::Serialize;

use super::{Record, or_empty};

/// One source's figure beside what it counts.
#[derive(Clone, Debug, Serialize)]
pub struct TallyRow {
    /// The series that it belongs to.
    pub series: String,
    /// What is measured.
    pub measure: Measure,
    /// Whom it counts.
    pub group: TallyGroup,
    /// The area.
    pub place: Option<String>,
    /// The period that it counts.
    pub period: String,
    /// The figure.
    #[serde(flatten)]
    pub point: TallyPoint,
}

impl TallyRow {
    /// The figures of a series.
    pub fn of_series(series: &TallySeries) -> impl Iterator<Item = Self> {
        series.points.iter().map(|point| Self {
            series: series.id.clone(),
            measure: series.measure,
            group: series.group,
            place: series.place.clone(),
            period: series.period.clone(),
            point: point.clone(),
        })
    }
}

fn value_fields(value: ValueRange) -> [String; 2] {
    [value.least().to_string(), or_empty(value.most())]
}

/// Whether a claim counts, as it is called in JSON.
pub const fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Live => "live",
        Standing::Superseded => "superseded",
        Standing::Rejected => "rejected",
        Standing::Accepted => "accepted",
    }
}

impl Record for TallyRow {
    const FIELDS: &'static [&'static str] = &[
        "series",
        "measure",
        "group",
        "place",
        "period",
        "as_of",
        "value_least",
        "value_most",
        "said_by",
        "document",
        "claim",
        "standing",
    ];

    fn record(&self) -> Vec<String> {
        let mut record = vec![
            self.series.clone(),
            self.measure.code().to_owned(),
            self.group.code().to_owned(),
            or_empty(self.place.as_ref()),
            self.period.clone(),
            or_empty(self.point.as_of),
        ];
        record.extend(value_fields(self.point.value));
        record.extend([
            self.point.said_by.join("; "),
            self.point.document.clone(),
            self.point.claim.to_string(),
            standing_code(self.point.standing).to_owned(),
        ]);
        record
    }
}
