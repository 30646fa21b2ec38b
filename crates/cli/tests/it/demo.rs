//! `cairn demo`: a register that other programs open.

use std::process::Command;

use crate::common::TestEnvironment;

#[test]
fn the_demonstration_tells_what_to_try_next() {
    let env = TestEnvironment::new();
    let said = env.ok(&["demo"]);
    assert!(env.path("cairn-demo.gpkg").exists());
    assert!(said.contains("Try next:\n  cairn show I-"), "{said}");
    for line in said.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    // What it tells to try works as it is told.
    for line in said.lines().filter(|line| line.starts_with("  cairn ")) {
        let args: Vec<&str> = line.split_whitespace().skip(1).collect();
        env.ok(&args);
    }
}

#[test]
fn the_demonstration_comes_out_the_same_every_time() {
    let env = TestEnvironment::new();
    env.ok(&["demo", "--register", "a.gpkg"]);
    env.ok(&["demo", "--register", "b.gpkg"]);
    for list in ["incidents", "finds", "tallies", "contradictions", "statements", "documents"] {
        let of = |register| env.ok(&[list, "--format", "jsonl", "--register", register]);
        assert!(of("a.gpkg") == of("b.gpkg"), "{list}");
    }
    // Again into the same register: nothing changes.
    let said = env.ok(&["demo", "--register", "a.gpkg"]);
    assert!(said.starts_with("Nothing new"), "{said}");
}

#[test]
fn the_example_reports_can_be_had_and_added() {
    let env = TestEnvironment::new();
    env.ok(&["demo", "--reports-to", "reports"]);
    env.ok(&["add", "reports"]);
    env.ok(&["demo", "--register", "demo.gpkg"]);
    let of = |register| env.jsonl(&["documents", "--register", register]).len();
    assert_eq!(of("cairn.gpkg"), of("demo.gpkg"));
}

#[test]
fn gdal_reads_the_register() {
    let env = TestEnvironment::with_demo();
    let gdal = Command::new("ogrinfo").arg("-al").arg(env.path("cairn.gpkg")).output();
    let output = match gdal {
        Ok(output) => output,
        Err(error) => {
            assert!(
                std::env::var_os("CAIRN_REQUIRE_GDAL").is_none_or(|value| value != "1"),
                "CAIRN_REQUIRE_GDAL=1, but ogrinfo does not run: {error}"
            );
            eprintln!("skipped gdal_reads_the_register: ogrinfo is not installed (gdal-bin)");
            return;
        }
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaints}");
    assert!(!complaints.contains("ERROR"), "{complaints}");
    assert!(text.contains("Layer name: incidents"), "{text}");
    for incident in env.jsonl(&["incidents"]) {
        assert!(text.contains(incident["id"].as_str().unwrap()));
    }
}
