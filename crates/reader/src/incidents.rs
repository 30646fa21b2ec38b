//! Puts sentences together into incidents: one for each occasion that the text reports.
//!
//! A sentence that tells of an explosion or of harm by ordnance begins an incident or goes on with
//! one already begun. It begins another when its day or its place is another; otherwise it goes on
//! with the one last told of in its paragraph, or with the story's first.

mod assign;
mod begins;
mod days_apart;
mod device;
mod doubt;
mod elsewhere;
mod entries;
mod event;
mod facts;
mod going_on;
mod grouping;
mod held;
mod home_made;
mod links;
mod many;
mod moments;
mod named_at_all;
mod occasions;
mod of_all;
mod otherwise;
mod parts;
mod scope;
mod setting;
mod slots;
mod sums;
mod told_by;
mod triggers;
mod verdict;
mod weighed;

use cairn_model::{
    Contradiction, CountRange, DateSpan, Device, IncidentStatus, Note, NoteKind, Place,
    ReportedIncident,
};

use crate::context::Context;
use crate::counts::{self, Counts};
use crate::disagreements;
use crate::incidents::device::{
    device, home_made, is_bare, is_one_of_them, is_plain, is_same_kind, kind_of_story, kind_of_text,
};
use crate::incidents::elsewhere::unit_told;
pub(crate) use crate::incidents::entries::opens_entry;
pub use crate::incidents::event::Event;
pub use crate::incidents::facts::Facts;
pub use crate::incidents::grouping::events;
pub(crate) use crate::incidents::many::is_of_programme;
pub use crate::incidents::occasions::Occasions;
use crate::incidents::of_all::{device_of_all, is_open};
pub(crate) use crate::incidents::otherwise::other_causes;
pub(crate) use crate::incidents::setting::is_reporting;
use crate::incidents::slots::{activity, evidence, is_same_place, place, region};
use crate::incidents::told_by::{attribution, said_by};
pub(crate) use crate::incidents::verdict::{Verdict, parts_told};
use crate::victims;

/// What a text says of incidents.
#[derive(Clone, Debug, Default)]
pub struct IncidentReading {
    /// The incidents in the order in which the text first tells of them.
    pub incidents: Vec<ReportedIncident>,
    /// Figures of one incident that cannot all be true.
    pub contradictions: Vec<Contradiction>,
    /// What a reader should know about how they were read.
    pub notes: Vec<Note>,
    /// Which sentences tell of which.
    pub occasions: Occasions,
    /// The occasions, and which of them each incident is.
    pub(crate) events: Vec<Event>,
    pub(crate) told: Vec<usize>,
}

/// Reads the incidents of a text.
pub fn incidents(context: &Context<'_>) -> IncidentReading {
    incidents_of(context, occasions(context))
}

/// The occasions of which a text tells, the first step to its incidents.
pub(crate) fn occasions(context: &Context<'_>) -> Vec<Event> {
    let mut events = events(context);
    drop_lead_sum(context, &mut events);
    events
}

