//! Sentences that tell of occasions on several days, or of two on one day: where they come apart.

use std::ops::Range;

use super::facts::event_dates;
use super::setting::{is_reporting, rank};
use crate::context::Context;
use crate::counts;
use crate::effects::Effect;
use crate::mentions::{DateKind, DateMention, NumberKind};
use crate::people::PeopleKind;

/// "He was hurt at A on 5 July; on 28 June a mine had crippled his neighbour", "(A, 3 May), … (B, 5 May)":
/// parts between marks stronger than a comma, each with days of its own, on which something happened.
pub(super) fn strung(context: &Context<'_>, tokens: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let doc = context.doc;
    let days = days(context, tokens);
    if days.len() < 2 {
        return None;
    }
    // A comma behind a bracket parts what is said beside each bracket.
    let closes = |at: usize| at > tokens.start && doc.tokens[at - 1].is_mark(")");
    let and = |at: usize| {
        let entry = doc.entry_at(at, doc.class("conjunctions"));
        entry.is_some_and(|entry| &*entry.value == "and")
    };
    let parts_here = |at: usize| {
        matches!(doc.folded(at), ";" | ":")
            || closes(at) && (doc.tokens[at].is_mark(",") || and(at))
    };
    let mut parts = Vec::new();
    let mut start = tokens.start;
    for at in tokens.clone().filter(|&at| parts_here(at)) {
        let (left, right) = (start..at, at + 1..tokens.end);
        if are_apart(&days, &left, &right) && tells(context, &left) && tells_anew(context, &right) {
            parts.push(left);
            start = at + 1;
        }
    }
    if parts.is_empty() {
        return None;
    }
    parts.push(start..tokens.end);
    Some(parts)
}

/// The days, months and years of a sentence that are an event's, the coarser only where no finer is.
fn days<'c>(context: &'c Context<'_>, tokens: &Range<usize>) -> Vec<&'c DateMention> {
    let told = event_dates(context, tokens);
    let told = || told.iter().map(|&i| &context.dates.mentions[i]);
    let events = || told().filter(|date| !date.span.is_unknown() && !is_reporting(context, date));
    let finest = events().map(|date| rank(date.kind)).min();
    events().filter(|date| Some(rank(date.kind)) == finest).collect()
}

/// Whether both of two parts have days and share none.
fn are_apart(days: &[&DateMention], left: &Range<usize>, right: &Range<usize>) -> bool {
    let within = |part: Range<usize>| days.iter().filter(move |d| part.contains(&d.tokens.start));
    within(left.clone()).next().is_some()
        && within(right.clone()).next().is_some()
        && within(left.clone()).all(|a| within(right.clone()).all(|b| !a.span.touches(&b.span)))
}

/// The effects that a part tells of, as something that happened then.
fn happened<'c>(
    context: &'c Context<'_>,
    part: &'c Range<usize>,
) -> impl Iterator<Item = &'c Effect> {
    context.effects.iter().filter(|effect| {
        part.contains(&effect.tokens.start)
            && !effect.weak
            && !effect.resumed
            && !counts::is_sequel(context, effect)
    })
}

/// Whether a part tells of harm or of an explosion.
fn tells(context: &Context<'_>, part: &Range<usize>) -> bool {
    happened(context, part).any(|effect| !effect.people.is_empty() || effect.somebody)
        || goes_off(context, part)
}

/// Whether a part names ordnance and says that it went off.
fn goes_off(context: &Context<'_>, part: &Range<usize>) -> bool {
    let doc = context.doc;
    let explosions = doc.class("explosions");
    let strong = |value: &str| !matches!(value, "demolition");
    let mut terms = doc.terms_in(part.clone(), explosions);
    let told = terms.any(|term| strong(&doc.entry(term).value) && !doc.entry(term).has("weak"));
    told && context.devices_in(part).iter().any(|device| !device.vague)
}

/// Whether a part tells of people not spoken of before, or of an explosion.
fn tells_anew(context: &Context<'_>, part: &Range<usize>) -> bool {
    counts_others(context, part) || goes_off(context, part)
}

/// Whether a part counts people who are not spoken of as known.
fn counts_others(context: &Context<'_>, part: &Range<usize>) -> bool {
    happened(context, part).flat_map(|effect| &effect.people).any(|&i| {
        let person = &context.people[i];
        part.contains(&person.tokens.start)
            && person.count.is_some()
            && person.kind != PeopleKind::Pronoun
            && (!person.definite || person.kin)
            && !is_one_more(context, &person.tokens)
    })
}

