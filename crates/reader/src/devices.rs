//! Ordnance named in a text: what it is, its type designation, one or several.
//!
//! The longest term of the lexicon decides, so that "mine action" and "coal mine" are no mines. A
//! text that only speaks of pits and metaphors is told apart by [`is_about_ordnance`].

use std::ops::Range;

use cairn_model::Device;

use crate::doc::Doc;
use crate::lexicon::Term;
use crate::mentions::DeviceMention;
use crate::segment::SentenceKind;
use crate::token::TokenKind;

mod designations;

use designations::{
    brackets, designation_before, designation_behind, designation_end, is_designation, is_small,
    is_weapon, more_specific, separated, singular, with_calibre,
};

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
            (_, Some(model))
                if noun.is_none_or(|noun| noun.end < model.end)
                    && !is_weapon(doc, model.end)
                    && stands(doc, &found, *model) =>
            {
                let Some(device) = Device::from_code(&doc.entry(model).value) else {
                    at += 1;
                    continue;
                };
                let end = designation_end(doc, model.end);
                take_model(doc, &mut found, at..end, device);
                at = end;
            }
            (Some(term), _) => {
                let (end, entry) = (term.end, doc.entry(term));
                let hidden = entry.get("hidden").filter(|_| is_hidden(doc, &(at..end)));
                if let Some(device) = Device::from_code(hidden.unwrap_or(&entry.value))
                    && !is_small(doc, at)
                    && !names_field(doc, at)
                    && !names_body(doc, at..end)
                {
                    take_noun(
                        doc,
                        &mut found,
                        at..end,
                        device,
                        entry.has("plural"),
                        entry.has("vague"),
                    );
                }
                // A designation behind it belongs to it.
                at = found.last().map_or(end, |last| last.tokens.end.max(end));
            }
            _ => at += 1,
        }
    }
    sort_out_minutes(doc, &mut found);
    found
}

/// "Munition: anti-tank mine": a word that names the field and not what exploded.
fn names_field(doc: &Doc<'_>, at: usize) -> bool {
    doc.term_at(at, doc.class("record_fields")).is_some_and(|term| {
        doc.folded(term.end) == ":"
            && doc.entry(term).value.as_ref() == "device"
            && doc.sentences[doc.sentence_of(at)].tokens.start + 1 >= at
    })
}

/// "the Landmine Observatory": a word of a body's name in running text.
fn names_body(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    let sentence = &doc.sentences[doc.sentence_of(tokens.start)];
    let named = |at: usize| doc.kind(at) == TokenKind::Capitalised;
    sentence.kind == SentenceKind::Body
        && tokens.start > sentence.tokens.start
        && tokens.end < sentence.tokens.end
        && doc.tokens[tokens.start - 1].is_word()
        && tokens.clone().all(named)
        && named(tokens.end)
        && doc
            .entry_at(tokens.end, doc.class("not_places"))
            .is_some_and(|entry| &*entry.value == "institution")
}

/// "planting the bomb", "a bomb hidden in a cart": whether somebody is said to have put it there.
pub(crate) fn is_hidden(doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
    const NEAR: usize = 4;
    let words = doc.class("find_words");
    let stops = |at: &usize| doc.kind(*at) != TokenKind::Mark;
    let hides =
        |at: usize| doc.entry_at(at, words).is_some_and(|e| &*e.value == "laid" && e.has("hidden"));
    let before = (tokens.start.saturating_sub(NEAR)..tokens.start).rev();
    let after = tokens.end..tokens.end + NEAR;
    before.take_while(stops).any(hides) || after.take_while(stops).any(hides)
}

/// Whether a designation that may as well name a rifle or a road stands beside a word for ordnance.
fn stands(doc: &Doc<'_>, found: &[DeviceMention], model: Term) -> bool {
    let ordnance = |at: usize| {
        doc.entry_at(at, doc.class("device")).is_some_and(|entry| &*entry.value != "none")
    };
    !doc.entry(&model).has("beside")
        || ordnance(model.end)
        || doc.tokens.get(model.end).is_some_and(|t| t.is_mark("-") || t.is_mark("\""))
            && ordnance(model.end + 1)
        || found.last().is_some_and(|last| {
            belongs(doc, last, &(model.start..model.end))
                || brackets(doc, last.tokens.end..model.start)
        })
}

/// Whether a designation is that of the ordnance named before it.
fn belongs(doc: &Doc<'_>, last: &DeviceMention, tokens: &Range<usize>) -> bool {
    // "40 mm grenades (M406)": more than the calibre.
    let calibre = |model: &str| {
        model.starts_with(|c: char| c.is_ascii_digit()) && doc.folded(last.tokens.end) == "("
    };
    last.model.as_deref().is_none_or(calibre)
        && tokens.start - last.tokens.end <= 4
        && doc.sentence_of(last.tokens.start) == doc.sentence_of(tokens.start)
        && !separated(doc, last.tokens.end..tokens.start)
}

