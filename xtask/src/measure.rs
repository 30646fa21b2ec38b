//! `cargo xtask measure`: the figures of `docs/measurements.md`, each with its command.
//!
//! Run by hand on a quiet machine; it takes minutes and is no test.

mod process;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::arguments::Arguments;
use crate::dev_texts;
use crate::error::TaskError;
use crate::run;
use crate::workspace::{self, Build};
use process::Run;

/// Runs the task.
pub fn run(mut arguments: Arguments) -> Result<(), TaskError> {
    let read = arguments.number("--read", 10_000_u64)?;
    let add = arguments.number("--add", 100_000_u64)?;
    let keep = arguments.flag("--keep");
    let program = arguments.value("--cairn")?;
    arguments.finish()?;

    let cairn = workspace::cairn_or(program.as_deref(), Build::Release)?;
    let work = workspace::target()?.join("measure");
    std::fs::create_dir_all(&work).map_err(TaskError::file(&work))?;
    let result = machine()
        .and_then(|()| reading(&cairn, &work, read))
        .and_then(|()| register(&cairn, &work, add));
    if !keep {
        std::fs::remove_dir_all(&work).map_err(TaskError::file(&work))?;
    }
    result
}

fn machine() -> Result<(), TaskError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = run::output(Command::new("rustc").arg("--version"))?;
    let system = (std::env::consts::OS, std::env::consts::ARCH);
    println!("{cores} cores, {} {}, {}", system.0, system.1, rustc.trim());
    println!();
    println!("| what | command | time | rate | peak memory | file |");
    println!("|---|---|---:|---:|---:|---:|");
    Ok(())
}

/// `cairn read` with one thread and with two.
fn reading(cairn: &Path, work: &Path, count: u64) -> Result<(), TaskError> {
    let texts = work.join("read.jsonl");
    dev_texts::write_file(&texts, count, 1)?;
    for (threads, words) in [("1", "1 thread"), ("2", "2 threads")] {
        let readings = work.join(format!("readings-{threads}.jsonl"));
        let mut command = Command::new(cairn);
        command.arg("read").arg("--input").arg(&texts).arg("--output").arg(&readings);
        let run = process::measured(command.args(["--threads", threads]))?;
        row(&format!("read {count} texts, {words}"), &command, &run, Some(count), &readings)?;
    }
    Ok(())
}

/// `cairn add` of a tenth of the documents and of all: memory must not grow with them.
fn register(cairn: &Path, work: &Path, count: u64) -> Result<(), TaskError> {
    for count in [count / 10, count] {
        let texts = work.join("add.jsonl");
        dev_texts::write_file(&texts, count, 2)?;
        let register = work.join(format!("register-{count}.gpkg"));
        if register.exists() {
            std::fs::remove_file(&register).map_err(TaskError::file(&register))?;
        }
        let mut add = Command::new(cairn);
        add.arg("add").arg(&texts).arg("--register").arg(&register);
        let run = process::measured(&mut add)?;
        row(&format!("add {count} documents"), &add, &run, Some(count), &register)?;
        for list in ["incidents", "documents"] {
            let mut command = Command::new(cairn);
            command.args([list, "--format", "jsonl", "--register"]).arg(&register);
            let run = process::measured(&mut command)?;
            row(&format!("open and list {list}"), &command, &run, None, &register)?;
        }
    }
    Ok(())
}

fn row(
    what: &str,
    command: &Command,
    run: &Run,
    count: Option<u64>,
    file: &Path,
) -> Result<(), TaskError> {
    let seconds = run.time.max(Duration::from_millis(1)).as_secs_f64();
    let rate = count.map_or("–".to_owned(), |n| format!("{:.0}/s", n as f64 / seconds));
    let memory = run.peak_bytes.map_or("–".to_owned(), megabytes);
    let size = std::fs::metadata(file).map_err(TaskError::file(file))?.len();
    println!(
        "| {what} | `{}` | {} | {rate} | {memory} | {} |",
        run::shown(command),
        run::readable(run.time),
        megabytes(size)
    );
    Ok(())
}

fn megabytes(bytes: u64) -> String {
    format!("{:.0} MB", bytes as f64 / 1e6)
}

/// A command whose output nobody reads.
fn silent(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null())
}
