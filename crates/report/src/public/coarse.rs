//! Coarsening where and when, until nothing small stands alone.
//!
//! Incidents of one district and one month form a cell. Where a cell has fewer than [`LEAST`]
//! incidents, or some but fewer than [`LEAST`] people killed or injured, its incidents are told of
//! the year, then of the country, then of no time, then of no place. Nothing is hidden by that, so
//! that totals are right, and nothing can be worked out from them: whoever takes the rest from a
//! total is left with a cell that is no smaller.

use std::collections::{BTreeMap, BTreeSet};

use cairn_model::DateSpan;

use super::LEAST;

/// What is coarsened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The country.
    pub country: Option<String>,
    /// The district.
    pub district: Option<String>,
    /// When.
    pub date: DateSpan,
    /// People killed, at least.
    pub killed: u64,
    /// People injured, at least.
    pub injured: u64,
}

/// Where and when, as the public sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The country.
    pub country: Option<String>,
    /// The district.
    pub district: Option<String>,
    /// A month, a year, or unknown.
    pub date: DateSpan,
}

/// The coarsest level: neither where nor when.
const COARSEST: u8 = 4;

/// Names by their rank among all names, so that cells are compared without reading them; none is 0.
struct Ranks<'a>(Vec<&'a str>);

impl<'a> Ranks<'a> {
    fn of(names: impl Iterator<Item = Option<&'a String>>) -> Self {
        let names: BTreeSet<&str> = names.flatten().map(String::as_str).collect();
        Self(names.into_iter().collect())
    }

    fn rank(&self, name: Option<&String>) -> usize {
        name.and_then(|name| self.0.binary_search(&name.as_str()).ok()).map_or(0, |place| place + 1)
    }

    fn name(&self, rank: usize) -> Option<String> {
        rank.checked_sub(1).and_then(|place| self.0.get(place)).map(|&name| name.to_owned())
    }
}

/// A cell by the ranks of its names, in the order of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    country: usize,
    district: usize,
    date: DateSpan,
}

/// What an item may be told as.
struct Levels {
    country: usize,
    district: usize,
    month: DateSpan,
    year: DateSpan,
    held: Held,
}

impl Levels {
    fn key(&self, level: u8) -> Key {
        Key {
            country: if level <= 3 { self.country } else { 0 },
            district: if level <= 1 { self.district } else { 0 },
            date: match level {
                0 => self.month,
                1 | 2 => self.year,
                _ => DateSpan::UNKNOWN,
            },
        }
    }
}

/// The month that a date lies in, or else the year.
fn month(date: DateSpan) -> DateSpan {
    match (date.from, date.to) {
        (Some(from), Some(to)) if (from.year(), from.month()) == (to.year(), to.month()) => {
            DateSpan::month(from.year(), from.month()).unwrap_or_default()
        }
        _ => year(date),
    }
}

/// The year that a date lies in; unknown where it may lie in several.
fn year(date: DateSpan) -> DateSpan {
    match (date.from, date.to) {
        (Some(from), Some(to)) if from.year() == to.year() => {
            DateSpan::year(from.year()).unwrap_or_default()
        }
        _ => DateSpan::UNKNOWN,
    }
}

/// The cell of each item, in their order; `None` when all together are too few to be told of.
pub fn coarsen(items: &[Item]) -> Option<Vec<Cell>> {
    let countries = Ranks::of(items.iter().map(|item| item.country.as_ref()));
    let districts = Ranks::of(items.iter().map(|item| item.district.as_ref()));
    let levels = items.iter().map(|item| Levels {
        country: countries.rank(item.country.as_ref()),
        district: districts.rank(item.district.as_ref()),
        month: month(item.date),
        year: year(item.date),
        held: Held { items: 1, killed: item.killed, injured: item.injured },
    });
    let items: Vec<Levels> = levels.collect();
    let cell = |key: Key| Cell {
        country: countries.name(key.country),
        district: districts.name(key.district),
        date: key.date,
    };
    let keys = keys(&items)?;
    Some(keys.into_iter().map(cell).collect())
}

