//! Things and claims as the public sees them: pure functions, each naming every field, so that a
//! field that is added is thought about here before anything is built.

use cairn_model::register::{Find, Finding, Incident, ReportOf, TallyPoint, TallySeries};
use cairn_model::{
    ClaimId, DateSpan, Measure, Place, ReportedFind, ReportedIncident, ReportedTally, ValueRange,
};

use super::coarse::Cell;
use super::suppress::is_small;
use super::{LEAST, Sources};
use crate::words::counted;

/// What a document is called in public: nothing of its name, which may hold anything.
pub(super) fn label(claim: &ClaimId) -> String {
    let document = claim.as_str().split('.').next().unwrap_or_default();
    format!("report {document}")
}

/// Where and when something is, as the public sees it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) place: Place,
    pub(super) date: DateSpan,
}

impl Seen {
    pub(super) fn new(cell: &Cell, position: Option<cairn_model::place::Position>) -> Self {
        Self {
            place: Place {
                settlement: None,
                district: cell.district.clone(),
                country: cell.country.clone(),
                position,
                candidates: Vec::new(),
            },
            date: cell.date,
        }
    }
}

pub(super) fn incident(full: Incident, seen: &Seen, people: bool, from: &Sources<'_>) -> Incident {
    let Incident {
        id,
        status,
        date: _,
        place: _,
        device,
        activity: _,
        killed,
        injured,
        victims: _,
        grade,
        grade_reason: _,
        sources,
        reports,
        links: _,
        differences,
        decisions: _,
    } = full;
    let told = ["killed", "injured", "device", "status"];
    Incident {
        id,
        status,
        date: seen.date,
        place: seen.place.clone(),
        device,
        activity: None,
        killed: killed.filter(|_| people),
        injured: injured.filter(|_| people),
        victims: Vec::new(),
        grade,
        grade_reason: counted(reports.len(), "report", "reports"),
        sources: sources.iter().map(|names| from.joined(names)).collect(),
        reports: reports
            .into_iter()
            .map(|report| ReportOf {
                document: label(&report.claim),
                incident: report.incident,
                claim: report.claim,
                standing: report.standing,
            })
            .collect(),
        links: Vec::new(),
        differences: (differences.into_iter())
            .filter(|one| told.contains(&one.field.as_str()))
            .filter(|one| people || !matches!(one.field.as_str(), "killed" | "injured"))
            .collect(),
        decisions: Vec::new(),
    }
}

pub(super) fn reported_incident(
    full: ReportedIncident,
    seen: &Seen,
    people: bool,
    from: &Sources<'_>,
) -> ReportedIncident {
    let ReportedIncident {
        id,
        status,
        date: _,
        date_text: _,
        place: _,
        sheet: _,
        device,
        device_text: _,
        activity: _,
        killed,
        injured,
        victims: _,
        said_by,
        attribution: _,
        evidence: _,
    } = full;
    ReportedIncident {
        id,
        status,
        date: seen.date,
        date_text: None,
        place: seen.place.clone(),
        sheet: None,
        device,
        device_text: None,
        activity: None,
        killed: killed.filter(|_| people),
        injured: injured.filter(|_| people),
        victims: Vec::new(),
        said_by: from.all(&said_by),
        attribution: Vec::new(),
        evidence: Vec::new(),
    }
}

pub(super) fn find(full: Find, place: Place, from: &Sources<'_>) -> Find {
    let Find { id, action, category, model: _, count, date, place: _, sources, claims } = full;
    Find {
        id,
        action,
        category,
        model: None,
        count,
        date: coarse_date(date),
        place,
        sources: sources.iter().map(|names| from.joined(names)).collect(),
        claims,
    }
}

pub(super) fn reported_find(full: ReportedFind, place: Place, from: &Sources<'_>) -> ReportedFind {
    let ReportedFind {
        id,
        action,
        category,
        model: _,
        count,
        date,
        place: _,
        sheet: _,
        said_by,
        made: _,
        evidence: _,
    } = full;
    ReportedFind {
        id,
        action,
        category,
        model: None,
        count,
        date: coarse_date(date),
        place,
        sheet: None,
        said_by: from.all(&said_by),
        made: None,
        evidence: Vec::new(),
    }
}

/// Finds are told of to the month.
fn coarse_date(date: DateSpan) -> DateSpan {
    DateSpan {
        from: date.from.map(jiff::civil::Date::first_of_month),
        to: date.to.map(jiff::civil::Date::last_of_month),
    }
}

/// Whether a figure counts some people, but few.
fn is_small_figure(measure: Measure, value: ValueRange) -> bool {
    let people = matches!(measure, Measure::Casualties | Measure::Killed | Measure::Injured);
    #[expect(clippy::cast_precision_loss, reason = "a single digit")]
    let least = LEAST as f64;
    people && value.least() < least && value.most().is_none_or(|most| most > 0.0)
}

/// A series without the figures that are small; `None` when nothing is left of it.
pub(super) fn series(full: TallySeries, from: &Sources<'_>) -> Option<TallySeries> {
    let TallySeries { id, measure, group, place, period, points } = full;
    let points: Vec<TallyPoint> = (points.into_iter())
        .filter(|point| !is_small_figure(measure, point.value))
        .map(|point| TallyPoint {
            as_of: point.as_of,
            value: point.value,
            said_by: from.all(&point.said_by),
            document: label(&point.claim),
            claim: point.claim,
            standing: point.standing,
        })
        .collect();
    (!points.is_empty()).then_some(TallySeries { id, measure, group, place, period, points })
}

pub(super) fn reported_tally(full: ReportedTally, from: &Sources<'_>) -> Option<ReportedTally> {
    let ReportedTally {
        id,
        measure,
        group,
        value,
        place,
        from: first,
        to,
        period_text: _,
        said_by,
        evidence: _,
    } = full;
    (!is_small_figure(measure, value)).then(|| ReportedTally {
        id,
        measure,
        group,
        value,
        place,
        from: first,
        to,
        period_text: None,
        said_by: from.all(&said_by),
        evidence: Vec::new(),
    })
}

/// A contradiction by its figures alone; `None` where one of them is small.
pub(super) fn finding(full: Finding) -> Option<Finding> {
    let Finding { id, kind, values, note: _, claims, documents: _, across_documents, settled } =
        full;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is too large or below zero is not small"
    )]
    let small = values.iter().any(|value| *value > 0.0 && is_small(value.ceil() as u64));
    if small {
        return None;
    }
    let figures: Vec<String> = values.iter().map(f64::to_string).collect();
    let mut documents: Vec<String> = claims.iter().map(label).collect();
    documents.dedup();
    Some(Finding {
        id,
        kind,
        note: format!("{}: {}", kind.label(), figures.join(", ")),
        values,
        claims,
        documents,
        across_documents,
        settled,
    })
}
