//! Do two counts of people agree?

use cairn_model::{CountRange, ReportedIncident};

use crate::weights::CountLevel;

/// Tolls from here on are rare enough to tell occasions apart.
const LARGE: u64 = 5;
/// Sums from here on are rare enough that reports do not share them by chance alone.
const LEAST_SUM: u64 = 3;
/// Injured people who may have died between two reports.
const MOVED: u64 = 3;

pub(crate) fn level(a: Option<CountRange>, b: Option<CountRange>) -> CountLevel {
    let (Some(a), Some(b)) = (a, b) else {
        return CountLevel::Unknown;
    };
    if let (Some(x), Some(y)) = (a.exact(), b.exact())
        && x == y
    {
        return match x {
            0 => CountLevel::SameNone,
            1 => CountLevel::SameOne,
            2..=3 => CountLevel::SameFew,
            4..=6 => CountLevel::SameSome,
            _ => CountLevel::SameLarge,
        };
    }
    if a.overlaps(b) {
        return if a.least().min(b.least()) >= LARGE && reach(a, b) {
            CountLevel::OverlapLarge
        } else {
            CountLevel::Overlap
        };
    }
    // Whichever lies lower has a known upper end, or they would overlap.
    let (low, high) = if a.least() <= b.least() { (a, b) } else { (b, a) };
    let (low, high) = (low.most().unwrap_or(low.least()), high.least());
    if low == 0 {
        CountLevel::NoneAgainstSome
    } else if low >= LARGE && high - low <= high / 5 {
        CountLevel::NearLarge
    } else if high - low <= 2 {
        CountLevel::Near
    } else {
        CountLevel::Far
    }
}

/// Whether ranges that share a number say nearly the same: both closed, or the open one begins near.
fn reach(a: CountRange, b: CountRange) -> bool {
    let (low, high) = (a.least().min(b.least()), a.least().max(b.least()));
    (a.most().is_some() && b.most().is_some()) || high - low <= high / 4
}

/// How the killed and the injured of two reports agree.
///
/// People who die later move from one count to the other, and some reports call all who were harmed
/// injured: counts that differ while their sum is the same do not speak against one occasion.
pub(super) fn tolls(a: &ReportedIncident, b: &ReportedIncident) -> (CountLevel, CountLevel) {
    let (killed, injured) = (level(a.killed, b.killed), level(a.injured, b.injured));
    let same_sum = harmed(a).is_some_and(|sum| sum >= LEAST_SUM && harmed(b) == Some(sum))
        && (few_moved(a.killed, b.killed) || few_moved(a.injured, b.injured));
    let kept = |level: CountLevel| match level {
        CountLevel::Near
        | CountLevel::NearLarge
        | CountLevel::Far
        | CountLevel::NoneAgainstSome
            if same_sum =>
        {
            CountLevel::SameSum
        }
        level => level,
    };
    (kept(killed), kept(injured))
}

/// Whether few people, or all of one kind, make the difference.
fn few_moved(a: Option<CountRange>, b: Option<CountRange>) -> bool {
    let least = |count: Option<CountRange>| count.map_or(0, CountRange::least);
    let (a, b) = (least(a), least(b));
    a == 0 || b == 0 || a.abs_diff(b) <= MOVED
}

/// How many came to harm in all, when the counts that are given are exact.
pub(super) fn harmed(incident: &ReportedIncident) -> Option<u64> {
    match (incident.killed, incident.injured) {
        (None, None) => None,
        (killed, injured) => {
            let count = |range: Option<CountRange>| range.map_or(Some(0), CountRange::exact);
            count(killed)?.checked_add(count(injured)?)
        }
    }
}

pub(super) fn reason(
    what: &str,
    level: CountLevel,
    a: Option<CountRange>,
    b: Option<CountRange>,
    agree: &mut Vec<String>,
    differ: &mut Vec<String>,
) {
    let (Some(a), Some(b)) = (a, b) else { return };
    match level {
        CountLevel::SameLarge
        | CountLevel::SameSome
        | CountLevel::SameFew
        | CountLevel::SameOne => {
            agree.push(format!("both {a} {what}"));
        }
        CountLevel::Overlap | CountLevel::OverlapLarge => agree.push(format!("{a} and {b} {what}")),
        CountLevel::SameNone | CountLevel::Unknown => {}
        CountLevel::SameSum => agree.push(format!("{a} and {b} {what}, as many harmed in all")),
        CountLevel::NearLarge => agree.push(format!("{a} and {b} {what}, nearly alike")),
        CountLevel::Near | CountLevel::Far | CountLevel::NoneAgainstSome => {
            differ.push(format!("{a} against {b} {what}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_toll_that_rose_is_near() {
        let level = |a, b| level(Some(CountRange::exactly(a)), Some(CountRange::exactly(b)));
        assert_eq!(level(2, 3), CountLevel::Near);
        assert_eq!(level(16, 18), CountLevel::NearLarge);
        assert_eq!(level(2, 9), CountLevel::Far);
        assert_eq!(level(0, 2), CountLevel::NoneAgainstSome);
    }

    #[test]
    fn who_dies_later_moves_from_one_count_to_the_other() {
        let told = |killed: u64, injured: u64| {
            let mut incident = crate::compare::tests::told();
            incident.killed = Some(CountRange::exactly(killed));
            incident.injured = Some(CountRange::exactly(injured));
            incident
        };
        let both = |level| (level, level);
        assert_eq!(tolls(&told(2, 5), &told(3, 4)), both(CountLevel::SameSum));
        // All who were harmed are called injured.
        assert_eq!(tolls(&told(3, 9), &told(0, 12)), both(CountLevel::SameSum));
        // Chance, and a sum that nearly every incident has.
        assert_ne!(tolls(&told(1, 10), &told(9, 2)).0, CountLevel::SameSum);
        assert_ne!(tolls(&told(1, 0), &told(0, 1)).0, CountLevel::SameSum);
    }

    #[test]
    fn at_least_eleven_is_near_thirteen_and_not_near_forty() {
        let level = |least, exact| {
            level(Some(CountRange::from((least, None))), Some(CountRange::exactly(exact)))
        };
        assert_eq!(level(11, 13), CountLevel::OverlapLarge);
        assert_eq!(level(11, 40), CountLevel::Overlap);
        assert_eq!(level(2, 3), CountLevel::Overlap);
    }

    proptest! {
        #[test]
        fn the_order_does_not_matter(a in 0u64..40, am in proptest::option::of(0u64..9), b in 0u64..40, bm in proptest::option::of(0u64..9)) {
            let a = Some(CountRange::from((a, am.map(|more| a + more))));
            let b = Some(CountRange::from((b, bm.map(|more| b + more))));
            prop_assert_eq!(level(a, b), level(b, a));
        }
    }
}
