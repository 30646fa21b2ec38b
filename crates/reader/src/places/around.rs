//! Nouns in front of and behind a name ("village of X", "X district"), and institutions that are
//! called after a place.

use std::ops::Range;

use super::Level;
use super::elements::{Element, Finder, Kind, kind_of};
use super::ties::Tie;
use super::words::level_of;
use crate::lexicon::Entry;
use crate::token::TokenKind;

/// What the nouns around a name say.
pub(super) struct Noun {
    /// The name with its nouns.
    pub(super) tokens: Range<usize>,
    /// The name, with a noun that is part of it.
    pub(super) text: Range<usize>,
    /// `None` when there is no noun.
    pub(super) level: Option<Level>,
    pub(super) kind: Kind,
    pub(super) plural: bool,
    /// "villages of X", not "X villages".
    pub(super) of: bool,
    /// Whether a noun stands beside the name, not only in it.
    pub(super) beside: bool,
}

impl Finder<'_, '_> {
    pub(super) fn noun_around(
        &self,
        name: &Range<usize>,
        sentence: &Range<usize>,
        shouting: bool,
    ) -> Noun {
        let words = &self.words;
        let mut noun = Noun {
            tokens: name.clone(),
            text: name.clone(),
            level: None,
            kind: Kind::Plain,
            plural: false,
            of: false,
            beside: false,
        };
        // "Kalbajar district", "Leih area", "al-Bal'as mountains".
        let behind = words.noun(name.end).filter(|&(_, end)| {
            // "the Emberá community of X" is of X; so is a noun between two names where names follow
            // each other without a preposition.
            let of_next = words.cases
                && !words.is_adjective(name.end - 1)
                && words.doc.tokens.get(end).is_some_and(|next| next.is_capitalised());
            end <= sentence.end && !words.is_of(end - 1) && !of_next
        });
        if let Some((entry, end)) = behind {
            noun.level = Some(level_of(&entry.value));
            noun.kind = kind_of(&entry.value);
            noun.plural = entry.has("plural");
            noun.tokens.end = end;
            noun.beside = true;
            if entry.has("part") {
                noun.text.end = end;
            }
        }
        // "the village of Susuzlug"; of two nouns the coarser counts.
        if !shouting && let Some((start, value, plural)) = self.noun_before(name.start, sentence) {
            let level = level_of(value);
            if noun.level.is_none_or(|after| after == Level::Settlement && level > after) {
                noun.level = Some(level);
                noun.kind = kind_of(value);
            }
            noun.plural |= plural;
            noun.of = true;
            noun.beside = true;
            noun.tokens.start = start;
        }
        // "mont Ventoux": where such nouns stand before the name, and small.
        if let Some(at) = name.start.checked_sub(1).filter(|at| *at >= sentence.start)
            && let Some((entry, end)) = words.noun(at)
            && entry.has("before")
            && end == name.start
            && noun.text.start == name.start
        {
            noun.text.start = at;
            noun.tokens.start = noun.tokens.start.min(at);
            noun.level = noun.level.or(Some(Level::Settlement));
            noun.beside = true;
        }
        // "Gubio Road": a street by its name.
        if !shouting
            && noun.level.is_none()
            && name.len() > 1
            && words.is_road(name.end - 1)
            && words.doc.tokens[name.end - 1].is_capitalised()
        {
            noun.level = Some(Level::Settlement);
            noun.kind = Kind::Street;
        }
        // "Mount Avital": the noun is in the name already.
        if !shouting && words.is_part(name.start) && name.len() > 1 {
            noun.level = noun.level.or(Some(Level::Settlement));
        }
        noun
    }

    /// "the X town of Y": whether the noun behind a name is that of what follows.
    pub(super) fn is_attribute(&self, noun: &Noun, name: &Range<usize>) -> bool {
        let words = &self.words;
        let doc = words.doc;
        let end = noun.tokens.end;
        noun.beside
            && !noun.of
            && noun.text == *name
            && noun.level == Some(Level::Settlement)
            && noun.kind == Kind::Plain
            && end > name.end
            && words.is_of(end)
            && doc.tokens.get(end + 1).is_some_and(|t| t.is_capitalised())
            && words.country(end + 1).is_none()
    }

