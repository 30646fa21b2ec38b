//! Reports of one occasion meet, keep apart what differs, and say why.

#![allow(clippy::unwrap_used, reason = "a panic is a failure")]

mod common;

use cairn_model::register::{Incident, Standing};
use cairn_model::{
    DecisionAction, Device, Grade, IncidentStatus, Measure, Outcome, Reading, TallyGroup,
};
use cairn_pipeline::{Silent, claim_of, incident_of};
use cairn_store::Store;
use common::*;

const KILLED: Outcome = Outcome::Killed;

fn blast() -> Script {
    let names = [("Otto Brandl", KILLED), ("Emil Kessler", KILLED)];
    Script::default()
        .with(
            "wire",
            meta("Alpine Wire", "2021-06-04"),
            incident("i1", "2021-06-04", place("Zenda", "Strelsau"), Device::AntivehicleMine)
                .toll(3, 4)
                .by(&["Interior Ministry"])
                .named(&names)
                .alone(),
        )
        .with(
            "daily",
            meta("The Daily", "2021-06-04"),
            incident("i1", "2021-06-04", place("", "Strelsau"), Device::MineUnspecified)
                .toll(2, 4)
                .by(&["Ministry of Internal Affairs"])
                .alone(),
        )
        .with(
            "elsewhere",
            meta("The Daily", "2021-06-05"),
            incident("i1", "2021-06-04", place("Hentzau", "Festenburg"), Device::AntipersonnelMine)
                .toll(0, 1)
                .alone(),
        )
}

fn incidents(store: &dyn Store) -> Vec<Incident> {
    let mut all = Vec::new();
    store
        .incidents(&mut |incident| {
            all.push(incident);
            Ok(())
        })
        .unwrap();
    all
}

