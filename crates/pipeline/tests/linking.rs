//! Linking measured on `bench/linking`: invented readings whose occasions are known.
//!
//! `CAIRN_LINKING` names other files of the same form, separated by `:`; then figures are printed, with
//! what was missed and why, and no floor holds. `CAIRN_LINKING_WEIGHTS` is a JSON file of weights, or
//! `learned` for those that the pairs speak for.

#![allow(clippy::unwrap_used, reason = "a panic is a failure")]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cairn_gazetteer::{Gazetteer, Query};
use cairn_model::{ClaimId, DecisionAction, DocumentId, DocumentMeta, Reading};
use cairn_pipeline::{Pipeline, Silent};
use cairn_store::{MemoryStore, Store};
use common::*;
use serde_json::{Value, json};

/// What an entry of a reading has when a file leaves it out.
fn whole(list: &str, at: usize, given: &Value) -> Value {
    let mut entry = match list {
        "incidents" => json!({"status": "happened", "device": "unknown"}),
        _ => json!({"action": "found", "category": "unknown"}),
    };
    entry["id"] = json!(format!("{}{}", &list[..1], at + 1));
    entry["date"] = json!({"from": null, "to": null});
    entry["place"] = json!({"settlement": null, "district": null, "country": null});
    for (field, value) in given.as_object().unwrap() {
        entry[field] = value.clone();
    }
    let victims = entry.get_mut("victims").and_then(Value::as_array_mut);
    for victim in victims.into_iter().flatten() {
        if victim.is_string() {
            *victim = json!({"name": victim});
        }
        for (field, value) in [("outcome", json!("unknown")), ("group", json!("unknown"))] {
            if victim.get(field).is_none() {
                victim[field] = value;
            }
        }
    }
    entry
}

/// A register of the documents of a file, with the occasion of each entry.
struct Measured {
    store: MemoryStore,
    occasions: BTreeMap<ClaimId, String>,
}

fn measured(file: &Path, gazetteer: &Gazetteer) -> Measured {
    let mut script = Script::default();
    let mut occasions = BTreeMap::new();
    for line in std::fs::read_to_string(file).unwrap().lines() {
        let told: Value = serde_json::from_str(line).unwrap();
        let label = told["id"].as_str().unwrap();
        let meta: DocumentMeta = serde_json::from_value(told["meta"].clone()).unwrap();
        let mut value = json!({"id": label, "tallies": [], "contradictions": []});
        for list in ["incidents", "finds"] {
            let entries = told[list].as_array().map(Vec::as_slice).unwrap_or_default();
            value[list] = entries.iter().enumerate().map(|(at, e)| whole(list, at, e)).collect();
        }
        let mut reading: Reading = serde_json::from_value(value.clone()).unwrap();
        let places = (reading.incidents.iter_mut().map(|incident| &mut incident.place))
            .chain(reading.finds.iter_mut().map(|find| &mut find.place));
        for place in places.filter(|place| place.position.is_none()) {
            place.position = gazetteer
                .resolve(&Query {
                    settlement: place.settlement.as_deref(),
                    district: place.district.as_deref(),
                    country: place.country.as_deref(),
                    prior_country: meta.country.as_deref(),
                })
                .position;
        }
        script = script.with(label, meta, reading);
        let document = script.documents().last().unwrap().document.id.clone();
        for entry in ["incidents", "finds"].iter().flat_map(|l| value[l].as_array().unwrap()) {
            if let Some(key) = entry["event_key"].as_str() {
                let id = ClaimId::new(&document, entry["id"].as_str().unwrap());
                occasions.insert(id, key.to_owned());
            }
        }
    }
    let mut store = MemoryStore::default();
    let pipeline = Pipeline::new(&script, gazetteer);
    pipeline.add(&mut store, &mut script.documents().iter().cloned(), NOW, &mut Silent).unwrap();
    if let Ok(weights) = std::env::var("CAIRN_LINKING_WEIGHTS") {
        let action = match weights.as_str() {
            "learned" => pipeline.learn(&mut store).unwrap(),
            file => DecisionAction::Weigh {
                weights: serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap(),
                pairs: None,
            },
        };
        pipeline.decide(&mut store, "test", NOW, "to measure", action).unwrap();
    }
    Measured { store, occasions }
}

/// Pairs joined rightly, pairs of one occasion, and pairs joined.
fn score(measured: &Measured) -> (u32, u32, u32) {
    let mut home: BTreeMap<ClaimId, String> = BTreeMap::new();
    let mut links = Vec::new();
    let store = &measured.store;
    store
        .incidents(&mut |incident| {
            for report in &incident.reports {
                home.insert(report.claim.clone(), incident.id.to_string());
            }
            links.extend(incident.links);
            Ok(())
        })
        .unwrap();
    store
        .finds(&mut |find| {
            home.extend(find.claims.into_iter().map(|claim| (claim, find.id.clone())));
            Ok(())
        })
        .unwrap();
    let label = |claim: &ClaimId| {
        let document: DocumentId = store.claim(claim).unwrap().unwrap().document;
        format!("{} {}", store.about(&document).unwrap().unwrap().label, claim.local())
    };
    let items: Vec<(&ClaimId, &String)> = measured.occasions.iter().collect();
    let (mut hit, mut gold, mut got) = (0, 0, 0);
    for (at, (a, occasion)) in items.iter().enumerate() {
        for (b, other) in items.iter().skip(at + 1) {
            let (same, put) = (occasion == other, home[*a] == home[*b]);
            hit += u32::from(same && put);
            gold += u32::from(same);
            got += u32::from(put);
            if same != put {
                let verdict = if same { "missed" } else { "WRONG " };
                let why = (links.iter())
                    .find(|link| (&link.a, &link.b) == (a, b) || (&link.a, &link.b) == (b, a))
                    .map_or_else(String::new, |link| format!("{} {}", link.weight, link.why));
                println!("{verdict} {} | {} | {occasion} | {why}", label(a), label(b));
            }
        }
    }
    if std::env::var_os("CAIRN_LINKING_LINKS").is_some() {
        for link in &links {
            let sign = if link.joined { '+' } else { '~' };
            println!(
                "{sign} {} {} | {} | {}",
                link.weight,
                label(&link.a),
                label(&link.b),
                link.why
            );
        }
    }
    (hit, gold, got)
}

#[test]
fn reports_of_one_occasion_are_joined_and_others_are_not() {
    let others: Option<Vec<PathBuf>> =
        std::env::var_os("CAIRN_LINKING").map(|files| std::env::split_paths(&files).collect());
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/linking/occasions.jsonl");
    let gazetteer = Gazetteer::world().unwrap();
    for file in others.clone().unwrap_or_else(|| vec![here]) {
        let (hit, gold, got) = score(&measured(&file, &gazetteer));
        let of = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        let (precision, recall) = (of(hit, got), of(hit, gold));
        let f1 = of(2 * hit, gold + got);
        println!(
            "{}: {gold} pairs, precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}",
            file.display()
        );
        if others.is_none() {
            assert!(precision >= 0.98 && f1 >= 0.95, "precision {precision:.3}, F1 {f1:.3}");
        }
    }
}
