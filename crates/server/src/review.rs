//! `/review`: what waits for a person, in the order of what matters.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use cairn_report::waiting::{Item, Kind, waiting};
use cairn_store::Store;
use serde::Deserialize;

use crate::access::Viewer;
use crate::api::ask::{MOST, USUAL, number};
use crate::problem::Problem;
use crate::respond;
use crate::state::App;

/// The routes of reviewing; they answer with a page to people.
pub fn routes() -> Router<App> {
    Router::new().route("/review", get(review))
}

/// A queue, and the version of the register that it is of.
type Made = (u64, Arc<Vec<Item>>);

/// The queue of the latest version that was asked for.
#[derive(Clone, Default)]
pub struct Queues(Arc<Mutex<Option<Made>>>);

impl Queues {
    fn of(&self, store: &dyn Store) -> Result<Arc<Vec<Item>>, Problem> {
        let version = store.version()?;
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((made_of, items)) = kept
            && made_of == version
        {
            return Ok(items);
        }
        let items = Arc::new(waiting(store)?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((version, items.clone()));
        Ok(items)
    }
}

#[derive(Deserialize)]
struct Page {
    kind: Option<String>,
    limit: Option<String>,
    offset: Option<String>,
}

async fn review(
    State(app): State<App>,
    _viewer: Viewer,
    Query(page): Query<Page>,
) -> Result<Response, Problem> {
    let limit = number("limit", page.limit.as_deref().unwrap_or_default(), 1, MOST)?;
    let offset = number("offset", page.offset.as_deref().unwrap_or_default(), 0, usize::MAX)?;
    let kind = page.kind.as_deref().map(kind).transpose()?;
    let queues = app.queues().clone();
    let items = app.register().read(move |store| queues.of(store)).await?;
    let counts: Vec<serde_json::Value> = (Kind::ALL.iter())
        .map(|kind| {
            let count = items.iter().filter(|item| item.kind == *kind).count();
            serde_json::json!({ "value": kind.code(), "count": count })
        })
        .collect();
    let chosen: Vec<&Item> =
        items.iter().filter(|item| kind.is_none_or(|kind| item.kind == kind)).collect();
    let shown: Vec<&Item> =
        chosen.iter().skip(offset.unwrap_or(0)).take(limit.unwrap_or(USUAL)).copied().collect();
    respond::json(&serde_json::json!({
        "items": shown,
        "total": chosen.len(),
        "facets": { "kind": counts },
    }))
}

fn kind(word: &str) -> Result<Kind, Problem> {
    (Kind::ALL.into_iter()).find(|kind| kind.code() == word).ok_or_else(|| {
        Problem::parameter("kind", word, "one of contradiction, uncertain_link, new_casualties")
    })
}
