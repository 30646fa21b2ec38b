//! A total and the run of numbers that ought to make it up, however they are labelled: "57 were hurt:
//! Saren 14, Tolm 12, Orash 19 and Belin 11", "312 shells … From Saren came 140, from Tolm 121, from Orash
//! 61", "64 per cent men, 28 per cent women and 19 per cent children".
//!
//! Three numbers or more that nearly sum to one beside them were meant to; two must count the same.

use std::ops::Range;

use cairn_model::{Contradiction, ContradictionKind, CountRange};

use super::counted::{Counted, Counter, Thing};
use super::{contradiction, sum_text};
use crate::context::Context;
use crate::lexicon::Class;
use crate::mentions::{Number, NumberKind};
use crate::token::TokenKind;

/// A total stands at most this many sentences before its parts.
const TOLD_WITHIN: usize = 2;

/// Words of one part.
const LONGEST_PART: usize = 16;

/// Percentages of fewer parts are seldom all.
const FEWEST_SHARES: usize = 3;

/// Totals that are not the sum of the run of numbers behind or before them.
pub(super) fn disagreements(context: &Context<'_>) -> Vec<Contradiction> {
    let finder = Partitions {
        counter: Counter::new(context),
        determiners: context.doc.class("determiners"),
        prepositions: context.doc.class("place_prepositions"),
    };
    let sentences = &context.doc.sentences;
    let counts: Vec<Vec<Counted>> = (0..sentences.len())
        .map(|number| match sentences[number].kind.is_read() {
            true => finder.of_sentence(number),
            false => Vec::new(),
        })
        .collect();
    let mut found: Vec<Contradiction> = Vec::new();
    for number in 0..sentences.len() {
        found.extend(finder.shares(number));
        if counts[number].len() > 1 {
            let within = || finder.within(number, &counts[number]);
            found.extend(within().or_else(|| finder.apart(number, &counts)));
        }
    }
    found
}

struct Partitions<'c, 'd> {
    counter: Counter<'c, 'd>,
    determiners: Class,
    prepositions: Class,
}

impl Partitions<'_, '_> {
    /// The first count of a sentence and all others, or the last, which is said to be their sum.
    fn within(&self, number: usize, counts: &[Counted]) -> Option<Contradiction> {
        let (first, rest) = counts.split_first()?;
        let (last, but_last) = counts.split_last()?;
        let check = |whole, parts: &[Counted]| {
            (parts.len() > 1).then(|| self.check(whole, parts, [number, number])).flatten()
        };
        // "Nine of the twelve were destroyed, the remaining four taken away."
        let of_whole = || {
            let [part, whole, rest] = counts else { return None };
            let gap = part.tokens.start + 1..whole.tokens.start;
            let of = self.counter.context.doc.entry_at(gap.start, self.prepositions)?;
            let whole_behind = &*of.value == "of" && gap.len() <= 3 && self.is_rest(rest);
            whole_behind.then(|| check(whole, &[part.clone(), rest.clone()])).flatten()
        };
        let total = || self.is_total(last).then(|| check(last, but_last)).flatten();
        check(first, rest).or_else(total).or_else(of_whole)
    }

    /// The counts of one sentence and their total in another, the closest that there is.
    fn apart(&self, number: usize, counts: &[Vec<Counted>]) -> Option<Contradiction> {
        let parts = &counts[number];
        let sum: u64 = parts.iter().map(|part| part.value).sum();
        let mut found: Vec<(u64, Contradiction)> = Vec::new();
        for told in self.near(number) {
            let wholes = &counts[told];
            for (at, whole) in wholes.iter().enumerate() {
                let same = wholes.iter().filter(|other| other.thing == whole.thing).count();
                let alone = wholes.len() == 1 || same == 1 && is_known(whole.thing);
                let may_be = match told > number {
                    true => wholes.len() == 1 && self.is_total(whole),
                    // One of a longer list is no total of what follows.
                    false => alone || parts.len() > 2 && (at == 0 || wholes.len() < 3),
                };
                if may_be && let Some(one) = self.check(whole, parts, [told, number]) {
                    found.push((sum.abs_diff(whole.value), one));
                }
            }
        }
        found.into_iter().min_by_key(|(gap, _)| *gap).map(|(_, one)| one)
    }

    /// The sentences around one in which its total may stand: some before it, and the next.
    fn near(&self, number: usize) -> impl Iterator<Item = usize> {
        let context = self.counter.context;
        let sentences = &context.doc.sentences;
        let near = number.saturating_sub(TOLD_WITHIN)..sentences.len().min(number + 2);
        near.filter(move |&told| {
            told != number
                && sentences[told].paragraph == sentences[number].paragraph
                && !context.is_of_another_time(told.min(number), told.max(number))
        })
    }

