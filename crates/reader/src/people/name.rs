//! People's names: runs of capitalised words, alone, after a noun, or sharing one surname.

use std::ops::Range;

use cairn_model::Sex;

use super::{Finder, PeopleKind, PeopleMention};
use crate::mentions::NumberKind;
use crate::token::TokenKind;

/// Words between a noun and the name in apposition to it.
const LONGEST_APPOSITION: usize = 7;

/// How far an employer's name may part a noun from the name ("the operator of the State …, A. B.").
const LONGEST_EMPLOYER: usize = 20;

impl Finder<'_, '_> {
    /// A name of two words or more, or one with an age beside it, with the noun in apposition to it.
    pub(super) fn name(&self, at: usize, sentence: &Range<usize>) -> Option<PeopleMention> {
        let doc = self.doc;
        // "F, 30" is no name.
        let coded = |name: &Range<usize>| {
            name.len() == 1 && doc.entry_at(name.start, doc.class("sex_codes")).is_some()
        };
        let name = self.capitals(at, sentence).filter(|name| !coded(name))?;
        let age = self.age_after(name.end, sentence);
        let before = self.age_before(name.start, sentence);
        let surely = name.len() > 1 && (age.is_some() || before.is_some());
        if self.is_place(&name, surely) || name.len() < 2 && age.is_none() && before.is_none() {
            return None;
        }
        let mut mention = PeopleMention::named(name.clone(), doc.plain(name));
        if let Some((age, end)) = age {
            mention.age = Some(age);
            mention.tokens.end = end;
        } else if let Some((age, start)) = before {
            mention.age = Some(age);
            mention.tokens.start = start;
        }
        self.parent_after(&mut mention, sentence);
        self.apposition(&mut mention, sentence);
        mention.sex = mention.sex.or_else(|| self.sex_of(&mention));
        Some(mention)
    }

    /// "X Y s/o Z W", "X Y, son of Z W": whose child or wife somebody is belongs to the mention.
    pub(super) fn parent_after(&self, mention: &mut PeopleMention, sentence: &Range<usize>) {
        let doc = self.doc;
        let links = doc.class("kin_links");
        let end = mention.tokens.end;
        let comma = end + usize::from(doc.folded(end) == ",");
        let link = [end, comma].into_iter().find_map(|at| doc.term_at(at, links));
        let Some(link) = link.filter(|link| link.end < sentence.end) else { return };
        let Some(parent) = self.capitals(link.end, sentence) else { return };
        let sex = doc.entry(link).get("sex").and_then(|sex| sex.parse().ok());
        mention.sex = mention.sex.or(sex);
        mention.tokens.end = parent.end;
        if mention.age.is_none()
            && let Some((age, end)) = self.age_after(parent.end, sentence)
        {
            mention.age = Some(age);
            mention.tokens.end = end;
        }
    }

    /// A name right after the noun ("cook, Ajmal Khan", "a villager named X"), or after the noun and
    /// its employer ("the operator of the State Television (STV) Rasim Aliyev"): then the employer
    /// belongs to the occupation.
    pub(super) fn name_after(&self, mention: &mut PeopleMention, sentence: &Range<usize>) {
        if mention.plural || mention.kind == PeopleKind::Unit {
            return;
        }
        let doc = self.doc;
        let mut head = mention.tokens.end;
        // "Sgt. A B"
        let short = head > 0 && doc.entry_at(head - 1, doc.class("abbreviations")).is_some();
        if short && doc.folded(head) == "." {
            head += 1;
        }
        let mut at = head;
        if doc.folded(at) == "," {
            at += 1;
        }
        // "a serviceman, Sergeant A B", "his helper, 24 years old A B": in apposition to the noun.
        let apposed = (at > head).then(|| self.apposed_name(at, sentence)).flatten();
        if let Some(name) = apposed {
            mention.name = Some(doc.plain(name.clone()));
            mention.age = mention.age.or_else(|| self.age_within(head..name.start));
            mention.tokens.end = name.end;
            return;
        }
        let opener = doc.term_at(at, doc.class("list_openers")).map(|term| term.end);
        at = opener.unwrap_or(at);
        let near = self.capitals(at, sentence).filter(|name| {
            let person = name.len() > 1 || mention.kin || mention.sex.is_some() || opener.is_some();
            !self.is_place(name, person && (at == head || opener.is_some()))
                && (name.len() > 1
                    || at == head
                    || opener.is_some()
                    || self.is_aged(name.end, sentence))
                && !self.speaks(name.end)
        });
        let near = near.or_else(|| self.name_after_origin(head, sentence));
        if let Some(name) = near {
            mention.name = Some(doc.plain(name.clone()));
            mention.tokens.end = name.end;
            self.parent_after(mention, sentence);
            return;
        }
        if let Some(name) = self.name_after_employer(head, sentence)
            && !self.speaks(name.end)
        {
            let job = mention.occupation.take().unwrap_or_default();
            let employer = doc.plain(head..name.start);
            mention.occupation = Some(format!("{job} {employer}").trim().to_owned());
            mention.name = Some(doc.plain(name.clone()));
            mention.tokens.end = name.end;
        }
    }

