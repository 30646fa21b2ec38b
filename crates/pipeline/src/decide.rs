//! What people decide: checked, appended to the log, and derived again where it matters.

use std::collections::BTreeSet;

use cairn_model::{ClaimId, ClaimKind, Decision, DecisionAction, DecisionLog, IncidentId, Verdict};
use cairn_register::learn::learn;
use cairn_register::{Rulings, Weights, corrected, corrected_find};
use cairn_store::Store;

use crate::derive::Touched;
use crate::desk::Desk;
use crate::{DecisionOutcome, Pipeline, PipelineError, derive, link};

impl Pipeline<'_> {
    /// Appends a decision and derives again what it touches, in one transaction.
    ///
    /// `at` is the time in RFC 3339, UTC.
    ///
    /// # Errors
    /// When the decision names claims that are not there, says nothing, or sets a field to what it
    /// cannot be; and when the register cannot be written. Then it is as it was.
    pub fn decide(
        &self,
        store: &mut dyn Store,
        by: &str,
        at: &str,
        why: &str,
        action: DecisionAction,
    ) -> Result<DecisionOutcome, PipelineError> {
        self.decide_seen(store, by, at, why, action, None)
    }

    /// As [`Pipeline::decide`], by somebody who has seen the log up to the decision of this number.
    ///
    /// # Errors
    /// As [`Pipeline::decide`], and when a later decision touches the same things: who decides must
    /// have seen it.
    pub fn decide_seen(
        &self,
        store: &mut dyn Store,
        by: &str,
        at: &str,
        why: &str,
        action: DecisionAction,
        seen: Option<u64>,
    ) -> Result<DecisionOutcome, PipelineError> {
        check_words(by, why)?;
        let mut desk = Desk::new(store, self.names)?;
        desk.store.begin()?;
        // Looked at within the transaction: nobody can decide in between.
        let decided = match seen {
            Some(seen) => not_overtaken(&*desk.store, &action, seen),
            None => Ok(()),
        }
        .and_then(|()| decide(&mut desk, by, at, why, action));
        match decided {
            Ok(outcome) => {
                desk.store.commit()?;
                Ok(outcome)
            }
            Err(error) => {
                // The first error is the one to tell; a failed rollback undoes nothing more.
                let _ = desk.store.rollback();
                Err(error)
            }
        }
    }
}

impl Pipeline<'_> {
    /// A decision to go by the weights that the register's own pairs speak for.
    ///
    /// They start from those set by hand, whatever is in force, so that learning twice comes to the
    /// same. Nothing changes until [`Pipeline::decide`] takes the decision.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn learn(&self, store: &mut dyn Store) -> Result<DecisionAction, PipelineError> {
        let mut desk = Desk::new(store, self.names)?;
        let pairs = link::pairs(&mut desk)?;
        let weights = learn(&pairs, &Weights::default()).to_json();
        Ok(DecisionAction::Weigh { weights, pairs: Some(pairs.len()) })
    }
}

fn decide(
    desk: &mut Desk<'_>,
    by: &str,
    at: &str,
    why: &str,
    action: DecisionAction,
) -> Result<DecisionOutcome, PipelineError> {
    let mut log = desk.store.decisions()?;
    check(&*desk.store, &log, &action)?;
    let decision = log.next(by, at, why, action);
    let touched = touched(&log, &decision.action);
    desk.store.append_decision(&decision)?;
    log.push(decision.clone()).map_err(|broken| {
        // Made by `next` just now, so it follows; the log itself must be at fault.
        PipelineError::Log { broken }
    })?;
    desk.rule(Rulings::of(&log));
    if weighs(&log, &decision.action) {
        let linked = Touched::linked(&*desk.store)?;
        let derived = derive::derive(desk, &linked)?.incidents;
        return Ok(DecisionOutcome {
            decision,
            incidents: derived.new.union(&derived.changed).cloned().collect(),
            gone: derived.gone.into_iter().collect(),
        });
    }
    let before = homes(&*desk.store, &touched)?;
    derive::derive(desk, &Touched::these(&*desk.store, touched.iter().cloned())?)?;
    let incidents = homes(&*desk.store, &touched)?;
    let mut gone = Vec::new();
    for id in before {
        if desk.store.incident(&id)?.is_none() {
            gone.push(id);
        }
    }
    Ok(DecisionOutcome { decision, incidents: incidents.into_iter().collect(), gone })
}

