//! What the sentences after an occasion add to it: its day, its place, the kind of ordnance.

use std::ops::Range;

use cairn_model::Device;

use super::event::{More, place_fits};
use super::facts::event_places;
use super::grouping::Grouping;
use super::held::Setting;
use super::links::is_predicate;
use super::scope::{is_cumulative, meets_it, set_off};
use super::setting::{finest, is_reporting};
use crate::context::Context;
use crate::mentions::DateKind;

impl Grouping {
    /// A sentence that tells of no explosion and no harm may say more of the occasion told last.
    pub(super) fn go_on(
        &mut self,
        context: &Context<'_>,
        number: usize,
        tokens: Range<usize>,
        told_here: Option<usize>,
        undated: bool,
    ) {
        let doc = context.doc;
        let near = self.current.filter(|_| number - self.last_told <= 2 && told_here.is_none());
        match told_here {
            Some(at) if undated => self.supplement(context, at, number),
            // "It happened on Sunday."
            Some(at) if doc.terms_in(tokens, doc.class("happenings")).next().is_some() => {
                self.settle(context, at, number);
            }
            _ => {
                if let Some(at) = near {
                    self.settle(context, at, number);
                }
            }
        }
    }

    /// What the paragraph goes on to say of place and device holds for the occasion, too.
    pub(super) fn supplement(&mut self, context: &Context<'_>, at: usize, number: usize) {
        let tokens = context.doc.sentences[number].tokens.clone();
        let devices = context.devices_where(&tokens, |d| !d.plural);
        let places = event_places(context, &tokens);
        let contact = set_off(context, &tokens, "victim") || meets_it(context, &tokens);
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
        // "A day later four boys found a shell near A": the beginning of another story.
        let another_day = own.dates.iter().any(|&i| {
            let date = &context.dates.mentions[i];
            date.kind == DateKind::Day
                && !is_reporting(context, date)
                && event.date.is_some_and(|known| !known.touches(&date.span))
        });
        if elsewhere || another_day || is_cumulative(context, &tokens, &[]) {
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
        // "The ministry said that it was a shell", of what was only a device so far; "by first reports,
        // the mine was anti-tank".
        let mut told = event.facts.iter().flat_map(|f| f.devices.iter().chain(&f.setting.devices));
        let vague = told.clone().all(|&i| context.devices[i].vague);
        let kind = told.all(|&i| context.devices[i].device == Device::MineUnspecified)
            && own.devices.iter().all(|&i| is_predicate(context, &context.devices[i].tokens));
        let undated = own.dates.iter().all(|&i| is_reporting(context, &context.dates.mentions[i]));
        if (vague || kind) && undated && own.places.is_empty() {
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
        // "A day earlier the army had destroyed nine such devices": the day of a find.
        let found = !happens && doc.terms_in(tokens, doc.class("find_verbs")).next().is_some();
        let day = own.dates.iter().copied().filter(|_| !found).find(|&i| {
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
}
