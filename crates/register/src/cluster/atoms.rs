//! What grouping starts from: claims that people put together, and everybody else alone.

use crate::context::ClaimContext;
use crate::decisions::{Ruling, Rulings};

/// Claims that people put together, everybody else alone.
///
/// Later decisions win: an earlier merge that would bring together what was split later is left out.
pub(super) fn atoms<'a>(
    claims: &[&'a ClaimContext],
    rulings: &Rulings,
) -> Vec<Vec<&'a ClaimContext>> {
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
