//! `cargo xtask score`: how well `cairn read` reads and `cairn add` links, against gold sets.
//!
//! The judge is `bench/reading/score.py`, one file that anybody can run on any program's output.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::arguments::Arguments;
use crate::error::TaskError;
use crate::floors::Floors;
use crate::groups::{self, Row, Table};
use crate::run;
use crate::scores::Scores;
use crate::tools;
use crate::workspace::{self, Build};

/// Runs the task.
pub fn run(mut arguments: Arguments) -> Result<(), TaskError> {
    let misses = arguments.flag("--misses");
    let json = arguments.flag("--json");
    let build = if arguments.flag("--debug") { Build::Debug } else { Build::Release };
    let program = arguments.value("--cairn")?;
    let gazetteer = arguments.value("--gazetteer")?;
    let mut sets: Vec<PathBuf> = Vec::new();
    for folder in arguments.values("--gold")? {
        sets.push(std::path::absolute(&folder).map_err(TaskError::file(Path::new(&folder)))?);
    }
    arguments.finish()?;
    if sets.is_empty() {
        sets = default_sets()?;
    }

    let places = match &gazetteer {
        Some(file) => Some(std::fs::canonicalize(file).map_err(TaskError::file(Path::new(file)))?),
        None => None,
    };
    let program = Program { path: workspace::cairn_or(program.as_deref(), build)?, places };
    let mut all = serde_json::Map::new();
    let mut rows = Vec::new();
    for scored in score_sets(&sets, &program)? {
        rows.extend(scored.rows()?);
        if misses {
            run::say(scored.misses()?.trim_end())?;
        }
        if json {
            all.insert(scored.scores.set.clone(), scored.scores.to_json());
        } else {
            run::say(&scored.scores)?;
        }
    }
    if json {
        run::say(serde_json::Value::Object(all))?;
    } else {
        run::say(Table(rows))?;
    }
    Ok(())
}

/// The open benchmark, its languages, and the source reports if they lie beside the checkout.
pub fn default_sets() -> Result<Vec<PathBuf>, TaskError> {
    let bench = workspace::root().join("bench/reading");
    let mut sets = vec![bench.join("dev")];
    let languages = bench.join("languages");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(&languages)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .map_err(TaskError::file(&languages))?;
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    sets.extend(folders);
    sets.extend(
        workspace::shared()
            .map(|shared| shared.join("gold/seeds"))
            .filter(|folder| folder.is_dir()),
    );
    Ok(sets)
}

/// Prints the scores of these sets; an error when any is outside the bounds of `floors.toml`.
pub fn report(sets: &[PathBuf], build: Build) -> Result<(), TaskError> {
    let floors = Floors::read(&workspace::root().join("bench/reading/floors.toml"))?;
    let mut broken = Vec::new();
    let program = Program { path: workspace::cairn(build)?, places: None };
    let mut rows = Vec::new();
    for scored in score_sets(sets, &program)? {
        println!("{}", scored.scores);
        broken.extend(floors.broken(&scored.scores));
        rows.extend(scored.rows()?);
    }
    println!("{}", Table(rows));
    if broken.is_empty() { Ok(()) } else { Err(TaskError::Floors(broken)) }
}

/// The program to be scored.
struct Program {
    path: PathBuf,
    places: Option<PathBuf>,
}

impl Program {
    /// A command that looks places up; run where no stray places file lies.
    fn command(&self, name: &str, work: &Path) -> Command {
        let mut command = Command::new(&self.path);
        command.arg(name).current_dir(work);
        if let Some(places) = &self.places {
            command.arg("--gazetteer").arg(places);
        }
        command
    }
}

/// A scored set with the files it was scored from.
struct Scored {
    scores: Scores,
    gold: PathBuf,
    readings: PathBuf,
}

impl Scored {
    /// What was missed, spurious or wrong, one a line, before the table of `score.py`.
    fn misses(&self) -> Result<String, TaskError> {
        run::output(judge("readings", &self.gold)?.arg(&self.readings).arg("--misses"))
    }

    /// The set and its parts, a row each.
    fn rows(&self) -> Result<Vec<Row>, TaskError> {
        let set = &self.scores.set;
        let mut rows = vec![Row {
            name: set.clone(),
            reports: self.scores.documents(),
            readings: self.scores.readings.clone(),
        }];
        let work = self.readings.with_file_name("parts");
        for (group, reports, folder) in groups::split(&self.gold, &work)? {
            let read = run::output(judge("readings", &folder)?.arg(&self.readings).arg("--json"))?;
            let readings = serde_json::from_str(&read)
                .map_err(|error| TaskError::Malformed("score.py".to_owned(), error.to_string()))?;
            rows.push(Row { name: format!("{set}, {group}"), reports, readings });
        }
        Ok(rows)
    }
}

fn score_sets(sets: &[PathBuf], program: &Program) -> Result<Vec<Scored>, TaskError> {
    let work = workspace::target()?.join("score");
    sets.iter().map(|gold| score_set(program, gold, &work)).collect()
}

fn score_set(program: &Program, gold: &Path, work: &Path) -> Result<Scored, TaskError> {
    if !gold.is_dir() {
        return Err(TaskError::Malformed(
            gold.display().to_string(),
            "a gold set is a folder of NAME.txt and NAME.json".to_owned(),
        ));
    }
    let set = gold.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let work = work.join(&set);
    if work.exists() {
        std::fs::remove_dir_all(&work).map_err(TaskError::file(&work))?;
    }
    std::fs::create_dir_all(&work).map_err(TaskError::file(&work))?;
    let documents = work.join("documents.jsonl");
    let readings = work.join("readings.jsonl");
    let register = work.join("register.gpkg");
    let incidents = work.join("incidents.jsonl");

    run::into_file(&mut judge("documents", gold)?, &documents)?;
    let mut read = program.command("read", &work);
    read.arg("--input").arg(&documents);
    run::quietly(read.arg("--output").arg(&readings))?;
    let mut add = program.command("add", &work);
    add.arg(&documents).arg("--register").arg(&register);
    run::quietly(add.stdout(Stdio::null()))?;
    let mut list = Command::new(&program.path);
    list.args(["incidents", "--format", "jsonl", "--register"]).arg(&register);
    run::into_file(&mut list, &incidents)?;

    let read = run::output(judge("readings", gold)?.arg(&readings).arg("--json"))?;
    let linked =
        run::output(judge("register", gold)?.arg(&readings).arg(&incidents).arg("--json"))?;
    Ok(Scored { scores: Scores::parse(&set, &read, &linked)?, gold: gold.to_owned(), readings })
}

fn judge(what: &str, gold: &Path) -> Result<Command, TaskError> {
    let mut command = Command::new(tools::python()?);
    command
        .arg(workspace::root().join("bench/reading/score.py"))
        .arg(what)
        .arg(gold)
        .env("PYTHONDONTWRITEBYTECODE", "1");
    Ok(command)
}
