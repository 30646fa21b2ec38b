//! The day of occasions that no day is told of: a time of day stands for the day of the story, and a lead on
//! several blasts gives its days to each.

use std::ops::Range;

use super::event::Event;
use crate::context::Context;
use crate::mentions::DateKind;
use crate::token::TokenKind;

/// Gives the day told before to occasions of which only the time of day is told.
pub(super) fn same_day(context: &Context<'_>, events: &mut [Event]) {
    let lead = events.first().and_then(|first| days_of_lead(context, first));
    for at in 1..events.len() {
        if events[at].date.is_some() || events[at].reported.is_some() || events[at].is_recorded() {
            continue;
        }
        let timed = events[at].facts.iter().any(|facts| {
            facts.dates.is_empty() && tells_time_of_day(context, facts.tokens.clone())
        });
        let told = events[at - 1].date.zip(events[at - 1].date_mention);
        if let Some((date, mention)) = told.filter(|_| timed).or(lead) {
            events[at].date = Some(date);
            events[at].date_mention = Some(mention);
        }
    }
}

/// "Mines killed three in the last 24 hours": days over which a first sentence tells of several blasts.
fn days_of_lead(context: &Context<'_>, first: &Event) -> Option<(cairn_model::DateSpan, usize)> {
    let facts = first.facts.first()?;
    let several =
        !facts.devices.is_empty() && facts.devices.iter().all(|&i| context.devices[i].plural);
    let days = |&&i: &&usize| context.dates.mentions[i].kind == DateKind::Days;
    let &day = facts.dates.iter().find(days)?;
    several.then(|| (context.dates.mentions[day].span, day))
}

/// "at around 02:30", "before dusk".
fn tells_time_of_day(context: &Context<'_>, tokens: Range<usize>) -> bool {
    let doc = context.doc;
    let class = doc.class("date_words");
    let number = |at: usize| doc.kind(at) == TokenKind::Number;
    let clock = |at: usize| doc.folded(at) == ":" && number(at - 1) && number(at + 1);
    doc.terms_in(tokens.clone(), class)
        .any(|term| matches!(&*doc.entry(term).value, "daypart" | "clock"))
        || (tokens.start + 1..tokens.end).any(clock)
}
