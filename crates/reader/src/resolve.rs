//! From the places that a reading names to points with a precision, through the gazetteer.
//!
//! Only what the text names is looked up, and a position is kept only while it is fine enough to say
//! where something happened.

use std::cell::RefCell;

use cairn_gazetteer::remembered::{Remembered, recall};
use cairn_gazetteer::{CountryCode, Gazetteer, PlaceKind, Query};
use cairn_model::place::Position;
use cairn_model::{DocumentMeta, Place, PlaceCandidate, Reading};
use compact_str::CompactString;

use crate::places::{KnownPlaces, Level};
use crate::reader::Reader;

/// A point that stands for more than this radius in metres is no place where something happened: a
/// large country's middle, say.
const COARSEST: u32 = 110_000;

/// From this precision in metres on, a position is a unit's.
const DISTRICT: u32 = 12_000;
/// How far from a town's middle lies what is called after it.
const LANDMARK: u32 = 10_000;

/// People that a town abroad must have before its bare name is taken for it: "Deal", "Peace" and
/// "Police" are towns too.
const KNOWN_ABROAD: u32 = 15_000;
/// The same where the text's country is not known.
const KNOWN_ANYWHERE: u32 = 5_000;

/// Answers that a thread remembers.
const ANSWERS: usize = 8192;
/// Names of which a thread remembers whether they are places'.
const NAMES: usize = 8192;

/// A place as a text names it, and the country that the text is about.
type Names = [Option<CompactString>; 4];
/// A name and the country in which it is looked for.
type NameWithin = (CompactString, Option<CountryCode>);
type Answer = (Option<Position>, Vec<PlaceCandidate>);

thread_local! {
    static SETTLED: RefCell<Remembered<Names, Answer>> = const { RefCell::new(Remembered::new()) };
    static LEVELS: RefCell<Remembered<NameWithin, Option<Level>>> =
        const { RefCell::new(Remembered::new()) };
}

/// Gives the places of incidents and finds their positions.
pub(crate) fn resolve_places(reader: &Reader, reading: &mut Reading, meta: &DocumentMeta) {
    let places = (reading.incidents.iter_mut().map(|incident| &mut incident.place))
        .chain(reading.finds.iter_mut().map(|find| &mut find.place));
    for place in places {
        // A country alone is no place that a point could stand for.
        if place.settlement.is_none() && place.district.is_none() {
            continue;
        }
        let names = [&place.settlement, &place.district, &place.country, &meta.country]
            .map(|name| name.as_deref());
        (place.position, place.candidates) = SETTLED.with(|settled| {
            recall(
                settled,
                (reader.serial, ANSWERS),
                &names,
                |known, asked| known.iter().zip(asked).all(|(a, b)| a.as_deref() == *b),
                |asked| asked.map(|name| name.map(CompactString::from)),
                || resolve(reader.gazetteer(), place, meta),
            )
        });
    }
}

fn resolve(gazetteer: &Gazetteer, place: &Place, meta: &DocumentMeta) -> Answer {
    let query = Query {
        settlement: place.settlement.as_deref(),
        district: place.district.as_deref(),
        country: place.country.as_deref(),
        prior_country: meta.country.as_deref(),
    };
    let answer = gazetteer.resolve(&query);
    let settled = answer.position.as_ref().is_some_and(|position| position.precision < DISTRICT);
    let landmark = place.settlement.as_deref().filter(|_| !settled).and_then(without_noun);
    let answer = landmark
        .map(|town| {
            let mut answer = gazetteer.resolve(&Query { settlement: Some(town), ..query });
            if let Some(position) = &mut answer.position {
                position.precision = position.precision.max(LANDMARK);
            }
            answer
        })
        .filter(|found| found.position.as_ref().is_some_and(|p| p.precision < DISTRICT))
        .unwrap_or(answer);
    (answer.position.filter(|position| position.precision <= COARSEST), answer.candidates)
}

/// "Kyaukme market", "Goma airport": the town, for a landmark that is called after it.
fn without_noun(name: &str) -> Option<&str> {
    let (town, noun) = name.rsplit_once(' ')?;
    noun.chars().next().is_some_and(char::is_lowercase).then_some(town)
}

impl KnownPlaces for Reader {
    fn level(&self, name: &str) -> Option<Level> {
        self.level_within(name, None)
    }

    fn level_within(&self, name: &str, country: Option<&str>) -> Option<Level> {
        let country = country.and_then(CountryCode::parse);
        LEVELS.with(|levels| {
            recall(
                levels,
                (self.serial, NAMES),
                &(name, country),
                |(known, within), (name, country)| known == name && within == country,
                |(name, country)| (CompactString::from(*name), *country),
                || self.known_level(name, country),
            )
        })
    }

    fn is_called(&self, name: &str, own: &str) -> bool {
        self.gazetteer().is_called(name, own)
    }
}

impl Reader {
    fn known_level(&self, name: &str, country: Option<CountryCode>) -> Option<Level> {
        // Equal spelling keys alone would make places of ordinary words.
        let class = self.gazetteer().contains_name_in(name, country).filter(|class| class.exact)?;
        let least = if country.is_some() { KNOWN_ABROAD } else { KNOWN_ANYWHERE };
        let is_bare = !name.contains([' ', '-']);
        match class.kind {
            PlaceKind::Country => Some(Level::Country),
            PlaceKind::Region => Some(Level::Province),
            PlaceKind::District => Some(Level::District),
            PlaceKind::Settlement | PlaceKind::Quarter => {
                let known = class.is_within || !is_bare || class.population >= least;
                known.then_some(Level::Settlement)
            }
        }
    }
}
