//! The figures of a text with all that tells whether one is another's rival.

use std::ops::Range;

use cairn_model::CountRange;

use super::super::counted::{Counter, Thing, Trait};
use super::Rivals;
use crate::effects::{Effect, Harm};
use crate::lexicon::Class;
use crate::mentions::{Number, NumberKind};
use crate::people::count_of;
use crate::segment::SentenceKind;
use crate::token::TokenKind;

/// Words behind a number that say what it counts.
const NOUN_WITHIN: usize = 8;

/// Words between a verb and its figure: "gave the toll as at least".
const VERB_WITHIN: usize = 4;

/// A figure with all that tells whether another is its rival.
pub(super) struct Figure {
    pub(super) value: u64,
    /// Where its number stands.
    pub(super) at: Range<usize>,
    pub(super) sentence: usize,
    pub(super) harm: Option<Harm>,
    /// What is counted.
    pub(super) thing: Thing,
    pub(super) by: Trait,
    /// The noun that it counts, folded; empty for a bare number.
    pub(super) noun: Box<str>,
    /// Nothing says what it counts.
    pub(super) bare: bool,
    /// It counts bodies or graves.
    pub(super) remains: bool,
    /// Behind a verb by which somebody gives a figure.
    pub(super) given: bool,
    /// Behind the word that stands before the figure before it: "spoke of eight, X of six".
    pub(super) echoes: bool,
    /// "at least 15": the least of it.
    pub(super) open: bool,
}

/// What is told of people whom a number counts.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// What became of them, where that is sure.
    pub(super) harm: Option<Harm>,
    /// All who are told of together; `None` with any but the first of them.
    pub(super) value: Option<u64>,
    /// Nobody was told of before of whom the same became.
    pub(super) first: bool,
}

impl Rivals<'_, '_> {
    pub(super) fn figure(&self, number: &Number) -> Option<Figure> {
        let doc = self.counter.context.doc;
        let exact = Counter::exact(number);
        let least = || {
            let count =
                (number.kind == NumberKind::Cardinal).then(|| count_of(number)).flatten()?;
            count.most().is_none().then(|| count.least())
        };
        let value = exact.or_else(least).filter(|&value| value > 0)?;
        let start = number.tokens.start;
        let sentence = doc.sentence_of(start);
        let told = self.told(number);
        if doc.sentences[sentence].kind != SentenceKind::Body
            || self.is_part(number) && !told.is_some_and(|told| told.first)
        {
            return None;
        }
        let value = told.map_or(Some(value), |told| told.value)?;
        let most = doc.sentences[sentence].tokens.end;
        let after = number.tokens.end;
        let end = (after..most.min(after + NOUN_WITHIN))
            .find(|&at| doc.kind(at) == TokenKind::Mark || self.counter.number_at(at).is_some())
            .unwrap_or(most.min(after + NOUN_WITHIN));
        let (thing, harm, by) = self.counter.noun(after..end);
        let remains = (after..end).any(|at| {
            let entry = doc.entry_at(at, self.remains);
            entry.is_some_and(|entry| entry.has("verb") || at <= after + 1)
        });
        let stops = after >= most
            || doc.kind(after) == TokenKind::Mark
                && !matches!(doc.folded(after), "-" | "%" | "/")
                // "counted three: two guards and a teacher", and not "17:30"
                && (doc.folded(after) != ":" || doc.tokens.get(after + 1).is_none_or(|t| t.spaced))
            || doc.entry_at(after, self.functions).is_some_and(|e| &*e.value != "auxiliary");
        let bare = stops && !remains;
        let counts_people = thing == Thing::People || remains || told.is_some();
        let things = matches!(thing, Thing::Ordnance | Thing::Area | Thing::Incidents);
        if !counts_people && !bare && !things {
            return None;
        }
        let people = (after..end).find(|&at| doc.entry_at(at, self.people).is_some());
        let noun = people.or_else(|| self.unknown_noun(after, end));
        Some(Figure {
            value,
            at: number.tokens.clone(),
            sentence,
            harm: match remains {
                true => Some(Harm::Killed),
                false => told.and_then(|t| t.harm).or(harm).or_else(|| self.put(number)),
            },
            thing: match (counts_people, thing) {
                (true, _) => Thing::People,
                (false, Thing::Unsaid | Thing::Unknown) => self.put_thing(number).unwrap_or(thing),
                (false, thing) => thing,
            },
            by,
            noun: noun.map_or_else(Box::default, |at| doc.folded(at).into()),
            bare,
            remains,
            given: self.given(number, doc.sentences[sentence].tokens.start),
            echoes: self.echoes(number, sentence),
            open: exact.is_none(),
        })
    }

