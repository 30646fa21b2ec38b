//! Who asks, and what they may do.
//!
//! Without accounts everybody who reaches the port is the person at this machine, which is why the
//! server then listens to this machine only, and answers only where it is called by a name of it.

use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;

use crate::problem::Problem;
use crate::respond;
use crate::settings::Settings;
use crate::state::App;

/// Who may do what.
#[derive(Debug)]
pub struct Access {
    person: String,
}

impl Access {
    /// As the settings have it.
    pub fn open(settings: &Settings) -> Self {
        Self { person: settings.person.clone() }
    }
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The name under which decisions are recorded; nobody's where a stranger asks.
    pub name: Option<String>,
    /// What they are.
    pub role: Role,
    /// What requests that change something must carry; needed by browsers only.
    pub csrf: Option<String>,
}

/// What somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sees what is redacted.
    Public,
    /// Sees all.
    Viewer,
    /// Decides.
    Reviewer,
    /// Adds.
    Manager,
    /// Gives out accounts.
    Administrator,
}

impl FromRequestParts<App> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, Problem> {
        let name = Some(app.access().person.clone());
        Ok(Self { name, role: Role::Administrator, csrf: None })
    }
}

/// Refuses those who may not keep a question in the register.
///
/// # Errors
/// When they may not.
pub fn may_save(_viewer: &Viewer) -> Result<(), Problem> {
    Ok(())
}

/// The routes of accounts.
pub fn routes() -> Router<App> {
    Router::new().route("/session", get(session))
}

#[derive(Serialize)]
struct Session {
    accounts: bool,
    user: Option<String>,
    role: Role,
    actions: Vec<&'static str>,
    csrf: Option<String>,
}

async fn session(viewer: Viewer) -> Result<Response, Problem> {
    respond::json(&Session {
        accounts: false,
        user: viewer.name,
        role: viewer.role,
        actions: Vec::new(),
        csrf: viewer.csrf,
    })
}

/// Refuses what comes under a name that is not this machine's: a page elsewhere may have its name
/// point here, and would be the person at this machine.
pub async fn guard(State(_): State<App>, request: Request, next: Next) -> Response {
    if is_local(request.headers(), request.uri()) {
        return next.run(request).await;
    }
    Problem::new(
        StatusCode::MISDIRECTED_REQUEST,
        "not-this-machine",
        "Not this machine's name",
        "without accounts the server answers only as localhost, 127.0.0.1 or [::1]",
    )
    .hint("open the address that `cairn serve` printed")
    .into_response()
}

fn is_local(headers: &HeaderMap, uri: &Uri) -> bool {
    let named = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let Some(host) = uri.host().or(named) else { return false };
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_will_do() {
        let local = |host: &str| {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
            is_local(&headers, &Uri::from_static("/"))
        };
        for name in ["localhost", "localhost:7700", "127.0.0.1:7700", "[::1]:7700", "LOCALHOST"] {
            assert!(local(name), "{name}");
        }
        for name in
            ["", "example.org", "127.0.0.1.example.org", "10.0.0.1:7700", "[::2]", "localhost.evil"]
        {
            assert!(!local(name), "{name}");
        }
        assert!(!is_local(&HeaderMap::new(), &Uri::from_static("/")));
    }
}
