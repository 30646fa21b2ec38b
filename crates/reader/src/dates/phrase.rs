//! Whole time expressions: prepositions, parts, periods and relative days around calendar dates.

use std::ops::Range;

use crate::dates::calendar::{Calendar, Led};
use crate::dates::expression::{Direction, Frame, Part, Point, Spec, Unit, What, Which, Year};
use crate::dates::words::{Word, Words};
use crate::doc::Doc;
use crate::lexicon::Entry;
use crate::numbers;
use crate::token::TokenKind;

/// A time expression and its tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub tokens: Range<usize>,
    pub frame: Frame,
    /// Whether a preposition begins it.
    pub led: bool,
}

/// Finds all time expressions, in order, without overlaps.
pub(super) fn find(doc: &Doc<'_>, words: &Words) -> Vec<Found> {
    let parser = Parser { doc, words, calendar: Calendar { doc, words } };
    let mut found = Vec::new();
    let mut at = 0;
    while at < doc.tokens.len() {
        if !parser.may_begin(at) {
            at += 1;
            continue;
        }
        match parser.expression(at) {
            Step::Found(frame, end, led) if end > at => {
                found.push(Found { tokens: at..end, frame, led });
                at = end;
            }
            Step::Skip(end) => at = end.max(at + 1),
            Step::Found(..) | Step::Nothing => at += 1,
        }
    }
    found
}

enum Step {
    Found(Frame, usize, bool),
    /// Words that look like a time but name none ("every year").
    Skip(usize),
    Nothing,
}

struct Parser<'a, 'd> {
    doc: &'a Doc<'d>,
    words: &'a Words,
    calendar: Calendar<'a, 'd>,
}

/// What stands before the core of an expression.
#[derive(Clone, Copy, Default)]
struct Lead {
    led: Led,
    part: Option<Part>,
    daypart: bool,
    preposition: bool,
    article: bool,
}

impl Parser<'_, '_> {
    fn may_begin(&self, at: usize) -> bool {
        self.doc.kind(at) == TokenKind::Number || !self.doc.terms_at(at).is_empty()
    }

    fn word(&self, at: usize) -> Option<(Word, &Entry, usize)> {
        self.words.word(self.doc, at)
    }

    fn expression(&self, at: usize) -> Step {
        let year_led = Lead {
            led: Led { by_word: true, by_month_word: false, by_year_word: true },
            ..Lead::default()
        };
        let framed = match self.word(at) {
            Some((Word::Every, _, end)) => {
                let end = match self.word(end) {
                    Some((Word::Unit(_), _, after)) => after,
                    _ if self.doc.term_at(end, self.words.seasons).is_some() => end + 1,
                    _ => end,
                };
                return Step::Skip(end);
            }
            Some((Word::Since, _, end)) => {
                self.spec(end, year_led).map(|(spec, end)| self.since(spec, end))
            }
            Some((Word::From, _, end)) => self.span_from(end, year_led, false),
            Some((Word::Between, _, end)) => self.span_from(end, year_led, true),
            Some((Word::Until, _, end)) => {
                self.spec(end, year_led).map(|(spec, end)| (Frame::Until(spec), end))
            }
            Some((Word::ToDate, _, end)) => Some(self.to_date(end)),
            Some((Word::Ending, _, end)) => {
                self.spec(end, year_led).map(|(spec, end)| (Frame::WeekEnding(spec), end))
            }
            _ => None,
        };
        if let Some((frame, end)) = framed {
            return Step::Found(frame, end, true);
        }
        self.plain(at)
    }

    /// "on Tuesday", "June 4", "7 May - 3 June", "in the same period of last year", "in 21 years".
    fn plain(&self, at: usize) -> Step {
        if let Some((frame, end)) = self.same_period(at) {
            return Step::Found(frame, end, true);
        }
        let Some((spec, end)) = self.spec(at, Lead::default()) else {
            return self.length(at);
        };
        let led =
            matches!(self.word(at), Some((Word::Preposition | Word::Daypart | Word::Part(_), ..)));
        if let Some((second, end)) = self.second(&spec, end, false) {
            return Step::Found(Frame::Between(spec, second), end, led);
        }
        Step::Found(Frame::At(spec), end, led)
    }

