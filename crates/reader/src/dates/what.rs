//! The core of a time expression: "last week", "two days ago", "yesterday", "the spring of 2013".

use crate::dates::calendar::Led;
use crate::dates::expression::{Direction, Point, Spec, Unit, What, Which, Year};
use crate::dates::phrase::Parser;
use crate::dates::spec::{Lead, small};
use crate::dates::words::Word;
use crate::numbers;

impl Parser<'_, '_> {
    pub(super) fn core(&self, at: usize, lead: &Lead) -> Option<(What, usize)> {
        if !self.may_begin(at) {
            return None;
        }
        if let Some(found) = self.holiday(at).or_else(|| self.nth_weekday(at)) {
            return Some(found);
        }
        if let Some((word, _, end)) = self.word(at) {
            match word {
                Word::Day(days) => return Some((What::Published(days), end)),
                Word::Overnight => return Some((What::Overnight, end)),
                Word::Chosen(which, unit) => return Some((What::Unit(unit, which), end)),
                Word::Anchor(days) => return Some((What::Anchor(days), end)),
                Word::Which(which) => {
                    if let Some(found) = self.chosen(end, which) {
                        return Some(found);
                    }
                }
                Word::Ago => return self.ago_first(end),
                Word::Unit(unit) => {
                    if let Some((which, end)) = self.chosen_behind(end) {
                        return Some((What::Unit(unit, which), end));
                    }
                    if let Some(found) = self.unit(end, unit, lead) {
                        return Some(found);
                    }
                }
                Word::Past => return self.past(end),
                Word::Recent => {
                    let (Word::Unit(unit), _, end) = self.word(end)? else {
                        return None;
                    };
                    return Some((What::Past(None, unit), end));
                }
                _ => {}
            }
        }
        if let Some(found) = self.shift(at, lead) {
            return Some(found);
        }
        if let Some(found) = self.season(at, lead) {
            return Some(found);
        }
        if let Some(found) = self.day_of_month(at).or_else(|| self.bare_day(at, lead)) {
            return Some(found);
        }
        if let Some(found) = self.weekday_of_week(at) {
            return Some(found);
        }
        let (point, end) = self.calendar.point(at, lead.led)?;
        // "on a Sunday in March 2021": the month is all that is known.
        if point.weekday.is_some()
            && point.days.is_none()
            && let Some((Word::Preposition, _, next)) = self.word(end)
            && let Some((month, end)) =
                self.calendar.point(next, Led { by_word: true, ..Led::default() })
            && month.month.is_some()
            && month.days.is_none()
            && month.weekday.is_none()
        {
            return Some((What::Point(month), end));
        }
        let behind = self.chosen_behind(end).or_else(|| self.weekday_beside(&point, end));
        let (which, after) = behind.unwrap_or((Which::Latest, end));
        Some(match point {
            Point { weekday: Some(day), year: None, month: None, days: None } => {
                (What::Weekday(day, which), after)
            }
            Point { weekday: None, year: None, month: Some(month), days: None }
                if behind.is_some() =>
            {
                (What::Month(month, which), after)
            }
            point => (What::Point(point), end),
        })
    }

    /// "dernier", "pasado" behind a day, week, month or year.
    fn chosen_behind(&self, at: usize) -> Option<(Which, usize)> {
        match self.word(at)? {
            (Word::Which(which), entry, end) if entry.has("behind") => Some((which, end)),
            _ => None,
        }
    }

    /// "the Tuesday before", "on the Friday after that": a weekday beside the day told last.
    fn weekday_beside(&self, point: &Point, at: usize) -> Option<(Which, usize)> {
        point.weekday.filter(|_| point.days.is_none())?;
        let (word, _, end) = self.word(at)?;
        let end = self.pointed_at(end).or_else(|| self.stands_last(end))?;
        match word {
            Word::Before => Some((Which::Previous, end)),
            Word::After => Some((Which::Following, end)),
            _ => None,
        }
    }

    /// "il y a deux semaines", "hace tres días": the word for "ago" stands first.
    fn ago_first(&self, at: usize) -> Option<(What, usize)> {
        let (count, end) = self.count(self.over_modifier(at))?;
        let (Word::Unit(unit), _, end) = self.word(end)? else {
            return None;
        };
        Some((What::Ago(count, unit), end))
    }

