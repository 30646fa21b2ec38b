//! A bounded memory of what was looked up: what was not asked for in a while goes first.

use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// How much room a value takes up.
pub(crate) trait Room {
    /// One for a value of the usual size. Lists grow with the register, so they take up more the longer
    /// they are: see [`room_of_list`].
    fn room(&self) -> usize {
        1
    }
}

/// The room of a list: one, and one more for each sixteen of its entries.
pub(crate) const fn room_of_list(entries: usize) -> usize {
    1 + entries / 16
}

impl<T> Room for Arc<Vec<T>> {
    fn room(&self) -> usize {
        room_of_list(self.len())
    }
}

/// Values by key in two generations: once the young one is full it becomes the old one, whose
/// remains are let go. What is asked for among the old becomes young again.
#[derive(Debug)]
pub(crate) struct Held<K, V> {
    young: FxHashMap<K, V>,
    old: FxHashMap<K, V>,
    /// The room that the young take up.
    taken: usize,
    most: usize,
}

impl<K: Eq + Hash + Clone, V: Clone + Room> Held<K, V> {
    /// Holds values that take up the room of `most` usual ones, or up to twice as many.
    pub(crate) fn new(most: usize) -> Self {
        Self { young: FxHashMap::default(), old: FxHashMap::default(), taken: 0, most }
    }

    pub(crate) fn get<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        if let Some(value) = self.young.get(key) {
            return Some(value.clone());
        }
        let (key, value) = self.old.remove_entry(key)?;
        self.insert(key, value.clone());
        Some(value)
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        if self.taken >= self.most {
            self.old = std::mem::take(&mut self.young);
            self.taken = 0;
        }
        self.taken += value.room();
        if let Some(replaced) = self.young.insert(key, value) {
            self.taken -= replaced.room();
        }
    }

    pub(crate) fn remove<Q: Eq + Hash + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        if let Some(removed) = self.young.remove(key) {
            self.taken -= removed.room();
        }
        self.old.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Room for i32 {}

    #[test]
    fn long_lists_take_the_room_of_several() {
        let mut held = Held::new(20);
        for number in 0..100 {
            held.insert(number, Arc::new(vec![0_u8; 160]));
        }
        // Eleven each: two make a generation full.
        assert!(held.young.len() + held.old.len() <= 4);
        held.insert(99, Arc::new(Vec::new()));
        held.remove(&99);
        assert!(held.taken <= 22, "{}", held.taken);
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_goes() {
        let mut held = Held::new(2);
        for number in 0..10 {
            held.insert(number, number * 10);
            assert_eq!(held.get(&0), Some(0), "asked for each time");
        }
        assert_eq!(held.get(&9), Some(90));
        assert_eq!(held.get(&1), None);
        assert!(held.young.len() + held.old.len() <= 4);
        held.remove(&0);
        assert_eq!(held.get(&0), None);
    }

    #[test]
    fn a_value_put_again_replaces_the_old_one() {
        let mut held = Held::new(1);
        held.insert("a", 1);
        held.insert("b", 2);
        held.insert("a", 3);
        assert_eq!(held.get("a"), Some(3));
    }
}
