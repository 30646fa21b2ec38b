//! People with an account.

use cairn_model::Role;
use jiff::Timestamp;
use rusqlite::Row;

use super::{Accounts, AccountsError};

/// The longest name, in characters.
const LONGEST_NAME: usize = 64;

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Person {
    /// The name under which they log in, and which stands beside their decisions.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they can log in with a password; else with tokens only.
    pub has_password: bool,
    /// Since when.
    pub added_at: Timestamp,
}

impl Accounts {
    /// Gives somebody an account. `password` is a hash that says how it was made, or `None` for a
    /// program that uses tokens only.
    ///
    /// # Errors
    /// When the name cannot be one or is taken, or the role is that of people without an account.
    pub fn add_person(
        &mut self,
        name: &str,
        role: Role,
        password: Option<&str>,
        at: Timestamp,
    ) -> Result<(), AccountsError> {
        check_name(name)?;
        check_role(role)?;
        let sql = "INSERT INTO people (name, role, password, added_at) VALUES (?, ?, ?, ?) \
                   ON CONFLICT (name) DO NOTHING";
        match self.execute(sql, (name, role.code(), password, at.as_second()))? {
            0 => Err(AccountsError::Taken { name: name.to_owned() }),
            _ => Ok(()),
        }
    }

    /// Everybody with an account, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn people(&self) -> Result<Vec<Person>, AccountsError> {
        self.all(&format!("{PEOPLE} ORDER BY name"), [], raw)?
            .into_iter()
            .map(|raw| self.person_of(raw))
            .collect()
    }

    /// The account of this name, whatever its case.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn person(&self, name: &str) -> Result<Option<Person>, AccountsError> {
        let found = self.one(&format!("{PEOPLE} WHERE name = ?"), [name], raw)?;
        found.map(|raw| self.person_of(raw)).transpose()
    }

    /// The hash of somebody's password, if there is such an account and it has one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn password(&self, name: &str) -> Result<Option<String>, AccountsError> {
        let sql = "SELECT password FROM people WHERE name = ?";
        Ok(self.one(sql, [name], |row| row.get(0))?.flatten())
    }

    /// Sets somebody's password and ends their sessions.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn set_password(&mut self, name: &str, password: &str) -> Result<(), AccountsError> {
        self.together(|accounts| {
            let sql = "UPDATE people SET password = ? WHERE name = ?";
            found(name, accounts.execute(sql, (password, name))?)?;
            accounts.execute("DELETE FROM sessions WHERE person = ?", [name]).map(drop)
        })
    }

    /// Gives somebody another role, which holds from their next request on.
    ///
    /// # Errors
    /// When there is no such account, or it is the only administrator.
    pub fn set_role(&mut self, name: &str, role: Role) -> Result<(), AccountsError> {
        check_role(role)?;
        self.together(|accounts| {
            if role != Role::Administrator {
                accounts.not_the_last_administrator(name)?;
            }
            let sql = "UPDATE people SET role = ? WHERE name = ?";
            found(name, accounts.execute(sql, (role.code(), name))?)
        })
    }

    /// Takes an account away, with its sessions and tokens. What the log of decisions and the audit
    /// log say of the person stays.
    ///
    /// # Errors
    /// When there is no such account, or it is the only administrator.
    pub fn remove_person(&mut self, name: &str) -> Result<(), AccountsError> {
        self.together(|accounts| {
            accounts.not_the_last_administrator(name)?;
            found(name, accounts.execute("DELETE FROM people WHERE name = ?", [name])?)
        })
    }

    fn not_the_last_administrator(&self, name: &str) -> Result<(), AccountsError> {
        let sql = "SELECT role = ?1 AND (SELECT count(*) FROM people WHERE role = ?1) = 1 \
                   FROM people WHERE name = ?2";
        let is_last = self.one(sql, (Role::Administrator.code(), name), |row| row.get(0))?;
        match is_last {
            Some(true) => Err(AccountsError::LastAdministrator { name: name.to_owned() }),
            _ => Ok(()),
        }
    }

    fn person_of(&self, raw: Raw) -> Result<Person, AccountsError> {
        let (name, role, has_password, added_at) = raw;
        let role = self.word(&role)?;
        Ok(Person { name, role, has_password, added_at: self.moment(added_at)? })
    }

    /// A moment that was stored.
    pub(super) fn moment(&self, seconds: i64) -> Result<Timestamp, AccountsError> {
        Timestamp::from_second(seconds).map_err(|error| self.damaged(error.to_string()))
    }
}

const PEOPLE: &str = "SELECT name, role, password IS NOT NULL, added_at FROM people";

type Raw = (String, String, bool, i64);

fn raw(row: &Row<'_>) -> rusqlite::Result<Raw> {
    row.try_into()
}

fn found(name: &str, changed: usize) -> Result<(), AccountsError> {
    match changed {
        0 => Err(AccountsError::Nobody { name: name.to_owned() }),
        _ => Ok(()),
    }
}

fn check_role(role: Role) -> Result<(), AccountsError> {
    if role == Role::Public { Err(AccountsError::NotARoleOfAccounts) } else { Ok(()) }
}

fn check_name(name: &str) -> Result<(), AccountsError> {
    let bad = |why| Err(AccountsError::BadName { name: name.to_owned(), why });
    if name.is_empty() {
        bad("it is empty")
    } else if name.trim() != name {
        bad("it begins or ends with a space")
    } else if name.chars().count() > LONGEST_NAME {
        bad("it is longer than 64 characters")
    } else if name.chars().any(char::is_control) {
        bad("it has a character in it that cannot be seen")
    } else {
        Ok(())
    }
}
