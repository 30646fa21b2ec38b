//! Who asks, and what they may do.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use cairn_model::{Action, Resource, Rights, Role};
use cairn_store::accounts::SecretHash;

use crate::problem::Problem;
use crate::state::App;

/// Who asks.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The name under which decisions are recorded; nobody's where a stranger asks.
    pub name: Option<String>,
    /// What they may do.
    pub rights: Rights,
    /// What requests that change something must carry; `None` for programs with a token.
    pub csrf: Option<String>,
    /// How they are known.
    pub via: Via,
}

/// How somebody is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// They sit at this machine; there are no accounts.
    Machine,
    /// They logged in.
    Session(SecretHash),
    /// A program brought a token of theirs.
    Token(String),
    /// They are not.
    Nothing,
}

impl Viewer {
    /// What they are.
    pub const fn role(&self) -> Role {
        self.rights.role
    }

    /// Whether they see names, exact positions and texts; else they are served from the public edition.
    pub fn sees_personal(&self) -> bool {
        self.rights.may(Action::ReadPersonal, Resource::Register)
    }

    /// Whether they may do this to that.
    ///
    /// # Errors
    /// When they may not, with what to do about it.
    pub fn require(&self, action: Action, resource: Resource) -> Result<(), Problem> {
        if self.rights.may(action, resource) {
            return Ok(());
        }
        Err(super::refusal(self, action, resource))
    }

    /// The name that stands beside what they decide.
    ///
    /// # Errors
    /// When a stranger asks.
    pub fn person(&self) -> Result<&str, Problem> {
        self.name.as_deref().ok_or_else(super::log_in)
    }
}

impl FromRequestParts<App> for Viewer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match parts.extensions.get::<Self>() {
            Some(viewer) => Ok(viewer.clone()),
            None => app.access().viewer(&parts.headers),
        }
    }
}
