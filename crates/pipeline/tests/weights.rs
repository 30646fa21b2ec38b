//! Weights by decision: learned from the register's own pairs, in force until withdrawn, never
//! stronger than a person's word; and how many pairs are compared.

#![allow(clippy::unwrap_used, reason = "a panic is a failure")]

mod common;

use cairn_model::{ClaimId, DecisionAction, Device};
use cairn_pipeline::{PipelineError, Silent};
use cairn_store::{MemoryStore, Store};
use common::*;
use serde_json::json;

/// Blasts of a month in three districts, each told by two or three outlets in their own way.
fn month() -> Script {
    let mut script = Script::default();
    for n in 0..24u64 {
        let day = 1 + n;
        let date = format!("2023-05-{day:02}");
        let village = ["Zenda", "Hentzau", "Tarlen"][usize::try_from(n % 3).unwrap()];
        let told = |device| {
            incident("i1", &date, place(village, "Strelsau"), device).toll(n % 3, 1 + n % 4).alone()
        };
        let published = format!("2023-05-{:02}", day + 1);
        script = script
            .with(&format!("a{n}"), meta("Daily", &published), told(Device::AntivehicleMine))
            .with(&format!("b{n}"), meta("Gazette", &published), told(Device::AntipersonnelMine));
        if n % 2 == 0 {
            let vague = incident("i1", "", place("", "Strelsau"), Device::Unknown).alone();
            script = script.with(&format!("c{n}"), meta("Echo", &published), vague);
        }
    }
    script
}

fn decide(script: &Script, store: &mut MemoryStore, action: DecisionAction) -> u64 {
    let decided = script.pipeline().decide(store, "A. Officer", NOW, "a test", action).unwrap();
    decided.decision.number
}

fn links(store: &MemoryStore) -> Vec<cairn_model::register::Link> {
    let mut links = Vec::new();
    store
        .incidents(&mut |incident| {
            links.extend(incident.links);
            Ok(())
        })
        .unwrap();
    links
}

#[test]
fn weights_hold_until_withdrawn_and_each_reason_names_the_decision() {
    let script = month();
    let mut store = script.register();
    let before = derived(&store);
    let action = script.pipeline().learn(&mut store).unwrap();
    assert_eq!(derived(&store), before, "learning alone changes nothing");
    let number = decide(&script, &mut store, action.clone());
    let learned = derived(&store);
    assert_ne!(learned, before);
    assert!(links(&store).iter().all(|link| link.why.ends_with("; weighed by decision 1")));
    // They are of the decision, not of the moment: learning again comes to the same.
    assert_eq!(script.pipeline().learn(&mut store).unwrap(), action);
    script.pipeline().rebuild(&mut store, &mut Silent).unwrap();
    assert_eq!(derived(&store), learned);
    decide(&script, &mut store, DecisionAction::Withdraw { decision: number });
    assert_eq!(derived(&store), before);
}

#[test]
fn documents_that_come_later_find_the_weights_in_force() {
    let script = month();
    let mut at_once = script.register();
    let action = script.pipeline().learn(&mut at_once).unwrap();
    decide(&script, &mut at_once, action.clone());
    let (head, tail) = script.documents().split_at(20);
    let mut store = script.register_of(head);
    decide(&script, &mut store, action);
    let mut tail = tail.to_vec();
    tail.reverse();
    script.add(&mut store, &tail);
    assert_eq!(derived(&store), derived(&at_once));
}

#[test]
fn what_is_learned_does_not_depend_on_the_order_of_documents() {
    let script = month();
    let mut backwards = script.documents().to_vec();
    backwards.reverse();
    let learn = |mut store| script.pipeline().learn(&mut store).unwrap();
    assert_eq!(learn(script.register_of(&backwards)), learn(script.register()));
}

