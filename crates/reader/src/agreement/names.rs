//! People announced by their number and then named: "Wounded are the following four: A, B and C",
//! "Three men died. They were identified as A and B."

use std::ops::Range;

use cairn_model::{Contradiction, ContradictionKind, CountRange};

use super::contradiction;
use crate::context::Context;
use crate::lexicon::Class;
use crate::people::{PeopleKind, PeopleMention, listed};
use crate::segment::SentenceKind;

/// A number stands at most this many sentences before the names.
const TOLD_WITHIN: usize = 1;

/// Tokens between a colon or the like and the first name.
const FIRST_WITHIN: usize = 5;

/// The word for the harm stands among the first words of a line that heads names.
const HEAD_WITHIN: usize = 4;

/// "Injured persons, taken to the district hospital:"
const HEAD_LENGTH: usize = 10;

struct Names<'c, 'd> {
    context: &'c Context<'d>,
    openers: Class,
    subsets: Class,
}

/// Lists that name another number of people than was announced.
pub(super) fn disagreements(context: &Context<'_>) -> Vec<Contradiction> {
    let doc = context.doc;
    let names =
        Names { context, openers: doc.class("list_openers"), subsets: doc.class("subsets") };
    (0..doc.sentences.len())
        .filter(|&number| doc.sentences[number].kind == SentenceKind::Body)
        .filter_map(|number| {
            let names_of = || {
                let headed = || names.headed(number);
                names.apposition(number).or_else(headed).or_else(|| names.counted_behind(number))
            };
            names.sentence(number).or_else(names_of)
        })
        .collect()
}

impl Names<'_, '_> {
    fn sentence(&self, number: usize) -> Option<Contradiction> {
        let doc = self.context.doc;
        let tokens = doc.sentences[number].tokens.clone();
        let (opener, start) = self.opener(&tokens)?;
        let people = listed(doc, &self.context.numbers, &self.context.places, start..tokens.end);
        let first = people.first()?;
        if first.tokens.start > start + FIRST_WITHIN {
            return None;
        }
        let (stated, told) = self.announced(number, tokens.start..opener)?;
        let named = match self.is_partial(&people, start..tokens.end) {
            true => self.counted_beside(&people, start..tokens.end)?,
            false => people.len() as u64,
        };
        let near = stated.abs_diff(named) <= (stated / 3).max(1);
        (named >= 2 && named != stated && near).then(|| {
            let mut evidence = vec![doc.sentence_evidence(told)];
            if told != number {
                evidence.push(doc.sentence_evidence(number));
            }
            contradiction(
                ContradictionKind::NameCountMismatch,
                [stated, named],
                format!("{stated} people are announced, {named} are named"),
                evidence,
            )
        })
    }

    /// "The two victims, A, B and C, …", "three dead (A, B)": names right behind those counted.
    fn apposition(&self, number: usize) -> Option<Contradiction> {
        let context = self.context;
        let doc = context.doc;
        let tokens = doc.sentences[number].tokens.clone();
        let from = context.people.partition_point(|p| p.tokens.start < tokens.start);
        let here = context.people[from..].iter().take_while(|p| p.tokens.start < tokens.end);
        here.filter(|p| p.name.is_none()).find_map(|group| {
            let stated = group.count.and_then(CountRange::exact).filter(|&count| count > 1)?;
            // "the three dead": the word for the harm stands behind the number.
            let harm = context.effects.iter().find(|e| e.tokens.start == group.tokens.end);
            let end = harm.map_or(group.tokens.end, |effect| effect.tokens.end);
            let bracket = doc.folded(end) == "(";
            if !bracket && !matches!(doc.folded(end), "," | "-") {
                return None;
            }
            let most = (end..tokens.end)
                .find(|&at| bracket && doc.folded(at) == ")")
                .unwrap_or(tokens.end);
            let people = listed(doc, &context.numbers, &context.places, end + 1..most);
            let people = run_of(context, end, people);
            if self.is_partial(&people, end..most) {
                return None;
            }
            let named = people.len() as u64;
            let near = stated.abs_diff(named) <= (stated / 3).max(1);
            (named >= 2 && named != stated && near).then(|| {
                contradiction(
                    ContradictionKind::NameCountMismatch,
                    [stated, named],
                    format!("{stated} people are announced, {named} are named"),
                    vec![doc.sentence_evidence(number)],
                )
            })
        })
    }

