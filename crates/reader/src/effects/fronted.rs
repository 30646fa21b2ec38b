//! Participles that begin their sentence, and whose people come later: "Injured at the same moment were | the
//! two bearers", "Wounded in the leg, | he was carried to the road".

use std::ops::Range;

use super::{Effect, Finder};
use crate::people::PeopleKind;

/// Words between a participle at the head of a sentence and its people.
const FARTHEST_SUBJECT: usize = 14;

impl Finder<'_, '_> {
    /// "Injured | by an object", "Injured, object unknown": whether a participle at the head of a sentence goes on
    /// as in a log.
    pub(super) fn is_elliptic(&self, at: usize, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        !doc.grammar().verb_final
            && (at >= sentence.end
                || matches!(doc.folded(at), "," | "." | ";")
                || doc.entry_at(at, self.prepositions).is_some())
    }

    /// "Two boys hit it with a stone. | Both | injured.": a pronoun for several, at the head of its sentence.
    pub(super) fn all_of_them(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let first = self.mentions(sentence.start..at).next()?;
        let mention = &self.people[first];
        let all = mention.kind == PeopleKind::Pronoun && mention.plural;
        (all && mention.tokens == (sentence.start..at)).then_some(first)
    }

    /// Gives a participle that begins its sentence the subject behind the words that belong to it; whether
    /// there is one.
    pub(super) fn fronted(&self, effect: &mut Effect, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        let tokens = &effect.tokens;
        let opens = (sentence.start..tokens.start).all(|at| {
            doc.entry_at(at, self.adverbs).is_some()
                || doc.entry_at(at, self.degrees).is_some()
                || doc.entry_at(at, self.doc.class("degree_adverbs")).is_some()
        });
        // "Killed two farmers", "Wounded: A and B".
        let led = |at: usize| {
            doc.entry_at(at, self.prepositions).is_some()
                || doc.entry_at(at, self.function_words).is_some_and(|e| &*e.value == "preposition")
                || doc.entry_at(at, self.doc.class("moments")).is_some()
        };
        if !opens || !led(tokens.end) {
            return false;
        }
        let end = sentence.end.min(tokens.end + FARTHEST_SUBJECT);
        let be = |at: usize| doc.entry_at(at, self.auxiliaries).is_some_and(|e| &*e.value == "be");
        let joint = (tokens.end..end).find(|&at| doc.folded(at) == "," || be(at));
        let Some(joint) = joint else { return false };
        let parted = (tokens.end..joint).any(|at| {
            matches!(doc.folded(at), ";" | ":") || doc.entry_at(at, self.effects).is_some()
        });
        let first = self.mentions(joint + 1..joint + 2).next();
        let first = first.filter(|&i| {
            self.people[i].kind != PeopleKind::Unit && !parted
                // "Killed in Kars, A and B": a list, which has its own words.
                && (be(joint) || self.people[i].name.is_none())
        });
        let Some(first) = first else { return false };
        effect.people = self.with_coordinated_after(first, sentence);
        true
    }
}
