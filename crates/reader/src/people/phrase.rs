//! What stands in front of a noun for people: number, article, adjectives, whose they are.

use std::ops::Range;

use super::Finder;
use crate::mentions::{Number, NumberKind};
use crate::token::TokenKind;

/// Adjectives and the like passed over at most.
const LONGEST: usize = 9;

/// Words unknown to the lexicon that may stand between a number and the noun it counts.
const MOST_UNKNOWN: usize = 2;

/// The words before a noun.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before<'a> {
    /// The first token.
    pub(super) start: usize,
    /// The number, if any.
    pub(super) number: Option<&'a Number>,
    /// The article's value.
    pub(super) determiner: Option<&'a str>,
}

impl<'a> Finder<'a, '_> {
    /// Goes left from a noun over adjectives, nationalities and ages to a number or an article, and
    /// over "of" to the number of which the noun is the whole ("two of his comrades").
    pub(super) fn before(&'a self, head: usize, floor: usize) -> Before<'a> {
        let near = self.adjectives(head, floor);
        let of = near.start.wrapping_sub(1);
        let whole = near.number.is_none() && near.determiner == Some("definite");
        if whole
            && near.start > floor + 1
            && self.is_of(of)
            && let Some(number) = self.number_ending(of)
            && number.kind == NumberKind::Cardinal
            && number.tokens.start >= floor
        {
            let determiner = self.determiner_before(number.tokens.start, floor);
            let start = number.tokens.start - usize::from(determiner.is_some());
            return Before { start, number: Some(number), determiner };
        }
        // "двое его коллег": two of his colleagues, without a word between.
        if whole
            && self.cases
            && let Some(number) = self.number_ending(near.start)
            && number.kind == NumberKind::Cardinal
            && number.tokens.start >= floor
        {
            return Before { start: number.tokens.start, number: Some(number), determiner: None };
        }
        near
    }

    fn determiner_before(&'a self, at: usize, floor: usize) -> Option<&'a str> {
        (at > floor)
            .then(|| self.doc.entry_at(at - 1, self.determiners))
            .flatten()
            .map(|entry| &*entry.value)
    }

    fn adjectives(&'a self, head: usize, floor: usize) -> Before<'a> {
        let doc = self.doc;
        let mut start = head;
        let mut determiner = None;
        let mut passed = 0;
        while start > floor && passed < LONGEST {
            let at = start - 1;
            passed += 1;
            if let Some(number) = self.number_ending(start).filter(|n| n.tokens.start >= floor) {
                if number.kind == NumberKind::Cardinal {
                    let determiner = self.determiner_before(number.tokens.start, floor);
                    let start = number.tokens.start - usize::from(determiner.is_some());
                    return Before { start, number: Some(number), determiner };
                }
                start = number.tokens.start;
            } else if let Some(entry) = doc.entry_at(at, self.determiners) {
                determiner = Some(&*entry.value);
                start = at;
                if matches!(&*entry.value, "definite" | "indefinite") {
                    break;
                }
            } else if (doc.folded(at) == "'s" || self.is_bare_possessive(at)) && at > floor {
                // "the boy's mother", "Marko's sister": known by whose she is.
                determiner = Some("definite");
                start = self.owner(at - 1, floor);
                // "three soldiers' wives"
                let number = self.number_ending(start).filter(|number| {
                    self.is_bare_possessive(at)
                        && number.kind == NumberKind::Cardinal
                        && number.tokens.start >= floor
                });
                if let Some(number) = number {
                    let start = number.tokens.start;
                    return Before { start, number: Some(number), determiner: None };
                }
                break;
            } else if self.is_verb_of_device(at, floor) {
                break;
            } else if self.is_adjective(at, head) {
                start = at;
            } else if determiner.is_none()
                && let Some(number) = self.number_over_words(start, floor)
            {
                let determiner = self.determiner_before(number.tokens.start, floor);
                let start = number.tokens.start - usize::from(determiner.is_some());
                return Before { start, number: Some(number), determiner };
            } else if determiner.is_none()
                && let Some((at, value)) = self.article_over_words(start, floor)
            {
                determiner = Some(value);
                start = at;
                break;
            } else {
                break;
            }
        }
        // "A mine killed villagers": a verb, where nothing shows that it is an adjective.
        while determiner.is_none() && start < head && doc.entry_at(start, self.effects).is_some() {
            start += 1;
        }
        Before { start, number: None, determiner }
    }

    /// "a mine | killed | teacher A B": a participle right behind ordnance is no adjective.
    fn is_verb_of_device(&self, at: usize, floor: usize) -> bool {
        let doc = self.doc;
        let devices = doc.class("device");
        doc.entry_at(at, self.effects).is_some_and(|e| e.has("participle"))
            && (at.saturating_sub(3).max(floor)..at)
                .any(|from| doc.term_at(from, devices).is_some_and(|term| term.end == at))
    }

    /// "six firewood | collectors", "two Zaghawa | herders": the number in front of words that mean nothing else
    /// to the lexicon.
    fn number_over_words(&'a self, end: usize, floor: usize) -> Option<&'a Number> {
        if self.cases {
            return None;
        }
        let mut start = end;
        for _ in 0..MOST_UNKNOWN {
            start = start.checked_sub(1).filter(|at| {
                let nation = || *at + 1 == end && self.doc.kind(*at) == TokenKind::Capitalised;
                *at > floor && (self.is_unknown(*at) || self.is_one_place(*at) || nation())
            })?;
            if let Some(number) = self.number_ending(start) {
                let counts = number.kind == NumberKind::Cardinal && number.tokens.start >= floor;
                return counts.then_some(number);
            }
        }
        None
    }

    /// "a turnip | grower": the article in front of words that mean nothing to the lexicon.
    fn article_over_words(&'a self, end: usize, floor: usize) -> Option<(usize, &'a str)> {
        if self.cases {
            return None;
        }
        let mut at = end;
        for _ in 0..MOST_UNKNOWN {
            at = at.checked_sub(1).filter(|at| *at > floor && self.is_unknown(*at))?;
            if let Some(entry) = self.doc.entry_at(at - 1, self.determiners) {
                // "une vingtaine d'autres" begins with a number.
                let number = self.numbers_from(at - 1).next();
                let counted = number.is_some_and(|number| number.tokens.start < end);
                let article = &*entry.value == "indefinite" && !counted;
                return article.then_some((at - 1, &*entry.value));
            }
        }
        None
    }

    /// "nine market | traders": a noun for a place in the singular, which a number does not count.
    fn is_one_place(&self, at: usize) -> bool {
        let doc = self.doc;
        doc.kind(at) == TokenKind::Word
            && doc
                .entry_at(at, doc.class("place_nouns"))
                .is_some_and(|entry| !entry.has("plural") && !entry.has("line"))
            && doc.entry_at(at, self.prepositions).is_none()
    }

    /// A word in small letters that the lexicon does not hold.
    pub(super) fn is_unknown(&self, at: usize) -> bool {
        let harmless = self.doc.class("activities");
        self.doc.kind(at) == TokenKind::Word
            && self.doc.terms_at(at).iter().all(|term| term.class == harmless)
    }

    /// "the brothers' cousin": the mark alone behind a plural.
    pub(super) fn is_bare_possessive(&self, at: usize) -> bool {
        let doc = self.doc;
        let mark = doc
            .tokens
            .get(at)
            .is_some_and(|t| (t.is_mark("'") || t.is_mark("\u{2019}")) && !t.spaced);
        mark && !self.cases
            && at > 0
            && doc.entry_at(at - 1, self.nouns).is_some_and(|e| e.has("plural"))
            && doc.tokens.get(at + 1).is_some_and(|t| t.is_word() && t.spaced)
    }

    /// Where the phrase of an owner begins: "the boy", "Marko Ilic".
    fn owner(&self, last: usize, floor: usize) -> usize {
        let doc = self.doc;
        let mut start = last;
        while start > floor
            && (doc.tokens[start - 1].is_capitalised() && doc.tokens[start].is_capitalised()
                || doc.entry_at(start - 1, self.determiners).is_some())
        {
            start -= 1;
        }
        start
    }

    fn is_adjective(&self, at: usize, head: usize) -> bool {
        let doc = self.doc;
        doc.entry_at(at, self.modifiers).is_some()
            || doc.entry_at(at, self.countries).is_some()
            || doc.tokens[at].is_mark("-") && !doc.tokens[at].spaced
            || doc.kind(at) == TokenKind::AllCapitals && doc.kind(head) == TokenKind::Word
            || doc.entry_at(at, self.nouns).filter(|_| !self.cases).is_some_and(|e| {
                !["pronoun", "relative", "plural", "rest", "alone"].iter().any(|flag| e.has(flag))
            })
            || self.ends_compound(at)
    }

    /// "41-year-old", "front-line": a compound that ends with a word joined by a hyphen.
    fn ends_compound(&self, at: usize) -> bool {
        let doc = self.doc;
        at >= 1
            && doc.tokens[at - 1].is_mark("-")
            && !doc.tokens[at - 1].spaced
            && !doc.tokens[at].spaced
    }

    /// The number of which a plural pronoun is the whole: "three of them", "one of whom".
    pub(super) fn part_of(&self, at: usize, floor: usize) -> Option<(&'a Number, Range<usize>)> {
        let of = at.checked_sub(1).filter(|of| *of > floor && self.is_of(*of))?;
        let number = self.number_ending(of).filter(|n| {
            matches!(n.kind, NumberKind::Cardinal | NumberKind::Ordinal) && n.tokens.start >= floor
        })?;
        Some((number, number.tokens.start..at))
    }
}
