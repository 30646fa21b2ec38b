//! Who may do what: people, sessions, tokens, settings, and the log of who read personal data.
//!
//! In an SQLite file of its own beside the register, which only its owner may read: a register is
//! handed around, passwords are not. What a call has returned is on the disk. No clock and no
//! random number here: times and secrets come from the caller, who keeps secrets to itself and hands
//! over their hashes.

mod attempts;
mod audit;
mod error;
mod file;
mod people;
mod sessions;
mod settings;
#[cfg(test)]
mod tests;
mod tokens;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Params, Row};

pub use attempts::Attempts;
pub use audit::{AuditEntry, NewAuditEntry};
pub use error::AccountsError;
pub use people::Person;
pub use sessions::{NewSession, Session};
pub use settings::{HazardGeometry, PublicSettings};
pub use tokens::{NewToken, Token};

/// SHA-256 of a secret.
pub type SecretHash = [u8; 32];

/// The file of accounts, open.
#[derive(Debug)]
pub struct Accounts {
    conn: Connection,
    path: PathBuf,
}

impl Accounts {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the accounts of a register are unless said otherwise: beside it, with the ending
    /// `.accounts`.
    pub fn beside(register: &Path) -> PathBuf {
        register.with_extension("accounts")
    }

    fn execute(&self, sql: &str, params: impl Params) -> Result<usize, AccountsError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.error(&e))?;
        statement.execute(params).map_err(|e| self.error(&e))
    }

    fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, AccountsError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.error(&e))?;
        let mut rows = statement.query(params).map_err(|e| self.error(&e))?;
        match rows.next().map_err(|e| self.error(&e))? {
            Some(row) => read(row).map(Some).map_err(|e| self.error(&e)),
            None => Ok(None),
        }
    }

    fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, AccountsError> {
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.error(&e))?;
        let mut rows = statement.query(params).map_err(|e| self.error(&e))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(|e| self.error(&e))? {
            found.push(read(row).map_err(|e| self.error(&e))?);
        }
        Ok(found)
    }

    /// Does several things, all or none.
    fn together(
        &mut self,
        work: impl FnOnce(&Self) -> Result<(), AccountsError>,
    ) -> Result<(), AccountsError> {
        self.conn.execute_batch("BEGIN IMMEDIATE").map_err(|e| self.error(&e))?;
        let done =
            work(self).and_then(|()| self.conn.execute_batch("COMMIT").map_err(|e| self.error(&e)));
        if done.is_err() && !self.conn.is_autocommit() {
            // The error that led here is the one to tell.
            let _ = self.conn.execute_batch("ROLLBACK");
        }
        done
    }

    fn error(&self, error: &rusqlite::Error) -> AccountsError {
        AccountsError::of_sqlite(&self.path, error)
    }

    fn damaged(&self, detail: String) -> AccountsError {
        AccountsError::Damaged { path: self.path.clone(), detail }
    }

    /// Reads a word of a vocabulary that was stored.
    fn word<T: std::str::FromStr<Err: std::fmt::Display>>(
        &self,
        word: &str,
    ) -> Result<T, AccountsError> {
        word.parse().map_err(|error: T::Err| self.damaged(error.to_string()))
    }
}
