//! Counts of the public edition that are small, as happens where a filter narrows it by something
//! else than place and time (`cairn_report::public` sees to those).

use cairn_report::public::suppress::{is_small, suppress};
use cairn_report::query::{Overview, Range, ValueCount};

/// Nothing of a selection that has some rows, but few.
pub fn few(rows: &mut Vec<u32>) {
    if is_small(rows.len() as u64) {
        rows.clear();
    }
}

/// A part of a list by values, without those that are few, and without those that would give them
/// away.
pub fn facet(values: &mut Vec<ValueCount>) {
    let counts: Vec<u64> = values.iter().map(|one| one.count).collect();
    let mut shown = suppress(&counts).cells.into_iter();
    values.retain(|_| shown.next().flatten().is_some());
}

/// The months: those with few incidents are told of without a month, and few people not at all.
pub fn overview(overview: &mut Overview) {
    let counts: Vec<u64> = overview.timeline.iter().map(|month| month.incidents).collect();
    let mut shown = suppress(&counts).cells.into_iter();
    let mut without = 0;
    overview.timeline.retain(|month| {
        let keep = shown.next().flatten().is_some();
        if !keep {
            without += month.incidents + month.finds;
        }
        keep
    });
    overview.without_month += without;
    let figures = &mut overview.figures;
    people(overview.timeline.iter_mut().map(|month| &mut month.killed), &mut figures.killed);
    people(overview.timeline.iter_mut().map(|month| &mut month.injured), &mut figures.injured);
    // Where numbers of people are withheld from every incident, none is not what they add up to.
    if figures.killed_unknown > 0 && figures.killed.least() == 0 {
        figures.killed = Range::UNTOLD;
    }
    if figures.injured_unknown > 0 && figures.injured.least() == 0 {
        figures.injured = Range::UNTOLD;
    }
}

fn people<'a>(months: impl Iterator<Item = &'a mut Range>, total: &mut Range) {
    let mut months: Vec<&mut Range> = months.collect();
    // What is not of any month that is shown is a cell, too.
    let shown: u64 = months.iter().map(|month| month.least()).sum();
    let rest = total.least().saturating_sub(shown);
    let counts: Vec<u64> =
        months.iter().map(|month| month.least()).chain(std::iter::once(rest)).collect();
    let table = suppress(&counts);
    for (month, cell) in months.iter_mut().zip(&table.cells) {
        if cell.is_none() {
            **month = Range::UNTOLD;
        }
    }
    if table.total.is_none() {
        *total = Range::UNTOLD;
    }
}

#[cfg(test)]
mod tests {
    use cairn_report::query::Month;

    use super::*;

    fn month(name: &str, incidents: u64, killed: u64) -> Month {
        Month {
            month: name.to_owned(),
            incidents,
            killed: Range::exactly(killed),
            ..Month::default()
        }
    }

    #[test]
    fn a_month_of_few_goes_with_the_smallest_other_to_those_without_one() {
        let mut whole = Overview {
            timeline: vec![
                month("2021-05", 9, 8),
                month("2021-06", 2, 6),
                month("2021-07", 0, 0),
                month("2021-08", 7, 5),
                month("2021-09", 20, 2),
            ],
            ..Overview::default()
        };
        whole.figures.incidents = 38;
        whole.figures.killed = Range::exactly(21);
        overview(&mut whole);
        let left: Vec<&str> = whole.timeline.iter().map(|month| month.month.as_str()).collect();
        assert_eq!(left, ["2021-05", "2021-07", "2021-09"]);
        assert_eq!((whole.without_month, whole.figures.incidents), (9, 38));
        assert_eq!(whole.timeline[2].killed, Range::UNTOLD, "two of a month");
        assert_eq!(whole.timeline[0].killed, Range::UNTOLD, "which would give the two away");
        assert_eq!(whole.figures.killed, Range::exactly(21));
    }

    #[test]
    fn nobody_is_said_to_be_unhurt_where_numbers_are_withheld() {
        let mut whole = Overview::default();
        whole.figures.incidents = 6;
        whole.figures.killed_unknown = 6;
        overview(&mut whole);
        assert_eq!(whole.figures.killed, Range::UNTOLD);
        assert_eq!(whole.figures.injured, Range::exactly(0));
    }

    #[test]
    fn values_of_few_are_not_listed() {
        let count = |value: &str, count| ValueCount { value: value.to_owned(), count };
        let mut values = vec![count("a", 40), count("b", 6), count("c", 3)];
        facet(&mut values);
        assert_eq!(values, [count("a", 40)]);
        let mut rows = vec![1, 2, 3, 4];
        few(&mut rows);
        assert!(rows.is_empty());
    }
}
