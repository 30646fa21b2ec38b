//! Words for harm that head a figure or a list: "Killed: 2; injured: 4", "The dead: a farmer and his
//! brother", "Wounded are A B and C D".

use std::ops::Range;

use super::Finder;
use crate::lexicon::Entry;
use crate::people::PeopleKind;

/// Words between a label and what it heads.
const LONGEST_LABEL: usize = 7;

impl Finder<'_, '_> {
    /// Whether an effect's words head what follows them: they begin their clause, and a colon, a dash or a
    /// helping verb parts them from people or a number.
    pub(super) fn is_label(
        &self,
        tokens: &Range<usize>,
        entry: &Entry,
        sentence: &Range<usize>,
    ) -> bool {
        let heads = entry.has("participle")
            || entry.has("adjective")
            || entry.has("noun") && !entry.has("of") && !entry.has("toll");
        let headed = || self.after_label(tokens.end, sentence);
        // "The dead: A, B and C" claims to name everybody: a list of its own kind.
        let listed = |people: &[usize]| {
            let names = |i: &usize| self.people[*i].name.is_some();
            self.is_determined(tokens.start) && people.iter().any(names)
        };
        heads && self.begins_clause(tokens.start, sentence) && {
            let people = headed();
            !people.is_empty() && !listed(&people)
        }
    }

    fn begins_clause(&self, at: usize, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        let start = self.headed_from(at, sentence);
        let start = start - usize::from(start > sentence.start && self.is_determined(start));
        let Some(before) = start.checked_sub(1).filter(|at| *at >= sentence.start) else {
            return true;
        };
        matches!(
            doc.folded(before),
            ";" | ":" | "(" | "|" | "/" | "-" | "•" | "," | "–" | "—" | "."
        ) || doc.entry_at(before, self.conjunctions).is_some_and(|e| &*e.value == "and")
    }

    /// "| Persons | killed: 2": where a label begins that names people in general before what became of them.
    fn headed_from(&self, at: usize, sentence: &Range<usize>) -> usize {
        let near = self.mentions(at.saturating_sub(3).max(sentence.start)..at);
        let general = near.rev().find(|&i| {
            let mention = &self.people[i];
            mention.tokens.end == at
                && mention.kind == PeopleKind::Noun
                && mention.plural
                && mention.count.is_none()
                && mention.name.is_none()
        });
        general.map_or(at, |i| self.people[i].tokens.start)
    }

    /// "Persons killed: none", "Injured: nil": a label behind which stands that there are none.
    pub(super) fn heads_nothing(
        &self,
        tokens: &Range<usize>,
        entry: &Entry,
        sentence: &Range<usize>,
    ) -> bool {
        let doc = self.doc;
        let heads = entry.has("participle") || entry.has("adjective") || entry.has("noun");
        let nil = |at: usize| {
            doc.term_at(at, doc.class("nil")).is_some_and(|term| {
                term.end >= sentence.end || doc.kind(term.end) == crate::token::TokenKind::Mark
            }) || doc.folded(at) == "0"
        };
        heads
            && matches!(doc.folded(tokens.end), ":" | "=")
            && nil(tokens.end + 1)
            && self.begins_clause(tokens.start, sentence)
    }

    /// Those who follow a label's mark.
    pub(super) fn after_label(&self, end: usize, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let mut next = end;
        let mut helped = false;
        let mut mark = false;
        // ":", "are", "are the following:", "were identified as".
        while next < sentence.end && next < end + LONGEST_LABEL {
            let be = doc.term_at(next, self.auxiliaries).filter(|t| &*doc.entry(t).value == "be");
            let opener = || doc.term_at(next, self.list_openers);
            next = if matches!(doc.folded(next), ":" | "-" | "–" | "—" | "=") {
                mark = true;
                next + 1
            } else if let Some(term) = be.or_else(opener) {
                helped = true;
                term.end
            } else {
                break;
            };
        }
        if !(mark || helped) || next >= sentence.end {
            return Vec::new();
        }
        let first = self.mentions(next..next + 1).next();
        let first = first.filter(|&i| {
            let mention = &self.people[i];
            mention.kind != PeopleKind::Pronoun
                // "Dead were found two men": a verb has its own subject.
                && (mark || doc.entry_at(mention.tokens.end, self.auxiliaries).is_none())
        });
        first.map(|i| self.with_coordinated_after(i, sentence)).unwrap_or_default()
    }
}
