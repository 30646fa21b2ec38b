//! What other programs make of a register: GDAL lists, filters and edits it.
//!
//! Skipped where GDAL is missing, unless `CAIRN_REQUIRE_GDAL=1`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use cairn_model::DecisionAction;
use cairn_store::{GeoPackageStore, Store};
use common::{AT, claim_id, collect};

fn has_gdal() -> bool {
    let there = Command::new("ogrinfo").arg("--version").output().is_ok();
    let required = std::env::var("CAIRN_REQUIRE_GDAL").is_ok_and(|value| value == "1");
    assert!(there || !required, "ogrinfo is missing: install gdal-bin");
    if !there {
        eprintln!("skipped: ogrinfo is missing (install gdal-bin)");
    }
    there
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && errors.is_empty(),
        "{program} {arguments:?}: {text}{errors}"
    );
    text
}

fn register(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("cairn.gpkg");
    let mut store = GeoPackageStore::create(&path).unwrap();
    store.begin().unwrap();
    common::add(&mut store, &["a", "b"]).unwrap();
    store.put_incident(&common::incident(&["a"])).unwrap();
    let mut nowhere = common::incident(&["b"]);
    nowhere.place.position = None;
    store.put_incident(&nowhere).unwrap();
    store.put_find(&common::find("a")).unwrap();
    store.put_series(&common::series("a")).unwrap();
    store.put_finding(&common::finding(&["a", "b"])).unwrap();
    let claim = claim_id("a", "i1");
    let log = store.decisions().unwrap();
    let decision = log.next("A. Officer", AT, "seen", DecisionAction::Accept { claim });
    store.append_decision(&decision).unwrap();
    store.commit().unwrap();
    store.close().unwrap();
    path
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn gdal_lists_the_layers() {
    if !has_gdal() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = register(&folder);
    let all = run("ogrinfo", &["-ro", "-al", "-so", text(&path)]);
    for layer in [
        "incidents",
        "finds",
        "victims",
        "tallies",
        "contradictions",
        "statements",
        "documents",
        "texts",
        "claims",
        "decisions",
        "saved_questions",
    ] {
        assert!(all.contains(&format!("Layer name: {layer}\n")), "{layer}: {all}");
    }
    assert!(!all.contains("Layer name: derived"), "{all}");
    let incidents = run("ogrinfo", &["-ro", "-al", text(&path), "incidents"]);
    for expected in [
        "Geometry: Point",
        "Feature Count: 2",
        "Extent: (46.500000, 40.250000) - (46.500000, 40.250000)",
        "ID[\"EPSG\",4326]",
        "date_from: Date (0.0)",
        "killed_least: Integer64 (0.0)",
        "device (String) = antivehicle mine",
        "grade (String) = single source",
        "sources (String) = Ministry of Hills",
        "date_from (Date) = 2021/06/04",
        "killed_most (Integer64) = 3",
        "injured_most (Integer64) = (null)",
        "summary (String) = 2–3 killed, 1+ injured; antivehicle mine; Upper Mill, Hills; 2021-06-04",
        "POINT (46.5 40.25)",
    ] {
        assert!(incidents.contains(expected), "{expected}: {incidents}");
    }
    assert_eq!(incidents.matches("POINT (").count(), 1, "one has no place: {incidents}");
    let finds = run("ogrinfo", &["-ro", "-al", text(&path), "finds"]);
    let summary = "summary (String) = 21 PMN-2 neutralised; Upper Mill, Hills; 2022-08";
    assert!(finds.contains("Geometry: Point") && finds.contains(summary), "{finds}");
    let statements = run("ogrinfo", &["-ro", "-al", text(&path), "statements"]);
    assert!(statements.contains("addressees (String) = Red Cross; United Nations"), "{statements}");
    let near = ["-ro", "-al", "-so", "-spat", "46", "40", "47", "41", text(&path), "incidents"];
    assert!(run("ogrinfo", &near).contains("Feature Count: 1"));
}

#[test]
fn edits_of_other_programs_do_no_harm() {
    if !has_gdal() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = register(&folder);
    let sql = |sql: &str| run("ogrinfo", &["-sql", sql, text(&path)]);
    sql("UPDATE incidents SET activity = 'edited'");
    sql("UPDATE incidents SET fid = fid + 100");
    sql("DELETE FROM finds");
    let copied = folder.path().join("copy.gpkg");
    run("ogr2ogr", &["-f", "GPKG", text(&copied), text(&path), "incidents"]);
    // GDAL copies the identifier of a layer, which must be unique, unless another is given.
    let append =
        ["-update", text(&path), text(&copied), "-nln", "copied", "-lco", "IDENTIFIER=copied"];
    run("ogr2ogr", &append);

    let mut store = GeoPackageStore::open(&path).unwrap();
    store.check().unwrap();
    let incidents = collect(|visit| store.incidents(visit));
    assert_eq!(incidents.len(), 2);
    assert!(incidents.contains(&common::incident(&["a"])), "the register knows better");
    assert_eq!(collect(|visit| store.finds(visit)), [common::find("a")]);
    store.begin().unwrap();
    incidents.iter().for_each(|incident| store.put_incident(incident).unwrap());
    store.put_find(&common::find("a")).unwrap();
    store.commit().unwrap();
    store.close().unwrap();
    let after = run("ogrinfo", &["-ro", "-al", text(&path), "incidents"]);
    assert!(!after.contains("edited") && after.contains("Feature Count: 2"), "{after}");
    assert_eq!(after.matches("POINT (").count(), 1, "{after}");
}

#[test]
fn gdals_validator_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(&folder);
    let module = "osgeo_utils.samples.validate_gpkg";
    let import = format!("import {module}");
    let python = ["python3", "/usr/bin/python3"].into_iter().find(|python| {
        let tried = Command::new(python).args(["-c", &import]).output();
        tried.is_ok_and(|output| output.status.success())
    });
    let Some(python) = python else {
        eprintln!("skipped: GDAL's validate_gpkg is missing (install python3-gdal)");
        return;
    };
    let said = run(python, &["-m", module, "-k", text(&path)]);
    assert!(!said.to_lowercase().contains("error"), "{said}");
}

#[test]
fn the_tables_of_the_standard_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(&folder);
    let file = rusqlite::Connection::open(&path).unwrap();
    let number = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(number("PRAGMA application_id"), 0x4750_4B47);
    assert_eq!(number("PRAGMA user_version"), 10_300);
    assert_eq!(
        number("SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326)"),
        3
    );
    assert_eq!(number("SELECT count(*) FROM gpkg_geometry_columns"), 5);
    assert_eq!(number("SELECT count(*) FROM rtree_incidents_geom"), 1);
    assert_eq!(number("SELECT count(*) FROM rtree_finds_geom"), 1);
    let missing = "SELECT count(*) FROM gpkg_contents WHERE table_name NOT IN \
                   (SELECT name FROM sqlite_master WHERE type = 'table')";
    assert_eq!(number(missing), 0);
    let changed: String =
        file.query_row("SELECT max(last_change) FROM gpkg_contents", [], |row| row.get(0)).unwrap();
    assert_eq!(changed, "2026-01-02T03:04:05.000Z");
}
