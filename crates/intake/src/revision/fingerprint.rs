//! A text as the set of its three-word shingles, and the few numbers that stand for the set.

/// Bands of this many minima each; texts that share 60 % of their shingles share a band with
/// probability 1 − (1 − .6³)²⁴ = 99.7 %, texts that share 5 % with .3 %.
const ROWS: usize = 3;
const BANDS: usize = 24;
/// Single minima kept for texts of one day; texts that share 30 % share one with 94 %.
const LOOSE: usize = 8;

/// The hashed three-word shingles of a text, sorted, each once.
pub(super) struct Fingerprint {
    shingles: Vec<u64>,
}

impl Fingerprint {
    pub(super) fn of(text: &str) -> Self {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(word_hash)
            .collect();
        // A text of one or two words is one shingle.
        let mut shingles: Vec<u64> = if words.len() < 3 {
            words.iter().copied().reduce(combine).into_iter().collect()
        } else {
            words.windows(3).filter_map(|three| three.iter().copied().reduce(combine)).collect()
        };
        shingles.sort_unstable();
        shingles.dedup();
        Self { shingles }
    }

    /// The share of shingles that two texts have in common: the Jaccard index, 0 for texts without
    /// words.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let shared = shared(&self.shingles, &other.shingles);
        let all = self.shingles.len() + other.shingles.len() - shared;
        if all == 0 {
            return 0.0;
        }
        shared as f64 / all as f64
    }

    /// Numbered hashes of minima, [`ROWS`] in each.
    pub(super) fn bands(&self) -> impl Iterator<Item = (usize, u64)> {
        let minima: Vec<u64> =
            (0..ROWS * BANDS).filter_map(|number| self.minimum(number as u64)).collect();
        let bands: Vec<u64> = minima
            .chunks_exact(ROWS)
            .filter_map(|rows| rows.iter().copied().reduce(combine))
            .collect();
        bands.into_iter().enumerate()
    }

    /// Numbered single minima.
    pub(super) fn loose(&self) -> Vec<(usize, u64)> {
        (0..LOOSE).filter_map(|number| Some((number, self.minimum(number as u64)?))).collect()
    }

    /// The smallest shingle in the order that `number` puts them in; two texts have the same one
    /// with the probability of their likeness.
    fn minimum(&self, number: u64) -> Option<u64> {
        let seed = mix(number.wrapping_add(0x9e37_79b9_7f4a_7c15));
        self.shingles.iter().map(|shingle| mix(shingle ^ seed)).min()
    }
}

/// How many numbers two sorted lists share.
fn shared(a: &[u64], b: &[u64]) -> usize {
    let mut b = b.iter().peekable();
    a.iter()
        .filter(|one| {
            while b.next_if(|other| other < one).is_some() {}
            b.next_if(|other| other == one).is_some()
        })
        .count()
}

/// One number from texts, in which their order counts.
pub(super) fn hash(parts: &[&str]) -> u64 {
    parts.iter().map(|part| word_hash(part)).fold(parts.len() as u64, combine)
}

/// FNV-1a of the word in lower case: the same on every machine and in every version of Rust.
fn word_hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut step = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    if word.is_ascii() {
        word.bytes().for_each(|byte| step(byte.to_ascii_lowercase()));
    } else {
        word.to_lowercase().bytes().for_each(step);
    }
    hash
}

/// One number from two, in which their order counts.
pub(super) const fn combine(a: u64, b: u64) -> u64 {
    mix(a ^ mix(b).rotate_left(17))
}

/// The finaliser of SplitMix64.
const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_counts_shared_runs_of_words() {
        let a = Fingerprint::of("one two three four five");
        let b = Fingerprint::of("One, two; THREE four six");
        // Three shingles each, two of them shared.
        assert_eq!(a.likeness(&b), 0.5);
        assert_eq!(a.likeness(&a), 1.0);
        assert_eq!(a.likeness(&Fingerprint::of("")), 0.0);
        assert_eq!(Fingerprint::of("mine").likeness(&Fingerprint::of("Mine")), 1.0);
    }

    #[test]
    fn hashes_do_not_change_from_version_to_version() {
        // Stores keep keys: changing a hash asks for a migration.
        insta::assert_debug_snapshot!(Fingerprint::of("a mine went off").loose()[..2], @r#"
        [
            (
                0,
                11416455301871439336,
            ),
            (
                1,
                5737333299124464570,
            ),
        ]
        "#);
    }
}