/// "Minutes" of a machine translation are mines where the words beside them lay, find or explode
/// them, and in the rest of a text that once has them so; elsewhere they are time.
fn sort_out_minutes(doc: &Doc<'_>, found: &mut Vec<DeviceMention>) {
    let nouns = doc.class("device");
    let is_minutes = |device: &DeviceMention| {
        device.vague && doc.entry_at(device.tokens.start, nouns).is_some_and(|e| e.has("minutes"))
    };
    if !found.iter().any(is_minutes) {
        return;
    }
    let translated = found.iter().any(|device| {
        !device.vague
            && device
                .tokens
                .clone()
                .any(|at| doc.entry_at(at, nouns).is_some_and(|e| e.has("minutes")))
    });
    let certain = translated
        || found.iter().any(|device| is_minutes(device) && is_handled(doc, &device.tokens));
    found.retain_mut(|device| {
        if !is_minutes(device) {
            return true;
        }
        let mine = certain && !is_time(doc, &device.tokens);
        device.vague = !mine;
        mine
    });
}

/// Whether a length of time is told: "in 30 minutes", "for five minutes".
fn is_time(doc: &Doc<'_>, minutes: &Range<usize>) -> bool {
    let dates = doc.class("date_words");
    let numbers = doc.class("numbers");
    let is_number =
        |at: usize| doc.kind(at) == TokenKind::Number || doc.entry_at(at, numbers).is_some();
    let mut at = minutes.start;
    while at > 0 && is_number(at - 1) {
        at -= 1;
    }
    let counted = at < minutes.start;
    let led = at.checked_sub(1).and_then(|before| doc.entry_at(before, dates)).is_some_and(|e| {
        matches!(&*e.value, "prep" | "after" | "before" | "until" | "which:last" | "which:next")
    });
    let trailed = doc.entry_at(minutes.end, dates).is_some_and(|entry| {
        matches!(&*entry.value, "ago" | "later" | "earlier" | "after" | "before")
    });
    counted && led || trailed
}

/// Whether minutes are laid, found, stepped on or go off.
fn is_handled(doc: &Doc<'_>, minutes: &Range<usize>) -> bool {
    let classes = ["explosions", "find_verbs"].map(|name| doc.class(name));
    let words = doc.class("find_words");
    let handles = |at: usize| {
        classes.iter().any(|&class| doc.entry_at(at, class).is_some())
            || doc.entry_at(at, words).is_some_and(|entry| matches!(&*entry.value, "laid" | "made"))
    };
    let before = minutes.start.saturating_sub(3)..minutes.start;
    let after = minutes.end..minutes.end + 3;
    let stops = |at: usize| matches!(doc.folded(at), "," | "." | ";" | ":");
    !is_time(doc, minutes)
        && (before.rev().take_while(|&at| !stops(at)).any(handles)
            || after.take_while(|&at| !stops(at)).any(handles))
}

