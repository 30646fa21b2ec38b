//! Who a phrase names: the body behind an official, the person where no body is given.

use std::ops::Range;

use super::acronyms::Acronyms;
use super::memory::{Memory, Named};
use super::words::{Anchor, AnchorKind, Words};
use crate::mentions::SourceKind;
use crate::token::TokenKind;

/// Phrases longer than this are clauses, not names.
const LONGEST: usize = 22;

/// Names sources of one text.
pub(super) struct Namer<'w, 'd, 'a> {
    pub words: &'w Words<'d, 'a>,
    pub acronyms: &'w Acronyms,
}

impl Namer<'_, '_, '_> {
    /// The sources that a phrase names; several when it joins several.
    pub fn resolve(&self, phrase: Range<usize>, memory: &Memory) -> Vec<Named> {
        let phrase = self.trim(self.own_name(self.after_preposition(phrase)));
        let phrase = self.head_of_clause(phrase);
        if phrase.is_empty() || phrase.len() > LONGEST {
            return Vec::new();
        }
        if let Some(noun) = self.paper(phrase.clone()) {
            let most = phrase.end;
            return self.of_paper(phrase, &noun, most, memory);
        }
        for at in phrase.clone().rev() {
            if at > phrase.start
                && at + 1 < phrase.end
                && let Some((kind @ ("and" | "run"), end)) = self.words.link(at)
            {
                if kind == "run" {
                    let body = self.resolve(end..phrase.end, memory);
                    if body.iter().any(|named| named.kind == SourceKind::Body) {
                        return body;
                    }
                    return self.resolve(phrase.start..at, memory);
                }
                if self.joins_two(phrase.start..at, end..phrase.end) {
                    let mut all = self.resolve(phrase.start..at, memory);
                    all.extend(self.one(self.trim(end..phrase.end), memory));
                    return all;
                }
                if !self.ends_like_name(at) {
                    // "… were hurt and the ministry said": the first half is a clause.
                    if let Some(named) = self.one(self.trim(end..phrase.end), memory) {
                        return vec![named];
                    }
                }
            }
        }
        self.one(phrase, memory).into_iter().collect()
    }

    /// The one source that a phrase without "and" names.
    pub fn one(&self, phrase: Range<usize>, memory: &Memory) -> Option<Named> {
        let words = self.words;
        let phrase = self.after_article(phrase);
        if phrase.is_empty() || self.tells_nothing(&phrase) {
            return None;
        }
        if let Some((stands_for, end, possessive)) = words.pronoun(phrase.start) {
            if end >= phrase.end && !possessive {
                return self.pronoun(stands_for, phrase, memory);
            }
            if possessive {
                return self.possessed(end..phrase.end, phrase, memory);
            }
        }
        let last = phrase.end - 1;
        if let Some((stands_for, _, false)) = words.pronoun(last) {
            let before = phrase.start..last;
            return match words.anchors(before.clone()).is_empty()
                || words.is_preposition(before.start)
            {
                true => self.pronoun(stands_for, last..phrase.end, memory),
                false => self.one(before, memory),
            };
        }
        let anchors = words.anchors(phrase.clone());
        // "Ombudsman Apparatus": the office is part of the body's name.
        let names_body = |role: &Anchor| {
            role.kind == AnchorKind::Office
                && anchors.iter().any(|next| {
                    next.kind == AnchorKind::Body && next.tokens.start == role.tokens.end
                })
        };
        let role = anchors
            .iter()
            .find(|anchor| {
                matches!(
                    anchor.kind,
                    AnchorKind::Official | AnchorKind::Office | AnchorKind::Private
                )
            })
            .filter(|role| !names_body(role));
        let body = anchors
            .iter()
            .find(|anchor| matches!(anchor.kind, AnchorKind::Body | AnchorKind::Outlet));
        let noun = anchors
            .last()
            .filter(|anchor| anchor.kind == AnchorKind::Noun && !self.is_linked(anchor))
            .filter(|noun| !self.is_part_of_name(noun));
        match (role, body, noun) {
            (None, _, Some(noun)) => {
                let before = phrase.start..noun.tokens.start;
                self.statement(before, noun.tokens.clone(), body, memory)
            }
            (Some(role), ..) => self.of_role(&phrase, role, &anchors, memory),
            (None, Some(body), _) => {
                // "Lt Gen X of the Defence Ministry": the ministry.
                let titled = anchors.first().is_some_and(|anchor| anchor.kind == AnchorKind::Title);
                let link = (phrase.start..body.tokens.start).find(|&at| words.is_genitive(at));
                match link.filter(|_| titled) {
                    Some(link) => self.of_body(link + 1..phrase.end, body, memory),
                    None => self.of_titled(phrase, body, &anchors, memory),
                }
            }
            (None, None, None) => self.bare_name(phrase, memory),
        }
    }

    /// "readers", "international law": a bare noun that speaks as a manner of speech only.
    fn tells_nothing(&self, phrase: &Range<usize>) -> bool {
        let doc = self.words.doc;
        let class = doc.class("no_speakers");
        let starts = || phrase.clone();
        starts().any(|at| doc.term_at(at, class).is_some_and(|term| term.end == phrase.end))
            && starts().skip(1).all(|at| !doc.tokens[at].is_capitalised())
    }

    fn is_linked(&self, anchor: &Anchor) -> bool {
        anchor.tokens.start > 0 && self.words.is_link(anchor.tokens.start - 1, "of")
    }

    fn pronoun(&self, stands_for: &str, phrase: Range<usize>, memory: &Memory) -> Option<Named> {
        let before = match stands_for {
            "person" => {
                let told_of = || self.person_before(phrase.start);
                memory
                    .last_person()
                    .cloned()
                    .or_else(told_of)
                    .or_else(|| memory.last_any().cloned())
            }
            "body" => memory.last_body().or_else(|| memory.last_any()).cloned(),
            _ => memory.last_any().cloned(),
        };
        before.map(|named| referring(&named, phrase))
    }

    /// "the statement", "a police statement", "the ministry's information".
    fn statement(
        &self,
        before: Range<usize>,
        noun: Range<usize>,
        body: Option<&Anchor>,
        memory: &Memory,
    ) -> Option<Named> {
        let before = self.trim(before);
        if let Some(body) = body.filter(|body| body.tokens.end <= before.end) {
            return self.of_body(before, body, memory);
        }
        memory
            .author()
            .or_else(|| memory.last_body())
            .or_else(|| memory.last_any())
            .map(|named| referring(named, noun))
    }

    fn of_role(
        &self,
        phrase: &Range<usize>,
        role: &Anchor,
        anchors: &[Anchor],
        memory: &Memory,
    ) -> Option<Named> {
        let words = self.words;
        let after = role.tokens.end..phrase.end;
        let person = self.person_in(after.clone(), anchors);
        let named_body = |range: Range<usize>| {
            let body = words
                .anchors(range.clone())
                .into_iter()
                .find(|anchor| matches!(anchor.kind, AnchorKind::Body | AnchorKind::Outlet));
            let is_acronym =
                range.len() == 1 && words.doc.kind(range.start) == TokenKind::AllCapitals;
            match body {
                Some(body) => self.of_body(range, &body, memory),
                None if is_acronym => Some(self.acronym(range)),
                None => None,
            }
        };
        let official = |mut named: Named| {
            named.official = true;
            named.person = person.clone().map(|tokens| self.folded(tokens));
            named.tokens = phrase.clone();
            named
        };
        let before = self.trim(phrase.start..role.tokens.start);
        let before = self.after_titles(before, anchors);
        if role.kind == AnchorKind::Official && !role.anonymous {
            let of = words.is_link(after.start, "of").then(|| {
                let end =
                    person.as_ref().map_or(after.end, |tokens| tokens.start.max(after.start + 1));
                self.trim(self.without_titles(after.start + 1..end))
            });
            // "[the] head [of the] police [of] X" without a preposition.
            let beside = of.is_none() && words.doc.grammar().cases;
            let of = of.or_else(|| beside.then(|| after.clone()));
            if let Some(named) = of.clone().filter(|range| !range.is_empty()).and_then(named_body) {
                return Some(official(named));
            }
            if !before.is_empty()
                && let Some(named) = named_body(before.clone())
            {
                return Some(official(named));
            }
            // "Inspector X of the police": the police.
            if let Some(named) = self.of_person(&after).and_then(named_body) {
                return Some(official(named));
            }
            // "spokesman Maj. X said": the body spoken of.
            if role.speaks
                && let (Some(_), Some(named)) = (&person, memory.last_body())
            {
                return Some(official(referring(named, phrase.clone())));
            }
            // "the director went on": the official heard before.
            let alone = before.is_empty() && after.is_empty();
            if alone
                && words.is_filler(phrase.start.wrapping_sub(1), "article")
                && let Some(named) = memory
                    .last_person()
                    .filter(|named| named.official)
                    .or_else(|| memory.last_body())
                && self.is_definite(phrase.start)
            {
                return Some(referring(named, phrase.clone()));
            }
        }
        // "the herder says": the man whose words were given before.
        let alone = before.is_empty() && after.is_empty();
        if role.kind == AnchorKind::Private
            && alone
            && self.is_definite(phrase.start)
            && let Some(named) =
                memory.last_person().filter(|named| !named.official && named.person.is_some())
        {
            return Some(referring(named, phrase.clone()));
        }
        let keeps_role = person.is_none() || role.anonymous;
        let tokens = match &person {
            // "governor X" shows both, "witness X" is X.
            Some(person) if !keeps_role && role.kind != AnchorKind::Office => person.clone(),
            _ => phrase.clone(),
        };
        let kind = match role.kind {
            AnchorKind::Official if person.is_none() => SourceKind::Anonymous,
            _ => SourceKind::Person,
        };
        Some(Named {
            name: words.doc.plain(tokens),
            tokens: phrase.clone(),
            kind,
            official: role.kind != AnchorKind::Private,
            person: person.map(|tokens| self.folded(tokens)),
            refers_back: false,
        })
    }

    /// A name without a noun that says what it names.
    fn bare_name(&self, phrase: Range<usize>, memory: &Memory) -> Option<Named> {
        let words = self.words;
        let doc = words.doc;
        let mut start = phrase.start;
        while let Some(anchor) = words
            .anchor_at(start)
            .filter(|anchor| anchor.kind == AnchorKind::Title && anchor.tokens.end < phrase.end)
        {
            start = anchor.tokens.end;
            while words.is_inner_mark(start) && start + 1 < phrase.end {
                start += 1;
            }
        }
        if words.anchor_at(start).is_some_and(|anchor| anchor.kind == AnchorKind::Title) {
            // "the major general said": whoever bears the rank.
            return memory.last_person().map(|named| referring(named, phrase));
        }
        let name = start..phrase.end;
        let words_of_name = name.clone().filter(|&at| doc.tokens[at].is_word());
        let all_names = words_of_name.clone().all(|at| {
            words.is_name_word(at) || words.link(at).is_some() || is_particle(doc.folded(at))
        });
        if !all_names || name.len() > 7 || !words.is_name_word(name.start) {
            return None;
        }
        if name.len() == 1 && self.is_common_word(name.start) {
            return None;
        }
        if name.len() == 1 && doc.kind(name.start) == TokenKind::AllCapitals {
            return Some(self.acronym(name));
        }
        if words.bracketed_acronym(name.end.saturating_sub(3)).is_some() {
            return Some(self.named(name.start..name.end - 1, SourceKind::Body));
        }
        let folded = self.folded(name.clone());
        let known = memory
            .of_person(&folded)
            .or_else(|| memory.unnamed_official(doc.sentence_of(phrase.start)));
        if let Some(named) = known {
            let mut named = referring(named, phrase);
            named.person = Some(folded);
            return Some(named);
        }
        // A single capitalised word is a country or an agency more often than a person not introduced.
        let kind = match name.len() {
            1 if name.start == phrase.start => SourceKind::Body,
            _ => SourceKind::Person,
        };
        let titled = name.start > phrase.start;
        let mut named = self.named(name, kind);
        named.person = Some(folded).filter(|_| kind == SourceKind::Person);
        named.official = titled;
        Some(named)
    }

    /// Whether a capital only shows that a sentence begins: nothing else in the text has the word with
    /// one.
    fn is_common_word(&self, token: usize) -> bool {
        let doc = self.words.doc;
        let opens = |at: usize| doc.sentences[doc.sentence_of(at)].tokens.start == at;
        opens(token)
            && doc.kind(token) == TokenKind::Capitalised
            && !doc.tokens.iter().enumerate().any(|(at, other)| {
                other.is_capitalised() && other.folded == doc.tokens[token].folded && !opens(at)
            })
    }

    pub(super) fn named(&self, tokens: Range<usize>, kind: SourceKind) -> Named {
        let doc = self.words.doc;
        let mut name = doc.plain(tokens.clone());
        if name.contains('(') && !name.contains(')') {
            name.push(')');
        }
        Named { tokens, name, kind, official: false, person: None, refers_back: false }
    }

    pub(super) fn folded(&self, tokens: Range<usize>) -> String {
        crate::token::fold(&self.words.doc.plain(tokens))
    }
}

/// Small words inside personal names ("de", "al", "oglu"): short, without a capital.
fn is_particle(folded: &str) -> bool {
    folded.chars().count() <= 4
}

pub(super) fn referring(named: &Named, tokens: Range<usize>) -> Named {
    Named { tokens, refers_back: true, ..named.clone() }
}
