//! The connection: statements, and what SQLite's errors mean for people.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, Params, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Foreign, StoreError};
use crate::gpkg::article_keys::Waiting;

/// A connection to the file at `path`.
#[derive(Debug)]
pub(crate) struct Db {
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
    pub(crate) waiting: Waiting,
}

impl Db {
    /// Runs a statement; gives how many rows it changed.
    pub(crate) fn execute(&self, sql: &str, params: impl Params) -> Result<usize, StoreError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.error(e))?;
        statement.execute(params).map_err(|e| self.error(e))
    }

    /// Runs several statements without parameters.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.conn.execute_batch(sql).map_err(|e| self.error(e))
    }

    /// The first row of an answer.
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.error(e))?;
        let mut rows = statement.query(params).map_err(|e| self.error(e))?;
        match rows.next().map_err(|e| self.error(e))? {
            Some(row) => read(row).map(Some).map_err(|e| self.error(e)),
            None => Ok(None),
        }
    }

    /// Reads and visits row by row; holds one at a time.
    pub(crate) fn each<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
        mut visit: impl FnMut(T) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.error(e))?;
        let mut rows = statement.query(params).map_err(|e| self.error(e))?;
        while let Some(row) = rows.next().map_err(|e| self.error(e))? {
            visit(read(row).map_err(|e| self.error(e))?)?;
        }
        Ok(())
    }

    /// The first column of every row, made into something else.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        make: impl Fn(String) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(
            sql,
            params,
            |row| row.get(0),
            |text| {
                found.push(make(text)?);
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// What a number in the first row is; 0 without a row.
    pub(crate) fn number(&self, sql: &str, params: impl Params) -> Result<u64, StoreError> {
        let number: Option<i64> = self.one(sql, params, |row| row.get(0))?;
        Ok(number.map_or(0, i64::unsigned_abs))
    }

    /// Reads what was stored as JSON.
    pub(crate) fn parse<T: DeserializeOwned>(
        &self,
        what: &str,
        json: &str,
    ) -> Result<T, StoreError> {
        serde_json::from_str(json)
            .map_err(|source| self.corrupt(format!("{what} is not what it should be: {source}")))
    }

    /// That the file holds something that it cannot hold.
    pub(crate) fn corrupt(&self, detail: String) -> StoreError {
        StoreError::Corrupt { path: self.path.clone(), detail }
    }

    /// What an error of SQLite's means for people.
    pub(crate) fn error(&self, error: rusqlite::Error) -> StoreError {
        translate(&self.path, &error)
    }
}

/// Writes a value as JSON.
pub(crate) fn json<T: Serialize>(what: &str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value)
        .map_err(|source| StoreError::Json { what: what.to_owned(), source })
}

/// What an error of SQLite's means for people.
pub(crate) fn translate(path: &Path, error: &rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked { path },
        // A folder that may not be written to shows as a journal that cannot be opened.
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            StoreError::ReadOnly { path }
        }
        Some(ErrorCode::DiskFull) => StoreError::Full { path },
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Corrupt { path, detail: error.to_string() },
        Some(ErrorCode::NotADatabase) => {
            StoreError::NotARegister { path, found: Foreign::NotSqlite }
        }
        _ => StoreError::Database { path, detail: error.to_string() },
    }
}
