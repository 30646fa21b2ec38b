//! What exploded: the kind of ordnance of one occasion, out of all that its sentences name.

use std::ops::Range;

use cairn_model::Device;

use super::event::Event;
use super::facts::Facts;
use super::home_made::{is_only_hidden, is_planted, is_said_home_made, is_under_vehicle};
use super::scope::set_off;
use crate::context::Context;
use crate::mentions::DeviceMention;

/// How sure a text is that what it names exploded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// "not a mine", "whether it was a mine".
    No,
    /// "they took it for a mine", "first reports spoke of a mine".
    Thought,
    /// Named, and no more.
    Plain,
    /// "it turned out to be a shell", "the army said it was a shell".
    Found,
}

/// What exploded: what stands beside the explosion, made more specific by what follows.
pub(super) fn device<'c>(
    context: &'c Context<'_>,
    events: &[Event],
    at: usize,
) -> (Device, Option<&'c DeviceMention>) {
    let Some(event) = events.get(at) else { return (Device::Unknown, None) };
    let later = behind(context, events, event);
    let mentions = mentions(context, event, at == 0, &later);
    let plain = || mentions.iter().copied().filter(|m| !m.vague);
    // One item is what exploded; "mines" and "remnants of war" are what the place is full of.
    let certain = plain().find(|m| !m.plural).or_else(|| plain().next());
    let planted = mentions.iter().copied().find(|m| m.vague && is_planted(context, m));
    // "A mine killed four. Another witness says that a bomb had been buried": a mine by the first account.
    let mine = certain.is_some_and(|m| m.device == Device::MineUnspecified);
    let home_made = plain()
        .find(|m| {
            matches!(m.device, Device::IedOther | Device::ImprovisedMine)
                && !(mine && is_only_hidden(context, m))
        })
        .or(planted.filter(|_| certain.is_none()));
    let (by_victim, remote) = by_whom(context, event, &later);
    let hidden = home_made.is_some() && home_made == planted;
    let by_victim = by_victim || hidden && !remote && is_under_vehicle(context, event);
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
    // "A mine tore the lorry apart. It was home-made, an officer said."
    let made = specific.is_none() && !remote && is_said_home_made(context, event, &later);
    if made
        && let Some(first) = certain.or_else(|| mentions.first().copied())
        && (mine || by_victim && matches!(first.device, Device::Unknown | Device::ErwOther))
    {
        return (Device::ImprovisedMine, Some(first));
    }
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
        (Some(first), _) if is_hidden(context, event, first) => {
            let device = if by_victim { Device::ImprovisedMine } else { Device::IedOther };
            (device, Some(first))
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

/// The ordnance that the sentences of an event name, what was found out first; without what is ruled out, and
/// without what was only thought where something better is told.
fn mentions<'c>(
    context: &'c Context<'_>,
    event: &Event,
    first: bool,
    later: &[Range<usize>],
) -> Vec<&'c DeviceMention> {
    let told = event.facts.iter().chain(&event.title).chain(&event.lead);
    // "In the same village a man lost a foot on 24 April": another day, and not what was told before.
    let apart =
        |facts: &Facts| !first && !facts.dates.is_empty() && !is_one_of_them(context, event);
    let own = |facts: &Facts| match facts.devices.is_empty() {
        true if !apart(facts) => facts.setting.devices.clone(),
        // "They found a shell. … The thing exploded": what was found right before.
        false if !apart(facts) && facts.devices.iter().all(|&i| is_thing(context, i)) => {
            facts.devices.iter().chain(&facts.setting.devices).copied().collect()
        }
        _ => facts.devices.clone(),
    };
    let named = told.flat_map(own).chain(event.more.iter().flat_map(|more| more.devices.clone()));
    let mut found: Vec<(Standing, &DeviceMention)> = named
        .map(|i| &context.devices[i])
        .map(|mention| (standing(context, mention), mention))
        .filter(|(standing, _)| *standing != Standing::No)
        .collect();
    for tokens in later {
        let found_out = context
            .devices_in(tokens)
            .iter()
            .filter(|mention| !mention.vague && !mention.plural && is_taken_up(context, mention));
        found.extend(found_out.map(|mention| (Standing::Found, mention)));
    }
    if found.iter().any(|(standing, mention)| *standing > Standing::Thought && !mention.vague) {
        found.retain(|(standing, _)| *standing > Standing::Thought);
    }
    // Only what nobody knows better by its name is changed by what was found out.
    found.sort_by_key(|(standing, _)| *standing != Standing::Found);
    found.into_iter().map(|(_, mention)| mention).collect()
}

