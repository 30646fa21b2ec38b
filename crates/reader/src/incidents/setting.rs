//! When and where: the day and the place that a sentence gives an explosion, and whether two agree.

use std::ops::Range;

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
    if a.is_ascii() && b.is_ascii() {
        let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
        let (long, short) = (long.as_bytes(), short.as_bytes());
        return short.is_empty()
            || long.windows(short.len()).any(|part| part.eq_ignore_ascii_case(short));
    }
    let (a, b) = (crate::token::fold(a), crate::token::fold(b));
    a.contains(&b) || b.contains(&a)
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
            .min_by_key(|(_, date)| {
                let near = date.tokens.start.abs_diff(anchor);
                (rank(date.kind), is_of_fate(context, facts, date), near)
            })
    };
    pick(&facts.dates).or_else(|| pick(&facts.setting.dates))
}

/// "X died on Tuesday of the mine that wrecked his cart on Sunday": whether the nearest verb in front of a
/// day, or behind it where there is none, tells what became of somebody later, and not of the explosion.
fn is_of_fate(context: &Context<'_>, facts: &Facts, date: &DateMention) -> bool {
    let doc = context.doc;
    let class = doc.class("fates");
    let day = &date.tokens;
    let tokens = &facts.tokens;
    let device =
        |&i: &usize| Some(&context.devices[i]).filter(|d| !d.vague).map(|d| d.tokens.start);
    let effect = |&i: &usize| {
        let start = context.effects[i].tokens.start;
        doc.term_at(start, class).is_none().then_some(start)
    };
    let told = || {
        let triggers = facts.triggers.iter().map(|trigger| trigger.start);
        let devices = facts.devices.iter().filter_map(device);
        triggers.chain(devices).chain(facts.effects.iter().filter_map(effect))
    };
    let fates = |within: Range<usize>| doc.terms_in(within, class).map(|term| term.start);
    let last = |starts: &mut dyn Iterator<Item = usize>| starts.filter(|at| *at < day.start).max();
    match (last(&mut fates(tokens.start..day.start)), last(&mut told())) {
        (Some(fate), told) => told.is_none_or(|told| told < fate),
        (None, Some(_)) => false,
        (None, None) => {
            let next = told().filter(|at| *at >= day.end).min();
            let fate = fates(day.end..tokens.end.max(day.end)).next();
            fate.is_some_and(|fate| next.is_none_or(|next| fate < next))
        }
    }
}

/// Whose day a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// That of what is told.
    Event,
    /// On which somebody spoke of it: "said on Tuesday", "in a statement on Monday".
    Statement,
    /// That of something else: "buried on Monday", "laid in 1993", "the war of 2006".
    Other,
}

/// "said on Tuesday", "buried on Monday", "laid in 1993".
pub(crate) fn is_reporting(context: &Context<'_>, date: &DateMention) -> bool {
    whose(context, date) != Day::Event
}

/// Whose day a date is, by the words in front of it and behind it.
pub(super) fn whose(context: &Context<'_>, date: &DateMention) -> Day {
    let doc = context.doc;
    let class = doc.class("reporting");
    let sentence = doc.sentences[doc.sentence_of(date.tokens.start)].tokens.start;
    let other = doc.class("other_dates");
    let start = date.tokens.start;
    let end = date.tokens.end;
    if is_attribute(context, date) {
        return Day::Other;
    }
    if let Some(day) = beside(context, date, sentence) {
        return day;
    }
    // "it is said that on 1 May …": the day belongs to what is said.
    let fillers = doc.class("source_fillers");
    let relatives = doc.class("relatives");
    let says_what = |i: usize| {
        doc.entry_at(i, fillers).is_some_and(|e| e.has("clause"))
            || doc.entry_at(i, relatives).is_some()
    };
    // "The ministry recalled the accident of 1 August": whose day it is stands before it.
    let of = |at: usize| {
        doc.entry_at(at, doc.class("place_prepositions")).is_some_and(|e| &*e.value == "of")
    };
    if of(start) || start > sentence + 1 && of(start - 1) {
        return Day::Event;
    }
    // "… 14 Haziran'a ertelendi": where verbs come last, such words do, too.
    if (end..end + 3).any(|at| doc.entry_at(at, other).is_some_and(|e| e.has("after"))) {
        return Day::Statement;
    }
    // A verb that stands before its subject is farther from the day.
    let reach = if doc.grammar().inversion { 14 } else { 4 };
    let from = start.saturating_sub(reach).max(sentence);
    let spoken = (from..start).any(|at| {
        doc.entry_at(at, other).is_some_and(|e| !matches!(&*e.value, "other" | "past"))
            || doc.term_at(at, class).is_some_and(|term| {
                // "reported that | week"
                term.end == start + 1 && term.start + 1 == start
                    || term.end <= start
                        && (term.end..start).all(|i| doc.folded(i) != "," && !says_what(i))
            })
    });
    if spoken { Day::Statement } else { Day::Event }
}