#[test]
fn a_person_wins_over_any_weights() {
    let script = month();
    let mut store = script.register();
    let claim = |label: &str| -> ClaimId {
        let document = script.documents().iter().find(|d| d.document.label == label).unwrap();
        ClaimId::new(&document.document.id, "i1")
    };
    let home = |store: &MemoryStore, label| store.incident_of(&claim(label)).unwrap().unwrap();
    assert_eq!(home(&store, "a3"), home(&store, "b3"));
    assert_ne!(home(&store, "a3"), home(&store, "a10"));
    let (a, b, far) = (claim("a3"), claim("b3"), claim("a10"));
    decide(&script, &mut store, DecisionAction::Split { claims: vec![a.clone()], from: vec![b] });
    decide(&script, &mut store, DecisionAction::Merge { claims: vec![a, far] });
    for prior in [-60.0, 60.0] {
        let weights = json!({"prior": prior});
        decide(&script, &mut store, DecisionAction::Weigh { weights, pairs: None });
        assert_ne!(home(&store, "a3"), home(&store, "b3"), "split by hand, prior {prior}");
        assert_eq!(home(&store, "a3"), home(&store, "a10"), "merged by hand, prior {prior}");
    }
    let by_hand = |why: &str| links(&store).iter().any(|link| link.why.starts_with(why));
    assert!(by_hand("kept apart by decision 1; same day, both at Zenda"));
    assert!(by_hand("joined by decision 2; "));
}

#[test]
fn weights_that_cannot_be_are_refused() {
    let script = month();
    let mut store = script.register();
    let mut refused = |weights| {
        let action = DecisionAction::Weigh { weights, pairs: None };
        let error = script.pipeline().decide(&mut store, "A. Officer", NOW, "a test", action);
        let error = error.unwrap_err();
        assert!(matches!(error, PipelineError::Weights(_)));
        error.to_string()
    };
    insta::assert_snapshot!(refused(json!({"join": -3})), @"expected veto < near < join; found -8, -2, -3");
    insta::assert_snapshot!(
        refused(json!({"date": {"same_day": 1e9}})),
        @"weights lie between -60 and 60 bits; 1000000000 does not"
    );
    assert!(refused(json!([1])).starts_with("expected a table of weights"));
}

#[test]
fn links_and_near_misses_say_why_in_a_line() {
    let script = month();
    let store = script.register();
    let mut reasons: Vec<String> = (links(&store).into_iter())
        .map(|link| format!("{} {}", if link.joined { "+" } else { "~" }, link.why))
        .collect();
    reasons.sort();
    reasons.dedup();
    assert!(reasons.iter().all(|why| why.lines().count() == 1 && why.len() < 200));
    insta::assert_snapshot!(reasons.first().unwrap(), @"+ same day, both at Hentzau, both 1 killed, both 1 injured; but antipersonnel mine against antivehicle mine");
    insta::assert_snapshot!(reasons.last().unwrap(), @"~ one undated, published within two days after, both in Strelsau district; not joined, as that is not quite enough");
}

/// Reports of one place, day and toll; or of many places, with more districts the more reports there are.
fn many(reports: u64, dense: bool) -> Script {
    let mut script = Script::default();
    for n in 0..reports {
        let (date, village) = if dense {
            ("2023-01-01".to_owned(), 0)
        } else {
            (format!("{}-{:02}-{:02}", 2000 + n / 300, 1 + n % 12, 1 + n % 28), n % 97)
        };
        let told = incident(
            "i1",
            &date,
            place(&format!("V{village}"), &format!("S{}", n / 50)),
            Device::Unknown,
        )
        .toll(if dense { 1 } else { n % 5 }, 1)
        .alone();
        script = script.with(&format!("r{n}"), meta("Daily", &date), told);
    }
    script
}

fn compared(reports: u64, dense: bool) -> u64 {
    let script = many(reports, dense);
    match script.pipeline().learn(&mut script.register()).unwrap() {
        DecisionAction::Weigh { pairs: Some(pairs), .. } => pairs,
        other => panic!("{other:?}"),
    }
}

#[test]
fn pairs_compared_grow_with_the_reports_and_not_with_their_square() {
    for dense in [false, true] {
        let (some, twice) = (compared(220, dense), compared(440, dense));
        assert!(some > 220 && twice <= some * 5 / 2, "dense {dense}: {some} pairs, then {twice}");
    }
}
