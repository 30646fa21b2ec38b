//! `/session`: who is logged in, logging in, logging out. `/audit`: who read what.

use std::net::SocketAddr;

use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, Json, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use cairn_model::{Action, Resource, Rights};
use cairn_store::accounts::{AuditEntry, NewAuditEntry, NewSession};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::guard::peer;
use super::throttle::{FREE_OF_ADDRESS, FREE_OF_NAME, wait};
use super::{COOKIE, Gate, Via, Viewer, password, secret};
use crate::problem::Problem;
use crate::respond;
use crate::state::App;

/// A working day.
const LASTS: SignedDuration = SignedDuration::from_hours(12);
/// Bytes of a name that are looked at.
const LONGEST_NAME: usize = 256;

/// The routes of accounts.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/session", get(who).post(begin).delete(end))
        .route("/audit", get(audited))
        .route("/settings", get(settings).put(set))
}

#[derive(Serialize)]
struct Who {
    accounts: bool,
    user: Option<String>,
    role: &'static str,
    actions: Vec<String>,
    csrf: Option<String>,
    boundaries: bool,
}

fn described(app: &App, viewer: Viewer) -> Result<Response, Problem> {
    respond::json(&Who {
        accounts: app.access().gate().is_some(),
        user: viewer.name,
        role: viewer.rights.role.code(),
        actions: viewer.rights.list(),
        csrf: viewer.csrf,
        boundaries: app.boundaries().is_some(),
    })
}

async fn who(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    described(&app, viewer)
}

#[derive(Deserialize)]
struct Login {
    name: String,
    password: String,
}

async fn begin(
    State(app): State<App>,
    connected: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    login: Result<Json<Login>, JsonRejection>,
) -> Result<Response, Problem> {
    let access = app.access().clone();
    let gate = access.gate().ok_or_else(no_accounts)?;
    let Json(login) = login.map_err(|_| unreadable())?;
    let from = peer(&headers, connected.as_deref())
        .map_or_else(|| "unknown".to_owned(), |ip| ip.to_string());
    let session = log_in(gate, &login, &from).await?;
    let (cookie, viewer) = (set_cookie(&session.secret, LASTS, &headers), session.viewer);
    let mut response = described(&app, viewer)?;
    response.headers_mut().append(header::SET_COOKIE, cookie?);
    Ok(response)
}

struct Begun {
    secret: String,
    viewer: Viewer,
}

async fn log_in(gate: &Gate, login: &Login, from: &str) -> Result<Begun, Problem> {
    let name: String = login.name.trim().chars().take(LONGEST_NAME).collect();
    let subjects = [format!("name {}", name.to_lowercase()), format!("from {from}")];
    let [of_name, of_address] = &subjects;
    slow_down(gate, of_name, of_address)?;
    // Hashing takes memory, and a minute of it is nobody's: so many at once, the others wait.
    let turn = gate.hashing.acquire().await;
    // Guesses that waited for their turn together count one after the other.
    slow_down(gate, of_name, of_address)?;
    let kept = gate.accounts().password(&name)?;
    let given = login.password.clone();
    let right = tokio::task::spawn_blocking(move || password::matches(&given, kept.as_deref()));
    let right = right.await.unwrap_or(false);
    drop(turn);
    let now = Timestamp::now();
    if !right {
        gate.accounts().note_failure(&[of_name, of_address], now)?;
        return Err(wrong());
    }
    let person = gate.accounts().person(&name)?.ok_or_else(wrong)?;
    let draw = || secret::draw().map_err(|error| Problem::internal(error.to_string()));
    let (drawn, csrf) = (draw()?, draw()?);
    let hash = secret::hash(&drawn);
    {
        let mut accounts = gate.accounts();
        accounts.forget_failures(&[of_name])?;
        accounts.begin_session(NewSession {
            hash: &hash,
            person: &person.name,
            csrf: &csrf,
            begun_at: now,
            expires_at: now + LASTS,
        })?;
    }
    let entry = NewAuditEntry {
        at: now,
        person: person.name.clone(),
        role: person.role,
        address: from.to_owned(),
        did: "logged in".to_owned(),
        thing: String::new(),
    };
    gate.log.note(entry).await?;
    let rights = Rights::of(person.role);
    let viewer =
        Viewer { name: Some(person.name), rights, csrf: Some(csrf), via: Via::Session(hash) };
    Ok(Begun { secret: drawn, viewer })
}

fn slow_down(gate: &Gate, of_name: &str, of_address: &str) -> Result<(), Problem> {
    let now = Timestamp::now();
    let accounts = gate.accounts();
    let name = wait(accounts.attempts(of_name, now)?, FREE_OF_NAME, now);
    let address = wait(accounts.attempts(of_address, now)?, FREE_OF_ADDRESS, now);
    let Some(left) = name.max(address) else { return Ok(()) };
    let seconds = left.as_secs() + 1;
    Err(Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too-many-logins",
        "Too many failed logins",
        format!("after this many failures a login is taken again in {seconds} seconds"),
    )
    .hint("an administrator can set a new password with `cairn user password`")
    .with("retry_after", seconds))
}

