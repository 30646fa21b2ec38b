//! Series and findings, derived again for the areas that something touched.

use std::collections::{BTreeMap, BTreeSet};

use cairn_model::ClaimId;
use cairn_model::register::Finding;
use cairn_register::{Block, ClaimContext, findings, series, stated_findings};

use crate::PipelineError;
use crate::desk::Desk;

/// Derives again the series of the areas that these tallies are about, and all findings on them and
/// on these contradictions. Gives the identities of findings that are new.
pub(crate) fn derive(
    desk: &mut Desk<'_>,
    tallies: &BTreeSet<ClaimId>,
    contradictions: &BTreeSet<ClaimId>,
) -> Result<BTreeSet<String>, PipelineError> {
    let mut areas: BTreeSet<String> = BTreeSet::new();
    for claim in tallies {
        areas.extend(desk.store.claim_keys(claim)?);
    }
    let mut new = BTreeSet::new();
    for area in areas {
        let members = desk.block(Block::of(&area).0)?;
        new.extend(area_of(desk, &members.all)?);
    }
    new.extend(stated_by_readers(desk, contradictions)?);
    Ok(new)
}

fn area_of(desk: &mut Desk<'_>, members: &[ClaimId]) -> Result<BTreeSet<String>, PipelineError> {
    let contexts = desk.figures(members)?;
    let mut before = BTreeSet::new();
    for claim in members {
        before.extend(desk.store.series_of(claim)?);
    }
    let contexts: Vec<&ClaimContext> = contexts.iter().collect();
    for one in &series(&contexts, &desk.rulings, &desk.tables.events) {
        desk.store.put_series(one)?;
        before.remove(&one.id);
    }
    for id in before {
        desk.store.remove_series(&id)?;
    }
    let found = findings(&contexts, &desk.rules(), &desk.tables.events);
    replace(desk, members.iter(), found)
}

fn stated_by_readers(
    desk: &mut Desk<'_>,
    claims: &BTreeSet<ClaimId>,
) -> Result<BTreeSet<String>, PipelineError> {
    let members: Vec<ClaimId> = claims.iter().cloned().collect();
    let contexts = desk.figures(&members)?;
    let contexts: Vec<&ClaimContext> = contexts.iter().collect();
    let found = stated_findings(&contexts, &desk.rulings);
    replace(desk, claims.iter(), found)
}

/// Puts findings in place of all that rest on these claims.
fn replace<'c>(
    desk: &mut Desk<'_>,
    claims: impl Iterator<Item = &'c ClaimId>,
    found: Vec<Finding>,
) -> Result<BTreeSet<String>, PipelineError> {
    let mut before: BTreeMap<String, Finding> = BTreeMap::new();
    for claim in claims {
        for finding in desk.store.findings_of(claim)? {
            before.insert(finding.id.clone(), finding);
        }
    }
    let mut new = BTreeSet::new();
    for finding in found {
        match before.remove(&finding.id) {
            Some(old) if old == finding => {}
            Some(_) => desk.store.put_finding(&finding)?,
            None => {
                desk.store.put_finding(&finding)?;
                new.insert(finding.id.clone());
            }
        }
    }
    for id in before.into_keys() {
        desk.store.remove_finding(&id)?;
    }
    Ok(new)
}
