//! Where a find was made, or what area a count of finds is about.

use std::ops::Range;

use cairn_model::{Place, ReportedIncident};

use crate::context::Context;
use crate::finds::haul::Haul;
use crate::mentions::{PlaceMention, PlaceRole};
use crate::segment::SentenceKind;

/// What was found over this many days was hardly found in the place told of before.
const MANY: i32 = 5;

/// Where: in the row, the clause, the sentence, the paragraph before it, the incident told before it.
pub(super) fn place(context: &Context<'_>, haul: &Haul, incidents: &[ReportedIncident]) -> Place {
    let doc = context.doc;
    if let Some(cells) = &haul.cells {
        return cell_place(context, cells);
    }
    let sentence = &doc.sentences[haul.sentence];
    if let Some(place) = nearest(context, &sentence.tokens, haul.item.tokens.clone()) {
        return if is_one_of_many(context, place, &sentence.tokens) {
            Place { country: place.country.clone(), ..Place::default() }
        } else {
            whole(context, place)
        };
    }
    // "In April teams destroyed 212 mines in Mali": not where something else happened.
    let collective = super::period_of(context, haul)
        .is_some_and(|period| period.open || period.span.days().is_none_or(|days| days >= MANY));
    let country = in_range(context, &sentence.tokens)
        .find(|place| place.role == PlaceRole::Where && place.country.is_some());
    if collective && let Some(country) = country {
        return Place { country: country.country.clone(), ..Place::default() };
    }
    let lead = (0..haul.sentence)
        .rev()
        .find(|&number| doc.sentences[number].kind != SentenceKind::Item)
        .filter(|_| sentence.kind == SentenceKind::Item);
    let in_paragraph = (0..haul.sentence)
        .rev()
        .take_while(|&number| doc.sentences[number].paragraph == sentence.paragraph)
        .chain(lead)
        .find_map(|number| told_of(context, &doc.sentences[number].tokens));
    if let Some(place) = in_paragraph {
        return whole(context, place);
    }
    if collective {
        // Nor is the town that a bulletin comes from; the region that it is about is.
        return (0..haul.sentence)
            .rev()
            .filter(|&number| {
                matches!(doc.sentences[number].kind, SentenceKind::Title | SentenceKind::Heading)
            })
            .find_map(|number| told_of(context, &doc.sentences[number].tokens))
            .filter(|place| place.settlement.is_none())
            .map_or_else(Place::default, |place| whole(context, place));
    }
    let start = doc.bytes(sentence.tokens.clone()).start;
    let incident = incidents
        .iter()
        .filter(|incident| incident.place.settlement.is_some() || incident.place.district.is_some())
        .filter_map(|incident| {
            let before = incident.evidence.iter().map(|e| e.start).filter(|at| *at <= start);
            before.max().map(|at| (at, incident))
        })
        .max_by_key(|(at, _)| *at);
    if let Some((_, incident)) = incident {
        return Place {
            settlement: incident.place.settlement.clone(),
            district: incident.place.district.clone(),
            country: incident.place.country.clone(),
            ..Place::default()
        };
    }
    (0..haul.sentence)
        .rev()
        .filter(|&number| doc.sentences[number].kind != SentenceKind::Title)
        .find_map(|number| told_of(context, &doc.sentences[number].tokens))
        .map_or_else(Place::default, |place| whole(context, place))
}

fn in_range<'c>(
    context: &'c Context<'_>,
    tokens: &Range<usize>,
) -> impl Iterator<Item = &'c PlaceMention> {
    let tokens = tokens.clone();
    context.places.iter().filter(move |place| tokens.contains(&place.tokens.start))
}

/// Whether a mention is finer than a country and no mere adjective.
fn is_local(place: &PlaceMention) -> bool {
    matches!(place.role, PlaceRole::Where | PlaceRole::Other)
        && (place.settlement.is_some() || place.district.is_some())
}

/// The place that a sentence is about: the first where something happens, else the first at all.
fn told_of<'c>(context: &'c Context<'_>, tokens: &Range<usize>) -> Option<&'c PlaceMention> {
    let local = || in_range(context, tokens).filter(|place| is_local(place));
    local().find(|place| place.role == PlaceRole::Where).or_else(|| local().next())
}

