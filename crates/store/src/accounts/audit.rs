//! Who read what of personal data, and who changed what about accounts. Only ever added to.

use cairn_model::Role;
use jiff::Timestamp;

use super::{Accounts, AccountsError};

/// An entry to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub person: String,
    /// As what.
    pub role: Role,
    /// From where: the address of the other machine, or `terminal`.
    pub address: String,
    /// What they did, as `read` or `role`.
    pub did: String,
    /// To what, as the address of a page with its filter, or the name of an account.
    pub thing: String,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Place in the log, from 1.
    pub number: u64,
    /// What it says.
    pub entry: NewAuditEntry,
}

impl Accounts {
    /// Adds entries, all or none.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn audit(&mut self, entries: &[NewAuditEntry]) -> Result<(), AccountsError> {
        self.together(|accounts| {
            let sql = "INSERT INTO audit (number, at, person, role, address, did, thing) VALUES \
                       ((SELECT coalesce(max(number), 0) + 1 FROM audit), ?, ?, ?, ?, ?, ?)";
            entries.iter().try_for_each(|new| {
                let NewAuditEntry { at, person, role, address, did, thing } = new;
                let values = (at.as_second(), person, role.code(), address, did, thing);
                accounts.execute(sql, values).map(drop)
            })
        })
    }

    /// The newest entries below a number, newest first, `most` of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn audited(
        &self,
        below: Option<u64>,
        most: usize,
    ) -> Result<Vec<AuditEntry>, AccountsError> {
        let sql = "SELECT number, at, person, role, address, did, thing FROM audit \
                   WHERE number < ? ORDER BY number DESC LIMIT ?";
        let below = below.and_then(|below| i64::try_from(below).ok()).unwrap_or(i64::MAX);
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        type Raw = (i64, i64, String, String, String, String, String);
        let rows = self.all(sql, (below, most), |row| Raw::try_from(row))?;
        rows.into_iter()
            .map(|(number, at, person, role, address, did, thing)| {
                let (at, role) = (self.moment(at)?, self.word(&role)?);
                let entry = NewAuditEntry { at, person, role, address, did, thing };
                Ok(AuditEntry { number: number.unsigned_abs(), entry })
            })
            .collect()
    }
}
