//! Parts of a figure and their whole: by group, by place, by what they add up to.

use cairn_model::{Measure, TallyGroup};

use super::counted::{Beside, LONGEST_MAKING, REACH};
use super::harm::Harm;
use super::people::{Counted, PeopleFinder, is_people};
use crate::endings::Ending;
use crate::mentions::Number;

impl PeopleFinder<'_, '_> {
    /// A part of the number that follows; the outer `None` where it is no such part.
    pub(super) fn part_of_next(&self, beside: &Beside<'_>) -> Option<Option<Counted>> {
        let (range, end) = (beside.range, beside.end());
        let next = beside.next.filter(|next| next.tokens.start <= end + 3)?;
        let whole = |limit: usize| self.forward(next, None, beside.harms, limit.min(range.end));
        // "9'u çocuk 14 kişi": nine of the fourteen.
        if self.context.doc.ending(end - 1) == Ending::Part
            && let Some(group) = self.group_in(end, next.tokens.start)
            && group != TallyGroup::All
        {
            let whole = whole(next.tokens.end + REACH);
            return Some(whole.map(|whole| self.make(beside, whole.measure, group, true)));
        }
        // "fifty of the 110 victims were from clearance teams", "children made up 88 of these 305
        // casualties", "58 of these 155 were children"
        (self.part_is(end, "of") || self.of_them_end(end).is_some()).then(|| {
            let harm = whole((end + REACH).max(next.tokens.end + 4));
            let (measure, until) = match harm {
                Some(harm) if harm.tokens.start <= next.tokens.end + 2 => {
                    (harm.measure, harm.tokens.end)
                }
                harm => match self.is_sum(next, beside) {
                    true => (Measure::Casualties, next.tokens.end),
                    false => harm.map(|harm| (harm.measure, harm.tokens.end))?,
                },
            };
            let group = self
                .group_after(until, range.end.min(until + 8))
                .or_else(|| self.group_made_up(beside.start(), range.start))?;
            Some(self.make(beside, measure, group, true))
        })
    }

    /// "of these", "of them"
    pub(super) fn of_them_end(&self, at: usize) -> Option<usize> {
        let doc = self.context.doc;
        doc.term_at(at, self.parts).filter(|term| doc.entry(term).has("count")).map(|term| term.end)
    }

    /// "Children made up 88": whom a number counts, said before it.
    pub(super) fn group_made_up(&self, number: usize, least: usize) -> Option<TallyGroup> {
        let from = number.saturating_sub(LONGEST_MAKING).max(least);
        let makes = (from..number).find(|&at| self.word_is(at, "makes"))?;
        self.group_in(makes.saturating_sub(2).max(least), makes)
            .filter(|group| *group != TallyGroup::All)
    }

    /// "61 killed and 94 injured, 155 in all": the number of both.
    pub(super) fn sum(&self, beside: &Beside<'_>) -> Option<Counted> {
        let sum = self.is_sum(beside.number, beside);
        sum.then(|| self.make(beside, Measure::Casualties, TallyGroup::All, false))
    }

    /// Whether a number is that of the killed and the injured that the sentence has counted, together.
    pub(super) fn is_sum(&self, number: &Number, beside: &Beside<'_>) -> bool {
        let of = |measure: Measure| {
            let one =
                beside.found.iter().rev().find(|one| {
                    one.measure == measure && !one.part && one.group == TallyGroup::All
                });
            one.map(|one| one.value.least())
        };
        match (of(Measure::Killed), of(Measure::Injured)) {
            (Some(killed), Some(injured)) if killed > 0.0 && injured > 0.0 => {
                (killed + injured - number.value.least()).abs() < f64::EPSILON
            }
            _ => false,
        }
    }

    /// "12 of them in Mopti", "nine were from Moxico": a part of the number before by its place.
    pub(super) fn part_of_place(&self, beside: &Beside<'_>) -> Option<Counted> {
        let doc = self.context.doc;
        let whole = beside.found.iter().rev().find(|one| !one.part)?;
        let limit = beside.range.end.min(beside.end() + LONGEST_MAKING);
        let mut at = beside.end();
        let mut led = self.is_part(beside.start(), beside.range.start);
        while at < limit && !self.is_place(at) {
            if let Some(after) = self.of_them_end(at) {
                led = true;
                at = after;
                continue;
            }
            let be = doc.entry_at(at, self.auxiliaries).is_some_and(|entry| &*entry.value == "be");
            led |= be;
            let preposition = doc.entry_at(at, self.functions).is_some();
            let people = doc.entry_at(at, self.groups).is_some();
            let passes = be || preposition || people || doc.entry_at(at, self.adverbs).is_some();
            if !passes {
                return None;
            }
            at += 1;
        }
        // "36 in Cauca and 25 in Nariño": the second goes on with the first.
        let last = beside.found.last()?;
        let goes_on = last.part && beside.start() - last.tokens.end <= LONGEST_MAKING;
        let fits = beside.number.value.least() > 0.0 && at > beside.end() && self.is_place(at);
        (fits && (led || goes_on)).then(|| self.make(beside, whole.measure, whole.group, true))
    }

    /// "Of those killed, 29 were civilians", "among the injured four were children": the noun says what
    /// they are a part of.
    pub(super) fn part_of_named(&self, beside: &Beside<'_>) -> Option<Counted> {
        let (range, start) = (beside.range, beside.start());
        let before = |harm: &Harm| is_people(harm.measure) && harm.tokens.end <= start;
        let said = |harm: &&Harm| {
            before(harm)
                && beside.found.is_empty()
                && harm.tokens.start <= range.start + 4
                && (harm.those || self.part_is(range.start, "of"))
        };
        let among = |harm: &&Harm| {
            before(harm)
                && harm.of
                && harm.tokens.end + 2 >= start
                && harm.tokens.start > range.start
                && self.part_is(harm.tokens.start - 1, "part")
        };
        let harm = beside.harms.iter().find(said);
        let harm = harm.or_else(|| beside.harms.iter().rev().find(among))?;
        let group = self.group_near(beside.end(), range.end).filter(|g| *g != TallyGroup::All)?;
        Some(self.make(beside, harm.measure, group, true))
    }

    /// A part of the figure before: "45 of them women and six children", "nine were children".
    pub(super) fn part_of_before(&self, beside: &Beside<'_>) -> Option<Counted> {
        let group = self.group_near(beside.end(), beside.range.end);
        let group = group.filter(|group| *group != TallyGroup::All)?;
        let counted = beside.found.iter().rev().find(|one| is_people(one.measure));
        let whole = counted.or(beside.before).filter(|whole| is_people(whole.measure))?;
        Some(self.make(beside, whole.measure, group, true))
    }
}
