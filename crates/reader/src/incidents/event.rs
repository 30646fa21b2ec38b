//! One occasion: its sentences' facts, its day and its place, and whether another place fits it.

use cairn_model::DateSpan;

use super::begins::counts_anew;
use super::facts::Facts;
use super::setting::{Day, alike, best_date, best_place, names_the_day, rank, whose};
use crate::context::Context;
use crate::mentions::{DateKind, PlaceMention};

/// How coarse a month is.
const MONTH: u8 = 2;

/// One occasion, as sentences tell of it.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// Its sentences' facts, in order; the headline's come last.
    pub facts: Vec<Facts>,
    /// The headline's facts.
    pub title: Option<Facts>,
    /// Whether the headline's figures are those of several occasions together.
    pub(crate) title_sums: bool,
    pub(crate) date: Option<DateSpan>,
    pub(super) date_mention: Option<usize>,
    pub(super) settlement: Option<String>,
    pub(super) district: Option<String>,
    pub(super) lead: Option<Facts>,
    /// The line below a list of occasions that sums them up; with the first of them.
    pub(crate) closing: Option<Facts>,
    /// A day on which somebody spoke of it, for want of a better.
    pub(super) reported: Option<usize>,
    pub(super) more: Vec<More>,
    /// Whether a sentence said how many were harmed.
    pub(super) counted: bool,
}

/// Places and ordnance in sentences that tell nothing else.
#[derive(Clone, Debug, Default)]
pub(super) struct More {
    pub(super) devices: Vec<usize>,
    pub(super) places: Vec<usize>,
    /// Whether the victim set it off, or somebody who watched.
    pub(super) contact: bool,
    pub(super) remote: bool,
}

impl Event {
    /// The lead that sums this occasion up with others.
    pub fn lead(&self) -> Option<&Facts> {
        self.lead.as_ref()
    }

    /// Whether some sentence says that it did not happen or that it is not sure.
    pub fn is_doubted(&self) -> bool {
        self.facts.iter().any(|facts| facts.doubt.is_some())
    }

    /// Whether an entry of a list tells of it.
    pub(crate) fn is_recorded(&self) -> bool {
        self.facts.iter().any(|facts| facts.recorded)
    }

    /// Whether a sentence names its explosion.
    pub(super) fn has_trigger(&self) -> bool {
        self.facts.iter().any(|facts| !facts.triggers.is_empty())
    }

    /// Whether it may have happened within three days of another.
    pub fn near(&self, other: &Self) -> bool {
        self.within(other, 3)
    }

    /// Whether it is known to have happened within some days of another.
    pub fn within(&self, other: &Self, days: i32) -> bool {
        match (self.date.and_then(|a| a.from), other.date.and_then(|b| b.from)) {
            (Some(a), Some(b)) => a.until(b).is_ok_and(|span| span.get_days().abs() <= days),
            _ => false,
        }
    }

    /// Whether it is told of another year than an occasion of which the day, or nothing, is told.
    pub(super) fn is_long_before(&self, other: &Self) -> bool {
        const LONG: i32 = 300;
        match (self.date.and_then(|a| a.to), other.date.and_then(|b| b.from)) {
            (Some(a), Some(b)) => a.until(b).is_ok_and(|span| span.get_days() > LONG),
            (Some(_), None) => self.date.and_then(|date| date.days()).is_some_and(|days| days > 27),
            _ => false,
        }
    }

    /// What the lead says of all its occasions holds for one that does not say otherwise.
    pub(super) fn inherit(&mut self, context: &Context<'_>, lead: &Facts) {
        if self.date.is_none()
            && let Some((index, date)) = best_date(context, lead)
        {
            self.date = Some(date.span);
            self.date_mention = Some(index);
        }
        self.lead = Some(lead.clone());
    }

    /// "at the weekend", and then "on Saturday": whether a sentence names the day among those told.
    fn is_finer(&self, context: &Context<'_>, facts: &Facts) -> bool {
        const LONGEST: i32 = 7;
        let Some(known) =
            self.date.filter(|known| known.days().is_some_and(|days| days > 1 && days <= LONGEST))
        else {
            return false;
        };
        best_date(context, facts).is_some_and(|(_, date)| {
            date.kind == DateKind::Day && date.span.days() == Some(1) && date.span.touches(&known)
        })
    }

    pub(super) fn take(&mut self, context: &Context<'_>, facts: Facts) {
        if (self.date.is_none_or(|date| date.is_unknown())
            || names_the_day(context, &facts)
            || self.is_finer(context, &facts))
            && let Some((index, date)) = best_date(context, &facts)
        {
            self.date = Some(date.span);
            self.date_mention = Some(index);
        }
        if self.reported.is_none() {
            self.reported = facts
                .dates
                .iter()
                .find(|&&i| {
                    let date = &context.dates.mentions[i];
                    // "born in 1979": nobody speaks for a month or a year.
                    rank(date.kind) < MONTH && whose(context, date) == Day::Statement
                })
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

/// Whether the sentence names the settlement that the event is known to have.
pub(super) fn same_setting(event: &Event, place: Option<&PlaceMention>) -> bool {
    match (&event.settlement, place.and_then(|p| p.settlement.as_ref())) {
        (Some(a), Some(b)) => alike(a, b),
        _ => false,
    }
}

pub(super) fn place_fits(event: &Event, place: Option<&PlaceMention>) -> bool {
    let Some(place) = place else { return true };
    let names = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => Some(alike(a, b)),
        _ => None,
    };
    match names(&event.settlement, &place.settlement) {
        // A quarter of the town told before.
        Some(false) if names(&event.settlement, &place.district) == Some(true) => return true,
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
