//! A claim: what one document says about one thing. Never edited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::evidence::Evidence;
use crate::ids::{ClaimId, DocumentId};
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
}

impl ClaimKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Incident, Self::Find, Self::Tally, Self::Contradiction, Self::Statement];

    /// The word for it in files: `incident`, `find`, `tally`, `contradiction`, `statement`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Find => "find",
            Self::Tally => "tally",
            Self::Contradiction => "contradiction",
            Self::Statement => "statement",
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
        }
    }
}

impl Claim {
    /// The claims of a document's reading, in its order.
    pub fn from_reading(document: &Document, reading: Reading) -> Vec<Self> {
        let bodies = (reading.incidents.into_iter().map(ClaimBody::Incident))
            .chain(reading.finds.into_iter().map(ClaimBody::Find))
            .chain(reading.tallies.into_iter().map(ClaimBody::Tally))
            .chain(reading.contradictions.into_iter().map(ClaimBody::Contradiction))
            .chain(reading.statements.into_iter().map(ClaimBody::Statement));
        bodies
            .map(|body| Self {
                id: ClaimId::new(&document.id, body.local_id()),
                document: document.id.clone(),
                body,
            })
            .collect()
    }
}