fn keys(items: &[Levels]) -> Option<Vec<Key>> {
    let mut levels = vec![0u8; items.len()];
    loop {
        let cells = cells(items, &levels);
        if !cells.values().any(|held| held.is_small()) {
            return Some(items.iter().zip(&levels).map(|(item, level)| item.key(*level)).collect());
        }
        let mut raised = false;
        for (item, level) in items.iter().zip(&mut levels) {
            let is_small = |key| cells.get(&key).is_some_and(|held| held.is_small());
            if *level < COARSEST && is_small(item.key(*level)) {
                *level += 1;
                raised = true;
            }
        }
        if raised {
            continue;
        }
        // Those of which nothing is told are too few: the smallest other cell joins them.
        let smallest = (cells.iter())
            .filter(|(key, _)| **key != Key::default())
            .min_by_key(|(key, held)| (held.items, **key))
            .map(|(key, _)| *key)?;
        for (item, level) in items.iter().zip(&mut levels) {
            if item.key(*level) == smallest {
                *level = COARSEST;
            }
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Held {
    items: u64,
    killed: u64,
    injured: u64,
}

impl Held {
    fn is_small(self) -> bool {
        let some_but_few = |people: u64| (1..LEAST).contains(&people);
        self.items < LEAST || some_but_few(self.killed) || some_but_few(self.injured)
    }
}

fn cells(items: &[Levels], levels: &[u8]) -> BTreeMap<Key, Held> {
    let mut cells: BTreeMap<Key, Held> = BTreeMap::new();
    for (item, level) in items.iter().zip(levels) {
        let held = cells.entry(item.key(*level)).or_default();
        held.items += item.held.items;
        held.killed = held.killed.saturating_add(item.held.killed);
        held.injured = held.injured.saturating_add(item.held.injured);
    }
    cells
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn item(district: &str, month: i8, killed: u64) -> Item {
        Item {
            country: Some("Azerbaijan".to_owned()),
            district: (!district.is_empty()).then(|| district.to_owned()),
            date: DateSpan::day(date(2021, month, 4)),
            killed,
            injured: 0,
        }
    }

    fn shown(items: &[Item]) -> Vec<String> {
        let said =
            |cell: &Cell| format!("{} {}", cell.district.as_deref().unwrap_or("-"), cell.date);
        coarsen(items).unwrap().iter().map(said).collect()
    }

    #[test]
    fn a_large_cell_keeps_its_month_and_a_small_one_does_not() {
        let mut items = vec![item("Kalbajar", 6, 1); 5];
        items.extend(vec![item("Kalbajar", 7, 1); 5]);
        items.extend(vec![item("Kalbajar", 8, 1); 3]);
        items.extend(vec![item("Kalbajar", 9, 1); 3]);
        let shown = shown(&items);
        let june = "Kalbajar ".to_owned() + &DateSpan::month(2021, 6).unwrap().to_string();
        assert_eq!(shown[0], june);
        assert_ne!(shown[5], june);
        let year = "Kalbajar ".to_owned() + &DateSpan::year(2021).unwrap().to_string();
        assert!(shown[10..].iter().all(|one| *one == year), "{shown:?}");
    }

    #[test]
    fn what_would_be_left_over_draws_another_cell_in() {
        let mut items = vec![item("Kalbajar", 6, 0); 6];
        items.extend(vec![item("Lachin", 6, 0); 9]);
        items.push(Item { country: None, ..item("", 6, 0) });
        let cells = coarsen(&items).unwrap();
        assert_eq!(cells[15], Cell::default());
        assert_eq!(cells[0], Cell::default(), "the smaller cell joined the one left over");
        assert_eq!(cells[6].district.as_deref(), Some("Lachin"));
    }

    #[test]
    fn few_dead_in_many_incidents_are_a_small_cell_too() {
        let mut items = vec![item("Kalbajar", 6, 0); 9];
        items.push(item("Kalbajar", 6, 2));
        items.extend(vec![item("Lachin", 7, 1); 8]);
        let cells = coarsen(&items).unwrap();
        assert!(cells[0].district.is_none(), "two dead of one district are not told of");
    }

    #[test]
    fn too_few_altogether_are_not_told_of() {
        assert_eq!(coarsen(&vec![item("Kalbajar", 6, 1); 4]), None);
        assert_eq!(coarsen(&[]), Some(Vec::new()));
    }

    fn items() -> impl Strategy<Value = Vec<Item>> {
        let one = (0usize..4, 1i8..5, 2020i16..2023, 0u64..3, 0u64..4, 0u8..3);
        let one = one.prop_map(|(place, month, year, killed, injured, dated)| {
            let names = ["Kalbajar", "Lachin", "Aghdam"];
            let day = date(year, month, 4);
            Item {
                country: (place < 3).then(|| "Azerbaijan".to_owned()),
                district: names.get(place).map(|&name| name.to_owned()),
                date: match dated {
                    0 => DateSpan::day(day),
                    1 => DateSpan::between(day, date(year, 12, 31)),
                    _ => DateSpan::UNKNOWN,
                },
                killed,
                injured,
            }
        });
        proptest::collection::vec(one, 0..120)
    }

    proptest! {
        /// Along any line, by place, by time or both, nothing small can be counted, and what is left
        /// of a total when others are taken from it is not small either.
        #[test]
        fn nothing_small_stands_alone(items in items()) {
            let Some(cells) = coarsen(&items) else {
                let whole = items.iter().fold((0, 0, 0), |(n, killed, injured), item| {
                    (n + 1, killed + item.killed, injured + item.injured)
                });
                let few = |people: u64| (1..LEAST).contains(&people);
                prop_assert!(whole.0 < LEAST || few(whole.1) || few(whole.2));
                return Ok(());
            };
            let keys: [fn(&Cell) -> Cell; 3] = [
                Clone::clone,
                |cell| Cell { district: cell.district.clone(), ..Cell::default() },
                |cell| Cell { date: cell.date, ..Cell::default() },
            ];
            for key in keys {
                let mut sums: BTreeMap<Cell, Held> = BTreeMap::new();
                for (item, cell) in items.iter().zip(&cells) {
                    let held = sums.entry(key(cell)).or_default();
                    held.items += 1;
                    held.killed += item.killed;
                    held.injured += item.injured;
                }
                for (cell, held) in sums {
                    prop_assert!(!held.is_small(), "{cell:?}: {held:?}");
                }
            }
        }
    }
}
