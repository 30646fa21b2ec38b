//! Figures that rules leave open in texts whose incidents are known, and such as they might have left open.

use std::ops::AddAssign;

use cairn_model::{CountRange, Outcome, ReportedIncident};

use super::sheet::align;
use super::steps::{Choice, learn_choices};
use crate::context::Context;
use crate::effects::Harm;
use crate::incidents::{IncidentReading, incidents};
use crate::learned::cases::Known;
use crate::learned::figures::{Chosen, FEATURES, FigureWeights, Open, choose, open};

/// How strongly weights are drawn to nothing.
const DRAW: f64 = 0.002;

/// How much a figure counts that rules read, beside one that they do leave open.
const MADE_UP: f64 = 0.5;

/// What is true of a figure that rules leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    /// So many.
    Figure(CountRange),
    /// Nobody, or the text does not say.
    Nothing,
    /// The incident is none of the text's.
    NoIncident,
}

/// The figures of a text that rules leave open, and those that they read rightly as though they had not.
pub struct FigureSheet {
    open: Vec<(Open, Truth)>,
    made_up: Vec<(Open, CountRange)>,
}

/// How choices of figures fared.
#[derive(Clone, Copy, Debug, Default)]
pub struct FiguresFared {
    /// Figures that rules leave open and the text gives.
    pub silent: usize,
    /// Of those, the ones whose people are among those to choose from.
    pub within_reach: usize,
    /// Chosen and true.
    pub mended: usize,
    /// Chosen where the text gives none, which leaving it open would have got right.
    pub spoilt: usize,
    /// Chosen, and wrong either way.
    pub otherwise: usize,
}

impl AddAssign for FiguresFared {
    fn add_assign(&mut self, other: Self) {
        self.silent += other.silent;
        self.within_reach += other.within_reach;
        self.mended += other.mended;
        self.spoilt += other.spoilt;
        self.otherwise += other.otherwise;
    }
}

/// Reads a text by rules and says of each figure that they leave open what is true.
pub fn figure_sheet(context: &mut Context<'_>, gold: &[ReportedIncident]) -> FigureSheet {
    let reading = incidents(context);
    let pairs = align(gold, &reading.incidents);
    let truth = |at: usize, outcome: Outcome| {
        let of = pairs.iter().position(|pair| *pair == Some(at)).map(|number| &gold[number]);
        match of.map(|incident| told(incident, outcome)) {
            Some(Some(figure)) => Truth::Figure(figure),
            Some(None) => Truth::Nothing,
            None => Truth::NoIncident,
        }
    };
    let real = open(context, &Known::of(&reading)).into_iter().map(|open| {
        let truth = truth(open.incident, open.outcome);
        (open, truth)
    });
    let real = real.collect();
    let mut made_up = Vec::new();
    for (at, incident) in reading.incidents.iter().enumerate() {
        for outcome in [Outcome::Killed, Outcome::Injured] {
            if let Some(figure) = told(incident, outcome)
                && truth(at, outcome) == Truth::Figure(figure)
            {
                made_up.extend(as_though_open(context, &reading, at, outcome).zip(Some(figure)));
            }
        }
    }
    FigureSheet { open: real, made_up }
}

/// The figure of an incident as it would lie open had rules found nobody with that outcome.
fn as_though_open(
    context: &mut Context<'_>,
    reading: &IncidentReading,
    at: usize,
    outcome: Outcome,
) -> Option<Open> {
    let harm = if outcome == Outcome::Killed { Harm::Killed } else { Harm::Injured };
    let kept = context.effects.clone();
    for &number in reading.events[reading.told[at]].facts.iter().flat_map(|facts| &facts.effects) {
        let effect = &mut context.effects[number];
        if effect.harm == harm {
            effect.negated = true;
            effect.people.clear();
            effect.versions.clear();
        }
    }
    let mut silent = reading.clone();
    match outcome {
        Outcome::Killed => silent.incidents[at].killed = None,
        _ => silent.incidents[at].injured = None,
    }
    let mut found = open(context, &Known::of(&silent)).into_iter();
    let found = found.find(|open| open.incident == at && open.outcome == outcome);
    context.effects = kept;
    found
}

fn told(incident: &ReportedIncident, outcome: Outcome) -> Option<CountRange> {
    let figure = match outcome {
        Outcome::Killed => incident.killed,
        _ => incident.injured,
    };
    figure.filter(|count| *count != CountRange::ZERO)
}

/// Learns weights from sheets; the same sheets in the same order give the same weights.
pub fn learn_figures<'s>(
    sheets: impl IntoIterator<Item = &'s FigureSheet>,
    threshold: i32,
) -> FigureWeights {
    let choice = |open: &Open, figure: Option<CountRange>, weight: f64| {
        let option = |(candidate, features): &(_, Vec<_>)| {
            let candidate: &crate::learned::figures::Candidate = candidate;
            let features = features.iter().map(|f: &crate::learned::figures::Feature| f.number());
            (features.collect(), figure == Some(candidate.count))
        };
        Choice { column: open.column(), weight, options: open.options.iter().map(option).collect() }
    };
    let choices: Vec<Choice> = sheets
        .into_iter()
        .flat_map(|sheet| {
            let real = sheet.open.iter().map(|(open, truth)| {
                let figure = if let Truth::Figure(figure) = truth { Some(*figure) } else { None };
                choice(open, figure, 1.0)
            });
            real.chain(sheet.made_up.iter().map(|(open, f)| choice(open, Some(*f), MADE_UP)))
        })
        .collect();
    FigureWeights(learn_choices(&choices, FEATURES, DRAW, threshold))
}

impl FigureSheet {
    /// What weights make of the sheet.
    pub fn fared(&self, weights: &FigureWeights) -> FiguresFared {
        let mut fared = FiguresFared::default();
        for (open, truth) in &self.open {
            if let Truth::Figure(figure) = truth {
                fared.silent += 1;
                let reach = open.options.iter().any(|(candidate, _)| candidate.count == *figure);
                fared.within_reach += usize::from(reach);
            }
        }
        for (chosen, count) in self.chosen(weights) {
            match self.open[chosen.open].1 {
                Truth::Figure(figure) if figure == count => fared.mended += 1,
                Truth::Nothing => fared.spoilt += 1,
                _ => fared.otherwise += 1,
            }
        }
        fared
    }

    fn chosen(&self, weights: &FigureWeights) -> Vec<(Chosen, CountRange)> {
        let chosen = choose(self.open.iter().map(|(open, _)| open), weights);
        let count = |c: &Chosen| self.open[c.open].0.options[c.option].0.count;
        chosen.into_iter().map(|chosen| (chosen, count(&chosen))).collect()
    }

    /// A line for each choice and each figure missed: for those who look for better features.
    pub fn lines(&self, weights: &FigureWeights) -> Vec<String> {
        let chosen = self.chosen(weights);
        let mut lines = Vec::new();
        for (at, (open, truth)) in self.open.iter().enumerate() {
            let choice = chosen.iter().find(|(chosen, _)| chosen.open == at).map(|(_, c)| c);
            let silent = matches!(truth, Truth::Figure(_));
            if choice.is_some() || silent {
                lines.push(format!(
                    "incident {} {}: {truth:?}, chose {choice:?} of {:?}",
                    open.incident + 1,
                    open.outcome,
                    open.options.iter().map(|(c, _)| c.count).collect::<Vec<_>>()
                ));
            }
        }
        lines
    }
}