/// Refuses a decision about what somebody decided on since.
fn not_overtaken(
    store: &dyn Store,
    action: &DecisionAction,
    seen: u64,
) -> Result<(), PipelineError> {
    let log = store.decisions()?;
    let mut mine = touched(&log, action);
    let weights = weighs(&log, action);
    // A claim stands for the thing that holds it: so do the others of the same thing.
    for claim in mine.clone() {
        if let Some(id) = store.incident_of(&claim)?
            && let Some(incident) = store.incident(&id)?
        {
            mine.extend(incident.reports.into_iter().map(|report| report.claim));
        }
        if let Some(id) = store.find_of(&claim)?
            && let Some(find) = store.find(&id)?
        {
            mine.extend(find.claims);
        }
    }
    let overtaken = log.entries().iter().rev().find(|entry| {
        entry.number > seen
            && (!touched(&log, &entry.action).is_disjoint(&mine)
                || (weights && weighs(&log, &entry.action)))
    });
    match overtaken {
        Some(entry) => Err(PipelineError::Overtaken { decision: Box::new(entry.clone()) }),
        None => Ok(()),
    }
}

fn homes(
    store: &dyn Store,
    claims: &BTreeSet<ClaimId>,
) -> Result<BTreeSet<IncidentId>, PipelineError> {
    let mut homes = BTreeSet::new();
    for claim in claims {
        homes.extend(store.incident_of(claim)?);
    }
    Ok(homes)
}

/// The claims that a decision is about; for a withdrawal those of what it withdraws, all the way down.
fn touched(log: &DecisionLog, action: &DecisionAction) -> BTreeSet<ClaimId> {
    let mut touched = BTreeSet::new();
    let mut current = Some(action);
    while let Some(action) = current {
        touched.extend(action.claims().into_iter().cloned());
        current = match action {
            DecisionAction::Withdraw { decision } => {
                entry(log, *decision).map(|entry| &entry.action)
            }
            _ => None,
        };
    }
    touched
}

/// Whether a decision changes weights, as it sets some or withdraws one that did.
fn weighs(log: &DecisionLog, action: &DecisionAction) -> bool {
    let mut current = Some(action);
    while let Some(DecisionAction::Withdraw { decision }) = current {
        current = entry(log, *decision).map(|entry| &entry.action);
    }
    matches!(current, Some(DecisionAction::Weigh { .. }))
}

fn entry(log: &DecisionLog, number: u64) -> Option<&Decision> {
    log.entries().iter().find(|entry| entry.number == number)
}

fn check_words(by: &str, why: &str) -> Result<(), PipelineError> {
    let missing = |what, wanted| Err(PipelineError::EmptyDecision { what, wanted });
    if by.trim().is_empty() {
        return missing("nobody is named as having decided", "say who with --by");
    }
    if why.trim().is_empty() {
        return missing(
            "no reason is given",
            "say why with --why; it is kept for those who come after",
        );
    }
    Ok(())
}

