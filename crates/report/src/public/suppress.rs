//! Small cells of a table that is counted anew, with those that would give them back.
//!
//! The public edition has nothing small by place and time; a table by device, or one of a narrow
//! filter, may. A cell below [`LEAST`] is hidden, and further ones, the smallest first, until
//! somebody who takes what is shown from the total cannot tell whether a hidden cell is small.

use super::LEAST;

/// A table of counts with its total, `None` where a count is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The cells, in their order.
    pub cells: Vec<Option<u64>>,
    /// The sum of all cells, unless it would give a hidden one away.
    pub total: Option<u64>,
}

/// Hides what is small, and what would give it away.
pub fn suppress(counts: &[u64]) -> Suppressed {
    let total = counts.iter().fold(0u64, |sum, count| sum.saturating_add(*count));
    let mut by_size: Vec<usize> =
        (0..counts.len()).filter(|at| counts.get(*at).is_some_and(|count| *count > 0)).collect();
    by_size.sort_by_key(|at| (counts.get(*at).copied(), *at));
    let mut cells: Vec<Option<u64>> = counts.iter().copied().map(Some).collect();
    let (mut hidden, mut sum) = (0u64, 0u64);
    for at in by_size {
        let Some(count) = counts.get(at).copied() else { continue };
        if count >= LEAST && is_enough(hidden, sum) {
            break;
        }
        if let Some(cell) = cells.get_mut(at) {
            *cell = None;
        }
        hidden += 1;
        sum = sum.saturating_add(count);
    }
    Suppressed { cells, total: is_enough(hidden, sum).then_some(total) }
}

/// Whether each of so many hidden cells, none of them zero, may as well be large.
const fn is_enough(hidden: u64, sum: u64) -> bool {
    hidden == 0 || (hidden > 1 && sum + 1 >= hidden + LEAST)
}

/// Whether a count of its own, such as how many a filter leaves, is to be hidden.
pub fn is_small(count: u64) -> bool {
    (1..LEAST).contains(&count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_hidden_cell_would_be_the_rest_of_the_total() {
        let table = suppress(&[12, 3, 40, 0, 9]);
        assert_eq!(table.cells, [Some(12), None, Some(40), Some(0), None]);
        assert_eq!(table.total, Some(64));
    }

    #[test]
    fn cells_of_one_each_would_be_known_by_their_number() {
        let table = suppress(&[1, 1, 1, 1, 1, 30]);
        assert_eq!((table.cells, table.total), (vec![None; 6], Some(35)));
    }

    #[test]
    fn a_total_that_is_one_small_cell_is_hidden_with_it() {
        assert_eq!(suppress(&[0, 3]), Suppressed { cells: vec![Some(0), None], total: None });
        assert_eq!(suppress(&[]), Suppressed { cells: vec![], total: Some(0) });
        assert_eq!(suppress(&[7]).total, Some(7));
    }

    proptest! {
        #[test]
        fn no_small_cell_is_shown_or_follows(counts in proptest::collection::vec(0u64..30, 0..12)) {
            let table = suppress(&counts);
            let mut hidden = Vec::new();
            for (count, cell) in counts.iter().zip(&table.cells) {
                match cell {
                    Some(shown) => prop_assert!(shown == count && !is_small(*count)),
                    None => hidden.push(*count),
                }
            }
            if let (Some(total), false) = (table.total, hidden.is_empty()) {
                let shown: u64 = table.cells.iter().flatten().sum();
                let left = total - shown;
                // The most that any one hidden cell may be, as far as others can tell.
                let most = left - (hidden.len() as u64 - 1);
                prop_assert!(hidden.len() > 1 && most >= LEAST, "{counts:?} {table:?}");
            }
        }
    }
}
