//! A question asked of a register without the program: `cargo run --release -p cairn-report --example
//! answer -- REGISTER [QUESTION.json [PAGE.html]]`.
//!
//! QUESTION.json is a question, or a part of one (`{"coarsest_m": 500}`). Prints the answer as JSON; with
//! a third word it also writes the page.

use std::process::ExitCode;

use cairn_report::page::{About, html};
use cairn_report::{Question, answer};
use cairn_store::GeoPackageStore;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.as_slice() {
        [register, more @ ..] => run(register, more),
        [] => Err("no register given; see the first lines of examples/answer.rs".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(register: &str, more: &[String]) -> Result<(), String> {
    let question: Question = match more.first() {
        None => Question::default(),
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
            serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?
        }
    };
    let store = GeoPackageStore::open_read_only(register).map_err(|error| error.to_string())?;
    let found = answer(&store, &question).map_err(|error| error.to_string())?;
    if let Some(page) = more.get(1) {
        let about = About {
            register,
            saved_as: None,
            made_by: "the example of cairn-report",
            made_at: "a time not recorded",
        };
        std::fs::write(page, html(&found, &about)).map_err(|error| format!("{page}: {error}"))?;
    }
    let json = serde_json::to_string_pretty(&found).map_err(|error| error.to_string())?;
    println!("{json}");
    Ok(())
}
