//! Whose words an occasion rests on: those of its sentences; where they have none, of what the text
//! goes on to say of it, or of the story that it is told in.

use std::ops::Range;

use cairn_model::Attribution;

use super::event::Event;
use super::scope::is_cumulative;
use crate::context::Context;
use crate::segment::SentenceKind;
use crate::sources;

/// Sentences after those of an occasion that may go on with it.
const GOES_ON: usize = 3;

/// Days between occasions of which one source may have told at once.
const SAME_STORY: i32 = 14;

/// The sources of an event, in the order in which they are told.
pub(super) fn said_by(context: &Context<'_>, events: &[Event], at: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for tokens in telling(context, events, at) {
        for source in sources::said_by(&context.sources, tokens) {
            if !names.contains(&source.name) {
                names.push(source.name.clone());
            }
        }
    }
    names
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
    chain
}

/// The tokens whose sources are those of an event.
fn telling(context: &Context<'_>, events: &[Event], at: usize) -> Vec<Range<usize>> {
    let Some(event) = events.get(at) else { return Vec::new() };
    let own: Vec<Range<usize>> = event.facts.iter().map(|facts| facts.tokens.clone()).collect();
    let attributed =
        |tokens: &Range<usize>| !sources::said_by(&context.sources, tokens.clone()).is_empty();
    if own.iter().any(attributed) || event.is_recorded() {
        return own;
    }
    // What follows an occasion told in passing goes on with the story.
    let after = if at == 0 { goes_on(context, events, event) } else { Vec::new() };
    if after.iter().any(attributed) {
        return own.into_iter().chain(after).collect();
    }
    let story = of_story(events, event);
    own.into_iter().chain(story).collect()
}

/// The sentences behind an event's own, up to where another is told or figures are given.
fn goes_on(context: &Context<'_>, events: &[Event], event: &Event) -> Vec<Range<usize>> {
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
            let near = sentence.paragraph <= paragraph + 1;
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
