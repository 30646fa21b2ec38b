//! Finds: ordnance that was found, made safe, destroyed or seized on an occasion or in a short time.
//!
//! What was done over more than about three months is a figure, not a find; see [`crate::tallies`].

use std::ops::Range;

use cairn_model::{
    DateSpan, Device, Evidence, FindAction, Place, ReportedFind, ReportedIncident, Slot,
};

use crate::context::Context;
use crate::mentions::{PlaceMention, PlaceRole};
use crate::segment::SentenceKind;
use crate::tallies::period::{self, Period};

pub(crate) use items::number_ending_at;

mod govern;
pub mod haul;
pub mod hauls;
mod items;
mod sums;
mod tables;
mod verbs;

use haul::{Haul, Hauls, Part};
use hauls::is_mine;

/// The finds of a text, in its order.
pub fn finds(context: &Context<'_>) -> Vec<ReportedFind> {
    let hauls = hauls::hauls(context);
    finds_of(context, &hauls, &[])
}

/// The finds among what a text says was found; what does not say where lies where the incident told
/// before it happened.
pub fn finds_of(
    context: &Context<'_>,
    hauls: &Hauls,
    incidents: &[ReportedIncident],
) -> Vec<ReportedFind> {
    let mut finds: Vec<ReportedFind> = Vec::new();
    let body = hauls.hauls.iter().any(|haul| !in_title(context, haul));
    for haul in &hauls.hauls {
        if haul.part == Part::Total
            || body && in_title(context, haul)
            || !is_credible(context, haul)
            || is_figure(context, haul)
        {
            continue;
        }
        let find = report(context, haul, incidents);
        let known = finds.iter_mut().find(|known| same(known, &find));
        match known {
            Some(known) => {
                known.action = find.action;
                known.evidence.extend(find.evidence);
                known.evidence.sort();
                known.evidence.dedup();
            }
            None => finds.push(find),
        }
    }
    for (number, find) in finds.iter_mut().enumerate() {
        find.id = format!("f{}", number + 1);
    }
    finds
}

fn in_title(context: &Context<'_>, haul: &Haul) -> bool {
    context.doc.sentences[haul.sentence].kind == SentenceKind::Title
}

/// The time that a haul's sentence, or what stands before it, gives.
pub fn period_of(context: &Context<'_>, haul: &Haul) -> Option<Period> {
    let doc = context.doc;
    let sentence = &doc.sentences[haul.sentence];
    period::period_in(context, &sentence.tokens, haul.item.tokens.start)
        .or_else(|| period::period_before(context, haul.sentence))
}

/// Whether it is a figure over a long time, and so a tally.
pub fn is_figure(context: &Context<'_>, haul: &Haul) -> bool {
    period_of(context, haul).is_some_and(|period| period.long)
        && haul.part != Part::Listed
        && haul.item.counted
        && haul.made.is_none()
}

/// Ordnance that somebody came across and that went off is an incident, not a find; what may as well
/// be no ordnance at all is none either.
fn is_credible(context: &Context<'_>, haul: &Haul) -> bool {
    let doc = context.doc;
    let one = haul.item.count.is_none_or(|count| count.exact() == Some(1));
    if haul.item.vague && !haul.item.counted && haul.action == FindAction::Found {
        return false;
    }
    let uncounted = haul.item.plural && haul.item.count.is_none();
    if !uncounted && (haul.action != FindAction::Found || !one || haul.item.plural) {
        return true;
    }
    let near = haul.sentence..(haul.sentence + 2).min(doc.sentences.len());
    let went_off = near.clone().any(|number| {
        doc.terms_in(doc.sentences[number].tokens.clone(), doc.class("explosions"))
            .any(|term| &*doc.entry(term).value == "goes_off")
    });
    let harmed = near.clone().any(|number| {
        let tokens = &doc.sentences[number].tokens;
        context
            .effects
            .iter()
            .any(|effect| tokens.contains(&effect.tokens.start) && !effect.negated && !effect.weak)
    });
    !went_off && !harmed
}

