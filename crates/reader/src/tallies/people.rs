//! Figures of people killed and injured, and of incidents: numbers and the words for harm beside them.

use std::ops::Range;

use cairn_model::{Measure, TallyGroup, ValueRange};

use super::counted::Beside;
use super::harm::Harm;
use crate::context::Context;
use crate::lexicon::Class;
use crate::mentions::{Number, NumberKind};
use crate::numbers::numbers_in;

/// What a number counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The number's tokens.
    pub tokens: Range<usize>,
    /// What it measures.
    pub measure: Measure,
    /// Whom it counts.
    pub group: TallyGroup,
    /// The figure.
    pub value: ValueRange,
    /// "the 45 dead": spoken of before.
    pub definite: bool,
    /// A part of the figure before it.
    pub part: bool,
}

/// What reading figures of people needs of the lexicon.
pub struct PeopleFinder<'c, 'd> {
    pub(super) context: &'c Context<'d>,
    pub(super) harm: Class,
    pub(super) groups: Class,
    pub(super) words: Class,
    pub(super) parts: Class,
    units: Class,
    pub(super) auxiliaries: Class,
    pub(super) adverbs: Class,
    pub(super) conjunctions: Class,
    pub(super) determiners: Class,
    pub(super) functions: Class,
    pub(super) toll_verbs: Class,
    pub(super) further: Class,
}

impl<'c, 'd> PeopleFinder<'c, 'd> {
    /// Looks the classes up once for a text.
    pub fn new(context: &'c Context<'d>) -> Self {
        let doc = context.doc;
        Self {
            context,
            harm: doc.class("tally_harm"),
            groups: doc.class("tally_groups"),
            words: doc.class("tally_words"),
            parts: doc.class("find_words"),
            units: doc.class("units"),
            auxiliaries: doc.class("auxiliaries"),
            adverbs: doc.class("adverbs"),
            conjunctions: doc.class("conjunctions"),
            determiners: doc.class("determiners"),
            functions: doc.class("function_words"),
            toll_verbs: doc.class("toll_verbs"),
            further: doc.class("further"),
        }
    }

    /// Whether a range of tokens has words for harm or incidents.
    pub fn tells_of_harm(&self, range: &Range<usize>) -> bool {
        self.context.doc.terms_in(range.clone(), self.harm).next().is_some()
    }

    /// The figures of a sentence; `before` is what the sentence before counted last.
    pub fn counted(&self, range: &Range<usize>, before: Option<&Counted>) -> Vec<Counted> {
        let harms = self.harms(range);
        let numbers: Vec<&Number> = numbers_in(&self.context.numbers, range.clone())
            .iter()
            .filter(|number| number.kind == NumberKind::Cardinal && !self.has_unit(number))
            // "several" is no figure.
            .filter(|number| number.value.most().is_some() || number.value.least() > 2.0)
            .collect();
        // "Of every ten victims four were children": no figures, but a share.
        let every = |number: &&Number| {
            number.core.start.checked_sub(1).is_some_and(|at| self.word_is(at, "every"))
        };
        if numbers.iter().any(every) {
            return Vec::new();
        }
        let mut found: Vec<Counted> = Vec::new();
        for (at, number) in numbers.iter().enumerate() {
            let next = numbers.get(at + 1).copied();
            let beside = Beside { number, next, range, harms: &harms, found: &found, before };
            if let Some(counted) = self.one(&beside) {
                found.push(counted);
            }
        }
        found
    }

    /// "the figure was 161", "the hospital came up with 26": a number alone that takes up what was
    /// counted before.
    pub fn figure(&self, range: &Range<usize>) -> Option<(Range<usize>, ValueRange)> {
        let doc = self.context.doc;
        let mut words = doc.entries_from(range.clone(), self.words);
        let (word, entry) = words.find(|(_, entry)| &*entry.value == "figure")?;
        let last = entry.has("last");
        let mut numbers = numbers_in(&self.context.numbers, range.clone())
            .iter()
            .filter(|number| number.kind == NumberKind::Cardinal)
            // "in the same nine months"
            .filter(|number| !self.in_date(number.core.start) && !self.counts_time(number));
        let (number, none) = (numbers.next()?, numbers.next());
        let alone = none.is_none() && number.tokens.start > word && !self.has_unit(number);
        // "it was 41", and nothing behind it
        let ends = number.tokens.end + 1 >= range.end;
        (alone && (ends || !last)).then(|| (number.tokens.clone(), number.value))
    }

