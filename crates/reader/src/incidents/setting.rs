//! When and where: the day and the place that a sentence gives an explosion, and whether two agree.

use cairn_model::DateSpan;

use super::facts::{Facts, is_on_the_way};
use crate::context::Context;
use crate::mentions::{DateKind, DateMention, PlaceMention};

/// "Saturday's blast": the day of the explosion in so many words.
pub(super) fn names_the_day(context: &Context<'_>, facts: &Facts) -> bool {
    let doc = context.doc;
    facts.dates.iter().any(|&i| {
        let end = context.dates.mentions[i].tokens.end;
        let end = end + usize::from(doc.folded(end) == "'s");
        context.dates.mentions[i].kind == DateKind::Day
            && facts.triggers.iter().any(|trigger| trigger.start == end)
    })
}

pub(super) fn same_or_next(a: Option<DateSpan>, b: Option<DateSpan>) -> bool {
    match (a.and_then(|a| a.from), b.and_then(|b| b.from)) {
        (Some(a), Some(b)) => a.until(b).is_ok_and(|span| span.get_days().abs() <= 2),
        _ => true,
    }
}

pub(super) fn within(a: DateSpan, b: DateSpan) -> bool {
    a == b || a.touches(&b) && (a.days().unwrap_or(400) > 1) != (b.days().unwrap_or(400) > 1)
}

/// Whether two spellings are near enough to be one name within one text.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (crate::token::fold(a), crate::token::fold(b));
    a == b || a.contains(&b) || b.contains(&a)
}

/// The day of a sentence's explosion: the finest, nearest to the explosion's words. A day on which
/// somebody said something counts only when there is no other.
pub(super) fn best_date<'c>(
    context: &'c Context<'_>,
    facts: &Facts,
) -> Option<(usize, &'c DateMention)> {
    let anchor = anchor(context, facts);
    let pick = |dates: &[usize]| {
        dates
            .iter()
            .map(|&i| (i, &context.dates.mentions[i]))
            .filter(|(_, date)| !is_reporting(context, date))
            .min_by_key(|(_, date)| (rank(date.kind), date.tokens.start.abs_diff(anchor)))
    };
    pick(&facts.dates).or_else(|| pick(&facts.setting.dates))
}

/// "said on Tuesday", "in a statement on Monday".
pub(super) fn is_reporting(context: &Context<'_>, date: &DateMention) -> bool {
    let doc = context.doc;
    let class = doc.class("reporting");
    let sentence = doc.sentences[doc.sentence_of(date.tokens.start)].tokens.start;
    let other = doc.class("other_dates");
    // "it is said that on 1 May …": the day belongs to what is said.
    let fillers = doc.class("source_fillers");
    let says_what = |i: usize| doc.entry_at(i, fillers).is_some_and(|e| e.has("clause"));
    // "… 14 Haziran'a ertelendi": where verbs come last, such words do, too.
    // "The ministry recalled the accident of 1 August": whose day it is stands before it.
    let of = |at: usize| {
        doc.entry_at(at, doc.class("place_prepositions")).is_some_and(|e| &*e.value == "of")
    };
    let start = date.tokens.start;
    if of(start) || start > sentence + 1 && of(start - 1) {
        return false;
    }
    let end = date.tokens.end;
    if (end..end + 3).any(|at| doc.entry_at(at, other).is_some_and(|e| e.has("after"))) {
        return true;
    }
    // A verb that stands before its subject is farther from the day.
    let reach = if doc.grammar().inversion { 14 } else { 4 };
    let from = date.tokens.start.saturating_sub(reach).max(sentence);
    (from..date.tokens.start).any(|at| {
        doc.entry_at(at, other).is_some()
            || doc.term_at(at, class).is_some_and(|term| {
                term.end <= date.tokens.start
                    && (term.end..date.tokens.start).all(|i| doc.folded(i) != "," && !says_what(i))
            })
    })
}

pub(super) const fn rank(kind: DateKind) -> u8 {
    match kind {
        DateKind::Day => 0,
        DateKind::Days => 1,
        DateKind::Month => 2,
        DateKind::Season => 3,
        _ => 4,
    }
}

/// The place of a sentence's explosion: the most detailed, nearest to the explosion's words.
pub(super) fn best_place<'c>(context: &'c Context<'_>, facts: &Facts) -> Option<&'c PlaceMention> {
    let anchor = anchor(context, facts);
    let pick = |places: &[usize]| {
        places.iter().map(|&i| &context.places[i]).max_by_key(|place| {
            let near = std::cmp::Reverse(place.tokens.start.abs_diff(anchor));
            (place.detail() / 2, follows_device(context, facts, place), near)
        })
    };
    // The head of an entry says where, its sentence where people were going.
    let way = facts.listed && facts.places.iter().all(|&i| is_on_the_way(context, i));
    let head = way.then(|| pick(&facts.setting.places)).flatten();
    head.filter(|place| place.settlement.is_some())
        .or_else(|| pick(&facts.places))
        .or_else(|| pick(&facts.setting.places))
}

/// "travelling to the market in A, they ran over a mine near B": a place right behind what exploded.
fn follows_device(context: &Context<'_>, facts: &Facts, place: &PlaceMention) -> bool {
    const FARTHEST: usize = 5;
    facts.devices.iter().any(|&i| {
        let end = context.devices[i].tokens.end;
        let start = place.tokens.start;
        start >= end
            && start <= end + FARTHEST
            && (end..start).all(|at| !matches!(context.doc.folded(at), "," | ";" | ":"))
    })
}

/// Where the explosion, or else the harm, is told.
pub(super) fn anchor(context: &Context<'_>, facts: &Facts) -> usize {
    facts
        .triggers
        .first()
        .map(|trigger| trigger.start)
        .or_else(|| facts.effects.first().map(|&i| context.effects[i].tokens.start))
        .unwrap_or(facts.tokens.start)
}

/// The most detailed of some places; of equals the first.
pub(super) fn finest<'c>(
    places: impl Iterator<Item = &'c PlaceMention>,
) -> Option<&'c PlaceMention> {
    places.reduce(|best, next| if next.detail() > best.detail() { next } else { best })
}