fn report(context: &Context<'_>, haul: &Haul, incidents: &[ReportedIncident]) -> ReportedFind {
    let doc = context.doc;
    let mut category = haul.item.device;
    let alike = category == Device::MineUnspecified
        && context
            .doc
            .entry_at(haul.item.tokens.end, doc.class("find_words"))
            .is_some_and(|entry| &*entry.value == "alike");
    let listed = haul.part == Part::OfTotal;
    if alike || haul.item.vague && category == Device::Unknown && !listed {
        category = kind_before(context, haul).unwrap_or(category);
    }
    let mut place = place(context, haul, incidents);
    place.country = place.country.or_else(|| context.country.clone());
    let mut evidence: Vec<Evidence> =
        haul.told.iter().map(|&number| doc.sentence_evidence(number)).collect();
    evidence.push(doc.evidence(haul.item.tokens.clone()).supporting([Slot::Count, Slot::Device]));
    evidence.sort();
    evidence.dedup();
    ReportedFind {
        id: String::new(),
        action: haul.action,
        category,
        model: haul.item.model.clone(),
        count: haul.item.count,
        date: date(context, haul),
        place,
        said_by: context.said_by(haul.item.tokens.clone()),
        made: haul.made.clone().and_then(|tokens| made(context, tokens)),
        evidence,
    }
}

/// "in Armenia in 2021" as "Armenia, 2021".
fn made(context: &Context<'_>, tokens: Range<usize>) -> Option<String> {
    let doc = context.doc;
    let functions = doc.class("function_words");
    let words: Vec<String> = tokens
        .filter(|&at| doc.entry_at(at, functions).is_none())
        .map(|at| doc.plain(at..at + 1))
        .collect();
    let (year, place) = words.split_last()?;
    Some(if place.is_empty() { year.clone() } else { format!("{}, {year}", place.join(" ")) })
}

/// "devices", "charges": of the kind last named in the sentences before, unless their own sentence
/// names kinds.
fn kind_before(context: &Context<'_>, haul: &Haul) -> Option<Device> {
    let doc = context.doc;
    let own = &doc.sentences[haul.sentence].tokens;
    // "of the same type" reaches farther back than "devices".
    let reach = if haul.item.vague { 3 } else { haul.sentence };
    let from = doc.sentences[haul.sentence.saturating_sub(reach)].tokens.start;
    let named = |device: &&crate::mentions::DeviceMention| !device.vague && is_mine(device.device);
    if context.devices.iter().filter(named).any(|device| {
        own.contains(&device.tokens.start) && device.tokens.start >= haul.item.tokens.end
    }) {
        return None;
    }
    context
        .devices
        .iter()
        .rev()
        .filter(|device| (from..haul.item.tokens.start).contains(&device.tokens.start))
        .filter(named)
        .filter(|device| haul.item.vague != own.contains(&device.tokens.start) || !haul.item.vague)
        .find(|device| haul.item.vague || device.device != Device::MineUnspecified)
        .map(|device| device.device)
}

fn date(context: &Context<'_>, haul: &Haul) -> DateSpan {
    let published = context.dates.published;
    period_of(context, haul)
        .or_else(|| last_before(context, haul.sentence))
        .map_or(DateSpan::UNKNOWN, |period| period.closed(published))
}

/// The last day told before a sentence.
fn last_before(context: &Context<'_>, sentence: usize) -> Option<Period> {
    let doc = context.doc;
    (0..sentence).rev().find_map(|number| {
        let tokens = &doc.sentences[number].tokens;
        period::period_in(context, tokens, tokens.end).filter(|period| period.short)
    })
}

/// Where: in the row, the clause, the sentence, the paragraph before it, the incident told before it.
fn place(context: &Context<'_>, haul: &Haul, incidents: &[ReportedIncident]) -> Place {
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
    let in_paragraph = (0..haul.sentence)
        .rev()
        .take_while(|&number| doc.sentences[number].paragraph == sentence.paragraph)
        .find_map(|number| told_of(context, &doc.sentences[number].tokens));
    if let Some(place) = in_paragraph {
        return whole(context, place);
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
    of(clause_start..clause_end).or_else(|| of(tokens.clone()))
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

/// Whether a later phrase tells of the same items again.
fn same(known: &ReportedFind, find: &ReportedFind) -> bool {
    let names = |place: &Place| (place.settlement.clone(), place.district.clone());
    let nowhere = find.place.settlement.is_none() && find.place.district.is_none();
    known.count.is_some()
        && known.count == find.count
        && known.category == find.category
        && known.model == find.model
        && known.count.and_then(cairn_model::CountRange::exact).is_some_and(|count| count > 1)
        && (nowhere || names(&known.place) == names(&find.place))
        && known.evidence.first().map(|e| e.start) != find.evidence.first().map(|e| e.start)
}

#[cfg(test)]
mod tests;
