//! Secrets for programs, which act in a person's name. Only their hashes are kept.

use std::collections::BTreeSet;

use cairn_model::{Action, Rights};
use jiff::Timestamp;
use rusqlite::Row;

use super::{Accounts, AccountsError, SecretHash};

/// A token about to be given.
#[derive(Clone, Copy, Debug)]
pub struct NewToken<'a> {
    /// What it is called, so that it can be revoked.
    pub id: &'a str,
    /// Hash of the secret.
    pub hash: &'a SecretHash,
    /// In whose name.
    pub person: &'a str,
    /// What it is for.
    pub label: &'a str,
    /// What it is narrowed to; `None`: all that the person may do.
    pub scopes: Option<&'a BTreeSet<Action>>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// A token that was given.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Token {
    /// What it is called.
    pub id: String,
    /// In whose name.
    pub person: String,
    /// What it is for.
    pub label: String,
    /// The person's role now, narrowed.
    #[serde(flatten)]
    pub rights: Rights,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when it works.
    pub expires_at: Timestamp,
}

const TOKENS: &str = "SELECT id, people.name, label, role, scopes, made_at, expires_at FROM tokens \
                      JOIN people ON people.name = person";

type Raw = (String, String, String, String, Option<String>, i64, i64);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    row.try_into()
}

impl Accounts {
    /// Gives a token.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn add_token(&mut self, new: NewToken<'_>) -> Result<(), AccountsError> {
        if self.person(new.person)?.is_none() {
            return Err(AccountsError::Nobody { name: new.person.to_owned() });
        }
        let scopes = new
            .scopes
            .map(|scopes| scopes.iter().map(|action| action.code()).collect::<Vec<_>>().join(" "));
        let sql = "INSERT INTO tokens (id, hash, person, label, scopes, made_at, expires_at) \
                   VALUES (?, ?, ?, ?, ?, ?, ?)";
        let (made_at, expires_at) = (new.made_at.as_second(), new.expires_at.as_second());
        let values = (new.id, &new.hash[..], new.person, new.label, scopes, made_at, expires_at);
        self.execute(sql, values).map(drop)
    }

    /// The token of this secret, unless it has expired.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn token(&self, hash: &SecretHash, now: Timestamp) -> Result<Option<Token>, AccountsError> {
        let sql = format!("{TOKENS} WHERE hash = ? AND expires_at > ?");
        let found = self.one(&sql, (&hash[..], now.as_second()), raw)?;
        found.map(|raw| self.token_of(raw)).transpose()
    }

    /// All tokens, by owner and age.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tokens(&self) -> Result<Vec<Token>, AccountsError> {
        self.all(&format!("{TOKENS} ORDER BY people.name, made_at, id"), [], raw)?
            .into_iter()
            .map(|raw| self.token_of(raw))
            .collect()
    }

    /// Takes a token away.
    ///
    /// # Errors
    /// When there is no such token.
    pub fn remove_token(&mut self, id: &str) -> Result<(), AccountsError> {
        match self.execute("DELETE FROM tokens WHERE id = ?", [id])? {
            0 => Err(AccountsError::NoToken { id: id.to_owned() }),
            _ => Ok(()),
        }
    }

    fn token_of(&self, raw: Raw) -> Result<Token, AccountsError> {
        let (id, person, label, role, scopes, made_at, expires_at) = raw;
        let scopes = scopes
            .map(|scopes| scopes.split_whitespace().map(|word| self.word(word)).collect())
            .transpose()?;
        Ok(Token {
            id,
            person,
            label,
            rights: Rights { role: self.word(&role)?, scopes },
            made_at: self.moment(made_at)?,
            expires_at: self.moment(expires_at)?,
        })
    }
}
