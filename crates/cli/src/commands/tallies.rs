//! `cairn tallies`: cumulative and periodic figures, each source's beside the others.

use cairn_model::{DateSpan, Measure, TallyGroup};
use cairn_store::Store;
use clap::Args;

use super::listing::Listing;
use crate::args::{ListArgs, RegisterArg};
use crate::error::CommandError;
use crate::filter::{DateFilter, PlaceFilter, TextFilter, Verdict, any_holds, vocabulary};
use crate::ui::Ui;
use cairn_report::rows::TallyRow;

const EXAMPLES: &str = "\
One row is one source's figure on one day; rows of one series count the same thing.
Figures are shown as they were given: nothing is averaged, nothing added up.

Examples:
  cairn tallies --measure casualties --place Azerbaijan
  cairn tallies --source \"Prosecutor\" --format csv > tallies.csv";

/// List tallies: cumulative and periodic figures, each source's beside the others
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct TalliesArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    dates: DateFilter,
    #[command(flatten)]
    places: PlaceFilter,
    /// Only this measure
    #[arg(long, value_parser = vocabulary::<Measure>(Measure::ALL.iter().map(|one| one.code()).collect()))]
    measure: Option<Measure>,
    /// Only figures that count these people
    #[arg(long, value_parser = vocabulary::<TallyGroup>(TallyGroup::ALL.iter().map(|one| one.code()).collect()))]
    group: Option<TallyGroup>,
    /// Only with a source whose name holds this
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    #[command(flatten)]
    words: TextFilter,
}

impl TalliesArgs {
    fn judge(&self, row: &TallyRow) -> Verdict {
        let day = row.point.as_of.map_or(DateSpan::UNKNOWN, DateSpan::day);
        Verdict::when(self.measure.is_none_or(|measure| row.measure == measure))
            .and(|| Verdict::when(self.group.is_none_or(|group| row.group == group)))
            .and(|| any_holds(&row.point.said_by, self.source.as_deref()))
            .and(|| self.words.judge(row))
            .and(|| self.dates.judge(&day))
            .and(|| self.places.judge_name(row.place.as_deref()))
    }
}

/// Runs the command.
pub fn run(args: &TalliesArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let mut listing = Listing::begin::<TallyRow>(args.list, ui)?;
    store.series(&mut |series| {
        for row in TallyRow::of_series(&series) {
            listing.offer(args.judge(&row), || row);
        }
        Ok(())
    })?;
    listing.finish(("figure", "figures"))
}