/// "Three were hurt by a mine, and on Saturday a baker handed in a grenade", "…, and on Tuesday the squad was
/// withdrawn": what came to pass on another day, and harmed nobody.
pub(super) fn followed(context: &Context<'_>, tokens: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let doc = context.doc;
    let days = days(context, tokens);
    let last = days.last()?;
    let joins = |at: usize| {
        doc.folded(at) == ";"
            || doc.entry_at(at, doc.class("conjunctions")).is_some_and(|e| &*e.value == "and")
    };
    let cut = last.tokens.start.checked_sub(1).filter(|at| *at > tokens.start && joins(*at))?;
    let (left, right) = (tokens.start..cut, cut + 1..tokens.end);
    let explosions = doc.class("explosions");
    let harmless = !context.effects.iter().any(|effect| right.contains(&effect.tokens.start))
        && doc.terms_in(right.clone(), explosions).next().is_none();
    let found = doc.terms_in(right.clone(), doc.class("find_verbs")).next().is_some();
    let bare = context.devices_in(&right).is_empty();
    let apart = days.len() == 1 || are_apart(&days, &left, &right);
    (harmless && (found || bare) && apart && tells(context, &left)).then(|| vec![left, right])
}

/// "On 2 May six were killed by a charge; in the evening of the same day a constable lost his arm to another":
/// a further item on a day told of, with people of its own.
pub(super) fn on_one_day(
    context: &Context<'_>,
    tokens: &Range<usize>,
) -> Option<Vec<Range<usize>>> {
    let doc = context.doc;
    let stands_alone = |at: usize| {
        let noun = doc.tokens.get(at).is_some_and(|token| token.is_word())
            && doc.entry_at(at, doc.class("place_prepositions")).is_none()
            && doc.entry_at(at, doc.class("conjunctions")).is_none();
        !noun
    };
    let another = |part: &Range<usize>| {
        doc.terms_in(part.clone(), doc.class("another")).any(|term| {
            let item = context.devices.iter().any(|d| d.tokens.start == term.end && !d.vague);
            let subject = context.people.iter().any(|p| p.tokens.start == term.start);
            item || stands_alone(term.end) && doc.entry(term).has("one") && !subject
        })
    };
    let cut = tokens.clone().find(|&at| {
        let (left, right) = (tokens.start..at, at + 1..tokens.end);
        matches!(doc.folded(at), ";" | ":")
            && counts_others(context, &left)
            && context.devices_in(&left).iter().any(|device| !device.plural)
            && counts_others(context, &right)
            && another(&right)
    })?;
    Some(vec![tokens.start..cut, cut + 1..tokens.end])
}

/// "A farmer lost a foot on 24 May and a boy was killed on 4 June": two days, each with people of its
/// own in front of it.
pub(super) fn joined(context: &Context<'_>, tokens: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let doc = context.doc;
    let mut days = (context.dates_in(tokens).iter())
        .filter(|date| date.kind == DateKind::Day && !is_reporting(context, date));
    let (Some(first), Some(second), None) = (days.next(), days.next(), days.next()) else {
        return None;
    };
    if first.span == second.span {
        return None;
    }
    let conjunctions = doc.class("conjunctions");
    let and = |at: &usize| {
        doc.entry_at(*at, conjunctions)
            .is_some_and(|e| matches!(&*e.value, "and" | "while" | "but"))
    };
    let tells = |part: Range<usize>| {
        context.effects.iter().any(|effect| {
            part.contains(&effect.tokens.start)
                && !effect.weak
                && !effect.negated
                && !effect.resumed
                && !counts::is_sequel(context, effect)
                && effect.people.iter().any(|&i| {
                    let person = &context.people[i];
                    part.contains(&person.tokens.start)
                        && person.count.is_some()
                        && !person.definite
                        && !is_one_more(context, &person.tokens)
                })
        })
    };
    // "on Monday a mine killed a soldier at A, on Tuesday a civilian at B"
    let comma =
        |at: &usize| doc.folded(*at) == "," && (at + 1..at + 3).contains(&second.tokens.start);
    let cut = (first.tokens.end..second.tokens.start)
        .find(|at| (and(at) || comma(at)) && tells(tokens.start..*at) && tells(*at..tokens.end))?;
    Some(vec![tokens.start..cut, cut..tokens.end])
}

/// "a third", "two more": people beyond those told of.
fn is_one_more(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("further")).next().is_some()
        || context
            .numbers
            .iter()
            .any(|n| n.kind == NumberKind::Ordinal && tokens.contains(&n.tokens.start))
}
