//! Who asks, and what they may do.
//!
//! Without accounts everybody who reaches the port is the person at this machine, which is why the
//! server then listens to this machine only, and answers only where it is called by a name of it.
//! With accounts whoever is not logged in is the public, and sees the public edition if the manager
//! lets them. [`guard`] stands before every route; [`needs`] has what each address takes.
//!
//! Sessions and tokens are our own: a table and a cookie. tower-sessions would keep values of any
//! kind, for strangers too, that nothing here needs (docs/decisions/0008).

mod audit;
mod guard;
mod local;
mod needs;
pub mod password;
pub mod secret;
mod session;
mod throttle;
mod viewer;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, StatusCode, header};
use cairn_model::{Action, Resource, Rights, Role};
use cairn_store::accounts::{Accounts, AccountsError, PublicSettings};
use jiff::Timestamp;

pub use audit::AuditLog;
pub use guard::guard;
pub use session::routes;
pub use viewer::{Via, Viewer};

use crate::problem::Problem;
use crate::server::ServeError;
use crate::settings::Settings;

/// The name of the cookie.
const COOKIE: &str = "cairn_session";

/// Who may do what.
#[derive(Clone, Debug)]
pub struct Access(Arc<Kind>);

#[derive(Debug)]
enum Kind {
    /// Whoever reaches the port is this person.
    Machine { person: String, csrf: String },
    /// There are accounts.
    Accounts(Gate),
}

#[derive(Debug)]
struct Gate {
    accounts: Mutex<Accounts>,
    log: AuditLog,
    /// What requests of strangers that change something, as logging in, must carry.
    csrf: String,
    /// Hashing takes memory: so many at once.
    hashing: tokio::sync::Semaphore,
}

/// Passwords that are looked at together.
const HASHING: usize = 2;

impl Access {
    /// As the settings have it.
    ///
    /// # Errors
    /// When the file of accounts cannot be opened, or has nobody in it.
    pub fn open(settings: &Settings) -> Result<Self, ServeError> {
        let csrf = secret::draw().map_err(|_| ServeError::NoRandomness)?;
        let kind = match settings.accounts.as_deref() {
            None => Kind::Machine { person: settings.person.clone(), csrf },
            Some(path) => Kind::Accounts(Gate::open(path, csrf)?),
        };
        Ok(Self(Arc::new(kind)))
    }

    fn gate(&self) -> Option<&Gate> {
        match &*self.0 {
            Kind::Machine { .. } => None,
            Kind::Accounts(gate) => Some(gate),
        }
    }

    /// What the public sees. Without accounts there is no public.
    ///
    /// # Errors
    /// When the file of accounts cannot be read.
    pub fn public(&self) -> Result<PublicSettings, Problem> {
        match self.gate() {
            None => Ok(PublicSettings::default()),
            Some(gate) => Ok(gate.accounts().public_settings()?),
        }
    }

    /// Who sends these headers.
    ///
    /// # Errors
    /// When they carry a token that is no good, or the accounts cannot be read.
    pub fn viewer(&self, headers: &HeaderMap) -> Result<Viewer, Problem> {
        let gate = match &*self.0 {
            Kind::Machine { person, csrf } => {
                return Ok(Viewer {
                    name: Some(person.clone()),
                    rights: Rights::of(Role::Administrator),
                    csrf: Some(csrf.clone()),
                    via: Via::Machine,
                });
            }
            Kind::Accounts(gate) => gate,
        };
        let now = Timestamp::now();
        if let Some(token) = bearer(headers) {
            let found = gate.accounts().token(&secret::hash(token), now)?;
            let token = found.ok_or_else(bad_token)?;
            let (name, via) = (Some(token.person), Via::Token(token.id));
            return Ok(Viewer { name, rights: token.rights, csrf: None, via });
        }
        if let Some(cookie) = cookie(headers) {
            let hash = secret::hash(cookie);
            if let Some(session) = gate.accounts().session(&hash, now)? {
                return Ok(Viewer {
                    name: Some(session.person),
                    rights: Rights::of(session.role),
                    csrf: Some(session.csrf),
                    via: Via::Session(hash),
                });
            }
        }
        let open = gate.accounts().public_settings()?.open;
        let scopes = (!open).then(std::collections::BTreeSet::new);
        Ok(Viewer {
            name: None,
            rights: Rights { role: Role::Public, scopes },
            csrf: Some(gate.csrf.clone()),
            via: Via::Nothing,
        })
    }
}

impl Gate {
    fn open(path: &Path, csrf: String) -> Result<Self, AccountsError> {
        let accounts = Accounts::open(path)?;
        if accounts.people()?.is_empty() {
            return Err(AccountsError::Empty { path: path.to_owned() });
        }
        Ok(Self {
            accounts: Mutex::new(accounts),
            log: AuditLog::open(path)?,
            csrf,
            hashing: tokio::sync::Semaphore::new(HASHING),
        })
    }

    /// The file; each use is a few statements.
    fn accounts(&self) -> std::sync::MutexGuard<'_, Accounts> {
        // Every change is one transaction: the file is whole whatever happened to whoever held it.
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == COOKIE).then_some(value))
}

fn bad_token() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "bad-token",
        "The token is no good",
        "The token is unknown, was revoked, or has expired.",
    )
    .hint("ask an administrator for a new one (`cairn user token add`)")
}

fn log_in() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "log-in",
        "Log in first",
        "This is not shown to the public.",
    )
    .hint("log in, or send an API token as `Authorization: Bearer …`")
}

/// Refuses those who may not keep a question in the register.
///
/// # Errors
/// When they may not.
pub fn may_save(viewer: &Viewer) -> Result<(), Problem> {
    viewer.require(Action::Save, Resource::Ground)
}

/// What somebody is told who may not do something.
fn refusal(viewer: &Viewer, action: Action, resource: Resource) -> Problem {
    if viewer.name.is_none() {
        return log_in();
    }
    let what = format!("{}:{}", action.code(), resource.code());
    let (who, hint) = match viewer.via {
        Via::Token(_) => ("this token", "a token with wider scopes, or of a higher role, may"),
        _ => ("your role", "ask somebody who may, or an administrator for another role"),
    };
    Problem::new(
        StatusCode::FORBIDDEN,
        "forbidden",
        "Not allowed",
        format!("{who} ({}) does not include {what}", viewer.role().code()),
    )
    .hint(hint)
    .with("needs", what)
}

impl From<AccountsError> for Problem {
    fn from(error: AccountsError) -> Self {
        match &error {
            AccountsError::Locked { .. } => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "locked",
                "The accounts are busy",
                "Another program writes to the file of accounts.",
            )
            .hint("try again in a few seconds")
            .because(error.to_string()),
            _ => Self::internal(error.to_string()),
        }
    }
}
