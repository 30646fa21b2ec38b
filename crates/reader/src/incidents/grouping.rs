//! Which sentences tell of one occasion: a sentence begins another when its day, place or figures are
//! another's.

use std::ops::Range;

use cairn_model::CountRange;

use super::event::{Event, More, place_fits, same_setting};
use super::facts::{
    Facts, Setting, begins, counts_anew, counts_one, event_places, facts, gives_figures, harms,
    indices, is_cumulative, is_entry, is_fought, lead_sum, ordnance_near, set_off, takes_up,
};
use super::parts::{parts, repeated_days};
use super::setting::{
    best_date, best_place, finest, is_reporting, names_the_day, same_or_next, within,
};
use crate::context::Context;
use crate::counts;
use crate::mentions::DateKind;
use crate::segment::SentenceKind;

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

/// A date of more days names a year, not a day on which a story goes on.
const LONG: i32 = 300;

/// The occasions found so far and where the story stands.
#[derive(Default)]
pub(super) struct Grouping {
    pub(super) events: Vec<Event>,
    pub(super) title: Option<Facts>,
    /// A lead that sums several occasions up.
    pub(super) summary: Option<Facts>,
    /// The occasion told of last, and the last sentence that did.
    pub(super) current: Option<usize>,
    pub(super) last_told: usize,
}

impl Grouping {
    pub(super) fn paragraph(&mut self, context: &Context<'_>, sentences: Range<usize>) {
        let doc = context.doc;
        let entry = is_entry(context, &sentences);
        // Day and place told earlier in the paragraph hold for what follows in it.
        let mut setting = Setting::default();
        let mut told_here: Option<usize> = None;
        let mut after_figures = false;
        let mut after_fight = false;
        let mut contrasting = false;
        for number in sentences {
            let sentence = &doc.sentences[number];
            if !sentence.kind.is_read() {
                continue;
            }
            let parts = parts(context, sentence.tokens.clone());
            let series = parts.len() > 1;
            for tokens in parts {
                let facts = facts(context, number, tokens.clone(), entry);
                if facts.is_none() && self.events.is_empty() && self.summary.is_none() {
                    self.summary = lead_sum(context, number, tokens.clone());
                }
                let mut own = Setting::of(context, tokens.clone());
                if facts.as_ref().is_some_and(|facts| facts.sequel) {
                    own.dates.clear();
                }
                let undated = own.dates.is_empty();
                let unplaced = own.places.is_empty();
                setting.update(own);
                // "They cost the lives of 23 people" after "51 accidents have been recorded".
                let effects = indices(&context.effects, |e| tokens.contains(&e.tokens.start));
                contrasting |= sets_versions(context, &tokens);
                if is_cumulative(context, &tokens, &effects) && !entry {
                    after_figures = gives_figures(context, &tokens, &effects);
                } else if after_figures && undated && unplaced {
                    // "Three accidents were logged. Together they left 14 dead."
                    if let (Some(lead), Some(facts)) = (self.summary.as_mut(), facts)
                        && self.events.is_empty()
                        && !lead.counts(context)
                    {
                        lead.effects = facts.effects;
                        lead.sentence = number;
                    }
                    continue;
                } else {
                    after_figures = false;
                }
                // "They came under fire. Five were killed in these attacks."
                let fought = is_fought(context, &tokens);
                if fought {
                    after_fight = true;
                } else if after_fight && undated && own_is_bare(facts.as_ref()) {
                    continue;
                } else {
                    after_fight = false;
                }
                let Some(mut facts) = facts else {
                    let near = self
                        .current
                        .filter(|_| number - self.last_told <= 2 && told_here.is_none());
                    match told_here {
                        Some(at) if undated => self.supplement(context, at, number),
                        // "It happened on Sunday."
                        Some(at)
                            if doc.terms_in(tokens, doc.class("happenings")).next().is_some() =>
                        {
                            self.settle(context, at, number);
                        }
                        _ => {
                            if let Some(at) = near {
                                self.settle(context, at, number);
                            }
                        }
                    }
                    continue;
                };
                if sentence.kind == SentenceKind::Title {
                    if facts.summary {
                        self.summary = Some(facts.clone());
                    }
                    self.title = Some(facts);
                    continue;
                }
                facts.listed = entry;
                // "The commissioner disagrees. It is ten who died, he says": a version goes on.
                facts.contrasts |= contrasting && facts.dates.is_empty();
                contrasting |= facts.contrasts && counts_anew(context, &facts);
                facts.setting = setting.clone();
                facts.series = series;
                if facts.summary && self.events.is_empty() && !entry {
                    self.summary = Some(facts);
                    after_figures = true;
                    continue;
                }
                if entry
                    && (undated || !facts.another && !names_its_own(context, &facts))
                    && let Some(at) = told_here
                {
                    self.tell(context, at, number, facts);
                    continue;
                }
                // "On Monday, and again on Wednesday, …": one sentence, two occasions.
                if let Some([first, second]) = repeated_days(context, &facts) {
                    facts.particular = true;
                    let once = Facts { dates: vec![first], ..facts.clone() };
                    told_here =
                        self.place_sentence(context, number, once, told_here, entry).or(told_here);
                    facts.dates = vec![second];
                }
                let days = facts.dates.clone();
                told_here =
                    self.place_sentence(context, number, facts, told_here, entry).or(told_here);
                // Of several days in a sentence that of the explosion holds for what follows.
                let day = told_here.and_then(|at| self.events[at].date_mention);
                setting.dates.retain(|i| !days.contains(i) || day.is_none_or(|day| day == *i));
                if setting.dates.is_empty() {
                    setting.dates = days;
                }
                if let Some(at) = told_here {
                    let event = &self.events[at];
                    let fits = |i: &usize| place_fits(event, Some(&context.places[*i]));
                    if setting.places.iter().any(fits) {
                        setting.places.retain(fits);
                    }
                }
            }
        }
    }

