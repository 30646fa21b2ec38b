//! What one document says: the output of `cairn read`.
//!
//! The shape and vocabulary are those of the open benchmark (`bench/reading/GUIDE.md`); other
//! programs depend on them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::dates::DateSpan;
use crate::evidence::{Attribution, Evidence};
use crate::place::Place;
use crate::range::{CountRange, ValueRange};
use crate::statement::Statement;
use crate::vocabulary::{
    ContradictionKind, Device, FindAction, IncidentStatus, Measure, NoteKind, Outcome, Sex,
    TallyGroup, VictimGroup,
};

/// Everything that one document was read to say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// The document's id as it was given.
    pub id: String,
    /// The language the text was read in, ISO 639-1; `None` when undetermined.
    #[serde(default)]
    pub language: Option<String>,
    /// The day of publication, as given with the document or else as its text shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub published: Option<jiff::civil::Date>,
    /// Separate explosions reported as having happened (or denied).
    #[serde(default)]
    pub incidents: Vec<ReportedIncident>,
    /// Ordnance found, seized, neutralised or destroyed on an occasion.
    #[serde(default)]
    pub finds: Vec<ReportedFind>,
    /// Cumulative and periodic figures.
    #[serde(default)]
    pub tallies: Vec<ReportedTally>,
    /// Figures of this one text that cannot all be true.
    #[serde(default)]
    pub contradictions: Vec<Contradiction>,
    /// What the sources did with words.
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// Those of the statements that are appeals, for programs that look for these alone.
    #[serde(default)]
    pub appeals: Vec<Statement>,
    /// A later version of a story, where the text says that it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<Revision>,
    /// What a reader should know about how this reading came about.
    #[serde(default)]
    pub notes: Vec<Note>,
}

/// One explosion or accident as one text reports it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportedIncident {
    /// Id within the reading, as `i1`.
    pub id: String,
    /// Whether it is said to have taken place.
    pub status: IncidentStatus,
    /// First and last possible day.
    pub date: DateSpan,
    /// The words for the date, as in "on Tuesday".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<String>,
    /// Where.
    pub place: Place,
    /// The map sheet, where a layer or table names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// What exploded.
    pub device: Device,
    /// The words for the device.
    #[serde(default)]
    pub device_text: Option<String>,
    /// What the victims were doing, one or two plain words.
    #[serde(default)]
    pub activity: Option<String>,
    /// People killed, `None` where the text is silent or garbled.
    pub killed: Option<CountRange>,
    /// People injured, `None` where the text is silent or garbled.
    pub injured: Option<CountRange>,
    /// People named or described individually.
    #[serde(default)]
    pub victims: Vec<ReportedVictim>,
    /// The text's sources for it, nearest first; empty when it is the publisher's own reporting.
    #[serde(default)]
    pub said_by: Vec<String>,
    /// The whole chain, the outlet included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attribution: Vec<Attribution>,
    /// The words that say so.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// A person that a text names or describes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportedVictim {
    /// The name as written; `None` when only described.
    pub name: Option<String>,
    /// What became of the person.
    pub outcome: Outcome,
    /// Civil status.
    pub group: VictimGroup,
    /// Sex, where the text makes it plain.
    pub sex: Option<Sex>,
    /// Age in years, where the text says.
    pub age: Option<u8>,
    /// Occupation and employer, as written.
    #[serde(default)]
    pub occupation: Option<String>,
    /// The words that name or describe the person.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// Explosive ordnance found, seized, neutralised or destroyed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportedFind {
    /// Id within the reading, as `f1`.
    pub id: String,
    /// The last action reported.
    pub action: FindAction,
    /// The kind of ordnance.
    pub category: Device,
    /// Type designation as written, as in "PMN-2".
    #[serde(default)]
    pub model: Option<String>,
    /// How many, `None` where not stated.
    pub count: Option<CountRange>,
    /// First and last possible day.
    pub date: DateSpan,
    /// Where.
    pub place: Place,
    /// The map sheet, where a layer or table names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The text's sources for it, nearest first.
    #[serde(default)]
    pub said_by: Vec<String>,
    /// Where and when the items are said to have been made, as in "Armenia, 2021".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<String>,
    /// The words that say so.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// A cumulative or periodic figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReportedTally {
    /// Id within the reading, as `t1`.
    pub id: String,
    /// What is measured.
    pub measure: Measure,
    /// Whom it counts.
    pub group: TallyGroup,
    /// The figure, in the unit of the measure.
    pub value: ValueRange,
    /// The area it is about, as the text names it.
    pub place: Option<String>,
    /// First day that it covers.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub from: Option<jiff::civil::Date>,
    /// Last day that it covers, where an end is stated.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub to: Option<jiff::civil::Date>,
    /// The words for the period, as in "from the end of the war to today".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_text: Option<String>,
    /// The text's sources for it, nearest first.
    #[serde(default)]
    pub said_by: Vec<String>,
    /// The words that say so.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// Figures of one text that cannot all be true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contradiction {
    /// Id within the reading, as `c1`.
    pub id: String,
    /// In which way they disagree.
    pub kind: ContradictionKind,
    /// The figures: `[stated total, actual sum]`, `[stated, names]`, `[part, whole]`, or both values.
    pub values: Vec<f64>,
    /// One line for people.
    #[serde(default)]
    pub note: String,
    /// The words on both sides.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// That a text is a later version of a story, and how it says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Revision {
    /// The words, as in "Details added, first version posted 10:22".
    pub text: String,
    /// Its number, where given ("UPDATE 3").
    #[serde(default)]
    pub number: Option<u32>,
    /// When the first version was posted, as written ("10:22").
    #[serde(default)]
    pub first_posted: Option<String>,
    /// Where the text says so.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// A remark of the reader's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// What kind of remark.
    pub kind: NoteKind,
    /// One line for people.
    pub text: String,
    /// The words it is about.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

impl Reading {
    /// Every quotation in the reading.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        let incidents = self.incidents.iter().flat_map(|incident| {
            incident
                .evidence
                .iter()
                .chain(incident.victims.iter().flat_map(|victim| &victim.evidence))
                .chain(incident.attribution.iter().filter_map(|step| step.evidence.as_ref()))
        });
        incidents
            .chain(self.finds.iter().flat_map(|find| &find.evidence))
            .chain(self.tallies.iter().flat_map(|tally| &tally.evidence))
            .chain(self.contradictions.iter().flat_map(|one| &one.evidence))
            .chain(self.statements.iter().flat_map(|statement| &statement.evidence))
            .chain(self.revision.iter().flat_map(|revision| &revision.evidence))
            .chain(self.notes.iter().flat_map(|note| &note.evidence))
    }
}
