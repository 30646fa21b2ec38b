//! An edition that is kept up with its register is what one written anew would be.

use cairn_model::{CountRange, IncidentId, ValueRange};
use cairn_store::{Collection, Follower, GeoPackageStore, StoreError};
use proptest::prelude::*;

use super::*;

/// Something that happens to a register.
#[derive(Clone, Debug)]
enum Change {
    /// An incident is found to be elsewhere, at another time, with other figures.
    Correct { which: usize, district: usize, month: i8, killed: u64 },
    /// The reports of one incident turn out to be of another.
    Merge { which: usize, into: usize },
    /// Its reports are rejected.
    Remove { which: usize },
    /// A document comes in, from a publisher that may be new.
    Add { publisher: usize, number: i8 },
    /// Finds, figures and contradictions come out otherwise, or not at all.
    Refigure { which: usize, value: u32, keep: bool },
}

fn change() -> impl Strategy<Value = Change> {
    let which = || 0usize..1_000;
    prop_oneof![
        (which(), 0usize..3, 1i8..13, 0u64..7).prop_map(|(which, district, month, killed)| {
            Change::Correct { which, district, month, killed }
        }),
        (which(), which()).prop_map(|(which, into)| Change::Merge { which, into }),
        which().prop_map(|which| Change::Remove { which }),
        (0usize..3, 20i8..28).prop_map(|(publisher, number)| Change::Add { publisher, number }),
        (which(), 0u32..60, any::<bool>()).prop_map(|(which, value, keep)| Change::Refigure {
            which,
            value,
            keep
        }),
    ]
}

fn ids(store: &MemoryStore) -> Vec<IncidentId> {
    let mut ids = Vec::new();
    store
        .incidents(&mut |one| {
            ids.push(one.id);
            Ok(())
        })
        .unwrap();
    ids
}

fn picked(ids: &[IncidentId], which: usize) -> Option<&IncidentId> {
    which.checked_rem(ids.len()).and_then(|at| ids.get(at))
}

fn apply(store: &mut MemoryStore, change: &Change) -> Result<(), StoreError> {
    store.begin()?;
    let ids = ids(store);
    match change {
        Change::Correct { which, district, month, killed } if !ids.is_empty() => {
            let mut one = store.incident(&ids[which % ids.len()])?.unwrap();
            one.place.district = Some(["Kalbajar", "Lachin", "Aghdam"][*district].to_owned());
            one.date = DateSpan::day(date(2021, *month, 3));
            one.killed = Some(CountRange::exactly(*killed));
            store.put_incident(&one)?;
        }
        Change::Merge { which, into } if picked(&ids, *which) != picked(&ids, *into) => {
            let from = store.incident(&ids[which % ids.len()])?.unwrap();
            let mut one = store.incident(&ids[into % ids.len()])?.unwrap();
            one.reports.extend(from.reports);
            store.remove_incident(&from.id)?;
            store.put_incident(&one)?;
        }
        Change::Remove { which } if !ids.is_empty() => {
            store.remove_incident(&ids[which % ids.len()])?
        }
        Change::Add { publisher, number } => add(store, *publisher, *number)?,
        Change::Refigure { which, value, keep } => {
            let number = which % 9 + 1;
            let (find, series) = (format!("F-{number}"), format!("T-{number}"));
            match store.tally_series(&series)? {
                Some(mut one) if *keep => {
                    let value = f64::from(*value);
                    one.points[0].value = ValueRange::new(value, Some(value)).unwrap();
                    store.put_series(&one)?;
                }
                _ => {
                    store.remove_series(&series)?;
                    store.remove_find(&find)?;
                    store.remove_finding(&format!("C-{number}"))?;
                }
            }
        }
        _ => {}
    }
    store.commit()
}

