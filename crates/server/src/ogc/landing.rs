//! The landing page of `/ogc`, what it conforms to, and its description as OpenAPI.

use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde_json::{Value, json};

use crate::problem::Problem;
use crate::respond::json_as;

const JSON: &str = "application/json";

/// The address under which the client reaches the server: links must lead back the same way.
pub fn base(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let scheme = headers.get("x-forwarded-proto").and_then(|scheme| scheme.to_str().ok());
    let scheme = scheme.filter(|scheme| matches!(*scheme, "http" | "https")).unwrap_or("http");
    let plain = |host: &&str| host.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
    host.filter(plain).map_or_else(|| "/ogc".to_owned(), |host| format!("{scheme}://{host}/ogc"))
}

/// A link.
pub fn link(href: &str, rel: &str, media: &str, title: &str) -> Value {
    json!({ "href": href, "rel": rel, "type": media, "title": title })
}

/// `GET /ogc`
pub async fn landing(headers: HeaderMap) -> Result<Response, Problem> {
    let base = base(&headers);
    json_as(
        JSON,
        &json!({
            "title": "Cairn",
            "description": "Incidents, finds, hazardous areas, minefield records and released land of \
                            a register, each with who says so. Areas are as their sources drew them; \
                            none is a statement that land can be walked on.",
            "links": [
                link(&base, "self", JSON, "This document"),
                link(&format!("{base}/api"), "service-desc",
                    "application/vnd.oai.openapi+json;version=3.0", "The API as OpenAPI"),
                link("/methods", "service-doc", "text/html", "How each figure is counted"),
                link(&format!("{base}/conformance"), "conformance", JSON, "What it conforms to"),
                link(&format!("{base}/conformance"),
                    "http://www.opengis.net/def/rel/ogc/1.0/conformance", JSON, "What it conforms to"),
                link(&format!("{base}/collections"), "data", JSON, "The collections"),
                link(&format!("{base}/collections"),
                    "http://www.opengis.net/def/rel/ogc/1.0/data", JSON, "The collections"),
            ],
        }),
    )
}

/// `GET /ogc/conformance`
pub async fn conformance() -> Result<Response, Problem> {
    json_as(
        JSON,
        &json!({ "conformsTo": [
            "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
            "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
            "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
            "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
            "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
            "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
            "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
            "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
            "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
        ] }),
    )
}

/// `GET /ogc/api`: the part of `/openapi.json` that is about features, with addresses from here.
pub async fn api(headers: HeaderMap) -> Result<Response, Problem> {
    let mut document = crate::openapi::document();
    let base = base(&headers);
    let root = base.trim_end_matches("/ogc");
    document["servers"] = json!([{ "url": if root.is_empty() { "/" } else { root } }]);
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        paths.retain(|path, _| path.starts_with("/ogc"));
    }
    json_as("application/vnd.oai.openapi+json;version=3.0", &document)
}
