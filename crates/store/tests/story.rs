//! One story told to both stores, so that they keep the same promises.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cloned_ref_to_slice_refs, reason = "lists are compared as lists")]

mod common;

use cairn_model::register::VersionLink;
use cairn_model::{ClaimKind, DateSpan, DecisionAction, DocumentId, Note, NoteKind, Revision};
use cairn_store::{GeoPackageStore, MemoryStore, NewDocument, SavedQuestion, Store, StoreError};
use common::{AT, claim_id, collect};

/// Tells the story to a store in memory and to one in a file.
fn told_to_both(story: impl Fn(&mut dyn Store)) {
    story(&mut MemoryStore::new());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cairn.gpkg");
    let mut store = GeoPackageStore::create(&path).unwrap();
    story(&mut store);
    store.check().unwrap();
    store.close().unwrap();
    let names: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["cairn.gpkg"], "one file is left to carry around");
}

fn labels(store: &dyn Store) -> Vec<String> {
    collect(|visit| store.documents(visit)).into_iter().map(|summary| summary.label).collect()
}

#[test]
fn a_document_comes_back_as_it_was_put() {
    told_to_both(|store| {
        let document = common::document("b-report");
        let claims = common::claims(&document);
        let revision = Revision {
            text: "UPDATE 2".to_owned(),
            number: Some(2),
            first_posted: None,
            evidence: Vec::new(),
        };
        let notes = [Note {
            kind: NoteKind::ReadAs,
            text: "\"minutes\" read as mines".to_owned(),
            evidence: Vec::new(),
        }];
        let article_keys = [17, u64::MAX];
        store.begin().unwrap();
        let new = NewDocument {
            original: b"<html>\xff\x00 the bytes as they came</html>",
            revision: Some(&revision),
            notes: &notes,
            article_keys: &article_keys,
            ..common::new(&document, &claims)
        };
        store.add_document(new, AT).unwrap();
        common::add(store, &["a-report"]).unwrap();
        store.commit().unwrap();

        assert!(store.has_document(&document.id).unwrap());
        let stored = store.document(&document.id).unwrap().unwrap();
        assert_eq!(stored.document, document);
        assert_eq!(stored.language.as_deref(), Some("en"));
        assert_eq!(stored.revision.as_ref(), Some(&revision));
        assert_eq!(stored.notes, notes);
        assert_eq!(stored.added_at, AT);
        assert_eq!(store.original(&document.id).unwrap().unwrap(), new.original);
        let other = DocumentId::of_bytes(b"a-report");
        let text = store.document(&other).unwrap().unwrap().document.text;
        assert_eq!(store.original(&other).unwrap().unwrap(), text.as_bytes());
        assert_eq!(store.article_keys(&document.id).unwrap(), article_keys);
        let shared = store.shared_article_keys(&article_keys, 9).unwrap();
        assert_eq!(shared, [], "nobody else has them");
        for key in article_keys {
            assert_eq!(store.documents_with_key(key, 9).unwrap(), [document.id.clone()]);
            assert_eq!(store.documents_with_key(key, 0).unwrap(), []);
        }
        assert_eq!(store.documents_with_key(18, 9).unwrap(), []);

        let list = collect(|visit| store.documents(visit));
        assert_eq!(list.len(), 2);
        assert_eq!(list[1].title, "Mine kills two near b-report");
        assert_eq!(list[1].claims, [1, 0, 0, 0, 1]);
        assert_eq!(list[1].published.as_deref(), Some("2021-06-05"));
        assert_eq!(labels(store), ["a-report", "b-report"]);

        let nowhere = DocumentId::of_bytes(b"nowhere");
        assert!(!store.has_document(&nowhere).unwrap());
        assert_eq!(store.document(&nowhere).unwrap(), None);
        assert_eq!(store.original(&nowhere).unwrap(), None);
        assert_eq!(store.claims_of(&nowhere).unwrap(), []);
    });
}

