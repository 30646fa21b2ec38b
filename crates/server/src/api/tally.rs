//! `GET /tallies/{id}`: a quantity over time as its sources gave it.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::response::Response;
use cairn_model::register::{Finding, Standing, TallySeries};
use cairn_model::{ClaimBody, ClaimId, ValueRange};
use cairn_report::dossier::{Gatherer, Said, SeriesPage};
use cairn_report::lookup::Thing;
use cairn_store::Store;
use serde::Serialize;

use super::sides::contradicted_within;
use super::source::{SourceOf, seen, thing};
use crate::access::Viewer;
use crate::problem::Problem;
use crate::state::App;

/// A figure so many times the one before it, or so many times smaller, is a jump.
const JUMP: f64 = 1.5;

#[derive(Serialize)]
struct Answer {
    series: TallySeries,
    points: Vec<Point>,
    findings: Vec<Finding>,
    seen: u64,
}

#[derive(Serialize)]
struct Point {
    as_of: Option<String>,
    from: Option<String>,
    to: Option<String>,
    value: ValueRange,
    said_by: Vec<String>,
    /// Whose figure it is: the source nearest to the figure, or the publisher.
    body: String,
    document: SourceOf,
    claim: ClaimId,
    standing: Standing,
    jump: bool,
    findings: Vec<String>,
}

/// `GET /tallies/{id}`
pub async fn tally(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    app.answer(&viewer, move |store| of(store, &id)).await
}

fn of(store: &dyn Store, id: &str) -> Result<Answer, Problem> {
    let series = thing(store, id, "the series", |found| match found {
        Thing::Series(series) => Some(*series),
        _ => None,
    })?;
    let page = Gatherer::new(store).series(series)?;
    let (within, findings) = contradicted(store, &page)?;
    let mut last: BTreeMap<String, f64> = BTreeMap::new();
    let mut points = Vec::new();
    for (point, said) in page.series.points.iter().zip(&page.reports) {
        let body = body(&point.said_by, said);
        let counts = point.standing.counts();
        let jump = counts && last.get(&body).is_some_and(|before| is_jump(*before, point.value));
        if counts && point.as_of.is_some() {
            last.insert(body.clone(), point.value.least());
        }
        let (from, to) = match &said.claim.body {
            ClaimBody::Tally(tally) => (tally.from, tally.to),
            _ => (None, None),
        };
        let rests = |finding: &&Finding| {
            finding.claims.contains(&point.claim)
                || within.contains(&(point.claim.clone(), finding.id.clone()))
        };
        points.push(Point {
            as_of: point.as_of.map(|day| day.to_string()),
            from: from.map(|day| day.to_string()),
            to: to.map(|day| day.to_string()),
            value: point.value,
            said_by: point.said_by.clone(),
            body,
            document: SourceOf::from(&said.source),
            claim: point.claim.clone(),
            standing: point.standing,
            jump,
            findings: findings.iter().filter(rests).map(|one| one.id.clone()).collect(),
        });
    }
    Ok(Answer { points, seen: seen(store)?, series: page.series, findings })
}

/// Claims and the contradictions within their own text that they are part of.
type Within = BTreeSet<(ClaimId, String)>;

/// The contradictions that figures of the series are part of: between texts, and within one, where the
/// finding rests on a claim of its own.
fn contradicted(store: &dyn Store, page: &SeriesPage) -> Result<(Within, Vec<Finding>), Problem> {
    let documents: BTreeSet<_> = page.reports.iter().map(|said| &said.claim.document).collect();
    let mut findings = page.findings.clone();
    let mut within = BTreeSet::new();
    for document in documents {
        for (claim, finding) in contradicted_within(store, document)? {
            if page.reports.iter().all(|said| said.claim.id != claim) {
                continue;
            }
            within.insert((claim, finding.id.clone()));
            if findings.iter().all(|one| one.id != finding.id) {
                findings.push(finding);
            }
        }
    }
    Ok((within, findings))
}

fn body(said_by: &[String], said: &Said) -> String {
    let named = said_by.first().or(said.source.meta.publisher.as_ref());
    named.unwrap_or(&said.source.label).clone()
}

fn is_jump(before: f64, value: ValueRange) -> bool {
    let now = value.least();
    let (small, large) = (before.min(now), before.max(now));
    large > small * JUMP
}
