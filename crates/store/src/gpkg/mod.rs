//! A register in one GeoPackage file, which QGIS and GDAL open as it is.
//!
//! The file is switched to write-ahead logging while it is written to, and back when it is closed,
//! so that one file is left to carry around. What [`Store::commit`] acknowledged survives a crash.

mod article_keys;
mod claims;
mod db;
mod decisions;
mod derived;
pub(crate) mod display;
mod documents;
mod extents;
mod follower;
pub(crate) mod geometry;
pub(crate) mod land;
mod layout;
mod open;
mod promise;
mod questions;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::path::Path;

use crate::error::StoreError;
use crate::gpkg::db::Db;
use crate::gpkg::extents::Extents;
use crate::store::Store;

/// A register in a GeoPackage file.
#[derive(Debug)]
pub struct GeoPackageStore {
    db: Db,
    writable: bool,
    state: State,
    extents: Extents,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Idle,
    Begun,
    /// Begun, but an error undid it; only to be rolled back.
    Undone,
}

impl GeoPackageStore {
    fn new(db: Db, writable: bool) -> Self {
        Self { db, writable, state: State::Idle, extents: Extents::default() }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.db.path
    }

    /// Looks for damage: the file's pages and indexes, references, and the chain of decisions.
    /// Reads everything, so it takes a while.
    ///
    /// # Errors
    /// When something is damaged.
    pub fn check(&self) -> Result<(), StoreError> {
        let db = &self.db;
        let found: Option<String> = db.one("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        match found.as_deref() {
            Some("ok") => {}
            found => return Err(db.corrupt(found.unwrap_or("no answer to a check").to_owned())),
        }
        if let Some(table) =
            db.one("PRAGMA foreign_key_check", [], |row| row.get::<_, String>(0))?
        {
            return Err(db.corrupt(format!("{table} refers to something that is not there")));
        }
        documents::check(db)?;
        self.decisions().map(drop)
    }

    /// Closes the file, so that nothing is left beside it. Dropping does the same, silently.
    ///
    /// Where another program has it open, files beside it hold the rest until that one closes it.
    ///
    /// # Errors
    /// When what was written could not be moved to the one file, for instance for want of room.
    /// Nothing is lost then: the files beside it hold the rest.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.tidy()
    }

    fn tidy(&mut self) -> Result<(), StoreError> {
        if !self.writable {
            return Ok(());
        }
        self.writable = false;
        if !self.db.conn.is_autocommit() {
            self.db.batch("ROLLBACK")?;
        }
        self.db.conn.flush_prepared_statement_cache();
        self.set_patience(std::time::Duration::ZERO)?;
        match self.db.batch("PRAGMA journal_mode = DELETE") {
            Ok(()) | Err(StoreError::Locked { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Runs what writes; undoes everything begun when the file gives out on the way.
    fn write<T>(
        &mut self,
        write: impl FnOnce(&Db, &mut Extents) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.state {
            State::Begun => {}
            State::Idle if !self.writable => {
                return Err(StoreError::ReadOnly { path: self.db.path.clone() });
            }
            State::Idle | State::Undone => return Err(StoreError::NotBegun),
        }
        let done = write(&self.db, &mut self.extents);
        let gave_out = matches!(
            done,
            Err(StoreError::Full { .. }
                | StoreError::Database { .. }
                | StoreError::Corrupt { .. }
                | StoreError::ReadOnly { .. })
        );
        if gave_out || self.db.conn.is_autocommit() {
            self.undo();
        }
        done
    }

    fn undo(&mut self) {
        self.state = State::Undone;
        self.db.waiting.clear();
        self.extents = Extents::default();
        if !self.db.conn.is_autocommit() {
            // The error that led here is the one to report; an open transaction that cannot be
            // rolled back is rolled back when the file is next opened.
            let _ = self.db.batch("ROLLBACK");
        }
    }
}

impl Drop for GeoPackageStore {
    fn drop(&mut self) {
        // Nothing is lost when it fails: the files beside the register hold the rest.
        let _ = self.tidy();
    }
}
