//! Nouns and adjectives for what became of people: "three deaths", "four dead", "the dead".

use std::ops::Range;

use super::{Effect, Finder};
use crate::lexicon::Entry;

impl Finder<'_, '_> {
    /// "bringing | the dead": whether a verb right before says that a figure has risen.
    pub(super) fn is_raised(&self, at: usize, sentence: &Range<usize>) -> bool {
        let near = at.saturating_sub(4).max(sentence.start)..at;
        self.doc
            .terms_in(near, self.doc.class("toll_rises"))
            .any(|term| self.doc.entry(term).has("raises"))
    }

    /// The people beside a noun or an adjective, or its own count of them.
    pub(super) fn names_harmed(&self, effect: &mut Effect, entry: &Entry, sentence: &Range<usize>) {
        let tokens = effect.tokens.clone();
        effect.people = self.adjacent_before(tokens.start);
        effect.own_count = true;
        if effect.people.is_empty() && entry.has("noun") {
            // "two fatalities": a noun that is people and what became of them.
            let near = self.mentions(tokens.start.saturating_sub(4)..tokens.end);
            effect.people.extend(near.rev().find(|&i| {
                let mention = &self.people[i];
                mention.tokens.contains(&tokens.start) && mention.count.is_some()
            }));
        }
        if effect.people.is_empty() {
            effect.people.extend(self.toll_before(tokens.start));
            effect.toll = !effect.people.is_empty();
        }
        if effect.people.is_empty() && entry.has("adjective") {
            if self.is_determined(tokens.start) {
                // "the dead": spoken of already.
                effect.people = self.put_after(tokens.end);
                if effect.people.is_empty() {
                    effect.people = self.numbered(tokens.end, sentence);
                }
                effect.toll = !effect.people.is_empty();
                // "bringing | the dead | to eleven" is the figure now, nobody's version.
                effect.put = effect.toll && !self.is_raised(tokens.start, sentence);
                effect.resumed = !effect.toll;
                if effect.resumed {
                    effect.people = self.objects(tokens.end, sentence);
                }
            } else if entry.has("bare") {
                // The same where a language has no articles: the adjective is no predicate.
                effect.resumed = true;
                effect.own_count = false;
            } else {
                effect.people = self.subjects(tokens.start, sentence);
                effect.own_count = false;
            }
        }
        // "Fatalities stand at eleven civilians"
        let reached = || self.doc.term_at(tokens.end, self.toll_verbs).is_some();
        if effect.people.is_empty() && (entry.has("toll") || entry.has("noun") && reached()) {
            effect.people = self.toll(tokens.end, sentence);
            effect.toll = !effect.people.is_empty();
            if !effect.toll {
                effect.people = self.objects(tokens.end, sentence);
            }
        }
        if effect.people.is_empty() && entry.has("counts") && entry.has("noun") {
            // "The bodies of all nine victims".
            effect.people.extend(self.whose(tokens.end));
            effect.resumed |= !effect.people.is_empty();
        }
        if effect.people.is_empty() && entry.has("noun") && !entry.has("toll") {
            // "His injuries are described as minor".
            effect.people.extend(self.owner(tokens.start, sentence));
            effect.own_count = effect.people.is_empty();
        }
    }
}
