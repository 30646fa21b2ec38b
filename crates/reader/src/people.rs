//! People in a text: how many, of what kind, named or not.
//!
//! A mention is a noun for people with its number, article and adjectives ("two of its members",
//! "a 41-year-old man", "the driver"), a bare number that can only count people, a pronoun, or a
//! name. Whether they were harmed is for [`crate::effects`] to say.

mod again;
mod age;
mod apposition;
mod bare;
mod capitals;
mod list;
mod name;
mod noun;
mod phrase;
mod shared;
#[cfg(test)]
mod tests;

use std::ops::Range;

use cairn_model::{CountRange, Sex, VictimGroup};

use crate::doc::Doc;
use crate::lexicon::{Class, Entry};
use crate::mentions::{Number, PlaceMention, PlaceRole};

pub use crate::people::list::listed;

/// People as one expression names them.
#[derive(Clone, Debug, PartialEq)]
pub struct PeopleMention {
    /// All its tokens: article, number, adjectives, noun, name.
    pub tokens: Range<usize>,
    /// How many; `None` where the words do not say.
    pub count: Option<CountRange>,
    /// What kind of mention it is.
    pub kind: PeopleKind,
    /// Civil status that the noun gives.
    pub group: VictimGroup,
    /// Sex that the noun gives.
    pub sex: Option<Sex>,
    /// Age in years.
    pub age: Option<u8>,
    /// Whether the noun says that they are under 18.
    pub child: bool,
    /// Whether the noun says that they are journalists.
    pub journalist: bool,
    /// "the driver", "the four": they have been spoken of, or go without saying.
    pub definite: bool,
    /// Whether the noun is in the plural.
    pub plural: bool,
    /// The noun as an occupation, where it is one.
    pub occupation: Option<String>,
    /// A relative of somebody ("his brother").
    pub kin: bool,
    /// The name.
    pub name: Option<String>,
}

/// What kind of mention it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeopleKind {
    /// With a noun.
    Noun,
    /// A number alone ("three died").
    Bare,
    /// "he", "they".
    Pronoun,
    /// A name alone.
    Name,
    /// "the family", "a patrol": their number is not known.
    Unit,
}

impl PeopleMention {
    /// One or several people of whom nothing but the kind of mention is known.
    pub(crate) fn bare(tokens: Range<usize>, kind: PeopleKind) -> Self {
        Self {
            tokens,
            count: None,
            kind,
            group: VictimGroup::Unknown,
            sex: None,
            age: None,
            child: false,
            journalist: false,
            definite: false,
            plural: false,
            occupation: None,
            kin: false,
            name: None,
        }
    }

    /// A person known by name only.
    fn named(tokens: Range<usize>, name: String) -> Self {
        Self {
            count: Some(CountRange::exactly(1)),
            definite: true,
            name: Some(name),
            ..Self::bare(tokens, PeopleKind::Name)
        }
    }

    /// Takes over what a noun says of those it names.
    fn describe(&mut self, entry: &Entry) {
        self.group = VictimGroup::from_code(&entry.value).unwrap_or(VictimGroup::Unknown);
        self.sex = entry.get("sex").and_then(|sex| sex.parse().ok());
        self.child = entry.has("child");
        self.journalist = entry.has("journalist");
        self.kin = entry.has("kin");
    }

    /// A single person, named or described by more than a number.
    pub fn is_individual(&self) -> bool {
        let described = self.name.is_some()
            || self.kind == PeopleKind::Noun
                && (self.age.is_some()
                    || self.occupation.is_some()
                    || self.kin
                    || self.sex.is_some());
        (self.name.is_some() || self.count.and_then(CountRange::exact) == Some(1))
            && described
            && matches!(self.kind, PeopleKind::Noun | PeopleKind::Name)
    }
}

/// What looks for people in one text.
struct Finder<'a, 'd> {
    doc: &'a Doc<'d>,
    numbers: &'a [Number],
    places: &'a [PlaceMention],
    nouns: Class,
    modifiers: Class,
    determiners: Class,
    countries: Class,
    not_places: Class,
    function_words: Class,
    particles: Class,
    prepositions: Class,
    conjunctions: Class,
    auxiliaries: Class,
    adverbs: Class,
    effects: Class,
    dates: Class,
    /// Whether nouns are inflected.
    cases: bool,
}

