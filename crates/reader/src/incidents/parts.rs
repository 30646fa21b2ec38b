//! Sentences that tell of several occasions: where they come apart.

use std::ops::Range;

use super::days_apart;
use super::facts::{Facts, event_places, is_told_of};
use super::scope::sums_up;
use super::setting::{alike, is_reporting};
use crate::context::Context;
use crate::mentions::{DateKind, PlaceRole};

/// A sentence that strings occasions together ("a mine near A killed five; another, at B, killed a
/// woman") comes apart at its semicolons when each part tells of harm at a place of its own. `None` of one
/// that does not come apart, as most do not.
pub(super) fn parts(context: &Context<'_>, tokens: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let doc = context.doc;
    let tells = |part: &Range<usize>| {
        context.effects.iter().any(|e| part.contains(&e.tokens.start) && !e.people.is_empty())
            && !event_places(context, part).is_empty()
    };
    let marks = |mark: &'static str| tokens.clone().filter(move |&at| doc.tokens[at].is_mark(mark));
    // "Two blasts, three dead: on Sunday a mine killed a couple …": a lead and the first occasion.
    let colon = marks(":").next().filter(|&colon| {
        sums_up(context, &(tokens.start..colon)) && tells(&(colon + 1..tokens.end))
    });
    if let Some(colon) = colon {
        return Some(vec![tokens.start..colon, colon + 1..tokens.end]);
    }
    if marks(";").next().is_some() {
        let parts = cut(tokens, marks(";"));
        if parts.iter().filter(|part| tells(part)).count() > 1 {
            return Some(parts);
        }
    }
    // "…, a day after a colleague lost his life": another occasion, told in passing.
    if let Some(at) = earlier_occasion(context, tokens) {
        return (at > tokens.start).then(|| vec![tokens.start..at, at..tokens.end]);
    }
    if let Some(parts) = handed_out(context, tokens) {
        return Some(parts);
    }
    // "Three farmers were killed near A, and two soldiers died near B": parts that all tell of people
    // counted at places of their own.
    let conjunctions = doc.class("conjunctions");
    let joins = |at: &usize| {
        doc.entry_at(at + 1, conjunctions).is_some_and(|e| matches!(&*e.value, "and" | "while"))
    };
    // "In A a farmer was killed, in B two boys were hurt": the same without "and".
    let opens = |at: &usize| {
        context.places.iter().any(|p| {
            p.role == PlaceRole::Where
                && (at + 2..=at + 3).contains(&p.tokens.start)
                && is_where(context, at + 1)
        })
    };
    let at_comma = |comma: usize| [tokens.start..comma, comma + 1..tokens.end];
    [only(marks(",").filter(joins)), only(marks(",").filter(opens))]
        .into_iter()
        .flatten()
        .map(at_comma)
        .find(|parts| parts.iter().all(tells) && apart(context, parts))
        .map(Vec::from)
        .or_else(|| days_apart::strung(context, tokens))
        .or_else(|| days_apart::joined(context, tokens))
        .or_else(|| days_apart::followed(context, tokens))
        .or_else(|| days_apart::on_one_day(context, tokens))
}

/// What lies before, between and behind some tokens of a range.
fn cut(tokens: &Range<usize>, marks: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = tokens.start;
    for at in marks {
        parts.push(start..at);
        start = at + 1;
    }
    parts.push(start..tokens.end);
    parts
}

/// The one thing that there is, where there are not several.
fn only<T>(mut things: impl Iterator<Item = T>) -> Option<T> {
    let first = things.next()?;
    things.next().is_none().then_some(first)
}

/// Whether a preposition that says where stands here.
fn is_where(context: &Context<'_>, at: usize) -> bool {
    let doc = context.doc;
    doc.entry_at(at, doc.class("place_prepositions"))
        .is_some_and(|entry| matches!(&*entry.value, "where" | "near"))
}

