//! Do the figures hold together, inside a document and across documents?
//!
//! Conservative, because an alarm that is wrong costs trust: only figures of one body are held
//! against each other, and only such as no order of the documents could reconcile.

mod co_movement;

use std::collections::{BTreeMap, BTreeSet};

use cairn_model::register::Finding;
use cairn_model::{ClaimBody, ContradictionKind, Measure, ReportedTally, TallyGroup, ValueRange};
use jiff::civil::Date;

use crate::bodies::Bodies;
use crate::context::ClaimContext;
use crate::decisions::Rulings;
use crate::find::id;
use crate::incident::Rules;
use crate::period::{EventTable, Period};
use crate::series::{SeriesGroup, as_of, grouped};

/// Figures of a series without a stated start are held against each other within this factor.
const COMPARABLE: f64 = 1.5;

/// A figure that counts.
#[derive(Clone)]
struct Point<'a> {
    claim: &'a ClaimContext,
    tally: &'a ReportedTally,
    value: ValueRange,
    as_of: Option<Date>,
    bodies: BTreeSet<String>,
}

type Series<'a> = BTreeMap<SeriesGroup, Vec<Point<'a>>>;

/// The findings among the figures about one area, sorted by identity.
///
/// `claims` are all tallies under one key of [`crate::block_keys`]; their order does not matter.
pub fn findings(claims: &[&ClaimContext], rules: &Rules<'_>, events: &EventTable) -> Vec<Finding> {
    let series = live(claims, rules.rulings, rules.bodies, events);
    let mut found = Found::default();
    inside(&series, &mut found);
    for (group, points) in &series {
        if group.period.accumulates() && accumulates(group.measure) {
            fell(group, points, &mut found);
        }
        restated(group, points, &mut found);
    }
    co_movement::moved_apart(&series, &mut found);
    found.sorted(rules.rulings)
}

/// What the reader found within one text, as findings of the register.
pub fn stated_findings(claims: &[&ClaimContext], rulings: &Rulings) -> Vec<Finding> {
    let mut found = Found::default();
    for claim in claims.iter().filter(|claim| rulings.standing(claim).counts()) {
        if let ClaimBody::Contradiction(stated) = &claim.claim.body {
            found.add(stated.kind, stated.values.clone(), stated.note.clone(), &[claim]);
        }
    }
    found.sorted(rulings)
}

#[derive(Default)]
struct Found(BTreeMap<String, Finding>);

impl Found {
    fn add(
        &mut self,
        kind: ContradictionKind,
        values: Vec<f64>,
        note: String,
        claims: &[&ClaimContext],
    ) {
        let mut ids: Vec<_> = claims.iter().map(|claim| claim.id().clone()).collect();
        ids.sort();
        ids.dedup();
        let mut documents: Vec<_> =
            claims.iter().map(|claim| claim.document.label.clone()).collect();
        documents.sort();
        documents.dedup();
        let text: Vec<&str> = ids.iter().map(cairn_model::ClaimId::as_str).collect();
        let id = id("C", &text.join("|"));
        // The first check to find a pair keeps it: dates tell more than co-movement.
        self.0.entry(id.clone()).or_insert(Finding {
            id,
            kind,
            values,
            note,
            claims: ids,
            across_documents: documents.len() > 1,
            documents,
            settled: None,
        });
    }

    /// By identity, each with what people found when they looked into it.
    fn sorted(self, rulings: &Rulings) -> Vec<Finding> {
        let mut found: Vec<Finding> = self.0.into_values().collect();
        for finding in &mut found {
            finding.settled = rulings.settled(&finding.claims);
        }
        found
    }
}

fn live<'a>(
    claims: &[&'a ClaimContext],
    rulings: &Rulings,
    bodies: &Bodies,
    events: &EventTable,
) -> Series<'a> {
    let live: Vec<&ClaimContext> =
        (claims.iter().copied()).filter(|claim| rulings.standing(claim).counts()).collect();
    grouped(&live, events)
        .into_iter()
        .map(|(group, members)| {
            let points = members
                .into_iter()
                .filter_map(|claim| {
                    let tally = claim.tally()?;
                    Some(Point {
                        claim,
                        tally,
                        value: tally.value,
                        as_of: as_of(claim, tally),
                        bodies: speakers(claim, bodies),
                    })
                })
                .collect();
            (group, points)
        })
        .collect()
}