    /// After "from" or "between".
    fn span_from(&self, at: usize, lead: Lead, and: bool) -> Option<(Frame, usize)> {
        let (first, end) = self.spec(at, lead)?;
        // "between 1 and 15 March" has its two ends in one point.
        if let What::Point(Point { days: Some((a, b)), .. }) = first.what
            && a != b
        {
            return Some((Frame::Between(first, first), end));
        }
        if let Some((second, end)) = self.second(&first, end, and) {
            return Some((Frame::Between(first, second), end));
        }
        if and {
            return None;
        }
        if let Some((Word::ToDate, _, end)) = self.word(end) {
            return Some((Frame::FromUntilNow(first), end));
        }
        let dated = matches!(first.what, What::Point(_) | What::Month(..));
        Some(match first.what {
            _ if dated || first.part == Some(Part::Begin) => self.since(first, end),
            _ => (Frame::At(first), end),
        })
    }

    /// "since January", "since January to date".
    fn since(&self, spec: Spec, end: usize) -> (Frame, usize) {
        match self.word(end) {
            Some((Word::ToDate, _, after)) => (Frame::FromUntilNow(spec), after),
            _ => (Frame::Since(spec), end),
        }
    }

    /// The second end of a span: after a dash, "to", "until" or, where allowed, "and".
    fn second(&self, first: &Spec, at: usize, and: bool) -> Option<(Spec, usize)> {
        let dash = self.calendar.is(at, "-");
        let start = if dash {
            at + 1
        } else {
            match self.word(at)? {
                (Word::To | Word::Until, _, end) => end,
                (Word::And, _, end) if and => end,
                _ => return None,
            }
        };
        // "1992-93"
        if dash
            && let What::Point(Point { year: Some(Year::Given(year)), month: None, .. }) =
                first.what
            && let Some(second) = self.short_second_year(start, year)
        {
            return Some((Spec::of(What::Point(second)), start + 1));
        }
        let lead = Lead {
            led: Led { by_word: true, by_month_word: false, by_year_word: true },
            ..Lead::default()
        };
        let (second, end) = self.spec(start, lead)?;
        let pairs = !dash
            || matches!(
                (first.what, second.what),
                (What::Point(_), What::Point(_)) | (What::Weekday(..), What::Weekday(..))
            );
        pairs.then_some((second, end))
    }

    fn short_second_year(&self, at: usize, first: i16) -> Option<Point> {
        let token = self.doc.folded(at);
        let year: i16 = token.parse().ok().filter(|_| token.len() == 2)?;
        let year = first - first % 100 + year;
        (year > first).then_some(Point { year: Some(Year::Given(year)), ..Point::default() })
    }

    /// "to date", "so far this year", "so far in 2024".
    fn to_date(&self, at: usize) -> (Frame, usize) {
        match self.spec(at, Lead::default()) {
            Some((spec, end)) if !matches!(spec.what, What::Weekday(..)) => {
                (Frame::ToDate(Some(spec)), end)
            }
            _ => (Frame::ToDate(None), at),
        }
    }

    /// "(in) the same period of last year".
    fn same_period(&self, at: usize) -> Option<(Frame, usize)> {
        let start = match self.word(at) {
            Some((Word::Preposition, _, end)) => end,
            _ => at,
        };
        let Some((Word::SamePeriod, _, end)) = self.word(start) else {
            return None;
        };
        Some(match self.spec(end, Lead::default()) {
            Some((spec, end)) => (Frame::SamePeriod(Some(spec)), end),
            None => (Frame::SamePeriod(None), end),
        })
    }

    /// "in 21 years", "over two decades".
    fn length(&self, at: usize) -> Step {
        if let Some((Word::Preposition, entry, mut next)) = self.word(at)
            && entry.has("length")
        {
            next = self.over_modifier(next);
            if let Some((_, after)) = self.count(next)
                && let Some((Word::Unit(_), _, end)) = self.word(after)
            {
                return Step::Found(Frame::Length, end, true);
            }
        }
        Step::Nothing
    }

    /// A day, month, year or longer time, with what stands before and after it.
    fn spec(&self, start: usize, lead: Lead) -> Option<(Spec, usize)> {
        let (lead, at) = self.lead(start, lead);
        let (what, mut end) = self.core(at, &lead)?;
        let mut spec = Spec { part: lead.part, what, also: None };
        let dated_day =
            matches!(what, What::Published(_) | What::Shift(..) | What::Ago(..) | What::Anchor(_));
        if dated_day && let Some((point, after)) = self.apposition(end) {
            spec.also = Some(point);
            end = after;
        }
        if let Some(after) = self.year_after(&mut spec, end) {
            end = after;
        }
        let daypart = self.calendar.skip_daypart(end);
        if daypart > end
            && !lead.daypart
            && matches!(spec.what, What::Point(_) | What::Published(_) | What::Weekday(..))
        {
            end = daypart;
        }
        if let Some((Word::Whole, _, after)) = self.word(end)
            && matches!(self.doc.kind(end), TokenKind::Word)
            && matches!(spec.what, What::Point(_) | What::Unit(..))
            && after == end + 1
        {
            end = after;
        }
        Some((spec, end))
    }

