//! Numbers: how many, in digits and words, with the words around them that make them a range.
//!
//! Years, days of the month and times of day are left to [`crate::dates`]; ages, ordinals and
//! numbers that only name something ("PMN-2", "82 mm") are told apart from counts.

use std::ops::Range;

use cairn_model::ValueRange;

use crate::dates::{self, Dates};
use crate::doc::Doc;
use crate::lexicon::{Class, Entry};
use crate::mentions::{Number, NumberKind};
use crate::token::TokenKind;

mod digits;
mod numeral;

use numeral::{Form, Numeral};

/// The lexicon classes that numbers are read with.
struct Words {
    modifiers: Class,
    dates: Class,
    functions: Class,
    people: Class,
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
        reader: numeral::Words::new(doc),
    };
    let reading = Reading { doc, words };
    let mut found = Vec::new();
    let mut date_mentions = dates.mentions.iter().peekable();
    let mut at = 0;
    while at < doc.tokens.len() {
        while date_mentions.next_if(|date| date.tokens.end <= at).is_some() {}
        if let Some(date) = date_mentions.peek()
            && date.tokens.contains(&at)
        {
            at = date.tokens.end;
            continue;
        }
        let limit = date_mentions.peek().map_or(doc.tokens.len(), |date| date.tokens.start);
        let (number, next) = reading.number_at(at, limit);
        found.extend(number);
        at = next.max(at + 1);
    }
    found
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
                _ if entry.has("after") => break,
                "least" => effect = effect.or(Some(Effect::Least)),
                "most" => effect = effect.or(Some(Effect::Most)),
                "about" | "only" => effect = effect.or(Some(Effect::Exact)),
                "between" => between = true,
                "age" => forced = Some(NumberKind::Age),
                "label" if self.names(core, end, entry) => forced = Some(NumberKind::Label),
                _ => break,
            }
            core = end;
        }
        let Some(first) = self.words.reader.numeral(self.doc, core).filter(|n| n.end <= limit)
        else {
            return (None, start + 1);
        };
        if self.is_time_of_day(core, &first) || self.is_year(core, &first) {
            return (None, first.end);
        }
        if self.is_pronoun(core, &first) {
            return (None, first.end);
        }
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
        let joins = matches!(first.form, Form::Plain) && kind != NumberKind::Label;
        if joins && let Some(second) = self.range_end(&first, between).filter(|n| n.end <= limit) {
            least = if second.factor > 1.0 && first.factor <= 1.0 && first.value < second.factor {
                first.value * second.factor
            } else {
                first.value
            };
            most = Some(second.value);
            end = second.end;
        } else if joins && let Some((whole, after)) = self.share(&first).filter(|s| s.1 <= limit) {
            least = first.value / whole * 100.0;
            most = Some(least);
            end = after;
            kind = NumberKind::Share;
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
        let digits = self.doc.kind(end) == TokenKind::Number;
        let capital = self.doc.tokens.get(start).is_some_and(|t| t.is_capitalised());
        let opens = self
            .doc
            .sentences
            .get(self.doc.sentence_of(start))
            .is_some_and(|sentence| sentence.tokens.start == start);
        digits && (entry.has("strong") || capital && !opens)
    }

    /// "10:22", "0600 gmt", "11 a.m.", "1600 hours", "at 10.40".
    fn is_time_of_day(&self, at: usize, number: &Numeral) -> bool {
        if self.doc.kind(at) != TokenKind::Number {
            return false;
        }
        let shown = self.doc.folded(at);
        let like_time = digits::is_time_of_day(shown);
        if shown.contains(':') && like_time {
            return true;
        }
        let prefix = |t: usize, value: &str| {
            self.doc
                .entry_at(t, self.words.dates)
                .is_some_and(|entry| entry.value.starts_with(value))
        };
        if prefix(number.end, "clock") || like_time && prefix(number.end, "unit:hour") {
            return true;
        }
        let after_at = at.checked_sub(1).is_some_and(|before| {
            self.doc.entry_at(before, self.words.dates).is_some_and(|entry| entry.has("clock"))
        });
        after_at && like_time && shown.contains('.')
    }

    /// Four plain digits that no noun follows are a year, not a count.
    fn is_year(&self, at: usize, number: &Numeral) -> bool {
        if number.end != at + 1 || !digits::is_year(self.doc.folded(at)) {
            return false;
        }
        let counts = self.doc.kind(number.end) == TokenKind::Word
            && self.doc.entry_at(number.end, self.words.functions).is_none();
        let modified = at > 0
            && self
                .doc
                .entry_at(at - 1, self.words.modifiers)
                .is_some_and(|entry| matches!(&*entry.value, "about" | "least" | "most" | "only"));
        !counts && !modified
    }

    /// "a fresh one": a numeral below two that an article precedes and no noun follows.
    fn is_pronoun(&self, at: usize, number: &Numeral) -> bool {
        if number.value > 1.0 || self.doc.kind(at) == TokenKind::Number || number.end != at + 1 {
            return false;
        }
        let article = |t: Option<usize>| {
            t.is_some_and(|t| {
                self.doc
                    .entry_at(t, self.words.functions)
                    .is_some_and(|entry| &*entry.value == "determiner")
            })
        };
        let noun_follows = self.doc.kind(number.end) != TokenKind::Mark
            && self.doc.entry_at(number.end, self.words.functions).is_none();
        !noun_follows
            && number.form == Form::Plain
            && (article(at.checked_sub(1)) || article(at.checked_sub(2)))
    }

    /// The second number of "4 to 6", "4-6", "three or four", "between four and ten".
    fn range_end(&self, first: &Numeral, between: bool) -> Option<Numeral> {
        let doc = self.doc;
        let link = if doc.folded(first.end) == "-" {
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

    /// Whether what looks like a count is an age or a name for what stands around it.
    fn kind_in_context(&self, at: usize, end: usize, value: f64, kind: NumberKind) -> NumberKind {
        let doc = self.doc;
        let tight = |t: usize, mark: &str| {
            doc.tokens.get(t).is_some_and(|token| token.is_mark(mark) && !token.spaced)
        };
        let joined = tight(end, "-") && doc.tokens.get(end + 1).is_some_and(|t| !t.spaced);
        for from in [Some(end), joined.then_some(end + 1)].into_iter().flatten() {
            if let Some((entry, _)) = self.modifier(from)
                && entry.has("after")
            {
                match &*entry.value {
                    "age" => return NumberKind::Age,
                    "label" => return NumberKind::Label,
                    _ => {}
                }
            }
        }
        if joined && doc.tokens.get(end + 1).is_some_and(|t| t.is_word()) {
            return NumberKind::Label;
        }
        if at >= 2
            && doc.kind(at) == TokenKind::Number
            && !doc.tokens[at].spaced
            && (tight(at - 1, "-") || tight(at - 1, "/"))
            && doc.tokens[at - 2].is_word()
        {
            return NumberKind::Label;
        }
        if self.is_enumerator(at, end) {
            return NumberKind::Label;
        }
        if self.is_bracketed_age(at, end, value) {
            return NumberKind::Age;
        }
        kind
    }

    /// "3) …", "3. …" at the start of a line or sentence.
    fn is_enumerator(&self, at: usize, end: usize) -> bool {
        let opens = self
            .doc
            .sentences
            .get(self.doc.sentence_of(at))
            .is_some_and(|sentence| sentence.tokens.start == at);
        opens
            && end == at + 1
            && self.doc.kind(at) == TokenKind::Number
            && matches!(self.doc.folded(end), "." | ")")
    }

    /// "Ivo Barik (28)", "Ivo Barik, 28,", "a boy (12)", "two girls (12 and 15)".
    fn is_bracketed_age(&self, at: usize, end: usize, value: f64) -> bool {
        let doc = self.doc;
        if at < 2 || doc.kind(at) != TokenKind::Number || !(0.0..=110.0).contains(&value) {
            return false;
        }
        // Back over other numbers of the same bracket.
        let mut open = at - 1;
        while open > 0
            && !matches!(doc.folded(open), "(" | "[")
            && at - open < 8
            && (doc.kind(open) == TokenKind::Number
                || doc.folded(open) == ","
                || doc.entry_at(open, self.words.functions).is_some())
        {
            open -= 1;
        }
        let closes = |marks: &[&str]| marks.contains(&doc.folded(end));
        let comma = doc.folded(at - 1) == ",";
        if open > 0 && matches!(doc.folded(open), "(" | "[") {
            let inside = closes(&[")", "]", ","]) || doc.kind(end) == TokenKind::Word;
            return inside && self.is_person(open - 1);
        }
        comma && closes(&[",", ".", ";", ")"]) && self.is_person(at - 2)
    }

    fn is_person(&self, at: usize) -> bool {
        self.doc.tokens.get(at).is_some_and(|t| t.is_capitalised())
            || self.doc.entry_at(at, self.words.people).is_some()
    }
}

/// The count that begins at a token ("two", "several"; the latter without a value), with the token
/// after it: for lengths of time.
pub(crate) fn count_at(
    doc: &Doc<'_>,
    words: &CardinalWords,
    at: usize,
) -> Option<(Option<f64>, usize)> {
    let numeral = words.0.numeral(doc, at)?;
    match numeral.form {
        Form::Plain => Some((Some(numeral.value), numeral.end)),
        Form::Open => Some((None, numeral.end)),
        _ => None,
    }
}

/// The ordinal number that begins at a token, with the token after it.
pub(crate) fn ordinal_at(doc: &Doc<'_>, words: &CardinalWords, at: usize) -> Option<(f64, usize)> {
    let numeral = words.0.numeral(doc, at)?;
    (numeral.form == Form::Ordinal).then_some((numeral.value, numeral.end))
}

/// What [`count_at`] and [`ordinal_at`] need of the lexicon, looked up once for a text.
pub(crate) struct CardinalWords(numeral::Words);

impl CardinalWords {
    pub(crate) fn new(doc: &Doc<'_>) -> Self {
        Self(numeral::Words::new(doc))
    }
}

/// The numbers that lie in a range of tokens, of those given in order.
pub fn numbers_in(numbers: &[Number], range: Range<usize>) -> &[Number] {
    let from = numbers.partition_point(|number| number.tokens.start < range.start);
    let to = from + numbers[from..].partition_point(|number| number.tokens.end <= range.end);
    &numbers[from..to]
}
