//! Speakers whom no list of nouns knows: whoever certainly speaks is a source, whatever the noun.

use std::ops::Range;

use super::memory::Named;
use super::names::Namer;
use super::words::{Anchor, AnchorKind};
use crate::lexicon::Class;
use crate::mentions::SourceKind;
use crate::token::TokenKind;

/// Words of a speaker's description: "the woman who owns the field next to it".
const LONGEST: usize = 9;

/// Words of a description behind a preposition that no article opens: "according to initial findings".
const BARE: usize = 4;

/// Classes of words that tell of things which do not speak.
const THINGS: [&str; 10] = [
    "device",
    "explosions",
    "effects",
    "weekdays",
    "months",
    "units",
    "place_nouns",
    "date_words",
    "body_parts",
    "no_speakers",
];

impl Namer<'_, '_, '_> {
    /// Somebody described by a noun that tells nothing of who speaks: "the levies", "a reeve".
    pub(super) fn described(&self, phrase: Range<usize>) -> Option<Named> {
        let words = self.words;
        let doc = words.doc;
        let phrase = self.after_article(self.trim(self.after_preposition(phrase)));
        let head = phrase.start..self.head_end(&phrase);
        if head.is_empty() || phrase.len() > LONGEST || self.is_writer(&phrase) {
            return None;
        }
        let things = THINGS.map(|name| doc.class(name));
        let tells_nothing = |at: usize| {
            let thing = |class: &Class| doc.term_at(at, *class).is_some();
            things.iter().any(thing)
                || !doc.tokens[at].is_word()
                || words.pronoun(at).is_some()
                || words.filler(at).is_some()
        };
        if head.clone().any(tells_nothing) || doc.tokens[head.start].kind == TokenKind::Number {
            return None;
        }
        Some(Named {
            name: doc.plain(phrase.clone()),
            tokens: phrase,
            kind: SourceKind::Anonymous,
            official: false,
            person: None,
            refers_back: false,
        })
    }

    /// "our correspondent", "this newspaper": whoever writes is no source.
    pub(super) fn is_writer(&self, phrase: &Range<usize>) -> bool {
        let outlet = |anchor: &Anchor| anchor.kind == AnchorKind::Outlet;
        self.words.is_writers_own(phrase.start)
            && self.words.anchor_at(phrase.start).as_ref().is_some_and(outlet)
    }

    /// The words before the first preposition or link.
    fn head_end(&self, phrase: &Range<usize>) -> usize {
        let words = self.words;
        phrase
            .clone()
            .find(|&at| {
                words.link(at).is_some()
                    || words.is_preposition(at)
                    || words.doc.tokens[at].kind == TokenKind::Mark && !words.is_inner_mark(at)
            })
            .unwrap_or(phrase.end)
    }

    /// The phrase behind "according to", where nothing shows where its name ends.
    pub(super) fn bare_phrase(&self, start: usize, most: usize) -> Range<usize> {
        let words = self.words;
        let known = words.right_phrase(start, most);
        if !known.is_empty() {
            return known;
        }
        let end = (start..most.min(start + BARE + 1))
            .find(|&at| {
                !words.doc.tokens[at].is_word()
                    || words.link(at).is_some()
                    || words.is_preposition(at)
                    || words.filler(at).is_some_and(|(kind, _)| kind != "quantity")
            })
            .unwrap_or(start);
        start..end
    }
}
