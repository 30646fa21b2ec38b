//! How much each agreement or disagreement between two reports tells, in bits.
//!
//! After Fellegi and Sunter: a weight is the binary logarithm of how much likelier the pattern is
//! among reports of one occasion than among reports that merely share a key. The defaults are priors
//! set by hand; [`crate::learn`] estimates others from a register's own pairs, and a decision puts
//! these in their place.

mod levels;

use serde::{Deserialize, Serialize};

pub use levels::{
    ActivityLevel, ActivityWeights, ChainLevel, ChainWeights, CountLevel, CountWeights, DateLevel,
    DateWeights, DeviceLevel, DeviceWeights, ModelLevel, ModelWeights, PlaceLevel, PlaceWeights,
    VictimLevel, VictimWeights,
};

/// All weights, and where the lines are drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Weights {
    /// Bits against two reports that share a key telling of one occasion, before anything is compared.
    pub prior: f64,
    /// From here on a pair is joined.
    pub join: f64,
    /// From here on a pair that is not joined is shown as a near miss.
    pub near: f64,
    /// A pair below this is never in one incident, however many others speak for it.
    pub veto: f64,
    /// Dates.
    pub date: DateWeights,
    /// Places.
    pub place: PlaceWeights,
    /// Devices.
    pub device: DeviceWeights,
    /// People killed.
    pub killed: CountWeights,
    /// People injured.
    pub injured: CountWeights,
    /// People named or described.
    pub victims: VictimWeights,
    /// Activities.
    pub activity: ActivityWeights,
    /// Versions of one article.
    pub chain: ChainWeights,
    /// Found ordnance, which has weights of its own.
    pub finds: FindWeights,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            prior: -9.0,
            join: 0.0,
            near: -2.0,
            veto: -8.0,
            date: DateWeights::default(),
            place: PlaceWeights::default(),
            device: DeviceWeights::default(),
            killed: CountWeights::default(),
            injured: CountWeights::default(),
            victims: VictimWeights::default(),
            activity: ActivityWeights::default(),
            chain: ChainWeights::default(),
            finds: FindWeights::default(),
        }
    }
}

/// Weights for reports of found ordnance; the lines are those of [`Weights`].
///
/// Stricter than for incidents: a find has little to know it by but its count and its model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindWeights {
    /// Bits against two reports that share a key telling of the same items.
    pub prior: f64,
    /// Dates.
    pub date: DateWeights,
    /// Places.
    pub place: PlaceWeights,
    /// Categories of ordnance.
    pub category: DeviceWeights,
    /// Items.
    pub count: CountWeights,
    /// Type designations.
    pub model: ModelWeights,
    /// Versions of one article.
    pub chain: ChainWeights,
}

impl Default for FindWeights {
    fn default() -> Self {
        Self {
            prior: -9.0,
            // Periods of days and weeks agree more loosely than days of an explosion.
            date: DateWeights { days_apart: -1.0, share_month: 3.0, ..DateWeights::default() },
            place: PlaceWeights::default(),
            category: DeviceWeights::default(),
            // Items are counted, not estimated: another number is another find.
            count: CountWeights {
                same_large: 5.0,
                same_some: 3.0,
                same_few: 2.0,
                same_one: 1.0,
                same_none: 0.0,
                overlap_large: 0.5,
                overlap: 0.5,
                near_large: -6.0,
                near: -6.0,
                far: -6.0,
                none_against_some: -6.0,
                ..CountWeights::default()
            },
            model: ModelWeights::default(),
            chain: ChainWeights::default(),
        }
    }
}

/// How two reports agree, field by field: what weights are looked up by, and estimated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "named after the fields that are compared")]
pub struct Pattern {
    pub date: DateLevel,
    pub place: PlaceLevel,
    pub device: DeviceLevel,
    pub killed: CountLevel,
    pub injured: CountLevel,
    pub victims: VictimLevel,
    pub activity: ActivityLevel,
    pub chain: ChainLevel,
}

/// How two reports of found ordnance agree, field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "named after the fields that are compared")]
pub struct FindPattern {
    pub date: DateLevel,
    pub place: PlaceLevel,
    pub category: DeviceLevel,
    pub count: CountLevel,
    pub model: ModelLevel,
    pub chain: ChainLevel,
}

impl FindWeights {
    /// The bits of a whole pattern, the prior included.
    pub const fn of(&self, pattern: &FindPattern) -> f64 {
        self.prior
            + self.date.of(pattern.date)
            + self.place.of(pattern.place)
            + self.category.of(pattern.category)
            + self.count.of(pattern.count)
            + self.model.of(pattern.model)
            + self.chain.of(pattern.chain)
    }
}

/// What is wrong with a table of weights that somebody hands in.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// It is no such table.
    #[error("expected a table of weights as `cairn decide weights --learn` keeps it; {0}")]
    Shape(String),
    /// A weight is not a number, or one that no evidence is worth.
    #[error("weights lie between -60 and 60 bits; {0} does not")]
    Size(f64),
    /// The lines are in the wrong order.
    #[error("expected veto < near < join; found {veto}, {near}, {join}")]
    Lines {
        /// Below this, never.
        veto: f64,
        /// From here on, shown.
        near: f64,
        /// From here on, joined.
        join: f64,
    },
}

impl Weights {
    /// A table that was written out; what it leaves out is as set by hand.
    ///
    /// # Errors
    /// When it has another shape, or numbers that cannot be weights.
    pub fn from_json(value: &serde_json::Value) -> Result<Self, WeightsError> {
        if !value.is_object() {
            return Err(WeightsError::Shape(format!("found {value}")));
        }
        let weights: Self = serde_json::from_value(value.clone())
            .map_err(|error| WeightsError::Shape(error.to_string()))?;
        let (veto, near, join) = (weights.veto, weights.near, weights.join);
        if !(veto < near && near < join) {
            return Err(WeightsError::Lines { veto, near, join });
        }
        let lines = [weights.prior, veto, near, join, weights.finds.prior];
        let fields = crate::learn::incident_fields(&weights).into_iter();
        let all = fields.chain(crate::learn::find_fields(&weights.finds)).flatten();
        match all.chain(lines).find(|bits| !(-60.0..=60.0).contains(bits)) {
            Some(bits) => Err(WeightsError::Size(bits)),
            None => Ok(weights),
        }
    }

    /// The whole table, as [`Self::from_json`] takes it back.
    pub fn to_json(&self) -> serde_json::Value {
        // Numbers under names: nothing in it can fail to be written.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The bits of a whole pattern, the prior included.
    pub const fn of(&self, pattern: &Pattern) -> f64 {
        self.prior
            + self.date.of(pattern.date)
            + self.place.of(pattern.place)
            + self.device.of(pattern.device)
            + self.killed.of(pattern.killed)
            + self.injured.of(pattern.injured)
            + self.victims.of(pattern.victims)
            + self.activity.of(pattern.activity)
            + self.chain.of(pattern.chain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_a_table_that_can_be_written_out_and_read_back() {
        let weights = Weights::default();
        let text = serde_json::to_string(&weights).unwrap();
        assert_eq!(serde_json::from_str::<Weights>(&text).unwrap(), weights);
    }
}
