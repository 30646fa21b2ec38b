//! Everything that follows from claims and decisions, derived again where something touched it.

use std::collections::BTreeSet;

use cairn_model::{ClaimId, ClaimKind};
use cairn_store::Store;

use crate::desk::Desk;
use crate::link::{self, Kind, Outcome};
use crate::{PipelineError, figures};

/// Claims that something touched, by kind.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    pub(crate) incidents: BTreeSet<ClaimId>,
    pub(crate) finds: BTreeSet<ClaimId>,
    pub(crate) tallies: BTreeSet<ClaimId>,
    pub(crate) contradictions: BTreeSet<ClaimId>,
}

impl Touched {
    /// Notes a claim; from statements and land nothing is derived.
    pub(crate) fn note(&mut self, kind: ClaimKind, claim: ClaimId) {
        match kind {
            ClaimKind::Incident => self.incidents.insert(claim),
            ClaimKind::Find => self.finds.insert(claim),
            ClaimKind::Tally => self.tallies.insert(claim),
            ClaimKind::Contradiction => self.contradictions.insert(claim),
            ClaimKind::Statement | ClaimKind::Hazard | ClaimKind::Record | ClaimKind::Release => {
                false
            }
        };
    }

    /// Whether it is one of those that are compared with each other.
    pub(crate) fn is_linked(&self, claim: &ClaimId) -> bool {
        self.incidents.contains(claim) || self.finds.contains(claim)
    }

    /// Notes these claims, whose kinds the register knows.
    pub(crate) fn note_all(
        &mut self,
        store: &dyn Store,
        claims: impl IntoIterator<Item = ClaimId>,
    ) -> Result<(), PipelineError> {
        for claim in claims {
            if let Some(kind) = store.claim_kind(&claim)? {
                self.note(kind, claim);
            }
        }
        Ok(())
    }

    /// These claims.
    pub(crate) fn these(
        store: &dyn Store,
        claims: impl IntoIterator<Item = ClaimId>,
    ) -> Result<Self, PipelineError> {
        let mut touched = Self::default();
        touched.note_all(store, claims)?;
        Ok(touched)
    }

    /// All claims that are compared with each other.
    pub(crate) fn linked(store: &dyn Store) -> Result<Self, PipelineError> {
        Ok(Self {
            incidents: store.claim_ids(ClaimKind::Incident)?.into_iter().collect(),
            finds: store.claim_ids(ClaimKind::Find)?.into_iter().collect(),
            ..Self::default()
        })
    }

    /// All claims of the register.
    pub(crate) fn all(store: &dyn Store) -> Result<Self, PipelineError> {
        Ok(Self {
            tallies: store.claim_ids(ClaimKind::Tally)?.into_iter().collect(),
            contradictions: store.claim_ids(ClaimKind::Contradiction)?.into_iter().collect(),
            ..Self::linked(store)?
        })
    }
}

/// What deriving changed.
#[derive(Debug, Default)]
pub(crate) struct Derived {
    pub(crate) incidents: Outcome,
    pub(crate) findings: BTreeSet<String>,
}

/// Derives again all that these claims may have changed.
pub(crate) fn derive(desk: &mut Desk<'_>, touched: &Touched) -> Result<Derived, PipelineError> {
    let incidents = link::derive(desk, Kind::Incident, &touched.incidents)?;
    link::derive(desk, Kind::Find, &touched.finds)?;
    let findings = figures::derive(desk, &touched.tallies, &touched.contradictions)?;
    Ok(Derived { incidents, findings })
}
