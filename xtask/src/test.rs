//! `cargo xtask test`: everything that must hold, on a fresh machine as on a person's own.
//!
//! A step that fails does not stop those after it; all that failed is named at the end.

use std::process::Command;
use std::time::Instant;

use crate::arguments::Arguments;
use crate::clients;
use crate::deny::{self, Checked};
use crate::error::TaskError;
use crate::run;
use crate::score;
use crate::tools::{self, Tools};
use crate::web;
use crate::workspace::{self, Build, cargo, root};

/// How a step ended.
enum Outcome {
    Passed,
    /// Parts that could not be done here.
    Skipped(Vec<String>),
}

#[derive(Default)]
struct Report {
    lines: Vec<String>,
    skipped: Vec<String>,
    failed: Vec<String>,
}

impl Report {
    fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome, TaskError>) {
        println!("\n=== {name}");
        let started = Instant::now();
        let result = work();
        let time = run::readable(started.elapsed());
        let word = match result {
            Ok(Outcome::Passed) => "passed",
            Ok(Outcome::Skipped(parts)) => {
                self.skipped.extend(parts);
                "passed in part"
            }
            Err(error) => {
                eprintln!("error: {error}");
                if let Some(hint) = error.hint() {
                    eprintln!("hint: {hint}");
                }
                self.failed.push(name.to_owned());
                "FAILED"
            }
        };
        println!("=== {name}: {word} in {time}");
        self.lines.push(format!("  {name:<24} {word:<15} {time:>12}"));
    }
}

/// Runs the task.
pub fn run(arguments: Arguments) -> Result<(), TaskError> {
    arguments.finish()?;
    let started = Instant::now();
    println!("=== what is needed");
    let tools = tools::ensure()?;

    let mut report = Report::default();
    report.step("format", || passed(in_root(cargo()).args(["fmt", "--all", "--check"])));
    report.step("clippy", || {
        let mut command = in_root(cargo());
        command.args(["clippy", "--workspace", "--all-targets"]);
        passed(locked(&mut command).args(["--", "-D", "warnings"]))
    });
    report.step("deny", || match deny::check()? {
        Checked::Everything => Ok(Outcome::Passed),
        Checked::Skipped(part) => Ok(Outcome::Skipped(vec![part])),
    });
    report.step("tests", || passed(&mut test_command(tools)));
    report.step("documentation examples", || {
        let mut command = in_root(cargo());
        command.args(["test", "--workspace", "--doc", "--quiet"]);
        passed(locked(&mut command))
    });
    report.step("reading scores", reading_scores);
    report.step("other people's clients", other_clients);
    report.step("vendored files", || web::check().map(|_| Outcome::Passed));
    report.step("types of the pages", || web::types().map(|()| Outcome::Passed));
    report.step("pages in a browser", || web::browser().map(|()| Outcome::Passed));

    println!("\n=== in all: {}", run::readable(started.elapsed()));
    for line in &report.lines {
        println!("{line}");
    }
    for part in &report.skipped {
        println!("  skipped: {part}");
    }
    if report.failed.is_empty() { Ok(()) } else { Err(TaskError::Steps(report.failed)) }
}

/// Unit, property, snapshot and end-to-end tests: the last drive the built program.
fn test_command(tools: Tools) -> Command {
    let mut command = in_root(cargo());
    if tools.nextest {
        command.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    } else {
        command.args(["test", "--workspace", "--no-fail-fast", "--all-targets"]);
    }
    locked(&mut command);
    // Without this, tests that open a register with GDAL pass over themselves where it is missing.
    command.env("CAIRN_REQUIRE_GDAL", "1");
    command
}

/// OWSLib and schemathesis, where there is a Python to run them.
fn other_clients() -> Result<Outcome, TaskError> {
    if let Err(error) = tools::python() {
        return Ok(Outcome::Skipped(vec![format!("OWSLib and schemathesis: {error}")]));
    }
    clients::check().map(|()| Outcome::Passed)
}

/// The open benchmark, and the source reports where they lie beside the checkout.
fn reading_scores() -> Result<Outcome, TaskError> {
    let mut skipped = Vec::new();
    if workspace::shared().is_none() {
        skipped.push("scores on gold/seeds: there is no ../shared beside the checkout".to_owned());
    }
    if let Err(error) = tools::python() {
        skipped.push(format!("scores on bench/reading/dev: {error}"));
        return Ok(Outcome::Skipped(skipped));
    }
    score::report(&score::default_sets()?, Build::Debug)?;
    if skipped.is_empty() { Ok(Outcome::Passed) } else { Ok(Outcome::Skipped(skipped)) }
}

fn passed(command: &mut Command) -> Result<Outcome, TaskError> {
    run::loudly(command)?;
    Ok(Outcome::Passed)
}

fn in_root(mut command: Command) -> Command {
    command.current_dir(root());
    command
}

/// On a build machine the lock file is law; a person may just have added a dependency.
fn locked(command: &mut Command) -> &mut Command {
    if std::env::var_os("CI").is_some() {
        command.arg("--locked");
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_is_named_and_the_next_still_runs() {
        let mut report = Report::default();
        report.step("first", || Err(TaskError::Failed("it".to_owned())));
        report.step("second", || Ok(Outcome::Passed));
        report.step("third", || Ok(Outcome::Skipped(vec!["a part".to_owned()])));
        assert_eq!(report.failed, ["first"]);
        assert_eq!(report.skipped, ["a part"]);
        assert_eq!(report.lines.len(), 3);
    }

    #[test]
    fn tests_insist_on_gdal() {
        let command = test_command(Tools { nextest: false });
        let set = command.get_envs().any(|(name, value)| {
            name == "CAIRN_REQUIRE_GDAL" && value.is_some_and(|value| value == "1")
        });
        assert!(set);
        assert!(run::shown(&command).contains("test --workspace"));
    }
}
