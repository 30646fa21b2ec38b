//! The values of one occasion: place, activity, evidence.

use cairn_model::{Evidence, Place, Slot};

use super::elsewhere::{
    TOWN, VILLAGE, between_ends, chief, home, home_of_harmed, likely, there, unit_told,
};
use super::event::Event;
use super::facts::{Facts, event_places};
use super::named_at_all::any_named;
use super::setting::{alike, best_place, finest};
use crate::context::Context;
use crate::effects::Harm;
use crate::mentions::PlaceMention;

/// How much a province says.
const PROVINCE: u8 = 2;

/// The most detailed place, with what other sentences add above it.
///
/// `first` and `alone` tell whether the text has no other occasion before it, or at all.
pub(super) fn place(context: &Context<'_>, event: &Event, (first, alone): (bool, bool)) -> Place {
    let all = event.facts.iter().chain(&event.title).chain(&event.lead);
    let more = event.more.iter().flat_map(|more| &more.places);
    let set = event.facts.iter().flat_map(|facts| &facts.setting.places);
    let mentions: Vec<&PlaceMention> = all
        .flat_map(|facts| &facts.places)
        .chain(more)
        .chain(set)
        .map(|&i| &context.places[i])
        .filter(|place| place.detail() > 0)
        .collect();
    let more = event.more.iter().flat_map(|more| more.places.iter().map(|&i| &context.places[i]));
    let told = event.facts.iter().filter_map(|facts| best_place(context, facts)).chain(more);
    let rest = event.title.iter().chain(&event.lead).filter_map(|facts| best_place(context, facts));
    if !first && let Some(district) = unit_told(context, event, true) {
        let country = mentions.iter().find_map(|mention| mention.country.clone());
        return Place { district: Some(district), country, ..Place::default() };
    }
    // The finest; of equals the first told. What the headline names more finely, it names rightly.
    let (told, rest) = (finest(told), finest(rest));
    let settled = |place: &&PlaceMention| place.settlement.is_some();
    let wide = |place: Option<&PlaceMention>| place.is_none_or(|place| place.detail() <= PROVINCE);
    // "A boy from X had been hurt on 2 May", behind what happened elsewhere on another day.
    let own = event.facts.iter().any(|facts| !facts.places.is_empty());
    let apart = !first && !own && event.facts.iter().any(|facts| !facts.dates.is_empty());
    let from = if apart { home(context, event, false) } else { None };
    let best = from
        .or(told.filter(settled))
        .or_else(|| there(context, event))
        .or_else(|| rest.filter(settled).filter(|_| told.is_some()))
        .or_else(|| chief(context, event, alone, &[VILLAGE]).filter(settled))
        .or_else(|| chief(context, event, alone, &[TOWN]).filter(|p| settled(p) && wide(told)))
        .or_else(|| between_ends(context, event))
        .or(told)
        .or(rest)
        .or_else(|| likely(context, event, alone))
        .or_else(|| any_named(context, event));
    let Some(best) = best else { return Place::default() };
    let mut place = best.place();
    within_head(context, event, &mut place);
    inside_head(context, event, &mut place);
    if place.district.is_none()
        && let Some(more) = mentions.iter().find(|m| {
            m.district.is_some()
                && m.settlement
                    .as_deref()
                    .is_none_or(|s| place.settlement.as_deref().is_some_and(|p| alike(s, p)))
        })
    {
        place.district.clone_from(&more.district);
    }
    // "In Saren district a driver from X set off a mine above his vineyard": nothing finer is named.
    if place.settlement.is_none()
        && place.district.is_some()
        && let Some(home) = home_of_harmed(context, event)
    {
        place.settlement.clone_from(&home.settlement);
    }
    if place.country.is_none() {
        place.country = mentions.iter().find_map(|m| m.country.clone());
    }
    place
}

