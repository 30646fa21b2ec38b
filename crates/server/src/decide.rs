//! `POST /decisions`: what people decide, in the log and on the disk before it is acknowledged.

use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Json, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use cairn_model::{Action, Decision, DecisionAction, DecisionLog, DocumentMeta, Reading, Resource};
use cairn_pipeline::{Pipeline, PipelineError};
use cairn_store::Store;
use serde::Deserialize;

use crate::access::Viewer;
use crate::problem::Problem;
use crate::respond;
use crate::state::App;

/// The routes of deciding.
pub fn routes() -> Router<App> {
    Router::new().route("/decisions", post(decide))
}

/// What a decision comes as.
#[derive(Deserialize)]
struct NewDecision {
    action: DecisionAction,
    why: String,
    /// The number of the last decision when the page was loaded.
    seen: u64,
}

/// Letters of a reason at most.
const LONGEST_WHY: usize = 10_000;

async fn decide(
    State(app): State<App>,
    viewer: Viewer,
    new: Result<Json<NewDecision>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(new) = new.map_err(|error| unreadable(&error))?;
    if new.why.chars().count() > LONGEST_WHY {
        return Err(refused(format!("the reason is longer than {LONGEST_WHY} letters")));
    }
    let by = viewer.person()?.to_owned();
    let gazetteer = app.gazetteer();
    let outcome = app
        .register()
        .write(move |store| {
            if weighs(&store.decisions()?, &new.action) {
                viewer.require(Action::Decide, Resource::Weights)?;
            }
            let at = crate::now();
            let pipeline = Pipeline::new(&reads_nothing, &*gazetteer);
            let (why, seen) = (new.why.trim(), Some(new.seen));
            Ok(pipeline.decide_seen(store, &by, &at, why, new.action, seen)?)
        })
        .await?;
    let mut response = respond::json(&outcome)?;
    *response.status_mut() = StatusCode::CREATED;
    Ok(response.into_response())
}

/// Whether a decision sets weights, or withdraws one that did.
fn weighs(log: &DecisionLog, action: &DecisionAction) -> bool {
    let mut current = Some(action);
    while let Some(DecisionAction::Withdraw { decision }) = current {
        let entry = log.entries().iter().find(|entry| entry.number == *decision);
        // An entry withdraws an earlier one only.
        current = entry
            .filter(|entry| !matches!(&entry.action, DecisionAction::Withdraw { decision: of } if of >= decision))
            .map(|entry| &entry.action);
    }
    matches!(current, Some(DecisionAction::Weigh { .. }))
}

/// A reader for work that reads no documents.
pub fn reads_nothing(id: &str, _: &str, _: &DocumentMeta) -> Reading {
    Reading { id: id.to_owned(), ..Reading::default() }
}

fn unreadable(error: &JsonRejection) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "bad-body",
        "The decision cannot be read",
        error.body_text(),
    )
    .hint(
        "send {\"action\": {\"decide\": \"accept\", \"claim\": …}, \"why\": …, \"seen\": number of \
         the last decision that was seen} with Content-Type application/json",
    )
}

fn refused(detail: String) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "bad-decision", "The decision makes no sense", detail)
}

fn overtaken(decision: &Decision) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "overtaken",
        "Somebody decided in the meantime",
        format!(
            "decision {} by {} at {} is about the same things: {}",
            decision.number, decision.by, decision.at, decision.why
        ),
    )
    .hint("look at it, then decide again if you still would; nothing was overwritten")
    .with("decision", serde_json::to_value(decision).unwrap_or_default())
}

impl From<PipelineError> for Problem {
    fn from(error: PipelineError) -> Self {
        match error {
            PipelineError::Store(error) => Self::from(error),
            PipelineError::Overtaken { decision } => overtaken(&decision),
            PipelineError::NothingToWithdraw { .. } => {
                refused(error.to_string()).hint("GET /decisions lists those in force")
            }
            PipelineError::Log { .. } | PipelineError::Events(_) => {
                Self::internal(error.to_string())
            }
            // The others say what was wrong with what was asked for.
            other => refused(other.to_string()),
        }
    }
}