    /// The counts of a sentence with what each counts; none where one of them is not exact.
    fn of_sentence(&self, number: usize) -> Vec<Counted> {
        let context = self.counter.context;
        let doc = context.doc;
        let tokens = doc.sentences[number].tokens.clone();
        let conjunctions = doc.class("conjunctions");
        let stop = |at: usize| {
            doc.kind(at) == TokenKind::Mark && !matches!(doc.folded(at), "-" | "/" | "²")
                || doc.entry_at(at, conjunctions).is_some_and(|e| &*e.value == "and")
                || self.counter.number_at(at).is_some()
        };
        let counted = |n: &Number| {
            let most = tokens.end.min(n.tokens.end + LONGEST_PART);
            let end = (n.tokens.end..most).find(|&at| stop(at)).unwrap_or(most);
            let value = crate::people::count_of(n)?.exact()?;
            let (thing, harm, by) = self.counter.noun(n.tokens.end..end);
            Some(Counted { value, tokens: n.tokens.start..end, thing, harm, by })
        };
        crate::numbers::numbers_in(&context.numbers, tokens.clone())
            .iter()
            .filter(|n| n.kind == NumberKind::Cardinal || self.is_labelled(n))
            .map(counted)
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default()
    }

    /// "Saren 14, Tolm 12": a count behind the name of what it is for.
    fn is_labelled(&self, number: &Number) -> bool {
        let doc = self.counter.context.doc;
        let (start, end) = (number.tokens.start, number.tokens.end);
        number.kind == NumberKind::Label
            && end == start + 1
            && doc.kind(start) == TokenKind::Number
            && start.checked_sub(1).is_some_and(|at| doc.kind(at) == TokenKind::Capitalised)
            && matches!(doc.folded(end), "," | ";" | "." | "")
    }

    fn check(
        &self,
        whole: &Counted,
        parts: &[Counted],
        [told, number]: [usize; 2],
    ) -> Option<Contradiction> {
        let context = self.counter.context;
        let doc = context.doc;
        let values: Vec<u64> = parts.iter().map(|part| part.value).collect();
        let sum: u64 = values.iter().sum();
        let complete = parts.last().is_some_and(|last| self.is_rest(last));
        let near = is_near(whole.value, sum, parts.len())
            || complete && whole.value > 2 && whole.value.abs_diff(sum) == 1;
        if !near || !fits(whole, parts) || !self.is_run(parts) {
            return None;
        }
        // Some of the run make up the total, and what follows tells of a part of them.
        let explained = (0..values.len()).any(|from| {
            (from + 2..=values.len()).any(|to| values[from..to].iter().sum::<u64>() == whole.value)
        });
        // "Two were hurt, one in the eyes; eight others …": one of them is a part of another.
        let explained = explained || values.iter().any(|&part| sum - part == whole.value);
        let list = parts.first()?.tokens.start..parts.last()?.tokens.end;
        let some = list.start.saturating_sub(3)..list.end;
        let partial = doc.terms_in(some, doc.class("subsets")).next().is_some()
            || doc.terms_in(list, doc.class("further")).next().is_some();
        let open = partial && !complete && (sum < whole.value || parts.len() < 3);
        if explained || open || self.is_counted(sum, whole) || self.made_up(whole, parts, number) {
            return None;
        }
        let mut evidence = vec![doc.sentence_evidence(told)];
        if told != number {
            evidence.push(doc.sentence_evidence(number));
        }
        Some(contradiction(
            ContradictionKind::SumMismatch,
            [whole.value, sum],
            format!("the total is given as {}, but {}", whole.value, sum_text(&values, sum)),
            evidence,
        ))
    }

    /// Whether the text gives the sum of the parts as a number of its own.
    fn is_counted(&self, sum: u64, whole: &Counted) -> bool {
        self.counter.context.numbers.iter().any(|number| {
            Counter::exact(number) == Some(sum) && number.tokens.start != whole.tokens.start
        })
    }

    /// "… five were injured. The driver, who is unhurt, …": people told of beside the run who are as many as
    /// it lacks.
    fn made_up(&self, whole: &Counted, parts: &[Counted], number: usize) -> bool {
        let context = self.counter.context;
        let doc = context.doc;
        let sum: u64 = parts.iter().map(|part| part.value).sum();
        let missing = whole.value.saturating_sub(sum);
        let near = number..=number + 1;
        missing > 0
            && whole.thing == Thing::People
            && context.people.iter().any(|person| {
                let at = person.tokens.start;
                near.contains(&doc.sentence_of(at))
                    && person.count.and_then(CountRange::exact) == Some(missing)
                    && !parts.iter().any(|part| part.tokens.contains(&at))
                    && !whole.tokens.contains(&at)
            })
    }