    /// "the mayor of Belin, Anton Kerr, …", "a boy from the village of Saren, Ilko Baran": the name behind
    /// the place that somebody comes from.
    fn name_after_origin(&self, head: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        doc.entry_at(head, self.prepositions)?;
        if let Some(name) = self.name_after_owned(head, sentence) {
            return Some(name);
        }
        let near = self.places.partition_point(|place| place.tokens.start <= head);
        let place = self.places.get(near).filter(|place| {
            place.tokens.start < head + LONGEST_APPOSITION
                && (head + 1..place.tokens.start).all(|at| {
                    doc.entry_at(at, self.determiners).is_some()
                        || doc.entry_at(at, self.prepositions).is_some()
                        || doc.entry_at(at, doc.class("place_nouns")).is_some()
                })
        })?;
        let comma = place.tokens.end;
        let name = (doc.folded(comma) == ",").then(|| self.capitals(comma + 1, sentence))??;
        let closes = name.end >= sentence.end
            || doc.kind(name.end) == TokenKind::Mark
            || self.is_and(name.end)
            || doc.entry_at(name.end, self.auxiliaries).is_some()
            || doc.entry_at(name.end, self.effects).is_some();
        let person = name.len() > 1 && !self.is_place(&name, true) && !self.speaks(name.end);
        (person && closes).then_some(name)
    }

    /// "the owner of the yard, Tomo Relja, 56": the name behind what somebody owns or runs.
    fn name_after_owned(&self, head: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        let comma = (head + 1..sentence.end.min(head + LONGEST_APPOSITION))
            .find(|&at| doc.kind(at) != TokenKind::Word)?;
        let plain = (head + 1..comma).all(|at| {
            doc.entry_at(at, self.auxiliaries).is_none()
                && doc.entry_at(at, self.effects).is_none()
                && !self.is_and(at)
                && doc.entry_at(at, self.nouns).is_none()
        });
        if !self.is_of(head) || !plain || doc.folded(comma) != "," {
            return None;
        }
        let name = self.capitals(comma + 1, sentence)?;
        let person = name.len() > 1 && !self.is_place(&name, true) && !self.speaks(name.end);
        (person && doc.kind(name.end) == TokenKind::Mark).then_some(name)
    }

