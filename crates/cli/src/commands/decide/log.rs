//! `cairn decide log`: the decisions in order.

use cairn_model::Decision;
use cairn_report::rows::Record;
use cairn_store::Store;
use clap::Args;

use crate::args::{ListArgs, RegisterArg};
use crate::commands::listing::Listing;
use crate::error::CommandError;
use crate::filter::Verdict;
use crate::render::decisions::in_short;
use crate::render::list::{Column, Row};
use crate::ui::Ui;

const EXAMPLES: &str = "\
Examples:
  cairn decide log
  cairn decide log --format jsonl > decisions.jsonl";

/// The decisions in order
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct LogArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    list: ListArgs,
}

/// A decision on the list.
#[derive(serde::Serialize)]
#[serde(transparent)]
struct Logged(Decision);

impl Record for Logged {
    const FIELDS: &'static [&'static str] =
        &["number", "at", "by", "decision", "what", "why", "hash"];

    fn record(&self) -> Vec<String> {
        let Self(decision) = self;
        vec![
            decision.number.to_string(),
            decision.at.clone(),
            decision.by.clone(),
            decision.action.code().to_owned(),
            in_short(&decision.action),
            decision.why.clone(),
            decision.hash.clone(),
        ]
    }
}

impl Row for Logged {
    const COLUMNS: &'static [Column] = &[
        Column::number("No."),
        Column::whole("Day"),
        Column::text("By"),
        Column::text("Decision"),
        Column::text("Why"),
    ];

    fn cells(&self) -> Vec<String> {
        let Self(decision) = self;
        vec![
            decision.number.to_string(),
            decision.at.get(..10).unwrap_or(&decision.at).to_owned(),
            decision.by.clone(),
            in_short(&decision.action),
            decision.why.clone(),
        ]
    }
}

/// Runs the command.
pub fn run(args: &LogArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let log = store.decisions()?;
    let mut listing = Listing::begin::<Logged>(args.list, ui)?;
    for decision in log.entries() {
        listing.offer(Verdict::Keep, || Logged(decision.clone()));
    }
    listing.finish(("decision", "decisions"))
}
