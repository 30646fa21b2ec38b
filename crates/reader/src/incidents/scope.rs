//! What a sentence is about: one occasion or many, ordnance or fighting, how it was set off.

use std::ops::Range;

use super::begins::counts_anew;
use super::facts::{Facts, facts_of};
use super::many::is_of_many;
use super::otherwise::other_causes;
use super::setting::{Day, is_reporting, whose};
use crate::context::Context;
use crate::mentions::{DateKind, NumberKind};

/// A lead over more days than these gives figures and no occasions.
const LONGEST_LEAD: i32 = 7;

/// "caused by gas and not by a mine": ordnance that is said to have had no part in it.
pub(super) fn is_ruled_out(context: &Context<'_>, start: usize) -> bool {
    let doc = context.doc;
    let sentence = doc.sentences[doc.sentence_of(start)].tokens.start;
    (start.saturating_sub(3).max(sentence)..start).rev().take(3).any(|at| {
        doc.entry_at(at, doc.class("negations")).is_some_and(|e| !e.has("after"))
            && (at + 1..start).all(|i| {
                doc.entry_at(i, doc.class("place_prepositions")).is_some()
                    || doc.entry_at(i, doc.class("determiners")).is_some()
                    // "not a single booby trap"
                    || (i - 1..=i).any(|at| {
                        let only = doc.term_at(at, doc.class("only_words"));
                        only.is_some_and(|term| term.end > i)
                    })
            })
    })
}

/// Whether a sentence tells of fighting and the like, and of no ordnance.
pub(super) fn is_fought(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    other_causes(doc, tokens.clone()).next().is_some()
        && context.devices_in(tokens).iter().all(|device| device.vague)
}

/// "Total for the week: 2 accidents, 4 killed": a line that sums up what was told above it.
pub(super) fn opens_total(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let class = doc.class("total_rows");
    let colon = (tokens.start..tokens.end.min(tokens.start + 8)).find(|&at| doc.folded(at) == ":");
    colon.is_some_and(|colon| {
        (tokens.start..colon).take(3).any(|at| doc.entry_at(at, class).is_some())
            && crate::numbers::numbers_in(&context.numbers, colon..tokens.end).len() > 1
    })
}

/// "Two servicemen died and six were wounded by mines over the past 24 hours": a lead over some days,
/// which sums up what follows.
pub(super) fn lead_sum(
    context: &Context<'_>,
    number: usize,
    tokens: Range<usize>,
) -> Option<Facts> {
    let recent = context.dates_in(&tokens).iter().any(|date| {
        date.kind == DateKind::Days && date.span.days().is_none_or(|days| days <= LONGEST_LEAD)
    });
    let named = recent && context.devices_in(&tokens).iter().any(|device| !device.vague);
    if !named && !sums_up(context, &tokens) {
        return None;
    }
    let facts = facts_of(context, number, tokens);
    let wide = facts.places.iter().all(|&i| context.places[i].settlement.is_none());
    (wide && counts_anew(context, &facts)).then_some(facts)
}

/// Words between "beneath" and the vehicle.
const VEHICLE_WITHIN: usize = 4;

/// Whether a sentence says that the victim (or somebody who watched) set it off.
pub(super) fn set_off(context: &Context<'_>, tokens: &Range<usize>, by: &str) -> bool {
    let doc = context.doc;
    let explosions = doc.class("explosions");
    doc.terms_in(tokens.clone(), doc.class("set_off")).any(|term| {
        let entry = doc.entry(term);
        // "set off by rebels", but not "trodden on and laid by rebels".
        let reach = if entry.has("agent") { 2 } else { 5 };
        let near = term.start.saturating_sub(reach).max(tokens.start)..term.start;
        // "went off beneath their tractor"
        let vehicle = || {
            let behind = term.end..tokens.end.min(term.end + VEHICLE_WITHIN);
            doc.terms_in(behind, doc.class("vehicles")).next().is_some()
        };
        &*entry.value == by
            && (!entry.has("verb") || doc.terms_in(near, explosions).next().is_some())
            && (!entry.has("vehicle") || vehicle())
    })
}

/// "Insurgents triggered a landmine": where those who put it there set it off, if they did.
pub(super) fn set_off_by_attackers(context: &Context<'_>, tokens: &Range<usize>) -> Option<usize> {
    const NEAR: usize = 2;
    let doc = context.doc;
    let (set_off, attacks) = (doc.class("set_off"), doc.class("attacks"));
    let attackers = |verb: usize| {
        let from = verb.saturating_sub(2 * NEAR).max(tokens.start);
        doc.terms_in(from..verb, attacks)
            .any(|term| &*doc.entry(term).value == "attackers" && verb - term.end <= NEAR)
    };
    let mut doers = doc.terms_in(tokens.clone(), set_off);
    // "detonated a charge", and not "detonated under the van".
    let object = |verb: usize| {
        doc.tokens.get(verb).is_some_and(|token| token.is_word())
            && doc.entry_at(verb, doc.class("place_prepositions")).is_none()
    };
    let does = |at: usize, end: usize| attackers(at) && object(end);
    doers
        .find(|term| &*doc.entry(term).value == "doer" && does(term.start, term.end))
        .map(|term| term.start)
}

/// "Their motorcycle had passed over it": whether the victims met with what was told of before.
pub(super) fn meets_it(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let things = doc.class("things");
    doc.terms_in(tokens.clone(), doc.class("explosions")).any(|term| {
        let entry = doc.entry(term);
        &*entry.value == "contact"
            && !entry.has("weak")
            && doc.entry_at(term.end, things).is_some_and(|thing| &*thing.value != "all")
    })
}

