//! The lexicon's terms in one text, found by where they begin and by their class.

use std::ops::Range;

use crate::lexicon::{Class, Term};

/// Some classes, to be asked for together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Classes(Bits);

impl Classes {
    /// These classes.
    pub(crate) fn of(classes: &[Class]) -> Self {
        let mut bits = Bits::default();
        classes.iter().for_each(|class| set(&mut bits, *class));
        Self(bits)
    }
}

/// A bit for each class, in two words: a bit of a longer number takes several steps to look at.
type Bits = [u64; 2];

#[inline]
fn set(bits: &mut Bits, class: Class) {
    let number = class.number();
    bits[number / 64 % 2] |= 1 << (number % 64);
}

#[inline]
fn has(bits: &Bits, class: Class) -> bool {
    let number = class.number();
    bits[number / 64 % 2] >> (number % 64) & 1 != 0
}

/// All terms of a text.
pub(crate) struct TermIndex {
    /// By first token, then class.
    terms: Vec<Term>,
    /// For each token, and for one after the last, the first term that starts there or later.
    starts: Vec<u32>,
    /// For each token a bit for each class of which a term starts there. Classes that share a bit
    /// cost a look, no more.
    bits: Vec<Bits>,
    /// Terms by class and then by first token: that token, and the term's number. A search for a token
    /// looks at these alone.
    of_classes: Vec<(u32, u32)>,
    /// For each class, and for one after the last, where its terms begin in `of_classes`.
    classes: Vec<u32>,
    /// A bit for each class of which the text has a term.
    present: Bits,
}

impl TermIndex {
    /// Takes the terms in order of their first token and class.
    pub(crate) fn new(terms: Vec<Term>, tokens: usize, classes: usize) -> Self {
        let mut index = Self {
            starts: vec![0; tokens + 1],
            bits: vec![Bits::default(); tokens],
            of_classes: vec![(0, 0); terms.len()],
            classes: vec![0; classes + 1],
            present: Bits::default(),
            terms,
        };
        let mut token = 0;
        for (number, term) in (0..).zip(&index.terms) {
            set(&mut index.bits[term.start], term.class);
            // Counted first, then summed up: what comes before a class is where its terms begin.
            index.classes[term.class.number() + 1] += 1;
            while token <= term.start {
                index.starts[token] = number;
                token += 1;
            }
        }
        let end = u32::try_from(index.terms.len()).unwrap_or(u32::MAX);
        index.starts[token..].fill(end);
        for [low, high] in &index.bits {
            index.present[0] |= low;
            index.present[1] |= high;
        }
        sum_up(&mut index.classes);
        let mut next = index.classes.clone();
        for (number, term) in (0..).zip(&index.terms) {
            let at = &mut next[term.class.number()];
            index.of_classes[*at as usize] =
                (u32::try_from(term.start).unwrap_or(u32::MAX), number);
            *at += 1;
        }
        index
    }

    /// Terms of all classes that start at a token.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> &[Term] {
        match (self.starts.get(token), self.starts.get(token.saturating_add(1))) {
            (Some(&from), Some(&to)) => &self.terms[from as usize..to as usize],
            _ => &[],
        }
    }

    /// Whether a term of one of the classes may start at a token; never wrong when it says no.
    #[inline]
    pub(crate) fn any_at(&self, token: usize, classes: Classes) -> bool {
        self.bits
            .get(token)
            .is_some_and(|[low, high]| low & classes.0[0] | high & classes.0[1] != 0)
    }

    /// All terms of a class in order of their first token, those inside others included.
    pub(crate) fn of_class(&self, class: Class) -> impl Iterator<Item = &Term> {
        self.numbers_of(class).iter().map(|(_, number)| &self.terms[*number as usize])
    }

    #[inline]
    fn numbers_of(&self, class: Class) -> &[(u32, u32)] {
        let number = class.number();
        match (self.classes.get(number), self.classes.get(number.saturating_add(1))) {
            (Some(&from), Some(&to)) => &self.of_classes[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The term of a class that starts at a token. Mostly there is none, which takes a look at a bit; the
    /// rest is kept out of the many places that ask.
    #[inline]
    pub(crate) fn of_class_at(&self, token: usize, class: Class) -> Option<&Term> {
        if !has(self.bits.get(token)?, class) {
            return None;
        }
        self.search_at(token, class)
    }

    #[inline(never)]
    fn search_at(&self, token: usize, class: Class) -> Option<&Term> {
        self.at(token).iter().find(|term| term.class == class)
    }

    /// Terms of a class that start in a range of tokens, wherever they end, in order.
    #[inline]
    pub(crate) fn of_class_from(
        &self,
        range: Range<usize>,
        class: Class,
    ) -> impl Iterator<Item = &Term> {
        let numbers = match has(&self.present, class) {
            true => self.numbers_from(range, class),
            // Most classes that are asked for.
            false => &[],
        };
        numbers.iter().map(|(_, number)| &self.terms[*number as usize])
    }

    /// The terms of a class that start in a range of tokens, as they stand in `of_classes`. Not taken into
    /// the places that ask, of which there are many: their code would not fit the processor's cache.
    #[inline(never)]
    fn numbers_from(&self, range: Range<usize>, class: Class) -> &[(u32, u32)] {
        let all = self.numbers_of(class);
        let from = all.partition_point(|(start, _)| (*start as usize) < range.start);
        let rest = &all[from..];
        let to = rest.iter().take_while(|(start, _)| (*start as usize) < range.end).count();
        &rest[..to]
    }

    /// Terms of a class in a range of tokens, those inside an earlier, longer one left out.
    pub(crate) fn of_class_in(
        &self,
        range: Range<usize>,
        class: Class,
    ) -> impl Iterator<Item = &Term> {
        let (mut covered, end) = (range.start, range.end);
        self.of_class_from(range, class).filter(move |term| term.end <= end).filter(move |term| {
            let fresh = term.start >= covered;
            if fresh {
                covered = term.end;
            }
            fresh
        })
    }
}

fn sum_up(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += *count;
        *count = sum;
    }
}
