//! Whether people told of one by one are others than those told before, and whether a figure is of this
//! occasion at all.

use cairn_model::CountRange;

use crate::context::Context;
use crate::effects::Effect;
use crate::incidents::Facts;
use crate::mentions::DateKind;
use crate::people::{PeopleKind, PeopleMention};
use crate::token::fold;

/// Whether a person cannot be the one told of before: another name, sex or age, or a relative of theirs.
pub(super) fn is_another(context: &Context<'_>, known: usize, person: usize) -> bool {
    let (a, b) = (&context.people[known], &context.people[person]);
    if b.kind == PeopleKind::Pronoun || !a.is_individual() {
        return false;
    }
    // "A boy lost a hand. Two of his friends were hurt."
    if is_relative_of(context, a, b) {
        return true;
    }
    // "A soldier died of his wounds. Two comrades were killed on the spot."
    if b.plural && b.kin && b.count.is_some() && !b.definite && !a.kin {
        return true;
    }
    if b.plural || !b.is_individual() {
        return false;
    }
    // "A niece who carried the ropes": nobody told of before by name.
    let article = context.doc.entry_at(b.tokens.start, context.doc.class("determiners"));
    if b.kin && b.name.is_none() && article.is_some_and(|e| &*e.value == "indefinite") {
        return a.name.is_some();
    }
    match (&a.name, &b.name) {
        (Some(x), Some(y)) => return !is_one_name(x, y),
        (Some(_), None) if b.definite && !b.kin => return false,
        _ => {}
    }
    let sexes = matches!((a.sex, b.sex), (Some(x), Some(y)) if x != y);
    let ages = matches!((a.age, b.age), (Some(x), Some(y)) if x != y);
    sexes || ages
}

/// "a boy … his brother": a relative whose possessive means the one told of before.
fn is_relative_of(context: &Context<'_>, known: &PeopleMention, person: &PeopleMention) -> bool {
    let doc = context.doc;
    let determiners = doc.class("determiners");
    let possessive = person.tokens.clone().find_map(|at| {
        let entry = doc.entry_at(at, determiners)?;
        (entry.has("possessive") && !entry.has("plural")).then_some(entry)
    });
    let Some(possessive) = possessive.filter(|_| person.kin && !known.kin) else { return false };
    let whose = possessive.get("sex").and_then(|sex| sex.parse().ok());
    whose.is_none() || known.sex.is_none() || known.sex == whose
}

fn is_one_name(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    a.contains(&b) || b.contains(&a)
}

/// "bringing to nine the number of people killed by mines this year": a figure for more than one occasion.
pub(super) fn is_running(context: &Context<'_>, effect: &Effect, facts: &Facts) -> bool {
    let doc = context.doc;
    let long = context.dates_in(&facts.tokens).iter().any(|date| {
        matches!(date.kind, DateKind::Year | DateKind::Period | DateKind::Season)
            && date.tokens.start > effect.tokens.start
    });
    let rest = effect.tokens.end..facts.tokens.end.max(effect.tokens.end);
    let words = || doc.terms_in(rest.clone(), doc.class("running_words")).next().is_some();
    // "killed by mines": no one of them.
    let behind = effect.tokens.end..(effect.tokens.end + 6).min(facts.tokens.end);
    let several = context.devices_in(&behind).iter().any(|device| device.plural);
    let counted = |&i: &usize| context.people[i].count.is_some_and(|n| n != CountRange::ZERO);
    effect.people.iter().any(counted) && (long || several || words())
}

/// "the other three": those who are left of some.
pub(super) fn is_rest(context: &Context<'_>, mention: &PeopleMention) -> bool {
    let doc = context.doc;
    mention.count.is_some()
        && doc
            .entry_at(mention.tokens.start, doc.class("determiners"))
            .is_some_and(|entry| entry.has("rest"))
}
