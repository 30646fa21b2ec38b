//! All that the first steps found in a text, for the steps that make claims of it.

use std::ops::Range;

use crate::dates::{Dates, dates};
use crate::devices::devices;
use crate::doc::Doc;
use crate::effects::{Effect, effects, share_out};
use crate::mentions::{DateMention, DeviceMention, Number, PlaceMention, SourceMention};
use crate::numbers::numbers_beside;
use crate::people::{PeopleMention, people};
use crate::places::{KnownPlaces, country_of, places};
use crate::records::{Records, records};
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
    /// Entries of lists, rows of tables and forms.
    pub records: Records,
    /// The country that the text is about, as it names it.
    pub country: Option<String>,
    /// For each sentence whether it gives cumulative figures.
    tallying: Vec<bool>,
}

impl<'a> Context<'a> {
    /// Runs the first steps.
    pub fn new(doc: &'a Doc<'a>, known: &dyn KnownPlaces) -> Self {
        let mut dates = dates(doc);
        let mut places = places(doc, known);
        let records = records(doc, &mut dates, &mut places, known);
        let numbers = numbers_beside(doc, &dates);
        let devices = devices(doc);
        let mut people = people(doc, &numbers, &places);
        records.count_people(doc, &mut people);
        let mut effects = effects(doc, &people);
        share_out(doc, &people, &places, &dates, &mut effects);
        records.add_effects(&people, &mut effects);
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
            records,
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

    /// The dates that begin in a range of tokens.
    pub fn dates_in(&self, range: &Range<usize>) -> &[DateMention] {
        starting_in(&self.dates.mentions, range, |date| date.tokens.start)
    }

    /// The places whose names begin in a range of tokens.
    pub fn places_in(&self, range: &Range<usize>) -> &[PlaceMention] {
        starting_in(&self.places, range, |place| place.tokens.start)
    }

    /// The ordnance whose words begin in a range of tokens.
    pub fn devices_in(&self, range: &Range<usize>) -> &[DeviceMention] {
        starting_in(&self.devices, range, |device| device.tokens.start)
    }

    /// The sources of what a range of tokens says, nearest first, by name.
    pub fn said_by(&self, range: Range<usize>) -> Vec<String> {
        sources::said_by(&self.sources, range)
            .into_iter()
            .map(|source| source.name.clone())
            .collect()
    }
}

/// The mentions, which stand in the order of the text, that begin in a range of tokens.
fn starting_in<'m, T>(
    mentions: &'m [T],
    range: &Range<usize>,
    start: impl Fn(&T) -> usize,
) -> &'m [T] {
    let from = mentions.partition_point(|mention| start(mention) < range.start);
    let here = &mentions[from..];
    &here[..here.partition_point(|mention| start(mention) < range.end)]
}
