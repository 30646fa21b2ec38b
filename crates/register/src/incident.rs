//! Incidents from the claims of one component: grouping, then values as ranges over what counts.

use std::collections::{BTreeMap, BTreeSet};

use cairn_model::register::{Incident, Link, ReportOf};
use cairn_model::{
    ClaimId, CountRange, DateSpan, DecisionAction, Device, IncidentId, IncidentStatus, Place,
    ReportedIncident,
};

use crate::bodies::Bodies;
use crate::cluster::{cluster, founder};
use crate::compare::{Comparison, compare, weigh};
use crate::context::ClaimContext;
use crate::decisions::{Ruling, Rulings};
use crate::neighbours::Neighbours;
use crate::setting::{in_order, set_field, set_place};
use crate::weights::Weights;
use crate::{difference, grade, victims};

/// Spans of more days than this are not known to the day.
const DAY_SPAN: i32 = 4;
/// Reports among which the best reason to count in a further one is looked for.
const LINKED_TO: usize = 200;
/// Pairs that are looked at for near misses at most.
const NEAR_PAIRS: usize = 40_000;
/// Near misses that an incident shows at most, the nearest first.
const NEAR_MISSES: usize = 12;

/// What deriving depends on, beside claims.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// How much agreements tell.
    pub weights: &'a Weights,
    /// What people decided.
    pub rulings: &'a Rulings,
    /// Names of bodies.
    pub bodies: &'a Bodies,
}

/// The incidents that the claims of one component tell of, sorted by identity.
///
/// `component` must be closed: every claim that is joined to one of them, or that a decision in force
/// merges with one of them, is in it. Neighbours that end up in another incident only show up as near
/// misses. The order of claims does not matter.
pub fn assemble(
    component: &[&ClaimContext],
    near: &Neighbours<'_>,
    rules: &Rules<'_>,
) -> Vec<Incident> {
    let groups = cluster(component, near, rules.rulings, rules.weights);
    let mut incidents: Vec<Incident> =
        groups.iter().filter_map(|group| one(group, near, rules)).collect();
    incidents.sort_by(|a, b| a.id.cmp(&b.id));
    incidents
}

fn one(group: &[&ClaimContext], near: &Neighbours<'_>, rules: &Rules<'_>) -> Option<Incident> {
    let mut reports = group.to_vec();
    reports.sort_by(|a, b| a.rank().cmp(&b.rank()));
    let figures = figures(&reports, rules.rulings);
    let told: Vec<&ReportedIncident> = figures.iter().filter_map(|r| r.incident()).collect();
    let graded = grade::grade(&reports, rules.rulings, rules.bodies);
    let mut links = links(&reports, rules);
    links.extend(near_misses(&reports, near, rules));
    let mut incident = Incident {
        id: IncidentId::founded_by(founder(group)?.id()),
        status: status(&told),
        date: date(told.iter().map(|incident| incident.date)),
        place: place(&figures),
        device: device(told.iter().map(|incident| incident.device)),
        activity: commonest(told.iter().filter_map(|incident| incident.activity.clone())),
        killed: hull(told.iter().filter_map(|incident| incident.killed)),
        injured: hull(told.iter().filter_map(|incident| incident.injured)),
        victims: victims::merge(&figures),
        grade: graded.grade,
        grade_reason: graded.reason,
        sources: graded.sources,
        reports: (reports.iter())
            .map(|report| ReportOf {
                document: report.document.label.clone(),
                incident: report.id().local().to_owned(),
                claim: report.id().clone(),
                standing: rules.rulings.standing(report),
            })
            .collect(),
        links,
        differences: difference::differences(&figures),
        decisions: Vec::new(),
    };
    apply(&mut incident, &reports, rules.rulings);
    Some(incident)
}

/// The reports whose figures count; where none do, those not rejected, and else all.
pub(crate) fn figures<'a>(
    reports: &[&'a ClaimContext],
    rulings: &Rulings,
) -> Vec<&'a ClaimContext> {
    use cairn_model::register::Standing;
    let only = |wanted: &dyn Fn(Standing) -> bool| -> Vec<&'a ClaimContext> {
        (reports.iter().copied()).filter(|report| wanted(rulings.standing(report))).collect()
    };
    let live = only(&Standing::counts);
    if !live.is_empty() {
        return live;
    }
    let replaced = only(&|standing| standing == Standing::Superseded);
    if replaced.is_empty() { reports.to_vec() } else { replaced }
}

