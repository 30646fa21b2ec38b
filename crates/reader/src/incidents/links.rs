//! How a sentence hangs together with what was told before it.

use std::ops::Range;

use cairn_model::CountRange;

use super::begins::counts_anew;
use super::event::Event;
use super::facts::Facts;
use crate::context::Context;
use crate::counts;

/// "Farmer killed, another injured by mines": whether the headline gives what two occasions have
/// together, and not the first alone.
pub(super) fn sums_first_two(context: &Context<'_>, events: &[Event]) -> bool {
    let [first, second, ..] = events else { return false };
    let Some(title) = first.title.as_ref() else { return false };
    let stated = counts::of_sentence(context, title);
    let alone = Event { title: None, ..first.clone() };
    let (a, b) = (counts::counts(context, &alone), counts::counts(context, second));
    let both = |a: Option<CountRange>, b: Option<CountRange>| match (a, b) {
        (Some(a), Some(b)) => Some(a.plus(b)),
        (a, b) => a.or(b),
    };
    let near = second.date.is_none() || second.near(first);
    near && both(a.killed, b.killed) == stated.killed
        && both(a.injured, b.injured) == stated.injured
        && stated.killed.or(stated.injured).is_some()
}

/// Whether a sentence names the ordnance or the explosion that it tells of.
pub(super) fn names_its_own(context: &Context<'_>, facts: &Facts) -> bool {
    !facts.triggers.is_empty() || facts.devices.iter().any(|&i| !context.devices[i].vague)
}

/// Whether the explosion's words have a pronoun for their subject and nothing else is new.
pub(super) fn is_resumed(context: &Context<'_>, facts: &Facts, told_here: bool) -> bool {
    let doc = context.doc;
    let pronoun = |at: usize| {
        doc.entry_at(at, doc.class("things")).is_some()
            || told_here && doc.entry_at(at, doc.class("people")).is_some_and(|e| e.has("pronoun"))
    };
    facts.dates.is_empty()
        && !counts_anew(context, facts)
        && !facts.another_item
        && facts.triggers.first().is_some_and(|trigger| {
            trigger.start > facts.tokens.start + 3 && pronoun(trigger.start - 1)
        })
}

/// Whether a sentence speaks of a number of dead or injured as known ("the seven deaths").
pub(super) fn is_total(context: &Context<'_>, facts: &Facts) -> bool {
    facts.effects.iter().map(|&i| &context.effects[i]).any(|effect| {
        let people = || effect.people.iter().map(|&i| &context.people[i]);
        effect.own_count
            && !effect.toll
            && people().any(|p| p.definite && p.count.is_some_and(|n| n.least() > 1))
    })
}

/// Whether a sentence says that two versions follow.
pub(super) fn sets_versions(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("contrasts"))
        .any(|term| &*doc.entry(term).value == "versions")
}

/// Whether a sentence tells of nothing but harm: no explosion, no ordnance, no place.
pub(super) fn is_bare(facts: Option<&Facts>) -> bool {
    facts.is_some_and(|facts| {
        facts.triggers.is_empty() && facts.devices.is_empty() && facts.places.is_empty()
    })
}

/// "it was a TM-62", "the mine was anti-tank": whether ordnance is what a sentence says something was.
pub(super) fn is_predicate(context: &Context<'_>, device: &Range<usize>) -> bool {
    let doc = context.doc;
    let (auxiliaries, determiners) = (doc.class("auxiliaries"), doc.class("determiners"));
    let was = |at: usize| doc.entry_at(at, auxiliaries).is_some_and(|e| &*e.value == "be");
    let article = device.start.checked_sub(1).filter(|at| doc.entry_at(*at, determiners).is_some());
    let before = article.unwrap_or(device.start).checked_sub(1);
    before.is_some_and(was) || device.clone().any(was)
}
