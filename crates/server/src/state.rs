//! What all requests share.

use std::path::Path;
use std::sync::Arc;

use axum::response::Response;
use cairn_gazetteer::Gazetteer;
use cairn_reader::Reader;
use cairn_store::GeoPackageStore;
use serde::Serialize;

use crate::access::{Access, Viewer};
use crate::edition::Editions;
use crate::problem::Problem;
use crate::register::Register;
use crate::respond::json;
use crate::review::Queues;
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
    editions: Editions,
    queues: Queues,
    gazetteer: Arc<Gazetteer>,
    /// Made when the first document comes in: its lexicon takes a while, and memory.
    reader: tokio::sync::OnceCell<Arc<Reader>>,
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
            access: Access::open(settings)?,
            boundaries,
            log: Arc::clone(&settings.log),
            editions: Editions::default(),
            queues: Queues::default(),
            gazetteer: Arc::clone(&settings.gazetteer),
            reader: tokio::sync::OnceCell::new(),
        })))
    }

    /// The register, whole: for those who may see personal data, and for what nobody is shown.
    pub fn register(&self) -> &Register {
        &self.0.register
    }

    /// The register as this viewer may see it: whole, or the public edition.
    ///
    /// # Errors
    /// When the public edition cannot be written.
    pub async fn register_for(&self, viewer: &Viewer) -> Result<Register, Problem> {
        if viewer.sees_personal() {
            return Ok(self.0.register.clone());
        }
        let hazards = self.0.access.public()?.hazards;
        self.0.editions.latest(&self.0.register, hazards).await
    }

    /// Has the public edition brought up to the register, if the public sees one.
    pub fn follow(&self) {
        // Where it cannot be told, whoever asks for the edition is told.
        if let Ok(public) = self.0.access.public()
            && public.open
        {
            self.0.editions.ask(&self.0.register, public.hazards);
        }
    }

    /// The public editions.
    pub fn editions(&self) -> &Editions {
        &self.0.editions
    }

    /// Reads the register that this viewer may see, and answers with what was read.
    ///
    /// # Errors
    /// Those of `read`, and when there is no register to read.
    pub async fn answer<T: Serialize + Send + 'static>(
        &self,
        viewer: &Viewer,
        read: impl FnOnce(&GeoPackageStore) -> Result<T, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let register = self.register_for(viewer).await?;
        json(&register.read(read).await?)
    }

    /// What waits for a person.
    pub fn queues(&self) -> &Queues {
        &self.0.queues
    }

    /// The places that reports are compared by.
    pub fn gazetteer(&self) -> Arc<Gazetteer> {
        Arc::clone(&self.0.gazetteer)
    }

    /// What reads documents that come in.
    ///
    /// # Errors
    /// When the lexicon does not load.
    pub async fn reader(&self) -> Result<Arc<Reader>, Problem> {
        let made = self.0.reader.get_or_try_init(|| async {
            let gazetteer = self.gazetteer();
            let made = tokio::task::spawn_blocking(move || Reader::new(gazetteer)).await;
            match made {
                Ok(Ok(reader)) => Ok(Arc::new(reader)),
                Ok(Err(error)) => Err(Problem::internal(format!("no reader: {error}"))),
                Err(_) => Err(Problem::internal("the reader's lexicon broke down")),
            }
        });
        made.await.map(Arc::clone)
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
