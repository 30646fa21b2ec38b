//! Any bytes as JSON of the nouns: refused, or written and read again as the same.
#![no_main]

use std::fmt::Debug;

use cairn_model::register::{Find, Finding, Incident, TallySeries, VersionLink};
use cairn_model::{Claim, Decision, DecisionLog, Document, Reading};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn same_again<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &str) -> Option<T> {
    let first: T = serde_json::from_str(json).ok()?;
    let written = serde_json::to_string(&first).expect("plain data");
    let second: T = serde_json::from_str(&written).unwrap_or_else(|e| panic!("{e}: {written}"));
    assert_eq!(first, second);
    Some(first)
}

fuzz_target!(|data: &str| {
    if let Some(claim) = same_again::<Claim>(data) {
        let _ = (claim.document.short(), claim.id.local(), claim.id.document_short());
        let _ = (claim.body.kind(), claim.body.local_id(), claim.body.evidence().len());
    }
    if let Some(document) = same_again::<Document>(data)
        && let Some(reading) = same_again::<Reading>(&document.text)
    {
        Claim::from_reading(&document, reading);
    }
    if let Some(reading) = same_again::<Reading>(data) {
        let _ = reading.evidence().count();
    }
    same_again::<Incident>(data);
    same_again::<Find>(data);
    same_again::<TallySeries>(data);
    same_again::<Finding>(data);
    same_again::<VersionLink>(data);
    if let Ok(entries) = serde_json::from_str::<Vec<Decision>>(data) {
        if let Ok(log) = DecisionLog::verify(entries.clone()) {
            log.in_force();
        }
        // The same decisions with the hashes that belong to them.
        let mut log = DecisionLog::default();
        for entry in entries {
            let next = log.next(&entry.by, &entry.at, &entry.why, entry.action);
            log.push(next).expect("it follows the last");
        }
        let written = serde_json::to_string(log.entries()).expect("plain data");
        let read: Vec<Decision> = serde_json::from_str(&written).expect("what was written");
        assert_eq!(DecisionLog::verify(read).as_ref(), Ok(&log));
        log.in_force();
    }
});
