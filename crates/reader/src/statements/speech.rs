//! Acts told by a verb: appeals, accusations, notifications, visits, attempts.

use std::ops::Range;

use cairn_model::{DateSpan, Statement, StatementKind};

use super::Reader;
use crate::lexicon::{Entry, Term};
use crate::sources::{
    is_joined, list_after, names_body, refers_back, subject_before, titled_persons, without_deed,
};
use crate::token::TokenKind;

/// How near a word must stand that an act needs.
const NEAR: usize = 14;

impl Reader<'_, '_> {
    /// The acts of a sentence.
    pub(super) fn acts(&self, sentence: usize, found: &mut Vec<Statement>) {
        let doc = self.doc;
        let tokens = doc.sentences[sentence].tokens.clone();
        let mut last: Option<(StatementKind, usize)> = None;
        for term in doc.terms_in(tokens.clone(), doc.class("statement_verbs")) {
            let entry = doc.entry(term);
            let Ok(kind) = entry.value.parse::<StatementKind>() else {
                continue;
            };
            let again = last.is_some_and(|(before, at)| before == kind && term.start < at + 6);
            // One sentence that lists what X does wrong is one accusation.
            let listed = entry.has("subject")
                && kind == StatementKind::Accusation
                && last.is_some_and(|(before, _)| before == kind);
            if again || listed || !self.counts(term, entry, &tokens, kind) {
                continue;
            }
            if let Some(statement) = self.act(term, entry, kind, sentence, &tokens) {
                last = Some((kind, term.start));
                found.push(statement);
            }
        }
    }

    /// Whether what the act needs beside its verb is there.
    fn counts(
        &self,
        term: &Term,
        entry: &Entry,
        tokens: &Range<usize>,
        kind: StatementKind,
    ) -> bool {
        let doc = self.doc;
        let has = |class: &str, range: Range<usize>| {
            doc.terms_in(range, doc.class(class)).next().is_some()
        };
        let soon = term.end..tokens.end.min(term.end + NEAR);
        let around = tokens.start.max(term.start.saturating_sub(NEAR))..soon.end;
        // "an appeal", "the demands": a noun.
        let is_noun = term.start > tokens.start
            && kind == StatementKind::Appeal
            && term.end == term.start + 1
            && doc
                .entry_at(term.start - 1, doc.class("source_fillers"))
                .is_some_and(|filler| &*filler.value == "article" || &*filler.value == "be");
        let of_document = || refers_back(doc, subject_before(doc, term.start, tokens.start));
        !is_noun
            && (!entry.has("document") || of_document())
            && (!entry.has("near") || has("mining_words", soon.clone()))
            && (!entry.has("site") || has("visit_words", soon.clone()))
            && (!entry.has("body") || names_body(doc, soon))
            && (!entry.has("attributed") || self.speaker(tokens.clone()).is_some())
            && (!entry.has("near") || self.speaker(around).is_some())
    }

    fn act(
        &self,
        term: &Term,
        entry: &Entry,
        kind: StatementKind,
        sentence: usize,
        tokens: &Range<usize>,
    ) -> Option<Statement> {
        let doc = self.doc;
        let subject = subject_before(doc, term.start, tokens.start);
        let names = |phrases: Vec<Range<usize>>| -> Vec<String> {
            phrases.into_iter().map(|phrase| doc.plain(phrase)).collect()
        };
        let mut after = term.end;
        let mut addressees = Vec::new();
        if entry.has("to") || entry.has("by") {
            // A date ends the list: "sent to X on August 23, 2022".
            let end = self
                .dates
                .iter()
                .map(|date| date.tokens.start)
                .find(|start| *start > term.end && *start < tokens.end)
                .unwrap_or(tokens.end);
            let mut list = list_after(doc, term.end, end);
            if entry.has("by") && kind == StatementKind::Accusation {
                list.truncate(1);
            }
            if kind == StatementKind::Accusation {
                list = list.into_iter().map(|phrase| without_deed(doc, phrase)).collect();
            }
            after = list.last().map_or(after, |phrase| phrase.end);
            if let [only] = list.as_slice()
                && refers_back(doc, only.clone())
            {
                list = self.addressed_before(tokens, term.start);
            }
            addressees = names(list);
        } else if entry.has("subject") {
            addressees = names(self.actors(&subject, term.start, tokens, kind));
        }
        if addressees.is_empty()
            && matches!(kind, StatementKind::Visit | StatementKind::Notification)
            || addressees.is_empty() && kind == StatementKind::Accusation
        {
            return None;
        }
        let about = match kind {
            StatementKind::Accusation if entry.has("subject") => {
                self.clipped(term.start..self.clause_after(term.end, tokens.end).end, tokens)
            }
            StatementKind::Accusation if entry.has("by") => {
                self.clipped(term.start.saturating_sub(8)..after, tokens)
            }
            StatementKind::Visit => self.visit_about(term, tokens),
            StatementKind::Attempt => self.clause_from(term, tokens),
            StatementKind::Notification if entry.has("subject") => {
                self.clipped(subject.start..self.clause_after(term.end, tokens.end).end, tokens)
            }
            StatementKind::Notification => {
                self.clipped(term.start..self.clause_after(after, tokens.end).end, tokens)
            }
            StatementKind::Accusation if doc.entry_at(after, doc.class("list_stops")).is_none() => {
                self.clipped(term.start..after, tokens)
            }
            _ if entry.has("passive") => {
                self.clipped(term.start..self.clause_after(after, tokens.end).end, tokens)
            }
            _ => self.clause_after(after, tokens.end),
        };
        let mut statement = self.statement(kind, sentence, about);
        statement.addressees = addressees;
        statement.date = match kind {
            StatementKind::Accusation if !entry.has("to") => DateSpan::UNKNOWN,
            StatementKind::Appeal | StatementKind::Accusation => {
                self.day_near_subject(sentence, term.start)
            }
            _ => self.day_near(sentence, term.start),
        };
        statement.instruments = self.instruments.names_in(tokens);
        let speaks = matches!(
            kind,
            StatementKind::Appeal | StatementKind::Accusation | StatementKind::Notification
        ) && !entry.has("subject")
            && !entry.has("by")
            && !entry.has("passive");
        let sent_itself = kind == StatementKind::Notification && refers_back(doc, subject.clone());
        if sent_itself {
            statement.about = None;
        } else if speaks && is_joined(doc, term.start) {
            // "X blamed Y and called for": as the verb before.
        } else if speaks && self.is_first_person(subject.start) {
            statement.speaker = statement.speaker.or_else(|| doc.meta.publisher.clone());
        } else if speaks && !subject.is_empty() && refers_back(doc, subject.clone()) {
            statement.speaker = self.spoke_before(term.start).or(statement.speaker);
        } else if speaks && !refers_back(doc, subject.clone()) && subject.len() <= 12 {
            let named = subject
                .clone()
                .any(|at| doc.tokens[at].is_capitalised() || names_body(doc, at..at + 1));
            if named {
                statement.speaker = Some(doc.plain(subject));
            }
        }
        // Whoever accuses is named, or nobody is accused.
        if kind == StatementKind::Accusation && statement.speaker.is_none() {
            return None;
        }
        Some(statement)
    }

