//! Terms for land, and for what is mended in layers and tables.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Device, UnknownTerm};

vocabulary! {
    /// What kind of hazardous area (IMAS 08.10).
    HazardKind, "kind of hazardous area" {
        /// Suspected hazardous area.
        Suspected = "sha", "suspected hazardous area";
        /// Confirmed hazardous area.
        Confirmed = "cha", "confirmed hazardous area";
        /// The source does not say.
        Unknown = "unknown", "hazardous area, kind not stated";
    }
}

vocabulary! {
    /// How far work on land has come (IMSMA NG).
    LandStatus, "status of land" {
        /// Nothing was done yet.
        Open = "open", "open";
        /// Somebody is at work.
        WorkedOn = "worked_on", "worked on";
        /// Work is over.
        Closed = "closed", "closed";
        /// The source does not say.
        Unknown = "unknown", "not stated";
    }
}

vocabulary! {
    /// What speaks for a hazard (IMAS 08.10, IMSMA NG).
    EvidenceClass, "class of evidence" {
        /// Seen, or known to have exploded, there.
        Direct = "direct", "direct evidence";
        /// Told, or inferred from how the land is used.
        Indirect = "indirect", "indirect evidence";
        /// The source does not say.
        Unknown = "unknown", "evidence not stated";
    }
}

vocabulary! {
    /// How grave a nonconformity is that quality assurance or control found (IMAS 07.40).
    NonconformitySeverity, "severity of a nonconformity" {
        /// The work conforms.
        Conforms = "conforms", "conforms";
        /// Minor.
        Minor = "minor", "minor nonconformity";
        /// Major.
        Major = "major", "major nonconformity";
        /// Critical: an item was missed, or people were in danger.
        Critical = "critical", "critical nonconformity";
        /// The source does not say.
        Unknown = "unknown", "severity not stated";
    }
}

impl EvidenceClass {
    /// Whether the source does not say.
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

vocabulary! {
    /// How land was released (IMAS 07.11); areas of two kinds are never added together.
    ReleaseKind, "kind of land release" {
        /// By non-technical survey.
        Cancelled = "cancelled", "cancelled";
        /// By technical survey.
        Reduced = "reduced", "reduced";
        /// By clearance.
        Cleared = "cleared", "cleared";
        /// By battle area clearance.
        BattleArea = "bac", "battle area clearance";
        /// The source does not say.
        Unknown = "unknown", "kind not stated";
    }
}

macro_rules! unknown_by_default {
    ($($name:ident),+) => {
        $( impl Default for $name {
            fn default() -> Self {
                Self::Unknown
            }
        } )+
    };
}
unknown_by_default!(
    Device,
    EvidenceClass,
    HazardKind,
    LandStatus,
    NonconformitySeverity,
    ReleaseKind
);

vocabulary! {
    /// A fault of a feature or row that was mended, or is marked as doubtful.
    RepairKind, "kind of repair" {
        /// The geometry is null: taken in without a shape.
        NullGeometry = "null_geometry", "no geometry: taken in without a shape";
        /// The geometry has no coordinates: taken in without a shape.
        EmptyGeometry = "empty_geometry", "empty geometry: taken in without a shape";
        /// A feature where a geometry belongs: what is inside was taken.
        NestedGeometry = "nested_geometry", "feature inside a geometry: the inner geometry taken";
        /// Geometries of several types in one: those of the highest dimension were taken.
        MixedGeometry = "mixed_geometry", "mixed geometry types: those of areas, else lines, taken";
        /// A ring that does not end where it begins: closed.
        UnclosedRing = "unclosed_ring", "ring not closed: closed";
        /// A ring that crosses itself or another: parted at the crossings.
        SelfCrossing = "self_crossing", "ring crosses itself: parted at the crossings";
        /// A ring that touches itself in a point: parted there.
        SelfTouching = "self_touching", "ring touches itself: parted where it does";
        /// A ring of fewer than three different points: left out.
        TooFewPoints = "too_few_points", "fewer than three points in a ring: ring left out";
        /// Longitude and latitude in each other's place: exchanged.
        SwappedCoordinates = "swapped_coordinates", "longitude and latitude exchanged: put right";
        /// Coordinates outside the world: taken in without a shape.
        OffTheGlobe = "off_the_globe", "coordinates outside the world: taken in without a shape";
        /// Coordinates that cannot be read: taken in without a shape.
        UnreadCoordinates = "unread_coordinates", "coordinates not understood: taken in without a shape";
        /// Far from the other features of its district.
        FarFromDistrict = "far_from_district", "far from others of its district: marked";
        /// Records of many dates or places on one coordinate, as of a municipal seat: position error set
        /// accordingly.
        StackedPosition = "stacked_position", "records of many dates or places on one coordinate: position error raised";
        /// Several records on one coordinate, and nothing tells that it stands for more than itself.
        SharedPosition = "shared_position", "several records on one coordinate, dates do not tell why: marked";
        /// Coordinates of a seat, by the name of their column: position error set accordingly.
        SeatPosition = "seat_position", "coordinates of a seat: position error raised";
        /// A column whose values contradict its name: read by its values.
        ContradictingColumn = "contradicting_column", "column contradicts its name: read by its values";
        /// A year, an id or a count with a thousands separator: read without it.
        NumberSeparator = "number_separator", "thousands separator in a number: taken out";
        /// Blanks at the end of an id or a word: taken out.
        TrailingBlank = "trailing_blank", "blanks around a value: taken out";
        /// A value that its vocabulary does not have: read as unknown.
        ValueNotUnderstood = "value_not_understood", "value not understood: left unknown";
        /// A date that cannot be read: unknown.
        DateNotUnderstood = "date_not_understood", "date not understood: left unknown";
        /// The area as stated and the area as drawn are far apart.
        AreaDiffers = "area_differs", "stated area is not that of the shape: marked, both kept";
        /// Land called cleared that yielded next to nothing.
        LowYield = "low_yield", "cleared land that yields next to nothing: marked";
        /// The same as another feature of the file: marked, both kept.
        Duplicate = "duplicate", "same as an earlier feature: marked, both kept";
    }
}
