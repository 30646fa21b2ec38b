//! What changed: the outcome of adding, deciding and rebuilding, in numbers.

use cairn_model::{Decision, IncidentId};
use serde::Serialize;

/// How many claims of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "named after what they count")]
pub struct ClaimCounts {
    pub incidents: u64,
    pub finds: u64,
    pub tallies: u64,
    pub contradictions: u64,
    pub statements: u64,
    pub hazards: u64,
    pub records: u64,
    pub releases: u64,
}

/// What adding documents changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AddSummary {
    /// Documents that are new in the register.
    pub added: u64,
    /// Documents whose very bytes were there already; nothing was done.
    pub known: u64,
    /// Documents in a language without a lexicon: kept, not read.
    pub unread: u64,
    /// Claims read from the new documents.
    pub claims: ClaimCounts,
    /// Incidents that are new.
    pub incidents_new: u64,
    /// Incidents that were there and now read otherwise.
    pub incidents_changed: u64,
    /// Incidents that became part of others.
    pub incidents_gone: u64,
    /// New documents that replace, or are replaced by, another version of the same article.
    pub version_links: u64,
    /// Findings that figures disagree which are new, inside documents and across them.
    pub findings_new: u64,
}

impl AddSummary {
    /// What both changed together.
    #[must_use]
    pub(crate) const fn plus(self, more: Self) -> Self {
        Self {
            added: self.added + more.added,
            known: self.known + more.known,
            unread: self.unread + more.unread,
            claims: ClaimCounts {
                incidents: self.claims.incidents + more.claims.incidents,
                finds: self.claims.finds + more.claims.finds,
                tallies: self.claims.tallies + more.claims.tallies,
                contradictions: self.claims.contradictions + more.claims.contradictions,
                statements: self.claims.statements + more.claims.statements,
                hazards: self.claims.hazards + more.claims.hazards,
                records: self.claims.records + more.claims.records,
                releases: self.claims.releases + more.claims.releases,
            },
            incidents_new: self.incidents_new + more.incidents_new,
            incidents_changed: self.incidents_changed + more.incidents_changed,
            incidents_gone: self.incidents_gone + more.incidents_gone,
            version_links: self.version_links + more.version_links,
            findings_new: self.findings_new + more.findings_new,
        }
    }
}

/// What a decision changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionOutcome {
    /// The entry as it stands in the log.
    pub decision: Decision,
    /// Incidents that hold the claims it names, as they are now.
    pub incidents: Vec<IncidentId>,
    /// Incidents that are no more.
    pub gone: Vec<IncidentId>,
}

/// What rebuilding came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "named after what they count")]
pub struct RebuildSummary {
    pub documents: u64,
    pub incidents: u64,
    pub finds: u64,
    pub series: u64,
    pub findings: u64,
}