#[test]
fn claims_may_come_in_parts() {
    told_to_both(|store| {
        let (whole, parts) = (common::document("whole"), common::document("parts"));
        store.begin().unwrap();
        store.add_document(common::new(&whole, &common::claims(&whole)), AT).unwrap();
        store.add_document(common::new(&parts, &[]), AT).unwrap();
        for claim in common::claims(&parts) {
            store.add_claims(&parts.id, &[claim]).unwrap();
        }
        let again = store.add_claims(&parts.id, &common::claims(&parts)).unwrap_err();
        assert!(matches!(again, StoreError::DuplicateClaim { .. }), "{again}");
        let foreign = store.add_claims(&parts.id, &common::claims(&whole)).unwrap_err();
        assert!(matches!(foreign, StoreError::ForeignClaim { .. }), "{foreign}");
        let other = common::document("not there");
        let unknown = store.add_claims(&other.id, &common::claims(&other)).unwrap_err();
        assert!(matches!(unknown, StoreError::UnknownDocument { .. }), "{unknown}");
        store.commit().unwrap();
        let bodies = |id| -> Vec<_> {
            store.claims_of(id).unwrap().into_iter().map(|claim| claim.body.kind()).collect()
        };
        assert_eq!(bodies(&parts.id), bodies(&whole.id));
        let list = collect(|visit| store.documents(visit));
        assert_eq!(list[0].claims, list[1].claims);
        assert_eq!(store.claims_with_keys(&["2021-06|hills".to_owned()]).unwrap().len(), 4);
    });
}

#[test]
fn documents_are_found_by_label_and_by_the_first_digits() {
    told_to_both(|store| {
        store.begin().unwrap();
        common::add(store, &["a", "b", "fade"]).unwrap();
        store.commit().unwrap();
        let id = DocumentId::of_bytes(b"b");
        assert_eq!(store.find_documents(id.short()).unwrap(), [id.clone()]);
        assert_eq!(store.find_documents(&id.short().to_uppercase()).unwrap(), [id.clone()]);
        assert_eq!(store.find_documents(id.as_str()).unwrap(), [id]);
        assert_eq!(store.find_documents("fade").unwrap(), [DocumentId::of_bytes(b"fade")]);
        for nothing in ["", "B", "nowhere", "%", "'"] {
            assert_eq!(store.find_documents(nothing).unwrap(), [], "{nothing}");
        }
    });
}

#[test]
fn labels_are_unique() {
    told_to_both(|store| {
        store.begin().unwrap();
        common::add(store, &["a"]).unwrap();
        let mut other = common::document("other");
        assert_eq!(store.free_label("other", &other.id).unwrap(), "other");
        let free = store.free_label("a", &other.id).unwrap();
        assert_eq!(free, format!("a~{}", &other.id.as_str()[..6]));
        other.label = "a".to_owned();
        let error = store.add_document(common::new(&other, &[]), AT).unwrap_err();
        assert!(matches!(error, StoreError::LabelTaken { .. }), "{error}");
        other.label.clone_from(&free);
        store.add_document(common::new(&other, &[]), AT).unwrap();
        let third = DocumentId::parse(&format!("{}{}", &other.id.as_str()[..6], "0".repeat(58)));
        let longer = store.free_label("a", &third.unwrap()).unwrap();
        assert_eq!(longer, format!("{free}000000"));
        store.commit().unwrap();
        assert_eq!(labels(store), ["a", free.as_str()]);
    });
}

