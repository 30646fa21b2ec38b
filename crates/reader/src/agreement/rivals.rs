//! Two sources, two figures for one quantity: "The ministry has 120 dead; a network of doctors counted
//! 143." The second figure often stands bare, or counts bodies where the first counted the dead.

use std::ops::Range;

use cairn_model::{Contradiction, ContradictionKind, CountRange};

use super::contradiction;
use super::counted::{Counter, Thing, Trait};
use super::disputes::Dispute;
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::incidents::{Occasions, is_reporting};
use crate::lexicon::Class;
use crate::mentions::{Number, NumberKind, PlaceRole};
use crate::people::count_of;
use crate::segment::SentenceKind;
use crate::sources::{names_source, said_by};
use crate::token::TokenKind;

/// The first figure stands at most this many sentences before the second.
const TOLD_WITHIN: usize = 6;

/// Words behind a number that say what it counts.
const NOUN_WITHIN: usize = 8;

/// Words between a verb and its figure: "gave the toll as at least".
const VERB_WITHIN: usize = 4;

/// A figure with all that tells whether another is its rival.
struct Figure {
    value: u64,
    /// Where its number stands.
    at: Range<usize>,
    sentence: usize,
    harm: Option<Harm>,
    by: Trait,
    /// The noun that it counts, folded; empty for a bare number.
    noun: Box<str>,
    /// Nothing says what it counts.
    bare: bool,
    /// It counts bodies or graves.
    remains: bool,
    /// Behind a verb by which somebody gives a figure.
    given: bool,
    /// Behind the word that stands before the figure before it: "spoke of eight, X of six".
    echoes: bool,
    /// "at least 15": the least of it.
    open: bool,
}

/// What is told of people whom a number counts.
#[derive(Clone, Copy)]
struct Told {
    /// What became of them, where that is sure.
    harm: Option<Harm>,
    /// All who are told of together; `None` with any but the first of them.
    value: Option<u64>,
    /// Nobody was told of before of whom the same became.
    first: bool,
}

struct Rivals<'c, 'd> {
    counter: Counter<'c, 'd>,
    occasions: &'c Occasions,
    reporting: Class,
    toll_speech: Class,
    estimates: Class,
    remains: Class,
    subsets: Class,
    further: Class,
    superseded: Class,
    partitives: Class,
    people: Class,
    functions: Class,
    effects: Class,
    harm: Class,
    auxiliaries: Class,
}

/// Figures of different sources that cannot both be true.
pub(super) fn disagreements<'c>(
    context: &'c Context<'_>,
    occasions: &'c Occasions,
    known: &[Contradiction],
) -> Vec<(Contradiction, Dispute)> {
    let doc = context.doc;
    let rivals = Rivals {
        counter: Counter::new(context),
        occasions,
        reporting: doc.class("reporting"),
        toll_speech: doc.class("toll_speech"),
        estimates: doc.class("estimates"),
        remains: doc.class("remains"),
        subsets: doc.class("subsets"),
        further: doc.class("further"),
        superseded: doc.class("superseded"),
        partitives: doc.class("partitives"),
        people: doc.class("people"),
        functions: doc.class("function_words"),
        effects: doc.class("effects"),
        harm: doc.class("tally_harm"),
        auxiliaries: doc.class("auxiliaries"),
    };
    let figures: Vec<Figure> = context.numbers.iter().filter_map(|n| rivals.figure(n)).collect();
    let mut found: Vec<(Contradiction, Dispute)> = Vec::new();
    for index in 1..figures.len() {
        let Some((one, dispute)) = rivals.check(&figures, index) else { continue };
        // A third version of what is already disputed is no second dispute.
        let disputed = |other: &Contradiction| {
            other.kind == ContradictionKind::RestatedDifferently
                && other.values.iter().any(|value| one.values.contains(value))
        };
        if !known.iter().chain(found.iter().map(|(other, _)| other)).any(disputed) {
            found.push((one, dispute));
        }
    }
    found
}

