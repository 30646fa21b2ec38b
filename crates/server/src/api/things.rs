//! `GET /finds/{id}` and `GET /claims/{id}`.

use axum::extract::{Path, State};
use axum::response::Response;
use cairn_model::register::Find;
use cairn_model::{Claim, ClaimId, Decision};
use cairn_report::dossier::Gatherer;
use cairn_report::lookup::{self, Thing};
use cairn_store::Store;
use serde::Serialize;

use super::source::{SourceOf, seen, thing};
use crate::access::Viewer;
use crate::problem::Problem;
use crate::state::App;

#[derive(Serialize)]
struct FindAnswer {
    find: Find,
    reports: Vec<Report>,
    decisions: Vec<Decision>,
    seen: u64,
}

#[derive(Serialize)]
struct Report {
    document: SourceOf,
    claim: ClaimId,
    said: Claim,
}

/// `GET /finds/{id}`
pub async fn find(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    app.answer(&viewer, move |store| {
        let find = thing(store, &id, "the find", |found| match found {
            Thing::Find(find) => Some(*find),
            _ => None,
        })?;
        let page = Gatherer::new(store).find(find)?;
        let decisions = decisions_on(store, &page.find.claims)?;
        let reports = page.reports.into_iter();
        let reports = reports.map(|said| Report {
            document: SourceOf::from(&said.source),
            claim: said.claim.id.clone(),
            said: said.claim,
        });
        let reports = reports.collect();
        Ok(FindAnswer { find: page.find, reports, decisions, seen: seen(store)? })
    })
    .await
}

#[derive(Serialize)]
struct ClaimAnswer {
    claim: Claim,
    document: SourceOf,
    held_by: Option<String>,
    decisions: Vec<Decision>,
    seen: u64,
}

/// `GET /claims/{id}`
pub async fn claim(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    app.answer(&viewer, move |store| {
        let claim = lookup::claim(store, &id)?;
        let claim = claim.ok_or_else(|| {
            let hint = "a claim is called by its document and its entry, as 0f3c9a12bd45.i1";
            Problem::missing("the claim", &id, hint)
        })?;
        let page = Gatherer::new(store).claim(claim)?;
        Ok(ClaimAnswer {
            document: SourceOf::from(&page.said.source),
            claim: page.said.claim,
            held_by: page.held_by,
            decisions: page.decisions,
            seen: seen(store)?,
        })
    })
    .await
}

/// The decisions that name one of these claims.
pub fn decisions_on(store: &dyn Store, claims: &[ClaimId]) -> Result<Vec<Decision>, Problem> {
    let log = store.decisions()?;
    let named = |entry: &&Decision| entry.action.claims().iter().any(|one| claims.contains(one));
    Ok(log.entries().iter().filter(named).cloned().collect())
}
