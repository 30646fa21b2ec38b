//! Claims that are joined by evidence, grouped into occasions.
//!
//! Average linkage under constraints: the two groups that the evidence joins best are merged first,
//! as long as on average it speaks for one occasion and no pair in them is vetoed. So a chain in
//! which A resembles B and B resembles C does not glue A to C against the evidence. The outcome does
//! not depend on the order of the claims.

use std::collections::BTreeSet;

use cairn_model::{ClaimId, DocumentId};

use crate::compare::weigh_from;
use crate::context::ClaimContext;
use crate::decisions::{Ruling, Rulings};
use crate::weights::Weights;

/// In components of more claims than this not all pairs are compared.
const LARGEST: usize = 300;
/// As many groups of a large component are compared with each other at once.
const SLICE: usize = 150;
/// As many claims of a group are compared with those of another.
const SPEAKERS: usize = 12;

/// Groups the claims of one component; each group and the list of groups sorted by claim.
pub(crate) fn cluster<'a>(
    component: &[&'a ClaimContext],
    rulings: &Rulings,
    weights: &Weights,
) -> Vec<Vec<&'a ClaimContext>> {
    let mut claims: Vec<&ClaimContext> = component.to_vec();
    claims.sort_by(|a, b| a.id().cmp(b.id()));
    claims.dedup_by(|a, b| a.id() == b.id());
    let mut groups = if claims.len() <= LARGEST {
        agglomerate(atoms(&claims, rulings), Speaks::Best, rulings, weights)
    } else {
        crowd(&claims, rulings, weights)
    };
    for group in &mut groups {
        group.sort_by(|a, b| a.id().cmp(b.id()));
    }
    groups.sort_by(|a, b| a.first().map(|c| c.id()).cmp(&b.first().map(|c| c.id())));
    groups
}

/// A component that is too large to compare all its pairs: hundreds of reports of one day and place.
///
/// Its claims are put in order of what they say, so that alike ones stand side by side, and grouped
/// slice by slice; then the groups are, each spoken for by its founder, until they are few or no
/// more of them merge. The order is of the claims' own values, so that it does not matter in which
/// one they came. Claims that people put together are never parted.
fn crowd<'a>(
    claims: &[&'a ClaimContext],
    rulings: &Rulings,
    weights: &Weights,
) -> Vec<Vec<&'a ClaimContext>> {
    let mut groups = atoms(claims, rulings);
    let mut speaks = Speaks::Best;
    loop {
        let before = groups.len();
        groups.sort_by_cached_key(|group| founder(group).map(place_in_order));
        groups = (groups.chunks(SLICE))
            .flat_map(|slice| agglomerate(slice.to_vec(), speaks, rulings, weights))
            .collect();
        speaks = Speaks::Mean;
        // Where hardly any merge, slices would meet no others the next time either.
        if before <= SLICE || groups.len() > before - before.div_ceil(20) {
            return groups;
        }
    }
}

/// Where a claim stands among those of a crowd: by day, place, toll; of equals by identity.
fn place_in_order(claim: &ClaimContext) -> impl Ord + use<> {
    let place = claim.place_keys.local().into_iter().next_back().map(str::to_owned);
    let toll = claim.incident().map(|incident| (incident.killed, incident.injured));
    (claim.date(), place, toll, claim.find().and_then(|find| find.count), claim.id().clone())
}

/// Groups of claims that may merge, with the bits between any two of them.
struct Table<'a> {
    groups: Vec<Vec<&'a ClaimContext>>,
    /// Sum of bits and number of pairs between two groups, row by row; minus infinity is a veto.
    sums: Vec<(f64, f64)>,
    /// Each group's best partner among the groups after it, and the average bits.
    best: Vec<Option<(usize, f64)>>,
}

