//! Making and opening the file.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{Accounts, AccountsError};

/// Marks the file as ours (`CACC`).
const APPLICATION: i64 = 0x4341_4343;
/// Append only: a layout that was ever published is never changed.
const LAYOUTS: &[&str] = &[include_str!("../../migrations/accounts/0001_first.sql")];
/// How long another program is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

impl Accounts {
    /// Opens a file of accounts.
    ///
    /// # Errors
    /// When there is none, it is something else, of a later layout, damaged, or others than its owner
    /// may read it.
    pub fn open(path: &Path) -> Result<Self, AccountsError> {
        let metadata = std::fs::metadata(path).map_err(|source| match source.kind() {
            ErrorKind::NotFound => AccountsError::NotFound { path: path.to_owned() },
            _ => AccountsError::Io { path: path.to_owned(), source },
        })?;
        if metadata.is_dir() {
            return Err(AccountsError::NotAccounts { path: path.to_owned() });
        }
        only_ours(path, &metadata)?;
        let accounts = Self::connect(path)?;
        let application = accounts.number("PRAGMA application_id")?;
        let known = i64::try_from(LAYOUTS.len()).unwrap_or(i64::MAX);
        match accounts.number("PRAGMA user_version")? {
            _ if application != APPLICATION => {
                Err(AccountsError::NotAccounts { path: path.to_owned() })
            }
            found if found > known => {
                Err(AccountsError::Newer { path: path.to_owned(), found, known })
            }
            found => {
                accounts.migrate(usize::try_from(found).unwrap_or_default())?;
                accounts.configure()?;
                Ok(accounts)
            }
        }
    }

    /// Opens a file of accounts, or makes one, which only its owner may read, where there is none.
    ///
    /// # Errors
    /// As [`Accounts::open`], and when it cannot be made.
    pub fn open_or_create(path: &Path) -> Result<Self, AccountsError> {
        match Self::open(path) {
            Err(AccountsError::NotFound { .. }) => Self::create(path),
            opened => opened,
        }
    }

    fn create(path: &Path) -> Result<Self, AccountsError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let io = |source| AccountsError::Io { path: path.to_owned(), source };
        drop(options.open(path).map_err(io)?);
        // SQLite gives the files beside it the same mode.
        let accounts = Self::connect(path)?;
        accounts.migrate(0)?;
        accounts.configure()?;
        Ok(accounts)
    }

    fn connect(path: &Path) -> Result<Self, AccountsError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags)
            .map_err(|e| AccountsError::of_sqlite(path, &e))?;
        let accounts = Self { conn, path: path.to_owned() };
        accounts.conn.busy_timeout(PATIENCE).map_err(|e| accounts.error(&e))?;
        Ok(accounts)
    }

    fn configure(&self) -> Result<(), AccountsError> {
        let script = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                      PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
                      PRAGMA secure_delete = ON;";
        self.conn.execute_batch(script).map_err(|e| self.error(&e))
    }

    /// Brings the file to the latest layout, wholly or not at all.
    fn migrate(&self, from: usize) -> Result<(), AccountsError> {
        for script in LAYOUTS.iter().skip(from) {
            let whole = format!("BEGIN EXCLUSIVE; {script} COMMIT;");
            if let Err(error) = self.conn.execute_batch(&whole) {
                let error = self.error(&error);
                if !self.conn.is_autocommit() {
                    let _ = self.conn.execute_batch("ROLLBACK");
                }
                return Err(error);
            }
        }
        Ok(())
    }

    fn number(&self, sql: &str) -> Result<i64, AccountsError> {
        Ok(self.one(sql, [], |row| row.get(0))?.unwrap_or_default())
    }
}

/// Refuses a file that others may read.
#[cfg(unix)]
fn only_ours(path: &Path, metadata: &std::fs::Metadata) -> Result<(), AccountsError> {
    let mode = std::os::unix::fs::MetadataExt::mode(metadata) & 0o777;
    match mode & 0o077 {
        0 => Ok(()),
        _ => Err(AccountsError::Exposed { path: path.to_owned(), mode }),
    }
}

/// Elsewhere the rights of the folder decide.
#[cfg(not(unix))]
fn only_ours(_: &Path, _: &std::fs::Metadata) -> Result<(), AccountsError> {
    Ok(())
}