/// The place of an item: before it or behind it in its clause, then in its sentence.
fn nearest<'c>(
    context: &'c Context<'_>,
    tokens: &Range<usize>,
    item: Range<usize>,
) -> Option<&'c PlaceMention> {
    let doc = context.doc;
    let at = item.start;
    // What a semicolon parts is told of something else.
    let clause_start =
        (tokens.start..at).rev().find(|&t| doc.folded(t) == ";").map_or(tokens.start, |t| t + 1);
    let clause_end = (at..tokens.end).find(|&t| doc.folded(t) == ";").unwrap_or(tokens.end);
    let conjunctions = doc.class("conjunctions");
    let is_and =
        |t: usize| doc.entry_at(t, conjunctions).is_some_and(|entry| &*entry.value == "and");
    // "from the same bush": told of before, wherever those who found it come from.
    let dates = doc.class("date_words");
    let same = (item.end..tokens.end)
        .any(|t| doc.entry_at(t, dates).is_some_and(|entry| &*entry.value == "which:same"));
    if let Some(country) = in_country(context, item.end..clause_end, is_and) {
        return Some(country);
    }
    let of = |range: Range<usize>| {
        let leads = in_range(context, &(range.start..at)).any(is_local);
        in_range(context, &range)
            .filter(|place| is_local(place))
            .filter(|place| !same || place.role == PlaceRole::Where)
            .filter(|place| {
                // "in X, 90 mines were lifted, and in Y, 31": Y is of the next.
                let from = place.tokens.start.saturating_sub(2).max(item.end);
                !(leads && place.tokens.start > at && (from..place.tokens.start).any(is_and))
            })
            .min_by_key(|place| {
                let behind = usize::from(place.role == PlaceRole::Other) * 3;
                place.tokens.start.abs_diff(at) + behind
            })
    };
    of(clause_start..clause_end)
        .or_else(|| of(tokens.clone()))
        .map(|place| first_of_list(context, place, clause_start, is_and))
}

/// "in the districts of A, B and C": the first of those that nothing but commas and conjunctions part.
fn first_of_list<'c>(
    context: &'c Context<'_>,
    place: &'c PlaceMention,
    start: usize,
    is_and: impl Fn(usize) -> bool,
) -> &'c PlaceMention {
    let doc = context.doc;
    let joint = |at: usize| doc.folded(at) == "," || is_and(at);
    let before = context.places.partition_point(|other| other.tokens.start < place.tokens.start);
    let mut first = place;
    for other in context.places[..before].iter().rev() {
        let mut gap = other.tokens.end..first.tokens.start;
        let named = other.settlement.is_some() || other.district.is_some();
        if other.tokens.start < start || !named || gap.is_empty() || !gap.all(joint) {
            break;
        }
        first = other;
    }
    first
}

/// "from the territory of X, and in the district of Y, 31": the country, as Y is of the next.
fn in_country<'c>(
    context: &'c Context<'_>,
    behind: Range<usize>,
    is_and: impl Fn(usize) -> bool,
) -> Option<&'c PlaceMention> {
    let doc = context.doc;
    let mut country = None;
    let places = in_range(context, &behind).filter(|place| place.role == PlaceRole::Where);
    for place in places {
        if !is_local(place) {
            country = Some(place);
            continue;
        }
        let country = country?;
        let between = country.tokens.end..place.tokens.start;
        let parted = doc.folded(between.start) == "," && between.clone().any(&is_and);
        let joined = (behind.start..country.tokens.start).any(is_and);
        let counted = crate::numbers::numbers_in(&context.numbers, place.tokens.end..behind.end);
        return (parted && !joined && !counted.is_empty()).then_some(country);
    }
    None
}

/// "in X, Y and seven districts": no one place.
fn is_one_of_many(context: &Context<'_>, place: &PlaceMention, sentence: &Range<usize>) -> bool {
    let doc = context.doc;
    let nouns = doc.class("place_nouns");
    let until = sentence.end.min(place.tokens.end + 8);
    crate::numbers::numbers_in(&context.numbers, place.tokens.end..until)
        .iter()
        .any(|number| doc.entry_at(number.tokens.end, nouns).is_some())
}

/// A settlement with the district that the text gives it elsewhere.
fn whole(context: &Context<'_>, place: &PlaceMention) -> Place {
    let mut whole = place.place();
    if whole.district.is_none()
        && let Some(settlement) = &whole.settlement
    {
        whole.district = context
            .places
            .iter()
            .find(|other| other.settlement.as_ref() == Some(settlement) && other.district.is_some())
            .and_then(|other| other.district.clone());
    }
    whole
}

/// The cells between the first and the counts: "Madhu, Mannar".
fn cell_place(context: &Context<'_>, cells: &Range<usize>) -> Place {
    let doc = context.doc;
    let mut names: Vec<String> = Vec::new();
    let mut start = cells.start;
    for at in cells.start..=cells.end {
        if at == cells.end || matches!(doc.folded(at), "," | "/" | "(" | ")") {
            if start < at {
                names.push(doc.plain(start..at));
            }
            start = at + 1;
        }
    }
    let mut names = names.into_iter();
    let settlement = names.next();
    Place { settlement, district: names.next(), ..Place::default() }
}
