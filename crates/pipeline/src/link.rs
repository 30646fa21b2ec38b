//! Incidents and finds, derived again for the claims that something touched and for no others.
//!
//! The unit of work is a component: claims joined by evidence or by decisions, directly or by way of
//! others. What comes out for a component depends on its claims alone, so that adding one by one and
//! rebuilding come to the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use cairn_model::register::{Find, Incident};
use cairn_model::{ClaimBody, ClaimId, IncidentId};
use cairn_register::compare::weigh;
use cairn_register::{ClaimContext, assemble, assemble_finds};

use crate::PipelineError;
use crate::desk::Desk;

/// In a block of more claims than this, each is compared with its hubs only.
pub(crate) const LARGE_BLOCK: usize = 200;
/// The claims of a large block that all others are compared with: the first by identity, which is
/// a hash and so as good as drawn by lot.
pub(crate) const HUBS: usize = 40;

/// What is derived from claims by linking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Incident,
    Find,
}

/// What became of incidents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) new: BTreeSet<IncidentId>,
    pub(crate) changed: BTreeSet<IncidentId>,
    pub(crate) gone: BTreeSet<IncidentId>,
}

type Neighbours = Arc<Vec<(ClaimId, f64)>>;

/// Derives again all that these claims may have changed.
pub(crate) fn derive(
    desk: &mut Desk<'_>,
    kind: Kind,
    touched: &BTreeSet<ClaimId>,
) -> Result<Outcome, PipelineError> {
    let mut work = Work { desk, kind, near: HashMap::new() };
    let mut waiting: Vec<ClaimId> = Vec::new();
    for claim in touched {
        if work.is_kind(claim)? {
            waiting.push(claim.clone());
            // A near miss is shown by both sides.
            waiting.extend(work.neighbours(claim)?.iter().map(|(other, _)| other.clone()));
        }
    }
    let mut done: BTreeSet<ClaimId> = BTreeSet::new();
    let mut before: BTreeSet<String> = BTreeSet::new();
    let mut components = Vec::new();
    while let Some(claim) = waiting.pop() {
        if done.contains(&claim) {
            continue;
        }
        let component = work.component(&claim)?;
        for member in &component {
            if let Some(home) = work.home(member)?
                && before.insert(home.clone())
            {
                // What shared a home until now may be left behind without one.
                waiting.extend(work.members(&home)?);
            }
        }
        done.extend(component.iter().cloned());
        components.push(component);
    }
    work.put(components, before)
}

struct Work<'d, 's> {
    desk: &'d mut Desk<'s>,
    kind: Kind,
    near: HashMap<ClaimId, Neighbours>,
}

impl Work<'_, '_> {
    fn is_kind(&mut self, claim: &ClaimId) -> Result<bool, PipelineError> {
        Ok(self.desk.context(claim)?.is_some_and(|context| {
            matches!(
                (&context.claim.body, self.kind),
                (ClaimBody::Incident(_), Kind::Incident) | (ClaimBody::Find(_), Kind::Find)
            )
        }))
    }

    /// Claims that come near this one, or are joined to it, with the bits that speak for it.
    fn neighbours(&mut self, claim: &ClaimId) -> Result<Neighbours, PipelineError> {
        if let Some(near) = self.near.get(claim) {
            return Ok(Arc::clone(near));
        }
        let mut candidates: BTreeSet<ClaimId> = BTreeSet::new();
        let keys = self.desk.keys(claim)?;
        for key in keys.iter() {
            let block = self.desk.block(key)?;
            if block.len() <= LARGE_BLOCK {
                candidates.extend(block.iter().cloned());
                continue;
            }
            let hubs = block.get(..HUBS).unwrap_or_default();
            if hubs.contains(claim) {
                candidates.extend(block.iter().cloned());
            } else {
                candidates.extend(hubs.iter().cloned());
            }
        }
        candidates.remove(claim);
        let mut near = Vec::new();
        if let Some(context) = self.desk.context(claim)? {
            for other in candidates {
                if let Some(candidate) = self.desk.context(&other)?
                    && let Some(bits) = weigh(&context, &candidate, &self.desk.tables.weights)
                    && bits >= self.desk.tables.weights.near
                {
                    near.push((other, bits));
                }
            }
        }
        let near = Arc::new(near);
        self.near.insert(claim.clone(), Arc::clone(&near));
        Ok(near)
    }

    /// All claims that are joined to this one, by evidence or by decisions, itself included.
    fn component(&mut self, claim: &ClaimId) -> Result<BTreeSet<ClaimId>, PipelineError> {
        let mut component = BTreeSet::from([claim.clone()]);
        let mut waiting = vec![claim.clone()];
        while let Some(current) = waiting.pop() {
            let mut joined: Vec<ClaimId> = (self.neighbours(&current)?.iter())
                .filter(|(_, bits)| *bits >= self.desk.tables.weights.join)
                .map(|(other, _)| other.clone())
                .collect();
            for merged in self.desk.rulings.merged_with(&current) {
                if self.is_kind(&merged)? {
                    joined.push(merged);
                }
            }
            for other in joined {
                if component.insert(other.clone()) {
                    waiting.push(other);
                }
            }
        }
        Ok(component)
    }

