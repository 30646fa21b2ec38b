//! The values of one occasion: place, device, activity, sources, evidence.

use std::ops::Range;

use cairn_model::{Device, Evidence, Place, Slot};

use super::event::Event;
use super::facts::Facts;
use super::setting::{alike, best_place, finest};
use crate::context::Context;
use crate::effects::Harm;
use crate::mentions::{DeviceMention, PlaceMention, PlaceRole};

/// The most detailed place, with what other sentences add above it.
pub(super) fn place(context: &Context<'_>, event: &Event) -> Place {
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
    // The finest; of equals the first told. What the headline names more finely, it names rightly.
    let (told, rest) = (finest(told), finest(rest));
    let finer = rest.filter(|rest| {
        rest.settlement.is_some() && told.is_some_and(|told| told.settlement.is_none())
    });
    let best = finer.or(told).or(rest).or_else(|| home(context, event));
    let Some(best) = best else { return Place::default() };
    let mut place = best.place();
    within_head(context, event, &mut place);
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

/// The village that the people harmed are from, where the text names no other place: "two cousins from the
/// hamlet of X were carrying lunch".
fn home<'c>(context: &'c Context<'_>, event: &Event) -> Option<&'c PlaceMention> {
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
            doc.terms_in(place.tokens.clone(), villages).any(|term| doc.entry(term).has("rural"))
        };
        // "from the hamlet of X", "an inhabitant of the village of X": people, right before it.
        let people = || {
            let near = place.tokens.start.saturating_sub(5)..place.tokens.start;
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

/// Whether a mention ends inside a term or with it ("residents of" has the people in it).
fn term_covers(term: Range<usize>, end: usize) -> bool {
    term.contains(&end) || term.end == end
}

/// What exploded: what stands beside the explosion, made more specific by what follows.
pub(super) fn device<'c>(
    context: &'c Context<'_>,
    event: &Event,
) -> (Device, Option<&'c DeviceMention>) {
    let mentions: Vec<&DeviceMention> = event
        .facts
        .iter()
        .chain(&event.title)
        .chain(&event.lead)
        .flat_map(
            |facts| if facts.devices.is_empty() { &facts.setting.devices } else { &facts.devices },
        )
        .chain(event.more.iter().flat_map(|more| &more.devices))
        .map(|&i| &context.devices[i])
        .collect();
    let plain = || mentions.iter().copied().filter(|m| !m.vague);
    // One item is what exploded; "mines" and "remnants of war" are what the place is full of.
    let certain = plain().find(|m| !m.plural).or_else(|| plain().next());
    let planted = mentions.iter().copied().find(|m| m.vague && is_planted(context, m));
    let home_made = plain()
        .find(|m| matches!(m.device, Device::IedOther | Device::ImprovisedMine))
        .or(planted.filter(|_| certain.is_none()));
    let (by_victim, remote) = set_off(event);
    if let Some(trap) = mentions.iter().copied().find(|m| m.device == Device::BoobyTrap)
        && !remote
        && event.facts.iter().any(|f| f.devices.iter().any(|&i| context.devices[i] == *trap))
    {
        return (Device::BoobyTrap, Some(trap));
    }
    if let Some(home_made) = home_made
        && (by_victim || plain().any(|m| m.device == Device::MineUnspecified))
        && !remote
    {
        // Set off by who drove or stepped on it: an improvised mine, whatever the text calls it.
        return (Device::ImprovisedMine, Some(home_made));
    }
    let specific = plain().find(|m| is_mine(m.device));
    match (certain, specific) {
        // Set off by somebody who watched, whatever the text calls it.
        (Some(first), _)
            if remote
                && matches!(
                    first.device,
                    Device::MineUnspecified | Device::ErwOther | Device::ImprovisedMine
                ) =>
        {
            (Device::IedOther, Some(first))
        }
        (Some(first), Some(specific)) if first.device == Device::MineUnspecified => {
            (specific.device, Some(specific))
        }
        (Some(first), _) => (first.device, Some(first)),
        _ => {
            let vague = mentions.first().copied();
            if remote && vague.is_some() {
                return (Device::IedOther, vague);
            }
            (vague.map_or(Device::Unknown, |m| m.device), vague)
        }
    }
}

/// Whether the text says that the victims set it off, and that somebody did who watched.
fn set_off(event: &Event) -> (bool, bool) {
    let facts = || event.facts.iter();
    let remote = facts().any(|facts| facts.remote) || event.more.iter().any(|more| more.remote);
    let victim = facts().any(|facts| facts.contact) || event.more.iter().any(|more| more.contact);
    (victim && !remote, remote)
}

/// "a charge buried in the road": hidden by somebody for others to set off.
fn is_planted(context: &Context<'_>, device: &DeviceMention) -> bool {
    let doc = context.doc;
    doc.entry_at(device.tokens.start, doc.class("device")).is_some_and(|e| e.has("planted"))
}

/// Whether the text names ordnance of the kind last told of.
pub(super) fn is_same_kind(event: &Event) -> bool {
    event.facts.iter().any(|facts| facts.same_kind)
}

/// Whether the text says that it happened where the occasion before did.
pub(super) fn is_same_place(context: &Context<'_>, event: &Event) -> bool {
    let doc = context.doc;
    let class = doc.class("same_place");
    event.facts.iter().any(|facts| doc.terms_in(facts.tokens.clone(), class).next().is_some())
}

/// The district or region that a headline names and nothing finer.
pub(super) fn region(context: &Context<'_>, title: &Facts) -> Option<String> {
    let place = best_place(context, title)?;
    if place.settlement.is_some() { None } else { place.district.clone() }
}

/// Whether all that is said of what exploded is "a device", "a charge".
pub(super) fn is_bare(context: &Context<'_>, event: &Event) -> bool {
    let doc = context.doc;
    let class = doc.class("device");
    let mut devices = event.facts.iter().flat_map(|facts| &facts.devices).peekable();
    devices.peek().is_some()
        && devices.all(|&i| {
            let start = context.devices[i].tokens.start;
            doc.entry_at(start, class).is_some_and(|entry| entry.has("bare"))
        })
}

/// A home-made device by how it was set off.
pub(super) fn home_made(event: &Event) -> Device {
    let (by_victim, remote) = set_off(event);
    if by_victim && !remote { Device::ImprovisedMine } else { Device::IedOther }
}

/// What exploded where its occasion names nothing: the one kind of ordnance that the text names.
pub(super) fn kind_of_text(context: &Context<'_>) -> Device {
    let mut kinds = context.devices.iter().filter(|m| !m.vague).map(|m| m.device);
    let Some(first) = kinds.next() else { return Device::Unknown };
    let mine = |device: Device| device == Device::MineUnspecified || is_mine(device);
    if kinds.all(|kind| kind == first || mine(kind) && mine(first)) {
        kind_of_story(first)
    } else {
        Device::Unknown
    }
}

/// What an occasion that names no ordnance has in common with the story's first.
pub(super) const fn kind_of_story(first: Device) -> Device {
    match first {
        Device::AntipersonnelMine | Device::AntivehicleMine => Device::MineUnspecified,
        other => other,
    }
}

pub(super) const fn is_mine(device: Device) -> bool {
    matches!(device, Device::AntipersonnelMine | Device::AntivehicleMine | Device::ImprovisedMine)
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
