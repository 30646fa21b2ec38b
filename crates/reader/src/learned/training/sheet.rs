//! One text to learn from: its cases with what is true of each.

use std::ops::AddAssign;

use cairn_model::{Outcome, ReportedIncident};

use super::steps::learn;
use crate::context::Context;
use crate::incidents::incidents;
use crate::learned::cases::{Case, Known, cases, names};
use crate::learned::decide::{choose, settle};
use crate::learned::features::{FEATURES, Feature};
use crate::learned::weights::{OUTCOMES, Weights};
use crate::victims::one_name;

/// Likeness from which two incidents are taken for one.
const ALIKE: u32 = 35;

/// How strongly weights are drawn to nothing.
const DRAW: f64 = 0.004;

/// What is known of a text.
#[derive(Clone, Debug)]
pub enum Truth {
    /// Its incidents with their victims.
    Incidents(Vec<ReportedIncident>),
    /// Who are victims, each of the incident told nearest.
    Names(Vec<(String, Outcome)>),
}

/// What is true of a person and an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    /// A victim of it, with this outcome.
    Victim(Outcome),
    /// No victim of it.
    Not,
    /// It cannot be said.
    Unknown,
}

/// A text's cases with what is true of each.
pub struct Sheet {
    cases: Vec<Case>,
    incidents: Vec<ReportedIncident>,
    labels: Vec<Vec<Label>>,
    /// The names of the cases.
    names: Vec<String>,
    /// Names of victims that nothing found in the text to choose from.
    pub unseen: Vec<String>,
}

/// How decisions on a sheet fared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fared {
    /// Victims among the cases.
    pub victims: usize,
    /// Taken for victims.
    pub taken: usize,
    /// Of those, victims of that incident.
    pub right: usize,
    /// Of those, with the right outcome.
    pub outcome: usize,
}

/// Reads a text by rules, makes believe that they missed the victims that `missed` says, and tells of all
/// who are then left open what is true.
pub fn sheet(
    context: &Context<'_>,
    truth: &Truth,
    mut missed: impl FnMut(&str) -> Option<bool>,
) -> Sheet {
    let mut told = incidents(context);
    for incident in &mut told.incidents {
        incident.victims.retain_mut(|victim| {
            let Some(name) = victim.name.as_deref() else { return true };
            let Some(kept_unnamed) = missed(name) else { return true };
            victim.name = None;
            kept_unnamed
        });
    }
    let cases = cases(context, &Known::of(&told));
    let pairs = match truth {
        Truth::Incidents(gold) => align(gold, &told.incidents),
        Truth::Names(_) => Vec::new(),
    };
    let labels = cases
        .iter()
        .map(|case| {
            let name = case.person.name(context);
            match truth {
                Truth::Incidents(gold) => by_incident(name, gold, &pairs, told.incidents.len()),
                Truth::Names(victims) => by_name(name, victims, case),
            }
        })
        .collect();
    let victims: Vec<&str> = match truth {
        Truth::Incidents(gold) => gold.iter().flat_map(names).collect(),
        Truth::Names(victims) => victims.iter().map(|(name, _)| name.as_str()).collect(),
    };
    let seen = |name: &str| {
        cases.iter().any(|case| one_name(case.person.name(context), name))
            || told.incidents.iter().flat_map(names).any(|known| one_name(known, name))
    };
    let unseen = victims.into_iter().filter(|n| !seen(n)).map(str::to_owned).collect();
    let names = cases.iter().map(|case| case.person.name(context).to_owned()).collect();
    Sheet { cases, incidents: told.incidents, labels, names, unseen }
}

/// Learns weights from sheets; the same sheets in the same order give the same weights.
pub fn learn_victims<'s>(sheets: impl IntoIterator<Item = &'s Sheet>, threshold: i32) -> Weights {
    let rows: Vec<_> = sheets.into_iter().flat_map(Sheet::rows).collect();
    Weights(learn(&rows, FEATURES, DRAW, threshold))
}

impl AddAssign for Fared {
    fn add_assign(&mut self, other: Self) {
        self.victims += other.victims;
        self.taken += other.taken;
        self.right += other.right;
        self.outcome += other.outcome;
    }
}

impl Sheet {
    /// The features and the class of each person with each incident; class 0 is no victim.
    fn rows(&self) -> impl Iterator<Item = (Vec<usize>, usize)> {
        self.cases.iter().zip(&self.labels).flat_map(|(case, labels)| {
            case.features.iter().zip(labels).filter_map(|(features, label)| {
                let class = match label {
                    Label::Not => 0,
                    Label::Unknown => return None,
                    Label::Victim(outcome) => 1 + OUTCOMES.iter().position(|o| o == outcome)?,
                };
                Some((features.iter().map(|feature| feature.number()).collect(), class))
            })
        })
    }