/// Finds people in order of their first token; mentions do not overlap.
pub fn people(doc: &Doc<'_>, numbers: &[Number], places: &[PlaceMention]) -> Vec<PeopleMention> {
    let finder = Finder::new(doc, numbers, places);
    let mut found: Vec<PeopleMention> = Vec::new();
    for sentence in doc.sentences.iter().filter(|sentence| sentence.kind.is_read()) {
        let mut at = finder.after_dateline(&sentence.tokens);
        while at < sentence.tokens.end {
            let floor = found
                .last()
                .map_or(sentence.tokens.start, |last| last.tokens.end.max(sentence.tokens.start));
            let mention = finder
                .noun(at, floor, &sentence.tokens)
                .or_else(|| finder.name(at, &sentence.tokens))
                .or_else(|| finder.of_unknown_noun(at, floor, &sentence.tokens));
            match mention {
                Some(mention) => {
                    at = mention.tokens.end.max(at + 1);
                    if let Some(apart) = finder.told_apart(&mention) {
                        at = apart.last().map_or(at, |last| last.tokens.end);
                        found.extend(apart);
                        continue;
                    }
                    let mention = finder.with_name_before(mention, &mut found);
                    if !finder.shared_names(&mention, &mut found) {
                        found.push(mention);
                    }
                }
                None => at += 1,
            }
        }
    }
    finder.announced_names(&mut found);
    let again = finder.names_again(&found);
    found.extend(again);
    found.sort_by_key(|mention| mention.tokens.start);
    let bare = finder.bare_numbers(&found);
    found.extend(bare);
    found.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
    // "Two more, A B and C D, …"
    finder.announced_names(&mut found);
    found
}

impl<'a, 'd> Finder<'a, 'd> {
    fn new(doc: &'a Doc<'d>, numbers: &'a [Number], places: &'a [PlaceMention]) -> Self {
        Self {
            doc,
            numbers,
            places,
            nouns: doc.class("people"),
            modifiers: doc.class("person_modifiers"),
            determiners: doc.class("determiners"),
            countries: doc.class("countries"),
            not_places: doc.class("not_places"),
            function_words: doc.class("function_words"),
            particles: doc.class("name_particles"),
            prepositions: doc.class("place_prepositions"),
            conjunctions: doc.class("conjunctions"),
            auxiliaries: doc.class("auxiliaries"),
            adverbs: doc.class("adverbs"),
            effects: doc.class("effects"),
            dates: doc.class("date_words"),
            cases: doc.grammar().cases,
        }
    }

    /// Where a sentence's own words begin: behind "KHARKIV, April 12 (Black Sea Newsfile) -".
    fn after_dateline(&self, sentence: &Range<usize>) -> usize {
        const LONGEST: usize = 24;
        let first = self.places.partition_point(|place| place.tokens.start < sentence.start);
        let dateline = self.places.get(first).is_some_and(|place| {
            place.role == PlaceRole::Dateline && place.tokens.start <= sentence.start + 1
        });
        let dash = |&at: &usize| {
            let token = &self.doc.tokens[at];
            token.spaced && matches!(&*token.folded, "-" | "--" | "–" | "—")
        };
        let near = sentence.start..sentence.end.min(sentence.start + LONGEST);
        near.filter(|_| dateline).find(dash).map_or(sentence.start, |dash| dash + 1)
    }

    /// The number that ends at a token. Numbers stand in the order of the text.
    fn number_ending(&self, end: usize) -> Option<&'a Number> {
        let at = self.numbers.partition_point(|number| number.tokens.end < end);
        self.numbers.get(at).filter(|number| number.tokens.end == end)
    }

    /// Numbers from a token on.
    fn numbers_from(&self, start: usize) -> impl Iterator<Item = &'a Number> + use<'a> {
        let at = self.numbers.partition_point(|number| number.tokens.end <= start);
        self.numbers[at..].iter()
    }

    fn is_of(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.prepositions).is_some_and(|e| &*e.value == "of")
    }

    fn is_and(&self, at: usize) -> bool {
        self.doc.entry_at(at, self.conjunctions).is_some_and(|e| &*e.value == "and")
    }

    /// Whether a name is a place's. Names that a text gives in passing count as places only where
    /// nothing else (`person`) says that they are people's.
    fn is_place(&self, name: &Range<usize>, person: bool) -> bool {
        self.places.iter().any(|place| {
            let touches = place.tokens.start < name.end && name.start < place.tokens.end;
            let country = place.settlement.is_none() && place.district.is_none();
            touches && !(person && place.role == PlaceRole::Passing && !country)
        })
    }
}

/// A number as a count of people: whole and not negative.
pub fn count_of(number: &Number) -> Option<CountRange> {
    let whole =
        |value: f64| (value >= 0.0 && value.fract() == 0.0 && value < 1e12).then_some(value);
    let least = whole(number.value.least())?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked whole and small"
    )]
    Some(match number.value.most() {
        Some(most) => CountRange::between(least as u64, whole(most)? as u64),
        None => CountRange::at_least(least as u64),
    })
}
