//! Counts and measured values as ranges: `[least, most]`, where `most` may be open.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many people or items: at least `least`, at most `most` (open when `None`).
///
/// Written `[least, most]` in JSON: "three" is `[3, 3]`, "at least three" `[3, null]`, "several"
/// `[2, null]`. An unknown count is no range at all, `Option::<CountRange>::None`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(from = "(u64, Option<u64>)", into = "(u64, Option<u64>)")]
pub struct CountRange {
    least: u64,
    most: Option<u64>,
}

impl CountRange {
    /// None of them.
    pub const ZERO: Self = Self::exactly(0);

    /// Just this many.
    pub const fn exactly(count: u64) -> Self {
        Self { least: count, most: Some(count) }
    }

    /// This many or more.
    pub const fn at_least(count: u64) -> Self {
        Self { least: count, most: None }
    }

    /// From `a` to `b`, in either order.
    pub const fn between(a: u64, b: u64) -> Self {
        if a <= b { Self { least: a, most: Some(b) } } else { Self { least: b, most: Some(a) } }
    }

    /// The smallest number that it may be.
    pub const fn least(self) -> u64 {
        self.least
    }

    /// The largest number that it may be, `None` when open.
    pub const fn most(self) -> Option<u64> {
        self.most
    }

    /// The number, when there is only one that it can be.
    pub fn exact(self) -> Option<u64> {
        (self.most == Some(self.least)).then_some(self.least)
    }

    /// Whether some number lies in both ranges.
    pub fn overlaps(self, other: Self) -> bool {
        self.least <= other.most.unwrap_or(u64::MAX) && other.least <= self.most.unwrap_or(u64::MAX)
    }

    /// The smallest range that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.zip(other.most).map(|(a, b)| a.max(b)),
        }
    }

    /// The range of the sum of two counts, capped at `u64::MAX`.
    pub fn plus(self, other: Self) -> Self {
        Self {
            least: self.least.saturating_add(other.least),
            most: self.most.zip(other.most).map(|(a, b)| a.saturating_add(b)),
        }
    }
}

impl From<(u64, Option<u64>)> for CountRange {
    fn from((least, most): (u64, Option<u64>)) -> Self {
        most.map_or(Self::at_least(least), |most| Self::between(least, most))
    }
}

impl From<CountRange> for (u64, Option<u64>) {
    fn from(range: CountRange) -> Self {
        (range.least, range.most)
    }
}

impl fmt::Display for CountRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.most {
            Some(most) if most == self.least => f.pad(&most.to_string()),
            Some(most) => f.pad(&format!("{}–{most}", self.least)),
            None => f.pad(&format!("{}+", self.least)),
        }
    }
}

/// A measured value (square metres, per cent, dollars, years): at least `least`, at most `most`.
///
/// Finite by construction. Whole numbers are written without a decimal point.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "(WholeOrNot, Option<WholeOrNot>)", into = "(WholeOrNot, Option<WholeOrNot>)")]
pub struct ValueRange {
    least: f64,
    most: Option<f64>,
}

/// A value that is not a finite number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a value must be a finite number")]
pub struct NotFinite;

impl ValueRange {
    /// From `least` to `most`, in either order; open above when `most` is `None`.
    ///
    /// # Errors
    /// When either is infinite or not a number.
    pub fn new(least: f64, most: Option<f64>) -> Result<Self, NotFinite> {
        if !least.is_finite() || most.is_some_and(|most| !most.is_finite()) {
            return Err(NotFinite);
        }
        Ok(match most {
            Some(most) if most < least => Self { least: most, most: Some(least) },
            most => Self { least, most },
        })
    }

    /// The smallest number that it may be.
    pub const fn least(self) -> f64 {
        self.least
    }

    /// The largest number that it may be, `None` when open.
    pub const fn most(self) -> Option<f64> {
        self.most
    }

    /// Whether some number lies in both ranges.
    pub fn overlaps(self, other: Self) -> bool {
        self.least <= other.most.unwrap_or(f64::INFINITY)
            && other.least <= self.most.unwrap_or(f64::INFINITY)
    }

