//! One numeral: digits or number words put together, before any modifier or range.

use crate::doc::Doc;
use crate::lexicon::{Class, Entry};
use crate::numbers::digits::figure;
use crate::token::TokenKind;

/// The lexicon class of number words and the language's decimal mark.
pub(super) struct Words {
    pub(super) class: Class,
    comma: bool,
}

/// A numeral and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    pub value: f64,
    /// The index after its last token.
    pub end: usize,
    pub form: Form,
    /// What "hundred", "thousand" or "million" multiplied the last part by; 1 when nothing did.
    pub factor: f64,
}

/// What a numeral may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    /// "dozens": that many or more.
    Open,
    Ordinal,
    /// The value is in per cent.
    Share,
    /// Digits with letters stuck to them that are no known suffix: "9N235", "122mm".
    Name,
}

impl Words {
    pub(super) fn new(doc: &Doc<'_>) -> Self {
        let format = doc.class("number_format");
        let comma = doc
            .lexicon
            .entries(format)
            .any(|entry| &*entry.value == "decimal" && entry.has("comma"));
        Self { class: doc.class("numbers"), comma }
    }

    /// Whether the number word here is an article as well.
    pub(super) fn is_article(&self, doc: &Doc<'_>, at: usize) -> bool {
        self.entry(doc, at).is_some_and(|(entry, _)| entry.has("article"))
    }

    /// The numeral that begins at a token.
    pub(super) fn numeral(&self, doc: &Doc<'_>, at: usize) -> Option<Numeral> {
        match doc.kind(at) {
            TokenKind::Number => self.in_digits(doc, at),
            TokenKind::Mark => None,
            _ => self.in_words(doc, at),
        }
    }

    fn entry<'d>(&self, doc: &'d Doc<'_>, at: usize) -> Option<(&'d Entry, usize)> {
        let term = doc.term_at(at, self.class)?;
        Some((doc.entry(term), term.end))
    }

    fn in_digits(&self, doc: &Doc<'_>, at: usize) -> Option<Numeral> {
        let figure = figure(doc.folded(at), self.comma)?;
        let mut numeral =
            Numeral { value: figure.value, end: at + 1, form: Form::Plain, factor: 1.0 };
        if !figure.letters.is_empty() {
            numeral.form = self.stuck(doc, figure.letters);
            return Some(numeral);
        }
        self.spaced_groups(doc, at, &mut numeral);
        // "2.3 million", "5 dozen".
        while let Some((entry, end)) = self.entry(doc, numeral.end)
            && (entry.has("scale") || entry.has("hundred") || entry.has("group"))
            && let Ok(factor) = entry.value.parse::<f64>()
            && doc.kind(numeral.end) != TokenKind::Number
            && numeral.factor < 1e12
        {
            numeral.value *= factor;
            numeral.factor *= factor;
            numeral.end = end;
        }
        self.remainder(doc, &mut numeral);
        Some(numeral)
    }

    /// "2 bin 350": what stands in digits behind the word for thousand.
    fn remainder(&self, doc: &Doc<'_>, numeral: &mut Numeral) {
        if numeral.factor < 1000.0 || doc.kind(numeral.end) != TokenKind::Number {
            return;
        }
        if let Some(rest) = figure(doc.folded(numeral.end), self.comma)
            && rest.letters.is_empty()
            && rest.value < numeral.factor
            && numeral.value.fract() == 0.0
        {
            numeral.value += rest.value;
            numeral.end += 1;
        }
    }

    /// What letters stuck to digits make of them.
    fn stuck(&self, doc: &Doc<'_>, letters: &str) -> Form {
        // "2x dead, 4x wounded"
        if letters == "x" {
            return Form::Plain;
        }
        let ordinal = doc
            .lexicon
            .entries(self.class)
            .any(|entry| entry.has("suffix") && entry.value.split(',').any(|s| s == letters));
        if ordinal { Form::Ordinal } else { Form::Name }
    }

    /// "26 385": groups of three digits, one blank apart.
    fn spaced_groups(&self, doc: &Doc<'_>, at: usize, numeral: &mut Numeral) {
        let plain = |t: usize| doc.folded(t).bytes().all(|b| b.is_ascii_digit());
        if doc.folded(at).len() > 3 || !plain(at) || doc.folded(at).starts_with('0') {
            return;
        }
        while doc.kind(numeral.end) == TokenKind::Number
            && doc.folded(numeral.end).len() == 3
            && plain(numeral.end)
            && one_blank(doc, numeral.end)
            && numeral.value < 1e12
        {
            let group: f64 = doc.folded(numeral.end).parse().unwrap_or_default();
            numeral.value = numeral.value * 1000.0 + group;
            numeral.end += 1;
        }
        // "1 240,5": the last group with a fraction.
        if doc.kind(numeral.end) == TokenKind::Number
            && doc.tokens[numeral.end - 1].end + 2 >= doc.tokens[numeral.end].start
            && let Some((group, fraction)) =
                doc.folded(numeral.end).split_once(if self.comma { ',' } else { '.' })
            && (group.len(), fraction.is_empty()) == (3, false)
            && let Ok(rest) = format!("{group}.{fraction}").parse::<f64>()
        {
            numeral.value = numeral.value * 1000.0 + rest;
            numeral.end += 1;
        }
    }

    fn in_words(&self, doc: &Doc<'_>, at: usize) -> Option<Numeral> {
        let (first, mut end) = self.entry(doc, at)?;
        if first.has("suffix") || first.has("and") {
            return None;
        }
        if let Some(numeral) = alone(first, end) {
            return Some(numeral);
        }
        let mut sum = Sum::default();
        sum.add(first)?;
        loop {
            let mut next = end;
            if doc.folded(next) == "-" && !doc.tokens[next].spaced {
                next += 1;
            } else if let Some((entry, after)) = self.entry(doc, next)
                && entry.has("and")
                && sum.part >= 100.0
            {
                next = after;
            }
            let Some((entry, after)) = self.entry(doc, next) else {
                break;
            };
            if entry.has("ordinal") {
                return sum.ordinal(entry, after);
            }
            if doc.kind(next) == TokenKind::Number || sum.add(entry).is_none() {
                break;
            }
            end = after;
        }
        let value = sum.total + sum.part;
        if first.has("many") && sum.factor == value {
            // "millones de": some millions.
            return Some(Numeral { value: 2.0 * value, end, form: Form::Open, factor: 1.0 });
        }
        Some(Numeral { value, end, form: Form::Plain, factor: sum.factor })
    }
}

