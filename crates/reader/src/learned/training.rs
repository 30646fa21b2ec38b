//! Learns the weights from texts whose incidents are known: logistic regression by gradient steps in a fixed
//! order, with nothing in it but sums, products and quotients, so that every machine learns the same.
//!
//! Rules were mended by most of these texts and find almost all victims in them, as they do not in others. So
//! victims are learned from each text several times, each time as though rules had missed some of them.

mod figures;
mod occasions;
mod sheet;
mod steps;

pub use figures::{FigureSheet, FiguresFared, figure_sheet, learn_figures};
pub use occasions::{Found, OccasionSheet, found, learn_occasions, lines, occasion_sheet};
pub use sheet::{Fared, Sheet, Truth, learn_victims, sheet};

/// A sequence of numbers that looks random and depends on the seed alone (SplitMix64).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The sequence of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`; 0 when `limit` is 0.
    #[expect(clippy::cast_possible_truncation, reason = "below a limit of this size")]
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % (limit.max(1) as u64)) as usize
    }

    /// Puts things in an order of its own.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}