    /// "A, B, C and D were the three who lost their lives": names before their number.
    fn counted_behind(&self, number: usize) -> Option<Contradiction> {
        let context = self.context;
        let doc = context.doc;
        let tokens = doc.sentences[number].tokens.clone();
        let from = context.people.partition_point(|p| p.tokens.start < tokens.start);
        let here = context.people[from..].iter().take_while(|p| p.tokens.start < tokens.end);
        let group = here.clone().find(|p| {
            let led = p.tokens.start.checked_sub(1).filter(|&at| at > tokens.start);
            let is = |at: usize| doc.entry_at(at, doc.class("auxiliaries")).is_some();
            p.name.is_none() && p.definite && p.count.is_some() && led.is_some_and(is)
        })?;
        let stated = group.count.and_then(CountRange::exact).filter(|&count| count > 1)?;
        let names: Vec<PeopleMention> =
            here.take_while(|p| p.tokens.start < group.tokens.start).cloned().collect();
        let (first, last) = (names.first()?, names.last()?);
        let run = tokens.start..group.tokens.start - 1;
        let whole = first.tokens.start <= run.start + FIRST_WITHIN
            && last.tokens.end + FIRST_WITHIN > run.end
            && names.iter().all(|person| person.name.is_some())
            && !self.is_partial(&names, run);
        let named = names.len() as u64;
        let near = stated.abs_diff(named) <= (stated / 3).max(1);
        (whole && near && named >= 2 && named != stated).then(|| {
            contradiction(
                ContradictionKind::NameCountMismatch,
                [stated, named],
                format!("{named} are named, then there are {stated}"),
                vec![doc.sentence_evidence(number)],
            )
        })
    }

    /// "Injured: 1. A. 2. B. 3. C", where four were said to be injured before.
    fn headed(&self, number: usize) -> Option<Contradiction> {
        let context = self.context;
        let doc = context.doc;
        let sentence = &doc.sentences[number];
        let tokens = sentence.tokens.clone();
        let opens = number
            .checked_sub(1)
            .is_none_or(|before| doc.sentences[before].paragraph != sentence.paragraph);
        let head = context.effects.iter().find(|effect| {
            effect.tokens.start >= tokens.start
                && effect.tokens.start < tokens.start + HEAD_WITHIN
                && effect.people.iter().all(|&i| context.people[i].count.is_none())
        })?;
        let colon = (head.tokens.end..tokens.end.min(head.tokens.end + HEAD_LENGTH))
            .find(|&at| doc.folded(at) == ":")?;
        let last = doc.sentences[number..]
            .iter()
            .take_while(|other| other.paragraph == sentence.paragraph)
            .last()?;
        let list = colon + 1..last.tokens.end;
        let people = listed(doc, &context.numbers, &context.places, list.clone());
        let first = people.first()?;
        if !opens || first.tokens.start > list.start + FIRST_WITHIN {
            return None;
        }
        if self.is_partial(&people, list) || people.iter().any(|p| p.name.is_none()) {
            return None;
        }
        let stated = context
            .effects
            .iter()
            .take_while(|effect| effect.tokens.start < head.tokens.start)
            .filter(|effect| effect.harm == head.harm && !effect.negated)
            .filter_map(|effect| match effect.people.as_slice() {
                [only] => Some((context.people[*only].count?.exact()?, effect.tokens.start)),
                _ => None,
            })
            .filter(|(count, _)| *count > 1);
        let (stated, at) = stated.last()?;
        let named = people.len() as u64;
        let near = stated.abs_diff(named) <= (stated / 3).max(1);
        (named >= 2 && named != stated && near).then(|| {
            let told = doc.sentence_evidence(doc.sentence_of(at));
            contradiction(
                ContradictionKind::NameCountMismatch,
                [stated, named],
                format!("{stated} people are announced, {named} are named"),
                vec![told, doc.sentence_evidence(number)],
            )
        })
    }

    /// What opens a list of all: a colon, "identified as"; and where the list begins.
    fn opener(&self, tokens: &Range<usize>) -> Option<(usize, usize)> {
        let doc = self.context.doc;
        let opens = |&at: &usize| {
            doc.folded(at) == ":" || doc.entry_at(at, self.openers).is_some_and(|e| e.has("names"))
        };
        // The last: "as follows:".
        let at = tokens.clone().rfind(opens)?;
        let end = doc.term_at(at, self.openers).map_or(at + 1, |term| term.end);
        Some((at, end + usize::from(doc.folded(end) == ":")))
    }

    /// How many were announced: in the words before the list, or in the sentence before that.
    fn announced(&self, number: usize, before: Range<usize>) -> Option<(u64, usize)> {
        let doc = self.context.doc;
        let people = &self.context.people;
        let from = people.partition_point(|p| p.tokens.start < before.start);
        let to = people.partition_point(|p| p.tokens.start < before.end);
        let here = counts(&people[from..to.max(from)]);
        if let Some(&stated) = here.last() {
            // Two numbers: it is not sure whose names these are.
            return here.iter().all(|&other| other == stated).then_some((stated, number));
        }
        // A name, or a person of whom something is told, is the subject: no list of all.
        if people[from..to.max(from)].iter().any(|p| p.name.is_some() || !p.plural) {
            return None;
        }
        let earlier = number.checked_sub(TOLD_WITHIN)?;
        let sentence = &doc.sentences[earlier];
        if sentence.kind != SentenceKind::Body {
            return None;
        }
        let from = people.partition_point(|p| p.tokens.start < sentence.tokens.start);
        let to = people.partition_point(|p| p.tokens.start < sentence.tokens.end);
        match counts(&people[from..to.max(from)]).as_slice() {
            [stated] => Some((*stated, earlier)),
            _ => None,
        }
    }

