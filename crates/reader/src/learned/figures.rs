//! Who was killed or hurt where rules give an incident no figure: weights that were learned from gold readings
//! (`data/figures.tsv`; `cargo xtask train` makes them) choose among the people told near it, or nobody.
//!
//! A figure that rules read stays, and no number is made: it is one that counts people in the text, or the sum
//! of people told together. What is filled in is said in a note of the reading. Nothing here knows a language.

mod candidates;
mod features;
mod signs;
#[cfg(test)]
mod tests;

use cairn_model::{Note, NoteKind, Outcome};

use super::cases::Known;
use super::near::Near;
use super::table::weights;
use crate::context::Context;
use crate::incidents::IncidentReading;
pub(super) use candidates::Candidate;
use candidates::{candidates, settled};
pub(super) use features::{FEATURES, Feature};
use signs::{Signs, Slot};

weights! {
    /// A weight for each feature and outcome, in thousandths of the logarithm of the odds that people are those
    /// whom an open figure counts, and the least sum with which they are taken for them.
    FigureWeights: Table<2> of Feature, include_str!("../../data/figures.tsv")
}

/// A figure that rules leave open, with those whom it may count and their features.
pub(super) struct Open {
    pub(super) incident: usize,
    /// Killed or injured.
    pub(super) outcome: Outcome,
    pub(super) options: Vec<(Candidate, Vec<Feature>)>,
}

impl Open {
    /// The column of the weights that choose.
    pub(super) fn column(&self) -> usize {
        usize::from(self.outcome != Outcome::Killed)
    }
}

/// All figures that rules leave open.
pub(super) fn open(context: &Context<'_>, known: &Known<'_>) -> Vec<Open> {
    let is_open = |at: usize, outcome: Outcome| match outcome {
        Outcome::Killed => known.incidents[at].killed.is_none(),
        _ => known.incidents[at].injured.is_none(),
    };
    let incidents = 0..known.incidents.len();
    let slots = |incident: usize| {
        [Outcome::Killed, Outcome::Injured]
            .into_iter()
            .filter(move |&outcome| is_open(incident, outcome))
            .map(move |outcome| Slot { incident, outcome })
    };
    if incidents.clone().all(|incident| slots(incident).next().is_none()) {
        return Vec::new();
    }
    let near = Near::new(context);
    let signs = Signs::new(&near, known);
    let settled = settled(context);
    let mut found = Vec::new();
    for incident in incidents.filter(|&incident| slots(incident).next().is_some()) {
        let all = candidates(context, known, incident, &settled);
        let shared = signs.shared(incident, &all);
        found.extend(slots(incident).map(|slot| {
            let features = |at: usize| signs.features(slot, &all, at, &shared[at]);
            let options = all.iter().cloned().enumerate().map(|(at, one)| (one, features(at)));
            Open { incident, outcome: slot.outcome, options: options.collect() }
        }));
    }
    found
}

/// People taken for those whom an open figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Which of the open figures.
    pub(super) open: usize,
    /// Which of its options.
    pub(super) option: usize,
    sum: i32,
}

/// For each open figure the option with the greatest sum, where it is great enough; the greatest first, and
/// nobody twice.
pub(super) fn choose<'o>(
    open: impl Iterator<Item = &'o Open>,
    weights: &FigureWeights,
) -> Vec<Chosen> {
    let mut chosen: Vec<(Chosen, &[usize])> = Vec::new();
    for (number, open) in open.enumerate() {
        let sums = open.options.iter().map(|(_, features)| {
            weights.0.sums(features.iter().map(|feature| feature.number()))[open.column()]
        });
        // Of equals the first.
        let best = sums.enumerate().max_by_key(|&(option, sum)| (sum, std::cmp::Reverse(option)));
        if let Some((option, sum)) = best.filter(|(_, sum)| *sum >= weights.0.threshold) {
            let mentions = &open.options[option].0.mentions;
            chosen.push((Chosen { open: number, option, sum }, mentions));
        }
    }
    chosen.sort_by_key(|(chosen, _)| (std::cmp::Reverse(chosen.sum), chosen.open));
    let mut taken: Vec<usize> = Vec::new();
    chosen.retain(|(_, mentions)| {
        let free = !mentions.iter().any(|mention| taken.contains(mention));
        if free {
            taken.extend(*mentions);
        }
        free
    });
    chosen.into_iter().map(|(chosen, _)| chosen).collect()
}

/// Fills in figures that rules leave open, and adds a note for each that says so.
pub(super) fn fill(context: &Context<'_>, told: &mut IncidentReading, weights: &FigureWeights) {
    let open = open(context, &Known::of(told));
    let mut chosen = choose(open.iter(), weights);
    chosen.sort_by_key(|chosen| chosen.open);
    for Chosen { open: number, option, .. } in chosen {
        let Open { incident, outcome, options } = &open[number];
        let candidate = &options[option].0;
        let incident = &mut told.incidents[*incident];
        match outcome {
            Outcome::Killed => incident.killed = Some(candidate.count),
            _ => incident.injured = Some(candidate.count),
        }
        told.notes.push(Note {
            kind: NoteKind::FigureWeighed,
            text: format!(
                "{}: no rule tells how many were {outcome}; {} counted here are taken for them, as the words \
                 around say together (learned weights).",
                incident.id, candidate.count
            ),
            evidence: vec![context.doc.evidence(candidate.tokens(context))],
        });
    }
}