    /// Finds or begins the occasion that a sentence tells of.
    pub(super) fn place_sentence(
        &mut self,
        context: &Context<'_>,
        number: usize,
        facts: Facts,
        told_here: Option<usize>,
        entry: bool,
    ) -> Option<usize> {
        let lead =
            self.events.is_empty() && harms(context, &facts) && ordnance_near(context, number);
        // "It was on its way to A when it struck a device": of what was told before.
        let goes_on = self.current.is_some() && is_resumed(context, &facts, told_here.is_some());
        let tells =
            (begins(context, &facts) || (entry || lead) && harms(context, &facts)) && !goes_on;
        // A lead that sums up several occasions is followed by each of them.
        // "His left foot was torn off": what a paragraph goes on to say needs something of its own.
        let apart = told_here.is_none_or(|at| {
            let set = !facts.dates.is_empty() || !facts.places.is_empty();
            !facts.triggers.is_empty()
                || facts.another
                || !place_fits(&self.events[at], best_place(context, &facts))
                || set
                    && self.events[at].counted
                    && counts::differ(context, &self.events[at], &facts)
        });
        let of_its_own = self.summary.is_some() && counts_anew(context, &facts) && apart;
        let resumed = facts.effects.iter().any(|&i| context.effects[i].resumed);
        let near = told_here.is_some() || resumed || number - self.last_told <= 3;
        if !near && !tells && facts.doubt.is_none() {
            return None;
        }
        // "The seven deaths of one night": a sum over those told of.
        if self.events.len() > 1 && is_total(context, &facts) {
            return None;
        }
        if entry && !tells && told_here.is_none() {
            // The head of an entry; what it tells of comes next.
            return None;
        }
        let target =
            if of_its_own { None } else { self.assign(context, told_here, &facts, tells, entry) };
        match target {
            Some(at) => {
                self.tell(context, at, number, facts);
                Some(at)
            }
            None if of_its_own || tells => {
                self.events.push(Event::default());
                let at = self.events.len() - 1;
                self.tell(context, at, number, facts);
                Some(at)
            }
            None => None,
        }
    }

