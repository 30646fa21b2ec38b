//! Somebody else than those counted one by one so far: "The driver and two women died. A boy of seven bled
//! to death on the road", "… Of the eleven traders on the sacks two were killed".

use cairn_model::CountRange;

use super::later::is_sequel;
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::incidents::Facts;
use crate::people::{PeopleKind, PeopleMention};

/// Whether an effect tells of people who cannot be among those told of one by one before.
pub(super) fn is_one_else(context: &Context<'_>, effect: &Effect, facts: &Facts) -> bool {
    let [index] = effect.people.as_slice() else { return false };
    let mention = &context.people[*index];
    is_of_another_group(context, *index, facts)
        || effect.harm == Harm::Killed
            && mention.count == Some(CountRange::exactly(1))
            && matches!(mention.kind, PeopleKind::Noun | PeopleKind::Name)
            && is_sequel(context, effect)
            && is_new(context, *index)
}

/// Whether nobody before is called the same, and an article does not say that he was told of.
fn is_new(context: &Context<'_>, index: usize) -> bool {
    let doc = context.doc;
    let mention = &context.people[index];
    let head = |one: &PeopleMention| one.tokens.end.checked_sub(1).map(|at| doc.folded(at));
    let noun = |one: &PeopleMention| {
        let within = one.tokens.clone();
        doc.terms_in(within, doc.class("people")).next().map(|term| doc.folded(term.end - 1))
    };
    let same = |one: &PeopleMention| {
        head(one) == head(mention)
            || noun(one).is_some() && noun(one) == noun(mention)
            || one.name.is_some() && one.name == mention.name
    };
    let role = mention.occupation.is_some() || mention.kin;
    (!mention.definite || role || mention.name.is_some())
        && !context.people[..index].iter().any(same)
}

/// "Of the eleven traders, | two | were killed": a part of people of whom nothing was told before.
fn is_of_another_group(context: &Context<'_>, index: usize, facts: &Facts) -> bool {
    let doc = context.doc;
    let part = &context.people[index];
    let first = context.people.partition_point(|one| one.tokens.start < facts.tokens.start);
    let Some(whole) = context.people.get(first).filter(|_| first < index) else { return false };
    let of = whole
        .tokens
        .start
        .checked_sub(1)
        .and_then(|at| doc.entry_at(at, doc.class("place_prepositions")));
    let larger =
        match (whole.count.and_then(CountRange::exact), part.count.and_then(CountRange::exact)) {
            (Some(all), Some(some)) => all > some,
            _ => false,
        };
    part.kind == PeopleKind::Bare
        && whole.definite
        && larger
        && of.is_some_and(|entry| &*entry.value == "of")
        && whole.tokens.start == facts.tokens.start + 1
}
