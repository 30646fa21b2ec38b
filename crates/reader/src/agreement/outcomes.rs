//! All who were there against what became of them: "Thirteen people fell victim to mines. Five are dead;
//! seven have been injured", "Nine were in the lorry. Four were killed, three injured, one is unhurt".
//!
//! Of those who were harmed the killed and the injured are all; of those who were only there some may be
//! told of no more, unless the unhurt or "the other six" are.

use std::ops::Range;

use cairn_model::{Contradiction, ContradictionKind, CountRange};

use super::{contradiction, sum_text};
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::people::{PeopleKind, PeopleMention};
use crate::segment::SentenceKind;

/// What became of them is told at most this many sentences later.
const TOLD_WITHIN: usize = 2;

/// The fewest who are told of by their parts.
const FEWEST: u64 = 3;

/// What a number of people is said to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// All who were harmed.
    Harmed,
    /// All who were there.
    Present,
}

/// What became of some of them.
struct Part {
    harm: Harm,
    count: u64,
    /// "the other six", "the rest": nobody is left.
    last: bool,
}

/// Numbers of people that are not the sum of those of whom it is told what became of them.
pub(super) fn disagreements(context: &Context<'_>) -> Vec<Contradiction> {
    let people = 0..context.people.len();
    people.filter_map(|whole| check(context, whole)).collect()
}

fn check(context: &Context<'_>, whole: usize) -> Option<Contradiction> {
    let doc = context.doc;
    let mention = &context.people[whole];
    let stated = mention.count.and_then(CountRange::exact).filter(|&count| count >= FEWEST)?;
    let sentence = doc.sentence_of(mention.tokens.start);
    let body = doc.sentences[sentence].kind == SentenceKind::Body;
    let plain = matches!(mention.kind, PeopleKind::Noun | PeopleKind::Bare) && !mention.definite;
    if !body || !plain || mention.name.is_some() {
        return None;
    }
    let kind = kind(context, whole)?;
    // "4,000 people live among mines": those of a tally were not together anywhere.
    if kind == Whole::Present && context.is_tally_sentence(sentence) {
        return None;
    }
    let reach = reach(context, sentence);
    let parts = parts(context, whole, mention.tokens.end..reach)?;
    let sum: u64 = parts.iter().map(|part| part.count).sum();
    let told = |harm| parts.iter().any(|part| part.harm == harm);
    let all = match kind {
        Whole::Harmed => told(Harm::Killed) && told(Harm::Injured) && !told(Harm::Unharmed),
        Whole::Present => {
            parts.len() > 1 && (told(Harm::Unharmed) || parts.iter().any(|part| part.last))
        }
    };
    let near = stated.abs_diff(sum) <= (stated / 4).max(1);
    (all && near && sum != stated).then(|| {
        let values: Vec<u64> = parts.iter().map(|part| part.count).collect();
        contradiction(
            ContradictionKind::SumMismatch,
            [stated, sum],
            format!("{stated} people in all, but {}", sum_text(&values, sum)),
            vec![doc.sentence_evidence(sentence)],
        )
    })
}

/// What those counted are said to be: harmed together, or nothing but there where something exploded.
fn kind(context: &Context<'_>, whole: usize) -> Option<Whole> {
    let doc = context.doc;
    let mention = &context.people[whole];
    let mut befell = context.effects.iter().filter(|effect| effect.people.contains(&whole));
    match befell.next() {
        Some(effect) => {
            let together = matches!(effect.harm, Harm::Casualties | Harm::Harmed);
            let alone = effect.people.as_slice() == [whole] && befell.next().is_none();
            (together && alone && !effect.negated).then_some(Whole::Harmed)
        }
        None => {
            // The first people of their sentence, in which something explodes or will.
            let sentence = &doc.sentences[doc.sentence_of(mention.tokens.start)];
            let first =
                whole == 0 || context.people[whole - 1].tokens.start < sentence.tokens.start;
            let explodes = doc.terms_in(sentence.tokens.clone(), doc.class("explosions")).next();
            (first && explodes.is_some()).then_some(Whole::Present)
        }
    }
}

/// Where the sentences end that may go on with those counted in one: they tell of no explosion of their
/// own.
fn reach(context: &Context<'_>, sentence: usize) -> usize {
    let doc = context.doc;
    let mut end = doc.sentences[sentence].tokens.end;
    for next in sentence + 1..(sentence + 1 + TOLD_WITHIN).min(doc.sentences.len()) {
        let other = &doc.sentences[next];
        let own = doc.terms_in(other.tokens.clone(), doc.class("explosions")).next().is_some()
            || !context.devices_in(&other.tokens).is_empty();
        let goes_on = other.paragraph == doc.sentences[sentence].paragraph
            && !own
            && !context.is_of_another_time(sentence, next);
        if !goes_on {
            break;
        }
        end = other.tokens.end;
    }
    end
}

/// What became of people in a stretch of text, each outcome once; `None` where a number is not known, or
/// where it is not sure whose outcome it is.
fn parts(context: &Context<'_>, whole: usize, tokens: Range<usize>) -> Option<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    let here = |effect: &&Effect| tokens.contains(&effect.tokens.start);
    for effect in context.effects.iter().filter(here) {
        let of_all = effect.people.as_slice() == [whole];
        if of_all || effect.negated || effect.weak && effect.people.is_empty() {
            continue;
        }
        if !matches!(effect.harm, Harm::Killed | Harm::Injured | Harm::Unharmed) {
            return None;
        }
        let of = |&i: &usize| context.people[i].count.and_then(CountRange::exact);
        let count = effect.people.iter().map(of).sum::<Option<u64>>().filter(|&sum| sum > 0)?;
        let people = || effect.people.iter().map(|&i| &context.people[i]);
        let last = people().any(|person| is_rest(context, person));
        if parts.iter().any(|part| part.harm == effect.harm)
            || people().any(|person| !tokens.contains(&person.tokens.start))
            || people().any(|person| is_part_of_part(context, person))
        {
            return None;
        }
        parts.push(Part { harm: effect.harm, count, last });
    }
    Some(parts)
}

/// "the other six", "the remaining two".
fn is_rest(context: &Context<'_>, person: &PeopleMention) -> bool {
    let doc = context.doc;
    let further = doc.class("further");
    person.definite
        && person.tokens.clone().any(|at| {
            doc.entry_at(at, doc.class("determiners")).is_some_and(|entry| entry.has("rest"))
                || doc.entry_at(at, further).is_some()
                || doc.entry_at(at, doc.class("people")).is_some_and(|entry| entry.has("rest"))
        })
}

/// "including three children": some of those counted before, and not "of whom four died".
fn is_part_of_part(context: &Context<'_>, person: &PeopleMention) -> bool {
    let doc = context.doc;
    let start = person.tokens.start;
    (start.saturating_sub(3)..start).any(|at| {
        doc.term_at(at, doc.class("subsets")).is_some_and(|term| {
            let entry = doc.entry(term);
            term.end == start && !entry.has("of")
        })
    })
}
