//! The readings of one quoted figure, and whether it holds in each.

use cairn_ground::ItemKind;
use cairn_ground::result::{Model, Reliability, Share, ToleranceRow};
use cairn_model::Measure;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::words::{counted, interval, number, percent};

/// A reading of a quoted figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Way {
    /// What the figure would have to mean.
    pub reading: Reading,
    /// Whether it and the computed figures could then both hold.
    pub holds: bool,
    /// What it would take: metres, a relative exposure, a share; nothing where nothing would do.
    pub takes: Option<f64>,
    /// In one sentence.
    pub note: String,
}

/// What a quoted figure could mean.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// The share of items within some distance of a mapped area.
    Tolerance,
    /// The share of items on mapped ground, position errors allowed for.
    Sensitivity,
    /// The share of all items in the ground, if mapped ground is entered more or less than other.
    RelativeExposure,
    /// The share of finds alone.
    Finds,
    /// The share of explosions alone.
    Explosions,
    /// The share of cleared areas that held a find.
    Precision,
    /// The share of items on the ground that the records claim to cover.
    ExtentCoverage,
    /// The share in some regions or sheets.
    Part,
}

/// The readings of a share, those that hold first.
pub(super) fn ways(measure: Measure, quoted: f64, figures: &Reliability) -> Vec<Way> {
    let off_the_map = measure == Measure::OffMapIncidentsPercent;
    // All readings are of the share on the map.
    let share = if off_the_map { 1.0 - quoted } else { quoted };
    if !(0.0..=1.0).contains(&share) {
        return Vec::new();
    }
    let mut ways = vec![by_tolerance(share, &figures.tolerance, figures.items)];
    ways.extend(figures.model.as_ref().map(|model| by_sensitivity(share, model)));
    if !off_the_map {
        ways.extend(explosions(figures).and_then(|model| by_exposure(share, model)));
        let precision = figures.precision.as_ref();
        ways.extend(precision.map(|of| by_share(share, of, Reading::Precision)));
        let extent = figures.extent_coverage.as_ref();
        ways.extend(extent.map(|of| by_share(share, of, Reading::ExtentCoverage)));
    }
    ways.extend(figures.by_kind.iter().filter_map(|kind| {
        let (reading, name) = match kind.kind {
            ItemKind::Find => (Reading::Finds, "finds"),
            ItemKind::Explosion => (Reading::Explosions, "explosions"),
        };
        let model = kind.model.as_ref().filter(|model| model.events >= ENOUGH)?;
        Some(by_kind(share, model, reading, name))
    }));
    ways.extend(figures.model.as_ref().and_then(|model| by_part(share, model)));
    ways.sort_by_key(|way| !way.holds);
    ways
}

/// The model of explosions alone.
fn explosions(figures: &Reliability) -> Option<&Model> {
    let of_kind = figures.by_kind.iter().find(|kind| kind.kind == ItemKind::Explosion);
    let model = of_kind.map_or(figures.model.as_ref(), |kind| kind.model.as_ref())?;
    (!model.by_exposure.is_empty()).then_some(model)
}

fn within(share: f64, [least, most]: [f64; 2]) -> bool {
    (least..=most).contains(&share)
}

fn by_tolerance(share: f64, rows: &[ToleranceRow], items: usize) -> Way {
    let found = metres_for(share, rows);
    let items = counted(items, "item", "items");
    let some = "the share of items within some distance";
    let note = match (found, rows.first(), rows.last()) {
        (Some(metres), Some(first), _) if metres <= first.metres => format!(
            "the share of items {}: {} of {items} (90 %: {})",
            within_metres(metres),
            percent(first.rate),
            interval(first.interval90)
        ),
        (Some(metres), ..) => {
            format!("the share of items within about {metres:.0} m of a mapped area, of {items}")
        }
        (None, Some(first), _) if share < first.rate => {
            format!("{some}: already {} lie {}", percent(first.rate), within_metres(first.metres))
        }
        (None, _, Some(last)) => {
            format!("{some}: {} lie {}", percent(last.rate), within_metres(last.metres))
        }
        (None, _, None) => String::new(),
    };
    Way { reading: Reading::Tolerance, holds: found.is_some(), takes: found, note }
}

fn within_metres(metres: f64) -> String {
    if metres > 0.0 {
        format!("within {metres} m of a mapped area")
    } else {
        "inside a mapped area as drawn".to_owned()
    }
}

/// The distance at which this share is hit, straight between the distances that were counted.
fn metres_for(share: f64, rows: &[ToleranceRow]) -> Option<f64> {
    let first = rows.first()?;
    if within(share, first.interval90) {
        return Some(first.metres);
    }
    rows.iter().zip(rows.iter().skip(1)).find_map(|(below, above)| {
        let rise = above.rate - below.rate;
        let holds = rise > 0.0 && share >= below.rate && share <= above.rate;
        holds.then(|| below.metres + (above.metres - below.metres) * (share - below.rate) / rise)
    })
}

