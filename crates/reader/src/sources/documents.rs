//! Papers that speak: "a report prepared by X says", "the log kept by X shows", "the indictment states".
//! Their author is the source; a paper that names none is the source itself.

use std::ops::Range;

use super::memory::{Memory, Named};
use super::names::Namer;
use super::words::{Anchor, AnchorKind};
use crate::mentions::SourceKind;
use crate::token::TokenKind;

/// The author stands this near behind the noun for the paper.
const AUTHOR_WITHIN: usize = 16;

/// Words between a noun and the preposition that goes on from it: "data published yesterday by".
const LOOSE: usize = 2;

/// Words of a paper's own name.
const LONGEST: usize = 9;

/// Words before the noun for a paper: "preliminary incident".
const BEFORE_NOUN: usize = 6;

impl Namer<'_, '_, '_> {
    /// The noun for a paper, where a phrase is about one: the last of its words before what a
    /// preposition adds, or before a participle.
    pub(super) fn paper(&self, phrase: Range<usize>) -> Option<Anchor> {
        let words = self.words;
        let mut at = phrase.start;
        let mut noun: Option<Anchor> = None;
        let mut loose = 0;
        while at < phrase.end {
            if let Some(anchor) = words.anchor_at(at).filter(|a| a.tokens.end <= phrase.end) {
                at = anchor.tokens.end;
                loose = 0;
                noun = Some(anchor).filter(|anchor| anchor.kind == AnchorKind::Noun);
                continue;
            }
            if words.is_link(at, "and") {
                return None;
            }
            if words.link(at).is_some() || words.is_preposition(at) {
                break;
            }
            if words.doc.tokens[at].kind == TokenKind::Mark && !words.is_inner_mark(at) {
                break;
            }
            if words.filler(at).is_some_and(|(kind, _)| matches!(kind, "be" | "auxiliary")) {
                return None;
            }
            loose += usize::from(noun.is_some());
            at += 1;
        }
        let goes_on = at < phrase.end;
        let near = |noun: &Anchor| noun.tokens.start - phrase.start <= BEFORE_NOUN;
        let spoken = loose == 0 || goes_on && loose <= LOOSE;
        noun.filter(|noun| spoken && near(noun) && !self.is_part_of_name(noun))
    }

    /// "the Morning Post": a capital behind a capital is a part of a name.
    pub(super) fn is_part_of_name(&self, noun: &Anchor) -> bool {
        let words = self.words;
        noun.tokens.start.checked_sub(1).is_some_and(|before| {
            words.doc.tokens[noun.tokens.start].kind == TokenKind::Capitalised
                && words.is_name_word(before)
                && !words
                    .anchors(before..noun.tokens.start)
                    .iter()
                    .any(|anchor| anchor.kind == AnchorKind::Body)
        })
    }

    /// The source of what a paper says that begins a phrase; its author stands before `most`.
    pub(super) fn of_paper(
        &self,
        phrase: Range<usize>,
        noun: &Anchor,
        most: usize,
        memory: &Memory,
    ) -> Vec<Named> {
        let words = self.words;
        let before = self.trim(phrase.start..noun.tokens.start);
        let author = self.author(noun.tokens.end, most, memory);
        if !author.is_empty() {
            return author;
        }
        let body = words
            .anchors(before.clone())
            .into_iter()
            .find(|anchor| matches!(anchor.kind, AnchorKind::Body | AnchorKind::Outlet));
        if body.is_some() {
            return self.one(before, memory).into_iter().collect();
        }
        let article = phrase.start.wrapping_sub(1);
        // "a statement said" is of whoever spoke before, "a bulletin for aid workers" is not.
        let counted = words.is_filler(article, "article")
            && !words.is_definite(article)
            && phrase.len() > noun.tokens.len();
        let back = memory.author().or_else(|| memory.last_body()).or_else(|| memory.last_any());
        match back.filter(|_| !counted && !noun.own) {
            Some(named) => vec![super::names::referring(named, noun.tokens.clone())],
            None => self.itself(phrase, noun).into_iter().collect(),
        }
    }

    /// Who wrote, keeps or issued the paper whose noun ends at `from`.
    fn author(&self, from: usize, most: usize, memory: &Memory) -> Vec<Named> {
        let words = self.words;
        let mut at = from;
        let mut loose = 0;
        let mut found = Vec::new();
        while at < most.min(from + AUTHOR_WITHIN) {
            let (kind, end) = match words.link(at) {
                Some(("stop", _)) => break,
                Some((kind, end)) => (kind, end),
                None if words.is_preposition(at) => ("near", at + 1),
                None => {
                    let token = &words.doc.tokens[at];
                    let goes_on = token.is_word()
                        && !words.is_filler(at, "article")
                        && !words.is_filler(at, "be")
                        || token.is_mark(",") && (at + 1..at + 4).any(|by| words.is_link(by, "by"));
                    loose += 1;
                    if !goes_on || loose > LOOSE {
                        break;
                    }
                    at += 1;
                    continue;
                }
            };
            loose = 0;
            let phrase = words.right_phrase(end, most);
            let next = phrase.end.max(end);
            if kind != "hearer" && kind != "and" && self.names_somebody(phrase.clone()) {
                let named = self.resolve(phrase, memory);
                // "a report of the attack issued by X": X, whatever the attack was of.
                if kind == "by" && !named.is_empty() {
                    return named;
                }
                if found.is_empty() {
                    found = named;
                }
            }
            at = next;
        }
        found
    }

    /// Whether a noun in a phrase shows that it names somebody who can speak.
    fn names_somebody(&self, phrase: Range<usize>) -> bool {
        let anchors = self.words.anchors(phrase.clone());
        let acronym =
            phrase.len() == 1 && self.words.doc.kind(phrase.start) == TokenKind::AllCapitals;
        acronym || anchors.iter().any(|anchor| anchor.kind != AnchorKind::Noun)
    }

    /// The paper as its own source.
    fn itself(&self, phrase: Range<usize>, noun: &Anchor) -> Option<Named> {
        let words = self.words;
        let hearer = (noun.tokens.end..phrase.end).find(|&at| words.is_link(at, "hearer"));
        let tokens = self.trim(phrase.start..hearer.unwrap_or(phrase.end));
        let fits = !tokens.is_empty() && tokens.len() <= LONGEST;
        fits.then(|| Named {
            name: words.doc.plain(tokens.clone()),
            tokens,
            kind: SourceKind::Anonymous,
            official: false,
            person: None,
            refers_back: false,
        })
    }
}
