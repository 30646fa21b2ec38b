//! `cairn decide`: recorded with who and why, taken back only by a further entry.

use crate::common::{TestEnvironment, write_reports};

const SIGNED: [&str; 4] = ["--by", "A. Officer", "--why", "a test"];

fn added() -> TestEnvironment {
    let env = TestEnvironment::new();
    write_reports(&env);
    env.ok(&["add", "reports"]);
    env
}

fn decide(env: &TestEnvironment, what: &[&str]) -> String {
    let mut args = vec!["decide"];
    args.extend(what);
    args.extend(SIGNED);
    env.ok(&args)
}

fn incident(env: &TestEnvironment) -> serde_json::Value {
    env.jsonl(&["incidents"]).swap_remove(0)
}

#[test]
fn a_correction_shows_in_the_value_and_in_the_log() {
    let env = added();
    let id = incident(&env)["id"].as_str().unwrap().to_owned();
    decide(&env, &["correct", &id, "killed", "5"]);
    assert_eq!(incident(&env)["killed"], serde_json::json!([5, 5]));
    let log = env.jsonl(&["decide", "log"]);
    assert_eq!(log.len(), 1);
    assert_eq!(log[0]["by"], "A. Officer");
    assert_eq!(log[0]["at"], "2026-01-01T00:00:00Z");
    let page = env.ok(&["show", &id]);
    assert!(page.contains("because: a test"), "{page}");
    decide(&env, &["withdraw", "1"]);
    assert_eq!(incident(&env)["killed"], serde_json::json!([2, 2]));
    assert_eq!(env.jsonl(&["decide", "log"]).len(), 2);
}