/// "in separate blasts", "two explosions": several occasions in one sentence.
pub(super) fn sums_up(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let plural = doc
        .terms_in(tokens.clone(), doc.class("explosions"))
        .find(|term| doc.entry(term).has("plural") || is_counted(context, term.start))
        .map(|term| term.start);
    plural.is_some_and(|at| {
        let from = at.saturating_sub(3).max(tokens.start);
        (from..at).any(|before| doc.entry_at(before, doc.class("separate")).is_some())
            || is_numbered(context, at)
    })
}

/// "six accidents; 1 dead, 8 injured", "Accidents: three": whether several are counted, right before or in a
/// form's field.
fn is_numbered(context: &Context<'_>, noun: usize) -> bool {
    const SEVERAL: f64 = 2.0;
    let field = noun + 2;
    let of_field = context.doc.folded(noun + 1) == ":";
    context.numbers.iter().any(|number| {
        number.kind == NumberKind::Cardinal
            && number.value.least() >= SEVERAL
            && (number.tokens.end == noun || of_field && number.tokens.start == field)
    })
}

/// "iki ayrı patlama": several, though the noun stays in the singular.
pub(super) fn is_counted(context: &Context<'_>, noun: usize) -> bool {
    let doc = context.doc;
    if !doc.grammar().counted_singular {
        return false;
    }
    let separate = |at: usize| doc.entry_at(at, doc.class("separate")).is_some();
    let end = noun - usize::from(noun > 0 && separate(noun - 1));
    crate::finds::number_ending_at(context, end)
        .is_some_and(|number| number.kind == NumberKind::Cardinal && number.value.least() >= 2.0)
}

/// Figures over a period are tallies, not occasions.
pub(super) fn is_cumulative(
    context: &Context<'_>,
    tokens: &Range<usize>,
    effects: &[usize],
) -> bool {
    let doc = context.doc;
    let (dates, devices) = (context.dates_in(tokens), context.devices_in(tokens));
    // "left over from a campaign more than a decade ago": a time of something else.
    let has = |kinds: &[DateKind]| {
        let mut of_kind = dates.iter().filter(|date| kinds.contains(&date.kind));
        of_kind.any(|date| whose(context, date) != Day::Other)
    };
    // "a war of thirty years ago" is no time of the figures.
    let in_year = dates.iter().any(|date| {
        date.kind == DateKind::Year && !date.span.is_unknown() && whose(context, date) != Day::Other
    });
    let words = doc.terms_in(tokens.clone(), doc.class("cumulative")).next().is_some();
    let count = |least: u64| {
        effects.iter().any(|&i| {
            let people = &context.effects[i].people;
            people.iter().any(|&p| context.people[p].count.is_some_and(|c| c.least() >= least))
        })
    };
    // No single mine harms a hundred people, and survivors are cared for long after.
    if count(100) || doc.terms_in(tokens.clone(), doc.class("aftermath")).next().is_some() {
        return true;
    }
    if is_of_many(context, tokens) {
        return true;
    }
    let told_on_a_day =
        dates.iter().any(|date| date.kind == DateKind::Day && !is_reporting(context, date));
    if told_on_a_day {
        return false;
    }
    // "when a mine that had lain there since the war blew up": one item went off.
    let one_item = devices.iter().any(|device| !device.plural && !device.vague)
        && doc
            .terms_in(tokens.clone(), doc.class("explosions"))
            .any(|term| matches!(&*doc.entry(term).value, "goes_off" | "contact"));
    // "61 people stepped on a mine in 2023" is no one mine.
    let finer = has(&[DateKind::Days, DateKind::Month, DateKind::Season]);
    let over_years = !finer && (in_year && count(20) || has(&[DateKind::Period]) && count(5));
    if one_item && !over_years {
        return false;
    }
    // "within 24 hours": figures over some time, which nobody dates.
    let length = dates.iter().any(|date| date.kind == DateKind::Days && date.span.is_unknown());
    // "which has had no power for thirteen months": a length of time over which nothing is counted.
    let period = dates.iter().any(|date| date.kind == DateKind::Period && !date.span.is_unknown())
        || has(&[DateKind::Period]) && (count(2) || devices.iter().any(|device| device.plural));
    if words || length || period || context.is_tally_sentence(doc.sentence_of(tokens.start)) {
        return true;
    }
    // "19 deaths and 59 injured in 2018": many people, and nothing finer than a year.
    in_year && !finer && count(5)
}

/// Whether a cumulative sentence gives figures, and does not only name a length of time.
pub(super) fn gives_figures(
    context: &Context<'_>,
    tokens: &Range<usize>,
    effects: &[usize],
) -> bool {
    let doc = context.doc;
    // "where no demining has been done to date" counts nothing.
    let counts = || {
        let number = |n: &&crate::mentions::Number| tokens.contains(&n.tokens.start);
        let mut numbers = context.numbers.iter().filter(number);
        numbers.any(|n| !matches!(n.kind, NumberKind::Age | NumberKind::Label))
    };
    !effects.is_empty()
        || context.is_tally_sentence(doc.sentence_of(tokens.start))
        || doc.terms_in(tokens.clone(), doc.class("cumulative")).next().is_some() && counts()
        || doc.terms_in(tokens.clone(), doc.class("aftermath")).next().is_some()
}
