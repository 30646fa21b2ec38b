//! Names in an occasion's sentences that no word of harm governs: "The list reads: A, B and C", "The
//! boy, A B, stepped on it".

use std::ops::Range;

use cairn_model::{CountRange, Outcome};

use super::reference::is_source;
use super::register::Register;
use crate::context::Context;
use crate::counts::Counts;
use crate::incidents::Event;
use crate::people::{PeopleKind, PeopleMention, listed};

/// Sentences after the last that tells of an occasion which may still name its victims.
const REACH: usize = 3;

/// Words that introduce a name.
const FARTHEST_OPENER: usize = 6;

/// Words before a verb among which its subject stands.
const FARTHEST_SUBJECT: usize = 14;

/// The names of a list that a colon opens and that fills the rest of its sentence.
pub(super) fn lists(
    register: &mut Register<'_, '_>,
    context: &Context<'_>,
    event: &Event,
    counts: &Counts,
) {
    for (_, people) in colon_lists(context, event) {
        let Some(outcome) = outcome_of_list(register, counts, people.len() as u64) else {
            continue;
        };
        for mention in &people {
            register.add(mention, None, outcome);
        }
    }
}

/// Lists of names that a colon or words like "identified them as" open where no word of harm stands, each
/// with its sentence.
pub(crate) fn colon_lists(
    context: &Context<'_>,
    event: &Event,
) -> Vec<(usize, Vec<PeopleMention>)> {
    let doc = context.doc;
    let openers = doc.class("list_openers");
    let mut found = Vec::new();
    for sentence in sentences(context, event) {
        let tokens = doc.sentences[sentence].tokens.clone();
        if has_effect(context, &tokens) || doc.is_quoted(tokens.start) {
            continue;
        }
        let colon = tokens.clone().find(|&at| doc.folded(at) == ":").map(|at| at..at + 1);
        let words = || {
            let mut terms = doc.terms_in(tokens.clone(), openers);
            terms.find(|term| doc.entry(term).has("names")).map(|term| term.start..term.end)
        };
        let victims = || victims_named(context, &tokens);
        let open = colon.clone().filter(|_| victims().is_none()).or_else(words).or_else(victims);
        let Some(open) = open else { continue };
        // "The two victims, A and B, had been …": up to the verb.
        let end = match colon {
            Some(_) => tokens.end,
            None => (open.end..tokens.end)
                .find(|&at| doc.entry_at(at, doc.class("auxiliaries")).is_some())
                .unwrap_or(tokens.end),
        };
        let mut people = listed(doc, &context.numbers, &context.places, open.end..end);
        people.retain(|mention| !is_source(context, mention));
        let named: usize = people.iter().map(|mention| mention.tokens.len()).sum();
        let opens = people.first().is_some_and(|first| first.tokens.start <= open.end + 1);
        // Names, commas and little else.
        if people.len() >= 2 && opens && named * 2 >= end - open.start {
            found.push((sentence, people));
        }
    }
    found
}

/// "The two victims | , electrician A B and C D, the elder": the comma behind victims spoken of as known,
/// where a name or a noun with a name follows.
fn victims_named(context: &Context<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let doc = context.doc;
    let nouns = doc.class("people");
    let first = context.people.partition_point(|p| p.tokens.start < tokens.start);
    let here = context.people[first..].iter().take_while(|p| p.tokens.start < tokens.end);
    let mut victims = here.filter(|p| p.definite && p.plural && p.kind == PeopleKind::Noun);
    let group = victims.find(|p| {
        doc.entry_at(p.tokens.end.wrapping_sub(1), nouns).is_some_and(|e| e.has("victim"))
            && doc.folded(p.tokens.end) == ","
    })?;
    let comma = group.tokens.end;
    let next = context.people.partition_point(|p| p.tokens.start <= comma);
    let named =
        context.people.get(next).is_some_and(|p| p.tokens.start == comma + 1 && p.name.is_some());
    named.then_some(comma..comma + 1)
}

/// What became of as many people as a list names: the number of killed or injured nearest to theirs
/// who have no names yet.
fn outcome_of_list(register: &Register<'_, '_>, counts: &Counts, names: u64) -> Option<Outcome> {
    let distance = |count: Option<CountRange>, outcome: Outcome| {
        let unnamed = count?.least().checked_sub(register.named(outcome)).filter(|n| *n > 0)?;
        Some((unnamed.abs_diff(names), outcome))
    };
    [distance(counts.killed, Outcome::Killed), distance(counts.injured, Outcome::Injured)]
        .into_iter()
        .flatten()
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance * 2 <= names)
        .map(|(_, outcome)| outcome)
}

