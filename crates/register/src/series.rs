//! Cumulative figures as series: one quantity, one group, one area, one start.
//!
//! Where a source does not say from when it counts, its figure joins the one series that it fits by
//! size, or stands among others of its size: 3,345 over thirty years is never joined to 266 since a war.

use std::collections::BTreeMap;

use cairn_model::register::{TallyPoint, TallySeries};
use cairn_model::{Measure, ReportedTally, TallyGroup};
use jiff::civil::Date;

use crate::context::ClaimContext;
use crate::decisions::Rulings;
use crate::find::id;
use crate::period::{EventTable, Period};

/// A figure fits a series whose values it lies within by this factor.
const FIT: f64 = 1.5;
/// Figures further apart than this factor are of two series.
const GAP: f64 = 3.0;

/// What a series counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesGroup {
    /// What is measured.
    pub measure: Measure,
    /// Whom it counts.
    pub group: TallyGroup,
    /// From when on.
    pub period: Period,
    /// Which of several series without a stated start, smallest figures first.
    pub ordinal: usize,
}

/// The key that all figures about one area share; the claims under it are worked out together.
pub(crate) fn tally_key(context: &ClaimContext) -> String {
    format!("t|{}", area(context))
}

/// The area that a figure is about, normalised: the country's code, or a unit of it.
pub(crate) fn area(context: &ClaimContext) -> String {
    let country = context.place_keys.country.as_deref().unwrap_or("-");
    match context.place_keys.local().first() {
        Some(local) => format!("{country}.{local}"),
        None => country.to_owned(),
    }
}

/// The series that the figures about one area make up, sorted by identity.
///
/// `claims` are all tallies under one key of [`crate::block_keys`]; their order does not matter.
pub fn series(
    claims: &[&ClaimContext],
    rulings: &Rulings,
    events: &EventTable,
) -> Vec<TallySeries> {
    let mut series: Vec<TallySeries> = grouped(claims, events)
        .into_iter()
        .map(|(group, members)| one(&group, &members, rulings))
        .collect();
    series.sort_by(|a, b| a.id.cmp(&b.id));
    series
}

fn one(group: &SeriesGroup, members: &[&ClaimContext], rulings: &Rulings) -> TallySeries {
    let area = members.first().map_or_else(|| "-".to_owned(), |first| area(first));
    let mut points: Vec<TallyPoint> = members
        .iter()
        .filter_map(|claim| {
            let tally = claim.tally()?;
            Some(TallyPoint {
                as_of: as_of(claim, tally),
                value: tally.value,
                said_by: tally.said_by.clone(),
                document: claim.document.label.clone(),
                claim: claim.id().clone(),
                standing: rulings.standing(claim),
            })
        })
        .collect();
    // Undated last.
    points.sort_by(|a, b| {
        (a.as_of.is_none(), a.as_of)
            .cmp(&(b.as_of.is_none(), b.as_of))
            .then_with(|| a.value.least().total_cmp(&b.value.least()))
            .then_with(|| a.claim.cmp(&b.claim))
    });
    TallySeries {
        id: id(
            "T",
            &format!(
                "{}|{}|{area}|{}|{}",
                group.measure.code(),
                group.group.code(),
                group.period,
                group.ordinal
            ),
        ),
        measure: group.measure,
        group: group.group,
        place: (area != "-").then_some(area),
        period: group.period.to_string(),
        points,
    }
}

/// The day that a figure is for: its stated end, else the day of publication.
pub(crate) fn as_of(claim: &ClaimContext, tally: &ReportedTally) -> Option<Date> {
    tally.to.or(claim.document.published)
}

/// The claims by series; within each by claim.
pub(crate) fn grouped<'a>(
    claims: &[&'a ClaimContext],
    events: &EventTable,
) -> BTreeMap<SeriesGroup, Vec<&'a ClaimContext>> {
    let mut kinds: BTreeMap<(Measure, TallyGroup), Vec<(&'a ClaimContext, &ReportedTally)>> =
        BTreeMap::new();
    for claim in claims {
        if let Some(tally) = claim.tally() {
            kinds.entry((tally.measure, tally.group)).or_default().push((claim, tally));
        }
    }
    let mut groups: BTreeMap<SeriesGroup, Vec<&ClaimContext>> = BTreeMap::new();
    for ((measure, group), mut members) in kinds {
        members.sort_by(|a, b| a.0.id().cmp(b.0.id()));
        for (period, ordinal, claim) in by_period(&members, events) {
            let key = SeriesGroup { measure, group, period, ordinal };
            groups.entry(key).or_default().push(claim);
        }
    }
    groups
}

fn by_period<'a>(
    members: &[(&'a ClaimContext, &ReportedTally)],
    events: &EventTable,
) -> Vec<(Period, usize, &'a ClaimContext)> {
    let mut placed = Vec::with_capacity(members.len());
    let mut unstated = Vec::new();
    // Smallest and largest figure of each period that is stated.
    let mut spans: BTreeMap<Period, (f64, f64)> = BTreeMap::new();
    for (claim, tally) in members {
        let period = Period::of(
            tally.from,
            tally.to,
            tally.period_text.as_deref(),
            claim.document.published,
            events,
        );
        let value = tally.value.least();
        if period == Period::Unstated {
            unstated.push((value, *claim));
            continue;
        }
        let span = spans.entry(period).or_insert((value, value));
        *span = (span.0.min(value), span.1.max(value));
        placed.push((period, 0, *claim));
    }
    let mut rest = Vec::new();
    for (value, claim) in unstated {
        let mut fitting = (spans.iter())
            .filter(|(period, _)| !matches!(period, Period::Closed(..)))
            .filter(|(_, (least, most))| value * FIT >= *least && value <= most * FIT);
        match (fitting.next(), fitting.next()) {
            (Some((period, _)), None) => placed.push((*period, 0, claim)),
            _ => rest.push((value, claim)),
        }
    }
    rest.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id().cmp(b.1.id())));
    let mut ordinal = 0;
    let mut before: Option<f64> = None;
    for (value, claim) in rest {
        if before.is_some_and(|before| value > before.max(1.0) * GAP) {
            ordinal += 1;
        }
        before = Some(value);
        placed.push((Period::Unstated, ordinal, claim));
    }
    placed
}
