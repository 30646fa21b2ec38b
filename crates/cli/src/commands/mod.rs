//! The commands, one a file.

pub mod add;
pub mod completions;
pub mod contradictions;
pub mod decide;
pub mod demo;
pub mod documents;
pub mod finds;
pub mod gazetteer;
pub mod import;
pub mod incidents;
pub mod land;
mod listing;
pub mod read;
pub mod rebuild;
mod regions;
pub mod reliability;
pub mod schema;
pub mod serve;
pub mod show;
pub mod statements;
pub mod tallies;
pub mod user;
pub mod victims;

use crate::args::Command;
use crate::error::CommandError;
use crate::ui::Ui;

/// Does what was asked for.
pub fn run(command: Command, ui: &Ui) -> Result<(), CommandError> {
    match command {
        Command::Read(args) => read::run(&args, ui),
        Command::Add(args) => add::run(&args, ui),
        Command::Import(args) => import::run(&args, ui),
        Command::Incidents(args) => incidents::run(&args, ui),
        Command::Victims(args) => victims::run(&args, ui),
        Command::Finds(args) => finds::run(&args, ui),
        Command::Tallies(args) => tallies::run(&args, ui),
        Command::Contradictions(args) => contradictions::run(&args, ui),
        Command::Statements(args) => statements::run(&args, ui),
        Command::Hazards(args) => land::hazards(&args, ui),
        Command::Records(args) => land::records(&args, ui),
        Command::Releases(args) => land::releases(&args, ui),
        Command::Reliability(args) => reliability::run(&args, ui),
        Command::Documents(args) => documents::run(&args, ui),
        Command::Show(args) => show::run(&args, ui),
        Command::Decide(args) => decide::run(&args, ui),
        Command::Gazetteer(args) => gazetteer::run(&args, ui),
        Command::User(args) => user::run(&args, ui),
        Command::Rebuild(args) => rebuild::run(&args, ui),
        Command::Serve(args) => serve::run(&args, ui),
        Command::Demo(args) => demo::run(&args, ui),
        Command::Schema(args) => schema::run(&args, ui),
        Command::Completions(args) => completions::run(&args, ui),
    }
}

/// Sets how many threads the work is done with; one a processor unless told.
fn set_threads(threads: Option<u16>) -> Result<(), CommandError> {
    let Some(threads) = threads else {
        return Ok(());
    };
    rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global().map_err(
        |error| {
            CommandError::user(format!("cannot start {threads} threads"))
                .because(error)
                .hint("ask for fewer with --threads")
        },
    )
}

/// The moment that is written beside what is added and decided, RFC 3339 in UTC to the second.
/// `SOURCE_DATE_EPOCH` (seconds since 1970) sets it, for registers that must come out the same.
fn now() -> Result<String, CommandError> {
    let moment = match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => jiff::Timestamp::now(),
        Ok(text) => text
            .parse()
            .ok()
            .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
            .ok_or_else(|| {
                CommandError::usage(format!(
                    "SOURCE_DATE_EPOCH is `{text}`; expected seconds since 1970"
                ))
            })?,
    };
    Ok(moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A reader for work that reads no documents.
fn reads_nothing(id: &str, _: &str, _: &cairn_model::DocumentMeta) -> cairn_model::Reading {
    cairn_model::Reading { id: id.to_owned(), ..cairn_model::Reading::default() }
}

/// Who sits here, as the system calls them.
fn login_name() -> String {
    let named = |name: &str| std::env::var(name).ok().filter(|name| !name.trim().is_empty());
    named("USER")
        .or_else(|| named("LOGNAME"))
        .or_else(|| named("USERNAME"))
        .unwrap_or_else(|| "the person at this machine".to_owned())
}