    /// What the paragraph goes on to say of place and device holds for the occasion, too.
    pub(super) fn supplement(&mut self, context: &Context<'_>, at: usize, number: usize) {
        let tokens = context.doc.sentences[number].tokens.clone();
        let devices = indices(&context.devices, |d| tokens.contains(&d.tokens.start) && !d.plural);
        let places = event_places(context, &tokens);
        let contact = set_off(context, &tokens, "victim");
        let remote = set_off(context, &tokens, "remote");
        let tells = contact || remote || !devices.is_empty() || !places.is_empty();
        if is_cumulative(context, &tokens, &[]) || !tells {
            return;
        }
        self.events[at].more.push(More { devices, places, contact, remote });
    }

    /// The sentence after a lead may give the day and the place that the lead did not.
    pub(super) fn settle(&mut self, context: &Context<'_>, at: usize, number: usize) {
        let tokens = context.doc.sentences[number].tokens.clone();
        let own = Setting::of(context, tokens.clone());
        let doc = context.doc;
        let happens = doc.terms_in(tokens.clone(), doc.class("happenings")).next().is_some();
        let event = &mut self.events[at];
        let elsewhere = finest(own.places.iter().map(|&i| &context.places[i]))
            .is_some_and(|place| event.settlement.is_some() && !place_fits(event, Some(place)));
        if elsewhere || is_cumulative(context, &tokens, &[]) {
            return;
        }
        let unsettled = event.date.is_none() && !own.dates.is_empty();
        let own_places: Vec<usize> = own
            .places
            .iter()
            .copied()
            .filter(|&i| happens || context.places[i].settlement.is_some())
            .collect();
        let unplaced = event.settlement.is_none() && !own_places.is_empty();
        // "The ministry said that it was a shell", of what was only a device so far.
        let vague = event.facts.iter().all(|facts| {
            facts.devices.iter().chain(&facts.setting.devices).all(|&i| context.devices[i].vague)
        });
        if vague && own.dates.is_empty() && own.places.is_empty() {
            let devices: Vec<usize> = own
                .devices
                .iter()
                .copied()
                .filter(|&i| !context.devices[i].vague && !context.devices[i].plural)
                .collect();
            if !devices.is_empty() {
                event.more.push(More { devices, ..More::default() });
            }
        }
        if !(unsettled || unplaced) {
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
            event.more.push(More {
                devices: Vec::new(),
                places: own_places,
                contact: false,
                remote: false,
            });
        }
    }

    pub(super) fn tell(&mut self, context: &Context<'_>, at: usize, number: usize, facts: Facts) {
        self.events[at].take(context, facts);
        self.current = Some(at);
        self.last_told = number;
    }

