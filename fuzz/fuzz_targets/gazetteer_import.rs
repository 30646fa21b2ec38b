//! Any bytes as a dump of places: the lines that can be used become an index that opens again as
//! the same.
#![no_main]

use std::fs;

use cairn_gazetteer::{Builder, Gazetteer, Query, import};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder");
    let dump = folder.path().join("az.tsv");
    fs::write(&dump, data).expect("a file");
    let mut builder = Builder::new();
    let Ok(imported) = import::add_file(&mut builder, &dump) else { return };
    assert!(imported.problems.len() <= imported.problem_count);
    let index = folder.path().join("places.cairn");
    builder.write(&index).expect("an index");
    let again = Builder::from_file(&index).expect("what was just written");
    assert_eq!(again.len(), builder.len());
    assert!(again.to_bytes().expect("bytes") == builder.to_bytes().expect("bytes"));
    let gazetteer = Gazetteer::world().and_then(|world| world.with_file(&index)).expect("layers");
    let names = String::from_utf8_lossy(data);
    for name in names.split(['\t', '\n']).take(30) {
        gazetteer.resolve(&Query {
            settlement: Some(name),
            district: None,
            country: Some("Azerbaijan"),
            prior_country: None,
        });
    }
});
