//! Calendar dates: "4 June 2021", "Aug. 12", "7-13 October", "17.12.2023", "July 2012", "1996".

use crate::dates::expression::{Point, Unit, Year};
use crate::dates::words::{Word, Words};
use crate::doc::Doc;
use crate::endings::Ending;
use crate::token::TokenKind;

/// What stands before a date, as far as it bears on how the date is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Led {
    /// Some word that begins dates stands before it.
    pub by_word: bool,
    /// That word goes with months and years, not with days ("in").
    pub by_month_word: bool,
    /// A bare number of four digits is a year here.
    pub by_year_word: bool,
    /// A weekday stands before it: "Monday 20.11".
    pub by_weekday: bool,
}

pub(super) struct Calendar<'a, 'd> {
    pub doc: &'a Doc<'d>,
    pub words: &'a Words,
}

impl Calendar<'_, '_> {
    /// The date that begins at a token, weekday included, and the token after it.
    pub(super) fn point(&self, at: usize, led: Led) -> Option<(Point, usize)> {
        let Some((weekday, weak, mut end)) = self.weekday(at) else {
            let (mut point, mut end) = self.date(at, led)?;
            // "10 noyabr 2020-ci il"
            if point.year.is_some() {
                end = self.after_year_word(end).unwrap_or(end);
            }
            // "22 Temmuz Pazartesi"
            if point.days.is_some()
                && let Some((weekday, _, after)) = self.weekday(end)
            {
                point.weekday = Some(weekday);
                end = after;
            }
            // "24 June (Monday)", "on 4 June, Friday,"
            let bracket = self.is(end, "(") || self.is(end, "[");
            if point.days.is_some()
                && bracket
                && let Some((weekday, _, after)) = self.weekday(end + 1)
                && (self.is(after, ")") || self.is(after, "]"))
            {
                point.weekday = Some(weekday);
                end = after + 1;
            }
            return Some((point, end));
        };
        if let Some(found) = self.row_day(at) {
            return Some(found);
        }
        let alone = Point { weekday: Some(weekday), ..Point::default() };
        if self.doc.tokens.get(end).is_some_and(|t| t.is_mark("'s")) {
            return (!weak).then_some((alone, end + 1));
        }
        if self.is(end, ".") && weak {
            end += 1;
        }
        let alone_end = end;
        let mut next = self.skip_daypart(end);
        let after_daypart = next;
        let comma = self.is(next, ",");
        next += usize::from(comma);
        let bracket = self.is(next, "[") || self.is(next, "(");
        next += usize::from(bracket);
        let led_by_date = Led { by_word: true, by_weekday: true, ..Led::default() };
        let article = matches!(self.word(next), Some((Word::Article | Word::Preposition, _)));
        let dated = match self.word(next) {
            Some((Word::Article | Word::Preposition, after)) => after,
            _ => next,
        };
        if let Some((point, after)) = self.date(dated, led_by_date)
            && point.days.is_some()
        {
            let closes = bracket && (self.is(after, "]") || self.is(after, ")"));
            let point = Point { weekday: Some(weekday), ..point };
            return Some((point, after + usize::from(closes)));
        }
        // "Saturday the 16th", but not "Sunday, the third such case".
        if article
            && !(comma && self.doc.tokens.get(dated).is_some_and(|t| t.kind != TokenKind::Number))
            && let Some((day, after)) = self.day(dated)
            && self.doc.folded(dated).ends_with(char::is_alphabetic)
            // "on Monday, the 8th Infantry Division reported"
            && self.doc.kind(after) != TokenKind::Capitalised
        {
            let point = Point { days: Some((day, day)), ..alone };
            return Some((point, after));
        }
        let end = if after_daypart > alone_end { after_daypart } else { alone_end };
        (!weak).then_some((alone, end))
    }

    /// A date without weekday.
    fn date(&self, at: usize, led: Led) -> Option<(Point, usize)> {
        if let Some(found) = self.numeric(at, led) {
            return Some(found);
        }
        if let Some(found) = self.year_first(at) {
            return Some(found);
        }
        if let Some(found) = self.day_first(at) {
            return Some(found);
        }
        if let Some(found) = self.month_first(at, led) {
            return Some(found);
        }
        let year = self.year(at)?;
        let next_counts = self.doc.kind(at + 1) == TokenKind::Word
            && self.doc.entry_at(at + 1, self.words.functions).is_none()
            && self.doc.entry_at(at + 1, self.words.dates).is_none();
        let capital =
            |t: Option<usize>| t.is_some_and(|t| self.doc.kind(t) == TokenKind::Capitalised);
        // "A B (1991)": when somebody was born.
        let born = capital(at.checked_sub(2)) && capital(at.checked_sub(3));
        let heads =
            self.is(at + 1, ":") || at > 0 && self.is(at - 1, "(") && self.is(at + 1, ")") && !born;
        (led.by_year_word || heads && !next_counts)
            .then_some((Point { year: Some(Year::Given(year)), ..Point::default() }, at + 1))
    }

