//! Reporting words and whom they make a source.

use std::ops::Range;

use super::memory::{Memory, Named};
use super::names::Namer;
use crate::lexicon::Term;
use crate::mentions::{SourceKind, SourceRole};
use crate::segment::{Sentence, SentenceKind};
use crate::token::TokenKind;

/// A reporting word with its speakers.
pub(super) struct Cue {
    pub tokens: Range<usize>,
    pub role: SourceRole,
    pub speakers: Vec<Named>,
    /// The speaker stands before what is said ("police said that …"), not after it.
    pub leads: bool,
    /// What it puts out may be the whole of what follows.
    pub document: bool,
    /// Names the source's own source.
    pub deeper: bool,
    /// Stands after an entry and is the source of the whole entry.
    pub label: bool,
}

/// Numbers that a weak figure verb needs must come this soon.
const FIGURE_WITHIN: usize = 12;

impl Namer<'_, '_, '_> {
    /// The reporting words of a sentence that make somebody a source.
    pub fn cues(&self, sentence: &Sentence, memory: &mut Memory) -> Vec<Cue> {
        let doc = self.words.doc;
        let number = doc.sentence_of(sentence.tokens.start);
        let mut cues: Vec<Cue> = Vec::new();
        let terms = doc.terms_in(sentence.tokens.clone(), self.words.reporting);
        for term in terms {
            let entry = doc.entry(term);
            if self.is_noun_here(term, sentence) {
                continue;
            }
            let found = match &*entry.value {
                "after" => self.after(term, sentence, memory),
                "label" => self.label(term, sentence, memory),
                "citing" => {
                    let found = self.citing(term, sentence, memory);
                    if found.as_ref().is_some_and(|cue| cue.role == SourceRole::Says) {
                        // Whoever spoke so far in this sentence passes on.
                        for cue in &mut cues {
                            relay(cue);
                        }
                    }
                    found
                }
                value => {
                    let role = match value {
                        "denies" => SourceRole::Denies,
                        "differs" => SourceRole::Differs,
                        _ => SourceRole::Says,
                    };
                    self.verb(term, role, cues.is_empty(), sentence, memory)
                }
            };
            let Some(mut cue) = found.filter(|cue| !cue.speakers.is_empty()) else {
                continue;
            };
            cue.document |= entry.has("document");
            if cue.document
                && sentence.kind != SentenceKind::Title
                && let Some(author) = cue.speakers.last()
            {
                memory.set_author(author);
            }
            for named in &cue.speakers {
                memory.add(number, named);
            }
            cues.push(cue);
        }
        // "Radio X, citing the army, said": the verb came after the citation.
        let cited = cues.iter().any(|cue| cue.deeper && cue.role == SourceRole::Says);
        if cited {
            let first = cues.iter().position(|cue| cue.deeper).unwrap_or(0);
            for cue in cues.iter_mut().skip(first + 1).filter(|cue| !cue.deeper) {
                relay(cue);
            }
        }
        cues
    }

    /// "the monitor's note", "text of report", "PRESS NOTE": a noun that looks like a verb.
    fn is_noun_here(&self, term: &Term, sentence: &Sentence) -> bool {
        let words = self.words;
        let doc = words.doc;
        let at = term.start;
        if matches!(&*doc.entry(term).value, "after" | "label" | "citing") {
            return false;
        }
        if at <= sentence.tokens.start + 1 {
            return doc.kind(at) == TokenKind::AllCapitals;
        }
        doc.tokens[at].is_capitalised()
            || doc.tokens[at - 1].is_mark("'s")
            || words.is_link(at - 1, "of")
            || words.is_filler(at - 1, "article")
            || doc.tokens[at - 1].is_mark("-")
    }

    /// "according to X".
    fn after(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let bare = self.words.doc.entry(term).has("bare");
        let phrase = self.words.right_phrase(term.end, sentence.tokens.end);
        let speakers = self.listed(phrase, sentence, memory);
        if bare && !speakers.iter().all(|named| named.refers_back) {
            return None;
        }
        Some(Cue {
            leads: self.begins_clause(term.start, sentence),
            document: false,
            deeper: false,
            label: false,
            role: SourceRole::Says,
            tokens: term.start..term.end,
            speakers,
        })
    }

    /// "Source: X" at the end of an entry.
    fn label(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let phrase = self.words.right_phrase(term.end, sentence.tokens.end);
        let mut speakers = self.listed(phrase.clone(), sentence, memory);
        if speakers.is_empty() && !phrase.is_empty() {
            speakers.push(Named {
                name: self.words.doc.plain(phrase.clone()),
                tokens: phrase,
                kind: SourceKind::Outlet,
                official: false,
                person: None,
                refers_back: false,
            });
        }
        Some(Cue {
            tokens: term.start..term.end,
            role: SourceRole::Says,
            speakers,
            leads: false,
            document: term.start == sentence.tokens.start && sentence.paragraph <= 1,
            deeper: false,
            label: true,
        })
    }

    /// "X reports citing Y", "Y, quoted by X".
    fn citing(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let words = self.words;
        let by = words.is_link(term.end, "by");
        let start = if by { term.end + 1 } else { term.end };
        let phrase = words.right_phrase(start, sentence.tokens.end);
        let speakers = self.listed(phrase, sentence, memory);
        Some(Cue {
            tokens: term.start..term.end,
            role: if by { SourceRole::Relays } else { SourceRole::Says },
            document: !by && (start..start + 2).any(|at| words.is_link(at, "via")),
            speakers,
            leads: true,
            deeper: true,
            label: false,
        })
    }

    /// "X said", "said X", "X, who runs Y, said", "was told by X".
    fn verb(
        &self,
        term: &Term,
        role: SourceRole,
        is_first: bool,
        sentence: &Sentence,
        memory: &Memory,
    ) -> Option<Cue> {
        let words = self.words;
        let doc = words.doc;
        let entry = doc.entry(term);
        let verb = term.start..term.end;
        let least = sentence.tokens.start;
        let left = words.left_phrase(verb.start, least);
        if left.negated && role == SourceRole::Says {
            return None;
        }
        let weak = entry.has("weak") || sentence.kind == SentenceKind::Title;
        if entry.has("figure") && !self.has_number_after(verb.end, sentence) {
            return None;
        }
        // "X denied it and said": the speaker is the same.
        let goes_on = !left.tokens.is_empty() && self.only_joins(&left.tokens);
        if goes_on && left.tokens.start > least && !is_first {
            return None;
        }
        // "X informed the court": told to somebody, not to the reader.
        if entry.has("intransitive")
            && (words.is_filler(verb.end, "article") || words.is_name_word(verb.end))
        {
            return None;
        }
        let (speakers, leads) = if left.passive {
            self.passive_speaker(&verb, &left.tokens, sentence, memory)
        } else if is_first
            && left.tokens.start < left.tokens.end
            && self.ends_with_and(&left.tokens)
            && !(goes_on && left.tokens.start == least)
        {
            // "The army has sent machines and said that …": the subject of the sentence.
            let subject = words.right_phrase(least, verb.start);
            let speakers = self.listed(subject, sentence, memory);
            (speakers.into_iter().filter(|named| named.kind == SourceKind::Body).collect(), true)
        } else if left.tokens.is_empty() || goes_on {
            self.speaker_apart(&verb, left.tokens.start, sentence, memory)
        } else {
            let subject = left.tokens.clone();
            let reads = self.reads_as_speaker(subject.clone(), weak);
            let speakers = self.before_relative(subject, reads, least, memory);
            let leads = !self.follows_comma(left.tokens.start, least);
            (speakers, leads)
        };
        let speakers = speakers
            .into_iter()
            .filter(|named| !weak || self.may_speak_weakly(named, &verb))
            .filter(|named| !doc.is_quoted(verb.start) || !named.refers_back)
            .collect();
        Some(Cue {
            tokens: verb,
            role,
            speakers,
            leads,
            document: false,
            deeper: false,
            label: false,
        })
    }

    /// "was told by X", "it was reported by X".
    fn passive_speaker(
        &self,
        verb: &Range<usize>,
        subject: &Range<usize>,
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

    /// The subject before a verb, or before the relative clause that stands between.
    fn before_relative(
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

    /// A verb right after a mark: "…", said X; X, who …, said; And said X that …
    fn speaker_apart(
        &self,
        verb: &Range<usize>,
        subject_end: usize,
        sentence: &Sentence,
        memory: &Memory,
    ) -> (Vec<Named>, bool) {
        let words = self.words;
        let doc = words.doc;
        let least = sentence.tokens.start;
        let right = words.right_phrase(verb.end, sentence.tokens.end);
        let closed = self.closes(right.end, sentence);
        let first = subject_end <= least;
        let after_quote = !first && doc.tokens[subject_end - 1].is_mark("\"");
        if !right.is_empty() && (closed || first || after_quote) {
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

    /// "X, spokesman of Y, said": the body of the apposition, or else X.
    fn before_apposition(&self, comma: usize, least: usize, memory: &Memory) -> Vec<Named> {
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
        let is_body = |named: &Named| named.kind == SourceKind::Body && !named.refers_back;
        let is_person = |named: &Named| named.kind == SourceKind::Person;
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
    pub fn listed(&self, phrase: Range<usize>, sentence: &Sentence, memory: &Memory) -> Vec<Named> {
        let words = self.words;
        let doc = words.doc;
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
            && matches!(described.kind, SourceKind::Body)
        {
            let person = only.person.clone();
            let mut body = described.clone();
            body.person = person;
            return vec![body];
        }
        all
    }

    fn with_list_before(
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

    /// Whether a verb that is not always one of reporting makes this a source.
    fn may_speak_weakly(&self, named: &Named, verb: &Range<usize>) -> bool {
        let cites = |at: usize| {
            let doc = self.words.doc;
            doc.entry_at(at, self.words.reporting).is_some_and(|entry| &*entry.value == "citing")
        };
        named.refers_back
            || (verb.end..verb.end + 2).any(cites)
            || named.kind != SourceKind::Person
            || named.official
            || named.person.as_ref().is_some_and(|name| name.contains(' '))
            || !self.words.anchors(named.tokens.clone()).is_empty()
    }

    fn has_number_after(&self, from: usize, sentence: &Sentence) -> bool {
        (from..sentence.tokens.end.min(from + FIGURE_WITHIN)).any(|at| self.words.is_quantity(at))
    }

    /// Whether the words before a verb can be its speaker and are no clause of their own.
    fn reads_as_speaker(&self, subject: Range<usize>, weak: bool) -> bool {
        /// A certain verb of speech may have a subject of this many words, whatever they are.
        const SHORT: usize = 5;
        let words = self.words;
        let last = subject.end.saturating_sub(1);
        words.pronoun(last).is_some_and(|(.., possessive)| !possessive)
            || words.is_preposition(subject.start)
            || self.is_nominal(subject.clone())
            || !weak
                && subject.len() <= SHORT
                && !words.is_link(subject.start.wrapping_sub(1), "stop")
            || self.joined_clause(&subject)
    }

    /// "… were hurt and the ministry said": a name after the last "and".
    fn joined_clause(&self, subject: &Range<usize>) -> bool {
        let and = subject.clone().rev().find(|&at| self.words.is_link(at, "and"));
        and.is_some_and(|and| and + 1 < subject.end && self.is_nominal(and + 1..subject.end))
    }

    fn ends_with_and(&self, phrase: &Range<usize>) -> bool {
        !phrase.is_empty() && self.words.is_link(phrase.end - 1, "and")
    }

    fn only_joins(&self, phrase: &Range<usize>) -> bool {
        phrase.clone().all(|at| self.words.is_link(at, "and"))
    }

    fn follows_comma(&self, start: usize, least: usize) -> bool {
        start > least && self.words.doc.tokens[start - 1].is_mark(",")
    }

    fn begins_clause(&self, start: usize, sentence: &Sentence) -> bool {
        start <= sentence.tokens.start + 1 || self.words.is_link(start - 1, "stop")
    }

    /// Whether nothing but a mark, a phrase of time or the end follows.
    fn closes(&self, at: usize, sentence: &Sentence) -> bool {
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

/// Makes the speakers of a verb those who pass on what another said.
fn relay(cue: &mut Cue) {
    if cue.role == SourceRole::Says && !cue.deeper {
        cue.role = SourceRole::Relays;
    }
}
