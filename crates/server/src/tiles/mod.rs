//! `/tiles/{collection}/{z}/{x}/{y}.mvt`: vector tiles of what is mapped.
//!
//! Points that would lie on each other are drawn as one with their `count`; shapes too small to be
//! seen likewise, as a point. Everything is cut to the tile and thinned to what a screen shows.

mod cut;
mod draw;
mod grid;
mod kept;
mod mvt;
mod points;
mod tags;
mod world;

pub use kept::Kept;
pub use world::World;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use cairn_report::query::Bounds;
use cairn_store::{Collection, Store};

use crate::access::Viewer;
use crate::api::ask::filter;
use crate::api::choose::choose_within;
use crate::problem::Problem;
use crate::respond::{not_modified, unchanged};
use crate::state::App;

use grid::Square;

/// The routes of tiles.
pub fn routes() -> Router<App> {
    Router::new().route("/tiles/{collection}/{z}/{x}/{y}", get(tile))
}

type At = (String, String, String, String);

async fn tile(
    State(app): State<App>,
    viewer: Viewer,
    Path((collection, z, x, y)): Path<At>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mapped = Collection::parse(&collection).filter(|one| Collection::MAPPED.contains(one));
    let collection = mapped.ok_or_else(|| {
        let names = Collection::MAPPED.map(Collection::layer).join(", ");
        Problem::missing("the layer", &collection, &format!("there are {names}"))
    })?;
    let square = Square::parse(&z, &x, &y)?;
    let wanted = filter(query.as_deref(), &[])?;
    let register = app.register_for(&viewer).await?;
    let own = register.clone();
    let (tag, tile) = register
        .read(move |store| {
            let version = store.version()?;
            let tag = own.tag(version);
            if not_modified(&headers, &tag) {
                return Ok((tag, None));
            }
            let key = (collection, square, query.unwrap_or_default());
            if let Some(tile) = own.tiles().get(version, &key) {
                return Ok((tag, Some(tile)));
            }
            let [west, south, east, north] = square.bounds(cut::BESIDE);
            let bounds = Bounds { west, south, east, north };
            let chosen = choose_within(&own, store, collection, &wanted, bounds)?;
            let tile = draw::tile(store, &chosen.laid, &chosen.selection.rows, square)?;
            own.tiles().keep(version, key, tile.clone());
            Ok((tag, Some(tile)))
        })
        .await?;
    Ok(match tile {
        None => unchanged(&tag),
        Some(tile) => send(&tag, tile),
    })
}

/// A position in whole units.
fn rounded(at: cut::At) -> (i32, i32) {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "beyond any tile it stays at the edge of i32"
    )]
    let round = |units: f64| units.round() as i32;
    (round(at.0), round(at.1))
}

fn send(tag: &str, tile: axum::body::Bytes) -> Response {
    let mut response =
        if tile.is_empty() { StatusCode::NO_CONTENT.into_response() } else { tile.into_response() };
    let headers = response.headers_mut();
    let media = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
    headers.insert(header::CONTENT_TYPE, media);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