    /// After "last", "this", "that", "the previous" and their like.
    pub(super) fn chosen(&self, at: usize, which: Which) -> Option<(What, usize)> {
        if let Some((Word::Unit(unit), _, end)) = self.word(at) {
            return Some((What::Unit(unit, which), end));
        }
        // "last Tuesday, 3 May", "el pasado 3 de mayo": the date says which.
        let led = Led { by_word: true, ..Led::default() };
        if let Some((point, end)) = self.calendar.point(at, led)
            && point.days.is_some()
        {
            return Some((What::Point(point), end));
        }
        if let Some((day, _, end)) = self.calendar.weekday(at) {
            let end = end + usize::from(self.doc.folded(end) == "'s");
            return Some((What::Weekday(day, which), self.calendar.skip_daypart(end)));
        }
        if let Some((month, _, end)) = self.calendar.month(at) {
            return Some((What::Month(month, which), end));
        }
        if let Some((first, last, end)) = self.season_months(at) {
            return Some((What::Season(first, last, None, which), end));
        }
        if which == Which::Last { self.past(at) } else { None }
    }

    /// After "the past": "24 hours", "fortnight".
    pub(super) fn past(&self, at: usize) -> Option<(What, usize)> {
        if let Some((Word::Unit(unit), _, end)) = self.word(at) {
            return Some((What::Past(Some(1), unit), end));
        }
        let (count, end) = self.count(self.over_modifier(at))?;
        let (Word::Unit(unit), _, end) = self.word(end)? else {
            return None;
        };
        Some((What::Past(count, unit), end))
    }

    pub(super) fn over_modifier(&self, at: usize) -> usize {
        self.doc.term_at(at, self.words.modifiers).map_or(at, |term| term.end)
    }

    /// A unit of time without a word that says which: "the end of the month", "year 2018", "over
    /// the weekend", "days later".
    pub(super) fn unit(&self, end: usize, unit: Unit, lead: &Lead) -> Option<(What, usize)> {
        if unit == Unit::Year
            && let Some(year) = self.calendar.year(end)
        {
            let point = Point { year: Some(Year::Given(year)), ..Point::default() };
            return Some((What::Point(point), end + 1));
        }
        if lead.part.is_some() {
            return Some((What::Unit(unit, Which::This), end));
        }
        if unit == Unit::Weekend && lead.preposition {
            return Some((What::Unit(unit, Which::Last), end));
        }
        match self.word(end)? {
            (Word::Later, _, after) => Some((What::Shift(None, unit, Direction::Later), after)),
            (Word::Earlier, _, after) => Some((What::Shift(None, unit, Direction::Earlier), after)),
            _ => None,
        }
    }

    /// "two days ago", "five days later", "a week earlier", "a day after".
    pub(super) fn shift(&self, at: usize, lead: &Lead) -> Option<(What, usize)> {
        let (count, end) = self.count(at)?;
        let (Word::Unit(unit), _, end) = self.word(end)? else {
            return None;
        };
        let unit_end = end;
        let (word, _, end) = self.word(end)?;
        let shift = |direction| What::Shift(count, unit, direction);
        // "for two days after" is a length of time, and months after are not counted to the day.
        let near = matches!(unit, Unit::Hour | Unit::Day | Unit::Week) && !lead.preposition;
        Some(match word {
            // "in the four weeks since access was regained"
            Word::Since if lead.article => (What::Past(count, unit), unit_end),
            Word::Ago => match (count, self.word(end)) {
                // "a year ago today"
                (Some(count), Some((Word::Day(0), _, today))) => {
                    (What::AgoToday(count, unit), today)
                }
                _ => (What::Ago(count, unit), end),
            },
            Word::Later => (shift(Direction::Later), end),
            Word::Earlier => (shift(Direction::Earlier), end),
            // "a day after two deminers died": the death is the earlier of the two.
            // "a week before that"
            Word::After if near => match self.pointed_at(end).or_else(|| self.stands_last(end)) {
                Some(end) => (shift(Direction::Later), end),
                None => (shift(Direction::Before), end),
            },
            Word::Before if self.leads_clause(end) => return None,
            Word::Before if near => match self.pointed_at(end).or_else(|| self.stands_last(end)) {
                Some(end) => (shift(Direction::Earlier), end),
                None => (shift(Direction::Later), end),
            },
            _ => return None,
        })
    }

    /// "a", "two", "several" before a unit; several is no certain number.
    pub(super) fn count(&self, at: usize) -> Option<(Option<i32>, usize)> {
        match self.word(at) {
            Some((Word::One, _, end)) => return Some((Some(1), end)),
            Some((Word::Two, _, end)) => return Some((Some(2), end)),
            _ => {}
        }
        let (value, end) = numbers::count_at(self.doc, &self.words.cardinals, at)?;

        Some((value.and_then(small), end))
    }

