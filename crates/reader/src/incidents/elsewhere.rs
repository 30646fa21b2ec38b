//! Where an occasion took place, when none of its sentences says so with a name: "the explosion happened
//! there", "the headman of X said", "two brothers from X".

use std::ops::Range;

use super::event::Event;
use crate::context::Context;
use crate::mentions::{PlaceMention, PlaceRole};
use crate::segment::SentenceKind;

/// Sentences in front of one that says "there" in which the place is named.
const REACH: usize = 8;

/// How fine a province is.
const PROVINCE: u8 = 2;

/// The same of a district.
const DISTRICT: u8 = 4;

/// Tokens between "from" and the people in front of it and the name.
const NEAR: usize = 5;

/// The place that "there" stands for in what tells of an event.
pub(super) fn there<'c>(context: &'c Context<'_>, event: &Event) -> Option<&'c PlaceMention> {
    let doc = context.doc;
    let class = doc.class("same_place");
    let told = event.facts.iter().map(|facts| facts.tokens.clone());
    let says = |tokens: Range<usize>| {
        doc.terms_in(tokens, class).find(|term| &*doc.entry(term).value == "there").copied()
    };
    let term = told.filter_map(says).next()?;
    let sentence = doc.sentence_of(term.start);
    let from = doc.sentences[sentence.saturating_sub(REACH)].tokens.start;
    let before = context.places.partition_point(|place| place.tokens.start < term.start);
    let near = context.places[..before].iter().rev().take_while(|p| p.tokens.start >= from);
    let near: Vec<&PlaceMention> = near.filter(|p| p.role != PlaceRole::Dateline).collect();
    // "Gold brought diggers to the X region. A mine killed four there": what the sentence before names.
    let right_before = doc.sentences[sentence.saturating_sub(1)].tokens.start;
    let region = near.first().filter(|place| {
        place.tokens.start >= right_before
            && place.settlement.is_none()
            && place.district.is_some()
            && place.role != PlaceRole::Passing
    });
    if let Some(region) = region {
        return Some(*region);
    }
    let of = |place: &PlaceMention| doc.sentence_of(place.tokens.start);
    let mut named = near.iter().copied().filter(|place| place.settlement.is_some());
    let last = named.next()?;
    // "It began near X, the town across from Y. … there": what the sentence names first.
    let first = near.iter().rev().find(|place| {
        of(place) == of(last) && place.settlement.is_some() && place.role == PlaceRole::Where
    });
    if last.role == PlaceRole::Where
        && let Some(first) = first
    {
        return Some(*first);
    }
    let where_else = named.find(|place| place.role == PlaceRole::Where);
    Some(if last.role == PlaceRole::Other { where_else.unwrap_or(last) } else { last })
}

/// The place of the people who speak of an event or are harmed by it, where the text names no other.
pub(super) fn likely<'c>(
    context: &'c Context<'_>,
    event: &Event,
    alone: bool,
) -> Option<&'c PlaceMention> {
    let told = event.facts.iter().chain(&event.title).chain(&event.lead);
    let spoken = told
        .flat_map(|facts| context.places_in(&facts.tokens))
        .find(|place| place.role == PlaceRole::Likely && place.detail() > 0);
    spoken
        .or_else(|| chief(context, event, alone, &[VILLAGE, TOWN, UNIT]))
        .or_else(|| home(context, event, true))
        .or_else(|| heading(context, event))
}

/// An office of one village, of a town or commune, of a district or more.
pub(super) const VILLAGE: &str = "village";
pub(super) const TOWN: &str = "town";
const UNIT: &str = "unit";

