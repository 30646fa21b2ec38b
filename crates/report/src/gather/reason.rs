//! Why something that the filter wants is not counted.

use std::fmt;

use cairn_ground::result::Why;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why an item is not counted.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A person rejected it.
    Discounted,
    /// Some source denies it, or it is left open whether it happened.
    NotCertain,
    /// Seized from people or stores: it says nothing of the ground.
    Seized,
    /// It has no position.
    NoPosition,
    /// Its position is too coarse, and an edge of a mapped area is nearer than its error.
    Undetermined,
    /// Its position is too coarse; no edge of a mapped area is within its error.
    TooCoarse,
    /// The filter asks for a date, and it has none.
    NoDate,
    /// The filter asks for a place, and it names none.
    NoPlace,
    /// The filter asks for a map sheet, and none of its sources names one.
    NoSheet,
    /// It was made or laid after the newest record of its sheet.
    LaidAfterRecord,
    /// It was known before the record nearest to it was drawn, which may rest on it.
    KnownBeforeRecord,
    /// It lies more than 30° of longitude from the mapped areas.
    FarFromAreas,
    /// It lies outside the study area.
    OutsideStudyArea,
}

impl From<Why> for Reason {
    fn from(why: Why) -> Self {
        match why {
            Why::NoPosition => Self::NoPosition,
            Why::FarFromAreas => Self::FarFromAreas,
            Why::OutsideStudyArea => Self::OutsideStudyArea,
            Why::LaidAfterRecord => Self::LaidAfterRecord,
        }
    }
}

impl Reason {
    /// The reason in a clause: "236: no position".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Discounted => "rejected by a person",
            Self::NotCertain => "denied by a source, or not certain to have happened",
            Self::Seized => "seized from people or stores, which says nothing of the ground",
            Self::NoPosition => "no position on the earth",
            Self::Undetermined => {
                "undetermined: its position is coarser than its distance to the nearest edge of a \
                 mapped area, so inside or outside is not known"
            }
            Self::TooCoarse => {
                "position too coarse; no edge of a mapped area is within its error, but counting \
                 only those would count misses alone"
            }
            Self::NoDate => "no date, which the filter asks for",
            Self::NoPlace => "no named place, which the filter asks for",
            Self::NoSheet => "no map sheet, which the filter asks for",
            Self::LaidAfterRecord => "made or laid after the newest record of its sheet",
            Self::KnownBeforeRecord => {
                "known before the record nearest to it was drawn, which may rest on it"
            }
            Self::FarFromAreas => "more than 30° of longitude from the mapped areas",
            Self::OutsideStudyArea => "outside the study area",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// Items not counted for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// The reason.
    pub why: Reason,
    /// How many items.
    pub count: usize,
    /// The reason in words.
    pub note: String,
}

impl LeftOut {
    /// So many for this reason.
    pub fn new(why: Reason, count: usize) -> Self {
        Self { why, count, note: why.to_string() }
    }
}
