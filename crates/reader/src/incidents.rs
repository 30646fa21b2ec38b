//! Puts sentences together into incidents: one for each occasion that the text reports.
//!
//! A sentence that tells of an explosion or of harm by ordnance begins an incident or goes on with
//! one already begun. It begins another when its day or its place is another; otherwise it goes on
//! with the one last told of in its paragraph, or with the story's first.

use std::ops::Range;

use cairn_model::{DateSpan, Device, Evidence, IncidentStatus, Place, ReportedIncident, Slot};

use crate::context::Context;
use crate::counts;
use crate::effects::Harm;
use crate::mentions::{DateKind, DateMention, DeviceMention, PlaceMention, PlaceRole};
use crate::segment::SentenceKind;
use crate::victims;

/// What one sentence tells of an explosion.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Number of the sentence.
    pub sentence: usize,
    /// Its tokens (a part of the sentence where it tells of two occasions).
    pub tokens: Range<usize>,
    /// The explosion's words.
    pub triggers: Vec<Range<usize>>,
    /// Effects, as indices into the context's.
    pub effects: Vec<usize>,
    /// Days, as indices into the context's.
    pub dates: Vec<usize>,
    /// Places that say where, as indices into the context's.
    pub places: Vec<usize>,
    /// Ordnance, as indices into the context's.
    pub devices: Vec<usize>,
    /// Says that it did not happen, or that it is not sure.
    pub doubt: Option<IncidentStatus>,
    /// A word that begins another occasion.
    pub another: bool,
    /// Sums several occasions up ("killed in separate blasts").
    pub summary: bool,
}

/// One occasion, as sentences tell of it.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// Its sentences' facts, in order; the headline's come last.
    pub facts: Vec<Facts>,
    /// The headline's facts.
    pub title: Option<Facts>,
    date: Option<DateSpan>,
    date_mention: Option<usize>,
    settlement: Option<String>,
    district: Option<String>,
    lead: Option<Facts>,
}

/// The incidents of a text in the order in which it first tells of them.
pub fn incidents(context: &Context<'_>) -> Vec<ReportedIncident> {
    let events = events(context);
    let mut incidents: Vec<ReportedIncident> = Vec::new();
    for event in &events {
        if let Some(mut incident) = report(context, event) {
            incident.id = format!("i{}", incidents.len() + 1);
            incidents.push(incident);
        }
    }
    incidents
}

/// Groups sentences into occasions.
pub fn events(context: &Context<'_>) -> Vec<Event> {
    let doc = context.doc;
    let mut events: Vec<Event> = Vec::new();
    let mut title = None;
    let mut current: Option<usize> = None;
    let mut current_paragraph = 0;
    let mut last_told = 0;
    let mut summary: Option<Facts> = None;
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if !sentence.kind.is_read() {
            continue;
        }
        let Some(facts) = facts(context, number) else {
            continue;
        };
        if sentence.kind == SentenceKind::Title {
            title = Some(facts);
            continue;
        }
        if facts.summary && events.is_empty() {
            summary = Some(facts);
            continue;
        }
        let same_paragraph = sentence.paragraph == current_paragraph;
        // A lead that sums up several occasions is followed by each of them.
        let of_its_own =
            summary.is_some() && counts_anew(context, &facts);
        let near = same_paragraph || number - last_told <= 3;
        if !near && !begins(context, &facts) && facts.doubt.is_none() {
            continue;
        }
        let target = if of_its_own {
            None
        } else {
            assign(context, &events, current, same_paragraph, &facts)
        };
        match target {
            Some(at) => {
                events[at].take(context, facts);
                current = Some(at);
                current_paragraph = sentence.paragraph;
                last_told = number;
            }
            None if of_its_own || begins(context, &facts) => {
                let mut event = Event::default();
                event.take(context, facts);
                events.push(event);
                current = Some(events.len() - 1);
                current_paragraph = sentence.paragraph;
                last_told = number;
            }
            None => {}
        }
    }
    if let Some(facts) = summary {
        if events.is_empty() {
            let mut event = Event::default();
            event.take(context, facts);
            events.push(event);
        } else {
            for event in &mut events {
                event.inherit(context, &facts);
            }
            // The headline of such a story sums up, too.
            title = None;
        }
    }
    if let Some(facts) = title {
        match events.first_mut() {
            Some(first) => first.title = Some(facts),
            None if begins(context, &facts) => {
                let mut event = Event::default();
                event.take(context, facts);
                events.push(event);
            }
            None => {}
        }
    }
    events
}

impl Event {
    /// What the lead says of all its occasions holds for one that does not say otherwise.
    fn inherit(&mut self, context: &Context<'_>, lead: &Facts) {
        if self.date.is_none()
            && let Some((index, date)) = best_date(context, lead)
        {
            self.date = Some(date.span);
            self.date_mention = Some(index);
        }
        self.lead = Some(lead.clone());
    }