    /// The smallest range that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.zip(other.most).map(|(a, b)| a.max(b)),
        }
    }

    /// The same as a count, where its bounds are whole and not negative.
    pub fn count(self) -> Option<CountRange> {
        let least = whole(self.least)?;
        Some(match self.most {
            Some(most) => CountRange::between(least, whole(most)?),
            None => CountRange::at_least(least),
        })
    }

    /// The same range in another unit, as hectares in square metres.
    ///
    /// # Errors
    /// When the product is not finite.
    pub fn times(self, factor: f64) -> Result<Self, NotFinite> {
        // Rounded to a millionth so that 3.52 × 1,000,000 is 3,520,000 and not a hair beside it.
        let scale = |value: f64| (value * factor * 1e6).round() / 1e6;
        Self::new(scale(self.least), self.most.map(scale))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "just looked at")]
fn whole(value: f64) -> Option<u64> {
    (value >= 0.0 && value.fract() == 0.0 && value < 9e15).then_some(value as u64)
}

impl From<CountRange> for ValueRange {
    #[expect(clippy::cast_precision_loss, reason = "counts of people and mines are far below 2^53")]
    fn from(count: CountRange) -> Self {
        Self { least: count.least() as f64, most: count.most().map(|most| most as f64) }
    }
}

impl fmt::Display for ValueRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |value: f64| value.to_string();
        match self.most {
            #[expect(clippy::float_cmp, reason = "one figure, written twice")]
            Some(most) if most == self.least => f.pad(&number(most)),
            Some(most) => f.pad(&format!("{}–{}", number(self.least), number(most))),
            None => f.pad(&format!("{}+", number(self.least))),
        }
    }
}

/// A number as JSON writes it: whole where it is whole.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
enum WholeOrNot {
    Whole(i64),
    Not(f64),
}

impl From<f64> for WholeOrNot {
    fn from(value: f64) -> Self {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        #[expect(clippy::cast_possible_truncation, reason = "guarded by EXACT, 2^53")]
        if value.fract() == 0.0 && value.abs() <= EXACT {
            Self::Whole(value as i64)
        } else {
            Self::Not(value)
        }
    }
}

impl From<WholeOrNot> for f64 {
    #[expect(clippy::cast_precision_loss, reason = "figures in reports are far below 2^53")]
    fn from(value: WholeOrNot) -> Self {
        match value {
            WholeOrNot::Whole(value) => value as Self,
            WholeOrNot::Not(value) => value,
        }
    }
}

impl TryFrom<(WholeOrNot, Option<WholeOrNot>)> for ValueRange {
    type Error = NotFinite;

    fn try_from((least, most): (WholeOrNot, Option<WholeOrNot>)) -> Result<Self, NotFinite> {
        Self::new(least.into(), most.map(f64::from))
    }
}

impl From<ValueRange> for (WholeOrNot, Option<WholeOrNot>) {
    fn from(range: ValueRange) -> Self {
        (range.least.into(), range.most.map(WholeOrNot::from))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ranges_are_pairs_in_json() {
        let json = |range| serde_json::to_string(&range).unwrap();
        assert_eq!(json(CountRange::exactly(3)), "[3,3]");
        assert_eq!(json(CountRange::at_least(2)), "[2,null]");
        let area = ValueRange::new(53_081.8, None).unwrap();
        assert_eq!(serde_json::to_string(&area).unwrap(), "[53081.8,null]");
        assert_eq!(serde_json::to_string(&area.times(1e4).unwrap()).unwrap(), "[530818000,null]");
    }

    #[test]
    fn ranges_read_as_people_write_them() {
        assert_eq!(CountRange::exactly(4).to_string(), "4");
        assert_eq!(CountRange::between(4, 3).to_string(), "3–4");
        assert_eq!(CountRange::at_least(2).to_string(), "2+");
    }

    #[test]
    fn infinity_is_refused() {
        assert_eq!(ValueRange::new(f64::INFINITY, None), Err(NotFinite));
        assert_eq!(ValueRange::new(1e300, None).unwrap().times(1e300), Err(NotFinite));
    }

    prop_compose! {
        fn counts()(least in 0u64..50, more in proptest::option::of(0u64..50)) -> CountRange {
            CountRange::from((least, more.map(|more| least + more)))
        }
    }

    proptest! {
        #[test]
        fn a_hull_holds_both(a in counts(), b in counts()) {
            let hull = a.hull(b);
            prop_assert!(hull.overlaps(a) && hull.overlaps(b));
            prop_assert_eq!(hull, b.hull(a));
            prop_assert_eq!(hull.hull(a), hull);
        }

        #[test]
        fn json_gives_the_range_back(a in counts()) {
            let json = serde_json::to_string(&a).unwrap();
            prop_assert_eq!(serde_json::from_str::<CountRange>(&json).unwrap(), a);
        }
    }
}
