//! Keys near a key: within one edit (a letter put in, left out or changed), or with a few letters
//! more at the end.

use fst::Automaton;
use fst::raw::{Fst, Node, Output};

/// Longer keys than this have no near ones.
const MOST_LETTERS: usize = 60;

/// The values of all keys within one edit of `key`, in ascending order.
///
/// It goes along the key and at each letter tries what an edit there leads to; what remains of the
/// key must then fit exactly, so nearly every try ends after a letter or two.
pub(crate) fn values<D: AsRef<[u8]>>(keys: &Fst<D>, key: &[u8]) -> Vec<u64> {
    let mut found = Vec::new();
    if key.len() > MOST_LETTERS {
        return found;
    }
    let (mut node, mut output) = (keys.root(), Output::zero());
    let mut rest = key;
    loop {
        let after = rest.get(1..);
        // Left out, or, at the end of the key, nothing to edit.
        found.extend(follow(keys, node, output, after.unwrap_or_default()));
        for step in node.transitions() {
            let (next, output) = (keys.node(step.addr), output.cat(step.out));
            found.extend(follow(keys, next, output, rest));
            found.extend(after.and_then(|after| follow(keys, next, output, after)));
        }
        let Some((&letter, after)) = rest.split_first() else { break };
        let Some(at) = node.find_input(letter) else { break };
        let step = node.transition(at);
        (node, output, rest) = (keys.node(step.addr), output.cat(step.out), after);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The value of the key that ends after `rest`.
fn follow<'k, D: AsRef<[u8]>>(
    keys: &'k Fst<D>,
    mut node: Node<'k>,
    mut output: Output,
    rest: &[u8],
) -> Option<u64> {
    for &letter in rest {
        let step = node.transition(node.find_input(letter)?);
        output = output.cat(step.out);
        node = keys.node(step.addr);
    }
    node.is_final().then(|| output.cat(node.final_output()).value())
}

/// Keys that begin with `prefix` and are at most `more` bytes longer.
pub(crate) struct BeginsWith<'a> {
    pub(crate) prefix: &'a [u8],
    pub(crate) more: usize,
}

impl Automaton for BeginsWith<'_> {
    /// Bytes read; `None` when they are not those of the prefix, or too many.
    type State = Option<usize>;

    fn start(&self) -> Self::State {
        Some(0)
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.is_some_and(|read| read >= self.prefix.len())
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let read = (*state)?;
        let fits = match self.prefix.get(read) {
            Some(expected) => *expected == byte,
            None => read < self.prefix.len() + self.more,
        };
        fits.then_some(read + 1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_near(key: &str, other: &str) -> bool {
        let mut others = [other, "", "abcabcabc"];
        others.sort_unstable();
        let mut numbered: Vec<_> = others.iter().zip(1..).collect();
        numbered.dedup_by_key(|(name, _)| **name);
        let keys = fst::Map::from_iter(numbered.iter().map(|(name, n)| (name, *n))).unwrap();
        let value = keys.get(other).unwrap();
        values(keys.as_fst(), key.as_bytes()).contains(&value)
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
        fn beginnings_are_as_said(prefix in "[ab]{0,3}", other in "[ab]{0,7}", more in 0_usize..4) {
            let automaton = BeginsWith { prefix: prefix.as_bytes(), more };
            let end = other.bytes().fold(automaton.start(), |state, b| automaton.accept(&state, b));
            let expected = other.starts_with(&prefix) && other.len() <= prefix.len() + more;
            prop_assert_eq!(automaton.is_match(&end), expected);
        }

        #[test]
        fn near_is_a_distance_of_at_most_one(a in "[abc]{0,7}", b in "[abc]{0,7}") {
            prop_assert_eq!(is_near(&a, &b), distance(&a, &b) <= 1);
        }
    }
}
