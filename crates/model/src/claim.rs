//! A claim: what one document says about one thing. Never edited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::evidence::Evidence;
use crate::ids::{ClaimId, DocumentId};
use crate::land::{Drawn, Hazard, LandRelease, MinefieldRecord};
use crate::reading::{Contradiction, Reading, ReportedFind, ReportedIncident, ReportedTally};
use crate::statement::Statement;

/// What one document says about one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Identity, from the document's bytes and the entry's place in its reading.
    pub id: ClaimId,
    /// The document that says so.
    pub document: DocumentId,
    /// What it says.
    #[serde(flatten)]
    pub body: ClaimBody,
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "said", rename_all = "snake_case")]
pub enum ClaimBody {
    /// That something exploded.
    Incident(ReportedIncident),
    /// That ordnance was found, seized, neutralised or destroyed.
    Find(ReportedFind),
    /// A cumulative or periodic figure.
    Tally(ReportedTally),
    /// That figures in the text disagree (the reader's finding, with both places quoted).
    Contradiction(Contradiction),
    /// An appeal, accusation, denial, notification …
    Statement(Statement),
    /// That land is suspected or confirmed to be hazardous.
    Hazard(Hazard),
    /// That mines were laid, by a record.
    Record(MinefieldRecord),
    /// That land was cancelled, reduced or cleared.
    Release(LandRelease),
}

/// What a claim is about, without what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// See [`ClaimBody::Incident`].
    Incident,
    /// See [`ClaimBody::Find`].
    Find,
    /// See [`ClaimBody::Tally`].
    Tally,
    /// See [`ClaimBody::Contradiction`].
    Contradiction,
    /// See [`ClaimBody::Statement`].
    Statement,
    /// See [`ClaimBody::Hazard`].
    Hazard,
    /// See [`ClaimBody::Record`].
    Record,
    /// See [`ClaimBody::Release`].
    Release,
}

impl ClaimKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Incident,
        Self::Find,
        Self::Tally,
        Self::Contradiction,
        Self::Statement,
        Self::Hazard,
        Self::Record,
        Self::Release,
    ];

    /// The word for it in files: `incident`, `find`, `tally`, `contradiction`, `statement`, `hazard`,
    /// `record`, `release`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Find => "find",
            Self::Tally => "tally",
            Self::Contradiction => "contradiction",
            Self::Statement => "statement",
            Self::Hazard => "hazard",
            Self::Record => "record",
            Self::Release => "release",
        }
    }

    /// The kind of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl std::fmt::Display for ClaimKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl ClaimBody {
    /// What kind of claim it is.
    pub const fn kind(&self) -> ClaimKind {
        match self {
            Self::Incident(_) => ClaimKind::Incident,
            Self::Find(_) => ClaimKind::Find,
            Self::Tally(_) => ClaimKind::Tally,
            Self::Contradiction(_) => ClaimKind::Contradiction,
            Self::Statement(_) => ClaimKind::Statement,
            Self::Hazard(_) => ClaimKind::Hazard,
            Self::Record(_) => ClaimKind::Record,
            Self::Release(_) => ClaimKind::Release,
        }
    }

    /// The entry's id within its reading.
    pub fn local_id(&self) -> &str {
        match self {
            Self::Incident(incident) => &incident.id,
            Self::Find(find) => &find.id,
            Self::Tally(tally) => &tally.id,
            Self::Contradiction(contradiction) => &contradiction.id,
            Self::Statement(statement) => &statement.id,
            Self::Hazard(hazard) => &hazard.id,
            Self::Record(record) => &record.id,
            Self::Release(release) => &release.id,
        }
    }

    /// The words that say so.
    pub fn evidence(&self) -> &[Evidence] {
        match self {
            Self::Incident(incident) => &incident.evidence,
            Self::Find(find) => &find.evidence,
            Self::Tally(tally) => &tally.evidence,
            Self::Contradiction(contradiction) => &contradiction.evidence,
            Self::Statement(statement) => &statement.evidence,
            Self::Hazard(hazard) => &hazard.drawn.evidence,
            Self::Record(record) => &record.drawn.evidence,
            Self::Release(release) => &release.drawn.evidence,
        }
    }

    /// Who says so, as named, nearest first; nobody where it is the publisher. Of a statement, who made it.
    pub fn said_by(&self) -> &[String] {
        match self {
            Self::Incident(incident) => &incident.said_by,
            Self::Find(find) => &find.said_by,
            Self::Tally(tally) => &tally.said_by,
            Self::Contradiction(_) => &[],
            Self::Statement(statement) => statement.speaker.as_slice(),
            Self::Hazard(hazard) => &hazard.drawn.said_by,
            Self::Record(record) => &record.drawn.said_by,
            Self::Release(release) => &release.drawn.said_by,
        }
    }

    /// What a claim about land has in common with the others; `None` of other claims.
    pub const fn drawn(&self) -> Option<&Drawn> {
        match self {
            Self::Hazard(hazard) => Some(&hazard.drawn),
            Self::Record(record) => Some(&record.drawn),
            Self::Release(release) => Some(&release.drawn),
            Self::Incident(_)
            | Self::Find(_)
            | Self::Tally(_)
            | Self::Contradiction(_)
            | Self::Statement(_) => None,
        }
    }

    /// As [`ClaimBody::drawn`], to be changed.
    pub const fn drawn_mut(&mut self) -> Option<&mut Drawn> {
        match self {
            Self::Hazard(hazard) => Some(&mut hazard.drawn),
            Self::Record(record) => Some(&mut record.drawn),
            Self::Release(release) => Some(&mut release.drawn),
            _ => None,
        }
    }
}

impl Claim {
    /// The claims of a document, in order.
    pub fn of_document(
        document: &Document,
        bodies: impl IntoIterator<Item = ClaimBody>,
    ) -> Vec<Self> {
        (bodies.into_iter())
            .map(|body| Self {
                id: ClaimId::new(&document.id, body.local_id()),
                document: document.id.clone(),
                body,
            })
            .collect()
    }

    /// The claims of a document's reading, in its order.
    pub fn from_reading(document: &Document, reading: Reading) -> Vec<Self> {
        let bodies = (reading.incidents.into_iter().map(ClaimBody::Incident))
            .chain(reading.finds.into_iter().map(ClaimBody::Find))
            .chain(reading.tallies.into_iter().map(ClaimBody::Tally))
            .chain(reading.contradictions.into_iter().map(ClaimBody::Contradiction))
            .chain(reading.statements.into_iter().map(ClaimBody::Statement));
        Self::of_document(document, bodies)
    }
}
