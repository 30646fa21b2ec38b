//! The keys that versions of one article share: kept with each document, and in an index by key.
//!
//! Keys are hashes, so that each new one belongs on another page of the index. They wait until the
//! index is asked or the transaction ends, and are then entered in order.

use std::cell::RefCell;

use cairn_model::DocumentId;
use rusqlite::Connection;

use crate::error::StoreError;
use crate::gpkg::db::Db;

/// Keys that wait at most, 16 bytes each.
const MOST_WAITING: usize = 1 << 21;

/// Keys with the rows of their documents, not yet in the index.
#[derive(Debug, Default)]
pub(crate) struct Waiting(RefCell<Vec<(i64, i64)>>);

impl Waiting {
    /// Forgets them, as what brought them is undone.
    pub(crate) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}

/// The keys as they are kept with the document in row `document`, whose index entries wait.
pub(crate) fn add(db: &Db, document: i64, keys: &[u64]) -> Result<(), StoreError> {
    let mut waiting = db.waiting.0.borrow_mut();
    waiting.extend(keys.iter().map(|key| (key.cast_signed(), document)));
    let many = waiting.len() >= MOST_WAITING;
    drop(waiting);
    if many { enter(db) } else { Ok(()) }
}

/// Keys as they are kept with their document.
pub(crate) fn packed(keys: &[u64]) -> Vec<u8> {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    keys.dedup();
    keys.iter().flat_map(|key| key.to_be_bytes()).collect()
}

/// Enters what waits into the index.
pub(crate) fn enter(db: &Db) -> Result<(), StoreError> {
    let mut waiting = std::mem::take(&mut *db.waiting.0.borrow_mut());
    waiting.sort_unstable();
    insert(&db.conn, &waiting).map_err(|error| db.error(error))
}

fn insert(conn: &Connection, entries: &[(i64, i64)]) -> rusqlite::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let sql = "INSERT OR IGNORE INTO article_keys (key, document) VALUES (?, ?)";
    let mut statement = conn.prepare_cached(sql)?;
    entries.iter().try_for_each(|entry| statement.execute(*entry).map(drop))
}

/// The keys of a document, in order.
pub(crate) fn of(db: &Db, id: &DocumentId) -> Result<Vec<u64>, StoreError> {
    let sql = "SELECT article_keys FROM originals JOIN documents USING (fid) WHERE id = ?";
    let packed: Option<Vec<u8>> = db.one(sql, [id.as_str()], |row| row.get(0))?;
    let (keys, rest) = packed.as_deref().unwrap_or_default().as_chunks();
    if !rest.is_empty() {
        return Err(db.corrupt(format!("the article keys of {} are cut short", id.short())));
    }
    Ok(keys.iter().map(|key| u64::from_be_bytes(*key)).collect())
}

/// Those keys that several documents have, with how many, counted to `most`.
pub(crate) fn shared(db: &Db, keys: &[u64], most: usize) -> Result<Vec<(u64, usize)>, StoreError> {
    enter(db)?;
    let look = || -> rusqlite::Result<Vec<(u64, usize)>> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM article_keys WHERE key = ? LIMIT ?)";
        let mut statement = db.conn.prepare_cached(sql)?;
        let mut shared = Vec::new();
        for key in keys {
            let limit = limit(most.max(2));
            let holders: i64 = statement.query_one((key.cast_signed(), limit), |row| row.get(0))?;
            if holders > 1 {
                shared.push((*key, usize::try_from(holders).unwrap_or(most).min(most)));
            }
        }
        Ok(shared)
    };
    look().map_err(|error| db.error(error))
}

/// Documents with this key, by identity; some `most` of them where there are more.
pub(crate) fn holders(db: &Db, key: u64, most: usize) -> Result<Vec<DocumentId>, StoreError> {
    enter(db)?;
    // A common key is looked at no further than asked for.
    let sql = "SELECT id FROM documents WHERE fid IN \
               (SELECT document FROM article_keys WHERE key = ? LIMIT ?) ORDER BY id";
    db.all(sql, (key.cast_signed(), limit(most)), |id| super::documents::parse_id(db, &id))
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
