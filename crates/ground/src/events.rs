//! Which items are one event: those linked by short steps.
//!
//! Single linkage: two items within the distance are of one event, and so is whatever either is
//! linked to. An explosion reported thrice, or a row of mines found on one day, must not count as
//! independent evidence.

use geo::Coord;

use crate::index::tree::{Bounds, Tree};

/// The event of each point, numbered in the order in which events first appear.
pub fn events(points: &[Coord<f64>], metres: f64) -> Vec<usize> {
    let tree = Tree::new(&points.iter().map(|at| Bounds::around([*at])).collect::<Vec<_>>());
    let mut event: Vec<Option<usize>> = vec![None; points.len()];
    let mut count = 0;
    for start in 0..points.len() {
        let mut waiting = vec![start];
        let mut grown = false;
        while let Some(member) = waiting.pop() {
            let (Some(slot), Some(at)) = (event.get_mut(member), points.get(member)) else {
                continue;
            };
            if slot.is_some() {
                continue;
            }
            *slot = Some(count);
            grown = true;
            tree.touching(&Bounds::around([*at]).wider(metres), &mut |place| {
                let other = tree.order().get(place).map(|other| *other as usize);
                waiting.extend(other.filter(|other| {
                    points.get(*other).is_some_and(|there| {
                        let off = *there - *at;
                        off.x * off.x + off.y * off.y <= metres * metres
                    })
                }));
            });
        }
        count += usize::from(grown);
    }
    event.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points(list: &[(f64, f64)]) -> Vec<Coord<f64>> {
        list.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect()
    }

    #[test]
    fn a_chain_of_short_steps_is_one_event() {
        let list = points(&[(0.0, 0.0), (500.0, 0.0), (40.0, 0.0), (80.0, 0.0), (500.0, 50.0)]);
        assert_eq!(events(&list, 50.0), [0, 1, 0, 0, 1]);
        assert_eq!(events(&list, 0.0), [0, 1, 2, 3, 4]);
        assert_eq!(events(&[], 50.0), [0_usize; 0]);
    }

    proptest! {
        /// The same partition as by joining every close pair.
        #[test]
        fn as_by_all_pairs(list in prop::collection::vec((0.0..400.0_f64, 0.0..400.0_f64), 0..40)) {
            let list = points(&list);
            let ours = events(&list, 50.0);
            let mut slow: Vec<usize> = (0..list.len()).collect();
            for i in 0..list.len() {
                for j in 0..i {
                    let off = list[i] - list[j];
                    if off.x * off.x + off.y * off.y <= 2500.0 {
                        let (from, to) = (slow[i], slow[j]);
                        slow.iter_mut().filter(|label| **label == from).for_each(|label| *label = to);
                    }
                }
            }
            for i in 0..list.len() {
                for j in 0..i {
                    let (same, expected) = (ours[i] == ours[j], slow[i] == slow[j]);
                    prop_assert_eq!(same, expected);
                }
            }
        }
    }
}
