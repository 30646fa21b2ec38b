//! Ordnance with which something was done, and how its counts hang together.

use std::ops::Range;

use cairn_model::{CountRange, FindAction};

use crate::finds::items::Item;

/// Ordnance with which something was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Haul {
    /// The ordnance.
    pub item: Item,
    /// The last thing done with it.
    pub action: FindAction,
    /// Its sentence.
    pub sentence: usize,
    /// Where and when it is said to have been made.
    pub made: Option<Range<usize>>,
    /// What it is to others in the text.
    pub part: Part,
    /// The sentences that tell of it.
    pub told: Vec<usize>,
    /// Row of a table: where it was.
    pub cells: Option<Range<usize>>,
}

/// How a count relates to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It stands for itself.
    Own,
    /// The sum of others, which are listed: no find of its own.
    Total,
    /// A part of a total.
    OfTotal,
    /// A part of a total that the text gives as a figure of its own.
    Listed,
}

/// A stated total with the parts that the text lists for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// As stated.
    pub stated: u64,
    /// What the parts add up to.
    pub actual: u64,
    /// Where the total stands.
    pub tokens: Range<usize>,
    /// Where the parts stand.
    pub parts: Vec<Range<usize>>,
    /// Sentences on both sides.
    pub sentences: Vec<usize>,
}

/// What a text says was found, with the sums that it states.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hauls {
    /// In the order of the text.
    pub hauls: Vec<Haul>,
    /// Totals with their parts.
    pub sums: Vec<Sum>,
    /// Bracketed totals, which are figures of their own: number tokens and sentence.
    pub totals: Vec<(CountRange, Range<usize>, usize)>,
}

/// Items joined by nothing but commas and conjunctions.
pub(super) struct List {
    pub(super) items: Vec<Item>,
}

impl List {
    pub(super) fn start(&self) -> usize {
        self.items.first().map_or(0, |item| item.tokens.start)
    }

    pub(super) fn end(&self) -> usize {
        self.items.last().map_or(0, |item| item.tokens.end)
    }
}
