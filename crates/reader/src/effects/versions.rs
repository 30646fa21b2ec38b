//! Figures that a text gives beside another for the same people: "three soldiers (army), six (council)",
//! "two people (four, according to the hospital)", "three people, or five if one believes the radio".

use std::ops::Range;

use super::{Effect, Finder};
use crate::people::PeopleKind;

/// Words between a figure and its alternative.
const FARTHEST: usize = 6;

impl Finder<'_, '_> {
    /// Parts the other figures for an effect's people from these, of whichever the effect has found.
    pub(super) fn tell_versions(&self, effect: &mut Effect, sentence: &Range<usize>) {
        let Some(&last) = effect.people.last() else { return };
        let found = self.versions(last, sentence);
        if !found.is_empty() {
            effect.versions = found;
            return;
        }
        // The effect's words may stand behind the last of them.
        if effect.people.len() > 1 || last == 0 {
            return;
        }
        let first = (last.saturating_sub(4)..last).find_map(|i| {
            let same = self.people[i].tokens.start >= sentence.start;
            let found = if same { self.versions(i, sentence) } else { Vec::new() };
            let behind = found.last().map(|&end| self.people[end].tokens.end);
            // The bracket that names the last source is all that may stand between.
            let close = behind.is_some_and(|end| last_in(end, &self.people[last].tokens, self));
            close.then_some((i, found))
        });
        if let Some((first, found)) = first {
            effect.people = vec![first];
            effect.versions = found;
        }
    }

    /// The other figures that stand beside the number of a mention.
    pub(super) fn versions(&self, mention: usize, sentence: &Range<usize>) -> Vec<usize> {
        if self.people[mention].count.is_none_or(|count| count.most().is_none()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut at = self.people[mention].tokens.end;
        while let Some(bracket) = self.bracket(at, sentence) {
            // "two people (four, according to the hospital)"
            let inside = self.bare_from(bracket.start + 1).filter(|&i| {
                let end = self.people[i].tokens.end;
                end < bracket.end && self.attributes(end..bracket.end)
            });
            if let Some(inside) = inside {
                found.push(inside);
                at = bracket.end;
                continue;
            }
            // "three soldiers (army), six (council)"
            if !self.names_source(bracket.start + 1..bracket.end - 1) {
                break;
            }
            let joined = bracket.end
                + usize::from(matches!(self.doc.folded(bracket.end), "," | ";" | "/"))
                + usize::from(self.is_or(bracket.end));
            let next = (joined > bracket.end).then(|| self.bare_from(joined)).flatten();
            let next = next.filter(|&i| {
                let end = self.people[i].tokens.end;
                self.bracket(end, sentence)
                    .is_some_and(|other| self.names_source(other.start + 1..other.end - 1))
            });
            let Some(next) = next else { break };
            found.push(next);
            at = self.people[next].tokens.end;
        }
        found.extend(self.alternative(mention, sentence));
        found
    }

    /// "killed three people on Sunday, or five, if …": a number alone behind "or".
    fn alternative(&self, mention: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let end = self.people[mention].tokens.end;
        let or = (end..sentence.end.min(end + FARTHEST)).find(|&at| self.is_or(at))?;
        let clear = (end..or).all(|at| {
            !matches!(doc.folded(at), ";" | ":")
                && doc.entry_at(at, self.auxiliaries).is_none()
                && doc.entry_at(at, self.effects).is_none()
        });
        let other = self.bare_from(or + 1).filter(|_| clear)?;
        let behind = self.people[other].tokens.end;
        // "or two of them": no other figure.
        let part = doc.entry_at(behind, self.prepositions).is_some_and(|e| &*e.value == "of");
        (!part && self.people[other].count != self.people[mention].count).then_some(other)
    }

    /// The bracket that opens at a token.
    fn bracket(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        const LONGEST: usize = 10;
        if self.doc.folded(at) != "(" {
            return None;
        }
        let close =
            (at + 1..sentence.end.min(at + LONGEST)).find(|&i| self.doc.folded(i) == ")")?;
        Some(at..close + 1)
    }

    /// The number without a noun that begins at a token.
    fn bare_from(&self, at: usize) -> Option<usize> {
        self.mentions(at..at + 1)
            .find(|&i| self.people[i].kind == PeopleKind::Bare && self.people[i].count.is_some())
    }

    fn is_or(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.conjunctions).is_some_and(|e| &*e.value == "or")
    }

    /// Whether words say whose a figure is: "according to the hospital", "by other accounts".
    fn attributes(&self, tokens: Range<usize>) -> bool {
        let doc = self.doc;
        doc.terms_in(tokens.clone(), self.reporting).next().is_some() || self.names_source(tokens)
    }

    /// Whether a body or a kind of people that speaks is named.
    fn names_source(&self, tokens: Range<usize>) -> bool {
        let doc = self.doc;
        let number = |at: usize| doc.kind(at) == crate::token::TokenKind::Number;
        !tokens.clone().any(number)
            && (crate::sources::names_speaker(doc, tokens.clone())
                || tokens.clone().all(|at| doc.tokens[at].is_capitalised())
                    && !tokens.is_empty()
                    && doc.entry_at(tokens.start, doc.class("sex_codes")).is_none())
    }
}

/// Whether what is taken for an effect's people is the last figure itself or stands in its bracket.
fn last_in(end: usize, people: &Range<usize>, finder: &Finder<'_, '_>) -> bool {
    people.end == end
        || finder.doc.folded(end) == "(" && people.start > end && people.start < end + 10
}
