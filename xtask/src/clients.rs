//! Other people's programs against a running server: OWSLib reads it, schemathesis tries to break it.
//!
//! GDAL is in the end-to-end tests, as every machine that tests Cairn has it; these two come from PyPI
//! into a folder below `target/`.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::error::TaskError;
use crate::run;
use crate::tools;
use crate::workspace::{self, Build, root, target};

/// What is installed; each as it was when it last passed.
const PROGRAMS: [&str; 2] = ["OWSLib==0.35.0", "schemathesis==4.32.5"];
/// Inputs that are tried for each operation.
const TRIES: &str = "25";

/// Starts the demonstration's register, and has the programs read it.
pub fn check() -> Result<(), TaskError> {
    let programs = installed()?;
    let folder = target()?.join("clients-register");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(TaskError::file(&folder))?;
    }
    std::fs::create_dir_all(&folder).map_err(TaskError::file(&folder))?;
    let cairn = workspace::cairn(Build::Debug)?;
    let register = folder.join("demo.gpkg");
    run::quietly(Command::new(&cairn).args(["demo", "--quiet", "--register"]).arg(&register))?;
    let serving = Serving::of(Command::new(&cairn).args(["serve", "--quiet"]).args([
        "--listen",
        "127.0.0.1:0",
        "--by",
        "a test",
        "--register",
        &register.to_string_lossy(),
    ]))?;
    let reader = root().join("crates/server/tests/clients/features.py");
    let address = serving.address.clone();
    run::loudly(Command::new(programs.join("python")).arg(reader).arg(&address))?;
    // Deterministic: what passes today passes tomorrow.
    run::loudly(
        Command::new(programs.join("schemathesis"))
            .arg("run")
            .arg(format!("{address}/openapi.json"))
            .args(["--url", &address, "--checks", "not_a_server_error"])
            .args(["--max-examples", TRIES, "--seed", "1", "--generation-deterministic"])
            .current_dir(&folder),
    )
}

/// The folder of the programs, installed if they are not there.
fn installed() -> Result<PathBuf, TaskError> {
    let folder = target()?.join("clients");
    let programs = folder.join("bin");
    let stamp = folder.join("installed");
    let wanted = PROGRAMS.join("\n");
    if std::fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(programs);
    }
    run::loudly(Command::new(tools::python()?).args(["-m", "venv"]).arg(&folder))?;
    let mut pip = Command::new(programs.join("pip"));
    run::loudly(pip.args(["install", "--quiet", "--disable-pip-version-check"]).args(PROGRAMS))?;
    std::fs::write(&stamp, wanted).map_err(TaskError::file(&stamp))?;
    Ok(programs)
}

/// A server; it ends with this.
struct Serving {
    child: Child,
    address: String,
}

impl Serving {
    fn of(command: &mut Command) -> Result<Self, TaskError> {
        let shown = run::shown(command);
        let failed = |why: &str| TaskError::Malformed(shown.clone(), why.to_owned());
        let mut child =
            command.stdout(Stdio::piped()).spawn().map_err(|error| failed(&error.to_string()))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.as_mut() {
            // A server that says nothing has no address, which is said below.
            let _ = BufReader::new(out).read_line(&mut line);
        }
        let mut serving = Self { child, address: String::new() };
        let address = line.split_whitespace().find(|word| word.starts_with("http://"));
        let address = address.ok_or_else(|| failed("it says no address"))?;
        serving.address = address.trim_end_matches('/').to_owned();
        Ok(serving)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
