//! Treaties, agreements and their paragraphs, as the text names them.

use std::ops::Range;

use crate::doc::Doc;
use crate::lexicon::Class;
use crate::mentions::{DateKind, DateMention};
use crate::token::TokenKind;

/// An instrument named in a text.
#[derive(Clone, Debug)]
pub(super) struct Instrument {
    /// Its tokens, paragraph and date included.
    pub tokens: Range<usize>,
    /// Its name; the date that the text gives it elsewhere is added.
    pub name: String,
    /// The word that invokes it ("violates", "in accordance with"), or its own first token.
    pub invoked: usize,
    is_invoked: bool,
}

/// The instruments of a text, in order.
pub(super) struct Instruments(Vec<Instrument>);

/// A word that invokes an instrument stands at most this far before it.
const REACH: usize = 14;

impl Instruments {
    /// Finds all instruments.
    pub fn find(doc: &Doc<'_>, dates: &[DateMention]) -> Self {
        let words = doc.class("instrument_words");
        let mut found = Vec::new();
        for term in doc.terms_in(0..doc.tokens.len(), doc.class("instruments")) {
            let is_law = &*doc.entry(term).value == "law";
            let core = core(doc, term.start..term.end);
            let end = match is_law {
                true => core.end,
                false => with_date(doc, dates, words, core.end),
            };
            let start = with_part(doc, words, core.start);
            found.push(Found { start, end, core, is_law });
        }
        found.extend(bare_paragraphs(doc, dates, words));
        found.sort_by_key(|one| one.start);
        found.dedup_by(|b, a| b.start < a.end);
        let dated = found
            .iter()
            .find(|one| !one.is_law && one.end > one.core.end && one.core.len() > 1)
            .map(|one| {
                (doc.plain(one.core.clone()), dated_with(doc, words, one.core.end..one.end))
            });
        let instruments = found
            .iter()
            .map(|one| {
                let (invoked, is_invoked) = invocation(doc, words, one.start);
                Instrument {
                    tokens: one.start..one.end,
                    name: one.full_name(doc, dated.as_ref()),
                    invoked,
                    is_invoked,
                }
            })
            .collect();
        Self(instruments)
    }

    /// The names of those in a range, each once.
    pub fn names_in(&self, tokens: &Range<usize>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for one in self.0.iter().filter(|one| tokens.contains(&one.tokens.start)) {
            if !names.contains(&one.name) {
                names.push(one.name.clone());
            }
        }
        names
    }

    /// Those of a sentence that are invoked or said to be violated.
    pub fn invoked_in(&self, doc: &Doc<'_>, sentence: usize) -> Vec<Instrument> {
        let tokens = &doc.sentences[sentence].tokens;
        let here: Vec<&Instrument> =
            self.0.iter().filter(|one| tokens.contains(&one.tokens.start)).collect();
        if !here.iter().any(|one| one.is_invoked) {
            return Vec::new();
        }
        let mut named: Vec<Instrument> = Vec::new();
        for one in here {
            if !named.iter().any(|before| before.name == one.name) {
                named.push(one.clone());
            }
        }
        named
    }
}

struct Found {
    start: usize,
    end: usize,
    core: Range<usize>,
    is_law: bool,
}

impl Found {
    fn full_name(&self, doc: &Doc<'_>, dated: Option<&(String, String)>) -> String {
        let name = doc.plain(self.start..self.end);
        let Some((act, date)) = dated.filter(|_| !self.is_law) else {
            return name;
        };
        if self.core.is_empty() {
            // "paragraph 4 of November 10, 2020": the act of that day.
            let own = doc.plain(self.core.end..self.end);
            let tail = |text: &str| {
                text.split_whitespace().rev().take(3).map(str::to_owned).collect::<Vec<_>>()
            };
            return match tail(&own) == tail(date) {
                true => {
                    let class = doc.class("instrument_words");
                    let joint = doc.lexicon.entries(class).find_map(|entry| entry.get("act"));
                    let joint = joint.unwrap_or_default().replace('_', " ");
                    format!("{} {joint} {act} {own}", doc.plain(self.start..self.core.start))
                }
                false => name,
            };
        }
        let same = crate::token::fold(&doc.plain(self.core.clone())) == crate::token::fold(act);
        match same && self.end == self.core.end {
            true => format!("{name} {date}"),
            false => name,
        }
    }
}