#[test]
fn what_is_refused_leaves_nothing_behind() {
    told_to_both(|store| {
        store.begin().unwrap();
        common::add(store, &["a"]).unwrap();
        let error = common::add(store, &["a"]).unwrap_err();
        assert!(matches!(error, StoreError::DuplicateDocument { .. }), "{error}");

        let document = common::document("b");
        let mut claims = common::claims(&document);
        claims.push(claims[0].clone());
        let error = store.add_document(common::new(&document, &claims), AT).unwrap_err();
        assert!(matches!(error, StoreError::DuplicateClaim { .. }), "{error}");
        let error = store
            .add_document(common::new(&document, &common::claims(&common::document("a"))), AT)
            .unwrap_err();
        assert!(matches!(error, StoreError::ForeignClaim { .. }), "{error}");
        let mut incident = common::incident(&["a"]);
        incident.links[0].weight = f64::NAN;
        let error = store.put_incident(&incident).unwrap_err();
        assert!(matches!(error, StoreError::NotFinite { .. }), "{error}");
        // Whoever goes on and commits has the first document, whole, and nothing of the others.
        store.commit().unwrap();
        assert_eq!(labels(store), ["a"]);
        assert_eq!(collect(|visit| store.claims(ClaimKind::Statement, visit)).len(), 1);
        assert_eq!(store.claims_with_keys(&["n|b".to_owned()]).unwrap(), []);
        assert_eq!(store.counts().unwrap().claims, 2);
    });
}

#[test]
fn claims_come_in_the_order_of_the_reading_and_by_key() {
    told_to_both(|store| {
        store.begin().unwrap();
        common::add(store, &["a", "b"]).unwrap();
        store.commit().unwrap();
        let expected = common::claims(&common::document("a"));
        let found = store.claims_of(&DocumentId::of_bytes(b"a")).unwrap();
        assert!(found.iter().eq(expected.iter().map(|new| &new.claim)));
        assert_eq!(store.claim(&found[1].id).unwrap().as_ref(), Some(&found[1]));
        assert_eq!(store.claim(&claim_id("a", "i2")).unwrap(), None);
        assert_eq!(store.claim_kind(&found[1].id).unwrap(), Some(found[1].body.kind()));
        assert_eq!(store.claim_kind(&claim_id("a", "i2")).unwrap(), None);
        assert_eq!(store.claim_keys(&found[0].id).unwrap(), ["2021-06|hills", "n|a"]);
        let mut all: Vec<_> = ["a", "b"]
            .iter()
            .flat_map(|label| [claim_id(label, "i1"), claim_id(label, "s1")])
            .collect();
        all.sort();
        let keys = ["2021-06|hills".to_owned(), "n|a".to_owned(), "none".to_owned()];
        assert_eq!(store.claims_with_keys(&keys).unwrap(), all);
        let incidents = collect(|visit| store.claims(ClaimKind::Incident, visit));
        let ids = store.claim_ids(ClaimKind::Incident).unwrap();
        assert!(ids.iter().eq(incidents.iter().map(|claim| &claim.id)));
        let ids: Vec<_> = incidents.into_iter().map(|claim| claim.id).collect();
        all.retain(|id| id.local() == "i1");
        assert_eq!(ids, all);
    });
}

#[test]
fn a_visitor_ends_the_walk() {
    told_to_both(|store| {
        store.begin().unwrap();
        common::add(store, &["a", "b"]).unwrap();
        store.commit().unwrap();
        let mut seen = 0;
        let error = store
            .documents(&mut |_| {
                seen += 1;
                Err(StoreError::visitor("enough"))
            })
            .unwrap_err();
        assert_eq!((seen, error.to_string().as_str()), (1, "enough"));
        assert_eq!(labels(store).len(), 2, "the next walk starts anew");
    });
}

#[test]
fn a_rollback_forgets() {
    told_to_both(|store| {
        assert!(matches!(store.commit(), Err(StoreError::NotBegun)));
        assert!(matches!(store.rollback(), Err(StoreError::NotBegun)));
        assert!(matches!(common::add(store, &["a"]), Err(StoreError::NotBegun)));
        store.begin().unwrap();
        assert!(matches!(store.begin(), Err(StoreError::AlreadyBegun)));
        common::add(store, &["a"]).unwrap();
        store.put_incident(&common::incident(&["a"])).unwrap();
        assert_eq!(store.counts().unwrap().documents, 1);
        store.rollback().unwrap();
        assert_eq!(store.counts().unwrap(), cairn_store::DerivedCounts::default());
        store.begin().unwrap();
        common::add(store, &["a"]).unwrap();
        store.commit().unwrap();
        assert_eq!(labels(store), ["a"]);
    });
}

