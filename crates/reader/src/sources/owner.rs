//! The body that "its doctor", "their spokesman" means, where no source was named yet.

use std::ops::Range;

use super::memory::{Memory, Named};
use super::names::{Namer, referring};
use super::words::AnchorKind;
use crate::mentions::SourceKind;

/// Tokens back in which a body may stand that a pronoun takes up.
const FARTHEST: usize = 40;

impl Namer<'_, '_, '_> {
    /// "its awareness chief": the body; "her uncle": the uncle.
    pub(super) fn possessed(
        &self,
        owned: Range<usize>,
        phrase: Range<usize>,
        memory: &Memory,
    ) -> Option<Named> {
        let anchors = self.words.anchors(owned.clone());
        let is_private = anchors.first().is_some_and(|anchor| anchor.kind == AnchorKind::Private);
        if is_private || anchors.is_empty() {
            // "Its duty doctor" speaks for the hospital, "their teacher" for himself.
            let body = || self.body_before(phrase.clone(), memory);
            return self
                .owns_body(&phrase)
                .then(body)
                .flatten()
                .or_else(|| self.one(self.trim(owned), memory));
        }
        memory
            .last_body()
            .map(|named| referring(named, phrase.clone()))
            .or_else(|| self.body_before(phrase, memory))
            .or_else(|| self.one(owned, memory))
    }

    /// Whether a possessive here is of a thing, so of a body and not of people.
    fn owns_body(&self, phrase: &Range<usize>) -> bool {
        let doc = self.words.doc;
        doc.entry_at(phrase.start, doc.class("source_pronouns")).is_some_and(|e| e.has("thing"))
    }

    /// The person whose name begins a sentence of this paragraph: "X was nine when … she recalls".
    pub(super) fn person_before(&self, token: usize) -> Option<Named> {
        let words = self.words;
        let doc = words.doc;
        let here = doc.sentence_of(token);
        let paragraph = doc.sentences[here].paragraph;
        let mut sentences = doc.sentences[..=here].iter().rev();
        let name =
            sentences.by_ref().take_while(|s| s.paragraph == paragraph).find_map(|sentence| {
                let start = sentence.tokens.start;
                let end = (start..sentence.tokens.end.min(token))
                    .find(|&at| !words.is_name_word(at) && !words.is_inner_mark(at))?;
                let anchors = words.anchors(start..end);
                let goes_on = doc.tokens[end].is_word() && !words.is_preposition(end)
                    || doc.tokens[end].is_mark(",");
                (end - start >= 2 && anchors.is_empty() && goes_on).then_some(start..end)
            })?;
        let person = crate::token::fold(&doc.plain(name.clone()));
        Some(Named {
            name: doc.plain(name.clone()),
            tokens: name,
            kind: SourceKind::Person,
            official: false,
            person: Some(person),
            refers_back: false,
        })
    }

    /// The body named last before a phrase, in its sentence: "died at the hospital of A, says its
    /// doctor".
    fn body_before(&self, phrase: Range<usize>, memory: &Memory) -> Option<Named> {
        let words = self.words;
        let doc = words.doc;
        let sentence = doc.sentences[doc.sentence_of(phrase.start)].tokens.start;
        let least = phrase.start.saturating_sub(FARTHEST).max(sentence);
        let body = words
            .anchors(least..phrase.start)
            .into_iter()
            .rfind(|anchor| anchor.kind == AnchorKind::Body)?;
        // Its name begins with capitals or behind an article or preposition.
        let mut start = body.tokens.start;
        while start > least
            && (words.is_name_word(start - 1)
                || words.filler(start - 1).is_none()
                    && !words.is_preposition(start - 1)
                    && words.link(start - 1).is_none()
                    && doc.tokens[start - 1].is_word()
                    && doc.kind(start - 1) != crate::token::TokenKind::Word)
        {
            start -= 1;
        }
        let end = words.right_phrase(start, phrase.start).end.max(body.tokens.end);
        let end = (body.tokens.end..end)
            .find(|&at| words.is_preposition(at) && !words.is_genitive(at))
            .unwrap_or(end);
        let mut named = self.one(start..end, memory)?;
        named.tokens = phrase;
        Some(named)
    }
}