/// Who gives a figure. Within one area the kind of body is enough: it has one foreign ministry.
fn speakers(claim: &ClaimContext, bodies: &Bodies) -> BTreeSet<String> {
    let names = claim.said_by();
    let own = names.is_empty().then_some(&claim.document.publisher);
    (names.iter().chain(own.into_iter().flatten()))
        .map(|name| {
            let key = bodies.key(name);
            let marked: Vec<&str> = key.split(' ').filter(|word| word.starts_with('#')).collect();
            if marked.is_empty() { key } else { marked.join(" ") }
        })
        .collect()
}

const fn accumulates(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Casualties
            | Measure::Killed
            | Measure::Injured
            | Measure::Incidents
            | Measure::Devices
            | Measure::AreaM2
    )
}

const fn counts_people(measure: Measure) -> bool {
    matches!(measure, Measure::Casualties | Measure::Killed | Measure::Injured | Measure::Incidents)
}

/// Part and whole, killed and casualties, sums: within each document and period.
fn inside(series: &Series<'_>, found: &mut Found) {
    type Figures<'a, 'b> = BTreeMap<(Measure, TallyGroup), Vec<&'b Point<'a>>>;
    let mut documents: BTreeMap<(&str, Period), Figures<'_, '_>> = BTreeMap::new();
    for (group, points) in series {
        for point in points {
            documents
                .entry((point.claim.document.label.as_str(), group.period))
                .or_default()
                .entry((group.measure, group.group))
                .or_default()
                .push(point);
        }
    }
    for figures in documents.values() {
        let of = |measure, group| figures.get(&(measure, group)).map_or(&[][..], Vec::as_slice);
        for ((measure, group), parts) in figures {
            if *group != TallyGroup::All && counts_people(*measure) {
                for part in parts {
                    exceeds(part, of(*measure, TallyGroup::All), found);
                }
            }
        }
        for measure in [Measure::Killed, Measure::Injured] {
            for part in of(measure, TallyGroup::All) {
                exceeds(part, of(Measure::Casualties, TallyGroup::All), found);
            }
        }
        let all = |measure| of(measure, TallyGroup::All);
        if let ([casualties], [killed], [injured]) =
            (all(Measure::Casualties), all(Measure::Killed), all(Measure::Injured))
        {
            adds_up(casualties, killed, injured, found);
        }
    }
}

fn exceeds(part: &Point<'_>, wholes: &[&Point<'_>], found: &mut Found) {
    let Some(whole) = wholes.iter().max_by(|a, b| {
        let most = |point: &Point<'_>| point.value.most().unwrap_or(f64::INFINITY);
        most(a).total_cmp(&most(b)).then_with(|| b.claim.id().cmp(a.claim.id()))
    }) else {
        return;
    };
    let Some(most) = whole.value.most() else { return };
    let values = vec![part.value.least(), most];
    if part.value.least() > most && !already_stated(part.claim, &values) {
        let note = format!(
            "{} of {} ({}) exceed {} of {} ({})",
            part.value,
            part.tally.measure,
            part.tally.group,
            whole.value,
            whole.tally.measure,
            whole.tally.group
        );
        found.add(ContradictionKind::PartExceedsWhole, values, note, &[part.claim, whole.claim]);
    }
}

fn adds_up(casualties: &Point<'_>, killed: &Point<'_>, injured: &Point<'_>, found: &mut Found) {
    let exact = |point: &Point<'_>| exact(point.value);
    let (Some(total), Some(dead), Some(hurt)) = (exact(casualties), exact(killed), exact(injured))
    else {
        return;
    };
    let sum = dead + hurt;
    let values = vec![total, sum];
    if (sum - total).abs() >= 1.0 && !already_stated(casualties.claim, &values) {
        let note = format!("{dead} killed and {hurt} injured are {sum}, not {total}");
        found.add(
            ContradictionKind::SumMismatch,
            values,
            note,
            &[casualties.claim, killed.claim, injured.claim],
        );
    }
}