fn by_sensitivity(share: f64, model: &Model) -> Way {
    let of = &model.sensitivity;
    let note = format!(
        "the share of events on mapped ground, position errors allowed for: {} of {} (90 %: {})",
        percent(of.median),
        number(model.events),
        interval(of.interval90)
    );
    let holds = within(share, of.interval90);
    Way { reading: Reading::Sensitivity, holds, takes: Some(of.median), note }
}

/// With a share s of explosions on mapped ground, a share S of all items lies there if mapped ground is
/// entered r = s(1 − S) / (S(1 − s)) times as often as other ground.
fn by_exposure(share: f64, model: &Model) -> Option<Way> {
    let of = model.sensitivity.median;
    let ratio = of * (1.0 - share) / (share * (1.0 - of));
    if !ratio.is_finite() {
        return None;
    }
    let looked_at = model.by_exposure.iter().map(|row| row.relative_exposure);
    let (least, most) =
        looked_at.fold((f64::INFINITY, 0.0_f64), |(least, most), r| (least.min(r), most.max(r)));
    let holds = (least..=most).contains(&ratio);
    let looked_at =
        if holds { String::new() } else { format!(" (looked at: {least} to {most} times)") };
    let note = format!(
        "the share of all items on mapped ground, if people enter it {ratio:.2} times as often as \
         other ground{looked_at}"
    );
    Some(Way { reading: Reading::RelativeExposure, holds, takes: Some(ratio), note })
}

fn by_share(share: f64, of: &Share, reading: Reading) -> Way {
    let holds = within(share, of.interval90);
    let what = if reading == Reading::Precision {
        "the share of completely cleared areas that held a find"
    } else {
        "the share of items on ground that the records claim to cover"
    };
    let note = format!(
        "{what}: {} of {}, {} (90 %: {})",
        number(of.count),
        number(of.of),
        percent(of.rate),
        interval(of.interval90)
    );
    Way { reading, holds, takes: Some(of.rate), note }
}

fn by_kind(share: f64, model: &Model, reading: Reading, name: &str) -> Way {
    let of = &model.sensitivity;
    let note = format!(
        "the share of {name} alone on mapped ground: {} of {} events (90 %: {})",
        percent(of.median),
        number(model.events),
        interval(of.interval90)
    );
    Way { reading, holds: within(share, of.interval90), takes: Some(of.median), note }
}

/// Events that a kind, region or sheet needs to be told apart.
pub(crate) const ENOUGH: usize = 5;
/// How many are named.
const NAMED: usize = 4;

/// The regions, or else the sheets, in whose interval the figure lies.
fn by_part(share: f64, model: &Model) -> Option<Way> {
    let regions: Vec<(Option<&str>, bool)> = (model.by_region.iter())
        .filter(|row| row.n >= ENOUGH)
        .map(|row| (row.region.as_deref(), within(share, row.interval90)))
        .collect();
    let sheets: Vec<(Option<&str>, bool)> = (model.by_sheet.iter())
        .filter(|row| row.n >= ENOUGH)
        .map(|row| (row.sheet.as_deref(), within(share, row.interval90)))
        .collect();
    let (parts, what) = if regions.len() > 1 { (regions, "regions") } else { (sheets, "sheets") };
    if parts.len() < 2 {
        return None;
    }
    let fitting: Vec<&str> =
        parts.iter().filter(|(_, fits)| *fits).filter_map(|(name, _)| *name).collect();
    let count = parts.iter().filter(|(_, fits)| *fits).count();
    let named = fitting.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = if fitting.len() > NAMED { " …" } else { "" };
    let named = if named.is_empty() { named } else { format!(" ({named}{more})") };
    let note = format!(
        "the share in some {what} only: it fits {count} of the {} with {ENOUGH} or more \
         events{named}",
        parts.len()
    );
    let takes = Some(count as f64 / parts.len() as f64);
    Some(Way { reading: Reading::Part, holds: count > 0, takes, note })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(metres: f64, rate: f64) -> ToleranceRow {
        ToleranceRow {
            metres,
            hits: 0,
            undetermined: 0,
            rate,
            interval90: [rate - 0.02, rate + 0.02],
            area_share: 0.1,
            pai: None,
            null: 0.05,
            null_interval90: [0.0, 0.1],
            excess: None,
            excess_interval90: None,
            sheet_spread: None,
        }
    }

    #[test]
    fn the_tolerance_that_gives_a_share_is_found() {
        let rows = [row(0.0, 0.17), row(100.0, 0.41), row(500.0, 0.62)];
        assert_eq!(metres_for(0.17, &rows), Some(0.0));
        assert!((metres_for(0.25, &rows).unwrap() - 100.0 / 3.0).abs() < 1e-9);
        assert_eq!(metres_for(0.05, &rows), None);
        let low = by_tolerance(0.05, &rows, 1442);
        assert!(!low.holds && low.note.contains("already 17 % lie inside"), "{}", low.note);
        let high = by_tolerance(0.9, &rows, 1442);
        assert!(!high.holds && high.note.contains("62 % lie within 500 m"), "{}", high.note);
    }
}