/// The incidents that the occasions of a text are.
pub(crate) fn incidents_of(context: &Context<'_>, mut events: Vec<Event>) -> IncidentReading {
    let occasions = Occasions::of(&events);
    let mut reading = IncidentReading { occasions, ..IncidentReading::default() };
    let counted: Vec<Counts> = events.iter().map(|event| counts::counts(context, event)).collect();
    reading.contradictions = disagreements::between(context, &events, &counted);
    moments::same_day(context, &mut events);
    for (at, (event, counts)) in events.iter().zip(&counted).enumerate() {
        let Some(mut incident) = report(context, &events, at, counts) else { continue };
        incident.id = format!("i{}", reading.incidents.len() + 1);
        // "On Sunday a similar device killed …".
        if is_same_kind(context, event)
            && matches!(incident.device, Device::Unknown | Device::MineUnspecified)
            && let Some(like) = like_which(context, event, &reading.incidents)
        {
            incident.device = like.device;
        }
        // "All three cases involved PROM-1 mines."
        if is_open(incident.device)
            && let Some(device) = device_of_all(context, event)
        {
            incident.device = device.device;
            incident.device_text = Some(context.doc.plain(device.tokens.clone()));
        }
        // Entries of a list are each of its own kind, unless the list follows a story.
        let recorded = event.is_recorded() && events.first().is_some_and(Event::is_recorded);
        // "It was the sixth such blast: March 30 …": what is not said is of the story's kind.
        let happened = incident.status == IncidentStatus::Happened
            && (!recorded || is_one_of_them(context, event));
        let of_story = happened && (at == 0 || is_one_of_them(context, event));
        if incident.device == Device::Unknown
            && incident.device_text.is_none()
            && of_story
            && let Some(first) = reading.incidents.first()
        {
            incident.device = kind_of_story(first.device);
        }
        let unnamed = incident.device_text.is_none() || is_plain(context, event);
        if incident.device == Device::Unknown && unnamed && of_story {
            let others: Vec<&Event> = events
                .iter()
                .filter(|other| !std::ptr::eq(*other, event) && other.is_long_before(event))
                .collect();
            incident.device = kind_of_text(context, &others);
        }
        // "A constable stepped on a device", in a story of home-made mines.
        if let Some(first) = reading.incidents.first()
            && incident.device == Device::Unknown
            && happened
            && matches!(first.device, Device::ImprovisedMine | Device::IedOther)
            && is_bare(context, event)
        {
            incident.device = home_made(context, event);
        }
        let unplaced = |place: &Place| place.settlement.is_none() && place.district.is_none();
        // "In the same minefield a colleague was killed in 2012."
        if unplaced(&incident.place)
            && is_same_place(context, event)
            && let Some(last) = reading.incidents.last()
        {
            incident.place = last.place.clone();
        }
        // "Another went off elsewhere in the province."
        if unplaced(&incident.place) {
            incident.place.district = unit_told(context, event, false);
        }
        // What is told beside a story of one region, without a word of where, lies in that region.
        if unplaced(&incident.place)
            && let Some(title) = events.first().and_then(|first| first.title.as_ref())
            && let Some(region) = region(context, title)
        {
            incident.place.district = Some(region);
        }
        // A second blast of the same days, without a word of where: the same district, as far as told.
        if incident.place.settlement.is_none()
            && incident.place.district.is_none()
            && let Some(first) = reading.incidents.first()
            && event.near(&events[0])
        {
            incident.place.district.clone_from(&first.place.district);
        }
        reading.contradictions.extend(disagreements::within(context, event, counts));
        reading.notes.extend(notes(context, event, counts, &incident));
        reading.incidents.push(incident);
        reading.told.push(at);
    }
    reading.events = events;
    reading
}

/// What "a device of the same type" is like: that of the place named behind it, or what was told last.
fn like_which<'i>(
    context: &Context<'_>,
    event: &Event,
    told: &'i [ReportedIncident],
) -> Option<&'i ReportedIncident> {
    let doc = context.doc;
    let class = doc.class("same_kind");
    let of_place = |facts: &Facts| {
        let term = doc.terms_in(facts.tokens.clone(), class).next()?;
        let behind = term.end..facts.tokens.end;
        let names = context
            .places_in(&behind)
            .iter()
            .filter_map(|place| place.settlement.as_deref().or(place.district.as_deref()));
        names.into_iter().find_map(|name| {
            told.iter().rev().find(|incident| {
                let place = &incident.place;
                let mut own = place.settlement.iter().chain(&place.district);
                own.any(|own| setting::alike(own, name))
            })
        })
    };
    event.facts.iter().find_map(of_place).or_else(|| told.last())
}

