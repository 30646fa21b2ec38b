//! From the register to what the ground takes: mapped areas and items, with all that is left out
//! counted by reason.

mod items;
mod nearest;
mod reason;
mod records;
pub(crate) mod shape;

use std::collections::{BTreeMap, BTreeSet};

use cairn_ground::{Item, MappedArea};
use cairn_model::{ClaimId, DecisionAction};
use cairn_store::Store;
use geo::MultiPolygon;

use crate::error::ReportError;
use crate::filter::{Field, Subject};
use crate::question::Question;

pub use items::PositionClass;
pub use reason::{LeftOut, Reason};
pub use records::RecordsUsed;

/// Everything that a question asks about.
#[derive(Debug)]
pub(crate) struct Gathered {
    pub(crate) areas: Vec<MappedArea>,
    pub(crate) records: RecordsUsed,
    pub(crate) extent: Option<MultiPolygon<f64>>,
    pub(crate) items: Vec<Item>,
    pub(crate) excluded: BTreeMap<Reason, usize>,
    /// Counted items dated before the record nearest to them; `None` where no record bears a date.
    pub(crate) known_before: Option<usize>,
    pub(crate) positions: Vec<PositionClass>,
}

/// What many claims need to be judged.
struct Context {
    /// What documents are called, by the beginning of their identity that claims bear.
    labels: BTreeMap<String, String>,
    rejected: BTreeSet<ClaimId>,
}

impl Context {
    fn of(store: &dyn Store) -> Result<Self, ReportError> {
        let mut labels = BTreeMap::new();
        store.documents(&mut |document| {
            labels.insert(document.id.short().to_owned(), document.label);
            Ok(())
        })?;
        let log = store.decisions()?;
        let rejected = (log.in_force().into_iter())
            .filter_map(|decision| match &decision.action {
                DecisionAction::Reject { claim } => Some(claim.clone()),
                _ => None,
            })
            .collect();
        Ok(Self { labels, rejected })
    }

    /// What the document of a claim is called.
    fn label(&self, claim: &ClaimId) -> Option<&str> {
        let document = claim.as_str().split('.').next()?;
        self.labels.get(document).map(String::as_str)
    }
}

/// Collects what a question asks about.
pub(crate) fn gather(store: &dyn Store, question: &Question) -> Result<Gathered, ReportError> {
    let context = Context::of(store)?;
    let records::Found { areas, used, extent } = records::find(store, &context, question)?;
    let items::Found { items, excluded, known_before } =
        items::find(store, &context, question, &areas)?;
    let positions = items::classes(&items);
    Ok(Gathered { areas, records: used, extent, items, excluded, known_before, positions })
}

/// That a filter leaves nothing, as an error.
fn nothing_fits(
    subject: Subject,
    there: usize,
    filter: &crate::Filter,
    unknown: &BTreeMap<Field, usize>,
) -> ReportError {
    let what = if subject == Subject::Records { "mapped areas" } else { "items" };
    if there == 0 {
        return ReportError::NothingThere { what };
    }
    let parts: Vec<String> =
        unknown.iter().map(|(field, count)| format!("{count} state no {field}")).collect();
    let unknown = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    ReportError::NothingFits { what, there, filter: filter.to_string(), unknown }
}
