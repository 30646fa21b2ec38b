//! The clause of an effect: where it begins, its helping verb, whether it is denied.

use std::ops::Range;

use super::Finder;
use crate::token::TokenKind;

impl Finder<'_, '_> {
    /// The helping verb in front, adverbs passed over.
    pub(super) fn auxiliary_before(&self, at: usize, sentence: &Range<usize>) -> Option<&str> {
        let doc = self.doc;
        let mut before = at;
        for _ in 0..5 {
            before = before.checked_sub(1).filter(|b| *b >= sentence.start)?;
            if let Some(entry) = doc.entry_at(before, self.auxiliaries) {
                return Some(&entry.value);
            }
            let joins_participles = doc.entry_at(before, self.conjunctions).is_some()
                && before > sentence.start
                && doc.entry_at(before - 1, self.effects).is_some_and(|e| e.has("participle"));
            let passes = doc.entry_at(before, self.adverbs).is_some()
                || joins_participles
                || doc.entry_at(before, self.effects).is_some_and(|e| e.has("participle"));
            if !passes {
                return None;
            }
        }
        None
    }

    /// "may be killed", "could kill": what is only possible befell nobody. "May have been killed" is told
    /// as having happened, with doubt.
    pub(super) fn is_possible(&self, at: usize, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        let mut before = at;
        for _ in 0..4 {
            let Some(next) = before.checked_sub(1).filter(|b| *b >= sentence.start) else {
                return false;
            };
            before = next;
            match doc.entry_at(before, self.auxiliaries) {
                // "accidents in May killed three"
                Some(_) if self.is_month(before) => return false,
                Some(entry) if &*entry.value == "modal" => return true,
                Some(entry) if &*entry.value == "be" => {}
                _ if doc.entry_at(before, self.adverbs).is_some() => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether a word with a capital is a month that a preposition or a day stands before.
    fn is_month(&self, at: usize) -> bool {
        let doc = self.doc;
        let led = at.checked_sub(1).is_some_and(|before| {
            doc.kind(before) == TokenKind::Number
                || doc.entry_at(before, self.prepositions).is_some()
                || doc.entry_at(before, self.function_words).is_some()
        });
        led && doc.tokens[at].is_capitalised() && doc.entry_at(at, doc.class("months")).is_some()
    }

    /// Where the clause of a verb begins: after a conjunction of time or contrast, a semicolon, or an
    /// earlier effect that has its own subject.
    pub(super) fn clause_start(&self, at: usize, sentence: &Range<usize>) -> usize {
        let doc = self.doc;
        let mut start = at;
        while start > sentence.start {
            let before = start - 1;
            let mark = matches!(doc.folded(before), ";" | ":") || doc.tokens[before].is_mark("\"");
            // "has since died": no conjunction between a helping verb and its own.
            let helped = before > sentence.start
                && doc.entry_at(before - 1, self.auxiliaries).is_some_and(|e| &*e.value == "have");
            // "the driver, named as A B, died": no clause of its own.
            let named = (before.saturating_sub(3)..before).any(|from| {
                doc.term_at(from, self.list_openers).is_some_and(|term| term.end == start)
            });
            let parts = !helped
                && !named
                && doc
                    .entry_at(before, self.conjunctions)
                    .is_some_and(|e| matches!(&*e.value, "while" | "but"));
            // "Four children died and two others were hurt": what follows is a clause of its own.
            let told = start < at
                && !self.is_determined(before)
                && doc.entry_at(before, self.effects).is_some_and(|e| {
                    (e.has("participle") || e.has("subject")) && !e.has("weak") && !e.has("part")
                });
            if mark || parts || told {
                break;
            }
            start = before;
        }
        start
    }

    /// Whether no verb, mark or conjunction stands between.
    pub(super) fn free(&self, gap: Range<usize>) -> bool {
        let doc = self.doc;
        gap.clone().all(|at| {
            !matches!(doc.folded(at), ";" | ":" | "." | ",")
                && doc.entry_at(at, self.auxiliaries).is_none()
                && doc.entry_at(at, self.conjunctions).is_none()
                && doc.entry_at(at, self.effects).is_none()
        })
    }

    /// The participle to which a conjunction joins the one here.
    fn joined_participle(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let conjunction = at.checked_sub(1).filter(|c| *c > sentence.start)?;
        let joins = doc
            .entry_at(conjunction, self.conjunctions)
            .is_some_and(|e| matches!(&*e.value, "and" | "or"));
        let participle =
            doc.entry_at(conjunction - 1, self.effects).is_some_and(|e| e.has("participle"));
        (joins && participle).then_some(conjunction - 1)
    }

    /// "no", "nobody", "not", "without" in the clause before.
    pub(super) fn is_negated(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
        // "Nobody was killed or injured": what is denied of the first is denied of the second.
        if let Some(first) = self.joined_participle(tokens.start, sentence)
            && self.is_negated(&(first..first + 1), sentence)
        {
            return true;
        }
        let from = tokens.start.saturating_sub(5).max(self.clause_start(tokens.start, sentence));
        // "sex not given, hand injured": what is denied there is another verb.
        let comma = (from..tokens.start).rev().find(|&at| self.doc.folded(at) == ",");
        let denies = |at: usize| {
            let entry = self.doc.entry_at(at, self.negations);
            entry.is_some_and(|e| {
                &*e.value != "none" && (!e.has("verb") || comma.is_none_or(|comma| comma < at))
            })
        };
        (from..tokens.start).any(denies)
            || self.doc.entry_at(tokens.end, self.negations).is_some_and(|e| e.has("after"))
    }
}
