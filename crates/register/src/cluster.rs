//! Claims that are joined by evidence, grouped into occasions.
//!
//! Average linkage under constraints: the two groups that the evidence joins best are merged first,
//! as long as on average it speaks for one occasion and no pair in them is vetoed. So a chain in
//! which A resembles B and B resembles C does not glue A to C against the evidence. The outcome does
//! not depend on the order of the claims.
//!
//! Only groups between which some pair is joined are merged, so that time and memory grow with the
//! number of joined pairs, and claims that are not connected by such pairs have no bearing on each other.

mod atoms;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use cairn_model::{ClaimId, DocumentId};

use self::atoms::atoms;
use crate::compare::weigh_from;
use crate::context::ClaimContext;
use crate::decisions::{Ruling, Rulings};
use crate::neighbours::Neighbours;
use crate::weights::Weights;

/// As many parts of a group are compared with those of another that it was not compared with yet.
const SPEAKERS: usize = 12;

/// Groups the claims of one component; each group and the list of groups sorted by claim.
pub(crate) fn cluster<'a>(
    component: &[&'a ClaimContext],
    neighbours: &Neighbours<'_>,
    rulings: &Rulings,
    weights: &Weights,
) -> Vec<Vec<&'a ClaimContext>> {
    let mut claims: Vec<&ClaimContext> = component.to_vec();
    claims.sort_by(|a, b| a.id().cmp(b.id()));
    claims.dedup_by(|a, b| a.id() == b.id());
    let mut groups = Agglomeration::new(&claims, neighbours, rulings, weights).run();
    for group in &mut groups {
        group.sort_by(|a, b| a.id().cmp(b.id()));
    }
    groups.sort_by(|a, b| a.first().map(|c| c.id()).cmp(&b.first().map(|c| c.id())));
    groups
}

/// How well two groups fit: the bits between their parts, summed up, and how many pairs that are.
/// Minus infinity is a veto, whatever is added to it.
#[derive(Clone, Copy, Debug)]
struct Fit {
    sum: f64,
    pairs: f64,
}

impl Fit {
    const VETO: Self = Self { sum: f64::NEG_INFINITY, pairs: 1.0 };

    fn mean(self) -> f64 {
        self.sum / self.pairs
    }

    fn and(self, other: Self) -> Self {
        Self { sum: self.sum + other.sum, pairs: self.pairs + other.pairs }
    }
}

/// Claims of one occasion, as far as is known yet.
#[derive(Default)]
struct Group<'a> {
    /// Claims that cannot be parted, in the order in which they came in.
    parts: Vec<Vec<&'a ClaimContext>>,
    /// How it fits the groups that it has a joined pair with, or is vetoed with, by their number.
    fits: BTreeMap<usize, Fit>,
    /// Grows with each merger, so that what was thought of it before is known to be stale.
    age: usize,
}

impl<'a> Group<'a> {
    fn claims(&self) -> Vec<&'a ClaimContext> {
        self.parts.iter().flatten().copied().collect()
    }
}

/// Two groups that might be merged; the greatest is the one to merge next.
struct Merger {
    bits: f64,
    /// The groups, the smaller number first, each with its age.
    a: (usize, usize),
    b: (usize, usize),
}

impl Ord for Merger {
    /// By bits; of equals those of the smallest numbers, which are in the order of identity.
    fn cmp(&self, other: &Self) -> Ordering {
        let numbers = |merger: &Self| (merger.a.0, merger.b.0);
        (self.bits.total_cmp(&other.bits)).then_with(|| numbers(other).cmp(&numbers(self)))
    }
}