/// "the thing", "the object": a word that takes up what was named before.
fn is_thing(context: &Context<'_>, device: usize) -> bool {
    let doc = context.doc;
    let device = &context.devices[device];
    let definite = device.tokens.start.checked_sub(1).is_some_and(|at| {
        doc.entry_at(at, doc.class("determiners")).is_some_and(|e| &*e.value == "definite")
    });
    device.vague && definite
}

/// The sentences behind those of an event up to the next one's.
fn behind(context: &Context<'_>, events: &[Event], event: &Event) -> Vec<Range<usize>> {
    const REACH: usize = 8;
    let doc = context.doc;
    let Some(last) = event.facts.iter().map(|facts| facts.sentence).max() else {
        return Vec::new();
    };
    let firsts = events.iter().filter_map(|event| event.facts.first()).map(|facts| facts.sentence);
    let end = firsts.filter(|first| *first > last).min().unwrap_or(doc.sentences.len());
    let more = doc.sentences.get(last + 1..end).unwrap_or_default().iter().take(REACH);
    more.filter(|sentence| sentence.kind.is_read())
        .map(|sentence| sentence.tokens.clone())
        .collect()
}

/// Words between what says how sure something is and the ordnance ("said it was a small").
const NEAR: usize = 4;

fn standing(context: &Context<'_>, mention: &DeviceMention) -> Standing {
    let doc = context.doc;
    let class = doc.class("device_claims");
    let start = mention.tokens.start;
    let sentence = doc.sentences[doc.sentence_of(start)].tokens.start;
    let from = start.saturating_sub(2 * NEAR).max(sentence);
    let word = |at: usize| doc.tokens[at].is_word() || matches!(doc.folded(at), "-" | "\"");
    let apart = |end: usize| start - end > NEAR || !(end..start).all(word);
    // "if it was a mine or an old shell"
    let or = |at: usize| {
        doc.entry_at(at, doc.class("conjunctions")).is_some_and(|entry| &*entry.value == "or")
    };
    let alternative = |gap: Range<usize>| {
        let others = context.devices_in(&gap);
        others.last().is_none_or(|last| (last.tokens.end..gap.end).any(or))
    };
    let claims = doc
        .terms_in(from..start, class)
        .filter(|term| !apart(term.end) && alternative(term.end..start));
    match claims.last().map(|term| &*doc.entry(term).value) {
        Some("not") => Standing::No,
        Some("thought") => Standing::Thought,
        Some("is") => Standing::Found,
        _ => Standing::Plain,
    }
}

/// "It was a TM-62", "the device was identified as a shell", behind what was told of it.
fn is_taken_up(context: &Context<'_>, mention: &DeviceMention) -> bool {
    let doc = context.doc;
    let start = mention.tokens.start;
    let sentence = doc.sentences[doc.sentence_of(start)].tokens.clone();
    let (things, explosions) = (doc.class("things"), doc.class("explosions"));
    let subject = |at: usize| {
        doc.entry_at(at, things).is_some()
            // "What the lorry hit was a pressure plate."
            || doc.entry_at(at, explosions).is_some()
            || context.devices_in(&(at..at + 1)).iter().any(|device| !device.plural)
    };
    let found = doc.terms_in(sentence.clone(), doc.class("find_verbs")).next().is_some();
    standing(context, mention) == Standing::Found
        && !found
        && (sentence.start.max(start.saturating_sub(3 * NEAR))..start).any(subject)
}

/// Whether the text says that the victims set it off, and that somebody did who watched.
fn by_whom(context: &Context<'_>, event: &Event, later: &[Range<usize>]) -> (bool, bool) {
    let facts = || event.facts.iter();
    // "The charge was a crude device set off by the weight of the truck", told after all else.
    let of_it = || {
        let taken_up = |tokens: &&Range<usize>| {
            let mut here = context.devices_in(tokens).iter();
            here.any(|mention| is_taken_up(context, mention))
        };
        later.iter().filter(taken_up)
    };
    let behind = |by: &str| of_it().any(|tokens| set_off(context, tokens, by));
    let remote = facts().any(|facts| facts.remote)
        || event.more.iter().any(|more| more.remote)
        || behind("remote");
    let victim = facts().any(|facts| facts.contact)
        || event.more.iter().any(|more| more.contact)
        || behind("victim");
    (victim && !remote, remote)
}

