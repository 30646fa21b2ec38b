//! Failed logins, by name and by address, so that guessing is slowed down even across a restart.

use jiff::{SignedDuration, Timestamp};

use super::{Accounts, AccountsError};

/// After so long without a failure, earlier ones are forgotten.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24);
/// Names and addresses that are remembered at most; those that failed longest ago go first.
const MOST: i64 = 20_000;

/// How often somebody, or some address, failed of late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// Failures in a row.
    pub failures: u32,
    /// When the last was.
    pub last_at: Timestamp,
}

impl Accounts {
    /// How often this name or address failed of late, if it did.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn attempts(
        &self,
        subject: &str,
        now: Timestamp,
    ) -> Result<Option<Attempts>, AccountsError> {
        let sql = "SELECT failures, last_at FROM attempts WHERE subject = ? AND last_at > ?";
        let since = before(now).as_second();
        let found = self.one(sql, (subject, since), |row| Ok((row.get(0)?, row.get(1)?)))?;
        found
            .map(|(failures, last_at)| Ok(Attempts { failures, last_at: self.moment(last_at)? }))
            .transpose()
    }

    /// Notes a failure of these names and addresses.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note_failure(&mut self, subjects: &[&str], now: Timestamp) -> Result<(), AccountsError> {
        self.together(|accounts| {
            let (now, since) = (now.as_second(), before(now).as_second());
            accounts.execute("DELETE FROM attempts WHERE last_at <= ?", [since])?;
            let sql = "INSERT INTO attempts (subject, failures, last_at) VALUES (?1, 1, ?2) \
                       ON CONFLICT (subject) DO UPDATE SET failures = failures + 1, last_at = ?2";
            for subject in subjects {
                accounts.execute(sql, (subject, now))?;
            }
            let sql = "DELETE FROM attempts WHERE subject IN (SELECT subject FROM attempts \
                       ORDER BY last_at DESC, subject LIMIT -1 OFFSET ?)";
            accounts.execute(sql, [MOST]).map(drop)
        })
    }

    /// Forgets the failures of these names and addresses.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_failures(&mut self, subjects: &[&str]) -> Result<(), AccountsError> {
        self.together(|accounts| {
            subjects.iter().try_for_each(|subject| {
                accounts.execute("DELETE FROM attempts WHERE subject = ?", [subject]).map(drop)
            })
        })
    }
}

fn before(now: Timestamp) -> Timestamp {
    now.checked_sub(FORGOTTEN).unwrap_or(Timestamp::MIN)
}
