//! The people near an occasion of whom rules say nothing, one by one and as sums of those told together. Whoever
//! speaks in the text is none, nor people whose number it does not tell.

use std::ops::Range;

use cairn_model::CountRange;

use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::incidents::Event;
use crate::learned::cases::Known;
use crate::people::PeopleMention;
use crate::segment::SentenceKind;
use crate::victims::reference::is_source;

/// Sentences behind and ahead of an occasion's own in which people may be its.
pub(super) const BEHIND: usize = 2;
const AHEAD: usize = 1;

/// More than any one occasion kills or hurts: such numbers count something else.
const MOST: u64 = 500;

/// Tokens that may part people told together.
const LONGEST_LINK: usize = 3;

/// People of whom rules say nothing, near an occasion.
#[derive(Clone, Debug)]
pub(in crate::learned) struct Candidate {
    /// Indices into the people; several where they are told together.
    pub(in crate::learned) mentions: Vec<usize>,
    /// How many they are.
    pub(in crate::learned) count: CountRange,
}

impl Candidate {
    /// The tokens from the first to the last.
    pub(in crate::learned) fn tokens(&self, context: &Context<'_>) -> Range<usize> {
        let of = |at: Option<&usize>| at.map(|&i| context.people[i].tokens.clone());
        match (of(self.mentions.first()), of(self.mentions.last())) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }
}

/// The sentence of an event nearest to another sentence, and how many sentences lie between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Distance {
    pub(super) sentences: usize,
    /// Whether it comes before the event's sentence.
    pub(super) ahead: bool,
}

/// How far a token stands from an event's sentences; `None` where no body sentence is the event's.
pub(super) fn distance(context: &Context<'_>, event: &Event, token: usize) -> Option<Distance> {
    let sentence = context.doc.sentence_of(token);
    let own = event.facts.iter().map(|facts| facts.sentence);
    own.map(|told| Distance { sentences: sentence.abs_diff(told), ahead: sentence < told }).min()
}

/// The candidates of an incident, in the order of the text, among the people who are not settled.
pub(super) fn candidates(
    context: &Context<'_>,
    known: &Known<'_>,
    at: usize,
    settled: &[bool],
) -> Vec<Candidate> {
    let event = known.events[at];
    let Some(last) = event.facts.iter().map(|facts| facts.sentence).max() else {
        return Vec::new();
    };
    let first = event.facts.iter().map(|facts| facts.sentence).min().unwrap_or(last);
    let sentences = &context.doc.sentences;
    let from = sentences[first.saturating_sub(AHEAD)].tokens.start;
    let to = sentences[(last + BEHIND).min(sentences.len() - 1)].tokens.end;
    let begin = context.people.partition_point(|p| p.tokens.start < from);
    let fits = |i: &usize| {
        let mention = &context.people[*i];
        mention.count.is_some()
            && !settled[*i]
            && is_near(context, known, at, mention)
            && !is_source(context, mention)
    };
    let near: Vec<usize> = (begin..context.people.len())
        .take_while(|&i| context.people[i].tokens.start < to)
        .filter(fits)
        .collect();
    let mut found = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for &i in &near {
        let goes_on = run.last().is_some_and(|&last| is_told_with(context, last, i));
        if !goes_on {
            found.extend(sum(context, &run));
            run.clear();
        }
        run.push(i);
        found.extend(sum(context, &[i]));
    }
    found.extend(sum(context, &run));
    found.sort_by_key(|c: &Candidate| (c.tokens(context).start, c.mentions.len()));
    found.dedup_by(|a, b| a.mentions == b.mentions);
    found
}

fn sum(context: &Context<'_>, mentions: &[usize]) -> Option<Candidate> {
    let counts = mentions.iter().map(|&i| context.people[i].count);
    let count = counts.reduce(|a, b| Some(a?.plus(b?)))??;
    (count != CountRange::ZERO && count.least() <= MOST)
        .then(|| Candidate { mentions: mentions.to_vec(), count })
}

/// Whether a mention stands in or near the event's sentences, and no other's are as near.
fn is_near(context: &Context<'_>, known: &Known<'_>, at: usize, mention: &PeopleMention) -> bool {
    let start = mention.tokens.start;
    let in_facts = |event: &Event| event.facts.iter().any(|facts| facts.tokens.contains(&start));
    let event = known.events[at];
    if in_facts(event) {
        return true;
    }
    let sentence = &context.doc.sentences[context.doc.sentence_of(start)];
    if sentence.kind == SentenceKind::Title || known.events.iter().any(|other| in_facts(other)) {
        return false;
    }
    let Some(own) = distance(context, event, start) else { return false };
    let reach = if own.ahead { AHEAD } else { BEHIND };
    own.sentences <= reach
        && known
            .events
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .filter_map(|(_, other)| distance(context, other, start))
            .all(|other| own < other)
}

/// For each of the people whether some effect has them killed, hurt or spared.
pub(super) fn settled(context: &Context<'_>) -> Vec<bool> {
    let mut settled = vec![false; context.people.len()];
    let settles = |effect: &&Effect| {
        !effect.negated
            && !effect.weak
            && matches!(effect.harm, Harm::Killed | Harm::Injured | Harm::Unharmed)
    };
    for effect in context.effects.iter().filter(settles) {
        for &mention in effect.people.iter().chain(&effect.versions) {
            settled[mention] = true;
        }
    }
    settled
}

/// Whether only a comma, a bracket or a conjunction parts two mentions.
fn is_told_with(context: &Context<'_>, last: usize, next: usize) -> bool {
    let doc = context.doc;
    let conjunctions = doc.class("conjunctions");
    let gap = context.people[last].tokens.end..context.people[next].tokens.start;
    let joins = |at: usize| {
        matches!(doc.folded(at), "," | "(" | ")")
            || doc.entry_at(at, conjunctions).is_some_and(|e| &*e.value == "and")
    };
    last + 1 == next && !gap.is_empty() && gap.len() <= LONGEST_LINK && gap.clone().all(joins)
}