    /// Prepositions, articles, parts of the day and of the whole before the core.
    fn lead(&self, start: usize, mut lead: Lead) -> (Lead, usize) {
        let mut at = start;
        for _ in 0..8 {
            let Some((word, entry, end)) = self.word(at) else {
                match self.ordinal_part(at) {
                    Some((part, end)) if lead.part.is_none() => {
                        lead.part = Some(part);
                        lead.led.by_word = true;
                        lead.led.by_year_word = true;
                        at = end;
                        continue;
                    }
                    _ => break,
                }
            };
            match word {
                Word::Preposition => {
                    lead.preposition = true;
                    lead.led.by_word = true;
                    lead.led.by_month_word = entry.has("month");
                    lead.led.by_year_word |= entry.has("year");
                    if !entry.has("year") {
                        lead.led.by_year_word = false;
                    }
                }
                Word::Article => lead.article = true,
                Word::Whole => lead.led.by_word = true,
                Word::Daypart if lead.preposition || self.leads_on(end) => {
                    lead.daypart = true;
                }
                Word::Part(part) if lead.part.is_none() => {
                    let whole = self.after_part(end);
                    // "early on Sunday" is a part of the day.
                    if self.calendar.weekday(whole).is_some()
                        || self.word(whole).is_some_and(|w| matches!(w.0, Word::Day(_)))
                    {
                        lead.daypart = true;
                    } else {
                        lead.part = Some(part);
                    }
                    lead.led.by_word = true;
                    lead.led.by_year_word = true;
                    at = end + usize::from(self.calendar.is(end, "-"));
                    continue;
                }
                Word::Which(Which::Last) if lead.part.is_none() => {
                    let Some((unit, after)) = self.unit_of(end) else {
                        break;
                    };
                    lead.part = Some(Part::LastOf(unit));
                    lead.led.by_word = true;
                    lead.led.by_year_word = true;
                    at = after;
                    continue;
                }
                Word::Earlier
                    if matches!(
                        self.word(self.after_part(end)),
                        Some((Word::Which(Which::This), ..) | (Word::Unit(_), ..))
                    ) && lead.part.is_none() =>
                {
                    lead.part = Some(Part::SoFar);
                    lead.led.by_word = true;
                }
                _ => break,
            }
            at = end;
        }
        (lead, at)
    }

    /// Over a preposition and an article.
    fn after_part(&self, mut at: usize) -> usize {
        at += usize::from(self.calendar.is(at, "-"));
        for _ in 0..2 {
            if let Some((Word::Preposition | Word::Article, _, end)) = self.word(at) {
                at = end;
            }
        }
        at
    }

    /// Whether a part of the day at this place goes on to a date: "morning of June 4".
    fn leads_on(&self, at: usize) -> bool {
        matches!(self.word(at), Some((Word::Preposition, ..)))
    }

    /// "week of", and the token after it.
    fn unit_of(&self, at: usize) -> Option<(Unit, usize)> {
        let (Word::Unit(unit), _, end) = self.word(at)? else {
            return None;
        };
        let (Word::Preposition, of, end) = self.word(end)? else {
            return None;
        };
        of.has("of").then_some((unit, end))
    }

    /// "third week of", "first five months of".
    fn ordinal_part(&self, at: usize) -> Option<(Part, usize)> {
        let (nth, end) = numbers::ordinal_at(self.doc, &self.words.cardinals, at)?;
        let nth = small(nth)?;
        if let Some((Word::Unit(unit), _, end)) = self.word(end) {
            let (Word::Preposition, _, end) = self.word(end)? else {
                return None;
            };
            return Some((Part::Nth(nth, unit), end));
        }
        let (count, end) = self.count(end)?;
        let (Word::Unit(unit), _, end) = self.word(end)? else {
            return None;
        };
        let (Word::Preposition, _, end) = self.word(end)? else {
            return None;
        };
        (nth == 1).then_some((Part::First(count?, unit), end))
    }