fn add(store: &mut MemoryStore, publisher: usize, number: i8) -> Result<(), StoreError> {
    let text = marked(&format!("text {number}"));
    let id = DocumentId::of_bytes(text.as_bytes());
    if store.has_document(&id)? {
        return Ok(());
    }
    // One of them is what others call a speaker: then it may be named.
    let publisher = ["Example Wire", "Another Wire", &marked("neighbour")][publisher].to_owned();
    let document = Document {
        id,
        label: marked(&format!("label {number}")),
        origin: marked("origin"),
        media_type: "text/plain".to_owned(),
        meta: DocumentMeta { publisher: Some(publisher), ..DocumentMeta::default() },
        text,
    };
    // Of some nothing is left when their incident is rejected.
    let mut bodies = bodies(number);
    bodies.truncate(if number % 2 == 0 { 1 } else { bodies.len() });
    keep(store, &document, bodies);
    derive(store, &document, number);
    Ok(())
}

/// What a store holds, and its lists as the server reads them; without the numbers of the rows.
fn all(store: &dyn Store) -> String {
    let mut all = contents(store);
    for collection in Collection::ALL {
        let table = store.table(collection).unwrap();
        for row in 0..u32::try_from(table.len()).unwrap() {
            for (name, column) in table.columns() {
                let cell = (column.text(row), column.number(row), column.day(row));
                all.push_str(&format!("\n{collection:?} {row} {name} {cell:?}"));
            }
        }
    }
    all
}

fn publish_into(full: &MemoryStore, into: &mut dyn Follower, told: &mut Told) -> Published {
    let body = |name: &str| (name == "Interior Ministry").then(|| "interior ministry".to_owned());
    let rules = Rules { hazards: HazardGeometry::Grid, body: &body };
    publish(full, into, told, &rules, GoOn::ALWAYS).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn kept_up_is_what_written_anew_would_be(
        incidents in 3i8..12,
        changes in proptest::collection::vec(proptest::collection::vec(change(), 1..4), 1..5),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut full = register(incidents);
        let mut file = GeoPackageStore::create_follower(folder.path().join("kept.gpkg")).unwrap();
        let mut memory = MemoryStore::default();
        let (mut of_file, mut of_memory) = (Told::default(), Told::default());
        for changes in std::iter::once(Vec::new()).chain(changes) {
            for change in &changes {
                apply(&mut full, change).unwrap();
            }
            let kept = publish_into(&full, &mut file, &mut of_file);
            publish_into(&full, &mut memory, &mut of_memory);
            let (anew, published) = edition(&full, HazardGeometry::Grid);
            prop_assert_eq!(Published { changed: 0, ..kept }, Published { changed: 0, ..published });
            prop_assert_eq!(all(&memory), all(&anew));
        }
        let mut anew = GeoPackageStore::create_follower(folder.path().join("anew.gpkg")).unwrap();
        publish_into(&full, &mut anew, &mut Told::default());
        prop_assert_eq!(all(&file), all(&anew));
        file.check().unwrap();
    }
}

#[test]
fn what_did_not_change_is_not_written() {
    let mut full = register(9);
    let (mut into, mut told) = (MemoryStore::default(), Told::default());
    assert!(publish_into(&full, &mut into, &mut told).changed > 9);
    let version = into.version().unwrap();
    assert_eq!(publish_into(&full, &mut into, &mut told).changed, 0);
    assert_eq!(into.version().unwrap(), version);
    let correct = Change::Correct { which: 0, district: 0, month: 6, killed: 5 };
    apply(&mut full, &correct).unwrap();
    let changed = publish_into(&full, &mut into, &mut told).changed;
    assert!(
        (1..=2).contains(&changed),
        "an incident, and the document that tells of it: {changed}"
    );
}

#[test]
fn what_is_told_to_end_leaves_the_edition_as_it_was() {
    let full = register(9);
    let (mut into, mut told) = (MemoryStore::default(), Told::default());
    let body = |_: &str| None;
    let rules = Rules { hazards: HazardGeometry::Grid, body: &body };
    let asked = std::cell::Cell::new(0);
    let go_on = || {
        asked.set(asked.get() + 1);
        asked.get() < 25
    };
    let stopped = publish(&full, &mut into, &mut told, &rules, GoOn(&go_on)).unwrap_err();
    assert_eq!(stopped.to_string(), Stopped.to_string());
    assert_eq!(into.counts().unwrap().documents, 0);
    assert!(publish_into(&full, &mut into, &mut told).changed > 9);
}