/// People named in the occasion's sentences: one who answers the description of the one victim left
/// without a name, or who set the explosion off where just one was harmed.
pub(super) fn names(
    register: &mut Register<'_, '_>,
    context: &Context<'_>,
    event: &Event,
    counts: &Counts,
) {
    let one = CountRange::exactly(1);
    let none = |count: Option<CountRange>| count.is_none_or(|c| c == CountRange::ZERO);
    let alone = match (counts.killed, counts.injured) {
        (Some(killed), injured) if killed == one && none(injured) => Some(Outcome::Killed),
        (killed, Some(injured)) if injured == one && none(killed) => Some(Outcome::Injured),
        _ => None,
    };
    let paragraphs: Vec<usize> =
        event.facts.iter().map(|facts| context.doc.sentences[facts.sentence].paragraph).collect();
    for sentence in sentences(context, event) {
        let sentence = &context.doc.sentences[sentence];
        if !paragraphs.contains(&sentence.paragraph) {
            continue;
        }
        let tokens = sentence.tokens.clone();
        for index in context.people.partition_point(|p| p.tokens.start < tokens.start)
            ..context.people.partition_point(|p| p.tokens.start < tokens.end)
        {
            let mention = &context.people[index];
            let Some(name) = mention.name.as_deref() else { continue };
            if register.has_name(name) || is_source(context, mention) {
                continue;
            }
            let described = mention.kind == PeopleKind::Noun && !mention.kin;
            let introduced = is_introduced(context, mention.tokens.start);
            if (described || introduced) && register.name_one(mention, index, introduced) {
                continue;
            }
            // "They identified the victim as A B": the one who died.
            let victim = counts.killed == Some(one) && register.named(Outcome::Killed) == 0;
            if introduced && victim && !sets_off(context, index, &tokens) {
                register.add(mention, Some(index), Outcome::Killed);
                continue;
            }
            if let Some(outcome) = alone
                && register.named(outcome) == 0
                && sets_off(context, index, &tokens)
                && !register.name_one(mention, index, introduced)
            {
                register.add(mention, Some(index), outcome);
            }
        }
    }
}

/// "He was identified as | A B", "his name was | A B": words that give the name of one spoken of.
fn is_introduced(context: &Context<'_>, at: usize) -> bool {
    let doc = context.doc;
    doc.terms_in(at.saturating_sub(FARTHEST_OPENER)..at, doc.class("list_openers"))
        .any(|term| term.end == at && term.end > term.start + 1 && &*doc.entry(term).value == "all")
}

/// Whether a person is the subject of words like "stepped on", "ran over".
fn sets_off(context: &Context<'_>, index: usize, sentence: &Range<usize>) -> bool {
    let doc = context.doc;
    let end = context.people[index].tokens.end;
    let to = sentence.end.min(end + FARTHEST_SUBJECT);
    let class = doc.class("explosions");
    let next = context.people.get(index + 1).map_or(to, |next| next.tokens.start);
    doc.terms_in(end..to, class)
        .find(|term| &*doc.entry(term).value == "contact")
        .is_some_and(|term| term.start < next)
}

fn has_effect(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let at = context.effects.partition_point(|e| e.tokens.start < tokens.start);
    context.effects.get(at).is_some_and(|e| e.tokens.start < tokens.end)
}

/// The sentences of an occasion, and those between and shortly after them that tell of no other.
fn sentences(context: &Context<'_>, event: &Event) -> Vec<usize> {
    let doc = context.doc;
    let mut own: Vec<usize> = event.facts.iter().map(|facts| facts.sentence).collect();
    own.sort_unstable();
    own.dedup();
    let mut all = Vec::new();
    for (number, &sentence) in own.iter().enumerate() {
        let next = own.get(number + 1).copied().unwrap_or(doc.sentences.len());
        all.push(sentence);
        for between in sentence + 1..next.min(sentence + 1 + REACH) {
            let tokens = doc.sentences[between].tokens.clone();
            let another = has_effect(context, &tokens)
                || doc.terms_in(tokens, doc.class("another")).next().is_some();
            if !doc.sentences[between].kind.is_read() || another {
                break;
            }
            all.push(between);
        }
    }
    all
}