    /// "2022-ci il noyabrın 14-də", "2020-ci ilin noyabrı", "2023 yılında": a year with a word for it,
    /// and what of the year is meant.
    fn year_first(&self, at: usize) -> Option<(Point, usize)> {
        let year = self.year(at)?;
        let end = self.after_year_word(at + 1)?;
        let led = Led { by_word: true, ..Led::default() };
        let within = self.month(end).and_then(|_| self.month_first(end, led));
        let (mut point, end) = within.unwrap_or((Point::default(), end));
        point.year = Some(Year::Given(year));
        Some((point, end))
    }

    /// Behind a word that languages put after the digits of a year.
    pub(super) fn after_year_word(&self, at: usize) -> Option<usize> {
        let at = self.past_ordinal_dot(at);
        // "2016-го": the ending of an ordinal behind its hyphen.
        let glued = |at: usize| self.doc.tokens.get(at).is_some_and(|token| !token.spaced);
        let hyphen = self.is(at, "-") && glued(at) && glued(at + 1);
        let (word, entry, end) = self.words.word(self.doc, at + usize::from(hyphen))?;
        match word {
            Word::YearEnding if hyphen => Some(self.after_year_word(end).unwrap_or(end)),
            Word::Unit(Unit::Year) if entry.has("names") && !hyphen => Some(end),
            // "2022-ci | ilin əvvəlindən": read as what leads the year.
            Word::SinceStart(Unit::Year) if !hyphen => Some(at),
            _ => None,
        }
    }

    /// "4 June 2021", "12 of April", "7-13 October 2024", "26 to 27 December".
    fn day_first(&self, at: usize) -> Option<(Point, usize)> {
        let (first, mut end) = self.day(at)?;
        let mut last = first;
        if let Some(link) = self.range_link(end, true)
            // "le 3 et le 5 mai"
            && let Some((day, after)) = self.day(self.skip_article(link))
            && day > first
        {
            (last, end) = (day, after);
        }
        if let Some((Word::Preposition, entry, after)) = self.words.word(self.doc, end)
            && entry.has("of")
        {
            end = after;
        }
        // "14-May-2024"
        let dashed = self.is(end, "-") && self.month(end + 1).is_some();
        let (month, short, mut end) = self.month(end + usize::from(dashed))?;
        let mut year = None;
        let comma = usize::from(self.is(end, ",") || dashed && self.is(end, "-"));
        if let Some(found) = self.year(end + comma) {
            year = Some(found);
            end += comma + 1;
        } else if let Some(found) = self.short_year(end).filter(|_| short) {
            year = Some(found);
            end += 1;
        }
        Some((point(year, month, Some((first, last))), end))
    }

    /// "June 4, 2021", "Aug. 12", "June 3-5", "July 2012", "July".
    fn month_first(&self, at: usize, led: Led) -> Option<(Point, usize)> {
        let term = self.doc.term_at(at, self.words.months)?;
        let entry = self.doc.entry(term);
        let weak = entry.has("weak");
        // "in Mar Elias"
        let of_name = entry.has("short")
            && self.doc.tokens.get(term.end).is_some_and(|next| next.is_capitalised());
        let (month, _, end) = self.month(at)?;
        let day_at = match self.word(end) {
            Some((Word::Article, after)) => after,
            _ => end,
        };
        if let Some((first, after)) = self.day(day_at)
            && !(led.by_month_word && self.doc.kind(after) == TokenKind::Word)
            && self.month(after).is_none()
        {
            let (mut last, mut end) = (first, after);
            if let Some(link) = self.range_link(end, false)
                && let Some((day, after)) = self.day(link)
                && day > first
                && self.month(after).is_none()
            {
                (last, end) = (day, after);
            }
            let comma = usize::from(self.is(end, ","));
            let year = self.year(end + comma);
            end += year.map_or(0, |_| comma + 1);
            return Some((point(year, month, Some((first, last))), end));
        }
        let mut year_at = end + usize::from(self.is(end, ","));
        if let Some((Word::Preposition, after)) = self.word(end) {
            year_at = after;
        }
        if let Some(year) = self.year(year_at) {
            return Some((point(Some(year), month, None), year_at + 1));
        }
        (led.by_word && !of_name || !weak).then_some((point(None, month, None), end))
    }

