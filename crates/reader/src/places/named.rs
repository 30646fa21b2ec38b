//! Places that head an entry of a list or fill a cell of a table: names in a row, without a preposition.

use std::ops::Range;

use super::elements::Finder;
use super::words::{Words, is_shouting};
use super::{KnownPlaces, Level, PlaceMention, PlaceRole, names};
use crate::doc::Doc;

/// Reads names where only a place can stand.
pub(crate) struct HeadPlaces<'a, 'd> {
    finder: Finder<'a, 'd>,
}

/// One name, with its nouns.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) tokens: Range<usize>,
    name: String,
    /// What a noun beside the name says.
    by_noun: Option<Level>,
}

impl<'a, 'd> HeadPlaces<'a, 'd> {
    pub(crate) fn new(doc: &'a Doc<'d>, known: &'a dyn KnownPlaces) -> Self {
        Self { finder: Finder { words: Words::of(doc), known } }
    }

    /// The name that begins at a token and ends before `end`.
    pub(crate) fn name(&self, at: usize, end: usize) -> Option<Named> {
        let words = &self.finder.words;
        let doc = words.doc;
        let within = at..end;
        if let Some((entry, after)) = words.country(at)
            && !entry.has("adjective")
            && after <= end
            && words.noun(after).is_none()
        {
            let name = entry.value.to_string();
            let country = Some(Level::Country);
            return Some(Named { tokens: at..after, name, by_noun: country });
        }
        let shouting = is_shouting(doc, &within);
        // "District Orash", "village of Orash".
        let mut start = at;
        while start < end && start < at + 3 && (words.noun(start).is_some() || words.is_of(start)) {
            start += 1;
        }
        let behind = (start < end).then(|| names::name(words, start, &(start..end), shouting));
        let name = behind.flatten().or_else(|| names::name(words, at, &within, shouting))?;
        if words.is_function_word(name.start) && name.len() == 1 {
            return None;
        }
        let noun = self.finder.noun_around(&name, &within, shouting);
        let mut tokens = at..noun.tokens.end;
        // "obl.", "Dist.": the stop of an abbreviation.
        let stop = doc.tokens.get(tokens.end).is_some_and(|t| t.is_mark(".") && !t.spaced);
        let abbreviated = doc.entry_at(tokens.end - 1, doc.class("abbreviations")).is_some();
        tokens.end += usize::from(stop && abbreviated && noun.beside && tokens.end < end);
        Some(Named { tokens, name: doc.plain(noun.text), by_noun: noun.level })
    }

    /// Whether a noun says what unit the finest of some names is, in which a finer place may be told.
    pub(crate) fn is_unit(names: &[Named]) -> bool {
        names.iter().find(|n| n.by_noun != Some(Level::Country)).is_none_or(|n| n.by_noun.is_some())
    }

    /// Whether something besides its capitals says that it is a place.
    pub(crate) fn is_certain(&self, named: &Named) -> bool {
        named.by_noun.is_some() || self.known(named).is_some()
    }

    fn known(&self, named: &Named) -> Option<Level> {
        let country = self.finder.words.doc.meta.country.as_deref();
        self.finder.known.level_within(&named.name, country)
    }

    /// The place that names in a row stand for: from fine to coarse, unless `reversed`.
    pub(crate) fn mention(&self, names: &[Named], reversed: bool) -> Option<PlaceMention> {
        let (first, last) = (names.first()?, names.last()?);
        let tokens = first.tokens.start..last.tokens.end;
        let country = names.iter().find(|n| n.by_noun == Some(Level::Country));
        let mut chain: Vec<&Named> =
            names.iter().filter(|n| n.by_noun != Some(Level::Country)).collect();
        let coarse =
            |named: &Named| matches!(named.by_noun, Some(Level::District | Level::Province));
        // "Saren district, Orash": the noun says that the finer name follows.
        let [finest, .., coarsest] = chain.as_slice() else {
            return self.mention_of(&chain, tokens, country);
        };
        let above =
            |named: &Named| matches!(self.known(named), Some(Level::District | Level::Province));
        let falls = coarse(finest) && !coarse(coarsest) && !above(coarsest);
        if reversed && !coarse(coarsest) || falls {
            chain.reverse();
        }
        self.mention_of(&chain, tokens, country)
    }

    /// The place of names from fine to coarse.
    fn mention_of(
        &self,
        chain: &[&Named],
        tokens: Range<usize>,
        country: Option<&Named>,
    ) -> Option<PlaceMention> {
        let finest = *chain.first()?;
        let level = match finest.by_noun {
            None if chain.len() == 1 => self.known(finest),
            by_noun => by_noun,
        };
        let district = matches!(level, Some(Level::District | Level::Province));
        let mut chain = chain.iter().map(|named| named.name.clone());
        let settlement = if district { None } else { chain.next() };
        let above = chain.next();
        let fineness = match (&settlement, &above) {
            (Some(_), Some(_)) => 6,
            (Some(_), None) => 5,
            _ if level == Some(Level::Province) => 2,
            _ => 4,
        };
        Some(PlaceMention {
            tokens,
            settlement,
            district: above,
            country: country.map(|named| named.name.clone()),
            fineness,
            role: PlaceRole::Where,
        })
    }
}
