//! What a number counts, by the words behind it.

use std::ops::Range;

use cairn_model::CountRange;

use crate::context::Context;
use crate::effects::Harm;
use crate::lexicon::Class;
use crate::mentions::{Number, NumberKind};
use crate::people::count_of;
use crate::token::TokenKind;

/// What kind of thing a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    /// People.
    People,
    /// Ordnance.
    Ordnance,
    /// Units of area.
    Area,
    /// Explosions and accidents.
    Incidents,
    /// Money, lengths of time, bodies of people: nothing that is summed up here.
    Other,
    /// Something that the lexicon does not know.
    Unknown,
    /// Nothing is named: "38 in Saren", "five of them".
    Unsaid,
}

/// By what a part is told from the other parts of its whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// Man, woman, child.
    SexOrAge,
    /// Civilian, soldier, deminer, an occupation.
    Status,
    /// Dead, injured, unhurt.
    Harm,
    /// Anything else: places, kinds of ordnance.
    Other,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub value: u64,
    /// The number and the words behind it.
    pub tokens: Range<usize>,
    pub thing: Thing,
    pub harm: Option<Harm>,
    pub by: Trait,
}

/// Looks numbers up; made once for a text.
pub(super) struct Counter<'c, 'd> {
    pub context: &'c Context<'d>,
    people: Class,
    effects: Class,
    harm: Class,
    objects: Class,
    units: Class,
    explosions: Class,
    functions: Class,
}

impl<'c, 'd> Counter<'c, 'd> {
    pub fn new(context: &'c Context<'d>) -> Self {
        let doc = context.doc;
        Self {
            context,
            people: doc.class("people"),
            effects: doc.class("effects"),
            harm: doc.class("tally_harm"),
            objects: doc.class("find_objects"),
            units: doc.class("units"),
            explosions: doc.class("explosions"),
            functions: doc.class("function_words"),
        }
    }

    /// The number that begins at a token.
    pub fn number_at(&self, token: usize) -> Option<&'c Number> {
        let numbers = &self.context.numbers;
        let at = numbers.partition_point(|number| number.tokens.start < token);
        numbers.get(at).filter(|number| number.tokens.start == token)
    }

    /// The exact number of a count.
    pub fn exact(number: &Number) -> Option<u64> {
        if number.kind != NumberKind::Cardinal {
            return None;
        }
        count_of(number).and_then(CountRange::exact)
    }

    /// A number, and what the words up to `end` say that it counts.
    pub fn counted(&self, number: &Number, end: usize) -> Option<Counted> {
        let value = Self::exact(number)?;
        let (thing, harm, by) = self.noun(number.tokens.end..end.max(number.tokens.end));
        Some(Counted { value, tokens: number.tokens.start..end, thing, harm, by })
    }

    /// What the words behind a number name, what became of it, and what tells it from others.
    pub fn noun(&self, range: Range<usize>) -> (Thing, Option<Harm>, Trait) {
        let doc = self.context.doc;
        let harm = doc.terms_in(range.clone(), self.effects).find_map(|term| {
            match &*doc.entry(term).value {
                "killed" => Some(Harm::Killed),
                "injured" => Some(Harm::Injured),
                "unharmed" => Some(Harm::Unharmed),
                "casualties" => Some(Harm::Casualties),
                _ => None,
            }
        });
        let mut unknown = false;
        for at in range.clone() {
            if let Some(unit) = doc.entry_at(at, self.units) {
                let thing = if unit.has("area") { Thing::Area } else { Thing::Other };
                return (thing, harm, Trait::Other);
            }
            if let Some(noun) = doc.entry_at(at, self.people).filter(|e| !e.has("pronoun")) {
                // "five whose fate is not known"
                if noun.has("relative") && at == range.start && harm.is_none() {
                    return (Thing::Unsaid, harm, Trait::Other);
                }
                if noun.has("unit") || noun.has("relative") {
                    return (Thing::Other, harm, Trait::Other);
                }
                let by = if noun.get("sex").is_some() && !noun.has("job") || noun.has("child") {
                    Trait::SexOrAge
                } else if noun.has("victim") {
                    Trait::Harm
                } else {
                    Trait::Status
                };
                return (Thing::People, harm, by);
            }
            // "mine casualties" are people.
            if doc.entry_at(at + 1, self.harm).is_some() && at + 1 < range.end {
                continue;
            }
            if !self.context.devices_in(&(at..at + 1)).is_empty()
                || doc.entry_at(at, self.objects).is_some()
            {
                return (Thing::Ordnance, harm, Trait::Other);
            }
            if doc.entry_at(at, self.effects).is_some() {
                return (Thing::People, harm, Trait::Harm);
            }
            if let Some(entry) = doc.entry_at(at, self.harm) {
                let incidents = &*entry.value == "incidents";
                let thing = if incidents { Thing::Incidents } else { Thing::People };
                return (thing, harm, Trait::Harm);
            }
            if doc.entry_at(at, self.explosions).is_some() {
                return (Thing::Incidents, harm, Trait::Other);
            }
            unknown |= doc.kind(at) == TokenKind::Word
                && doc.entry_at(at, self.functions).is_none()
                && at == range.start;
        }
        let thing = if unknown { Thing::Unknown } else { Thing::Unsaid };
        (thing, harm, Trait::Other)
    }
}
