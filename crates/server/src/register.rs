//! The register, open for many readers and one writer.
//!
//! The store blocks, so all of it runs on threads where that is allowed. Readers never wait for the
//! writer: the file is in write-ahead mode from the start, where it may be written to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use cairn_store::{Collection, GeoPackageStore, Store, StoreError, Table};
use tempfile::TempDir;
use tokio::sync::Semaphore;

use crate::laid::Laid;
use crate::problem::Problem;
use crate::tiles::Kept;

/// Kibibytes of the file that each reader may keep in memory.
const READER_CACHE: u32 = 16 << 10;

/// The register: a pool of readers, one writer.
#[derive(Clone)]
pub struct Register(Arc<Shared>);

/// A collection as it was last laid out.
type Place = Mutex<Option<Arc<Laid>>>;

struct Shared {
    path: PathBuf,
    // Before the writer: when all is dropped, it is the last to let go, and tidies the file.
    idle: Mutex<Vec<GeoPackageStore>>,
    turns: Arc<Semaphore>,
    writer: tokio::sync::Mutex<Option<GeoPackageStore>>,
    tiles: Kept,
    laid: Mutex<BTreeMap<Collection, Arc<Place>>>,
    /// The folder of the file, where it is the public edition. After the stores in it.
    public: Option<TempDir>,
    /// Tells apart the versions of registers that take turns on one port.
    tag: String,
}

impl Register {
    /// Opens the register; brings it up to date, where it is of an earlier layout.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::of(path, None)
    }

    /// Opens a public edition: what is small in it is not shown. Its folder is removed with the last
    /// request that reads it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open_public(path: &Path, folder: TempDir) -> Result<Self, StoreError> {
        Self::of(path, Some(folder))
    }

    fn of(path: &Path, public: Option<TempDir>) -> Result<Self, StoreError> {
        let writer = match GeoPackageStore::open(path) {
            Ok(mut writer) => {
                // Switches to write-ahead logging, so that nobody waits for whoever writes.
                writer.begin().and_then(|()| writer.rollback())?;
                Some(writer)
            }
            Err(StoreError::ReadOnly { .. }) => None,
            Err(error) => return Err(error),
        };
        let first = reader(path)?;
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self(Arc::new(Shared {
            path: path.to_owned(),
            idle: Mutex::new(vec![first]),
            turns: Arc::new(Semaphore::new((threads * 2).clamp(4, 16))),
            writer: tokio::sync::Mutex::new(writer),
            tiles: Kept::default(),
            laid: Mutex::default(),
            public,
            tag: tag(path),
        })))
    }

    /// Whether it is the public edition.
    pub fn is_public(&self) -> bool {
        self.0.public.is_some()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Reads. As many readers as the machine can use work at once; further ones wait.
    ///
    /// # Errors
    /// Those of `read`, and when the register cannot be opened.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&GeoPackageStore) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.0.turns).acquire_owned().await;
        let turn = turn.map_err(|_| Problem::internal("the readers are gone"))?;
        let shared = Arc::clone(&self.0);
        let done = tokio::task::spawn_blocking(move || {
            let idle = shared.idle().pop();
            let store = match idle {
                Some(store) => store,
                None => reader(&shared.path)?,
            };
            let answer = read(&store);
            shared.idle().push(store);
            drop(turn);
            answer
        });
        done.await.unwrap_or_else(|_| Err(Problem::internal("a reader broke down")))
    }

    /// Writes; one at a time. `write` begins and commits.
    ///
    /// # Errors
    /// Those of `write`, and when the register may only be read.
    pub async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&mut GeoPackageStore) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let own = self.clone();
        let done = tokio::task::spawn_blocking(move || own.write_now(write)?);
        done.await.unwrap_or_else(|_| Err(Problem::internal("the writer broke down")))
    }

    /// Writes on this thread, which must be one that may wait; one at a time. `write` begins and commits.
    ///
    /// # Errors
    /// When the register may only be read.
    pub fn write_now<T>(
        &self,
        write: impl FnOnce(&mut GeoPackageStore) -> T,
    ) -> Result<T, StoreError> {
        let mut writer = self.0.writer.blocking_lock();
        let read_only = || StoreError::ReadOnly { path: self.0.path.clone() };
        let store = writer.as_mut().ok_or_else(read_only)?;
        let answer = write(store);
        // Nothing half-done is left to whoever writes next; what was not begun need not be undone.
        let _ = store.rollback();
        Ok(answer)
    }

    /// A collection as columns, and the version of the register that they are of.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn table(
        &self,
        store: &dyn Store,
        collection: Collection,
    ) -> Result<(u64, Arc<Table>), StoreError> {
        let laid = self.laid(store, collection)?;
        Ok((laid.version, Arc::clone(&laid.table)))
    }

    /// A collection laid out in memory. Made once for each version; whoever asks while it is being made
    /// waits for it.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn laid(&self, store: &dyn Store, collection: Collection) -> Result<Arc<Laid>, StoreError> {
        let version = store.version()?;
        let place = {
            let mut laid = self.0.laid.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(laid.entry(collection).or_default())
        };
        let mut kept = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(laid) = &*kept
            && laid.version == version
        {
            return Ok(Arc::clone(laid));
        }
        let laid = Arc::new(Laid::new(version, store.table(collection)?));
        *kept = Some(Arc::clone(&laid));
        Ok(laid)
    }

    /// Makes what the first pages and tiles need, so that nobody waits for it: tables first, then what is
    /// made of them.
    pub async fn warm(&self) {
        let own = self.clone();
        let made = self.read(move |store| {
            for collection in Collection::ALL {
                own.laid(store, collection)?;
            }
            for collection in Collection::MAPPED {
                let laid = own.laid(store, collection)?;
                laid.world();
                laid.nearness();
                if collection.is_land() {
                    laid.shapes(store)?;
                }
            }
            own.laid(store, Collection::Incidents)?.words(store)?;
            Ok(())
        });
        // What stands against it is said to whoever asks first.
        let _ = made.await;
    }

    /// Tiles that were drawn lately.
    pub fn tiles(&self) -> &Kept {
        &self.0.tiles
    }

    /// The version as it stands in entity tags.
    pub fn tag(&self, version: u64) -> String {
        format!("\"{}-{version}\"", self.0.tag)
    }
}

impl Shared {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<GeoPackageStore>> {
        // A list of connections is whole whatever happened to whoever held it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn reader(path: &Path) -> Result<GeoPackageStore, StoreError> {
    let store = GeoPackageStore::open_read_only(path)?;
    store.set_cache(READER_CACHE)?;
    Ok(store)
}

/// Digits from the file's name and age, as two registers may have versions of one number.
fn tag(path: &Path) -> String {
    use sha2::{Digest, Sha256};
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let made =
        std::fs::metadata(&path).and_then(|file| file.created().or_else(|_| file.modified()));
    let digest = Sha256::digest(format!("{} {made:?}", path.display()));
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