/// Whether the reader found as much within the text.
fn already_stated(claim: &ClaimContext, values: &[f64]) -> bool {
    let has = |stated: &[f64], value: f64| stated.iter().any(|other| (other - value).abs() < 1e-9);
    (claim.document.stated.iter()).any(|stated| values.iter().any(|value| has(stated, *value)))
}

fn exact(value: ValueRange) -> Option<f64> {
    value.most().filter(|most| (most - value.least()).abs() < 1e-9)
}

/// The points of each body, each list by claim.
fn by_body<'a, 'b>(points: &'b [Point<'a>]) -> BTreeMap<&'b str, Vec<&'b Point<'a>>> {
    let mut bodies: BTreeMap<&str, Vec<&Point<'_>>> = BTreeMap::new();
    for point in points {
        for body in &point.bodies {
            bodies.entry(body).or_default().push(point);
        }
    }
    bodies
}

/// A later figure of the same body lies below an earlier one.
fn fell(group: &SeriesGroup, points: &[Point<'_>], found: &mut Found) {
    for mut points in by_body(points).into_values() {
        points.retain(|point| point.as_of.is_some());
        points.sort_by(|a, b| {
            (a.as_of.cmp(&b.as_of))
                .then_with(|| a.value.least().total_cmp(&b.value.least()))
                .then_with(|| a.claim.id().cmp(b.claim.id()))
        });
        let mut highest: Option<&Point<'_>> = None;
        // One finding for each figure that was undercut; the many after it say nothing new.
        let mut told = BTreeSet::new();
        for point in points {
            let Some(high) = highest else {
                highest = Some(point);
                continue;
            };
            if below(point, high)
                && high.as_of < point.as_of
                && told.insert(high.claim.id().clone())
            {
                let note = format!(
                    "{} ({}), {}: {} in {}{}, later {} in {}{}; a cumulative figure cannot fall",
                    group.measure,
                    group.group,
                    group.period,
                    high.value,
                    high.claim.document.label,
                    day(high),
                    point.value,
                    point.claim.document.label,
                    day(point),
                );
                found.add(
                    ContradictionKind::CumulativeFell,
                    vec![high.value.least(), point.value.least()],
                    note,
                    &[high.claim, point.claim],
                );
            }
            if point.value.least() >= high.value.least() {
                highest = Some(point);
            }
        }
    }
}

fn day(point: &Point<'_>) -> String {
    point.as_of.map_or_else(|| " (undated)".to_owned(), |day| format!(" ({day})"))
}

/// Whether a figure lies below another for certain, in another document and comparably.
fn below(low: &Point<'_>, high: &Point<'_>) -> bool {
    low.claim.document.label != high.claim.document.label
        && low.value.most().is_some_and(|most| most < high.value.least())
        && (low.value.least() * COMPARABLE >= high.value.least())
}

/// One body gives one quantity two values on one day.
fn restated(group: &SeriesGroup, points: &[Point<'_>], found: &mut Found) {
    if !counts_people(group.measure) {
        return;
    }
    for points in by_body(points).into_values() {
        let mut days: BTreeMap<Date, Vec<&Point<'_>>> = BTreeMap::new();
        for point in points {
            if let Some(day) = point.as_of.filter(|_| exact(point.value).is_some()) {
                days.entry(day).or_default().push(point);
            }
        }
        for (day, mut points) in days {
            points.sort_by(|a, b| {
                (a.value.least().total_cmp(&b.value.least()))
                    .then_with(|| a.claim.id().cmp(b.claim.id()))
            });
            let (Some(low), Some(high)) = (points.first(), points.last()) else {
                continue;
            };
            if below(low, high) {
                let note = format!(
                    "{} ({}), {}: {} in {} and {} in {}, both of {day}",
                    group.measure,
                    group.group,
                    group.period,
                    low.value,
                    low.claim.document.label,
                    high.value,
                    high.claim.document.label,
                );
                found.add(
                    ContradictionKind::RestatedDifferently,
                    vec![low.value.least(), high.value.least()],
                    note,
                    &[low.claim, high.claim],
                );
            }
        }
    }
}
