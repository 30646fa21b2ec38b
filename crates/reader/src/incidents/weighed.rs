//! Sentences of which rules make nothing and learned weights an occasion (`learned/occasions`).

use std::ops::Range;

use super::facts::{Facts, Seen, facts_of, superseded};
use super::otherwise::is_mishap;
use crate::context::Context;
use crate::mentions::DateKind;
use crate::segment::SentenceKind;

/// What a sentence tells of which rules make nothing, where weights say that it is an occasion.
///
/// Never a headline, figures that no longer hold, nor what clearers blow up. It must give a day or people
/// harmed; where nothing was told before (`begun`), people harmed and no cumulative figures, so that a quiet
/// report stays quiet.
pub(super) fn weighed(
    context: &Context<'_>,
    number: usize,
    tokens: &Range<usize>,
    seen: &Seen,
    begun: bool,
) -> Option<Facts> {
    let weights = context.occasion_weights?;
    let doc = context.doc;
    if doc.sentences[number].kind == SentenceKind::Title {
        return None;
    }
    let harm = seen
        .effects
        .iter()
        .map(|&i| &context.effects[i])
        .any(|effect| !effect.negated && !effect.weak && !effect.people.is_empty());
    let named = || !seen.effects.is_empty() || !context.devices_in(tokens).is_empty();
    if !(harm || begun && named()) {
        return None;
    }
    let facts = facts_of(context, number, tokens.clone());
    if !harm && facts.dates.is_empty() {
        return None;
    }
    let explosions = doc.class("explosions");
    let by_clearers =
        || doc.terms_in(tokens.clone(), explosions).any(|t| &*doc.entry(t).value == "demolition");
    let may_be = !(seen.cumulative && (!begun || is_open(context, tokens)))
        && superseded(doc, tokens, begun).is_none()
        && !is_mishap(context, tokens)
        && !by_clearers();
    (may_be && weights.tell(context, &facts)).then_some(Facts { weighed: true, ..facts })
}

/// Whether figures are given of an open period ("since the beginning of 2022").
fn is_open(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    context.dates_in(tokens).iter().any(|date| date.kind == DateKind::Period)
}