    /// The event that a sentence goes on with; `None` when it begins another (or none).
    pub(super) fn assign(
        &self,
        context: &Context<'_>,
        told_here: Option<usize>,
        facts: &Facts,
        tells: bool,
        entry: bool,
    ) -> Option<usize> {
        let current = told_here.or(self.current)?;
        let same_paragraph = told_here.is_some();
        if facts.sequel && facts.places.is_empty() {
            return Some(current);
        }
        let date =
            best_date(context, facts).map(|(_, date)| date.span).filter(|span| !span.is_unknown());
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
                let item = tells && facts.another_item && event.counted;
                event.date.is_some_and(|known| within(date, known))
                    && (place_fits(event, place) || !tells)
                    && !another
                    && !(item && counts_anew(context, facts))
            });
            if same_day.is_some() {
                return same_day;
            }
            let open = &self.events[current];
            let back = same_paragraph && facts.places.is_empty() && takes_up(context, facts);
            let single = same_paragraph && facts.places.is_empty() && counts_one(context, facts);
            let told_already = open.counted && counts_anew(context, facts) && !single && !back;
            let undated = open.date.is_none() && place_fits(open, place) && !entry && !told_already;
            let goes_on = undated && (same_paragraph || self.events.len() == 1) && !facts.another;
            // "The year before, a deminer was killed there": nothing of this occasion.
            let long_apart = date.days().is_some_and(|days| days > LONG)
                && open.date.is_some_and(|known| !known.touches(&date));
            if long_apart && !tells {
                return None;
            }
            return (goes_on || !tells).then_some(current);
        }
        if entry {
            return None;
        }
        if facts.doubt.is_some() && !tells {
            return Some(current);
        }
        let event = &self.events[current];
        let elsewhere = !facts.places.is_empty() || !facts.triggers.is_empty();
        if tells && facts.another && elsewhere && !same_setting(event, place) {
            return None;
        }
        // "A second mine killed one man": an item of its own.
        if tells && facts.another_item && event.counted && counts_anew(context, facts) {
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

    pub(super) fn finish(mut self, context: &Context<'_>) -> Vec<Event> {
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
        if sums_first_two(context, &self.events)
            && let Some(first) = self.events.first_mut()
        {
            first.title_sums = true;
        }
        self.events
    }
}

/// "Farmer killed, another injured by mines": whether the headline gives what two occasions have
/// together, and not the first alone.
fn sums_first_two(context: &Context<'_>, events: &[Event]) -> bool {
    let [first, second, ..] = events else { return false };
    let Some(title) = first.title.as_ref() else { return false };
    let stated = counts::of_sentence(context, title);
    let alone = Event { title: None, ..first.clone() };
    let (a, b) = (counts::counts(context, &alone), counts::counts(context, second));
    let both = |a: Option<CountRange>, b: Option<CountRange>| match (a, b) {
        (Some(a), Some(b)) => Some(a.plus(b)),
        (a, b) => a.or(b),
    };
    let near = second.date.is_none() || second.near(first);
    near && both(a.killed, b.killed) == stated.killed
        && both(a.injured, b.injured) == stated.injured
        && stated.killed.or(stated.injured).is_some()
}

/// Whether a sentence names the ordnance or the explosion that it tells of.
fn names_its_own(context: &Context<'_>, facts: &Facts) -> bool {
    !facts.triggers.is_empty() || facts.devices.iter().any(|&i| !context.devices[i].vague)
}

/// Whether the explosion's words have a pronoun for their subject and nothing else is new.
fn is_resumed(context: &Context<'_>, facts: &Facts, told_here: bool) -> bool {
    let doc = context.doc;
    let pronoun = |at: usize| {
        doc.entry_at(at, doc.class("things")).is_some()
            || told_here && doc.entry_at(at, doc.class("people")).is_some_and(|e| e.has("pronoun"))
    };
    facts.dates.is_empty()
        && !counts_anew(context, facts)
        && facts.triggers.first().is_some_and(|trigger| {
            trigger.start > facts.tokens.start + 3 && pronoun(trigger.start - 1)
        })
}

/// Whether a sentence speaks of a number of dead or injured as known ("the seven deaths").
fn is_total(context: &Context<'_>, facts: &Facts) -> bool {
    facts.effects.iter().map(|&i| &context.effects[i]).any(|effect| {
        let people = || effect.people.iter().map(|&i| &context.people[i]);
        effect.own_count
            && !effect.toll
            && people().any(|p| p.definite && p.count.is_some_and(|n| n.least() > 1))
    })
}

/// Whether a sentence says that two versions follow.
fn sets_versions(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("contrasts"))
        .any(|term| &*doc.entry(term).value == "versions")
}

/// Whether a sentence tells of nothing but harm: no explosion, no ordnance, no place.
fn own_is_bare(facts: Option<&Facts>) -> bool {
    facts.is_some_and(|facts| {
        facts.triggers.is_empty() && facts.devices.is_empty() && facts.places.is_empty()
    })
}
