//! The list of cumulative and periodic figures.

use cairn_model::register::{Standing, TallyPoint, TallySeries};
use cairn_model::{Measure, TallyGroup, ValueRange};
use serde::Serialize;

use super::or_empty;
use crate::render::list::{Column, Row};

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

    /// What is counted, as in "casualties, all, Azerbaijan, since 2020-11-10".
    fn quantity(&self) -> String {
        let mut parts = vec![self.measure.label().to_owned()];
        if self.group != TallyGroup::All {
            parts.push(self.group.label().to_owned());
        }
        parts.extend(self.place.clone());
        if !self.period.is_empty() {
            parts.push(self.period.clone());
        }
        parts.join(", ")
    }
}

fn value_fields(value: ValueRange) -> [String; 2] {
    [value.least().to_string(), or_empty(value.most())]
}

const fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::Live => "live",
        Standing::Superseded => "superseded",
        Standing::Rejected => "rejected",
        Standing::Accepted => "accepted",
    }
}

impl Row for TallyRow {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Series"),
        Column::text("What is counted"),
        Column::whole("As of"),
        Column::number("Figure"),
        Column::text("Said by"),
        Column::text("Document"),
    ];
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

    fn cells(&self) -> Vec<String> {
        let document = match self.point.standing {
            Standing::Live => self.point.document.clone(),
            other => format!("{} ({})", self.point.document, standing_code(other)),
        };
        vec![
            self.series.clone(),
            self.quantity(),
            self.point.as_of.map_or_else(|| "?".to_owned(), |day| day.to_string()),
            self.point.value.to_string(),
            self.point.said_by.join("; "),
            document,
        ]
    }

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
