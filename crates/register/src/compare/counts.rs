//! Do two counts of people agree?

use cairn_model::CountRange;

use crate::weights::CountLevel;

/// Tolls from here on are rare enough to tell occasions apart.
const LARGE: u64 = 5;

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
        let closed = a.most().is_some() && b.most().is_some();
        return if closed && a.least().min(b.least()) >= LARGE {
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

    proptest! {
        #[test]
        fn the_order_does_not_matter(a in 0u64..40, am in proptest::option::of(0u64..9), b in 0u64..40, bm in proptest::option::of(0u64..9)) {
            let a = Some(CountRange::from((a, am.map(|more| a + more))));
            let b = Some(CountRange::from((b, bm.map(|more| b + more))));
            prop_assert_eq!(level(a, b), level(b, a));
        }
    }
}
