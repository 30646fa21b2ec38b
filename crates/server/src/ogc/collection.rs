//! Collections: what they are called, how far they reach, what can be asked of them.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use cairn_store::table::{Field, Kind};
use cairn_store::{Collection, GeoPackageStore, Table};
use serde_json::{Map, Value, json};

use super::crs::Crs;
use super::landing::{base, link};
use crate::access::Viewer;
use crate::problem::Problem;
use crate::register::Register;
use crate::respond::json_as;
use crate::state::App;

const JSON: &str = "application/json";
const SCHEMA: &str = "application/schema+json";
const GEOJSON: &str = "application/geo+json";

/// The collection of this name.
///
/// # Errors
/// When there is none.
pub fn named(name: &str) -> Result<Collection, Problem> {
    let mapped = Collection::MAPPED.into_iter().find(|one| one.layer() == name);
    mapped.ok_or_else(|| {
        let names = Collection::MAPPED.map(Collection::layer).join(", ");
        Problem::missing("the collection", name, &format!("there are {names}"))
    })
}

const fn title(collection: Collection) -> (&'static str, &'static str) {
    match collection {
        Collection::Incidents => (
            "Incidents",
            "Explosions and accidents, each as all its reports together tell it, with the radius \
             within which the true point is thought to lie.",
        ),
        Collection::Finds => ("Finds", "Ordnance found, seized, neutralised or destroyed."),
        Collection::Hazards => (
            "Hazardous areas",
            "Suspected and confirmed hazardous areas, as their sources drew them.",
        ),
        Collection::Records => {
            ("Minefield records", "Records of mines laid, as their sources kept them.")
        }
        _ => (
            "Land release",
            "Land cancelled, reduced or cleared. Areas of different kinds are never added together.",
        ),
    }
}

fn described(base: &str, table: &Table) -> Value {
    let collection = table.collection();
    let (title, description) = title(collection);
    let name = collection.layer();
    let own = format!("{base}/collections/{name}");
    let mut extent = Map::new();
    if let Some(bounds) = reach(table) {
        let spatial = json!({ "bbox": [bounds], "crs": Crs::Crs84.uri() });
        extent.insert("spatial".to_owned(), spatial);
    }
    if let Some(interval) = interval(table) {
        extent.insert("temporal".to_owned(), json!({ "interval": [interval] }));
    }
    json!({
        "id": name,
        "title": title,
        "description": description,
        "itemType": "feature",
        "extent": extent,
        "crs": Crs::ALL.map(Crs::uri),
        "storageCrs": Crs::Crs84.uri(),
        "links": [
            link(&own, "self", JSON, "This collection"),
            link(&format!("{own}/items"), "items", GEOJSON, "Its features"),
            link(&format!("{own}/queryables"),
                "http://www.opengis.net/def/rel/ogc/1.0/queryables", SCHEMA, "What can be asked"),
            link(&format!("{own}/schema"), "describedby", SCHEMA, "What its features hold"),
        ],
    })
}

fn rows(table: &Table) -> std::ops::Range<u32> {
    0..u32::try_from(table.len()).unwrap_or(u32::MAX)
}

/// West, south, east, north of all rows.
fn reach(table: &Table) -> Option<[f64; 4]> {
    let sides = if table.collection().is_land() {
        ["west", "south", "east", "north"]
    } else {
        ["lon", "lat", "lon", "lat"]
    };
    let sides = sides.map(|side| table.column(side));
    let mut reach: Option<[f64; 4]> = None;
    for row in rows(table) {
        let place = sides.map(|side| side.and_then(|side| side.number(row)));
        let [Some(w), Some(s), Some(e), Some(n)] = place else { continue };
        let [west, south, east, north] = reach.unwrap_or([w, s, e, n]);
        reach = Some([west.min(w), south.min(s), east.max(e), north.max(n)]);
    }
    reach
}

/// The first and the last day of all rows.
fn interval(table: &Table) -> Option<[Value; 2]> {
    let (from, to) = (table.column("date_from")?, table.column("date_to")?);
    let first = rows(table).filter_map(|row| from.day(row)).min()?;
    let last = rows(table).filter_map(|row| to.day(row)).max()?;
    let text = |day: i32| {
        json!(format!("{:04}-{:02}-{:02}T00:00:00Z", day / 10_000, day / 100 % 100, day % 100))
    };
    Some([text(first), text(last)])
}

fn table(
    register: &Register,
    store: &GeoPackageStore,
    collection: Collection,
) -> Result<std::sync::Arc<Table>, Problem> {
    Ok(register.table(store, collection)?.1)
}

/// `GET /ogc/collections`
pub async fn collections(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let base = base(&headers);
    let register = app.register_for(&viewer).await?;
    let own = register.clone();
    let body = register.read(move |store| {
        let described = Collection::MAPPED
            .into_iter()
            .map(|one| Ok(described(&base, &*table(&own, store, one)?)))
            .collect::<Result<Vec<Value>, Problem>>()?;
        let links = [link(&format!("{base}/collections"), "self", JSON, "This document")];
        Ok(json!({
            "links": links,
            "crs": Crs::ALL.map(Crs::uri),
            "collections": described,
        }))
    });
    json_as(JSON, &body.await?)
}

/// `GET /ogc/collections/{collection}`
pub async fn collection(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (base, collection) = (base(&headers), named(&name)?);
    let register = app.register_for(&viewer).await?;
    let own = register.clone();
    let body =
        register.read(move |store| Ok(described(&base, &*table(&own, store, collection)?))).await?;
    json_as(JSON, &body)
}

/// The fields that are properties of a feature.
pub fn properties(collection: Collection) -> impl Iterator<Item = &'static Field> {
    let geometry = ["lat", "lon", "west", "south", "east", "north"];
    collection.fields().iter().filter(move |field| !geometry.contains(&field.name))
}

fn property(field: &Field) -> Value {
    let mut schema = match field.kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Code(vocabulary) => {
            let codes: Vec<&str> = vocabulary.terms().into_iter().map(|(code, _)| code).collect();
            json!({ "type": "string", "enum": codes })
        }
        Kind::Whole => json!({ "type": "integer" }),
        Kind::Real => json!({ "type": "number" }),
        Kind::Day => json!({ "type": "string", "format": "date" }),
    };
    schema["title"] = json!(field.title);
    schema
}

fn described_as_schema(collection: Collection, address: &str, geometry: Value) -> Value {
    let mut all = Map::new();
    for field in properties(collection) {
        all.insert(field.name.to_owned(), property(field));
    }
    if let Some(id) = all.get_mut("id") {
        id["x-ogc-role"] = json!("id");
    }
    all.insert("geometry".to_owned(), geometry);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "type": "object",
        "title": title(collection).0,
        "properties": all,
        "additionalProperties": false,
    })
}

fn geometry(collection: Collection) -> Value {
    let format = if collection.is_land() { "geometry-any" } else { "geometry-point" };
    json!({ "title": "Where it lies", "x-ogc-role": "primary-geometry", "format": format })
}

/// `GET /ogc/collections/{collection}/queryables`
pub async fn queryables(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let collection = named(&name)?;
    let address = format!("{}/collections/{name}/queryables", base(&headers));
    json_as(SCHEMA, &described_as_schema(collection, &address, geometry(collection)))
}

/// `GET /ogc/collections/{collection}/schema`
pub async fn schema(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let collection = named(&name)?;
    let address = format!("{}/collections/{name}/schema", base(&headers));
    json_as(SCHEMA, &described_as_schema(collection, &address, geometry(collection)))
}
