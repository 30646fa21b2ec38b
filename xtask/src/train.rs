//! `cargo xtask train`: makes the weights anew by which the reader decides who is a victim, which sentence tells
//! of an incident and whom a figure counts, where rules leave it open.

use std::path::PathBuf;

use crate::arguments::Arguments;
use crate::error::TaskError;
use crate::run;
use crate::workspace::{self, cargo};

/// Where the weights lie: `victims.tsv`, `occasions.tsv` and `figures.tsv`.
const WEIGHTS: &str = "crates/reader/data";

/// Batches that may be learned from; the others say what unseen reports get.
const BATCHES: [&str; 7] = ["a", "c", "d", "f", "h", "i", "j"];

/// Runs the task.
pub fn run(mut arguments: Arguments) -> Result<(), TaskError> {
    let flags = ["--check", "--wrong"].map(|name| (name, arguments.flag(name)));
    let output = arguments.value("--output")?.unwrap_or_else(|| WEIGHTS.to_owned());
    arguments.finish()?;
    let mut command = cargo();
    command.args(["run", "--quiet", "--package", "cairn-reader"]);
    command.args(["--example", "train", "--"]);
    command.args(flags.iter().filter(|(_, given)| *given).map(|(name, _)| name));
    command.arg(output).args(sources()?);
    run::quietly(command.current_dir(workspace::root()))
}

/// Gold folders and files of short texts, as paths in the repository, in a fixed order.
fn sources() -> Result<Vec<String>, TaskError> {
    let mut sources = vec!["bench/reading/dev".to_owned()];
    sources.extend(listed("bench/reading/languages")?);
    sources.extend(BATCHES.map(|batch| format!("bench/reading/batches/{batch}")));
    sources.extend(
        listed("bench/reading/training")?
            .into_iter()
            .filter(|p| p.ends_with(".txt") || p.ends_with(".jsonl")),
    );
    Ok(sources)
}

fn listed(folder: &str) -> Result<Vec<String>, TaskError> {
    let path: PathBuf = workspace::root().join(folder);
    let mut names: Vec<String> = std::fs::read_dir(&path)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.file_name())).collect())
        .map(|names: Vec<_>| {
            names.iter().map(|name| format!("{folder}/{}", name.to_string_lossy())).collect()
        })
        .map_err(TaskError::file(&path))?;
    names.sort();
    Ok(names)
}
