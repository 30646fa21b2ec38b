//! Places named in a text: chains from fine to coarse, and which of them says where.
//!
//! A name is a run of capitalised words. Nouns beside it ("village of", "district"), the
//! preposition before it, its neighbours in a chain and the gazetteer say that it is a place and of
//! which level. What stands in the name of an institution ("Kyaukme hospital") is not where it
//! happened.

mod around;
mod cases;
mod chains;
mod elements;
mod guards;
mod heads;
mod named;
mod names;
#[cfg(test)]
mod tests;
mod ties;
mod words;

use cairn_model::Place;

use crate::doc::Doc;
use crate::mentions::{PlaceMention, PlaceRole};
use elements::{Finder, Seen};
pub(crate) use named::{HeadPlaces, Named};
use ties::Tie;
use words::Words;

/// How fine a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Village, town, quarter, named locality.
    Settlement,
    /// District, municipality, county, township.
    District,
    /// Province, region, governorate.
    Province,
    /// Country.
    Country,
}

/// What a gazetteer knows of a name; the reader asks through this so that it can be tested without.
pub trait KnownPlaces {
    /// The coarsest level on which the name is well known, `None` when it is not known at all.
    fn level(&self, name: &str) -> Option<Level>;

    /// The same for a text about a country (ISO 3166 alpha-2): what the name is there comes first.
    fn level_within(&self, name: &str, country: Option<&str>) -> Option<Level> {
        let _ = country;
        self.level(name)
    }

    /// Whether a place that goes by `name` has `own` for its own name ("Vranja", in some spellings or
    /// cases, is Vranje).
    fn is_called(&self, name: &str, own: &str) -> bool {
        name == own && self.level(name).is_some()
    }
}

/// Knows no place.
pub struct NoPlaces;

impl KnownPlaces for NoPlaces {
    fn level(&self, _name: &str) -> Option<Level> {
        None
    }
}

/// Finds the places of a text in order.
pub fn places(doc: &Doc<'_>, known: &dyn KnownPlaces) -> Vec<PlaceMention> {
    let finder = Finder { words: Words::of(doc), known };
    let mut mentions = Vec::new();
    let mut seen = Seen::default();
    for sentence in doc.sentences.iter().filter(|sentence| sentence.kind.is_read()) {
        let elements = finder.elements(sentence.tokens.clone(), &mut seen);
        // What was a place once in a text is one wherever it is named again.
        for element in &elements {
            let place = element.certain || matches!(element.tie, Tie::Where | Tie::Near);
            if place && !element.adjective {
                seen.names.insert(element.name.clone());
            }
        }
        finder.chains(elements, &mut mentions);
    }
    settle(&finder, seen, &mut mentions);
    mentions
}

/// Reads those sentences again whose names only later turned out to be places'.
fn settle(finder: &Finder<'_, '_>, mut seen: Seen, mentions: &mut Vec<PlaceMention>) {
    let unsettled = std::mem::take(&mut seen.unsettled);
    let mut sentences: Vec<usize> = unsettled
        .into_iter()
        .filter(|(_, name)| seen.names.contains(name))
        .map(|(sentence, _)| sentence)
        .collect();
    sentences.dedup();
    for number in sentences {
        let Some(sentence) = finder.words.doc.sentences.get(number) else { continue };
        let mut again = Vec::new();
        finder.chains(finder.elements(sentence.tokens.clone(), &mut seen), &mut again);
        let at = mentions.partition_point(|m| m.tokens.start < sentence.tokens.start);
        let end = mentions.partition_point(|m| m.tokens.start < sentence.tokens.end);
        mentions.splice(at..end, again);
    }
}

impl PlaceMention {
    /// The names as a place of the model, not yet resolved.
    pub fn place(&self) -> Place {
        Place {
            settlement: self.settlement.clone(),
            district: self.district.clone(),
            country: self.country.clone(),
            ..Place::default()
        }
    }

    /// How much it says; see [`PlaceMention::fineness`].
    pub const fn detail(&self) -> u8 {
        self.fineness
    }
}

/// The country that a text is about, as it names it: the one named most often, earliest first.
pub fn country_of(doc: &Doc<'_>, places: &[PlaceMention]) -> Option<String> {
    let code = doc.meta.country.as_deref();
    let class = doc.class("countries");
    let of_meta = |name: &str| {
        code.is_some_and(|code| {
            doc.lexicon.entries(class).any(|e| &*e.value == name && e.get("code") == Some(code))
        })
    };
    let mut counted: Vec<(String, usize)> = Vec::new();
    for name in places.iter().filter_map(|place| place.country.as_ref()) {
        match counted.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name.clone(), 1)),
        }
    }
    if let Some((name, _)) = counted.iter().find(|(name, _)| of_meta(name)) {
        return Some(name.clone());
    }
    if code.is_some() {
        // The text never names the country that the document is said to be about.
        return None;
    }
    // Who speaks is named first, whom they accuse more often: the first name weighs as much as several.
    if let Some((_, first)) = counted.first_mut() {
        *first += FIRST_NAMED;
    }
    counted
        .into_iter()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(name, _)| name)
}

/// How many later mentions of another country outweigh the country that a text names first.
const FIRST_NAMED: usize = 4;