    /// "nine months": a length of time.
    fn counts_time(&self, number: &Number) -> bool {
        let doc = self.context.doc;
        doc.entry_at(number.tokens.end, doc.class("date_words"))
            .is_some_and(|entry| entry.value.starts_with("unit:"))
    }

    /// Whether a sentence speaks of another time than that of the figures before it: "a year earlier".
    pub fn compares_times(&self, range: &Range<usize>) -> bool {
        self.context
            .doc
            .entries_from(range.clone(), self.words)
            .any(|(_, entry)| entry.has("alone"))
    }

    /// "wounded about twice as many": the words and what they make of the figure before.
    pub fn multiple(&self, range: &Range<usize>, counted: &[Counted]) -> Option<Counted> {
        let doc = self.context.doc;
        let term = doc
            .terms_in(range.clone(), self.words)
            .find(|term| &*doc.entry(term).value == "multiple")?;
        let factor: f64 = doc.entry(term).get("factor")?.parse().ok()?;
        let whole = counted.iter().rev().find(|one| one.tokens.end <= term.start && !one.part)?;
        // "wounded about twice as many", "twice as many have been wounded"
        let near = |harm: &Harm| match harm.tokens.end <= term.start {
            true => term.start - harm.tokens.end <= 3,
            false => harm.tokens.start >= term.end && harm.tokens.start - term.end <= 3,
        };
        let harm = self.harms(range).into_iter().rev().find(near)?;
        Some(Counted {
            tokens: term.start..term.end,
            measure: harm.measure,
            value: whole.value.times(factor).ok()?,
            definite: false,
            part: false,
            group: whole.group,
        })
    }

    /// "the sixth such blast": the number of incidents, with the tokens that say it.
    pub fn ordinal(&self, range: &Range<usize>) -> Option<(Range<usize>, ValueRange)> {
        let doc = self.context.doc;
        numbers_in(&self.context.numbers, range.clone())
            .iter()
            .filter(|number| number.kind == NumberKind::Ordinal && number.value.least() >= 2.0)
            .find(|number| {
                (number.tokens.end..range.end.min(number.tokens.end + 3)).any(|at| {
                    doc.entry_at(at, self.harm)
                        .is_some_and(|e| &*e.value == "incidents" && e.has("ordinal"))
                })
            })
            .map(|number| (number.tokens.clone(), number.value))
    }

    /// "Nineteen of them were minors": a part of what the sentence before counted.
    pub fn takes_up(&self, range: &Range<usize>) -> bool {
        let first = numbers_in(&self.context.numbers, range.clone()).first();
        first.is_some_and(|number| {
            number.tokens.start == range.start && self.of_them_end(number.tokens.end).is_some()
        })
    }

    fn has_unit(&self, number: &Number) -> bool {
        let doc = self.context.doc;
        let before = number.core.start.checked_sub(1).map_or("", |at| doc.folded(at));
        let currency =
            before.chars().any(|c| matches!(c, '$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}'));
        currency
            || doc.entry_at(number.tokens.end, self.units).is_some()
            || number.core.start.checked_sub(1).is_some_and(|at| {
                doc.entry_at(at, self.units).is_some_and(|entry| entry.has("before"))
            })
    }

    pub(super) fn is_and(&self, at: usize) -> bool {
        self.context.doc.folded(at) == "&"
            || self
                .context
                .doc
                .entry_at(at, self.conjunctions)
                .is_some_and(|entry| matches!(&*entry.value, "and" | "or"))
    }

    pub(super) fn word_is(&self, at: usize, kind: &str) -> bool {
        self.context.doc.entry_at(at, self.words).is_some_and(|entry| &*entry.value == kind)
    }

    pub(super) fn part_is(&self, at: usize, kind: &str) -> bool {
        self.context.doc.entry_at(at, self.parts).is_some_and(|entry| &*entry.value == kind)
    }
}

/// Whether it counts people.
pub const fn is_people(measure: Measure) -> bool {
    matches!(measure, Measure::Killed | Measure::Injured | Measure::Casualties)
}
