//! Who is the text's source for what: bodies, officials and people whose words it gives.
//!
//! A source is found by its reporting words ("said", "according to"), named after the body that it
//! speaks for, and holds for its clause and for what follows until another source speaks.

mod acronyms;
mod chain;
mod citations;
mod clause;
mod common;
mod cues;
mod documents;
mod labels;
mod memory;
mod names;
mod of_bodies;
mod owner;
mod phrase;
mod scope;
mod shape;
mod speakers;
mod subject;
mod words;

use crate::doc::Doc;
use crate::mentions::{SourceKind, SourceMention, SourceRole};
use crate::segment::{Sentence, SentenceKind};
use crate::sources::acronyms::Acronyms;
pub use crate::sources::chain::{attribution, is_attributed, said_by};
use crate::sources::cues::Cue;
use crate::sources::memory::{Memory, Named};
use crate::sources::names::Namer;
use crate::sources::scope::Scopes;
pub(crate) use crate::sources::subject::{
    is_joined, list_after, names_body, names_source, names_speaker, refers_back, subject_before,
    titled_persons, without_deed,
};
use crate::sources::words::{AnchorKind, Words};

/// Finds the sources of a text, in the order of the words that make them sources.
pub fn sources(doc: &Doc<'_>) -> Vec<SourceMention> {
    let words = Words::new(doc);
    let acronyms = Acronyms::find(&words);
    let namer = Namer { words: &words, acronyms: &acronyms };
    let mut memory = Memory::default();
    let mut scopes = Scopes::default();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if !sentence.kind.is_read() {
            continue;
        }
        let mut cues = namer.cues(sentence, &mut memory);
        if cues.is_empty() && (number < HEADINGS || sentence.kind == SentenceKind::Body) {
            cues.extend(namer.heading(sentence, number < HEADINGS, &mut memory));
        }
        scopes.add(doc, sentence, cues, words.points_back(sentence.tokens.start));
    }
    let mut mentions = scopes.mentions;
    for mention in &mut mentions {
        mention.publisher = chain::is_publisher(doc, mention);
    }
    mentions
}

/// A heading that names whose statement follows is one of the first this many sentences.
const HEADINGS: usize = 3;

/// The noun for what is put out stands among the first this many words of a heading.
const HEADING_NOUN: usize = 6;

impl Namer<'_, '_, '_> {
    /// "JOINT INFORMATION of the press services of X and Y", "Foreign Ministry: …".
    fn heading(&self, sentence: &Sentence, early: bool, memory: &mut Memory) -> Option<Cue> {
        let doc = self.words.doc;
        let tokens = sentence.tokens.clone();
        let head = tokens.start..tokens.end.min(tokens.start + HEADING_NOUN);
        let noun = head.filter(|_| early).find_map(|at| {
            self.words.anchor_at(at).filter(|anchor| anchor.kind == AnchorKind::Noun)
        });
        let (phrase, document) = match noun {
            Some(noun)
                if self.words.is_genitive(noun.tokens.end)
                    || self.words.is_link(noun.tokens.end, "by") =>
            {
                let phrase = self.words.right_phrase(noun.tokens.end + 1, tokens.end);
                (phrase, true)
            }
            _ => {
                let is_title = sentence.kind == SentenceKind::Title;
                let phrase = match is_title {
                    true => {
                        let colon = tokens.clone().find(|&at| doc.tokens[at].is_mark(":"))?;
                        tokens.start..colon
                    }
                    false => self.before_colon(sentence)?,
                };
                (phrase, false)
            }
        };
        let speakers = self.listed(phrase, sentence, memory);
        // Only what a noun shows to be a body: "CHAD:" and "Weekly bulletin:" are not.
        let is_body = |named: &Named| {
            let kinds = self.words.anchors(named.tokens.clone());
            matches!(named.kind, SourceKind::Body | SourceKind::Outlet)
                && kinds.iter().any(|anchor| anchor.kind == AnchorKind::Body)
                && kinds.iter().all(|anchor| anchor.kind != AnchorKind::Noun)
        };
        if speakers.is_empty() || !speakers.iter().all(is_body) {
            return None;
        }
        for named in &speakers {
            memory.add(doc.sentence_of(tokens.start), named);
        }
        Some(Cue {
            tokens: tokens.start..tokens.start,
            role: SourceRole::Says,
            speakers,
            leads: true,
            document,
            deeper: false,
            label: false,
        })
    }
}

#[cfg(test)]
mod tests;
