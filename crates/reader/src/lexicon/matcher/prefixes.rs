//! The beginnings of words that a term may begin with (`bomb*`).

use super::{NONE, number};

/// The beginnings of words that the first word of a term may have: a tree of bytes.
#[derive(Default)]
pub(super) struct Prefixes {
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
    pub(super) fn entry(&mut self, prefix: &str, fresh: u32) -> &mut u32 {
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
    pub(super) fn of(&self, word: &str, mut each: impl FnMut(u32)) {
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