/// A designation beside a device noun belongs to it ("PMN-2 mines", "mines such as PMN-E"); alone it
/// stands for the item ("two more PMN-2s").
fn take_model(doc: &Doc<'_>, found: &mut Vec<DeviceMention>, tokens: Range<usize>, device: Device) {
    let name = singular(doc.plain(tokens.clone()));
    if let Some(last) = found.last_mut()
        && belongs(doc, last, &tokens)
    {
        // "the fuze of a PROM-1": its type, and still a fuze.
        let noun = doc.entry_at(last.tokens.start, doc.class("device"));
        let part = noun.is_some_and(|noun| noun.has("part")) && tokens.start > last.tokens.end;
        last.model = Some(name);
        last.tokens.end = tokens.end;
        last.device = if part { last.device } else { more_specific(last.device, device) };
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
    // "F-1 tipli əl qumbarası"
    let typed = doc.entry_at(tokens.start.saturating_sub(1), doc.class("find_words"));
    let typed = usize::from(typed.is_some_and(|entry| &*entry.value == "type"));
    if let Some(last) = found.last_mut()
        && last.tokens.end + typed == tokens.start
        && last.model.is_some()
    {
        // The noun alone counts as the words for it, the number stands before the model.
        last.tokens.end = tokens.end;
        last.device = more_specific(device, last.device);
        last.plural = plural;
        return;
    }
    let (mut tokens, mut model) = with_calibre(doc, tokens);
    let free = |from: usize| found.last().is_none_or(|last| last.tokens.end <= from);
    if model.is_none()
        && !vague
        && let Some(designation) = designation_before(doc, tokens.start)
        && free(designation.start)
    {
        tokens.start = designation.start;
        model = Some(doc.plain(designation));
    }
    if !vague && let Some(designation) = designation_behind(doc, tokens.end) {
        tokens.end = designation.end + 1;
        model = Some(doc.plain(designation));
    }
    found.push(DeviceMention { tokens, device, model, plural, vague });
}

/// What people harmed by stepping on it weigh for a field of mines: more than talk of six words.
const HARMING: usize = 12;

/// What a word for a comment at the head of a text weighs.
const OPINION: usize = 4;

/// Whether a word heads a text or closes it: "COMMENT: …", "Our columnist lives in Tolm."
fn heads(doc: &Doc<'_>, term: &Term) -> bool {
    const FIRST: usize = 3;
    const LAST: usize = 16;
    // Where a text ends, the word alone may be one of "declined to comment".
    let closes = term.start + LAST > doc.tokens.len() && term.end > term.start + 1;
    term.start < FIRST || closes
}

/// "An explosion killed two", or a figure of those killed by what is not named: a text without a word for
/// ordnance in which something only "blew up" is a figure of speech.
fn tells_of_blast(doc: &Doc<'_>) -> bool {
    let noun = |term: &Term| {
        let entry = doc.entry(term);
        matches!(&*entry.value, "noun" | "contact" | "struck") || entry.has("alone")
    };
    let topic = |term: &Term| doc.entry(term).has("topic");
    let all = 0..doc.tokens.len();
    doc.terms_in(all.clone(), doc.class("explosions")).any(noun)
        || doc.terms_in(all.clone(), doc.class("device")).any(topic)
        || ["tally_harm", "area_words", "clearance_work", "find_verbs"]
            .iter()
            .any(|class| doc.terms_in(all.clone(), doc.class(class)).next().is_some())
}

/// Whether the text is about ordnance at all, and not about pits, budgets or metaphors.
///
/// What speaks for ordnance (models, kinds, mines that people step on, mine action) is weighed
/// against what speaks of coal and of talk.
pub fn is_about_ordnance(doc: &Doc<'_>, devices: &[DeviceMention]) -> bool {
    let nouns = doc.class("device");
    if devices.is_empty() && !tells_of_blast(doc) {
        return false;
    }
    let (mut pits, mut talk, mut opinion) = (0, 0, false);
    for term in doc.terms_in(0..doc.tokens.len(), doc.class("pit_words")) {
        // "de-miner"
        let joined = term.start > 0 && doc.tokens[term.start - 1].is_mark("-");
        if joined && !doc.tokens[term.start].spaced {
            continue;
        }
        match &*doc.entry(term).value {
            "pit" => pits += 1,
            "genre" if heads(doc, term) => opinion = true,
            // "a search party" is none that is voted for.
            "genre" | "none" => {}
            _ => talk += 1,
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
    against += 3 * pits + if talk >= 3 || opinion { 2 * talk } else { 0 };
    against += if opinion { OPINION } else { 0 };
    if against == 0 {
        return true;
    }
    let contact = doc.class("explosions");
    let stepped_on = |device: &DeviceMention| {
        let from = device.tokens.start.saturating_sub(3);
        let is_contact = |at: usize, last: bool| {
            let entry = doc.entry_at(at, contact);
            entry.is_some_and(|e| &*e.value == "contact" && e.has("final") == last)
        };
        (from..device.tokens.start).any(|at| is_contact(at, false))
            || (device.tokens.end..device.tokens.end + 3).any(|at| is_contact(at, true))
    };
    let weight = |device: &DeviceMention| {
        let generic = doc.entry_at(device.tokens.start, nouns).is_some_and(|e| e.has("generic"));
        match device.device {
            // "strayed into a mined forest. Five were killed": no figure of speech kills.
            _ if generic && stepped_on(device) && harms(doc, device) => HARMING,
            _ if device.vague || generic => 0,
            _ if device.model.is_some() => 3,
            // In a comment people step on mines of all kinds that nobody laid.
            Device::MineUnspecified => 1 + 2 * usize::from(stepped_on(device) && !opinion),
            Device::AntipersonnelMine | Device::AntivehicleMine | Device::ClusterSubmunition => {
                5 + 3 * usize::from(stepped_on(device))
            }
            _ => 2,
        }
    };
    let speaks_for: usize = devices.iter().map(weight).sum::<usize>() + 2 * topics;
    speaks_for > against
}

/// Whether the sentence that names a device, or the one behind it, tells of people killed or hurt.
fn harms(doc: &Doc<'_>, device: &DeviceMention) -> bool {
    let sentence = doc.sentence_of(device.tokens.start);
    let behind = doc.sentences.get(sentence + 1).unwrap_or(&doc.sentences[sentence]);
    let reach = doc.sentences[sentence].tokens.start..behind.tokens.end;
    doc.entries_from(reach, doc.class("effects"))
        .any(|(_, effect)| matches!(&*effect.value, "killed" | "injured"))
}
