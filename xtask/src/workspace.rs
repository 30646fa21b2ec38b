//! Where things are: the repository, its target folder, what lies beside it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::TaskError;

/// The repository's folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder of shared material beside the checkout, when there is one.
pub fn shared() -> Option<PathBuf> {
    let folder = root().parent()?.join("shared");
    folder.is_dir().then_some(folder)
}

/// The folder that cargo builds into.
pub fn target() -> Result<PathBuf, TaskError> {
    let output = cargo()
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| TaskError::Start("cargo metadata".to_owned(), error))?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| TaskError::Malformed("cargo metadata".to_owned(), error.to_string()))?;
    metadata["target_directory"].as_str().map(PathBuf::from).ok_or_else(|| {
        TaskError::Malformed("cargo metadata".to_owned(), "no target folder".to_owned())
    })
}

/// The cargo that started this program.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Which build of the program to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// Quick to build.
    Debug,
    /// Quick to run.
    Release,
}

/// Builds the program and says where it lies.
pub fn cairn(build: Build) -> Result<PathBuf, TaskError> {
    let mut command = cargo();
    command.args(["build", "--quiet", "--package", "cairn", "--bin", "cairn"]);
    if build == Build::Release {
        command.arg("--release");
    }
    crate::run::quietly(command.current_dir(root()))?;
    let folder = match build {
        Build::Debug => "debug",
        Build::Release => "release",
    };
    let name = format!("cairn{}", std::env::consts::EXE_SUFFIX);
    Ok(target()?.join(folder).join(name))
}

/// The program that a person names, or else one that is built now.
pub fn cairn_or(named: Option<&str>, build: Build) -> Result<PathBuf, TaskError> {
    match named {
        Some(path) => std::fs::canonicalize(path).map_err(TaskError::file(Path::new(path))),
        None => cairn(build),
    }
}
