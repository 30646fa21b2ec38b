//! The words for an explosion: which of them count beside the ordnance that a sentence names.

use std::ops::Range;

use crate::context::Context;
use crate::lexicon::Term;
use crate::mentions::DeviceMention;
use crate::token::TokenKind;

/// The words for an explosion that count: those beside ordnance, and blasts by name.
pub(super) fn triggers(
    context: &Context<'_>,
    tokens: &Range<usize>,
    devices: &[usize],
) -> Vec<Range<usize>> {
    let doc = context.doc;
    let class = doc.class("explosions");
    let mut found = Vec::new();
    let demolished =
        doc.terms_in(tokens.clone(), class).any(|term| &*doc.entry(term).value == "demolition");
    for term in doc.terms_in(tokens.clone(), class) {
        let value = &*doc.entry(term).value;
        if demolished && value == "goes_off" {
            continue;
        }
        // "Thursday: no incidents."
        let none = doc.entry(term).has("plural")
            && term.start > tokens.start
            && doc.entry_at(term.start - 1, doc.class("negations")).is_some();
        if none {
            continue;
        }
        let counts = match value {
            // Where verbs come last, what was stepped on stands before them.
            "contact" if doc.entry(term).has("final") => devices.iter().any(|&i| {
                let end = context.devices[i].tokens.end;
                end <= term.start && end + 4 >= term.start
            }),
            // "What the lorry hit was a mine": says what it was, and not that it happened again.
            "contact"
                if doc
                    .entry_at(term.end, doc.class("auxiliaries"))
                    .is_some_and(|entry| &*entry.value == "be") =>
            {
                false
            }
            "contact" => {
                let entry = doc.entry(term);
                let passive = term.start > tokens.start
                    && doc
                        .entry_at(term.start - 1, doc.class("auxiliaries"))
                        .is_some_and(|e| &*e.value == "be");
                entry.has("alone")
                    || is_behind_device(context, term, tokens)
                    || devices.iter().any(|&i| {
                        let device = &context.devices[i].tokens;
                        device.start >= term.end && device.start <= term.end + 8
                            || (entry.has("either") || passive)
                                && device.end <= term.start
                                && device.end + 8 >= term.start
                    })
            }
            // "the tractor detonated a mine" tells of an explosion, "sappers blew up three shells" and
            // "the mine was blown up" of demolitions.
            "goes_off" => {
                let demolished = is_object(context, term.end)
                    && doc
                        .terms_in(tokens.start..term.start, doc.class("clearers"))
                        .next()
                        .is_some();
                !context.devices.is_empty() && !demolished
            }
            "demolition" => false,
            "wrecks" => wrecks(context, term, tokens),
            "struck" => !device_ends(context, term.start),
            _ => true,
        };
        if counts {
            found.push(term.start..term.end);
        }
    }
    found
}

pub(super) fn device_starts(context: &Context<'_>, tokens: Range<usize>) -> bool {
    context.devices_in(&tokens).iter().any(|device| !device.vague)
}

/// "blew up | a 250-kilogram American bomb": whether the ordnance that a verb has for its object comes next.
fn is_object(context: &Context<'_>, verb_end: usize) -> bool {
    const LONGEST: usize = 8;
    let doc = context.doc;
    let prepositions = doc.class("place_prepositions");
    let stops = |at: usize| {
        doc.entry_at(at, prepositions).is_some() || matches!(doc.folded(at), "," | "." | ";" | ":")
    };
    let end = (verb_end..verb_end + LONGEST).find(|&at| stops(at)).unwrap_or(verb_end + LONGEST);
    device_starts(context, verb_end..end)
}

pub(super) fn device_ends(context: &Context<'_>, at: usize) -> bool {
    context.devices.iter().any(|d| d.tokens.end == at || d.tokens.end + 1 == at)
}

/// "A landmine wrecked a lorry": what exploded stands right before the verb, and nobody cleared it ("a mine
/// destroyed by sappers").
fn wrecks(context: &Context<'_>, verb: &Term, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let agent = doc.entry_at(verb.end, doc.class("place_prepositions")).is_some();
    let adverb = |at: usize| doc.entry_at(at, doc.class("adverbs")).is_some();
    let mut before = verb.start;
    while before > tokens.start && adverb(before - 1) {
        before -= 1;
    }
    let ends = |d: &DeviceMention| d.tokens.end == before && !d.plural && !d.vague;
    let object = doc.tokens.get(verb.end).is_some_and(|t| t.is_word()) && verb.end < tokens.end;
    !agent && object && context.devices_in(&(tokens.start..before)).iter().any(ends)
}

/// "a charge, stepped on": the participle behind what was stepped on, in a note.
fn is_behind_device(context: &Context<'_>, verb: &Term, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let closes = verb.end >= tokens.end || doc.kind(verb.end) == TokenKind::Mark;
    let comma = verb.start.checked_sub(1).filter(|&at| doc.folded(at) == "," && closes);
    comma.is_some_and(|comma| context.devices.iter().any(|d| d.tokens.end == comma))
}

/// "A roadside bomb hit a convoy": what exploded did it, and nobody trod on it.
pub(super) fn is_done_by_device(context: &Context<'_>, verb: &Term, tokens: &Range<usize>) -> bool {
    const NEAR: usize = 8;
    let doc = context.doc;
    let object = verb.end..(verb.end + NEAR).min(tokens.end);
    let subject = |d: &DeviceMention| d.tokens.end <= verb.start && d.tokens.end + 1 >= verb.start;
    // "The device was trodden on by a shepherd."
    let be =
        |at: usize| doc.entry_at(at, doc.class("auxiliaries")).is_some_and(|e| &*e.value == "be");
    let before = verb.start.checked_sub(1).filter(|at| *at >= tokens.start);
    let passive = before.into_iter().chain([verb.start]).any(be);
    !passive
        && context.devices_in(&(tokens.start..verb.start)).iter().any(subject)
        && context.devices_in(&object).is_empty()
        && !is_behind_device(context, verb, tokens)
}

/// Whether somebody handles what a sentence names: steps on it, picks it up.
pub(super) fn is_handled(context: &Context<'_>, tokens: &Range<usize>, devices: &[usize]) -> bool {
    let doc = context.doc;
    let class = doc.class("explosions");
    let contact = |trigger: &Range<usize>| {
        doc.entry_at(trigger.start, class).is_some_and(|entry| &*entry.value == "contact")
    };
    triggers(context, tokens, devices).iter().any(contact)
}
