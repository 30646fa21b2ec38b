//! Days, places and ordnance that hold for what follows until others are named.

use std::ops::Range;

use super::event::{Event, place_fits};
use super::facts::{event_dates, event_places, is_on_the_way};
use super::setting::is_reporting;
use crate::context::Context;
use crate::records::Record;

/// Days and places that hold until others are named.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    pub(super) dates: Vec<usize>,
    pub(super) places: Vec<usize>,
    pub(super) devices: Vec<usize>,
    /// Whether the places only say where somebody was going.
    pub(super) on_the_way: bool,
}

impl Setting {
    pub(super) fn of(context: &Context<'_>, tokens: Range<usize>) -> Self {
        let places = event_places(context, &tokens);
        Self {
            on_the_way: places.iter().all(|&i| is_on_the_way(context, i)),
            dates: event_dates(context, &tokens),
            places,
            devices: context.devices_where(&tokens, |_| true),
        }
    }

    /// What the head of a record says.
    pub(super) fn of_record(context: &Context<'_>, record: &Record) -> Self {
        let mut setting = Self::default();
        for head in &record.heads {
            setting.dates.extend(event_dates(context, head));
            setting.places.extend(event_places(context, head));
        }
        setting
    }

    /// Of several days and places in a sentence those of its occasion hold for what follows.
    pub(super) fn keep(&mut self, context: &Context<'_>, event: &Event, days: &[usize]) {
        let own = |i: &usize| event.date_mention.is_none_or(|day| day == *i);
        if self.dates.iter().any(|i| !days.contains(i) || own(i)) {
            self.dates.retain(|i| !days.contains(i) || own(i));
        }
        let fits = |i: &usize| place_fits(event, Some(&context.places[*i]));
        if self.places.iter().any(fits) {
            self.places.retain(fits);
        }
    }

    /// What a line of a form says: "Place: Orash" after "Date: 3 May", "District: Saren" after both.
    pub(super) fn fill_in(&mut self, context: &Context<'_>, own: &Self) {
        let coarse = |i: &usize| context.places[*i].settlement.is_none();
        if !own.dates.is_empty() {
            self.dates.clone_from(&own.dates);
        }
        if own.places.is_empty() {
            return;
        }
        // A district's line goes on with the settlement's.
        if !own.places.iter().all(coarse) {
            self.places.clear();
        }
        self.places.extend(&own.places);
    }

    pub(super) fn update(&mut self, context: &Context<'_>, own: Self) {
        // "… the prosecutor reported that week": a day on which somebody spoke puts out no other.
        let mut days = own.dates.iter().map(|&i| &context.dates.mentions[i]);
        let spoken = !self.dates.is_empty() && days.all(|day| is_reporting(context, day));
        if !own.dates.is_empty() && !spoken {
            self.dates = own.dates;
        }
        if !own.places.is_empty() && (self.places.is_empty() || !own.on_the_way) {
            self.places = own.places;
        }
        // "They found a shell. … The thing exploded": a word that says less puts out none.
        let says_more = own.devices.iter().any(|&i| !context.devices[i].vague);
        if says_more || self.devices.is_empty() {
            self.devices = own.devices;
        }
    }
}
