//! Why a question has no answer.

use cairn_ground::GroundError;
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