/// "Bama district, 2 May. … near Banki": the head of an entry names the district of what it tells.
fn within_head(context: &Context<'_>, event: &Event, place: &mut Place) {
    let recorded = event.facts.iter().filter(|facts| facts.recorded);
    let heads = recorded.flat_map(|facts| &facts.setting.places).map(|&i| &context.places[i]);
    let unit = |head: &&PlaceMention| head.settlement.is_none();
    let Some(unit) = heads.into_iter().find(unit).and_then(|head| head.district.as_ref()) else {
        return;
    };
    match &place.district {
        None => place.district = Some(unit.clone()),
        // "on the road to Baga", which is a district, too.
        Some(own) if place.settlement.is_none() && !alike(own, unit) => {
            place.settlement = place.district.replace(unit.clone());
        }
        Some(_) => {}
    }
}

/// "Wednesday. Gwoza. A boy was killed by a grenade in a drain in Pulka": where the head of an entry is one
/// bare name, its sentences may name a place inside it.
fn inside_head(context: &Context<'_>, event: &Event, place: &mut Place) {
    let mut recorded = event.facts.iter().filter(|facts| facts.recorded && facts.places.is_empty());
    let Some(facts) = recorded.next().filter(|_| place.district.is_none()) else { return };
    let heads = || facts.setting.places.iter().map(|&i| &context.places[i]);
    let own = event_places(context, &facts.tokens).into_iter().map(|i| &context.places[i]);
    let apart = |own: &&PlaceMention| heads().all(|head| head.tokens != own.tokens);
    let named = |own: &&PlaceMention| {
        let same = |name: &String| place.settlement.as_ref().is_some_and(|head| alike(head, name));
        own.settlement.as_ref().is_some_and(|name| !same(name))
    };
    if let Some(finer) = own.filter(apart).find(named) {
        place.district = place.settlement.take();
        place.settlement.clone_from(&finer.settlement);
    }
}

/// Whether the text says that it happened where the occasion before did.
pub(super) fn is_same_place(context: &Context<'_>, event: &Event) -> bool {
    let doc = context.doc;
    let class = doc.class("same_place");
    let same = |tokens| doc.terms_in(tokens, class).any(|term| &*doc.entry(term).value == "-");
    event.facts.iter().any(|facts| same(facts.tokens.clone()))
}

/// The district or region that a headline names and nothing finer.
pub(super) fn region(context: &Context<'_>, title: &Facts) -> Option<String> {
    let place = best_place(context, title)?;
    if place.settlement.is_some() { None } else { place.district.clone() }
}

pub(super) fn activity(context: &Context<'_>, event: &Event) -> Option<String> {
    let doc = context.doc;
    let class = doc.class("activities");
    event
        .facts
        .iter()
        .find_map(|facts| doc.terms_in(facts.tokens.clone(), class).next())
        .map(|term| doc.entry(term).value.to_string())
}

/// The sentences that tell of it, each with what it supports.
pub(super) fn evidence(context: &Context<'_>, event: &Event) -> Vec<Evidence> {
    let doc = context.doc;
    let mut quotes: Vec<Evidence> = event
        .facts
        .iter()
        .chain(&event.title)
        .map(|facts| {
            let mut slots = Vec::new();
            if !facts.dates.is_empty() {
                slots.push(Slot::Date);
            }
            if !facts.places.is_empty() {
                slots.push(Slot::Place);
            }
            if !facts.devices.is_empty() {
                slots.push(Slot::Device);
            }
            for &i in &facts.effects {
                match context.effects[i].harm {
                    Harm::Killed => slots.push(Slot::Killed),
                    Harm::Injured => slots.push(Slot::Injured),
                    _ => {}
                }
            }
            if facts.doubt.is_some() {
                slots.push(Slot::Status);
            }
            doc.sentence_evidence(facts.sentence).supporting(slots)
        })
        .collect();
    quotes.sort();
    quotes.dedup();
    quotes
}
