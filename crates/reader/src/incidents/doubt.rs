//! Whether somebody says that an explosion did not take place, or that it is not known.

use std::ops::Range;

use cairn_model::IncidentStatus;

use crate::doc::Doc;

/// Sentences behind a rumour in which it may be denied.
const REACH: usize = 2;

/// What a sentence says of it: denied, unclear, or nothing. Denying who did it, or how many it harmed,
/// leaves the explosion itself alone.
pub(super) fn doubt(doc: &Doc<'_>, tokens: &Range<usize>) -> Option<IncidentStatus> {
    let class = doc.class("denials");
    let of_else = |value: &str| value == "else";
    let mut terms = doc.terms_in(tokens.clone(), class);
    let term = terms.find(|term| !of_else(&doc.entry(term).value))?;
    let status = match &*doc.entry(term).value {
        "unclear" => IncidentStatus::Unclear,
        _ => IncidentStatus::Denied,
    };
    let beside = (tokens.start.max(term.start.saturating_sub(ELSE))..term.start)
        .chain(term.end..tokens.end.min(term.end + ELSE))
        .any(|at| doc.entry_at(at, class).is_some_and(|entry| of_else(&entry.value)));
    let soft = doc.entry(term).has("soft");
    (!(soft && beside)).then_some(status)
}

/// Words on both sides of a denial among which what else it denies is named.
const ELSE: usize = 8;

/// "Word spread of a blast at X. \"It did not happen,\" the ministry said": what the sentences behind a
/// rumour say of it.
pub(super) fn rumour(
    doc: &Doc<'_>,
    number: usize,
    tokens: &Range<usize>,
) -> Option<IncidentStatus> {
    doc.terms_in(tokens.clone(), doc.class("rumours")).next()?;
    let paragraph = doc.sentences.get(number)?.paragraph;
    let next = doc.sentences.iter().skip(number + 1).take(REACH);
    next.take_while(|next| next.paragraph == paragraph).find_map(|next| doubt(doc, &next.tokens))
}