    /// A month, whether its name is a short form, and the token after it and its full stop.
    pub(super) fn month(&self, at: usize) -> Option<(i8, bool, usize)> {
        let term = self.doc.term_at(at, self.words.months)?;
        let entry = self.doc.entry(term);
        if entry.has("weak") && !self.doc.tokens[at].is_capitalised() {
            return None;
        }
        let short = entry.has("short");
        let dot = short
            && self.is(term.end, ".")
            && !self.doc.tokens[term.end].spaced
            && self.doc.kind(term.end + 1) == TokenKind::Number;
        let month = entry.value.parse().ok()?;
        Some((month, short, term.end + usize::from(dot)))
    }

    /// A weekday, whether its name is also another word, and the token after it.
    pub(super) fn weekday(&self, at: usize) -> Option<(i8, bool, usize)> {
        let term = self.doc.term_at(at, self.words.weekdays)?;
        let entry = self.doc.entry(term);
        let weak = entry.has("weak");
        if weak && !self.doc.tokens[at].is_capitalised() {
            return None;
        }
        Some((entry.value.parse().ok()?, weak, term.end))
    }

    /// A day of the month in digits, with or without an ordinal's ending, or an ordinal word.
    pub(super) fn day(&self, at: usize) -> Option<(i8, usize)> {
        let token = self.doc.folded(at);
        if self.doc.kind(at) == TokenKind::Number {
            let digits = token.trim_end_matches(char::is_alphabetic);
            let bare = digits.len() == token.len();
            if digits.len() > 2 || !bare && token.len() > digits.len() + 4 {
                return None;
            }
            let ordinal =
                bare || crate::numbers::ordinal_at(self.doc, &self.words.cardinals, at).is_some();
            let day: i8 = digits.parse().ok()?;
            let end = self.past_ordinal_dot(at + 1);
            return (ordinal && (1..=31).contains(&day)).then_some((day, end));
        }
        let (value, end) = crate::numbers::ordinal_at(self.doc, &self.words.cardinals, at)?;
        #[expect(clippy::cast_possible_truncation, reason = "checked to lie in 1..=31")]
        (1.0..=31.0).contains(&value).then_some((value as i8, end))
    }

    /// "9. travnja", "2023. godine": past the full stop that makes a number an ordinal.
    fn past_ordinal_dot(&self, at: usize) -> usize {
        let dot = self.doc.grammar().ordinal_dot
            && self.is(at, ".")
            && self.doc.tokens.get(at).is_some_and(|dot| !dot.spaced);
        at + usize::from(dot)
    }

    /// A year in four digits.
    pub(super) fn year(&self, at: usize) -> Option<i16> {
        let token = self.doc.folded(at);
        let four = token.len() == 4 && token.bytes().all(|b| b.is_ascii_digit());
        if !four {
            return None;
        }
        token.parse().ok().filter(|year| (1900..2100).contains(year))
    }

    /// A year in two digits after day and short month: "3 Dec 03", where nothing follows that it
    /// could count.
    fn short_year(&self, at: usize) -> Option<i16> {
        let token = self.doc.folded(at);
        let two = token.len() == 2 && token.bytes().all(|b| b.is_ascii_digit());
        if !two || self.doc.kind(at + 1) == TokenKind::Word {
            return None;
        }
        let year: i16 = token.parse().ok()?;
        Some(if year >= 70 { 1900 + year } else { 2000 + year })
    }

    /// The token after "-", "to", or (where `and` is allowed) "and" between two days.
    fn range_link(&self, at: usize, and: bool) -> Option<usize> {
        // "3-dən 9-dək"
        if at > 0
            && self.doc.ending(at - 1) == Ending::From
            && self.doc.kind(at) == TokenKind::Number
        {
            return Some(at);
        }
        if self.is(at, "-") {
            return Some(at + 1);
        }
        match self.word(at)? {
            (Word::To | Word::Until, end) => Some(end),
            (Word::And, end) if and => Some(end),
            _ => None,
        }
    }

    pub(super) fn skip_daypart(&self, at: usize) -> usize {
        match self.word(at) {
            Some((Word::Daypart, end)) => end,
            _ => at,
        }
    }

    fn skip_article(&self, at: usize) -> usize {
        match self.word(at) {
            Some((Word::Article, end)) => end,
            _ => at,
        }
    }

    fn word(&self, at: usize) -> Option<(Word, usize)> {
        self.words.word(self.doc, at).map(|(word, _, end)| (word, end))
    }

    pub(super) fn is(&self, at: usize, mark: &str) -> bool {
        self.doc.tokens.get(at).is_some_and(|token| token.is_mark(mark))
    }
}

pub(super) fn point(year: Option<i16>, month: i8, days: Option<(i8, i8)>) -> Point {
    Point { weekday: None, year: year.map(Year::Given), month: Some(month), days }
}
