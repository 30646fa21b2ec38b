//! A total and the parts listed behind it: "61 victims, namely 38 in Saren and 25 in Tolm", "six
//! passengers: three men, two women and two children", "40 dead (22 in Saren, 18 in Tolm)".

use std::ops::Range;

use cairn_model::{Contradiction, ContradictionKind};

use super::counted::{Counted, Counter, Thing};
use super::{contradiction, sum_text};
use crate::context::Context;
use crate::effects::Harm;
use crate::lexicon::Class;
use crate::mentions::NumberKind;

/// Words of one part of a list.
const LONGEST_PART: usize = 12;

/// Words that describe one part of a list, between commas.
const LONGEST_APPOSITION: usize = 6;

/// Words between a total and its list.
const FARTHEST: usize = 28;

/// What opens a list, and how sure it is that the list is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opener {
    /// A colon, a bracket, "namely", "made up of".
    All,
    /// A comma or a dash: a list that may hold all.
    Comma,
    /// "including", "of whom".
    Some,
}

struct Lists<'c, 'd> {
    counter: Counter<'c, 'd>,
    openers: Class,
    subsets: Class,
    conjunctions: Class,
    determiners: Class,
    further: Class,
    people: Class,
}

/// Totals that are not the sum of the parts listed behind them.
pub(super) fn disagreements(context: &Context<'_>) -> Vec<Contradiction> {
    let doc = context.doc;
    let lists = Lists {
        counter: Counter::new(context),
        openers: doc.class("part_openers"),
        subsets: doc.class("subsets"),
        conjunctions: doc.class("conjunctions"),
        determiners: doc.class("determiners"),
        further: doc.class("further"),
        people: doc.class("people"),
    };
    doc.sentences
        .iter()
        .filter(|sentence| sentence.kind.is_read())
        .flat_map(|sentence| lists.sentence(&sentence.tokens))
        .collect()
}

