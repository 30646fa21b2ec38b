//! `GET /openapi.json`: every address, what it takes and what it gives.
//!
//! Made of the same tables as the addresses themselves (collections, filters, fields), which is why it
//! is put together here rather than from attributes on handlers.

mod changes;

use axum::response::Response;
use cairn_report::query::{Wanted, chooses};
use cairn_store::Collection;
use cairn_store::table::Kind;
use serde_json::{Map, Value, json};

use crate::problem::Problem;
use crate::respond::json_as;

const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

/// `GET /openapi.json`
pub async fn openapi() -> Result<Response, Problem> {
    json_as(OPENAPI, &document())
}

/// The document.
pub fn document() -> Value {
    let mut paths = Map::new();
    pages(&mut paths);
    ogc(&mut paths);
    changes::describe(&mut paths);
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Cairn",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "A register of incidents, finds, hazardous areas and who says so. Every page \
                            has its data at the same address; errors are problem+json (RFC 9457).",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": { "Problem": problem() } },
    })
}

fn problem() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text, "title": text, "status": { "type": "integer" }, "detail": text,
            "hint": text, "parameter": text, "given": text, "expected": text,
        },
    })
}

/// An operation that reads.
fn reads(id: &str, summary: &str, parameters: Vec<Value>, media: &[(&str, Value)]) -> Value {
    json!({ "get": operation(id, summary, parameters, "200", media) })
}

fn operation(
    id: &str,
    summary: &str,
    parameters: Vec<Value>,
    status: &str,
    media: &[(&str, Value)],
) -> Value {
    let mut content = Map::new();
    for (media, schema) in media {
        content.insert((*media).to_owned(), json!({ "schema": schema }));
    }
    let refused = |description: &str| {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        json!({
            "description": description,
            "content": { "application/problem+json": { "schema": schema } },
        })
    };
    json!({
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            status: { "description": summary, "content": content },
            "400": refused("A parameter makes no sense; it is named, with what was expected"),
            "404": refused("There is no such thing"),
            "default": refused("Something else stands against it"),
        },
    })
}

fn query(name: &str, schema: &Value, description: &str) -> Value {
    json!({ "name": name, "in": "query", "schema": schema, "description": description,
            "required": false })
}

fn path(name: &str, description: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "description": description,
            "schema": { "type": "string" } })
}

