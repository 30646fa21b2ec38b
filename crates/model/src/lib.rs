//! The nouns of Cairn, as plain data.
//!
//! A [`Document`] is what came in, untouched. Reading it gives a [`Reading`]: the incidents, finds,
//! tallies and statements that the text reports, each with the bytes that say so. In a register each
//! of these is a [`Claim`], which is never edited; what people decide about claims is a
//! [`Decision`] in a log chained by hashes; and [`register`] holds what is derived from both.
//!
//! Counts are [`CountRange`]s, dates are [`DateSpan`]s, unknown is a value. Nothing here reads or
//! writes anything.

pub mod access;
pub mod claim;
pub mod dates;
pub mod decision;
pub mod document;
pub mod evidence;
pub mod geometry;
pub mod ids;
pub mod land;
pub mod place;
pub mod range;
pub mod reading;
pub mod register;
pub mod schema;
pub mod statement;
pub mod vocabulary;
pub mod yields;

pub use access::{Rights, may};
pub use claim::{Claim, ClaimBody, ClaimKind};
pub use dates::DateSpan;
pub use decision::{Decision, DecisionAction, DecisionLog, Verdict};
pub use document::{Document, DocumentMeta};
pub use evidence::{Attribution, AttributionRole, Evidence, Slot};
pub use geometry::{Geometry, LonLat};
pub use ids::{ClaimId, DocumentId, IncidentId};
pub use land::{Drawn, Hazard, LandRelease, MinefieldRecord, QualityCheck, Repair, StatusChange};
pub use place::{Place, PlaceCandidate};
pub use range::{CountRange, ValueRange};
pub use reading::{
    Contradiction, Note, Reading, ReportedFind, ReportedIncident, ReportedTally, ReportedVictim,
    Revision,
};
pub use statement::Statement;
pub use vocabulary::{
    Action, ContradictionKind, Device, EvidenceClass, FindAction, Grade, HazardKind,
    IncidentStatus, LandStatus, Measure, NonconformitySeverity, NoteKind, Outcome, ReleaseKind,
    RepairKind, Resource, Role, Sex, StatementKind, TallyGroup, VictimGroup,
};
pub use yields::ReleaseTotals;