    fn take(&mut self, context: &Context<'_>, facts: Facts) {
        if self.date.is_none_or(|date| date.is_unknown())
            && let Some((index, date)) = best_date(context, &facts)
        {
            self.date = Some(date.span);
            self.date_mention = Some(index);
        }
        if let Some(place) = best_place(context, &facts)
            && self.settlement.is_none()
        {
            self.settlement.clone_from(&place.settlement);
            if self.district.is_none() {
                self.district.clone_from(&place.district);
            }
        }
        self.facts.push(facts);
    }
}

/// What a sentence tells, `None` when it tells of no explosion and no harm by one.
fn facts(context: &Context<'_>, number: usize) -> Option<Facts> {
    let doc = context.doc;
    let tokens = doc.sentences[number].tokens.clone();
    let devices: Vec<usize> = indices(&context.devices, |d| tokens.contains(&d.tokens.start));
    let certain = devices.iter().any(|&i| !context.devices[i].vague);
    let effects: Vec<usize> = indices(&context.effects, |e| tokens.contains(&e.tokens.start));
    let harms = effects.iter().any(|&i| {
        let effect = &context.effects[i];
        !effect.weak && !effect.negated && effect.harm != Harm::Casualties
    });
    if is_cumulative(context, &tokens) {
        return None;
    }
    let elsewhere = doc.terms_in(tokens.clone(), doc.class("other_causes")).next().is_some();
    if elsewhere && !certain {
        return None;
    }
    let triggers = triggers(context, &tokens, &devices);
    let doubt = doc.terms_in(tokens.clone(), doc.class("denials")).next().map(|term| {
        if &*doc.entry(term).value == "unclear" {
            IncidentStatus::Unclear
        } else {
            IncidentStatus::Denied
        }
    });
    let hypothetical = doc.terms_in(tokens.clone(), doc.class("hypothetical")).next().is_some();
    if hypothetical && !harms {
        return None;
    }
    if triggers.is_empty() && effects.is_empty() && doubt.is_none() {
        return None;
    }
    Some(Facts {
        sentence: number,
        triggers,
        effects,
        dates: indices(&context.dates.mentions, |d| {
            tokens.contains(&d.tokens.start)
                && !matches!(d.kind, DateKind::Dateline | DateKind::Period)
        }),
        places: indices(&context.places, |p| {
            tokens.contains(&p.tokens.start) && p.role == PlaceRole::Where
        }),
        devices,
        doubt,
        another: doc.terms_in(tokens.clone(), doc.class("another")).next().is_some(),
        summary: sums_up(context, &tokens),
        tokens,
    })
}

/// "in separate blasts", "two explosions": several occasions in one sentence.
fn sums_up(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let plural = doc
        .terms_in(tokens.clone(), doc.class("explosions"))
        .find(|term| doc.entry(term).has("plural"))
        .map(|term| term.start);
    plural.is_some_and(|at| {
        let from = at.saturating_sub(3).max(tokens.start);
        (from..at).any(|before| doc.entry_at(before, doc.class("separate")).is_some())
    })
}

fn indices<T>(things: &[T], mut keep: impl FnMut(&T) -> bool) -> Vec<usize> {
    things.iter().enumerate().filter(|(_, thing)| keep(thing)).map(|(index, _)| index).collect()
}

/// Figures over a period are tallies, not occasions.
fn is_cumulative(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let period = context
        .dates
        .mentions
        .iter()
        .any(|d| d.kind == DateKind::Period && tokens.contains(&d.tokens.start));
    let words = doc.terms_in(tokens.clone(), doc.class("cumulative")).next().is_some();
    let day = context
        .dates
        .mentions
        .iter()
        .any(|d| d.kind == DateKind::Day && tokens.contains(&d.tokens.start));
    (period || words) && !day
}

/// The words for an explosion that count: those beside ordnance, and blasts by name.
fn triggers(context: &Context<'_>, tokens: &Range<usize>, devices: &[usize]) -> Vec<Range<usize>> {
    let doc = context.doc;
    let mut found = Vec::new();
    for term in doc.terms_in(tokens.clone(), doc.class("explosions")) {
        let value = &*doc.entry(term).value;
        let counts = match value {
            "contact" => devices.iter().any(|&i| {
                let start = context.devices[i].tokens.start;
                start >= term.end && start <= term.end + 8
            }),
            "goes_off" => !context.devices.is_empty(),
            _ => true,
        };
        if counts {
            found.push(term.start..term.end);
        }
    }
    found
}

