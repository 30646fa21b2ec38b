//! The public edition: a redacted register in a file of its own, written anew as the register changes.
//!
//! Whoever may not see personal data is served from it by the same code as everybody else
//! (docs/decisions/0008).

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use cairn_register::Bodies;
use cairn_report::public::{Rules, publish};
use cairn_store::accounts::HazardGeometry;
use cairn_store::{GeoPackageStore, Store};
use tempfile::TempDir;

use crate::problem::Problem;
use crate::register::Register;

/// The editions of a register; the latest is served.
#[derive(Clone, Default)]
pub struct Editions(Arc<Shared>);

#[derive(Default)]
struct Shared {
    latest: Mutex<Option<Edition>>,
    /// Held while one is written.
    writing: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Edition {
    register: Register,
    made_of: MadeOf,
    /// Removed with the last request that reads it.
    _folder: Arc<TempDir>,
}

/// What an edition was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MadeOf {
    version: u64,
    hazards: HazardGeometry,
}

impl Editions {
    /// The latest edition. The first one is waited for; later ones are written in the background, and
    /// until then the one before is served. What the manager closed is closed at once.
    ///
    /// # Errors
    /// When the register cannot be read, or there is no room for the edition.
    pub async fn latest(
        &self,
        full: &Register,
        hazards: HazardGeometry,
    ) -> Result<Register, Problem> {
        let version = full.read(|store| Ok(store.version()?)).await?;
        let wanted = MadeOf { version, hazards };
        match self.current() {
            Some(edition) if edition.made_of == wanted => Ok(edition.register),
            Some(edition) if edition.made_of.hazards == hazards => {
                let (editions, full) = (self.clone(), full.clone());
                tokio::spawn(async move { editions.write_anew(&full, wanted).await });
                Ok(edition.register)
            }
            _ => {
                // A task of its own: it goes on when who waits for it gives up.
                let (editions, full) = (self.clone(), full.clone());
                let written = tokio::spawn(async move { editions.write_anew(&full, wanted).await });
                written
                    .await
                    .unwrap_or_else(|_| Err(Problem::internal("the public edition broke down")))?;
                self.current()
                    .map(|edition| edition.register)
                    .ok_or_else(|| Problem::internal("the public edition is gone"))
            }
        }
    }

    fn current(&self) -> Option<Edition> {
        self.0.latest.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes an edition, unless somebody else just did.
    async fn write_anew(&self, full: &Register, wanted: MadeOf) -> Result<(), Problem> {
        // In the background one at a time, and no queue of them.
        let _turn = match self.current() {
            Some(edition) if edition.made_of.hazards == wanted.hazards => {
                match self.0.writing.try_lock() {
                    Ok(turn) => turn,
                    Err(_) => return Ok(()),
                }
            }
            _ => self.0.writing.lock().await,
        };
        if self.current().is_some_and(|edition| edition.made_of == wanted) {
            return Ok(());
        }
        let edition = full.read(move |store| write(store, wanted)).await?;
        *self.0.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(edition);
        Ok(())
    }
}

fn write(full: &GeoPackageStore, wanted: MadeOf) -> Result<Edition, Problem> {
    let no_room = |error: std::io::Error| {
        Problem::internal(format!("no folder for the public edition: {error}"))
    };
    let folder = tempfile::Builder::new().prefix("cairn-public-").tempdir().map_err(no_room)?;
    let path: PathBuf = folder.path().join("public.gpkg");
    let mut edition = GeoPackageStore::create(&path)?;
    let bodies = Bodies::parse(include_str!("../../../lexicon/bodies.tsv"));
    let body = |name: &str| public_name(&bodies, name);
    publish(full, &mut edition, &Rules { hazards: wanted.hazards, body: &body })?;
    edition.close()?;
    Ok(Edition {
        register: Register::open_public(&path)?,
        made_of: wanted,
        _folder: Arc::new(folder),
    })
}

/// A body by the kinds that the lexicon knows of; nothing else of a name, which may be a person's.
fn public_name(bodies: &Bodies, name: &str) -> Option<String> {
    let key = bodies.key(name);
    let kinds: Vec<String> = (key.split(' '))
        .filter_map(|word| word.strip_prefix('#'))
        .map(|word| word.replace('-', " "))
        .collect();
    (!kinds.is_empty()).then(|| kinds.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_named_by_its_kind_and_a_person_not_at_all() {
        let bodies = Bodies::parse(include_str!("../../../lexicon/bodies.tsv"));
        let said = |name| public_name(&bodies, name);
        assert_eq!(said("Ministry of Internal Affairs").as_deref(), Some("interior ministry"));
        assert_eq!(
            said("police spokesman Teymur Nadirli").as_deref(),
            Some("police"),
            "a name beside a body stays behind"
        );
        assert_eq!(said("Teymur Nadirli"), None);
        assert_eq!(said("the victim's brother"), None);
    }
}
