//! Which of many such days is meant: the latest not after publication, the one told last, the one of the
//! week or the year that is spoken of.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::dates::expression::Which;
use crate::dates::resolve::Context;

/// "On 3 April 2017 …. On 9 April …": days from one with a year within which one without is of that year.
const SOON: i32 = 31;

/// A season, month or year that "latest" stands before: how many years may be tried for a day that
/// not each year has.
const YEARS_BACK: i16 = 8;

impl Context {
    /// The latest such day of the year not after publication, or the one nearest to `near`.
    pub(super) fn latest(&self, month: i8, day: i8, near: Option<Date>) -> Option<Date> {
        if let Some(near) = near {
            return (-1..=1)
                .filter_map(|years| Date::new(near.year() + years, month, day).ok())
                .min_by_key(|date| near.until(*date).map_or(i32::MAX, |s| s.get_days().abs()));
        }
        let published = self.published?;
        let soon = self.dated.and_then(|dated| {
            let day = Date::new(dated.year(), month, day).ok()?;
            dated.until(day).is_ok_and(|s| (1..=SOON).contains(&s.get_days())).then_some(day)
        });
        if soon.is_some() {
            return soon;
        }
        let headed = self.year.and_then(|year| Date::new(year, month, day).ok());
        if let Some(headed) = headed.filter(|day| *day <= published) {
            return Some(headed);
        }
        (0..=YEARS_BACK)
            .filter_map(|years| Date::new(published.year() - years, month, day).ok())
            .find(|date| *date <= published)
    }

    /// "Saturday the 16th", "on the 16th": in the month told last, else the latest such day not after
    /// publication.
    pub(super) fn day_of_month(&self, day: i8, weekday: Option<i8>) -> Option<Date> {
        let fits = |date: &Date| {
            weekday.is_none_or(|w| date.weekday().to_monday_one_offset() == w)
                && self.published.is_none_or(|published| *date <= published)
        };
        let told = || {
            let (from, to) = self.last.from.zip(self.last.to)?;
            let month = (from.year(), from.month()) == (to.year(), to.month());
            Date::new(from.year(), from.month(), day).ok().filter(|date| month && fits(date))
        };
        if let Some(date) = told() {
            return Some(date);
        }
        let published = self.published?;
        let mut month = published.first_of_month();
        for _ in 0..24 {
            if let Ok(date) = Date::new(month.year(), month.month(), day)
                && date <= published
                && weekday.is_none_or(|w| date.weekday().to_monday_one_offset() == w)
            {
                return Some(date);
            }
            month = month.checked_sub(1.month()).ok()?;
        }
        None
    }

    pub(super) fn weekday(&self, weekday: i8, which: Which) -> Option<Date> {
        let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
        // The first such day strictly before or after.
        let before = |day: Date| day.nth_weekday(-1, weekday).ok();
        let after = |day: Date| day.nth_weekday(1, weekday).ok();
        if let Some(from) = self.week.and_then(|week| week.from)
            && which == Which::Latest
        {
            return before(from.checked_add(7.days()).ok()?);
        }
        match which {
            Which::Latest | Which::This => before(self.published?.tomorrow().ok()?),
            Which::Last => before(self.published?),
            Which::Next => after(self.published?),
            Which::That => self
                .anchor
                .filter(|day| day.weekday() == weekday)
                .or_else(|| before(self.published?.tomorrow().ok()?)),
            Which::Previous => before(self.anchor.or(self.published)?),
            Which::Following => after(self.anchor.or(self.published)?),
        }
    }
}
