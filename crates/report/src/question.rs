//! What is asked: which areas, which items, and every choice that bears on the answer.

use cairn_ground::Options;
use cairn_model::Geometry;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::filter::Filter;
use crate::gather::shape::multi_polygon;

/// A question about the reliability of records. Whole: with the register it gives the answer.
///
/// What a saved question of an earlier version does not say is as usual.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Question {
    /// Which mapped areas.
    pub records: Filter,
    /// Which items.
    pub items: Filter,
    /// Which quoted figures are set beside the answer.
    pub quoted: Filter,
    /// Distances in metres at which an item counts as hit.
    pub tolerances_m: Vec<f64>,
    /// Items linked by steps of at most so many metres are one event.
    pub cluster_m: f64,
    /// Relative exposures of mapped ground at which sensitivity is stated.
    pub exposures: Vec<f64>,
    /// Items whose position is known less well than this many metres are left out.
    pub coarsest_m: f64,
    /// Whether items dated before the record nearest to them are left out.
    pub only_later: bool,
    /// The area that shares are of; the convex hull of areas and items if there is none.
    pub study_area: Option<Region>,
    /// The ground that the records claim to cover, where the records do not say.
    pub extent: Option<Region>,
    /// The seed of everything random.
    pub seed: u64,
}

/// A region that came from a file; part of the question, so that it can be asked without the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// What the file is called.
    pub name: String,
    /// The identity of its bytes, SHA-256.
    pub document: String,
    /// Its areas, WGS 84.
    pub shapes: Vec<Geometry>,
}

impl Default for Question {
    fn default() -> Self {
        let options = Options::default();
        Self {
            records: Filter::default(),
            items: Filter::default(),
            quoted: Filter::default(),
            tolerances_m: options.tolerances,
            cluster_m: options.event_distance,
            exposures: options.model.exposures,
            coarsest_m: 2_000.0,
            only_later: false,
            study_area: None,
            extent: None,
            seed: options.seed,
        }
    }
}

impl Question {
    /// The choices as the ground takes them; the extent is gathered apart.
    pub(crate) fn options(&self) -> Options {
        let mut options = Options {
            tolerances: self.tolerances_m.clone(),
            event_distance: self.cluster_m,
            study_area: self.study_area.as_ref().map(|region| multi_polygon(&region.shapes)),
            seed: self.seed,
            ..Options::default()
        };
        options.model.exposures.clone_from(&self.exposures);
        options
    }
}
