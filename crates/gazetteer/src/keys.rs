//! Whether some bytes are an automaton of keys that the `fst` crate can walk. It decodes nodes as it
//! meets them and panics, or goes round in a circle, where bytes were made up; so a file's bytes are
//! gone through once before, node by node from the last to the first.

/// What comes before the first node: format version and type.
const HEADER: usize = 16;
/// What comes after the root: number of keys, address of the root, checksum.
const FOOTER: usize = 8 + 8 + 4;
/// The only version of the format that [`fst`] 0.4 writes.
const VERSION: u64 = 3;
/// Nodes with more transitions than this carry a table of 256 bytes.
const MOST_WITHOUT_TABLE: usize = 32;
const TABLE: usize = 256;
/// The address that stands for the node without transitions, which is not written.
const END: usize = 0;

/// Checks an automaton whose values are at most `most`; `None` when it is none.
///
/// Each node ends right before the next begins, so all are known without following transitions; what
/// remains to be seen is that each transition leads back to the end of one.
pub(crate) fn check(bytes: &[u8], most: u64) -> Option<()> {
    let root_at = bytes.len().checked_sub(FOOTER)?;
    if u64_at(bytes, 0)? != VERSION {
        return None;
    }
    let root = usize::try_from(u64_at(bytes, root_at + 8)?).ok()?;
    let nodes = bytes.get(..root_at)?;
    if root == END {
        return (root_at == HEADER).then_some(());
    }
    if root.checked_add(1) != Some(root_at) {
        return None;
    }
    let mut awaited = Awaited::below(root_at);
    let mut last = root;
    loop {
        awaited.remove(last);
        let node = Node::ending_at(nodes, last)?;
        // From any other node without a way on, a search would come back with nothing.
        if node.transitions == 0 && !node.is_final && !(last == root && node.first == HEADER) {
            return None;
        }
        node.for_each_value(nodes, |value| (value <= most).then_some(()))?;
        node.for_each_target(nodes, |target| {
            (target == END || (HEADER..node.first).contains(&target))
                .then(|| awaited.insert(target))
        })?;
        if node.first == HEADER {
            return awaited.is_empty().then_some(());
        }
        last = node.first - 1;
    }
}

/// Addresses of nodes that transitions lead to and that were not met yet.
struct Awaited {
    bits: Vec<u64>,
    count: usize,
}

impl Awaited {
    fn below(end: usize) -> Self {
        Self { bits: vec![0; end / 64 + 1], count: 0 }
    }

    fn insert(&mut self, address: usize) {
        if address != END {
            self.set(address, true);
        }
    }

    fn remove(&mut self, address: usize) {
        self.set(address, false);
    }

    fn set(&mut self, address: usize, wanted: bool) {
        let Some(word) = self.bits.get_mut(address / 64) else { return };
        let bit = 1 << (address % 64);
        match (*word & bit != 0, wanted) {
            (false, true) => self.count += 1,
            (true, false) => self.count -= 1,
            _ => return,
        }
        *word ^= bit;
    }

    fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Where the parts of a node lie.
struct Node {
    /// Its first byte.
    first: usize,
    is_final: bool,
    transitions: usize,
    targets: Targets,
    /// Where its values begin, how many there are, and bytes of each.
    values: (usize, usize, usize),
}

enum Targets {
    /// The node right before.
    Before,
    /// Where they begin, and bytes of each: how far before `first` the target ends.
    Listed(usize, usize),
}

impl Node {
    fn ending_at(nodes: &[u8], last: usize) -> Option<Self> {
        let state = *nodes.get(last)?;
        let low = usize::from(state & 0b11_1111);
        // Where the low bits are zero, what they stand for has a byte of its own.
        let sizes_at = last.checked_sub(if low == 0 { 2 } else { 1 })?;
        match state >> 6 {
            0b11 => {
                let first = sizes_at + 1;
                let values = (first, 0, 0);
                Some(Self {
                    first,
                    is_final: false,
                    transitions: 1,
                    targets: Targets::Before,
                    values,
                })
            }
            0b10 => {
                let (target, value) = sizes(*nodes.get(sizes_at)?, 1)?;
                let targets = sizes_at.checked_sub(target)?;
                let first = targets.checked_sub(value)?;
                let values = (first, usize::from(value > 0), value);
                let targets = Targets::Listed(targets, target);
                Some(Self { first, is_final: false, transitions: 1, targets, values })
            }
            code => {
                let transitions = match low {
                    // As one transition is written otherwise, 1 stands for 256.
                    0 => match usize::from(*nodes.get(last.checked_sub(1)?)?) {
                        1 => 256,
                        count => count,
                    },
                    count => count,
                };
                let (target, value) = sizes(*nodes.get(sizes_at)?, transitions)?;
                let is_final = code == 0b01;
                let table = if transitions > MOST_WITHOUT_TABLE { TABLE } else { 0 };
                let targets = sizes_at.checked_sub(table + transitions + transitions * target)?;
                let count = if value > 0 { transitions + usize::from(is_final) } else { 0 };
                let first = targets.checked_sub(count * value)?;
                let values = (first, count, value);
                let targets = Targets::Listed(targets, target);
                Some(Self { first, is_final, transitions, targets, values })
            }
        }
        .filter(|node| node.first >= HEADER)
    }

