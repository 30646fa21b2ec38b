//! An automaton for keys within one edit of a key: a letter put in, left out or changed.

use fst::Automaton;

/// Longer keys than this have no near ones.
const MOST_LETTERS: usize = 60;

pub(crate) struct OneEdit<'a> {
    key: &'a [u8],
}

/// How far the key can have been read.
#[derive(Clone, Copy)]
pub(crate) struct Reached {
    /// Without an edit.
    exact: Option<usize>,
    /// With one edit: bit n says that n letters are read.
    edited: u64,
}

impl<'a> OneEdit<'a> {
    pub(crate) fn of(key: &'a str) -> Option<Self> {
        (key.len() <= MOST_LETTERS).then_some(Self { key: key.as_bytes() })
    }

    fn is(&self, at: usize, byte: u8) -> bool {
        self.key.get(at) == Some(&byte)
    }
}

impl Automaton for OneEdit<'_> {
    type State = Reached;

    fn start(&self) -> Reached {
        Reached { exact: Some(0), edited: 0 }
    }

    fn is_match(&self, state: &Reached) -> bool {
        let all = self.key.len();
        state.edited >> all & 1 == 1 || state.exact.is_some_and(|read| read + 1 >= all)
    }

    fn can_match(&self, state: &Reached) -> bool {
        state.exact.is_some() || state.edited != 0
    }

    fn accept(&self, state: &Reached, byte: u8) -> Reached {
        let mut next = Reached { exact: None, edited: 0 };
        for at in 0..self.key.len() {
            if state.edited >> at & 1 == 1 && self.is(at, byte) {
                next.edited |= 1 << (at + 1);
            }
        }
        if let Some(read) = state.exact {
            next.edited |= 1 << read;
            if read < self.key.len() {
                next.edited |= 1 << (read + 1);
            }
            if self.is(read + 1, byte) {
                next.edited |= 1 << (read + 2);
            }
            next.exact = self.is(read, byte).then_some(read + 1);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_near(key: &str, other: &str) -> bool {
        let automaton = OneEdit::of(key).unwrap();
        let end = other.bytes().fold(automaton.start(), |state, b| automaton.accept(&state, b));
        automaton.is_match(&end)
    }

    /// The distance by the usual table, as a second opinion.
    fn distance(a: &str, b: &str) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.bytes().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, y) in b.bytes().enumerate() {
                let here = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
                diagonal = std::mem::replace(&mut row[j + 1], here);
            }
        }
        row[b.len()]
    }

    #[test]
    fn letters_put_in_left_out_and_changed() {
        for other in ["abcd", "abc", "bcd", "acd", "abxcd", "abcdx", "xabcd", "axcd"] {
            assert!(is_near("abcd", other), "{other}");
        }
        for other in ["ab", "abdc", "abcdxx", "xbcx", ""] {
            assert!(!is_near("abcd", other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn near_is_a_distance_of_at_most_one(a in "[abc]{0,7}", b in "[abc]{0,7}") {
            prop_assert_eq!(is_near(&a, &b), distance(&a, &b) <= 1);
        }
    }
}
