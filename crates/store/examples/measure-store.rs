//! Measures the store alone: adds documents in batches, opens and lists them.
//!
//! `cargo run --release -p cairn-store --example measure-store -- FILE [DOCUMENTS]`

use std::time::Instant;

#[path = "../tests/common/mod.rs"]
mod common;

use cairn_store::{GeoPackageStore, NewDocument, Store, StoreError};

const BATCH: usize = 500;

fn main() -> Result<(), StoreError> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "measure.gpkg".to_owned());
    let documents = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let started = Instant::now();
    let mut store = GeoPackageStore::create(&path)?;
    for first in (0..documents).step_by(BATCH) {
        store.begin()?;
        for number in first..(first + BATCH).min(documents) {
            add(&mut store, number)?;
        }
        store.commit()?;
    }
    println!("added {documents} documents in {:.1?}", started.elapsed());
    let started = Instant::now();
    store.close()?;
    println!("closed in {:.1?}", started.elapsed());
    println!("size {} MB", std::fs::metadata(&path).map_or(0, |file| file.len() / 1_000_000));
    let started = Instant::now();
    let store = GeoPackageStore::open(&path)?;
    println!("opened in {:.1?}", started.elapsed());
    let started = Instant::now();
    let mut listed = 0u64;
    store.documents(&mut |_| {
        listed += 1;
        Ok(())
    })?;
    println!("listed {listed} documents in {:.1?}", started.elapsed());
    let started = Instant::now();
    let mut listed = 0u64;
    store.incidents(&mut |_| {
        listed += 1;
        Ok(())
    })?;
    println!("listed {listed} incidents in {:.1?}", started.elapsed());
    let started = Instant::now();
    println!("{:?} in {:.1?}", store.counts()?, started.elapsed());
    Ok(())
}

/// A document of about 1.4 kB with two claims; every second one founds an incident.
fn add(store: &mut GeoPackageStore, number: usize) -> Result<(), StoreError> {
    let label = format!("report-{number}");
    let mut document = common::document(&label);
    for sentence in 0..18 {
        document.text +=
            &format!("In village {sentence} of district {number} nobody had maps of the mines. ");
    }
    let mut claims = common::claims(&document);
    for new in &mut claims {
        new.keys = (0..3).map(|n| format!("2021-{n:02}|district-{}", number % 5_000)).collect();
    }
    let original = format!("<html><body><p>{}</p></body></html>", document.text);
    let article_keys = [number as u64, u64::MAX - number as u64 / 2];
    let new = NewDocument {
        original: original.as_bytes(),
        article_keys: &article_keys,
        ..common::new(&document, &claims)
    };
    store.add_document(new, common::AT)?;
    if number.is_multiple_of(2) {
        store.put_incident(&common::incident(&[&label]))?;
    }
    Ok(())
}