/// Whether a sentence counts people of its own, not ones spoken of before.
fn counts_anew(context: &Context<'_>, facts: &Facts) -> bool {
    facts.effects.iter().any(|&i| {
        let effect = &context.effects[i];
        !effect.resumed
            && !effect.negated
            && effect.people.iter().any(|&p| context.people[p].count.is_some())
    })
}

/// Whether a sentence may begin an incident: an explosion or harm, with ordnance named.
fn begins(context: &Context<'_>, facts: &Facts) -> bool {
    let harms = facts.effects.iter().any(|&i| {
        let effect = &context.effects[i];
        !effect.weak && effect.harm != Harm::Casualties && !effect.negated
    });
    let certain = facts.devices.iter().any(|&i| !context.devices[i].vague);
    let exploded = !facts.triggers.is_empty();
    let doubted = facts.doubt.is_some() && (exploded || certain);
    (harms && (certain || exploded))
        || (exploded && !facts.devices.is_empty() && some_setting(facts))
        || doubted
}

fn some_setting(facts: &Facts) -> bool {
    !facts.dates.is_empty() || !facts.places.is_empty()
}

/// The event that a sentence goes on with; `None` when it begins another (or none).
fn assign(
    context: &Context<'_>,
    events: &[Event],
    current: Option<usize>,
    same_paragraph: bool,
    facts: &Facts,
) -> Option<usize> {
    let current = current?;
    let date =
        best_date(context, facts).map(|(_, date)| date.span).filter(|span| !span.is_unknown());
    let place = best_place(context, facts);
    let fits = |event: &Event| {
        let day = match (date, event.date.filter(|d| !d.is_unknown())) {
            (Some(a), Some(b)) => within(a, b),
            _ => true,
        };
        day && place_fits(event, place)
    };
    let tells = begins(context, facts);
    if let Some(date) = date {
        // A day of its own: the event of that day, latest first.
        let same_day = (0..events.len()).rev().find(|&i| {
            events[i].date.is_some_and(|known| within(date, known))
                && (place_fits(&events[i], place) || !tells)
        });
        if same_day.is_some() {
            return same_day;
        }
        let open = &events[current];
        if (open.date.is_none()
            && place_fits(open, place)
            && (same_paragraph || events.len() == 1)
            && !facts.another)
            || !tells
        {
            return Some(current);
        }
        return None;
    }
    if tells
        && facts.another
        && (place.is_some() || !facts.triggers.is_empty())
        && !same_setting(&events[current], place)
    {
        return None;
    }
    if fits(&events[current]) && (same_paragraph || current == 0) {
        return Some(current);
    }
    if !same_paragraph && fits(&events[0]) {
        return Some(0);
    }
    let other = (0..events.len()).rev().find(|&i| fits(&events[i]) && place.is_some());
    if other.is_some() || !tells {
        return other.or(Some(current));
    }
    None
}

/// Whether the sentence names the settlement that the event is known to have.
fn same_setting(event: &Event, place: Option<&PlaceMention>) -> bool {
    match (&event.settlement, place.and_then(|p| p.settlement.as_ref())) {
        (Some(a), Some(b)) => alike(a, b),
        _ => false,
    }
}

fn within(a: DateSpan, b: DateSpan) -> bool {
    a == b || a.touches(&b) && (a.days().unwrap_or(400) > 1) != (b.days().unwrap_or(400) > 1)
}

fn place_fits(event: &Event, place: Option<&PlaceMention>) -> bool {
    let Some(place) = place else { return true };
    let names = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(alike(a, b)),
        _ => None,
    };
    match names(&event.settlement, &place.settlement) {
        Some(same) => return same,
        None => {
            // "in Kalbajar" after "Susuzlug, Kalbajar district": one name, two levels.
            if names(&event.district, &place.settlement) == Some(true)
                || names(&event.settlement, &place.district) == Some(true)
            {
                return true;
            }
        }
    }
    match names(&event.district, &place.district) {
        Some(same) => same,
        None => event.settlement.is_none() || place.settlement.is_none(),
    }
}

/// Whether two spellings are near enough to be one name within one text.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (crate::token::fold(a), crate::token::fold(b));
    a == b || a.contains(&b) || b.contains(&a)
}

/// The day of a sentence's explosion: the finest, nearest to the explosion's words.
fn best_date<'c>(context: &'c Context<'_>, facts: &Facts) -> Option<(usize, &'c DateMention)> {
    let anchor = anchor(context, facts);
    facts
        .dates
        .iter()
        .map(|&i| (i, &context.dates.mentions[i]))
        .min_by_key(|(_, date)| (rank(date.kind), date.tokens.start.abs_diff(anchor)))
}

const fn rank(kind: DateKind) -> u8 {
    match kind {
        DateKind::Day => 0,
        DateKind::Days => 1,
        DateKind::Month => 2,
        DateKind::Season => 3,
        _ => 4,
    }
}

