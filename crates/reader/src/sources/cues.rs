//! Reporting words and whom they make a source.

use std::ops::Range;

use super::memory::{Memory, Named};
use super::names::Namer;
use super::words::AnchorKind;
use crate::endings::Ending;
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
    /// Stands apart, and is the source of the whole entry, section or text.
    pub label: bool,
}

/// Numbers that a weak figure verb needs must come this soon.
const FIGURE_WITHIN: usize = 12;

/// "report 17 dead", "report at least 17 dead".
const NUMBER_WITHIN: usize = 4;

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
            if &*entry.value == "citing" {
                cues.extend(self.quoted(term, sentence, memory));
            }
            let found = match &*entry.value {
                "after" => self.after(term, sentence, memory),
                "owned" => self.owned(term, sentence, memory),
                "opens" => self.opening(term, sentence, memory),
                "label" => self.label(term, sentence, memory),
                "credit" => self.credit(term, sentence, memory),
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
        if cues.is_empty() {
            cues.extend(self.bracket(sentence, memory).or_else(|| self.dash(sentence, memory)));
            for named in cues.iter().flat_map(|cue| &cue.speakers) {
                memory.add(number, named);
            }
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
        if matches!(&*doc.entry(term).value, "after" | "label" | "citing" | "credit" | "owned") {
            return false;
        }
        if at <= sentence.tokens.start + 1 {
            return doc.kind(at) == TokenKind::AllCapitals;
        }
        // "a police report": the article says that it is one.
        let from = at.saturating_sub(3).max(sentence.tokens.start);
        let counted = (from..at).any(|before| {
            words.is_filler(before, "article")
                && !words.begins_clause(before)
                && !words.is_definite(before)
        });
        doc.tokens[at].is_capitalised()
            || counted && words.anchor_at(at).is_some_and(|anchor| anchor.kind == AnchorKind::Noun)
            || doc.tokens[at - 1].is_mark("'s")
            || words.is_link(at - 1, "of")
            || words.is_filler(at - 1, "article")
            || doc.tokens[at - 1].is_mark("-")
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
            && !words.begins_clause(verb.end)
            && (words.is_filler(verb.end, "article") || words.is_name_word(verb.end))
            && !self.follows_comma(left.tokens.start, least)
        {
            return None;
        }
        // "…, confirmed by X" is passive without an auxiliary.
        let by = words.is_link(verb.end, "by") && words.filler(verb.end).is_none();
        let passive = left.passive || by;
        let goes_on_from_verb = self.ends_with_and(&left.tokens)
            && left.tokens.start > least
            && self.ends_verb(left.tokens.start, least);
        // "X posted a video and said": the speaker is the same.
        if goes_on_from_verb && !is_first && !passive {
            return None;
        }
        let (speakers, leads) = if passive {
            self.passive_speaker(&verb, &left.tokens, entry.has("told-to"), sentence, memory)
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
            let hears = entry.has("told-to");
            self.speaker_apart(&verb, left.tokens.start, hears, sentence, memory)
        } else {
            let subject = left.tokens.clone();
            let paper = self.paper(self.trim(subject.clone()));
            // "a statement posted on …": nobody speaks yet.
            if paper.is_none() && entry.has("paper") || paper.is_some() && entry.has("issues") {
                return None;
            }
            let reads = paper.is_some() || self.reads_as_speaker(subject.clone(), weak);
            let leads = !self.follows_comma(left.tokens.start, least);
            let aside = words.is_preposition(subject.start)
                && self.follows_comma(subject.start, least)
                && (words.is_dative(subject.start)
                    || self.resolve(subject.clone(), memory).is_empty());
            // "X, head of Y, to the press told"
            if aside {
                let speakers = self.before_apposition(subject.start, least, memory);
                if !speakers.is_empty() {
                    return Some(says(verb, role, speakers, true));
                }
            }
            let mut speakers = self.before_relative(subject.clone(), reads, least, memory);
            if speakers.is_empty() && reads && self.certainly_speaks(term, sentence, leads) {
                speakers.extend(self.described(self.last_joined(subject)));
            }
            if speakers.is_empty() && doc.grammar().inversion {
                // "Of this told the army": the subject may stand behind its verb.
                let start = words.past_fillers(verb.end, sentence.tokens.end);
                let phrase = words.right_phrase(start, sentence.tokens.end);
                (self.listed(phrase, sentence, memory), true)
            } else {
                (speakers, leads)
            }
        };
        // Where verbs come last, their subject may begin the sentence.
        let spoken = |named: &Named| {
            let end = named.tokens.end.saturating_sub(1);
            doc.ending(end) != Ending::Object
                && (named.kind != SourceKind::Person
                    || named.official
                    || !words.anchors(named.tokens.clone()).is_empty())
        };
        let lost = entry.has("final") && !speakers.iter().any(spoken);
        let (speakers, leads) = if lost {
            (self.listed(words.right_phrase(least, verb.start), sentence, memory), true)
        } else {
            (speakers, leads)
        };
        let speakers = speakers
            .into_iter()
            .filter(|named| !weak || self.may_speak_weakly(named, &verb))
            .filter(|named| !doc.is_quoted(verb.start) || !named.refers_back)
            .collect();
        Some(says(verb, role, speakers, leads))
    }

    /// Whether a verb tells of speech, whoever its subject is: by itself, or by what follows it.
    fn certainly_speaks(&self, term: &Term, sentence: &Sentence, leads: bool) -> bool {
        let words = self.words;
        let doc = words.doc;
        let entry = doc.entry(term);
        let closes = term.end >= sentence.tokens.end || doc.tokens[term.end].is_mark(".");
        sentence.kind != SentenceKind::Title
            && (!entry.has("weak")
                || entry.has("figure")
                || entry.has("speech")
                || words.begins_clause(term.end)
                || (term.end..term.end + NUMBER_WITHIN).any(|at| words.is_quantity(at))
                || closes && !leads)
    }

    /// "… were hurt and the reeve said": what stands behind the last "and", where a clause stands
    /// before it.
    fn last_joined(&self, subject: Range<usize>) -> Range<usize> {
        if self.is_nominal(subject.clone()) {
            return subject;
        }
        let and = subject.clone().rev().find(|&at| self.words.is_link(at, "and"));
        and.map_or(subject.clone(), |and| and + 1..subject.end)
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

    /// Whether a reporting verb ends right before a token.
    fn ends_verb(&self, at: usize, least: usize) -> bool {
        let doc = self.words.doc;
        (least.max(at.saturating_sub(4))..at)
            .any(|start| doc.term_at(start, self.words.reporting).is_some_and(|t| t.end == at))
    }

    pub(super) fn follows_comma(&self, start: usize, least: usize) -> bool {
        start > least && self.words.doc.tokens[start - 1].is_mark(",")
    }

    pub(super) fn begins_clause(&self, start: usize, sentence: &Sentence) -> bool {
        start <= sentence.tokens.start + 1 || self.words.is_link(start - 1, "stop")
    }
}

/// Makes the speakers of a verb those who pass on what another said.
fn relay(cue: &mut Cue) {
    if cue.role == SourceRole::Says && !cue.deeper {
        cue.role = SourceRole::Relays;
    }
}

/// A verb with its speakers.
pub(super) fn says(verb: Range<usize>, role: SourceRole, speakers: Vec<Named>, leads: bool) -> Cue {
    Cue { tokens: verb, role, speakers, leads, document: false, deeper: false, label: false }
}