impl<'a> Table<'a> {
    fn new(
        atoms: Vec<Vec<&'a ClaimContext>>,
        speaks: Speaks,
        rulings: &Rulings,
        weights: &Weights,
    ) -> Self {
        let size = atoms.len();
        let mut table = Self {
            groups: atoms,
            sums: vec![(f64::NEG_INFINITY, 1.0); size * size],
            best: vec![None; size],
        };
        for a in 0..size {
            for b in a + 1..size {
                let bits = match (table.groups.get(a), table.groups.get(b)) {
                    (Some(x), Some(y)) => between(x, y, speaks, rulings, weights),
                    _ => f64::NEG_INFINITY,
                };
                table.set(a, b, (bits, 1.0));
            }
        }
        for a in 0..size {
            table.look_again(a, weights);
        }
        table
    }

    fn get(&self, a: usize, b: usize) -> (f64, f64) {
        let cell = a.min(b) * self.groups.len() + a.max(b);
        self.sums.get(cell).copied().unwrap_or((f64::NEG_INFINITY, 1.0))
    }

    fn set(&mut self, a: usize, b: usize, sum: (f64, f64)) {
        let cell = a.min(b) * self.groups.len() + a.max(b);
        if let Some(place) = self.sums.get_mut(cell) {
            *place = sum;
        }
    }

    fn alive(&self, at: usize) -> bool {
        self.groups.get(at).is_some_and(|group| !group.is_empty())
    }

    /// Finds the best partner of a group among those after it; of equals the first.
    fn look_again(&mut self, a: usize, weights: &Weights) {
        let mut best: Option<(usize, f64)> = None;
        if self.alive(a) {
            for b in (a + 1..self.groups.len()).filter(|b| self.alive(*b)) {
                let (sum, pairs) = self.get(a, b);
                let bits = sum / pairs;
                if bits >= weights.join && best.is_none_or(|(_, most)| bits > most) {
                    best = Some((b, bits));
                }
            }
        }
        if let Some(place) = self.best.get_mut(a) {
            *place = best;
        }
    }

    /// The pair that the evidence joins best; of equals the first.
    fn next(&self) -> Option<(usize, usize)> {
        let mut next: Option<(usize, usize, f64)> = None;
        for (a, best) in self.best.iter().enumerate() {
            if let Some((b, bits)) = *best
                && next.is_none_or(|(_, _, most)| bits > most)
            {
                next = Some((a, b, bits));
            }
        }
        next.map(|(a, b, _)| (a, b))
    }

    fn merge(&mut self, a: usize, b: usize, weights: &Weights) {
        let given = self.groups.get_mut(b).map(std::mem::take).unwrap_or_default();
        if let Some(group) = self.groups.get_mut(a) {
            group.extend(given);
            group.sort_by(|x, y| x.id().cmp(y.id()));
        }
        for other in 0..self.groups.len() {
            if other != a && self.alive(other) {
                let ((x, n), (y, m)) = (self.get(a, other), self.get(b, other));
                self.set(a, other, (x + y, n + m));
            }
        }
        for row in 0..self.groups.len() {
            let stale = (self.best.get(row).copied().flatten())
                .is_some_and(|(partner, _)| partner == a || partner == b);
            // A group before `a` may have found a better partner in what `a` has become.
            if stale || row <= a || row == b {
                self.look_again(row, weights);
            }
        }
    }
}

/// Whether a text or a person tells some claim of one group from some claim of the other.
fn told_apart(x: &[&ClaimContext], y: &[&ClaimContext], rulings: &Rulings) -> bool {
    let (few, many) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let documents: BTreeSet<&DocumentId> = few.iter().map(|claim| &claim.claim.document).collect();
    let ids: BTreeSet<&ClaimId> = few.iter().map(|claim| claim.id()).collect();
    many.iter().any(|claim| {
        documents.contains(&claim.claim.document)
            || (rulings.about(claim.id()).flat_map(|decision| decision.action.claims())).any(
                |other| {
                    ids.contains(other)
                        && matches!(rulings.on(claim.id(), other), Some(Ruling::Apart(_)))
                },
            )
    })
}

/// Which pairs tell how well two groups fit that were not made by comparing their claims.
#[derive(Clone, Copy)]
enum Speaks {
    /// The best: what fits one claim that people put into a group fits the group.
    Best,
    /// All of them, unless one is vetoed.
    Mean,
}

