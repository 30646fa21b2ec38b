//! `cairn statements`: appeals, accusations, denials, notifications: what sources did with words.

use std::collections::BTreeMap;

use cairn_model::{ClaimBody, ClaimKind, DocumentId, StatementKind};
use cairn_store::Store;
use clap::Args;

use super::listing::Listing;
use crate::args::{ListArgs, RegisterArg};
use crate::error::CommandError;
use crate::filter::{DateFilter, TextFilter, Verdict, any_holds, vocabulary};
use crate::ui::Ui;
use cairn_report::rows::StatementRow;

const EXAMPLES: &str = "\
A statement is data about who says what of whom. It is never an incident, and listing
it does not mean that what it says is so.

Examples:
  cairn statements --kind appeal
  cairn statements --speaker ombudsman --from 2022 --format jsonl";

/// List statements: appeals, accusations, denials, notifications, as sources made them
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct StatementsArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    dates: DateFilter,
    /// Only this kind
    #[arg(long, value_parser = vocabulary::<StatementKind>(StatementKind::ALL.iter().map(|one| one.code()).collect()))]
    kind: Option<StatementKind>,
    /// Only by a speaker whose name holds this
    #[arg(long, visible_alias = "source", value_name = "NAME")]
    speaker: Option<String>,
    /// Only to an addressee whose name holds this
    #[arg(long, value_name = "NAME")]
    to_whom: Option<String>,
    #[command(flatten)]
    words: TextFilter,
}

impl StatementsArgs {
    fn judge(&self, row: &StatementRow) -> Verdict {
        let statement = &row.statement;
        let speaker: Vec<&String> = statement.speaker.iter().collect();
        Verdict::when(self.kind.is_none_or(|kind| statement.kind == kind))
            .and(|| any_holds(&speaker, self.speaker.as_deref()))
            .and(|| any_holds(&statement.addressees, self.to_whom.as_deref()))
            .and(|| self.words.judge(row))
            .and(|| self.dates.judge(&statement.date))
    }
}

/// Runs the command.
pub fn run(args: &StatementsArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let mut labels: BTreeMap<DocumentId, String> = BTreeMap::new();
    store.documents(&mut |document| {
        labels.insert(document.id, document.label);
        Ok(())
    })?;
    let mut listing = Listing::begin::<StatementRow>(args.list, ui)?;
    store.claims(ClaimKind::Statement, &mut |claim| {
        if let ClaimBody::Statement(statement) = claim.body {
            let row = StatementRow {
                document: labels.get(&claim.document).cloned().unwrap_or_default(),
                claim: claim.id,
                statement,
            };
            listing.offer(args.judge(&row), || row);
        }
        Ok(())
    })?;
    listing.finish(("statement", "statements"))
}