    fn for_each_value(&self, nodes: &[u8], mut each: impl FnMut(u64) -> Option<()>) -> Option<()> {
        let (at, count, width) = self.values;
        (0..count).try_for_each(|n| each(number(nodes.get(at + n * width..)?.get(..width)?)))
    }

    fn for_each_target(
        &self,
        nodes: &[u8],
        mut each: impl FnMut(usize) -> Option<()>,
    ) -> Option<()> {
        let (at, width) = match self.targets {
            Targets::Before => return each(self.first - 1),
            Targets::Listed(at, width) => (at, width),
        };
        (0..self.transitions).try_for_each(|n| {
            let back = usize::try_from(number(nodes.get(at + n * width..)?.get(..width)?)).ok()?;
            each(if back == 0 { END } else { self.first.checked_sub(back)? })
        })
    }
}

/// Bytes of a target and of a value, from the byte that holds both.
fn sizes(byte: u8, transitions: usize) -> Option<(usize, usize)> {
    let (target, value) = (usize::from(byte >> 4), usize::from(byte & 0xf));
    let least = usize::from(transitions > 0);
    ((least..=8).contains(&target) && value <= 8).then_some((target, value))
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn map(keys: &[&[u8]]) -> Vec<u8> {
        let mut builder = fst::MapBuilder::memory();
        for (value, key) in (0..).zip(keys) {
            builder.insert(key, value).unwrap();
        }
        builder.into_inner().unwrap()
    }

    #[test]
    fn what_is_built_passes() {
        let wide: Vec<[u8; 2]> = (0..=255).map(|byte| [b'k', byte]).collect();
        let wide: Vec<&[u8]> = wide.iter().map(|key| &key[..]).collect();
        let all: [&[&[u8]]; 5] =
            [&[], &[b""], &[b"orta"], &[b"", b"orta", b"ortali", b"yuxari"], &wide];
        for keys in all {
            let bytes = map(keys);
            assert_eq!(check(&bytes, keys.len() as u64), Some(()), "{keys:?}");
            assert_eq!(check(&bytes[1..], u64::MAX), None);
        }
        assert_eq!(check(&map(&[b"a", b"b", b"c"]), 1), None, "a value beyond the list");
        let mut bytes = map(&[b"orta"]);
        let root_at = bytes.len() - FOOTER + 8;
        bytes[root_at..root_at + 8].fill(0xff);
        assert_eq!(check(&bytes, u64::MAX), None, "a root beyond all addresses");
    }

    proptest! {
        #[test]
        fn whatever_is_built_passes(
            keys in proptest::collection::btree_set(proptest::collection::vec(any::<u8>(), 0..6), 0..300),
        ) {
            let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
            prop_assert_eq!(check(&map(&keys), keys.len() as u64), Some(()));
        }

        #[test]
        fn what_passes_can_be_walked(
            keys in proptest::collection::btree_set("[a-d]{0,6}", 1..40),
            changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..3),
        ) {
            let keys: Vec<&[u8]> = keys.iter().map(String::as_bytes).collect();
            let mut bytes = map(&keys);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if check(&bytes, 1_000).is_some() && let Ok(map) = fst::Map::new(&bytes) {
                use fst::Streamer;
                let mut stream = map.stream();
                for _ in 0..10_000 {
                    let Some((key, value)) = stream.next() else { break };
                    prop_assert!(value <= 1_000 * (key.len() as u64 + 1));
                }
                for key in keys {
                    map.get(key);
                }
            }
        }
    }
}
