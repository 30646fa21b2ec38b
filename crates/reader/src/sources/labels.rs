//! Sources that stand apart from what they say: "Source: X", "(X)" behind an entry, "– X", "thanks to
//! X for the details", "X: …".

use std::ops::Range;

use super::cues::{Cue, says};
use super::memory::{Memory, Named};
use super::names::Namer;
use super::words::AnchorKind;
use crate::lexicon::Term;
use crate::mentions::{SourceKind, SourceRole};
use crate::segment::{Sentence, SentenceKind};

/// Words of a source in brackets or before a colon.
const LONGEST: usize = 9;

/// What somebody is thanked for stands this near behind the name.
const CREDIT_WITHIN: usize = 4;

impl Namer<'_, '_, '_> {
    /// "Source: X" behind an entry; "Sources: (a) X; (b) Y".
    pub(super) fn label(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let doc = self.words.doc;
        let most = sentence.tokens.end;
        // "Gendarmerie sources: a pick-up hit a mine": who they are stands before it.
        let own = sentence.tokens.start..term.start;
        if !own.is_empty() && own.len() <= LONGEST && doc.tokens[term.start - 1].is_word() {
            let speakers = self.listed(own, sentence, memory);
            if speakers.iter().any(|named| named.kind == SourceKind::Body) {
                return Some(says(term.start..term.end, SourceRole::Says, speakers, true));
            }
        }
        let mut speakers = Vec::new();
        let mut start = self.past_item_mark(term.end, most);
        let mut first = start..start;
        while start < most {
            let phrase = self.words.right_phrase(start, most);
            let phrase = if phrase.is_empty() { self.counted(start, most) } else { phrase };
            if first.is_empty() {
                first = phrase.clone();
            }
            if !phrase.is_empty() {
                speakers.extend(self.listed(phrase.clone(), sentence, memory));
            }
            // The next of several stands behind a semicolon; a comma tells more of the same.
            let Some(next) = (phrase.end.max(start)..most).find(|&at| doc.folded(at) == ";") else {
                break;
            };
            start = self.past_item_mark(next + 1, most);
        }
        if speakers.is_empty() && !first.is_empty() {
            speakers.push(Named {
                name: doc.plain(first.clone()),
                tokens: first,
                kind: SourceKind::Outlet,
                official: false,
                person: None,
                refers_back: false,
            });
        }
        // Above a text it is the source of all.
        let opens = term.start == sentence.tokens.start && !self.goes_on(sentence);
        let document = opens && sentence.paragraph <= 1;
        Some(stands_apart(term.start..term.end, speakers, document))
    }

    /// Past "(a)", "1." and the like.
    fn past_item_mark(&self, at: usize, most: usize) -> usize {
        let doc = self.words.doc;
        let short = |at: usize| doc.folded(at).chars().count() == 1;
        let opened = doc.folded(at) == "(" && short(at + 1) && doc.folded(at + 2) == ")";
        let closed = short(at) && matches!(doc.folded(at + 1), ")" | ".");
        let past = if opened {
            at + 3
        } else if closed {
            at + 2
        } else {
            at
        };
        past.min(most)
    }

    /// "two traders": people who are counted.
    fn counted(&self, start: usize, most: usize) -> Range<usize> {
        let words = self.words;
        if !words.is_quantity(start) {
            return start..start;
        }
        start..words.right_phrase(start + 1, most).end
    }

    /// Whether a sentence of its paragraph stands before it.
    fn goes_on(&self, sentence: &Sentence) -> bool {
        let doc = self.words.doc;
        let number = doc.sentence_of(sentence.tokens.start);
        number
            .checked_sub(1)
            .is_some_and(|before| doc.sentences[before].paragraph == sentence.paragraph)
    }

    /// "Two dead, one hurt (district administration)": a bracket that ends what it is the source of.
    pub(super) fn bracket(&self, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let doc = self.words.doc;
        let tokens = sentence.tokens.clone();
        let open = tokens.clone().rfind(|&at| doc.tokens[at].is_mark("("))?;
        let close = (open..tokens.end).find(|&at| doc.tokens[at].is_mark(")"))?;
        let ends = (close + 1..tokens.end).all(|at| matches!(doc.folded(at), "." | ";"));
        // "(CMAC)" after the name that it is short for.
        let acronym =
            self.words.bracketed_acronym(open).is_some() && self.words.is_name_word(open - 1);
        if !ends || open == tokens.start || acronym || sentence.kind == SentenceKind::Title {
            return None;
        }
        let speakers = self.apart(open + 1..close, sentence, memory)?;
        Some(stands_apart(open..close, speakers, false))
    }

    /// "A mine killed two farmers near A – police."
    pub(super) fn dash(&self, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let doc = self.words.doc;
        let tokens = sentence.tokens.clone();
        let dash = tokens.clone().rfind(|&at| {
            doc.folded(at) == "-"
                && doc.tokens[at].spaced
                && doc.tokens.get(at + 1).is_some_and(|next| next.spaced)
        })?;
        let end = tokens.end - usize::from(doc.folded(tokens.end - 1) == ".");
        if dash + 1 >= end || end - dash > LONGEST || dash < tokens.start + 3 {
            return None;
        }
        let speakers = self.apart(dash + 1..end, sentence, memory)?;
        let mut cue = stands_apart(dash..dash + 1, speakers, false);
        cue.label = false;
        Some(cue)
    }

    /// Those whom a phrase names that holds nothing else, where each is one who informs.
    pub(super) fn apart(
        &self,
        range: Range<usize>,
        sentence: &Sentence,
        memory: &Memory,
    ) -> Option<Vec<Named>> {
        let doc = self.words.doc;
        // "village chief, by phone": what follows a comma says how.
        let end = range.clone().find(|&at| doc.tokens[at].is_mark(",")).unwrap_or(range.end);
        if range.start >= end || end - range.start > LONGEST {
            return None;
        }
        let mut phrase = self.words.right_phrase(range.start, end);
        if phrase.is_empty() {
            phrase = self.counted(range.start, end);
        }
        if phrase.end != end {
            return None;
        }
        let anchors = self.words.anchors(phrase.clone());
        let informs = anchors.iter().any(|anchor| match anchor.kind {
            AnchorKind::Body | AnchorKind::Outlet | AnchorKind::Office => true,
            AnchorKind::Official | AnchorKind::Private => anchor.informs,
            AnchorKind::Title | AnchorKind::Noun => false,
        });
        let speakers = self.listed(phrase, sentence, memory);
        (informs && !speakers.is_empty()).then_some(speakers)
    }

    /// "Thanks to the commune police for the details."
    pub(super) fn credit(&self, term: &Term, sentence: &Sentence, memory: &Memory) -> Option<Cue> {
        let doc = self.words.doc;
        let words = self.words;
        let class = doc.class("credit_words");
        let what = doc.terms_in(term.end..sentence.tokens.end, class).next()?;
        // "the police | for the details"
        let from = what.start.saturating_sub(CREDIT_WITHIN).max(term.end);
        let end =
            (from..what.start).find(|&at| words.is_link(at, "of") && !words.is_genitive(at))?;
        let phrase = words.right_phrase(term.end, end);
        let speakers = self.listed(phrase, sentence, memory);
        Some(stands_apart(term.start..term.end, speakers, false))
    }

    /// "Police: A mine killed …": whoever says what follows a colon.
    pub(super) fn before_colon(&self, sentence: &Sentence) -> Option<Range<usize>> {
        let doc = self.words.doc;
        let start = sentence.tokens.start;
        let most = sentence.tokens.end.min(start + LONGEST);
        let colon = (start..most).find(|&at| doc.tokens[at].is_mark(":"))?;
        let next = doc.tokens.get(colon + 1)?;
        // "Uganda's army spokesman: landmine at X, two dead", and no list's head or a form's field.
        let plain = || {
            colon > start + 1
                && colon + 1 < sentence.tokens.end
                && sentence.kind == SentenceKind::Body
                && (start..colon).all(|at| doc.tokens[at].is_word() || doc.tokens[at].is_mark("'s"))
        };
        let says = next.is_capitalised() || next.is_mark("\"") || plain();
        (says && colon > start).then_some(start..colon)
    }
}

fn stands_apart(tokens: Range<usize>, speakers: Vec<Named>, document: bool) -> Cue {
    Cue {
        tokens,
        role: SourceRole::Says,
        speakers,
        leads: false,
        document,
        deeper: false,
        label: true,
    }
}