fn whole(least: usize, most: Option<usize>) -> Value {
    match most {
        Some(most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        None => json!({ "type": "integer", "minimum": least }),
    }
}

/// Of the filters that lists, the overview and tiles share, those that fit. Lists take the others too,
/// as pages share one filter, and say in `ignored` that they say nothing there; files refuse them.
fn filters(fits: impl Fn(&str) -> bool) -> Vec<Value> {
    let describe = |name: &str| match name {
        "from" => "Only what may have happened on or after this day, month or year",
        "to" => "Only what may have happened on or before this day, month or year",
        "place" => "A settlement or district, in any spelling, or part of its name",
        "country" => "A country, in any spelling, or part of its name",
        "source" => "Part of the name of a source",
        "text" => "Words that stand somewhere in it",
        "bbox" => "west,south,east,north in degrees",
        _ => "One or more values, with commas between",
    };
    let text = json!({ "type": "string" });
    let filters = Wanted::names().filter(|name| fits(name));
    filters.map(|name| query(name, &text, describe(name))).collect()
}

fn pages(paths: &mut Map<String, Value>) {
    let object = json!({ "type": "object" });
    let data = [("application/json", object.clone())];
    let one_of = |names: &[&str]| json!({ "type": "string", "enum": names });
    for (address, id) in [("/", "home"), ("/overview", "overview")] {
        let mut parameters = filters(|_| true);
        parameters.push(query("f", &one_of(&["html", "json"]), "The form of the answer"));
        paths.insert(address.to_owned(), reads(id, "Figures, months, parts", parameters, &data));
    }
    for collection in Collection::ALL {
        let name = collection.name();
        let fields = collection.fields().iter().map(|field| field.name);
        let sorts: Vec<String> =
            fields.flat_map(|name| [name.to_owned(), format!("-{name}")]).collect();
        let mut parameters = filters(|name| chooses(collection, name));
        let formats = one_of(&["html", "json", "csv", "xlsx", "geojson"]);
        parameters.extend([
            query("f", &formats, "The form of the answer; files hold all that the filter keeps"),
            query(
                "sort",
                &json!({ "type": "string", "enum": sorts }),
                "A field; - before it turns it",
            ),
            query("limit", &whole(1, Some(1000)), "Entries of a page"),
            query("offset", &whole(0, None), "Entries before the page"),
        ]);
        let media = [
            ("application/json", list_schema()),
            ("text/csv", json!({ "type": "string" })),
            ("application/geo+json", object.clone()),
        ];
        paths.insert(format!("/{name}"), reads(name, "A list with counts", parameters, &media));
    }
    for (address, id, of) in [
        ("/incidents/{id}", "incident", "An incident, as I-0f3c9a12bd45"),
        ("/finds/{id}", "find", "A find, as F-0f3c9a12bd45"),
        ("/tallies/{id}", "tally", "A series, as T-0f3c9a12bd45"),
        ("/contradictions/{id}", "contradiction", "A contradiction, as C-0f3c9a12bd45"),
        (
            "/documents/{id}",
            "document",
            "A document: its identity, twelve digits of it, or its name",
        ),
        ("/claims/{id}", "claim", "A claim, as 0f3c9a12bd45.i1"),
        ("/ground/{id}", "question", "The name of a saved question"),
    ] {
        let operation = reads(id, "Everything about it", vec![path("id", of)], &data);
        paths.insert(address.to_owned(), operation);
    }
    let bytes = [("application/octet-stream", json!({ "type": "string", "format": "binary" }))];
    let original = reads("original", "The file as it came", vec![path("id", "A document")], &bytes);
    paths.insert("/documents/{id}/original".to_owned(), original);
    for (address, id, summary) in [
        ("/ground", "questions", "Saved questions about records"),
        ("/repairs", "repairs", "What was mended, or is in doubt, in layers"),
        ("/methods", "methods", "How each figure is counted"),
        ("/session", "session", "Who asks, and what they may do"),
        ("/openapi.json", "openapi", "This document"),
    ] {
        paths.insert(address.to_owned(), reads(id, summary, Vec::new(), &data));
    }
    let parameters = vec![
        query("limit", &whole(1, Some(1000)), "Entries of a page"),
        query("offset", &whole(0, None), "Entries before the page"),
        query("sort", &one_of(&["number", "-number"]), "The first or the last first"),
    ];
    let log = reads("decisions", "The log of decisions", parameters, &data);
    paths.insert("/decisions".to_owned(), log);
    let mut parameters = filters(|_| true);
    for name in ["collection", "z", "x", "y"] {
        let schema = match name {
            "collection" => one_of(&Collection::MAPPED.map(Collection::layer)),
            "z" => whole(0, Some(22)),
            _ => whole(0, None),
        };
        let part = json!({ "name": name, "in": "path", "required": true, "schema": schema });
        parameters.push(part);
    }
    let media =
        [("application/vnd.mapbox-vector-tile", json!({ "type": "string", "format": "binary" }))];
    let tile = reads("tile", "A vector tile", parameters, &media);
    paths.insert("/tiles/{collection}/{z}/{x}/{y}.mvt".to_owned(), tile);
    ground(paths);
}

fn list_schema() -> Value {
    let count = json!({ "type": "integer", "minimum": 0 });
    json!({
        "type": "object",
        "required": ["items", "total", "left_out", "ignored", "facets", "version"],
        "properties": {
            "items": { "type": "array", "items": { "type": "object" } },
            "total": count,
            "left_out": { "type": "object", "properties": { "undated": count, "unplaced": count } },
            "ignored": { "type": "array", "items": { "type": "string" } },
            "facets": { "type": "object" },
            "version": count,
        },
    })
}

/// Asking a question anew.
fn ground(paths: &mut Map<String, Value>) {
    let data = [("application/json", json!({ "type": "object" }))];
    let terms = json!({ "oneOf": [
        { "type": "string" },
        { "type": "array", "items": { "type": "string" } },
    ] });
    let body = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "records": terms,
            "items": terms,
            "tolerances": { "type": "array", "items": { "type": "number" } },
            "only_later": { "type": "boolean" },
            "seed": { "type": "integer", "minimum": 0 },
            "save": { "type": "string" },
        },
    });
    let mut asks =
        operation("ask", "Asks how far records can be trusted", Vec::new(), "200", &data);
    asks["requestBody"] =
        json!({ "required": true, "content": { "application/json": { "schema": body } } });
    if let Some(ground) = paths.get_mut("/ground") {
        ground["post"] = asks;
    }
}

