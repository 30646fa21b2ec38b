//! `cairn documents`: what was taken in.

use cairn_model::DateSpan;
use cairn_store::{DocumentSummary, Store};
use clap::Args;

use super::listing::Listing;
use crate::args::{ListArgs, RegisterArg};
use crate::error::CommandError;
use crate::filter::{DateFilter, TextFilter, Verdict, any_holds};
use crate::ui::Ui;
use crate::values;

const EXAMPLES: &str = "\
Examples:
  cairn documents --from 2022-10 --to 2022-11
  cairn documents --publisher \"Example Wire\" --current
  cairn documents --language az --format csv > documents.csv";

/// List documents: what was taken in, and how many claims each makes
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct DocumentsArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    dates: DateFilter,
    /// Only by a publisher whose name holds this
    #[arg(long, visible_alias = "source", value_name = "NAME")]
    publisher: Option<String>,
    /// Only in this language (ISO 639-1)
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Only versions that no later one replaces
    #[arg(long)]
    current: bool,
    #[command(flatten)]
    words: TextFilter,
}

impl DocumentsArgs {
    fn judge(&self, document: &DocumentSummary) -> Verdict {
        let publisher: Vec<&String> = document.publisher.iter().collect();
        let published = document.published.as_deref().and_then(|day| values::period(day).ok());
        let language = |wanted: &String| document.language.as_ref() == Some(wanted);
        any_holds(&publisher, self.publisher.as_deref())
            .and(|| Verdict::when(self.language.as_ref().is_none_or(language)))
            .and(|| Verdict::when(!self.current || document.superseded_by.is_none()))
            .and(|| self.words.judge(document))
            .and(|| self.dates.judge(&published.unwrap_or(DateSpan::UNKNOWN)))
    }
}

/// Runs the command.
pub fn run(args: &DocumentsArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let mut listing = Listing::begin::<DocumentSummary>(args.list, ui)?;
    store.documents(&mut |document| {
        listing.offer(args.judge(&document), || document);
        Ok(())
    })?;
    listing.finish(("document", "documents"))
}