    fn core(&self, at: usize, lead: &Lead) -> Option<(What, usize)> {
        if let Some((word, _, end)) = self.word(at) {
            match word {
                Word::Day(days) => return Some((What::Published(days), end)),
                Word::Overnight => return Some((What::Overnight, end)),
                Word::Anchor(days) => return Some((What::Anchor(days), end)),
                Word::Which(which) => {
                    if let Some(found) = self.chosen(end, which) {
                        return Some(found);
                    }
                }
                Word::Unit(unit) => {
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
        let (point, end) = self.calendar.point(at, lead.led)?;
        let what = match point {
            Point { weekday: Some(day), year: None, month: None, days: None } => {
                What::Weekday(day, Which::Latest)
            }
            point => What::Point(point),
        };
        Some((what, end))
    }

    /// After "last", "this", "that", "the previous" and their like.
    fn chosen(&self, at: usize, which: Which) -> Option<(What, usize)> {
        if let Some((Word::Unit(unit), _, end)) = self.word(at) {
            return Some((What::Unit(unit, which), end));
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
    fn past(&self, at: usize) -> Option<(What, usize)> {
        if let Some((Word::Unit(unit), _, end)) = self.word(at) {
            return Some((What::Past(Some(1), unit), end));
        }
        let (count, end) = self.count(self.over_modifier(at))?;
        let (Word::Unit(unit), _, end) = self.word(end)? else {
            return None;
        };
        Some((What::Past(count, unit), end))
    }

    fn over_modifier(&self, at: usize) -> usize {
        self.doc.term_at(at, self.words.modifiers).map_or(at, |term| term.end)
    }

    /// A unit of time without a word that says which: "the end of the month", "year 2018", "over
    /// the weekend", "days later".
    fn unit(&self, end: usize, unit: Unit, lead: &Lead) -> Option<(What, usize)> {
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
    fn shift(&self, at: usize, lead: &Lead) -> Option<(What, usize)> {
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
            Word::Ago => (What::Ago(count, unit), end),
            Word::Later => (shift(Direction::Later), end),
            Word::Earlier => (shift(Direction::Earlier), end),
            // "a day after two deminers died": the death is the earlier of the two.
            Word::After if near => (shift(Direction::Earlier), end),
            Word::Before if near => (shift(Direction::Later), end),
            _ => return None,
        })
    }

    /// "a", "two", "several" before a unit; several is no certain number.
    fn count(&self, at: usize) -> Option<(Option<i32>, usize)> {
        match self.word(at) {
            Some((Word::One, _, end)) => return Some((Some(1), end)),
            Some((Word::Two, _, end)) => return Some((Some(2), end)),
            _ => {}
        }
        let (value, end) = numbers::count_at(self.doc, &self.words.cardinals, at)?;

        Some((value.and_then(small), end))
    }

    fn season(&self, at: usize, lead: &Lead) -> Option<(What, usize)> {
        let (first, last, end) = self.season_months(at)?;
        let weak = self.doc.entry_at(at, self.words.seasons).is_some_and(|e| e.has("weak"));
        let year_at = match self.word(end) {
            Some((Word::Preposition, _, after)) => after,
            _ => end,
        };
        if let Some(year) = self.calendar.year(year_at) {
            let season = What::Season(first, last, Some(Year::Given(year)), Which::Latest);
            return Some((season, year_at + 1));
        }
        let led = lead.preposition || lead.led.by_word;
        (led || !weak && lead.article)
            .then_some((What::Season(first, last, None, Which::Latest), end))
    }

    fn season_months(&self, at: usize) -> Option<(i8, i8, usize)> {
        let term = self.doc.term_at(at, self.words.seasons)?;
        let (first, last) = self.doc.entry(term).value.split_once('-')?;
        Some((first.parse().ok()?, last.parse().ok()?, term.end))
    }

    /// ", on August 12", "[5 September]", ", 12 of April".
    fn apposition(&self, at: usize) -> Option<(Point, usize)> {
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

    /// "of this year", "last year" after a date that has none.
    fn year_after(&self, spec: &mut Spec, at: usize) -> Option<usize> {
        let open = match spec.what {
            What::Point(point) => point.year.is_none() && point.month.is_some(),
            What::Month(_, Which::Latest) | What::Season(_, _, None, Which::Latest) => true,
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
        let year = match which {
            Which::This => Year::Relative(0),
            Which::Last => Year::Relative(-1),
            Which::Next => Year::Relative(1),
            _ => return None,
        };
        match &mut spec.what {
            What::Point(point) => point.year = Some(year),
            What::Season(_, _, of, _) => *of = Some(year),
            _ => return None,
        }
        Some(end)
    }
}

/// A count of units as a whole number; none when it is none or beyond reason.
fn small(value: f64) -> Option<i32> {
    let whole = value.fract() == 0.0 && (0.0..=10_000.0).contains(&value);
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie in 0..=10,000")]
    whole.then_some(value as i32)
}
