//! What sources did with words: appeals, accusations, denials, notifications, visits, attempts,
//! provisions invoked and forces counted.
//!
//! Each is attributed to whoever spoke; nothing that a source says of another is adopted.

mod instruments;
mod speech;
mod strength;

use std::ops::Range;

use cairn_model::{DateSpan, Statement, StatementKind};

use crate::doc::Doc;
use crate::mentions::{DateKind, DateMention, SourceMention, SourceRole};
use crate::sources::said_by;
use crate::statements::instruments::Instruments;
use crate::token::TokenKind;

/// What the statements of one text are read from.
struct Reader<'r, 'a> {
    doc: &'r Doc<'a>,
    sources: &'r [SourceMention],
    dates: &'r [DateMention],
    instruments: Instruments,
}

/// Finds the statements of a text in its order, numbered `s1`, `s2` ….
pub fn statements(
    doc: &Doc<'_>,
    sources: &[SourceMention],
    dates: &[DateMention],
) -> Vec<Statement> {
    let reader = Reader { doc, sources, dates, instruments: Instruments::find(doc, dates) };
    let mut found = Vec::new();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if !sentence.kind.is_read() {
            continue;
        }
        reader.acts(number, &mut found);
        reader.denials(number, &mut found);
        reader.agreements(number, &mut found);
        reader.strengths(number, &mut found);
    }
    share_addressees(&mut found);
    for (number, statement) in (1..).zip(&mut found) {
        statement.id = format!("s{number}");
    }
    found
}

impl Reader<'_, '_> {
    /// A statement of a kind, said in a sentence.
    fn statement(&self, kind: StatementKind, sentence: usize, about: Range<usize>) -> Statement {
        let tokens = self.doc.sentences[sentence].tokens.clone();
        Statement {
            id: String::new(),
            kind,
            speaker: self.speaker(tokens.clone()),
            addressees: Vec::new(),
            about: (!about.is_empty()).then(|| self.doc.plain(about)),
            date: DateSpan::UNKNOWN,
            instruments: Vec::new(),
            evidence: vec![self.doc.sentence_evidence(sentence)],
        }
    }

    /// Who says what a range tells: the last in the chain, not those who only pass it on; the
    /// publisher where it speaks for itself.
    fn speaker(&self, range: Range<usize>) -> Option<String> {
        let found = said_by(self.sources, range.clone());
        found
            .iter()
            .filter(|source| source.role != SourceRole::Relays)
            .chain(&found)
            .next()
            .map(|source| source.name.clone())
            .or_else(|| {
                self.sources
                    .iter()
                    .find(|source| source.scope.start < range.end && range.start < source.scope.end)
                    .map(|source| source.name.clone())
            })
    }

    /// The source that spoke last before a token, for "it urged".
    fn spoke_before(&self, token: usize) -> Option<String> {
        self.sources
            .iter()
            .filter(|source| source.cue.end <= token && source.role != SourceRole::Relays)
            .max_by_key(|source| source.cue.end)
            .map(|source| source.name.clone())
    }

    /// The day named nearest to a token in its sentence.
    fn day_near(&self, sentence: usize, token: usize) -> DateSpan {
        let tokens = &self.doc.sentences[sentence].tokens;
        self.dates
            .iter()
            .filter(|date| tokens.contains(&date.tokens.start) && date.kind == DateKind::Day)
            .min_by_key(|date| date.tokens.start.abs_diff(token))
            .map_or(DateSpan::UNKNOWN, |date| date.span)
    }

    fn denials(&self, sentence: usize, found: &mut Vec<Statement>) {
        let tokens = self.doc.sentences[sentence].tokens.clone();
        let mut seen: Option<usize> = None;
        for source in self.sources {
            let here = tokens.contains(&source.cue.start) && source.role == SourceRole::Denies;
            if !here || seen == Some(source.cue.start) {
                continue;
            }
            seen = Some(source.cue.start);
            // "X was dismissed by Y": what is denied stands before.
            let passive = source.tokens.start > source.cue.end;
            let about = match passive {
                true => self.clipped(tokens.start..source.cue.start, &tokens),
                false => self.clause_after(source.cue.end, tokens.end),
            };
            let mut statement = self.statement(StatementKind::Denial, sentence, about);
            statement.speaker = Some(source.name.clone());
            statement.date = self.day_near(sentence, source.cue.start);
            found.push(statement);
        }
    }

    fn agreements(&self, sentence: usize, found: &mut Vec<Statement>) {
        let named = self.instruments.invoked_in(self.doc, sentence);
        let (Some(first), Some(last)) = (named.first(), named.last()) else {
            return;
        };
        let tokens = self.doc.sentences[sentence].tokens.clone();
        let about = first.invoked.min(first.tokens.start)..last.tokens.end;
        let mut statement =
            self.statement(StatementKind::Agreement, sentence, self.clipped(about, &tokens));
        statement.instruments = named.iter().map(|one| one.name.clone()).collect();
        found.push(statement);
    }

    /// The words of a clause from a token on, to its end or a sensible length.
    fn clause_after(&self, start: usize, end: usize) -> Range<usize> {
        let mut at = start;
        while at < end.min(start + LONGEST_ABOUT) {
            let token = &self.doc.tokens[at];
            // A comma inside a date ("November 10, 2020") ends nothing, nor does an abbreviation's stop.
            let in_date = self.doc.kind(at + 1) == TokenKind::Number;
            let breaks = matches!(&*token.folded, "," | ";" | ":") && at > start + 2 && !in_date
                || token.is_mark(".") && at + 1 >= end;
            if breaks {
                break;
            }
            at += 1;
        }
        self.clipped(start..at, &(start..end))
    }

    /// A range inside another, no longer than what one line holds, without marks at its ends.
    fn clipped(&self, range: Range<usize>, within: &Range<usize>) -> Range<usize> {
        let mark =
            |at: usize| matches!(&*self.doc.tokens[at].folded, "," | "." | ";" | ":" | "\"" | "-");
        let mut start = range.start.max(within.start);
        let mut end = range.end.min(within.end).min(start + LONGEST_ABOUT);
        while start < end && mark(start) {
            start += 1;
        }
        while start < end && mark(end - 1) {
            end -= 1;
        }
        start..end
    }
}

/// What a statement is about is quoted in at most this many tokens.
const LONGEST_ABOUT: usize = 30;

/// An appeal whose text was sent to named bodies is addressed to these, too.
fn share_addressees(found: &mut [Statement]) {
    let sent: Vec<String> = found
        .iter()
        .filter(|statement| statement.kind == StatementKind::Notification)
        .filter(|statement| statement.about.is_none())
        .flat_map(|statement| statement.addressees.clone())
        .collect();
    let appeals = found.iter_mut().filter(|statement| statement.kind == StatementKind::Appeal);
    if let Some(appeal) = appeals.last() {
        for addressee in sent {
            if !appeal.addressees.contains(&addressee) {
                appeal.addressees.push(addressee);
            }
        }
    }
}

#[cfg(test)]
mod tests;
