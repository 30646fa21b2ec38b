//! Lists that name people one by one, in which a single name is enough.

use std::ops::Range;

use super::{Finder, PeopleMention};
use crate::doc::Doc;
use crate::mentions::{Number, PlaceMention};

/// The people that a list names one by one ("A, B (17), his brother C and D", "1. A (M/6). 2. B
/// (F/9)."): single names count here, where commas or numbers stand around them. What a plural noun
/// says before names ("professional soldiers A, B and C") holds for all of them.
pub fn listed(
    doc: &Doc<'_>,
    numbers: &[Number],
    places: &[PlaceMention],
    range: Range<usize>,
) -> Vec<PeopleMention> {
    let finder = Finder::new(doc, numbers, places);
    let mut found: Vec<PeopleMention> = Vec::new();
    let mut shared: Option<PeopleMention> = None;
    let mut at = range.start;
    while at < range.end {
        // "professional soldiers A, B and C".
        if let Some(term) = doc.term_at(at, finder.nouns)
            && doc.entry(term).has("plural")
            && doc.tokens.get(term.end).is_some_and(crate::token::Token::is_capitalised)
        {
            let mut kind = PeopleMention::named(at..term.end, String::new());
            kind.describe(doc.entry(term));
            shared = Some(kind);
            at = term.end;
            continue;
        }
        // "a cook, Ajmal, 40", "his brother C".
        if let Some(mention) = finder.noun(at, range.start, &range)
            && mention.name.is_some()
        {
            at = mention.tokens.end.max(at + 1);
            shared = None;
            found.push(mention);
            continue;
        }
        match finder.listed_name(at, &range, shared.as_ref()) {
            Some(mention) => {
                at = mention.tokens.end.max(at + 1);
                found.push(mention);
            }
            None => at += 1,
        }
    }
    found
}

impl Finder<'_, '_> {
    fn listed_name(
        &self,
        at: usize,
        range: &Range<usize>,
        shared: Option<&PeopleMention>,
    ) -> Option<PeopleMention> {
        let doc = self.doc;
        let name = self.capitals(at, range).filter(|name| {
            self.stands_in_list(name)
                && doc.str(name.clone()).chars().count() > 1
                && !self.is_place(name, true)
        })?;
        let noun =
            (name.start > range.start).then(|| doc.entry_at(name.start - 1, self.nouns)).flatten();
        let mut mention = PeopleMention::named(name.clone(), doc.plain(name.clone()));
        if let Some(entry) = noun {
            mention.describe(entry);
        } else if let Some(shared) = shared {
            mention.group = shared.group;
            mention.sex = shared.sex;
            mention.child = shared.child;
            mention.journalist = shared.journalist;
        }
        if let Some((age, end)) = self.age_after(name.end, range) {
            mention.age = Some(age);
            mention.tokens.end = end;
        }
        mention.sex = mention.sex.or_else(|| self.sex_of(&mention));
        Some(mention)
    }

    /// Whether separators of a list stand on both sides of a name.
    fn stands_in_list(&self, name: &Range<usize>) -> bool {
        let doc = self.doc;
        let before = name.start.checked_sub(1);
        let opens = before.is_none_or(|at| {
            matches!(doc.folded(at), "," | ";" | ":" | "." | ")" | "-")
                // "the three men (A, B and C)", not "A (of B)".
                || doc.folded(at) == "("
                    && at.checked_sub(1).is_some_and(|b| !doc.tokens[b].is_capitalised())
                || doc.entry_at(at, self.conjunctions).is_some()
                || doc.entry_at(at, self.nouns).is_some()
                || doc.entry_at(at, self.not_places).is_some_and(|e| &*e.value == "title")
                || doc.entry_at(at, self.auxiliaries).is_some()
                || doc.entry_at(at, doc.class("list_openers")).is_some()
        });
        let closes = matches!(doc.folded(name.end), "," | ";" | "(" | ")" | "." | "-" | "")
            || self.is_of(name.end)
            || doc.entry_at(name.end, self.nouns).is_some_and(|e| e.has("relative"))
            || doc.entry_at(name.end, self.conjunctions).is_some();
        opens && closes
    }
}
