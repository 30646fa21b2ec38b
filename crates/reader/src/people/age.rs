//! Ages and sexes that stand beside a person: "41-year-old", "(M/6)", ", 36,", "who is 20".

use std::ops::Range;

use cairn_model::Sex;

use super::Finder;
use crate::mentions::{Number, NumberKind};
use crate::token::TokenKind;

/// Tokens between a person and the age: a comma or bracket, a code, "who is".
const FARTHEST_AGE: usize = 4;

impl Finder<'_, '_> {
    /// An age among the adjectives of a noun.
    pub(super) fn age_within(&self, tokens: Range<usize>) -> Option<u8> {
        self.numbers_from(tokens.start)
            .take_while(|n| n.tokens.start < tokens.end)
            .find(|n| n.kind == NumberKind::Age)
            .and_then(age_of)
    }

    /// "(28)", ", 36,", "aged 58", "who is 34", "of eleven" right after: the age, and where it ends.
    pub(super) fn age_after(&self, at: usize, sentence: &Range<usize>) -> Option<(u8, usize)> {
        let number = self
            .numbers_from(at)
            .take_while(|n| n.tokens.start <= at + FARTHEST_AGE && n.tokens.end <= sentence.end)
            .find(|n| n.kind == NumberKind::Age && n.tokens.start >= at)?;
        let doc = self.doc;
        // "X, a 61-year-old grower": the age belongs to the noun that follows.
        let compound = doc
            .tokens
            .get(number.tokens.end)
            .is_some_and(|t| t.is_mark("-") && !t.spaced)
            || doc.folded(number.tokens.end.wrapping_sub(1)) != ")"
                && doc.entry_at(number.tokens.end, self.nouns).is_some_and(|e| !e.has("relative"));
        // "his friend, a 10 years old boy": so does one with its word in front of a noun or name.
        let compound = compound || {
            let word = doc.term_at(number.tokens.end, doc.class("number_modifiers"));
            word.is_some_and(|term| {
                doc.entry_at(term.end, self.nouns).is_some_and(|e| !e.has("relative"))
                    || doc.grammar().verb_final
                        && doc.tokens.get(term.end).is_some_and(|t| t.is_capitalised())
            })
        };
        let codes = doc.class("sex_codes");
        let passes = |i: usize| {
            matches!(doc.folded(i), "," | "(" | "/" | "-" | "[")
                || doc.entry_at(i, codes).is_some()
                || doc.entry_at(i, self.auxiliaries).is_some()
                || doc.entry_at(i, self.adverbs).is_some()
                || doc.entry_at(i, self.nouns).is_some_and(|e| e.has("relative"))
                || doc.kind(i) == TokenKind::Word
                    && doc
                        .entry_at(i, self.function_words)
                        .is_some_and(|e| &*e.value == "preposition")
        };
        if compound || !(at..number.tokens.start).all(passes) {
            return None;
        }
        // "de 46 ans"
        let years = doc
            .term_at(number.tokens.end, doc.class("date_words"))
            .filter(|term| &*doc.entry(term).value == "unit:year");
        Some((age_of(number)?, years.map_or(number.tokens.end, |term| term.end)))
    }

    /// An age as an adjective right before a name, as in "41-year-old": the age, and where it begins.
    pub(super) fn age_before(&self, at: usize, sentence: &Range<usize>) -> Option<(u8, usize)> {
        let doc = self.doc;
        let hyphen = at.checked_sub(2).filter(|hyphen| *hyphen > sentence.start)?;
        let compound = doc.tokens[hyphen].is_mark("-")
            && !doc.tokens[hyphen].spaced
            && !doc.tokens[at - 1].spaced;
        let age =
            |n: &&Number| compound && n.kind == NumberKind::Age && n.tokens.start >= sentence.start;
        // "41-year | -old", "41 | -year-old"
        let first = hyphen.checked_sub(2).filter(|&at| {
            at > sentence.start && doc.tokens[at].is_mark("-") && !doc.tokens[at].spaced
        });
        let number = self
            .number_ending(hyphen)
            .filter(age)
            .or_else(|| first.and_then(|first| self.number_ending(first)).filter(age))?;
        Some((age_of(number)?, number.tokens.start))
    }

    /// "(M/6)", "F/34", "female, 8".
    pub(super) fn coded_sex(&self, tokens: Range<usize>) -> Option<Sex> {
        let doc = self.doc;
        let codes = doc.class("sex_codes");
        let parted = |at: usize| matches!(doc.folded(at), "/" | ",");
        tokens
            .filter(|&at| parted(at + 1) || doc.folded(at.wrapping_sub(1)) == "/")
            .find_map(|at| doc.entry_at(at, codes))
            .and_then(|entry| entry.value.parse().ok())
    }
}

/// An age in whole years of somebody who may be alive.
pub(super) fn age_of(number: &Number) -> Option<u8> {
    let value = number.value.least();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to lie in 0..=110"
    )]
    (value.fract() == 0.0 && (0.0..=110.0).contains(&value)).then_some(value as u8)
}
