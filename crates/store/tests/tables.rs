//! Collections as columns: both stores give the same, in the order of the lists.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use cairn_model::{
    Claim, ClaimBody, ClaimId, Device, Drawn, Geometry, Hazard, HazardKind, LandStatus, LonLat,
};
use cairn_store::table::{Collection, Kind, Table};
use cairn_store::{GeoPackageStore, MemoryStore, NewClaim, Store};

fn shape() -> Geometry {
    let at = |x, y| LonLat::new(x, y).unwrap();
    Geometry::MultiLineString(vec![vec![at(46.1, 40.2), at(46.3, 40.5)]])
}

fn hazard(local: &str, geometry: Option<Geometry>) -> Hazard {
    Hazard {
        id: local.to_owned(),
        kind: HazardKind::ALL[0],
        status: LandStatus::ALL[0],
        device: Device::AntipersonnelMine,
        drawn: Drawn {
            reference: Some(format!("HA-{local}")),
            sheet: Some("2585-III".to_owned()),
            said_by: vec!["Survey Unit".to_owned()],
            place: common::place(),
            geometry,
            ..Drawn::default()
        },
        ..Hazard::default()
    }
}

fn tell(store: &mut dyn Store) {
    store.begin().unwrap();
    common::add(store, &["b-report", "a-report"]).unwrap();
    let document = common::document("layer");
    store.add_document(common::new(&document, &[]), common::AT).unwrap();
    let bodies = [hazard("h2", None), hazard("h1", Some(shape()))].map(ClaimBody::Hazard);
    let claims: Vec<NewClaim> = (bodies.into_iter())
        .map(|body| NewClaim {
            claim: Claim {
                id: ClaimId::new(&document.id, body.local_id()),
                document: document.id.clone(),
                body,
            },
            keys: Vec::new(),
        })
        .collect();
    store.add_claims(&document.id, &claims).unwrap();
    let mut undated = common::incident(&["b-report"]);
    undated.date = cairn_model::DateSpan::UNKNOWN;
    undated.place = cairn_model::Place::default();
    store.put_incident(&common::incident(&["a-report"])).unwrap();
    store.put_incident(&undated).unwrap();
    store.put_find(&common::find("a-report")).unwrap();
    store.put_series(&common::series("a-report")).unwrap();
    store.put_finding(&common::finding(&["a-report", "b-report"])).unwrap();
    store.commit().unwrap();
}

fn both(test: impl Fn(&dyn Store)) {
    let mut memory = MemoryStore::new();
    tell(&mut memory);
    test(&memory);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cairn.gpkg");
    let mut file = GeoPackageStore::create(&path).unwrap();
    tell(&mut file);
    test(&file);
    drop(file);
    test(&GeoPackageStore::open_read_only(&path).unwrap());
    for collection in Collection::ALL {
        let file = GeoPackageStore::open_read_only(&path).unwrap();
        let tables =
            [&memory as &dyn Store, &file].map(|store| rows(&store.table(collection).unwrap()));
        assert_eq!(tables[0], tables[1], "{collection:?}");
    }
}

/// The rows as texts, without the numbers that each store gives them.
fn rows(table: &Table) -> Vec<Vec<String>> {
    let cell = |name: &str, row| {
        let column = table.column(name).unwrap();
        let text = column.text(row).map(str::to_owned);
        let number = column.number(row).map(|number| number.to_string());
        text.or(number).or(column.day(row).map(|day| day.to_string())).unwrap_or_default()
    };
    let fields = table.collection().fields();
    (0..u32::try_from(table.len()).unwrap())
        .map(|row| fields.iter().map(|field| cell(field.name, row)).collect())
        .collect()
}

#[test]
fn both_stores_give_the_same_columns() {
    both(|store| {
        let table = store.table(Collection::Incidents).unwrap();
        assert_eq!(table.len(), 2);
        // What has no date comes first, as in the lists.
        assert_eq!(table.column("date_from").unwrap().day(0), None);
        assert_eq!(table.column("date_from").unwrap().day(1), Some(20_210_604));
        assert_eq!(table.text("device", 1), Some("antivehicle_mine"));
        assert_eq!(table.number("killed_most", 1), Some(3.0));
        assert_eq!(table.number("injured_most", 1), None);
        assert_eq!((table.number("lat", 1), table.number("lon", 1)), (Some(40.25), Some(46.5)));
        assert_eq!(table.number("lat", 0), None);
        let id = table.text("id", 1).unwrap();
        assert_eq!(table.find(id), Some(1));
        assert_eq!(table.find("I-none"), None);
    });
}

