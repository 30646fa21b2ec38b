//! What can be listed.

use super::fields::{self, Field};

/// A list of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "named after what they hold")]
pub enum Collection {
    Incidents,
    Finds,
    Tallies,
    Contradictions,
    Documents,
    Statements,
    Victims,
    Hazards,
    Records,
    Releases,
}

impl Collection {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Incidents,
        Self::Finds,
        Self::Tallies,
        Self::Contradictions,
        Self::Documents,
        Self::Statements,
        Self::Victims,
        Self::Hazards,
        Self::Records,
        Self::Releases,
    ];

    /// Those that have a place on the map.
    pub const MAPPED: [Self; 5] =
        [Self::Incidents, Self::Finds, Self::Hazards, Self::Records, Self::Releases];

    /// What it is called in addresses and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Finds => "finds",
            Self::Tallies => "tallies",
            Self::Contradictions => "contradictions",
            Self::Documents => "documents",
            Self::Statements => "statements",
            Self::Victims => "victims",
            Self::Hazards => "hazards",
            Self::Records => "records",
            Self::Releases => "releases",
        }
    }

    /// What its layer is called in the file, and for other programs.
    pub const fn layer(self) -> &'static str {
        match self {
            Self::Records => "minefield_records",
            Self::Releases => "land_releases",
            other => other.name(),
        }
    }

    /// The collection of this name, be it that of the address or of the layer.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name || one.layer() == name)
    }

    /// Whether its things are shapes of a layer, one a claim.
    pub const fn is_land(self) -> bool {
        matches!(self, Self::Hazards | Self::Records | Self::Releases)
    }

    /// What its rows hold.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Incidents => fields::INCIDENTS,
            Self::Finds => fields::FINDS,
            Self::Tallies => fields::TALLIES,
            Self::Contradictions => fields::CONTRADICTIONS,
            Self::Documents => fields::DOCUMENTS,
            Self::Statements => fields::STATEMENTS,
            Self::Victims => fields::VICTIMS,
            Self::Hazards => fields::HAZARDS,
            Self::Records => fields::RECORDS,
            Self::Releases => fields::RELEASES,
        }
    }

    /// The columns by which its list is ordered.
    pub(crate) const fn order(self) -> &'static [&'static str] {
        match self {
            Self::Incidents | Self::Finds => &["date_from", "date_to", "id"],
            Self::Victims => &["date_from", "date_to", "id", "part"],
            Self::Tallies => &["series", "date_from", "id"],
            Self::Documents => &["label"],
            Self::Contradictions
            | Self::Statements
            | Self::Hazards
            | Self::Records
            | Self::Releases => &["id"],
        }
    }
}
