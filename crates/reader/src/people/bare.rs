//! Numbers that count people though no noun says so: "three died", "and four wounded".

use std::ops::Range;

use cairn_model::CountRange;

use super::{Finder, PeopleKind, PeopleMention, count_of};
use crate::mentions::{Number, NumberKind};
use crate::token::TokenKind;

/// Words unknown to the lexicon that may name people.
const MOST_UNKNOWN: usize = 3;

/// Words of which a verb of harm may consist.
const LONGEST_VERB: usize = 5;

/// What may follow a number that counts nothing but people.
const FOLLOWS: [&str; 8] = [
    "auxiliaries",
    "effects",
    "frames",
    "adverbs",
    "conjunctions",
    "place_prepositions",
    "function_words",
    "reporting",
];

impl Finder<'_, '_> {
    /// Numbers outside the mentions found already; only where nothing else is counted.
    pub(super) fn bare_numbers(&self, found: &[PeopleMention]) -> Vec<PeopleMention> {
        let doc = self.doc;
        let mut next = 0;
        let mut bare = Vec::new();
        for number in self.numbers {
            while found.get(next).is_some_and(|m| m.tokens.end <= number.tokens.start) {
                next += 1;
            }
            let taken = found.get(next).is_some_and(|m| m.tokens.start < number.tokens.end);
            let read = doc.sentences[doc.sentence_of(number.tokens.start)].kind.is_read();
            if !taken && read && number.kind == NumberKind::Age {
                bare.extend(self.aged(number));
            } else if !taken && read && self.describes_before(number) {
                continue;
            } else if !taken
                && read
                && matches!(number.kind, NumberKind::Cardinal | NumberKind::Ordinal)
                && self.stands_alone(number)
            {
                bare.push(self.bare_number(number));
            } else if !taken && read && number.kind == NumberKind::Cardinal {
                bare.extend(self.of_unknown_nouns(number));
            }
        }
        bare
    }

    /// "A 9-year-old lost his sight": an age stands for the person.
    fn aged(&self, number: &Number) -> Option<PeopleMention> {
        let doc = self.doc;
        let start = number.tokens.start.checked_sub(1)?;
        let article = doc.entry_at(start, self.determiners)?;
        let mut end = number.tokens.end;
        while doc.tokens.get(end).is_some_and(|t| !t.spaced && (t.is_mark("-") || t.is_word())) {
            end += 1;
        }
        let stands_alone = end > number.core.start + 1
            && ["auxiliaries", "effects", "adverbs", "explosions", "conjunctions"]
                .iter()
                .any(|class| doc.term_at(end, doc.class(class)).is_some())
            || doc.entry_at(end, self.nouns).is_some_and(|entry| entry.has("relative"));
        stands_alone.then(|| PeopleMention {
            count: Some(CountRange::exactly(1)),
            definite: &*article.value == "definite",
            age: super::age::age_of(number),
            group: cairn_model::VictimGroup::Civilian,
            ..PeopleMention::bare(start..end, PeopleKind::Noun)
        })
    }

    /// "A beekeeper was killed", "his turn-boy died", "the zemindar sustained injuries": the same of one.
    pub(super) fn of_unknown_noun(
        &self,
        at: usize,
        floor: usize,
        sentence: &Range<usize>,
    ) -> Option<PeopleMention> {
        let determiner = self.doc.entry_at(at, self.determiners).filter(|_| !self.cases)?;
        let owned = &*determiner.value == "indefinite" || determiner.has("possessive");
        let one = owned || &*determiner.value == "definite" && !determiner.has("rest");
        // "two men who were searching | the machine | lost their lives"
        let told_of = self.doc.entry_at(floor, self.nouns).is_some_and(|e| e.has("relative"));
        if told_of && floor < at && (floor..at).all(|at| self.doc.folded(at) != ",") {
            return None;
        }
        if owned && let Some(end) = self.joined_noun(at, floor, sentence) {
            return Some(PeopleMention {
                count: Some(CountRange::exactly(1)),
                ..PeopleMention::bare(at..end, PeopleKind::Noun)
            });
        }
        if !one || determiner.get("count").is_some() {
            return None;
        }
        let end = self.befallen(at + 1).filter(|end| *end < sentence.end).or_else(|| {
            let end = self.harmed_noun(at, at + 1, sentence.end)?;
            (owned || self.after_age(end) > end).then_some(end)
        })?;
        let age = self.age_within(at..end);
        Some(PeopleMention {
            count: Some(CountRange::exactly(1)),
            definite: &*determiner.value == "definite",
            age: age.or_else(|| self.age_after(end, sentence).map(|(age, _)| age)),
            ..PeopleMention::bare(at..end, PeopleKind::Noun)
        })
    }

