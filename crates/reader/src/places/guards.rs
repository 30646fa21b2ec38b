//! Names that are no place where something happens: acronyms, peoples, people, lines between two countries.

use std::ops::Range;

use super::elements::Finder;
use super::names::is_acronym;
use super::ties::Tie;
use crate::endings::Ending;
use crate::token::TokenKind;

impl Finder<'_, '_> {
    /// A name that is an acronym's, a people's or a person's in so many words.
    pub(super) fn is_something_else(
        &self,
        name: &Range<usize>,
        sentence: &Range<usize>,
        by_noun: bool,
        shouting: bool,
    ) -> bool {
        let words = &self.words;
        let acronym = is_acronym(words, name, shouting)
            && words.noun(name.end).is_none_or(|(noun, _)| noun.has("part"));
        // "the Mehsud tribesmen", "Druze villagers"; "in Goma villagers" is a place.
        let people = !by_noun
            && name.end < sentence.end
            && words.is_people(name.end)
            && self.tie(name.start, sentence).is_none_or(|tie| tie == Tie::Other);
        let before = name.start.checked_sub(1).filter(|at| *at >= sentence.start);
        let titled = before.is_some_and(|at| {
            words.not_place(at) == Some("title") && words.doc.tokens[at].is_capitalised()
                || words.is_people(at)
                    && words.preposition(at).is_none()
                    && !by_noun
                    && words.doc.ending(name.end - 1) == Ending::None
        });
        // "the Tolm agency said": a body, unless "in", "of" or a capital makes it a district.
        let body = name.end < sentence.end
            && words.is_body(name.end)
            && self.tie(name.start, sentence).is_none_or(|tie| tie == Tie::Other);
        // "AROWA: Eleven workers": a number and no name.
        let numbers = words.doc.class("numbers");
        let number = name.clone().all(|at| words.doc.entry_at(at, numbers).is_some());
        acronym || people || titled || body || number
    }

    /// "Ahmad said", "Ah Hsam (28)", "Maya, 12,": what only a person is or does.
    pub(super) fn is_speaker_or_aged(&self, name: &Range<usize>, sentence: &Range<usize>) -> bool {
        let doc = self.words.doc;
        let of = name.start > sentence.start && self.words.is_of(name.start - 1);
        let speaks = !of && name.end < sentence.end && self.words.is_reporting(name.end);
        let number = doc.kind(name.end + 1) == TokenKind::Number
            && doc.folded(name.end + 1).len() <= 2
            && matches!(doc.folded(name.end), "," | "(")
            && matches!(doc.folded(name.end + 2), "," | ")" | ".");
        speaks || number && name.end + 2 < sentence.end
    }

    /// "the Tolek-Saren border", "the Iran-Iraq frontier": a line between two, along which anything may lie.
    pub(super) fn is_line(&self, name: &Range<usize>) -> bool {
        let words = &self.words;
        let doc = words.doc;
        // "the Tolek-Iran border": a country is no part of the name.
        let joined = doc.tokens.get(name.end).is_some_and(|t| t.is_mark("-") && !t.spaced);
        let country = words.country(name.end + 1).filter(|_| joined).map(|(_, end)| end);
        let end = if self.joins_two(name) { Some(name.end) } else { country };
        let noun = end.and_then(|end| words.noun(end));
        noun.is_some_and(|(noun, _)| noun.has("line"))
    }

    /// "X, a village in the hills", "X, the resettlement scheme where they lived": a name that its apposition
    /// says to be a place's, and not "X, a village elder".
    pub(super) fn is_described(&self, name: &Range<usize>, sentence: &Range<usize>) -> bool {
        const FARTHEST: usize = 5;
        let words = &self.words;
        let doc = words.doc;
        if doc.folded(name.end) != "," {
            return false;
        }
        let from = name.end + 1;
        let small = |at: usize| doc.kind(at) == TokenKind::Word || doc.folded(at) == "-";
        let noun = (from..sentence.end.min(from + FARTHEST))
            .take_while(|&at| small(at) && words.preposition(at).is_none())
            .find_map(|at| words.noun(at).filter(|(_, end)| at > from && small(end - 1)));
        let article = words.is_article(from);
        noun.is_some_and(|(noun, end)| {
            article
                && &*noun.value != "road"
                && !words.is_people(end)
                && words.not_place(end).is_none()
                && !doc.tokens.get(end).is_some_and(|t| t.is_capitalised())
        })
    }
}