    pub(super) fn season(&self, at: usize, lead: &Lead) -> Option<(What, usize)> {
        let (first, last, end) = self.season_months(at)?;
        let weak = self.doc.entry_at(at, self.words.seasons).is_some_and(|e| e.has("weak"));
        if let Some((which, end)) = self.chosen_behind(end) {
            return Some((What::Season(first, last, None, which), end));
        }
        let year_at = match self.word(end) {
            Some((Word::Preposition, _, after)) => after,
            _ => end,
        };
        if let Some(year) = self.calendar.year(year_at) {
            let season = What::Season(first, last, Some(Year::Given(year)), Which::Latest);
            let end = year_at + 1;
            return Some((season, self.calendar.after_year_word(end).unwrap_or(end)));
        }
        let led = lead.preposition || lead.led.by_word;
        (led || !weak && lead.article)
            .then_some((What::Season(first, last, None, Which::Latest), end))
    }

    pub(super) fn season_months(&self, at: usize) -> Option<(i8, i8, usize)> {
        let term = self.doc.term_at(at, self.words.seasons)?;
        let (first, last) = self.doc.entry(term).value.split_once('-')?;
        Some((first.parse().ok()?, last.parse().ok()?, term.end))
    }

    /// ", on August 12", "[5 September]", ", 12 of April".
    pub(super) fn apposition(&self, at: usize) -> Option<(Point, usize)> {
        let bracket = self.calendar.is(at, "(") || self.calendar.is(at, "[");
        let mut next = at + usize::from(bracket || self.calendar.is(at, ","));
        while let Some((Word::Preposition | Word::Article, _, end)) = self.word(next) {
            next = end;
        }
        let led = Led { by_word: true, ..Led::default() };
        let (point, end) = self.calendar.point(next, led)?;
        let closes = bracket && (self.calendar.is(end, ")") || self.calendar.is(end, "]"));
        (point.days.is_some() || point.weekday.is_some() && next > at)
            .then_some((point, end + usize::from(closes)))
    }

    /// "last year in May", "торік восени": a month or a season behind the words for its year.
    pub(super) fn in_year(&self, what: &What, at: usize) -> Option<(What, usize)> {
        let What::Unit(Unit::Year, which) = what else { return None };
        let year = relative(*which)?;
        let (led, next) = match self.word(at) {
            Some((Word::Preposition, _, end)) => (true, end),
            _ => (false, at),
        };
        if let Some((first, last, end)) = self.season_months(next) {
            let weak = self.doc.entry_at(next, self.words.seasons).is_some_and(|e| e.has("weak"));
            let season = What::Season(first, last, Some(year), Which::Latest);
            return (led || !weak).then_some((season, end));
        }
        let (month, _, end) = self.calendar.month(next).filter(|_| led)?;
        let point = Point { year: Some(year), month: Some(month), ..Point::default() };
        Some((What::Point(point), end))
    }

    /// "of this year", "last year" after a date that has none.
    pub(super) fn year_after(&self, spec: &mut Spec, at: usize) -> Option<usize> {
        let open = match spec.what {
            What::Point(point) => point.year.is_none() && point.month.is_some(),
            What::Month(_, Which::Latest) | What::Season(_, _, None, Which::Latest) => true,
            What::Holiday(_, None) | What::NthWeekday(.., None) => true,
            _ => false,
        };
        if !open {
            return None;
        }
        let mut next = at + usize::from(self.calendar.is(at, ","));
        if let Some((Word::Preposition, _, end)) = self.word(next) {
            next = end;
        }
        let (Word::Which(which), _, end) = self.word(next)? else {
            return None;
        };
        let (Word::Unit(Unit::Year), _, end) = self.word(end)? else {
            return None;
        };
        let year = relative(which)?;
        match &mut spec.what {
            What::Point(point) => point.year = Some(year),
            What::Season(_, _, of, _) | What::Holiday(_, of) | What::NthWeekday(.., of) => {
                *of = Some(year);
            }
            _ => return None,
        }
        Some(end)
    }
}

/// The year that "this", "last" and "next" say.
const fn relative(which: Which) -> Option<Year> {
    match which {
        Which::This => Some(Year::Relative(0)),
        Which::Last => Some(Year::Relative(-1)),
        Which::Next => Some(Year::Relative(1)),
        _ => None,
    }
}
