//! Whose words an occasion rests on: those of its sentences; where they have none, of what the text
//! goes on to say of it, or of the story that it is told in.

use std::ops::Range;

use cairn_model::{Attribution, AttributionRole};

use super::event::Event;
use super::scope::is_cumulative;
use crate::context::Context;
use crate::mentions::{SourceKind, SourceMention, SourceRole};
use crate::segment::SentenceKind;
use crate::sources;

/// Sentences after those of an occasion that may go on with it.
const GOES_ON: usize = 6;

/// Paragraphs after that of the first occasion that may go on with it.
const STORY: usize = 3;

/// Days between occasions of which one source may have told at once.
const SAME_STORY: i32 = 14;

/// The sources of an event, in the order in which they are told.
pub(super) fn said_by(context: &Context<'_>, events: &[Event], at: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for tokens in telling(context, events, at) {
        for source in sources::said_by(&context.sources, tokens) {
            if !is_carried_over(context, events, at, source) && !names.contains(&source.name) {
                names.push(source.name.clone());
            }
        }
    }
    names
}

/// "…, officials said. On 3 May a woman had died at B": whether a source spoke of what was told before, and the
/// next sentence tells of another occasion on the text's own account.
fn is_carried_over(
    context: &Context<'_>,
    events: &[Event],
    at: usize,
    source: &SourceMention,
) -> bool {
    let doc = context.doc;
    let Some(event) = events.get(at).filter(|event| at > 0 && !event.is_recorded()) else {
        return false;
    };
    let Some(first) = event.facts.iter().min_by_key(|facts| facts.sentence) else { return false };
    let start = doc.sentences[first.sentence].tokens.start;
    // Who tells a story goes on telling it.
    let body = source.kind != SourceKind::Person;
    let set = !first.dates.is_empty() || !first.places.is_empty();
    // What a lead says of all, its source says of each.
    let number = doc.sentence_of(source.cue.start);
    let of_other =
        events.iter().flat_map(|other| &other.facts).any(|facts| facts.sentence == number);
    body && set && of_other && !first.particular && !source.whole_text && source.cue.start < start
}

/// The chain of attribution of the sentence that begins an event, and what others add to it.
pub(super) fn attribution(context: &Context<'_>, events: &[Event], at: usize) -> Vec<Attribution> {
    let mut chain: Vec<Attribution> = Vec::new();
    for tokens in telling(context, events, at) {
        for step in sources::attribution(context.doc, &context.sources, tokens) {
            if !chain.iter().any(|known| known.name == step.name) {
                chain.push(step);
            }
        }
    }
    let spoke = said_by(context, events, at);
    chain.retain(|step| step.role == AttributionRole::Outlet || spoke.contains(&step.name));
    chain
}

/// The tokens whose sources are those of an event.
fn telling(context: &Context<'_>, events: &[Event], at: usize) -> Vec<Range<usize>> {
    let Some(event) = events.get(at) else { return Vec::new() };
    let own: Vec<Range<usize>> = event.facts.iter().map(|facts| facts.tokens.clone()).collect();
    let attributed = |tokens: &Range<usize>| sources::is_attributed(&context.sources, tokens);
    if event.is_recorded() {
        return own;
    }
    // What follows an occasion told in passing goes on with the story; of a later one, its paragraph.
    let paragraphs = if at == 0 { STORY } else { 0 };
    let after = goes_on(context, events, event, paragraphs);
    if own.iter().any(attributed) {
        let other = after.into_iter().filter(|tokens| tells_otherwise(context, tokens));
        return own.into_iter().chain(other).collect();
    }
    if after.iter().any(attributed) {
        return own.into_iter().chain(after).collect();
    }
    let story = of_story(events, event).filter(attributed).or_else(|| lead(context, events, event));
    own.into_iter().chain(story).collect()
}

/// Whether a sentence gives another version than the one before it.
fn tells_otherwise(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    context.sources.iter().any(|source| {
        let here = source.cue.start < tokens.end && tokens.start < source.cue.end;
        here && matches!(source.role, SourceRole::Differs | SourceRole::Denies)
    })
}

/// The first sentence of a text, which may sum up the occasions told below it.
fn lead(context: &Context<'_>, events: &[Event], event: &Event) -> Option<Range<usize>> {
    let first = events.first()?;
    let sentences = &context.doc.sentences;
    let lead = sentences.iter().find(|sentence| sentence.kind == SentenceKind::Body)?;
    event.within(first, SAME_STORY).then(|| lead.tokens.clone())
}

/// The sentences behind an event's own, up to where another is told or figures are given.
fn goes_on(
    context: &Context<'_>,
    events: &[Event],
    event: &Event,
    paragraphs: usize,
) -> Vec<Range<usize>> {
    let doc = context.doc;
    let Some(last) = event.facts.iter().map(|facts| facts.sentence).max() else {
        return Vec::new();
    };
    let of_other =
        |number: usize| events.iter().flat_map(|e| &e.facts).any(|facts| facts.sentence == number);
    let paragraph = doc.sentences[last].paragraph;
    (last + 1..doc.sentences.len().min(last + 1 + GOES_ON))
        .take_while(|&number| {
            let sentence = &doc.sentences[number];
            let near = sentence.paragraph <= paragraph + paragraphs;
            let figures = is_cumulative(context, &sentence.tokens, &[]);
            sentence.kind == SentenceKind::Body && near && !figures && !of_other(number)
        })
        .map(|number| doc.sentences[number].tokens.clone())
        .collect()
}

/// What begins the story, where it tells of an occasion of the same days.
fn of_story(events: &[Event], event: &Event) -> Option<Range<usize>> {
    let first = events.first()?;
    let opens = first.facts.first()?;
    (!first.is_recorded() && event.within(first, SAME_STORY)).then(|| opens.tokens.clone())
}
