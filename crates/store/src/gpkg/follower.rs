//! A file that follows a register, from which things may go away again; and reading a register as it
//! was at one moment, which is what a follower is made of.

use std::path::Path;

use cairn_model::DocumentId;

use crate::error::StoreError;
use crate::gpkg::GeoPackageStore;
use crate::gpkg::db::Db;
use crate::store::Follower;

/// What keeps a register from losing anything, and a follower from following. Decisions stay guarded:
/// a follower holds none.
const GUARDS: &str = "DROP TRIGGER documents_stay; DROP TRIGGER texts_stay; \
                      DROP TRIGGER originals_stay; DROP TRIGGER claims_stay;";

/// How all rows of a document are removed; `?1` is its row.
const FORGET: [&str; 9] = [
    "DELETE FROM hazards WHERE claim IN (SELECT id FROM claims WHERE document_fid = ?1)",
    "DELETE FROM minefield_records WHERE claim IN (SELECT id FROM claims WHERE document_fid = ?1)",
    "DELETE FROM land_releases WHERE claim IN (SELECT id FROM claims WHERE document_fid = ?1)",
    "DELETE FROM statements WHERE claim IN (SELECT id FROM claims WHERE document_fid = ?1)",
    "DELETE FROM claim_keys WHERE claim IN (SELECT fid FROM claims WHERE document_fid = ?1)",
    "DELETE FROM claims WHERE document_fid = ?1",
    "DELETE FROM article_keys WHERE document = ?1",
    "DELETE FROM texts WHERE fid = ?1",
    "DELETE FROM originals WHERE fid = ?1",
];

impl GeoPackageStore {
    /// Makes a new file that follows a register: as a register, but documents may be forgotten. It is
    /// written anew rather than saved from a crash, so its writing waits for no disk.
    ///
    /// # Errors
    /// As [`GeoPackageStore::create`].
    pub fn create_follower(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let made = Self::create(path)?;
        made.db.batch(GUARDS)?;
        made.db.batch("PRAGMA synchronous = OFF")?;
        Ok(made)
    }

    /// Runs `read` on the register as it is at this moment, whatever others write meanwhile.
    ///
    /// # Errors
    /// Those of `read`, and when the register cannot be read.
    pub fn at_one_moment<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.db.batch("BEGIN DEFERRED")?;
        let answer = read(self);
        // Nothing was written, so that there is nothing to lose.
        let ended = self.db.batch("ROLLBACK");
        let answer = answer?;
        ended?;
        Ok(answer)
    }
}

impl Follower for GeoPackageStore {
    fn forget_document(&mut self, id: &DocumentId) -> Result<(), StoreError> {
        self.write(|db, _| forget(db, id))
    }
}

fn forget(db: &Db, id: &DocumentId) -> Result<(), StoreError> {
    let sql = "SELECT fid FROM documents WHERE id = ?";
    let Some(row) = db.one(sql, [id.as_str()], |row| row.get::<_, i64>(0))? else {
        return Ok(());
    };
    let links = "DELETE FROM version_links WHERE earlier = ?1 OR later = ?1";
    db.execute(links, [id.as_str()])?;
    FORGET.iter().try_for_each(|sql| db.execute(sql, [row]).map(drop))?;
    db.execute("DELETE FROM documents WHERE fid = ?", [row]).map(drop)
}

#[cfg(test)]
mod tests {
    use cairn_model::{Document, DocumentMeta};

    use super::*;
    use crate::store::{NewDocument, Store};

    fn with_a_document(mut store: GeoPackageStore) -> (GeoPackageStore, DocumentId) {
        let document = Document {
            id: DocumentId::of_bytes(b"one"),
            label: "one".to_owned(),
            origin: String::new(),
            media_type: "text/plain".to_owned(),
            meta: DocumentMeta::default(),
            text: "one".to_owned(),
        };
        let new = NewDocument {
            document: &document,
            original: b"one",
            language: None,
            revision: None,
            notes: &[],
            claims: &[],
            article_keys: &[7],
        };
        store.begin().unwrap();
        store.add_document(new, "2026-01-01T00:00:00Z").unwrap();
        store.commit().unwrap();
        (store, document.id)
    }

    #[test]
    fn a_follower_forgets_and_a_register_refuses_to() {
        let folder = tempfile::tempdir().unwrap();
        let follower = GeoPackageStore::create_follower(folder.path().join("copy.gpkg")).unwrap();
        let (mut follower, id) = with_a_document(follower);
        follower.begin().unwrap();
        follower.forget_document(&id).unwrap();
        follower.commit().unwrap();
        assert_eq!(follower.counts().unwrap().documents, 0);
        follower.check().unwrap();
        assert_eq!(follower.documents_with_key(7, 9).unwrap(), []);

        let register = GeoPackageStore::create(folder.path().join("register.gpkg")).unwrap();
        let (mut register, id) = with_a_document(register);
        register.begin().unwrap();
        assert!(register.forget_document(&id).is_err());
        register.rollback().unwrap();
        assert!(register.has_document(&id).unwrap());
    }

    #[test]
    fn what_is_read_at_one_moment_does_not_change_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.gpkg");
        let mut writer = GeoPackageStore::create(&path).unwrap();
        writer.begin().unwrap();
        writer.commit().unwrap();
        let reader = GeoPackageStore::open_read_only(&path).unwrap();
        let (before, after) = reader
            .at_one_moment(|reader| {
                let before = reader.version()?;
                writer.begin()?;
                writer.commit()?;
                Ok::<_, StoreError>((before, reader.version()?))
            })
            .unwrap();
        assert_eq!(before, after);
        assert_eq!(reader.version().unwrap(), before + 1);
    }
}
