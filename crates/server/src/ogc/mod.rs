//! `/ogc`: OGC API – Features, so that QGIS, GDAL and others read the register as it is.
//!
//! Part 1 (core, GeoJSON, OpenAPI), part 2 (coordinates in WGS 84 either way round and in Web
//! Mercator), part 3 (CQL2 text). Reading only: the register is changed by decisions.

mod collection;
mod crs;
mod feature;
mod items;
mod landing;
mod wkb;

pub use collection::properties;

use axum::Router;
use axum::routing::get;

use crate::state::App;

/// The routes of OGC API – Features.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/ogc", get(landing::landing))
        .route("/ogc/", get(landing::landing))
        .route("/ogc/conformance", get(landing::conformance))
        .route("/ogc/api", get(landing::api))
        .route("/ogc/collections", get(collection::collections))
        .route("/ogc/collections/{collection}", get(collection::collection))
        .route("/ogc/collections/{collection}/queryables", get(collection::queryables))
        .route("/ogc/collections/{collection}/schema", get(collection::schema))
        .route("/ogc/collections/{collection}/items", get(items::items))
        .route("/ogc/collections/{collection}/items/{id}", get(items::item))
}
