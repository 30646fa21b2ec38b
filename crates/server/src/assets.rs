//! The pages' files, which come with the program: the shell, scripts, styles, the base map.

mod packed;

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

/// Packs all files, so that no request waits for it.
pub fn pack() {
    // A build without optimisation takes seconds for it, and reads the files from the checkout.
    if cfg!(debug_assertions) {
        return;
    }
    for path in Web::iter() {
        if let Some(file) = Web::get(&path) {
            packed::of(&file);
        }
    }
}

fn send(headers: &HeaderMap, path: &str, file: &EmbeddedFile) -> Response {
    let hash = file.metadata.sha256_hash();
    let digits: String = hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let packed = if packed::is_accepted(headers) { packed::of(file) } else { None };
    // The file packed is another sequence of bytes, and has another tag.
    let tag = if packed.is_some() { format!("\"{digits}-gzip\"") } else { format!("\"{digits}\"") };
    let mut response = if not_modified(headers, &tag) {
        unchanged(&tag)
    } else {
        let mut response = match &packed {
            Some(packed) => packed.clone(),
            None => packed::whole(file),
        }
        .into_response();
        if packed.is_some() {
            let gzip = HeaderValue::from_static("gzip");
            response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
        }
        response
    };
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &media_type(path));
    set(header::ETAG, &tag);
    set(header::VARY, "accept-encoding");
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
