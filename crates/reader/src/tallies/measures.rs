//! Figures with a unit: areas, costs and durations of clearance, percentages of maps.

use std::ops::Range;

use cairn_model::{Measure, ValueRange};

use crate::context::Context;
use crate::lexicon::Class;
use crate::mentions::{Number, NumberKind};
use crate::numbers::numbers_in;
use crate::tallies::period::title_period;
use crate::token::TokenKind;

/// What finding measures needs of the lexicon.
pub struct MeasureFinder<'c, 'd> {
    context: &'c Context<'d>,
    units: Class,
    areas: Class,
    clearance: Class,
    negations: Class,
    explosions: Class,
    modifiers: Class,
}

impl<'c, 'd> MeasureFinder<'c, 'd> {
    /// Looks the classes up once for a text.
    pub fn new(context: &'c Context<'d>) -> Self {
        let doc = context.doc;
        Self {
            context,
            units: doc.class("units"),
            areas: doc.class("area_words"),
            clearance: doc.class("clearance_words"),
            negations: doc.class("negations"),
            explosions: doc.class("explosions"),
            modifiers: doc.class("number_modifiers"),
        }
    }

    /// What a number with a unit measures; `heads` are the words that head it (a section's heading)
    /// and `before` those of the sentence before it.
    pub fn measure(
        &self,
        number: &Number,
        sentence: &Range<usize>,
        before: Option<&Range<usize>>,
        heads: Option<&Range<usize>>,
    ) -> Option<(Measure, ValueRange)> {
        if matches!(number.kind, NumberKind::Percent | NumberKind::Share) {
            return self.percent(number, sentence, before);
        }
        let doc = self.context.doc;
        let unit = doc
            .entry_at(number.tokens.end, self.units)
            .filter(|e| !e.has("before") || e.has("money"));
        let sign = number
            .core
            .start
            .checked_sub(1)
            .filter(|at| *at >= sentence.start)
            .and_then(|at| doc.entry_at(at, self.units))
            .filter(|entry| entry.has("before"));
        let unit = sign.or(unit)?;
        let factor: f64 = unit.value.parse().ok()?;
        let value = number.value.times(factor).ok()?;
        // "59 min hektardan artıq": the word for more may stand behind the unit.
        let behind =
            doc.term_at(number.tokens.end, self.units).map_or(number.tokens.end, |t| t.end);
        let more = doc
            .entry_at(behind, self.modifiers)
            .is_some_and(|entry| &*entry.value == "least" && entry.has("after"));
        let value = match more {
            true => ValueRange::new(value.least(), None).ok()?,
            false => value,
        };
        if unit.has("area") {
            return Some((self.area(number, sentence, heads)?, value));
        }
        if unit.has("money") {
            return self
                .cost(number, sentence, before)
                .then_some((Measure::ClearanceCostUsd, value));
        }
        let in_period = self.context.dates.mentions.iter().any(|date| {
            date.tokens.contains(&number.core.start) && !self.is_verb(date.tokens.start)
        });
        (unit.has("years")
            && !in_period
            && number.kind == NumberKind::Cardinal
            && self.years(number, sentence, before))
        .then_some((Measure::ClearanceYears, value))
    }

    /// "would last 30 years": no last thirty years.
    fn is_verb(&self, at: usize) -> bool {
        let doc = self.context.doc;
        let takes = doc.entry_at(at, self.clearance).is_some_and(|entry| &*entry.value == "take");
        let auxiliaries = doc.class("auxiliaries");
        takes
            && at.checked_sub(1).is_some_and(|before| {
                doc.entry_at(before, auxiliaries).is_some_and(|entry| &*entry.value == "modal")
            })
    }

    /// "1,200 hectares, of which 803 were …": a number that takes its unit from the one before it.
    pub fn of_which(&self, number: &Number, last: &Number, sentence: &Range<usize>) -> Option<f64> {
        let doc = self.context.doc;
        let words = doc.class("find_words");
        let from = number.tokens.start.saturating_sub(3).max(last.tokens.end);
        // "… 1,482,000 sq m. Mines found in the same period: 21,340"
        if !self.context.devices_in(&(last.tokens.end..number.tokens.start)).is_empty() {
            return None;
        }
        let part = (from..number.tokens.start)
            .any(|at| doc.entry_at(at, words).is_some_and(|entry| entry.has("count")));
        let next = number.tokens.end;
        let bare = next >= sentence.end
            || doc.kind(next) == TokenKind::Mark
            || doc.entry_at(next, doc.class("auxiliaries")).is_some()
            || doc.entry_at(next, doc.class("function_words")).is_some();
        let smaller = number.value.least() < last.value.least();
        let unit = doc.entry_at(last.tokens.end, self.units).filter(|unit| unit.has("area"))?;
        (part && bare && smaller).then(|| unit.value.parse().ok()).flatten()
    }

    /// Cleared or contaminated, by the nearest word that says so.
    fn area(
        &self,
        number: &Number,
        sentence: &Range<usize>,
        heads: Option<&Range<usize>>,
    ) -> Option<Measure> {
        self.nearest_area_word(sentence, number.core.start)
            .or_else(|| heads.and_then(|heads| self.nearest_area_word(heads, heads.end)))
            .or_else(|| self.is_listed(number, sentence).then_some(Some(Measure::AreaM2)))
            .flatten()
    }

