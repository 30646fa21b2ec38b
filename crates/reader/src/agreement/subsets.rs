//! A part that is larger than its whole: "39 wounded, of whom 43 from Saren", "Seven were hurt.
//! Eight of them are children."

use std::ops::Range;

use cairn_model::{Contradiction, ContradictionKind};

use super::contradiction;
use super::counted::{Counted, Counter, Thing};
use crate::context::Context;
use crate::lexicon::Class;
use crate::mentions::{Number, NumberKind};

/// Words behind a number that say what it counts.
const NOUN_WITHIN: usize = 8;

struct Subsets<'c, 'd> {
    counter: Counter<'c, 'd>,
    subsets: Class,
    conjunctions: Class,
}

/// Parts that are larger than the whole that they are said to be of.
pub(super) fn disagreements(context: &Context<'_>) -> Vec<Contradiction> {
    let doc = context.doc;
    let finder = Subsets {
        counter: Counter::new(context),
        subsets: doc.class("subsets"),
        conjunctions: doc.class("conjunctions"),
    };
    let parts = context.numbers.iter().enumerate().skip(1);
    parts
        .filter_map(|(index, number)| {
            finder.check(index, number).or_else(|| finder.of_fewer(index, number))
        })
        .collect()
}

impl Subsets<'_, '_> {
    fn check(&self, index: usize, number: &Number) -> Option<Contradiction> {
        let context = self.counter.context;
        let doc = context.doc;
        let least = part_least(number)?;
        let sentence = doc.sentence_of(number.tokens.start);
        if !doc.sentences[sentence].kind.is_read() || !self.is_part(number) {
            return None;
        }
        let part = self.described(number, sentence)?;
        let (whole, told) =
            self.whole_after(index, number, sentence).or_else(|| self.whole(index, sentence))?;
        if !fits(&part, &whole) || least <= whole.value || least > whole.value * 3 {
            return None;
        }
        // "Four boys and three girls. Four of them …": of all of them, as likely as of the last.
        if least <= self.counted_together(index, &whole, told) {
            return None;
        }
        let mut evidence = vec![doc.sentence_evidence(told)];
        if told != sentence {
            evidence.push(doc.sentence_evidence(sentence));
        }
        Some(contradiction(
            ContradictionKind::PartExceedsWhole,
            [least, whole.value],
            format!("{least} of {}", whole.value),
            evidence,
        ))
    }

    /// "37 of the 35 mined areas": more of fewer, whatever they are.
    fn of_fewer(&self, index: usize, whole: &Number) -> Option<Contradiction> {
        const FARTHEST: usize = 4;
        let context = self.counter.context;
        let doc = context.doc;
        let part = context.numbers.get(index.checked_sub(1)?)?;
        let (more, fewer) = (Counter::exact(part)?, Counter::exact(whole)?);
        let gap = part.tokens.end..whole.tokens.start;
        let preposition = doc.entry_at(gap.start, doc.class("place_prepositions"));
        let of = gap.len() <= FARTHEST && preposition.is_some_and(|e| &*e.value == "of");
        let the = |at: usize| {
            doc.entry_at(at, doc.class("determiners")).is_some_and(|e| &*e.value == "definite")
        };
        let all = of && gap.start + 1 < gap.end && (gap.start + 1..gap.end).all(the);
        let sentence = doc.sentence_of(whole.tokens.start);
        (all && more > fewer && doc.sentences[sentence].kind.is_read()).then(|| {
            contradiction(
                ContradictionKind::PartExceedsWhole,
                [more, fewer],
                format!("{more} of {fewer}"),
                vec![doc.sentence_evidence(sentence)],
            )
        })
    }

    /// "43 of them", "of whom 43", "including 15": a part of what was counted last.
    fn is_part(&self, number: &Number) -> bool {
        let doc = self.counter.context.doc;
        let of = doc.term_at(number.tokens.end, self.subsets).is_some_and(|term| {
            // "12 people, including …" makes the 12 a whole.
            doc.entry(term).has("of")
        });
        // "88 of these 305": the 305 are the whole.
        let after = (number.tokens.start.saturating_sub(4)..number.tokens.start).any(|at| {
            doc.term_at(at, self.subsets).is_some_and(|term| term.end == number.tokens.start)
                && !self.ends_number(at)
        });
        of || after
    }

