//! Claims that are joined by evidence, grouped into occasions.
//!
//! Average linkage under constraints: the two groups that the evidence joins best are merged first,
//! as long as on average it speaks for one occasion and no pair in them is vetoed. So a chain in
//! which A resembles B and B resembles C does not glue A to C against the evidence. The outcome does
//! not depend on the order of the claims.

use crate::compare::weigh;
use crate::context::ClaimContext;
use crate::decisions::{Ruling, Rulings};
use crate::weights::Weights;

/// Components of more claims than this are first taken apart along their weakest links.
const LARGEST: usize = 300;
/// By how many bits the line is raised each time.
const RAISE: f64 = 2.0;

/// Groups the claims of one component; each group and the list of groups sorted by claim.
pub(crate) fn cluster<'a>(
    component: &[&'a ClaimContext],
    rulings: &Rulings,
    weights: &Weights,
) -> Vec<Vec<&'a ClaimContext>> {
    let mut claims: Vec<&ClaimContext> = component.to_vec();
    claims.sort_by(|a, b| a.id().cmp(b.id()));
    claims.dedup_by(|a, b| a.id() == b.id());
    let mut groups = Vec::new();
    for part in parts(claims, rulings, weights) {
        groups.extend(agglomerate(&part, rulings, weights));
    }
    groups.sort_by(|a, b| a.first().map(|c| c.id()).cmp(&b.first().map(|c| c.id())));
    groups
}

/// The component itself, or, when it is too large to compare all pairs, its parts under a higher line.
fn parts<'a>(
    claims: Vec<&'a ClaimContext>,
    rulings: &Rulings,
    weights: &Weights,
) -> Vec<Vec<&'a ClaimContext>> {
    let mut done = Vec::new();
    let mut waiting = vec![(claims, weights.join)];
    while let Some((claims, line)) = waiting.pop() {
        if claims.len() <= LARGEST || line > weights.join + 20.0 {
            // Reports that even the highest line does not part are alike in everything: taken in
            // slices, which keeps the cost in bounds, and told as several incidents.
            done.extend(claims.chunks(LARGEST).map(<[_]>::to_vec));
            continue;
        }
        let line = line + RAISE;
        for part in connected(&claims, |a, b| {
            matches!(rulings.on(a.id(), b.id()), Some(Ruling::Together(_)))
                || weigh(a, b, weights).is_some_and(|bits| bits >= line)
        }) {
            waiting.push((part, line));
        }
    }
    done
}

fn connected<'a>(
    claims: &[&'a ClaimContext],
    linked: impl Fn(&ClaimContext, &ClaimContext) -> bool,
) -> Vec<Vec<&'a ClaimContext>> {
    let mut waiting: Vec<&ClaimContext> = claims.iter().rev().copied().collect();
    let mut parts = Vec::new();
    while let Some(first) = waiting.pop() {
        let mut part = vec![first];
        let mut at = 0;
        while let Some(current) = part.get(at).copied() {
            let (near, far): (Vec<_>, Vec<_>) =
                waiting.into_iter().partition(|other| linked(current, other));
            part.extend(near);
            waiting = far;
            at += 1;
        }
        part.sort_by(|a, b| a.id().cmp(b.id()));
        parts.push(part);
    }
    parts
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
    fn new(atoms: Vec<Vec<&'a ClaimContext>>, rulings: &Rulings, weights: &Weights) -> Self {
        let size = atoms.len();
        let mut table = Self {
            groups: atoms,
            sums: vec![(f64::NEG_INFINITY, 1.0); size * size],
            best: vec![None; size],
        };
        for a in 0..size {
            for b in a + 1..size {
                let bits = match (table.groups.get(a), table.groups.get(b)) {
                    (Some(x), Some(y)) => between(x, y, rulings, weights),
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

/// Bits between two groups that people made: a claim that fits one of them fits the group.
fn between(x: &[&ClaimContext], y: &[&ClaimContext], rulings: &Rulings, weights: &Weights) -> f64 {
    let mut most = f64::NEG_INFINITY;
    for a in x {
        for b in y {
            if let Some(Ruling::Apart(_)) = rulings.on(a.id(), b.id()) {
                return f64::NEG_INFINITY;
            }
            match weigh(a, b, weights) {
                Some(bits) => most = most.max(bits),
                None => return f64::NEG_INFINITY,
            }
        }
    }
    if most < weights.veto { f64::NEG_INFINITY } else { most }
}

fn agglomerate<'a>(
    claims: &[&'a ClaimContext],
    rulings: &Rulings,
    weights: &Weights,
) -> Vec<Vec<&'a ClaimContext>> {
    let mut table = Table::new(atoms(claims, rulings), rulings, weights);
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
    for (a, first) in claims.iter().enumerate() {
        if rulings.about(first.id()).next().is_none() {
            continue;
        }
        for (b, second) in claims.iter().enumerate().skip(a + 1) {
            if let Some(Ruling::Together(number)) = rulings.on(first.id(), second.id()) {
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
