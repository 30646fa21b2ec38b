//! Type designations: what looks like one, which words are none, and what belongs to one.

use std::ops::Range;

use cairn_model::Device;

use crate::doc::Doc;
use crate::token::TokenKind;

/// Whether capitals and digits make it look like a designation ("F1", "PMN", but not "grad").
pub(super) fn is_designation(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    let digits =
        tokens.clone().any(|at| doc.str(at..at + 1).contains(|c: char| c.is_ascii_digit()));
    let capitals = doc.tokens[tokens.start].is_capitalised();
    capitals && (digits || doc.kind(tokens.start) == TokenKind::AllCapitals)
        || digits && doc.str(tokens).contains(|c: char| c.is_uppercase())
}

/// "82 mm mortar bomb": the calibre and the noun together are the designation.
pub(super) fn with_calibre(doc: &Doc<'_>, tokens: Range<usize>) -> (Range<usize>, Option<String>) {
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

/// "7.62 mm rounds": what is fired from small arms, and no ordnance.
pub(super) fn is_small(doc: &Doc<'_>, noun: usize) -> bool {
    let (Some(unit), Some(number)) = (noun.checked_sub(1), noun.checked_sub(2)) else {
        return false;
    };
    let limit = doc.entry_at(unit, doc.class("calibre")).and_then(|entry| entry.get("small"));
    let Some(limit) = limit.and_then(|limit| limit.parse::<f64>().ok()) else { return false };
    let hyphen = usize::from(doc.tokens[number].is_mark("-"));
    let number = number.saturating_sub(hyphen);
    let calibre: Option<f64> = doc.folded(number).replace(',', ".").parse().ok();
    calibre.is_some_and(|calibre| calibre < limit)
}

/// "PMN-2s", "TM-62M3": what is glued to a designation belongs to it.
pub(super) fn designation_end(doc: &Doc<'_>, mut end: usize) -> usize {
    let glued = |at: usize| doc.tokens.get(at).is_some_and(|token| !token.spaced);
    while glued(end)
        && doc.tokens[end].is_mark("-")
        && glued(end + 1)
        && doc.str(end + 1..end + 2).contains(|c: char| c.is_ascii_digit())
    {
        end += 2;
    }
    end
}

/// A designation without the s of the plural.
pub(super) fn singular(mut name: String) -> String {
    let digit_s = name
        .strip_suffix('s')
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()));
    if digit_s {
        name.pop();
    }
    name
}

/// Capitals first and a digit somewhere.
fn looks_like_one(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    let text = doc.str(tokens);
    text.len() <= 10
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.contains(|c: char| c.is_ascii_digit())
}

/// A designation that no list holds, alone in brackets behind its noun: "grenades (M406)".
pub(super) fn designation_behind(doc: &Doc<'_>, noun_end: usize) -> Option<Range<usize>> {
    let open = doc.tokens.get(noun_end).is_some_and(|token| token.is_mark("("));
    let close = (noun_end + 2..noun_end + 5)
        .find(|&at| doc.tokens.get(at).is_some_and(|token| token.is_mark(")")))?;
    let name = noun_end + 1..close;
    let listed = doc.entry_at(name.start, doc.class("device_models")).is_some();
    let one_word = name.clone().skip(1).all(|at| !doc.tokens[at].spaced);
    (open && one_word && !listed && looks_like_one(doc, name.clone())).then_some(name)
}

/// Whether a word for a firearm or a vehicle begins here: what stands before it names no ordnance.
pub(super) fn is_weapon(doc: &Doc<'_>, at: usize) -> bool {
    let dash = doc.tokens.get(at).is_some_and(|token| token.is_mark("-"));
    doc.entry_at(at + usize::from(dash), doc.class("weapons")).is_some()
}

/// Whether a bracket is open at the end of these tokens.
pub(super) fn brackets(doc: &Doc<'_>, tokens: Range<usize>) -> bool {
    tokens.len() < 12
        && tokens
            .rev()
            .find(|&at| matches!(doc.folded(at), "(" | ")"))
            .is_some_and(|at| doc.folded(at) == "(")
}

/// A designation that no list holds, right before its noun ("PDM-7 mines"): letters and digits.
pub(super) fn designation_before(doc: &Doc<'_>, noun: usize) -> Option<Range<usize>> {
    let last = noun.checked_sub(1)?;
    let looks = |tokens: Range<usize>| looks_like_one(doc, tokens);
    let glued = |at: usize| doc.tokens.get(at).is_some_and(|token| !token.spaced);
    if last >= 2 && doc.tokens[last - 1].is_mark("-") && glued(last) && glued(last - 1) {
        return looks(last - 2..last + 1).then_some(last - 2..last + 1);
    }
    let capital = doc.tokens[last].is_capitalised() && doc.str(last..last + 1).len() >= 2;
    (capital && looks(last..last + 1)).then_some(last..last + 1)
}

/// A designation tells more than a general word; what the text says in so many words stays.
pub(super) fn more_specific(said: Device, model: Device) -> Device {
    match said {
        Device::MineUnspecified | Device::Unknown | Device::ErwOther => model,
        said => said,
    }
}

/// Whether a mark, a number or a conjunction parts the two.
pub(super) fn separated(doc: &Doc<'_>, between: Range<usize>) -> bool {
    let (conjunctions, numbers) = (doc.class("conjunctions"), doc.class("numbers"));
    between.clone().any(|at| {
        matches!(doc.folded(at), "," | ";" | "." | ":")
            || doc.kind(at) == TokenKind::Number
            || doc.entry_at(at, numbers).is_some_and(|entry| !entry.has("article"))
            || doc.entry_at(at, conjunctions).is_some_and(|entry| &*entry.value != "while")
    })
}
