//! What a sentence tells that is no accident with ordnance: other causes of harm, fire from weapons, works
//! of art.

use std::ops::Range;

use cairn_model::Device;

use super::triggers::is_handled;
use crate::context::Context;
use crate::doc::Doc;

/// Whether what is told is a play, a film or an exercise.
pub(super) fn is_unreal(doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
    let class = doc.class("unreal");
    let has = |value: &str| {
        doc.terms_in(tokens.clone(), class).any(|term| &*doc.entry(term).value == value)
    };
    has("-") || has("work") && has("tells")
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
    let cause = doc
        .terms_in(tokens.clone(), doc.class("other_causes"))
        .any(|term| !certain || doc.entry(term).has("always") && !handled());
    cause || is_fired(context, tokens, devices)
}

/// "Rockets hit X", "a mortar shell landed on a house": what was fired, and not what lay there.
fn is_fired(context: &Context<'_>, tokens: &Range<usize>, devices: &[usize]) -> bool {
    let doc = context.doc;
    let class = doc.class("strikes");
    devices.iter().map(|&i| &context.devices[i]).any(|device| {
        let strikes = doc.term_at(device.tokens.end, class).filter(|term| term.end < tokens.end);
        device.device == Device::ErwOther
            && !device.vague
            && strikes.is_some_and(|term| context.devices_in(&(term.end..term.end + 3)).is_empty())
    })
}