#[test]
fn weights_are_learned_or_given_and_withdrawn_like_any_decision() {
    let env = added();
    let before = env.ok(&["incidents", "--format", "jsonl"]);
    let said = decide(&env, &["weights", "--learn"]);
    assert!(said.contains("set weights learned from 1 pair"), "{said}");
    let why = |env: &TestEnvironment| incident(env)["links"][0]["why"].to_string();
    assert!(why(&env).contains("; weighed by decision 1"), "{}", why(&env));
    // Nothing is worth enough any more: the two reports part.
    std::fs::write(env.path("strict.json"), r#"{"prior": -60}"#).unwrap();
    decide(&env, &["weights", "--from", "strict.json"]);
    assert_eq!(env.jsonl(&["incidents"]).len(), 2);
    decide(&env, &["withdraw", "2"]);
    decide(&env, &["withdraw", "1"]);
    assert_eq!(env.ok(&["incidents", "--format", "jsonl"]), before);
}

#[test]
fn splitting_and_merging_are_each_other_s_reverse() {
    let env = added();
    let before = env.jsonl(&["incidents"]);
    assert_eq!(before.len(), 1, "{before:?}");
    assert_eq!(before[0]["reports"].as_array().unwrap().len(), 2);
    decide(&env, &["split", "herald-1.i1"]);
    let apart = env.jsonl(&["incidents"]);
    assert_eq!(apart.len(), 2);
    let ids: Vec<&str> = apart.iter().map(|one| one["id"].as_str().unwrap()).collect();
    decide(&env, &["merge", ids[0], ids[1]]);
    assert_eq!(env.jsonl(&["incidents"]).len(), 1);
    // An id quoted while they were apart still finds the incident.
    let page = env.ok(&["show", ids[0]]);
    assert_eq!(env.ok(&["show", ids[1]]), page);
}

#[test]
fn a_place_set_by_hand_carries_its_precision() {
    let env = added();
    decide(&env, &["place", "wire-1.i1", "40.25,46.17", "--precision", "50"]);
    let place = &incident(&env)["place"];
    assert_eq!((&place["lat"], &place["lon"]), (&40.25.into(), &46.17.into()));
    assert_eq!(place["precision"], 50);
}

#[test]
fn an_incident_with_several_reports_is_not_rejected_by_the_way() {
    let env = added();
    let id = incident(&env)["id"].as_str().unwrap().to_owned();
    let mut args = vec!["decide", "reject", &id];
    args.extend(SIGNED);
    let said = env.fails(&args, 1);
    assert!(said.contains("has 2 reports") && said.contains("--all"), "{said}");
    decide(&env, &["reject", &id, "--all"]);
    assert_eq!(incident(&env)["grade"], "discounted");
}

#[test]
fn a_settled_contradiction_stays_and_says_what_came_of_it() {
    let env = TestEnvironment::with_demo();
    let before = env.jsonl(&["contradictions", "--open"]);
    let found = before.iter().find(|one| one["values"].as_array().unwrap().len() > 1).unwrap();
    let (id, value) = (found["id"].as_str().unwrap(), found["values"][1].to_string());
    let mut args = vec!["decide", "settle", id, "--holds", "123456"];
    args.extend(SIGNED);
    let said = env.fails(&args, 1);
    assert!(said.contains("is no figure of"), "{said}");
    let said = decide(&env, &["settle", id, "--holds", &value]);
    let number = said.split_whitespace().nth(1).unwrap().to_owned();
    env.ok(&["rebuild"]);
    let settled = env.jsonl(&["contradictions", "--settled"]);
    assert_eq!(settled.len(), 1, "{said}");
    assert_eq!(settled[0]["settled"]["verdict"]["holds"], found["values"][1]);
    assert_eq!(env.jsonl(&["contradictions", "--open"]).len(), before.len() - 1);
    let page = env.ok(&["show", id]);
    assert!(page.contains(&format!("settled by decision {number}: ")), "{page}");
    assert!(page.contains("because: a test"), "{page}");
    // Who comes later may think otherwise; the log keeps both.
    decide(&env, &["settle", id, "--all-stand"]);
    assert_eq!(env.jsonl(&["contradictions", "--settled"])[0]["settled"]["verdict"], "all_stand");
    let last: u64 = number.parse::<u64>().unwrap() + 1;
    decide(&env, &["withdraw", &last.to_string()]);
    decide(&env, &["withdraw", &number]);
    assert_eq!(env.jsonl(&["contradictions", "--open"]), before);
}

#[test]
fn nobody_decides_without_a_name_and_a_reason() {
    let env = added();
    let said = env.fails(&["decide", "accept", "wire-1.i1", "--why", "x"], 2);
    assert!(said.contains("--by"), "{said}");
    let said = env.fails(&["decide", "accept", "wire-1.i1", "--by", "x"], 2);
    assert!(said.contains("--why"), "{said}");
    let said = env.fails(&["decide", "accept", "wire-1.i1", "--by", " ", "--why", "x"], 2);
    assert!(said.contains("empty"), "{said}");
    let ran = env
        .command(&["decide", "accept", "wire-1.i1", "--why", "x"])
        .env("CAIRN_BY", "B. Officer")
        .output()
        .unwrap();
    assert!(ran.status.success());
    assert_eq!(env.jsonl(&["decide", "log"])[0]["by"], "B. Officer");
}

#[test]
fn a_decision_that_makes_no_sense_is_refused_and_not_recorded() {
    let env = added();
    let refused = |what: &[&str], code| {
        let mut args = vec!["decide"];
        args.extend(what);
        args.extend(SIGNED);
        env.fails(&args, code)
    };
    insta::assert_snapshot!(refused(&["correct", "wire-1.i1", "killed", "some"], 2), @r#"
    error: cannot set killed: `some` is not a count (3), a range (2-3), an open
      │ range (3+) or `unknown`
    "#);
    insta::assert_snapshot!(refused(&["correct", "wire-1.i1", "colour", "red"], 2), @r#"
    error: `colour` is no field that can be corrected
      help: expected one of: killed, injured, date, device, status, activity
    "#);
    insta::assert_snapshot!(refused(&["withdraw", "7"], 1), @r#"
    error: decision 7 is not in force; the log has 0 decisions
      help: `cairn decide log` shows the decisions
    "#);
    insta::assert_snapshot!(refused(&["merge", "wire-1.i1", "wire-1.i1"], 1), @r#"
    error: there is only one claim to merge
      help: name two or more incidents, or claims of different incidents
    "#);
    insta::assert_snapshot!(refused(&["accept", "wire-1"], 1), @r#"
    error: `wire-1` is nothing to decide about
      help: decisions are about incidents, finds and claims; `cairn show` lists
            the claims of a document, a series or a finding
    "#);
    assert_eq!(env.jsonl(&["decide", "log"]).len(), 0);
}
