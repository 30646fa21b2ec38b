//! The whole command reference in one place: a change of any command's face shows here.

use crate::common::TestEnvironment;

#[test]
fn the_command_reference() {
    let env = TestEnvironment::new();
    let mut reference = String::new();
    for command in [
        "",
        "read",
        "add",
        "import",
        "incidents",
        "victims",
        "finds",
        "tallies",
        "contradictions",
        "statements",
        "hazards",
        "records",
        "releases",
        "reliability",
        "documents",
        "show",
        "decide",
        "decide accept",
        "decide reject",
        "decide correct",
        "decide merge",
        "decide split",
        "decide place",
        "decide settle",
        "decide weights",
        "decide withdraw",
        "decide log",
        "user",
        "user add",
        "user list",
        "user remove",
        "user password",
        "user role",
        "user token",
        "user token add",
        "user token list",
        "user token remove",
        "user public",
        "gazetteer",
        "gazetteer add",
        "gazetteer find",
        "gazetteer info",
        "rebuild",
        "serve",
        "demo",
        "schema",
        "completions",
    ] {
        let mut args: Vec<&str> = command.split_whitespace().collect();
        args.push("--help");
        let help = env.ok(&args);
        assert!(
            help.contains("Examples:")
                || ["decide ", "user "].iter().any(|group| command.starts_with(group)),
            "{command}"
        );
        let widest = help.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 100, "{command}: {widest} columns");
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        reference.push_str(&format!("$ cairn {}\n{}\n\n", args.join(" "), lines.join("\n")));
    }
    insta::assert_snapshot!("reference", reference);
}

#[test]
fn no_command_is_a_usage_error_with_help() {
    let env = TestEnvironment::new();
    let ran = env.run(&[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("Usage: cairn"));
}

#[test]
fn a_misspelt_command_is_met_with_a_suggestion() {
    let env = TestEnvironment::new();
    let said = env.fails(&["incident"], 2);
    assert!(said.contains("incidents"), "{said}");
}

#[test]
fn the_version_is_the_package_s() {
    let env = TestEnvironment::new();
    assert_eq!(env.ok(&["--version"]), format!("cairn {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn each_shell_gets_completions_that_know_the_commands() {
    let env = TestEnvironment::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = env.ok(&["completions", shell]);
        assert!(script.contains("contradictions"), "{shell}");
    }
}

#[test]
fn every_schema_is_a_json_schema() {
    let env = TestEnvironment::new();
    for name in cairn_model::schema::NAMES.iter().chain(&["reliability"]) {
        let schema: serde_json::Value = serde_json::from_str(&env.ok(&["schema", name])).unwrap();
        assert!(schema["$schema"].is_string(), "{name}");
        assert!(schema["properties"].is_object(), "{name}");
    }
}
