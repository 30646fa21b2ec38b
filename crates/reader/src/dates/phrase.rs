//! Whole time expressions: prepositions, parts, periods and relative days around calendar dates.

use std::ops::Range;

use crate::dates::calendar::{Calendar, Led};
use crate::dates::expression::{Frame, Part, Point, Spec, Unit, What, Which, Year};
use crate::dates::spec::Lead;
use crate::dates::words::{Word, Words};
use crate::doc::Doc;
use crate::endings::Ending;
use crate::lexicon::Entry;
use crate::terms::Classes;
use crate::token::TokenKind;

/// Words of a clause between "since" and the time of what it tells.
const LONGEST_EVENT: usize = 8;

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
    let beginnings = Classes::of(&words.beginnings());
    let parser = Parser { doc, words, calendar: Calendar { doc, words }, beginnings };
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

pub(super) struct Parser<'a, 'd> {
    pub(super) doc: &'a Doc<'d>,
    pub(super) words: &'a Words,
    pub(super) calendar: Calendar<'a, 'd>,
    beginnings: Classes,
}

impl Parser<'_, '_> {
    /// Whether a time expression, or the core of one, may begin at a token; most are none.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        self.doc.kind(at) == TokenKind::Number || self.doc.has_any(at, self.beginnings)
    }

    pub(super) fn word(&self, at: usize) -> Option<(Word, &Entry, usize)> {
        self.words.word(self.doc, at)
    }

    fn expression(&self, at: usize) -> Step {
        let year_led = Lead {
            led: Led { by_word: true, by_year_word: true, ..Led::default() },
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
                let since = self.spec(end, year_led).map(|(spec, end)| {
                    match self.second(&spec, end, false) {
                        Some((last, end)) => (Frame::Between(spec, last), end),
                        None => self.since(spec, end),
                    }
                });
                since.or_else(|| self.since_event(end))
            }
            Some((Word::SinceStart(unit), _, end)) => {
                let start =
                    Spec { part: Some(Part::Begin), ..Spec::of(What::Unit(unit, Which::This)) };
                Some(self.since(start, end))
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
        if let Some((frame, end)) = self.between_years(at) {
            return Step::Found(frame, end, true);
        }
        let Some((spec, end)) = self.spec(at, Lead::default()) else {
            return self.length(at);
        };
        // "1 Ocak ile 30 Haziran tarihleri arasında"
        if let Some((second, end)) = self.second(&spec, end, true)
            && let Some((Word::Between, entry, after)) = self.word(end)
            && entry.has("after")
        {
            return Step::Found(Frame::Between(spec, second), after, true);
        }
        if let Some((frame, end)) = self.postposed(spec, end) {
            return Step::Found(frame, end, true);
        }
        // "dekabrın 3-də": what a preposition says elsewhere.
        let led = self.doc.ending(end - 1) == Ending::Where
            || matches!(
                self.word(at),
                Some((Word::Preposition | Word::Daypart | Word::Part(_), ..))
            );
        if let Some((second, end)) = self.second(&spec, end, false) {
            return Step::Found(Frame::Between(spec, second), end, led);
        }
        if let Some((second, end)) = self.alternative(&spec, end) {
            return Step::Found(Frame::Either(spec, second), end, led);
        }
        Step::Found(Frame::At(spec), end, led)
    }

    /// Words behind a time that other languages put before it: "… tarixindən indiyədək", "… bəri".
    fn postposed(&self, spec: Spec, end: usize) -> Option<(Frame, usize)> {
        let dated = matches!(spec.what, What::Point(_) | What::Month(..) | What::Unit(..));
        let (word, entry, after) = self.word(end).filter(|_| dated)?;
        match word {
            Word::ToDate
                if self.doc.ending(end.wrapping_sub(1)) == Ending::From
                    || self.word(end.wrapping_sub(1)).is_some_and(|w| w.1.has("from")) =>
            {
                Some((Frame::FromUntilNow(spec), after))
            }
            Word::Since if entry.has("after") => Some(self.since(spec, after)),
            // "2022-ci | ilin əvvəlindən"
            Word::SinceStart(Unit::Year) => Some(self.since(spec, after)),
            Word::Until if entry.has("after") => Some((Frame::Until(spec), after)),
            _ => None,
        }
    }

    /// "2010-2024 yılları", "2010 ile 2024 yılları": two years with one word for both.
    fn between_years(&self, at: usize) -> Option<(Frame, usize)> {
        let first = self.calendar.year(at)?;
        let next = at + 1;
        let start = if self.calendar.is(next, "-") {
            next + 1
        } else {
            match self.word(next)? {
                (Word::And | Word::To, _, end) => end,
                _ => return None,
            }
        };
        let second = self.calendar.year(start).filter(|second| *second > first)?;
        let end = self.calendar.after_year_word(start + 1)?;
        let of = |year| {
            Spec::of(What::Point(Point { year: Some(Year::Given(year)), ..Point::default() }))
        };
        Some((Frame::Between(of(first), of(second)), end))
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
        if let Some(behind) = self.over_apposition(end)
            && let Some((second, end)) = self.second(&first, behind, and)
        {
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

    /// "between 4 April, | the first day of the siege, | and the end of June": what is said of the first end.
    fn over_apposition(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 14;
        let doc = self.doc;
        if doc.folded(at) != "," {
            return None;
        }
        let words =
            (at + 1..at + LONGEST).take_while(|&at| !matches!(doc.folded(at), "." | ";" | ""));
        let mut commas = words.filter(|&at| doc.folded(at) == ",").map(|comma| comma + 1);
        commas.find(|&behind| {
            matches!(self.word(behind), Some((Word::And | Word::To | Word::Until, ..)))
        })
    }

    /// "since January", "since January to date".
    fn since(&self, spec: Spec, end: usize) -> (Frame, usize) {
        match self.word(end) {
            Some((Word::ToDate, _, after)) => (Frame::FromUntilNow(spec), after),
            // "in a coma since Saturday, when he stepped on it": the day of what "when" tells.
            _ if self.tells_when(&spec, end) => (Frame::At(spec), end),
            _ => (Frame::Since(spec), end),
        }
    }

    fn tells_when(&self, spec: &Spec, end: usize) -> bool {
        let doc = self.doc;
        let day = match spec.what {
            What::Weekday(..) => true,
            What::Point(point) => point.days.is_some(),
            _ => false,
        };
        day && doc.folded(end) == ","
            && doc
                .entry_at(end + 1, doc.class("conjunctions"))
                .is_some_and(|entry| entry.has("time"))
    }

    /// "since | the programme opened in 2006": what happened then stands before the time.
    fn since_event(&self, at: usize) -> Option<(Frame, usize)> {
        let words = (at..at + LONGEST_EVENT)
            .take_while(|&at| self.doc.tokens.get(at).is_some_and(|token| token.is_word()));
        for preposition in words.skip(2) {
            if let Some((Word::Preposition, _, next)) = self.word(preposition)
                && let Some((spec, end)) = self.spec(
                    next,
                    Lead {
                        led: Led { by_word: true, by_year_word: true, ..Led::default() },
                        ..Lead::default()
                    },
                )
            {
                let dated = matches!(spec.what, What::Point(_) | What::Month(..));
                return dated.then(|| self.since(spec, end));
            }
        }
        None
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
            led: Led { by_word: true, by_year_word: true, ..Led::default() },
            ..Lead::default()
        };
        // "between April 15 and 21"
        if and
            && let What::Point(point) = first.what
            && let Some((_, last)) = point.days
            && let Some((day, end)) = self.calendar.day(start).filter(|(day, _)| *day > last)
            && self.doc.kind(start) == TokenKind::Number
            && self.calendar.month(end).is_none()
        {
            let point = Point { days: Some((day, day)), weekday: None, ..point };
            return Some((Spec::of(What::Point(point)), end));
        }
        let (second, end) = self.spec(start, lead)?;
        let pairs = !dash
            || matches!(
                (first.what, second.what),
                (What::Point(_), What::Point(_)) | (What::Weekday(..), What::Weekday(..))
            );
        pairs.then_some((second, end))
    }

    /// "Monday | or Tuesday", "2019 or 2020": another time of the same kind.
    fn alternative(&self, first: &Spec, at: usize) -> Option<(Spec, usize)> {
        let (Word::Or, _, start) = self.word(at)? else { return None };
        let lead = Lead {
            led: Led { by_word: true, by_year_word: true, ..Led::default() },
            ..Lead::default()
        };
        let (second, end) = self.spec(start, lead)?;
        let alike = match (first.what, second.what) {
            (What::Weekday(..), What::Weekday(..)) => true,
            (What::Point(a), What::Point(b)) => {
                a.days.is_some() == b.days.is_some() && a.month.is_some() == b.month.is_some()
            }
            _ => false,
        };
        alike.then_some((second, end))
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
            _ => match self.word(self.after_part(at)) {
                // "en lo que va de año"
                Some((Word::Unit(unit), _, end)) => {
                    (Frame::ToDate(Some(Spec::of(What::Unit(unit, Which::This)))), end)
                }
                _ => (Frame::ToDate(None), at),
            },
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
    fn over_article(&self, at: usize) -> usize {
        let article = self.doc.entry_at(at, self.doc.class("determiners"));
        at + usize::from(article.is_some_and(|entry| &*entry.value == "definite"))
    }

    fn length(&self, at: usize) -> Step {
        // "altı ayda"
        if self.doc.grammar().verb_final
            && let Some((_, after)) = self.count(at)
            && let Some((Word::Unit(_), entry, end)) = self.word(after)
            && (self.doc.ending(end - 1) == Ending::Where || entry.has("length"))
        {
            return Step::Found(Frame::Length(false), end, true);
        }
        // "without power for thirteen months": how long something lasted is no time of its own.
        if let Some((Word::Preposition, entry, next)) = self.word(at)
            && entry.has("lasting")
            && let Some((_, after)) = self.count(self.over_modifier(next))
            && let Some((Word::Unit(_), _, end)) = self.word(after)
        {
            return Step::Skip(end);
        }
        if let Some((Word::Preposition, entry, mut next)) = self.word(at)
            && entry.has("length")
        {
            // "in the 22 years of the programme"
            next = self.over_modifier(self.over_article(next));
            if let Some((_, after)) = self.count(next)
                && let Some((Word::Unit(unit), _, end)) = self.word(after)
            {
                let short = matches!(unit, Unit::Hour | Unit::Day | Unit::Week | Unit::Weekend);
                return Step::Found(Frame::Length(short), end, true);
            }
        }
        Step::Nothing
    }
}
