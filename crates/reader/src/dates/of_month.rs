//! Days named by their number or weekday within a month or week told elsewhere: "on the 14th", "the 14th
//! of last month", "Tuesday of last week".

use crate::dates::expression::{Point, Unit, What, Which};
use crate::dates::phrase::Parser;
use crate::dates::spec::Lead;
use crate::dates::words::Word;
use crate::token::TokenKind;

impl Parser<'_, '_> {
    /// "14th of last month".
    pub(super) fn day_of_month(&self, at: usize) -> Option<(What, usize)> {
        let (day, end) = self.calendar.day(at)?;
        let (Word::Preposition, _, end) = self.word(end)? else { return None };
        let (Word::Which(which), _, end) = self.word(end)? else { return None };
        let (Word::Unit(Unit::Month), _, end) = self.word(end)? else { return None };
        Some((What::DayOf(day, which), end))
    }

    /// "on the 14th", "on the 28th ultimo": a day of the month told last.
    pub(super) fn bare_day(&self, at: usize, lead: &Lead) -> Option<(What, usize)> {
        let ordinal = self.doc.kind(at) == TokenKind::Number
            && self.doc.folded(at).ends_with(char::is_alphabetic);
        let noun = || at.checked_sub(3).is_some_and(|before| self.is_explosion(before));
        let of_this = lead.led.by_month_word && !(lead.daypart || noun());
        let led = lead.preposition && lead.article && !of_this;
        let (day, end) = self.calendar.day(at)?;
        // "on 28 ult."
        if let Some((Word::Chosen(which, Unit::Month), _, end)) = self.word(end)
            && lead.preposition
        {
            return Some((What::DayOf(day, which), end));
        }
        if !(ordinal && led) {
            return None;
        }
        // "on the 14th floor", "on the 2nd of five"
        let counts = self.doc.kind(end) == TokenKind::Word
            && self.doc.entry_at(end, self.words.functions).is_none_or(|entry| {
                !matches!(
                    &*entry.value,
                    "determiner" | "conjunction" | "preposition" | "quantity" | "other"
                )
            })
            || self.word(end).is_some_and(|(_, entry, _)| entry.has("of"));
        let point = Point { days: Some((day, day)), ..Point::default() };
        (!counts).then_some((What::Point(point), end))
    }

    /// "the accident | of the 3rd"
    fn is_explosion(&self, at: usize) -> bool {
        self.doc
            .entry_at(at, self.doc.class("explosions"))
            .is_some_and(|entry| &*entry.value == "noun")
    }

    /// "two days before | it was to be cleared": a clause on what had not happened yet, and no day.
    pub(super) fn leads_clause(&self, at: usize) -> bool {
        let pronoun = |class: &str| self.doc.entry_at(at, self.doc.class(class));
        pronoun("things").is_some_and(|entry| &*entry.value != "all")
            || pronoun("people").is_some_and(|entry| entry.has("pronoun"))
    }

    /// "Tuesday of last week", "Friday last week", "Friday of the week before last".
    pub(super) fn weekday_of_week(&self, at: usize) -> Option<(What, usize)> {
        let (weekday, _, end) = self.calendar.weekday(at)?;
        let next = self.after_part(self.calendar.skip_daypart(end));
        let (weeks, end) = match self.word(next)? {
            (Word::Which(which), _, unit) => {
                let (Word::Unit(Unit::Week), _, end) = self.word(unit)? else { return None };
                match which {
                    Which::Last => (-1, end),
                    Which::This => (0, end),
                    _ => return None,
                }
            }
            (Word::Unit(Unit::Week), _, before) => {
                let (Word::Before, _, last) = self.word(before)? else { return None };
                let (Word::Which(Which::Last), _, end) = self.word(last)? else { return None };
                (-2, end)
            }
            _ => return None,
        };
        Some((What::WeekdayIn(weekday, weeks), end))
    }

    /// "that", "this" behind "before" or "after", where nothing follows that it belongs to.
    pub(super) fn pointed_at(&self, at: usize) -> Option<usize> {
        let (Word::Which(Which::That | Which::This), _, end) = self.word(at)? else { return None };
        let alone = self.doc.kind(end) != TokenKind::Word
            || self.doc.entry_at(end, self.words.functions).is_some();
        (alone && end == at + 1).then_some(end)
    }

    /// "Four days before, a mine …": nothing follows that "before" or "after" belongs to.
    pub(super) fn stands_last(&self, at: usize) -> Option<usize> {
        let closes =
            at >= self.doc.tokens.len() || matches!(self.doc.folded(at), "," | "." | ";" | ")");
        let joins = || self.doc.entry_at(at, self.doc.class("conjunctions")).is_some();
        (closes || joins()).then_some(at)
    }
}
