//! Finds: ordnance that was found, made safe, destroyed or seized on an occasion or in a short time.
//!
//! What was done over more than about three months is a figure, not a find; see [`crate::tallies`].

use std::ops::Range;

use cairn_model::{
    DateSpan, Device, Evidence, FindAction, Place, ReportedFind, ReportedIncident, Slot,
};

use crate::context::Context;
use crate::mentions::NumberKind;
use crate::segment::{Sentence, SentenceKind};
use crate::tallies::period::{self, Period};

pub(crate) use items::number_ending_at;

mod counts;
mod govern;
pub mod haul;
pub mod hauls;
mod items;
mod later;
mod place;
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
            || is_history(context, haul)
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
    // "to date" is as long as the work has gone on.
    let long = |period: &Period| period.long || period.open && period.span.from.is_none();
    period_of(context, haul).is_some_and(|period| long(&period) && !period.quarter)
        && haul.part != Part::Listed
        && haul.item.counted
        && haul.made.is_none()
}

/// "has lifted mines from many valleys since the war": no number, no occasion.
fn is_history(context: &Context<'_>, haul: &Haul) -> bool {
    let long = || period_of(context, haul).is_some_and(|period| period.long && !period.quarter);
    !haul.item.counted && haul.item.plural && haul.made.is_none() && long()
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
    let listed = doc.sentences[haul.sentence].kind == SentenceKind::Item && haul.item.counted;
    let single = one && !haul.item.plural;
    // "A boy lifted a bomblet by its ribbon": removed, but not by those who clear.
    let handled = single
        && !haul.item.counted
        && haul.action == FindAction::Neutralised
        && !is_further(context, haul)
        && !haul.told.iter().any(|&number| names_clearers(context, number));
    let met = single && haul.action == FindAction::Found;
    if listed || !(uncounted || met || handled) {
        return true;
    }
    if tells_of_before(context, haul) {
        return false;
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

/// Whether a sentence names those who clear.
fn names_clearers(context: &Context<'_>, number: usize) -> bool {
    let doc = context.doc;
    doc.terms_in(doc.sentences[number].tokens.clone(), doc.class("clearers")).next().is_some()
}

/// "another mine", "a second mine": one beside that which harmed.
fn is_further(context: &Context<'_>, haul: &Haul) -> bool {
    const BEFORE: usize = 2;
    let doc = context.doc;
    let item = haul.item.tokens.start.saturating_sub(BEFORE)..haul.item.tokens.end;
    let ordinal = crate::numbers::numbers_in(&context.numbers, item.clone())
        .iter()
        .any(|number| number.kind == NumberKind::Ordinal);
    ordinal || doc.terms_in(item, doc.class("further")).next().is_some()
}

/// "A bomb exploded in X. They had found it in the sand": how those harmed came by what went off in
/// the sentence before.
fn tells_of_before(context: &Context<'_>, haul: &Haul) -> bool {
    /// "the bomb" may be that of a sentence this far back.
    const FARTHEST: usize = 6;
    let doc = context.doc;
    let here = &doc.sentences[haul.sentence];
    let farthest = if haul.item.definite { FARTHEST } else { 1 };
    (1..=farthest.min(haul.sentence)).any(|back| {
        let before = &doc.sentences[haul.sentence - back];
        tells_of(context, haul, before, here)
    })
}

/// Whether a sentence tells how what was found went off.
fn tells_of(context: &Context<'_>, haul: &Haul, before: &Sentence, here: &Sentence) -> bool {
    let doc = context.doc;
    let has = |tokens: &Range<usize>, class: &str| {
        doc.terms_in(tokens.clone(), doc.class(class)).next().is_some()
    };
    let went_off = doc
        .terms_in(before.tokens.clone(), doc.class("explosions"))
        .any(|term| matches!(&*doc.entry(term).value, "goes_off" | "noun"));
    let same = context.devices_in(&before.tokens).iter().any(|device| {
        device.device == haul.item.device || device.vague || device.device == Device::Unknown
    });
    before.kind == SentenceKind::Body
        && (haul.item.definite || before.paragraph + 1 >= here.paragraph)
        && went_off
        && same
        && !has(&here.tokens, "clearers")
        && !has(&here.tokens, "further")
}

fn report(context: &Context<'_>, haul: &Haul, incidents: &[ReportedIncident]) -> ReportedFind {
    let doc = context.doc;
    let mut category = haul.item.device;
    let alike = matches!(category, Device::MineUnspecified | Device::ErwOther)
        && haul.item.model.is_none()
        && context
            .doc
            .entry_at(haul.item.tokens.end, doc.class("find_words"))
            .is_some_and(|entry| &*entry.value == "alike");
    let listed = haul.part == Part::OfTotal;
    if alike || haul.item.vague && category == Device::Unknown && !listed {
        category = kind_before(context, haul).unwrap_or(category);
    }
    let mut place = place::place(context, haul, incidents);
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
        sheet: None,
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
    // Ordnance "of the same kind" may be of any kind, "devices" are mines.
    let erw = !haul.item.vague && haul.item.device == Device::ErwOther;
    let named = |device: &&crate::mentions::DeviceMention| {
        !device.vague
            && (is_mine(device.device) || erw && device.device == Device::ClusterSubmunition)
    };
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
    // The day of the last thing done, where a later sentence tells of it.
    let later = haul.told.last().filter(|&&number| number != haul.sentence).and_then(|&number| {
        let tokens = &context.doc.sentences[number].tokens;
        period::period_in(context, tokens, tokens.start)
            .filter(|period| period.short && haul.action != FindAction::Found)
    });
    if let Some(later) = later {
        return later.closed(published);
    }
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
