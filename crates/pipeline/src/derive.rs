//! Everything that follows from claims and decisions, derived again where something touched it.

use std::collections::BTreeSet;

use cairn_model::ClaimId;

use crate::desk::Desk;
use crate::link::{self, Kind, Outcome};
use crate::{PipelineError, figures};

/// What deriving changed.
#[derive(Debug, Default)]
pub(crate) struct Derived {
    pub(crate) incidents: Outcome,
    pub(crate) findings: BTreeSet<String>,
}

/// Derives again all that these claims, of whatever kind, may have changed.
pub(crate) fn derive(
    desk: &mut Desk<'_>,
    touched: &BTreeSet<ClaimId>,
) -> Result<Derived, PipelineError> {
    let incidents = link::derive(desk, Kind::Incident, touched)?;
    link::derive(desk, Kind::Find, touched)?;
    let findings = figures::derive(desk, touched)?;
    Ok(Derived { incidents, findings })
}
