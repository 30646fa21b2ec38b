//! Incidents and finds, derived again for the claims that something touched and for no others.
//!
//! The unit of work is a component: claims joined by evidence or by decisions, directly or by way of
//! others. What comes out for a component depends on its claims alone, so that adding one by one and
//! rebuilding come to the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cairn_model::register::Incident;
use cairn_model::{ClaimId, ClaimKind, IncidentId};
use cairn_register::compare::{agreement, weigh_from};
use cairn_register::learn::Pairs;
use cairn_register::{
    Block, ClaimContext, Neighbour, Neighbours, assemble, assemble_finds, fitting, time_of,
};

use crate::PipelineError;
use crate::derive::Touched;
use crate::desk::{Desk, Members};
use crate::held::Held;

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

/// Who came near a claim, with the bits that speak for one occasion.
type Near = Arc<Vec<(ClaimId, f64)>>;

/// Claims that hang together, each with those that it is joined to by evidence, by identity.
type Component = BTreeMap<ClaimId, Vec<ClaimId>>;

/// Lists of neighbours of a generation (see [`Held`]); a long one counts for several, so that they take
/// some 40 MB at most.
const NEAR: usize = 60_000;

/// Derives again all that these claims, all of this kind, may have changed.
pub(crate) fn derive(
    desk: &mut Desk<'_>,
    kind: Kind,
    touched: &BTreeSet<ClaimId>,
) -> Result<Outcome, PipelineError> {
    let mut work = Work::new(desk, kind);
    for claim in &in_order_of_time(work.desk, touched)? {
        // A near miss is shown by both sides.
        let near = work.near(claim)?;
        work.settle_all(near.iter().map(|(other, _)| other.clone()).chain([claim.clone()]))?;
    }
    work.finish()
}

/// Claims by the days that they are filed under: those that are compared with each other are wanted
/// at about the same time. The order changes nothing else.
fn in_order_of_time(
    desk: &mut Desk<'_>,
    touched: &BTreeSet<ClaimId>,
) -> Result<Vec<ClaimId>, PipelineError> {
    let mut dated = Vec::with_capacity(touched.len());
    for claim in touched {
        let keys = desk.keys(claim)?;
        dated.push((time_of(&keys).map(str::to_owned), claim.clone()));
    }
    dated.sort_unstable();
    Ok(dated.into_iter().map(|(_, claim)| claim).collect())
}

/// The claims that share a block with one, by block, as far as they are compared with it.
struct Candidates(Vec<Compared>);

struct Compared {
    block: Arc<Members>,
    /// Whether with undated claims only.
    undated: bool,
    /// With the first so many.
    most: usize,
}

impl Compared {
    fn others(&self) -> &[ClaimId] {
        let undated = self.block.undated.as_ref().filter(|_| self.undated);
        let all = undated.unwrap_or(&self.block.all);
        all.get(..self.most).unwrap_or(all)
    }
}

impl Candidates {
    fn of(desk: &mut Desk<'_>, claim: &ClaimId) -> Result<Self, PipelineError> {
        let mut compared = Vec::new();
        for key in desk.keys(claim)?.iter() {
            let (block, dated) = Block::of(key);
            let block = desk.block(block)?;
            let is_hub = || block.all.binary_search(claim).is_ok_and(|at| at < HUBS);
            let all = block.all.len() <= LARGE_BLOCK || is_hub();
            // Of the undated, too, only those that are hubs of the whole block.
            let most = match (all, block.all.get(HUBS - 1), &block.undated) {
                (true, _, _) | (_, None, _) => usize::MAX,
                (false, Some(last), Some(undated)) if dated => {
                    undated.partition_point(|claim| claim <= last)
                }
                (false, ..) => HUBS,
            };
            compared.push(Compared { block, undated: dated, most });
        }
        Ok(Self(compared))
    }

    /// Each once, by identity, without the claim itself.
    fn but(&self, claim: &ClaimId) -> Vec<&ClaimId> {
        let mut others: Vec<&ClaimId> = self.0.iter().flat_map(Compared::others).collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|other| *other != claim);
        others
    }
}

