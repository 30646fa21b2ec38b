//! What can go wrong in a chore, and what to do about it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Why a task ended without doing its work.
#[derive(Debug)]
pub enum TaskError {
    /// The command line makes no sense.
    Usage(String),
    /// Something the task needs is not installed; the second text is the command that installs it.
    Missing(String, String),
    /// A file could not be read or written.
    File(PathBuf, std::io::Error),
    /// A file or a program's output is not what it should be.
    Malformed(String, String),
    /// A program could not be started.
    Start(String, std::io::Error),
    /// A program ran and failed.
    Failed(String),
    /// Steps of `cargo xtask test` that failed, by name.
    Steps(Vec<String>),
    /// Scores outside the bounds of `bench/reading/floors.toml`.
    Floors(Vec<String>),
}

impl TaskError {
    /// For `map_err` on an operation on a file.
    pub fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |error| Self::File(path.to_owned(), error)
    }

    /// What a person can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Usage(_) => Some("see `cargo xtask help`".to_owned()),
            Self::Missing(_, command) => Some(command.clone()),
            Self::Floors(_) => Some(
                "see what changed with `cargo xtask score --misses`; the bounds are in \
                 bench/reading/floors.toml"
                    .to_owned(),
            ),
            _ => None,
        }
    }

    /// Whether whoever read the output has gone away.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::File(_, error) if error.kind() == std::io::ErrorKind::BrokenPipe)
    }

    /// 2 for a command line that makes no sense, else 1.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(what) => write!(f, "{what}"),
            Self::Missing(what, _) => write!(f, "{what} is needed and not installed"),
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Malformed(what, why) => write!(f, "{what}: {why}"),
            Self::Start(program, error) => write!(f, "`{program}` did not start: {error}"),
            Self::Failed(command) => write!(f, "failed: {command}"),
            Self::Steps(names) => write!(f, "failed: {}", names.join(", ")),
            Self::Floors(broken) => write!(f, "scores out of bounds: {}", broken.join("; ")),
        }
    }
}
