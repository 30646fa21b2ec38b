//! The register: what follows from claims and decisions.
//!
//! Every value here can be thrown away and derived again; each says which claims it rests on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::dates::DateSpan;
use crate::decision::Verdict;
use crate::ids::{ClaimId, DocumentId, IncidentId};
use crate::place::Place;
use crate::range::{CountRange, ValueRange};
use crate::vocabulary::{
    ContradictionKind, Device, FindAction, Grade, IncidentStatus, Measure, Outcome, Sex,
    TallyGroup, VictimGroup,
};

/// One occasion on which something exploded, as all its reports together tell it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// Identity, from the founding claim.
    pub id: IncidentId,
    /// Whether it is said to have taken place.
    pub status: IncidentStatus,
    /// The days that the best-dated reports allow.
    pub date: DateSpan,
    /// Where, from the report that places it finest.
    pub place: Place,
    /// What exploded, from the most specific reports.
    pub device: Device,
    /// What the victims were doing.
    pub activity: Option<String>,
    /// People killed: the range over all reports that count.
    pub killed: Option<CountRange>,
    /// People injured: the range over all reports that count.
    pub injured: Option<CountRange>,
    /// People named or described, each once.
    pub victims: Vec<Victim>,
    /// How well it is supported.
    pub grade: Grade,
    /// Why it has that grade, one line.
    pub grade_reason: String,
    /// Independent sources behind it, as the reports name them.
    pub sources: Vec<String>,
    /// The reports that tell of it.
    pub reports: Vec<ReportOf>,
    /// Why reports were taken to tell of one occasion, and near misses.
    pub links: Vec<Link>,
    /// Values on which reports disagree.
    pub differences: Vec<Difference>,
    /// Numbers of the decisions that shaped it.
    pub decisions: Vec<u64>,
}

/// One document's report of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReportOf {
    /// What the document is called.
    pub document: String,
    /// Id of the incident in that document's reading.
    pub incident: String,
    /// The claim.
    pub claim: ClaimId,
    /// Whether its figures count.
    pub standing: Standing,
}

/// Whether a claim counts towards the derived values.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It counts.
    Live,
    /// A later version of the same article replaces it.
    Superseded,
    /// A person rejected it.
    Rejected,
    /// A person accepted it.
    Accepted,
}

impl Standing {
    /// Whether figures of the claim count towards derived values.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Live | Self::Accepted)
    }
}

/// A person harmed in an incident, as all reports together describe them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Victim {
    /// The name in its fullest spelling; `None` when only described.
    pub name: Option<String>,
    /// Other spellings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_spelled: Vec<String>,
    /// What became of the person.
    pub outcome: Outcome,
    /// Civil status.
    pub group: VictimGroup,
    /// Sex, where a report makes it plain.
    pub sex: Option<Sex>,
    /// Age in years, where a report says.
    pub age: Option<u8>,
    /// Occupation and employer.
    pub occupation: Option<String>,
    /// The claims that speak of the person.
    pub claims: Vec<ClaimId>,
}

/// Why two claims were, or nearly were, taken to report one occasion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// One claim; the smaller id of the two.
    pub a: ClaimId,
    /// The other.
    pub b: ClaimId,
    /// Weight of evidence, in bits: positive speaks for one occasion.
    pub weight: f64,
    /// Whether the claims were joined.
    pub joined: bool,
    /// The reason in one line.
    pub why: String,
}

/// A field on which the reports of one incident disagree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// The field as it is called in JSON.
    pub field: String,
    /// Each version, with the claims that give it.
    pub versions: Vec<Version>,
}

/// One version of a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// The value as people read it.
    pub value: String,
    /// The claims that give it.
    pub claims: Vec<ClaimId>,
}

/// Ordnance found, as all its reports together tell it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Find {
    /// Identity: `F-` and 12 digits from the founding claim.
    pub id: String,
    /// The last action reported.
    pub action: FindAction,
    /// The kind of ordnance.
    pub category: Device,
    /// Type designation.
    pub model: Option<String>,
    /// How many: the range over all reports that count.
    pub count: Option<CountRange>,
    /// When.
    pub date: DateSpan,
    /// Where.
    pub place: Place,
    /// The sources, as the reports name them.
    pub sources: Vec<String>,
    /// The claims behind it.
    pub claims: Vec<ClaimId>,
}

/// Figures for one quantity over time: same measure, group, area and start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TallySeries {
    /// Identity: `T-` and 12 digits from what is counted.
    pub id: String,
    /// What is measured.
    pub measure: Measure,
    /// Whom it counts.
    pub group: TallyGroup,
    /// The area, normalised.
    pub place: Option<String>,
    /// The period that it counts, as in "since 2020-11-10".
    pub period: String,
    /// The figures in order of the day they were given.
    pub points: Vec<TallyPoint>,
}

/// One source's figure on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TallyPoint {
    /// The day that the figure is for; unknown where the document has no date.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub as_of: Option<jiff::civil::Date>,
    /// The figure.
    pub value: ValueRange,
    /// The text's sources for it.
    pub said_by: Vec<String>,
    /// What the document is called.
    pub document: String,
    /// The claim.
    pub claim: ClaimId,
    /// Whether it counts.
    pub standing: Standing,
}

/// A finding that figures cannot all be true, inside one document or across several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Identity: `C-` and 12 digits from the claims that disagree.
    pub id: String,
    /// In which way they disagree.
    pub kind: ContradictionKind,
    /// The figures.
    pub values: Vec<f64>,
    /// One line for people.
    pub note: String,
    /// The claims on both sides.
    pub claims: Vec<ClaimId>,
    /// The documents on both sides, as people call them.
    pub documents: Vec<String>,
    /// Whether the figures stand in different documents.
    pub across_documents: bool,
    /// What people found when they looked into it; open as long as nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
}

/// What people found about figures that disagree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Settled {
    /// The number of the decision.
    pub decision: u64,
    /// What came of it.
    pub verdict: Verdict,
}

/// A document's place in the chain of versions of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VersionLink {
    /// The earlier version.
    pub earlier: DocumentId,
    /// The version that replaces it.
    pub later: DocumentId,
    /// How that is known, one line.
    pub why: String,
}
