//! Gives time expressions their days: from the day of publication and the days mentioned before.

use cairn_model::DateSpan;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::dates::expression::{Direction, Frame, Part, Point, Spec, Unit, What, Which, Year};
use crate::dates::feasts::weekday_of_month;
use crate::dates::periods::ordered;
use crate::dates::units::{about, enclosing, part_of, shift};
use crate::mentions::DateKind;

/// What expressions are resolved against.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// The day of publication.
    pub published: Option<Date>,
    /// The day of the dateline, where it lies shortly before that of publication: "today" is then.
    pub today: Option<Date>,
    /// The day last mentioned.
    pub anchor: Option<Date>,
    /// The sentence that mentioned it.
    pub anchor_sentence: Option<usize>,
    /// The time last mentioned, of any length.
    pub last: DateSpan,
    /// The period last mentioned.
    pub period: DateSpan,
    /// The day that "the past 24 hours" end on, when it is not the day of publication.
    pub told: Option<Date>,
    /// The day that the sentence goes on to name.
    pub ahead: Option<Date>,
    /// The week that the sentence is about: "three died last week: one on Monday …".
    pub week: Option<DateSpan>,
    /// The year that the last heading named: days below it are of that year.
    pub year: Option<i16>,
    /// The day that the paragraph last named with a year before that of publication.
    pub dated: Option<Date>,
}

impl Context {
    /// The days that an expression means and what kind it is; `None` when it can mean none.
    pub(super) fn resolve(&self, frame: &Frame) -> Option<(DateSpan, DateKind)> {
        let open = |from, to| (DateSpan { from, to }, DateKind::Period);
        Some(match frame {
            Frame::At(spec) => self.at(spec)?,
            Frame::Since(spec) => {
                let (span, _) = self.at(spec)?;
                let from = match spec.part {
                    Some(Part::End) => span.to,
                    _ => span.from,
                };
                open(from, None)
            }
            Frame::Until(spec) => {
                let (span, _) = self.at(spec)?;
                open(None, span.to)
            }
            Frame::Between(first, second) => self.between(first, second)?,
            Frame::Either(first, second) => self.either(first, second)?,
            Frame::FromUntilNow(spec) => {
                let from = self.at(spec)?.0.from;
                ordered(from, self.published)
            }
            Frame::WeekEnding(spec) => {
                let last = self.at(spec)?.0.to;
                let first = last.and_then(|day| day.checked_sub(6.days()).ok());
                (DateSpan { from: first, to: last }, DateKind::Days)
            }
            Frame::ToDate(None) => open(None, self.published),
            Frame::ToDate(Some(spec)) => {
                let from = self.at(spec)?.0.from;
                ordered(from, self.published)
            }
            Frame::SamePeriod(None) if self.period.is_unknown() => (self.last, DateKind::Period),
            Frame::SamePeriod(None) => (self.period, DateKind::Period),
            Frame::SamePeriod(Some(spec)) => self.same_period(spec)?,
            Frame::Length(true) => (DateSpan::UNKNOWN, DateKind::Days),
            Frame::Length(false) => open(None, None),
        })
    }

    pub(super) fn at(&self, spec: &Spec) -> Option<(DateSpan, DateKind)> {
        let (mut span, mut kind) = self.what(&spec.what)?;
        // "two days earlier, on Thursday": the weekday only says it again.
        let again = |point: &Point| {
            let day = span.single_day().map(|day| day.weekday().to_monday_one_offset());
            point.days.is_none() && day.is_some() && point.weekday == day
        };
        if let Some(point) = spec.also.as_ref().filter(|point| !again(point)) {
            let (named, named_kind) = self.point(point, span.from.or(self.published))?;
            if !named.is_unknown() {
                (span, kind) = (named, named_kind);
            }
        }
        if let Some(part) = spec.part
            && let (Some(from), Some(to)) = (span.from, span.to)
        {
            let (from, to) = part_of(part, from, to, self.published)?;
            span = DateSpan::between(from, to);
            kind = match (part, span.days().unwrap_or(0)) {
                (Part::First(..), _) => DateKind::Period,
                (_, ..2) => DateKind::Day,
                (_, ..29) => DateKind::Days,
                _ => kind,
            };
        }
        Some((span, kind))
    }

