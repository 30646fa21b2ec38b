//! What the tests need beside Rust: found, installed where that is harmless, or named.

use std::path::Path;
use std::process::Command;

use crate::error::TaskError;
use crate::run;
use crate::workspace::cargo;

/// Programs that are used when they are there.
#[derive(Clone, Copy, Debug)]
pub struct Tools {
    /// `cargo nextest`, a quicker and clearer test runner.
    pub nextest: bool,
}

/// Sees to it that everything the tests need is there.
pub fn ensure() -> Result<Tools, TaskError> {
    component("fmt", "rustfmt")?;
    component("clippy", "clippy")?;
    gdal()?;
    cargo_deny()?;
    Ok(Tools { nextest: subcommand("nextest", "--version") })
}

/// The interpreter that runs `bench/reading/score.py`.
pub fn python() -> Result<&'static str, TaskError> {
    ["python3", "python"]
        .into_iter()
        .find(|name| run::answers(name, &["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]))
        .ok_or_else(|| {
            TaskError::Missing(
                "Python 3.9 or later (for bench/reading/score.py)".to_owned(),
                install_hint("python3"),
            )
        })
}

fn subcommand(name: &str, argument: &str) -> bool {
    let program = cargo();
    run::answers(&program.get_program().to_string_lossy(), &[name, argument])
}

fn component(subcommand_name: &str, component: &str) -> Result<(), TaskError> {
    if subcommand(subcommand_name, "--version") {
        return Ok(());
    }
    Err(TaskError::Missing(
        format!("cargo {subcommand_name}"),
        format!("rustup component add {component}"),
    ))
}

/// The tests open registers with `ogrinfo`, as other people's programs do.
fn gdal() -> Result<(), TaskError> {
    let there = || run::answers("ogrinfo", &["--version"]);
    if there() {
        return Ok(());
    }
    if on_debian() && is_root() {
        println!("ogrinfo is not installed; installing gdal-bin");
        apt(&["update"])?;
        apt(&["install", "--yes", "--no-install-recommends", "gdal-bin"])?;
    }
    if there() {
        return Ok(());
    }
    Err(TaskError::Missing("ogrinfo (GDAL)".to_owned(), install_hint("gdal-bin")))
}

fn apt(arguments: &[&str]) -> Result<(), TaskError> {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    run::loudly(&mut command)
}

/// Installed without optimisation: on two cores that takes half the time, and the checks of this
/// repository take seconds either way.
fn cargo_deny() -> Result<(), TaskError> {
    if subcommand("deny", "--version") {
        return Ok(());
    }
    println!(
        "cargo-deny is not installed; building it without optimisation, which takes minutes.\n\
         A fast one replaces it with: cargo install cargo-deny --locked --force"
    );
    let mut command = cargo();
    command
        .args(["install", "cargo-deny", "--locked", "--debug"])
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    run::loudly(&mut command)?;
    if subcommand("deny", "--version") {
        return Ok(());
    }
    Err(TaskError::Missing(
        "cargo deny, just installed, is not found; cargo's own folder of programs".to_owned(),
        "add it to PATH: export PATH=\"$HOME/.cargo/bin:$PATH\"".to_owned(),
    ))
}

fn on_debian() -> bool {
    Path::new("/etc/debian_version").exists()
}

fn is_root() -> bool {
    run::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn install_hint(package: &str) -> String {
    if on_debian() {
        format!("sudo apt-get update && sudo apt-get install -y {package}")
    } else {
        format!("install the package that Debian calls {package}, then run this again")
    }
}
