//! Who is logged in. A cookie holds the secret; only its hash is kept.

use cairn_model::Role;
use jiff::Timestamp;

use super::{Accounts, AccountsError, SecretHash};

/// A session about to begin.
#[derive(Clone, Copy, Debug)]
pub struct NewSession<'a> {
    /// Hash of the secret in the cookie.
    pub hash: &'a SecretHash,
    /// Whose.
    pub person: &'a str,
    /// The token that must come with every change.
    pub csrf: &'a str,
    /// When it begins.
    pub begun_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// A session that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub person: String,
    /// What they may do now.
    pub role: Role,
    /// The token that must come with every change.
    pub csrf: String,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

impl Accounts {
    /// Begins a session; those of anybody that are over are forgotten.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn begin_session(&mut self, new: NewSession<'_>) -> Result<(), AccountsError> {
        self.together(|accounts| {
            let begun_at = new.begun_at.as_second();
            accounts.execute("DELETE FROM sessions WHERE expires_at <= ?", [begun_at])?;
            if accounts.person(new.person)?.is_none() {
                return Err(AccountsError::Nobody { name: new.person.to_owned() });
            }
            let sql = "INSERT INTO sessions (hash, person, csrf, begun_at, expires_at) \
                       VALUES (?, ?, ?, ?, ?)";
            let expires_at = new.expires_at.as_second();
            accounts
                .execute(sql, (&new.hash[..], new.person, new.csrf, begun_at, expires_at))
                .map(drop)
        })
    }

    /// The session of this secret, unless it is over.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn session(
        &self,
        hash: &SecretHash,
        now: Timestamp,
    ) -> Result<Option<Session>, AccountsError> {
        let sql = "SELECT people.name, role, csrf, expires_at FROM sessions \
                   JOIN people ON people.name = person WHERE hash = ? AND expires_at > ?";
        let found = self.one(sql, (&hash[..], now.as_second()), |row| {
            <(String, String, String, i64)>::try_from(row)
        })?;
        found
            .map(|(person, role, csrf, expires_at)| {
                let role = self.word(&role)?;
                Ok(Session { person, role, csrf, expires_at: self.moment(expires_at)? })
            })
            .transpose()
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end_session(&mut self, hash: &SecretHash) -> Result<(), AccountsError> {
        self.execute("DELETE FROM sessions WHERE hash = ?", [&hash[..]]).map(drop)
    }
}
