//! Land: hazardous areas, minefield records and released land, as layers and tables have them.
//!
//! Each is one feature of one file. Cancelled, reduced and cleared land and battle area clearance are
//! kinds that are never added together (IMAS 07.11). The fields are those of the minimum data
//! requirements (IMAS 05.10), as far as a feature can hold them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::dates::DateSpan;
use crate::evidence::Evidence;
use crate::geometry::Geometry;
use crate::place::Place;
use crate::range::CountRange;
use crate::vocabulary::{
    Device, EvidenceClass, HazardKind, LandStatus, NonconformitySeverity, ReleaseKind, RepairKind,
};

/// A suspected or confirmed hazardous area (IMAS 08.10).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hazard {
    /// Id within the file: `h` and the number of the feature.
    pub id: String,
    /// What kind of area.
    pub kind: HazardKind,
    /// Whether it is open, worked on or closed.
    pub status: LandStatus,
    /// The category of device that it is thought to hold.
    pub device: Device,
    /// Whether direct or indirect evidence speaks for it; apart from the rows that say so.
    #[serde(default, skip_serializing_if = "EvidenceClass::is_unknown")]
    pub basis: EvidenceClass,
    /// What that evidence is, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis_text: Option<String>,
    /// The fixed point from which it was measured, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benchmark: Option<String>,
    /// People whom its release would serve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneficiaries: Option<CountRange>,
    /// Its statuses and since when, the earliest first; those without a date as the file has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<StatusChange>,
    /// Its extent as drawn; beside it, how exact that is.
    #[serde(flatten)]
    pub drawn: Drawn,
}

/// A status that land had from some day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StatusChange {
    /// The status.
    pub status: LandStatus,
    /// Since when.
    pub date: DateSpan,
    /// The words for it, where they say more, as in "handed over".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A record of mines laid, as the party that laid them or another kept it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MinefieldRecord {
    /// Id within the file: `m` and the number of the feature.
    pub id: String,
    /// The kind of mine.
    pub device: Device,
    /// How many, as the record says.
    pub count: Option<CountRange>,
    /// The area that the record, or the sheet it is on, claims to cover; apart from the minefield.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Geometry>,
    /// The minefield as drawn; beside it, how exact that is.
    #[serde(flatten)]
    pub drawn: Drawn,
}

/// Land that was cancelled, reduced or cleared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LandRelease {
    /// Id within the file: `l` and the number of the feature.
    pub id: String,
    /// How it was released. Areas of different kinds are never added together.
    pub kind: ReleaseKind,
    /// Devices found on it, all together.
    pub found: Option<CountRange>,
    /// The kind of devices found, where one is stated.
    pub device: Device,
    /// Metres to which it was searched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depth_m: Option<f64>,
    /// How it was searched, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// When work began; that it ended is `date`.
    #[serde(default, skip_serializing_if = "DateSpan::is_unknown")]
    pub started: DateSpan,
    /// The land as drawn; beside it, how exact that is.
    #[serde(flatten)]
    pub drawn: Drawn,
}

/// What all land has: where, when, on which sheet, said by whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Drawn {
    /// The number or name under which its source keeps it.
    pub reference: Option<String>,
    /// When it was recorded, reported or completed.
    pub date: DateSpan,
    /// The map sheet.
    pub sheet: Option<String>,
    /// Who drew it up: a unit, an operator.
    pub author: Option<String>,
    /// The places that it names; without a position, which is in `geometry`.
    pub place: Place,
    /// Its shape on WGS 84; `None` where the file has none.
    pub geometry: Option<Geometry>,
    /// Metres within which the shape is thought to lie where it is drawn; `None` where nobody says.
    pub position_error_m: Option<f64>,
    /// Square metres, as stated; the shape has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_m2: Option<f64>,
    /// Who says so.
    #[serde(default)]
    pub said_by: Vec<String>,
    /// What a check of the work found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<QualityCheck>,
    /// What Cairn changed or doubts; the file as it came is kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    /// The row or feature that says so.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// A check of the work by quality assurance or control (IMAS 05.10, minimum data).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QualityCheck {
    /// When it was made.
    pub date: DateSpan,
    /// The activity that was checked, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// The organisation that checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The organisation whose work was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// What did not conform, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonconformity: Option<String>,
    /// How grave that is.
    pub severity: NonconformitySeverity,
    /// What was done about it, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<String>,
}

impl QualityCheck {
    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What was mended, or is in doubt, about a feature. A claim of Cairn's: the original is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Repair {
    /// What kind of fault.
    pub kind: RepairKind,
    /// What was there, and what is made of it, in one line.
    pub note: String,
}

impl Drawn {
    /// Whether its numbers can be written as JSON.
    pub fn is_finite(&self) -> bool {
        [self.position_error_m, self.area_m2].into_iter().flatten().all(f64::is_finite)
    }
}