/// "a bomblet of | last summer's | war": a month, season or year that owns something which is no explosion
/// and no harm.
fn is_attribute(context: &Context<'_>, date: &DateMention) -> bool {
    const REACH: usize = 4;
    let doc = context.doc;
    let mark = date.tokens.end;
    if doc.folded(mark) != "'s" || rank(date.kind) < 2 {
        return false;
    }
    let class = doc.class("explosions");
    let happens = |at: usize| {
        doc.entry_at(at, class).is_some_and(|entry| &*entry.value == "noun")
            || doc.term_at(at, doc.class("effects")).is_some()
    };
    !(mark + 1..mark + REACH).any(happens)
}

/// "laid in 1993", "remnant of the war of 2006", "buried on Monday", "on Monday mourners buried": a day
/// of something that is named beside it. What is named farther off takes months and years only.
fn beside(context: &Context<'_>, date: &DateMention, sentence: usize) -> Option<Day> {
    const REACH: usize = 5;
    let doc = context.doc;
    let start = date.tokens.start;
    let coarse = rank(date.kind) > 1;
    let small = |at: usize| {
        let of = doc.entry_at(at, doc.class("place_prepositions"));
        of.is_some_and(|e| matches!(&*e.value, "of" | "where"))
            || doc.entry_at(at, doc.class("function_words")).is_some()
    };
    let ends = |at: usize| matches!(doc.folded(at), "," | ";" | "." | ":" | "(");
    let other = doc.class("other_dates");
    let before = (start.saturating_sub(REACH).max(sentence)..start).any(|at| {
        let Some(term) = doc.term_at(at, other).filter(|term| term.end <= start) else {
            return false;
        };
        let mut between = term.end..start;
        match &*doc.entry(term).value {
            "other" => !doc.entry(term).has("leads") && between.all(|at| !ends(at)),
            "past" if doc.entry(term).has("noun") => coarse && between.all(small),
            "past" => coarse && between.all(|at| !ends(at)),
            _ => false,
        }
    });
    let end = date.tokens.end;
    let after = (end..end + REACH).take_while(|&at| !ends(at)).any(|at| {
        // "… on 12 July 1995 was unveiled": its subject stands before the day.
        let passive = at == end + 1
            && doc.entry_at(end, doc.class("auxiliaries")).is_some_and(|e| &*e.value == "be");
        doc.entry_at(at, other)
            .is_some_and(|e| &*e.value == "other" && (e.has("leads") || e.has("both") && !passive))
    });
    // "the 1992-1995 war"
    let war = doc.entry_at(end, other).is_some_and(|e| &*e.value == "past" && e.has("noun"));
    (before || after || war).then_some(Day::Other)
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
            (
                place.detail() - u8::from(place.detail() > 6),
                follows_device(context, facts, place),
                near,
            )
        })
    };
    // The head of an entry says where, its sentence where people were going.
    let way = facts.listed && facts.places.iter().all(|&i| is_on_the_way(context, i));
    let head = way.then(|| pick(&facts.setting.places)).flatten();
    // Of a sentence before, the place that it names first: what follows says where that lies.
    let setting = || {
        let places = facts.setting.places.iter().map(|&i| &context.places[i]);
        finest(places.filter(|place| place.tokens.start < facts.tokens.start))
    };
    head.filter(|place| place.settlement.is_some())
        .or_else(|| pick(&facts.places))
        .or_else(setting)
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
