//! `cairn show`: pages that say who says so.

use crate::common::{TestEnvironment, write_reports};

fn added() -> TestEnvironment {
    let env = TestEnvironment::new();
    write_reports(&env);
    env.ok(&["add", "reports"]);
    env
}

fn first_incident(env: &TestEnvironment) -> String {
    env.jsonl(&["incidents"])[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn an_incident_quotes_every_report() {
    let env = added();
    let page = env.ok(&["show", &first_incident(&env)]);
    for wanted in ["wire-1 — Example Wire, 4 June 2021", "│ ", "Grade", "The report"] {
        assert!(page.contains(wanted), "{wanted}:\n{page}");
    }
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    assert!(!page.contains('\u{1b}'));
}

#[test]
fn an_id_may_be_shortened_and_claims_and_documents_are_found_by_name() {
    let env = added();
    let id = first_incident(&env);
    let page = env.ok(&["show", &id]);
    assert_eq!(env.ok(&["show", &id[..5]]), page);
    assert_eq!(env.ok(&["show", &id.to_lowercase()]), page);
    let document = env.ok(&["show", "wire-1"]);
    assert!(document.starts_with("Document wire-1\n"), "{document}");
    let claim = env.ok(&["show", "wire-1.i1"]);
    assert!(claim.contains("(incident)") && claim.contains(&id), "{claim}");
}

#[test]
fn every_id_that_a_list_gives_can_be_shown() {
    let env = TestEnvironment::with_demo();
    for (list, field) in [
        ("incidents", "id"),
        ("finds", "id"),
        ("tallies", "series"),
        ("contradictions", "id"),
        ("statements", "claim"),
        ("documents", "label"),
        ("documents", "id"),
    ] {
        for entry in env.jsonl(&[list]) {
            let id = entry[field].as_str().unwrap();
            let page = env.ok(&["show", id]);
            assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
            let json: serde_json::Value =
                serde_json::from_str(&env.ok(&["show", id, "--format", "json"])).unwrap();
            assert!(json.is_object());
        }
    }
}

#[test]
fn a_later_version_shows_what_changed() {
    let env = TestEnvironment::with_demo();
    let later = env
        .jsonl(&["documents"])
        .into_iter()
        .find_map(|document| document["superseded_by"].as_str().map(str::to_owned))
        .expect("the demonstration has an updated report");
    let page = env.ok(&["show", &later]);
    assert!(page.contains("Versions of this article"), "{page}");
    assert!(page.contains("What changed since the version before"), "{page}");
    assert!(page.contains("\n  + "), "{page}");
}

#[test]
fn an_unknown_id_is_met_with_near_ones() {
    let env = added();
    insta::assert_snapshot!(env.fails(&["show", "wire1"], 1), @r#"
    error: nothing in the register is called `wire1`
      help: did you mean wire-1?
    "#);
    insta::assert_snapshot!(env.fails(&["show", "zzz"], 1), @r#"
    error: nothing in the register is called `zzz`
      help: expected an incident (I-0f3c9a12), a find (F-…), a series (T-…), a
            finding (C-…), a claim (0f3c9a12bd45.i1) or a document's name; the
            lists show them
    "#);
    insta::assert_snapshot!(env.fails(&["show", ""], 2), @r#"
    error: the id is empty
      help: give an id as the lists show it, for example from `cairn incidents`
    "#);
}

#[test]
fn a_document_cannot_steer_the_terminal() {
    let env = TestEnvironment::new();
    let text =
        "A mine exploded in Susuzlug on 4 June 2021.\u{1b}[2J Two people \u{202e}were killed.";
    let line =
        serde_json::json!({"id": "evil\u{1b}[31m", "text": text, "publisher": "\u{1b}]0;x\u{7}"});
    env.write("evil.jsonl", line.to_string());
    env.ok(&["add", "evil.jsonl"]);
    let mut pages = vec![env.ok(&["documents"]), env.ok(&["incidents"])];
    for document in env.jsonl(&["documents"]) {
        pages.push(env.ok(&["show", document["id"].as_str().unwrap()]));
    }
    for incident in env.jsonl(&["incidents"]) {
        pages.push(env.ok(&["show", incident["id"].as_str().unwrap()]));
    }
    for page in pages {
        assert!(!page.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{page:?}");
    }
}