    /// What weights make of the sheet.
    pub fn fared(&self, weights: &Weights) -> Fared {
        let mut fared = Fared::default();
        let is_victim = |labels: &&Vec<Label>| labels.iter().any(|l| matches!(l, Label::Victim(_)));
        fared.victims = self.labels.iter().filter(is_victim).count();
        let choices = choose(&self.cases, self.incidents.len(), weights);
        for choice in settle(choices, &self.incidents) {
            let label = self.labels[choice.case][choice.incident];
            fared.taken += usize::from(label != Label::Unknown);
            fared.right += usize::from(matches!(label, Label::Victim(_)));
            fared.outcome += usize::from(label == Label::Victim(choice.outcome));
        }
        fared
    }

    /// A line for each case that weights get wrong, with its features: for those who look for better ones.
    pub fn wrong(&self, weights: &Weights) -> Vec<String> {
        let choices = settle(choose(&self.cases, self.incidents.len(), weights), &self.incidents);
        let mut wrong = Vec::new();
        for (at, labels) in self.labels.iter().enumerate() {
            let choice = choices.iter().find(|choice| choice.case == at);
            let truth = labels.iter().position(|label| matches!(label, Label::Victim(_)));
            let right = match (choice, truth) {
                (None, None) => true,
                (Some(choice), Some(truth)) => {
                    choice.incident == truth && labels[truth] == Label::Victim(choice.outcome)
                }
                _ => false,
            };
            if !right {
                let shown = truth.or(choice.map(|c| c.incident)).unwrap_or(0);
                let (outcome, sum) = weights.best(&self.cases[at].features[shown]);
                let features: Vec<String> =
                    self.cases[at].features[shown].iter().map(ToString::to_string).collect();
                wrong.push(format!(
                    "{} {:?} chose {:?}; {outcome} {sum}: {}",
                    self.names[at],
                    labels,
                    choice,
                    features.join("; ")
                ));
            }
        }
        wrong
    }
}

fn by_incident(
    name: &str,
    gold: &[ReportedIncident],
    pairs: &[Option<usize>],
    incidents: usize,
) -> Vec<Label> {
    let mut labels = vec![Label::Not; incidents];
    for (incident, pair) in gold.iter().zip(pairs) {
        let same = |v: &&cairn_model::ReportedVictim| {
            v.name.as_deref().is_some_and(|known| one_name(known, name))
        };
        let Some(victim) = incident.victims.iter().find(same) else { continue };
        match pair {
            Some(at) => labels[*at] = Label::Victim(victim.outcome),
            None => labels.fill(Label::Unknown),
        }
    }
    labels
}

fn by_name(name: &str, victims: &[(String, Outcome)], case: &Case) -> Vec<Label> {
    let nearest = Feature::flag(crate::learned::features::Flag::Nearest);
    let outcome = victims.iter().find(|(known, _)| one_name(known, name)).map(|(_, o)| *o);
    let label = |features: &Vec<Feature>| match outcome {
        None => Label::Not,
        Some(outcome) if features.binary_search(&nearest).is_ok() => Label::Victim(outcome),
        Some(_) => Label::Unknown,
    };
    case.features.iter().map(label).collect()
}

/// For each true incident the one that was read as it.
pub(super) fn align(gold: &[ReportedIncident], read: &[ReportedIncident]) -> Vec<Option<usize>> {
    let mut table: Vec<(u32, usize, usize)> = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        table.extend(read.iter().enumerate().map(|(j, b)| (likeness(a, b), i, j)));
    }
    table.sort_by_key(|&(alike, i, j)| (std::cmp::Reverse(alike), i, j));
    let mut pairs = vec![None; gold.len()];
    for (alike, i, j) in table {
        if alike >= ALIKE && pairs[i].is_none() && !pairs.contains(&Some(j)) {
            pairs[i] = Some(j);
        }
    }
    pairs
}

/// How alike two incidents are in place, day, device, figures and names, as `bench/reading/score.py` has it.
fn likeness(a: &ReportedIncident, b: &ReportedIncident) -> u32 {
    let named = |i: &ReportedIncident| {
        i.place.settlement.clone().or_else(|| i.place.district.clone()).unwrap_or_default()
    };
    let (here, there) = (named(a), named(b));
    let place = match (here.is_empty(), there.is_empty()) {
        (true, true) => true,
        (false, false) => {
            one_name(&here, &there)
                || b.place.district.as_deref().is_some_and(|d| one_name(d, &here))
        }
        _ => false,
    };
    let dates = a.date == b.date && !a.date.is_unknown();
    let shared = names(a).any(|name| names(b).any(|other| one_name(name, other)));
    30 * u32::from(place)
        + 25 * u32::from(dates)
        + 10 * u32::from(!a.date.is_unknown() && a.date.touches(&b.date))
        + 10 * u32::from(a.device == b.device)
        + 15 * u32::from(a.killed == b.killed)
        + 15 * u32::from(a.injured == b.injured)
        + 25 * u32::from(shared)
}
