//! Puts sentences together into incidents: one for each occasion that the text reports.
//!
//! A sentence that tells of an explosion or of harm by ordnance begins an incident or goes on with
//! one already begun. It begins another when its day or its place is another; otherwise it goes on
//! with the one last told of in its paragraph, or with the story's first.

use std::ops::Range;

use cairn_model::{
    Attribution, Contradiction, CountRange, DateSpan, Device, Evidence, IncidentStatus, Note, NoteKind, Place,
    ReportedIncident, Slot,
};

use crate::context::Context;
use crate::counts;
use crate::effects::Harm;
use crate::mentions::{NumberKind, DateKind, DateMention, DeviceMention, PlaceMention, PlaceRole};
use crate::segment::SentenceKind;
use crate::sources;
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
    /// What the paragraph said before of day and place.
    setting: Setting,
    /// Whether the victim set it off.
    contact: bool,
    /// Whether it speaks of explosions in the plural only.
    plural: bool,
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
    /// A day on which somebody spoke of it, for want of a better.
    reported: Option<usize>,
    more: Vec<More>,
    entry: bool,
    /// Whether a sentence said how many were harmed.
    counted: bool,
}

/// Places and ordnance in sentences that tell nothing else.
#[derive(Clone, Debug)]
struct More {
    devices: Vec<usize>,
    places: Vec<usize>,
}

/// What a text says of incidents.
#[derive(Clone, Debug, Default)]
pub struct IncidentReading {
    /// The incidents in the order in which the text first tells of them.
    pub incidents: Vec<ReportedIncident>,
    /// Figures of one incident that cannot all be true.
    pub contradictions: Vec<Contradiction>,
    /// What a reader should know about how they were read.
    pub notes: Vec<Note>,
}

/// Reads the incidents of a text.
pub fn incidents(context: &Context<'_>) -> IncidentReading {
    let mut reading = IncidentReading::default();
    let mut events = events(context);
    drop_lead_sum(context, &mut events);
    for event in &events {
        let Some(mut incident) = report(context, event) else { continue };
        incident.id = format!("i{}", reading.incidents.len() + 1);
        // "It was the sixth such blast: March 30 …": what is not said is of the story's kind.
        if incident.device == Device::Unknown
            && incident.device_text.is_none()
            && let Some(first) = reading.incidents.first()
        {
            incident.device = kind_of_story(first.device);
        }
        reading.contradictions.extend(counts::contradictions(context, event));
        reading.notes.extend(notes(context, event, &incident));
        reading.incidents.push(incident);
    }
    reading
}

/// A lead whose figures are the sum of the occasions that follow is none of its own.
fn drop_lead_sum(context: &Context<'_>, events: &mut Vec<Event>) {
    let Some((lead, rest)) = events.split_first() else { return };
    if rest.len() < 2 || lead.settlement.is_some() {
        return;
    }
    let sum = |of: fn(&counts::Counts) -> Option<CountRange>| {
        rest.iter()
            .filter_map(|event| of(&counts::counts(context, event)))
            .reduce(CountRange::plus)
    };
    let whole = counts::counts(context, lead);
    let killed = whole.killed.is_some() && whole.killed == sum(|counts| counts.killed);
    let injured = whole.injured.is_none() || whole.injured == sum(|counts| counts.injured);
    if killed && injured {
        let lead = events.remove(0);
        for event in events {
            for facts in &lead.facts {
                event.inherit(context, facts);
            }
        }
    }
}

