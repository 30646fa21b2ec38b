//! What released land yielded: devices a hectare, each kind of release by itself.
//!
//! "Cleared" land that yields next to nothing was not hazardous, or was not cleared as the word is meant
//! (IMAS 07.11): the figure tells what the word does not. There is no sum over kinds, because cancelled,
//! reduced and cleared land and battle area clearance are never added together.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::land::LandRelease;
use crate::vocabulary::ReleaseKind;

/// Square metres of a hectare.
pub const HECTARE: f64 = 10_000.0;

/// Devices a hectare below which cleared land yields next to nothing: one in ten hectares. Programmes
/// that clear what survey confirmed report several a hectare.
pub const NEXT_TO_NOTHING: f64 = 0.1;

/// Square metres below which an area is not judged by itself: on a small plot chance decides.
const JUDGED: f64 = HECTARE;

impl LandRelease {
    /// Square metres, as stated, else as drawn; `None` where neither says.
    pub fn area_m2(&self) -> Option<f64> {
        let stated = self.drawn.area_m2.filter(|area| *area > 0.0);
        stated.or_else(|| self.drawn.geometry.as_ref()?.area_m2()).filter(|area| *area > 0.0)
    }

    /// Devices found a hectare, at most; `None` where area or devices are not stated.
    pub fn yield_per_hectare(&self) -> Option<f64> {
        let found = self.found?;
        #[expect(clippy::cast_precision_loss, reason = "counts of devices")]
        let devices = found.most().unwrap_or_else(|| found.least()) as f64;
        Some(devices * HECTARE / self.area_m2()?)
    }

    /// Whether it was cleared, is large enough to be judged by itself, and yielded next to nothing.
    pub fn yields_next_to_nothing(&self) -> bool {
        is_searched(self.kind)
            && self.area_m2().is_some_and(|area| area >= JUDGED)
            && self.yield_per_hectare().is_some_and(|devices| devices < NEXT_TO_NOTHING)
    }
}

/// Whether land of this kind is released by searching all of it.
const fn is_searched(kind: ReleaseKind) -> bool {
    matches!(kind, ReleaseKind::Cleared | ReleaseKind::BattleArea)
}

/// Released land of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct KindTotals {
    /// How many areas.
    pub areas: u64,
    /// Hectares of those whose area is known.
    pub hectares: f64,
    /// Areas of unknown size.
    pub without_area: u64,
    /// Areas that say nothing of devices, or have no size to set them against.
    pub without_yield: u64,
    /// Hectares of the others.
    pub searched_hectares: f64,
    /// Devices found on them, at most.
    pub devices: u64,
    /// Areas that yielded next to nothing, each by itself.
    pub low: u64,
}

impl KindTotals {
    fn add(&mut self, release: &LandRelease) {
        self.areas += 1;
        let area = release.area_m2();
        match area {
            Some(area) => self.hectares += area / HECTARE,
            None => self.without_area += 1,
        }
        match area.zip(release.found) {
            Some((area, found)) => {
                self.searched_hectares += area / HECTARE;
                self.devices =
                    self.devices.saturating_add(found.most().unwrap_or_else(|| found.least()));
            }
            None => self.without_yield += 1,
        }
        self.low += u64::from(release.yields_next_to_nothing());
    }

    /// Devices a hectare, of the areas that say both; `None` of none.
    pub fn yield_per_hectare(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "counts of devices")]
        (self.searched_hectares > 0.0).then(|| self.devices as f64 / self.searched_hectares)
    }
}

/// Released land by kind. It cannot be added up over kinds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ReleaseTotals(BTreeMap<ReleaseKind, KindTotals>);

impl ReleaseTotals {
    /// Counts an area in, among those of its kind.
    pub fn add(&mut self, release: &LandRelease) {
        self.0.entry(release.kind).or_default().add(release);
    }

    /// The kinds that there are, in the order of the vocabulary, each with its totals.
    pub fn kinds(&self) -> impl Iterator<Item = (ReleaseKind, &KindTotals)> {
        self.0.iter().map(|(kind, totals)| (*kind, totals))
    }

    /// Whether land of this kind is called cleared and yields next to nothing all in all.
    pub fn yields_next_to_nothing(&self, kind: ReleaseKind) -> bool {
        let totals = self.0.get(&kind).filter(|_| is_searched(kind));
        totals.is_some_and(|totals| {
            totals.searched_hectares * HECTARE >= JUDGED
                && totals.yield_per_hectare().is_some_and(|devices| devices < NEXT_TO_NOTHING)
        })
    }
}

