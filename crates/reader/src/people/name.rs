//! People's names: runs of capitalised words, alone, after a noun, or sharing one surname.

use std::ops::Range;

use cairn_model::Sex;

use super::{Finder, PeopleKind, PeopleMention};
use crate::endings::Ending;
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
        let name = self.capitals(at, sentence)?;
        let age = self.age_after(name.end, sentence);
        let before = self.age_before(name.start, sentence);
        let surely = name.len() > 1 && (age.is_some() || before.is_some());
        if self.is_place(&name, surely)
            || at == sentence.start && doc.kind(at) == TokenKind::AllCapitals
            || name.len() < 2 && age.is_none() && before.is_none()
        {
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
        self.apposition(&mut mention, sentence);
        mention.sex = mention.sex.or_else(|| self.sex_of(&mention));
        Some(mention)
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
        if let Some(name) = near {
            mention.name = Some(doc.plain(name.clone()));
            mention.tokens.end = name.end;
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

    /// A run of capitalised words that may be a person's name.
    pub(super) fn capitals(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        let fits = |i: usize| {
            i < sentence.end
                && doc.kind(i) == TokenKind::Capitalised
                && doc
                    .entry_at(i, self.not_places)
                    .is_none_or(|e| &*e.value == "title" && i == at || &*e.value == "given")
                && doc.entry_at(i, self.countries).is_none()
                && doc.entry_at(i, self.function_words).is_none()
        };
        // "Wounded": a word that only begins its sentence, where such words are written as one.
        let word = at == sentence.start
            && doc.grammar().verb_final
            && (doc.entry_at(at, self.effects).is_some() || doc.entry_at(at, self.nouns).is_some());
        if word || !fits(at) || at > sentence.start && self.goes_on_before(at) {
            return None;
        }
        // "the Ministry of Internal Affairs", "Bank of Ceylon".
        let of_institution = at >= sentence.start + 2
            && doc.entry_at(at - 1, self.prepositions).is_some()
            && doc.entry_at(at - 2, self.not_places).is_some_and(|e| &*e.value == "institution");
        if of_institution {
            return None;
        }
        let mut start = at;
        // A title in front is not part of the name.
        let given = |at: usize| {
            doc.entry_at(at, self.not_places).is_some_and(|entry| &*entry.value == "given")
        };
        while start < sentence.end
            && doc.entry_at(start, self.not_places).is_some()
            && !given(start)
        {
            start += 1;
            if doc.folded(start) == "." {
                start += 1;
            }
        }
        let mut end = start;
        while end < sentence.end && (fits(end) || self.inside_name(start, end)) {
            end += 1;
            // "Koçak'ın": a name ends with its case ending.
            if doc.ending(end - 1) != Ending::None {
                break;
            }
        }
        // "Rapid Intervention Battalion": no person.
        if doc.entry_at(end, self.not_places).is_some_and(|e| &*e.value == "institution")
            && !doc.tokens[end].is_mark(",")
        {
            return None;
        }
        // "Musa oglu": a word that belongs to names.
        if end > start && doc.entry_at(end, doc.class("name_endings")).is_some() {
            end += 1;
        }
        // A hyphen that nothing follows is a dash.
        while end > start && doc.folded(end - 1) == "-" {
            end -= 1;
        }
        (end > start).then_some(start..end.min(sentence.end))
    }

    /// Whether the run of capitals began before.
    fn goes_on_before(&self, at: usize) -> bool {
        let doc = self.doc;
        let nouns = doc.entry_at(at - 1, self.nouns).is_some();
        doc.tokens[at - 1].is_capitalised()
            && doc.ending(at - 1) == Ending::None
            && doc.entry_at(at - 1, self.not_places).is_none()
            && doc.entry_at(at - 1, self.countries).is_none()
            && !nouns
    }

    /// A full stop after an initial, a hyphen, a particle inside a name.
    fn inside_name(&self, start: usize, at: usize) -> bool {
        let doc = self.doc;
        let token = &doc.tokens[at];
        let capital = doc.tokens.get(at + 1).is_some_and(|t| t.is_capitalised());
        let initial = token.is_mark(".") && doc.str(at.saturating_sub(1)..at).chars().count() == 1;
        let joined = token.is_mark("-")
            && !token.spaced
            && capital
            && doc.tokens.get(at + 1).is_some_and(|t| !t.spaced);
        // "Ana de la Cruz", "Abd al-Rahman".
        let particle = doc.term_at(at, self.particles).is_some_and(|term| {
            doc.tokens.get(term.end).is_some_and(|t| t.is_capitalised() || t.is_mark("-"))
        }) || doc.term_at(at.saturating_sub(1), self.particles).is_some_and(
            |term| term.end == at + 1 && term.start < at && capital && term.start > start,
        );
        at > start && (initial || joined || particle)
    }
}
