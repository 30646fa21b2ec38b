//! `cargo xtask simulate-records`: are the intervals of record reliability honest?
//!
//! The work is an example of the room itself, so that the chores need not be built with it.

use crate::arguments::Arguments;
use crate::error::TaskError;
use crate::workspace::{cargo, root};

/// Runs the example with these options and shows its table.
pub fn run(mut arguments: Arguments) -> Result<(), TaskError> {
    let runs: u64 = arguments.number("--runs", 200)?;
    let seed: u64 = arguments.number("--seed", 1)?;
    let only = ["--error", "--sensitivity", "--neighbourhood", "--near"];
    let chosen: Result<Vec<_>, TaskError> =
        only.into_iter().map(|name| Ok((name, arguments.value(name)?))).collect();
    let chosen = chosen?;
    arguments.finish()?;
    let mut command = cargo();
    command.args(["run", "--quiet", "--release", "--package", "cairn-ground"]);
    command.args(["--example", "simulate_records", "--"]);
    command.args(["--runs", &runs.to_string(), "--seed", &seed.to_string()]);
    for (name, value) in chosen.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        command.args([*name, value]);
    }
    crate::run::quietly(command.current_dir(root()))
}
