//! Layers: claims that are handed on one by one, of documents with more of them than are held together.

#![allow(clippy::unwrap_used, reason = "a panic is a failure")]

mod common;

use cairn_model::{ClaimBody, Device, Document, DocumentId};
use cairn_pipeline::{Layer, PipelineError, Silent};
use cairn_store::{MemoryStore, Store};
use common::*;

/// More than the claims that the desk holds of one document.
const MANY: u64 = 1_100;

fn document() -> Document {
    Document {
        id: DocumentId::of_bytes(b"layer"),
        label: "layer".to_owned(),
        origin: "layer.csv".to_owned(),
        media_type: "text/csv".to_owned(),
        meta: meta("Example Centre", "2022-01-01"),
        text: "layer".to_owned(),
    }
}

/// One incident a village, so that none is another's.
fn bodies(count: u64) -> impl Iterator<Item = ClaimBody> {
    (1..=count).map(|at| {
        let date = format!("20{:02}-{:02}-{:02}", at % 20, at % 12 + 1, at % 27 + 1);
        let place = place(&format!("Village {at}"), &format!("District {}", at % 50));
        ClaimBody::Incident(incident(&format!("i{at}"), &date, place, Device::Unknown).toll(0, 1))
    })
}

fn import(store: &mut MemoryStore, come: u64, said: u64) -> Result<u64, PipelineError> {
    let document = document();
    let layer = Layer { document: &document, bytes: b"layer", notes: &[], claims: said };
    let script = Script::default();
    let added = script.pipeline().import(store, layer, &mut bodies(come), NOW, &mut Silent)?;
    Ok(added.claims.incidents)
}

fn incidents(store: &dyn Store) -> Vec<String> {
    let mut all = Vec::new();
    store
        .incidents(&mut |incident| {
            all.push(format!("{} {} {}", incident.id, incident.date, incident.reports.len()));
            Ok(())
        })
        .unwrap();
    all
}

#[test]
fn a_layer_of_many_claims_is_kept_in_order_and_derived_the_same_again() {
    let mut store = MemoryStore::default();
    assert_eq!(import(&mut store, MANY, MANY).unwrap(), MANY);
    let kept = store.claims_of(&document().id).unwrap();
    assert!(kept.iter().map(|claim| claim.body.clone()).eq(bodies(MANY)));
    let before = incidents(&store);
    assert_eq!(before.len() as u64, MANY);
    assert_eq!(import(&mut store, MANY, MANY).unwrap(), 0, "the same file changes nothing");
    Script::default().pipeline().rebuild(&mut store, &mut Silent).unwrap();
    assert_eq!(incidents(&store), before);
}

#[test]
fn a_layer_that_ends_early_leaves_nothing() {
    let mut store = MemoryStore::default();
    let error = import(&mut store, 9, 10).unwrap_err();
    assert_eq!(
        error.to_string(),
        "layer: 9 of 10 claims came; was the file changed? Nothing was kept"
    );
    assert!(!store.has_document(&document().id).unwrap());
    assert_eq!(store.counts().unwrap().claims, 0);
}
