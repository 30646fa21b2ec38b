//! The chores of the repository, each one word: `cargo xtask test`, `score`, `train`, `dev-texts`, `measure`.
//!
//! Nothing here is part of the program; it builds, runs and measures it.

mod arguments;
mod clients;
mod deny;
mod dev_texts;
mod error;
mod floors;
mod groups;
mod measure;
mod random;
mod run;
mod score;
mod scores;
mod simulate_records;
mod test;
mod tools;
mod train;
mod web;
mod workspace;

use std::process::ExitCode;

use arguments::Arguments;
use error::TaskError;

const HELP: &str = "\
Usage: cargo xtask TASK

Tasks:
  test        everything that must hold: format, clippy, deny, tests, documentation, scores,
              the pages in a browser
  score       readings of `cairn read` and links of `cairn add` against the gold sets
                --gold DIR     a gold folder (again for several); default: bench/reading/dev,
                               and ../shared/gold/seeds if it is there
                --misses       list what was missed, spurious or wrong
                --json         figures for programs
                --gazetteer FILE   further places, as made by `cairn gazetteer add`
                --debug        score the debug build (what `test` does, to build less)
                --cairn FILE   score this program and build nothing
  dev-texts   texts in the manner of bench/reading/dev, for measuring speed
                --count N      how many (default 10000)
                --seed N       the same seed gives the same bytes (default 1)
                --output FILE  JSON Lines (default: standard output)
  simulate-records   invented minefield records of known truth: is it found, how honest are intervals
                --runs N       worlds for each line of the table (default 200); takes long
                --seed N       the same seed gives the same table (default 1)
                --error M      only this position error: 25, 50, 100, 250 or 500 metres
  measure     the figures of docs/measurements.md, with their commands; takes minutes
                --read N       texts for `cairn read` (default 10000)
                --add N        documents for `cairn add` (default 100000)
                --cairn FILE   measure this program and build nothing
                --keep         leave the working files in target/measure
  train       makes the weights anew by which the reader decides who is a victim, from gold readings
                --check        how each fifth fares with weights learned from the others
                --wrong        and what is wrong there
                --output FILE  write elsewhere
  vendor-web  makes web/vendor and web/base from npm and PyPI, with versions, hashes and licences
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let task = words.next().unwrap_or_default();
    let result = run_task(&task, Arguments::new(words.collect()));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // As in `cargo xtask score | head`: who went away wants no message.
        Err(error) if error.is_broken_pipe() => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            if let Some(hint) = error.hint() {
                eprintln!("hint: {hint}");
            }
            error.exit_code()
        }
    }
}

fn run_task(task: &str, arguments: Arguments) -> Result<(), TaskError> {
    match task {
        "test" => test::run(arguments),
        "score" => score::run(arguments),
        "dev-texts" => dev_texts::run(arguments),
        "measure" => measure::run(arguments),
        "train" => train::run(arguments),
        "vendor-web" => web::vendor(arguments),
        "simulate-records" => simulate_records::run(arguments),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        "" => Err(TaskError::Usage("no task given".to_owned())),
        other => Err(TaskError::Usage(format!("there is no task `{other}`"))),
    }
}
