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
        .filter_map(|number| names.sentence(number))
        .collect()
}

impl Names<'_, '_> {
    fn sentence(&self, number: usize) -> Option<Contradiction> {
        let doc = self.context.doc;
        let tokens = doc.sentences[number].tokens.clone();
        let (opener, start) = self.opener(&tokens)?;
        let people = listed(doc, &self.context.numbers, &self.context.places, start..tokens.end);
        let first = people.first()?;
        if first.tokens.start > start + FIRST_WITHIN || self.is_partial(&people, start..tokens.end)
        {
            return None;
        }
        let (stated, told) = self.announced(number, tokens.start..opener)?;
        let named = people.len() as u64;
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

    /// Whether somebody in the list has no name, or it says that it names some.
    fn is_partial(&self, named: &[PeopleMention], list: Range<usize>) -> bool {
        let doc = self.context.doc;
        let start = doc.sentences[doc.sentence_of(list.start)].tokens.start;
        doc.terms_in(start..list.end, self.subsets).next().is_some()
            || has_unnamed(self.context, named, &list)
    }
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