/// How all pairs that are compared agree, and what people said of them.
pub(crate) fn pairs(desk: &mut Desk<'_>) -> Result<Pairs, PipelineError> {
    let mut pairs = Pairs::default();
    let linked = Touched::linked(&*desk.store)?;
    for claim in linked.incidents.into_iter().chain(linked.finds) {
        let candidates = Candidates::of(desk, &claim)?;
        for other in candidates.but(&claim).into_iter().filter(|other| **other > claim) {
            if let (Some(a), Some(b)) = (desk.context(&claim)?, desk.context(other)?)
                && let Some(agreement) = agreement(&a, &b)
            {
                pairs.note(agreement, desk.rulings.together(&claim, other));
            }
        }
    }
    Ok(pairs)
}

struct Work<'d, 's> {
    desk: &'d mut Desk<'s>,
    kind: Kind,
    near: Held<ClaimId, Near>,
    /// Who of them fits the claim, by identity.
    fitting: Held<ClaimId, Arc<Vec<ClaimId>>>,
    /// Claims that are settled.
    done: BTreeSet<ClaimId>,
    /// Claims that had a home before.
    homed: BTreeSet<ClaimId>,
    /// Homes of these claims before.
    before: BTreeSet<String>,
    /// Homes of these claims now.
    now: BTreeSet<String>,
    outcome: Outcome,
}

impl<'d, 's> Work<'d, 's> {
    fn new(desk: &'d mut Desk<'s>, kind: Kind) -> Self {
        Self {
            desk,
            kind,
            near: Held::new(NEAR),
            fitting: Held::new(NEAR),
            done: BTreeSet::new(),
            homed: BTreeSet::new(),
            before: BTreeSet::new(),
            now: BTreeSet::new(),
            outcome: Outcome::default(),
        }
    }

    /// Settles the components of these claims and of all that shared a home with them.
    fn settle_all(&mut self, claims: impl Iterator<Item = ClaimId>) -> Result<(), PipelineError> {
        let mut waiting: Vec<ClaimId> = claims.collect();
        while let Some(claim) = waiting.pop() {
            if self.done.contains(&claim) {
                continue;
            }
            let component = self.component(&claim)?;
            for member in component.keys() {
                if let Some(home) = self.home(member)?
                    && self.before.insert(home.clone())
                {
                    // What shared a home until now may be left behind without one.
                    let members = self.members(&home)?;
                    self.homed.extend(members.iter().cloned());
                    waiting.extend(members);
                }
            }
            self.settle(&component)?;
            self.done.extend(component.into_keys());
        }
        Ok(())
    }

    fn is_kind(&self, claim: &ClaimId) -> Result<bool, PipelineError> {
        let wanted = match self.kind {
            Kind::Incident => ClaimKind::Incident,
            Kind::Find => ClaimKind::Find,
        };
        Ok(self.desk.store.claim_kind(claim)? == Some(wanted))
    }

    /// Claims that come near this one.
    fn near(&mut self, claim: &ClaimId) -> Result<Near, PipelineError> {
        if let Some(near) = self.near.get(claim) {
            return Ok(near);
        }
        let mut near = Vec::new();
        if let Some(context) = self.desk.context(claim)? {
            let candidates = Candidates::of(self.desk, claim)?;
            for other in candidates.but(claim) {
                let Some(candidate) = self.desk.context(other)? else { continue };
                let weights = &self.desk.tables.weights;
                if let Some(bits) = weigh_from(&context, &candidate, weights, weights.near) {
                    near.push((other.clone(), bits));
                }
            }
        }
        let near = Arc::new(near);
        self.near.insert(claim.clone(), Arc::clone(&near));
        Ok(near)
    }

    /// Those of its neighbours that a claim may share an occasion with.
    fn fitting(&mut self, claim: &ClaimId) -> Result<Arc<Vec<ClaimId>>, PipelineError> {
        if let Some(fitting) = self.fitting.get(claim) {
            return Ok(fitting);
        }
        let near = self.near(claim)?;
        let others = self.contexts(near.iter().map(|(other, _)| other))?;
        let fitting = match self.desk.context(claim)? {
            Some(context) => {
                let near: Vec<(&ClaimContext, f64)> = (others.iter().map(AsRef::as_ref))
                    .zip(near.iter().map(|(_, bits)| *bits))
                    .collect();
                fitting(&context, &near, &self.desk.rules())
            }
            None => Vec::new(),
        };
        let fitting = Arc::new(fitting);
        self.fitting.insert(claim.clone(), Arc::clone(&fitting));
        Ok(fitting)
    }