fn ogc(paths: &mut Map<String, Value>) {
    let object = json!({ "type": "object" });
    let data = [("application/json", object.clone())];
    for (address, id, summary) in [
        ("/ogc", "landing", "OGC API – Features"),
        ("/ogc/conformance", "conformance", "What it conforms to"),
        ("/ogc/api", "api", "This part of the API"),
        ("/ogc/collections", "collections", "The collections"),
    ] {
        paths.insert(address.to_owned(), reads(id, summary, Vec::new(), &data));
    }
    let text = json!({ "type": "string" });
    for collection in Collection::MAPPED {
        let name = collection.layer();
        let own = format!("/ogc/collections/{name}");
        let described = reads(&format!("describe_{name}"), "The collection", Vec::new(), &data);
        paths.insert(own.clone(), described);
        for part in ["queryables", "schema"] {
            let media = [("application/schema+json", object.clone())];
            let operation = reads(&format!("{part}_{name}"), part, Vec::new(), &media);
            paths.insert(format!("{own}/{part}"), operation);
        }
        let mut parameters = vec![
            json!({ "name": "bbox", "in": "query", "style": "form", "explode": false,
                "schema": { "type": "array", "minItems": 4, "maxItems": 6,
                            "items": { "type": "number" } } }),
            query("bbox-crs", &text, "The system of bbox"),
            query("crs", &text, "The system of the answer"),
            query("datetime", &text, "A moment, or two with / between"),
            query(
                "limit",
                &json!({ "type": "integer", "minimum": 1, "maximum": 10_000,
                                    "default": 100 }),
                "Features of a page",
            ),
            query("offset", &whole(0, None), "Features before the page"),
            query("filter", &text, "CQL2 text"),
            query(
                "filter-lang",
                &json!({ "type": "string", "enum": ["cql2-text"] }),
                "Its language",
            ),
            query("properties", &text, "The properties that are wanted, with commas between"),
        ];
        for field in crate::ogc::properties(collection) {
            let schema = match field.kind {
                Kind::Whole | Kind::Real => json!({ "type": "number" }),
                _ => text.clone(),
            };
            parameters.push(query(field.name, &schema, field.title));
        }
        let media = [("application/geo+json", object.clone())];
        let items = reads(&format!("items_{name}"), "Features", parameters, &media);
        paths.insert(format!("{own}/items"), items);
        let parameters =
            vec![path("id", "Its identity"), query("crs", &text, "The system of the answer")];
        let item = reads(&format!("item_{name}"), "A feature", parameters, &media);
        paths.insert(format!("{own}/items/{{id}}"), item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_name_of_its_own() {
        let document = document();
        let mut names = std::collections::BTreeSet::new();
        for (path, operations) in document["paths"].as_object().unwrap() {
            for operation in operations.as_object().unwrap().values() {
                let name = operation["operationId"].as_str().unwrap();
                assert!(names.insert(name.to_owned()), "{path}: {name}");
                for part in path.split('{').skip(1).map(|part| part.split('}').next().unwrap()) {
                    let parameters = operation["parameters"].as_array().unwrap();
                    assert!(parameters.iter().any(|one| one["name"] == part), "{path}: {part}");
                }
            }
        }
        assert!(names.len() > 30);
    }
}
