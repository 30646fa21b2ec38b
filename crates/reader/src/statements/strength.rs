//! Forces and weapons that a source counts.

use std::ops::Range;

use cairn_model::{Statement, StatementKind};

use super::Reader;
use crate::lexicon::Term;
use crate::sources::is_joined;
use crate::token::TokenKind;

/// A count stands at most this far before what it counts.
const REACH: usize = 6;

impl Reader<'_, '_> {
    /// One statement for each kind of force or weapon counted in a sentence that counts weapons.
    pub(super) fn strengths(&self, sentence: usize, found: &mut Vec<Statement>) {
        let doc = self.doc;
        let tokens = doc.sentences[sentence].tokens.clone();
        let class = doc.class("strength_words");
        let mut counted: Vec<(Range<usize>, &Term)> = Vec::new();
        for term in doc.terms_in(tokens.clone(), class) {
            let least = counted.last().map_or(tokens.start, |(range, _)| range.end);
            if let Some(start) = self.count_before(term.start, least) {
                counted.push((start..term.end, term));
            }
        }
        let weapons =
            counted.iter().filter(|(_, term)| &*doc.entry(term).value == "weapons").count();
        if weapons < 2 || self.speaker(tokens.clone()).is_none() {
            return;
        }
        for (range, _) in counted {
            found.push(self.statement(StatementKind::Strength, sentence, range));
        }
    }

    /// Where a count begins, its modifier included, that belongs to the noun at a token.
    fn count_before(&self, noun: usize, least: usize) -> Option<usize> {
        let doc = self.doc;
        let from = least.max(noun.saturating_sub(REACH));
        let number = (from..noun)
            .rev()
            .take_while(|&at| doc.tokens[at].kind != TokenKind::Mark)
            .find(|&at| doc.kind(at) == TokenKind::Number)?;
        let modifiers = doc.class("number_modifiers");
        let start = (from..number)
            .find(|&at| doc.term_at(at, modifiers).is_some_and(|term| term.end == number))
            .unwrap_or(number);
        // "12 tanks and 40 mortars": the joining word is no modifier.
        Some(start + usize::from(is_joined(doc, start + 1)))
    }
}
