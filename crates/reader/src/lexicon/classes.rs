//! The names of classes, to be asked for as often as one likes.
//!
//! The classes of Cairn's own lexicons are numbered when the program is built, so that a name written in
//! the code is a number there. Others, of a lexicon that a test makes up, are numbered behind them.

use super::Class;

/// The names of all files of all lexicons, in alphabetical order.
const NAMES: &[&str] = &include!(concat!(env!("OUT_DIR"), "/classes.rs"));

/// Where the names lie, found by their sums.
const TABLE: &Table = &Table::of_names();

/// The names that no file of Cairn's lexicons has.
#[derive(Default)]
pub(super) struct Classes {
    others: Vec<Box<str>>,
}

/// Slots of the table: enough for a factor that parts all names to be found soon.
const SLOTS: usize = 2048;

/// A slot with nothing in it.
const FREE: u16 = u16::MAX;

struct Table {
    /// What the sums of names are multiplied by, so that no two share a slot.
    factor: u64,
    /// The numbers of the names.
    slots: [u16; SLOTS],
}

/// What a name is known by: its first and last eight bytes and its length.
type Sum = (u64, u64, usize);

const END: usize = 8;

/// Of names that are not longer than two ends, equal sums are equal names.
#[inline(always)]
const fn sum(name: &str) -> Sum {
    let bytes = name.as_bytes();
    match (bytes.first_chunk::<END>(), bytes.last_chunk::<END>()) {
        (Some(first), Some(last)) => {
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last), bytes.len())
        }
        _ => {
            let mut all = [0; END];
            let mut at = 0;
            while at < bytes.len() {
                all[at] = bytes[at];
                at += 1;
            }
            (u64::from_le_bytes(all), 0, bytes.len())
        }
    }
}

#[inline(always)]
const fn slot((first, last, length): Sum, factor: u64) -> usize {
    let mixed = (first ^ last.rotate_left(29) ^ length as u64).wrapping_mul(factor);
    (mixed >> 32) as usize % SLOTS
}

impl Table {
    const fn of_names() -> Self {
        let mut factor = 0x9e37_79b9_7f4a_7c15;
        loop {
            if let Some(slots) = slots(factor) {
                return Self { factor, slots };
            }
            factor = factor.wrapping_mul(0x5851_f42d_4c95_7f2d);
        }
    }
}

/// The slots of all names by this factor; `None` where two share one.
const fn slots(factor: u64) -> Option<[u16; SLOTS]> {
    let mut slots = [FREE; SLOTS];
    let mut number = 0;
    while number < NAMES.len() {
        let at = slot(sum(NAMES[number]), factor);
        if slots[at] != FREE {
            return None;
        }
        slots[at] = number as u16;
        number += 1;
    }
    Some(slots)
}

impl Classes {
    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        NAMES.len() + self.others.len()
    }

    /// The class of a name, [`Class::NONE`] where there is none.
    #[inline(always)]
    pub(super) fn get(&self, name: &str) -> Class {
        let sum_of_name = sum(name);
        let number = TABLE.slots[slot(sum_of_name, TABLE.factor)];
        match NAMES.get(usize::from(number)) {
            Some(known)
                if sum(known) == sum_of_name && (name.len() <= 2 * END || **known == *name) =>
            {
                Class(number)
            }
            _ => self.other(name),
        }
    }

    #[inline(never)]
    fn other(&self, name: &str) -> Class {
        let at = self.others.iter().position(|known| **known == *name);
        at.and_then(|at| u16::try_from(NAMES.len() + at).ok()).map_or(Class::NONE, Class)
    }

    /// The class of a name, which is added where it is new.
    pub(super) fn add(&mut self, name: &str) -> Class {
        let known = self.get(name);
        if known != Class::NONE {
            return known;
        }
        self.others.push(name.into());
        self.other(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_file_has_its_number() {
        let classes = Classes::default();
        let found: Vec<Class> = NAMES.iter().map(|name| classes.get(name)).collect();
        assert_eq!(found, (0..).take(NAMES.len()).map(Class).collect::<Vec<_>>());
        assert!(NAMES.contains(&"device") && NAMES.is_sorted());
    }

    #[test]
    fn other_names_are_numbered_behind() {
        let mut classes = Classes::default();
        let before = classes.len();
        let names: Vec<String> = (0..300).map(|n| format!("class_{n}")).collect();
        let added: Vec<Class> = names.iter().map(|name| classes.add(name)).collect();
        let numbers = added.iter().map(|class| usize::from(class.0));
        assert!(numbers.eq(before..before + 300));
        assert!(names.iter().zip(&added).all(|(name, class)| classes.get(name) == *class));
        assert_eq!(classes.add("class_7"), added[7]);
        assert_eq!(classes.get("of no file"), Class::NONE);
        assert_eq!(classes.get(""), Class::NONE);
    }

    #[test]
    fn names_that_look_alike_are_told_apart() {
        let mut classes = Classes::default();
        let names =
            ["a", "aa", "a_", "beginningAending__", "beginningBending__", "beginnin_ending__"];
        let added: Vec<Class> = names.iter().map(|name| classes.add(name)).collect();
        assert!(names.iter().zip(&added).all(|(name, class)| classes.get(name) == *class));
        assert!(added.is_sorted_by(|one, next| one < next));
    }
}