impl PartialOrd for Merger {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Merger {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Merger {}

struct Agglomeration<'a, 'r> {
    groups: Vec<Group<'a>>,
    mergers: BinaryHeap<Merger>,
    rulings: &'r Rulings,
    weights: &'r Weights,
}

impl<'a, 'r> Agglomeration<'a, 'r> {
    fn new(
        claims: &[&'a ClaimContext],
        neighbours: &Neighbours<'_>,
        rulings: &'r Rulings,
        weights: &'r Weights,
    ) -> Self {
        let groups: Vec<Group<'a>> = (atoms(claims, rulings).into_iter())
            .map(|atom| Group { parts: vec![atom], ..Group::default() })
            .collect();
        let mut this = Self { groups, mergers: BinaryHeap::new(), rulings, weights };
        for (a, b) in this.joined(neighbours) {
            let fit = this.compared(a, b);
            this.fit(a, b, fit);
        }
        this
    }

    /// The groups between which some pair is joined, each pair of them once.
    fn joined(&self, neighbours: &Neighbours<'_>) -> BTreeSet<(usize, usize)> {
        let home: BTreeMap<&ClaimId, usize> = (self.groups.iter().enumerate())
            .flat_map(|(at, group)| group.parts.iter().flatten().map(move |c| (c.id(), at)))
            .collect();
        (neighbours.iter())
            .flat_map(|(claim, near)| near.iter().map(move |other| (*claim, other)))
            .filter(|(_, other)| other.joined)
            .filter_map(|(claim, other)| Some((*home.get(claim)?, *home.get(other.claim.id())?)))
            .filter(|(a, b)| a != b)
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect()
    }

    fn run(mut self) -> Vec<Vec<&'a ClaimContext>> {
        while let Some(Merger { a, b, .. }) = self.mergers.pop() {
            let current = |(at, age): (usize, usize)| {
                self.groups.get(at).is_some_and(|group| group.age == age)
            };
            if current(a) && current(b) {
                self.merge(a.0, b.0);
            }
        }
        (self.groups.iter().map(Group::claims)).filter(|group| !group.is_empty()).collect()
    }

    /// Notes how two groups fit; if well enough, they are up for a merger.
    fn fit(&mut self, a: usize, b: usize, fit: Fit) {
        let mut ages = [0, 0];
        for (age, (one, other)) in ages.iter_mut().zip([(a, b), (b, a)]) {
            if let Some(group) = self.groups.get_mut(one) {
                group.fits.insert(other, fit);
                *age = group.age;
            }
        }
        let bits = fit.mean();
        if bits >= self.weights.join {
            let [age_a, age_b] = ages;
            let (a, b) = ((a, age_a), (b, age_b));
            self.mergers.push(Merger { bits, a: a.min(b), b: a.max(b) });
        }
    }

    /// The second group becomes part of the first.
    fn merge(&mut self, a: usize, b: usize) {
        let mut fits = Vec::new();
        for other in self.around(a, b) {
            let [one, two] = [a, b].map(|group| {
                let known = self.groups.get(group).and_then(|group| group.fits.get(&other));
                known.copied().unwrap_or_else(|| self.compared(group, other))
            });
            fits.push((other, one.and(two)));
        }
        let given = self.groups.get_mut(b).map(std::mem::take).unwrap_or_default();
        for other in given.fits.keys() {
            if let Some(other) = self.groups.get_mut(*other) {
                other.fits.remove(&b);
            }
        }
        if let Some(group) = self.groups.get_mut(b) {
            group.age = given.age + 1;
        }
        if let Some(group) = self.groups.get_mut(a) {
            group.parts.extend(given.parts);
            group.age += 1;
        }
        for (other, fit) in fits {
            self.fit(a, other, fit);
        }
    }

    /// The groups that one of these two has been compared with.
    fn around(&self, a: usize, b: usize) -> BTreeSet<usize> {
        let fits = |at: usize| self.groups.get(at).into_iter().flat_map(|g| g.fits.keys().copied());
        fits(a).chain(fits(b)).filter(|other| *other != a && *other != b).collect()
    }