impl Rivals<'_, '_> {
    fn figure(&self, number: &Number) -> Option<Figure> {
        let doc = self.counter.context.doc;
        let exact = Counter::exact(number);
        let least = || {
            let count =
                (number.kind == NumberKind::Cardinal).then(|| count_of(number)).flatten()?;
            count.most().is_none().then(|| count.least())
        };
        let value = exact.or_else(least).filter(|&value| value > 0)?;
        let sentence = doc.sentence_of(number.tokens.start);
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
        if !counts_people && !bare {
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
            by,
            noun: noun.map_or_else(Box::default, |at| doc.folded(at).into()),
            bare,
            remains,
            given: self.given(number, doc.sentences[sentence].tokens.start),
            echoes: self.echoes(number, sentence),
            open: exact.is_none(),
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
    fn told(&self, number: &Number) -> Option<Told> {
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
        (!effect.negated && !effect.weak && !effect.resumed).then_some(effect.harm)
    }

    /// "put the wounded at 23": the harm whose figure is put.
    fn put(&self, number: &Number) -> Option<Harm> {
        let doc = self.counter.context.doc;
        let start = number.tokens.start;
        let from = start.saturating_sub(VERB_WITHIN);
        let verb = (from..start).find(|&at| doc.entry_at(at, self.estimates).is_some())?;
        (verb..start).find_map(|at| match &*doc.entry_at(at, self.effects)?.value {
            "killed" => Some(Harm::Killed),
            "injured" => Some(Harm::Injured),
            _ => None,
        })
    }

    /// "five of them", "five others", "including five": no figure for all.
    fn is_part(&self, number: &Number) -> bool {
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

    fn check(&self, figures: &[Figure], index: usize) -> Option<(Contradiction, Dispute)> {
        let doc = self.counter.context.doc;
        let rival = &figures[index];
        let speaks = rival.given || rival.echoes || rival.remains || rival.harm.is_some();
        if !speaks || self.is_update(rival.sentence) {
            return None;
        }
        let near = figures[..index]
            .iter()
            .rev()
            .take_while(|first| first.sentence + TOLD_WITHIN >= rival.sentence);
        let holds = |first: &&Figure| !first.open && !self.is_superseded(first.sentence);
        let first = near.filter(holds).find(|first| self.is_rival(first, rival))?;
        // "at least 15" may be 20, and is not twelve.
        if rival.open && rival.value <= first.value {
            return None;
        }
        let known = figures[..index]
            .iter()
            .any(|other| other.value == rival.value && (other.harm == first.harm || other.bare));
        let far = first.value.max(rival.value) > first.value.min(rival.value) * 3 + 2;
        // What is told of fewer is a part, unless somebody gives it as the figure for all.
        let fewer = rival.value < first.value && !(rival.bare && (rival.given || rival.echoes));
        let lone = fewer || rival.value == 1 || self.made_up(figures, first, rival);
        if known || far || lone || first.value == rival.value {
            return None;
        }
        let mut evidence = vec![doc.sentence_evidence(first.sentence)];
        if first.sentence != rival.sentence {
            evidence.push(doc.sentence_evidence(rival.sentence));
        }
        let said = contradiction(
            ContradictionKind::RestatedDifferently,
            [first.value, rival.value],
            format!("{}, and {} by another source", first.value, rival.value),
            evidence,
        );
        let sources = said_by(&self.counter.context.sources, rival.at.clone());
        let sources = sources.into_iter().map(|source| source.name.clone()).collect();
        let values = [first.value, rival.value];
        Some((said, Dispute { harm: first.harm, values, sources }))
    }

    /// Whether a figure is another source's for what was counted before.
    fn is_rival(&self, first: &Figure, rival: &Figure) -> bool {
        let of_people = first.harm.is_some()
            || first.by == Trait::Harm
            || first.bare && first.given && rival.bare;
        let same = match (rival.bare, rival.harm) {
            (true, None) => true,
            (_, harm) => harm == first.harm,
        };
        let same_noun = rival.noun.is_empty()
            || first.noun.is_empty()
            || rival.remains
            || rival.noun == first.noun
            || first.by == rival.by && rival.by == Trait::Harm;
        of_people
            && same
            && same_noun
            && self.occasions.may_be_one(first.sentence, rival.sentence)
            && self.same_matter(first, rival)
            && self.other_source(first, rival)
    }

    /// Whether nothing in a sentence says that its figure is for another time, place or occasion.
    fn same_matter(&self, first: &Figure, rival: &Figure) -> bool {
        let context = self.counter.context;
        let doc = context.doc;
        let [told, here] =
            [first, rival].map(|figure| doc.sentences[figure.sentence].tokens.clone());
        let here = match told == here {
            true => self.clause(first, rival)..here.end,
            false => here,
        };
        let days = context
            .dates_in(&here)
            .iter()
            .filter(|date| !is_reporting(context, date))
            .all(|date| context.dates_in(&told).iter().any(|other| other.span == date.span));
        let places = context
            .places
            .iter()
            .filter(|place| here.contains(&place.tokens.start) && place.role == PlaceRole::Where)
            .filter(|place| !self.names_speaker(place.tokens.start))
            .all(|place| {
                context.places.iter().any(|other| {
                    other.tokens.start < here.start
                        && other.settlement == place.settlement
                        && other.district == place.district
                })
            });
        let occasion = doc.terms_in(here.clone(), doc.class("explosions")).next().is_some()
            || !context.devices_in(&here).is_empty();
        days && places && (!occasion || rival.bare)
    }

    /// Where the clause begins that gives the second figure of one sentence.
    fn clause(&self, first: &Figure, rival: &Figure) -> usize {
        let doc = self.counter.context.doc;
        (first.at.end..rival.at.start)
            .rfind(|&at| doc.kind(at) == TokenKind::Mark)
            .unwrap_or(first.at.end)
    }

    /// "the headman of Tolm": a place in the name of whoever speaks.
    fn names_speaker(&self, at: usize) -> bool {
        self.counter.context.sources.iter().any(|source| source.tokens.contains(&at))
    }

    /// Whether a third figure makes up the difference: "Four died on the spot. Two others died later."
    fn made_up(&self, figures: &[Figure], first: &Figure, rival: &Figure) -> bool {
        let context = self.counter.context;
        let missing = first.value.abs_diff(rival.value);
        let near = rival.sentence.saturating_sub(1)..rival.sentence + 3;
        let others = context.numbers.iter().filter(|n| {
            near.contains(&context.doc.sentence_of(n.tokens.start))
                && n.tokens != first.at
                && n.tokens != rival.at
        });
        let listed = figures.iter().any(|other| {
            // "nine dead and one injured": another harm makes nothing up.
            let same = other.harm.is_none() || first.harm.is_none() || other.harm == first.harm;
            same && other.value == missing && other.at != first.at && near.contains(&other.sentence)
        });
        let explains = |n: &Number| {
            Counter::exact(n) == Some(missing)
                && (self.told(n).is_some_and(|told| told.harm.is_some() && told.harm == first.harm)
                    && !self.is_part(n)
                    || self.is_part(n)
                        && rival.value < first.value
                        && n.tokens.start > rival.at.start)
        };
        listed || others.into_iter().any(explains)
    }

    /// Whether somebody else gives the second figure.
    fn other_source(&self, first: &Figure, rival: &Figure) -> bool {
        let context = self.counter.context;
        let doc = context.doc;
        let names = |figure: &Figure| {
            said_by(&context.sources, figure.at.clone())
                .into_iter()
                .map(|source| source.name.as_str())
                .collect::<Vec<_>>()
        };
        let before = names(first);
        let sentence = doc.sentences[rival.sentence].tokens.clone();
        // A source that goes on from the sentence before is not that of a new subject.
        let here: Vec<&str> = said_by(&context.sources, rival.at.clone())
            .into_iter()
            .filter(|source| sentence.contains(&source.cue.start))
            .map(|source| source.name.as_str())
            .collect();
        let start = match first.sentence == rival.sentence {
            true => first.at.end,
            false => sentence.start,
        };
        let named = names_source(doc, start..rival.at.start);
        if here.is_empty() {
            // "In the village nine graves have been dug": what is seen there, against what was said.
            let seen = rival.remains && !before.is_empty() && first.sentence != rival.sentence;
            return named && (rival.given || rival.echoes) || seen;
        }
        here.iter().all(|name| !before.contains(name)) || named && first.sentence == rival.sentence
    }

    /// "By evening the ministry spoke of five": a later figure, or one that no longer holds.
    fn is_update(&self, sentence: usize) -> bool {
        let updates = self.context().doc.class("updates");
        self.is_superseded(sentence) || self.has(sentence, updates)
    }

    /// "They had spoken of six dead": a figure that no longer holds.
    fn is_superseded(&self, sentence: usize) -> bool {
        let doc = self.context().doc;
        let tokens = doc.sentences[sentence].tokens.clone();
        let before = |term| doc.entry(term).has("before");
        self.has(sentence, self.superseded)
            || doc.terms_in(tokens, doc.class("updates")).any(before)
    }

    fn has(&self, sentence: usize, class: Class) -> bool {
        let doc = self.context().doc;
        doc.terms_in(doc.sentences[sentence].tokens.clone(), class).next().is_some()
    }

    const fn context(&self) -> &Context<'_> {
        self.counter.context
    }
}
