//! What rules say of a sentence, for weights that decide where rules make nothing of it.

use super::begins::begins;
use super::facts::Facts;
use super::otherwise::{is_otherwise, is_unreal};
use super::scope::is_cumulative;
use crate::context::Context;

/// What rules say of a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verdict {
    /// The victim set it off.
    pub(crate) contact: bool,
    /// Somebody set it off who watched.
    pub(crate) remote: bool,
    /// It speaks of explosions in the plural only.
    pub(crate) plural: bool,
    /// It tells what became later of people already harmed.
    pub(crate) sequel: bool,
    /// It gives cumulative figures.
    pub(crate) cumulative: bool,
    /// It tells of harm by something else.
    pub(crate) otherwise: bool,
    /// It tells of what did not happen.
    pub(crate) unreal: bool,
}

impl Verdict {
    /// Of what a sentence tells.
    pub(crate) fn of(context: &Context<'_>, facts: &Facts) -> Self {
        Self {
            contact: facts.contact,
            remote: facts.remote,
            plural: facts.plural,
            sequel: facts.sequel,
            cumulative: is_cumulative(context, &facts.tokens, &facts.effects),
            otherwise: is_otherwise(context, &facts.tokens, &facts.devices),
            unreal: is_unreal(context.doc, &facts.tokens),
        }
    }
}

/// The parts of a sentence, each with what it tells, whatever it amounts to, and whether it may begin an
/// incident.
pub(crate) fn parts_told(context: &Context<'_>, number: usize) -> Vec<(Facts, bool)> {
    let tokens = context.doc.sentences[number].tokens.clone();
    super::parts::parts(context, &tokens)
        .unwrap_or_else(|| vec![tokens])
        .into_iter()
        .map(|part| {
            let facts = super::facts::facts_of(context, number, part);
            let begins = begins(context, &facts);
            (facts, begins)
        })
        .collect()
}
