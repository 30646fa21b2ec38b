//! The name of a body: as a phrase gives it, in full where the text gave it in full before.

use std::ops::Range;

use super::memory::Memory;
use super::memory::Named;
use super::names::{Namer, referring};
use super::words::{Anchor, AnchorKind};
use crate::mentions::SourceKind;
use crate::token::TokenKind;

impl Namer<'_, '_, '_> {
    /// "army Col. X": the army, for which X speaks.
    pub(super) fn of_titled(
        &self,
        phrase: Range<usize>,
        body: &Anchor,
        anchors: &[Anchor],
        memory: &Memory,
    ) -> Option<Named> {
        let title = anchors
            .iter()
            .find(|a| a.kind == AnchorKind::Title && a.tokens.start >= body.tokens.end)
            .filter(|title| {
                let joined = |at: usize| self.words.link(at).is_some();
                !(body.tokens.end..title.tokens.start).any(joined)
            });
        let Some(title) = title else { return self.of_body(phrase, body, memory) };
        let person = self.person_in(title.tokens.end..phrase.end, anchors);
        let mut named = self.of_body(phrase.start..title.tokens.start, body, memory)?;
        named.official = true;
        named.person = person.map(|tokens| self.folded(tokens));
        Some(named)
    }

    pub(super) fn is_definite(&self, start: usize) -> bool {
        start > 0 && self.words.is_definite(start - 1)
    }

    pub(super) fn of_body(
        &self,
        phrase: Range<usize>,
        body: &Anchor,
        memory: &Memory,
    ) -> Option<Named> {
        let words = self.words;
        let phrase = self.trim(phrase);
        let is_alone = phrase == body.tokens;
        // "our correspondent", "this newspaper": whoever writes.
        if is_alone && self.is_writer(&phrase) {
            return None;
        }
        if is_alone && body.generic && phrase.len() == 1 {
            let head = words.doc.folded(body.tokens.end - 1);
            if let Some(named) = memory.with_word(head) {
                return Some(referring(named, phrase));
            }
            let definite = self.is_definite(phrase.start);
            if let Some(full) = self.introduced(phrase.start).filter(|_| definite) {
                return Some(self.named(full, SourceKind::Body));
            }
            if let Some(named) = memory.last_body().filter(|_| definite) {
                return Some(referring(named, phrase));
            }
        }
        if phrase.len() == 1
            && let Some(full) = self.acronyms.full_name(words.doc.folded(phrase.start))
        {
            return Some(self.named(full, SourceKind::Body));
        }
        // "the state channel XTV": the name after the noun for it.
        let tail = body.tokens.end..phrase.end;
        let is_outlet = body.kind == AnchorKind::Outlet;
        let is_common = words.doc.kind(body.tokens.start) == TokenKind::Word;
        let named_after = is_outlet
            && is_common
            && !tail.is_empty()
            && tail.clone().all(|at| words.is_name_word(at));
        let tokens = if named_after { tail } else { phrase };
        let kind = if is_outlet { SourceKind::Outlet } else { SourceKind::Body };
        Some(self.named(tokens, kind))
    }

    /// "a sapper of the emergency service … the service said": the body in full, where the text named it
    /// before without letting it speak.
    pub(super) fn introduced(&self, head: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 4;
        let words = self.words;
        let doc = words.doc;
        let belongs = |at: usize| {
            doc.tokens[at].is_word()
                && words.filler(at).is_none()
                && words.link(at).is_none()
                && !words.is_preposition(at)
        };
        let full = |end: usize| {
            let before = (end.saturating_sub(LONGEST)..end).rev().take_while(|&at| belongs(at));
            let start = before.last()?;
            let led = start.checked_sub(1).is_some_and(|at| words.is_filler(at, "article"));
            led.then_some(start..end + 1)
        };
        let same = |at: &usize| doc.folded(*at) == doc.folded(head);
        (0..head).rev().filter(same).find_map(full)
    }

    pub(super) fn acronym(&self, phrase: Range<usize>) -> Named {
        let full = self.acronyms.full_name(self.words.doc.folded(phrase.start));
        self.named(full.unwrap_or(phrase), SourceKind::Body)
    }
}
