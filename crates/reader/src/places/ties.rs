//! How the words beside a name tie it to what happens: prepositions, case endings, who or what owns it.

use std::ops::Range;

use super::elements::Finder;
use crate::endings::Ending;
use crate::token::TokenKind;

/// How the words in front tie a name to what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    Where,
    /// Near it, which is weaker where something else is named.
    Near,
    /// "between X and Y".
    Between,
    /// "a street of X".
    Of,
    /// "the governor of X", who is likely to be there.
    Who,
    /// "on the way to X".
    Way,
    /// "from X", "to X", "resident of X".
    Other,
    /// Nothing.
    Passing,
    Dateline,
}

impl Finder<'_, '_> {
    /// "police of the town X", "the head of the village X", where the language puts the name behind
    /// without a preposition: what ties it, if somebody or something owns it.
    pub(super) fn owner(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> Option<Tie> {
        let words = &self.words;
        let at = tokens.start.checked_sub(1).filter(|at| *at >= sentence.start && words.cases)?;
        match words.not_place(at) {
            Some("institution") => Some(Tie::Other),
            Some("title") => Some(Tie::Who),
            _ => words.is_people(at).then_some(Tie::Who),
        }
    }

    /// How a case ending or a word behind a name ties what ends at `end` to what happens.
    pub(super) fn tie_behind(&self, end: usize) -> Option<Tie> {
        let behind = || self.words.is_postposition(end).then_some(Tie::Where);
        tie_of(self.words.doc.ending(end.wrapping_sub(1))).or_else(behind)
    }

    /// How the words in front tie what begins at `at` to what happens; articles, adjectives and
    /// nouns between are passed over.
    pub(super) fn tie(&self, at: usize, sentence: &Range<usize>) -> Option<Tie> {
        let (value, start) = self.preposition_before(at, sentence)?;
        Some(match value {
            "where" => Tie::Where,
            "near" => Tie::Near,
            "between" => Tie::Between,
            "way" => Tie::Way,
            "of" => {
                // "the governor of X", "the hospital of X" say who, "a street of X" where.
                let whose = start.checked_sub(1).filter(|b| *b >= sentence.start);
                // "A and his son, of X, died": whose they are.
                if whose.is_some_and(|at| self.words.doc.folded(at) == ",") {
                    return Some(Tie::Who);
                }
                if self.words.local_office(Some(start), usize::MAX).is_some() {
                    return Some(Tie::Who);
                }
                // "a street of X", "Block 12 of X"
                let noun = |at: usize| self.words.noun(at).is_some();
                let number =
                    |at: usize| self.words.doc.kind(at) == TokenKind::Number && at > sentence.start;
                if whose.is_some_and(|at| noun(at) || number(at) && noun(at - 1)) {
                    return Some(Tie::Where);
                }
                // "Karim, son of Hasan": a person's name.
                if whose.is_some_and(|at| self.words.is_kin(at)) {
                    return Some(Tie::Passing);
                }
                // "behind the school of X"
                if whose.is_some_and(|at| self.is_building(at, sentence)) {
                    return Some(Tie::Where);
                }
                // "the court of first instance of X"
                if whose.is_some_and(|at| self.is_of_body(at, sentence)) {
                    return Some(Tie::Other);
                }
                let owner =
                    |at: usize| (self.words.not_place_ending(at + 1), self.words.is_people(at));
                match whose.map(owner) {
                    Some((Some("institution"), _)) => Tie::Other,
                    Some((Some("title"), _) | (_, true)) => Tie::Who,
                    _ if whose.is_some_and(|at| self.is_spot(at, sentence)) => Tie::Where,
                    _ => Tie::Of,
                }
            }
            "on" => return None,
            // "by the village of X" is near it; "by Ahmad", "via X" are not.
            "by" if (start + 1..=at).any(|at| self.words.noun(at).is_some()) => Tie::Near,
            // "in the forest by X", "on the road by X"
            "by" if start.checked_sub(1).is_some_and(|at| self.words.noun(at).is_some()) => {
                Tie::Near
            }
            // "the road from X to Y"
            "from" if start.checked_sub(1).is_some_and(|at| self.words.is_road(at)) => Tie::Between,
            // "the path that leads from X to Y"
            "leads" if (start.saturating_sub(2)..start).any(|at| self.words.is_road(at)) => {
                Tie::Between
            }
            "leads" => Tie::Way,
            _ => Tie::Other,
        })
    }

    /// "by the | well | of X": a thing in the landscape, by or in which something happens, and nobody's own.
    fn is_spot(&self, noun: usize, sentence: &Range<usize>) -> bool {
        const LONGEST: usize = 3;
        let words = &self.words;
        let doc = words.doc;
        let small = |at: usize| doc.kind(at) == TokenKind::Word;
        let article = (noun.saturating_sub(LONGEST).max(sentence.start)..noun)
            .rev()
            .take_while(|&at| small(at))
            .find(|&at| words.is_article(at));
        let Some(before) = article.and_then(|at| at.checked_sub(1)) else { return false };
        let place = words.preposition_ending(before, sentence.start);
        small(noun)
            && doc.entry_at(noun, doc.class("no_spots")).is_none()
            && place.is_some_and(|(value, _)| matches!(value, "where" | "near" | "by"))
    }

    /// Whether words of a body's name end here: "court of first instance", "office of the prosecutor".
    fn is_of_body(&self, end: usize, sentence: &Range<usize>) -> bool {
        const LONGEST: usize = 4;
        let words = &self.words;
        let from = end.saturating_sub(LONGEST).max(sentence.start);
        (from..end).rev().find(|&at| words.is_of(at)).is_some_and(|of| {
            let institution = of.checked_sub(1).is_some_and(|at| {
                words.not_place_ending(at + 1) == Some("institution")
                    && !self.is_building(at, sentence)
            });
            institution && (of + 1..=end).all(|at| words.noun(at).is_none())
        })
    }

    /// "behind the school of X": an institution that is the place where something happens.
    pub(super) fn is_building(&self, at: usize, sentence: &Range<usize>) -> bool {
        // "near the police post of X"
        let kind = at.checked_sub(1).filter(|at| *at > sentence.start);
        let kind = kind.filter(|&at| self.words.is_institution(at));
        self.words.is_building(at)
            && self
                .preposition_before(kind.unwrap_or(at), sentence)
                .is_some_and(|(value, _)| matches!(value, "where" | "near"))
    }

    pub(super) fn on(&self, at: usize, sentence: &Range<usize>) -> bool {
        self.preposition_before(at, sentence).is_some_and(|(value, _)| value == "on")
    }

    fn preposition_before(&self, at: usize, sentence: &Range<usize>) -> Option<(&str, usize)> {
        let words = &self.words;
        let mut before = at;
        for _ in 0..7 {
            before = before.checked_sub(1).filter(|b| *b >= sentence.start)?;
            // A longer term that ends just here decides ("on the way to").
            if let Some(found) = words.preposition_ending(before, sentence.start) {
                return Some(found);
            }
            let passes = words.is_qualifier(before)
                || words.country(before).is_some()
                || words.is_possessive(before)
                || words.doc.folded(before) == "-"
                || words.noun(before).is_some();
            if !passes {
                return None;
            }
        }
        None
    }
}

/// What a case ending says as a preposition does elsewhere.
pub(super) const fn tie_of(ending: Ending) -> Option<Tie> {
    match ending {
        Ending::Where => Some(Tie::Where),
        Ending::From | Ending::To => Some(Tie::Other),
        _ => None,
    }
}
