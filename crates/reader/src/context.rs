//! All that the first steps found in a text, for the steps that make claims of it.

use std::ops::Range;
use std::sync::OnceLock;

use crate::dates::{Dates, dates};
use crate::devices::devices;
use crate::doc::Doc;
use crate::effects::{Effect, share_out};
use crate::learned::Cues;
use crate::learned::occasions::OccasionWeights;
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
    /// What decides whether a sentence tells of an occasion of which rules make nothing; `None` where rules
    /// alone decide.
    pub occasion_weights: Option<&'a OccasionWeights>,
    /// What its words mean to what was learned, once that is asked.
    cues: OnceLock<Cues>,
    /// For each sentence whether it gives cumulative figures.
    tallying: Vec<bool>,
}

/// A step of the cascade: what it finds, from what the steps before it have found.
type Step = fn(&mut Context<'_>, &dyn KnownPlaces);

/// The first steps in their order.
const STEPS: [Step; 9] = [
    |context, _| context.dates = dates(context.doc),
    |context, known| context.places = places(context.doc, known),
    |context, known| {
        let (dates, places) = (&mut context.dates, &mut context.places);
        context.records = records(context.doc, dates, places, known);
    },
    |context, _| context.numbers = numbers_beside(context.doc, &context.dates),
    |context, _| context.devices = devices(context.doc),
    |context, _| {
        context.people = people(context.doc, &context.numbers, &context.places);
        context.records.count_people(context.doc, &mut context.people);
    },
    |context, _| {
        let Context { doc, people, places, dates, effects, .. } = context;
        *effects = crate::effects::effects(doc, people);
        share_out(doc, people, places, dates, effects);
        context.records.add_effects(people, effects);
    },
    |context, _| context.sources = sources(context.doc),
    |context, _| {
        context.country = country_of(context.doc, &context.places);
        context.tallying = tally_sentences(context);
    },
];

impl<'a> Context<'a> {
    /// Runs the first steps.
    pub fn new(doc: &'a Doc<'a>, known: &dyn KnownPlaces) -> Self {
        let mut context = Self::before(doc);
        STEPS.iter().for_each(|step| step(&mut context, known));
        context
    }

    /// Runs the first steps on several texts abreast; see [`crate::reader::Reader::read_abreast`].
    pub(crate) fn abreast(
        docs: impl Iterator<Item = &'a Doc<'a>>,
        known: &dyn KnownPlaces,
    ) -> Vec<Self> {
        let mut contexts: Vec<Self> = docs.map(Self::before).collect();
        for step in STEPS {
            contexts.iter_mut().for_each(|context| step(context, known));
        }
        contexts
    }

    /// Nothing found yet.
    fn before(doc: &'a Doc<'a>) -> Self {
        Self {
            doc,
            numbers: Vec::new(),
            dates: Dates::default(),
            devices: Vec::new(),
            places: Vec::new(),
            people: Vec::new(),
            effects: Vec::new(),
            sources: Vec::new(),
            records: Records::default(),
            country: None,
            occasion_weights: None,
            cues: OnceLock::new(),
            tallying: Vec::new(),
        }
    }

    /// What its words mean to what was learned.
    pub(crate) fn cues(&self) -> &Cues {
        self.cues.get_or_init(|| Cues::of(self.doc))
    }

    /// Whether a sentence gives cumulative figures and so tells of no one occasion.
    pub fn is_tally_sentence(&self, sentence: usize) -> bool {
        self.tallying.get(sentence).copied().unwrap_or(false)
    }

    /// The dates that begin in a range of tokens.
    pub fn dates_in(&self, range: &Range<usize>) -> &[DateMention] {
        starting_in(&self.dates.mentions, range, |date| date.tokens.start)
    }

    /// "47 people were killed in 2023. The 52 people who died in 2022 …": whether a sentence names a day or
    /// year that touches none of those which an earlier one names.
    pub fn is_of_another_time(&self, earlier: usize, later: usize) -> bool {
        let named = |sentence: usize| self.dates_in(&self.doc.sentences[sentence].tokens);
        let known = named(earlier);
        !known.is_empty()
            && named(later).iter().any(|day| known.iter().all(|one| !one.span.touches(&day.span)))
    }

    /// The places whose names begin in a range of tokens.
    pub fn places_in(&self, range: &Range<usize>) -> &[PlaceMention] {
        starting_in(&self.places, range, |place| place.tokens.start)
    }

    /// The ordnance whose words begin in a range of tokens.
    pub fn devices_in(&self, range: &Range<usize>) -> &[DeviceMention] {
        starting_in(&self.devices, range, |device| device.tokens.start)
    }

    /// Of the dates that begin in a range of tokens, the numbers of those that `keep` keeps.
    pub(crate) fn dates_where(
        &self,
        range: &Range<usize>,
        keep: impl FnMut(&DateMention) -> bool,
    ) -> Vec<usize> {
        numbers_where(&self.dates.mentions, range, |date| date.tokens.start, keep)
    }

    /// The same of places.
    pub(crate) fn places_where(
        &self,
        range: &Range<usize>,
        keep: impl FnMut(&PlaceMention) -> bool,
    ) -> Vec<usize> {
        numbers_where(&self.places, range, |place| place.tokens.start, keep)
    }

    /// The same of ordnance.
    pub(crate) fn devices_where(
        &self,
        range: &Range<usize>,
        keep: impl FnMut(&DeviceMention) -> bool,
    ) -> Vec<usize> {
        numbers_where(&self.devices, range, |device| device.tokens.start, keep)
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
    &mentions[numbers_in(mentions, range, start)]
}

/// The numbers of the mentions that begin in a range of tokens.
fn numbers_in<T>(
    mentions: &[T],
    range: &Range<usize>,
    start: impl Fn(&T) -> usize,
) -> Range<usize> {
    debug_assert!(mentions.is_sorted_by_key(&start));
    let from = mentions.partition_point(|mention| start(mention) < range.start);
    let here = &mentions[from..];
    from..from + here.partition_point(|mention| start(mention) < range.end)
}

fn numbers_where<T>(
    mentions: &[T],
    range: &Range<usize>,
    start: impl Fn(&T) -> usize,
    mut keep: impl FnMut(&T) -> bool,
) -> Vec<usize> {
    numbers_in(mentions, range, start).filter(|&number| keep(&mentions[number])).collect()
}
