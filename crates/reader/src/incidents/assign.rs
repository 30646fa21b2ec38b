//! Which occasion a sentence tells of: one told before, or another.

use cairn_model::Device;

use super::begins::{
    begins, counts_anew, counts_one, harms, harms_anew, is_general, ordnance_near, spares, takes_up,
};
use super::event::{Event, place_fits, same_setting};
use super::facts::Facts;
use super::grouping::Grouping;
use super::links::{adds_all_up, is_resumed, is_total, rides_on, tells_of_known};
use super::setting::{best_date, best_place, names_the_day, same_or_next, within};
use crate::context::Context;
use crate::counts;

/// A date of more days names a year, not a day on which a story goes on.
const LONG: i32 = 300;

impl Grouping {
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
        let goes_on = self.current.is_some_and(|at| {
            is_resumed(context, &facts, told_here.is_some())
                || rides_on(context, &self.events[at], &facts)
        });
        let tells = (facts.weighed
            || begins(context, &facts)
            || (entry || lead && !is_general(context, &facts)) && harms(context, &facts))
            && !goes_on;
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
        let of_its_own = self.summary.is_some()
            && counts_anew(context, &facts)
            && !spares(context, &facts)
            && apart;
        let resumed = facts.effects.iter().any(|&i| context.effects[i].resumed);
        // "Five workmates were wounded": of the only occasion told of, for somewhat longer.
        let somebody = facts.effects.iter().any(|&i| context.effects[i].somebody);
        let counted = somebody || counts_anew(context, &facts);
        let reach = if self.events.len() == 1 && counted { 6 } else { 3 };
        let near = told_here.is_some() || resumed || number - self.last_told <= reach;
        if !near && !tells && facts.doubt.is_none() {
            return None;
        }
        // "The seven deaths of one night": a sum over those told of.
        if self.events.len() > 1
            && (is_total(context, &facts) || adds_all_up(context, &self.events, &facts))
        {
            return None;
        }
        // "Other accidents are on nobody's list": of none in particular.
        if facts.plural && facts.another && facts.effects.is_empty() && !tells {
            return None;
        }
        if entry && !tells && told_here.is_none() {
            // The head of an entry; what it tells of comes next.
            return None;
        }
        let target = match told_here {
            // An entry of a list tells of what was told before the list, or of another occasion.
            None if facts.recorded => self.told_in_lead(context, &facts),
            _ if of_its_own => None,
            _ => self.assign(context, told_here, &facts, tells, entry),
        };
        match target {
            Some(at) => {
                self.tell(context, at, number, facts);
                Some(at)
            }
            None if of_its_own || tells => {
                let ahead = self.ahead.take().filter(|ahead| ahead.sentence + 2 >= number);
                self.events.push(Event::default());
                let at = self.events.len() - 1;
                if let Some(ahead) = ahead {
                    self.tell(context, at, ahead.sentence, ahead);
                }
                self.tell(context, at, number, facts);
                Some(at)
            }
            None => {
                if self.events.is_empty() && resumed && facts.doubt.is_none() {
                    self.ahead = Some(facts);
                }
                None
            }
        }
    }

    /// The occasion of running text that has the day and the settlement of an entry.
    fn told_in_lead(&self, context: &Context<'_>, facts: &Facts) -> Option<usize> {
        let place = best_place(context, facts);
        let (_, date) = best_date(context, facts)?;
        self.events.iter().rposition(|event| {
            !event.is_recorded()
                && same_setting(event, place)
                && event.date.is_some_and(|known| within(date.span, known))
        })
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
        // "A mine explosion was recorded near A. A man who carried reeds past B was hurt": who was harmed in
        // what was only named so far, wherever he was.
        let uncounted = self.events.len() == 1
            && self.events[current].facts.iter().all(|told| told.effects.is_empty())
            && !entry
            && !facts.another
            && !facts.recorded
            && facts.dates.is_empty()
            && self.events[current].settlement.is_some()
            && counts_anew_or_goes_off(context, facts);
        if uncounted || !entry && !facts.recorded && tells_of_known(context, facts, self.last_told)
        {
            return Some(current);
        }
        if let Some(date) = date {
            // A day of its own: the event of that day, latest first.
            let same_day = (0..self.events.len()).rev().find(|&i| {
                let event = &self.events[i];
                let elsewhere = place.is_some_and(|p| p.settlement.is_some());
                let differs = || counts::differ(context, event, facts);
                // "In August six died in A district …. Four were killed by a device in B": the day is
                // that of the paragraph, place and figures are another's.
                let apart = facts.dates.is_empty()
                    && elsewhere
                    && !facts.places.is_empty()
                    && event.settlement.is_none()
                    && counts_anew(context, facts)
                    && differs();
                let another = tells
                    && event.counted
                    && (facts.another && (elsewhere || differs()) || apart)
                    && !same_setting(event, place);
                let item = tells && is_another_item(context, event, facts);
                event.date.is_some_and(|known| within(date, known))
                    && (place_fits(event, place) || !tells)
                    && !another
                    && !item
            });
            if same_day.is_some() {
                return same_day;
            }
            let open = &self.events[current];
            let back = same_paragraph && facts.places.is_empty() && takes_up(context, facts);
            let single = same_paragraph && facts.places.is_empty() && counts_one(context, facts);
            let told_already = open.counted
                && harms_anew(context, facts)
                && !single
                && !back
                && !counts::agree(context, open, facts)
                // "We announce the death of two of our men. Yesterday at A a mine killed X and Y."
                && !(self.events.len() == 1
                    && open.settlement.is_none()
                    && place_fits(open, place)
                    && counts::repeats(context, open, facts));
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
        if tells && is_another_item(context, event, facts) {
            return None;
        }
        // A place and figures of its own, where the story so far had figures and no place.
        let settled = place.is_some_and(|p| p.settlement.is_some()) && event.settlement.is_none();
        if tells && !same_paragraph && settled && counts::differ(context, event, facts) {
            return None;
        }
        // "A mine killed villagers in A State. Seven died at B, C township": the lead in detail.
        let detailed = event.facts.len() == 1
            && event.settlement.is_none()
            && self.events.len() == 1
            && !facts.another
            && place.is_some_and(|p| p.settlement.is_some() && p.district.is_some())
            && !counts::differ(context, event, facts);
        if detailed {
            return Some(current);
        }
        if place_fits(event, place) && (same_paragraph || current == 0) {
            return Some(current);
        }
        if !same_paragraph && place_fits(&self.events[0], place) {
            return Some(0);
        }
        // "An explosion was recorded at A. X was carrying reeds at B. A mine went off": nobody was told to
        // be harmed yet, and the place is only where somebody was.
        let opens = self.events.len() == 1
            && !event.counted
            && (event.date.is_some() || event.reported.is_some())
            && place.is_none_or(|place| place.district.is_none());
        if opens && facts.places.is_empty() && !facts.another {
            return Some(current);
        }
        let other = (0..self.events.len())
            .rev()
            .find(|&i| place.is_some() && place_fits(&self.events[i], place));
        if other.is_some() || !tells {
            return other.or(Some(current));
        }
        None
    }
}

