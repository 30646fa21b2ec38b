//! The shape of a phrase that names somebody: where its name begins and ends, whether it is a name at
//! all, and whether it joins two.

use std::ops::Range;

use super::names::Namer;
use super::words::{Anchor, AnchorKind};
use crate::token::TokenKind;

impl Namer<'_, '_, '_> {
    /// Leaves out what comes before a source's own name: "the press service of".
    pub(super) fn own_name(&self, phrase: Range<usize>) -> Range<usize> {
        let mut start = phrase.start;
        let class = self.words.doc.class("source_words");
        for at in phrase.clone() {
            // "Baş Prokurorluğun mətbuat xidməti": the name stands before it.
            let behind = self.words.doc.entry_at(at, class).is_some_and(|e| e.has("after"));
            if behind && at > start {
                return start..at;
            }
            if at >= start
                && let Some((_, end)) = self.words.link(at).filter(|(kind, _)| *kind == "via")
                && end < phrase.end
            {
                start = end;
            }
        }
        start..phrase.end
    }

    /// Leaves out a phrase of place or time before the subject: "At Ayder hospital the head of …".
    pub(super) fn after_preposition(&self, phrase: Range<usize>) -> Range<usize> {
        let words = self.words;
        if !words.is_preposition(phrase.start) || phrase.len() < 2 {
            return phrase;
        }
        let article = phrase
            .clone()
            .skip(2)
            .filter(|&at| words.is_filler(at, "article") || words.pronoun(at).is_some())
            .rfind(|&at| words.link(at - 1).is_none() && !words.is_preposition(at - 1));
        if let Some(article) = article {
            return article..phrase.end;
        }
        let mut start = phrase.end;
        while start > phrase.start + 1
            && (words.is_name_word(start - 1) || words.is_inner_mark(start - 1))
        {
            start -= 1;
        }
        start..phrase.end
    }

    /// Leaves out what comes before a later article: "this year the centre".
    pub(super) fn after_article(&self, phrase: Range<usize>) -> Range<usize> {
        let words = self.words;
        let later = phrase
            .clone()
            .skip(1)
            .filter(|&at| words.is_filler(at, "article") && at + 1 < phrase.end)
            .rfind(|&at| words.link(at - 1).is_none() && !words.is_preposition(at - 1));
        match later {
            Some(article) => self.trim(article..phrase.end),
            None => phrase,
        }
    }

    /// Leaves out articles, adverbs, marks and links at both ends.
    pub(super) fn trim(&self, phrase: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (phrase.start, phrase.end);
        let idle = |at: usize| {
            let token = &self.words.doc.tokens[at];
            token.kind == TokenKind::Mark
                || self.words.filler(at).is_some_and(|(kind, _)| kind != "quantity")
                || self.words.link(at).is_some_and(|(kind, end)| kind != "via" && end <= phrase.end)
        };
        while start < end && idle(start) {
            let filler = self.words.filler(start).map_or(start + 1, |(_, after)| after);
            start = filler.clamp(start + 1, end);
        }
        while end > start
            && idle(end - 1)
            && end.checked_sub(3).is_none_or(|at| self.words.bracketed_acronym(at).is_none())
        {
            end -= 1;
        }
        start..end
    }

    /// Whether "A and B" names two sources: both halves name a body or a kind of person, or the
    /// second has an article of its own.
    pub(super) fn joins_two(&self, left: Range<usize>, right: Range<usize>) -> bool {
        let speaks = |range: Range<usize>| {
            self.words
                .anchors(range.clone())
                .iter()
                .any(|anchor| !matches!(anchor.kind, AnchorKind::Noun | AnchorKind::Title))
                || range.len() == 1 && self.words.doc.kind(range.start) == TokenKind::AllCapitals
        };
        let own_article = self.words.is_filler(right.start, "article");
        // "Television and Radio Council" is one name.
        let one_name = !own_article
            && self.words.is_name_word(left.end - 1)
            && self.words.is_name_word(right.start)
            && (self.words.anchor_at(left.end - 1))
                .is_some_and(|anchor| anchor.kind == AnchorKind::Outlet);
        if one_name {
            return false;
        }
        speaks(left.clone())
            && self.ends_like_name(left.end)
            && (speaks(right.clone()) || own_article && self.words.is_name_word(right.start + 1))
    }

    /// Whether the word before `end` can end a name: a noun for a source or a capitalised word.
    pub(super) fn ends_like_name(&self, end: usize) -> bool {
        if end == 0 {
            return false;
        }
        self.words.is_name_word(end - 1)
            || self.words.doc.tokens[end - 1].is_mark(")")
            || (end.saturating_sub(3)..end)
                .any(|at| self.words.anchor_at(at).is_some_and(|anchor| anchor.tokens.end == end))
    }

    /// Whether a phrase reads as a name: no verb in it and no loose words after its noun.
    pub(super) fn is_nominal(&self, phrase: Range<usize>) -> bool {
        let words = self.words;
        let anchors = words.anchors(phrase.clone());
        let first = anchors.first().map_or(phrase.end, |anchor| anchor.tokens.start);
        let mut linked = false;
        let mut at = phrase.start;
        while at < phrase.end {
            if let Some(anchor) =
                words.anchor_at(at).filter(|anchor| anchor.tokens.end <= phrase.end)
            {
                linked = false;
                at = anchor.tokens.end;
                continue;
            }
            if let Some((_, end)) = words.link(at) {
                linked = true;
                at = end.max(at + 1);
                continue;
            }
            let verbal = words
                .filler(at)
                .is_some_and(|(kind, _)| matches!(kind, "be" | "auxiliary" | "negation"));
            // "partners | on the ground"
            if words.is_preposition(at) && at > first {
                linked = true;
                at += 1;
                continue;
            }
            if verbal || words.is_preposition(at) {
                return false;
            }
            let loose = words.doc.kind(at) == TokenKind::Word && words.filler(at).is_none();
            if loose && at > first && !linked && !self.leads_on(at, phrase.end) {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Whether an anchor follows within two words ("press ministry spokesman").
    pub(super) fn leads_on(&self, at: usize, end: usize) -> bool {
        (at + 1..end.min(at + 3)).any(|next| self.words.anchor_at(next).is_some())
    }

    /// A personal name after a role: capitalised words up to the end, titles left out.
    pub(super) fn person_in(
        &self,
        after: Range<usize>,
        anchors: &[Anchor],
    ) -> Option<Range<usize>> {
        let words = self.words;
        let last_body = anchors
            .iter()
            .filter(|anchor| matches!(anchor.kind, AnchorKind::Body | AnchorKind::Outlet))
            .map(|anchor| anchor.tokens.end)
            .max()
            .unwrap_or(0);
        let last_title = anchors
            .iter()
            .filter(|anchor| anchor.kind == AnchorKind::Title && anchor.tokens.start >= after.start)
            .map(|anchor| anchor.tokens.end)
            .max();
        let mut start = after.end;
        while start > after.start.max(last_body).max(last_title.unwrap_or(0))
            && (words.is_name_word(start - 1) || words.is_inner_mark(start - 1))
        {
            start -= 1;
        }
        let follows_link = start > after.start && words.is_link(start - 1, "of")
            || start == after.start && start > 0 && words.is_link(start, "of");
        (start < after.end && !follows_link && words.is_name_word(start))
            .then_some(start..after.end)
    }

    /// What stands behind the name in "X of the police".
    pub(super) fn of_person(&self, after: &Range<usize>) -> Option<Range<usize>> {
        let words = self.words;
        let of = after.clone().find(|&at| words.link(at).is_some())?;
        let named = of > after.start
            && (after.start..of).all(|at| words.is_name_word(at) || words.is_inner_mark(at));
        let body = self.trim(of + 1..after.end);
        (named && words.is_link(of, "of") && !body.is_empty()).then_some(body)
    }

    /// Whether a noun for a body stands in a range: "General | Hospital".
    fn names_body_in(&self, range: Range<usize>) -> bool {
        let anchors = self.words.anchors(range);
        anchors.iter().any(|anchor| matches!(anchor.kind, AnchorKind::Body | AnchorKind::Outlet))
    }

    /// A phrase without the titles that open it: "senior police".
    pub(super) fn after_titles(&self, phrase: Range<usize>, anchors: &[Anchor]) -> Range<usize> {
        let mut start = phrase.start;
        for title in anchors.iter().filter(|anchor| anchor.kind == AnchorKind::Title) {
            if title.tokens.start == start && title.tokens.end < phrase.end {
                start = title.tokens.end;
            }
        }
        start..phrase.end
    }

    /// A phrase up to the first title in it: "army Col. …".
    pub(super) fn without_titles(&self, phrase: Range<usize>) -> Range<usize> {
        let title = self.words.anchors(phrase.clone()).into_iter().find(|anchor| {
            anchor.kind == AnchorKind::Title
                && anchor.tokens.start > phrase.start
                && !self.names_body_in(anchor.tokens.end..phrase.end)
        });
        phrase.start..title.map_or(phrase.end, |anchor| anchor.tokens.start)
    }
}
