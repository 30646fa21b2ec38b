//! The terms of a lexicon as a tree of words, and the walk that finds them in a text.
//!
//! Each word of a text is looked up once, for its number; from there on only numbers are compared.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::{Class, Term};
use crate::token::Token;

/// The number of a word that stands in no term, and of a node that is not there.
const NONE: u32 = u32::MAX;

/// All terms of a lexicon.
#[derive(Default)]
pub(super) struct Matcher {
    /// The words of all terms, numbered, and the nodes to which they lead from the root.
    symbols: FxHashMap<CompactString, (u32, u32)>,
    nodes: Vec<Node>,
    /// The nodes once all terms are there; see [`Matcher::settle`].
    settled: Vec<Settled>,
    /// What all nodes end, one after the other.
    endings: Vec<(u32, Class)>,
    /// From a node (not the root) by a word.
    edges: FxHashMap<(u32, u32), u32>,
    /// From the root by the beginning of a word.
    first_prefixes: Prefixes,
}

/// What a path of words has led to.
#[derive(Default)]
struct Node {
    /// Entries with a term that ends here.
    entries: Vec<(u32, Class)>,
    /// A bit for each word that goes on from here; words share them.
    words: u32,
    /// By the beginning of a word.
    prefixes: Vec<(Box<str>, u32)>,
}

/// A node as the walk reads it: few bytes, because most walks end at once, somewhere else each time.
#[derive(Clone, Copy)]
struct Settled {
    /// The entry that ends here, where it is one: most are.
    entry: u32,
    class: Class,
    /// How many entries end here, and where they begin in `endings`.
    count: u16,
    first: u32,
    has_prefixes: bool,
    words: u32,
}

/// The bit of a word in [`Node::words`].
const fn word_bit(symbol: u32) -> u32 {
    1 << (symbol.wrapping_mul(0x9e37_79b9) >> 27)
}

/// A text's tokens with the numbers of their words.
struct Text<'t> {
    tokens: &'t [Token],
    /// The numbers of the tokens' words, and the nodes to which they lead from the root.
    symbols: Vec<(u32, u32)>,
}

impl Text<'_> {
    fn symbol(&self, at: usize) -> u32 {
        self.symbols.get(at).map_or(NONE, |(symbol, _)| *symbol)
    }
}

/// The terms found at one token, in order of their class.
struct Here<'f> {
    start: usize,
    /// Where they begin among all that were found.
    first: usize,
    found: &'f mut Vec<Term>,
}

impl Here<'_> {
    /// The longest term of a class wins; of two entries of one length, the first in the file.
    #[inline]
    fn keep(&mut self, end: usize, entry: u32, class: Class) {
        let term = Term { start: self.start, end, entry, class };
        if self.found[self.first..].last().is_none_or(|last| last.class < class) {
            self.found.push(term);
            return;
        }
        let later = self.found[self.first..].iter().rev().take_while(|known| known.class > class);
        let at = self.found.len() - later.count();
        match self.found[self.first..at].last_mut() {
            Some(known) if known.class == class => {
                if (end, known.entry) > (known.end, term.entry) {
                    *known = term;
                }
            }
            _ => self.found.insert(at, term),
        }
    }
}

impl Matcher {
    /// Adds a term of an entry. A word that ends in `*` stands for all that begin so.
    pub(super) fn insert(&mut self, words: &[String], entry: usize, class: Class) {
        let mut node = NONE;
        for word in words {
            node = match word.strip_suffix('*') {
                Some(prefix) if !prefix.is_empty() => self.prefix_edge(node, prefix),
                _ => self.word_edge(node, word),
            };
        }
        let ending = (number(entry), class);
        if let Some(node) = self.nodes.get_mut(node as usize)
            && !node.entries.contains(&ending)
        {
            node.entries.push(ending);
        }
    }

    fn word_edge(&mut self, from: u32, word: &str) -> u32 {
        let count = number(self.symbols.len());
        let (symbol, first) = self.symbols.entry(word.into()).or_insert((count, NONE));
        let fresh = number(self.nodes.len());
        let edge = match self.nodes.get_mut(from as usize) {
            Some(node) => {
                node.words |= word_bit(*symbol);
                self.edges.entry((from, *symbol)).or_insert(NONE)
            }
            None => first,
        };
        if *edge == NONE {
            *edge = fresh;
            self.nodes.push(Node::default());
        }
        *edge
    }