    /// The name behind ages, adjectives and a noun for the same person, where verbs come last and so
    /// nothing else can stand there.
    fn apposed_name(&self, start: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        if !doc.grammar().verb_final {
            return None;
        }
        let mut at = start;
        while at < sentence.end && at < start + LONGEST_APPOSITION {
            let age = self.numbers_from(at).next().filter(|n| n.tokens.start == at);
            let noun = doc.term_at(at, self.nouns).filter(|term| {
                let entry = doc.entry(term);
                !["plural", "pronoun", "unit", "counted", "kin"].iter().any(|f| entry.has(f))
            });
            let adjective = doc.term_at(at, self.modifiers);
            let from = self.places.iter().find(|place| place.tokens.start == at);
            if let Some(place) = from {
                at = place.tokens.end;
                continue;
            }
            let born = doc.entry_at(at, self.dates).is_some();
            at = match (age, noun, adjective) {
                (Some(age), ..) if age.kind != NumberKind::Cardinal => age.tokens.end,
                (_, Some(term), _) | (_, _, Some(term)) => term.end,
                _ if born
                    || doc.kind(at) == TokenKind::Number
                        && doc.entry_at(at + 1, self.dates).is_some() =>
                {
                    at + 1
                }
                _ => break,
            };
        }
        let name = self.capitals(at, sentence).filter(|_| at > start)?;
        (name.len() > 1 && !self.is_place(&name, true)).then_some(name)
    }

    fn is_aged(&self, at: usize, sentence: &Range<usize>) -> bool {
        self.age_after(at, sentence).is_some()
    }

    /// "of the Azerbaijan State News Agency (AZERTAC) Maharram Ibrahimov": the name follows a bracket
    /// or the noun that ends the employer's name.
    fn name_after_employer(&self, head: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        if !self.is_of(head) {
            return None;
        }
        let place_nouns = doc.class("place_nouns");
        for at in head + 1..sentence.end.min(head + LONGEST_EMPLOYER) {
            let ends_employer = doc.folded(at - 1) == ")"
                || doc.kind(at - 1) == TokenKind::Word
                    && (doc.entry_at(at - 1, place_nouns).is_some()
                        || doc.entry_at(at - 1, self.not_places).is_some());
            if ends_employer
                && let Some(name) = self.capitals(at, sentence)
                && name.len() > 1
            {
                return Some(name);
            }
            let part = doc.tokens[at].is_capitalised()
                || matches!(doc.folded(at), "(" | ")" | "'s" | "-")
                || doc.entry_at(at, self.determiners).is_some()
                || self.is_of(at)
                || doc.entry_at(at, place_nouns).is_some()
                || doc.entry_at(at, self.not_places).is_some()
                || self.is_and(at) && doc.tokens.get(at + 1).is_some_and(|t| t.is_capitalised());
            if !part {
                return None;
            }
        }
        None
    }

    /// "A B adlı çoban": a name in front of a word that says that it is the noun's.
    pub(super) fn with_name_before(
        &self,
        mut mention: PeopleMention,
        found: &mut Vec<PeopleMention>,
    ) -> PeopleMention {
        let doc = self.doc;
        let names = doc
            .entry_at(mention.tokens.start, self.modifiers)
            .is_some_and(|entry| &*entry.value == "named");
        let name = found.last().filter(|last| {
            last.kind == PeopleKind::Name && last.tokens.end == mention.tokens.start
        });
        if names
            && mention.name.is_none()
            && let Some(before) = name.cloned()
        {
            found.pop();
            mention.tokens.start = before.tokens.start;
            mention.name = before.name;
            mention.age = mention.age.or(before.age);
        }
        mention
    }

    /// Whether a reporting verb follows: then the name is a source, not a victim.
    fn speaks(&self, at: usize) -> bool {
        self.doc.term_at(at, self.doc.class("reporting")).is_some()
    }

    /// Whether a name begins here.
    pub(super) fn names_follow(&self, at: usize, sentence: &Range<usize>) -> bool {
        let at = at + usize::from(self.doc.folded(at) == ".");
        self.capitals(at, sentence).is_some()
    }

    /// The sex that a name's own words give: "M. X oglu", "(F/9)".
    pub(super) fn sex_of(&self, mention: &PeopleMention) -> Option<Sex> {
        let doc = self.doc;
        let endings = doc.class("name_endings");
        self.coded_sex(mention.tokens.clone()).or_else(|| {
            mention
                .tokens
                .clone()
                .filter_map(|at| doc.entry_at(at, endings))
                .find_map(|entry| entry.value.parse().ok())
        })
    }
}
