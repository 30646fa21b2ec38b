//! Names that a plural noun announces: "brothers A and B C", "two soldiers, A B and C D,".

use std::borrow::Cow;
use std::ops::Range;

use cairn_model::CountRange;

use super::{Finder, PeopleKind, PeopleMention, count_of};
use crate::mentions::Number;
use crate::token::TokenKind;

impl Finder<'_, '_> {
    /// "brothers Stevan and Milan Tomic": first names that a plural noun announces share the surname
    /// of the last. The names take the noun's place. Gives whether `mention` was used up.
    pub(super) fn shared_names(
        &self,
        mention: &PeopleMention,
        found: &mut Vec<PeopleMention>,
    ) -> bool {
        let Some(noun) = found.last() else { return false };
        let unnamed = noun.plural && noun.name.is_none() && noun.kind == PeopleKind::Noun;
        let Some(full) = mention.name.as_deref().filter(|_| unnamed) else { return false };
        let doc = self.doc;
        let gap = noun.tokens.end..mention.tokens.start;
        let first = gap.start + usize::from(matches!(doc.folded(gap.start), "," | ":" | "-"));
        let mut given = Vec::new();
        let mut at = first;
        while at < gap.end {
            let single = doc.kind(at) == TokenKind::Capitalised
                && (doc.folded(at + 1) == "," || self.is_and(at + 1));
            if !single {
                return false;
            }
            given.push(at);
            at += 2;
        }
        let names = full.split_once(' ').filter(|_| !given.is_empty() && at == gap.end);
        let Some((last_given, surname)) = names else { return false };
        let surname = self.one_of(surname);
        let noun = noun.clone();
        found.pop();
        let person = |tokens: Range<usize>, name: String| PeopleMention {
            group: noun.group,
            sex: noun.sex,
            child: noun.child,
            journalist: noun.journalist,
            kin: noun.kin,
            ..PeopleMention::named(tokens, name)
        };
        let mut begin = noun.tokens.start;
        for at in given {
            found.push(person(begin..at + 1, format!("{} {surname}", doc.str(at..at + 1))));
            begin = at + 2;
        }
        let mut last = person(mention.tokens.clone(), format!("{last_given} {surname}"));
        last.age = mention.age;
        found.push(last);
        true
    }

    /// The surname of one of those who share it: "Quliyevlər" are several of the name Quliyev.
    fn one_of<'n>(&self, surname: &'n str) -> Cow<'n, str> {
        const LEAST_STEM: usize = 3;
        let doc = self.doc;
        let one = doc.lexicon.entries(doc.class("name_plurals")).find_map(|rule| {
            let stem = rule.get("ending")?.split(',').find_map(|e| surname.strip_suffix(e))?;
            (stem.chars().count() >= LEAST_STEM).then(|| match &*rule.value {
                "0" => stem.to_owned(),
                ending => format!("{stem}{ending}"),
            })
        });
        one.map_or(Cow::Borrowed(surname), Cow::Owned)
    }

    /// "Two boys, 9 and 11, ", "two women (67 and 40)": ages that tell the people of a noun apart. Each
    /// becomes a person of that age.
    pub(super) fn told_apart(&self, mention: &PeopleMention) -> Option<Vec<PeopleMention>> {
        const MOST: u64 = 5;
        let doc = self.doc;
        let number = mention.count?.exact().filter(|n| (2..=MOST).contains(n))?;
        let open = mention.tokens.end;
        if mention.kind != PeopleKind::Noun || !matches!(doc.folded(open), "," | "(") {
            return None;
        }
        let ages: Vec<&Number> =
            self.numbers_from(open).take(usize::try_from(number).ok()?).collect();
        let mut end = open + 1;
        let mut people = Vec::new();
        for (place, age) in ages.iter().enumerate() {
            let between = end..age.tokens.start;
            let apart = between.clone().all(|at| doc.folded(at) == "," || self.is_and(at));
            if !apart || between.is_empty() && place > 0 || between.len() > 2 {
                return None;
            }
            let one = CountRange::exactly(1);
            let years = super::age::age_of(age).filter(|_| count_of(age) != Some(one))?;
            let start = if place == 0 { mention.tokens.start } else { age.tokens.start };
            people.push(PeopleMention {
                tokens: start..age.tokens.end,
                count: Some(one),
                plural: false,
                age: Some(years),
                ..mention.clone()
            });
            end = age.tokens.end;
        }
        let closed = matches!(doc.folded(end), "," | ")" | "." | ";")
            || doc.entry_at(end, self.auxiliaries).is_some();
        (closed && people.len() as u64 == number).then_some(people)
    }

    /// "soldiers A B, C D and E F": the names take the place of a noun without a number; after one
    /// with their number ("two soldiers, A B and C D,") they only say who these are.
    pub(super) fn announced_names(&self, found: &mut Vec<PeopleMention>) {
        let mut at = 0;
        while at < found.len() {
            let names = self.names_after(found, at);
            let number = found[at].count.and_then(cairn_model::CountRange::exact);
            let replaces = number.is_none() && !names.is_empty();
            let repeats = names.len() > 1 && number == Some(names.len() as u64);
            if replaces || repeats {
                let noun = found[at].clone();
                for name in &mut found[names] {
                    name.group = noun.group;
                    name.sex = name.sex.or(noun.sex);
                    name.child |= noun.child;
                    name.journalist |= noun.journalist;
                    name.kin |= noun.kin;
                    if repeats {
                        name.count = None;
                    }
                }
            }
            if replaces {
                found[at + 1].tokens.start = found[at].tokens.start;
                found.remove(at);
            }
            at += 1;
        }
    }

    /// The run of bare names right after a plural noun, as indices.
    fn names_after(&self, found: &[PeopleMention], at: usize) -> Range<usize> {
        let noun = &found[at];
        let none = at + 1..at + 1;
        let bare = noun.kind == PeopleKind::Bare && noun.count.is_some();
        if !noun.plural || !(noun.kind == PeopleKind::Noun || bare) {
            return none;
        }
        let mut end = at + 1;
        while let Some(next) = found.get(end) {
            let gap = found[end - 1].tokens.end..next.tokens.start;
            let mark = |i: usize| matches!(self.doc.folded(i), "," | ";" | ":" | "-" | "(" | ")");
            // "two employees of the road company, A and B".
            let owned = end == at + 1
                && noun.count.is_some()
                && (3..=8).contains(&gap.len())
                && self.is_of(gap.start)
                && mark(gap.end - 1)
                && !(gap.start..gap.end - 1).any(|i| {
                    mark(i)
                        || self.is_and(i)
                        || self.doc.entry_at(i, self.effects).is_some()
                        || self.doc.entry_at(i, self.auxiliaries).is_some()
                });
            let joined = match (end == at + 1, gap.len()) {
                _ if owned => true,
                (true, 0) => noun.count.is_none(),
                (true, 1) => noun.count.is_some() && mark(gap.start),
                (_, 1) => mark(gap.start) || self.is_and(gap.start),
                (false, 2) => mark(gap.start) && self.is_and(gap.start + 1),
                _ => false,
            };
            if !joined || next.kind != PeopleKind::Name {
                break;
            }
            end += 1;
        }
        // "the villagers, Ivan Petrov said": one name after a noun is somebody else's.
        if end == at + 2 && noun.count.is_some() {
            return none;
        }
        at + 1..end
    }
}
