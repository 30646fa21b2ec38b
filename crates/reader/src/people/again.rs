//! A person named in full before and by one name only later: "Srdan Milic … Milic was thrown clear".

use std::collections::BTreeMap;

use super::{Finder, PeopleMention};
use crate::token::TokenKind;

/// Shorter words are initials or particles.
const SHORTEST: usize = 3;

impl Finder<'_, '_> {
    /// Single words that are the last or the first word of a full name given earlier, or a single name
    /// given with more ("Ahmad (10)"), as mentions of its bearer. A word that two names share says nothing.
    pub(super) fn names_again(&self, found: &[PeopleMention]) -> Vec<PeopleMention> {
        let doc = self.doc;
        let mut known: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        for (index, mention) in found.iter().enumerate() {
            let Some(name) = mention.name.as_deref() else { continue };
            let first = name.split(' ').next().unwrap_or(name);
            let last = name.rsplit(' ').next().unwrap_or(name);
            let same = |&other: &usize| found[other].name.as_deref() == Some(name);
            let ends = [Some(last), Some(first).filter(|first| *first != last)];
            for word in ends.into_iter().flatten().filter(|w| w.chars().count() >= SHORTEST) {
                known
                    .entry(word)
                    .and_modify(|bearer| *bearer = bearer.filter(&same))
                    .or_insert(Some(index));
            }
        }
        if known.is_empty() {
            return Vec::new();
        }
        let mut again = Vec::new();
        let mut next = 0;
        for at in 0..doc.tokens.len() {
            while found.get(next).is_some_and(|mention| mention.tokens.end <= at) {
                next += 1;
            }
            let taken = found.get(next).is_some_and(|mention| mention.tokens.start <= at);
            if taken || doc.kind(at) != TokenKind::Capitalised {
                continue;
            }
            let Some(&Some(index)) = known.get(doc.str(at..at + 1)) else { continue };
            let bearer = &found[index];
            let in_name = |i: usize| doc.tokens.get(i).is_some_and(|t| t.is_capitalised());
            let read = doc.sentences[doc.sentence_of(at)].kind.is_read();
            let own = bearer.tokens.end <= at && !self.is_place(&(at..at + 1), true);
            if own && read && !in_name(at + 1) && doc.folded(at + 1) != "'s" {
                again.push(PeopleMention {
                    tokens: at..at + 1,
                    kind: super::PeopleKind::Name,
                    count: Some(cairn_model::CountRange::exactly(1)),
                    ..bearer.clone()
                });
            }
        }
        again
    }
}