fn check(
    store: &dyn Store,
    log: &DecisionLog,
    action: &DecisionAction,
) -> Result<(), PipelineError> {
    for id in action.claims() {
        if store.claim_kind(id)?.is_none() {
            return Err(PipelineError::UnknownClaim { claim: id.clone() });
        }
    }
    let empty = |what, wanted| Err(PipelineError::EmptyDecision { what, wanted });
    match action {
        DecisionAction::Merge { claims } => {
            if claims.iter().collect::<BTreeSet<_>>().len() < 2 {
                return empty("a merge of one claim joins nothing", "name two or more");
            }
            of_one_kind(store, claims.iter())
        }
        DecisionAction::Split { claims, from } => {
            if claims.is_empty() || from.is_empty() {
                return empty("a split has two sides", "name the claims of both");
            }
            if claims.iter().any(|claim| from.contains(claim)) {
                return empty("a claim stands on both sides of the split", "name it on one");
            }
            of_one_kind(store, claims.iter().chain(from))
        }
        DecisionAction::Correct { claim, field, value } => can_correct(store, claim, field, value),
        DecisionAction::Place { claim, lat, lon, .. } => {
            of_one_kind(store, std::iter::once(claim))?;
            if !(-90.0..=90.0).contains(lat) || !(-180.0..=180.0).contains(lon) {
                return Err(PipelineError::Correction {
                    field: "place".to_owned(),
                    reason: format!(
                        "{lat}, {lon} is nowhere on Earth; expected latitude from -90 to 90, then \
                         longitude from -180 to 180"
                    ),
                });
            }
            Ok(())
        }
        DecisionAction::Withdraw { decision } => {
            let in_force = Rulings::of(log).holds(*decision)
                || entry(log, *decision)
                    .is_some_and(|entry| matches!(entry.action, DecisionAction::Withdraw { .. }));
            if in_force {
                Ok(())
            } else {
                Err(PipelineError::NothingToWithdraw {
                    number: *decision,
                    last: log.entries().len() as u64,
                })
            }
        }
        DecisionAction::Settle { claims, verdict } => can_settle(store, claims, verdict),
        DecisionAction::Weigh { weights, .. } => Ok(Weights::from_json(weights).map(|_| ())?),
        DecisionAction::Accept { .. } | DecisionAction::Reject { .. } => Ok(()),
    }
}

/// A verdict is about a finding that is there, and one of its figures.
fn can_settle(
    store: &dyn Store,
    claims: &[ClaimId],
    verdict: &Verdict,
) -> Result<(), PipelineError> {
    let wanted: BTreeSet<&ClaimId> = claims.iter().collect();
    let Some(first) = claims.first() else {
        return Err(PipelineError::EmptyDecision {
            what: "a verdict on no claims settles nothing",
            wanted: "name all claims of the finding",
        });
    };
    let found = store.findings_of(first)?;
    let finding = (found.into_iter())
        .find(|finding| finding.claims.iter().collect::<BTreeSet<_>>() == wanted)
        .ok_or_else(|| PipelineError::NoFinding {
            claims: claims.iter().map(ClaimId::as_str).collect::<Vec<_>>().join(", "),
        })?;
    match verdict {
        Verdict::Holds(value) if !finding.values.contains(value) => {
            let figures: Vec<String> = finding.values.iter().map(f64::to_string).collect();
            Err(PipelineError::NoSuchFigure {
                finding: finding.id,
                value: *value,
                figures: figures.join(", "),
            })
        }
        _ => Ok(()),
    }
}

/// Only claims of incidents, or only claims of finds, can be joined, kept apart or placed.
fn of_one_kind<'c>(
    store: &dyn Store,
    claims: impl Iterator<Item = &'c ClaimId>,
) -> Result<(), PipelineError> {
    let mut first = None;
    for id in claims {
        let kind = store.claim_kind(id)?.map(kind);
        let fits = matches!(kind, Some("an incident" | "a find"));
        if !fits || first.is_some_and(|first| Some(first) != kind) {
            return Err(PipelineError::WrongKind {
                claim: id.clone(),
                found: kind.unwrap_or("unknown"),
                wanted: "expected claims of incidents only, or of finds only",
            });
        }
        first = kind;
    }
    Ok(())
}

const fn kind(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Incident => "an incident",
        ClaimKind::Find => "a find",
        ClaimKind::Tally => "a figure",
        ClaimKind::Contradiction => "a contradiction",
        ClaimKind::Statement => "a statement",
        ClaimKind::Hazard => "a hazardous area",
        ClaimKind::Record => "a minefield record",
        ClaimKind::Release => "released land",
    }
}

fn can_correct(
    store: &dyn Store,
    claim: &ClaimId,
    field: &str,
    value: &serde_json::Value,
) -> Result<(), PipelineError> {
    let refused = |reason| PipelineError::Correction { field: field.to_owned(), reason };
    of_one_kind(store, std::iter::once(claim))?;
    if let Some(incident) = store.incident_of(claim)?
        && let Some(incident) = store.incident(&incident)?
    {
        return corrected(&incident, field, value).map(|_| ()).map_err(refused);
    }
    if let Some(find) = store.find_of(claim)?
        && let Some(find) = store.find(&find)?
    {
        return corrected_find(&find, field, value).map(|_| ()).map_err(refused);
    }
    Ok(())
}