/// "A bomb went off as a patrol passed": what is only called a bomb, and nothing tells of an old war.
fn is_hidden(context: &Context<'_>, event: &Event, device: &DeviceMention) -> bool {
    let doc = context.doc;
    let bare = doc.entry_at(device.tokens.start, doc.class("device"));
    if device.device != Device::ErwOther || bare.is_none_or(|e| e.get("hidden").is_none()) {
        return false;
    }
    let class = doc.class("attacks");
    let told = || {
        event.facts.iter().chain(&event.title).flat_map(|f| doc.terms_in(f.tokens.clone(), class))
    };
    let says = |value: &str| told().any(|term| &*doc.entry(term).value == value);
    says("attack") && !says("relic")
}

/// Whether the text names ordnance of the kind last told of.
pub(super) fn is_same_kind(context: &Context<'_>, event: &Event) -> bool {
    let doc = context.doc;
    let class = doc.class("same_kind");
    // "A wheel pressed on a device of the same kind. The rider was killed": right before what is told.
    let ahead = |facts: &Facts| {
        let before = facts.sentence.checked_sub(1).and_then(|number| doc.sentences.get(number));
        let here = doc.sentences.get(facts.sentence).map(|sentence| sentence.paragraph);
        before.filter(|sentence| Some(sentence.paragraph) == here).is_some_and(|sentence| {
            let devices = context.devices_in(&sentence.tokens);
            devices.iter().all(|device| device.vague)
                && doc
                    .terms_in(sentence.tokens.clone(), class)
                    .any(|term| &*doc.entry(term).value == "-" && !doc.entry(term).has("row"))
        })
    };
    event.facts.iter().any(|facts| facts.same_kind)
        || event.facts.first().is_some_and(|facts| facts.devices.is_empty() && ahead(facts))
}

/// "It was the third such accident: on 9 March a shepherd lost a foot …": whether an occasion that names no
/// ordnance is told as one more of those before it.
pub(super) fn is_one_of_them(context: &Context<'_>, event: &Event) -> bool {
    /// Sentences behind "it was the third such accident" that may list the others.
    const ROW: usize = 6;
    const NEAR: usize = 2;
    let doc = context.doc;
    let class = doc.class("same_kind");
    event.facts.iter().any(|facts| {
        let paragraph = |number: usize| doc.sentences.get(number).map(|s| s.paragraph);
        facts.series
            || (facts.sentence.saturating_sub(ROW)..=facts.sentence).any(|number| {
                let near = number + NEAR >= facts.sentence
                    && paragraph(number) == paragraph(facts.sentence);
                doc.sentences.get(number).is_some_and(|sentence| {
                    let mut terms = doc.terms_in(sentence.tokens.clone(), class);
                    // "There have been five such explosions:", above a list.
                    terms.any(|term| near || facts.recorded || doc.entry(term).has("row"))
                })
            })
    })
}

/// Whether all that is said of what exploded is "a device", "an explosive charge".
pub(super) fn is_bare(context: &Context<'_>, event: &Event) -> bool {
    all_are(context, event, "bare")
}

/// Whether all that is said of what exploded is "the device".
pub(super) fn is_plain(context: &Context<'_>, event: &Event) -> bool {
    all_are(context, event, "plain")
}

fn all_are(context: &Context<'_>, event: &Event, flag: &str) -> bool {
    let doc = context.doc;
    let class = doc.class("device");
    let mut devices = event.facts.iter().flat_map(|facts| &facts.devices).peekable();
    devices.peek().is_some()
        && devices.all(|&i| {
            let start = context.devices[i].tokens.start;
            doc.entry_at(start, class).is_some_and(|entry| entry.has(flag))
        })
}

/// A home-made device by how it was set off.
pub(super) fn home_made(context: &Context<'_>, event: &Event) -> Device {
    let (by_victim, remote) = by_whom(context, event, &[]);
    if by_victim && !remote { Device::ImprovisedMine } else { Device::IedOther }
}

/// What exploded where its occasion names nothing: the one kind of ordnance that the text names.
pub(super) fn kind_of_text(context: &Context<'_>, others: &[&Event]) -> Device {
    // What killed somebody years before says nothing of what went off now.
    let of_other = |m: &DeviceMention| {
        let sentence = context.doc.sentence_of(m.tokens.start);
        others.iter().flat_map(|event| &event.facts).any(|facts| facts.sentence == sentence)
    };
    let named =
        |m: &&DeviceMention| !m.vague && standing(context, m) != Standing::No && !of_other(m);
    let mut kinds = context.devices.iter().filter(named).map(|m| m.device);
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

const fn is_mine(device: Device) -> bool {
    matches!(device, Device::AntipersonnelMine | Device::AntivehicleMine | Device::ImprovisedMine)
}
