//! A bounded memory of what was looked up: what was not asked for in a while goes first.

use std::borrow::Borrow;
use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Values by key in two generations: once the young one is full it becomes the old one, whose
/// remains are let go. What is asked for among the old becomes young again.
#[derive(Debug)]
pub(crate) struct Held<K, V> {
    young: FxHashMap<K, V>,
    old: FxHashMap<K, V>,
    most: usize,
}

impl<K: Eq + Hash + Clone, V: Clone> Held<K, V> {
    /// Holds `most` values, or up to twice as many.
    pub(crate) fn new(most: usize) -> Self {
        Self { young: FxHashMap::default(), old: FxHashMap::default(), most }
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
        if self.young.len() >= self.most {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, value);
    }

    pub(crate) fn remove<Q: Eq + Hash + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        self.young.remove(key);
        self.old.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