/// Bits between two groups; of large ones the first claims speak for all.
fn between(
    x: &[&ClaimContext],
    y: &[&ClaimContext],
    speaks: Speaks,
    rulings: &Rulings,
    weights: &Weights,
) -> f64 {
    if told_apart(x, y, rulings) {
        return f64::NEG_INFINITY;
    }
    let (mut most, mut sum, mut pairs) = (f64::NEG_INFINITY, 0.0, 0.0);
    for a in x.iter().take(SPEAKERS) {
        for b in y.iter().take(SPEAKERS) {
            // Most pairs are seen to be vetoed before their names are compared.
            match (weigh_from(a, b, weights, weights.veto), speaks) {
                (Some(bits), _) => {
                    most = most.max(bits);
                    sum += bits;
                    pairs += 1.0;
                }
                (None, Speaks::Best) => {}
                (None, Speaks::Mean) => return f64::NEG_INFINITY,
            }
        }
    }
    match speaks {
        Speaks::Best => most,
        Speaks::Mean if pairs > 0.0 => sum / pairs,
        Speaks::Mean => f64::NEG_INFINITY,
    }
}

fn agglomerate<'a>(
    atoms: Vec<Vec<&'a ClaimContext>>,
    speaks: Speaks,
    rulings: &Rulings,
    weights: &Weights,
) -> Vec<Vec<&'a ClaimContext>> {
    let mut table = Table::new(atoms, speaks, rulings, weights);
    while let Some((a, b)) = table.next() {
        table.merge(a, b, weights);
    }
    table.groups.retain(|group| !group.is_empty());
    table.groups
}

/// Claims that people put together, everybody else alone.
///
/// Later decisions win: an earlier merge that would bring together what was split later is left out.
fn atoms<'a>(claims: &[&'a ClaimContext], rulings: &Rulings) -> Vec<Vec<&'a ClaimContext>> {
    let mut together = Vec::new();
    // Claims stand by identity; most are in no decision, and those that are name few others.
    for (a, first) in claims.iter().enumerate() {
        for other in rulings.merged_with(first.id()) {
            let place = claims.binary_search_by(|claim| claim.id().cmp(&other));
            if let Some(Ruling::Together(number)) = rulings.on(first.id(), &other)
                && let Some(b) = place.ok().filter(|b| *b > a)
            {
                together.push((std::cmp::Reverse(number), a, b));
            }
        }
    }
    together.sort_unstable();
    let mut atoms: Vec<Vec<usize>> = (0..claims.len()).map(|at| vec![at]).collect();
    for (std::cmp::Reverse(number), a, b) in together {
        let home = |at: usize| atoms.iter().position(|atom| atom.contains(&at));
        let (Some(x), Some(y)) = (home(a), home(b)) else {
            continue;
        };
        if x == y || split_later(&atoms, x, y, number, claims, rulings) {
            continue;
        }
        let given = atoms.get_mut(x.max(y)).map(std::mem::take).unwrap_or_default();
        if let Some(atom) = atoms.get_mut(x.min(y)) {
            atom.extend(given);
            atom.sort_unstable();
        }
    }
    (atoms.into_iter().filter(|atom| !atom.is_empty()))
        .map(|atom| atom.iter().filter_map(|at| claims.get(*at).copied()).collect())
        .collect()
}

fn split_later(
    atoms: &[Vec<usize>],
    x: usize,
    y: usize,
    merged: u64,
    claims: &[&ClaimContext],
    rulings: &Rulings,
) -> bool {
    let members =
        |at: usize| (atoms.get(at).into_iter().flatten()).filter_map(|at| claims.get(*at).copied());
    members(x).any(|a| {
        members(y).any(
            |b| matches!(rulings.on(a.id(), b.id()), Some(Ruling::Apart(split)) if split > merged),
        )
    })
}

