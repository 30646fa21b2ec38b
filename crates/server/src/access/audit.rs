//! Who read personal data: noted before the answer goes out.
//!
//! A thread of its own writes what many requests note at once in one go, so that each need not wait
//! for a disk of its own.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use cairn_store::accounts::{Accounts, AccountsError, NewAuditEntry};
use tokio::sync::oneshot;

use crate::problem::Problem;

/// Entries that wait at most; further ones fail, and with them their requests.
const WAITING: usize = 4096;
/// Entries that are written in one go.
const TOGETHER: usize = 256;

type Note = (NewAuditEntry, oneshot::Sender<bool>);

/// Notes that are not repeated are remembered for so many people and things.
const REMEMBERED: usize = 10_000;

/// Where notes are handed in.
#[derive(Clone, Debug)]
pub struct AuditLog {
    notes: mpsc::SyncSender<Note>,
    /// The hour in which somebody was last noted to have looked at something.
    of_late: Arc<Mutex<HashMap<(String, String), i64>>>,
}

impl AuditLog {
    /// Starts the writer; it ends when nobody can hand in notes any more.
    ///
    /// # Errors
    /// When the file of accounts cannot be opened.
    pub fn open(path: &Path) -> Result<Self, AccountsError> {
        let accounts = Accounts::open(path)?;
        let (sender, notes) = mpsc::sync_channel(WAITING);
        thread::spawn(move || write(accounts, &notes));
        Ok(Self { notes: sender, of_late: Arc::default() })
    }

    /// As [`AuditLog::note`], once an hour for the same person and thing: a map that is moved asks
    /// for hundreds of tiles.
    ///
    /// # Errors
    /// As [`AuditLog::note`].
    pub async fn note_once_an_hour(&self, entry: NewAuditEntry) -> Result<(), Problem> {
        let key = (entry.person.clone(), entry.thing.clone());
        let hour = entry.at.as_second().div_euclid(3600);
        if self.of_late().get(&key) == Some(&hour) {
            return Ok(());
        }
        self.note(entry).await?;
        let mut of_late = self.of_late();
        if of_late.len() >= REMEMBERED {
            of_late.clear();
        }
        of_late.insert(key, hour);
        Ok(())
    }

    fn of_late(&self) -> MutexGuard<'_, HashMap<(String, String), i64>> {
        // What was noted is a hint: noting something twice does no harm.
        self.of_late.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what somebody did; comes back once it is on the disk.
    ///
    /// # Errors
    /// When it could not be written: what was to be noted must not happen then.
    pub async fn note(&self, entry: NewAuditEntry) -> Result<(), Problem> {
        let (done, written) = oneshot::channel();
        self.notes.try_send((entry, done)).map_err(|_| failed())?;
        match written.await {
            Ok(true) => Ok(()),
            _ => Err(failed()),
        }
    }
}

fn failed() -> Problem {
    Problem::new(
        axum::http::StatusCode::SERVICE_UNAVAILABLE,
        "not-noted",
        "The audit log cannot be written",
        "Reads of personal data are noted, and this one could not be.",
    )
    .hint("tell whoever runs this server; the disk may be full")
    .because("the audit log could not be written")
}

fn write(mut accounts: Accounts, notes: &mpsc::Receiver<Note>) {
    while let Ok(first) = notes.recv() {
        let mut some = vec![first];
        while some.len() < TOGETHER
            && let Ok(note) = notes.try_recv()
        {
            some.push(note);
        }
        let (entries, waiting): (Vec<_>, Vec<_>) = some.into_iter().unzip();
        let written = accounts.audit(&entries).is_ok();
        for done in waiting {
            // Whoever waited may have gone away.
            let _ = done.send(written);
        }
    }
}