/// Remarks on one incident: an outcome that the text does not state, a day that it does not settle.
fn notes(context: &Context<'_>, event: &Event, incident: &ReportedIncident) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some((named, stated, sentence)) = counts::counts(context, event).garbled {
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
    if incident.date.is_unknown()
        && let Some(words) = &incident.date_text
    {
        notes.push(Note {
            kind: NoteKind::DateUnresolved,
            text: format!("{}: `{words}` cannot be settled: the day of publication is not known", incident.id),
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

/// Groups sentences into occasions.
pub fn events(context: &Context<'_>) -> Vec<Event> {
    let mut grouping = Grouping::default();
    let sentences = &context.doc.sentences;
    let mut from = 0;
    while from < sentences.len() {
        let paragraph = sentences[from].paragraph;
        let to = (from..sentences.len())
            .find(|&at| sentences[at].paragraph != paragraph)
            .unwrap_or(sentences.len());
        grouping.paragraph(context, from..to);
        from = to;
    }
    grouping.finish(context)
}

/// A sentence that strings occasions together ("a mine near A killed five; another, at B, killed a
/// woman") comes apart at its semicolons when each part tells of harm at a place of its own.
fn parts(context: &Context<'_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let doc = context.doc;
    let mut parts = Vec::new();
    let mut start = tokens.start;
    for at in tokens.clone() {
        if doc.folded(at) == ";" {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..tokens.end);
    let tells = |part: &Range<usize>| {
        context.effects.iter().any(|e| part.contains(&e.tokens.start) && !e.people.is_empty())
            && !event_places(context, part).is_empty()
    };
    if parts.len() > 1 && parts.iter().filter(|part| tells(part)).count() > 1 { parts } else { vec![tokens] }
}

/// The occasions found so far and where the story stands.
#[derive(Default)]
struct Grouping {
    events: Vec<Event>,
    title: Option<Facts>,
    /// A lead that sums several occasions up.
    summary: Option<Facts>,
    /// The occasion told of last, and the last sentence that did.
    current: Option<usize>,
    last_told: usize,
}

impl Grouping {
    fn paragraph(&mut self, context: &Context<'_>, sentences: Range<usize>) {
        let doc = context.doc;
        let entry = is_entry(context, &sentences);
        // Day and place told earlier in the paragraph hold for what follows in it.
        let mut setting = Setting::default();
        let mut told_here: Option<usize> = None;
        let mut after_figures = false;
        for number in sentences {
            let sentence = &doc.sentences[number];
            if !sentence.kind.is_read() {
                continue;
            }
            for tokens in parts(context, sentence.tokens.clone()) {
                let own = Setting::of(context, tokens.clone());
                let facts = facts(context, number, tokens.clone(), entry);
                let undated = own.dates.is_empty();
                let unplaced = own.places.is_empty();
                setting.update(own);
                // "They cost the lives of 23 people" after "51 accidents have been recorded".
                let effects = indices(&context.effects, |e| tokens.contains(&e.tokens.start));
                if is_cumulative(context, &tokens, &effects) && !entry {
                    after_figures = true;
                } else if after_figures && undated && unplaced {
                    continue;
                } else {
                    after_figures = false;
                }
                let Some(mut facts) = facts else {
                    let near = self.current.filter(|_| number - self.last_told <= 2 && told_here.is_none());
                    match told_here {
                        Some(at) if undated => self.supplement(context, at, number),
                        _ => {
                            if let Some(at) = near {
                                self.settle(context, at, number);
                            }
                        }
                    }
                    continue;
                };
                if sentence.kind == SentenceKind::Title {
                    self.title = Some(facts);
                    continue;
                }
                facts.setting = setting.clone();
                if facts.summary && self.events.is_empty() && !entry {
                    self.summary = Some(facts);
                    after_figures = true;
                    continue;
                }
                if entry
                    && undated
                    && let Some(at) = told_here
                {
                    self.tell(context, at, number, facts);
                    continue;
                }
                told_here = self.place_sentence(context, number, facts, told_here, entry).or(told_here);
            }
        }
    }

    /// Finds or begins the occasion that a sentence tells of.
    fn place_sentence(
        &mut self,
        context: &Context<'_>,
        number: usize,
        facts: Facts,
        told_here: Option<usize>,
        entry: bool,
    ) -> Option<usize> {
        let lead = self.events.is_empty() && harms(context, &facts) && ordnance_near(context, number);
        let tells = begins(context, &facts) || (entry || lead) && harms(context, &facts);
        // A lead that sums up several occasions is followed by each of them.
        let of_its_own = self.summary.is_some() && counts_anew(context, &facts);
        let resumed = facts.effects.iter().any(|&i| context.effects[i].resumed);
        let near = told_here.is_some() || resumed || number - self.last_told <= 3;
        if !near && !tells && facts.doubt.is_none() {
            return None;
        }
        let target = if of_its_own { None } else { self.assign(context, told_here, &facts, tells, entry) };
        match target {
            Some(at) => {
                self.tell(context, at, number, facts);
                Some(at)
            }
            None if of_its_own || tells => {
                self.events.push(Event { entry, ..Event::default() });
                let at = self.events.len() - 1;
                self.tell(context, at, number, facts);
                Some(at)
            }
            None => None,
        }
    }

    /// What the paragraph goes on to say of place and device holds for the occasion, too.
    fn supplement(&mut self, context: &Context<'_>, at: usize, number: usize) {
        let tokens = context.doc.sentences[number].tokens.clone();
        let devices = indices(&context.devices, |d| tokens.contains(&d.tokens.start) && !d.plural);
        let places = event_places(context, &tokens);
        if is_cumulative(context, &tokens, &[]) || devices.is_empty() && places.is_empty() {
            return;
        }
        self.events[at].more.push(More { devices, places });
    }

    /// The sentence after a lead may give the day and the place that the lead did not.
    fn settle(&mut self, context: &Context<'_>, at: usize, number: usize) {
        let tokens = context.doc.sentences[number].tokens.clone();
        let own = Setting::of(context, tokens.clone());
        let event = &mut self.events[at];
        let unsettled = event.date.is_none() && !own.dates.is_empty();
        let own_places: Vec<usize> =
            own.places.iter().copied().filter(|&i| context.places[i].settlement.is_some()).collect();
        let unplaced = event.settlement.is_none() && !own_places.is_empty();
        if !(unsettled || unplaced) || is_cumulative(context, &tokens, &[]) {
            return;
        }
        let day = own.dates.iter().copied().find(|&i| {
            let date = &context.dates.mentions[i];
            date.kind == DateKind::Day && !is_reporting(context, date)
        });
        if event.date.is_none()
            && let Some(index) = day
        {
            event.date = Some(context.dates.mentions[index].span);
            event.date_mention = Some(index);
        }
        if day.is_some() || unplaced && !unsettled {
            event.more.push(More { devices: Vec::new(), places: own_places });
        }
    }

    fn tell(&mut self, context: &Context<'_>, at: usize, number: usize, facts: Facts) {
        self.events[at].take(context, facts);
        self.current = Some(at);
        self.last_told = number;
    }

    /// The event that a sentence goes on with; `None` when it begins another (or none).
    fn assign(
        &self,
        context: &Context<'_>,
        told_here: Option<usize>,
        facts: &Facts,
        tells: bool,
        entry: bool,
    ) -> Option<usize> {
        let current = told_here.or(self.current)?;
        let same_paragraph = told_here.is_some();
        let date = best_date(context, facts)
            .map(|(_, date)| date.span)
            .filter(|span| !span.is_unknown());
        let place = best_place(context, facts);
        if names_the_day(context, facts) && same_or_next(date, self.events[0].date) {
            return Some(0);
        }
        if let Some(date) = date {
            // A day of its own: the event of that day, latest first.
            let same_day = (0..self.events.len()).rev().find(|&i| {
                let event = &self.events[i];
                let elsewhere = place.is_some_and(|p| p.settlement.is_some());
                let another = tells
                    && facts.another
                    && event.counted
                    && (elsewhere || counts::differ(context, event, facts))
                    && !same_setting(event, place);
                event.date.is_some_and(|known| within(date, known))
                    && (place_fits(event, place) || !tells)
                    && !another
            });
            if same_day.is_some() {
                return same_day;
            }
            let open = &self.events[current];
            let told_already = open.counted && counts_anew(context, facts);
            let undated = open.date.is_none() && place_fits(open, place) && !entry && !told_already;
            let goes_on = undated && (same_paragraph || self.events.len() == 1) && !facts.another;
            return (goes_on || !tells).then_some(current);
        }
        if entry {
            return None;
        }
        if facts.doubt.is_some() && !tells {
            return Some(current);
        }
        let event = &self.events[current];
        let elsewhere = place.is_some() || !facts.triggers.is_empty();
        if tells && facts.another && elsewhere && !same_setting(event, place) {
            return None;
        }
        // A place and figures of its own, where the story so far had figures and no place.
        let settled = place.is_some_and(|p| p.settlement.is_some()) && event.settlement.is_none();
        if tells && !same_paragraph && settled && counts::differ(context, event, facts) {
            return None;
        }
        if place_fits(event, place) && (same_paragraph || current == 0) {
            return Some(current);
        }
        if !same_paragraph && place_fits(&self.events[0], place) {
            return Some(0);
        }
        let other = (0..self.events.len())
            .rev()
            .find(|&i| place.is_some() && place_fits(&self.events[i], place));
        if other.is_some() || !tells {
            return other.or(Some(current));
        }
        None
    }

    fn finish(mut self, context: &Context<'_>) -> Vec<Event> {
        if let Some(facts) = self.summary {
            if self.events.is_empty() {
                let mut event = Event::default();
                event.take(context, facts);
                self.events.push(event);
            } else {
                for event in &mut self.events {
                    event.inherit(context, &facts);
                }
                // The headline of such a story sums up, too.
                self.title = None;
            }
        }
        if let Some(facts) = self.title {
            match self.events.first_mut() {
                Some(first) => first.title = Some(facts),
                None if begins(context, &facts) => {
                    let mut event = Event::default();
                    event.take(context, facts);
                    self.events.push(event);
                }
                None => {}
            }
        }
        self.events
    }
}

/// Days and places that hold until others are named.
#[derive(Clone, Debug, Default)]
struct Setting {
    dates: Vec<usize>,
    places: Vec<usize>,
    devices: Vec<usize>,
}

impl Setting {
    fn of(context: &Context<'_>, tokens: Range<usize>) -> Self {
        Self {
            dates: event_dates(context, &tokens),
            places: event_places(context, &tokens),
            devices: indices(&context.devices, |d| tokens.contains(&d.tokens.start)),
        }
    }

    fn update(&mut self, own: Self) {
        if !own.dates.is_empty() {
            self.dates = own.dates;
        }
        if !own.places.is_empty() {
            self.places = own.places;
        }
        if !own.devices.is_empty() {
            self.devices = own.devices;
        }
    }
}

/// Days, months and years that may be an event's; not the dateline's, and not a day on which
/// somebody only said something.
fn event_dates(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    indices(&context.dates.mentions, |d| {
        tokens.contains(&d.tokens.start) && !matches!(d.kind, DateKind::Dateline | DateKind::Period)
    })
}

fn event_places(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    indices(&context.places, |p| {
        tokens.contains(&p.tokens.start) && p.role == PlaceRole::Where && p.settlement.is_some() | p.district.is_some()
    })
}

/// Whether a paragraph is an entry of a list of incidents: it begins with its day.
fn is_entry(context: &Context<'_>, sentences: &Range<usize>) -> bool {
    let doc = context.doc;
    let first = &doc.sentences[sentences.start];
    let head = first.tokens.start..(first.tokens.start + 4).min(first.tokens.end);
    first.kind != SentenceKind::Title
        && context.dates.mentions.iter().any(|date| {
            let opens = head.contains(&date.tokens.start)
                && (head.start..date.tokens.start).all(|at| {
                    !doc.tokens[at].is_word()
                });
            opens && date.kind == DateKind::Day && !doc.tokens[date.tokens.start].is_word()
                || opens && date.kind == DateKind::Day && first.kind == SentenceKind::Item
                || opens && date.kind == DateKind::Day && matches!(doc.folded(date.tokens.end), "," | ":" | "." | "-")
        })
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
        if (self.date.is_none_or(|date| date.is_unknown()) || names_the_day(context, &facts))
            && let Some((index, date)) = best_date(context, &facts)
        {
            self.date = Some(date.span);
            self.date_mention = Some(index);
        }
        if self.reported.is_none() {
            self.reported = facts
                .dates
                .iter()
                .find(|&&i| is_reporting(context, &context.dates.mentions[i]))
                .copied();
        }
        if let Some(place) = best_place(context, &facts)
            && self.settlement.is_none()
        {
            self.settlement.clone_from(&place.settlement);
            if self.district.is_none() {
                self.district.clone_from(&place.district);
            }
        }
        self.counted |= counts_anew(context, &facts);
        self.facts.push(facts);
    }
}

/// What a sentence tells, `None` when it tells of no explosion and no harm by one.
fn facts(context: &Context<'_>, number: usize, tokens: Range<usize>, entry: bool) -> Option<Facts> {
    let doc = context.doc;
    let devices: Vec<usize> = indices(&context.devices, |d| tokens.contains(&d.tokens.start));
    let certain = devices.iter().any(|&i| !context.devices[i].vague);
    let effects: Vec<usize> = indices(&context.effects, |e| tokens.contains(&e.tokens.start));
    let harms = effects.iter().any(|&i| {
        let effect = &context.effects[i];
        !effect.weak && !effect.negated && effect.harm != Harm::Casualties
    });
    if is_cumulative(context, &tokens, &effects) && !entry {
        return None;
    }
    if doc.terms_in(tokens.clone(), doc.class("superseded")).next().is_some() {
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
    let hypothetical = doc
        .terms_in(tokens.clone(), doc.class("hypothetical"))
        .any(|term| !doc.tokens[term.start].is_capitalised() || term.start == tokens.start);
    if hypothetical && !harms {
        return None;
    }
    if triggers.is_empty() && effects.is_empty() && doubt.is_none() && !(entry && !devices.is_empty()) {
        return None;
    }
    Some(Facts {
        sentence: number,
        effects,
        dates: event_dates(context, &tokens),
        places: event_places(context, &tokens),
        devices,
        doubt,
        another: doc.terms_in(tokens.clone(), doc.class("another")).next().is_some(),
        summary: sums_up(context, &tokens),
        setting: Setting::default(),
        plural: !triggers.is_empty()
            && triggers.iter().all(|t| {
                doc.entry_at(t.start, doc.class("explosions")).is_some_and(|e| e.has("plural"))
            }),
        contact: doc
            .terms_in(tokens.clone(), doc.class("explosions"))
            .any(|term| &*doc.entry(term).value == "contact"),
        triggers,
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
fn is_cumulative(context: &Context<'_>, tokens: &Range<usize>, effects: &[usize]) -> bool {
    let doc = context.doc;
    let has = |kinds: &[DateKind]| {
        context.dates.mentions.iter().any(|d| kinds.contains(&d.kind) && tokens.contains(&d.tokens.start))
    };
    let words = doc.terms_in(tokens.clone(), doc.class("cumulative")).next().is_some();
    let count = |least: u64| {
        effects.iter().any(|&i| {
            let people = &context.effects[i].people;
            people.iter().any(|&p| context.people[p].count.is_some_and(|c| c.least() >= least))
        })
    };
    // No single mine harms a hundred people.
    if count(100) {
        return true;
    }
    let told_on_a_day = context.dates.mentions.iter().any(|d| {
        d.kind == DateKind::Day && tokens.contains(&d.tokens.start) && !is_reporting(context, d)
    });
    if told_on_a_day {
        return false;
    }
    if words || has(&[DateKind::Period]) {
        return true;
    }
    // "19 deaths and 59 injured in 2018": many people, and nothing finer than a year.
    let finer = has(&[DateKind::Days, DateKind::Month, DateKind::Season]);
    has(&[DateKind::Year]) && !finer && count(5)
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
            // "sappers blew up three shells", "the mine was blown up": demolitions.
            "goes_off" => !context.devices.is_empty() && !device_starts(context, term.end..term.end + 4),
            "struck" => !device_ends(context, term.start),
            _ => true,
        };
        if counts {
            found.push(term.start..term.end);
        }
    }
    found
}

fn device_starts(context: &Context<'_>, tokens: Range<usize>) -> bool {
    context.devices.iter().any(|d| tokens.contains(&d.tokens.start) && !d.vague)
}

fn device_ends(context: &Context<'_>, at: usize) -> bool {
    context.devices.iter().any(|d| d.tokens.end == at || d.tokens.end + 1 == at)
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

/// Whether ordnance is named in the sentences that follow a lead.
fn ordnance_near(context: &Context<'_>, number: usize) -> bool {
    let sentences = &context.doc.sentences;
    let end = sentences[(number + 8).min(sentences.len() - 1)].tokens.end;
    context.devices.iter().any(|d| !d.vague && d.tokens.start < end)
}

/// Whether somebody is said to have been harmed.
fn harms(context: &Context<'_>, facts: &Facts) -> bool {
    facts.effects.iter().any(|&i| {
        let effect = &context.effects[i];
        let day = |&i: &usize| context.dates.mentions[i].kind == DateKind::Day;
        let dated = facts.dates.iter().chain(&facts.setting.dates).any(day);
        let told_of = !effect.people.is_empty() || dated;
        !effect.weak && effect.harm != Harm::Casualties && !effect.negated && told_of
    })
}

/// Whether a sentence may begin an incident: an explosion or harm, with ordnance named.
fn begins(context: &Context<'_>, facts: &Facts) -> bool {
    let harms = harms(context, facts);
    let certain = facts.devices.iter().any(|&i| !context.devices[i].vague);
    let class = context.doc.class("explosions");
    let exploded = facts.triggers.iter().any(|trigger| {
        // "was blown up" alone may be a demolition.
        harms || context.doc.entry_at(trigger.start, class).is_none_or(|e| &*e.value != "struck")
    });
    // "mine explosions", "55 per cent of the blasts": no one occasion.
    let general = facts.plural
        || context
            .numbers
            .iter()
            .any(|n| n.kind == NumberKind::Percent && facts.tokens.contains(&n.tokens.start));
    let doubted = facts.doubt.is_some() && (exploded || certain);
    (harms && (certain || exploded))
        || (exploded && !general && !facts.devices.is_empty() && some_setting(facts))
        || doubted
}

fn some_setting(facts: &Facts) -> bool {
    let known = |own: &[usize], before: &[usize]| !own.is_empty() || !before.is_empty();
    known(&facts.dates, &facts.setting.dates) || known(&facts.places, &facts.setting.places)
}

/// "Saturday's blast": the day of the explosion in so many words.
fn names_the_day(context: &Context<'_>, facts: &Facts) -> bool {
    let doc = context.doc;
    facts.dates.iter().any(|&i| {
        let end = context.dates.mentions[i].tokens.end;
        let end = end + usize::from(doc.folded(end) == "'s");
        context.dates.mentions[i].kind == DateKind::Day
            && facts.triggers.iter().any(|trigger| trigger.start == end)
    })
}

fn same_or_next(a: Option<DateSpan>, b: Option<DateSpan>) -> bool {
    match (a.and_then(|a| a.from), b.and_then(|b| b.from)) {
        (Some(a), Some(b)) => a.until(b).is_ok_and(|span| span.get_days().abs() <= 2),
        _ => true,
    }
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

/// The day of a sentence's explosion: the finest, nearest to the explosion's words. A day on which
/// somebody said something counts only when there is no other.
fn best_date<'c>(context: &'c Context<'_>, facts: &Facts) -> Option<(usize, &'c DateMention)> {
    let anchor = anchor(context, facts);
    let pick = |dates: &[usize]| {
        dates
            .iter()
            .map(|&i| (i, &context.dates.mentions[i]))
            .filter(|(_, date)| !is_reporting(context, date))
            .min_by_key(|(_, date)| (rank(date.kind), date.tokens.start.abs_diff(anchor)))
    };
    pick(&facts.dates).or_else(|| pick(&facts.setting.dates))
}

/// "said on Tuesday", "in a statement on Monday".
fn is_reporting(context: &Context<'_>, date: &DateMention) -> bool {
    let doc = context.doc;
    let class = doc.class("reporting");
    let sentence = doc.sentences[doc.sentence_of(date.tokens.start)].tokens.start;
    let other = doc.class("other_dates");
    let from = date.tokens.start.saturating_sub(4).max(sentence);
    (from..date.tokens.start).any(|at| {
        doc.entry_at(at, other).is_some() || doc.term_at(at, class).is_some_and(|term| {
            term.end <= date.tokens.start && (term.end..date.tokens.start).all(|i| doc.folded(i) != ",")
        })
    })
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
    let pick = |places: &[usize]| {
        places.iter().map(|&i| &context.places[i]).max_by_key(|place| {
            (place.detail() / 2, std::cmp::Reverse(place.tokens.start.abs_diff(anchor)))
        })
    };
    pick(&facts.places).or_else(|| pick(&facts.setting.places))
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
    let date_mention =
        event.date_mention.or(event.reported).map(|i| &context.dates.mentions[i]);
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
        date: event.date.or(date_mention.map(|d| d.span)).unwrap_or(DateSpan::UNKNOWN),
        date_text: date_mention.map(|date| doc.plain(date.tokens.clone())),
        place,
        device,
        device_text: device_mention.map(|device| doc.plain(device.tokens.clone())),
        activity: activity(context, event),
        killed: counts.killed,
        injured: counts.injured,
        victims,
        said_by: said_by(context, event),
        attribution: attribution(context, event),
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
    let more = event.more.iter().flat_map(|more| more.places.iter().map(|&i| &context.places[i]));
    let told = event.facts.iter().filter_map(|facts| best_place(context, facts)).chain(more);
    let rest = event.title.iter().chain(&event.lead).filter_map(|facts| best_place(context, facts));
    // The finest; of equals the first told.
    let best = finest(told).or_else(|| finest(rest));
    let Some(best) = best else { return Place::default() };
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

/// The most detailed of some places; of equals the first.
fn finest<'c>(places: impl Iterator<Item = &'c PlaceMention>) -> Option<&'c PlaceMention> {
    places.reduce(|best, next| if next.detail() > best.detail() { next } else { best })
}

/// What exploded: what stands beside the explosion, made more specific by what follows.
fn device<'c>(context: &'c Context<'_>, event: &Event) -> (Device, Option<&'c DeviceMention>) {
    let mentions: Vec<&DeviceMention> = event
        .facts
        .iter()
        .chain(&event.title)
        .chain(&event.lead)
        .flat_map(|facts| if facts.devices.is_empty() { &facts.setting.devices } else { &facts.devices })
        .chain(event.more.iter().flat_map(|more| &more.devices))
        .map(|&i| &context.devices[i])
        .collect();
    let plain = || mentions.iter().copied().filter(|m| !m.vague);
    // One item is what exploded; "mines" and "remnants of war" are what the place is full of.
    let certain = plain().find(|m| !m.plural).or_else(|| plain().next());
    let home_made =
        plain().find(|m| matches!(m.device, Device::IedOther | Device::ImprovisedMine));
    let by_victim = event.facts.iter().any(|facts| facts.contact);
    if let Some(home_made) = home_made
        && (by_victim || plain().any(|m| m.device == Device::MineUnspecified))
    {
        // Set off by who drove or stepped on it: an improvised mine, whatever the text calls it.
        return (Device::ImprovisedMine, Some(home_made));
    }
    let specific = plain().find(|m| is_mine(m.device));
    match (certain, specific) {
        (Some(first), Some(specific)) if first.device == Device::MineUnspecified => {
            (specific.device, Some(specific))
        }
        (Some(first), _) => (first.device, Some(first)),
        _ => {
            let vague = mentions.first().copied();
            (vague.map_or(Device::Unknown, |m| m.device), vague)
        }
    }
}

/// What an occasion that names no ordnance has in common with the story's first.
const fn kind_of_story(first: Device) -> Device {
    match first {
        Device::AntipersonnelMine | Device::AntivehicleMine => Device::MineUnspecified,
        other => other,
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

/// The sources of an event's sentences, in the order in which they are told.
fn said_by(context: &Context<'_>, event: &Event) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for facts in &event.facts {
        for source in sources::said_by(context.doc, &context.sources, facts.tokens.clone()) {
            if !names.contains(&source.name) {
                names.push(source.name.clone());
            }
        }
    }
    names
}

/// The chain of attribution of the sentence that begins an event, and what others add to it.
fn attribution(context: &Context<'_>, event: &Event) -> Vec<Attribution> {
    let mut chain: Vec<Attribution> = Vec::new();
    for facts in &event.facts {
        for step in sources::attribution(context.doc, &context.sources, facts.tokens.clone()) {
            if !chain.iter().any(|known| known.name == step.name) {
                chain.push(step);
            }
        }
    }
    chain
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
