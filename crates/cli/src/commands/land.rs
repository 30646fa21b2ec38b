//! `cairn hazards`, `cairn records` and `cairn releases`: land, as layers and tables have it.

use std::collections::BTreeMap;

use cairn_model::{ClaimBody, ClaimKind, DocumentId, ReleaseTotals};
use cairn_store::Store;
use clap::Args;

use super::listing::{Listing, Noun};
use crate::args::{ListArgs, RegisterArg};
use crate::error::CommandError;
use crate::filter::{DateFilter, PlaceFilter, TextFilter, Verdict};
use crate::ui::Ui;
use cairn_report::rows::LandRow;

const HAZARDS: &str = "\
Examples:
  cairn hazards --text sha
  cairn hazards --sheet 2585-III --format csv > hazards.csv";
const RECORDS: &str = "\
Examples:
  cairn records --from 1992 --to 1995
  cairn records --format jsonl";
const RELEASES: &str = "\
Cancelled, reduced and cleared land and battle area clearance are never added together. Below the
list stand the sums of each kind, with devices a hectare: land called cleared that yields next to
nothing is marked.

Examples:
  cairn releases --text cleared
  cairn releases --from 2023 --format csv";

/// What is common to the lists of land.
#[derive(Args, Debug)]
struct LandArgs {
    #[command(flatten)]
    register: RegisterArg,
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    dates: DateFilter,
    #[command(flatten)]
    places: PlaceFilter,
    /// Only this map sheet
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    #[command(flatten)]
    words: TextFilter,
}

/// List hazardous areas, suspected and confirmed
#[derive(Args, Debug)]
#[command(after_help = HAZARDS)]
pub struct HazardsArgs {
    #[command(flatten)]
    land: LandArgs,
}

/// List minefield records
#[derive(Args, Debug)]
#[command(after_help = RECORDS)]
pub struct RecordsArgs {
    #[command(flatten)]
    land: LandArgs,
}

/// List released land: cancelled, reduced, cleared, battle area clearance
#[derive(Args, Debug)]
#[command(after_help = RELEASES)]
pub struct ReleasesArgs {
    #[command(flatten)]
    land: LandArgs,
}

/// Runs `cairn hazards`.
pub fn hazards(args: &HazardsArgs, ui: &Ui) -> Result<(), CommandError> {
    list(&args.land, ClaimKind::Hazard, ("hazardous area", "hazardous areas"), ui)
}

/// Runs `cairn records`.
pub fn records(args: &RecordsArgs, ui: &Ui) -> Result<(), CommandError> {
    list(&args.land, ClaimKind::Record, ("minefield record", "minefield records"), ui)
}

/// Runs `cairn releases`.
pub fn releases(args: &ReleasesArgs, ui: &Ui) -> Result<(), CommandError> {
    list(&args.land, ClaimKind::Release, ("area released", "areas released"), ui)
}

fn list(args: &LandArgs, kind: ClaimKind, noun: Noun, ui: &Ui) -> Result<(), CommandError> {
    let store = args.register.open_to_read()?;
    let mut labels: BTreeMap<DocumentId, String> = BTreeMap::new();
    store.documents(&mut |document| {
        labels.insert(document.id, document.label);
        Ok(())
    })?;
    let mut listing = Listing::begin::<LandRow>(args.list, ui)?;
    let mut released = ReleaseTotals::default();
    store.claims(kind, &mut |claim| {
        let document = labels.get(&claim.document).cloned().unwrap_or_default();
        let row = LandRow { claim: claim.id, document, said: claim.body };
        let verdict = args.judge(&row);
        if let (Verdict::Keep, ClaimBody::Release(release)) = (verdict, &row.said) {
            released.add(release);
        }
        listing.offer(verdict, || row);
        Ok(())
    })?;
    listing.finish(noun)?;
    released.sentences().iter().for_each(|sentence| ui.notice(format!("{sentence}.")));
    Ok(())
}

impl LandArgs {
    fn judge(&self, row: &LandRow) -> Verdict {
        let Some(drawn) = row.drawn() else { return Verdict::Drop };
        let wanted = self.sheet.as_deref();
        Verdict::when(wanted.is_none_or(|sheet| drawn.sheet.as_deref() == Some(sheet)))
            .and(|| self.words.judge(row))
            .and(|| self.dates.judge(&drawn.date))
            .and(|| self.places.judge(&drawn.place))
    }
}
