//! Finds: the same ordnance told of by several documents, joined like incidents but more strictly.

use cairn_model::register::Find;
use cairn_model::{ClaimId, DecisionAction, FindAction, ReportedFind};
use sha2::{Digest, Sha256};

use crate::cluster::{cluster, founder};
use crate::context::ClaimContext;
use crate::incident::{Rules, commonest, date, device, figures, hull, place};
use crate::neighbours::Neighbours;
use crate::setting::{in_order, set_field, set_place};

/// The finds that the claims of one component tell of, sorted by identity.
///
/// The component must be closed as for [`crate::assemble`].
pub fn assemble_finds(
    component: &[&ClaimContext],
    neighbours: &Neighbours<'_>,
    rules: &Rules<'_>,
) -> Vec<Find> {
    let mut finds: Vec<Find> = cluster(component, neighbours, rules.rulings, rules.weights)
        .iter()
        .filter_map(|group| one(group, rules))
        .collect();
    finds.sort_by(|a, b| a.id.cmp(&b.id));
    finds
}

fn one(group: &[&ClaimContext], rules: &Rules<'_>) -> Option<Find> {
    let mut reports = group.to_vec();
    reports.sort_by(|a, b| a.rank().cmp(&b.rank()));
    let figures = figures(&reports, rules.rulings);
    let told: Vec<&ReportedFind> = figures.iter().filter_map(|report| report.find()).collect();
    let mut sources: Vec<String> = (figures.iter())
        .flat_map(|report| {
            let own = report.said_by().is_empty().then_some(&report.document.publisher);
            report.said_by().iter().chain(own.into_iter().flatten())
        })
        .cloned()
        .collect();
    sources.sort();
    sources.dedup();
    let mut find = Find {
        id: id("F", founder(group)?.id().as_str()),
        action: last_action(&told),
        category: device(told.iter().map(|find| find.category)),
        model: commonest(told.iter().filter_map(|find| find.model.clone())),
        count: hull(told.iter().filter_map(|find| find.count)),
        date: date(told.iter().map(|find| find.date)),
        place: place(&figures),
        sources,
        claims: reports.iter().map(|report| report.id().clone()).collect::<Vec<ClaimId>>(),
    };
    apply(&mut find, &reports, rules);
    Some(find)
}

/// Applies what people set by hand, in the order in which they did.
fn apply(find: &mut Find, reports: &[&ClaimContext], rules: &Rules<'_>) {
    for decision in in_order(reports, rules.rulings).into_values() {
        match &decision.action {
            DecisionAction::Correct { field, value, .. } => {
                // What cannot be set was refused when it was decided.
                if let Ok(corrected) = corrected_find(find, field, value) {
                    *find = corrected;
                }
            }
            action => set_place(&mut find.place, action),
        }
    }
}

/// Fields of a find that a person may set.
const CORRECTABLE: &[&str] = &["action", "category", "model", "count", "date", "place"];

/// The find with one field set by hand.
///
/// # Errors
/// When there is no such field to set, or the value has not the shape that the field has in JSON;
/// the text says what was expected.
pub fn corrected_find(find: &Find, field: &str, value: &serde_json::Value) -> Result<Find, String> {
    set_field(find, CORRECTABLE, field, value)
}

/// What was done with the items in the end: destroyed comes after neutralised, that after found.
fn last_action(told: &[&ReportedFind]) -> FindAction {
    (told.iter().map(|find| find.action))
        .max_by_key(|action| match action {
            FindAction::Found => 0,
            FindAction::Seized => 1,
            FindAction::Neutralised => 2,
            FindAction::Destroyed => 3,
        })
        .unwrap_or(FindAction::Found)
}

/// An identity of a letter and 12 digits that come from a text.
pub(crate) fn id(letter: &str, text: &str) -> String {
    use std::fmt::Write;
    let mut id = format!("{letter}-");
    for byte in Sha256::digest(text).iter().take(6) {
        // Writing to a String cannot fail.
        let _ = write!(id, "{byte:02x}");
    }
    id
}
