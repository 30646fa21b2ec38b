//! All that the first steps found in a text, for the steps that make claims of it.

use crate::dates::{Dates, dates};
use crate::devices::devices;
use crate::doc::Doc;
use crate::effects::{Effect, effects};
use crate::mentions::{DeviceMention, Number, PlaceMention, SourceMention};
use crate::numbers::numbers_beside;
use crate::people::{PeopleMention, people};
use crate::places::{KnownPlaces, country_of, places};
use crate::sources::{self, sources};
use crate::tallies::tally_sentences;

/// A text with its mentions.
pub struct Context<'a> {
    /// The text with its tokens and terms.
    pub doc: &'a Doc<'a>,
    /// Numbers.
    pub numbers: Vec<Number>,
    /// Days and periods, and the day of publication.
    pub dates: Dates,
    /// Ordnance.
    pub devices: Vec<DeviceMention>,
    /// Places.
    pub places: Vec<PlaceMention>,
    /// People.
    pub people: Vec<PeopleMention>,
    /// What became of people.
    pub effects: Vec<Effect>,
    /// Whose words the text gives.
    pub sources: Vec<SourceMention>,
    /// The country that the text is about, as it names it.
    pub country: Option<String>,
    /// For each sentence whether it gives cumulative figures.
    tallying: Vec<bool>,
}

impl<'a> Context<'a> {
    /// Runs the first steps.
    pub fn new(doc: &'a Doc<'a>, known: &dyn KnownPlaces) -> Self {
        let dates = dates(doc);
        let numbers = numbers_beside(doc, &dates);
        let devices = devices(doc);
        let places = places(doc, known);
        let people = people(doc, &numbers, &places);
        let effects = effects(doc, &people);
        let sources = sources(doc);
        let country = country_of(doc, &places);
        let mut context = Self {
            doc,
            numbers,
            dates,
            devices,
            places,
            people,
            effects,
            sources,
            country,
            tallying: Vec::new(),
        };
        context.tallying = tally_sentences(&context);
        context
    }

    /// Whether a sentence gives cumulative figures and so tells of no one occasion.
    pub fn is_tally_sentence(&self, sentence: usize) -> bool {
        self.tallying.get(sentence).copied().unwrap_or(false)
    }

    /// The sources of what a range of tokens says, nearest first, by name.
    pub fn said_by(&self, range: std::ops::Range<usize>) -> Vec<String> {
        sources::said_by(&self.sources, range)
            .into_iter()
            .map(|source| source.name.clone())
            .collect()
    }
}
