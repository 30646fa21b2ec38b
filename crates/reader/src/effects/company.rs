//! People joined to those harmed behind the verb: "was killed together with his two sons", "killed two
//! fitters who were mending a line, as well as the village elder".

use std::ops::Range;

use super::gapped::FARTHEST_MORE;
use super::{Effect, Finder};
use crate::people::PeopleKind;

impl Finder<'_, '_> {
    /// "was killed together with his two sons": people joined to the subject behind the verb.
    pub(super) fn company(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let end = sentence.end.min(at + FARTHEST_MORE);
        // "was hurt by a mine near X, as were his sons"
        let joined = doc.terms_in(at..end, self.conjunctions).next().filter(|term| {
            &*doc.entry(term).value == "and"
                && term.end > term.start + 1
                && term.end < sentence.end
                && (at..term.start).all(|i| {
                    doc.entry_at(i, self.effects).is_none()
                        && doc.entry_at(i, self.auxiliaries).is_none()
                })
        });
        let Some(term) = joined else { return Vec::new() };
        // People between have a part of their own ("by a mine that he and his sons …").
        if self.mentions(at..term.start).next().is_some() {
            return Vec::new();
        }
        let first = self.mentions(term.end..term.end + 1).next();
        first.map(|i| self.with_coordinated_after(i, sentence)).unwrap_or_default()
    }

    /// "killed two fitters who were mending a line, together with | the village elder": people whom more than
    /// one word joins to those harmed, behind all that is told of these.
    pub(super) fn joined_later(&self, effect: &Effect, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let told = effect.people.iter().map(|&i| self.people[i].tokens.end).max().unwrap_or(0);
        let from = told.max(effect.tokens.end);
        let joint = doc
            .terms_in(from..sentence.end, self.conjunctions)
            .find(|term| &*doc.entry(term).value == "and" && term.end > term.start + 1);
        let Some(joint) = joint.filter(|joint| joint.start >= from) else { return Vec::new() };
        let between = from..joint.start;
        let closed = doc.folded(joint.start - 1) == ",";
        let apart = between.clone().any(|at| {
            matches!(doc.folded(at), ";" | ":")
                || doc.entry_at(at, self.effects).is_some()
                || !closed && doc.entry_at(at, self.auxiliaries).is_some()
                || !closed && doc.entry_at(at, self.relatives).is_some_and(|e| e.has("relative"))
        });
        // "as well as | a passing cyclist"
        let led =
            |at: usize| doc.entry_at(at, self.determiners).is_some() || doc.terms_at(at).is_empty();
        let end = (joint.end..sentence.end.min(joint.end + 3)).find(|&at| !led(at));
        let near = joint.end..end.unwrap_or(joint.end) + 1;
        let Some(first) = self.mentions(near).next().filter(|_| !apart) else {
            return Vec::new();
        };
        let end = self.people[first].tokens.end;
        let own = doc.entry_at(end, self.auxiliaries).is_some()
            || doc.entry_at(end, self.effects).is_some();
        // "the blast wounded a boy, as well as killing …": what has a verb of its own is told by that.
        let known =
            effect.people.contains(&first) || self.people[first].kind == PeopleKind::Pronoun;
        if own || known { Vec::new() } else { self.with_coordinated_after(first, sentence) }
    }
}
