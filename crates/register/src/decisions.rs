//! The decisions in force, looked up by claim.

use std::collections::{BTreeMap, BTreeSet};

use cairn_model::register::{Settled, Standing};
use cairn_model::{ClaimId, Decision, DecisionAction, DecisionLog};

use crate::context::ClaimContext;
use crate::weights::Weights;

/// The decisions that hold, in order, with an index by claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rulings {
    decisions: Vec<Decision>,
    by_claim: BTreeMap<ClaimId, Vec<usize>>,
    weights: Option<(u64, Weights)>,
}

/// What people say about two claims telling of one occasion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// They do, by this decision.
    Together(u64),
    /// They do not, by this decision.
    Apart(u64),
}

impl Rulings {
    /// The decisions of a log that hold.
    pub fn of(log: &DecisionLog) -> Self {
        Self::from_decisions(log.in_force().into_iter().cloned().collect())
    }

    /// Decisions that hold, in the order in which they were taken.
    pub fn from_decisions(decisions: Vec<Decision>) -> Self {
        let mut by_claim: BTreeMap<ClaimId, Vec<usize>> = BTreeMap::new();
        for (at, decision) in decisions.iter().enumerate() {
            let claims: BTreeSet<&ClaimId> = decision.action.claims().into_iter().collect();
            for claim in claims {
                by_claim.entry(claim.clone()).or_default().push(at);
            }
        }
        let weights = decisions.iter().rev().find_map(|decision| match &decision.action {
            DecisionAction::Weigh { weights, .. } => {
                Weights::from_json(weights).ok().map(|weights| (decision.number, weights))
            }
            _ => None,
        });
        Self { decisions, by_claim, weights }
    }

    /// The weights that people set last, with the number of the decision, if they set any.
    ///
    /// A table that this program cannot read, such as one of a later version, is passed over.
    pub const fn weights(&self) -> Option<&(u64, Weights)> {
        self.weights.as_ref()
    }

    /// Whether the decision of this number holds.
    pub fn holds(&self, number: u64) -> bool {
        self.decisions.iter().any(|decision| decision.number == number)
    }

    /// The decisions that name this claim, in order.
    pub fn about(&self, claim: &ClaimId) -> impl Iterator<Item = &Decision> {
        (self.by_claim.get(claim).into_iter().flatten()).filter_map(|at| self.decisions.get(*at))
    }

    /// Claims that a person said tell of the same occasion as this one.
    pub fn merged_with(&self, claim: &ClaimId) -> BTreeSet<ClaimId> {
        self.about(claim)
            .filter_map(|decision| match &decision.action {
                DecisionAction::Merge { claims } => Some(claims),
                _ => None,
            })
            .flatten()
            .filter(|other| *other != claim)
            .cloned()
            .collect()
    }

    /// Whether somebody said that two claims tell of one occasion, or that they do not.
    pub fn together(&self, a: &ClaimId, b: &ClaimId) -> Option<bool> {
        self.on(a, b).map(|ruling| matches!(ruling, Ruling::Together(_)))
    }

    /// The last word on whether two claims tell of one occasion, if anybody spoke.
    pub(crate) fn on(&self, a: &ClaimId, b: &ClaimId) -> Option<Ruling> {
        self.about(a)
            .filter_map(|decision| match &decision.action {
                DecisionAction::Merge { claims } if claims.contains(a) && claims.contains(b) => {
                    Some(Ruling::Together(decision.number))
                }
                DecisionAction::Split { claims, from }
                    if (claims.contains(a) && from.contains(b))
                        || (claims.contains(b) && from.contains(a)) =>
                {
                    Some(Ruling::Apart(decision.number))
                }
                _ => None,
            })
            .last()
    }

    /// Whether a claim counts: what a person said last, else whether its document is the latest.
    pub fn standing(&self, context: &ClaimContext) -> Standing {
        self.about(context.id())
            .filter_map(|decision| match decision.action {
                DecisionAction::Accept { .. } => Some(Standing::Accepted),
                DecisionAction::Reject { .. } => Some(Standing::Rejected),
                _ => None,
            })
            .last()
            .unwrap_or_else(|| context.standing())
    }

    /// What people last found about figures that disagree, by the claims that give them.
    ///
    /// All of them: where a further claim joins the disagreement, nobody has looked into that yet.
    pub fn settled(&self, claims: &[ClaimId]) -> Option<Settled> {
        let wanted: BTreeSet<&ClaimId> = claims.iter().collect();
        self.about(claims.first()?)
            .filter_map(|decision| match &decision.action {
                DecisionAction::Settle { claims, verdict }
                    if claims.iter().collect::<BTreeSet<_>>() == wanted =>
                {
                    Some(Settled { decision: decision.number, verdict: verdict.clone() })
                }
                _ => None,
            })
            .last()
    }

    /// Why a claim was rejected, if it was.
    pub(crate) fn rejection(&self, claim: &ClaimId) -> Option<&Decision> {
        self.about(claim)
            .filter(|decision| {
                matches!(
                    decision.action,
                    DecisionAction::Accept { .. } | DecisionAction::Reject { .. }
                )
            })
            .last()
            .filter(|decision| matches!(decision.action, DecisionAction::Reject { .. }))
    }
}