    /// "killed Colonel A B and | his adviser", "while | a compatriot | and two drivers were wounded": words unknown
    /// to the lexicon that "and" joins to people who were harmed. Gives where they end.
    fn joined_noun(&self, at: usize, floor: usize, sentence: &Range<usize>) -> Option<usize> {
        const FARTHEST_VERB: usize = 8;
        let doc = self.doc;
        let named = |at: usize| {
            self.is_unknown(at)
                || doc.kind(at) == TokenKind::Word
                    && doc.entry_at(at, self.nouns).is_none()
                    && doc.entry_at(at, doc.class("roles")).is_some()
        };
        let end = (at + 1..sentence.end.min(at + 2 + MOST_UNKNOWN)).find(|&at| !named(at))?;
        if end == at + 1 {
            return None;
        }
        let living = |entry: &crate::lexicon::Entry| entry.has("living") && !entry.has("weak");
        let behind = floor + 1 == at && self.is_and(floor) && {
            let near = floor.saturating_sub(FARTHEST_VERB).max(sentence.start)..floor;
            let closes = doc.kind(end) == TokenKind::Mark
                || doc.entry_at(end, self.prepositions).is_some()
                || doc.entry_at(end, self.auxiliaries).is_some();
            let harmed = |term: &crate::lexicon::Term| {
                let entry = doc.entry(term);
                let takes = entry.has("object") || entry.has("participle");
                takes
                    && doc.entry_at(term.start.wrapping_sub(1), self.auxiliaries).is_none()
                    && (living(entry) || entry.has("object"))
            };
            closes && doc.terms_in(near, self.effects).any(harmed)
        };
        let before = || {
            self.is_and(end) && {
                let near = end + 1..sentence.end.min(end + FARTHEST_VERB);
                let person = near
                    .clone()
                    .any(|at| doc.entry_at(at, self.nouns).is_some_and(|e| !e.has("relative")));
                let verb = near.clone().find(|&at| doc.entry_at(at, self.auxiliaries).is_some());
                let unbroken =
                    |verb: usize| (end..verb).all(|at| !matches!(doc.folded(at), "," | ";" | ":"));
                person
                    && verb.is_some_and(|verb| {
                        unbroken(verb)
                            && (verb + 1..verb + 3)
                                .any(|at| doc.entry_at(at, self.effects).is_some_and(living))
                    })
            }
        };
        (behind || before()).then_some(end)
    }

    /// Where words unknown to the lexicon end before what befalls nobody but people.
    fn befallen(&self, start: usize) -> Option<usize> {
        let doc = self.doc;
        let mut end = start;
        let mut words = 0;
        while words < MOST_UNKNOWN && self.is_unknown(end) {
            end += 1;
            words += 1;
            let hyphen = doc.tokens.get(end).is_some_and(|t| t.is_mark("-") && !t.spaced);
            end += usize::from(hyphen && doc.kind(end + 1) == TokenKind::Word) * 2;
        }
        let end = self.after_age(end);
        let helped = doc.entry_at(end, self.auxiliaries).is_some();
        let verb = end + usize::from(helped);
        // "Three beekeepers killed by a mine", but not "two columns killed five soldiers".
        let suffers = helped
            || doc.entry_at(verb + 1, self.prepositions).is_some()
            || doc.kind(verb + 1) == TokenKind::Mark;
        let befalls = doc
            .entry_at(verb, self.effects)
            .is_some_and(|e| e.has("living") && (e.has("subject") || suffers) || e.has("hospital"));
        // "His turn-boy suffered burns": so does a verb that takes wounds.
        let befalls = befalls
            || doc.entry_at(verb, doc.class("frames")).is_some_and(|e| {
                e.value.contains("wound") && !["light", "object", "weak"].iter().any(|f| e.has(f))
            });
        let together = doc.sentence_of(start) == doc.sentence_of(verb);
        (words > 0 && befalls && together).then_some(end)
    }

    /// Where an age in brackets or between commas ends that begins at a token: "a junk collector (37) | was".
    fn after_age(&self, at: usize) -> usize {
        let doc = self.doc;
        let closes = match doc.folded(at) {
            "(" => ")",
            "," => ",",
            _ => return at,
        };
        let age = self.numbers_from(at).next();
        let age = age.filter(|n| n.kind == NumberKind::Age && n.tokens.start == at + 1);
        let end = age.map(|number| number.tokens.end).filter(|&end| doc.folded(end) == closes);
        end.map_or(at, |end| end + 1)
    }

    /// "A mine wounded | a turnip grower", "cost the life of | a charcoaler": whatever stands behind a verb
    /// that kills or hurts, and is no animal, is people. Gives where their words end.
    fn harmed_noun(&self, start: usize, noun: usize, last: usize) -> Option<usize> {
        let doc = self.doc;
        let near = start.saturating_sub(LONGEST_VERB)..start;
        let befalls = doc.terms_in(near, self.effects).any(|term| {
            let entry = doc.entry(term);
            // "hurt: three apprentices"
            let heads = doc.folded(start - 1) == ":" && term.end + 1 == start;
            (term.end == start || heads)
                && matches!(&*entry.value, "killed" | "injured")
                && (entry.has("object") || entry.has("living") || heads && entry.has("counts"))
                && !entry.has("weak")
        });
        if !befalls {
            return None;
        }
        let modifies = |at: usize| doc.entry_at(at, self.modifiers).is_some();
        let first = (noun..last).find(|&at| !modifies(at))?;
        let end = (first..last.min(first + MOST_UNKNOWN + 1))
            .find(|&at| !self.is_unknown(at))
            .unwrap_or(last.min(first + MOST_UNKNOWN + 1));
        // "a turnip | grower" has a noun of its own.
        let known = doc.entry_at(end, self.nouns).is_some_and(|entry| !entry.has("relative"));
        (end > first && end <= last && end - first <= MOST_UNKNOWN && !known).then_some(end)
    }

