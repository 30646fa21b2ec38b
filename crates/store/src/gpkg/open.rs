//! Opening and making the file: looks at it first, and touches nothing that is not a register.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, MAIN_DB, OpenFlags};

use crate::error::{Foreign, StoreError};
use crate::gpkg::article_keys::Waiting;
use crate::gpkg::db::{Db, translate};
use crate::gpkg::layout::{self, Found};
use crate::gpkg::{GeoPackageStore, geometry, words};

/// How long another program is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

impl GeoPackageStore {
    /// Opens a register to read and write; brings one of an earlier layout up to date.
    ///
    /// # Errors
    /// When there is no such file, it is not a register (it is not touched then), is of a later
    /// layout, damaged, locked, or may not be written to.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let db = existing(path.as_ref(), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if db.conn.is_readonly(MAIN_DB).map_err(|e| db.error(e))? {
            return Err(StoreError::ReadOnly { path: db.path });
        }
        match look(&db)? {
            Found::Register(found) if found < layout::latest() => layout::migrate(&db, found)?,
            found => check_layout(&db, found)?,
        }
        Ok(Self::new(db, true))
    }

    /// Makes a new register.
    ///
    /// # Errors
    /// When a file of this name exists (unless it is empty), or cannot be written.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let was_there = path.exists();
        let made = make(path);
        let left_empty = || std::fs::metadata(path).is_ok_and(|left| left.len() == 0);
        if matches!(made, Err(StoreError::Full { .. })) && !was_there && left_empty() {
            // That it cannot be removed would add nothing to the first error.
            let _ = std::fs::remove_file(path);
        }
        made
    }

    /// Opens a register, or makes one where there is no file or an empty one.
    ///
    /// # Errors
    /// As [`GeoPackageStore::open`] and [`GeoPackageStore::create`].
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        match Self::open(path) {
            Err(
                StoreError::NotFound { .. }
                | StoreError::NotARegister { found: Foreign::Empty, .. },
            ) => Self::create(path),
            opened => opened,
        }
    }

    /// Opens a register for reading; writing to it fails with [`StoreError::ReadOnly`].
    ///
    /// # Errors
    /// As [`GeoPackageStore::open`], but the file need not be writable, nor be of the latest layout
    /// less than that of this program.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let mut db = existing(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let found = match look(&db) {
            // A register that was not closed wants to be recovered, which takes files beside it. In
            // a folder where none can be made, it is read as it is if there is nothing to recover.
            Err(StoreError::ReadOnly { .. }) if !beside(path, "-wal").exists() => {
                db = immutable(path)?;
                look(&db)?
            }
            found => found?,
        };
        check_layout(&db, found)?;
        Ok(Self::new(db, false))
    }

    /// How long another program that writes is waited for before [`StoreError::Locked`]; five
    /// seconds unless set.
    ///
    /// # Errors
    /// When the connection does not take it.
    pub fn set_patience(&self, patience: Duration) -> Result<(), StoreError> {
        let set = self.db.conn.busy_timeout(patience);
        set.map_err(|e| self.db.error(e))
    }

    /// How much of the file this connection may keep in memory, in kibibytes; 192 MiB unless set.
    ///
    /// # Errors
    /// When the connection does not take it.
    pub fn set_cache(&self, kibibytes: u32) -> Result<(), StoreError> {
        self.db.batch(&format!("PRAGMA cache_size = -{kibibytes}"))
    }
}

fn make(path: &Path) -> Result<GeoPackageStore, StoreError> {
    // SQLite cannot say that the folder is missing.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        std::fs::metadata(folder)
            .map_err(|source| StoreError::Io { path: folder.to_owned(), source })?;
    }
    if path.is_dir() {
        return Err(StoreError::AlreadyExists { path: path.to_owned() });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let db = connect(path, path, flags).and_then(|db| Ok((look(&db)?, db)));
    let db = match db {
        Ok((Found::Foreign(Foreign::Empty), db)) => db,
        Ok(_) | Err(StoreError::NotARegister { .. }) => {
            return Err(StoreError::AlreadyExists { path: path.to_owned() });
        }
        Err(error) => return Err(error),
    };
    layout::migrate(&db, 0)?;
    Ok(GeoPackageStore::new(db, true))
}

fn existing(path: &Path, flags: OpenFlags) -> Result<Db, StoreError> {
    let metadata = std::fs::metadata(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => StoreError::NotFound { path: path.to_owned() },
        _ => StoreError::Io { path: path.to_owned(), source },
    })?;
    if metadata.is_dir() {
        return Err(StoreError::NotARegister { path: path.to_owned(), found: Foreign::Folder });
    }
    connect(path, path, flags)
}

/// Reads a file that cannot change while it is read.
fn immutable(path: &Path) -> Result<Db, StoreError> {
    let absolute = std::path::absolute(path)
        .map_err(|source| StoreError::Io { path: path.to_owned(), source })?;
    let escaped = (absolute.to_string_lossy().chars()).fold(String::new(), |mut text, c| {
        match c {
            '%' => text.push_str("%25"),
            '?' => text.push_str("%3f"),
            '#' => text.push_str("%23"),
            c => text.push(c),
        }
        text
    });
    let uri = PathBuf::from(format!("file://{escaped}?immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    connect(path, &uri, flags)
}

fn connect(path: &Path, address: &Path, flags: OpenFlags) -> Result<Db, StoreError> {
    let conn = Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|e| translate(path, &e))?;
    let db = Db { conn, path: path.to_owned(), waiting: Waiting::default() };
    configure(&db.conn).map_err(|e| db.error(e))?;
    Ok(db)
}

fn configure(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(128);
    // Else a statement with `LIMIT ?` is planned again each time it runs.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    geometry::register_functions(conn)?;
    words::register_functions(conn)?;
    // What was acknowledged is on the disk. A file from somebody else may not call functions that
    // have effects. The cache is bounded, whatever the size of the register.
    conn.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -196608;",
    )
}

/// What the file is, and that it is not cut short.
fn look(db: &Db) -> Result<Found, StoreError> {
    let found = layout::find(db)?;
    let length = |path: &Path| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    let length_on_disk = length(&db.path);
    // SQLite takes any file shorter than a page for an empty one.
    if found == Found::Foreign(Foreign::Empty) && length_on_disk > 0 {
        return Ok(Found::Foreign(Foreign::NotSqlite));
    }
    let page = db.number("PRAGMA page_size", [])?.max(1);
    // It fills a last page that is cut short with zeros, and says nothing.
    if length_on_disk % page != 0 && length(&beside(&db.path, "-wal")) == 0 {
        return Err(db.corrupt("the file is cut short; its last page is not whole".to_owned()));
    }
    Ok(found)
}

fn check_layout(db: &Db, found: Found) -> Result<(), StoreError> {
    let path = db.path.clone();
    let known = layout::latest();
    match found {
        Found::Foreign(found) => Err(StoreError::NotARegister { path, found }),
        Found::Register(found) if found > known => Err(StoreError::Newer { path, found, known }),
        Found::Register(found) if found < known => Err(StoreError::Older { path, found, known }),
        Found::Register(_) => Ok(()),
    }
}

/// The file that SQLite keeps beside a register.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}
