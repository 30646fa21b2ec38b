//! What went wrong, as RFC 9457 has it: what, where, what was expected and what to do.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cairn_store::StoreError;
use serde::Serialize;

/// An answer that is a problem. What the log gets may say more than what is sent.
#[derive(Clone, Debug)]
pub struct Problem {
    status: StatusCode,
    body: Box<Body>,
    inner: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct Body {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    /// What the request named that is at fault, what stands there, and what would do.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    /// Further members, as RFC 9457 allows.
    #[serde(flatten, skip_serializing_if = "serde_json::Map::is_empty")]
    more: serde_json::Map<String, serde_json::Value>,
}

/// Letters of what was given that are repeated.
const GIVEN: usize = 200;

impl Problem {
    /// A problem of this status; `kind` is one word for programs, as in `bad-parameter`.
    pub fn new(status: StatusCode, kind: &str, title: &str, detail: impl Into<String>) -> Self {
        Self {
            status,
            body: Box::new(Body {
                kind: format!("urn:cairn:problem:{kind}"),
                title: title.to_owned(),
                status: status.as_u16(),
                detail: detail.into(),
                hint: None,
                parameter: None,
                given: None,
                expected: None,
                more: serde_json::Map::new(),
            }),
            inner: None,
        }
    }

    /// A parameter that cannot be read.
    pub fn parameter(name: &str, given: &str, expected: impl Into<String>) -> Self {
        let (given, expected) = (given.chars().take(GIVEN).collect::<String>(), expected.into());
        let detail = format!("`{name}` is `{given}`; expected {expected}");
        let mut problem = Self::new(
            StatusCode::BAD_REQUEST,
            "bad-parameter",
            "A parameter cannot be read",
            detail,
        );
        problem.body.parameter = Some(name.to_owned());
        problem.body.given = Some(given);
        problem.body.expected = Some(expected);
        problem
    }

    /// A parameter that the address does not take.
    pub fn unknown_parameter(name: &str, known: &[&str]) -> Self {
        let name: String = name.chars().take(GIVEN).collect();
        let expected = format!("one of {}", known.join(", "));
        let detail = format!("there is no parameter `{name}` here; expected {expected}");
        let mut problem =
            Self::new(StatusCode::BAD_REQUEST, "bad-parameter", "An unknown parameter", detail);
        problem.body.parameter = Some(name);
        problem.body.expected = Some(expected);
        problem
    }

    /// Something that is not in the register. `what` as in "an incident".
    pub fn missing(what: &str, given: &str, hint: &str) -> Self {
        let given: String = given.chars().take(GIVEN).collect();
        let detail = format!("{what} `{given}` is not in the register");
        let mut problem =
            Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail).hint(hint);
        problem.body.given = Some(given);
        problem
    }

    /// A fault of the program's own. `inner` is for the log only.
    pub fn internal(inner: impl Into<String>) -> Self {
        let mut problem = Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "The server made a mistake",
            "The answer could not be made. Nothing was changed.",
        );
        problem.inner = Some(inner.into());
        problem
    }

    /// The same problem, with what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.body.hint = Some(hint.into());
        self
    }

    /// The same problem, with the parameter that it is about.
    #[must_use]
    pub fn about(mut self, parameter: &str) -> Self {
        self.body.parameter = Some(parameter.to_owned());
        self
    }

    /// The same problem with a further member.
    #[must_use]
    pub fn with(mut self, member: &str, value: impl Into<serde_json::Value>) -> Self {
        self.body.more.insert(member.to_owned(), value.into());
        self
    }

    /// The same problem, with what only the log should hold.
    #[must_use]
    pub fn because(mut self, inner: impl Into<String>) -> Self {
        self.inner = Some(inner.into());
        self
    }

    /// What only the log should hold.
    pub fn inner(&self) -> Option<&str> {
        self.inner.as_deref()
    }

    /// The status that it is answered with.
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// One line about it.
    pub fn detail(&self) -> &str {
        &self.body.detail
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        // The messages name the file, which is nobody's business but the operator's.
        let problem = match &error {
            StoreError::Locked { .. } => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "locked",
                "The register is busy",
                "Another program writes to the register.",
            )
            .hint("try again in a few seconds"),
            StoreError::ReadOnly { .. } => Self::new(
                StatusCode::FORBIDDEN,
                "read-only",
                "The register may only be read",
                "The register's file may not be written to on this machine.",
            )
            .hint("make the file and its folder writable, or work on a copy"),
            StoreError::Full { .. } => Self::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "full",
                "The disk is full",
                "There is no room left for what was to be written. Nothing was changed.",
            ),
            _ => return Self::internal(chain(&error)),
        };
        problem.because(chain(&error))
    }
}

/// An error and its causes in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        // Plain data with text keys: writing it as JSON cannot fail.
        let body = serde_json::to_vec(&self.body).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let media = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, media);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        // For the layer that hands it to the log.
        response.extensions_mut().insert(self);
        response
    }
}