    /// "A teenage boy was killed", "a woman and her daughters": people of whom no number stands there, and
    /// what became of them.
    pub(super) fn uncounted(&self, effect: &Effect) -> Option<Figure> {
        let context = self.counter.context;
        let doc = context.doc;
        let first = context.people.get(*effect.people.first()?)?;
        let sentence = doc.sentence_of(first.tokens.start);
        let numbered = effect.people.iter().any(|&i| {
            let tokens = &context.people[i].tokens;
            let is_count = |n: &Number| n.kind == NumberKind::Cardinal;
            crate::numbers::numbers_in(&context.numbers, tokens.clone()).iter().any(is_count)
        });
        let count = |&i: &usize| {
            context.people[i]
                .count
                .and_then(CountRange::exact)
                .filter(|_| !context.people[i].definite)
        };
        let value = effect.people.iter().map(count).sum::<Option<u64>>()?;
        let harm = self.befell(effect)?;
        let plain =
            matches!(harm, Harm::Killed | Harm::Injured) && !numbered && self.in_body(effect);
        plain.then(|| Figure {
            value,
            at: first.tokens.clone(),
            sentence,
            harm: Some(harm),
            thing: Thing::People,
            by: Trait::Harm,
            noun: Box::default(),
            bare: false,
            remains: false,
            given: false,
            echoes: false,
            open: false,
        })
    }

    /// The word behind a number that no list has: "six rebels died".
    fn unknown_noun(&self, after: usize, end: usize) -> Option<usize> {
        let doc = self.counter.context.doc;
        let known = |class: Class| doc.entry_at(after, class).is_some();
        let small = [self.functions, self.effects, self.harm, self.auxiliaries, self.remains];
        (after < end && doc.kind(after) == TokenKind::Word && !small.into_iter().any(known))
            .then_some(after)
    }

    /// What is told of the people that a number counts.
    pub(super) fn told(&self, number: &Number) -> Option<Told> {
        let context = self.counter.context;
        let near = context.people.partition_point(|p| p.tokens.end <= number.tokens.start);
        let mention = (near..context.people.len())
            .find(|&i| context.people[i].tokens.contains(&number.core.start))?;
        let at = context.effects.iter().position(|e| e.people.contains(&mention))?;
        let effect = &context.effects[at];
        let same = |other: &Effect| other.harm == effect.harm && !other.negated && !other.weak;
        let first = !context.effects[..at].iter().any(|other| same(other) && self.in_body(other));
        let count = |&i: &usize| context.people[i].count.and_then(CountRange::exact);
        let together = effect.people.len() > 1
            && effect.people.iter().all(|&i| !context.people[i].definite && count(&i).is_some());
        let value = match effect.people.first() {
            // "three officers and some instructors": nobody knows how many.
            Some(_) if effect.people.iter().any(|&i| context.people[i].count.is_none()) => None,
            // "two soldiers and two guides": four, with the first of them.
            Some(&head) if together && head == mention => effect.people.iter().map(count).sum(),
            Some(_) if together => None,
            _ => count_of(number).map(CountRange::least),
        };
        Some(Told { harm: self.befell(effect), value, first })
    }

    fn in_body(&self, effect: &Effect) -> bool {
        let doc = self.context().doc;
        doc.sentences[doc.sentence_of(effect.tokens.start)].kind == SentenceKind::Body
    }

