//! Numbers: how many, in digits and words, with the words around them that make them a range.
//!
//! Years, days of the month and times of day are left to [`crate::dates`]; ages, ordinals and
//! numbers that only name something ("PMN-2", "82 mm") are told apart from counts.

use std::cell::Cell;
use std::ops::Range;

use cairn_model::ValueRange;

use crate::dates::{self, Dates};
use crate::doc::Doc;
use crate::lexicon::{Class, Entry};
use crate::mentions::{DateKind, DateMention, Number, NumberKind};
use crate::terms::Classes;
use crate::token::TokenKind;

mod context;
mod digits;
mod numeral;

use numeral::{Form, Numeral};

/// The lexicon classes that numbers are read with.
struct Words {
    modifiers: Class,
    dates: Class,
    functions: Class,
    people: Class,
    effects: Class,
    finds: Class,
    explosions: Class,
    adjectives: Class,
    nouns: Class,
    countries: Class,
    reader: numeral::Words,
}

/// What a word before or after a number does to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    Least,
    Most,
    Exact,
}

/// Finds the numbers of a text, in order, without overlaps.
pub fn numbers(doc: &Doc<'_>) -> Vec<Number> {
    numbers_beside(doc, &dates::dates(doc))
}

/// As [`numbers`], with the dates of the same text at hand.
pub fn numbers_beside(doc: &Doc<'_>, dates: &Dates) -> Vec<Number> {
    let words = Words {
        modifiers: doc.class("number_modifiers"),
        dates: doc.class("date_words"),
        functions: doc.class("function_words"),
        people: doc.class("age_words"),
        effects: doc.class("effects"),
        finds: doc.class("find_verbs"),
        explosions: doc.class("explosions"),
        adjectives: doc.class("person_modifiers"),
        nouns: doc.class("people"),
        countries: doc.class("countries"),
        reader: numeral::Words::new(doc),
    };
    let beginnings = Classes::of(&[words.modifiers, words.reader.class]);
    let reading = Reading { doc, words };
    let mut found = Vec::new();
    let mut date_mentions = dates.mentions.iter().peekable();
    let mut at = 0;
    let mut age_end = None;
    while at < doc.tokens.len() {
        while date_mentions.next_if(|date| date.tokens.end <= at).is_some() {}
        if let Some(date) = date_mentions.peek()
            && date.tokens.contains(&at)
            && !is_mere_length(date)
        {
            at = date.tokens.end;
            continue;
        }
        let limit = date_mentions
            .peek()
            .filter(|date| date.tokens.start > at)
            .map_or(doc.tokens.len(), |date| date.tokens.start);
        if doc.kind(at) != TokenKind::Number && !doc.has_any(at, beginnings) {
            at += 1;
            continue;
        }
        let (number, next) = reading.number_at(at, limit);
        found.extend(number.map(|mut number| {
            if age_end.is_some_and(|end| reading.goes_on(end, &number)) {
                number.kind = NumberKind::Age;
            }
            age_end = (number.kind == NumberKind::Age).then_some(number.tokens.end);
            number
        }));
        at = next.max(at + 1);
    }
    found
}

/// "in 21 years", "over the past 30 years": the number is a figure of the text, not a date.
fn is_mere_length(date: &DateMention) -> bool {
    date.kind == DateKind::Period && date.span.is_unknown()
}

struct Reading<'a, 'd> {
    doc: &'a Doc<'d>,
    words: Words,
}