    fn prefix_edge(&mut self, from: u32, prefix: &str) -> u32 {
        let fresh = number(self.nodes.len());
        let next = match self.nodes.get_mut(from as usize) {
            Some(node) => match node.prefixes.iter().find(|(known, _)| **known == *prefix) {
                Some((_, next)) => *next,
                None => {
                    node.prefixes.push((prefix.into(), fresh));
                    fresh
                }
            },
            None => *self.first_prefixes.entry(prefix, fresh),
        };
        if next == fresh {
            self.nodes.push(Node::default());
        }
        next
    }

    /// To be called when all terms have been added.
    pub(super) fn settle(&mut self) {
        self.endings.clear();
        self.settled.clear();
        for node in &self.nodes {
            let &(entry, class) = node.entries.first().unwrap_or(&(NONE, Class::NONE));
            self.settled.push(Settled {
                entry,
                class,
                first: number(self.endings.len()),
                count: u16::try_from(node.entries.len()).unwrap_or(u16::MAX),
                has_prefixes: !node.prefixes.is_empty(),
                words: node.words,
            });
            self.endings.extend(&node.entries);
        }
    }

    /// Finds the longest term of each class at each token, in order of their first token, then class.
    pub(super) fn find(&self, tokens: &[Token]) -> Vec<Term> {
        let symbol =
            |token: &Token| self.symbols.get(&*token.folded).copied().unwrap_or((NONE, NONE));
        let text = Text { tokens, symbols: tokens.iter().map(symbol).collect() };
        // Rarely more: to make room for a few would copy them all.
        let mut found = Vec::with_capacity(tokens.len() * 3 + 16);
        for (start, (token, &(_, node))) in tokens.iter().zip(&text.symbols).enumerate() {
            let mut here = Here { start, first: found.len(), found: &mut found };
            if node != NONE {
                self.walk(&text, start + 1, node, &mut here);
            }
            if token.is_word() {
                self.first_prefixes.of(&token.folded, |node| {
                    self.walk(&text, start + 1, node, &mut here);
                });
            }
        }
        found
    }

    fn walk(&self, text: &Text<'_>, at: usize, node: u32, here: &mut Here<'_>) {
        let Some(settled) = self.settled.get(node as usize) else { return };
        match settled.count {
            0 => {}
            1 => {
                here.keep(at, settled.entry, settled.class);
            }
            count => {
                let first = settled.first as usize;
                for &(entry, class) in &self.endings[first..first + usize::from(count)] {
                    here.keep(at, entry, class);
                }
            }
        }
        if settled.words == 0 && !settled.has_prefixes {
            return;
        }
        let Some(token) = text.tokens.get(at) else { return };
        // A hyphen inside a term may be there or not.
        if token.is_mark("-") {
            self.follow(text, at, node, here);
            self.follow(text, at + 1, node, here);
            return;
        }
        self.follow(text, at, node, here);
        if settled.has_prefixes && token.is_word() {
            for (prefix, next) in &self.nodes[node as usize].prefixes {
                if token.folded.starts_with(&**prefix) {
                    self.walk(text, at + 1, *next, here);
                }
            }
        }
    }

    /// Goes on by the whole word at a token.
    fn follow(&self, text: &Text<'_>, at: usize, node: u32, here: &mut Here<'_>) {
        let symbol = text.symbol(at);
        if symbol != NONE
            && self.settled[node as usize].words & word_bit(symbol) != 0
            && let Some(&next) = self.edges.get(&(node, symbol))
        {
            self.walk(text, at + 1, next, here);
        }
    }
}

/// The beginnings of words that the first word of a term may have: a tree of bytes.
#[derive(Default)]
struct Prefixes {
    letters: Vec<Letter>,
    /// The letter that a prefix with this first byte begins with.
    first: Vec<u32>,
    /// A bit for each way in which prefixes begin; ways share them. Most words begin in none.
    heads: Vec<u64>,
}

/// Bytes that a word begins with, as far as [`Prefixes::heads`] looks.
const HEAD: usize = 3;

/// The bits in [`Prefixes::heads`].
const HEADS: usize = 1 << 13;

/// The word and the bit of a head in [`Prefixes::heads`].
#[inline]
fn head_bit(head: [u8; HEAD]) -> (usize, u64) {
    let sum = u32::from_le_bytes([head[0], head[1], head[2], 0]).wrapping_mul(0x9e37_79b9) >> 19;
    let sum = sum as usize % HEADS;
    (sum / 64, 1 << (sum % 64))
}

struct Letter {
    byte: u8,
    /// The next letter that may stand in its place.
    sibling: u32,
    /// A letter that may follow.
    child: u32,
    /// The node that a prefix which ends here leads to.
    node: u32,
}