/// The place of a local official or of people who live there, told of in the paragraphs of an event; where
/// it is the only one of its text, some sentences further, too.
pub(super) fn chief<'c>(
    context: &'c Context<'_>,
    event: &Event,
    alone: bool,
    offices: &[&str],
) -> Option<&'c PlaceMention> {
    const BEHIND: usize = 6;
    const LONGEST: usize = 6;
    let doc = context.doc;
    let class = doc.class("local_offices");
    let first = event.facts.first()?.sentence;
    let last = event.facts.iter().map(|facts| facts.sentence).max()?;
    let opens = doc.sentences.get(first)?.paragraph;
    let first = doc.sentences.partition_point(|sentence| sentence.paragraph < opens);
    let paragraph = doc.sentences.get(last)?.paragraph;
    let end = doc.sentences.partition_point(|sentence| sentence.paragraph <= paragraph);
    let end = if alone { end.max(last + BEHIND).min(doc.sentences.len()) } else { end };
    let told = doc.sentences.get(first)?.tokens.start..doc.sentences.get(end - 1)?.tokens.end;
    let held = |at: usize| doc.entry_at(at, class).is_some_and(|e| offices.contains(&&*e.value));
    // "the elder of X"; where nouns are inflected, "elder X's".
    let of = usize::from(!doc.grammar().cases);
    context.places_in(&told).iter().find(|place| {
        let start = place.tokens.start;
        let before = (start.saturating_sub(LONGEST)..start).any(|at| {
            held(at) && doc.term_at(at, class).is_some_and(|term| term.end + of == start)
        });
        let local = place.role == PlaceRole::Likely || place.role == PlaceRole::Other;
        local && place.detail() > 0 && (before || held(place.tokens.end))
    })
}

/// "Orash, Saren" in a line of its own above a story, for want of anything nearer.
fn heading<'c>(context: &'c Context<'_>, event: &Event) -> Option<&'c PlaceMention> {
    let doc = context.doc;
    let first = event.facts.first()?.sentence;
    let above = doc.sentences.iter().take(first).rev();
    let mut lines = above.filter(|sentence| sentence.kind == SentenceKind::Heading);
    lines.find_map(|line| {
        let place = context.places_in(&line.tokens).first()?;
        let word = |at: usize| doc.tokens[at].is_word();
        let only = line.tokens.clone().all(|at| place.tokens.contains(&at) || !word(at));
        (only && place.detail() > 0).then_some(place)
    })
}

/// The village that the people harmed are from, where the text names no other place: "two cousins from the
/// hamlet of X were carrying lunch".
///
/// `any` tells that a name without a noun will do, too ("two cousins from X").
pub(super) fn home<'c>(
    context: &'c Context<'_>,
    event: &Event,
    any: bool,
) -> Option<&'c PlaceMention> {
    let doc = context.doc;
    let first = event.facts.first()?;
    let last = event.facts.last()?;
    let paragraph = doc.sentences.get(first.sentence)?.paragraph;
    let villages = doc.class("place_nouns");
    context.places.iter().find(|place| {
        let number = doc.sentence_of(place.tokens.start);
        let told = number <= last.sentence
            && doc.sentences.get(number).is_some_and(|s| s.paragraph >= paragraph);
        let village = || {
            any || doc.terms_in(place.tokens.clone(), villages).any(|term| {
                let noun = doc.entry(term);
                &*noun.value == "settlement" && !noun.has("plural")
            })
        };
        // "from the hamlet of X", "an inhabitant of the village of X": people, right before it.
        let people = || {
            let near = place.tokens.start.saturating_sub(NEAR)..place.tokens.start;
            let class = doc.class("place_prepositions");
            doc.terms_in(near.clone(), class).any(|term| {
                let from = matches!(&*doc.entry(term).value, "from" | "other");
                from && context.people.iter().any(|people| {
                    let end = people.tokens.end;
                    people.tokens.start < place.tokens.start
                        && (end == term.start || term_covers(term.start..term.end, end))
                })
            })
        };
        place.role == PlaceRole::Other
            && place.settlement.is_some()
            && told
            && village()
            && people()
    })
}

/// The settlement that somebody is from whom the first sentence of an event tells to be harmed.
pub(super) fn home_of_harmed<'c>(
    context: &'c Context<'_>,
    event: &Event,
) -> Option<&'c PlaceMention> {
    let doc = context.doc;
    let class = doc.class("place_prepositions");
    let facts = event.facts.first()?;
    let from = |at: usize| {
        let start = at.saturating_sub(NEAR);
        doc.terms_in(start..at, class).find(|term| {
            term.end == at && matches!(&*doc.entry(term).value, "from" | "other" | "of")
        })
    };
    let people = |at: usize| {
        context.people.iter().any(|people| {
            let start = people.tokens.start;
            let speaks =
                context.sources.iter().any(|s| s.tokens.start <= start + 1 && start < s.tokens.end);
            people.tokens.end == at && people.count.is_some() && !speaks
        })
    };
    context.places_in(&facts.tokens).iter().find(|place| {
        matches!(place.role, PlaceRole::Other | PlaceRole::Likely)
            && place.settlement.is_some()
            && from(place.tokens.start).is_some_and(|term| people(term.start))
    })
}

