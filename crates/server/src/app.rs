//! The routes, and what holds for all of them: headers, limits, errors.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::problem::Problem;
use crate::respond::{Format, negotiate};
use crate::state::App;
use crate::{access, api, assets, decide, ogc, openapi, review, tiles, upload};

/// Bytes of a request's body, where its route says nothing else.
const BODY: usize = 1 << 20;
/// Bytes of an address with its query.
const ADDRESS: usize = 16 << 10;
/// How long a request may take, where its route says nothing else.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long bringing in may take: what is read and linked cannot be told beforehand.
const PATIENCE_WITH_UPLOADS: Duration = Duration::from_secs(600);

/// What a page may load and do: its own files, nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: \
                      blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
                      manifest-src 'self'; base-uri 'none'; form-action 'self'; \
                      frame-ancestors 'none'";

/// All routes.
pub fn router(app: App) -> Router {
    let pages = api::routes().merge(review::routes()).layer(middleware::from_fn(negotiate));
    Router::new()
        .merge(pages)
        .merge(api::files())
        .merge(tiles::routes())
        .merge(ogc::routes())
        .route("/openapi.json", get(openapi::openapi))
        .merge(access::routes())
        .merge(decide::routes())
        .merge(upload::routes())
        .route("/assets/{*path}", get(assets::asset))
        .route("/base/{*path}", get(assets::base))
        .route("/boundaries.geojson", get(boundaries))
        .fallback(nothing_there)
        .method_not_allowed_fallback(not_so)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn_with_state(app.clone(), access::guard))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Problem::internal("a request broke down").into_response()
        }))
        .layer(middleware::from_fn_with_state(app.clone(), around))
        .with_state(app)
}

/// Limits before, headers after.
async fn around(State(app): State<App>, request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let mut response = if length > ADDRESS {
        Problem::new(
            StatusCode::URI_TOO_LONG,
            "too-long",
            "The address is too long",
            format!("the address has {length} bytes; at most {ADDRESS} are read"),
        )
        .into_response()
    } else {
        let patience = patience(&request);
        let changes = !request.method().is_safe();
        let answered = tokio::time::timeout(patience, next.run(request)).await;
        if changes {
            app.follow();
        }
        match answered {
            Ok(response) => response,
            Err(_) => too_slow(patience).into_response(),
        }
    };
    if let Some(problem) = response.extensions().get::<Problem>() {
        app.log(problem);
    }
    protect(&mut response);
    response
}

fn patience(request: &Request) -> Duration {
    let uploads = ["/documents", "/import"].contains(&request.uri().path());
    if uploads && request.method() == axum::http::Method::POST {
        PATIENCE_WITH_UPLOADS
    } else {
        PATIENCE
    }
}

fn too_slow(patience: Duration) -> Problem {
    let seconds = patience.as_secs();
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "too-slow",
        "That took too long",
        format!("the answer was not ready after {seconds} seconds"),
    )
    .hint("narrow the filter, or ask for less at once")
    .because("a request took too long")
}

fn protect(response: &mut Response) {
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "geolocation=(), camera=(), microphone=()");
}

async fn boundaries(State(app): State<App>) -> Response {
    match app.boundaries() {
        Some(bytes) => {
            ([(header::CONTENT_TYPE, "application/geo+json")], bytes.to_vec()).into_response()
        }
        None => Problem::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "Not found",
            "no boundaries were given to this server",
        )
        .hint("start it with --boundaries FILE.geojson")
        .into_response(),
    }
}

async fn nothing_there(uri: Uri, headers: HeaderMap) -> Response {
    if Format::wanted(uri.query(), &headers).is_ok_and(|format| format == Format::Html) {
        // The page says so to people in its own words, with the ways to what there is.
        return (StatusCode::NOT_FOUND, assets::shell(&headers)).into_response();
    }
    let path: String = uri.path().chars().take(200).collect();
    Problem::new(
        StatusCode::NOT_FOUND,
        "not-found",
        "Not found",
        format!("there is nothing at `{path}`"),
    )
    .hint("/openapi.json lists all addresses")
    .into_response()
}

async fn not_so(uri: Uri, method: axum::http::Method) -> Problem {
    let path: String = uri.path().chars().take(200).collect();
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "Not so",
        format!("`{path}` does not take {method}"),
    )
    .hint("/openapi.json lists what each address takes")
}
