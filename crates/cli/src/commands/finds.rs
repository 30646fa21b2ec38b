//! `cairn finds`: ordnance found, neutralised, destroyed or seized.

use cairn_model::register::Find;
use cairn_model::{Device, FindAction};
use cairn_store::Store;
use clap::Args;

use super::listing::Listing;
use crate::args::{ListArgs, RegisterArg};
use crate::error::CommandError;
use crate::filter::{DateFilter, PlaceFilter, TextFilter, Verdict, any_holds, vocabulary};
use crate::ui::Ui;

const EXAMPLES: &str = "\
Examples:
  cairn finds --device antipersonnel_mine
  cairn finds --action destroyed --country Azerbaijan --format csv > finds.csv";

/// List finds: ordnance found, neutralised, destroyed or seized
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct FindsArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    dates: DateFilter,
    #[command(flatten)]
    places: PlaceFilter,
    /// Only this kind of ordnance
    #[arg(long, value_parser = vocabulary::<Device>(Device::ALL.iter().map(|one| one.code()).collect()))]
    device: Option<Device>,
    /// Only this action
    #[arg(long, value_parser = vocabulary::<FindAction>(FindAction::ALL.iter().map(|one| one.code()).collect()))]
    action: Option<FindAction>,
    /// Only with a source whose name holds this
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    #[command(flatten)]
    words: TextFilter,
}

impl FindsArgs {
    fn judge(&self, find: &Find) -> Verdict {
        Verdict::when(self.device.is_none_or(|device| find.category == device))
            .and(|| Verdict::when(self.action.is_none_or(|action| find.action == action)))
            .and(|| any_holds(&find.sources, self.source.as_deref()))
            .and(|| self.words.judge(find))
            .and(|| self.dates.judge(&find.date))
            .and(|| self.places.judge(&find.place))
    }
}

/// Runs the command.
pub fn run(args: &FindsArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let mut listing = Listing::begin::<Find>(args.list, ui)?;
    store.finds(&mut |find| {
        listing.offer(args.judge(&find), || find);
        Ok(())
    })?;
    listing.finish(("find", "finds"))
}
