//! Why a question has no answer.

use cairn_ground::GroundError;
use cairn_model::{ClaimId, DocumentId};
use cairn_store::StoreError;
use thiserror::Error;

use crate::filter::FilterError;

/// Why a question has no answer.
#[derive(Debug, Error)]
pub enum ReportError {
    /// A filter makes no sense.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The register holds nothing of the kind.
    #[error("the register holds no {what}")]
    NothingThere {
        /// `mapped areas` or `items`.
        what: &'static str,
    },
    /// The filter leaves nothing.
    #[error("none of the {there} {what} of the register fit `{filter}`{unknown}")]
    NothingFits {
        /// `mapped areas` or `items`.
        what: &'static str,
        /// How many there are.
        there: usize,
        /// The filter.
        filter: String,
        /// How many could not be judged, as a clause; empty when none.
        unknown: String,
    },
    /// What is left cannot be counted.
    #[error("none of the {given} {what} can be counted: {why}")]
    NothingUsable {
        /// `mapped areas` or `items`.
        what: &'static str,
        /// How many the filter leaves.
        given: usize,
        /// What stands against it, counted by reason.
        why: String,
    },
    /// The figures cannot be worked out.
    #[error(transparent)]
    Ground(#[from] GroundError),
    /// The register cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ReportError {
    /// What a person can do next.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NothingThere { what: "mapped areas" } => {
                Some("import records first, as in `cairn import areas.geojson --as hazards`")
            }
            Self::NothingThere { .. } => Some(
                "add reports with `cairn add`, or import a layer, as in \
                 `cairn import accidents.csv --as incidents`",
            ),
            Self::NothingFits { what: "mapped areas", .. } => {
                Some("`cairn hazards`, `cairn records` and `cairn releases` show what there is")
            }
            Self::NothingFits { .. } => {
                Some("`cairn incidents` and `cairn finds` show what there is")
            }
            Self::NothingUsable { what: "mapped areas", .. } => Some(
                "areas need polygons: look at the repair list of the import, and import a layer of \
                 areas",
            ),
            Self::NothingUsable { .. } => Some(
                "items need positions: add a country's villages with `cairn gazetteer add`, place \
                 them with `cairn decide place`, or raise --coarsest",
            ),
            Self::Filter(error) => error.hint(),
            Self::Ground(_) | Self::Store(_) => None,
        }
    }
}

/// Why there is no page about what was asked for.
#[derive(Debug, Error)]
pub enum Astray {
    /// Nothing was asked for.
    #[error("the id is empty")]
    Empty,
    /// Nothing is called so.
    #[error("nothing in the register is called `{given}`")]
    Unknown {
        /// What was asked for.
        given: String,
        /// What it may have been meant for, as in "I-0f3c9a12 or wire-7".
        near: Option<String>,
    },
    /// Several things are.
    #[error("`{given}` may mean {many} things of the register")]
    Several {
        /// What was asked for.
        given: String,
        /// How many things.
        many: usize,
        /// The first of them.
        names: Vec<String>,
    },
    /// A derived thing names a claim that is not there.
    #[error("the claim {0} is named but not in the register")]
    Claim(ClaimId),
    /// A claim names a document that is not there.
    #[error("the document {} is named but not in the register", .0.short())]
    Document(DocumentId),
    /// The register cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Astray {
    /// What to do about it; nothing where the error says it all.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Empty => "give an id as the lists show it, for example from `cairn incidents`".to_owned(),
            Self::Unknown { near: Some(near), .. } => format!("did you mean {near}?"),
            Self::Unknown { near: None, .. } => "expected an incident (I-0f3c9a12), a find (F-…), a \
                 series (T-…), a finding (C-…), a claim (0f3c9a12bd45.i1) or a document's name; the \
                 lists show them"
                .to_owned(),
            Self::Several { names, .. } => format!("give more of it: {}", names.join(", ")),
            Self::Claim(_) => {
                "run `cairn rebuild` to work the register out again from its claims".to_owned()
            }
            Self::Document(_) => {
                "the file may be damaged: keep it, and add the documents to a new register".to_owned()
            }
            Self::Store(error) => return error.hint().map(str::to_owned),
        })
    }
}
