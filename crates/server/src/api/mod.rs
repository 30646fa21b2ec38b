//! The data of the pages, as JSON at their addresses.

mod status;

use axum::Router;
use axum::routing::get;

use crate::state::App;

/// The routes that answer with a page to people and with its data to programs.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(status::counts)).route("/overview", get(status::counts))
}
