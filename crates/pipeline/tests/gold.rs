//! Linking measured on annotated reports with perfect reading; passes without a word where they are absent.
//!
//! Set `CAIRN_GOLD` to folders of annotated reports, separated by `:`, to measure.

#![allow(clippy::unwrap_used, reason = "a panic is a failure")]

mod common;

use std::collections::BTreeMap;

use cairn_gazetteer::Gazetteer;
use cairn_model::{DocumentMeta, Reading};
use cairn_pipeline::{Pipeline, Silent};
use cairn_store::{MemoryStore, Store};
use common::*;
use serde_json::{Value, json};

/// A gold file as a reading: entries that lack an id or a field of ours get one.
fn reading(gold: &Value) -> Reading {
    let mut value = gold.clone();
    for (list, letter) in
        [("incidents", "i"), ("finds", "f"), ("tallies", "t"), ("contradictions", "c")]
    {
        for (at, entry) in value[list].as_array_mut().unwrap().iter_mut().enumerate() {
            entry["id"] = json!(format!("{letter}{}", at + 1));
            if list == "tallies" && entry["place"].is_object() {
                entry["place"] = Value::Null;
            }
        }
    }
    value["language"] = value["meta"]["language"].clone();
    serde_json::from_value(value).unwrap()
}

#[test]
fn linking_with_perfect_reading() {
    let Some(folders) = std::env::var_os("CAIRN_GOLD") else {
        return;
    };
    let mut script = Script::default();
    let mut events: BTreeMap<(String, String), String> = BTreeMap::new();
    let gazetteer = Gazetteer::world().unwrap();
    for folder in std::env::split_paths(&folders) {
        let mut files: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "json")) {
            let gold: Value =
                serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
            let label = gold["id"].as_str().unwrap().to_owned();
            let meta: DocumentMeta = serde_json::from_value(gold["meta"].clone()).unwrap();
            let mut reading = reading(&gold);
            for (at, incident) in reading.incidents.iter_mut().enumerate() {
                let key = gold["incidents"][at]["event_key"].as_str().unwrap_or("").to_owned();
                events.insert((label.clone(), incident.id.clone()), key);
                incident.place.position = gazetteer
                    .resolve(&cairn_gazetteer::Query {
                        settlement: incident.place.settlement.as_deref(),
                        district: incident.place.district.as_deref(),
                        country: incident.place.country.as_deref(),
                        prior_country: meta.country.as_deref(),
                    })
                    .position;
            }
            let text = std::fs::read_to_string(file.with_extension("txt")).unwrap();
            script = script.document(&label, meta, reading, text);
        }
    }
    let mut store = MemoryStore::default();
    Pipeline::new(&script, &gazetteer)
        .add(&mut store, &mut script.documents().iter().cloned(), NOW, &mut Silent)
        .unwrap();
    let mut home: BTreeMap<(String, String), String> = BTreeMap::new();
    store
        .incidents(&mut |incident| {
            for report in &incident.reports {
                home.insert(
                    (report.document.clone(), report.incident.clone()),
                    incident.id.to_string(),
                );
            }
            if incident.reports.len() > 1 || std::env::var_os("CAIRN_GOLD_NEAR").is_some() {
                for link in &incident.links {
                    println!(
                        "{} {:5} {} {} {}",
                        if link.joined { "+" } else { "~" },
                        link.weight,
                        link.a,
                        link.b,
                        link.why
                    );
                }
            }
            Ok(())
        })
        .unwrap();
    store
        .findings(&mut |finding| {
            if finding.across_documents || finding.claims.len() > 1 {
                println!("finding {:?} {}", finding.documents, finding.note);
            }
            Ok(())
        })
        .unwrap();
    let items: Vec<_> = events.keys().collect();
    let (mut hit, mut gold, mut got) = (0, 0, 0);
    for (at, a) in items.iter().enumerate() {
        for b in items.iter().skip(at + 1) {
            let same = events[*a] == events[*b] && !events[*a].is_empty();
            let put = home[*a] == home[*b];
            hit += usize::from(same && put);
            gold += usize::from(same);
            got += usize::from(put);
            if same != put {
                println!("{} {a:?} {b:?}", if same { "MISSED" } else { "WRONG" });
            }
        }
    }
    let f1 = 2.0 * f64::from(u32::try_from(hit).unwrap())
        / f64::from(u32::try_from(gold + got).unwrap());
    println!("pairs: {hit} right of {gold} in gold, {got} found; F1 {f1:.3}");
    assert!(f1 >= 0.9, "F1 {f1:.3}");
}