    /// What an effect says of those that it befell.
    fn befell(&self, effect: &Effect) -> Option<Harm> {
        let context = self.counter.context;
        // "Five died; for the same year the hospital has 29": of a verb that is left out nobody knows which
        // it is.
        let doc = context.doc;
        let verb = effect.tokens.start;
        let sentence = doc.sentences[doc.sentence_of(verb)].tokens.clone();
        let gapped = doc.entry_at(verb, self.effects).or(doc.entry_at(verb, self.harm)).is_none();
        let same = || {
            doc.entries_from(sentence, doc.class("date_words"))
                .any(|(_, entry)| &*entry.value == "which:same")
        };
        if gapped && same() {
            return None;
        }
        // Those of whom nothing but care is told are hurt.
        let unsure = effect.weak && effect.harm != Harm::Injured;
        (!effect.negated && !unsure && !effect.resumed).then_some(effect.harm)
    }

    /// "put the wounded at 23": the harm whose figure is put.
    fn put(&self, number: &Number) -> Option<Harm> {
        let doc = self.counter.context.doc;
        self.estimated(number)?.find_map(|at| match &*doc.entry_at(at, self.effects)?.value {
            "killed" => Some(Harm::Killed),
            "injured" => Some(Harm::Injured),
            _ => None,
        })
    }

    /// "gave the number of bomblets destroyed as 1,940": what is counted.
    fn put_thing(&self, number: &Number) -> Option<Thing> {
        let (thing, _, _) = self.counter.noun(self.estimated(number)?);
        Some(thing)
    }

    /// The words from a verb that gives a figure to the figure: "put the wounded at", "put the number of
    /// those killed when a cart hit a mine at", with no other number between.
    fn estimated(&self, number: &Number) -> Option<Range<usize>> {
        let doc = self.counter.context.doc;
        let start = number.tokens.start;
        let first = doc.sentences[doc.sentence_of(start)].tokens.start;
        let numbers = &self.counter.context.numbers;
        let before = numbers.partition_point(|other| other.tokens.start < start);
        let other = before.checked_sub(1).map_or(0, |at| numbers[at].tokens.end);
        let led = start > first && doc.entry_at(start - 1, self.functions).is_some();
        let near = start.saturating_sub(VERB_WITHIN)..start;
        let far = first.max(other)..if led { start } else { first };
        let verb =
            |mut range: Range<usize>| range.find(|&at| doc.entry_at(at, self.estimates).is_some());
        let verb = verb(near).or_else(|| verb(far))?;
        Some(verb + 1..start)
    }

    /// "five of them", "five others", "including five": no figure for all.
    pub(super) fn is_part(&self, number: &Number) -> bool {
        let doc = self.counter.context.doc;
        let (start, end) = (number.tokens.start, number.tokens.end);
        let before = (start.saturating_sub(3)..start)
            .any(|at| doc.term_at(at, self.subsets).is_some_and(|term| term.end == start));
        let around = start.saturating_sub(2)..end + 2;
        before
            || doc.entry_at(end, self.subsets).is_some()
            || doc.entry_at(end, self.partitives).is_some()
            || around.into_iter().any(|at| doc.entry_at(at, self.further).is_some())
    }

    /// Whether a verb by which somebody gives a figure stands before a number.
    fn given(&self, number: &Number, least: usize) -> bool {
        let doc = self.counter.context.doc;
        let start = number.tokens.start;
        (start.saturating_sub(VERB_WITHIN + 2).max(least)..start).any(|at| {
            [self.toll_speech, self.estimates, self.reporting].iter().any(|&class| {
                doc.term_at(at, class).is_some_and(|term| {
                    term.end <= number.core.start && term.end + VERB_WITHIN > start
                })
            })
        })
    }

    /// "spoke of eight dead, the private channel of six": a verb that is left out.
    fn echoes(&self, number: &Number, sentence: usize) -> bool {
        let doc = self.counter.context.doc;
        let numbers = &self.counter.context.numbers;
        let at = numbers.partition_point(|other| other.tokens.start < number.tokens.start);
        let Some(before) = at.checked_sub(1).map(|at| &numbers[at]) else { return false };
        let word = |n: &Number| n.tokens.start.checked_sub(1).map_or("", |at| doc.folded(at));
        doc.sentence_of(before.tokens.start) == sentence
            && word(before) == word(number)
            && doc.entry_at(number.tokens.start - 1, self.functions).is_some()
    }
}
