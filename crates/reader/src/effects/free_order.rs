//! The side of a verb on which its people stand where word order is free.

use std::ops::Range;

use super::Finder;
use crate::people::PeopleKind;

impl Finder<'_, '_> {
    /// Where word order is free ("three perished", "perished three"): those in the verb's own clause,
    /// behind it where nobody stands before it; else the subject before a clause that parts them.
    pub(super) fn either_side(&self, verb: &Range<usize>, sentence: &Range<usize>) -> Vec<usize> {
        let clause = self.own_clause(verb.start, sentence);
        let before = self
            .without_subsets(clause, verb.start)
            .into_iter()
            .rev()
            .find(|&i| !self.is_governed(i, clause) && !self.is_owner(i));
        let objects = self.objects(verb.end, sentence);
        let behind = objects.first().is_some_and(|&i| !self.is_governed(i, verb.end));
        match before {
            // "two perished and wounded were three": those before "and" have a verb of their own.
            Some(i) if behind && self.is_taken(i, verb.start) => objects,
            // A comma alone begins a clause, it does not go on with a list.
            Some(i) if self.commas && !self.follows_and(i) => vec![i],
            Some(i) => self.with_coordinated_before(i),
            None if behind => objects,
            None => self.subjects(verb.start, sentence),
        }
    }

    /// "the mother [of the] boy": a noun right behind another says whose that is.
    fn is_owner(&self, mention: usize) -> bool {
        let noun =
            |i: usize| self.people[i].kind == PeopleKind::Noun && self.people[i].name.is_none();
        mention.checked_sub(1).is_some_and(|before| {
            noun(before)
                && noun(mention)
                && self.people[before].tokens.end == self.people[mention].tokens.start
        })
    }

    /// Whether "and" stands between a mention and the one before it.
    fn follows_and(&self, mention: usize) -> bool {
        let doc = self.doc;
        let before = mention.checked_sub(1).map_or(0, |i| self.people[i].tokens.end);
        (before..self.people[mention].tokens.start)
            .any(|at| doc.entry_at(at, self.conjunctions).is_some_and(|e| &*e.value == "and"))
    }

    /// Where the clause of a verb begins in a language whose commas part clauses.
    fn own_clause(&self, at: usize, sentence: &Range<usize>) -> usize {
        let clause = self.clause_start(at, sentence);
        if !self.commas {
            return clause;
        }
        let comma = (clause..at).rev().find(|&i| self.doc.folded(i) == ",");
        comma.map_or(clause, |comma| comma + 1)
    }

    /// Whether another effect's words stand right before or behind a mention that a conjunction parts
    /// from a verb.
    fn is_taken(&self, mention: usize, verb: usize) -> bool {
        let doc = self.doc;
        let tokens = &self.people[mention].tokens;
        let parted = (tokens.end..verb).any(|at| doc.entry_at(at, self.conjunctions).is_some());
        let effect = |at: usize| doc.terms_at(at).iter().any(|term| term.class == self.effects);
        parted && (tokens.start.saturating_sub(6)..verb).any(effect)
    }
}
