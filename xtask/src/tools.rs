//! What the tests need beside Rust: found, installed where that is harmless, or named.

use std::path::{Path, PathBuf};
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
    node()?;
    chromium()?;
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
    program("ogrinfo (GDAL)", "gdal-bin", || run::answers("ogrinfo", &["--version"]).then_some(()))
}

/// The interpreter that checks and tests the pages, with its package manager.
pub fn node() -> Result<&'static str, TaskError> {
    const RECENT: &str = "process.exit(Number(process.versions.node.split('.')[0]) >= 18 ? 0 : 1)";
    program("Node 18 or later with npm (for the pages)", "nodejs npm", || {
        let there = run::answers("node", &["-e", RECENT]) && run::answers("npm", &["--version"]);
        there.then_some("node")
    })
}

/// The browser in which the pages are tested.
pub fn chromium() -> Result<PathBuf, TaskError> {
    program("Chromium (for the pages)", "chromium", || {
        let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
        let usual = ["chromium", "chromium-browser", "google-chrome"];
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&folders)
            .flat_map(|folder| usual.map(|name| folder.join(name)))
            .find(|path| path.is_file());
        named.filter(|path| path.is_file()).or(found)
    })
}

/// What `find` finds; where it finds nothing, Debian's packages are installed and it looks again.
fn program<T>(what: &str, packages: &str, find: impl Fn() -> Option<T>) -> Result<T, TaskError> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if on_debian() && is_root() {
        println!("{what} is not installed; installing {packages}");
        apt(&["update"])?;
        let mut install = vec!["install", "--yes", "--no-install-recommends"];
        install.extend(packages.split(' '));
        apt(&install)?;
    }
    find().ok_or_else(|| TaskError::Missing(what.to_owned(), install_hint(packages)))
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
