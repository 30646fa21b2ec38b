//! Files that are no register, or cannot be used, are named, explained and left as they are.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cairn_store::{Foreign, GeoPackageStore, Store, StoreError};
use rusqlite::Connection;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn register(&self) -> PathBuf {
        let path = self.file("cairn.gpkg");
        let mut store = GeoPackageStore::create(&path).unwrap();
        store.begin().unwrap();
        let labels: Vec<String> = (0..50).map(|n| format!("d{n}")).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        common::add(&mut store, &labels).unwrap();
        store.commit().unwrap();
        store.close().unwrap();
        path
    }
}

/// Every way to open it says the same, names the file and leaves it as it is.
fn refused(path: &Path, expected: Foreign) {
    let before = fs::read(path).unwrap();
    for opened in [
        GeoPackageStore::open(path),
        GeoPackageStore::open_or_create(path),
        GeoPackageStore::open_read_only(path),
    ] {
        let error = opened.unwrap_err();
        let StoreError::NotARegister { found, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!(*found, expected);
        assert!(error.to_string().starts_with(&path.display().to_string()), "{error}");
        assert!(error.hint().is_some());
    }
    let error = GeoPackageStore::create(path).unwrap_err();
    assert!(matches!(error, StoreError::AlreadyExists { .. }), "{error}");
    assert_eq!(fs::read(path).unwrap(), before);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing beside it");
}

#[test]
fn other_files_are_not_touched() {
    let texts: [&[u8]; 4] = [b"x", b"Two people were killed.\n", b"SQLite format 3\0", &[0; 5000]];
    for text in texts {
        let folder = Folder::new();
        fs::write(folder.file("report.txt"), text).unwrap();
        refused(&folder.file("report.txt"), Foreign::NotSqlite);
    }
    let folder = Folder::new();
    let other = Connection::open(folder.file("other.db")).unwrap();
    other.execute_batch("CREATE TABLE incidents (id INTEGER)").unwrap();
    drop(other);
    refused(&folder.file("other.db"), Foreign::OtherSqlite);

    let folder = Folder::new();
    let other = Connection::open(folder.file("roads.gpkg")).unwrap();
    let sql = "PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;
               CREATE TABLE gpkg_contents (table_name TEXT); CREATE TABLE roads (fid INTEGER)";
    other.execute_batch(sql).unwrap();
    drop(other);
    refused(&folder.file("roads.gpkg"), Foreign::OtherGeoPackage);
}

#[test]
fn an_empty_file_may_become_a_register() {
    let folder = Folder::new();
    let path = folder.file("cairn.gpkg");
    fs::write(&path, b"").unwrap();
    for opened in [GeoPackageStore::open(&path), GeoPackageStore::open_read_only(&path)] {
        let error = opened.unwrap_err();
        let empty = matches!(error, StoreError::NotARegister { found: Foreign::Empty, .. });
        assert!(empty, "{error}");
    }
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
    GeoPackageStore::open_or_create(&path).unwrap().close().unwrap();
    GeoPackageStore::open(&path).unwrap().check().unwrap();
}

#[test]
fn missing_files_and_folders_are_named() {
    let folder = Folder::new();
    let error = GeoPackageStore::open(folder.file("none.gpkg")).unwrap_err();
    assert!(matches!(error, StoreError::NotFound { .. }), "{error}");
    let error = GeoPackageStore::open_or_create(folder.file("none/cairn.gpkg")).unwrap_err();
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
    assert!(error.to_string().contains("none"), "{error}");
    let error = GeoPackageStore::open_or_create(folder.0.path()).unwrap_err();
    let is_folder = matches!(error, StoreError::NotARegister { found: Foreign::Folder, .. });
    assert!(is_folder, "{error}");
    let error = GeoPackageStore::create(folder.register()).unwrap_err();
    assert!(matches!(error, StoreError::AlreadyExists { .. }), "{error}");
}

#[test]
fn a_truncated_register_is_never_taken_for_a_whole_one() {
    let folder = Folder::new();
    let whole = fs::read(folder.register()).unwrap();
    let path = folder.file("cut.gpkg");
    for length in [50, 100, 1_000, 4_096, whole.len() / 2, whole.len() - 4_096, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        let error = GeoPackageStore::open(&path).and_then(|store| store.check()).unwrap_err();
        let named = matches!(error, StoreError::Corrupt { .. } | StoreError::NotARegister { .. });
        assert!(named, "cut to {length}: {error:?}");
    }
}

#[test]
fn a_damaged_page_is_found() {
    let folder = Folder::new();
    let path = folder.register();
    let mut bytes = fs::read(&path).unwrap();
    // From the start of a page, where it says what it is and which page follows.
    let middle = bytes.len() / 2 / 4_096 * 4_096;
    bytes[middle..middle + 2_000].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    let error = GeoPackageStore::open(&path).and_then(|store| store.check()).unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
}

#[test]
fn a_locked_register_says_so() {
    let folder = Folder::new();
    let path = folder.register();
    let mut other = GeoPackageStore::open(&path).unwrap();
    let mut store = GeoPackageStore::open(&path).unwrap();
    store.set_patience(Duration::from_millis(10)).unwrap();
    other.begin().unwrap();
    common::add(&mut other, &["x"]).unwrap();
    let error = store.begin().unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    assert!(error.hint().unwrap().contains("QGIS"));
    // Reading goes on beside the other program, which is not seen before it commits.
    assert_eq!(store.counts().unwrap().documents, 50);
    other.commit().unwrap();
    assert_eq!(store.counts().unwrap().documents, 51);
    store.begin().unwrap();
    store.rollback().unwrap();
    // Who closes first leaves the tidying to the other.
    other.close().unwrap();
    assert_eq!(store.counts().unwrap().documents, 51);
    store.close().unwrap();
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1);
}

