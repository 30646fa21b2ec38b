//! What can only be seen from inside: a full disk, forged rows, rows behind the layers.

use cairn_model::{Document, DocumentId, DocumentMeta};

use super::*;
use crate::store::NewDocument;

fn document(label: &str) -> Document {
    Document {
        id: DocumentId::of_bytes(label.as_bytes()),
        label: label.to_owned(),
        origin: String::new(),
        media_type: "text/plain".to_owned(),
        meta: DocumentMeta::default(),
        text: label.repeat(2_000),
    }
}

fn add(store: &mut GeoPackageStore, label: &str) -> Result<(), StoreError> {
    let document = document(label);
    let new = NewDocument {
        document: &document,
        original: b"",
        language: None,
        revision: None,
        notes: &[],
        claims: &[],
        article_keys: &[],
    };
    store.add_document(new, "2026-01-02T03:04:05Z")
}

fn register() -> (tempfile::TempDir, GeoPackageStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = GeoPackageStore::create(folder.path().join("cairn.gpkg")).unwrap();
    (folder, store)
}

#[test]
fn a_full_disk_undoes_what_was_begun() {
    let (_folder, mut store) = register();
    store.begin().unwrap();
    add(&mut store, "a").unwrap();
    store.commit().unwrap();
    let pages = store.db.number("PRAGMA page_count", []).unwrap();
    store.db.batch(&format!("PRAGMA max_page_count = {}", pages + 8)).unwrap();
    store.begin().unwrap();
    let full = (0..100).find_map(|n| add(&mut store, &format!("b{n}")).err());
    assert!(matches!(full, Some(StoreError::Full { .. })), "{full:?}");
    // Whoever goes on regardless is told; whoever rolls back, as one should, can begin again.
    assert!(matches!(add(&mut store, "c"), Err(StoreError::NotBegun)));
    assert!(matches!(store.commit(), Err(StoreError::NotBegun)));
    store.rollback().unwrap();
    store.check().unwrap();
    assert_eq!(store.counts().unwrap().documents, 1);
    store.db.batch("PRAGMA max_page_count = 100000").unwrap();
    store.begin().unwrap();
    add(&mut store, "c").unwrap();
    store.commit().unwrap();
    store.check().unwrap();
    assert_eq!(store.counts().unwrap().documents, 2);
}

#[test]
fn triggers_refuse_to_rewrite_history() {
    use cairn_model::{ClaimId, DecisionAction};
    let (_folder, mut store) = register();
    store.begin().unwrap();
    add(&mut store, "a").unwrap();
    let claim = ClaimId::new(&DocumentId::of_bytes(b"a"), "i1");
    let action = DecisionAction::Reject { claim };
    let log = store.decisions().unwrap();
    let decision = log.next("A. Officer", "2026-01-02T03:04:05Z", "no source", action);
    store.append_decision(&decision).unwrap();
    store.commit().unwrap();
    for change in [
        "UPDATE decisions SET why = 'another'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT number, decided_by, decided_at, 'another', decision, \
         claims, body, previous, hash FROM decisions",
        "INSERT INTO decisions SELECT 7, decided_by, decided_at, why, decision, claims, body, hash, \
         hash FROM decisions",
        "DELETE FROM documents",
        "UPDATE documents SET label = 'b'",
        "UPDATE texts SET text = ''",
        "DELETE FROM originals",
    ] {
        let refused = store.db.batch(change);
        assert!(matches!(refused, Err(StoreError::Database { .. })), "{change}: {refused:?}");
    }
    // Whoever drops the triggers first is found out by the chain of hashes.
    store
        .db
        .batch("DROP TRIGGER decisions_unchanged; UPDATE decisions SET why = 'another'")
        .unwrap();
    let error = store.decisions().unwrap_err();
    assert!(matches!(error, StoreError::BrokenChain { .. }), "{error}");
    assert!(store.check().is_err());
}

#[test]
fn half_a_document_is_found() {
    let (_folder, mut store) = register();
    store.begin().unwrap();
    add(&mut store, "a").unwrap();
    store.commit().unwrap();
    store.db.batch("DROP TRIGGER originals_stay; DELETE FROM originals").unwrap();
    let error = store.check().unwrap_err();
    assert!(error.to_string().ends_with("the document a is only half there"), "{error}");
}

#[test]
fn a_file_of_another_layout_is_left_alone() {
    let (_folder, store) = register();
    let path = store.path().to_owned();
    store.db.batch("INSERT INTO cairn_layout VALUES (99, 'of the future')").unwrap();
    store.close().unwrap();
    let before = std::fs::read(&path).unwrap();
    for opened in [
        GeoPackageStore::open(&path),
        GeoPackageStore::open_or_create(&path),
        GeoPackageStore::open_read_only(&path),
    ] {
        let error = opened.unwrap_err();
        assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error}");
        assert!(error.hint().unwrap().contains("newer Cairn"));
    }
    assert!(matches!(GeoPackageStore::create(&path), Err(StoreError::AlreadyExists { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

fn column(store: &GeoPackageStore, sql: &str, table: &str) -> Vec<String> {
    store.db.all(sql, [table], Ok).unwrap()
}

#[test]
fn every_column_has_a_title_and_an_alias() {
    let (_folder, store) = register();
    let tables =
        "SELECT table_name FROM gpkg_contents WHERE ?1 = '' AND table_name != 'layer_styles'";
    for table in column(&store, tables, "") {
        let columns = "SELECT name FROM pragma_table_info(?) WHERE name NOT IN ('fid', 'geom')";
        let columns = column(&store, columns, &table);
        let titled = "SELECT column_name FROM gpkg_data_columns WHERE table_name = ? \
                      AND title IS NOT NULL ORDER BY rowid";
        assert_eq!(columns, column(&store, titled, &table), "{table}");
        let style = "SELECT styleQML FROM layer_styles WHERE f_table_name = ?";
        let style = column(&store, style, &table).pop().unwrap();
        for name in &columns {
            assert!(style.contains(&format!("<alias field=\"{name}\"")), "{table}.{name}");
        }
    }
}

#[test]
fn every_term_has_a_symbol() {
    use cairn_model::{Device, Grade};
    let (_folder, store) = register();
    let style = |table: &str| {
        let sql = "SELECT styleQML FROM layer_styles WHERE f_table_name = ?";
        column(&store, sql, table).pop().unwrap()
    };
    let (incidents, finds) = (style("incidents"), style("finds"));
    for grade in Grade::ALL {
        assert!(incidents.contains(&format!("value=\"{grade}\"")), "{grade}");
    }
    for device in Device::ALL.iter().filter(|device| **device != Device::Unknown) {
        assert!(finds.contains(&format!("value=\"{device}\"")), "{device}");
    }
}
