//! Verbs left out the second time: "One lost three fingers, the other an eye", "She was badly hurt, her
//! son lightly", "Three died on the spot and a fourth in the ambulance".

use std::ops::Range;

use super::{Finder, Harm};
use crate::people::PeopleKind;
use crate::token::TokenKind;

/// Words between a verb and the one more person who shares it.
pub(super) const FARTHEST_MORE: usize = 14;

impl Finder<'_, '_> {
    /// "Three died on the spot and a fourth in the ambulance": one more without a verb of his own.
    pub(super) fn one_more(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let end = sentence.end.min(at + FARTHEST_MORE);
        let next = self
            .mentions(at..end)
            .find(|&i| self.people[i].kind != PeopleKind::Pronoun)
            .filter(|&i| !self.people[i].plural || self.people[i].kind == PeopleKind::Bare)?;
        let mention = &self.people[next];
        let and =
            mention.tokens.start.checked_sub(1).filter(|&and| and >= at && self.is_and(and))?;
        let bare = mention.kind == PeopleKind::Bare && !mention.definite;
        let verbless = match bare {
            true => doc.entry_at(mention.tokens.end, self.prepositions).is_some(),
            false => self.tells_when(&mention.tokens, sentence),
        } && (at..and).all(|i| doc.entry_at(i, self.effects).is_none());
        verbless.then_some(next)
    }

    fn is_and(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.conjunctions).is_some_and(|e| &*e.value == "and")
    }

    /// "… and his cousin, who was watching, that night": whether nothing but a moment or a place where
    /// people die follows somebody, up to the next mark.
    fn tells_when(&self, person: &Range<usize>, sentence: &Range<usize>) -> bool {
        const LONGEST: usize = 8;
        let doc = self.doc;
        let mut at = person.end;
        let who = |at: usize| doc.entry_at(at, self.relatives).is_some_and(|e| e.has("relative"));
        if doc.folded(at) == "," && who(at + 1) {
            let close =
                (at + 1..sentence.end.min(at + FARTHEST_MORE)).find(|&at| doc.folded(at) == ",");
            let Some(close) = close else { return false };
            at = close + 1;
        }
        let Some(moment) = doc.term_at(at, doc.class("moments")) else { return false };
        (moment.end..sentence.end.min(moment.end + LONGEST))
            .take_while(|&at| doc.kind(at) != TokenKind::Mark)
            .all(|at| {
                doc.entry_at(at, self.effects).is_none()
                    && doc.entry_at(at, self.auxiliaries).is_none()
                    && doc.entry_at(at, self.verbs).is_none()
                    && doc.entry_at(at, self.reporting).is_none()
            })
    }

    /// "One lost three fingers, the other an eye": the verb is left out the second time.
    pub(super) fn gapped(&self, part: usize, sentence: &Range<usize>) -> Option<usize> {
        let joins = |&at: &usize| self.doc.folded(at) == "," || self.is_and(at);
        let mark = (part..sentence.end.min(part + 5)).find(joins)?;
        let next = self.mentions(mark + 1..mark + 3).next()?;
        let end = self.people[next].tokens.end;
        let end = end + usize::from(self.doc.folded(end) == ",");
        let verb = self.doc.entry_at(end, self.auxiliaries).is_some()
            || self.doc.entry_at(end, self.effects).is_some();
        (!verb && self.part_after(end, sentence).is_some()).then_some(next)
    }

    /// "Fifteen seriously and | thirty lightly wounded", "Three were slightly and | one was gravely hurt": those in
    /// front of a harm's people of whom an adverb of degree alone says how they were hurt.
    pub(super) fn hurt_so_before(
        &self,
        people: &[usize],
        sentence: &Range<usize>,
    ) -> Option<usize> {
        let doc = self.doc;
        let start = people.iter().map(|&i| self.people[i].tokens.start).min()?;
        let and = start.checked_sub(1).filter(|&at| at > sentence.start && self.is_and(at))?;
        let degrees = doc.class("degree_adverbs");
        let degree = (and.saturating_sub(3).max(sentence.start)..and)
            .find_map(|at| doc.term_at(at, degrees).filter(|term| term.end == and))?;
        let be = degree.start.checked_sub(1).filter(|&at| {
            doc.entry_at(at, self.auxiliaries).is_some_and(|entry| &*entry.value == "be")
        });
        let end = be.unwrap_or(degree.start);
        let near = self.mentions(end.saturating_sub(FARTHEST_MORE).max(sentence.start)..end);
        near.rev().find(|&i| self.people[i].tokens.end == end && self.people[i].count.is_some())
    }

    /// "She was badly hurt by a mine, her son lightly": those behind an effect of whom an adverb of degree
    /// alone says how they were hurt.
    pub(super) fn hurt_so(&self, harm: Harm, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        if harm != Harm::Injured {
            return Vec::new();
        }
        let degrees = doc.class("degree_adverbs");
        let mut found = Vec::new();
        for term in doc.terms_in(at..sentence.end, degrees) {
            let closes = term.end >= sentence.end
                || doc.kind(term.end) == TokenKind::Mark
                || doc.entry_at(term.end, self.conjunctions).is_some();
            let last = self.mentions(at..term.start).last();
            let Some(last) = last.filter(|&i| closes && self.people[i].tokens.end == term.start)
            else {
                continue;
            };
            let joined = self.with_coordinated_before(last);
            let first = joined.first().map_or(last, |&i| i);
            let start = self.people[first].tokens.start;
            let opens = start.checked_sub(1).filter(|&before| before >= at).is_some_and(|before| {
                matches!(doc.folded(before), "," | ";")
                    || doc.entry_at(before, self.conjunctions).is_some()
            });
            // "Five were wounded, one critically": a number alone is a part of those told of.
            let apart = matches!(self.people[last].kind, PeopleKind::Noun | PeopleKind::Name);
            if opens && apart {
                found.extend(joined);
            }
        }
        found
    }
}
