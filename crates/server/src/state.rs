//! What all requests share.

use std::path::Path;
use std::sync::Arc;

use crate::access::{Access, Viewer};
use crate::problem::Problem;
use crate::register::Register;
use crate::server::ServeError;
use crate::settings::{Log, Settings};

/// What all requests share: the register, who may do what, the user's own boundaries.
#[derive(Clone)]
pub struct App(Arc<Shared>);

struct Shared {
    register: Register,
    access: Access,
    boundaries: Option<Vec<u8>>,
    log: Log,
}

impl App {
    /// Opens what the settings name.
    ///
    /// # Errors
    /// When the register or the boundaries cannot be read.
    pub fn open(settings: &Settings) -> Result<Self, ServeError> {
        let boundaries = settings.boundaries.as_deref().map(boundaries).transpose()?;
        Ok(Self(Arc::new(Shared {
            register: Register::open(&settings.register)?,
            access: Access::open(settings),
            boundaries,
            log: Arc::clone(&settings.log),
        })))
    }

    /// The register.
    pub fn register(&self) -> &Register {
        &self.0.register
    }

    /// The register as a viewer may see it.
    ///
    /// # Errors
    /// When there is none for them.
    pub fn register_for(&self, _viewer: &Viewer) -> Result<Register, Problem> {
        Ok(self.register().clone())
    }

    /// Who may do what.
    pub fn access(&self) -> &Access {
        &self.0.access
    }

    /// The user's own boundaries, GeoJSON.
    pub fn boundaries(&self) -> Option<&[u8]> {
        self.0.boundaries.as_deref()
    }

    /// Notes what went wrong inside.
    pub fn log(&self, problem: &Problem) {
        if let Some(inner) = problem.inner() {
            (self.0.log)(inner);
        }
    }
}

fn boundaries(path: &Path) -> Result<Vec<u8>, ServeError> {
    let wrong = |why: String| ServeError::Boundaries { path: path.to_owned(), why };
    let bytes = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
    let value: serde_json::Value = serde_json::from_slice(&bytes)
        .map_err(|error| wrong(format!("it is not JSON: {error}")))?;
    match value.get("type").and_then(serde_json::Value::as_str) {
        Some("FeatureCollection") => Ok(bytes),
        _ => Err(wrong("expected a GeoJSON FeatureCollection".to_owned())),
    }
}
