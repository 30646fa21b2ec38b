//! Runs the real program in a folder of its own with a clean environment.

#![allow(dead_code, reason = "each test file uses some of it")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

/// A working folder, and the program to run in it.
pub struct TestEnvironment {
    folder: TempDir,
}

/// What a run of the program came to.
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

impl TestEnvironment {
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A folder with the demonstration's register in it, as `cairn.gpkg`.
    pub fn with_demo() -> Self {
        let env = Self::new();
        env.ok(&["demo", "--register", "cairn.gpkg"]);
        env
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program, about to run here with nothing in its environment but what is needed.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("SOURCE_DATE_EPOCH", "1767225600")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.finished(self.command(args).output().unwrap())
    }

    /// Runs with this on standard input.
    pub fn pipe(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let mut child: Child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_vec();
        let writer = std::thread::spawn(move || {
            // The program may end before it has read everything.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        self.finished(output)
    }

    /// Runs; it must succeed. Standard output.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    /// Runs; it must fail with this code and write nothing to standard output. Standard error.
    pub fn fails(&self, args: &[&str], code: i32) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(code), "{args:?}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out, "", "{args:?}");
        ran.err
    }

    /// The lines of a list as JSON.
    pub fn jsonl(&self, args: &[&str]) -> Vec<serde_json::Value> {
        let mut args = args.to_vec();
        args.extend(["--format", "jsonl"]);
        self.ok(&args).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn finished(&self, output: Output) -> Ran {
        // The folder's name differs from run to run.
        let folder = self.folder.path().to_str().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(folder, "FOLDER");
        Ran { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
    }
}

/// A report by two outlets and an update, in words that the reader's simplest rules take.
pub fn write_reports(env: &TestEnvironment) {
    env.write("reports/first.jsonl", REPORTS);
}

/// Three reports of one made-up occasion, one document a line.
pub const REPORTS: &str = concat!(
    r#"{"id":"wire-1","publisher":"Example Wire","published":"2021-06-04","language":"en","country":"AZ","text":"A mine exploded in the village of Susuzlug of the Kalbajar district on 4 June 2021. Two people were killed and three people were injured, the Ministry of Internal Affairs said."}"#,
    "\n",
    r#"{"id":"herald-1","publisher":"Example Herald","published":"2021-06-05","language":"en","country":"AZ","text":"Two people were killed and three people were injured when a mine exploded in the village of Susuzlug of the Kalbajar district on 4 June 2021, the Prosecutor General's Office said."}"#,
    "\n",
    r#"{"id":"appeal-1","publisher":"Example Wire","published":"2021-06-06","language":"en","country":"AZ","text":"The Ombudsman called on the United Nations to help with maps of minefields."}"#,
    "\n",
);

/// Whether a file has the mark of a GeoPackage.
pub fn is_geopackage(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.get(68..72) == Some(b"GPKG"))
}