impl Lists<'_, '_> {
    fn sentence(&self, tokens: &Range<usize>) -> Vec<Contradiction> {
        let counted = crate::numbers::numbers_in(&self.counter.context.numbers, tokens.clone());
        // A total and two parts.
        if counted.len() < 2 {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut at = tokens.start + 1;
        while at < tokens.end {
            let Some((opener, start)) = self.opener(at) else {
                at += 1;
                continue;
            };
            let (parts, end) = self.parts(start, tokens.end);
            if parts.len() < 2 {
                at += 1;
                continue;
            }
            if let Some(whole) = self.whole(tokens.start, at, opener) {
                found.extend(self.check(&whole, &parts, opener, start..end, tokens));
            }
            at = end.max(at + 1);
        }
        found
    }

    /// What opens a list at a token, and where the list begins.
    fn opener(&self, at: usize) -> Option<(Opener, usize)> {
        let doc = self.counter.context.doc;
        if let Some(term) = doc.term_at(at, self.openers) {
            return Some((Opener::All, self.past_mark(term.end)));
        }
        if let Some(term) = doc.term_at(at, self.subsets) {
            return Some((Opener::Some, term.end));
        }
        let dash = doc.folded(at) == "-"
            && doc.tokens[at].spaced
            && doc.tokens.get(at + 1).is_some_and(|t| t.spaced);
        match doc.folded(at) {
            ":" | "(" => Some((Opener::All, at + 1)),
            _ if dash => Some((Opener::Comma, at + 1)),
            "," => {
                // ", including …", ", namely …" and the like say more than the comma.
                let plain = doc.term_at(at + 1, self.openers).is_none()
                    && doc.term_at(at + 1, self.subsets).is_none();
                plain.then_some((Opener::Comma, at + 1))
            }
            _ => None,
        }
    }

    fn past_mark(&self, at: usize) -> usize {
        let doc = self.counter.context.doc;
        if matches!(doc.folded(at), ":" | "," | "-") { at + 1 } else { at }
    }

    /// The parts of a list that begins at a token, each with a number, and where it ends. Empty where
    /// one of them has none: its sum is open.
    fn parts(&self, start: usize, most: usize) -> (Vec<Counted>, usize) {
        let mut parts = Vec::new();
        let mut at = start;
        loop {
            let mut from = self.past_small_words(at, most);
            if at > start && self.value_at(from).is_none() {
                from = self.past_apposition(at, most).unwrap_or(from);
            }
            let Some(value) = self.value_at(from) else {
                // "…, the centre said": the list has ended with the comma before.
                let joined = at > start && self.joins(at - 1);
                return if joined { (Vec::new(), from) } else { (parts, at) };
            };
            let Some((value, number_end)) = value else { return (Vec::new(), from) };
            let end = self.part_end(number_end, most);
            let (thing, harm, by) = self.counter.noun(number_end..end);
            parts.push(Counted { value, tokens: from..end, thing, harm, by });
            if end >= most || !(self.is_comma(end) || self.joins(end)) {
                return (parts, end);
            }
            at = end + 1;
        }
    }

    /// The count that stands at a token, with its end; `Some(None)` for a number that is not exact.
    fn value_at(&self, at: usize) -> Option<Option<(u64, usize)>> {
        let doc = self.counter.context.doc;
        if let Some(number) = self.counter.number_at(at) {
            return Some(Counter::exact(number).map(|value| (value, number.tokens.end)));
        }
        let article = doc.term_at(at, self.determiners)?;
        let indefinite = &*doc.entry(article).value == "indefinite";
        let one = |at: usize| {
            doc.entry_at(at, self.people).is_some_and(|e| {
                !["plural", "unit", "rest", "relative", "general"].iter().any(|flag| e.has(flag))
            })
        };
        // "the driver, a trader and three guards": one, where a person is named; "a bus" is no part of the
        // dead.
        let person = indefinite && self.counter.noun(at + 1..at + 4).0 == Thing::People
            || !indefinite
                && (article.end..article.end + 2).any(|at| one(at) && doc.folded(at + 1) != "'s");
        if person {
            return Some(Some((1, article.end)));
        }
        // "the daughter's | three children"
        let owner = (article.end..article.end + 2).find(|&at| doc.folded(at + 1) == "'s")?;
        let number = self.counter.number_at(owner + 2)?;
        Some(Counter::exact(number).map(|value| (value, number.tokens.end)))
    }

    fn past_small_words(&self, mut at: usize, most: usize) -> usize {
        let doc = self.counter.context.doc;
        while at < most
            && self.counter.number_at(at).is_none()
            && (self.joins(at)
                || doc.entry_at(at, self.further).is_some()
                    && doc.entry_at(at, self.determiners).is_none())
        {
            // "as well as"
            at = doc.term_at(at, self.conjunctions).map_or(at + 1, |term| term.end);
        }
        at
    }

    /// "27 mines, type P4 Mk1, and twelve grenades": past what describes the part before, where the list
    /// goes on behind it.
    fn past_apposition(&self, at: usize, most: usize) -> Option<usize> {
        let end = (at..most.min(at + LONGEST_APPOSITION)).find(|&t| self.is_comma(t))?;
        let next = self.past_small_words(end + 1, most);
        let counts = (at..end)
            .any(|t| self.counter.number_at(t).is_some_and(|n| Counter::exact(n).is_some()));
        (!counts && next > end + 1 && self.value_at(next).is_some()).then_some(next)
    }

    fn joins(&self, at: usize) -> bool {
        let doc = self.counter.context.doc;
        doc.folded(at) == ";"
            || doc.entry_at(at, self.conjunctions).is_some_and(|entry| &*entry.value == "and")
    }

    fn is_comma(&self, at: usize) -> bool {
        self.counter.context.doc.folded(at) == ","
    }

    /// Where the words end that belong to the number of a part: at the next mark or joining word,
    /// what brackets hold left out.
    fn part_end(&self, start: usize, most: usize) -> usize {
        let doc = self.counter.context.doc;
        let mut depth = 0_usize;
        let limit = most.min(start + LONGEST_PART);
        for at in start..limit {
            match doc.folded(at) {
                "(" => depth += 1,
                ")" if depth == 0 => return at,
                ")" => depth -= 1,
                "," | ";" | ":" | "." | "!" | "?" if depth == 0 => return at,
                _ if depth == 0 && self.joins(at) => return at,
                _ => {}
            }
        }
        limit
    }

    /// The number that the list behind `opener` is of: the last before it.
    fn whole(&self, from: usize, opener: usize, kind: Opener) -> Option<Counted> {
        let numbers = &self.counter.context.numbers;
        let first = numbers.partition_point(|number| number.tokens.start < from);
        let end = numbers.partition_point(|number| number.tokens.end <= opener);
        // "34 bomblets of the type BLU-97: …"
        let colon = self.counter.context.doc.folded(opener) == ":";
        let mut before = numbers.get(first..end)?.iter().rev();
        let number = before.find(|n| !colon || n.kind != NumberKind::Label)?;
        let near = match kind {
            Opener::Comma => number.tokens.end + FARTHEST / 2 >= opener,
            _ => number.tokens.end + FARTHEST >= opener,
        };
        near.then(|| self.counter.counted(number, opener)).flatten()
    }

    fn check(
        &self,
        whole: &Counted,
        parts: &[Counted],
        opener: Opener,
        list: Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Contradiction> {
        let sum: u64 = parts.iter().map(|part| part.value).sum();
        if sum == whole.value || !self.fits(whole, parts) || !is_near(whole.value, sum, opener) {
            return None;
        }
        let context = self.counter.context;
        let doc = context.doc;
        // "three women and two children among them": some of them.
        let reach = list.start..(list.end + 4).min(sentence.end);
        let partial = opener == Opener::Some
            || doc.terms_in(reach, self.subsets).next().is_some()
            || opener == Opener::Comma && parts.iter().any(|part| part.thing != whole.thing);
        let one_trait = parts.windows(2).all(|pair| pair[0].by == pair[1].by);
        if partial && (sum < whole.value || !one_trait) {
            return None;
        }
        // The list may be of all that were counted before it in the sentence.
        let before: u64 = crate::numbers::numbers_in(&context.numbers, sentence.start..list.start)
            .iter()
            .filter_map(Counter::exact)
            .sum();
        (before != sum).then(|| {
            let values: Vec<u64> = parts.iter().map(|part| part.value).collect();
            contradiction(
                ContradictionKind::SumMismatch,
                [whole.value, sum],
                format!("the total is given as {}, but {}", whole.value, sum_text(&values, sum)),
                vec![doc.evidence(sentence.clone())],
            )
        })
    }

    /// Whether parts can be parts of this whole.
    fn fits(&self, whole: &Counted, parts: &[Counted]) -> bool {
        let summed =
            matches!(whole.thing, Thing::People | Thing::Ordnance | Thing::Area | Thing::Incidents);
        let same = |part: &Counted| match part.thing {
            Thing::Unsaid => true,
            Thing::Unknown => whole.thing == Thing::Area || whole.thing == Thing::Ordnance,
            thing => thing == whole.thing,
        };
        let harms = |part: &Counted| match (whole.harm, part.harm) {
            (Some(Harm::Killed), Some(other)) => other == Harm::Killed,
            (Some(Harm::Injured), Some(other)) => other == Harm::Injured,
            _ => true,
        };
        let some = parts.iter().any(|part| part.thing == whole.thing)
            || parts.iter().all(|part| part.thing == Thing::Unsaid)
            || whole.thing == Thing::Area;
        summed && some && parts.iter().all(|part| same(part) && harms(part))
    }
}

/// Whether a sum differs from its total by little enough to be meant for it.
fn is_near(whole: u64, sum: u64, opener: Opener) -> bool {
    let most = match opener {
        Opener::Comma => whole / 6,
        _ => whole / 4,
    };
    whole > 2 && whole.abs_diff(sum) <= most.max(1)
}
