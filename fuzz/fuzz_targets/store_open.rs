//! Any bytes as a register: refused with an error, or everything in it can be asked for.
#![no_main]

use std::fs;
use std::path::Path;

use cairn_store::{GeoPackageStore, Store};
use libfuzzer_sys::fuzz_target;

fn ask(store: &GeoPackageStore) {
    let _ = store.check();
    let _ = store.counts();
    let _ = store.decisions();
    let mut ids = Vec::new();
    let _ = store.documents(&mut |summary| {
        ids.push(summary.id);
        Ok(())
    });
    for id in ids.iter().take(5) {
        let _ = store.document(id);
        let _ = store.original(id);
        let _ = store.claims_of(id);
        let _ = store.version_links(id);
        let _ = store.article_keys(id).and_then(|keys| store.shared_article_keys(&keys, 3));
    }
    for kind in ["incident", "find", "tally", "contradiction", "statement"] {
        let _ = store.claims(kind, &mut |claim| {
            let _ = (claim.id.local(), claim.document.short());
            Ok(())
        });
    }
    let _ = store.incidents(&mut |_| Ok(()));
    let _ = store.finds(&mut |_| Ok(()));
    let _ = store.series(&mut |_| Ok(()));
    let _ = store.findings(&mut |_| Ok(()));
}

fn write(path: &Path) {
    let Ok(mut store) = GeoPackageStore::open(path) else { return };
    if store.begin().is_ok() {
        let _ = store.clear_derived();
        let _ = store.commit();
    }
    let _ = store.close();
}

fuzz_target!(|data: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("register.gpkg");
    fs::write(&path, data).expect("a file");
    if let Ok(store) = GeoPackageStore::open_read_only(&path) {
        ask(&store);
    }
    write(&path);
});
