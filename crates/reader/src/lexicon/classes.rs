//! The names of a lexicon's classes, to be asked for as often as one likes.

use super::Class;

/// Names and their classes, found by a sum that is worked out when the program is built where the name
/// is written in the code.
pub(super) struct Classes {
    names: Vec<(Ends, Box<str>)>,
    /// By the sum of the name: its number and one, 0 where there is none. The length is a power of two
    /// and more than the names, so that a search ends.
    slots: Vec<u16>,
}

/// Slots to begin with: a lexicon has some seventy classes.
const SLOTS: usize = 512;

/// The first and the last eight bytes of a name and its length, worked out where the name is written in
/// the code: of names that are not longer than both, equal ends are equal names.
type Ends = (u64, u64, usize);

const END: usize = 8;

#[inline(always)]
fn ends(name: &str) -> Ends {
    let bytes = name.as_bytes();
    match (bytes.first_chunk::<END>(), bytes.last_chunk::<END>()) {
        (Some(first), Some(last)) => {
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last), bytes.len())
        }
        _ => {
            let mut all = [0; END];
            for (to, from) in all.iter_mut().zip(bytes) {
                *to = *from;
            }
            (u64::from_le_bytes(all), 0, bytes.len())
        }
    }
}

#[inline(always)]
const fn sum(name: &str) -> usize {
    let bytes = name.as_bytes();
    let length = bytes.len();
    if length == 0 {
        return 0;
    }
    let (first, middle, last) = (bytes[0], bytes[length / 2], bytes[length - 1]);
    let third = bytes[length / 3];
    (length * 37 + first as usize * 5 + middle as usize * 83 + last as usize * 19)
        ^ (third as usize * 7)
}

impl Default for Classes {
    fn default() -> Self {
        Self { names: Vec::new(), slots: vec![0; SLOTS] }
    }
}

impl Classes {
    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.names.len()
    }

    /// The class of a name, [`Class::NONE`] where there is none.
    #[inline(always)]
    pub(super) fn get(&self, name: &str) -> Class {
        let (mut at, ends) = (sum(name), ends(name));
        loop {
            let slot = self.slots[at & (self.slots.len() - 1)];
            let Some(number) = slot.checked_sub(1) else { return Class::NONE };
            let (known, spelled) = &self.names[usize::from(number)];
            if *known == ends && (name.len() <= 2 * END || **spelled == *name) {
                return Class(number);
            }
            at += 1;
        }
    }

    /// The class of a name, which is added where it is new.
    pub(super) fn add(&mut self, name: &str) -> Class {
        let known = self.get(name);
        if known != Class::NONE {
            return known;
        }
        self.names.push((ends(name), name.into()));
        if self.names.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            for number in 0..self.names.len() {
                self.place(number);
            }
        } else {
            self.place(self.names.len() - 1);
        }
        self.get(name)
    }

    fn place(&mut self, number: usize) {
        // More names than that have no slot: they are empty classes.
        let Ok(mark) = u16::try_from(number + 1) else { return };
        let mut at = sum(&self.names[number].1);
        let last = self.slots.len() - 1;
        while self.slots[at & last] != 0 {
            at += 1;
        }
        self.slots[at & last] = mark;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_keeps_its_class() {
        let mut classes = Classes::default();
        let names: Vec<String> = (0..1500).map(|n| format!("class_{n}")).collect();
        let added: Vec<Class> = names.iter().map(|name| classes.add(name)).collect();
        assert_eq!(added, (0..1500).map(Class).collect::<Vec<_>>());
        assert!(names.iter().zip(&added).all(|(name, class)| classes.get(name) == *class));
        assert_eq!(classes.add("class_7"), Class(7));
        assert_eq!(classes.get("device"), Class::NONE);
        assert_eq!(classes.get(""), Class::NONE);
    }

    #[test]
    fn names_that_look_alike_are_told_apart() {
        let mut classes = Classes::default();
        let names =
            ["a", "aa", "a_", "beginningAending__", "beginningBending__", "beginnin_ending__"];
        let added: Vec<Class> = names.iter().map(|name| classes.add(name)).collect();
        assert_eq!(added, (0..6).map(Class).collect::<Vec<_>>());
        assert!(names.iter().zip(&added).all(|(name, class)| classes.get(name) == *class));
    }
}
