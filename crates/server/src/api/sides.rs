//! `GET /contradictions/{id}`: figures that cannot all be true, each with its sentence.

use axum::extract::{Path, State};
use axum::response::Response;
use cairn_model::reading::Contradiction;
use cairn_model::register::Finding;
use cairn_model::{Claim, ClaimBody, ClaimId, CountRange, Decision, DocumentId, Evidence};
use cairn_report::dossier::{Gatherer, Said};
use cairn_report::lookup::Thing;
use cairn_store::Store;
use serde::Serialize;
use serde_json::{Value, json};

use super::source::{SourceOf, seen, thing};
use super::things::decisions_on;
use crate::access::Viewer;
use crate::problem::Problem;
use crate::state::App;

#[derive(Serialize)]
struct Answer {
    finding: Finding,
    sides: Vec<Side>,
    status: &'static str,
    decisions: Vec<Decision>,
    seen: u64,
}

#[derive(Serialize)]
struct Side {
    claim: ClaimId,
    /// What the claim is of, which says what can be decided about it.
    kind: &'static str,
    document: SourceOf,
    value: Value,
    said_by: Vec<String>,
    evidence: Vec<Evidence>,
}

/// `GET /contradictions/{id}`
pub async fn contradiction(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    app.answer(&viewer, move |store| of(store, &id)).await
}

fn of(store: &dyn Store, id: &str) -> Result<Answer, Problem> {
    let finding = thing(store, id, "the contradiction", |found| match found {
        Thing::Finding(finding) => Some(*finding),
        _ => None,
    })?;
    let page = Gatherer::new(store).finding(finding)?;
    let mut sides = Vec::new();
    for said in &page.reports {
        match &said.claim.body {
            ClaimBody::Contradiction(stated) => {
                let own = store.claims_of(&said.claim.document)?;
                for (value, words) in figures(stated) {
                    sides.push(within(said, &own, value, words));
                }
            }
            _ => sides.push(across(said)),
        }
    }
    let mut claims = page.finding.claims.clone();
    claims.extend(sides.iter().map(|side| side.claim.clone()));
    let decisions = decisions_on(store, &claims)?;
    Ok(Answer {
        status: if page.finding.settled.is_some() { "settled" } else { "open" },
        finding: page.finding,
        sides,
        decisions,
        seen: seen(store)?,
    })
}

/// A figure of one document, beside another of the same.
fn within(said: &Said, own: &[Claim], value: f64, evidence: Vec<Evidence>) -> Side {
    let figure = own.iter().find(|claim| states(claim, value) && covers(claim, &evidence));
    let claim = figure.unwrap_or(&said.claim);
    Side {
        claim: claim.id.clone(),
        kind: claim.body.kind().as_str(),
        document: SourceOf::from(&said.source),
        value: json!(value),
        said_by: figure.map(|claim| claim.body.said_by().to_vec()).unwrap_or_default(),
        evidence,
    }
}

fn across(said: &Said) -> Side {
    let value = match &said.claim.body {
        ClaimBody::Tally(tally) => json!(tally.value),
        ClaimBody::Incident(incident) => json!({
            "killed": incident.killed,
            "injured": incident.injured,
        }),
        ClaimBody::Find(find) => json!(find.count),
        _ => Value::Null,
    };
    Side {
        claim: said.claim.id.clone(),
        kind: said.claim.body.kind().as_str(),
        document: SourceOf::from(&said.source),
        value,
        said_by: said.claim.body.said_by().to_vec(),
        evidence: said.claim.body.evidence().to_vec(),
    }
}

/// The figures of a contradiction within one text, each with its words where they can be told apart.
fn figures(stated: &Contradiction) -> impl Iterator<Item = (f64, Vec<Evidence>)> {
    let each = stated.evidence.len() == stated.values.len();
    stated.values.iter().enumerate().map(move |(place, value)| {
        let words = match stated.evidence.get(place) {
            Some(one) if each => vec![one.clone()],
            _ => stated.evidence.clone(),
        };
        (*value, words)
    })
}

/// Contradictions within one document, each beside a claim that gives one of its figures.
///
/// # Errors
/// When the register cannot be read.
pub fn contradicted_within(
    store: &dyn Store,
    document: &DocumentId,
) -> Result<Vec<(ClaimId, Finding)>, Problem> {
    let own = store.claims_of(document)?;
    let mut pairs = Vec::new();
    for claim in &own {
        let ClaimBody::Contradiction(stated) = &claim.body else { continue };
        let findings = store.findings_of(&claim.id)?;
        for (value, words) in figures(stated) {
            let Some(figure) = own.iter().find(|one| states(one, value) && covers(one, &words))
            else {
                continue;
            };
            pairs.extend(findings.iter().map(|finding| (figure.id.clone(), finding.clone())));
        }
    }
    Ok(pairs)
}

/// Whether a claim gives this figure.
fn states(claim: &Claim, value: f64) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    let counts = |count: Option<CountRange>| {
        count.and_then(CountRange::exact).is_some_and(|count| (count as f64 - value).abs() < 1e-9)
    };
    match &claim.body {
        ClaimBody::Tally(tally) => (tally.value.least() - value).abs() < 1e-9,
        ClaimBody::Incident(incident) => counts(incident.killed) || counts(incident.injured),
        ClaimBody::Find(find) => counts(find.count),
        _ => false,
    }
}

/// Whether the claim's words and these have something in common.
fn covers(claim: &Claim, evidence: &[Evidence]) -> bool {
    let touches = |a: &Evidence, b: &Evidence| a.start < b.end && b.start < a.end;
    claim.body.evidence().iter().any(|own| evidence.iter().any(|one| touches(own, one)))
}