#[test]
fn reports_of_one_occasion_are_one_incident_with_ranges() {
    let store = blast().register();
    assert_eq!(grouping(&store), [vec!["daily.i1", "wire.i1"], vec!["elsewhere.i1"]]);
    let both = incidents(&store).into_iter().find(|i| i.reports.len() == 2).unwrap();
    assert_eq!(both.killed.unwrap().to_string(), "2–3");
    assert_eq!(both.injured.unwrap().to_string(), "4");
    assert_eq!(both.device, Device::AntivehicleMine);
    assert_eq!(both.place.label(), "Zenda, Strelsau");
    insta::assert_snapshot!(both.links[0].why, @"same day, both in Strelsau district, devices that fit, both 4 injured; but 2 against 3 killed");
    insta::assert_json_snapshot!(both.differences.iter().map(|d| (&d.field, d.versions.iter().map(|v| &v.value).collect::<Vec<_>>())).collect::<Vec<_>>(), @r#"
    [
      [
        "killed",
        [
          "2",
          "3"
        ]
      ]
    ]
    "#);
}

#[test]
fn two_outlets_that_repeat_one_ministry_are_one_source() {
    let store = blast().register();
    let both = incidents(&store).into_iter().find(|i| i.reports.len() == 2).unwrap();
    assert_eq!(both.grade, Grade::SingleSource);
    insta::assert_snapshot!(both.grade_reason, @"2 reports, all resting on Ministry of Internal Affairs");
}

#[test]
fn an_independent_source_corroborates_and_a_denial_contests() {
    let hospital = incident("i1", "2021-06-04", place("Zenda", "Strelsau"), Device::Unknown)
        .toll(3, 4)
        .by(&["Strelsau hospital"]);
    let mut denied = hospital.clone().by(&["Army"]);
    denied.status = IncidentStatus::Denied;
    let script = blast().with("radio", meta("Radio", "2021-06-05"), hospital.alone());
    let store = script.register();
    let grade = |store: &dyn Store| {
        let one = incidents(store).into_iter().find(|i| i.reports.len() > 2).unwrap();
        (one.grade, one.grade_reason)
    };
    insta::assert_debug_snapshot!(grade(&store), @r#"
    (
        Corroborated,
        "3 reports; independent of each other: Strelsau hospital, Ministry of Internal Affairs",
    )
    "#);
    let store = script.with("army", meta("Army Paper", "2021-06-06"), denied.alone()).register();
    insta::assert_debug_snapshot!(grade(&store), @r#"
    (
        Contested,
        "daily and 2 more report that it happened, army reports that it is denied",
    )
    "#);
}

#[test]
fn adding_twice_changes_nothing() {
    let script = blast();
    let mut store = script.register();
    let before = derived(&store);
    let summary = script
        .pipeline()
        .add(&mut store, &mut script.documents().iter().cloned(), NOW, &mut Silent)
        .unwrap();
    assert_eq!((summary.added, summary.known), (0, 3));
    assert_eq!(derived(&store), before);
}

#[test]
fn a_merge_that_is_withdrawn_gives_back_what_was() {
    let script = blast();
    let mut store = script.register();
    let before = derived(&store);
    let claims =
        vec![claim_of(&store, "wire i1").unwrap(), claim_of(&store, "elsewhere i1").unwrap()];
    let decide = |store: &mut cairn_store::MemoryStore, action| {
        script.pipeline().decide(store, "A. Officer", NOW, "told by phone", action).unwrap()
    };
    let merged = decide(&mut store, DecisionAction::Merge { claims });
    assert_eq!((merged.incidents.len(), merged.gone.len()), (1, 1));
    assert_eq!(grouping(&store), [["daily.i1", "elsewhere.i1", "wire.i1"]]);
    decide(&mut store, DecisionAction::Withdraw { decision: 1 });
    assert_eq!(derived(&store), before);
}

#[test]
fn a_split_holds_and_can_be_withdrawn() {
    let script = blast();
    let mut store = script.register();
    let before = derived(&store);
    let action = DecisionAction::Split {
        claims: vec![claim_of(&store, "daily.i1").unwrap()],
        from: vec![claim_of(&store, "wire.i1").unwrap()],
    };
    let pipeline = script.pipeline();
    let outcome = pipeline.decide(&mut store, "A. Officer", NOW, "another road", action).unwrap();
    assert_eq!(outcome.incidents.len(), 2);
    assert_eq!(grouping(&store).len(), 3);
    let daily = incident_of(&store, "daily i1").unwrap();
    let near = store.incident(&daily).unwrap().unwrap().links;
    assert!(near[0].why.starts_with("kept apart by decision 1"), "{}", near[0].why);
    let rebuilt = derived(&store);
    pipeline.rebuild(&mut store, &mut Silent).unwrap();
    assert_eq!(derived(&store), rebuilt);
    pipeline
        .decide(
            &mut store,
            "A. Officer",
            NOW,
            "it was the same",
            DecisionAction::Withdraw { decision: 1 },
        )
        .unwrap();
    assert_eq!(derived(&store), before);
}

#[test]
fn who_has_not_seen_the_last_decision_about_a_thing_is_told_of_it() {
    let script = blast();
    let mut store = script.register();
    let claim = |store: &cairn_store::MemoryStore, name: &str| claim_of(store, name).unwrap();
    let (wire, daily) = (claim(&store, "wire i1"), claim(&store, "daily i1"));
    let elsewhere = claim(&store, "elsewhere i1");
    let pipeline = script.pipeline();
    let correct = |claim: &cairn_model::ClaimId, killed: u64| DecisionAction::Correct {
        claim: claim.clone(),
        field: "killed".to_owned(),
        value: serde_json::json!([killed, killed]),
    };
    let mut decide = |by: &str, action, seen| {
        pipeline.decide_seen(&mut store, by, NOW, "the list of the hospital", action, Some(seen))
    };
    decide("A. Officer", correct(&wire, 3), 0).unwrap();
    // Another report of the same incident, by somebody whose page is from before.
    let refused = decide("B. Officer", correct(&daily, 4), 0).unwrap_err();
    insta::assert_snapshot!(refused, @"decision 1 by A. Officer (2026-01-01T00:00:00Z) is about the same things and was taken since: the list of the hospital");
    decide("B. Officer", correct(&elsewhere, 4), 0).unwrap();
    decide("B. Officer", correct(&daily, 4), 2).unwrap();
    let withdraw = |decision| DecisionAction::Withdraw { decision };
    assert!(decide("A. Officer", withdraw(1), 2).is_err(), "decision 3 came since");
    decide("A. Officer", withdraw(1), 3).unwrap();
    assert_eq!(store.decisions().unwrap().entries().len(), 4);
}

#[test]
fn a_rejected_report_stays_and_does_not_count() {
    let script = blast();
    let mut store = script.register();
    let claim = claim_of(&store, "daily i1").unwrap();
    let reject = DecisionAction::Reject { claim: claim.clone() };
    script.pipeline().decide(&mut store, "A. Officer", NOW, "misread", reject).unwrap();
    let id = incident_of(&store, "wire i1").unwrap();
    let incident = store.incident(&id).unwrap().unwrap();
    assert_eq!(incident.killed.unwrap().to_string(), "3");
    let standing = incident.reports.iter().find(|report| report.claim == claim).unwrap().standing;
    assert_eq!(standing, Standing::Rejected);
    let claim = claim_of(&store, "elsewhere i1").unwrap();
    let reject = DecisionAction::Reject { claim };
    let outcome =
        script.pipeline().decide(&mut store, "A. Officer", NOW, "a film scene", reject).unwrap();
    let gone = store.incident(&outcome.incidents[0]).unwrap().unwrap();
    assert_eq!(gone.grade, Grade::Discounted);
    insta::assert_snapshot!(gone.grade_reason, @"every report was rejected; decision 2 by A. Officer: a film scene");
}

#[test]
fn a_correction_sets_one_field_and_nonsense_is_refused() {
    let script = blast();
    let mut store = script.register();
    let claim = claim_of(&store, "wire i1").unwrap();
    let correct = |field: &str, value: serde_json::Value| DecisionAction::Correct {
        claim: claim.clone(),
        field: field.to_owned(),
        value,
    };
    let pipeline = script.pipeline();
    let before = derived(&store);
    for (field, value) in
        [("killed", serde_json::json!("three")), ("grade", serde_json::json!("confirmed"))]
    {
        let error =
            pipeline.decide(&mut store, "A. Officer", NOW, "?", correct(field, value)).unwrap_err();
        assert!(error.to_string().starts_with(&format!("cannot set {field}")), "{error}");
    }
    assert_eq!(derived(&store), before);
    assert!(store.decisions().unwrap().entries().is_empty());
    pipeline
        .decide(
            &mut store,
            "A. Officer",
            NOW,
            "hospital list",
            correct("killed", serde_json::json!([4, 4])),
        )
        .unwrap();
    let incident = store.incident(&incident_of(&store, "wire i1").unwrap()).unwrap().unwrap();
    assert_eq!(incident.killed.unwrap().to_string(), "4");
    assert_eq!(incident.decisions, [1]);
}

#[test]
fn a_later_version_replaces_the_figures_of_the_earlier() {
    let text = |toll: &str| {
        format!(
            "A mine blew up a van on the road from Zenda to the capital on Friday morning, the ministry \
             said. The van carried workers of the forestry office who were on their way to a site that \
             had been cleared last year. {toll} people died. An inquiry was opened and the road closed."
        )
    };
    let version = |toll: u64| {
        incident("i1", "2021-06-04", place("Zenda", "Strelsau"), Device::AntivehicleMine)
            .toll(toll, 0)
            .alone()
    };
    let at = |day: &str| cairn_model::DocumentMeta {
        url: Some("https://example.org/van".to_owned()),
        ..meta("Alpine Wire", day)
    };
    let script = Script::default()
        .document("first", at("2021-06-04"), version(2), text("Two"))
        .document("second", at("2021-06-05"), version(3), text("Three"));
    let forwards = script.register();
    let id = incident_of(&forwards, "second").unwrap();
    let incident = forwards.incident(&id).unwrap().unwrap();
    assert_eq!(incident.killed.unwrap().to_string(), "3");
    assert_eq!(
        incident.reports.iter().map(|r| r.standing).collect::<Vec<_>>(),
        [Standing::Superseded, Standing::Live]
    );
    let mut backwards = script.register_of(&script.documents()[1..]);
    script.add(&mut backwards, &script.documents()[..1]);
    assert_eq!(derived(&backwards), derived(&forwards));
}

/// Figures of two statements a month apart; the second without a date.
fn statements() -> Script {
    let war = "from the end of the 44-day war to today";
    let all = TallyGroup::All;
    let october = Reading {
        tallies: vec![
            tally("t1", Measure::Casualties, all, 3345.0, "over the past 30 years"),
            tally("t2", Measure::Casualties, all, 266.0, war),
            tally("t3", Measure::Killed, all, 48.0, war),
        ],
        ..Reading::default()
    };
    let undated = Reading {
        tallies: vec![
            tally("t1", Measure::Casualties, all, 268.0, war),
            tally("t2", Measure::Killed, all, 45.0, war),
        ],
        ..Reading::default()
    };
    Script::default().with("october", meta("Agency", "2022-10-25"), october).with(
        "undated",
        meta("Outlet", ""),
        undated,
    )
}

#[test]
fn a_toll_that_fell_is_flagged_and_one_that_rose_is_not() {
    let store = statements().register();
    let mut notes = Vec::new();
    store
        .findings(&mut |finding| {
            notes.push((finding.values, finding.note));
            Ok(())
        })
        .unwrap();
    insta::assert_debug_snapshot!(notes, @r#"
    [
        (
            [
                48.0,
                45.0,
            ],
            "since 2020-11-10: casualties rise from 266 in october to 268 in undated while killed fall from 48 to 45; whichever came first, one figure is wrong",
        ),
    ]
    "#);
    let mut periods = Vec::new();
    store
        .series(&mut |series| {
            periods.push(format!(
                "{} {}: {} points",
                series.measure.code(),
                series.period,
                series.points.len()
            ));
            Ok(())
        })
        .unwrap();
    periods.sort();
    assert_eq!(
        periods,
        [
            "casualties past 30 years: 1 points",
            "casualties since 2020-11-10: 2 points",
            "killed since 2020-11-10: 2 points"
        ]
    );
}

#[test]
fn what_nothing_is_called_is_said_so() {
    let store = blast().register();
    let error = incident_of(&store, "wire i7").unwrap_err();
    insta::assert_snapshot!(error, @"nothing in the register is called `wire i7`; expected an incident (I-0f3c9a12bd45), a claim (0f3c9a12bd45.i1) or a document and an entry (report-7 i1)");
    let founder = claim_of(&store, "daily i1").unwrap();
    let alias = cairn_model::IncidentId::founded_by(&founder);
    assert_eq!(
        incident_of(&store, alias.as_str()).unwrap(),
        incident_of(&store, "wire i1").unwrap()
    );
}
