//! What is put comes back equal, and both stores answer alike, whatever is put.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use cairn_model::place::Position;
use cairn_model::register::Incident;
use cairn_model::{
    Claim, ClaimBody, ClaimId, ClaimKind, CountRange, DateSpan, Device, Document, DocumentId,
    DocumentMeta, Grade, IncidentId, Place,
};
use cairn_store::{GeoPackageStore, MemoryStore, NewClaim, NewDocument, Store};
use common::{AT, collect};
use jiff::civil::Date;
use proptest::prelude::*;

fn days() -> impl Strategy<Value = Option<Date>> {
    let day = (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).ok());
    prop_oneof![Just(None), day]
}

fn finite() -> impl Strategy<Value = f64> {
    use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    prop_oneof![-180.0..180.0, POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO]
        .prop_filter("a sum of two is finite", |number: &f64| number.abs() < 1e300)
}

fn places() -> impl Strategy<Value = Place> {
    let position = (finite(), finite(), any::<u32>(), any::<Option<String>>());
    let position = position.prop_map(|(lat, lon, precision, gazetteer_id)| Position {
        lat,
        lon,
        gazetteer_id,
        precision,
    });
    let names = any::<(Option<String>, Option<String>, Option<String>)>();
    (names, proptest::option::of(position)).prop_map(
        |((settlement, district, country), position)| Place {
            settlement,
            district,
            country,
            position,
            candidates: Vec::new(),
        },
    )
}

#[derive(Clone, Debug)]
struct Put {
    document: Document,
    original: Option<Vec<u8>>,
    language: Option<String>,
    claims: Vec<NewClaim>,
    article_keys: Vec<u64>,
    incident: Option<Incident>,
}

fn puts() -> impl Strategy<Value = Put> {
    let texts = any::<(String, Option<String>, Option<String>, Option<String>)>();
    let bytes = any::<Option<Vec<u8>>>();
    let claims = proptest::collection::vec((places(), days(), any::<Vec<String>>()), 0..4);
    let derived = proptest::option::of((places(), days(), days(), any::<(u64, Option<u64>)>()));
    (texts, bytes, claims, proptest::collection::vec(0..6u64, 0..5), derived).prop_map(
        |((text, title, publisher, language), original, claims, article_keys, derived)| {
            let id = DocumentId::of_bytes(text.as_bytes());
            let meta = DocumentMeta { title, publisher, ..DocumentMeta::default() };
            let claims = (1..).zip(claims).map(|(n, (place, day, keys))| {
                let mut reported = common::reported(&format!("i{n}"), &text);
                reported.place = place;
                reported.date = DateSpan { from: day, to: None };
                NewClaim {
                    claim: Claim {
                        id: ClaimId::new(&id, &reported.id),
                        document: id.clone(),
                        body: ClaimBody::Incident(reported),
                    },
                    keys,
                }
            });
            let incident = derived.map(|(place, from, to, killed)| Incident {
                id: IncidentId::founded_by(&ClaimId::new(&id, "i1")),
                place,
                date: DateSpan { from, to },
                killed: Some(CountRange::from(killed)),
                device: Device::Unknown,
                grade: Grade::Contested,
                ..common::incident(&["a"])
            });
            Put {
                claims: claims.collect(),
                document: Document {
                    label: text.chars().take(3).collect(),
                    origin: String::new(),
                    media_type: "text/plain".to_owned(),
                    id,
                    meta,
                    text,
                },
                original,
                language,
                article_keys,
                incident,
            }
        },
    )
}

fn put_all(store: &mut dyn Store, puts: &[Put]) {
    for put in puts.iter() {
        if store.has_document(&put.document.id).unwrap() {
            continue;
        }
        let mut document = put.document.clone();
        document.label = store.free_label(&document.label, &document.id).unwrap();
        let new = NewDocument {
            document: &document,
            original: put.original.as_deref().unwrap_or(document.text.as_bytes()),
            language: put.language.as_deref(),
            revision: None,
            notes: &[],
            claims: &put.claims,
            article_keys: &put.article_keys,
        };
        store.begin().unwrap();
        store.add_document(new, AT).unwrap();
        if let Some(incident) = &put.incident {
            store.put_incident(incident).unwrap();
        }
        store.commit().unwrap();

        let stored = store.document(&document.id).unwrap().unwrap();
        assert_eq!(stored.document, document);
        assert_eq!(stored.language, put.language);
        assert_eq!(store.original(&document.id).unwrap().unwrap(), new.original);
        let claims = store.claims_of(&document.id).unwrap();
        assert!(claims.iter().eq(put.claims.iter().map(|new| &new.claim)));
        if let Some(incident) = &put.incident {
            assert_eq!(store.incident(&incident.id).unwrap().as_ref(), Some(incident));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_put_comes_back_equal(puts in proptest::collection::vec(puts(), 0..6)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cairn.gpkg");
        let mut memory = MemoryStore::new();
        let mut file = GeoPackageStore::create(&path).unwrap();
        put_all(&mut memory, &puts);
        put_all(&mut file, &puts);
        file.close().unwrap();
        let file = GeoPackageStore::open_read_only(&path).unwrap();
        file.check().unwrap();

        prop_assert_eq!(memory.counts().unwrap(), file.counts().unwrap());
        prop_assert_eq!(
            collect(|visit| memory.documents(visit)),
            collect(|visit| file.documents(visit))
        );
        prop_assert_eq!(
            collect(|visit| memory.incidents(visit)),
            collect(|visit| file.incidents(visit))
        );
        prop_assert_eq!(
            collect(|visit| memory.claims(ClaimKind::Incident, visit)),
            collect(|visit| file.claims(ClaimKind::Incident, visit))
        );
        for put in &puts {
            let id = &put.document.id;
            let keys = memory.article_keys(id).unwrap();
            prop_assert_eq!(&keys, &file.article_keys(id).unwrap());
            for most in [1, 2, 99] {
                let one = memory.shared_article_keys(&keys, most).unwrap();
                prop_assert_eq!(one, file.shared_article_keys(&keys, most).unwrap());
            }
            for key in &put.article_keys {
                let one = memory.documents_with_key(*key, 99).unwrap();
                prop_assert_eq!(&one, &file.documents_with_key(*key, 99).unwrap());
                // Which ones are left out is not promised.
                let (some, others) = (memory.documents_with_key(*key, 2).unwrap(), file.documents_with_key(*key, 2).unwrap());
                prop_assert_eq!(some.len(), one.len().min(2));
                prop_assert_eq!(some.len(), others.len());
                prop_assert!(others.iter().all(|id| one.contains(id)));
            }
            for NewClaim { claim, keys } in &put.claims {
                let one = memory.claims_with_keys(keys).unwrap();
                prop_assert_eq!(one, file.claims_with_keys(keys).unwrap());
                prop_assert_eq!(memory.claim_keys(&claim.id).unwrap(), file.claim_keys(&claim.id).unwrap());
            }
        }
    }
}