    /// "A B, two of his guards and a driver": all of a list that counts those whom it does not name.
    fn counted_beside(&self, named: &[PeopleMention], list: Range<usize>) -> Option<u64> {
        let context = self.context;
        let doc = context.doc;
        let effects = context.effects.iter().any(|e| list.contains(&e.tokens.start) && !e.weak);
        let of_some = |term: &&crate::lexicon::Term| !doc.entry(term).has("of");
        if effects || doc.terms_in(list.clone(), self.subsets).any(|term| of_some(&term)) {
            return None;
        }
        let from = context.people.partition_point(|p| p.tokens.start < list.start);
        let here = context.people[from..].iter().take_while(|p| p.tokens.start < list.end);
        let mut sum = 0;
        let mut end = list.start;
        for person in here {
            let known = named
                .iter()
                .any(|n| n.tokens.start < person.tokens.end && person.tokens.start < n.tokens.end);
            // Each is joined to the one before: nothing else is told of any of them.
            if person.tokens.start > end + FIRST_WITHIN || person.kind == PeopleKind::Pronoun {
                return None;
            }
            sum += if known { 1 } else { person.count.and_then(CountRange::exact)? };
            end = person.tokens.end;
        }
        (end + FIRST_WITHIN > list.end).then_some(sum)
    }

    /// Whether somebody in the list has no name, or it says that it names some.
    fn is_partial(&self, named: &[PeopleMention], list: Range<usize>) -> bool {
        let doc = self.context.doc;
        let start = doc.sentences[doc.sentence_of(list.start)].tokens.start;
        // "Five of them died, namely": the number that is announced is the part.
        let counted = |at: usize| {
            let numbers = &self.context.numbers;
            let next = numbers.partition_point(|number| number.tokens.end < at);
            numbers.get(next).is_some_and(|number| number.tokens.end == at)
        };
        doc.terms_in(start..list.end, self.subsets).any(|term| !counted(term.start))
            || has_unnamed(self.context, named, &list)
    }
}

/// The names that follow one another, with a comma or "and" before each.
fn run_of(context: &Context<'_>, opener: usize, people: Vec<PeopleMention>) -> Vec<PeopleMention> {
    let doc = context.doc;
    let conjunctions = doc.class("conjunctions");
    let mut end = opener;
    let mut run = Vec::new();
    for person in people {
        let joins = |at: usize| {
            matches!(doc.folded(at), "," | "(" | "-" | ";")
                || doc.entry_at(at, conjunctions).is_some()
        };
        let gap = end..person.tokens.start;
        let led = gap.clone().any(joins) && gap.len() <= FIRST_WITHIN;
        if !led || person.name.is_none() {
            break;
        }
        end = person.tokens.end;
        run.push(person);
    }
    run
}

/// Whether a list holds people besides those that it names.
pub(crate) fn has_unnamed(
    context: &Context<'_>,
    named: &[PeopleMention],
    list: &Range<usize>,
) -> bool {
    let conjunctions = context.doc.class("conjunctions");
    let from = context.people.partition_point(|p| p.tokens.start < list.start);
    let last = named.last().map_or(list.start, |last| last.tokens.end);
    context.people[from..].iter().take_while(|p| p.tokens.start < list.end).any(|person| {
        let beside = named.iter().any(|n| {
            n.tokens.start <= person.tokens.end + 1 && person.tokens.start <= n.tokens.end
        });
        // In the list, or joined to its end; what follows farther on tells of something else.
        let within = person.tokens.start <= last + 2;
        // "A (34), a herder" is one; "A and a herder" are two.
        let joined = person.tokens.start.checked_sub(1).is_some_and(|at| {
            context.doc.folded(at) == ";" || context.doc.entry_at(at, conjunctions).is_some()
        });
        let unnamed = person.kind == PeopleKind::Noun && person.name.is_none();
        unnamed && joined && !beside && within
    })
}

/// The numbers, two or more, of the people mentioned.
fn counts(people: &[PeopleMention]) -> Vec<u64> {
    people
        .iter()
        .filter(|p| matches!(p.kind, PeopleKind::Noun | PeopleKind::Bare) && p.name.is_none())
        .filter_map(|p| p.count.and_then(CountRange::exact))
        .filter(|&count| count > 1)
        .collect()
}
