//! Ordnance named in a text: what it is, its type designation, one or several.
//!
//! The longest term of the lexicon decides, so that "mine action" and "coal mine" are no mines. A
//! text that only speaks of pits and metaphors is told apart by [`is_about_ordnance`].

use std::ops::Range;

use cairn_model::Device;

use crate::doc::Doc;
use crate::mentions::DeviceMention;
use crate::token::TokenKind;

/// Finds ordnance, in order; mentions do not overlap.
pub fn devices(doc: &Doc<'_>) -> Vec<DeviceMention> {
    let nouns = doc.class("device");
    let models = doc.class("device_models");
    let mut found: Vec<DeviceMention> = Vec::new();
    let mut at = 0;
    while at < doc.tokens.len() {
        let noun = doc.term_at(at, nouns);
        let model =
            doc.term_at(at, models).filter(|term| is_designation(doc, term.start..term.end));
        match (noun, model) {
            (_, Some(model)) if noun.is_none_or(|noun| noun.end < model.end) => {
                let Ok(device) = doc.entry(model).value.parse() else {
                    at += 1;
                    continue;
                };
                let end = model.end;
                take_model(doc, &mut found, at..end, device);
                at = end;
            }
            (Some(term), _) => {
                let (end, entry) = (term.end, doc.entry(term));
                if let Ok(device) = entry.value.parse::<Device>() {
                    take_noun(
                        doc,
                        &mut found,
                        at..end,
                        device,
                        entry.has("plural"),
                        entry.has("vague"),
                    );
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether capitals and digits make it look like a designation ("F1", "PMN", but not "grad").
fn is_designation(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    let digits =
        tokens.clone().any(|at| doc.str(at..at + 1).contains(|c: char| c.is_ascii_digit()));
    let capitals = doc.tokens[tokens.start].is_capitalised();
    capitals && (digits || doc.kind(tokens.start) == TokenKind::AllCapitals)
        || digits && doc.str(tokens).contains(|c: char| c.is_uppercase())
}

/// A designation beside a device noun belongs to it ("PMN-2 mines", "mines such as PMN-E"); alone it
/// stands for the item ("two more PMN-2s").
fn take_model(doc: &Doc<'_>, found: &mut Vec<DeviceMention>, tokens: Range<usize>, device: Device) {
    let name = doc.plain(tokens.clone());
    if let Some(last) = found.last_mut()
        && last.model.is_none()
        && tokens.start - last.tokens.end <= 4
        && doc.sentence_of(last.tokens.start) == doc.sentence_of(tokens.start)
        && !separated(doc, last.tokens.end..tokens.start)
    {
        last.model = Some(name);
        last.tokens.end = tokens.end;
        last.device = more_specific(last.device, device);
        last.vague = false;
        return;
    }
    // "PMN-2s" is cut into "PMN-2s" or "PMN", "-", "2s": the lexicon term then ends before the s.
    let plural = doc.folded(tokens.end.saturating_sub(1)).ends_with('s');
    found.push(DeviceMention { tokens, device, model: Some(name), plural, vague: false });
}

fn take_noun(
    doc: &Doc<'_>,
    found: &mut Vec<DeviceMention>,
    tokens: Range<usize>,
    device: Device,
    plural: bool,
    vague: bool,
) {
    if let Some(last) = found.last_mut()
        && last.tokens.end == tokens.start
        && last.model.is_some()
    {
        last.tokens.end = tokens.end;
        last.device = more_specific(device, last.device);
        last.plural = plural;
        return;
    }
    let (tokens, model) = with_calibre(doc, tokens);
    found.push(DeviceMention { tokens, device, model, plural, vague: vague });
}

/// "82 mm mortar bomb": the calibre and the noun together are the designation.
fn with_calibre(doc: &Doc<'_>, tokens: Range<usize>) -> (Range<usize>, Option<String>) {
    let unit = doc.class("calibre");
    let Some(before) = tokens.start.checked_sub(1) else {
        return (tokens, None);
    };
    if doc.entry_at(before, unit).is_none() {
        return (tokens, None);
    }
    let number = before
        .checked_sub(1)
        .filter(|&at| doc.kind(at) == TokenKind::Number || doc.tokens[at].is_mark("-"));
    let Some(mut start) = number else {
        return (tokens, None);
    };
    if doc.tokens[start].is_mark("-") {
        start = start.saturating_sub(1);
    }
    let calibre_start = if doc.kind(start) == TokenKind::Number {
        start
    } else {
        return (tokens, None);
    };
    let mut words = doc.plain(calibre_start..tokens.end);
    if let Some(singular) = words.strip_suffix('s') {
        words.truncate(singular.len());
    }
    (calibre_start..tokens.end, Some(words))
}

/// A designation tells more than a general word; what the text says in so many words stays.
fn more_specific(said: Device, model: Device) -> Device {
    match said {
        Device::MineUnspecified | Device::Unknown | Device::ErwOther => model,
        said => said,
    }
}

/// Whether a mark or a conjunction parts the two.
fn separated(doc: &Doc<'_>, between: Range<usize>) -> bool {
    let conjunctions = doc.class("conjunctions");
    between.clone().any(|at| {
        matches!(doc.folded(at), "," | ";" | "." | ":") || doc.entry_at(at, conjunctions).is_some()
    })
}

/// Whether the text is about ordnance at all, and not about pits, budgets or metaphors.
///
/// What speaks for ordnance (models, kinds, mines that people step on, mine action) is weighed
/// against what speaks of coal and of talk.
pub fn is_about_ordnance(doc: &Doc<'_>, devices: &[DeviceMention]) -> bool {
    let nouns = doc.class("device");
    let (mut pits, mut talk) = (0, 0);
    for term in doc.terms_in(0..doc.tokens.len(), doc.class("pit_words")) {
        if &*doc.entry(term).value == "pit" {
            pits += 1;
        } else {
            talk += 1;
        }
    }
    let (mut against, mut topics) = (0, 0);
    for term in doc.terms_in(0..doc.tokens.len(), nouns) {
        let entry = doc.entry(term);
        if entry.has("pit") || entry.has("metaphor") {
            against += 2;
        }
        topics += usize::from(entry.has("topic"));
    }
    against += 3 * pits + if talk >= 3 { talk } else { 0 };
    if against == 0 {
        return true;
    }
    let contact = doc.class("explosions");
    let stepped_on = |device: &DeviceMention| {
        let from = device.tokens.start.saturating_sub(3);
        (from..device.tokens.start)
            .any(|at| doc.entry_at(at, contact).is_some_and(|entry| &*entry.value == "contact"))
    };
    let weight = |device: &DeviceMention| {
        let generic = doc.entry_at(device.tokens.start, nouns).is_some_and(|e| e.has("generic"));
        match device.device {
            _ if device.vague || generic => 0,
            _ if device.model.is_some() => 3,
            Device::MineUnspecified => 1 + 2 * usize::from(stepped_on(device)),
            _ => 2,
        }
    };
    let speaks_for: usize = devices.iter().map(weight).sum::<usize>() + 2 * topics;
    speaks_for > against
}
