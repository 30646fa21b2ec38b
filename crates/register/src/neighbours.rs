//! Claims that came near each other, and which of them may share an occasion.
//!
//! A vague report fits many occasions that exclude each other: "a mine killed a man in the district
//! this week". Were it joined to all of them, it would join them to each other, and in a register of a
//! hundred thousand reports nearly everything would hang together and would have to be looked at
//! whenever anything changes. So of a claim's neighbours only the one that fits it best is joined to
//! it, and those that on average fit the two of them; and a pair is joined only where both of them say so.

use std::collections::BTreeMap;

use cairn_model::ClaimId;

use crate::compare::weigh_from;
use crate::context::ClaimContext;
use crate::decisions::Ruling;
use crate::incident::Rules;

/// A claim that came near another.
#[derive(Clone, Copy, Debug)]
pub struct Neighbour<'a> {
    /// The claim.
    pub claim: &'a ClaimContext,
    /// Whether the two may share an occasion, as each of them is among the other's [`fitting`] ones.
    pub joined: bool,
}

/// For claims, those that came near each of them.
pub type Neighbours<'a> = BTreeMap<&'a ClaimId, Vec<Neighbour<'a>>>;

/// Those of its neighbours that a claim may share an occasion with, by identity.
///
/// `near` are the claims that came near this one, with the bits that speak for one occasion.
pub fn fitting(
    claim: &ClaimContext,
    near: &[(&ClaimContext, f64)],
    rules: &Rules<'_>,
) -> Vec<ClaimId> {
    let apart = |other: &ClaimContext| {
        matches!(rules.rulings.on(claim.id(), other.id()), Some(Ruling::Apart(_)))
    };
    let joined: Vec<(&ClaimContext, f64)> = (near.iter().copied())
        .filter(|(other, bits)| *bits >= rules.weights.join && !apart(other))
        .collect();
    let best = (joined.iter())
        .max_by(|(a, x), (b, y)| x.total_cmp(y).then_with(|| b.id().cmp(a.id())))
        .map(|(best, _)| *best);
    let Some(best) = best else { return Vec::new() };
    // As in grouping, where what counts is how well a claim fits on average.
    let fits = |other: &ClaimContext, bits: f64| {
        other.id() == best.id()
            || weigh_from(best, other, rules.weights, rules.weights.veto)
                .is_some_and(|more| (bits + more) / 2.0 >= rules.weights.join)
    };
    let mut fitting: Vec<ClaimId> = (joined.iter())
        .filter(|(other, bits)| fits(other, *bits))
        .map(|(other, _)| other.id().clone())
        .collect();
    fitting.sort_unstable();
    fitting
}

/// The neighbours of claims among themselves, all pairs compared.
#[cfg(test)]
pub(crate) fn neighbours_among<'a>(
    claims: &[&'a ClaimContext],
    rules: &Rules<'_>,
) -> Neighbours<'a> {
    let near = |claim: &ClaimContext| -> Vec<(&'a ClaimContext, f64)> {
        (claims.iter())
            .filter_map(|other| {
                Some((*other, weigh_from(claim, other, rules.weights, rules.weights.near)?))
            })
            .collect()
    };
    let all: BTreeMap<&ClaimId, _> = (claims.iter())
        .map(|claim| {
            let near = near(claim);
            let fitting = fitting(claim, &near, rules);
            (claim.id(), (near, fitting))
        })
        .collect();
    let fits = |a: &ClaimId, b: &ClaimId| {
        all.get(a).is_some_and(|(_, fitting)| fitting.binary_search(b).is_ok())
    };
    (all.iter())
        .map(|(id, (near, _))| {
            let near = (near.iter())
                .map(|(claim, _)| Neighbour {
                    claim,
                    joined: fits(id, claim.id()) && fits(claim.id(), id),
                })
                .collect();
            (*id, near)
        })
        .collect()
}
