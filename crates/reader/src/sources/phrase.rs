//! Where the phrase that names a source begins and ends beside its reporting words.

use std::ops::Range;

use super::words::Words;

/// A phrase found to the left of a reporting word.
pub(super) struct LeftPhrase {
    /// Its tokens; empty when a mark stands right before the reporting word.
    pub tokens: Range<usize>,
    /// Whether the verb is passive, so that its subject is no speaker.
    pub passive: bool,
    /// Whether the verb is negated.
    pub negated: bool,
}

/// How far a lower-case word may stand before the noun that it belongs to.
const LOOK_AHEAD: usize = 4;

impl Words<'_, '_> {
    /// The subject before a verb: back over auxiliaries and adverbs, then to the clause's edge.
    pub fn left_phrase(&self, verb: usize, least: usize) -> LeftPhrase {
        let (mut passive, mut negated) = (false, false);
        let mut end = verb;
        while let Some((kind, start)) = self.filler_before(end, least) {
            match kind {
                "article" | "quantity" => break,
                "be" => passive = true,
                "negation" => negated = true,
                _ => {}
            }
            end = start;
        }
        let start = self.left_edge(end, least);
        if self.filler(start).is_some_and(|(kind, _)| kind == "negation") {
            negated = true;
        }
        LeftPhrase { tokens: start..end, passive, negated }
    }

    /// The leftmost token of the phrase that ends before `end`.
    pub fn left_edge(&self, end: usize, least: usize) -> usize {
        let doc = self.doc;
        let verb_end = end;
        let mut at = end;
        while at > least {
            let before = at - 1;
            let token = &doc.tokens[before];
            if token.is_mark(")") && before >= least + 2 {
                if self.bracketed_acronym(before - 2).is_none() {
                    break;
                }
                at = before - 2;
                continue;
            }
            if !token.is_word()
                && token.kind != crate::token::TokenKind::Number
                && !self.is_inner_mark(before)
            {
                break;
            }
            match self.link(before) {
                Some(("stop", _)) => break,
                // "who runs X": the phrase is X.
                Some(("run", end)) => return end.min(verb_end),
                _ => {}
            }
            if doc.term_at(before, self.reporting).is_some_and(|term| {
                term.end <= at && self.anchor_at(before).is_none() && !doc.entry(term).has("figure")
            }) {
                break;
            }
            at = before;
        }
        at
    }

    /// The phrase that begins at `start` and names somebody.
    pub fn right_phrase(&self, start: usize, most: usize) -> Range<usize> {
        let doc = self.doc;
        let counts = start < most && self.is_quantity(start);
        let mut at = if counts { start + 1 } else { start };
        let mut named = false;
        while at < most {
            // "according to the prosecutors | a man was killed": what is said begins without a comma.
            if named
                && self.is_filler(at, "article")
                && self.link(at - 1).is_none()
                && doc.tokens[at - 1].is_word()
            {
                break;
            }
            if let Some(end) = self.bracketed_acronym(at) {
                at = end;
            } else if self.is_link(at, "run") {
                at = self.link(at).map_or(at + 1, |(_, end)| end);
            } else if let Some((_, end)) = self.link(at).filter(|(kind, _)| *kind == "via") {
                at = end;
            } else if self.is_link(at, "stop") || self.is_link(at, "hearer") {
                break;
            } else if let Some(anchor) = self.anchor_at(at) {
                named = true;
                at = anchor.tokens.end;
            } else if self.is_inner_mark(at) && at > start {
                at += 1;
            } else if !doc.tokens[at].is_word()
                || at > start && self.link(at).is_none() && self.is_quantity(at)
            {
                break;
            } else if self.is_name_word(at)
                || self.is_filler(at, "article")
                || self.pronoun(at).is_some() && at == start
            {
                at += 1;
            } else if doc.term_at(at, self.reporting).is_some() && at > start {
                break;
            } else if self.link(at).is_some()
                || self.leads_to_noun(at, most, at > start)
                || at > start && self.ends_phrase(at, most)
            {
                at += 1;
            } else {
                break;
            }
        }
        // A link that leads nowhere is no part of the phrase.
        while at > start && (self.link(at - 1).is_some() || self.is_filler(at - 1, "article")) {
            at -= 1;
        }
        // "two" alone names nobody.
        if counts && at == start + 1 {
            at = start;
        }
        start..at
    }

    /// Whether a lower-case word is the last before a mark ("inspector-general of Bastar range.").
    fn ends_phrase(&self, token: usize, most: usize) -> bool {
        self.filler(token).is_none()
            && !self.is_preposition(token)
            && (token + 1 >= most
                || self.doc.tokens[token + 1].kind == crate::token::TokenKind::Mark
                    && !self.is_inner_mark(token + 1))
    }

    /// Whether a lower-case word goes on to a noun that names a source, or is itself the noun after a
    /// link and article ("doctors in the province").
    fn leads_to_noun(&self, token: usize, most: usize, inside: bool) -> bool {
        let doc = self.doc;
        if self.filler(token).is_some() || self.is_preposition(token) {
            return false;
        }
        let after_link =
            inside && (self.is_filler(token - 1, "article") || self.link(token - 1).is_some());
        if after_link {
            return true;
        }
        for next in token + 1..most.min(token + LOOK_AHEAD) {
            if self.anchor_at(next).is_some() {
                return true;
            }
            let goes_on = doc.tokens[next].is_word() || self.is_inner_mark(next);
            if !goes_on
                || self.filler(next).is_some()
                || self.link(next).is_some()
                || self.is_preposition(next)
            {
                return false;
            }
        }
        false
    }
}