/// "A second mine killed one man", "the ambulance, too, ran over a mine": an item of its own.
fn is_another_item(context: &Context<'_>, event: &Event, facts: &Facts) -> bool {
    let harm = |&i: &usize| !context.effects[i].weak && !context.effects[i].resumed;
    let exploded = !facts.triggers.is_empty() || facts.effects.iter().any(harm);
    let other =
        facts.another && harms_anew(context, facts) && is_of_other_kind(context, event, facts);
    other && event.counted
        || facts.another_item
            && (exploded && event.has_trigger() || event.counted && counts_anew(context, facts))
}

/// "An hour afterwards a policeman brushed against a booby trap", behind a mine: ordnance of another kind.
fn is_of_other_kind(context: &Context<'_>, event: &Event, facts: &Facts) -> bool {
    let kinds = |facts: &Facts| -> Vec<Device> {
        let named = facts.devices.iter().map(|&i| &context.devices[i]);
        named.filter(|device| !device.vague && !device.plural).map(|device| device.device).collect()
    };
    let told: Vec<Device> = event.facts.iter().flat_map(kinds).collect();
    let (own, trap) = (kinds(facts), |kind: &Device| *kind == Device::BoobyTrap);
    !own.is_empty() && !told.is_empty() && own.iter().all(trap) != told.iter().all(trap)
}

/// Whether a sentence says whom something harmed or that it went off, in so many words.
fn counts_anew_or_goes_off(context: &Context<'_>, facts: &Facts) -> bool {
    counts_anew(context, facts) || !facts.triggers.is_empty()
}
