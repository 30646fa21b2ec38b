//! `cairn incidents`: the list of incidents.

use cairn_model::register::Incident;
use cairn_model::{Device, Grade, IncidentStatus};
use cairn_store::Store;
use clap::Args;

use super::listing::Listing;
use crate::args::{ListArgs, RegisterArg};
use crate::error::CommandError;
use crate::filter::{DateFilter, PlaceFilter, TextFilter, Verdict, any_holds, vocabulary};
use crate::ui::Ui;

const EXAMPLES: &str = "\
Examples:
  cairn incidents --from 2021-06 --to 2021-12
  cairn incidents --place Kalbajar --device antivehicle_mine
  cairn incidents --grade corroborated --format csv > incidents.csv
  cairn incidents --source \"Ministry of Internal Affairs\" --format jsonl";

/// List incidents: one row an explosion, with the range over all its reports
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct IncidentsArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    dates: DateFilter,
    #[command(flatten)]
    places: PlaceFilter,
    /// Only this device
    #[arg(long, value_parser = vocabulary::<Device>(Device::ALL.iter().map(|one| one.code()).collect()))]
    device: Option<Device>,
    /// Only this grade
    #[arg(long, value_parser = vocabulary::<Grade>(Grade::ALL.iter().map(|one| one.code()).collect()))]
    grade: Option<Grade>,
    /// Only this status
    #[arg(long, value_parser = vocabulary::<IncidentStatus>(IncidentStatus::ALL.iter().map(|one| one.code()).collect()))]
    status: Option<IncidentStatus>,
    /// Only with a source whose name holds this
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only with a report in a document whose name holds this
    #[arg(long, value_name = "NAME")]
    document: Option<String>,
    #[command(flatten)]
    words: TextFilter,
}

impl IncidentsArgs {
    fn judge(&self, incident: &Incident) -> Verdict {
        let documents: Vec<&str> =
            incident.reports.iter().map(|one| one.document.as_str()).collect();
        Verdict::when(self.device.is_none_or(|device| incident.device == device))
            .and(|| Verdict::when(self.grade.is_none_or(|grade| incident.grade == grade)))
            .and(|| Verdict::when(self.status.is_none_or(|status| incident.status == status)))
            .and(|| any_holds(&incident.sources, self.source.as_deref()))
            .and(|| any_holds(&documents, self.document.as_deref()))
            .and(|| self.words.judge(incident))
            .and(|| self.dates.judge(&incident.date))
            .and(|| self.places.judge(&incident.place))
    }
}

/// Runs the command.
pub fn run(args: &IncidentsArgs, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let mut listing = Listing::begin::<Incident>(args.list, ui)?;
    store.incidents(&mut |incident| {
        listing.offer(args.judge(&incident), || incident);
        Ok(())
    })?;
    listing.finish(("incident", "incidents"))
}
