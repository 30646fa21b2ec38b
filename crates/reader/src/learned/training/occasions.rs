//! Which sentences of a text tell of an occasion, and how texts fare with weights that say so.

use std::ops::AddAssign;

use cairn_model::{CountRange, ReportedIncident};

use super::sheet::align;
use super::steps::learn;
use crate::context::Context;
use crate::devices::is_about_ordnance;
use crate::incidents::{Facts, incidents, parts_told};
use crate::learned::occasions::{FEATURES, OccasionWeights, features_of};

/// How strongly weights are drawn to nothing.
const DRAW: f64 = 0.001;

/// The sentences of a text with what is true of each.
pub struct OccasionSheet {
    /// Features, and 1 where it begins one of the text's incidents, 0 where it tells of none.
    rows: Vec<(Vec<usize>, usize)>,
}

/// How the incidents of texts were found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    /// Incidents that there are.
    pub gold: usize,
    /// Incidents read.
    pub read: usize,
    /// Of those, the ones that there are.
    pub right: usize,
    /// Of those, with the number of killed that is true.
    pub killed: usize,
    /// The same of the injured.
    pub injured: usize,
    /// Texts without an incident in which one was read.
    pub false_alarms: usize,
}

impl AddAssign for Found {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.read += other.read;
        self.right += other.right;
        self.killed += other.killed;
        self.injured += other.injured;
        self.false_alarms += other.false_alarms;
    }
}

/// Reads a text by rules and says of each sentence whether it begins one of the true incidents.
///
/// A sentence that rules leave out says nothing where they miss an incident: it may be that one's.
pub fn occasion_sheet(context: &Context<'_>, gold: &[ReportedIncident]) -> OccasionSheet {
    let told = incidents(context);
    let pairs = align(gold, &told.incidents);
    let missed = pairs.iter().any(Option::is_none);
    let is_told = |at: usize, facts: &Facts| {
        let event = &told.events[told.told[at]];
        let own =
            |f: &Facts| f.tokens.start < facts.tokens.end && facts.tokens.start < f.tokens.end;
        event.facts.iter().chain(&event.title).any(own)
    };
    let mut rows = Vec::new();
    for (number, sentence) in context.doc.sentences.iter().enumerate() {
        if !sentence.kind.is_read() {
            continue;
        }
        for (facts, begins) in parts_told(context, number) {
            if facts.effects.is_empty() && facts.devices.is_empty() && facts.triggers.is_empty() {
                continue;
            }
            let mut events = (0..told.incidents.len()).filter(|&at| is_told(at, &facts)).peekable();
            let class = match events.peek() {
                None if missed => continue,
                None => 0,
                Some(_) => {
                    let is_true = events.any(|at| pairs.contains(&Some(at)));
                    // What goes on with an incident may or may not tell enough to begin one.
                    if is_true && !begins {
                        continue;
                    }
                    usize::from(is_true)
                }
            };
            let features = features_of(context, &facts);
            rows.push((features.iter().map(|feature| feature.number()).collect(), class));
        }
    }
    OccasionSheet { rows }
}

/// Learns weights from sheets; the same sheets in the same order give the same weights.
pub fn learn_occasions<'s>(
    sheets: impl IntoIterator<Item = &'s OccasionSheet>,
    threshold: i32,
) -> OccasionWeights {
    let rows: Vec<_> = sheets.into_iter().flat_map(|sheet| sheet.rows.iter().cloned()).collect();
    OccasionWeights(learn(&rows, FEATURES, DRAW, threshold))
}

/// Reads a text with what decides in the context, and says how its incidents were found.
pub fn found(context: &Context<'_>, gold: &[ReportedIncident]) -> Found {
    let read = read(context);
    let pairs = align(gold, &read);
    let same = |a: Option<CountRange>, b: Option<CountRange>| {
        let told = |count: Option<CountRange>| count.filter(|count| *count != CountRange::ZERO);
        told(a) == told(b)
    };
    let paired = || gold.iter().zip(&pairs).filter_map(|(g, pair)| Some((g, read.get((*pair)?)?)));
    Found {
        gold: gold.len(),
        read: read.len(),
        right: paired().count(),
        killed: paired().filter(|(a, b)| same(a.killed, b.killed)).count(),
        injured: paired().filter(|(a, b)| same(a.injured, b.injured)).count(),
        false_alarms: usize::from(gold.is_empty() && !read.is_empty()),
    }
}

fn read(context: &Context<'_>) -> Vec<ReportedIncident> {
    if is_about_ordnance(context.doc, &context.devices) {
        incidents(context).incidents
    } else {
        Vec::new()
    }
}

/// A line for each incident that is read, and whether it is true: for those who look for better features.
pub fn lines(context: &Context<'_>, gold: &[ReportedIncident]) -> Vec<String> {
    let read = read(context);
    let pairs = align(gold, &read);
    let line = |(at, incident): (usize, &ReportedIncident)| {
        let evidence: Vec<&str> = incident.evidence.iter().map(|e| e.text.as_str()).collect();
        let is = if pairs.contains(&Some(at)) { "true" } else { "false" };
        format!("{is}: {}", evidence.join(" | "))
    };
    read.iter().enumerate().map(line).collect()
}
