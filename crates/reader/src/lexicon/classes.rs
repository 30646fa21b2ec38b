//! The names of a lexicon's classes, to be asked for as often as one likes.

use super::Class;

/// Names and their classes, found by a sum that is worked out when the program is built where the name
/// is written in the code.
pub(super) struct Classes {
    names: Vec<Box<str>>,
    /// By the sum of the name: its number and one, 0 where there is none. The length is a power of two
    /// and more than the names, so that a search ends.
    slots: Vec<u16>,
}

/// Slots to begin with: a lexicon has some seventy classes.
const SLOTS: usize = 512;

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
        let mut at = sum(name);
        loop {
            let slot = self.slots[at & (self.slots.len() - 1)];
            let Some(number) = slot.checked_sub(1) else { return Class::NONE };
            if &*self.names[usize::from(number)] == name {
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
        self.names.push(name.into());
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
        let mut at = sum(&self.names[number]);
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
}