#[test]
fn codes_are_those_of_the_vocabulary() {
    both(|store| {
        for collection in Collection::ALL {
            let table = store.table(collection).unwrap();
            let told = !matches!(collection, Collection::Records | Collection::Releases);
            assert_eq!(!table.is_empty(), told, "{collection:?}");
            for field in collection.fields() {
                let Kind::Code(vocabulary) = field.kind else { continue };
                for row in 0..u32::try_from(table.len()).unwrap() {
                    let Some(code) = table.text(field.name, row) else { continue };
                    let known = vocabulary.terms().iter().any(|(known, _)| *known == code);
                    assert!(known, "{collection:?} {}: {code}", field.name);
                }
            }
        }
    });
}

#[test]
fn words_are_found_and_people_only_where_asked_for() {
    both(|store| {
        let found = |words: &str, personal: bool| {
            store.rows_holding(Collection::Incidents, words, personal).unwrap().len()
        };
        assert_eq!(found("UPPER mill", false), 1);
        assert_eq!(found("example person", true), 2);
        assert_eq!(found("example person", false), 0);
        assert_eq!(found("no such words", true), 0);
        let hazards = |words| store.rows_holding(Collection::Hazards, words, false).unwrap().len();
        assert_eq!(hazards("ha-h1"), 1);
        assert_eq!(hazards("survey unit"), 2);
        let statements = |personal| {
            store.rows_holding(Collection::Statements, "maps of", personal).unwrap().len()
        };
        assert_eq!((statements(true), statements(false)), (2, 0));
    });
}

#[test]
fn words_kept_in_memory_find_what_the_file_is_looked_through_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = GeoPackageStore::create(folder.path().join("cairn.gpkg")).unwrap();
    tell(&mut file);
    let mut found = 0;
    for collection in Collection::ALL {
        let table = file.table(collection).unwrap();
        let words = file.words(&table).unwrap().unwrap();
        assert!(words.size() > 0 || table.is_empty());
        for wanted in ["UPPER mill", "example person", "a", "ha-h1", "survey unit", "maps of", "-"]
        {
            for personal in [true, false] {
                let mut expected = file.rows_holding(collection, wanted, personal).unwrap();
                let held = words.holding(wanted, personal);
                let mut fids: Vec<i64> = (table.fids().iter().zip(held))
                    .filter(|(_, held)| *held)
                    .map(|(fid, _)| *fid)
                    .collect();
                fids.sort_unstable();
                expected.sort_unstable();
                assert_eq!(fids, expected, "{collection:?} {wanted} {personal}");
                found += fids.len();
            }
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn shapes_come_as_well_known_binary() {
    both(|store| {
        let table = store.table(Collection::Hazards).unwrap();
        assert_eq!(table.number("west", 0), Some(46.1));
        assert_eq!(table.number("north", 0), Some(40.5));
        assert_eq!(table.number("west", 1), None);
        let rows: Vec<i64> = (0..2).map(|row| table.fid(row).unwrap()).collect();
        let mut found = Vec::new();
        let mut visit = |fid, shape: &[u8]| {
            found.push((fid, shape.to_vec()));
            Ok(())
        };
        store.shapes(Collection::Hazards, &rows, &mut visit).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, rows[0]);
        assert_eq!(found[0].1[..5], [1, 5, 0, 0, 0], "a line, little-endian");
    });
}

#[test]
fn every_commit_counts_the_version_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = GeoPackageStore::create(folder.path().join("cairn.gpkg")).unwrap();
    for store in [&mut MemoryStore::new() as &mut dyn Store, &mut file] {
        let before = store.version().unwrap();
        store.begin().unwrap();
        store.rollback().unwrap();
        assert_eq!(store.version().unwrap(), before);
        store.begin().unwrap();
        store.commit().unwrap();
        assert!(store.version().unwrap() > before);
    }
}