    /// Whether whoever writes the text speaks: "we call on", "I appeal".
    fn is_first_person(&self, token: usize) -> bool {
        self.doc
            .entry_at(token, self.doc.class("source_pronouns"))
            .is_some_and(|entry| &*entry.value == "self")
    }

    /// Those spoken to in the words before: "Addressing X, the ministry urges it".
    fn addressed_before(&self, tokens: &Range<usize>, verb: usize) -> Vec<Range<usize>> {
        let doc = self.doc;
        let class = doc.class("address_words");
        let Some(term) = doc.terms_in(tokens.start..verb, class).last() else {
            return Vec::new();
        };
        let comma = (term.end..verb).find(|&at| doc.tokens[at].is_mark(","));
        list_after(doc, term.end, comma.unwrap_or(verb))
    }

    /// Those before the verb: ranked persons of the sentence so far, or the subject.
    fn actors(
        &self,
        subject: &Range<usize>,
        verb: usize,
        tokens: &Range<usize>,
        kind: StatementKind,
    ) -> Vec<Range<usize>> {
        let doc = self.doc;
        if kind == StatementKind::Visit {
            let persons = titled_persons(doc, tokens.start..verb);
            if !persons.is_empty() {
                return persons;
            }
        }
        let mut subject = subject.clone();
        // A phrase set off by commas may stand between: "X, contrary to …, did not withdraw".
        if subject.is_empty() && verb > tokens.start && doc.tokens[verb - 1].is_mark(",") {
            let commas = (tokens.start..verb - 1).rev().filter(|&at| doc.tokens[at].is_mark(","));
            for comma in commas {
                subject = subject_before(doc, comma, tokens.start);
                let last = subject.end.saturating_sub(1);
                let numbered = subject.clone().any(|at| doc.kind(at) == TokenKind::Number);
                if !subject.is_empty() && doc.tokens[last].is_capitalised() && !numbered {
                    break;
                }
            }
        }
        let is_name = subject
            .clone()
            .any(|at| doc.tokens[at].is_capitalised() || names_body(doc, at..at + 1));
        match is_name && subject.len() <= 12 && !refers_back(doc, subject.clone()) {
            true => vec![subject],
            false => Vec::new(),
        }
    }

    /// The act with its day in the words of the text.
    fn visit_about(&self, term: &Term, tokens: &Range<usize>) -> Range<usize> {
        let date = self
            .dates
            .iter()
            .map(|date| &date.tokens)
            .filter(|date| date.start < term.start && tokens.contains(&date.start))
            .filter(|date| date.start <= tokens.start + 1)
            .map(|date| date.start)
            .next();
        let end = self.clause_after(term.end, tokens.end).end;
        self.clipped(date.unwrap_or(term.start)..end, tokens)
    }

    /// From the verb of an attempt through the clause that says what was tried.
    fn clause_from(&self, term: &Term, tokens: &Range<usize>) -> Range<usize> {
        let end = self.clause_after(term.end, tokens.end).end;
        self.clipped(term.start..end, tokens)
    }

    /// The day of an act of speech: one that stands before its verb ("Earlier on Monday, X demanded").
    fn day_near_subject(&self, sentence: usize, verb: usize) -> DateSpan {
        let start = self.doc.sentences[sentence].tokens.start;
        let before =
            self.dates.iter().any(|date| date.tokens.start >= start && date.tokens.end <= verb);
        match before {
            true => self.day_near(sentence, start),
            false => DateSpan::UNKNOWN,
        }
    }
}
