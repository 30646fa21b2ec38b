//! Keys near a key: within one edit (a letter put in, left out or changed), or with a few letters
//! more at the end.

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

/// Calls `each` with the values of the keys that begin with `prefix` and are at most `more` bytes
/// longer, in the order of the keys.
pub(crate) fn beginning<D: AsRef<[u8]>>(
    keys: &Fst<D>,
    prefix: &[u8],
    more: usize,
    each: &mut impl FnMut(u64),
) {
    let (mut node, mut output) = (keys.root(), Output::zero());
    for &letter in prefix {
        let Some(at) = node.find_input(letter) else { return };
        let step = node.transition(at);
        (node, output) = (keys.node(step.addr), output.cat(step.out));
    }
    below(keys, node, output, more, each);
}

fn below<D: AsRef<[u8]>>(
    keys: &Fst<D>,
    node: Node<'_>,
    output: Output,
    more: usize,
    each: &mut impl FnMut(u64),
) {
    if node.is_final() {
        each(output.cat(node.final_output()).value());
    }
    if more > 0 {
        for step in node.transitions() {
            below(keys, keys.node(step.addr), output.cat(step.out), more - 1, each);
        }
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
        fn beginnings_are_as_said(
            others in proptest::collection::btree_set("[ab]{0,6}", 0..12),
            prefix in "[ab]{0,3}",
            more in 0_usize..4,
        ) {
            let numbered: Vec<_> = others.iter().zip(1..).collect();
            let keys = fst::Map::from_iter(numbered.iter().map(|(name, n)| (name, *n))).unwrap();
            let mut found = Vec::new();
            beginning(keys.as_fst(), prefix.as_bytes(), more, &mut |value| found.push(value));
            let expected: Vec<u64> = numbered
                .iter()
                .filter(|(name, _)| name.starts_with(&prefix) && name.len() <= prefix.len() + more)
                .map(|(_, n)| *n)
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn near_is_a_distance_of_at_most_one(a in "[abc]{0,7}", b in "[abc]{0,7}") {
            prop_assert_eq!(is_near(&a, &b), distance(&a, &b) <= 1);
        }
    }
}