    /// Those that fit a claim and that it fits.
    fn joined(&mut self, claim: &ClaimId) -> Result<Vec<ClaimId>, PipelineError> {
        let mut joined = Vec::new();
        for other in self.fitting(claim)?.iter() {
            if self.fitting(other)?.binary_search(claim).is_ok() {
                joined.push(other.clone());
            }
        }
        Ok(joined)
    }

    /// All claims that are joined to this one, by evidence or by decisions, directly or by way of
    /// others, itself included; with those that each of them is joined to by evidence.
    fn component(&mut self, claim: &ClaimId) -> Result<Component, PipelineError> {
        let mut component = Component::new();
        let mut waiting = vec![claim.clone()];
        while let Some(current) = waiting.pop() {
            if component.contains_key(&current) {
                continue;
            }
            let joined = self.joined(&current)?;
            waiting.extend(joined.iter().cloned());
            for merged in self.desk.rulings.merged_with(&current) {
                if self.is_kind(&merged)? {
                    waiting.push(merged);
                }
            }
            component.insert(current, joined);
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

    fn contexts<'c>(
        &mut self,
        claims: impl IntoIterator<Item = &'c ClaimId>,
    ) -> Result<Vec<Arc<ClaimContext>>, PipelineError> {
        let mut contexts = Vec::new();
        for claim in claims {
            contexts.extend(self.desk.context(claim)?);
        }
        Ok(contexts)
    }

    /// Works out what a component comes to, and keeps what of that is not there already.
    ///
    /// What is kept takes its claims from where they were; homes left empty go in the end.
    fn settle(&mut self, component: &Component) -> Result<(), PipelineError> {
        let inside = self.contexts(component.keys())?;
        let inside: Vec<&ClaimContext> = inside.iter().map(AsRef::as_ref).collect();
        let mut near = Vec::with_capacity(component.len());
        for (claim, joined) in component {
            let others = self.near(claim)?;
            let contexts = self.contexts(others.iter().map(|(other, _)| other))?;
            near.push((claim, joined, contexts));
        }
        let near: Neighbours<'_> = (near.iter())
            .map(|(claim, joined, others)| (*claim, neighbours(joined, others)))
            .collect();
        match self.kind {
            Kind::Incident => {
                for incident in assemble(&inside, &near, &self.desk.rules()) {
                    self.put_incident(&incident)?;
                }
            }
            Kind::Find => {
                for find in assemble_finds(&inside, &near, &self.desk.rules()) {
                    if self.desk.store.find(&find.id)?.as_ref() != Some(&find) {
                        self.desk.store.put_find(&find)?;
                    }
                    self.now.insert(find.id);
                }
            }
        }
        Ok(())
    }

    fn put_incident(&mut self, incident: &Incident) -> Result<(), PipelineError> {
        self.now.insert(incident.id.to_string());
        let old = self.desk.store.incident(&incident.id)?;
        if old.as_ref() == Some(incident) {
            return Ok(());
        }
        // Under another id it may have been there before, when another claim came first.
        let was_there = old.is_some()
            || incident.reports.iter().any(|report| self.homed.contains(&report.claim));
        let changed = if was_there { &mut self.outcome.changed } else { &mut self.outcome.new };
        changed.insert(incident.id.clone());
        Ok(self.desk.store.put_incident(incident)?)
    }

    /// Forgets the homes that nobody lives in any more.
    fn finish(self) -> Result<Outcome, PipelineError> {
        let mut outcome = self.outcome;
        for id in self.before.difference(&self.now) {
            match self.kind {
                Kind::Incident => {
                    if let Ok(id) = IncidentId::parse(id) {
                        self.desk.store.remove_incident(&id)?;
                        outcome.gone.insert(id);
                    }
                }
                Kind::Find => self.desk.store.remove_find(id)?,
            }
        }
        Ok(outcome)
    }
}

fn neighbours<'a>(joined: &[ClaimId], others: &'a [Arc<ClaimContext>]) -> Vec<Neighbour<'a>> {
    (others.iter())
        .map(|claim| Neighbour { claim, joined: joined.binary_search(claim.id()).is_ok() })
        .collect()
}