/// The place of a sentence's explosion: the most detailed, nearest to the explosion's words.
fn best_place<'c>(context: &'c Context<'_>, facts: &Facts) -> Option<&'c PlaceMention> {
    let anchor = anchor(context, facts);
    facts.places.iter().map(|&i| &context.places[i]).filter(|place| place.detail() > 0).max_by_key(
        |place| {
            (
                place.detail() >= 2,
                std::cmp::Reverse(place.tokens.start.abs_diff(anchor)),
                place.detail(),
            )
        },
    )
}

/// Where the explosion, or else the harm, is told.
fn anchor(context: &Context<'_>, facts: &Facts) -> usize {
    facts
        .triggers
        .first()
        .map(|trigger| trigger.start)
        .or_else(|| facts.effects.first().map(|&i| context.effects[i].tokens.start))
        .unwrap_or(facts.tokens.start)
}

/// Makes the claim of an event; `None` when too little is told to call it one.
fn report(context: &Context<'_>, event: &Event) -> Option<ReportedIncident> {
    let doc = context.doc;
    let counts = counts::counts(context, event);
    let victims = victims::victims(context, event, &counts);
    let date_mention = event.date_mention.map(|i| &context.dates.mentions[i]);
    let mut place = place(context, event);
    place.country = place.country.or_else(|| context.country.clone());
    let (device, device_mention) = device(context, event);
    let told = !place.is_unnamed()
        || date_mention.is_some()
        || counts.killed.is_some()
        || counts.injured.is_some();
    if !told {
        return None;
    }
    let status =
        event.facts.iter().find_map(|facts| facts.doubt).unwrap_or(IncidentStatus::Happened);
    Some(ReportedIncident {
        id: String::new(),
        status,
        date: event.date.unwrap_or(DateSpan::UNKNOWN),
        date_text: date_mention.map(|date| doc.plain(date.tokens.clone())),
        place,
        device,
        device_text: device_mention.map(|device| doc.plain(device.tokens.clone())),
        activity: activity(context, event),
        killed: counts.killed,
        injured: counts.injured,
        victims,
        said_by: Vec::new(),
        attribution: Vec::new(),
        evidence: evidence(context, event),
    })
}

/// The most detailed place, with what other sentences add above it.
fn place(context: &Context<'_>, event: &Event) -> Place {
    let all = event.facts.iter().chain(&event.title);
    let mentions: Vec<&PlaceMention> = all
        .flat_map(|facts| facts.places.iter().map(|&i| &context.places[i]))
        .filter(|place| place.detail() > 0)
        .collect();
    let Some(first) = event
        .facts
        .iter()
        .filter_map(|facts| best_place(context, facts))
        .max_by_key(|place| place.detail() >= 2)
        .or_else(|| mentions.first().copied())
        .or_else(|| event.lead.as_ref().and_then(|lead| best_place(context, lead)))
    else {
        return Place::default();
    };
    // Of equals the first told.
    let best = event
        .facts
        .iter()
        .filter_map(|facts| best_place(context, facts))
        .find(|place| (place.detail() >= 2) == (first.detail() >= 2))
        .unwrap_or(first);
    let mut place = best.place();
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

/// What exploded: what stands beside the explosion, made more specific by what follows.
fn device<'c>(context: &'c Context<'_>, event: &Event) -> (Device, Option<&'c DeviceMention>) {
    let mentions: Vec<&DeviceMention> = event
        .facts
        .iter()
        .chain(&event.title)
        .chain(&event.lead)
        .flat_map(|facts| facts.devices.iter().map(|&i| &context.devices[i]))
        .collect();
    let certain = mentions.iter().copied().find(|m| !m.vague);
    let specific = mentions
        .iter()
        .copied()
        .find(|m| !m.vague && !matches!(m.device, Device::MineUnspecified | Device::Unknown));
    match (certain, specific) {
        (Some(first), Some(specific))
            if first.device == Device::MineUnspecified && is_mine(specific.device) =>
        {
            (specific.device, Some(specific))
        }
        (Some(first), _) => (first.device, Some(first)),
        _ => {
            let vague = mentions.first().copied();
            (vague.map_or(Device::Unknown, |m| m.device), vague)
        }
    }
}

const fn is_mine(device: Device) -> bool {
    matches!(device, Device::AntipersonnelMine | Device::AntivehicleMine | Device::ImprovisedMine)
}

fn activity(context: &Context<'_>, event: &Event) -> Option<String> {
    let doc = context.doc;
    let class = doc.class("activities");
    event
        .facts
        .iter()
        .find_map(|facts| doc.terms_in(facts.tokens.clone(), class).next())
        .map(|term| doc.entry(term).value.to_string())
}

/// The sentences that tell of it, each with what it supports.
fn evidence(context: &Context<'_>, event: &Event) -> Vec<Evidence> {
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