impl Prefixes {
    /// The node of a prefix, made with `fresh` where there is none.
    fn entry(&mut self, prefix: &str, fresh: u32) -> &mut u32 {
        if self.first.is_empty() {
            self.first = vec![NONE; 256];
            self.heads = vec![0; HEADS / 64];
        }
        match prefix.as_bytes().first_chunk() {
            Some(head) => {
                let (word, bit) = head_bit(*head);
                self.heads[word] |= bit;
            }
            // So short that words may begin with it in any way.
            None => self.heads.fill(u64::MAX),
        }
        let mut at = NONE;
        for (depth, &byte) in prefix.as_bytes().iter().enumerate() {
            let head = match self.letters.get(at as usize) {
                Some(letter) if depth > 0 => letter.child,
                _ => self.first[usize::from(byte)],
            };
            at = match self.sibling(head, byte) {
                Some(known) => known,
                None => {
                    let added = number(self.letters.len());
                    self.letters.push(Letter { byte, sibling: head, child: NONE, node: NONE });
                    match self.letters.get_mut(at as usize) {
                        Some(letter) if depth > 0 => letter.child = added,
                        _ => self.first[usize::from(byte)] = added,
                    }
                    added
                }
            };
        }
        let node = &mut self.letters[at as usize].node;
        if *node == NONE {
            *node = fresh;
        }
        node
    }

    fn sibling(&self, mut head: u32, byte: u8) -> Option<u32> {
        while let Some(letter) = self.letters.get(head as usize) {
            if letter.byte == byte {
                return Some(head);
            }
            head = letter.sibling;
        }
        None
    }

    /// Calls `each` with the nodes of all prefixes of a word, shortest first.
    fn of(&self, word: &str, mut each: impl FnMut(u32)) {
        if let Some(head) = word.as_bytes().first_chunk() {
            let (word, bit) = head_bit(*head);
            if self.heads.get(word).is_none_or(|bits| bits & bit == 0) {
                return;
            }
        }
        let Some((first, rest)) = word.as_bytes().split_first() else { return };
        let mut at = self.first.get(usize::from(*first)).copied().unwrap_or(NONE);
        let mut rest = rest.iter();
        while let Some(letter) = self.letters.get(at as usize) {
            if letter.node != NONE {
                each(letter.node);
            }
            let Some(&next) = rest.next() else { return };
            let Some(child) = self.sibling(letter.child, next) else { return };
            at = child;
        }
    }
}

/// Lexicons have far fewer words than this could not count.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::token::tokenise;

    /// Every pair of term and place that fits, tried one by one.
    fn tried(terms: &[Vec<String>], tokens: &[Token]) -> Vec<(usize, usize, usize)> {
        fn ends(words: &[String], tokens: &[Token], at: usize, first: bool) -> Vec<usize> {
            let Some((word, rest)) = words.split_first() else { return vec![at] };
            let Some(token) = tokens.get(at) else { return Vec::new() };
            let fits = match word.strip_suffix('*') {
                Some(prefix) => token.is_word() && token.folded.starts_with(prefix),
                None => **word == *token.folded,
            };
            let mut found = Vec::new();
            if fits {
                found.extend(ends(rest, tokens, at + 1, false));
            }
            // After a hyphen only a whole word goes on.
            if !first
                && token.is_mark("-")
                && tokens.get(at + 1).is_some_and(|next| *next.folded == **word)
            {
                found.extend(ends(rest, tokens, at + 2, false));
            }
            found
        }
        let mut found = Vec::new();
        for start in 0..tokens.len() {
            for (number, words) in terms.iter().enumerate() {
                if let Some(&end) = ends(words, tokens, start, true).iter().max() {
                    found.push((start, number, end));
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn finds_what_trying_all_terms_finds(
            terms in prop::collection::vec(prop::collection::vec("[ab]{1,3}\\*?", 1..4), 1..12),
            text in "([abAB]{1,4}[ -]){0,20}",
        ) {
            let mut matcher = Matcher::default();
            // A class each, so that none hides another.
            for (number, words) in (0_u16..).zip(&terms) {
                matcher.insert(words, usize::from(number), Class(number));
            }
            matcher.settle();
            let tokens = tokenise(&text);
            let found: Vec<_> =
                matcher.find(&tokens).iter().map(|t| (t.start, t.entry as usize, t.end)).collect();
            prop_assert_eq!(found, tried(&terms, &tokens));
        }
    }
}
