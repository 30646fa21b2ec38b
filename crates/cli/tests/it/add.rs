//! `cairn add` and `cairn rebuild`: what changed is said, nothing is lost.

use crate::common::{REPORTS, TestEnvironment, is_geopackage, write_reports};

#[test]
fn adding_makes_a_register_and_says_what_is_in_it() {
    let env = TestEnvironment::new();
    write_reports(&env);
    let ran = env.run(&["add", "reports"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "no progress in a pipe");
    assert!(ran.out.starts_with("3 documents added.\n"), "{}", ran.out);
    assert!(is_geopackage(&env.path("cairn.gpkg")));
}

#[test]
fn the_same_document_twice_changes_nothing() {
    let env = TestEnvironment::new();
    write_reports(&env);
    env.ok(&["add", "reports"]);
    let before = env.ok(&["incidents", "--format", "jsonl"]);
    let said = env.ok(&["add", "reports"]);
    assert!(said.starts_with("Nothing new: 3 documents are already in the register.\n"), "{said}");
    assert_eq!(env.ok(&["incidents", "--format", "jsonl"]), before);
}

#[test]
fn one_by_one_and_rebuilt_come_to_the_same() {
    let env = TestEnvironment::new();
    for (number, line) in REPORTS.lines().rev().enumerate() {
        env.write("one.jsonl", line);
        env.ok(&["add", "one.jsonl", "--register", "parts.gpkg"]);
        assert_eq!(env.jsonl(&["documents", "--register", "parts.gpkg"]).len(), number + 1);
    }
    write_reports(&env);
    env.ok(&["add", "reports", "--register", "whole.gpkg"]);
    let all = |register: &str| {
        ["incidents", "finds", "tallies", "contradictions", "statements"]
            .map(|list| env.ok(&[list, "--format", "jsonl", "--register", register]))
    };
    assert_eq!(all("parts.gpkg"), all("whole.gpkg"));
    env.ok(&["rebuild", "--register", "parts.gpkg"]);
    assert_eq!(all("parts.gpkg"), all("whole.gpkg"));
}

#[test]
fn standard_input_is_taken_too() {
    let env = TestEnvironment::new();
    let ran = env.pipe(&["add", "-"], REPORTS);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(env.jsonl(&["documents"]).len(), 3);
}

#[test]
fn a_language_without_a_lexicon_is_kept_and_said() {
    let env = TestEnvironment::new();
    env.write(
        "hu.txt",
        "Aknára hajtott egy autó kedden reggel a falu mellett. Három ember meghalt, négyen pedig \
         megsebesültek, közölte a rendőrség.",
    );
    let said = env.ok(&["add", "hu.txt"]);
    assert!(said.contains("kept, not read"), "{said}");
    assert_eq!(env.jsonl(&["documents"]).len(), 1);
}
