//! What reports quote, beside what follows from the register's own data.
//!
//! "25 % reliable" does not say of what, nor counted how. For each such figure this looks for the
//! readings under which it and the computed ones could both hold: which tolerance, which relative
//! exposure of mapped ground, which denominator.

mod together;
mod ways;

use cairn_ground::result::Reliability;
use cairn_model::register::{TallyPoint, TallySeries};
use cairn_model::{DateSpan, Measure, Place};
use cairn_store::Store;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::ReportError;
use crate::filter::{Facts, Verdict};
use crate::question::Question;

pub use together::Together;
pub(crate) use ways::ENOUGH;
pub use ways::{Reading, Way};

/// What reports quote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quoted {
    /// Each figure, in order of series and day.
    pub figures: Vec<QuotedFigure>,
    /// Pairs of figures, and what must hold for both to be right.
    pub together: Vec<Together>,
}

/// A figure that a report quotes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct QuotedFigure {
    /// What it measures: reliability of maps, or explosions off the maps.
    pub measure: Measure,
    /// The figure, per cent: least and most.
    pub percent: [f64; 2],
    /// The area it is about, as the report names it.
    pub place: Option<String>,
    /// The day that it is for.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub as_of: Option<Date>,
    /// Who says so.
    pub said_by: Vec<String>,
    /// The report.
    pub document: String,
    /// The claim.
    pub claim: String,
    /// Readings of it, those that hold first.
    pub ways: Vec<Way>,
}

/// Sets quoted figures beside computed ones.
pub(crate) fn quoted(
    store: &dyn Store,
    question: &Question,
    figures: &Reliability,
) -> Result<Quoted, ReportError> {
    let mut found = Vec::new();
    store.series(&mut |series| {
        if matches!(
            series.measure,
            Measure::MapReliabilityPercent | Measure::OffMapIncidentsPercent
        ) {
            let points = series.points.iter().filter(|point| point.standing.counts());
            let wanted = points.filter(|point| is_wanted(question, &series, point));
            found.extend(wanted.map(|point| figure(&series, point, figures)));
        }
        Ok(())
    })?;
    let together = together::together(&found);
    Ok(Quoted { figures: found, together })
}

fn is_wanted(question: &Question, series: &TallySeries, point: &TallyPoint) -> bool {
    let place = Place { country: series.place.clone(), ..Place::default() };
    let facts = Facts {
        kinds: &[],
        sources: &point.said_by,
        device: None,
        date: point.as_of.map_or(DateSpan::UNKNOWN, DateSpan::day),
        status: None,
        place: &place,
        bounds: None,
        sheet: None,
        documents: std::slice::from_ref(&point.document),
    };
    question.quoted.judge(&facts) == Verdict::Keep
}

fn figure(series: &TallySeries, point: &TallyPoint, figures: &Reliability) -> QuotedFigure {
    let least = point.value.least();
    let percent = [least, point.value.most().unwrap_or(least)];
    QuotedFigure {
        measure: series.measure,
        percent,
        place: series.place.clone(),
        as_of: point.as_of,
        said_by: point.said_by.clone(),
        document: point.document.clone(),
        claim: point.claim.to_string(),
        ways: ways::ways(series.measure, f64::midpoint(percent[0], percent[1]) / 100.0, figures),
    }
}
