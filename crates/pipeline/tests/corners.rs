//! Corners of the register that stories seldom reach: the grade "confirmed", figures given twice on
//! one day, sums inside a document, a label taken twice, an article key that very many share.

#![allow(clippy::unwrap_used, reason = "a panic is a failure")]

mod common;

use cairn_model::register::Finding;
use cairn_model::{
    ContradictionKind, DateSpan, Device, Grade, Measure, Reading, Statement, StatementKind,
    TallyGroup,
};
use cairn_pipeline::{Observer, Silent, incident_of};
use cairn_store::Store;
use common::*;

const WAR: &str = "since the end of the 44-day war";

fn findings(store: &dyn Store) -> Vec<Finding> {
    let mut all = Vec::new();
    store
        .findings(&mut |finding| {
            all.push(finding);
            Ok(())
        })
        .unwrap();
    all
}

/// A report of one blast by a body, in a document that accuses these parties.
fn told_by(body: &str, accused: &[&str]) -> Reading {
    let mut reading =
        incident("i1", "2021-06-04", place("Zenda", "Strelsau"), Device::AntivehicleMine)
            .toll(2, 1)
            .by(&[body])
            .alone();
    reading.statements.push(Statement {
        id: "s1".to_owned(),
        kind: StatementKind::Accusation,
        speaker: Some(body.to_owned()),
        addressees: accused.iter().map(|party| (*party).to_owned()).collect(),
        about: None,
        date: DateSpan::UNKNOWN,
        instruments: Vec::new(),
        evidence: Vec::new(),
    });
    reading
}

fn grade_of(ministry: Reading, other: Reading) -> (Grade, String) {
    let store = Script::default()
        .with("daily", meta("Daily", "2021-06-04"), ministry)
        .with("gazette", meta("Gazette", "2021-06-05"), other)
        .register();
    let incident = store.incident(&incident_of(&store, "daily").unwrap()).unwrap().unwrap();
    assert_eq!(incident.reports.len(), 2);
    (incident.grade, incident.grade_reason)
}

#[test]
fn a_blast_that_the_accused_party_tells_of_itself_is_confirmed() {
    let ministry = told_by("Ministry of Internal Affairs", &["Graustark"]);
    let (grade, reason) = grade_of(ministry.clone(), told_by("Graustarkian Army", &[]));
    assert_eq!(grade, Grade::Confirmed);
    insta::assert_snapshot!(reason, @"daily accuses Graustark; Graustarkian Army says in gazette that it happened");
    // The army of somebody who is not accused only corroborates.
    let (grade, _) = grade_of(ministry, told_by("Ruritanian Army", &[]));
    assert_eq!(grade, Grade::Corroborated);
}

#[test]
fn a_body_that_gives_two_figures_for_one_day_is_flagged_across_documents() {
    let figure = |value| Reading {
        tallies: vec![tally("t1", Measure::Killed, TallyGroup::All, value, WAR)],
        ..Reading::default()
    };
    let at = |name| meta(name, "2022-10-25");
    let store = Script::default()
        .with("morning", at("Agency"), figure(48.0))
        .with("evening", at("Outlet"), figure(45.0))
        .with("again", at("Echo"), figure(48.0))
        .register();
    let found = findings(&store);
    assert_eq!(found.len(), 1);
    let one = &found[0];
    assert_eq!(one.kind, ContradictionKind::RestatedDifferently);
    assert_eq!(one.values, [45.0, 48.0]);
    assert!(one.across_documents && one.documents.contains(&"evening".to_owned()));
}

#[test]
fn sums_and_parts_are_checked_inside_a_document() {
    let all = TallyGroup::All;
    let reading = |killed, injured, children| Reading {
        tallies: vec![
            tally("t1", Measure::Casualties, all, 268.0, WAR),
            tally("t2", Measure::Killed, all, killed, WAR),
            tally("t3", Measure::Injured, all, injured, WAR),
            tally("t4", Measure::Killed, TallyGroup::Child, children, WAR),
        ],
        ..Reading::default()
    };
    let kinds = |reading: Reading| {
        let script = Script::default().with("bulletin", meta("Agency", "2022-10-25"), reading);
        findings(&script.register()).into_iter().map(|f| (f.kind, f.values)).collect::<Vec<_>>()
    };
    assert_eq!(kinds(reading(48.0, 220.0, 3.0)), []);
    assert_eq!(
        kinds(reading(48.0, 210.0, 3.0)),
        [(ContradictionKind::SumMismatch, vec![268.0, 258.0])]
    );
    assert_eq!(
        kinds(reading(48.0, 220.0, 50.0)),
        [(ContradictionKind::PartExceedsWhole, vec![50.0, 48.0])]
    );
}

/// Remembers what was renamed.
#[derive(Default)]
struct Renamed(Vec<(String, String)>);

impl Observer for Renamed {
    fn renamed(&mut self, wanted: &str, given: &str) {
        self.0.push((wanted.to_owned(), given.to_owned()));
    }
}

#[test]
fn of_two_documents_of_one_label_the_second_is_called_otherwise() {
    let reading = || {
        incident("i1", "2021-06-04", place("Zenda", "Strelsau"), Device::AntivehicleMine)
            .toll(2, 1)
            .alone()
    };
    let at = || meta("Daily", "2021-06-04");
    let words = |word: &str| (0..60).map(|n| format!("{word}{n} ")).collect::<String>();
    let script = Script::default().document("report", at(), reading(), words("alpha")).document(
        "report",
        at(),
        reading(),
        words("omega"),
    );
    let mut backwards = script.documents().to_vec();
    backwards.reverse();
    for order in [script.documents(), &backwards] {
        let mut store = script.register_of(&[]);
        let mut renamed = Renamed::default();
        (script.pipeline()).add(&mut store, &mut order.iter().cloned(), NOW, &mut renamed).unwrap();
        let short = &order[1].document.id.as_str()[..6];
        let other = format!("report~{short}");
        assert_eq!(renamed.0, [("report".to_owned(), other.clone())]);
        // Both reports are in one incident, whichever has the label.
        let mut labels = vec!["report.i1".to_owned(), format!("{other}.i1")];
        labels.sort();
        assert_eq!(grouping(&store), [labels]);
        let before = derived(&store);
        script.pipeline().rebuild(&mut store, &mut Silent).unwrap();
        assert_eq!(derived(&store), before);
    }
}

#[test]
fn an_article_key_that_very_many_share_links_nobody_in_any_order() {
    // A live page: seventy documents under one address.
    let mut script = Script::default();
    for number in 0..70 {
        let meta = cairn_model::DocumentMeta {
            url: Some("https://example.org/live".to_owned()),
            ..meta("Daily", "2021-06-04")
        };
        script = script.with(&format!("doc{number}"), meta, Reading::default());
    }
    let few = script.register_of(&script.documents()[..3]);
    assert_eq!(few.counts().unwrap().superseded_documents, 2);
    let at_once = script.register();
    assert_eq!(at_once.counts().unwrap().superseded_documents, 0);
    let mut store = few;
    for some in script.documents()[3..].chunks(11) {
        script.add(&mut store, some);
    }
    assert_eq!(derived(&store), derived(&at_once));
    script.pipeline().rebuild(&mut store, &mut Silent).unwrap();
    assert_eq!(derived(&store), derived(&at_once));
}
