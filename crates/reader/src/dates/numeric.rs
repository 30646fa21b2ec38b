//! Calendar dates in digits: "17/02/2021", "2020-11-10", "on 30/4".

use crate::dates::calendar::{Calendar, Led, point};
use crate::dates::expression::Point;
use crate::token::TokenKind;

impl Calendar<'_, '_> {
    /// "17/02/2021", "01.07.2025", "2020-11-10", "10-11-2020".
    pub(super) fn numeric(&self, at: usize, led: Led) -> Option<(Point, usize)> {
        let token = self.doc.folded(at);
        if self.doc.kind(at) != TokenKind::Number {
            return None;
        }
        for separator in ['/', '.'] {
            let mut parts = token.split(separator);
            if let (Some(a), Some(b), Some(c), None) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            {
                let short = a.len() < 2 || b.len() < 2;
                let named = !short || c.len() == 4 || led.by_word;
                return named.then(|| full_date(a, b, c))?.map(|point| (point, at + 1));
            }
        }
        if let Some(found) = self.roman_month(at) {
            return Some(found);
        }
        if let Some(point) = self.day_and_month(at, led) {
            return Some((point, at + 1));
        }
        let tight_dash = |t: usize| {
            self.is(t, "-")
                && !self.doc.tokens[t].spaced
                && self.doc.tokens.get(t + 1).is_some_and(|next| !next.spaced)
        };
        if tight_dash(at + 1) && tight_dash(at + 3) {
            let (a, b, c) = (token, self.doc.folded(at + 2), self.doc.folded(at + 4));
            let c = c.split_once('t').map_or(c, |(day, _)| day);
            return Some((full_date(a, b, c)?, at + 5));
        }
        None
    }

    /// "4.V.2024", "4/V/2024", "4 V 2024": the month in Roman numerals.
    fn roman_month(&self, at: usize) -> Option<(Point, usize)> {
        const MONTHS: [&str; 12] =
            ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        let doc = self.doc;
        let joint = |at: usize| {
            let mark = doc.tokens.get(at).is_some_and(|t| !t.spaced && t.kind == TokenKind::Mark);
            at + usize::from(mark && matches!(doc.folded(at), "." | "/" | "-"))
        };
        let day: i8 = doc.folded(at).parse().ok().filter(|day| (1..=31).contains(day))?;
        let month = joint(at + 1);
        let written = doc.tokens.get(month).filter(|token| token.is_word())?;
        let number = MONTHS.iter().position(|name| *name == &doc.text[written.bytes()])?;
        let year = joint(month + 1);
        let point = point(Some(self.year(year)?), i8::try_from(number + 1).ok()?, Some((day, day)));
        Some((point, year + 1))
    }

    /// "on 30/4", "Monday 20.11": a day and a month without a year, where the words around say that it
    /// is one and not a share or a time of day.
    fn day_and_month(&self, at: usize, led: Led) -> Option<Point> {
        let token = self.doc.folded(at);
        let slash = token.split_once('/').filter(|_| led.by_word && !led.by_month_word);
        let dot = || token.split_once('.').filter(|_| led.by_weekday);
        let (day, month) = slash.or_else(dot)?;
        // "on 2/3 of the land"
        let counts = self.doc.kind(at + 1) == TokenKind::Word
            && (self.doc.entry_at(at + 1, self.words.functions).is_none()
                || self.words.word(self.doc, at + 1).is_some_and(|(_, word, _)| word.has("of")));
        let digits = |text: &str| {
            let short = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<i8>().ok().filter(|_| short)
        };
        let (day, month) = (digits(day)?, digits(month)?);
        // A leap year, so that 29 February is one.
        let real = jiff::civil::Date::new(2024, month, day).is_ok();
        (real && !counts).then(|| point(None, month, Some((day, day))))
    }
}

/// Day, month and year in digits, in the order that their size and length show; of two orders that
/// fit, the day stands first.
fn full_date(a: &str, b: &str, c: &str) -> Option<Point> {
    let number = |text: &str| -> Option<i16> {
        let digits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| digits)
    };
    let (first, middle, last) = (number(a)?, number(b)?, number(c)?);
    let (year, month, day) = if a.len() == 4 {
        (first, middle, last)
    } else if c.len() == 4 && middle > 12 {
        (last, first, middle)
    } else if c.len() == 4 {
        (last, middle, first)
    } else if a.len() <= 2 && b.len() <= 2 && c.len() == 2 {
        (if last >= 70 { 1900 } else { 2000 } + last, middle, first)
    } else {
        return None;
    };
    if !(1900..2100).contains(&year) {
        return None;
    }
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    jiff::civil::Date::new(year, month, day).ok()?;
    Some(point(Some(year), month, Some((day, day))))
}