    fn home(&self, claim: &ClaimId) -> Result<Option<String>, PipelineError> {
        Ok(match self.kind {
            Kind::Incident => self.desk.store.incident_of(claim)?.map(|id| id.to_string()),
            Kind::Find => self.desk.store.find_of(claim)?,
        })
    }

    fn members(&self, home: &str) -> Result<Vec<ClaimId>, PipelineError> {
        Ok(match self.kind {
            Kind::Incident => self
                .incident(home)?
                .map(|incident| incident.reports.into_iter().map(|report| report.claim).collect())
                .unwrap_or_default(),
            Kind::Find => self.desk.store.find(home)?.map(|find| find.claims).unwrap_or_default(),
        })
    }

    fn incident(&self, home: &str) -> Result<Option<Incident>, PipelineError> {
        match IncidentId::parse(home) {
            Ok(id) => Ok(self.desk.store.incident(&id)?),
            Err(_) => Ok(None),
        }
    }

    fn contexts(
        &mut self,
        claims: &BTreeSet<ClaimId>,
    ) -> Result<Vec<Arc<ClaimContext>>, PipelineError> {
        let mut contexts = Vec::with_capacity(claims.len());
        for claim in claims {
            contexts.extend(self.desk.context(claim)?);
        }
        Ok(contexts)
    }

    /// Replaces what was there before by what the components come to now.
    fn put(
        mut self,
        components: Vec<BTreeSet<ClaimId>>,
        before: BTreeSet<String>,
    ) -> Result<Outcome, PipelineError> {
        let mut incidents: BTreeMap<String, Incident> = BTreeMap::new();
        let mut finds: BTreeMap<String, Find> = BTreeMap::new();
        for component in components {
            let mut outside = BTreeSet::new();
            for claim in &component {
                outside.extend(self.neighbours(claim)?.iter().map(|(other, _)| other.clone()));
            }
            outside.retain(|claim| !component.contains(claim));
            let inside = self.contexts(&component)?;
            let inside: Vec<&ClaimContext> = inside.iter().map(AsRef::as_ref).collect();
            match self.kind {
                Kind::Incident => {
                    let outside = self.contexts(&outside)?;
                    let outside: Vec<&ClaimContext> = outside.iter().map(AsRef::as_ref).collect();
                    for incident in assemble(&inside, &outside, &self.desk.rules()) {
                        incidents.insert(incident.id.to_string(), incident);
                    }
                }
                Kind::Find => {
                    for find in assemble_finds(&inside, &self.desk.rules()) {
                        finds.insert(find.id.clone(), find);
                    }
                }
            }
        }
        match self.kind {
            Kind::Incident => self.put_incidents(&incidents, &before),
            Kind::Find => self.put_finds(&finds, &before),
        }
    }

    fn put_incidents(
        &mut self,
        incidents: &BTreeMap<String, Incident>,
        before: &BTreeSet<String>,
    ) -> Result<Outcome, PipelineError> {
        let mut outcome = Outcome::default();
        let mut changed = Vec::new();
        for (id, incident) in incidents {
            let old = self.incident(id)?;
            if old.as_ref() == Some(incident) {
                continue;
            }
            // Under another id it may have been there before, when another claim came first.
            let mut was_there = old.is_some();
            for report in &incident.reports {
                was_there = was_there || self.home(&report.claim)?.is_some();
            }
            if was_there {
                outcome.changed.insert(incident.id.clone());
            } else {
                outcome.new.insert(incident.id.clone());
            }
            changed.push(incident);
        }
        // First all that goes, so that no claim is in two incidents at any time.
        for id in before {
            if let Ok(id) = IncidentId::parse(id) {
                if !incidents.contains_key(id.as_str()) {
                    outcome.gone.insert(id.clone());
                    self.desk.store.remove_incident(&id)?;
                } else if outcome.changed.contains(&id) {
                    self.desk.store.remove_incident(&id)?;
                }
            }
        }
        for incident in changed {
            self.desk.store.put_incident(incident)?;
        }
        Ok(outcome)
    }

    fn put_finds(
        &mut self,
        finds: &BTreeMap<String, Find>,
        before: &BTreeSet<String>,
    ) -> Result<Outcome, PipelineError> {
        let mut changed = Vec::new();
        for (id, find) in finds {
            if self.desk.store.find(id)?.as_ref() != Some(find) {
                changed.push(find);
            }
        }
        for id in before {
            if !finds.contains_key(id) || changed.iter().any(|find| find.id == *id) {
                self.desk.store.remove_find(id)?;
            }
        }
        for find in changed {
            self.desk.store.put_find(find)?;
        }
        Ok(Outcome::default())
    }
}
