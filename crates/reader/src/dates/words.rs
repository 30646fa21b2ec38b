//! The lexicon classes that dates are read with, and the small words by their meaning.

use crate::dates::expression::{Part, Unit, Which};
use crate::doc::Doc;
use crate::lexicon::{Class, Entry, Term};
use crate::numbers::CardinalWords;

pub(super) struct Words {
    pub months: Class,
    pub weekdays: Class,
    pub seasons: Class,
    pub holidays: Class,
    pub dates: Class,
    pub functions: Class,
    pub reporting: Class,
    pub statements: Class,
    pub modifiers: Class,
    pub cardinals: CardinalWords,
    /// The small words with their terms, in order.
    small: Vec<(Word, Term)>,
    /// For each token the number of the small word that begins there, from 1; 0 where there is none.
    small_at: Vec<u32>,
}

/// A small word by its meaning; see `lexicon/en/date_words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Preposition,
    Article,
    Since,
    /// "since the beginning of the year" in one word.
    SinceStart(Unit),
    From,
    Between,
    And,
    Or,
    To,
    Until,
    Which(Which),
    Past,
    Recent,
    Unit(Unit),
    Day(i32),
    Overnight,
    Anchor(i32),
    Ago,
    Later,
    Earlier,
    After,
    Before,
    One,
    Two,
    Part(Part),
    Daypart,
    ToDate,
    SamePeriod,
    Ending,
    Whole,
    Clock,
    Every,
    /// "last year" in one word.
    Chosen(Which, Unit),
    /// What an ordinal ends in, behind a year in digits and a hyphen.
    YearEnding,
}

impl Words {
    pub(super) fn new(doc: &Doc<'_>) -> Self {
        let dates = doc.class("date_words");
        let mut small = Vec::new();
        let mut small_at = vec![0; doc.tokens.len()];
        let parse = |term: &Term| Word::parse(&doc.entry(term).value).map(|word| (word, *term));
        for (number, (word, term)) in (1..).zip(doc.terms_of(dates).filter_map(parse)) {
            small_at[term.start] = number;
            small.push((word, term));
        }
        Self {
            small,
            small_at,
            months: doc.class("months"),
            weekdays: doc.class("weekdays"),
            seasons: doc.class("seasons"),
            holidays: doc.class("holidays"),
            dates,
            functions: doc.class("function_words"),
            reporting: doc.class("reporting"),
            statements: doc.class("statement_nouns"),
            modifiers: doc.class("number_modifiers"),
            cardinals: CardinalWords::new(doc),
        }
    }

    /// The small word that begins at a token, its entry and the token after it.
    pub(super) fn word<'d>(&self, doc: &'d Doc<'_>, at: usize) -> Option<(Word, &'d Entry, usize)> {
        let number = (*self.small_at.get(at)? as usize).checked_sub(1)?;
        let (word, term) = self.small.get(number)?;
        Some((*word, doc.entry(term), term.end))
    }

    /// The classes that a time expression may begin with, beside digits.
    pub(super) fn beginnings(&self) -> [Class; 7] {
        let numerals = self.cardinals.class();
        let (days, rest) = (self.holidays, self.modifiers);
        [self.dates, self.months, self.weekdays, self.seasons, days, rest, numerals]
    }
}

impl Word {
    fn parse(value: &str) -> Option<Self> {
        let (head, tail) = value.split_once(':').unwrap_or((value, ""));
        Some(match head {
            "prep" => Self::Preposition,
            "article" => Self::Article,
            "since" if tail.is_empty() => Self::Since,
            "since" => Self::SinceStart(Unit::parse(tail)?),
            "from" => Self::From,
            "between" => Self::Between,
            "and" => Self::And,
            "or" => Self::Or,
            "to" => Self::To,
            "until" => Self::Until,
            "which" => Self::Which(Which::parse(tail)?),
            "past" => Self::Past,
            "recent" => Self::Recent,
            "unit" => Self::Unit(Unit::parse(tail)?),
            "day" => Self::Day(tail.parse().ok()?),
            "overnight" => Self::Overnight,
            "anchor" => Self::Anchor(tail.parse().ok()?),
            "ago" => Self::Ago,
            "later" => Self::Later,
            "earlier" => Self::Earlier,
            "after" => Self::After,
            "before" => Self::Before,
            "one" => Self::One,
            "two" => Self::Two,
            "part" => Self::Part(Part::parse(tail)?),
            "daypart" => Self::Daypart,
            "to_date" => Self::ToDate,
            "same_period" => Self::SamePeriod,
            "ending" => Self::Ending,
            "whole" => Self::Whole,
            "clock" => Self::Clock,
            "every" => Self::Every,
            "chosen" => {
                let (which, unit) = tail.split_once(':')?;
                Self::Chosen(Which::parse(which)?, Unit::parse(unit)?)
            }
            "year_ending" => Self::YearEnding,
            _ => return None,
        })
    }
}