    fn what(&self, what: &What) -> Option<(DateSpan, DateKind)> {
        let day = |day: Option<Date>| (day.map_or(DateSpan::UNKNOWN, DateSpan::day), DateKind::Day);
        Some(match *what {
            What::Point(point) => self.point(&point, None)?,
            What::Weekday(weekday, which) => day(self.weekday(weekday, which)),
            What::WeekdayIn(weekday, weeks) => {
                let monday = self.published.and_then(|p| enclosing(p, Unit::Week)?.from);
                let days = weeks * 7 + i32::from(weekday) - 1;
                let named = monday.and_then(|monday| shift(monday, days, Unit::Day));
                // What is told has happened.
                let yet = named.zip(self.published).is_some_and(|(day, today)| day > today);
                day(named.and_then(|day| shift(day, if yet { -7 } else { 0 }, Unit::Day)))
            }
            What::Month(month, which) => (self.month(month, which), DateKind::Month),
            What::Season(first, last, year, which) => {
                (self.season(first, last, year, which)?, DateKind::Season)
            }
            What::Published(days) => {
                day(self.today.or(self.published).and_then(|p| shift(p, days, Unit::Day)))
            }
            What::Overnight => {
                let to = self.published;
                let from = to.and_then(|p| shift(p, -1, Unit::Day));
                (DateSpan { from, to }, DateKind::Days)
            }
            // "the same day" after "in November": some day of what was told last.
            What::Anchor(0) if self.told_coarser() => (self.last, DateKind::Month),
            What::Anchor(days) => {
                let anchor = self.anchor.or(self.published);
                day(anchor.and_then(|a| shift(a, days, Unit::Day)))
            }
            What::Unit(unit, which) => self.unit(unit, which)?,
            What::DayOf(number, which) => {
                let month = self.unit(Unit::Month, which)?.0.from;
                day(month.and_then(|m| Date::new(m.year(), m.month(), number).ok()))
            }
            // "thirty years ago" is no date.
            What::Ago(Some(4..), Unit::Year) | What::Ago(_, Unit::Decade) => {
                (DateSpan::UNKNOWN, DateKind::Year)
            }
            What::Ago(count, unit) => self.shifted(self.published, count.map(|c| -c), unit),
            // "A few hours later": most likely the same day.
            What::Shift(hours, Unit::Hour, _) if hours.is_none_or(|hours| hours < 12) => {
                day(self.anchor.or(self.published))
            }
            What::Shift(count, unit, direction) => {
                let count = match direction {
                    Direction::Later => count,
                    Direction::Earlier | Direction::Before => count.map(|c| -c),
                };
                let ahead = self.ahead.filter(|_| direction == Direction::Before);
                self.shifted(ahead.or(self.anchor).or(self.published), count, unit)
            }
            What::Past(count, unit) => self.past(count, unit),
            What::AgoToday(count, unit) => day(self.published.and_then(|p| shift(p, -count, unit))),
            What::Holiday(feast, year) => day(self.latest_of(year, |year| feast.in_year(year))),
            What::NthWeekday(nth, weekday, month, year) => {
                day(self.latest_of(year, |year| weekday_of_month(year, month, nth, weekday)))
            }
        })
    }

    /// Whether the time told last is a month, and not the day that is told before it.
    fn told_coarser(&self) -> bool {
        self.last.days().is_some_and(|days| (28..=31).contains(&days))
    }

    /// A calendar date; one without a year is the latest not after publication, or the one nearest
    /// to `near`.
    fn point(&self, point: &Point, near: Option<Date>) -> Option<(DateSpan, DateKind)> {
        let unknown = |kind| Some((DateSpan::UNKNOWN, kind));
        let year = match point.year {
            Some(Year::Given(year)) => {
                let latest = self.published.map_or(2099, |p| p.year() + 1);
                if !(1900..=latest).contains(&year) {
                    return None;
                }
                Some(year)
            }
            Some(Year::Relative(years)) => self.published.map(|p| p.year() + years),
            None => None,
        };
        match (point.month, point.days) {
            (Some(month), Some((first, last))) => {
                let kind = if first == last { DateKind::Day } else { DateKind::Days };
                let last = match (year, point.year) {
                    (Some(year), _) => Date::new(year, month, last).ok()?,
                    (None, Some(_)) => return unknown(kind),
                    (None, None) => match self.latest(month, last, near) {
                        Some(day) => day,
                        None => return unknown(kind),
                    },
                };
                let first = Date::new(last.year(), month, first).ok()?;
                Some((DateSpan::between(first, last), kind))
            }
            (Some(month), None) => {
                let span = match (year, point.year) {
                    (Some(year), _) => DateSpan::month(year, month)?,
                    (None, Some(_)) => DateSpan::UNKNOWN,
                    (None, None) => self.month(month, Which::Latest),
                };
                Some((span, DateKind::Month))
            }
            (None, Some((day, _))) => {
                let found = self.day_of_month(day, point.weekday);
                Some((found.map_or(DateSpan::UNKNOWN, DateSpan::day), DateKind::Day))
            }
            (None, None) => match (year, point.weekday) {
                (Some(year), _) => Some((DateSpan::year(year)?, DateKind::Year)),
                (None, Some(weekday)) => {
                    let day = self.weekday(weekday, Which::Latest);
                    Some((day.map_or(DateSpan::UNKNOWN, DateSpan::day), DateKind::Day))
                }
                (None, None) => unknown(DateKind::Year),
            },
        }
    }

