//! Lists of incidents, in which each entry is opened by its day: "2 May, Orash. A mine killed …".

use std::ops::Range;

use crate::context::Context;
use crate::mentions::DateKind;
use crate::segment::SentenceKind;
use crate::token::TokenKind;

/// The entries of a paragraph; itself where it is no list. Inside a paragraph only a bare day opens an
/// entry: "On 4 May," and "a week later," go on with a story.
pub(super) fn entries(
    context: &Context<'_>,
    paragraph: Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let bare = |at: usize| begins_with_day(context, at) && opens_entry(context, at);
    let list = bare(paragraph.start);
    let (mut from, end) = (paragraph.start, paragraph.end);
    std::iter::from_fn(move || {
        let opens =
            |&at: &usize| heads_entry(context, at) || list && at > from && opens_entry(context, at);
        let to = (from + 1..end).find(opens).unwrap_or(end);
        let entry = from..to;
        from = to;
        (!entry.is_empty()).then_some(entry)
    })
}

/// Whether a sentence begins with a day that is set off from what follows.
pub(crate) fn opens_entry(context: &Context<'_>, number: usize) -> bool {
    let doc = context.doc;
    let first = &doc.sentences[number];
    let head = first.tokens.start..(first.tokens.start + 4).min(first.tokens.end);
    first.kind != SentenceKind::Title
        && context.dates_in(&head).iter().any(|date| {
            let opens = (head.start..date.tokens.start).all(|at| !doc.tokens[at].is_word());
            let set_off = matches!(doc.folded(date.tokens.end), "," | ":" | "." | "-")
                || !doc.tokens[date.tokens.start].is_word()
                || first.kind == SentenceKind::Item;
            opens && date.kind == DateKind::Day && set_off
        })
}

/// Whether a sentence begins with digits, a month or a day of the week.
fn begins_with_day(context: &Context<'_>, number: usize) -> bool {
    let doc = context.doc;
    let first = doc.sentences[number].tokens.start;
    doc.kind(first) == TokenKind::Number
        || ["months", "weekdays"].iter().any(|name| doc.entry_at(first, doc.class(name)).is_some())
}

/// "4 May, Saren.": whether a sentence is nothing but a day and a place.
fn heads_entry(context: &Context<'_>, number: usize) -> bool {
    let doc = context.doc;
    let tokens = &doc.sentences[number].tokens;
    let dates = context.dates_in(tokens);
    let places = || context.places.iter().filter(|place| tokens.contains(&place.tokens.start));
    let named = |at: usize| {
        dates.iter().map(|date| &date.tokens).any(|date| date.contains(&at))
            || places().any(|place| place.tokens.contains(&at))
    };
    places().next().is_some() && tokens.clone().all(|at| named(at) || !doc.tokens[at].is_word())
}

/// Whether the records of a text are mostly of people harmed.
pub(super) fn lists_harm(context: &Context<'_>) -> bool {
    let sentences = &context.doc.sentences;
    let (mut listed, mut harmful) = (0, 0);
    for record in context.records.all.iter().filter(|record| record.listed) {
        let from = sentences[record.sentences.start].tokens.start;
        let to = sentences[record.sentences.end - 1].tokens.end;
        let first = context.effects.partition_point(|effect| effect.tokens.start < from);
        let mut here = context.effects[first..].iter().take_while(|e| e.tokens.start < to);
        listed += 1;
        harmful += usize::from(here.any(|e| !e.weak && !e.negated));
    }
    harmful * 2 >= listed && listed > 1
}