    fn ends_number(&self, token: usize) -> bool {
        let numbers = &self.counter.context.numbers;
        let next = numbers.partition_point(|number| number.tokens.end < token);
        numbers.get(next).is_some_and(|number| number.tokens.end == token)
    }

    /// "88 of these 305 casualties": the whole behind its part.
    fn whole_after(
        &self,
        index: usize,
        part: &Number,
        sentence: usize,
    ) -> Option<(Counted, usize)> {
        let doc = self.counter.context.doc;
        let term = doc.term_at(part.tokens.end, self.subsets)?;
        let whole = self.counter.context.numbers.get(index + 1)?;
        (whole.tokens.start == term.end)
            .then(|| Some((self.described(whole, sentence)?, sentence)))?
    }

    fn described(&self, number: &Number, sentence: usize) -> Option<Counted> {
        let end = self.noun_end(number.tokens.end, sentence);
        let (thing, harm, by) = self.counter.noun(number.tokens.end..end);
        let value = part_least(number)?;
        Some(Counted { value, tokens: number.tokens.start..end, thing, harm, by })
    }

    /// Where the words end that can say what a number counts.
    fn noun_end(&self, from: usize, sentence: usize) -> usize {
        let doc = self.counter.context.doc;
        let most = doc.sentences[sentence].tokens.end.min(from + NOUN_WITHIN);
        (from..most)
            .find(|&at| {
                matches!(doc.folded(at), "," | ";" | "(" | ")" | ":")
                    || self.counter.number_at(at).is_some()
                    || doc.entry_at(at, self.conjunctions).is_some()
            })
            .unwrap_or(most)
    }

    /// The last number before a part that counts what can be its whole, in its sentence or the one
    /// before.
    fn whole(&self, index: usize, sentence: usize) -> Option<(Counted, usize)> {
        let doc = self.counter.context.doc;
        let earlier = self.counter.context.numbers[..index].iter().rev();
        let mut near =
            earlier.take_while(|number| doc.sentence_of(number.tokens.start) + 1 >= sentence);
        // The nearest count of anything: what stands farther may be of another matter.
        let whole = near.find(|number| {
            number.kind == NumberKind::Cardinal
                && !self.is_part(number)
                && self.whole_noun(number).0 != Thing::Other
        })?;
        let told = doc.sentence_of(whole.tokens.start);
        let same_paragraph = doc.sentences[told].paragraph == doc.sentences[sentence].paragraph;
        let value = Counter::exact(whole)
            .filter(|_| same_paragraph && doc.sentences[told].kind.is_read())?;
        let (thing, harm, by) = self.whole_noun(whole);
        let end = whole.tokens.end;
        Some((Counted { value, tokens: whole.tokens.start..end, thing, harm, by }, told))
    }

    /// The sum of what a sentence counts of one kind before a part.
    fn counted_together(&self, index: usize, whole: &Counted, told: usize) -> u64 {
        let doc = self.counter.context.doc;
        let earlier = self.counter.context.numbers[..index].iter();
        earlier
            .filter(|number| {
                number.kind == NumberKind::Cardinal
                    && doc.sentence_of(number.tokens.start) == told
                    && self.whole_noun(number).0 == whole.thing
            })
            .filter_map(Counter::exact)
            .sum()
    }

    fn whole_noun(
        &self,
        number: &Number,
    ) -> (Thing, Option<crate::effects::Harm>, super::counted::Trait) {
        let sentence = self.counter.context.doc.sentence_of(number.tokens.start);
        let range: Range<usize> = number.tokens.end..self.noun_end(number.tokens.end, sentence);
        self.counter.noun(range)
    }
}

fn fits(part: &Counted, whole: &Counted) -> bool {
    let known = matches!(whole.thing, Thing::People | Thing::Ordnance | Thing::Area);
    known && (part.thing == whole.thing || part.thing == Thing::Unsaid)
}

/// The least that a part may be.
fn part_least(number: &Number) -> Option<u64> {
    if number.kind != NumberKind::Cardinal {
        return None;
    }
    crate::people::count_of(number).map(cairn_model::CountRange::least).filter(|least| *least > 1)
}