fn status(told: &[&ReportedIncident]) -> IncidentStatus {
    let all = |status: IncidentStatus| told.iter().all(|incident| incident.status == status);
    if told.iter().any(|incident| incident.status == IncidentStatus::Happened) {
        IncidentStatus::Happened
    } else if all(IncidentStatus::Denied) && !told.is_empty() {
        IncidentStatus::Denied
    } else {
        IncidentStatus::Unclear
    }
}

/// The days that the best-dated reports allow: what they share, or all of them where they share none.
pub(crate) fn date(dates: impl Iterator<Item = DateSpan>) -> DateSpan {
    let known: Vec<DateSpan> = dates.filter(|date| !date.is_unknown()).collect();
    let to_the_day: Vec<DateSpan> = (known.iter().copied())
        .filter(|date| date.days().is_some_and(|days| days <= DAY_SPAN))
        .collect();
    if to_the_day.is_empty() {
        return shared(&known)
            .or_else(|| {
                known.iter().copied().min_by_key(|date| (date.days().unwrap_or(i32::MAX), *date))
            })
            .unwrap_or(DateSpan::UNKNOWN);
    }
    shared(&to_the_day).unwrap_or_else(|| {
        (to_the_day.iter()).fold(DateSpan::UNKNOWN, |hull, date| hull.hull(date))
    })
}

fn shared(dates: &[DateSpan]) -> Option<DateSpan> {
    let from = dates.iter().filter_map(|date| date.from).max();
    let to = dates.iter().filter_map(|date| date.to).min();
    match (from, to) {
        (None, None) => None,
        (Some(from), Some(to)) if from > to => None,
        (from, to) => Some(DateSpan { from, to }),
    }
}

/// The finest names and the best point, with what one report leaves out filled in from the others.
pub(crate) fn place(reports: &[&ClaimContext]) -> Place {
    let places = || reports.iter().filter_map(|report| report.place());
    let finest = places()
        .filter(|place| place.settlement.is_some())
        .min_by_key(|place| precision(place))
        .or_else(|| {
            places().filter(|place| place.district.is_some()).min_by_key(|place| precision(place))
        })
        .or_else(|| places().find(|place| place.country.is_some()))
        // A point of a layer may have no name at all.
        .or_else(|| places().filter(|place| place.position.is_some()).min_by_key(|p| precision(p)));
    let Some(finest) = finest else {
        return Place::default();
    };
    let best = places().filter_map(|place| place.position.as_ref()).min_by_key(|p| p.precision);
    Place {
        settlement: finest.settlement.clone(),
        district: (finest.district.clone())
            .or_else(|| commonest(places().filter_map(|p| p.district.clone()))),
        country: (finest.country.clone())
            .or_else(|| commonest(places().filter_map(|p| p.country.clone()))),
        position: finest
            .position
            .clone()
            .filter(|p| best.is_none_or(|b| p.precision <= b.precision))
            .or_else(|| best.cloned()),
        candidates: finest.candidates.clone(),
    }
}

fn precision(place: &Place) -> u32 {
    place.position.as_ref().map_or(u32::MAX, |position| position.precision)
}

/// The kind that most reports give among the most specific; of equals the first of the vocabulary.
pub(crate) fn device(devices: impl Iterator<Item = Device>) -> Device {
    let mut votes: BTreeMap<Device, usize> = BTreeMap::new();
    for device in devices {
        *votes.entry(device).or_default() += 1;
    }
    let vague = |device: Device| match device {
        Device::Unknown => 3,
        Device::Mixed => 2,
        Device::MineUnspecified => 1,
        _ => 0,
    };
    // "Mine" and "cluster submunition" do not fit; the specific kind is kept, the difference listed.
    (votes.into_iter())
        .min_by_key(|(device, votes)| (vague(*device), std::cmp::Reverse(*votes), *device))
        .map_or(Device::Unknown, |(device, _)| device)
}

pub(crate) fn hull(counts: impl Iterator<Item = CountRange>) -> Option<CountRange> {
    counts.reduce(CountRange::hull)
}

/// The value that most reports give; of equals the first in the alphabet.
pub(crate) fn commonest(values: impl Iterator<Item = String>) -> Option<String> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *votes.entry(value).or_default() += 1;
    }
    (votes.into_iter())
        .min_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)))
        .map(|(value, _)| value)
}

/// One link for each report after the first: the best reason to count it in.
fn links(reports: &[&ClaimContext], rules: &Rules<'_>) -> Vec<Link> {
    let mut links = Vec::new();
    for (at, report) in reports.iter().enumerate().skip(1) {
        let weight = |earlier: &ClaimContext| match rules.rulings.on(report.id(), earlier.id()) {
            Some(Ruling::Together(_)) => Some(f64::INFINITY),
            _ => weigh(report, earlier, rules.weights),
        };
        let best = (reports.iter().take(at.min(LINKED_TO)).copied())
            .filter_map(|earlier| weight(earlier).map(|bits| (bits, earlier)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.id().cmp(a.1.id())));
        links.extend(best.and_then(|(_, earlier)| link(report, earlier, true, rules)));
    }
    links
}