impl ReleaseTotals {
    /// A sentence a kind, for people, and that kinds are not added together where there are several.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences: Vec<String> =
            (self.kinds()).map(|(kind, totals)| self.sentence(kind, totals)).collect();
        if sentences.len() > 1 {
            sentences.push("land of different kinds is not added together".to_owned());
        }
        sentences
    }

    fn sentence(&self, kind: ReleaseKind, totals: &KindTotals) -> String {
        let areas = |count: u64| match count {
            1 => "1 area".to_owned(),
            _ => format!("{count} areas"),
        };
        let mut parts = vec![format!("{}, {:.1} ha", areas(totals.areas), totals.hectares)];
        if totals.without_area > 0 {
            parts.push(format!("{} of unknown size", totals.without_area));
        }
        // Cancelled land was not searched, so that it has no yield.
        let searched = kind != ReleaseKind::Cancelled;
        if let Some(devices) = totals.yield_per_hectare().filter(|_| searched) {
            let low = self.yields_next_to_nothing(kind);
            let next_to_nothing =
                if low { ", next to nothing for land called cleared" } else { "" };
            let plural = if totals.devices == 1 { "" } else { "s" };
            parts.push(format!(
                "{} device{plural} on the {:.1} ha that tell, {devices:.2} a hectare{next_to_nothing}",
                totals.devices, totals.searched_hectares
            ));
        }
        if totals.without_yield > 0 && searched {
            parts.push(format!("{} without a number of devices", areas(totals.without_yield)));
        }
        if totals.low > 0 {
            parts.push(format!("{} below {NEXT_TO_NOTHING} a hectare", areas(totals.low)));
        }
        format!("{}: {}", kind.label(), parts.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::range::CountRange;

    fn release(kind: ReleaseKind, hectares: f64, found: Option<u64>) -> LandRelease {
        let mut release = LandRelease { kind, ..LandRelease::default() };
        release.found = found.map(CountRange::exactly);
        release.drawn.area_m2 = Some(hectares * HECTARE);
        release
    }

    #[test]
    fn cleared_land_with_next_to_nothing_stands_out_and_other_land_does_not() {
        use ReleaseKind::{BattleArea, Cancelled, Cleared, Reduced};
        let low = |kind, hectares, found| release(kind, hectares, found).yields_next_to_nothing();
        assert!(low(Cleared, 100.0, Some(9)) && low(BattleArea, 20.0, Some(0)));
        assert!(!low(Cleared, 100.0, Some(10)), "one in ten hectares");
        assert!(!low(Cleared, 100.0, None), "nothing said is not nothing found");
        assert!(!low(Cleared, 0.9, Some(0)), "on a small plot chance decides");
        assert!(!low(Cancelled, 100.0, Some(0)) && !low(Reduced, 100.0, Some(0)));
        let mut unknown = release(Cleared, 1.0, Some(0));
        unknown.drawn.area_m2 = None;
        assert!(!unknown.yields_next_to_nothing());
    }

    #[test]
    fn kinds_are_counted_apart() {
        let mut totals = ReleaseTotals::default();
        for (kind, hectares, found) in [
            (ReleaseKind::Cleared, 10.0, Some(0)),
            (ReleaseKind::Cleared, 10.0, Some(1)),
            (ReleaseKind::Cleared, 5.0, None),
            (ReleaseKind::Cancelled, 400.0, Some(0)),
        ] {
            totals.add(&release(kind, hectares, found));
        }
        let kinds: Vec<_> = totals.kinds().collect();
        assert_eq!(kinds.len(), 2);
        let (kind, cleared) = kinds[1];
        assert_eq!((kind, cleared.areas, cleared.without_yield), (ReleaseKind::Cleared, 3, 1));
        assert_eq!((cleared.hectares, cleared.yield_per_hectare()), (25.0, Some(0.05)));
        assert_eq!(cleared.low, 1);
        assert!(totals.yields_next_to_nothing(ReleaseKind::Cleared));
        assert!(!totals.yields_next_to_nothing(ReleaseKind::Cancelled));
        assert!(!totals.yields_next_to_nothing(ReleaseKind::Reduced));
        insta::assert_snapshot!(totals.sentences().join("\n"), @r"
        cancelled: 1 area, 400.0 ha
        cleared: 3 areas, 25.0 ha; 1 device on the 20.0 ha that tell, 0.05 a hectare, next to nothing for land called cleared; 1 area without a number of devices; 1 area below 0.1 a hectare
        land of different kinds is not added together
        ");
    }

    proptest::proptest! {
        /// No figure of one kind moves with land of another.
        #[test]
        fn no_kind_counts_towards_another(
            areas in proptest::collection::vec((0_usize..5, 0.0_f64..500.0, 0_u64..50), 0..40)
        ) {
            let mut all = ReleaseTotals::default();
            for (kind, hectares, found) in &areas {
                all.add(&release(ReleaseKind::ALL[*kind], *hectares, Some(*found)));
            }
            for (kind, totals) in all.kinds() {
                let mut alone = ReleaseTotals::default();
                for (_, hectares, found) in
                    areas.iter().filter(|(at, ..)| ReleaseKind::ALL[*at] == kind)
                {
                    alone.add(&release(kind, *hectares, Some(*found)));
                }
                proptest::prop_assert_eq!(alone.kinds().collect::<Vec<_>>(), vec![(kind, totals)]);
            }
        }
    }
}
