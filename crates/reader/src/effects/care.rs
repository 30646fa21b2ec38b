//! Harm told by care alone: "Three cousins are still in the Jalalabad hospital", "sent two to hospital",
//! "Surgeons are treating four of them". Whoever it is that a hospital has, after an explosion, is hurt;
//! but it says so only beside other words, and never of those who work there.

use std::ops::Range;

use super::{Effect, Finder, Harm};
use crate::lexicon::Term;
use crate::people::PeopleKind;
use crate::token::TokenKind;

/// Words between a preposition and the place that heals.
const LONGEST_NAME: usize = 6;

/// Words between those who heal and whom they heal.
const FARTHEST_HEALED: usize = 8;

impl Finder<'_, '_> {
    /// Adds those of a sentence of whom it is only said that they are cared for; whether there are any.
    pub(super) fn cared_for(
        &self,
        sentence: &Range<usize>,
        first: usize,
        found: &mut Vec<Effect>,
    ) -> bool {
        let doc = self.doc;
        let before = found.len();
        for term in doc.terms_in(sentence.clone(), doc.class("hospitals")) {
            let people = self.taken_in(term, sentence);
            let people = match people.is_empty() && self.begins_clause_of(term, sentence) {
                true => self.healed_by(term, sentence),
                false => people,
            };
            self.add_care(term, people, first, found);
        }
        let carers = doc.terms_in(sentence.clone(), doc.class("carers"));
        for term in carers.filter(|term| &*doc.entry(term).value == "heals") {
            let people = self.healed_by(term, sentence);
            self.add_care(term, people, first, found);
        }
        found.len() > before
    }

    /// "the Emergency Hospital | received six": whether a place that heals is the subject of its clause.
    fn begins_clause_of(&self, place: &Term, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        let own = |at: &usize| {
            doc.entry_at(*at, self.determiners).is_some() || doc.tokens[*at].is_capitalised()
        };
        let first = (sentence.start..place.start).rev().take_while(own).last();
        let before = first.unwrap_or(place.start).checked_sub(1);
        before.filter(|at| *at >= sentence.start).is_none_or(|at| {
            doc.kind(at) == TokenKind::Mark || doc.entry_at(at, self.conjunctions).is_some()
        })
    }

    fn add_care(&self, term: &Term, people: Vec<usize>, first: usize, found: &mut Vec<Effect>) {
        let told = |person: &usize| found[first..].iter().any(|e| e.people.contains(person));
        let counted = people.iter().all(|&i| self.people[i].count.is_some());
        if people.is_empty() || !counted || people.iter().any(told) {
            return;
        }
        let tokens = term.start..term.end;
        found.push(Effect { people, weak: true, ..Effect::of(tokens, Harm::Injured) });
    }

    /// "two aunts | are still in | the Jalalabad hospital", "left | two | in hospital": who is in a place that
    /// heals, or was brought there.
    fn taken_in(&self, place: &Term, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let near = place.start.saturating_sub(LONGEST_NAME).max(sentence.start)..place.start;
        let leads = |at: &usize| match doc.entry_at(*at, self.prepositions) {
            Some(entry) => &*entry.value != "of",
            None => {
                doc.entry_at(*at, self.function_words).is_some_and(|e| &*e.value == "preposition")
            }
        };
        let Some(preposition) = near.clone().rev().find(leads) else { return Vec::new() };
        let own = |at: usize| {
            doc.kind(at) != TokenKind::Mark
                && doc.entry_at(at, self.reporting).is_none()
                && doc.entry_at(at, self.auxiliaries).is_none()
                && doc.entry_at(at, self.effects).is_none()
        };
        let named = (preposition + 1..place.start).all(own)
            && self.mentions(preposition..place.start).next().is_none();
        let reports = self.reports(place.end, sentence);
        if !named || reports {
            return Vec::new();
        }
        let last = self.mentions(sentence.start..preposition).rev().find(|&i| {
            self.people[i].tokens.end <= preposition && self.people[i].kind != PeopleKind::Pronoun
        });
        let Some(last) = last else { return Vec::new() };
        let gap = self.people[last].tokens.end..preposition;
        // "a doctor at the hospital", "the driver's mother waits at the hospital"
        let mut verb = gap
            .clone()
            .skip_while(|&at| doc.folded(at) == ")" || doc.entry_at(at, self.adverbs).is_some());
        let is_in = match verb.next() {
            // "the attendant in the hospital entered …", "came before Dr A B at the clinic"
            None => {
                let ends = place.end >= sentence.end
                    || doc.kind(place.end) != TokenKind::Word
                    || doc.entry_at(place.end, self.conjunctions).is_some()
                    || doc.entry_at(place.end, self.prepositions).is_some();
                ends && self.people[last].name.is_none()
            }
            Some(at) => {
                doc.entry_at(at, self.auxiliaries).is_some_and(|e| &*e.value == "be")
                    || doc.entry_at(at, self.auxiliaries).is_some_and(|e| &*e.value == "have")
                        && doc.entry_at(at + 1, self.auxiliaries).is_some_and(|e| &*e.value == "be")
            }
        };
        let clear = gap.clone().all(|at| {
            !matches!(doc.folded(at), "," | ";" | ":")
                && doc.entry_at(at, self.effects).is_none_or(|e| e.has("weak"))
                && doc.entry_at(at, self.negations).is_none()
                && doc.entry_at(at, self.reporting).is_none()
        });
        if !is_in || !clear {
            return Vec::new();
        }
        let people = self.with_coordinated_before(last);
        let works = |&i: &usize| {
            let tokens = self.people[i].tokens.clone();
            doc.terms_in(tokens, doc.class("carers")).next().is_some()
        };
        if people.iter().any(works) { Vec::new() } else { people }
    }

    /// "Surgeons are treating | three of his friends": whom those who heal have before them.
    fn healed_by(&self, carers: &Term, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let end = (carers.end + FARTHEST_HEALED).min(sentence.end);
        let next = self.mentions(carers.end..end).find(|&i| {
            self.people[i].tokens.start >= carers.end && self.people[i].kind != PeopleKind::Pronoun
        });
        let Some(next) = next else { return Vec::new() };
        let gap = carers.end..self.people[next].tokens.start;
        let verb = gap.clone().any(|at| {
            doc.kind(at) == TokenKind::Word
                && doc.entry_at(at, self.prepositions).is_none()
                && doc.entry_at(at, self.determiners).is_none()
                && doc.entry_at(at, self.adverbs).is_none()
                && doc.entry_at(at, self.function_words).is_none()
        });
        let clear = gap.clone().all(|at| {
            !matches!(doc.folded(at), "," | ";" | ":" | "\"")
                && doc.entry_at(at, self.effects).is_none()
                && doc.entry_at(at, self.negations).is_none()
                && doc.entry_at(at, self.reporting).is_none()
                && doc.entry_at(at, self.conjunctions).is_none()
        });
        let governed = gap.end.checked_sub(1).is_some_and(|at| {
            doc.entry_at(at, self.prepositions).is_some_and(|e| &*e.value == "of")
        });
        if !verb || !clear || governed || self.reports(gap.end, sentence) {
            return Vec::new();
        }
        self.with_coordinated_after(next, sentence)
    }

    /// Whether a verb of speech stands behind a token in its clause.
    fn reports(&self, at: usize, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        (at..sentence.end)
            .take_while(|&at| !matches!(doc.folded(at), "," | ";" | ":" | "." | "-"))
            .any(|at| doc.entry_at(at, self.reporting).is_some())
    }
}
