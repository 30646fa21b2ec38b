//! Those harmed, spoken of as known by another number than they were told with: "Six people died. … the
//! seven victims were buried", "47 deaths. … Fourteen of the 49 people who died".

use std::ops::Range;

use cairn_model::{Contradiction, ContradictionKind, CountRange};

use super::contradiction;
use super::counted::{Counter, Trait};
use crate::context::Context;
use crate::effects::Harm;
use crate::incidents::Occasions;
use crate::lexicon::Class;
use crate::mentions::Number;
use crate::segment::SentenceKind;

/// Sentences from the first number to the other at most.
const TOLD_WITHIN: usize = 8;

/// Words behind a number that say what it counts.
const NOUN_WITHIN: usize = 5;

/// Counts of people of which the other number may be a sum.
const SUMMED: usize = 8;

struct Figure {
    value: u64,
    at: Range<usize>,
    sentence: usize,
    harm: Option<Harm>,
    victims: bool,
    definite: bool,
}

struct Definite<'c, 'd> {
    counter: Counter<'c, 'd>,
    determiners: Class,
    subsets: Class,
    further: Class,
    harm: Class,
}

/// Numbers with the article, of people harmed, that no number told before explains.
pub(super) fn disagreements(context: &Context<'_>, occasions: &Occasions) -> Vec<Contradiction> {
    let doc = context.doc;
    let finder = Definite {
        counter: Counter::new(context),
        determiners: doc.class("determiners"),
        subsets: doc.class("subsets"),
        further: doc.class("further"),
        harm: doc.class("tally_harm"),
    };
    let figures: Vec<Figure> = context.numbers.iter().filter_map(|n| finder.figure(n)).collect();
    let known = |at: &usize| figures[*at].definite;
    (1..figures.len())
        .filter(known)
        .filter_map(|at| finder.check(&figures, at, occasions))
        .collect()
}

impl Definite<'_, '_> {
    fn figure(&self, number: &Number) -> Option<Figure> {
        let context = self.counter.context;
        let doc = context.doc;
        let value = Counter::exact(number).filter(|&value| value > 1)?;
        let sentence = doc.sentence_of(number.tokens.start);
        let tokens = &doc.sentences[sentence].tokens;
        let read = doc.sentences[sentence].kind == SentenceKind::Body;
        let (start, end) = (number.tokens.start, number.tokens.end);
        let before = |class: Class| {
            (start.saturating_sub(2).max(tokens.start)..start)
                .filter_map(move |at| doc.term_at(at, class))
                .find(|term| term.end == start)
        };
        let around = start.saturating_sub(1)..end + 2;
        let partial = before(self.subsets).is_some()
            || doc.entry_at(end, self.subsets).is_some()
            || around.into_iter().any(|at| doc.entry_at(at, self.further).is_some());
        let most = tokens.end.min(end + NOUN_WITHIN);
        let until = (end..most)
            .find(|&at| !doc.tokens[at].is_word() || self.counter.number_at(at).is_some())
            .unwrap_or(most);
        let (_, harm, by) = self.counter.noun(end..until);
        let harm = harm.or_else(|| self.befell(number)).or_else(|| self.counted_as(end..until));
        let definite = before(self.determiners).is_some_and(|term| {
            &*doc.entry(term).value == "definite" && !doc.entry(term).has("rest")
        });
        let victims = by == Trait::Harm;
        (read && !partial && (harm.is_some() || victims)).then(|| Figure {
            value,
            at: number.tokens.clone(),
            sentence,
            harm,
            victims,
            definite,
        })
    }

    /// "47 deaths": what the noun says.
    fn counted_as(&self, noun: Range<usize>) -> Option<Harm> {
        let doc = self.counter.context.doc;
        doc.entries_from(noun, self.harm).find_map(|(_, entry)| match &*entry.value {
            "killed" => Some(Harm::Killed),
            "injured" => Some(Harm::Injured),
            _ => None,
        })
    }

    /// What became of the people that a number counts.
    fn befell(&self, number: &Number) -> Option<Harm> {
        let context = self.counter.context;
        let near = context.people.partition_point(|p| p.tokens.end <= number.tokens.start);
        let mention = (near..context.people.len().min(near + 4))
            .find(|&i| context.people[i].tokens.contains(&number.core.start))?;
        let effect = context.effects.iter().find(|e| e.people.contains(&mention))?;
        (!effect.negated && !effect.weak).then_some(effect.harm)
    }

    fn check(&self, figures: &[Figure], at: usize, occasions: &Occasions) -> Option<Contradiction> {
        let context = self.counter.context;
        let doc = context.doc;
        let again = &figures[at];
        let harm = match again.harm {
            Some(harm @ (Harm::Killed | Harm::Injured)) => Some(harm),
            None if again.victims => None,
            _ => return None,
        };
        let first = figures[..at].iter().rev().find(|first| {
            first.sentence + TOLD_WITHIN >= again.sentence
                && first.sentence < again.sentence
                && occasions.may_be_one(first.sentence, again.sentence)
                && matches!(first.harm, Some(Harm::Killed | Harm::Injured))
                && (harm.is_none() || first.harm == harm)
        })?;
        let gap = first.value.abs_diff(again.value);
        let told = figures[..at].iter().any(|other| {
            other.value == again.value
                && (harm.is_none() || other.harm == harm || other.harm.is_none())
        });
        let known = told || self.is_sum(again);
        (gap > 0 && gap <= (first.value / 10).max(1) && !known).then(|| {
            contradiction(
                ContradictionKind::RestatedDifferently,
                [first.value, again.value],
                format!("{} people are counted, then {}", first.value, again.value),
                vec![doc.sentence_evidence(first.sentence), doc.sentence_evidence(again.sentence)],
            )
        })
    }

    /// Whether some of the counts told before, single people included, make a number.
    fn is_sum(&self, again: &Figure) -> bool {
        let context = self.counter.context;
        let doc = context.doc;
        let from = again.sentence.saturating_sub(TOLD_WITHIN);
        let before = context.people.partition_point(|p| p.tokens.start < again.at.start);
        let counts: Vec<u64> = context.people[..before]
            .iter()
            .rev()
            .take_while(|p| doc.sentence_of(p.tokens.start) >= from)
            .filter_map(|p| match p.name {
                Some(_) => Some(1),
                None => p.count.and_then(CountRange::exact),
            })
            .filter(|&count| count > 0 && count < again.value)
            .take(SUMMED)
            .collect();
        let one = counts.iter().enumerate().any(|(at, a)| {
            counts[at + 1..].iter().enumerate().any(|(next, b)| {
                a + b == again.value
                    || counts[at + next + 2..].iter().any(|c| a + b + c == again.value)
            })
        });
        one || counts.iter().sum::<u64>() == again.value
    }
}
