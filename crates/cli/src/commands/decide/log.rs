//! `cairn decide log`: the decisions in order.

use cairn_model::Decision;
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

impl Row for Decision {
    const COLUMNS: &'static [Column] = &[
        Column::number("No."),
        Column::whole("Day"),
        Column::text("By"),
        Column::text("Decision"),
        Column::text("Why"),
    ];
    const FIELDS: &'static [&'static str] =
        &["number", "at", "by", "decision", "what", "why", "hash"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.at.get(..10).unwrap_or(&self.at).to_owned(),
            self.by.clone(),
            in_short(&self.action),
            self.why.clone(),
        ]
    }

    fn record(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.at.clone(),
            self.by.clone(),
            self.action.code().to_owned(),
            in_short(&self.action),
            self.why.clone(),
            self.hash.clone(),
        ]
    }
}

/// Runs the command.
pub fn run(args: &LogArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let log = store.decisions()?;
    let mut listing = Listing::begin::<Decision>(args.list, ui)?;
    for decision in log.entries() {
        listing.offer(Verdict::Keep, || decision.clone());
    }
    listing.finish(("decision", "decisions"))
}