    /// "Three truffle hunters were killed": whoever they are, what befell them befalls nobody but
    /// people. Animals and things have words of their own in the lexicon.
    fn of_unknown_nouns(&self, number: &Number) -> Option<PeopleMention> {
        let end = self.befallen(number.tokens.end).or_else(|| {
            let sentence = &self.doc.sentences[self.doc.sentence_of(number.tokens.start)].tokens;
            self.harmed_noun(number.tokens.start, number.tokens.end, sentence.end)
        });
        let end = end.filter(|_| !self.cases)?;
        let mention = self.bare_number(number);
        let tokens = mention.tokens.start..end;
        Some(PeopleMention { kind: PeopleKind::Noun, tokens, ..mention })
    }

    /// "two soldiers, the first to jump down, …": more of those in front of the comma.
    fn describes_before(&self, number: &Number) -> bool {
        let doc = self.doc;
        let start = number.tokens.start;
        let end = number.tokens.end;
        let apposed = start >= 2
            && doc.folded(start - 2) == ","
            && doc.entry_at(start - 1, self.determiners).is_some_and(|e| &*e.value == "definite");
        let goes_on = doc.entry_at(end, self.prepositions).is_some()
            || doc.entry_at(end, self.function_words).is_some_and(|e| &*e.value == "preposition");
        number.kind == NumberKind::Ordinal && apposed && goes_on
    }

    fn bare_number(&self, number: &Number) -> PeopleMention {
        let doc = self.doc;
        let mut start = number.tokens.start;
        while start > 0 && doc.entry_at(start - 1, doc.class("further")).is_some() {
            start -= 1;
        }
        let article = [2, 1].into_iter().find_map(|length| {
            let at = start.checked_sub(length)?;
            doc.term_at(at, self.determiners).filter(|term| term.end == start)
        });
        let before = article.map(|term| doc.entry(term));
        start = article.map_or(start, |term| term.start);
        let one = CountRange::exactly(1);
        PeopleMention {
            count: if number.kind == NumberKind::Ordinal { Some(one) } else { count_of(number) },
            definite: before.is_some_and(|entry| &*entry.value == "definite"),
            plural: count_of(number) != Some(one),
            ..PeopleMention::bare(start..self.after_further(number), PeopleKind::Bare)
        }
    }

    /// Where a number ends with the "more" that may follow it, or with an adjective that nothing follows
    /// which it could belong to ("the two youngest died").
    fn after_further(&self, number: &Number) -> usize {
        let doc = self.doc;
        let end = number.tokens.end;
        if let Some(term) = doc.term_at(end, doc.class("further")) {
            return term.end;
        }
        let alone = doc.entry_at(end, self.modifiers).is_some_and(|e| e.has("alone"));
        end + usize::from(alone)
    }

    /// Whether what follows a number is no noun that it could count: a mark, a verb, a preposition.
    pub(super) fn stands_alone(&self, number: &Number) -> bool {
        let doc = self.doc;
        let at = self.after_further(number);
        let Some(next) = doc.tokens.get(at) else { return true };
        // "двое", "dvojica": numerals that count nobody but people, whatever these are called.
        let of_people = doc
            .entry_at(number.core.start, doc.class("numbers"))
            .is_some_and(|entry| entry.has("people"));
        if of_people && doc.entry_at(at, doc.class("units")).is_none() {
            return true;
        }
        // "20 of his sheep": what a number is a part of says what it counts.
        let owned = self.is_of(at) && doc.entry_at(at + 1, self.determiners).is_some();
        if owned && doc.kind(at + 2) == TokenKind::Word && self.whole_is_no_person(at + 2) {
            return false;
        }
        // "hər iki əlini itirib": hands are counted.
        if doc.entry_at(at, self.effects).is_some_and(|entry| entry.has("body")) {
            return false;
        }
        // "The three - A, B and C - had just left."
        let hyphen = next.is_mark("-") && !next.spaced;
        next.kind == TokenKind::Mark && !hyphen && !next.is_mark("%")
            || doc.entry_at(at, self.nouns).is_some_and(|entry| entry.has("relative"))
            || FOLLOWS.iter().any(|class| doc.entry_at(at, doc.class(class)).is_some())
    }

    /// Whether a whole is named by a noun that does not mean people.
    fn whole_is_no_person(&self, at: usize) -> bool {
        let doc = self.doc;
        let ends = matches!(doc.folded(at + 1), "." | "," | ";" | "")
            || doc.entry_at(at + 1, self.prepositions).is_some()
            || doc.entry_at(at + 1, self.auxiliaries).is_some();
        ends && ["people", "effects", "person_modifiers", "numbers"]
            .iter()
            .all(|class| doc.entry_at(at, doc.class(class)).is_none())
    }
}
