//! The word classes that tell sources apart, looked up once, and small questions about tokens.

use std::ops::Range;

use crate::doc::Doc;
use crate::lexicon::{Class, Term};
use crate::token::TokenKind;

/// A text with the classes of words that this module asks for.
#[derive(Clone, Copy)]
pub(super) struct Words<'d, 'a> {
    pub doc: &'d Doc<'a>,
    pub reporting: Class,
    bodies: Class,
    roles: Class,
    nouns: Class,
    pronouns: Class,
    fillers: Class,
    links: Class,
    function: Class,
}

/// A noun that says what kind of thing a phrase names.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    pub tokens: Range<usize>,
    pub kind: AnchorKind,
    /// Names no particular body by itself ("the ministry").
    pub generic: bool,
    /// A source that does not want to be named.
    pub anonymous: bool,
    /// It is this official's work to speak for a body.
    pub speaks: bool,
    /// Named alone behind what is told, it is its source.
    pub informs: bool,
    /// A paper that is never put out by whoever spoke before ("the indictment").
    pub own: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnchorKind {
    Body,
    Outlet,
    Official,
    Office,
    Title,
    Private,
    Noun,
}

impl<'d, 'a> Words<'d, 'a> {
    pub fn new(doc: &'d Doc<'a>) -> Self {
        Self {
            doc,
            reporting: doc.class("reporting"),
            bodies: doc.class("bodies"),
            roles: doc.class("roles"),
            nouns: doc.class("statement_nouns"),
            pronouns: doc.class("source_pronouns"),
            fillers: doc.class("source_fillers"),
            links: doc.class("source_words"),
            function: doc.class("function_words"),
        }
    }

    fn anchor_of(&self, term: &Term) -> Option<Anchor> {
        let entry = self.doc.entry(term);
        let kind = match (term.class, &*entry.value) {
            (class, "outlet") if class == self.bodies => AnchorKind::Outlet,
            (class, _) if class == self.bodies => AnchorKind::Body,
            (class, _) if class == self.nouns => AnchorKind::Noun,
            (class, value) if class == self.roles => match value {
                "office" => AnchorKind::Office,
                "title" => AnchorKind::Title,
                "private" => AnchorKind::Private,
                _ => AnchorKind::Official,
            },
            _ => return None,
        };
        Some(Anchor {
            tokens: term.start..term.end,
            kind,
            generic: entry.has("generic"),
            anonymous: entry.has("anonymous"),
            speaks: entry.has("speaks"),
            informs: entry.has("informs"),
            own: entry.has("own"),
        })
    }

    /// The longest anchor that starts at a token; of two of one length a body goes before a role.
    pub fn anchor_at(&self, token: usize) -> Option<Anchor> {
        self.doc
            .terms_at(token)
            .iter()
            .filter(|term| [self.bodies, self.roles, self.nouns].contains(&term.class))
            .max_by_key(|term| (term.end, term.class == self.bodies, term.class == self.roles))
            .and_then(|term| self.anchor_of(term))
    }

    /// The anchors of a phrase, in order, those inside longer ones left out.
    pub fn anchors(&self, range: Range<usize>) -> Vec<Anchor> {
        let mut anchors = Vec::new();
        let mut at = range.start;
        while at < range.end {
            match self.anchor_at(at).filter(|anchor| anchor.tokens.end <= range.end) {
                Some(anchor) => {
                    at = anchor.tokens.end;
                    anchors.push(anchor);
                }
                None => at += 1,
            }
        }
        anchors
    }

    fn value(&self, token: usize, class: Class) -> Option<(&str, usize)> {
        let term = self.doc.term_at(token, class)?;
        Some((&self.doc.entry(term).value, term.end))
    }

    /// What a linking word at a token does ("of", "and", "run", "stop", "via", "by"), and its end.
    pub fn link(&self, token: usize) -> Option<(&str, usize)> {
        self.value(token, self.links)
    }

    pub fn is_link(&self, token: usize, kind: &str) -> bool {
        self.link(token).is_some_and(|(value, _)| value == kind)
    }

    /// Whether "the statement of" or the like begins here: what follows puts out a document.
    pub fn begins_document(&self, token: usize) -> bool {
        self.doc
            .entry_at(token, self.links)
            .is_some_and(|entry| &*entry.value == "via" && entry.has("document"))
    }

    /// Whether a link says whose something is ("of").
    pub fn is_genitive(&self, token: usize) -> bool {
        self.doc.entry_at(token, self.links).is_some_and(|entry| entry.has("genitive"))
    }

    /// Whether a link says to whom something is told ("to the journalists told").
    pub fn is_dative(&self, token: usize) -> bool {
        self.doc.entry_at(token, self.links).is_some_and(|entry| entry.has("dative"))
    }