#[test]
fn derived_things_are_put_replaced_and_removed() {
    told_to_both(|store| {
        store.begin().unwrap();
        common::add(store, &["a", "b", "c"]).unwrap();
        let mut first = common::incident(&["a", "b"]);
        let mut second = common::incident(&["c"]);
        second.date = DateSpan::day(jiff::civil::date(2020, 1, 1));
        let mut third = common::incident(&["b"]);
        third.date = DateSpan::UNKNOWN;
        third.place.position = None;
        store.put_incident(&first).unwrap();
        store.put_incident(&second).unwrap();
        let found = collect(|visit| store.incidents(visit));
        assert_eq!(found, [second.clone(), first.clone()]);
        assert_eq!(store.incident(&first.id).unwrap().as_ref(), Some(&first));
        assert_eq!(store.incident_of(&claim_id("b", "i1")).unwrap().as_ref(), Some(&first.id));

        // The second report turns out to tell of something else.
        first.reports.truncate(1);
        first.place.position = None;
        store.put_incident(&third).unwrap();
        store.put_incident(&first).unwrap();
        assert_eq!(store.incident_of(&claim_id("b", "i1")).unwrap().as_ref(), Some(&third.id));
        let found = collect(|visit| store.incidents(visit));
        assert_eq!(found, [third.clone(), second.clone(), first.clone()]);
        store.remove_incident(&second.id).unwrap();
        store.remove_incident(&second.id).unwrap();
        assert_eq!(store.incident_of(&claim_id("c", "i1")).unwrap(), None);
        assert_eq!(store.incident(&second.id).unwrap(), None);

        let find = common::find("a");
        store.put_find(&find).unwrap();
        store.put_find(&find).unwrap();
        assert_eq!(collect(|visit| store.finds(visit)), [find.clone()]);
        assert_eq!(store.find(&find.id).unwrap().as_ref(), Some(&find));
        assert_eq!(store.find_of(&find.claims[0]).unwrap().as_ref(), Some(&find.id));

        let series = common::series("a");
        store.put_series(&series).unwrap();
        assert_eq!(collect(|visit| store.series(visit)), [series.clone()]);
        assert_eq!(store.series_of(&claim_id("a", "t1")).unwrap().as_ref(), Some(&series.id));

        let finding = common::finding(&["a", "b"]);
        store.put_finding(&finding).unwrap();
        assert_eq!(collect(|visit| store.findings(visit)), [finding.clone()]);
        assert_eq!(store.findings_of(&claim_id("b", "t1")).unwrap(), [finding.clone()]);
        assert_eq!(store.findings_of(&claim_id("c", "t1")).unwrap(), []);

        let counts = store.counts().unwrap();
        let derived = [counts.incidents, counts.finds, counts.series, counts.findings];
        assert_eq!(derived, [2, 1, 1, 1]);
        store.remove_find(&find.id).unwrap();
        store.remove_series(&series.id).unwrap();
        store.remove_finding(&finding.id).unwrap();
        let counts = store.counts().unwrap();
        let derived = [counts.incidents, counts.finds, counts.series, counts.findings];
        assert_eq!(derived, [2, 0, 0, 0]);
        store.clear_derived().unwrap();
        assert_eq!(store.incident_of(&claim_id("a", "i1")).unwrap(), None);
        store.commit().unwrap();
        assert_eq!(store.counts().unwrap().incidents, 0);
    });
}

