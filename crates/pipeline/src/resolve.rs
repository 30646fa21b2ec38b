//! Ids as people type them: an incident, any alias of it, a claim, a document and an entry.

use std::collections::BTreeSet;

use cairn_model::{ClaimId, ClaimKind, IncidentId};
use cairn_store::Store;

use crate::PipelineError;

/// The incident that a text names: its id, the id that any of its claims would give it, a claim's
/// id, or a document and an entry as in `report-7 i1` or `report-7.i1`.
///
/// # Errors
/// When it names none, or several.
pub fn incident_of(store: &dyn Store, text: &str) -> Result<IncidentId, PipelineError> {
    let text = text.trim();
    if let Ok(id) = IncidentId::parse(text) {
        if store.incident(&id)?.is_some() {
            return Ok(id);
        }
        return by_alias(store, &id, text);
    }
    let claim = named_claim(store, text)?;
    store.incident_of(&claim)?.ok_or_else(|| unresolved(text))
}

/// The claim that a text names: its id, a document and an entry as in `report-7 i1`, or an incident
/// that has one report.
///
/// # Errors
/// When it names none, or several.
pub fn claim_of(store: &dyn Store, text: &str) -> Result<ClaimId, PipelineError> {
    let text = text.trim();
    if IncidentId::parse(text).is_err() {
        return named_claim(store, text);
    }
    let id = incident_of(store, text)?;
    let claims = store
        .incident(&id)?
        .map(|incident| incident.reports.into_iter().map(|report| report.claim).collect::<Vec<_>>())
        .unwrap_or_default();
    match claims.as_slice() {
        [one] => Ok(one.clone()),
        several => Err(ambiguous(text, several.iter().map(ToString::to_string))),
    }
}

/// An id quoted before another claim came to found the incident.
fn by_alias(store: &dyn Store, id: &IncidentId, text: &str) -> Result<IncidentId, PipelineError> {
    let mut found = BTreeSet::new();
    for claim in store.claim_ids(ClaimKind::Incident)? {
        if IncidentId::founded_by(&claim) == *id {
            found.extend(store.incident_of(&claim)?);
        }
    }
    one(text, found)
}

fn named_claim(store: &dyn Store, text: &str) -> Result<ClaimId, PipelineError> {
    if let Ok(id) = ClaimId::parse(text)
        && store.claim(&id)?.is_some()
    {
        return Ok(id);
    }
    // A label may hold spaces and dots itself, so the entry is what stands after the last.
    let (document, entry) = text
        .rsplit_once([' ', '.', '#', ':'])
        .map_or((text, None), |(document, entry)| (document.trim_end(), Some(entry)));
    let mut found = BTreeSet::new();
    if let Some(entry) = entry {
        for id in store.find_documents(document)? {
            let claim = ClaimId::new(&id, entry);
            if store.claim(&claim)?.is_some() {
                found.insert(claim);
            }
        }
    }
    if found.is_empty() {
        // A document with one incident needs no entry.
        for id in store.find_documents(text)? {
            for claim in store.claims_of(&id)? {
                if claim.body.kind() == ClaimKind::Incident {
                    found.insert(claim.id);
                }
            }
        }
    }
    one(text, found)
}

fn one<T: Ord + ToString>(text: &str, found: BTreeSet<T>) -> Result<T, PipelineError> {
    if found.len() > 1 {
        return Err(ambiguous(text, found.iter().map(ToString::to_string)));
    }
    found.into_iter().next().ok_or_else(|| unresolved(text))
}

fn unresolved(text: &str) -> PipelineError {
    PipelineError::Unresolved { given: text.to_owned() }
}

fn ambiguous(text: &str, candidates: impl Iterator<Item = String>) -> PipelineError {
    PipelineError::Ambiguous {
        given: text.to_owned(),
        candidates: candidates.take(8).collect::<Vec<_>>().join(", "),
    }
}
