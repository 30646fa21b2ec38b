//! Days of the year that have a name or stand in a month by their weekday: "Christmas Day", "Easter Monday
//! 2021", "the first Sunday of April".

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::dates::expression::{Feast, What, Which, Year};
use crate::dates::phrase::Parser;
use crate::dates::resolve::Context;
use crate::dates::words::Word;
use crate::numbers;

impl Parser<'_, '_> {
    /// "Boxing Day", "Good Friday 2022", "Easter Monday of 2021".
    pub(super) fn holiday(&self, at: usize) -> Option<(What, usize)> {
        let term = self.doc.term_at(at, self.words.holidays)?;
        let feast = Feast::parse(&self.doc.entry(term).value)?;
        let (year, end) = self.year_behind(term.end);
        Some((What::Holiday(feast, year), end))
    }

    /// "first Sunday of April", "last Friday in May 2020".
    pub(super) fn nth_weekday(&self, at: usize) -> Option<(What, usize)> {
        let (nth, end) = match self.word(at) {
            Some((Word::Which(Which::Last), _, end)) => (-1, end),
            _ => {
                let (nth, end) = numbers::ordinal_at(self.doc, &self.words.cardinals, at)?;
                #[expect(clippy::cast_possible_truncation, reason = "checked to lie in 1..=5")]
                let nth = (1.0..=5.0).contains(&nth).then_some(nth as i8)?;
                (nth, end)
            }
        };
        let (weekday, _, end) = self.calendar.weekday(end)?;
        let (Word::Preposition, _, end) = self.word(end)? else { return None };
        let (month, _, end) = self.calendar.month(end)?;
        let (year, end) = self.year_behind(end);
        Some((What::NthWeekday(nth, weekday, month, year), end))
    }

    /// A year right behind a day, with or without a comma or a preposition.
    fn year_behind(&self, at: usize) -> (Option<Year>, usize) {
        let comma = at + usize::from(self.calendar.is(at, ","));
        let of = match self.word(at) {
            Some((Word::Preposition, _, end)) => end,
            _ => comma,
        };
        match self.calendar.year(of) {
            Some(year) => (Some(Year::Given(year)), of + 1),
            None => (None, at),
        }
    }
}

impl Context {
    /// The day of a year that is given, else the latest such day not after publication.
    pub(super) fn latest_of(
        &self,
        year: Option<Year>,
        of: impl Fn(i16) -> Option<Date>,
    ) -> Option<Date> {
        let published = self.published;
        match year {
            Some(Year::Given(year)) => of(year),
            Some(Year::Relative(years)) => of(published?.year() + years),
            None => {
                let today = published?;
                (0..2).filter_map(|years| of(today.year() - years)).find(|day| *day <= today)
            }
        }
    }
}

impl Feast {
    /// "12-25", "easter+1", "eastern_easter-2".
    fn parse(value: &str) -> Option<Self> {
        let days = |days: &str| if days.is_empty() { Some(0) } else { days.parse().ok() };
        if let Some(offset) = value.strip_prefix("eastern_easter") {
            return days(offset).map(Self::EasternEaster);
        }
        if let Some(offset) = value.strip_prefix("easter") {
            return days(offset).map(Self::Easter);
        }
        let (month, day) = value.split_once('-')?;
        Some(Self::Fixed(month.parse().ok()?, day.parse().ok()?))
    }

    /// Its day in a year.
    pub(super) fn in_year(self, year: i16) -> Option<Date> {
        let (sunday, offset) = match self {
            Self::Fixed(month, day) => return Date::new(year, month, day).ok(),
            Self::Easter(offset) => (easter(year)?, offset),
            Self::EasternEaster(offset) => (eastern_easter(year)?, offset),
        };
        sunday.checked_add(i64::from(offset).days()).ok()
    }
}

/// The weekday that stands so many-th in a month; from its end when negative.
pub(super) fn weekday_of_month(year: i16, month: i8, nth: i8, weekday: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Easter Sunday of the Gregorian calendar, after the anonymous algorithm of 1876.
fn easter(year: i16) -> Option<Date> {
    let year32 = i32::from(year);
    let (golden, century, of_century) = (year32 % 19, year32 / 100, year32 % 100);
    let moon =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let sum = moon + weekday - 7 * late + 114;
    Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

/// Easter Sunday of the Julian calendar as a day of the Gregorian, after Meeus; right from 1900 to 2099.
fn eastern_easter(year: i16) -> Option<Date> {
    const CALENDARS_APART: i64 = 13;
    let year32 = i32::from(year);
    let moon = (19 * (year32 % 19) + 15) % 30;
    let weekday = (2 * (year32 % 4) + 4 * (year32 % 7) - moon + 34) % 7;
    let sum = moon + weekday + 114;
    let julian =
        Date::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()?;
    julian.checked_add(CALENDARS_APART.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_on_its_days() {
        let days = [
            (2021, "2021-04-04", "2021-05-02"),
            (2024, "2024-03-31", "2024-05-05"),
            (2025, "2025-04-20", "2025-04-20"),
            (1999, "1999-04-04", "1999-04-11"),
        ];
        for (year, western, eastern) in days {
            assert_eq!(easter(year).map(|day| day.to_string()).as_deref(), Some(western));
            assert_eq!(eastern_easter(year).map(|day| day.to_string()).as_deref(), Some(eastern));
        }
    }

    #[test]
    fn weekdays_are_counted_from_both_ends_of_a_month() {
        let day = |nth, weekday| weekday_of_month(2024, 4, nth, weekday).map(|day| day.to_string());
        assert_eq!(day(1, 7).as_deref(), Some("2024-04-07"));
        assert_eq!(day(-1, 5).as_deref(), Some("2024-04-26"));
        assert_eq!(day(5, 5), None);
    }
}