/// The same whether the name or the password is wrong.
fn wrong() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "wrong-login",
        "Wrong name or password",
        "There is no account with this name and password.",
    )
    .hint("an administrator can set a new password with `cairn user password`")
}

fn unreadable() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "bad-body",
        "The request cannot be read",
        "expected JSON as {\"name\": …, \"password\": …} with Content-Type application/json",
    )
}

fn no_accounts() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "no-accounts",
        "There are no accounts",
        "This server has no accounts: whoever reaches it is the person at this machine.",
    )
    .hint("make accounts with `cairn user add`, and serve with --accounts FILE")
}

async fn end(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let (Some(gate), Via::Session(hash)) = (app.access().gate(), &viewer.via) {
        gate.accounts().end_session(hash)?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    let cookie = set_cookie("", SignedDuration::ZERO, &headers)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// For this server only, never for scripts, never sent along from pages elsewhere; by https only where
/// a proxy speaks https for us.
fn set_cookie(
    value: &str,
    lasts: SignedDuration,
    headers: &HeaderMap,
) -> Result<HeaderValue, Problem> {
    let https = headers.get("x-forwarded-proto").is_some_and(|value| value == "https");
    let secure = if https { "; Secure" } else { "" };
    let cookie = format!(
        "{COOKIE}={value}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{secure}",
        lasts.as_secs()
    );
    HeaderValue::from_str(&cookie).map_err(|error| Problem::internal(error.to_string()))
}

#[derive(Deserialize)]
struct Page {
    below: Option<u64>,
    limit: Option<usize>,
}

#[derive(Serialize)]
struct Noted {
    number: u64,
    at: String,
    person: String,
    role: &'static str,
    address: String,
    did: String,
    thing: String,
}

impl From<AuditEntry> for Noted {
    fn from(AuditEntry { number, entry }: AuditEntry) -> Self {
        Self {
            number,
            at: entry.at.to_string(),
            person: entry.person,
            role: entry.role.code(),
            address: entry.address,
            did: entry.did,
            thing: entry.thing,
        }
    }
}

async fn audited(
    State(app): State<App>,
    viewer: Viewer,
    Query(page): Query<Page>,
) -> Result<Response, Problem> {
    viewer.require(Action::ReadPersonal, Resource::Audit)?;
    let gate = app.access().gate().ok_or_else(no_accounts)?;
    let limit = page.limit.unwrap_or(50).clamp(1, 1000);
    let entries = gate.accounts().audited(page.below, limit)?;
    let items: Vec<Noted> = entries.into_iter().map(Noted::from).collect();
    respond::json(&serde_json::json!({ "items": items }))
}

#[derive(Deserialize, Serialize)]
struct Shown {
    open: bool,
    hazards: String,
}

async fn settings(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    viewer.require(Action::Read, Resource::Settings)?;
    let gate = app.access().gate().ok_or_else(no_accounts)?;
    let public = gate.accounts().public_settings()?;
    let public = Shown { open: public.open, hazards: public.hazards.code().to_owned() };
    respond::json(&serde_json::json!({ "public": public }))
}

#[derive(Deserialize)]
struct NewSettings {
    public: Shown,
}

async fn set(
    State(app): State<App>,
    viewer: Viewer,
    connected: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    new: Result<Json<NewSettings>, JsonRejection>,
) -> Result<Response, Problem> {
    let access = app.access().clone();
    let gate = access.gate().ok_or_else(no_accounts)?;
    let Json(new) = new.map_err(|_| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "bad-body",
            "The request cannot be read",
            "expected JSON as {\"public\": {\"open\": true, \"hazards\": \"grid\"}}",
        )
    })?;
    let hazards = new.public.hazards.parse().map_err(|_| {
        Problem::parameter("hazards", &new.public.hazards, "one of exact, grid, hidden")
    })?;
    let public = cairn_store::accounts::PublicSettings { open: new.public.open, hazards };
    let entry = NewAuditEntry {
        at: Timestamp::now(),
        person: viewer.person()?.to_owned(),
        role: viewer.role(),
        address: peer(&headers, connected.as_deref())
            .map_or_else(|| "unknown".to_owned(), |ip| ip.to_string()),
        did: "set what the public sees".to_owned(),
        thing: format!("open {}, hazards {}", public.open, public.hazards),
    };
    gate.log.note(entry).await?;
    gate.accounts().set_public_settings(public)?;
    settings(State(app), viewer).await
}