    /// "the headman of X", "a resident of X": the office in front of a name and "of".
    pub(super) fn office_of(&self, tokens: &Range<usize>) -> Option<&Entry> {
        let of = tokens.start.checked_sub(1).filter(|at| self.words.is_of(*at))?;
        self.words.local_office(Some(of), usize::MAX)
    }

    /// "in Paktika's X": whether what begins here is had by a place where something happens.
    pub(super) fn is_owned(&self, at: usize, before: &[Element]) -> bool {
        let owner = before.last().filter(|_| at > 0 && self.words.is_possessive(at - 1));
        owner.is_some_and(|owner| {
            owner.tokens.end + 1 == at
                && matches!(owner.tie, Tie::Where | Tie::Near | Tie::Between)
                && owner.level != Some(Level::Country)
                && owner.certain
        })
    }

    /// "village of X", "district of X", "the town X"; gives where the noun phrase begins.
    fn noun_before(&self, name: usize, sentence: &Range<usize>) -> Option<(usize, &str, bool)> {
        let words = &self.words;
        let doc = words.doc;
        for back in 1..=4 {
            let at = name.checked_sub(back).filter(|at| *at >= sentence.start)?;
            let Some((noun, end)) = words.noun(at).filter(|(_, end)| *end <= name) else {
                continue;
            };
            // "in the provincial capital, X,"
            let comma = noun.has("seat") && end + 1 == name && doc.folded(end) == ",";
            let mut between = if comma { name..name } else { end..name };
            let adjacent = between.is_empty();
            // "the quarters of Belgor" are in it, "the village of Talish" is it.
            let part_of = !adjacent && noun.value.as_ref() == "quarter";
            let linked =
                !part_of && between.clone().all(|i| words.is_of(i) || words.is_qualifier(i));
            let names_it = adjacent || between.any(|i| words.is_of(i));
            // "Aghdam District Prosecutor": the noun belongs to the name before it; "In village X" not.
            let taken = adjacent
                && at > sentence.start
                && words.preposition(at - 1).is_none()
                && (doc.tokens[at - 1].is_capitalised() || words.is_possessive(at - 1));
            let titled = doc.tokens[at].is_capitalised() && !adjacent;
            if linked && names_it && !taken && !titled && !noun.has("part") {
                return Some((at, &noun.value, noun.has("plural")));
            }
        }
        None
    }

    /// Whether the name stands in the name of an institution or right behind one.
    pub(super) fn is_institution(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> bool {
        let words = &self.words;
        let doc = words.doc;
        let is = |at: usize| at < sentence.end && words.is_institution(at);
        // "Aghdam District Prosecutor's Office", "Ghazni provincial police".
        let next = tokens.end;
        // Where verbs come last, any word may follow a place; a name's words are capitals.
        let named = |at: usize| doc.tokens[at].is_capitalised() || words.noun(at).is_some();
        let skips = doc.tokens.get(next).is_some_and(|t| t.is_word())
            && (!doc.grammar().verb_final || named(next))
            && !words.is_function_word(next)
            && words.preposition(next).is_none();
        // Where names are inflected, only an adjective belongs to a noun behind it.
        let attributive = !words.cases || words.is_adjective(next - 1);
        let follows = attributive
            && (is(next)
                || skips && is(next + 1)
                || skips && words.is_possessive(next + 1) && is(next + 2));
        let before =
            |back: usize| tokens.start.checked_sub(back).filter(|at| *at >= sentence.start);
        // "the Ministry of Defence", "Bank of Georgia", "District Hospital Bijapur".
        // "in the centre of X"
        let within =
            before(1).and_then(|at| words.preposition_ending(at, sentence.start)).is_some_and(
                |(value, start)| matches!(value, "where" | "near") && start + 2 < tokens.start,
            );
        let of = before(1).is_some_and(|at| words.is_of(at))
            && !within
            && before(2)
                .is_some_and(|at| words.is_institution(at) && !self.is_building(at, sentence));
        let behind =
            before(1).is_some_and(|at| words.is_institution(at) && doc.kind(at) != TokenKind::Word);
        follows || of || behind
    }
}
