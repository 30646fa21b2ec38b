//! `GET /incidents/{id}`: what is derived, and what each report says of it.

use axum::extract::{Path, State};
use axum::response::Response;
use cairn_model::register::{Finding, Incident, Standing};
use cairn_model::{ClaimId, Decision};
use cairn_report::dossier::{Gatherer, IncidentPage};
use cairn_report::lookup::Thing;
use cairn_store::Store;
use serde::Serialize;

use super::grid::{Row, grid};
use super::source::{SourceOf, seen, thing};
use crate::access::Viewer;
use crate::problem::Problem;
use crate::state::App;

#[derive(Serialize)]
struct Answer {
    grid: Vec<Row>,
    reports: Vec<Report>,
    incident: Incident,
    findings: Vec<Finding>,
    decisions: Vec<Decision>,
    seen: u64,
}

#[derive(Serialize)]
struct Report {
    document: SourceOf,
    claim: ClaimId,
    standing: Option<Standing>,
    /// Why it was taken to report this occasion.
    why_linked: Vec<Why>,
    /// What it was nearly linked to.
    near_misses: Vec<Why>,
}

#[derive(Serialize)]
struct Why {
    with: ClaimId,
    weight: f64,
    why: String,
}

/// `GET /incidents/{id}`
pub async fn incident(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    app.answer(&viewer, move |store| of(store, &id)).await
}

fn of(store: &dyn Store, id: &str) -> Result<Answer, Problem> {
    let incident = thing(store, id, "the incident", |found| match found {
        Thing::Incident(incident) => Some(*incident),
        _ => None,
    })?;
    let page = Gatherer::new(store).incident(incident)?;
    let grid = grid(&page);
    let IncidentPage { incident, reports, findings, decisions } = page;
    let reports = (reports.iter())
        .map(|said| Report {
            document: SourceOf::from(&said.source),
            claim: said.claim.id.clone(),
            standing: said.standing,
            why_linked: links(&incident, &said.claim.id, true),
            near_misses: links(&incident, &said.claim.id, false),
        })
        .collect();
    Ok(Answer { grid, reports, incident, findings, decisions, seen: seen(store)? })
}

fn links(incident: &Incident, claim: &ClaimId, joined: bool) -> Vec<Why> {
    let of_claim = incident.links.iter().filter(|link| link.joined == joined);
    of_claim
        .filter_map(|link| {
            let with = if link.a == *claim {
                &link.b
            } else if link.b == *claim {
                &link.a
            } else {
                return None;
            };
            Some(Why { with: with.clone(), weight: link.weight, why: link.why.clone() })
        })
        .collect()
}
