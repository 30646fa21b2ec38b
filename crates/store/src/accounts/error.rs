//! What can go wrong with the file of accounts, and what to do about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why accounts could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the fields are what the messages say")]
pub enum AccountsError {
    /// There is no such file.
    #[error("{}: there is no such file of accounts", path.display())]
    NotFound { path: PathBuf },
    /// Nobody has an account in it.
    #[error("{}: nobody has an account in it", path.display())]
    Empty { path: PathBuf },
    /// The file is something else. It was not touched.
    #[error("{}: not a file of accounts made by Cairn", path.display())]
    NotAccounts { path: PathBuf },
    /// A later Cairn made it.
    #[error(
        "{}: the accounts have layout {found}; this program knows layouts up to {known}",
        path.display()
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    /// Others than its owner may read it.
    #[error(
        "{}: others on this machine may read the file (mode {mode:o}); expected mode 600",
        path.display()
    )]
    Exposed { path: PathBuf, mode: u32 },
    /// Another program has held it for too long.
    #[error("{}: the file of accounts is locked by another program", path.display())]
    Locked { path: PathBuf },
    /// It holds what it cannot hold.
    #[error("{}: the file of accounts is damaged: {detail}", path.display())]
    Damaged { path: PathBuf, detail: String },
    /// A name that cannot be one.
    #[error("`{name}` cannot be the name of an account: {why}")]
    BadName { name: String, why: &'static str },
    /// The name is taken, whatever its case.
    #[error("there is an account called `{name}` already")]
    Taken { name: String },
    /// Nobody is called so.
    #[error("there is no account called `{name}`")]
    Nobody { name: String },
    /// There is no such token.
    #[error("there is no token {id}")]
    NoToken { id: String },
    /// The last one who can give accounts would be gone.
    #[error("`{name}` is the only administrator; then nobody could give accounts any more")]
    LastAdministrator { name: String },
    /// An account was to have the role of those who have none.
    #[error("the role `public` is that of people without an account")]
    NotARoleOfAccounts,
    /// The file could not be reached.
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    /// Something that the database could not do.
    #[error("{}: the database failed: {detail}", path.display())]
    Database { path: PathBuf, detail: String },
}

impl AccountsError {
    pub(crate) fn of_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(ErrorCode::NotADatabase) => Self::NotAccounts { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, detail: error.to_string() },
            _ => Self::Database { path, detail: error.to_string() },
        }
    }

    /// What a person can do next, if there is something.
    pub const fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotFound { .. } => {
                "make one with `cairn user add`, or name yours with --accounts"
            }
            Self::Empty { .. } => {
                "give somebody one with `cairn user add NAME --role administrator`"
            }
            Self::NotAccounts { .. } => "name another file; this one was not touched",
            Self::Newer { .. } => "use the newer Cairn that made it; the file was not touched",
            Self::Exposed { .. } => {
                "take the right from them (`chmod 600 FILE`) and give new passwords if others may \
                 have read it"
            }
            Self::Locked { .. } => "wait until the other program is done, then try again",
            Self::Damaged { .. } => "go on with the last good copy",
            Self::BadName { .. } => {
                "use 1 to 64 letters, digits, spaces and marks, as in A. Officer"
            }
            Self::Taken { .. } => {
                "choose another name, or change this one with `cairn user role` and `password`"
            }
            Self::Nobody { .. } => "`cairn user list` shows the accounts",
            Self::NoToken { .. } => "`cairn user token list` shows the tokens",
            Self::LastAdministrator { .. } => "make somebody else an administrator first",
            Self::NotARoleOfAccounts => {
                "give one of viewer, reviewer, manager, administrator; what the public sees is a \
                 setting (`cairn user public`)"
            }
            Self::Io { .. } => "check the path and the right to read and write it",
            Self::Database { .. } => return None,
        })
    }
}