/// "…: three in A, where a bus hit a mine, and one at B, where a boy …": what a sentence sums up, handed
/// out to two places or more.
fn handed_out(context: &Context<'_>, tokens: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let doc = context.doc;
    let places = |at: usize| {
        let behind = at + usize::from(doc.folded(at) == ",");
        is_where(context, behind)
            && context.places.iter().any(|p| (behind + 1..behind + 4).contains(&p.tokens.start))
    };
    let conjunctions = doc.class("conjunctions");
    let set_off = |at: usize| {
        matches!(doc.folded(at), "," | ":" | ";" | "-" | "(")
            || doc.entry_at(at, conjunctions).is_some_and(|e| &*e.value == "and")
    };
    let shares: Vec<usize> = doc
        .terms_in(tokens.clone(), doc.class("distributives"))
        .filter(|term| term.start > tokens.start && set_off(term.start - 1) && places(term.end))
        .map(|term| term.start)
        .collect();
    let &first = shares.first()?;
    let ends = shares.iter().skip(1).copied().chain([tokens.end]);
    let parts: Vec<Range<usize>> = shares.iter().copied().zip(ends).map(|(a, b)| a..b).collect();
    let explosions = doc.class("explosions");
    let tells = |part: &Range<usize>| {
        context.effects.iter().any(|e| part.contains(&e.tokens.start))
            || doc.terms_in(part.clone(), explosions).next().is_some()
    };
    let several = parts.len() > 1 && parts.iter().all(tells);
    let lead = tokens.start..first;
    several.then(|| std::iter::once(lead).chain(parts).collect())
}

/// Where a sentence goes over to what happened "a day before" to somebody else.
fn earlier_occasion(context: &Context<'_>, tokens: &Range<usize>) -> Option<usize> {
    let doc = context.doc;
    let mut terms = doc.terms_in(tokens.clone(), doc.class("another"));
    let term = terms.find(|term| doc.entry(term).has("after") && !is_told_of(context, term.end))?;
    let somebody_else = context.effects.iter().any(|effect| {
        let within = effect.tokens.start >= term.end && effect.tokens.start < tokens.end;
        let people = || effect.people.iter().map(|&i| &context.people[i]);
        within
            && !effect.weak
            && people().next().is_some()
            && people().all(|p| !p.definite && p.count.is_some() && p.tokens.start >= term.end)
    });
    somebody_else.then_some(term.start)
}

/// Whether two parts of a sentence name settlements or districts that are not one another's, and each
/// counts people anew.
fn apart(context: &Context<'_>, parts: &[Range<usize>]) -> bool {
    let names = |part: &Range<usize>| -> Vec<&str> {
        event_places(context, part)
            .into_iter()
            .flat_map(|i| {
                let place = &context.places[i];
                place.settlement.iter().chain(&place.district).map(String::as_str)
            })
            .collect()
    };
    let counted = |part: &Range<usize>| {
        context.effects.iter().any(|e| {
            part.contains(&e.tokens.start)
                && !e.weak
                && !e.negated
                && !e.resumed
                && e.people.iter().any(|&p| {
                    let person = &context.people[p];
                    part.contains(&person.tokens.start)
                        && person.count.is_some()
                        && !person.definite
                })
        })
    };
    let [first, second] = parts else { return false };
    let (a, b) = (names(first), names(second));
    counted(first) && counted(second) && a.iter().all(|a| b.iter().all(|b| !alike(a, b)))
}

/// "on Monday, and again on Wednesday", "one on Monday and one on Wednesday": two days joined by
/// little else than "and".
pub(super) fn repeated_days(context: &Context<'_>, facts: &Facts) -> Option<[usize; 2]> {
    let doc = context.doc;
    let [first, second] = *facts.dates.as_slice() else { return None };
    let (a, b) = (&context.dates.mentions[first], &context.dates.mentions[second]);
    let gap = a.tokens.end..b.tokens.start;
    let days = a.kind == DateKind::Day && b.kind == DateKind::Day && a.span != b.span;
    let class = doc.class("repeats");
    let joined = doc.terms_in(gap.clone(), class).next().is_some_and(|term| {
        (gap.start..term.start).chain(term.end..gap.end).all(|at| doc.folded(at) == ",")
    });
    (days && joined && !is_reporting(context, a)).then_some([first, second])
}
