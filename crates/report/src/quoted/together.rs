//! A quoted reliability and a quoted share off the map: what must hold for both to be right.

use cairn_model::Measure;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::QuotedFigure;
use crate::words::percent;

/// Two quoted figures that hold together under one assumption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Together {
    /// The claims: of the reliability and of the share off the map.
    pub claims: [String; 2],
    /// How many times as often as other ground mapped ground must be entered.
    pub relative_exposure: f64,
    /// In a sentence or two.
    pub note: String,
}

/// For each place, its latest reliability and its latest share off the map.
pub(super) fn together(figures: &[QuotedFigure]) -> Vec<Together> {
    let latest = |measure: Measure, place: &Option<String>| {
        let of = figures.iter().filter(move |one| one.measure == measure);
        of.filter(|one| one.place.is_none() || place.is_none() || one.place == *place)
            .max_by_key(|one| one.as_of)
    };
    let mut places: Vec<&Option<String>> = (figures.iter())
        .filter(|one| one.measure == Measure::MapReliabilityPercent)
        .map(|one| &one.place)
        .collect();
    places.sort();
    places.dedup();
    let pair = |place: &&Option<String>| {
        let reliable = latest(Measure::MapReliabilityPercent, place)?;
        let off = latest(Measure::OffMapIncidentsPercent, place)?;
        both(reliable, off)
    };
    let mut all: Vec<Together> = places.iter().filter_map(pair).collect();
    all.dedup();
    all
}

/// With a share q of explosions off the map and a share S of all items on it, mapped ground must be
/// entered r = (1 − q)(1 − S) / (q·S) times as often as other ground.
fn both(reliable: &QuotedFigure, off: &QuotedFigure) -> Option<Together> {
    let share = |figure: &QuotedFigure| {
        let [least, most] = figure.percent;
        f64::midpoint(least, most) / 100.0
    };
    let (sensitivity, off_share) = (share(reliable), share(off));
    let inside = |share: f64| share > 0.0 && share < 1.0;
    if !inside(sensitivity) || !inside(off_share) {
        return None;
    }
    let ratio = (1.0 - off_share) * (1.0 - sensitivity) / (off_share * sensitivity);
    let known = (1.0 - off_share) / (1.0 - off_share + off_share * 0.4);
    let note = format!(
        "If {} is the share of all items that lie on the maps, and {} of explosions happen off them, \
         then people enter mapped ground {ratio:.2} times as often as other ground. If they enter it \
         as often, the maps show {}; if 0.4 times as often, {}. Or the two figures count different \
         things.",
        percent(sensitivity),
        percent(off_share),
        percent(1.0 - off_share),
        percent(known),
    );
    let claims = [reliable.claim.clone(), off.claim.clone()];
    Some(Together { claims, relative_exposure: ratio, note })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(measure: Measure, percent: f64, place: Option<&str>) -> QuotedFigure {
        QuotedFigure {
            measure,
            percent: [percent; 2],
            place: place.map(str::to_owned),
            as_of: None,
            said_by: Vec::new(),
            document: "report".to_owned(),
            claim: format!("{percent}"),
            ways: Vec::new(),
        }
    }

    #[test]
    fn a_quarter_reliable_and_more_than_half_off_the_map_need_much_traffic_on_mapped_ground() {
        let figures = [
            figure(Measure::MapReliabilityPercent, 25.0, Some("Azerbaijan")),
            figure(Measure::OffMapIncidentsPercent, 55.0, Some("Azerbaijan")),
            figure(Measure::OffMapIncidentsPercent, 10.0, Some("Elsewhere")),
        ];
        let pairs = together(&figures);
        let [pair] = pairs.as_slice() else { panic!("{pairs:?}") };
        assert!((pair.relative_exposure - 0.45 * 0.75 / (0.55 * 0.25)).abs() < 1e-12);
        assert!(pair.note.contains("2.45 times"), "{}", pair.note);
        assert!(pair.note.contains("the maps show 45 %; if 0.4 times as often, 67.2 %"));
        assert_eq!(together(&figures[1..]), []);
    }
}
