//! The phrases around any verb, for steps that ask who did what to whom with words.

use std::ops::Range;

use super::words::Words;
use crate::doc::Doc;

/// The subject before a verb, auxiliaries and adverbs between them left out; empty when a mark
/// stands between.
pub(crate) fn subject_before(doc: &Doc<'_>, verb: usize, least: usize) -> Range<usize> {
    let words = Words::new(doc);
    let phrase = words.left_phrase(verb, least).tokens;
    trim_articles(&words, phrase)
}

/// Whether "and" stands right before a verb, so that its subject is that of the verb before.
pub(crate) fn is_joined(doc: &Doc<'_>, verb: usize) -> bool {
    verb > 0 && Words::new(doc).is_link(verb - 1, "and")
}

/// Whether a phrase only refers back: a pronoun, or a noun for a statement.
pub(crate) fn refers_back(doc: &Doc<'_>, phrase: Range<usize>) -> bool {
    let words = Words::new(doc);
    let noun = |at: usize| {
        words.anchor_at(at).is_some_and(|anchor| anchor.kind == super::words::AnchorKind::Noun)
    };
    phrase.len() <= 1
        && (phrase.is_empty() || words.pronoun(phrase.start).is_some() || noun(phrase.start))
}

/// An accused without the deed: "X of hiding maps" is X, "the Council of Towns" stays.
pub(crate) fn without_deed(doc: &Doc<'_>, phrase: Range<usize>) -> Range<usize> {
    let words = Words::new(doc);
    let deed = phrase.clone().skip(1).find(|&at| {
        words.is_genitive(at)
            && words.is_name_word(at - 1)
            && doc.kind(at + 1) == crate::token::TokenKind::Word
            && words.filler(at + 1).is_none()
    });
    phrase.start..deed.unwrap_or(phrase.end)
}

/// The names of a list "the A, the B, the heads of C, D and E" that begins at a token, each without
/// its article.
pub(crate) fn list_after(doc: &Doc<'_>, start: usize, most: usize) -> Vec<Range<usize>> {
    let words = Words::new(doc);
    let stops = doc.class("list_stops");
    let mut items = Vec::new();
    let mut item = start;
    let mut at = start;
    while at <= most {
        // "the High Commissioner for Human Rights": a link inside a name is no end.
        let stops_here = doc.entry_at(at, stops).is_some_and(|entry| {
            !entry.has("name") || !words.is_name_word(at + 1) || !words.is_name_word(at.max(1) - 1)
        });
        let ends = at == most || stops_here || is_stop_mark(doc, &words, at);
        let splits = !ends && (doc.tokens[at].is_mark(",") || words.is_link(at, "and"));
        if ends || splits {
            let phrase = trim_articles(&words, item..at);
            if !phrase.is_empty() {
                items.push(phrase);
            } else if splits && at > item {
                break;
            }
            if ends {
                break;
            }
            item = at + 1;
        }
        at += 1;
    }
    items
}

fn is_stop_mark(doc: &Doc<'_>, words: &Words<'_, '_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    token.kind == crate::token::TokenKind::Mark
        && !token.is_mark(",")
        && !words.is_inner_mark(at)
        && !token.is_mark("(")
        && !token.is_mark(")")
        && !token.is_mark("\"")
        && !token.is_mark("-")
}

/// Persons with a rank before their name in a range: "Major General X".
pub(crate) fn titled_persons(doc: &Doc<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let words = Words::new(doc);
    let mut persons = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let title =
            words.anchor_at(at).filter(|anchor| anchor.kind == super::words::AnchorKind::Title);
        let Some(title) = title else {
            at += 1;
            continue;
        };
        let mut end = title.tokens.end;
        while end < range.end && (words.is_name_word(end) || words.is_inner_mark(end)) {
            end += 1;
        }
        if end > title.tokens.end {
            persons.push(at..end);
        }
        at = end.max(at + 1);
    }
    persons
}

/// Whether a noun for a body stands in a range.
pub(crate) fn names_body(doc: &Doc<'_>, range: Range<usize>) -> bool {
    let words = Words::new(doc);
    words.anchors(range).iter().any(|anchor| anchor.kind == super::words::AnchorKind::Body)
}

/// Whether a noun for somebody who speaks, or for a paper, stands in a range.
pub(crate) fn names_source(doc: &Doc<'_>, range: Range<usize>) -> bool {
    use super::words::AnchorKind::Title;
    let words = Words::new(doc);
    words.anchors(range).iter().any(|anchor| anchor.kind != Title)
}

/// Whether a noun for a body, an outlet or somebody who speaks stands in a range.
pub(crate) fn names_speaker(doc: &Doc<'_>, range: Range<usize>) -> bool {
    use super::words::AnchorKind::{Noun, Title};
    let words = Words::new(doc);
    words.anchors(range).iter().any(|anchor| !matches!(anchor.kind, Noun | Title))
}

fn trim_articles(words: &Words<'_, '_>, phrase: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (phrase.start, phrase.end);
    let leading = |at: usize| {
        words.is_link(at, "and")
            || words.filler(at).is_some_and(|(kind, _)| matches!(kind, "article" | "adverb"))
            || words.doc.tokens[at].kind == crate::token::TokenKind::Mark
    };
    while start < end && leading(start) {
        start += 1;
    }
    while end > start
        && (words.doc.tokens[end - 1].kind == crate::token::TokenKind::Mark
            && !words.doc.tokens[end - 1].is_mark(")")
            || words.is_link(end - 1, "and"))
    {
        end -= 1;
    }
    start..end
}
