//! What form of an answer is wanted, and making it.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::assets;
use crate::problem::Problem;

/// A form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The page.
    Html,
    /// The data of the page.
    Json,
    /// A table, comma-separated.
    Csv,
    /// A workbook.
    Xlsx,
    /// Features with their shapes.
    GeoJson,
}

impl Format {
    const NAMES: [(&'static str, Self); 5] = [
        ("html", Self::Html),
        ("json", Self::Json),
        ("csv", Self::Csv),
        ("xlsx", Self::Xlsx),
        ("geojson", Self::GeoJson),
    ];

    /// The form that a media type means.
    fn of_media(media: &str) -> Option<Self> {
        Some(match media {
            "text/html" | "application/xhtml+xml" => Self::Html,
            "application/json" | "application/*" | "*/*" => Self::Json,
            "text/csv" => Self::Csv,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Self::Xlsx,
            "application/geo+json" => Self::GeoJson,
            _ => return None,
        })
    }

    /// What a request wants: the parameter `f`, else what it accepts, else JSON.
    ///
    /// # Errors
    /// When `f` is no form that there is.
    pub fn wanted(query: Option<&str>, headers: &HeaderMap) -> Result<Self, Problem> {
        if let Some(given) = query.and_then(|query| parameter(query, "f")) {
            let known = Self::NAMES.iter().find(|(name, _)| *name == given);
            return known.map(|(_, format)| *format).ok_or_else(|| {
                Problem::parameter("f", &given, "one of html, json, csv, xlsx, geojson")
            });
        }
        let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
        Ok(accepted.and_then(best).unwrap_or(Self::Json))
    }
}

/// The form that is accepted most gladly; of equal ones the first.
fn best(accepted: &str) -> Option<Format> {
    let mut best: Option<(f32, Format)> = None;
    for range in accepted.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let Some(format) = parts.next().and_then(|media| Format::of_media(&media.to_lowercase()))
        else {
            continue;
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        if weight > 0.0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, format));
        }
    }
    best.map(|(_, format)| format)
}

/// A parameter of a query, decoded.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs = pairs(Some(query)).ok()?;
    pairs.into_iter().find(|(given, _)| given == name).map(|(_, value)| value)
}

/// The parameters of a query, decoded.
///
/// # Errors
/// When it is no query.
pub fn pairs(query: Option<&str>) -> Result<Vec<(String, String)>, Problem> {
    serde_urlencoded::from_str(query.unwrap_or_default()).map_err(|error| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "bad-parameter",
            "The query cannot be read",
            format!("the part of the address after `?` cannot be read: {error}"),
        )
        .hint("write it as name=value&name=value, other letters as %20")
    })
}

/// Gives people the page; lets through what wants data, with the form noted.
pub async fn negotiate(mut request: Request, next: Next) -> Response {
    let format = match Format::wanted(request.uri().query(), request.headers()) {
        Ok(format) => format,
        Err(problem) => return problem.into_response(),
    };
    let mut response = if format == Format::Html && request.method() == axum::http::Method::GET {
        assets::shell(request.headers())
    } else {
        request.extensions_mut().insert(format);
        next.run(request).await
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

/// The form that a request wants, as [`negotiate`] noted it.
impl<S: Sync> axum::extract::FromRequestParts<S> for Format {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _: &S,
    ) -> Result<Self, Problem> {
        match parts.extensions.get::<Self>() {
            Some(format) => Ok(*format),
            None => Self::wanted(parts.uri.query(), &parts.headers),
        }
    }
}

/// Data as JSON. Not to be kept by others: what one viewer may see another may not.
pub fn json<T: Serialize>(value: &T) -> Result<Response, Problem> {
    json_as("application/json", value)
}

/// Data as JSON of a narrower media type.
pub fn json_as<T: Serialize>(media: &'static str, value: &T) -> Result<Response, Problem> {
    let body = serde_json::to_vec(value)
        .map_err(|error| Problem::internal(format!("an answer cannot be written: {error}")))?;
    Ok((
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(media)),
            (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        ],
        body,
    )
        .into_response())
}

/// Whether the client has this version already.
pub fn not_modified(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag || one.trim() == "*")
    })
}

/// That the client has it already.
pub fn unchanged(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(query: Option<&str>, accept: Option<&str>) -> Option<Format> {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT, accept.parse().unwrap());
        }
        Format::wanted(query, &headers).ok()
    }

    #[test]
    fn browsers_get_pages_and_programs_data() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(wanted(None, Some(browser)), Some(Format::Html));
        assert_eq!(wanted(Some("f=csv"), Some(browser)), Some(Format::Csv));
        assert_eq!(wanted(None, Some("*/*")), Some(Format::Json));
        assert_eq!(wanted(None, None), Some(Format::Json));
        assert_eq!(wanted(None, Some("text/html;q=0.2, application/json")), Some(Format::Json));
        assert_eq!(wanted(None, Some("image/png")), Some(Format::Json));
        assert_eq!(wanted(Some("f=pdf"), Some(browser)), None);
    }
}
