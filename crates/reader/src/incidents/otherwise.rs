//! What a sentence tells that is no accident with ordnance: other causes of harm, fire from weapons, works
//! of art.

use std::ops::Range;

use cairn_model::Device;

use super::triggers::{is_handled, triggers};
use crate::context::Context;
use crate::doc::Doc;
use crate::lexicon::Term;
use crate::mentions::DeviceMention;

/// The words of a part of the text for causes of harm that are no ordnance; not "fighting for his life".
pub(crate) fn other_causes<'d>(
    doc: &'d Doc<'_>,
    tokens: Range<usize>,
) -> impl Iterator<Item = &'d Term> {
    doc.terms_in(tokens, doc.class("other_causes")).filter(|term| &*doc.entry(term).value != "none")
}

/// Whether what is told is a play, a film or an exercise.
pub(super) fn is_unreal(doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
    let class = doc.class("unreal");
    let has = |value: &str| {
        doc.terms_in(tokens.clone(), class).any(|term| &*doc.entry(term).value == value)
    };
    has("-") || has("work") && has("tells")
}

/// Whether what is told is a scene of an exercise, of which other sentences tell as well.
pub(super) fn is_scene(doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
    doc.terms_in(tokens.clone(), doc.class("unreal")).any(|term| doc.entry(term).has("scene"))
}

/// Whether harm came of something else: gas, gunfire, a grenade that somebody threw.
pub(super) fn is_otherwise(
    context: &Context<'_>,
    tokens: &Range<usize>,
    devices: &[usize],
) -> bool {
    let doc = context.doc;
    let certain = devices.iter().any(|&i| !context.devices[i].vague);
    // "picked up a grenade that had been dropped from a drone": nobody was hit by it then.
    let handled = || is_handled(context, tokens, devices);
    // "shot dead a man who was burying a mine", and not "set a mine off and shot dead those who fled".
    let quiet = || triggers(context, tokens, devices).is_empty();
    let cause = other_causes(doc, tokens.clone()).any(|term| {
        let entry = doc.entry(term);
        !certain || entry.has("always") && !handled() || entry.has("quiet") && quiet()
    });
    cause || is_fired(context, tokens, devices)
}

/// Whether gas, traffic or the weather did harm where no ordnance is named; a raid may have begun with a mine.
pub(super) fn is_mishap(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let mishap = |term: &Term| matches!(&*doc.entry(term).value, "gas" | "traffic" | "nature");
    context.devices_in(tokens).is_empty() && other_causes(doc, tokens.clone()).any(mishap)
}

/// "A bomb struck a convoy": what may be laid by a road and hits those who drive on it.
fn hits_vehicle(context: &Context<'_>, device: &DeviceMention) -> bool {
    const NEAR: usize = 5;
    let doc = context.doc;
    let laid = doc
        .entry_at(device.tokens.start, doc.class("device"))
        .is_some_and(|entry| entry.has("hidden") && !entry.has("plural"));
    let object = device.tokens.end + 1..device.tokens.end + 1 + NEAR;
    laid && doc.terms_in(object, doc.class("vehicles")).next().is_some()
}

/// "Rockets hit X", "a mortar shell landed on a house": what was fired, and not what lay there.
fn is_fired(context: &Context<'_>, tokens: &Range<usize>, devices: &[usize]) -> bool {
    let doc = context.doc;
    let class = doc.class("strikes");
    devices.iter().map(|&i| &context.devices[i]).any(|device| {
        let strikes = doc.term_at(device.tokens.end, class).filter(|term| term.end < tokens.end);
        device.device == Device::ErwOther
            && !device.vague
            && !hits_vehicle(context, device)
            && strikes.is_some_and(|term| context.devices_in(&(term.end..term.end + 3)).is_empty())
    })
}
