//! How a sentence hangs together with what was told before it.

use std::ops::Range;

use cairn_model::CountRange;

use super::begins::counts_anew;
use super::event::Event;
use super::facts::Facts;
use super::setting::{anchor, best_date, within};
use crate::context::Context;
use crate::counts;
use crate::people::{PeopleKind, PeopleMention};

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
    // "Mines kill three in May", and then each of them.
    let more = |stated: Option<CountRange>, own: Option<CountRange>, other: Option<CountRange>| matches!((stated, own, other), (Some(all), Some(one), Some(_)) if all.least() > one.least());
    let several = title.plural
        || !title.devices.is_empty() && title.devices.iter().all(|&i| context.devices[i].plural);
    if several
        && (more(stated.killed, a.killed, b.killed) || more(stated.injured, a.injured, b.injured))
    {
        return true;
    }
    near && both(a.killed, b.killed) == stated.killed
        && both(a.injured, b.injured) == stated.injured
        && stated.killed.or(stated.injured).is_some()
}

/// Whether a sentence names the ordnance or the explosion that it tells of.
fn names_its_own(context: &Context<'_>, facts: &Facts) -> bool {
    !facts.triggers.is_empty() || facts.devices.iter().any(|&i| !context.devices[i].vague)
}

/// Whether a sentence with a day of its own tells of another occasion: with ordnance, or people at a place.
pub(super) fn tells_its_own(context: &Context<'_>, facts: &Facts) -> bool {
    let elsewhere = !facts.places.is_empty() && counts_anew(context, facts);
    facts.another || elsewhere || names_its_own(context, facts)
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

/// "Eleven died when their pickup was blown up. … The pickup had left before dawn and ran over a mine": whether
/// the vehicle that met with ordnance is the one told of before, on a day that may be the same.
pub(super) fn rides_on(context: &Context<'_>, event: &Event, facts: &Facts) -> bool {
    let doc = context.doc;
    let vehicles = doc.class("vehicles");
    let Some(trigger) = facts.triggers.first() else { return false };
    let told = |word: &str| {
        event.facts.iter().any(|facts| {
            doc.terms_in(facts.tokens.clone(), vehicles)
                .any(|term| doc.folded(term.end - 1) == word)
        })
    };
    let the = |at: usize| {
        let entry = doc.entry_at(at, doc.class("determiners"));
        entry.is_some_and(|entry| &*entry.value == "definite" && !entry.has("possessive"))
    };
    let same = doc.terms_in(facts.tokens.start..trigger.start, vehicles).any(|term| {
        term.start > facts.tokens.start.saturating_sub(1)
            && term.start > 0
            && the(term.start - 1)
            && told(doc.folded(term.end - 1))
    });
    let date = best_date(context, facts).map(|(_, date)| date.span);
    let one_day = match (date, event.date) {
        (Some(date), Some(known)) => within(date, known),
        _ => true,
    };
    same && one_day && !facts.another && !counts_anew(context, facts)
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

/// "Twelve dead and six wounded this month": whether the figures of a sentence that names no place and no
/// explosion are those of all occasions told so far.
pub(super) fn adds_all_up(context: &Context<'_>, events: &[Event], facts: &Facts) -> bool {
    if !facts.places.is_empty() || !facts.triggers.is_empty() || facts.sequel {
        return false;
    }
    let stated = counts::of_sentence(context, facts);
    if stated.killed.or(stated.injured).is_none() {
        return false;
    }
    let told: Vec<counts::Counts> =
        events.iter().map(|event| counts::counts(context, event)).collect();
    let fits = |stated: Option<CountRange>, of: fn(&counts::Counts) -> Option<CountRange>| {
        let Some(stated) = stated else { return true };
        let parts = || told.iter().filter_map(of).filter(|part| *part != CountRange::ZERO);
        parts().count() > 1 && parts().reduce(CountRange::plus) == Some(stated)
    };
    fits(stated.killed, |counts| counts.killed) && fits(stated.injured, |counts| counts.injured)
}

/// Whether a sentence says that two versions follow.
pub(super) fn sets_versions(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("contrasts"))
        .any(|term| &*doc.entry(term).value == "versions")
}

/// Whether a sentence tells of nothing but harm: no explosion, no item, no place.
pub(super) fn is_bare(context: &Context<'_>, facts: Option<&Facts>) -> bool {
    facts.is_some_and(|facts| {
        facts.triggers.is_empty()
            && facts.devices.iter().all(|&i| context.devices[i].plural)
            && facts.places.is_empty()
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

/// "The men had driven out on Wednesday to the apiary at B. One of them stepped on a mine": whether a sentence
/// without a day or a place of its own tells of people known before its paragraph, or before the sentence
/// behind that `told` last.
pub(super) fn tells_of_known(context: &Context<'_>, facts: &Facts, told: usize) -> bool {
    let doc = context.doc;
    let Some(sentence) = doc.sentences.get(facts.sentence) else { return false };
    let first = doc.sentences.partition_point(|s| s.paragraph < sentence.paragraph).max(told + 1);
    let first = first.min(facts.sentence);
    let Some(start) = doc.sentences.get(first).map(|s| s.tokens.start) else { return false };
    let end = anchor(context, facts).max(start + 1);
    let from = context.people.partition_point(|people| people.tokens.start < start);
    // "the men, 58 and 61,"
    let age = |people: &PeopleMention| {
        let before = people.tokens.start.checked_sub(1).map_or("", |at| doc.folded(at));
        people.kind == PeopleKind::Bare
            && people.tokens.len() == 1
            && (before == "," || joins(context, people))
    };
    let here = context.people[from..].iter().take_while(|p| p.tokens.start < end);
    let mut before = here.filter(|people| !age(people)).peekable();
    facts.dates.is_empty()
        && (facts.places.is_empty() || facts.triggers.is_empty())
        && !facts.another
        && !facts.another_item
        && before.peek().is_some()
        && before.all(|people| {
            people.name.is_none() && (people.definite || people.kind == PeopleKind::Pronoun)
        })
}

/// Whether "and" stands before a number.
fn joins(context: &Context<'_>, people: &PeopleMention) -> bool {
    let doc = context.doc;
    let before = people.tokens.start.checked_sub(1);
    before
        .and_then(|at| doc.entry_at(at, doc.class("conjunctions")))
        .is_some_and(|entry| &*entry.value == "and")
}
