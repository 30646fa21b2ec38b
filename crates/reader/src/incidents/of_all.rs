//! Ordnance told for several occasions at once: "All three cases, says the centre, involved PROM-1 mines."

use cairn_model::Device;

use super::event::Event;
use crate::context::Context;
use crate::mentions::DeviceMention;

/// The ordnance that a sentence behind an occasion names for it and the others told with it.
pub(super) fn device_of_all<'c>(
    context: &'c Context<'_>,
    event: &Event,
) -> Option<&'c DeviceMention> {
    let doc = context.doc;
    let last = event.facts.iter().map(|facts| facts.sentence).max()?;
    let paragraph = doc.sentences.get(last)?.paragraph;
    let class = doc.class("all_occasions");
    doc.sentences[last..].iter().take_while(|s| s.paragraph <= paragraph + 1).find_map(|sentence| {
        // What an occasion's own sentence names is its own.
        let own = event.facts.iter().any(|facts| facts.tokens.start == sentence.tokens.start);
        doc.terms_in(sentence.tokens.clone(), class).next().filter(|_| !own)?;
        let mut named = context.devices_in(&sentence.tokens).iter().filter(|device| !device.vague);
        let first = named.next()?;
        named.all(|other| other.device == first.device).then_some(first)
    })
}

/// Whether what an occasion itself tells leaves open what more is told of all.
pub(super) const fn is_open(device: Device) -> bool {
    matches!(device, Device::Unknown | Device::MineUnspecified)
}
