//! People named by a noun or a pronoun, with what belongs to it on both sides.

use std::ops::Range;

use cairn_model::CountRange;

use super::{Finder, PeopleKind, PeopleMention, count_of};
use crate::lexicon::Entry;
use crate::mentions::{Number, NumberKind};
use crate::token::TokenKind;

/// Words among which a part of the body stands behind its owner.
const FARTHEST_OWNED: usize = 4;

impl Finder<'_, '_> {
    /// The people whose noun stands at a token; nothing before `floor` belongs to them.
    pub(super) fn noun(
        &self,
        at: usize,
        floor: usize,
        sentence: &Range<usize>,
    ) -> Option<PeopleMention> {
        let doc = self.doc;
        let term = *doc.term_at(at, self.nouns)?;
        let entry = doc.entry(&term);
        if term.end > sentence.end || at < floor || entry.has("relative") {
            return None;
        }
        if entry.has("alone") {
            return self.alone(at..term.end, floor, entry);
        }
        if entry.has("pronoun") {
            return Some(self.pronoun(at..term.end, floor, entry));
        }
        let title = entry.has("title")
            && !(doc.tokens[at].is_capitalised() && self.names_follow(term.end, sentence));
        // "the driver's seat", "soldiers' camp".
        // "Mate Ilic": a name that is spelled like the noun.
        let name = entry.has("small") && doc.tokens[at].is_capitalised() && at > sentence.start;
        let owns = (doc.folded(term.end) == "'s" || self.is_bare_possessive(term.end))
            && !self.owns_a_part(term.end + 1);
        if title
            || name
            || owns
            || self.ends_foreign_compound(at)
            || self.modifies_next(term.end, entry, sentence)
            // "minor injuries"
            || !entry.has("plural") && doc.entry_at(term.end, doc.class("wounds")).is_some_and(|e| e.has("wound") && !e.has("part"))
            || self.in_place(at)
        {
            return None;
        }
        let before = self.before(at, floor);
        let plural = entry.has("plural");
        // "a family of five": a body of people counted after all.
        let members = entry.has("unit").then(|| self.members(term.end)).flatten();
        let unit = entry.has("unit") && members.is_none();
        if entry.has("counted") && before.number.is_none() {
            return None;
        }
        // "un convoy militar": an adjective behind its noun.
        let behind = at > sentence.start
            && before.start == at
            && doc.kind(at - 1) == TokenKind::Word
            && doc.entry_at(at - 1, self.function_words).is_none()
            && doc.entry_at(at, self.modifiers).is_some_and(|e| e.has("after"));
        if behind && !entry.has("plural") {
            return None;
        }
        // "la policía": the body, not one of its members.
        if entry.has("body") && before.number.is_none() && before.determiner == Some("definite") {
            return None;
        }
        if entry.has("rest") && before.number.is_none() && before.determiner.is_none() {
            return None;
        }
        // "the other two": the number counts them.
        let counted = || self.numbers_from(term.end).next().map(|n| n.tokens.start);
        if entry.has("rest") && counted() == Some(term.end) {
            return None;
        }
        let end = self.after_adjectives(term.end, sentence);
        let mut mention = PeopleMention::bare(
            before.start..members.map_or(end, |members| members.tokens.end),
            if unit { PeopleKind::Unit } else { PeopleKind::Noun },
        );
        mention.describe(entry);
        mention.count = match before.number {
            Some(number) if !unit => count_of(number),
            None if members.is_some() => members.and_then(count_of),
            None if plural => self
                .count_without_number(before.start, entry)
                .or_else(|| self.single_names(term.end, sentence)),
            None if !unit => Some(CountRange::exactly(1)),
            _ => None,
        };
        let plural = plural || members.is_some();
        mention.definite = before.determiner == Some("definite");
        // Some languages leave the noun as it is behind a number.
        let plural = plural || mention.count.is_some_and(|count| count.least() > 1);
        mention.plural = plural;
        mention.occupation = entry.has("job").then(|| doc.plain(at..term.end));
        mention.age = self.age_within(before.start..at);
        self.name_after(&mut mention, sentence);
        if !plural && !unit {
            if mention.age.is_none()
                && let Some((age, end)) = self.age_after(mention.tokens.end, sentence)
                // "a father of three" has three children.
                && !(mention.kin && self.is_of(mention.tokens.end))
            {
                mention.age = Some(age);
                mention.tokens.end = end;
                // "an engineer aged 40, Ivan Petrov": the name may come after the age.
                if mention.name.is_none() {
                    self.name_after(&mut mention, sentence);
                }
            }
            self.apposition(&mut mention, sentence);
        }
        mention.sex = mention.sex.or_else(|| self.sex_of(&mention));
        Some(mention)
    }