    /// "North team, Orash: 14,260 sq m", in a bulletin that names its days: what was cleared there.
    fn is_listed(&self, number: &Number, sentence: &Range<usize>) -> bool {
        let doc = self.context.doc;
        let colon = number.tokens.start.checked_sub(1).filter(|at| *at > sentence.start);
        colon.is_some_and(|at| doc.folded(at) == ":") && title_period(self.context).is_some()
    }

    /// The nearest word; `Some(None)` when that says neither.
    fn nearest_area_word(&self, range: &Range<usize>, at: usize) -> Option<Option<Measure>> {
        let doc = self.context.doc;
        let conjunctions = doc.class("conjunctions");
        doc.terms_in(range.clone(), self.areas)
            .filter(|term| {
                !(term.start.saturating_sub(4).max(range.start)..term.start).any(|before| {
                    doc.entry_at(before, self.negations).is_some_and(|e| &*e.value != "none")
                })
            })
            .min_by_key(|term| {
                // A word in another clause is farther away.
                let (from, to) = (term.start.min(at), term.start.max(at));
                let parted = (from..to).any(|t| matches!(doc.folded(t), ";" | ":"));
                let contaminated =
                    &*doc.entry(term).value == "contaminated" && term.end - term.start > 1;
                // "… cleared and 2,671 km2 remain"
                let joined = (from..to)
                    .any(|t| doc.entry_at(t, conjunctions).is_some_and(|e| &*e.value == "and"));
                (!contaminated, parted, to - from + 4 * usize::from(joined))
            })
            .map(|term| match &*doc.entry(term).value {
                "cleared" => Some(Measure::AreaM2),
                "contaminated" => Some(Measure::ContaminatedAreaM2),
                _ => None,
            })
    }

    fn says(&self, range: &Range<usize>, kind: &str) -> bool {
        let doc = self.context.doc;
        doc.entries_from(range.clone(), self.clearance).any(|(_, entry)| &*entry.value == kind)
    }

    /// Whether money in a sentence is what clearance costs.
    fn cost(
        &self,
        number: &Number,
        sentence: &Range<usize>,
        before: Option<&Range<usize>>,
    ) -> bool {
        let clearing = self.says(sentence, "clearing")
            || before.is_some_and(|before| self.says(before, "clearing"))
            || self.whole_text_clears();
        let costs = self.says(sentence, "cost") || self.takes_money(number, sentence);
        costs && !self.says(sentence, "given") && clearing
    }

    /// "will take 38 million dollars", "60 million dollars will be needed".
    fn takes_money(&self, number: &Number, sentence: &Range<usize>) -> bool {
        const BEFORE: usize = 4;
        const BEHIND: usize = 7;
        let doc = self.context.doc;
        let (start, end) = (number.tokens.start, number.tokens.end);
        let from = start.saturating_sub(BEFORE).max(sentence.start);
        doc.entries_from(from..sentence.end.min(end + BEHIND), self.clearance)
            .any(|(_, entry)| entry.has("money"))
    }

    /// Whether a number of years is how long clearance takes.
    fn years(
        &self,
        number: &Number,
        sentence: &Range<usize>,
        before: Option<&Range<usize>>,
    ) -> bool {
        let clearing = self.says(sentence, "clearing")
            || before.is_some_and(|before| {
                self.says(before, "clearing")
                    || self.nearest_area_word(before, before.end).is_some()
            });
        let from = number.tokens.start.saturating_sub(20).max(sentence.start);
        let to = sentence.end.min(number.tokens.end + 8);
        let takes = self.says(&(from..to), "take");
        clearing && takes && number.value.least() >= 2.0
    }

    fn whole_text_clears(&self) -> bool {
        let doc = self.context.doc;
        doc.terms_in(0..doc.tokens.len(), self.clearance)
            .find(|term| &*doc.entry(term).value == "clearing")
            .is_some()
    }

    fn percent(
        &self,
        number: &Number,
        sentence: &Range<usize>,
        before: Option<&Range<usize>>,
    ) -> Option<(Measure, ValueRange)> {
        let doc = self.context.doc;
        let maps = self.says(sentence, "map");
        let incidents = |range: Range<usize>| {
            doc.terms_in(range, self.explosions).any(|term| &*doc.entry(term).value == "noun")
        };
        let of_them = incidents(number.tokens.end..sentence.end.min(number.tokens.end + 5));
        let off = self.says(sentence, "off")
            || maps && doc.entries_from(sentence.clone(), self.negations).next().is_some();
        let reliable = self.says(&(sentence.start..number.tokens.start), "reliable")
            || self
                .says(&(number.tokens.end..sentence.end.min(number.tokens.end + 14)), "reliable");
        let spoken = maps || before.is_some_and(|before| self.says(before, "map"));
        let follows = doc.folded(number.tokens.end) != ",";
        if of_them && follows && off {
            Some((Measure::OffMapIncidentsPercent, number.value))
        } else if reliable && spoken {
            Some((Measure::MapReliabilityPercent, number.value))
        } else if off && incidents(sentence.start..number.tokens.start) {
            Some((Measure::OffMapIncidentsPercent, number.value))
        } else {
            None
        }
    }
}

/// Numbers of a range of tokens.
pub fn numbers<'c>(context: &'c Context<'_>, range: &Range<usize>) -> &'c [Number] {
    numbers_in(&context.numbers, range.clone())
}