/// Whether a mention ends inside a term or with it ("residents of" has the people in it).
fn term_covers(term: Range<usize>, end: usize) -> bool {
    term.contains(&end) || term.end == end
}

/// "as they rode from X to Y": on the way, for which X stands.
pub(super) fn between_ends<'c>(
    context: &'c Context<'_>,
    event: &Event,
) -> Option<&'c PlaceMention> {
    let doc = context.doc;
    let class = doc.class("place_prepositions");
    let is_from = |at: usize| doc.entry_at(at, class).is_some_and(|e| &*e.value == "from");
    event.facts.iter().find_map(|facts| {
        context.places_in(&facts.tokens).windows(2).find_map(|pair| {
            let [from, to] = pair else { return None };
            let preposition = from.tokens.start.checked_sub(1)?;
            let gap = from.tokens.end..to.tokens.start;
            let leads = gap.len() == 1
                && doc.entry_at(gap.start, class).is_some_and(|e| &*e.value == "other");
            let named = from.settlement.is_some() && to.settlement.is_some();
            // "taken from X to Y" is what became of somebody later.
            let later = context.effects.iter().any(|effect| effect.tokens.end <= preposition)
                && facts.triggers.iter().all(|trigger| trigger.start > preposition)
                && doc.terms_in(facts.tokens.start..preposition, doc.class("hospitals")).count()
                    > 0;
            (named && leads && is_from(preposition) && !later).then_some(from)
        })
    })
}

/// "elsewhere in the province", "in another part of the district": the unit of that level named last; with
/// `apart` only what stands for a place of its own, and not "the governor of the province".
pub(super) fn unit_told(context: &Context<'_>, event: &Event, apart: bool) -> Option<String> {
    let told = || event.facts.iter().map(|facts| facts.tokens.clone());
    if apart && event.facts.iter().any(|facts| !facts.places.is_empty()) {
        return None;
    }
    told().find_map(|tokens| unit_in(context, tokens, apart))
}

fn unit_in(context: &Context<'_>, tokens: Range<usize>, apart: bool) -> Option<String> {
    let doc = context.doc;
    let (nouns, determiners) = (doc.class("place_nouns"), doc.class("determiners"));
    let prepositions = doc.class("place_prepositions");
    let capital = |at: usize| doc.tokens.get(at).is_some_and(|token| token.is_capitalised());
    for (at, noun) in doc.entries_from(tokens.clone(), nouns) {
        let province = match &*noun.value {
            "district" => false,
            "province" | "region" => true,
            _ => continue,
        };
        let end = doc.term_at(at, nouns).map_or(at + 1, |term| term.end);
        let Some(article) = at.checked_sub(1).filter(|before| {
            doc.entry_at(*before, determiners).is_some_and(|e| &*e.value == "definite")
        }) else {
            continue;
        };
        let named = capital(at) || capital(end) || doc.folded(end) == "of";
        let inside = (article.saturating_sub(3).max(tokens.start)..article).any(|from| {
            doc.term_at(from, prepositions)
                .is_some_and(|term| term.end == article && &*doc.entry(term).value == "where")
        });
        if named || noun.has("plural") || end > tokens.end || apart && !inside {
            continue;
        }
        let before = context.places.partition_point(|place| place.tokens.start < at);
        let told = || {
            let told = context.places[..before].iter().rev();
            told.filter(|place| place.district.is_some() && place.role != PlaceRole::Dateline)
        };
        let last = told().find(|place| (place.fineness == PROVINCE) == province);
        // "at Belin in Sarun province"
        let last = last.or_else(|| told().find(|place| province && place.fineness > DISTRICT));
        if let Some(district) = last.and_then(|place| place.district.clone()) {
            return Some(district);
        }
    }
    None
}
