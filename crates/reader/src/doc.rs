//! A text with its tokens, sentences and lexicon terms: what every later step works on.

use std::ops::Range;

use cairn_model::{DocumentMeta, Evidence};

use crate::endings::Ending;
use crate::lexicon::{Class, Entry, Lexicon, Term};
use crate::places::{KnownPlaces, NoPlaces};
use crate::segment::{self, Sentence};
use crate::terms::{Classes, TermIndex};
use crate::token::{Token, TokenKind, tokenise};

/// A text prepared for reading. Ranges are of token indices unless they say bytes.
pub struct Doc<'a> {
    /// The untouched text; evidence counts its bytes.
    pub text: &'a str,
    /// What is known beside the text.
    pub meta: &'a DocumentMeta,
    /// The words of its language.
    pub lexicon: &'a Lexicon,
    /// All tokens.
    pub tokens: Vec<Token>,
    /// All sentences in order; every token belongs to one.
    pub sentences: Vec<Sentence>,
    terms: TermIndex,
    sentence_index: Vec<usize>,
    quoted: Vec<bool>,
    grammar: Grammar,
}

/// Facts about a language as a whole (`grammar.tsv`).
#[derive(Clone, Copy, Debug, Default)]
pub struct Grammar {
    /// Verbs end their clauses (`verb_final`).
    pub verb_final: bool,
    /// Nouns stay in the singular behind a number (`counted_singular`).
    pub counted_singular: bool,
    /// No article says that things or people were spoken of (`no_articles`).
    pub no_articles: bool,
    /// Commas part clauses (`commas`).
    pub commas: bool,
    /// Names are inflected and stand one after another, fine to coarse, without a preposition (`cases`).
    pub cases: bool,
    /// A verb may stand before its subject (`inversion`).
    pub inversion: bool,
    /// A noun without a number may take up what was told before (`bare_nouns`).
    pub bare_nouns: bool,
    /// A full stop behind a number makes it an ordinal (`ordinal_dot`).
    pub ordinal_dot: bool,
}

impl Grammar {
    fn of(lexicon: &Lexicon) -> Self {
        let class = lexicon.class("grammar");
        let has = |fact: &str| lexicon.entries(class).any(|entry| &*entry.value == fact);
        Self {
            verb_final: has("verb_final"),
            counted_singular: has("counted_singular"),
            no_articles: has("no_articles"),
            commas: has("commas"),
            cases: has("cases"),
            inversion: has("inversion"),
            bare_nouns: has("bare_nouns"),
            ordinal_dot: has("ordinal_dot"),
        }
    }
}

impl<'a> Doc<'a> {
    /// Prepares a text.
    pub fn new(text: &'a str, meta: &'a DocumentMeta, lexicon: &'a Lexicon) -> Self {
        Self::knowing(text, meta, lexicon, &NoPlaces)
    }

    /// Prepares a text in whose language names may be inflected: `known` tells which are places'.
    pub fn knowing(
        text: &'a str,
        meta: &'a DocumentMeta,
        lexicon: &'a Lexicon,
        known: &dyn KnownPlaces,
    ) -> Self {
        let tokens = lexicon.letters().look_up(tokenise(text));
        let mut tokens = lexicon.elisions().part(text, tokens);
        if !lexicon.endings().is_empty() {
            let country = meta.country.as_deref();
            let is_place = |name: &str| known.level_within(name, country).is_some();
            tokens = lexicon.endings().cut(text, tokens, is_place);
        }
        let terms =
            TermIndex::new(lexicon.find_terms(&tokens), tokens.len(), lexicon.class_count());
        let mut doc = Self {
            text,
            meta,
            lexicon,
            tokens,
            sentences: Vec::new(),
            terms,
            sentence_index: Vec::new(),
            quoted: Vec::new(),
            grammar: Grammar::of(lexicon),
        };
        doc.sentences = segment::sentences(&doc);
        doc.sentence_index = vec![0; doc.tokens.len()];
        for (number, sentence) in doc.sentences.iter().enumerate() {
            doc.sentence_index[sentence.tokens.clone()].fill(number);
        }
        doc.quoted = segment::quoted(&doc);
        doc
    }

    /// Facts about its language.
    pub const fn grammar(&self) -> Grammar {
        self.grammar
    }

    /// The class of this name in the lexicon.
    #[inline(always)]
    pub fn class(&self, name: &str) -> Class {
        self.lexicon.class(name)
    }

