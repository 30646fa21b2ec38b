//! Whom a verb of speech makes a speaker: before it, after it, behind an apposition, in a list.

use std::ops::Range;

use super::memory::{Memory, Named};
use super::names::Namer;
use crate::mentions::SourceKind;
use crate::segment::Sentence;
use crate::token::TokenKind;

impl Namer<'_, '_, '_> {
    /// "was told by X", "it was reported by X".
    pub(super) fn passive_speaker(
        &self,
        verb: &Range<usize>,
        subject: &Range<usize>,
        hears: bool,
        sentence: &Sentence,
        memory: &Memory,
    ) -> (Vec<Named>, bool) {
        let words = self.words;
        let by = (verb.end..sentence.tokens.end.min(verb.end + 4))
            .take_while(|&at| !words.is_link(at, "stop"))
            .find(|&at| words.is_link(at, "by"));
        if let Some(by) = by {
            let phrase = words.right_phrase(by + 1, sentence.tokens.end);
            return (self.listed(phrase, sentence, memory), false);
        }
        // "we were told at the ministry"
        if hears && let Some(at) = self.told_at(verb.end, sentence) {
            let phrase = words.right_phrase(at + 1, sentence.tokens.end);
            let mut speakers = self.listed(phrase, sentence, memory);
            speakers.retain(|named| named.kind == SourceKind::Body);
            return (speakers, false);
        }
        // "It is emphasised that": the source goes on.
        let impersonal = subject.len() == 1 && words.pronoun(subject.start).is_some();
        let speakers = match memory.last_any().filter(|_| impersonal) {
            Some(named) => {
                vec![Named { tokens: subject.clone(), refers_back: true, ..named.clone() }]
            }
            None => Vec::new(),
        };
        (speakers, true)
    }

    /// The preposition of place right behind a verb.
    fn told_at(&self, at: usize, sentence: &Sentence) -> Option<usize> {
        let words = self.words;
        let place = words.is_link(at, "of") && !words.is_genitive(at) && !words.is_dative(at);
        (place && at < sentence.tokens.end).then_some(at)
    }

    /// The subject before a verb, or before the relative clause that stands between.
    pub(super) fn before_relative(
        &self,
        phrase: Range<usize>,
        reads: bool,
        least: usize,
        memory: &Memory,
    ) -> Vec<Named> {
        let direct = match reads {
            true => self.resolve(phrase.clone(), memory),
            false => Vec::new(),
        };
        let words = self.words;
        let Some(before) = phrase.start.checked_sub(1).filter(|at| *at >= least) else {
            return direct;
        };
        if !direct.is_empty() || !words.is_link(before, "stop") {
            // "A, B and C said": the phrases before the commas.
            return self.with_list_before(phrase.start, least, direct, memory);
        }
        // "X, who asked not to be named, said": the comma is no part of it.
        let end = match words.doc.tokens[before.saturating_sub(1)].is_mark(",") {
            true => before - 1,
            false => before,
        };
        let subject = words.left_edge(end, least)..end;
        match self.is_nominal(subject.clone()) {
            true => self.resolve(subject, memory),
            false => Vec::new(),
        }
    }

    /// A verb right after a mark: "…", said X; X, who …, said; And said X that … Whoever `hears` stands
    /// behind the verb instead of the speaker ("told").
    pub(super) fn speaker_apart(
        &self,
        verb: &Range<usize>,
        subject_end: usize,
        hears: bool,
        sentence: &Sentence,
        memory: &Memory,
    ) -> (Vec<Named>, bool) {
        let words = self.words;
        let doc = words.doc;
        let least = sentence.tokens.start;
        let start = match doc.grammar().inversion {
            true => words.past_fillers(verb.end, sentence.tokens.end),
            false => self.after_fillers(verb.end),
        };
        let right = words.right_phrase(start, sentence.tokens.end);
        let closed = self.closes(right.end, sentence);
        let first = subject_end <= least;
        let after_quote = !first && doc.tokens[subject_end - 1].is_mark("\"");
        // "…, reads a communiqué signed by X"
        let paper = self.paper(self.trim(right.clone()));
        if let Some(noun) = &paper {
            let most = sentence.tokens.end;
            return (self.of_paper(self.trim(right), noun, most, memory), false);
        }
        if !right.is_empty() && (closed || first || after_quote) && !hears {
            let speakers = self.listed(right.clone(), sentence, memory);
            if !speakers.is_empty() {
                return (speakers, false);
            }
        }
        if first {
            // "And clarified that": the source before goes on.
            let goes_on = words.is_link(verb.end, "stop") || right.is_empty();
            let speakers = memory.last_any().filter(|_| goes_on && least < verb.start);
            let tokens = verb.clone();
            return (
                speakers
                    .map(|named| Named { tokens, refers_back: true, ..named.clone() })
                    .into_iter()
                    .collect(),
                true,
            );
        }
        (self.before_apposition(subject_end, least, memory), true)
    }

    /// "a annoncé mercredi le ministère": words of time between a verb and its speaker.
    fn after_fillers(&self, mut at: usize) -> usize {
        while let Some((kind, end)) = self.words.filler(at)
            && matches!(kind, "adverb" | "phrase")
        {
            at = end;
        }
        at
    }

    /// "X, spokesman of Y, said": the body of the apposition, or else X.
    pub(super) fn before_apposition(
        &self,
        comma: usize,
        least: usize,
        memory: &Memory,
    ) -> Vec<Named> {
        let words = self.words;
        let doc = words.doc;
        if comma <= least || !doc.tokens[comma - 1].is_mark(",") {
            return Vec::new();
        }
        let mut open = comma - 1;
        while open > least && !doc.tokens[open - 1].is_mark(",") {
            open -= 1;
        }
        let apposition = open..comma - 1;
        if open <= least + 1 {
            return Vec::new();
        }
        let subject = words.left_edge(open - 1, least)..open - 1;
        let mut subjects = match self.is_nominal(subject.clone()) {
            true => self.resolve(subject, memory),
            false => Vec::new(),
        };
        let described = match words.link(apposition.start) {
            Some(("run", end)) => self.resolve(end..apposition.end, memory),
            Some(("stop", _)) => Vec::new(),
            _ => self.resolve(apposition.clone(), memory),
        };
        // "the national mine centre, ABC, says": one body with its acronym.
        if let [one] = subjects.as_mut_slice()
            && apposition.len() == 1
            && doc.kind(apposition.start) == TokenKind::AllCapitals
            && one.kind == SourceKind::Body
        {
            one.name = format!("{} ({})", one.name, doc.plain(apposition.clone()));
        }
        let is_body = |named: &Named| {
            (named.kind == SourceKind::Body || is_office(named)) && !named.refers_back
        };
        let is_person = |named: &Named| named.kind == SourceKind::Person && !is_office(named);
        if subjects.is_empty() || subjects.iter().all(is_person) && described.iter().any(is_body) {
            let person = subjects.into_iter().find_map(|named| named.person);
            let mut found = described;
            if let (Some(person), [named]) = (person, found.as_mut_slice()) {
                named.person = Some(person);
                named.official = true;
            }
            return found;
        }
        subjects
    }

    /// The sources of a phrase and of those that a comma and "and" add to it.
    pub(super) fn listed(
        &self,
        phrase: Range<usize>,
        sentence: &Sentence,
        memory: &Memory,
    ) -> Vec<Named> {
        let words = self.words;
        let doc = words.doc;
        let own = self.trim(self.own_name(phrase.clone()));
        if let Some(noun) = self.paper(own.clone()) {
            return self.of_paper(own, &noun, sentence.tokens.end, memory);
        }
        let mut all = self.resolve(phrase.clone(), memory);
        let mut at = phrase.end;
        // "X, the Y and the Z" is a list only when it ends with "and".
        let mut more = Vec::new();
        while at < sentence.tokens.end && doc.tokens[at].is_mark(",") {
            let next = words.right_phrase(at + 1, sentence.tokens.end);
            let named = self.resolve(next.clone(), memory);
            if next.is_empty() || named.is_empty() || named.iter().any(|n| n.refers_back) {
                break;
            }
            let ends_list = named.len() > 1;
            more.extend(named);
            at = next.end;
            if ends_list {
                all.append(&mut more);
                break;
            }
        }
        // "said Karim, a spokesman for Y": the body of the apposition.
        if let ([only], [described, ..]) = (all.as_mut_slice(), more.as_slice())
            && only.kind == SourceKind::Person
            && described.official
            && (described.kind == SourceKind::Body || is_office(described) && !is_office(only))
        {
            let person = only.person.clone();
            let mut body = described.clone();
            body.person = person;
            return vec![body];
        }
        all
    }

    pub(super) fn with_list_before(
        &self,
        start: usize,
        least: usize,
        mut last: Vec<Named>,
        memory: &Memory,
    ) -> Vec<Named> {
        if last.len() < 2 {
            return last;
        }
        let doc = self.words.doc;
        let mut at = start;
        while at > least + 1 && doc.tokens[at - 1].is_mark(",") {
            let phrase = self.words.left_edge(at - 1, least)..at - 1;
            let named = self.resolve(phrase.clone(), memory);
            let [one] = named.as_slice() else { break };
            if !matches!(one.kind, SourceKind::Body | SourceKind::Outlet) {
                break;
            }
            last.insert(0, one.clone());
            at = phrase.start;
        }
        last
    }

    /// Whether nothing but a mark, a phrase of time or the end follows.
    pub(super) fn closes(&self, at: usize, sentence: &Sentence) -> bool {
        if at >= sentence.tokens.end {
            return true;
        }
        let token = &self.words.doc.tokens[at];
        token.kind == TokenKind::Mark
            || self.words.filler(at).is_some_and(|(kind, _)| matches!(kind, "phrase" | "adverb"))
            || self.words.is_preposition(at)
            || self.words.is_link(at, "stop")
    }
}

/// Whether an official is named by the office, not by body or name: "governor of Saren".
fn is_office(named: &Named) -> bool {
    named.official && named.person.is_none()
}
