//! `cairn victims`: the people harmed, each beside the incident.

use cairn_model::{Outcome, VictimGroup};
use cairn_store::Store;
use clap::Args;

use super::listing::Listing;
use crate::args::{ListArgs, RegisterArg};
use crate::error::CommandError;
use crate::filter::{DateFilter, PlaceFilter, TextFilter, Verdict, vocabulary};
use crate::ui::Ui;
use cairn_report::rows::VictimRow;

const EXAMPLES: &str = "\
Names are personal data: what you list is a working file, not for publication.
With --redact names, occupations and everything finer than the district are left out.

Examples:
  cairn victims --outcome killed --from 2021
  cairn victims --group deminer --redact --format csv > victims.csv";

/// List victims: the people that reports name or describe, each with the incident
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct VictimsArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    list: ListArgs,
    /// Leave out names, occupations and exact places
    #[arg(long)]
    redact: bool,
    #[command(flatten)]
    dates: DateFilter,
    #[command(flatten)]
    places: PlaceFilter,
    /// Only this outcome
    #[arg(long, value_parser = vocabulary::<Outcome>(Outcome::ALL.iter().map(|one| one.code()).collect()))]
    outcome: Option<Outcome>,
    /// Only this group
    #[arg(long, value_parser = vocabulary::<VictimGroup>(VictimGroup::ALL.iter().map(|one| one.code()).collect()))]
    group: Option<VictimGroup>,
    #[command(flatten)]
    words: TextFilter,
}

impl VictimsArgs {
    fn judge(&self, row: &VictimRow) -> Verdict {
        let victim = &row.victim;
        Verdict::when(self.outcome.is_none_or(|outcome| victim.outcome == outcome))
            .and(|| Verdict::when(self.group.is_none_or(|group| victim.group == group)))
            .and(|| self.words.judge(row))
            .and(|| self.dates.judge(&row.date))
            .and(|| self.places.judge(&row.place))
    }
}

/// Runs the command.
pub fn run(args: &VictimsArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let mut listing = Listing::begin::<VictimRow>(args.list, ui)?;
    store.incidents(&mut |incident| {
        for victim in &incident.victims {
            let row = VictimRow {
                incident: incident.id.clone(),
                date: incident.date,
                place: incident.place.clone(),
                device: incident.device,
                redacted: false,
                victim: victim.clone(),
            };
            // Redacted before it is judged: a filter must not tell what redaction hides.
            let row = if args.redact { row.redact() } else { row };
            listing.offer(args.judge(&row), || row);
        }
        Ok(())
    })?;
    listing.finish(("victim", "victims"))
}
