//! Home-made ordnance told otherwise than by its name: hidden under a road, or said to be made by hand.

use std::ops::Range;

use super::event::Event;
use super::scope::set_off;
use crate::context::Context;
use crate::devices::is_hidden;
use crate::mentions::DeviceMention;

/// Words between a device and the verb of the sentence that says how it was made.
const SUBJECT_WITHIN: usize = 6;

/// The same where a noun of its own says it: "the device, the governor says, was a home-made one".
const FAR_SUBJECT_WITHIN: usize = 20;

/// Words between "was" and how it was made: "was a very crude".
const PREDICATE_WITHIN: usize = 3;

/// The value of words that say of ordnance no more than that it is some.
const UNKNOWN: &str = "unknown";

/// "a charge buried in the road": hidden by somebody for others to set off.
pub(super) fn is_planted(context: &Context<'_>, device: &DeviceMention) -> bool {
    let doc = context.doc;
    doc.entry_at(device.tokens.start, doc.class("device")).is_some_and(|entry| {
        entry.has("planted") || &*entry.value == UNKNOWN && is_hidden(doc, &device.tokens)
    })
}

/// "went off beneath their tractor": what passed over something hidden set it off.
pub(super) fn is_under_vehicle(context: &Context<'_>, event: &Event) -> bool {
    event.facts.iter().any(|facts| set_off(context, &facts.tokens, "under"))
}

/// Whether all that makes something home-made is that somebody hid it: "a bomb buried by the rebels".
pub(super) fn is_only_hidden(context: &Context<'_>, device: &DeviceMention) -> bool {
    let doc = context.doc;
    let entry = doc.entry_at(device.tokens.start, doc.class("device"));
    entry.is_some_and(|entry| entry.get("hidden").is_some())
}

/// "It was home-made", "a device made by hand": what the sentences of an event, or those behind them, say of
/// what exploded.
pub(super) fn is_said_home_made(
    context: &Context<'_>,
    event: &Event,
    later: &[Range<usize>],
) -> bool {
    let own = event.facts.iter().map(|facts| &facts.tokens);
    own.chain(later).any(|tokens| says_home_made(context, tokens))
}

fn says_home_made(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let (made, things) = (doc.class("home_made"), doc.class("things"));
    let (be, negations) = (doc.class("auxiliaries"), doc.class("negations"));
    doc.terms_in(tokens.clone(), made).any(|term| {
        let noun = doc.entry(term).has("noun");
        let within = if noun { FAR_SUBJECT_WITHIN } else { SUBJECT_WITHIN };
        let near = term.start.saturating_sub(within).max(tokens.start)..term.start;
        let thing = |at: usize| doc.entry_at(at, things).is_some();
        let of_it = near.clone().any(thing)
            || context.devices_in(&near).iter().any(|device| !device.plural);
        let right_before = term.start.saturating_sub(PREDICATE_WITHIN).max(near.start)..term.start;
        let predicate = right_before.clone().any(|at| {
            thing(at)
                || doc.folded(at) == ","
                || doc.entry_at(at, be).is_some_and(|entry| &*entry.value == "be")
        });
        let named = !context.devices_in(&(term.end..term.end + 2)).is_empty();
        // "a mine made from a cooking pot"
        let behind = context.devices_in(&near).iter().any(|device| device.tokens.end == term.start);
        of_it
            && (predicate || noun || behind)
            && !named
            && !near.into_iter().any(|at| doc.entry_at(at, negations).is_some())
    })
}
