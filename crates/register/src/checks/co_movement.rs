//! Figures that must rise together: casualties and, among them, the dead.

use std::collections::{BTreeMap, BTreeSet};

use cairn_model::{ContradictionKind, Measure, TallyGroup};

use super::{Found, Point, Series, below, by_body};
use crate::period::Period;
use crate::series::SeriesGroup;

/// Casualties rise from one document to another while the dead become fewer, or the other way round:
/// whichever document came first, one figure is wrong. Needs no dates.
pub(super) fn moved_apart(series: &Series<'_>, found: &mut Found) {
    for (group, totals) in series {
        if group.measure != Measure::Casualties
            || group.group != TallyGroup::All
            || !group.period.accumulates()
        {
            continue;
        }
        let parts: Vec<&Point<'_>> = (series.iter())
            .filter(|(other, _)| {
                other.measure == Measure::Killed
                    && other.group == TallyGroup::All
                    && (other.period == group.period || other.period == Period::Unstated)
            })
            .flat_map(|(_, points)| points)
            .collect();
        for totals in by_body(totals).into_values() {
            pairs_apart(group, &totals, &parts, found);
        }
    }
}

fn pairs_apart<'a>(
    group: &SeriesGroup,
    totals: &[&Point<'a>],
    parts: &[&Point<'a>],
    found: &mut Found,
) {
    let mut by_document: BTreeMap<&str, Vec<&Point<'a>>> = BTreeMap::new();
    for part in parts {
        by_document.entry(part.claim.document.label.as_str()).or_default().push(part);
    }
    // Every total with the dead that its document counts among it.
    let mut pairs: Vec<(&Point<'a>, &Point<'a>)> = Vec::new();
    for total in totals {
        for part in by_document.get(total.claim.document.label.as_str()).into_iter().flatten() {
            if part.value.least() <= total.value.least() {
                pairs.push((total, part));
            }
        }
    }
    pairs.sort_by(|a, b| {
        (a.0.value.least().total_cmp(&b.0.value.least()))
            .then_with(|| a.1.value.least().total_cmp(&b.1.value.least()))
            .then_with(|| (a.0.claim.id(), a.1.claim.id()).cmp(&(b.0.claim.id(), b.1.claim.id())))
    });
    let mut highest: Option<(&Point<'a>, &Point<'a>)> = None;
    let mut told = BTreeSet::new();
    for pair in pairs {
        let Some(high) = highest else {
            highest = Some(pair);
            continue;
        };
        let rose = (high.0.value.most()).is_some_and(|most| most < pair.0.value.least());
        if rose && below(pair.1, high.1) && told.insert(high.1.claim.id().clone()) {
            let note = format!(
                "{}: casualties rise from {} in {} to {} in {} while killed fall from {} to {}; \
                 whichever came first, one figure is wrong",
                group.period,
                high.0.value,
                high.0.claim.document.label,
                pair.0.value,
                pair.0.claim.document.label,
                high.1.value,
                pair.1.value,
            );
            found.add(
                ContradictionKind::CumulativeFell,
                vec![high.1.value.least(), pair.1.value.least()],
                note,
                &[high.1.claim, pair.1.claim],
            );
        }
        if pair.1.value.least() >= high.1.value.least() {
            highest = Some(pair);
        }
    }
}
