//! Lists the files of `lexicon/<language>/` so that they are compiled into the program, and their names,
//! the classes of words.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Classes whose words all languages share.
const SHARED_CLASSES: [&str; 3] = ["countries", "device_models", "events"];

fn main() -> io::Result<()> {
    // Asked for when it runs: a build folder may have been copied from another working tree.
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let root = package.join("../../lexicon");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut code = String::from("&[\n");
    let mut classes = BTreeSet::from(SHARED_CLASSES.map(str::to_owned));
    // Languages have codes of two letters; other folders are the lexicons of other rooms.
    let is_language = |path: &PathBuf| path.is_dir() && name(path).len() == 2;
    for language in sorted(&root)?.into_iter().filter(is_language) {
        println!("cargo::rerun-if-changed={}", language.display());
        let _ = writeln!(code, "({:?}, &[", name(&language));
        for file in sorted(&language)? {
            if file.extension().is_some_and(|ending| ending == "tsv") {
                println!("cargo::rerun-if-changed={}", file.display());
                let _ = writeln!(code, "({:?}, include_str!({:?})),", name(&file), file);
                classes.insert(name(&file));
            }
        }
        code.push_str("]),\n");
    }
    code.push(']');
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    // Shared by all languages.
    for shared in SHARED_CLASSES.into_iter().chain(["shared"]) {
        let file = root.join(shared).with_extension("tsv");
        fs::write(out.join(shared).with_extension("rs"), format!("include_str!({file:?})"))?;
    }
    fs::write(out.join("classes.rs"), format!("{:?}", Vec::from_iter(classes)))?;
    fs::write(out.join("lexicons.rs"), code)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
