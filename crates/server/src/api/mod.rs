//! The data of the pages, as JSON at their addresses.

pub mod ask;
pub mod choose;
mod decisions;
mod difference;
mod document;
mod entry;
mod export;
mod grid;
mod ground;
mod incident;
mod label;
mod list;
mod methods;
mod overview;
mod repairs;
mod sides;
mod source;
mod tally;
mod things;

use axum::Router;
use axum::routing::get;
use cairn_store::Collection;

use crate::state::App;

/// The routes that answer with a page to people and with its data to programs.
pub fn routes() -> Router<App> {
    let mut router = Router::new()
        .route("/", get(overview::overview))
        .route("/overview", get(overview::overview))
        .route("/map", get(overview::overview))
        .route("/incidents/{id}", get(incident::incident))
        .route("/finds/{id}", get(things::find))
        .route("/tallies/{id}", get(tally::tally))
        .route("/contradictions/{id}", get(sides::contradiction))
        .route("/documents/{id}", get(document::document))
        .route("/claims/{id}", get(things::claim))
        .route("/decisions", get(decisions::decisions))
        .route("/ground", get(ground::questions).post(ground::ask))
        .route("/ground/{name}", get(ground::question))
        .route("/repairs", get(repairs::repairs))
        .route("/methods", get(methods::methods));
    for collection in Collection::ALL {
        let path = format!("/{}", collection.name());
        router = router.route(&path, get(move |asked| list::list(collection, asked)));
    }
    // Pages without data of their own.
    for path in ["/login", "/add"] {
        router = router.route(path, get(overview::overview));
    }
    router
}

/// The routes of files, which are never a page.
pub fn files() -> Router<App> {
    Router::new().route("/documents/{id}/original", get(document::original))
}
