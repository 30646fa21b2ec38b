//! A name behind a noun that it is the name of: "A member of the team, A B, 29, died" is one person.

use std::ops::Range;

use cairn_model::{CountRange, VictimGroup};

use super::Finder;
use crate::people::PeopleKind;

impl Finder<'_, '_> {
    /// People joined to one another, without those of whom the next one gives the name.
    pub(super) fn without_apposed(&self, joined: Vec<usize>) -> Vec<usize> {
        if joined.len() < 2 {
            return joined;
        }
        let named_next = |place: usize| {
            let next = joined.get(place + 1);
            next.is_some_and(|&next| self.is_name_of(joined[place], next))
        };
        (0..joined.len()).filter(|&place| !named_next(place)).map(|place| joined[place]).collect()
    }

    /// "a member of a clearance team, | A B, |", "one, | Corporal C D, |": whether a name between commas tells
    /// who the one person before it is.
    fn is_name_of(&self, one: usize, name: usize) -> bool {
        let (one, name) = (&self.people[one], &self.people[name]);
        let single = one.count == Some(CountRange::exactly(1))
            && one.name.is_none()
            && matches!(one.kind, PeopleKind::Noun | PeopleKind::Bare);
        let known = |group: VictimGroup| group != VictimGroup::Unknown;
        let apart = known(one.group) && known(name.group) && one.group != name.group
            || matches!((one.age, name.age), (Some(a), Some(b)) if a != b)
            || matches!((one.sex, name.sex), (Some(a), Some(b)) if a != b);
        single
            && name.name.is_some()
            && !name.kin
            && !apart
            && self.parts_name(one.tokens.end..name.tokens.start)
            && self.closes_name(name.tokens.end)
    }

    /// Whether one comma alone stands between, behind what belongs to the noun.
    fn parts_name(&self, gap: Range<usize>) -> bool {
        let doc = self.doc;
        let Some(comma) = gap.end.checked_sub(1).filter(|at| gap.contains(at)) else {
            return false;
        };
        let of = |at: usize| doc.entry_at(at, self.prepositions).is_some_and(|e| &*e.value == "of");
        doc.folded(comma) == ","
            && (comma == gap.start || of(gap.start))
            && (gap.start..comma).all(|at| {
                !matches!(doc.folded(at), "," | ";" | ":" | "(")
                    && doc.entry_at(at, self.conjunctions).is_none()
            })
    }

    /// Whether a list does not go on behind a name.
    fn closes_name(&self, end: usize) -> bool {
        let doc = self.doc;
        let and = |at: usize| {
            doc.entry_at(at, self.conjunctions).is_some_and(|entry| &*entry.value == "and")
        };
        match doc.folded(end) {
            "," => !self.mentions(end + 1..end + 2).any(|i| self.people[i].name.is_some()),
            ";" => false,
            _ => !and(end),
        }
    }
}
