//! `cairn contradictions`: figures that cannot all be true.

use cairn_model::ContradictionKind;
use cairn_model::register::Finding;
use cairn_store::Store;
use clap::Args;

use super::listing::Listing;
use crate::args::{ListArgs, RegisterArg};
use crate::error::CommandError;
use crate::filter::{TextFilter, Verdict, any_holds, vocabulary};
use crate::ui::Ui;

const EXAMPLES: &str = "\
Both values are kept; none is taken to be the right one. `cairn decide settle` records what came
of looking into them.

Examples:
  cairn contradictions
  cairn contradictions --across --open
  cairn contradictions --kind cumulative_fell --format jsonl";

/// List contradictions: figures that cannot all be true, inside documents and between them
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ContradictionsArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    list: ListArgs,
    /// Only this kind
    #[arg(long, help_heading = "Filters", value_parser = vocabulary::<ContradictionKind>(ContradictionKind::ALL.iter().map(|one| one.code()).collect()))]
    kind: Option<ContradictionKind>,
    /// Only between documents
    #[arg(long, help_heading = "Filters", conflicts_with = "within")]
    across: bool,
    /// Only inside one document
    #[arg(long, help_heading = "Filters")]
    within: bool,
    /// Only those that nobody has settled
    #[arg(long, help_heading = "Filters", conflicts_with = "settled")]
    open: bool,
    /// Only those that are settled
    #[arg(long, help_heading = "Filters")]
    settled: bool,
    /// Only in documents whose name holds this
    #[arg(long, help_heading = "Filters", value_name = "NAME")]
    document: Option<String>,
    #[command(flatten)]
    words: TextFilter,
}

impl ContradictionsArgs {
    fn judge(&self, finding: &Finding) -> Verdict {
        Verdict::when(self.kind.is_none_or(|kind| finding.kind == kind))
            .and(|| Verdict::when(!self.across || finding.across_documents))
            .and(|| Verdict::when(!self.within || !finding.across_documents))
            .and(|| Verdict::when(!self.open || finding.settled.is_none()))
            .and(|| Verdict::when(!self.settled || finding.settled.is_some()))
            .and(|| any_holds(&finding.documents, self.document.as_deref()))
            .and(|| self.words.judge(finding))
    }
}

/// Runs the command.
pub fn run(args: &ContradictionsArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let mut listing = Listing::begin::<Finding>(args.list, ui)?;
    store.findings(&mut |finding| {
        listing.offer(args.judge(&finding), || finding);
        Ok(())
    })?;
    listing.finish(("contradiction", "contradictions"))
}
