//! Words that are no verbs of a speaker and still name one: "according to X", "citing X", "X was quoted",
//! "by X's count", "Speaking to the press, X …".

use super::cues::{Cue, says};
use super::memory::Memory;
use super::names::Namer;
use crate::lexicon::Term;
use crate::mentions::SourceRole;
use crate::segment::Sentence;

/// "quoted as saying on Monday by": the agency that quotes stands this near.
const QUOTED_WITHIN: usize = 5;

impl Namer<'_, '_, '_> {
    /// "according to X".
    pub(super) fn after(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let entry = self.words.doc.entry(term);
        let bare = entry.has("bare");
        if entry.has("told") && !self.follows_account(term, sentence) {
            return None;
        }
        let phrase = self.bare_phrase(term.end, sentence.tokens.end);
        let mut speakers = self.listed(phrase.clone(), sentence, memory);
        if speakers.is_empty() && !bare {
            speakers.extend(self.described(phrase));
        }
        if bare && !speakers.iter().all(|named| named.refers_back) {
            return None;
        }
        let leads = self.begins_clause(term.start, sentence);
        Some(says(term.start..term.end, SourceRole::Says, speakers, leads))
    }

    /// "X reports citing Y", "Y, quoted by X".
    pub(super) fn citing(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let words = self.words;
        let passive = words.left_phrase(term.start, sentence.tokens.start).passive;
        let least = term.end..if passive { term.end + QUOTED_WITHIN } else { term.end + 1 };
        let by = least.clone().find(|&at| words.is_link(at, "by"));
        if passive && by.is_none() {
            return None;
        }
        let start = by.map_or(term.end, |by| by + 1);
        let by = by.is_some();
        let phrase = words.right_phrase(start, sentence.tokens.end);
        let speakers = self.listed(phrase, sentence, memory);
        Some(Cue {
            tokens: term.start..term.end,
            role: if by { SourceRole::Relays } else { SourceRole::Says },
            document: !by && (start..start + 2).any(|at| words.begins_document(at)),
            speakers,
            leads: true,
            deeper: true,
            label: false,
        })
    }

    /// "X was quoted as saying", "Y was quoted by Z": whoever is quoted.
    pub(super) fn quoted(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let least = sentence.tokens.start;
        let left = self.words.left_phrase(term.start, least);
        if !left.passive {
            return None;
        }
        let speakers = match left.tokens.is_empty() {
            true => self.before_apposition(left.tokens.start, least, memory),
            false => self.before_relative(left.tokens.clone(), true, least, memory),
        };
        (!speakers.is_empty()).then(|| Cue {
            tokens: term.start..term.end,
            role: SourceRole::Says,
            leads: !self.follows_comma(left.tokens.start, least),
            document: false,
            deeper: true,
            label: false,
            speakers,
        })
    }

    /// "Speaking to reporters, X …", "Confirming this, X …": the subject behind the comma.
    pub(super) fn opening(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let doc = self.words.doc;
        let comma = (term.end..sentence.tokens.end).find(|&at| doc.tokens[at].is_mark(","))?;
        if !self.begins_clause(term.start, sentence) {
            return None;
        }
        let phrase = self.words.right_phrase(comma + 1, sentence.tokens.end);
        let speakers = self.listed(phrase, sentence, memory);
        Some(says(term.start..term.end, SourceRole::Says, speakers, true))
    }

    /// "by X's count", "in X's account": X.
    pub(super) fn owned(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let words = self.words;
        let start = words.left_edge(term.start, sentence.tokens.start);
        let led = (start..term.start).find(|&at| words.is_preposition(at))?;
        let speakers = self.resolve(led + 1..term.start, memory);
        let leads = self.begins_clause(led, sentence);
        Some(says(term.start..term.end, SourceRole::Says, speakers, leads))
    }

    /// Whether "comes from" speaks of an account, or of what was told before.
    pub(super) fn follows_account(&self, term: &Term, sentence: &Sentence) -> bool {
        let words = self.words;
        let left = words.left_phrase(term.start, sentence.tokens.start).tokens;
        let points_back = left.len() == 1 && words.function_value(left.start) == Some("determiner");
        points_back || self.paper(self.trim(left)).is_some()
    }
}
