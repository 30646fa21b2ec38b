//! Killed at any moment while adding, a register opens, and nothing in it is half there.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use cairn_model::{ClaimKind, DecisionAction};
use cairn_store::{GeoPackageStore, Store};
use common::{AT, claim_id, collect};

const BATCH: u64 = 20;
const FILE: &str = "CAIRN_TEST_CRASH_FILE";
const COMMITTED: &str = "committed ";

/// Run by the other tests in a process of its own: adds until it is killed.
#[test]
#[ignore = "adds until it is killed; the other tests run it"]
fn adds_forever() {
    let path = std::env::var_os(FILE).unwrap();
    let mut store = GeoPackageStore::open_or_create(path).unwrap();
    loop {
        let first = store.counts().unwrap().documents;
        store.begin().unwrap();
        for number in first..first + BATCH {
            common::add(&mut store, &[&format!("d{number}")]).unwrap();
        }
        let label = format!("d{first}");
        store.put_incident(&common::incident(&[&label])).unwrap();
        let action = DecisionAction::Accept { claim: claim_id(&label, "i1") };
        let decision = store.decisions().unwrap().next("A. Officer", AT, "seen", action);
        store.append_decision(&decision).unwrap();
        store.commit().unwrap();
        println!("{COMMITTED}{}", first + BATCH);
    }
}

fn start(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "adds_forever", "--ignored", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills it and gives the last number of documents that was acknowledged.
fn kill(mut child: Child, mut lines: impl Iterator<Item = String>, seen: u64) -> u64 {
    child.kill().unwrap();
    child.wait().unwrap();
    let rest = lines.by_ref().filter_map(|line| acknowledged(&line));
    rest.last().unwrap_or(seen)
}

fn acknowledged(line: &str) -> Option<u64> {
    line.split_once(COMMITTED)?.1.trim().parse().ok()
}

fn whole(path: &Path, at_least: u64) -> u64 {
    let store = GeoPackageStore::open_or_create(path).unwrap();
    store.check().unwrap();
    let counts = store.counts().unwrap();
    assert!(counts.documents >= at_least, "what was acknowledged is there: {counts:?}");
    assert_eq!(counts.documents % BATCH, 0, "a batch is there or not: {counts:?}");
    assert_eq!(counts.claims, 2 * counts.documents);
    assert_eq!(counts.incidents, counts.documents / BATCH);
    assert_eq!(counts.decisions, counts.incidents);
    assert_eq!(
        collect(|visit| store.claims(ClaimKind::Statement, visit)).len() as u64,
        counts.documents
    );
    store.close().unwrap();
    counts.documents
}

#[test]
fn killed_while_adding_it_opens_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cairn.gpkg");
    let mut documents = 0;
    for round in 0..10u64 {
        let mut child = start(&path);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut lines = lines.map_while(Result::ok);
        // Once it is adding, at moments spread over the work on one batch.
        let seen = lines.find_map(|line| acknowledged(&line)).unwrap();
        std::thread::sleep(Duration::from_micros(round * 7_919 % 40_000));
        let seen = kill(child, lines, seen);
        documents = whole(&path, seen.max(documents));
    }
    let left: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["cairn.gpkg"]);
}

#[test]
fn killed_while_being_made_it_is_made_again() {
    for round in 0..10u64 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cairn.gpkg");
        let mut child = start(&path);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while !path.exists() {
            std::thread::sleep(Duration::from_micros(50));
        }
        std::thread::sleep(Duration::from_micros(round * 1_500));
        let seen = kill(child, lines.map_while(Result::ok), 0);
        whole(&path, seen);
    }
}
