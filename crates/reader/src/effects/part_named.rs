//! A part of people of whom more is told between commas: "One of the wounded, a shepherd, died", "one of
//! them, a woman of 27, passed away".

use std::ops::Range;

use super::{Effect, Finder, Harm};
use crate::people::PeopleKind;

/// Words between the number of a part and the comma behind its whole: "one of the five badly wounded".
const LONGEST_WHOLE: usize = 7;

impl Finder<'_, '_> {
    /// Where what befell somebody befell a part of people told of, whom he only describes, it is the part.
    pub(super) fn take_part(&self, effect: &mut Effect, sentence: &Range<usize>) {
        let said = match *effect.people.as_slice() {
            [] if effect.harm == Harm::Killed => {
                effect.people.extend(self.part_ahead(effect.tokens.start, sentence));
                return;
            }
            [said] => said,
            // "one of them, a woman of 27": one person.
            [part, said] if self.part_described(said, sentence) == Some(part) => said,
            _ => return,
        };
        if let Some(part) = self.part_described(said, sentence)
            && self.people[said].tokens.end <= effect.tokens.start
        {
            effect.people = vec![part];
        }
    }

    /// "One of the five wounded, a private, | died": the part that begins a sentence, where words between commas
    /// say something of it.
    fn part_ahead(&self, verb: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let first = self.mentions(sentence.clone()).next()?;
        let part = &self.people[first];
        let commas = (part.tokens.end..verb).filter(|&at| doc.folded(at) == ",").count();
        let of = doc.entry_at(part.tokens.end, doc.class("partitives")).is_some();
        let alone = part.kind == PeopleKind::Bare && part.count.is_some() && !part.definite;
        (alone && of && commas == 2).then_some(first)
    }

    /// "one" of "one of the wounded, | a shepherd |".
    fn part_described(&self, said: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let person = &self.people[said];
        let comma = person.tokens.start.checked_sub(1).filter(|&at| doc.folded(at) == ",")?;
        let from = comma.saturating_sub(LONGEST_WHOLE + 1).max(sentence.start);
        self.mentions(from..comma).rev().find(|&i| {
            let part = &self.people[i];
            let same = part.count.is_some() && part.count == person.count;
            // "one of them" is one mention, "one | of the wounded" has its whole behind it.
            let of_them =
                part.kind == PeopleKind::Pronoun && part.plural && part.tokens.end == comma;
            let of_whole = part.kind == PeopleKind::Bare
                && doc.entry_at(part.tokens.end, doc.class("partitives")).is_some()
                && (part.tokens.end + 1..comma).all(|at| {
                    [
                        self.determiners,
                        self.numbers,
                        self.effects,
                        self.adverbs,
                        self.relatives,
                        doc.class("function_words"),
                        doc.class("further"),
                    ]
                    .iter()
                    .any(|class| doc.entry_at(at, *class).is_some())
                });
            same && (of_them || of_whole)
        })
    }
}
