//! The terms of a lexicon as a tree of words, and the walk that finds them in a text.
//!
//! Each word of a text is looked up once, for its number; from there on only numbers are compared.

mod prefixes;

use compact_str::CompactString;
use prefixes::Prefixes;
use rustc_hash::FxHashMap;

use super::{Class, Term};
use crate::token::Token;

/// The number of a word that stands in no term, and of a node that is not there.
const NONE: u32 = u32::MAX;

/// All terms of a lexicon.
#[derive(Default)]
pub(super) struct Matcher {
    /// The words of all terms.
    words: FxHashMap<CompactString, Word>,
    nodes: Vec<Node>,
    /// The nodes once all terms are there; see [`Matcher::settle`].
    settled: Vec<Settled>,
    /// What all nodes end, one after the other.
    endings: Vec<(u32, Class)>,
    /// From a node (not the root) by a word, until all terms are there.
    edges: FxHashMap<(u32, u32), u32>,
    /// The words that go on from all nodes, and the nodes to which they lead, in the order of both.
    paths: Vec<(u32, u32)>,
    /// From the root by the beginning of a word.
    first_prefixes: Prefixes,
}

/// A word of some terms.
#[derive(Clone, Copy)]
struct Word {
    /// Its number.
    symbol: u32,
    /// The node to which it leads from the root.
    node: u32,
    /// That node, so that most words need no look elsewhere.
    settled: Settled,
}

/// What a path of words has led to.
#[derive(Default)]
struct Node {
    /// Entries with a term that ends here.
    entries: Vec<(u32, Class)>,
    /// A bit for each word that goes on from here; words share them.
    words: u64,
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
    /// Where the words that go on from here begin in `paths`, and a bit for each.
    paths: u32,
    path_count: u16,
    has_prefixes: bool,
    words: u64,
}

impl Settled {
    /// Where nothing ends and nothing goes on.
    const BARE: Self = Self {
        entry: NONE,
        class: Class::NONE,
        count: 0,
        first: 0,
        paths: 0,
        path_count: 0,
        has_prefixes: false,
        words: 0,
    };
}

/// The bit of a word in [`Node::words`].
const fn word_bit(symbol: u32) -> u64 {
    1 << (symbol.wrapping_mul(0x9e37_79b9) >> 26)
}

/// A text's tokens with the numbers of their words.
struct Text<'t> {
    tokens: &'t [Token],
    /// The tokens' words, where terms have them, and their numbers.
    words: Vec<(u32, Option<&'t Word>)>,
}

impl Text<'_> {
    fn symbol(&self, at: usize) -> u32 {
        self.words.get(at).map_or(NONE, |(symbol, _)| *symbol)
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
        let symbol = number(self.words.len());
        let fresh = Word { symbol, node: NONE, settled: Settled::BARE };
        let word = self.words.entry(word.into()).or_insert(fresh);
        let fresh = number(self.nodes.len());
        let edge = match self.nodes.get_mut(from as usize) {
            Some(node) => {
                node.words |= word_bit(word.symbol);
                self.edges.entry((from, word.symbol)).or_insert(NONE)
            }
            None => &mut word.node,
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
        let mut paths: Vec<_> = self.edges.drain().collect();
        paths.sort_unstable();
        let mut from = 0;
        for (at, node) in (0..).zip(&self.nodes) {
            let count = paths[from..].iter().take_while(|((node, _), _)| *node == at).count();
            let &(entry, class) = node.entries.first().unwrap_or(&(NONE, Class::NONE));
            self.settled.push(Settled {
                entry,
                class,
                first: number(self.endings.len()),
                count: u16::try_from(node.entries.len()).unwrap_or(u16::MAX),
                paths: number(from),
                path_count: u16::try_from(count).unwrap_or(u16::MAX),
                has_prefixes: !node.prefixes.is_empty(),
                words: node.words,
            });
            from += count;
            self.endings.extend(&node.entries);
        }
        self.paths = paths.into_iter().map(|((_, word), next)| (word, next)).collect();
        for word in self.words.values_mut() {
            if let Some(settled) = self.settled.get(word.node as usize) {
                word.settled = *settled;
            }
        }
    }

    /// Finds the longest term of each class at each token, in order of their first token, then class.
    pub(super) fn find(&self, tokens: &[Token]) -> Vec<Term> {
        let word = |token: &Token| {
            let word = self.words.get(&*token.folded);
            (word.map_or(NONE, |word| word.symbol), word)
        };
        let text = Text { tokens, words: tokens.iter().map(word).collect() };
        // Rarely more: to make room for a few would copy them all.
        let mut found = Vec::with_capacity(tokens.len() * 3 + 16);
        for (start, (token, (_, word))) in tokens.iter().zip(&text.words).enumerate() {
            let mut here = Here { start, first: found.len(), found: &mut found };
            if let Some(word) = word.filter(|word| word.node != NONE) {
                self.go_on(&text, start + 1, (word.node, &word.settled), &mut here);
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
        if let Some(settled) = self.settled.get(node as usize) {
            self.go_on(text, at, (node, settled), here);
        }
    }

    /// Keeps what ends at a node and goes on with what may follow.
    fn go_on(
        &self,
        text: &Text<'_>,
        at: usize,
        (node, settled): (u32, &Settled),
        here: &mut Here<'_>,
    ) {
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
            self.follow(text, at, settled, here);
            self.follow(text, at + 1, settled, here);
            return;
        }
        self.follow(text, at, settled, here);
        if settled.has_prefixes && token.is_word() {
            for (prefix, next) in &self.nodes[node as usize].prefixes {
                if token.folded.starts_with(&**prefix) {
                    self.walk(text, at + 1, *next, here);
                }
            }
        }
    }

    /// Goes on by the whole word at a token.
    fn follow(&self, text: &Text<'_>, at: usize, settled: &Settled, here: &mut Here<'_>) {
        let symbol = text.symbol(at);
        if symbol == NONE || settled.words & word_bit(symbol) == 0 {
            return;
        }
        let first = settled.paths as usize;
        let paths = &self.paths[first..first + usize::from(settled.path_count)];
        if let Ok(found) = paths.binary_search_by_key(&symbol, |(word, _)| *word) {
            self.walk(text, at + 1, paths[found].1, here);
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