impl Reading<'_, '_> {
    /// The number that begins here, if one does, and the token to go on from. Nothing at or after
    /// `limit` is part of it.
    fn number_at(&self, start: usize, limit: usize) -> (Option<Number>, usize) {
        let mut core = start;
        let mut effect = None;
        let mut between = false;
        let mut forced = None;
        // At most a few modifiers stand before one number: "only about", "at least some".
        for _ in 0..3 {
            let Some((entry, end)) = self.modifier(core) else {
                break;
            };
            match &*entry.value {
                "not" => return (None, end),
                _ if entry.has("after") || core == start && self.ends_verb(core, end) => break,
                "least" => effect = effect.or(Some(Effect::Least)),
                "most" => effect = effect.or(Some(Effect::Most)),
                "about" | "only" => effect = effect.or(Some(Effect::Exact)),
                "between" => between = true,
                "age" => {
                    forced = Some((NumberKind::Age, entry.has("bare")));
                    between |= entry.has("between");
                }
                "percent" => forced = Some((NumberKind::Percent, false)),
                "label" if self.names(core, end, entry) => {
                    forced = Some((NumberKind::Label, false))
                }
                _ => break,
            }
            core = end;
        }
        let Some(first) = self.words.reader.numeral(self.doc, core).filter(|n| n.end <= limit)
        else {
            return (None, start + 1);
        };
        if self.is_time_of_day(core, &first) {
            return (None, first.end);
        }
        if self.is_year(core, &first) {
            // "1992-93"
            let pair = self.doc.folded(first.end) == "-"
                && self.doc.kind(first.end + 1) == TokenKind::Number
                && !self.doc.tokens[first.end].spaced;
            return (None, first.end + if pair { 2 } else { 0 });
        }
        if self.is_pronoun(core, &first) || self.is_article(core, &first) {
            return (None, first.end);
        }
        let (start, forced) = match forced {
            Some((kind, bare)) if !bare || self.closes(first.end) => (start, Some(kind)),
            Some(_) => (core, None),
            None => (start, None),
        };
        self.finish(start, core, first, effect, between, forced, limit)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one number, read in order")]
    fn finish(
        &self,
        start: usize,
        core: usize,
        first: Numeral,
        effect: Option<Effect>,
        between: bool,
        forced: Option<NumberKind>,
        limit: usize,
    ) -> (Option<Number>, usize) {
        let mut kind = forced.unwrap_or(match first.form {
            Form::Ordinal => NumberKind::Ordinal,
            Form::Share => NumberKind::Share,
            Form::Name => NumberKind::Label,
            Form::Plain | Form::Open => NumberKind::Cardinal,
        });
        let mut end = first.end;
        let mut least = first.value;
        let mut most = (first.form != Form::Open).then_some(first.value);
        let joins = matches!(first.form, Form::Plain);
        if joins && let Some(second) = self.range_end(&first, between).filter(|n| n.end <= limit) {
            least = if second.factor > 1.0 && first.factor <= 1.0 && first.value < second.factor {
                first.value * second.factor
            } else {
                first.value
            };
            most = Some(second.value);
            end = second.end;
            // "rose from nine to eleven": eleven now.
            if self.rises_from(core) {
                least = second.value;
            }
        } else if joins && let Some((whole, after)) = self.share(&first).filter(|s| s.1 <= limit) {
            least = first.value / whole * 100.0;
            most = Some(least);
            end = after;
            kind = NumberKind::Share;
        }
        if let Some(after) = self.repeated(&first, end).filter(|after| *after <= limit) {
            end = after;
        }
        let core_end = end;
        let mut effect = effect;
        for _ in 0..2 {
            let Some((entry, after)) = self.modifier(end).filter(|m| m.1 <= limit) else {
                break;
            };
            if !entry.has("after") && !entry.has("both")
                || entry.has("tight") && self.doc.tokens[end].spaced
            {
                break;
            }
            match &*entry.value {
                "percent" if kind == NumberKind::Cardinal => kind = NumberKind::Percent,
                "least" => effect = Some(Effect::Least),
                "most" => effect = Some(Effect::Most),
                "about" => effect = effect.or(Some(Effect::Exact)),
                _ => break,
            }
            end = after;
        }
        if kind == NumberKind::Cardinal {
            kind = self.kind_in_context(core, core_end, least, kind);
        }
        let (least, most) = match effect {
            Some(Effect::Least) => (least, None),
            Some(Effect::Most) => (0.0, most.or(Some(least))),
            Some(Effect::Exact) | None => (least, most),
        };
        let number = ValueRange::new(least, most).ok().map(|value| Number {
            tokens: start..end,
            core: core..core_end,
            value,
            kind,
        });
        (number, end)
    }

    fn modifier(&self, at: usize) -> Option<(&Entry, usize)> {
        let term = self.doc.term_at(at, self.words.modifiers)?;
        Some((self.doc.entry(term), term.end))
    }

    /// Whether a word like "Hill" or "No." before digits makes them a name.
    fn names(&self, start: usize, end: usize, entry: &Entry) -> bool {
        let Some(token) = self.doc.tokens.get(start) else {
            return false;
        };
        let opens = self
            .doc
            .sentences
            .get(self.doc.sentence_of(start))
            .is_some_and(|sentence| sentence.tokens.start == start);
        let set_off = self.doc.kind(end + 1) == TokenKind::Mark;
        self.doc.kind(end) == TokenKind::Number
            && (entry.has("strong") || token.is_capitalised() && !opens || set_off)
    }

    /// Whether a number goes on with a list of ages that ended at a token: "aged 67 and 40,".
    fn goes_on(&self, end: usize, number: &Number) -> bool {
        let at = number.tokens.start;
        number.kind == NumberKind::Cardinal
            && at > end
            && at <= end + 2
            // "a boy of 13 and a girl of three, and six were hurt"
            && (at == end + 1 || self.doc.kind(at) == TokenKind::Number)
            && (self.doc.kind(number.tokens.end) == TokenKind::Mark
                // "aged 8, 9 and 12 were hurt"
                || self.doc.kind(number.tokens.end + 1) == TokenKind::Number
                    && self.modifier(number.tokens.end).is_some_and(|(e, _)| e.has("and"))
                || self.doc.entry_at(number.tokens.end, self.words.effects).is_some()
                || self.doc.entry_at(number.tokens.end, self.doc.class("auxiliaries")).is_some()
                || self.years_end(number.tokens.end) > number.tokens.end)
            && (self.doc.folded(at - 1) == ","
                || self.modifier(at - 1).is_some_and(|(entry, _)| entry.has("and")))
    }

    /// Whether a clause may end before this token.
    fn closes(&self, at: usize) -> bool {
        self.doc.kind(at) == TokenKind::Mark
            || self.doc.entry_at(at, self.words.functions).is_some()
    }

    /// The second number of "4 to 6", "4-6", "three or four", "between four and ten".
    fn range_end(&self, first: &Numeral, between: bool) -> Option<Numeral> {
        let doc = self.doc;
        let link = if doc.folded(first.end) == "-" {
            // "UPDATE 3 - Six soldiers" is no range, nor is "3 -4".
            let spaced = |t: usize| doc.tokens.get(t).is_some_and(|token| token.spaced);
            let even = spaced(first.end) == spaced(first.end + 1);
            if !even || doc.kind(first.end - 1) != doc.kind(first.end + 1) {
                return None;
            }
            first.end + 1
        } else {
            let (entry, end) = self.modifier(first.end)?;
            if &*entry.value != "range" || entry.has("and") != between {
                return None;
            }
            end
        };
        let second = self.words.reader.numeral(doc, link)?;
        (second.form == Form::Plain && second.value > first.value).then_some(second)
    }

    /// "one in four", "four out of five": the whole, and the token after it.
    fn share(&self, first: &Numeral) -> Option<(f64, usize)> {
        let (entry, end) = self.modifier(first.end)?;
        if &*entry.value != "share" {
            return None;
        }
        let whole = self.words.reader.numeral(self.doc, end)?;
        let of_time = self
            .doc
            .entry_at(whole.end, self.words.dates)
            .is_some_and(|entry| entry.value.starts_with("unit:"));
        let small = whole.value <= 100.0 && first.value < whole.value && whole.form == Form::Plain;
        (small && !of_time).then_some((whole.value, whole.end))
    }
}

/// The count that begins at a token ("two", "several"; the latter without a value), with the token
/// after it: for lengths of time.
pub(crate) fn count_at(
    doc: &Doc<'_>,
    words: &CardinalWords,
    at: usize,
) -> Option<(Option<f64>, usize)> {
    let numeral = words.numeral(doc, at)?;
    match numeral.form {
        Form::Plain => Some((Some(numeral.value), numeral.end)),
        Form::Open => Some((None, numeral.end)),
        _ => None,
    }
}

/// The ordinal number that begins at a token, with the token after it.
pub(crate) fn ordinal_at(doc: &Doc<'_>, words: &CardinalWords, at: usize) -> Option<(f64, usize)> {
    let numeral = words.numeral(doc, at)?;
    (numeral.form == Form::Ordinal).then_some((numeral.value, numeral.end))
}

/// What [`count_at`] and [`ordinal_at`] need of the lexicon, looked up once for a text.
pub(crate) struct CardinalWords {
    words: numeral::Words,
    /// The numeral asked for last: dates ask for one several times, as day, count and ordinal.
    last: Cell<Option<(usize, Option<Numeral>)>>,
}

impl CardinalWords {
    pub(crate) fn new(doc: &Doc<'_>) -> Self {
        Self { words: numeral::Words::new(doc), last: Cell::new(None) }
    }

    /// The numeral that begins at a token of the text that these were made for.
    fn numeral(&self, doc: &Doc<'_>, at: usize) -> Option<Numeral> {
        match self.last.get() {
            Some((known, numeral)) if known == at => numeral,
            _ => {
                let numeral = self.words.numeral(doc, at);
                self.last.set(Some((at, numeral)));
                numeral
            }
        }
    }

    /// The class of words that numerals begin with.
    pub(crate) const fn class(&self) -> Class {
        self.words.class
    }
}

/// The numbers that lie in a range of tokens, of those given in order.
pub fn numbers_in(numbers: &[Number], range: Range<usize>) -> &[Number] {
    let from = numbers.partition_point(|number| number.tokens.start < range.start);
    let to = from + numbers[from..].partition_point(|number| number.tokens.end <= range.end);
    &numbers[from..to]
}

#[cfg(test)]
mod tests;