/// The date after a name, joined as the language does it: "signed on May 3, 2019" → "of May 3, 2019".
fn dated_with(doc: &Doc<'_>, words: Class, tokens: Range<usize>) -> String {
    let mut start = tokens.start;
    let mut joint = None;
    while let Some(term) = doc.term_at(start, words).filter(|term| term.end < tokens.end) {
        joint = doc.entry(term).get("joint").or(joint);
        start = term.end;
    }
    let date = doc.plain(start..tokens.end);
    joint.map_or(date.clone(), |joint| format!("{joint} {date}"))
}

/// The name with a year before it ("1949 Geneva Convention").
fn core(doc: &Doc<'_>, term: Range<usize>) -> Range<usize> {
    let year = term.start > 0
        && doc.kind(term.start - 1) == TokenKind::Number
        && doc.folded(term.start - 1).len() == 4;
    term.start - usize::from(year)..term.end
}

/// The end of "of November 10, 2020", "signed on Nov. 10, 2020" after a name.
fn with_date(doc: &Doc<'_>, dates: &[DateMention], words: Class, end: usize) -> usize {
    let mut at = end;
    while let Some(term) = doc.term_at(at, words).filter(|term| &*doc.entry(term).value == "signed")
    {
        at = term.end;
    }
    dates
        .iter()
        .filter(|date| {
            matches!(
                date.kind,
                DateKind::Day | DateKind::Month | DateKind::Year | DateKind::Dateline
            )
        })
        .find(|date| date.tokens.contains(&at) && date.tokens.start >= end && at <= date.tokens.end)
        .filter(|date| at > end || date.tokens.start == end)
        .map(|date| date.tokens.end)
        .or_else(|| plain_date(doc, at))
        .unwrap_or(end)
}

/// The end of "November 10, 2020" where no date was read ("paragraph 4 of November 10, 2020").
fn plain_date(doc: &Doc<'_>, start: usize) -> Option<usize> {
    doc.entry_at(start, doc.class("months"))?;
    let day = start + 1 + usize::from(doc.folded(start + 1) == ".");
    let year = day + 1 + usize::from(doc.folded(day + 1) == ",");
    let is_year = doc.kind(year) == TokenKind::Number && doc.folded(year).len() == 4;
    (doc.kind(day) == TokenKind::Number && is_year).then_some(year + 1)
}

/// The start of "paragraph 4 of the" before a name.
fn with_part(doc: &Doc<'_>, words: Class, start: usize) -> usize {
    (start.saturating_sub(6)..start)
        .find(|&at| {
            doc.entry_at(at, words).is_some_and(|entry| &*entry.value == "part")
                && doc.kind(at + 1) == TokenKind::Number
                && at + 2 < start
        })
        .unwrap_or(start)
}

/// "paragraph 4 of November 10, 2020": a paragraph whose act is named by its day alone.
fn bare_paragraphs(doc: &Doc<'_>, dates: &[DateMention], words: Class) -> Vec<Found> {
    let mut found = Vec::new();
    for term in doc.terms_in(0..doc.tokens.len(), words) {
        let is_part = &*doc.entry(term).value == "part" && doc.kind(term.end) == TokenKind::Number;
        let number = term.end + 1;
        let end = with_date(doc, dates, words, number);
        if is_part && end > number {
            found.push(Found { start: term.start, end, core: number..number, is_law: false });
        }
    }
    found
}

/// The word before an instrument that invokes it.
fn invocation(doc: &Doc<'_>, words: Class, start: usize) -> (usize, bool) {
    let sentence = &doc.sentences[doc.sentence_of(start)].tokens;
    let from = sentence.start.max(start.saturating_sub(REACH));
    (from..start)
        .rev()
        .find(|&at| doc.entry_at(at, words).is_some_and(|entry| &*entry.value == "invoked"))
        .map_or((start, false), |at| (at, true))
}
