//! A day, month, year or longer time with what leads to it: "early in the", "the third week of".

use crate::dates::calendar::Led;
use crate::dates::expression::{Part, Spec, Unit, What, Which};
use crate::dates::phrase::Parser;
use crate::dates::words::Word;
use crate::numbers;
use crate::token::TokenKind;

/// What stands before the core of an expression.
#[derive(Clone, Copy, Default)]
pub(super) struct Lead {
    pub(super) led: Led,
    pub(super) part: Option<Part>,
    pub(super) daypart: bool,
    pub(super) preposition: bool,
    pub(super) article: bool,
}

impl Parser<'_, '_> {
    /// A day, month, year or longer time, with what stands before and after it.
    pub(super) fn spec(&self, start: usize, lead: Lead) -> Option<(Spec, usize)> {
        let (lead, at) = self.lead(start, lead);
        let (what, end) = self.core(at, &lead)?;
        let (what, mut end) = self.in_year(&what, end).unwrap_or((what, end));
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
    pub(super) fn lead(&self, start: usize, mut lead: Lead) -> (Lead, usize) {
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
                    let night = matches!(part, Part::NightTo | Part::Eve);
                    if night {
                        lead.part = Some(part);
                    } else if self.calendar.weekday(whole).is_some()
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
    pub(super) fn after_part(&self, mut at: usize) -> usize {
        at += usize::from(self.calendar.is(at, "-"));
        for _ in 0..2 {
            if let Some((Word::Preposition | Word::Article, _, end)) = self.word(at) {
                at = end;
            }
        }
        at
    }

    /// Whether a part of the day at this place goes on to a date: "morning of June 4".
    pub(super) fn leads_on(&self, at: usize) -> bool {
        matches!(self.word(at), Some((Word::Preposition, ..)))
    }

    /// "week of", and the token after it.
    pub(super) fn unit_of(&self, at: usize) -> Option<(Unit, usize)> {
        let (Word::Unit(unit), _, end) = self.word(at)? else {
            return None;
        };
        let (Word::Preposition, of, end) = self.word(end)? else {
            return None;
        };
        of.has("of").then_some((unit, end))
    }

    /// "third week of", "first five months of".
    pub(super) fn ordinal_part(&self, at: usize) -> Option<(Part, usize)> {
        let Some((nth, end)) = numbers::ordinal_at(self.doc, &self.words.cardinals, at) else {
            return self.months_of_year(at);
        };
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
}

impl Parser<'_, '_> {
    /// "in nine months 2023": so many from the beginning of the year that follows.
    fn months_of_year(&self, at: usize) -> Option<(Part, usize)> {
        let (count, end) = self.count(at)?;
        let (Word::Unit(Unit::Month), _, end) = self.word(end)? else {
            return None;
        };
        self.calendar.year(end)?;
        Some((Part::First(count.filter(|count| (1..=12).contains(count))?, Unit::Month), end))
    }
}

/// A count of units as a whole number; none when it is none or beyond reason.
pub(super) fn small(value: f64) -> Option<i32> {
    let whole = value.fract() == 0.0 && (0.0..=10_000.0).contains(&value);
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie in 0..=10,000")]
    whole.then_some(value as i32)
}