#[test]
fn a_later_version_supersedes() {
    told_to_both(|store| {
        let id = |label: &str| DocumentId::of_bytes(label.as_bytes());
        let link = VersionLink { earlier: id("a"), later: id("b"), why: "same address".to_owned() };
        store.begin().unwrap();
        common::add(store, &["a"]).unwrap();
        let error = store.put_version_link(&link).unwrap_err();
        assert!(matches!(error, StoreError::UnknownDocument { .. }), "{error}");
        common::add(store, &["b"]).unwrap();
        store.put_version_link(&link).unwrap();
        store.put_version_link(&link).unwrap();
        let superseded =
            |store: &dyn Store| collect(|visit| store.documents(visit))[0].superseded_by.clone();
        assert_eq!(superseded(store).as_deref(), Some("b"));
        assert_eq!(store.version_links(&id("a")).unwrap(), [link.clone()]);
        assert_eq!(store.version_links(&id("b")).unwrap(), [link.clone()]);
        assert_eq!(store.counts().unwrap().superseded_documents, 1);
        store.remove_version_links(&id("b")).unwrap();
        assert_eq!(store.version_links(&id("b")).unwrap().len(), 1);
        store.remove_version_links(&id("a")).unwrap();
        assert_eq!(superseded(store), None);
        store.put_version_link(&link).unwrap();
        store.clear_derived().unwrap();
        assert_eq!((superseded(store), store.counts().unwrap().superseded_documents), (None, 0));
        store.commit().unwrap();
    });
}

#[test]
fn decisions_follow_one_another_or_are_refused() {
    told_to_both(|store| {
        let decide = |store: &dyn Store, why: &str| {
            let value = serde_json::json!({"b": [1, 2.5, 0.1], "a": null, "ü": "\u{0}"});
            let action = DecisionAction::Correct {
                claim: claim_id("a", "i1"),
                field: "killed".to_owned(),
                value,
            };
            store.decisions().unwrap().next("A. Officer", AT, why, action)
        };
        store.begin().unwrap();
        let first = decide(store, "seen on site");
        store.append_decision(&first).unwrap();
        let second = decide(store, "seen again");
        let mut forged = second.clone();
        forged.why = "another reason".to_owned();
        let mut skipped = second.clone();
        skipped.number = 3;
        for refused in [&first, &forged, &skipped] {
            let error = store.append_decision(refused).unwrap_err();
            assert!(matches!(error, StoreError::DecisionRefused { .. }), "{error}");
        }
        store.append_decision(&second).unwrap();
        store.clear_derived().unwrap();
        store.commit().unwrap();
        assert_eq!(store.decisions().unwrap().entries(), [first, second]);
        assert_eq!(store.counts().unwrap().decisions, 2);
    });
}

#[test]
fn a_saved_question_stays_as_it_was_asked() {
    told_to_both(|store| {
        let question = |name: &str, answer: &str| SavedQuestion {
            name: name.to_owned(),
            about: "reliability".to_owned(),
            summary: "241 of 1,442".to_owned(),
            saved_at: AT.to_owned(),
            question: r#"{"seed":1}"#.to_owned(),
            answer: answer.to_owned(),
        };
        let (first, second) = (question("yearly", "{}"), question("by sheet", "{}"));
        assert!(matches!(store.save_question(&first), Err(StoreError::NotBegun)));
        store.begin().unwrap();
        store.save_question(&first).unwrap();
        store.save_question(&second).unwrap();
        let error = store.save_question(&question("yearly", "[]")).unwrap_err();
        assert!(matches!(error, StoreError::QuestionTaken { .. }), "{error}");
        store.clear_derived().unwrap();
        store.commit().unwrap();
        assert_eq!(store.saved_question("yearly").unwrap(), Some(first.clone()));
        assert_eq!(store.saved_question("daily").unwrap(), None);
        assert_eq!(collect(|visit| store.saved_questions(visit)), [second, first]);
    });
}