fn near_misses(reports: &[&ClaimContext], near: &Neighbours<'_>, rules: &Rules<'_>) -> Vec<Link> {
    let inside: BTreeSet<&ClaimId> = reports.iter().map(|report| report.id()).collect();
    let mut pairs: Vec<_> = (reports.iter().copied())
        .flat_map(|report| {
            let others = near.get(report.id()).map(Vec::as_slice).unwrap_or_default();
            others.iter().map(move |other| (report, other.claim))
        })
        .filter(|(_, other)| !inside.contains(other.id()))
        // Of an incident with very many reports the first ones stand for all.
        .take(NEAR_PAIRS)
        .filter_map(|(report, other)| {
            let bits = weigh(report, other, rules.weights)?;
            (bits >= rules.weights.near).then(|| (tenths(bits), report, other))
        })
        .collect();
    pairs.sort_by(|(m, a, b), (n, c, d)| n.total_cmp(m).then_with(|| ids(a, b).cmp(&ids(c, d))));
    pairs.truncate(NEAR_MISSES);
    (pairs.into_iter()).filter_map(|(_, report, other)| link(report, other, false, rules)).collect()
}

/// The identities of a pair, the smaller first.
fn ids<'a>(x: &'a ClaimContext, y: &'a ClaimContext) -> (&'a ClaimId, &'a ClaimId) {
    if x.id() <= y.id() { (x.id(), y.id()) } else { (y.id(), x.id()) }
}

/// Tenths of a bit are as much as hand-set weights can mean.
fn tenths(bits: f64) -> f64 {
    (bits * 10.0).round() / 10.0
}

fn link(x: &ClaimContext, y: &ClaimContext, joined: bool, rules: &Rules<'_>) -> Option<Link> {
    let (a, b) = if x.id() <= y.id() { (x, y) } else { (y, x) };
    let compared = compare(a, b, rules.weights);
    let (weight, told) = match (rules.rulings.on(a.id(), b.id()), compared) {
        (Some(Ruling::Together(number)), compared) if joined => {
            (compared.as_ref().map_or(0.0, |c| c.weight), by_hand("joined", number, compared))
        }
        (Some(Ruling::Apart(number)), Some(compared)) if !joined => {
            (compared.weight, by_hand("kept apart", number, Some(compared)))
        }
        (_, Some(compared)) if joined => (compared.weight, compared.why),
        (_, Some(compared)) => {
            let verdict = if compared.joins(rules.weights) {
                "not joined, as its other reports fit less"
            } else {
                "not joined, as that is not quite enough"
            };
            (compared.weight, format!("{}; {verdict}", compared.why))
        }
        (_, None) => return None,
    };
    let why = match rules.rulings.weights() {
        Some((number, _)) => format!("{told}; weighed by decision {number}"),
        None => told,
    };
    Some(Link { a: a.id().clone(), b: b.id().clone(), weight: tenths(weight), joined, why })
}

fn by_hand(verb: &str, number: u64, compared: Option<Comparison>) -> String {
    match compared {
        Some(compared) => format!("{verb} by decision {number}; {}", compared.why),
        None => format!("{verb} by decision {number}"),
    }
}

/// Applies what people set by hand, in the order in which they did.
fn apply(incident: &mut Incident, reports: &[&ClaimContext], rulings: &Rulings) {
    let decisions = in_order(reports, rulings);
    for decision in decisions.values() {
        match &decision.action {
            DecisionAction::Correct { field, value, .. } => {
                // What cannot be set was refused when it was decided.
                if let Ok(corrected) = corrected(incident, field, value) {
                    *incident = corrected;
                }
            }
            action => set_place(&mut incident.place, action),
        }
    }
    incident.decisions = decisions.into_keys().collect();
}

/// Fields of an incident that a person may set.
const CORRECTABLE: &[&str] =
    &["status", "date", "place", "device", "activity", "killed", "injured", "victims"];

/// The incident with one field set by hand.
///
/// # Errors
/// When there is no such field to set, or the value has not the shape that the field has in JSON;
/// the text says what was expected.
pub fn corrected(
    incident: &Incident,
    field: &str,
    value: &serde_json::Value,
) -> Result<Incident, String> {
    set_field(incident, CORRECTABLE, field, value)
}