/// The claim that gives a group its identity: the earliest published.
pub(crate) fn founder<'a>(group: &[&'a ClaimContext]) -> Option<&'a ClaimContext> {
    group.iter().copied().min_by(|a, b| a.rank().cmp(&b.rank()))
}

#[cfg(test)]
mod tests {
    use cairn_model::{
        Claim, ClaimBody, ClaimId, CountRange, DateSpan, Device, DocumentId, IncidentStatus, Place,
        ReportedIncident,
    };
    use jiff::civil::date;

    use super::*;
    use crate::compare::weigh;
    use crate::context::{DocumentFacts, PlaceKeys};

    fn report(name: &str, day: i8, killed: u64) -> ClaimContext {
        let document = DocumentId::of_bytes(name.as_bytes());
        let incident = ReportedIncident {
            id: "i1".to_owned(),
            status: IncidentStatus::Happened,
            date: DateSpan::day(date(2021, 6, day)),
            date_text: None,
            place: Place::default(),
            device: Device::AntivehicleMine,
            device_text: None,
            activity: None,
            killed: Some(CountRange::exactly(killed)),
            injured: None,
            victims: Vec::new(),
            said_by: Vec::new(),
            attribution: Vec::new(),
            evidence: Vec::new(),
        };
        let claim = Claim {
            id: ClaimId::new(&document, "i1"),
            document,
            body: ClaimBody::Incident(incident),
        };
        let facts = DocumentFacts { label: name.to_owned(), ..DocumentFacts::default() };
        let place = PlaceKeys { settlement: Some("zenda".to_owned()), ..PlaceKeys::default() };
        ClaimContext::new(claim, facts, place)
    }

    #[test]
    fn a_chain_does_not_glue_its_ends() {
        // The one in the middle is vague and fits both ends; the ends are days apart.
        let (a, c) = (report("a", 4, 6), report("c", 8, 6));
        let mut b = report("b", 4, 6);
        if let ClaimBody::Incident(incident) = &mut b.claim.body {
            incident.date = DateSpan::between(date(2021, 6, 4), date(2021, 6, 8));
        }
        let weights = Weights::default();
        let bits = |x, y| weigh(x, y, &weights).unwrap();
        assert!(bits(&a, &b) >= weights.join && bits(&b, &c) >= weights.join);
        assert!(bits(&a, &c) < weights.join);
        let groups = cluster(&[&a, &b, &c], &Rulings::default(), &weights);
        assert_eq!(groups.len(), 2);
        for group in groups {
            assert!(!(group.contains(&&a) && group.contains(&&c)));
        }
    }

    #[test]
    fn a_crowd_is_grouped_as_a_few_are_and_in_any_order() {
        // Three blasts in one village within a month, hundreds of reports of each.
        let occasions = [(4i8, 6u64), (14, 40), (24, 6)];
        let claims: Vec<ClaimContext> = (0..1_200)
            .map(|n| (n, occasions[n % 3]))
            .map(|(n, (day, killed))| report(&format!("r{n}"), day, killed))
            .collect();
        let mut order: Vec<&ClaimContext> = claims.iter().collect();
        let (rulings, weights) = (Rulings::default(), Weights::default());
        let groups = cluster(&order, &rulings, &weights);
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [400, 400, 400]);
        order.reverse();
        assert_eq!(cluster(&order, &rulings, &weights), groups);
    }

    #[test]
    fn the_order_of_claims_does_not_matter() {
        let claims: Vec<ClaimContext> = (0..9i8)
            .map(|n| report(&format!("r{n}"), 4 + n % 4, u64::try_from(n % 3).unwrap_or(0) + 4))
            .collect();
        let forwards: Vec<&ClaimContext> = claims.iter().collect();
        let backwards: Vec<&ClaimContext> = claims.iter().rev().collect();
        let group = |claims: &[&ClaimContext]| {
            cluster(claims, &Rulings::default(), &Weights::default())
                .iter()
                .map(|group| group.iter().map(|claim| claim.id().clone()).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        assert_eq!(group(&forwards), group(&backwards));
    }
}
