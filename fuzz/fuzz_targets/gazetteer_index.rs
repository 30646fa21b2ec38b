//! Any bytes as an index of places, with a checksum that fits: refused, or it answers.
#![no_main]

use std::fs;
use std::sync::LazyLock;

use cairn_gazetteer::{Builder, Gazetteer, Query};
use libfuzzer_sys::fuzz_target;

static WORLD: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::world().expect("the program's own places"));

/// As `crates/gazetteer/src/format.rs` has it.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3);
        hash ^= hash >> 29;
    }
    hash
}

fuzz_target!(|data: &[u8]| {
    // The data is everything that the checksum covers; version 1 spares half of the refusals.
    let mut covered = data.to_vec();
    if let Some(version) = covered.get_mut(..4) {
        version.copy_from_slice(&1_u32.to_le_bytes());
    }
    let bytes = [b"CAIRNPL\n", &checksum(&covered).to_le_bytes()[..], &covered].concat();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("places.cairn");
    fs::write(&path, bytes).expect("a file");

    let Ok(gazetteer) = WORLD.clone().with_file(&path) else { return };
    for (settlement, district) in [
        ("Susuzlug", Some("Kalbajar")),
        ("Orta", None),
        ("Kalbajarr", None),
        ("Yuxari Orta", Some("Orta")),
    ] {
        let answer = gazetteer.resolve(&Query {
            settlement: Some(settlement),
            district,
            country: Some("Azerbaijan"),
            prior_country: None,
        });
        for candidate in answer.candidates {
            gazetteer.get(&candidate.gazetteer_id);
        }
        gazetteer.candidates(settlement, 10);
    }
    if let Ok(builder) = Builder::from_file(&path) {
        let _ = builder.to_bytes();
    }
});