#[test]
fn a_reader_of_the_plain_journal_does_not_prevent_writing() {
    let folder = Folder::new();
    let path = folder.register();
    let reader = Connection::open(&path).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM documents").unwrap();
    let mut store = GeoPackageStore::open(&path).unwrap();
    store.set_patience(Duration::from_millis(10)).unwrap();
    store.begin().unwrap();
    common::add(&mut store, &["x"]).unwrap();
    // In the plain journal the commit needs the reader to be done.
    let error = store.commit().unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    store.rollback().unwrap();
    reader.execute_batch("COMMIT").unwrap();
    store.begin().unwrap();
    common::add(&mut store, &["x"]).unwrap();
    store.commit().unwrap();
    assert_eq!(store.counts().unwrap().documents, 51);
}

#[test]
fn what_is_opened_for_reading_is_not_written() {
    let folder = Folder::new();
    let path = folder.register();
    let before = fs::read(&path).unwrap();
    let mut store = GeoPackageStore::open_read_only(&path).unwrap();
    let error = store.begin().unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    let error = common::add(&mut store, &["x"]).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert_eq!(store.counts().unwrap().documents, 50);
    store.close().unwrap();
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_copy_taken_while_it_was_written_can_be_read() {
    let folder = Folder::new();
    let mut store = GeoPackageStore::open(folder.register()).unwrap();
    store.begin().unwrap();
    let copy = Folder::new();
    let path = copy.file("a copy?#%20.gpkg");
    fs::copy(store.path(), &path).unwrap();
    assert_eq!(GeoPackageStore::open_read_only(&path).unwrap().counts().unwrap().documents, 50);
}

#[cfg(unix)]
#[test]
fn a_file_or_folder_without_the_right_to_write_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let path = folder.register();
    let allow =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    allow(&path, 0o444);
    if fs::OpenOptions::new().append(true).open(&path).is_ok() {
        eprintln!("skipped: the rights of files do not bind this user");
        return;
    }
    let error = GeoPackageStore::open(&path).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    allow(&path, 0o644);
    allow(folder.0.path(), 0o555);
    let begun = GeoPackageStore::open(&path).and_then(|mut store| {
        store.begin()?;
        common::add(&mut store, &["x"])?;
        store.commit()
    });
    let read = GeoPackageStore::open_read_only(&path).and_then(|store| store.counts());
    allow(folder.0.path(), 0o755);
    let error = begun.unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert_eq!(read.unwrap().documents, 50);
}
