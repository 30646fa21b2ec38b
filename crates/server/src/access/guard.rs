//! What stands before every route: the right name, the right to it, no forged change, a note of who
//! reads personal data.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cairn_store::accounts::NewAuditEntry;
use jiff::Timestamp;

use super::needs::{Needs, needs};
use super::{Via, Viewer, local, secret};
use crate::problem::Problem;
use crate::respond::Format;
use crate::state::App;

/// The header that changes must carry, since no page elsewhere can set it.
pub const CSRF: &str = "x-cairn-csrf";
/// How the addresses of tiles begin.
const TILES: &str = "/tiles/";
/// Bytes of an address that are noted.
const NOTED: usize = 500;

/// Lets through what may pass.
pub async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let checked = check(&app, &request);
    let (viewer, needs) = match checked {
        Ok(checked) => checked,
        Err(problem) => return problem.into_response(),
    };
    let note = needs.personal.then(|| note(&viewer, &request)).flatten();
    request.extensions_mut().insert(viewer);
    let response = next.run(request).await;
    match (note, app.access().gate()) {
        (Some(note), Some(gate)) if response.status().is_success() => {
            let noted = if note.thing.starts_with(TILES) {
                gate.log.note_once_an_hour(note).await
            } else {
                gate.log.note(note).await
            };
            match noted {
                Ok(()) => response,
                // What cannot be noted is not shown.
                Err(problem) => problem.into_response(),
            }
        }
        _ => response,
    }
}

fn check(app: &App, request: &Request) -> Result<(Viewer, Needs), Problem> {
    let (headers, uri, method) = (request.headers(), request.uri(), request.method());
    let viewer = app.access().viewer(headers)?;
    if viewer.via == Via::Machine && !local::is_local(headers, uri) {
        return Err(not_this_machine());
    }
    if !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        not_forged(&viewer, headers)?;
    }
    let mut needs = needs(method, uri.path());
    // The page itself shows nothing: it asks for its data, and for the login.
    if is_page(request) {
        needs = Needs { right: None, personal: false };
    }
    if let Some((action, resource)) = needs.right {
        viewer.require(action, resource)?;
    }
    Ok((viewer, needs))
}

/// The addresses that are a page to people: what is not among them may answer with data whatever is
/// accepted.
const PAGES: [&str; 22] = [
    "",
    "overview",
    "map",
    "incidents",
    "victims",
    "finds",
    "tallies",
    "contradictions",
    "statements",
    "documents",
    "claims",
    "hazards",
    "records",
    "releases",
    "decisions",
    "review",
    "ground",
    "repairs",
    "methods",
    "login",
    "add",
    "index.html",
];

/// Whether what is asked for is the one page of the application.
fn is_page(request: &Request) -> bool {
    let path = request.uri().path();
    let first = path.split('/').nth(1).unwrap_or_default();
    request.method() == Method::GET
        && PAGES.contains(&first)
        && matches!(Format::wanted(request.uri().query(), request.headers()), Ok(Format::Html))
        && !path.ends_with("/original")
}

fn not_this_machine() -> Problem {
    Problem::new(
        StatusCode::MISDIRECTED_REQUEST,
        "not-this-machine",
        "Not this machine's name",
        "without accounts the server answers only as localhost, 127.0.0.1 or [::1]",
    )
    .hint("open the address that `cairn serve` printed")
}

fn not_forged(viewer: &Viewer, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(expected) = &viewer.csrf else { return Ok(()) };
    let given = headers.get(CSRF).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if secret::same(given, expected) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "csrf",
        "Not from a page of this server",
        "A request that changes something must carry the header X-Cairn-CSRF with what GET /session \
         answers as `csrf`.",
    )
    .hint("load the page again; programs send an API token, or ask GET /session first"))
}

/// What is noted of a read, where people are known.
fn note(viewer: &Viewer, request: &Request) -> Option<NewAuditEntry> {
    if viewer.via == Via::Machine || !viewer.sees_personal() {
        return None;
    }
    let uri = request.uri();
    let mut thing = uri.path_and_query().map_or_else(String::new, ToString::to_string);
    if let Some(tile) = thing.strip_prefix(TILES) {
        // The map of a collection, rather than each of its tiles.
        thing = format!("{TILES}{}", tile.split('/').next().unwrap_or_default());
    }
    while thing.len() > NOTED {
        thing.pop();
    }
    let did = if request.method() == Method::GET { "read" } else { "changed" };
    Some(NewAuditEntry {
        at: Timestamp::now(),
        person: viewer.name.clone().unwrap_or_default(),
        role: viewer.role(),
        address: peer(request.headers(), request.extensions().get())
            .map_or_else(|| "unknown".to_owned(), |ip| ip.to_string()),
        did: did.to_owned(),
        thing,
    })
}

/// The machine that asks. One on this machine that speaks for others says for whom: a proxy.
pub fn peer(headers: &HeaderMap, connected: Option<&ConnectInfo<SocketAddr>>) -> Option<IpAddr> {
    let peer = connected?.0.ip();
    if !peer.is_loopback() {
        return Some(peer);
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back();
    // What stands last is what our own proxy saw; the rest anybody may have written.
    let last = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next());
    Some(last.and_then(|text| text.trim().parse().ok()).unwrap_or(peer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        let connected = |address: &str| ConnectInfo(address.parse::<SocketAddr>().unwrap());
        let headers = |value: &'static str| {
            HeaderMap::from_iter([(
                "x-forwarded-for".parse().unwrap(),
                axum::http::HeaderValue::from_static(value),
            )])
        };
        let seen = |headers: &HeaderMap, from: &str| {
            peer(headers, Some(&connected(from))).unwrap().to_string()
        };
        assert_eq!(seen(&headers("203.0.113.9"), "198.51.100.1:5"), "198.51.100.1");
        assert_eq!(seen(&headers("203.0.113.9, 198.51.100.7"), "127.0.0.1:5"), "198.51.100.7");
        assert_eq!(seen(&headers("nonsense"), "127.0.0.1:5"), "127.0.0.1");
        assert_eq!(seen(&HeaderMap::new(), "[::1]:5"), "::1");
    }
}