/// Whether one blank, of whatever width, stands before a token.
fn one_blank(doc: &Doc<'_>, at: usize) -> bool {
    let gap = doc.tokens[at - 1].end as usize..doc.tokens[at].start as usize;
    doc.text[gap].chars().nth(1).is_none()
}

/// Entries that are a numeral by themselves and combine with no other.
fn alone(entry: &Entry, end: usize) -> Option<Numeral> {
    let form = if entry.has("open") {
        Form::Open
    } else if entry.has("ordinal") {
        Form::Ordinal
    } else if entry.has("share") {
        Form::Share
    } else if entry.has("lone") {
        Form::Plain
    } else {
        return None;
    };
    Some(Numeral { value: entry.value.trim_end_matches('+').parse().ok()?, end, form, factor: 1.0 })
}

/// Number words added up: "two hundred and six thousand four hundred".
struct Sum {
    total: f64,
    part: f64,
    /// The smallest thing added last: what follows must be smaller still.
    room: f64,
    factor: f64,
}

impl Default for Sum {
    fn default() -> Self {
        Self { total: 0.0, part: 0.0, room: f64::INFINITY, factor: 1.0 }
    }
}

impl Sum {
    /// Adds a word; `None` when it does not go on with the number so far.
    fn add(&mut self, entry: &Entry) -> Option<()> {
        let value: f64 = entry.value.parse().ok()?;
        if entry.has("unit") || entry.has("tens") {
            // "twenty" leaves room for "one", "hundred" for "twenty".
            let fits = value < self.room && (self.room > 10.0 || value < 10.0);
            if !fits {
                return None;
            }
            self.part += value;
            self.room = if entry.has("tens") { 10.0 } else { 0.0 };
            self.factor = 1.0;
        } else if entry.has("hundreds") {
            // "trescientos": several hundreds in one word.
            if self.part > 0.0 || self.room < 1000.0 {
                return None;
            }
            self.part = value;
            self.room = 100.0;
        } else if entry.has("hundred") || entry.has("group") {
            if self.part >= 100.0 {
                return None;
            }
            self.part = self.part.max(1.0) * value;
            self.room = if entry.has("group") { 0.0 } else { 100.0 };
            self.factor = value;
        } else if entry.has("scale") {
            if self.total + self.part > 1e12 {
                return None;
            }
            self.total += self.part.max(1.0) * value;
            self.part = 0.0;
            self.room = value.min(1000.0);
            self.factor = value;
        } else {
            return None;
        }
        Some(())
    }

    /// "twenty" and "first".
    fn ordinal(&self, entry: &Entry, end: usize) -> Option<Numeral> {
        let value: f64 = entry.value.parse().ok()?;
        (self.room > value).then_some(Numeral {
            value: self.total + self.part + value,
            end,
            form: Form::Ordinal,
            factor: 1.0,
        })
    }
}
