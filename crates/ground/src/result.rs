//! The answer, as it is written to JSON.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::input::ItemKind;

/// How far the records can be trusted, with every denominator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reliability {
    /// Items that are counted.
    pub items: usize,
    /// Events that these items make.
    pub events: usize,
    /// Items that are not counted, by reason.
    pub excluded: Vec<Excluded>,
    /// Counted items that state no position error; the assumed one was taken.
    pub assumed_errors: usize,
    /// What became of the mapped areas.
    pub areas: Areas,
    /// What area shares are of.
    pub study_area: StudyArea,
    /// Hits at each distance, all items.
    pub tolerance: Vec<ToleranceRow>,
    /// Share of items on the ground that the records claim to cover; nothing if that is not stated.
    pub extent_coverage: Option<Share>,
    /// Share of completely cleared areas that held a find; nothing without cleared areas and finds.
    pub precision: Option<Share>,
    /// What the likelihood says, all items on the ground that the records claim to cover.
    pub model: Option<Model>,
    /// Explosions and finds apart, where there are both.
    pub by_kind: Vec<KindResult>,
    /// The seed of everything random.
    pub seed: u64,
}

/// The figures of one kind of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KindResult {
    /// Explosions or finds.
    pub kind: ItemKind,
    /// Items of this kind.
    pub items: usize,
    /// Events that they make.
    pub events: usize,
    /// Hits at each distance.
    pub tolerance: Vec<ToleranceRow>,
    /// What the likelihood says.
    pub model: Option<Model>,
}

/// Items not counted for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Excluded {
    /// The reason.
    pub why: Why,
    /// How many items.
    pub count: usize,
}

/// Why an item is not counted.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It has no position on the earth.
    NoPosition,
    /// It lies more than 30° of longitude from the mapped areas.
    FarFromAreas,
    /// It lies outside the study area by more than the margin.
    OutsideStudyArea,
    /// It was laid or made after the newest record of its sheet.
    LaidAfterRecord,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoPosition => "no position on the earth",
            Self::FarFromAreas => "more than 30° of longitude from the mapped areas",
            Self::OutsideStudyArea => "outside the study area",
            Self::LaidAfterRecord => "laid after the newest record of its sheet",
        })
    }
}

/// What became of the mapped areas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Areas {
    /// How many were given.
    pub given: usize,
    /// How many are used.
    pub used: usize,
    /// Of these, how many had rings that cross, and were rearranged by the even-odd rule.
    pub repaired: usize,
    /// How many have no usable shape.
    pub without_shape: usize,
    /// The ground they cover together, in square kilometres.
    pub union_km2: f64,
}

/// What area shares are of.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StudyArea {
    /// Where it comes from.
    pub source: StudySource,
    /// Its size in square kilometres.
    pub km2: f64,
    /// How much of it is mapped, in square kilometres.
    pub mapped_km2: f64,
    /// By what share lengths are at most too long on the plane that all this was measured on.
    pub greatest_scale_error: f64,
}

/// Where a study area comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StudySource {
    /// It was given.
    Given,
    /// It is the convex hull of areas and items.
    Hull,
}

/// Hits at one distance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ToleranceRow {
    /// Items within so many metres of an area count as hit.
    pub metres: f64,
    /// Items hit.
    pub hits: usize,
    /// Items whose position error exceeds their distance to where hits end: in or out is not known.
    pub undetermined: usize,
    /// Hits by items.
    pub rate: f64,
    /// 90 % interval of the rate, by drawing events anew.
    pub interval90: [f64; 2],
    /// Share of the study area that lies within the distance.
    pub area_share: f64,
    /// Predictive accuracy index: rate by area share; nothing when no area is within.
    pub pai: Option<f64>,
    /// Rate of the same items displaced at random, mean of all repetitions.
    pub null: f64,
    /// The middle 90 % of the repetitions.
    pub null_interval90: [f64; 2],
    /// (rate − null) / (1 − null); nothing when the null is 1.
    pub excess: Option<f64>,
    /// Its 90 % interval, by drawing events anew with the null held.
    pub excess_interval90: Option<[f64; 2]>,
    /// Correlation of hits within a sheet (beta-binomial ρ, maximum likelihood); nothing for one sheet.
    pub sheet_spread: Option<f64>,
}

/// A share with its denominator.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// The share.
    pub rate: f64,
    /// Wilson's 90 % interval.
    pub interval90: [f64; 2],
    /// Of the whole, how many could be either way, because position error exceeds distance.
    pub undetermined: usize,
}

/// What the likelihood says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Model {
    /// Items that it rests on.
    pub items: usize,
    /// Events that these make; each counts once.
    pub events: usize,
    /// Items left out because they lie outside the ground that the records claim to cover.
    pub outside_extent: usize,
    /// Chance that an item lies in a mapped area, events of all sheets together.
    pub sensitivity: Estimate,
    /// The same if mapped ground is entered less or more than other ground (explosions only).
    pub by_exposure: Vec<ExposureRow>,
    /// How many times denser items lie on mapped ground than beside it (median over sheets).
    pub density_ratio: Estimate,
    /// Correlation of events within a sheet (beta-binomial ρ).
    pub sheet_spread: Estimate,
    /// Region by region.
    pub by_region: Vec<RegionRow>,
    /// Sheet by sheet.
    pub by_sheet: Vec<SheetRow>,
}

/// A figure and how far it is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// The posterior median.
    pub median: f64,
    /// The middle 90 % of the posterior.
    pub interval90: [f64; 2],
}

/// Sensitivity if mapped ground is entered `relative_exposure` times as often as other ground.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExposureRow {
    /// Exposure of an item on mapped ground, by that of one off it.
    pub relative_exposure: f64,
    /// The sensitivity that follows.
    pub sensitivity: f64,
    /// Its 90 % interval.
    pub interval90: [f64; 2],
}

/// One region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RegionRow {
    /// Its name; nothing for items of no region.
    pub region: Option<String>,
    /// Events in it.
    pub n: usize,
    /// Posterior median.
    pub sensitivity: f64,
    /// 90 % interval.
    pub interval90: [f64; 2],
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SheetRow {
    /// Its name; nothing for items of no sheet.
    pub sheet: Option<String>,
    /// Events on it.
    pub n: usize,
    /// Posterior median, drawn towards its region where events are few.
    pub sensitivity: f64,
    /// 90 % interval.
    pub interval90: [f64; 2],
    /// How far east and north, in metres, the true areas lie of the drawn ones (posterior mean);
    /// nothing with too few events.
    pub shift_m: Option<[f64; 2]>,
    /// Standard deviation of the shift along each axis, metres.
    pub shift_error_m: Option<f64>,
}
