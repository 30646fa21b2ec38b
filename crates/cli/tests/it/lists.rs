//! The lists: tables that fit, formats that parse back, filters that say what they leave out.

use crate::common::TestEnvironment;

const LISTS: [&str; 7] =
    ["incidents", "victims", "finds", "tallies", "contradictions", "statements", "documents"];

#[test]
fn tables_fit_the_usual_width() {
    let env = TestEnvironment::with_demo();
    for list in LISTS {
        for line in env.ok(&[list]).lines() {
            assert!(line.chars().count() <= 80, "{list}: {line}");
        }
    }
}

#[test]
fn a_wide_terminal_is_used() {
    let env = TestEnvironment::with_demo();
    let out = env.command(&["documents"]).env("COLUMNS", "110").output().unwrap();
    let out = String::from_utf8(out.stdout).unwrap();
    let widest = out.lines().map(|line| line.chars().count()).max().unwrap();
    assert!((81..=110).contains(&widest), "{widest}");
}

#[test]
fn every_format_holds_the_same_entries() {
    let env = TestEnvironment::with_demo();
    for list in LISTS {
        let lines = env.jsonl(&[list]);
        let array: Vec<serde_json::Value> =
            serde_json::from_str(&env.ok(&[list, "--format", "json"])).unwrap();
        assert_eq!(lines, array, "{list}");
        let table = env.ok(&[list, "--format", "csv"]);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let fields = reader.headers().unwrap().len();
        assert!(fields > 4, "{list}");
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), lines.len(), "{list}");
    }
    assert!(!env.jsonl(&["incidents"]).is_empty());
    assert!(!env.jsonl(&["documents"]).is_empty());
}

#[test]
fn an_incident_says_which_readings_it_comes_from() {
    let env = TestEnvironment::with_demo();
    let labels: Vec<String> = env
        .jsonl(&["documents"])
        .iter()
        .map(|document| document["label"].as_str().unwrap().to_owned())
        .collect();
    for incident in env.jsonl(&["incidents"]) {
        let parsed: cairn_model::register::Incident =
            serde_json::from_value(incident.clone()).unwrap();
        assert!(!parsed.reports.is_empty());
        assert!(incident["grade"].is_string());
        for report in parsed.reports {
            assert!(labels.contains(&report.document), "{}", report.document);
            assert_eq!(report.claim.local(), report.incident);
        }
    }
}

#[test]
fn notices_stand_beside_the_data() {
    let env = TestEnvironment::with_demo();
    let ran = env.run(&["incidents", "--place", "Nowhere", "--format", "json"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "[]\n"));
    assert!(ran.err.starts_with("No incidents to show.\n"), "{}", ran.err);
    let ran = env.run(&["incidents", "--place", "Nowhere", "--quiet"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
}

#[test]
fn filters_take_what_touches_and_count_what_they_cannot_judge() {
    let env = TestEnvironment::with_demo();
    let all = env.jsonl(&["incidents"]);
    let undated = all
        .iter()
        .filter(|one| one["date"]["from"].is_null() && one["date"]["to"].is_null())
        .count();
    let ran = env.run(&["incidents", "--from", "1900", "--format", "jsonl"]);
    assert_eq!(ran.out.lines().count(), all.len() - undated);
    assert_eq!(ran.err.contains(&format!("{undated} without a date")), undated > 0, "{}", ran.err);
    let kalbajar =
        env.jsonl(&["incidents", "--place", "Kəlbəcər", "--from", "2021-06", "--to", "2021-06"]);
    assert_eq!(kalbajar.len(), 1);
    assert_eq!(env.jsonl(&["incidents", "--limit", "1"]).len(), 1);
}

#[test]
fn redaction_takes_out_what_identifies_a_person() {
    let env = TestEnvironment::with_demo();
    let open = env.jsonl(&["victims"]);
    let redacted = env.jsonl(&["victims", "--redact"]);
    assert_eq!(open.len(), redacted.len());
    for victim in redacted {
        assert_eq!(victim["redacted"], true);
        assert!(victim["name"].is_null() && victim["occupation"].is_null());
        assert!(victim["also_spelled"].is_null());
        assert!(victim["place"]["settlement"].is_null());
    }
}

#[test]
fn a_wrong_filter_says_what_was_expected() {
    let env = TestEnvironment::with_demo();
    insta::assert_snapshot!(env.fails(&["incidents", "--from", "June"], 2), @r#"
    error: invalid value 'June' for '--from <DATE>': `June` is not a day (2021-06-04), a month (2021-06) or a year (2021)

    For more information, try '--help'.
    "#);
    insta::assert_snapshot!(env.fails(&["incidents", "--device", "bomb"], 2), @r#"
    error: invalid value 'bomb' for '--device <DEVICE>'
      [possible values: antipersonnel_mine, antivehicle_mine, mine_unspecified, improvised_mine, cluster_submunition, erw_other, ied_other, booby_trap, mixed, unknown]

    For more information, try '--help'.
    "#);
}