/// A lead whose figures are the sum of the occasions that follow is none of its own.
fn drop_lead_sum(context: &Context<'_>, events: &mut Vec<Event>) {
    let Some((lead, rest)) = events.split_first() else { return };
    let one_time =
        lead.date.is_none() || rest.iter().all(|event| event.date.is_none() || event.near(lead));
    // "were hurt by mines": many items, whatever settlement is named with them.
    let several = lead.facts.iter().any(|facts| {
        facts.plural
            || !facts.devices.is_empty() && facts.devices.iter().all(|&i| context.devices[i].plural)
    });
    if rest.len() < 2 || lead.settlement.is_some() && !several || !one_time {
        return;
    }
    let sum = |of: fn(&Counts) -> Option<CountRange>| {
        rest.iter().filter_map(|event| of(&counts::counts(context, event))).reduce(CountRange::plus)
    };
    let whole = counts::counts(context, lead);
    let killed = whole.killed.is_none() || whole.killed == sum(|counts| counts.killed);
    let injured = whole.injured.is_none() || whole.injured == sum(|counts| counts.injured);
    let told = whole.killed.is_some() || several && whole.injured.is_some();
    if killed && injured && told {
        let lead = events.remove(0);
        for event in events {
            for facts in &lead.facts {
                event.inherit(context, facts);
            }
        }
    }
}

/// Remarks on one incident: an outcome that the text does not state, a day that it does not settle.
fn notes(
    context: &Context<'_>,
    event: &Event,
    counts: &Counts,
    incident: &ReportedIncident,
) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some((named, stated, sentence)) = counts.garbled {
        notes.push(Note {
            kind: NoteKind::EffectUnstated,
            text: format!(
                "{}: {named} people are named, but the verb that says what became of them is missing; \
                 then {stated} people are said to be harmed. The outcome is kept as not stated.",
                incident.id
            ),
            evidence: vec![context.doc.sentence_evidence(sentence)],
        });
    }
    let weighed: Vec<_> = event.facts.iter().filter(|facts| facts.weighed).collect();
    if !weighed.is_empty() {
        let evidence = weighed.iter().map(|f| context.doc.sentence_evidence(f.sentence)).collect();
        notes.push(Note {
            kind: NoteKind::IncidentWeighed,
            text: format!(
                "{}: that this is said of an incident no rule tells; what the sentence holds says so \
                 together (learned weights).",
                incident.id
            ),
            evidence,
        });
    }
    if incident.date.is_unknown()
        && let Some(words) = &incident.date_text
    {
        notes.push(Note {
            kind: NoteKind::DateUnresolved,
            text: format!(
                "{}: `{words}` cannot be settled: the day of publication is not known",
                incident.id
            ),
            evidence: event
                .date_mention
                .or(event.reported)
                .map(|i| context.doc.evidence(context.dates.mentions[i].tokens.clone()))
                .into_iter()
                .collect(),
        });
    }
    notes
}

/// Makes the claim of an event; `None` when too little is told to call it one.
fn report(
    context: &Context<'_>,
    events: &[Event],
    at: usize,
    counts: &Counts,
) -> Option<ReportedIncident> {
    let event = events.get(at)?;
    let doc = context.doc;
    let victims = victims::victims(context, event, counts);
    let date_mention = event.date_mention.or(event.reported).map(|i| &context.dates.mentions[i]);
    let mut place = place(context, event, (at == 0, events.len() == 1));
    place.country = place.country.or_else(|| context.country.clone());
    let (device, device_mention) = device(context, events, at);
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
        date: event.date.or(date_mention.map(|d| d.span)).unwrap_or(DateSpan::UNKNOWN),
        date_text: date_mention.map(|date| doc.plain(date.tokens.clone())),
        place,
        sheet: None,
        device,
        device_text: device_mention.map(|device| doc.plain(device.tokens.clone())),
        activity: activity(context, event),
        killed: counts.killed,
        injured: counts.injured,
        victims,
        said_by: said_by(context, events, at),
        attribution: attribution(context, events, at),
        evidence: evidence(context, event),
    })
}
