//! What became of people, told behind them: "left her daughter blind", "a girl hurt by a mine died".

use std::ops::Range;

use cairn_model::CountRange;

use super::Finder;
use crate::people::PeopleKind;

/// Words between a verb and those whom it left somehow.
const FARTHEST_LEFT: usize = 12;

impl Finder<'_, '_> {
    /// "left | her daughter | blind": the people right before a word for a state in which something left
    /// them.
    pub(super) fn left_so(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let people = self.adjacent_before(at);
        let Some(&first) = people.first() else { return people };
        let start = self.people[first].tokens.start;
        let near = start.saturating_sub(FARTHEST_LEFT).max(sentence.start)..start;
        let leaving = doc.class("leaving_verbs");
        let left = doc.terms_in(near, leaving).last().is_some_and(|verb| {
            self.mentions(verb.end..start).next().is_none() && self.free(verb.end..start)
        });
        if left { people } else { Vec::new() }
    }

    /// "the parents of | a boy | killed by a mine": the one right before a participle, where those before
    /// are known by him.
    pub(super) fn told_of_kin(&self, at: usize) -> Option<usize> {
        let person = self.mentions(at.saturating_sub(FARTHEST_LEFT)..at).rev().find(|&i| {
            self.people[i].tokens.end == at && self.people[i].kind != PeopleKind::Pronoun
        })?;
        let kin = &self.people[person.checked_sub(1)?];
        let start = self.people[person].tokens.start;
        let of = kin.tokens.end + 1 == start
            && self
                .doc
                .entry_at(kin.tokens.end, self.prepositions)
                .is_some_and(|e| &*e.value == "of");
        (of && kin.kin && kin.definite).then_some(person)
    }

    /// "A B, one of | three deminers | hurt in April, died": the participle tells of all three, where
    /// another verb tells what became of the one.
    pub(super) fn whole_told_of(
        &self,
        tokens: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<usize> {
        let doc = self.doc;
        let near = tokens.start.saturating_sub(FARTHEST_LEFT)..tokens.start;
        let whole =
            self.mentions(near).rev().find(|&i| self.people[i].tokens.end == tokens.start)?;
        let part = &self.people[whole.checked_sub(1)?];
        let start = self.people[whole].tokens.start;
        let partitive = part.kind == PeopleKind::Bare
            && part.tokens.end + 1 == start
            && doc.entry_at(part.tokens.end, doc.class("partitives")).is_some();
        let counted = self.people[whole].plural && self.people[whole].count.is_some();
        let other = doc.terms_in(tokens.end..sentence.end, self.effects).any(|term| {
            let entry = doc.entry(term);
            entry.has("subject") && !entry.has("weak")
        });
        (partitive && counted && other).then_some(whole)
    }

    /// "A girl | hurt in Saturday's accident | died": the subject of a verb behind a participle that tells
    /// more of it.
    pub(super) fn subject_told_of(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let told = doc
            .terms_in(sentence.start..at, self.effects)
            .filter(|term| doc.entry(term).has("participle"))
            .last()?;
        // A comma or a conjunction would begin a clause of its own.
        let apart = |i: usize| {
            matches!(doc.folded(i), "," | ";" | ":")
                || doc
                    .entry_at(i, self.conjunctions)
                    .is_some_and(|e| matches!(&*e.value, "and" | "but"))
        };
        // "A B, one of three hurt in April, | died": the comma closes what tells more of him.
        let end = at - usize::from(at > told.end && doc.folded(at - 1) == ",");
        if (told.end..end).any(apart) || self.auxiliary_before(told.start, sentence).is_some() {
            return None;
        }
        let subject = self.mentions(sentence.start..told.start).last()?;
        let mention = &self.people[subject];
        let whole = mention.count.is_some() && mention.kind != PeopleKind::Pronoun;
        // "two of the five wounded died"
        let part = subject.checked_sub(1).filter(|&part| {
            let (end, start) = (self.people[part].tokens.end, mention.tokens.start);
            end <= start
                && end + 1 >= start
                && doc.entry_at(end, doc.class("partitives")).is_some()
                && self.people[part].count.is_some()
        });
        let subject = part.unwrap_or(subject);
        // "A B (43), | one of three deminers hurt in April, | died"
        let name = subject.checked_sub(1).filter(|&name| {
            self.people[name].name.is_some()
                && self.people[subject].count == Some(CountRange::exactly(1))
                && (self.people[name].tokens.end..self.people[subject].tokens.start)
                    .all(|at| matches!(doc.folded(at), "," | ")"))
        });
        (whole && mention.tokens.end == told.start).then_some(name.unwrap_or(subject))
    }
}
