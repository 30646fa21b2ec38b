//! The name of a source within a clause that ends with its verb.

use std::ops::Range;

use super::names::Namer;
use super::words::{Anchor, AnchorKind};
use crate::endings::Ending;

impl Namer<'_, '_, '_> {
    /// Where verbs come last, a clause may stand around the name: "conference | Foreign Ministry | gave
    /// (figures)". The name is the last body's or official's, with the capitals before it.
    pub(super) fn head_of_clause(&self, phrase: Range<usize>) -> Range<usize> {
        let words = self.words;
        let doc = words.doc;
        if !doc.grammar().verb_final {
            return phrase;
        }
        let speaks =
            |anchor: &&Anchor| !matches!(anchor.kind, AnchorKind::Noun | AnchorKind::Title);
        let anchors = words.anchors(phrase.clone());
        let from = |anchor: &&Anchor| doc.ending(anchor.tokens.end - 1) == Ending::From;
        let Some(head) =
            anchors.iter().filter(speaks).rfind(from).or_else(|| anchors.iter().rfind(speaks))
        else {
            return phrase;
        };
        let mut end = head.tokens.end;
        if let Some(bracket) = words.bracketed_acronym(end).filter(|after| *after <= phrase.end) {
            end = bracket;
        } else if end < phrase.end && anchors.iter().all(|a| a.tokens.start < end) {
            // "spokesman A B": the name behind an official's title.
            while end < phrase.end && words.is_name_word(end) {
                end += 1;
            }
        }
        let mut start = head.tokens.start;
        let place_nouns = doc.class("place_nouns");
        while start > phrase.start {
            let before = start - 1;
            let named = words.is_name_word(before)
                || doc.entry_at(before, place_nouns).is_some()
                || words.is_inner_mark(before)
                || doc.tokens[before].is_mark(")")
                || words.anchors(phrase.start..start).iter().any(|a| a.tokens.contains(&before))
                || before > phrase.start
                    && words.is_name_word(before - 1)
                    && words.filler(before).is_none();
            if !named {
                break;
            }
            start = before;
        }
        start..end.max(head.tokens.end)
    }
}
