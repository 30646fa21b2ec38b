//! What goes in: mapped areas, items, and the choices made.
//!
//! Positions are WGS 84 degrees, longitude first. Nothing here knows a store or a file.

use geo::{Coord, MultiPolygon};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::GroundError;

/// An area that somebody's records show as mined or suspected.
#[derive(Clone, Debug, PartialEq)]
pub struct MappedArea {
    /// Its name, shown in messages.
    pub id: String,
    /// Its extent, WGS 84 degrees, longitude first.
    pub shape: MultiPolygon<f64>,
    /// The map sheet it was drawn on.
    pub sheet: Option<String>,
    /// The district or region.
    pub region: Option<String>,
    /// When the record was made.
    pub dated: Option<Date>,
    /// Whether its clearance is complete; only such areas say how often a record holds nothing.
    pub cleared: bool,
}

/// Something that was in the ground: an explosion or a find.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name, shown in messages.
    pub id: String,
    /// Longitude (x) and latitude (y), WGS 84 degrees.
    pub position: Coord<f64>,
    /// Standard deviation of the position along each axis, in metres; unknown if `None`.
    pub position_error_m: Option<f64>,
    /// When it exploded or was found.
    pub date: Option<Date>,
    /// The earliest day on which it can have been laid or made, if that is known.
    pub laid: Option<Date>,
    /// How it came to be known.
    pub kind: ItemKind,
    /// The map sheet it is on; that of the nearest area if `None`.
    pub sheet: Option<String>,
    /// The region it is in; that of its sheet's areas if `None`.
    pub region: Option<String>,
}

/// How an item came to be known.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Somebody or something set it off: secondary evidence, since people keep away from mapped ground.
    Explosion,
    /// Found by clearance or survey: primary evidence.
    Find,
}

/// The choices behind the figures; all of them are repeated in the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Distances in metres at which an item counts as hit, each once, rising.
    pub tolerances: Vec<f64>,
    /// The area that shares are of, WGS 84 degrees. The convex hull of areas and items if `None`.
    pub study_area: Option<MultiPolygon<f64>>,
    /// Items so many metres outside a given study area still count: borders are drawn coarsely.
    pub study_margin: f64,
    /// The ground that the records claim to cover. Extent coverage is not stated if `None`.
    pub extent: Option<MultiPolygon<f64>>,
    /// Items are displaced by at least and at most so many metres for the null.
    pub displacement: (f64, f64),
    /// How often all items are displaced.
    pub null_repetitions: usize,
    /// How often the events are drawn anew.
    pub bootstrap_repetitions: usize,
    /// Items linked by steps of at most so many metres are one event.
    pub event_distance: f64,
    /// Position error in metres where an item states none.
    pub assumed_error: f64,
    /// Angle in radians of the chords that stand for arcs where area shares are measured.
    pub arc_step: f64,
    /// The seed of everything random.
    pub seed: u64,
    /// What the likelihood supposes.
    pub model: ModelOptions,
}

/// What the likelihood supposes.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelOptions {
    /// Standard deviation in metres of the neighbourhoods in which background density is taken as even;
    /// twice the position error where that is more.
    pub neighbourhood: f64,
    /// Largest shift of a sheet that is looked for, metres.
    pub greatest_shift: f64,
    /// Usual standard deviation of the shifts of sheets along each axis, metres; from a quarter to 1.6
    /// times as much is weighed by the data.
    pub shift_spread: f64,
    /// Sheets with fewer events than this are taken as not shifted.
    pub shift_events: usize,
    /// Draws from the posterior.
    pub draws: usize,
    /// Relative exposures of mapped ground at which sensitivity is stated.
    pub exposures: Vec<f64>,
}

impl Default for ModelOptions {
    fn default() -> Self {
        Self {
            neighbourhood: 1_500.0,
            greatest_shift: 300.0,
            shift_spread: 100.0,
            shift_events: 5,
            draws: 1_000,
            exposures: vec![0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0],
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            tolerances: vec![0.0, 50.0, 100.0, 250.0, 500.0, 1_000.0, 2_000.0],
            study_area: None,
            study_margin: 1_000.0,
            extent: None,
            displacement: (2_000.0, 5_000.0),
            null_repetitions: 200,
            bootstrap_repetitions: 2_000,
            event_distance: 50.0,
            assumed_error: 100.0,
            arc_step: 0.25,
            seed: 1,
            model: ModelOptions::default(),
        }
    }
}

impl Options {
    /// Whether these choices can be worked with.
    ///
    /// # Errors
    /// [`GroundError::Option`] names the first that cannot.
    pub fn check(&self) -> Result<(), GroundError> {
        let rule = |holds: bool, option: &'static str, expected: &'static str| {
            if holds { Ok(()) } else { Err(GroundError::Option { option, expected }) }
        };
        let rising = |pair: &[f64]| pair.iter().zip(pair.iter().skip(1)).all(|(a, b)| a < b);
        let distance = |metres: &f64| (0.0..=100_000.0).contains(metres);
        let tolerances = &self.tolerances;
        rule(!tolerances.is_empty(), "tolerances", "at least one distance")?;
        rule(rising(tolerances), "tolerances", "rising distances, each once")?;
        rule(tolerances.iter().all(distance), "tolerances", "metres from 0 to 100000")?;
        let (least, most) = self.displacement;
        rule(
            0.0 < least && least < most && distance(&most),
            "displacement",
            "0 < least < most, metres",
        )?;
        rule((20..=100_000).contains(&self.null_repetitions), "null repetitions", "20 to 100000")?;
        let repetitions = self.bootstrap_repetitions;
        rule((100..=100_000).contains(&repetitions), "bootstrap repetitions", "100 to 100000")?;
        rule(distance(&self.study_margin), "study margin", "metres from 0 to 100000")?;
        rule(distance(&self.event_distance), "event distance", "metres from 0 to 100000")?;
        rule(distance(&self.assumed_error), "assumed position error", "metres from 0 to 100000")?;
        rule((0.005..=1.0).contains(&self.arc_step), "arc step", "radians from 0.005 to 1")?;
        self.model.check(rule)
    }
}

impl ModelOptions {
    fn check(
        &self,
        rule: impl Fn(bool, &'static str, &'static str) -> Result<(), GroundError>,
    ) -> Result<(), GroundError> {
        rule(
            (200.0..=50_000.0).contains(&self.neighbourhood),
            "neighbourhood",
            "metres from 200 to 50000",
        )?;
        rule((0.0..=2_000.0).contains(&self.greatest_shift), "greatest shift", "metres to 2000")?;
        rule(
            (1.0..=2_000.0).contains(&self.shift_spread),
            "shift spread",
            "metres from 1 to 2000",
        )?;
        rule((100..=100_000).contains(&self.draws), "draws", "100 to 100000")?;
        let share = |r: &f64| *r > 0.0 && *r <= 10.0;
        rule(self.exposures.iter().all(share), "exposures", "numbers above 0, at most 10")
    }
}
