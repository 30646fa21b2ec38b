//! Running other programs: shown as they would be typed, timed, without standard input.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::TaskError;

/// The command as a person would type it, the repository's folder left out.
pub fn shown(command: &Command) -> String {
    let root = format!("{}/", crate::workspace::root().display());
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut words: Vec<String> = command
        .get_envs()
        .filter_map(|(name, value)| Some(format!("{}={}", name.to_string_lossy(), quoted(value?))))
        .collect();
    words.push(program.to_string_lossy().into_owned());
    words.extend(command.get_args().map(quoted));
    words.join(" ").replace(&root, "")
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    if word.is_empty() || word.contains(char::is_whitespace) {
        format!("'{word}'")
    } else {
        word.into_owned()
    }
}

/// Writes to standard output; a reader that has gone away is an error, not a panic.
pub fn say(text: impl std::fmt::Display) -> Result<(), TaskError> {
    writeln!(std::io::stdout(), "{text}").map_err(TaskError::file(Path::new("standard output")))
}

/// Runs a command, its output on the terminal.
pub fn quietly(command: &mut Command) -> Result<(), TaskError> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| TaskError::Start(shown(command), error))?;
    if status.success() {
        Ok(())
    } else {
        Err(TaskError::Failed(format!("{} ({status})", shown(command))))
    }
}

/// Runs a command, showing it first.
pub fn loudly(command: &mut Command) -> Result<(), TaskError> {
    println!("$ {}", shown(command));
    quietly(command)
}

/// Runs a command and gives what it wrote to standard output, whatever its exit code.
pub fn output(command: &mut Command) -> Result<String, TaskError> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| TaskError::Start(shown(command), error))?;
    if !output.status.success() {
        let what = format!("{} ({})", shown(command), output.status);
        return Err(TaskError::Failed(what));
    }
    String::from_utf8(output.stdout)
        .map_err(|error| TaskError::Malformed(shown(command), error.to_string()))
}

/// Runs a command with its standard output in a file.
pub fn into_file(command: &mut Command, path: &Path) -> Result<(), TaskError> {
    let file = File::create(path).map_err(TaskError::file(path))?;
    quietly(command.stdout(file))
}

/// Whether a program is there, judged by running it.
pub fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// How a run ended in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It did its work.
    Well,
    /// It ended with an error.
    Badly,
    /// It was stopped, having taken too long.
    Late,
}

/// Runs a command, its output discarded, and stops it after `limit`.
pub fn within(command: &mut Command, limit: Duration) -> Result<Ended, TaskError> {
    let start = |error| TaskError::Start("command".to_owned(), error);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(start)?;
    let started = Instant::now();
    loop {
        match child.try_wait().map_err(start)? {
            Some(status) if status.success() => return Ok(Ended::Well),
            Some(_) => return Ok(Ended::Badly),
            None if started.elapsed() > limit => {
                child.kill().map_err(start)?;
                child.wait().map_err(start)?;
                return Ok(Ended::Late);
            }
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// A duration as people read it: `0.4 s`, `73 s`, `4 min 5 s`.
pub fn readable(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 10.0 {
        format!("{seconds:.1} s")
    } else if seconds < 120.0 {
        format!("{seconds:.0} s")
    } else {
        let whole = duration.as_secs();
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_shown_as_typed() {
        let mut command = Command::new("/usr/bin/cargo");
        command.args(["test", "a b", ""]).env("CI", "true");
        assert_eq!(shown(&command), "CI=true cargo test 'a b' ''");
    }

    #[test]
    fn durations_are_short() {
        assert_eq!(readable(Duration::from_millis(430)), "0.4 s");
        assert_eq!(readable(Duration::from_secs(73)), "73 s");
        assert_eq!(readable(Duration::from_secs(245)), "4 min 5 s");
    }

    #[cfg(unix)]
    #[test]
    fn a_run_that_takes_too_long_is_stopped() {
        let limit = Duration::from_millis(20);
        let ended = |program: &str, argument: &str, limit| {
            within(Command::new(program).arg(argument), limit).unwrap()
        };
        assert_eq!(ended("sleep", "60", limit), Ended::Late);
        assert_eq!(ended("sleep", "0", Duration::from_secs(60)), Ended::Well);
        assert_eq!(ended("sleep", "x", Duration::from_secs(60)), Ended::Badly);
    }

    #[test]
    fn a_program_that_is_not_there_does_not_answer() {
        assert!(!answers("cairn-no-such-program", &["--version"]));
    }
}
