//! How much the register holds.

use axum::extract::State;
use axum::response::Response;
use cairn_store::Store;

use crate::access::Viewer;
use crate::problem::Problem;
use crate::respond::json;
use crate::state::App;

/// `GET /`
pub async fn counts(State(app): State<App>, _viewer: Viewer) -> Result<Response, Problem> {
    let counts = app.register().read(|store| Ok(store.counts()?)).await?;
    json(&serde_json::json!({ "figures": counts }))
}