    /// Terms of all classes that start at this token.
    pub fn terms_at(&self, token: usize) -> &[Term] {
        self.terms.at(token)
    }

    /// The longest term of a class that starts at this token.
    #[inline]
    pub fn term_at(&self, token: usize, class: Class) -> Option<&Term> {
        self.terms.of_class_at(token, class)
    }

    /// The entry of the longest term of a class that starts at this token.
    #[inline]
    pub fn entry_at(&self, token: usize, class: Class) -> Option<&Entry> {
        self.term_at(token, class).map(|term| self.lexicon.entry(term))
    }

    /// Whether a term of one of the classes may start at this token; never wrong when it says no.
    #[inline]
    pub(crate) fn has_any(&self, token: usize, classes: Classes) -> bool {
        self.terms.any_at(token, classes)
    }

    /// All terms of a class, those inside others included.
    pub(crate) fn terms_of(&self, class: Class) -> impl Iterator<Item = &Term> {
        self.terms.of_class(class)
    }

    /// The entries that [`Doc::entry_at`] gives for the tokens of a range, in order, with the tokens;
    /// found without a look at each token.
    #[inline]
    pub fn entries_from(
        &self,
        range: Range<usize>,
        class: Class,
    ) -> impl Iterator<Item = (usize, &Entry)> {
        self.terms.of_class_from(range, class).map(|term| (term.start, self.lexicon.entry(term)))
    }

    /// Terms of a class that lie in a range of tokens, in order; those inside an earlier, longer
    /// term of the class are left out.
    #[inline]
    pub fn terms_in(&self, range: Range<usize>, class: Class) -> impl Iterator<Item = &Term> {
        self.terms.of_class_in(range, class)
    }

    /// The entry of a term.
    pub fn entry(&self, term: &Term) -> &Entry {
        self.lexicon.entry(term)
    }

    /// The sentence that a token belongs to.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_index.get(token).copied().unwrap_or(0)
    }

    /// Whether a token stands inside quotation marks.
    pub fn is_quoted(&self, token: usize) -> bool {
        self.quoted.get(token).copied().unwrap_or(false)
    }

    /// The bytes between a token and the one before it; none at the ends of the text.
    #[inline]
    pub(crate) fn gap_before(&self, token: usize) -> &'a [u8] {
        let before = token.checked_sub(1).and_then(|before| self.tokens.get(before));
        match (before, self.tokens.get(token)) {
            (Some(before), Some(here)) => {
                let gap = before.end as usize..here.start as usize;
                self.text.as_bytes().get(gap).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The folded form of a token; empty past the end. Asked for in hundreds of places, which are the
    /// smaller for its not being taken into them.
    #[inline(never)]
    pub fn folded(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| &token.folded)
    }

    /// The case ending cut off a token.
    pub fn ending(&self, token: usize) -> Ending {
        self.tokens.get(token).map_or(Ending::None, |token| token.ending)
    }

    /// The kind of a token; a mark past the end.
    pub fn kind(&self, token: usize) -> TokenKind {
        self.tokens.get(token).map_or(TokenKind::Mark, |token| token.kind)
    }

    /// The bytes that a range of tokens takes up, white space between them included.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() || range.end > self.tokens.len() {
            return 0..0;
        }
        self.tokens[range.start].start as usize..self.tokens[range.end - 1].end as usize
    }

    /// The text of a range of tokens.
    pub fn str(&self, range: Range<usize>) -> &'a str {
        &self.text[self.bytes(range)]
    }

    /// The text of a range of tokens with line breaks and runs of blanks made one blank.
    pub fn plain(&self, range: Range<usize>) -> String {
        let text = self.str(range);
        let mut plain = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !plain.is_empty() {
                plain.push(' ');
            }
            plain.push_str(word);
        }
        plain
    }

    /// Quotes a range of tokens.
    pub fn evidence(&self, range: Range<usize>) -> Evidence {
        let bytes = self.bytes(range);
        Evidence {
            start: bytes.start,
            end: bytes.end,
            text: self.text[bytes.clone()].to_owned(),
            supports: Vec::new(),
        }
    }

    /// Quotes the whole sentence.
    pub fn sentence_evidence(&self, sentence: usize) -> Evidence {
        self.evidence(self.sentences[sentence].tokens.clone())
    }
}
