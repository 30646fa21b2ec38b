//! The words for harm of a sentence that gives figures: "killed", "dead", "killed or injured".

use std::ops::Range;

use cairn_model::Measure;

use super::people::PeopleFinder;

/// Words for harm.
#[derive(Clone, Debug)]
pub(super) struct Harm {
    pub(super) tokens: Range<usize>,
    pub(super) measure: Measure,
    pub(super) verb: bool,
    pub(super) object: bool,
    /// "has lost": tells of harm only where people counted are its object.
    pub(super) lost: bool,
    pub(super) noun: bool,
    pub(super) of: bool,
    /// "həlak olanların": of those harmed, a part follows.
    pub(super) those: bool,
}

impl PeopleFinder<'_, '_> {
    /// In order; those joined by "or" and "and" are one.
    pub(super) fn harms(&self, range: &Range<usize>) -> Vec<Harm> {
        let doc = self.context.doc;
        let mut harms: Vec<Harm> = Vec::new();
        for term in doc.terms_in(range.clone(), self.harm) {
            let entry = doc.entry(term);
            let Ok(measure) = entry.value.parse::<Measure>() else { continue };
            if entry.has("ordinal") {
                continue;
            }
            let harm = Harm {
                tokens: term.start..term.end,
                measure,
                verb: entry.has("verb"),
                object: entry.has("object"),
                lost: entry.has("lost"),
                noun: entry.has("noun"),
                of: entry.has("of"),
                those: entry.has("those"),
            };
            // "killed or injured", "died or have been maimed": both together.
            if let Some(last) = harms.last_mut()
                && is_harm(last.measure)
                && is_harm(measure)
                && last.measure != measure
                && self.joins(last.tokens.end, term.start)
            {
                last.tokens.end = term.end;
                last.measure = Measure::Casualties;
                last.verb |= harm.verb;
                last.object |= harm.object;
                last.noun |= harm.noun;
                continue;
            }
            harms.push(harm);
        }
        harms
    }

    fn joins(&self, from: usize, to: usize) -> bool {
        let doc = self.context.doc;
        let mut conjunction = false;
        from < to
            && to - from <= 4
            && (from..to).all(|at| {
                let joint = self.is_and(at) || doc.folded(at) == "/";
                conjunction |= joint;
                joint
                    || doc.entry_at(at, self.auxiliaries).is_some()
                    || doc.entry_at(at, self.adverbs).is_some()
            })
            && conjunction
    }

    /// Whether words of harm stand in the passive.
    pub(super) fn is_passive(&self, harm: &Harm) -> bool {
        let doc = self.context.doc;
        (harm.tokens.start.saturating_sub(2)..harm.tokens.start)
            .any(|at| doc.entry_at(at, self.auxiliaries).is_some_and(|entry| &*entry.value == "be"))
    }
}

const fn is_harm(measure: Measure) -> bool {
    matches!(measure, Measure::Killed | Measure::Injured)
}
