//! The pages' files, which come with the program: the shell, scripts, styles, the base map.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::problem::Problem;
use crate::respond::{not_modified, unchanged};

#[derive(RustEmbed)]
#[folder = "../../web"]
#[include = "index.html"]
#[include = "icon.svg"]
#[include = "app/*"]
#[include = "style/*"]
#[include = "vendor/*"]
#[include = "base/*"]
#[exclude = "*.d.mts"]
struct Web;

/// The one page of the application; what it shows depends on its address.
pub fn shell(headers: &HeaderMap) -> Response {
    match Web::get("index.html") {
        Some(file) => send(headers, "index.html", &file),
        None => Problem::internal("web/index.html is not in the program").into_response(),
    }
}

/// A script, a style, a picture.
pub async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    file(&path, &headers)
}

/// A layer of the base map.
pub async fn base(Path(path): Path<String>, headers: HeaderMap) -> Response {
    file(&format!("base/{path}"), &headers)
}

fn file(path: &str, headers: &HeaderMap) -> Response {
    match Web::get(path) {
        Some(found) => send(headers, path, &found),
        None => Problem::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "Not found",
            format!("there is no file `{path}` in this program"),
        )
        .into_response(),
    }
}

fn send(headers: &HeaderMap, path: &str, file: &EmbeddedFile) -> Response {
    let hash = file.metadata.sha256_hash();
    let digits: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{digits}\"");
    if not_modified(headers, &tag) {
        return unchanged(&tag);
    }
    let media = media_type(path);
    let mut response = file.data.to_vec().into_response();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &media);
    set(header::ETAG, &tag);
    // Asked for again each time, and answered in a line: the program may be a later one.
    set(header::CACHE_CONTROL, "no-cache");
    response
}

fn media_type(path: &str) -> String {
    if path.ends_with(".geojson") {
        return "application/geo+json".to_owned();
    }
    let guessed = mime_guess::from_path(path).first_or_octet_stream();
    match (guessed.type_().as_str(), guessed.subtype().as_str()) {
        ("text", _) => format!("{}; charset=utf-8", guessed.essence_str()),
        _ => guessed.essence_str().to_owned(),
    }
}