    /// What a filler at a token is ("adverb", "phrase", "be", "negation", "article"), and its end.
    pub fn filler(&self, token: usize) -> Option<(&str, usize)> {
        self.value(token, self.fillers)
    }

    pub fn is_filler(&self, token: usize, kind: &str) -> bool {
        self.filler(token).is_some_and(|(value, _)| value == kind)
    }

    /// Whether an article here makes its noun a known one.
    pub fn is_definite(&self, token: usize) -> bool {
        self.doc.entry_at(token, self.fillers).is_some_and(|entry| entry.has("definite"))
    }

    /// Whether an article before a token says that it is the writer's own ("our", "this").
    pub fn is_writers_own(&self, token: usize) -> bool {
        token.checked_sub(1).is_some_and(|before| {
            self.doc.entry_at(before, self.fillers).is_some_and(|entry| entry.has("own"))
        })
    }

    /// Whether a word begins a clause that says what is told ("informs that a mine …").
    pub fn begins_clause(&self, token: usize) -> bool {
        self.doc.entry_at(token, self.fillers).is_some_and(|entry| entry.has("clause"))
    }

    /// The filler whose last token is just before `end`.
    pub fn filler_before(&self, end: usize, least: usize) -> Option<(&str, usize)> {
        const LONGEST: usize = 5;
        (least.max(end.saturating_sub(LONGEST))..end).find_map(|start| {
            let (value, filler_end) = self.filler(start)?;
            (filler_end == end).then_some((value, start))
        })
    }

    /// What a pronoun stands for ("person", "body", "any"), and whether it is possessive.
    pub fn pronoun(&self, token: usize) -> Option<(&str, usize, bool)> {
        let term = self.doc.term_at(token, self.pronouns)?;
        let entry = self.doc.entry(term);
        Some((&entry.value, term.end, entry.has("possessive")))
    }

    /// Past words of time and the like that stand between a verb and its subject.
    pub fn past_fillers(&self, mut at: usize, most: usize) -> usize {
        while let Some((_, end)) = self
            .filler(at)
            .filter(|(kind, end)| matches!(*kind, "adverb" | "phrase") && *end < most)
        {
            at = end;
        }
        // "they said at the ministry": the body that spoke.
        match self.link(at) {
            Some(("of", end)) if end < most => end,
            _ => at,
        }
    }

    /// Whether words at a token take up what was told before ("of this").
    pub fn points_back(&self, token: usize) -> bool {
        self.doc.entry_at(token, self.links).is_some_and(|entry| entry.has("back"))
    }

    /// Whether a preposition of the language stands here.
    pub fn is_preposition(&self, token: usize) -> bool {
        self.value(token, self.function).is_some_and(|(value, _)| value == "preposition")
    }

    /// What kind of little word stands here.
    pub fn function_value(&self, token: usize) -> Option<&str> {
        self.value(token, self.function).map(|(value, _)| value)
    }

    /// Whether a number word or a numeral stands here.
    pub fn is_quantity(&self, token: usize) -> bool {
        self.doc.kind(token) == TokenKind::Number
            || self.value(token, self.function).is_some_and(|(value, _)| value == "quantity")
    }

    /// Whether a capitalised word stands here that is not merely the first of its sentence.
    pub fn is_name_word(&self, token: usize) -> bool {
        self.doc.tokens.get(token).is_some_and(crate::token::Token::is_capitalised)
            && self.value(token, self.function).is_none()
            && self.filler(token).is_none()
            && self.pronoun(token).is_none()
    }

    /// Whether the mark at a token belongs to the words around it: a possessive, a hyphen or stroke
    /// without blanks, the full stop of an initial or abbreviation.
    pub fn is_inner_mark(&self, token: usize) -> bool {
        let Some(mark) = self.doc.tokens.get(token) else {
            return false;
        };
        let next_spaced = self.doc.tokens.get(token + 1).is_none_or(|t| t.spaced);
        match &*mark.folded {
            "'s" | "&" | "'" => true,
            "-" | "/" => !mark.spaced && !next_spaced,
            "." => {
                !mark.spaced
                    && token > 0
                    && self.doc.tokens[token - 1].is_capitalised()
                    && self.doc.sentence_of(token) == self.doc.sentence_of(token + 1)
            }
            _ => false,
        }
    }

    /// The end of "(ABC)" that starts at a token.
    pub fn bracketed_acronym(&self, token: usize) -> Option<usize> {
        let doc = self.doc;
        let opens = doc.tokens.get(token)?.is_mark("(");
        let closes = doc.tokens.get(token + 2)?.is_mark(")");
        (opens && closes && doc.tokens.get(token + 1)?.is_capitalised()).then_some(token + 3)
    }
}