    /// "the other three", "the remaining four": nothing is left.
    fn is_rest(&self, part: &Counted) -> bool {
        let doc = self.counter.context.doc;
        let start = part.tokens.start;
        (start.saturating_sub(2)..start).any(|at| {
            doc.term_at(at, self.determiners)
                .is_some_and(|term| term.end == start && doc.entry(term).has("rest"))
        })
    }

    /// "Total for the unit 386,750 m²": a word for a sum shortly before a number.
    fn is_total(&self, whole: &Counted) -> bool {
        const NEAR: usize = 6;
        let doc = self.counter.context.doc;
        let start = whole.tokens.start;
        doc.terms_in(start.saturating_sub(NEAR)..start, doc.class("total_rows")).next().is_some()
    }

    /// Whether each part is set off from the one before by a mark or a conjunction, and is not far from
    /// it.
    fn is_run(&self, parts: &[Counted]) -> bool {
        let doc = self.counter.context.doc;
        let conjunctions = doc.class("conjunctions");
        parts.windows(2).all(|pair| {
            let [a, b] = pair else { return true };
            let mut gap = a.tokens.start + 1..b.tokens.start;
            let joins = |at: usize| {
                matches!(doc.folded(at), "," | ";" | ".")
                    || doc.entry_at(at, conjunctions).is_some_and(|e| &*e.value == "and")
            };
            gap.len() <= LONGEST_PART && gap.any(joins)
        })
    }

    /// "64 per cent …, 28 per cent … and 19 per cent": shares of one sentence that make more or less than
    /// all.
    fn shares(&self, number: usize) -> Option<Contradiction> {
        let context = self.counter.context;
        let doc = context.doc;
        let sentence = &doc.sentences[number];
        if !sentence.kind.is_read() {
            return None;
        }
        let mut values: Vec<u64> = Vec::new();
        let mut run: Vec<Range<usize>> = Vec::new();
        for share in crate::numbers::numbers_in(&context.numbers, sentence.tokens.clone()) {
            if share.kind != NumberKind::Percent {
                continue;
            }
            let (least, most) = (share.value.least(), share.value.most());
            if most != Some(least) || least.fract() != 0.0 || !(1.0..100.0).contains(&least) {
                return None;
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and below 100"
            )]
            values.push(least as u64);
            run.push(share.tokens.clone());
        }
        let sum: u64 = values.iter().sum();
        let close = run.windows(2).all(|pair| match pair {
            [a, b] => b.start - a.end <= LONGEST_PART / 2,
            _ => true,
        });
        let partial = doc.terms_in(sentence.tokens.clone(), doc.class("subsets")).next().is_some();
        // One per cent is lost or won by rounding.
        let off = (85..=98).contains(&sum) && !partial || (102..=115).contains(&sum);
        (values.len() >= FEWEST_SHARES && close && off).then(|| {
            contradiction(
                ContradictionKind::SumMismatch,
                [100, sum],
                format!("shares of a whole, but {} per cent", sum_text(&values, sum)),
                vec![doc.sentence_evidence(number)],
            )
        })
    }
}

/// Whether a sum misses its total by little enough to be meant for it, and misses it.
fn is_near(whole: u64, sum: u64, parts: usize) -> bool {
    let gap = whole.abs_diff(sum);
    let most = if parts > 2 { whole / 8 } else { whole / 10 };
    gap > 0 && whole > 4 && gap <= most.max(1)
}

/// Whether numbers can be parts of a whole by what they count.
fn fits(whole: &Counted, parts: &[Counted]) -> bool {
    if whole.thing == Thing::Other || parts.iter().any(|part| part.thing == Thing::Other) {
        return false;
    }
    let same = |part: &Counted| !is_known(part.thing) || part.thing == whole.thing;
    let mut named = parts.iter().map(|part| part.thing).filter(|&thing| is_known(thing));
    let first = named.next();
    let alike = named.all(|thing| Some(thing) == first);
    match is_known(whole.thing) {
        // Two parts with nouns of their own that are not known may count anything.
        true if parts.len() < 3 => {
            parts.iter().all(|part| part.thing == whole.thing || part.thing == Thing::Unsaid)
        }
        true => parts.iter().all(same),
        false => parts.len() > 2 && alike,
    }
}

/// Whether a number counts something that is summed up here.
const fn is_known(thing: Thing) -> bool {
    matches!(thing, Thing::People | Thing::Ordnance | Thing::Area | Thing::Incidents)
}
