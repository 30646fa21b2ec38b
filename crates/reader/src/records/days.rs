//! Days as heads and cells write them: "Mon 18", "Tue", "04/29", a bare number under "day".

use std::ops::Range;

use cairn_model::DateSpan;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::dates::Dates;
use crate::doc::Doc;
use crate::lexicon::Class;
use crate::mentions::{DateKind, DateMention};
use crate::segment::SentenceKind;
use crate::token::TokenKind;

/// A list covers no longer time than this.
const LONGEST_PERIOD: i32 = 92;

/// Days back from publication among which a head's day is looked for.
const FARTHEST: i32 = 366;

/// Sentences at the beginning of a text that say what time it is about.
const HEAD: usize = 3;

pub(super) struct Days<'a, 'd> {
    doc: &'a Doc<'d>,
    mentions: Vec<DateMention>,
    published: Option<Date>,
    weekdays: Class,
    months: Class,
}

/// What a head says of its day.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    weekday: Option<Weekday>,
    day: Option<i8>,
    month: Option<i8>,
}

impl Said {
    fn fits(self, date: Date) -> bool {
        self.weekday.is_none_or(|weekday| weekday == date.weekday())
            && self.day.is_none_or(|day| day == date.day())
            && self.month.is_none_or(|month| month == date.month())
    }
}

/// A day in a head: its tokens, and what it is as far as known.
pub(super) type Day = (Range<usize>, Option<DateSpan>);

impl<'a, 'd> Days<'a, 'd> {
    pub(super) fn of(doc: &'a Doc<'d>, dates: &Dates) -> Self {
        Self {
            doc,
            mentions: dates.mentions.clone(),
            published: dates.published,
            weekdays: doc.class("weekdays"),
            months: doc.class("months"),
        }
    }

    /// The day that begins at a token, without a preposition.
    pub(super) fn day(&self, at: usize, end: usize) -> Option<Day> {
        let weekday = self.weekday(at);
        let next = at + usize::from(weekday.is_some());
        let next =
            next + usize::from(weekday.is_some() && matches!(self.doc.folded(next), "," | "."));
        // "Mon 18", "Tue": a day of the week with at most a bare number.
        let bare = weekday.is_some() && self.mention(at).is_none_or(|d| d.tokens.end <= next);
        if bare && self.mention(next).is_none() {
            let number = self.number(next).filter(|_| next < end);
            // "Mon 3 dead": what the number counts.
            let number = number.filter(|_| self.doc.kind(next + 1) != TokenKind::Word);
            let said = Said { weekday, day: number, month: None };
            let close = if number.is_some() { next + 1 } else { at + 1 };
            return Some((at..close, self.resolve(said, at).map(DateSpan::day)));
        }
        let start = if self.mention(at).is_some() { at } else { next };
        if let Some(date) = self.mention(start)
            && (weekday.is_some() || self.begins_day(at))
        {
            let day = matches!(date.kind, DateKind::Day | DateKind::Dateline);
            return day.then_some((at..date.tokens.end, Some(date.span)));
        }
        self.figures(at, end)
    }

    /// A bare number in a column for days.
    pub(super) fn in_column(&self, cell: &Range<usize>) -> Option<Day> {
        if let Some(day) = self.day(cell.start, cell.end) {
            return Some(day);
        }
        let day = self.number(cell.start).filter(|_| cell.len() == 1)?;
        let said = Said { day: Some(day), ..Said::default() };
        Some((cell.clone(), self.resolve(said, cell.start).map(DateSpan::day)))
    }

    /// The first day named in a field.
    pub(super) fn in_field(&self, tokens: &Range<usize>) -> Option<Day> {
        let named = self.mentions.iter().find(|date| {
            tokens.contains(&date.tokens.start)
                && matches!(date.kind, DateKind::Day | DateKind::Dateline)
        });
        named
            .map(|date| (date.tokens.clone(), Some(date.span)))
            .or_else(|| self.day(tokens.start, tokens.end))
    }

    /// The day of a list whose entries only tell the time: the last named before it.
    pub(super) fn of_list(&self, at: usize) -> Option<DateSpan> {
        self.mentions
            .iter()
            .rfind(|date| date.tokens.start < at && date.span.single_day().is_some())
            .map(|date| date.span)
    }

    fn mention(&self, at: usize) -> Option<&DateMention> {
        let found = self.mentions.binary_search_by_key(&at, |date| date.tokens.start).ok()?;
        self.mentions.get(found)
    }

    /// Whether digits, a month or a day of the week stand here, and no preposition.
    fn begins_day(&self, at: usize) -> bool {
        self.doc.kind(at) == TokenKind::Number
            || [self.weekdays, self.months].iter().any(|&c| self.doc.entry_at(at, c).is_some())
    }

    fn weekday(&self, at: usize) -> Option<Weekday> {
        let number = self.doc.entry_at(at, self.weekdays)?.value.parse().ok()?;
        Weekday::from_monday_one_offset(number)
            .ok()
            .filter(|_| self.doc.tokens[at].is_capitalised())
    }

    fn number(&self, at: usize) -> Option<i8> {
        let written = self.doc.folded(at);
        let short = self.doc.kind(at) == TokenKind::Number && written.len() <= 2;
        written.parse().ok().filter(|day| short && (1..=31).contains(day))
    }

    /// "04/29", "29/4": day and month, whichever way round they can be.
    fn figures(&self, at: usize, end: usize) -> Option<Day> {
        let written = self.doc.folded(at);
        let (first, second) = written.split_once(['/', '.']).filter(|_| at < end)?;
        let number = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() <= 2);
        let (first, second) = (number(first)?, number(second)?);
        let said = |day, month| Said { day: Some(day), month: Some(month), weekday: None };
        let ways = [said(first, second), said(second, first)];
        let possible = |said: &Said| said.month <= Some(12) && said.day <= Some(31);
        let ways = ways.into_iter().filter(possible);
        let date = ways.filter_map(|said| self.resolve(said, at)).max()?;
        Some((at..at + 1, Some(DateSpan::day(date))))
    }

    /// The day that fits: in the period that the list is of, else the latest before publication.
    fn resolve(&self, said: Said, at: usize) -> Option<Date> {
        let within = |span: &DateSpan| {
            let (from, to) = (span.from?, span.to?);
            let mut fitting = days_back(to, from).filter(|date| said.fits(*date));
            let only = fitting.next()?;
            // A day of the week that comes twice says too little.
            (fitting.next().is_none() || said.day.is_some()).then_some(only)
        };
        let begun = |date: &DateMention| self.published.is_none_or(|p| date.span.from <= Some(p));
        let period = |date: &&DateMention| {
            date.tokens.start < at
                && date.span.days().is_some_and(|days| (2..=LONGEST_PERIOD).contains(&days))
                && begun(date)
        };
        // What a heading says is what the list is of.
        let heads = |date: &DateMention| {
            let number = self.doc.sentence_of(date.tokens.start);
            number < HEAD || self.doc.sentences[number].kind == SentenceKind::Heading
        };
        let periods = || self.mentions.iter().filter(period).rev();
        let mut periods =
            periods().filter(|date| heads(date)).chain(periods().filter(|date| !heads(date)));
        periods.find_map(|date| within(&date.span)).or_else(|| {
            let last = self.published?;
            let first = last.checked_sub(FARTHEST.days()).ok()?;
            days_back(last, first).find(|date| said.fits(*date))
        })
    }
}

/// From the later day to the earlier.
fn days_back(last: Date, first: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(last), |date| date.yesterday().ok()).take_while(move |d| *d >= first)
}