    fn month(&self, month: i8, which: Which) -> DateSpan {
        let found = || {
            let published = self.published?;
            let this_year = published.month() >= month;
            let this_year = match which {
                Which::Last => published.month() > month,
                Which::Next => return None,
                _ => this_year,
            };
            DateSpan::month(published.year() - i16::from(!this_year), month)
        };
        found().unwrap_or(DateSpan::UNKNOWN)
    }

    fn season(&self, first: i8, last: i8, year: Option<Year>, which: Which) -> Option<DateSpan> {
        // A winter belongs to the year in which it begins.
        let of = |year: i16| {
            let from = Date::new(year, first, 1).ok()?;
            let to = Date::new(year + i16::from(last < first), last, 1).ok()?;
            Some(DateSpan::between(from, to.last_of_month()))
        };
        match (year, self.published) {
            (Some(Year::Given(year)), published) => {
                let latest = published.map_or(2099, |p| p.year() + 1);
                (1900..=latest).contains(&year).then(|| of(year))?
            }
            (Some(Year::Relative(years)), Some(published)) => of(published.year() + years),
            (None, Some(published)) => {
                (0..3).filter_map(|years| of(published.year() - years)).find(|span| match which {
                    Which::Last => span.to.is_some_and(|to| to < published),
                    _ => span.from.is_some_and(|from| from <= published),
                })
            }
            (_, None) => Some(DateSpan::UNKNOWN),
        }
    }

    /// "last week", "this month", "that year".
    fn unit(&self, unit: Unit, which: Which) -> Option<(DateSpan, DateKind)> {
        let kind = match unit {
            Unit::Hour | Unit::Day => DateKind::Day,
            Unit::Week | Unit::Fortnight | Unit::Weekend => DateKind::Days,
            Unit::Month | Unit::Quarter => DateKind::Month,
            Unit::Year | Unit::Decade => DateKind::Year,
        };
        let reference = match which {
            Which::That | Which::Previous | Which::Following => {
                self.last.from.or(self.anchor).or(self.published)
            }
            _ => self.published,
        };
        let Some(reference) = reference else {
            return Some((DateSpan::UNKNOWN, kind));
        };
        // "over the same fortnight" is the one just spoken of, whatever day it began on.
        if which == Which::That && self.last.days().is_some_and(|days| about(unit, days)) {
            return Some((self.last, kind));
        }
        let moved = match which {
            Which::Last | Which::Previous => shift(reference, -1, unit)?,
            Which::Next | Which::Following => shift(reference, 1, unit)?,
            _ => reference,
        };
        let mut span = match unit {
            // The weekend last gone by, not the one before it.
            Unit::Weekend if which == Which::Last => self.weekend(reference)?,
            _ => enclosing(moved, unit)?,
        };
        // What has gone by of the present week, month or year.
        if which == Which::This && span.from.is_some_and(|from| from <= reference) {
            span.to = Some(reference);
        }
        Some((span, kind))
    }

    fn weekend(&self, reference: Date) -> Option<DateSpan> {
        let sunday = reference.nth_weekday(-1, Weekday::Sunday).ok()?;
        Some(DateSpan::between(shift(sunday, -1, Unit::Day)?, sunday))
    }

    /// A length of time from a day; weeks and days end on a day, longer ones in a month or year.
    fn shifted(&self, from: Option<Date>, count: Option<i32>, unit: Unit) -> (DateSpan, DateKind) {
        let kind = match unit {
            Unit::Month | Unit::Quarter => DateKind::Month,
            Unit::Year | Unit::Decade => DateKind::Year,
            _ => DateKind::Day,
        };
        let day = from.zip(count).and_then(|(from, count)| shift(from, count, unit));
        let span = match (unit, day) {
            (_, None) => DateSpan::UNKNOWN,
            (Unit::Month | Unit::Quarter, Some(day)) => {
                enclosing(day, Unit::Month).unwrap_or(DateSpan::UNKNOWN)
            }
            (Unit::Year | Unit::Decade, Some(day)) => {
                enclosing(day, Unit::Year).unwrap_or(DateSpan::UNKNOWN)
            }
            (_, Some(day)) => DateSpan::day(day),
        };
        (span, kind)
    }

    /// "over the past 24 hours", "in the past three weeks". Months and years back nobody means to
    /// the day.
    fn past(&self, count: Option<i32>, unit: Unit) -> (DateSpan, DateKind) {
        let unknown = (DateSpan::UNKNOWN, DateKind::Period);
        let Some((to, count)) = self.told.or(self.published).zip(count) else {
            return unknown;
        };
        let from = match unit {
            Unit::Hour => to.checked_sub(i64::from((count + 23) / 24).days()).ok(),
            Unit::Day | Unit::Week | Unit::Fortnight => shift(to, -count, unit),
            Unit::Month if count <= 3 => shift(to, -count, unit),
            _ => return unknown,
        };
        let span = DateSpan { from, to: Some(to) };
        (span, DateKind::Days)
    }
}