    /// How two groups fit, by comparing their parts; of many the first speak for all.
    fn compared(&self, a: usize, b: usize) -> Fit {
        let (Some(x), Some(y)) = (self.groups.get(a), self.groups.get(b)) else {
            return Fit::VETO;
        };
        if told_apart(&x.claims(), &y.claims(), self.rulings) {
            return Fit::VETO;
        }
        let (mut sum, mut pairs) = (0.0, 0.0);
        for one in x.parts.iter().take(SPEAKERS) {
            for other in y.parts.iter().take(SPEAKERS) {
                let Some(bits) = self.best(one, other) else { return Fit::VETO };
                sum += bits;
                pairs += 1.0;
            }
        }
        let all = (x.parts.len() * y.parts.len()) as f64;
        Fit { sum: sum / pairs * all, pairs: all }
    }

    /// What speaks most for two parts being one occasion, unless all of it is vetoed: what fits one
    /// claim that people put with others fits these too.
    fn best(&self, x: &[&ClaimContext], y: &[&ClaimContext]) -> Option<f64> {
        let pairs = x.iter().flat_map(|a| y.iter().map(move |b| (a, b)));
        // Most pairs are seen to be vetoed before their names are compared.
        pairs
            .filter_map(|(a, b)| weigh_from(a, b, self.weights, self.weights.veto))
            .max_by(f64::total_cmp)
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
    use crate::bodies::Bodies;
    use crate::compare::weigh;
    use crate::context::{DocumentFacts, PlaceKeys};
    use crate::incident::Rules;
    use crate::neighbours::neighbours_among;

    /// Groups claims, all pairs of which are compared.
    fn grouped<'a>(claims: &[&'a ClaimContext]) -> Vec<Vec<&'a ClaimContext>> {
        let (rulings, weights, bodies) =
            (Rulings::default(), Weights::default(), Bodies::default());
        let rules = Rules { weights: &weights, rulings: &rulings, bodies: &bodies };
        cluster(claims, &neighbours_among(claims, &rules), &rulings, &weights)
    }

    fn report(name: &str, day: i8, killed: u64) -> ClaimContext {
        let document = DocumentId::of_bytes(name.as_bytes());
        let incident = ReportedIncident {
            id: "i1".to_owned(),
            status: IncidentStatus::Happened,
            date: DateSpan::day(date(2021, 6, day)),
            date_text: None,
            place: Place::default(),
            sheet: None,
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
        let groups = grouped(&[&a, &b, &c]);
        assert_eq!(groups.len(), 2);
        for group in groups {
            assert!(!(group.contains(&&a) && group.contains(&&c)));
        }
    }

    #[test]
    fn a_crowd_is_grouped_as_a_few_are_and_in_any_order() {
        // Three blasts in one village within a month, hundreds of reports of each.
        let occasions = [(4i8, 6u64), (14, 40), (24, 6)];
        let claims: Vec<ClaimContext> = (0..600)
            .map(|n| (n, occasions[n % 3]))
            .map(|(n, (day, killed))| report(&format!("r{n}"), day, killed))
            .collect();
        let mut order: Vec<&ClaimContext> = claims.iter().collect();
        let groups = grouped(&order);
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [200, 200, 200]);
        order.reverse();
        assert_eq!(grouped(&order), groups);
    }

    #[test]
    fn the_order_of_claims_does_not_matter() {
        let claims: Vec<ClaimContext> = (0..9i8)
            .map(|n| report(&format!("r{n}"), 4 + n % 4, u64::try_from(n % 3).unwrap_or(0) + 4))
            .collect();
        let forwards: Vec<&ClaimContext> = claims.iter().collect();
        let backwards: Vec<&ClaimContext> = claims.iter().rev().collect();
        let group = |claims: &[&ClaimContext]| {
            grouped(claims)
                .iter()
                .map(|group| group.iter().map(|claim| claim.id().clone()).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        assert_eq!(group(&forwards), group(&backwards));
    }
}