    /// "the driver's | left foot": what befalls a part of the body befalls its owner.
    fn owns_a_part(&self, at: usize) -> bool {
        let doc = self.doc;
        let parts = doc.class("body_parts");
        let soon = (at..at + FARTHEST_OWNED).find(|&at| doc.entry_at(at, self.modifiers).is_none());
        soon.is_some_and(|at| doc.entry_at(at, parts).is_some())
    }

    /// "family of | five": the number after a body of people, where it counts nothing that follows.
    fn members(&self, of: usize) -> Option<&Number> {
        let number = self.is_of(of).then(|| self.numbers_from(of).next()).flatten()?;
        let follows = number.tokens.start == of + 1 && number.kind == NumberKind::Cardinal;
        (follows && self.stands_alone(number)).then_some(number)
    }

    /// How many a plural noun means without a number: "both drivers", "a couple".
    fn count_without_number(&self, start: usize, entry: &Entry) -> Option<CountRange> {
        let determiner = self.doc.entry_at(start, self.determiners);
        let count = determiner.and_then(|e| e.get("count")).or_else(|| entry.get("count"))?;
        count.parse().ok().map(CountRange::exactly)
    }

    /// "Privates | Quispe and Mamani": how many names of one word each follow a noun, joined to one another.
    fn single_names(&self, at: usize, sentence: &Range<usize>) -> Option<CountRange> {
        const MOST: u64 = 6;
        let doc = self.doc;
        let name = |at: usize| {
            at < sentence.end
                && doc.kind(at) == TokenKind::Capitalised
                && doc.entry_at(at, self.countries).is_none()
                && !self.in_place(at)
        };
        let (mut at, mut names) = (at, 0);
        while name(at) && names < MOST {
            names += 1;
            at += 1;
            if self.is_and(at) && name(at + 1) {
                return (!name(at + 2)).then(|| CountRange::exactly(names + 1));
            }
            if doc.folded(at) != "," {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Where the adjectives end that a language puts behind its nouns ("soldados profesionales").
    fn after_adjectives(&self, mut at: usize, sentence: &Range<usize>) -> usize {
        let doc = self.doc;
        while at < sentence.end {
            let modifier = doc.term_at(at, self.modifiers).filter(|t| doc.entry(t).has("after"));
            let nation = doc.term_at(at, self.countries).filter(|t| doc.entry(t).has("small"));
            match modifier.or(nation).filter(|term| term.end <= sentence.end) {
                Some(term) => at = term.end,
                None => break,
            }
        }
        at
    }

    /// "both were hurt", "and another wounded": words that mean people when nothing follows that
    /// they could belong to.
    fn alone(&self, tokens: Range<usize>, floor: usize, entry: &Entry) -> Option<PeopleMention> {
        let doc = self.doc;
        let next = tokens.end;
        let stands_alone = doc.entry_at(next, self.auxiliaries).is_some()
            || doc.entry_at(next, self.effects).is_some()
            || doc.entry_at(next, doc.class("frames")).is_some()
            || doc.term_at(next, self.adverbs).is_some_and(|term| {
                doc.entry_at(term.end, self.auxiliaries).is_some()
                    || doc.entry_at(term.end, self.effects).is_some()
            })
            // "a man of 59 and another of 33"
            || entry.get("count") == Some("1")
                && self.is_of(next)
                && self.numbers_from(next + 1).next().is_some_and(|number| {
                    number.tokens.start == next + 1 && number.kind == NumberKind::Age
                })
            // "… and another an arm"
            || entry.get("count") == Some("1")
                && doc.entry_at(next, self.determiners).is_some()
                && self.owns_a_part(next + 1);
        // "the death of one man and the injury of another", "killed the eldest of five sisters".
        let part = entry.has("definite") && self.is_of(next);
        let governed = tokens.start > floor
            && (part
                || matches!(doc.folded(next), "." | "," | ";" | "")
                || doc.entry_at(next, self.prepositions).is_some())
            && doc.terms_in(tokens.start.saturating_sub(2)..tokens.start, self.effects).any(
                |term| {
                    term.end == tokens.start
                        && (["of", "object"].iter().any(|flag| doc.entry(term).has(flag))
                            // "killed two and hurt another"
                            || doc.entry(term).has("participle"))
                },
            );
        if !(stands_alone || governed) || tokens.start < floor {
            return None;
        }
        let count =
            entry.get("count").and_then(|count| count.parse().ok()).map(CountRange::exactly);
        Some(PeopleMention {
            count,
            definite: entry.has("definite"),
            plural: entry.has("plural"),
            ..PeopleMention::bare(
                tokens,
                if entry.has("pronoun") { PeopleKind::Pronoun } else { PeopleKind::Bare },
            )
        })
    }

    fn pronoun(&self, tokens: Range<usize>, floor: usize, entry: &Entry) -> PeopleMention {
        let plural = entry.has("plural");
        let mut mention = PeopleMention {
            count: (!plural).then_some(CountRange::exactly(1)),
            sex: entry.get("sex").and_then(|sex| sex.parse().ok()),
            definite: true,
            plural,
            ..PeopleMention::bare(tokens.clone(), PeopleKind::Pronoun)
        };
        if plural && let Some((number, part)) = self.part_of(tokens.start, floor) {
            mention.count = count_of(number);
            mention.tokens.start = part.start;
        }
        mention
    }

    /// "farm workers": the last noun of a run is the head.
    pub(super) fn modifies_next(&self, end: usize, entry: &Entry, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        // Where nouns are inflected, the first of a run is the head.
        if self.cases {
            return false;
        }
        // "un menor indígena": what follows is an adjective there.
        let adjective = doc.entry_at(end, self.modifiers).is_some_and(|e| e.has("after"));
        let next =
            doc.term_at(end, self.nouns).filter(|next| next.end <= sentence.end && !adjective);
        next.is_some_and(|next| {
            let other = doc.entry(next);
            !["pronoun", "relative", "rest", "alone", "title"].iter().any(|flag| other.has(flag))
                && !entry.has("plural")
                && doc.kind(end) == TokenKind::Word
        })
    }

    /// "an anti-personnel mine": the noun is the end of a word that does not mean people.
    fn ends_foreign_compound(&self, at: usize) -> bool {
        let doc = self.doc;
        let joined = at >= 2 && doc.tokens[at - 1].is_mark("-") && !doc.tokens[at].spaced;
        joined
            && !doc.tokens[at - 1].spaced
            && doc.kind(at - 2) != TokenKind::Number
            && doc.entry_at(at - 2, self.modifiers).is_none()
            && doc.entry_at(at - 2, self.nouns).is_none()
            && !(self.is_unknown(at - 2)
                && doc.entry_at(at, self.nouns).is_some_and(|entry| entry.has("job")))
    }

    fn in_place(&self, at: usize) -> bool {
        let token = &self.doc.tokens[at];
        token.is_capitalised() && self.places.iter().any(|place| place.tokens.contains(&at))
    }
}
