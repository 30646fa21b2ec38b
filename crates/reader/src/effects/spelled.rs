//! Numbers of people and those who they are: "three of the family, A, his son B and C", "one of them, A B".

use std::ops::Range;

use cairn_model::CountRange;

use super::Finder;
use crate::people::PeopleKind;

impl Finder<'_, '_> {
    /// Whether a dash alone parts a number of people from those who they are.
    pub(super) fn is_spelled_out(&self, before: usize, gap: Range<usize>) -> bool {
        let Some(mark) = self.doc.tokens.get(gap.start) else { return false };
        // Elsewhere a second dash closes the list, and what follows may be its verb's own subject.
        self.doc.grammar().verb_final
            && gap.len() == 1
            && mark.spaced
            && mark.folded.starts_with('-')
            && self.people[before].name.is_none()
            && self.people[before].count.is_some_and(|count| count.least() > 1)
    }

    /// Whether people joined are as many as a number before them says. Where they are not, words may
    /// be missing, and nobody can tell who is meant.
    pub(super) fn add_up_to(&self, joined: &[usize], whole: usize) -> bool {
        let sum = joined.iter().try_fold(CountRange::ZERO, |sum, &i| {
            self.people[i].count.map(|count| sum.plus(count))
        });
        sum.is_none() || sum == self.people[whole].count
    }

    /// Whether people joined by commas are those whom a number in front of them counts: they are as many,
    /// the first stands right behind a comma, and either has a name or is told more of than "people".
    pub(super) fn is_breakdown(&self, whole: usize, listed: &[usize]) -> bool {
        let doc = self.doc;
        let (Some(&least), Some(&most)) = (listed.iter().min(), listed.iter().max()) else {
            return false;
        };
        let (counted, first) = (&self.people[whole], &self.people[least]);
        let gap = counted.tokens.end..first.tokens.start;
        let mark =
            gap.start < gap.end && matches!(doc.folded(gap.end - 1), "," | ":" | "-" | "–" | "—");
        let close = gap.len() == 1
            || (gap.start..gap.end.saturating_sub(1)).all(|at| {
                doc.kind(at) != crate::token::TokenKind::Mark
                    && doc.entry_at(at, self.effects).is_none()
                    && doc.entry_at(at, self.auxiliaries).is_none()
                    && doc.entry_at(at, self.conjunctions).is_none()
            });
        let general = || {
            let head = counted.tokens.end.saturating_sub(1);
            counted.kind == PeopleKind::Bare
                || counted.tokens.clone().any(|at| {
                    doc.entry_at(at, self.relatives)
                        .is_some_and(|entry| entry.has("general") || entry.has("unit"))
                })
                || doc.entry_at(head, self.relatives).is_none()
        };
        let sum = listed.iter().try_fold(CountRange::ZERO, |sum, &i| {
            self.people[i].count.map(|count| sum.plus(count))
        });
        listed.len() > 1
            && most - least + 1 == listed.len()
            && mark
            && close
            && counted.name.is_none()
            && counted.count.is_some_and(|count| count.least() > 1)
            && sum == counted.count
            && self.in_one_sentence(whole, least)
            && (first.kind == PeopleKind::Name || general() || self.are_sexes(listed))
    }

    /// "seven pupils, | four boys and three girls": nouns that say no more than sex or age.
    fn are_sexes(&self, listed: &[usize]) -> bool {
        listed.iter().all(|&i| {
            let mention = &self.people[i];
            mention.plural
                && mention.occupation.is_none()
                && !mention.kin
                && (mention.sex.is_some() || mention.child)
        })
    }

    /// "three members | of one family": the number of which a body of people is the whole.
    pub(super) fn whole_of(&self, unit: usize) -> usize {
        let counted = unit.checked_sub(1).filter(|&counted| {
            let gap = self.people[counted].tokens.end..self.people[unit].tokens.start;
            self.people[unit].kind == PeopleKind::Unit
                && gap.start < gap.end
                && self.is_partitive(counted, gap)
        });
        counted.unwrap_or(unit)
    }

    /// "one of them, A B,": whether a name alone says who a single one of some is.
    pub(super) fn names_one_of(&self, one: usize, name: usize) -> bool {
        let (one, name) = (&self.people[one], &self.people[name]);
        let single = one.count == Some(CountRange::exactly(1)) && one.name.is_none();
        single
            && matches!(one.kind, PeopleKind::Bare | PeopleKind::Pronoun)
            && name.kind == PeopleKind::Name
            && one.tokens.end + 1 == name.tokens.start
            && self.doc.folded(one.tokens.end) == ","
    }
}
