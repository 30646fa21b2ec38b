//! From the places that a reading names to points with a precision, through the gazetteer.
//!
//! Only what the text names is looked up, and a position is kept only while it is fine enough to say
//! where something happened.

use cairn_gazetteer::{CountryCode, Gazetteer, PlaceKind, Query};
use cairn_model::{DocumentMeta, Place, Reading};

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

/// Gives the places of incidents and finds their positions.
pub(crate) fn resolve_places(gazetteer: &Gazetteer, reading: &mut Reading, meta: &DocumentMeta) {
    let places = (reading.incidents.iter_mut().map(|incident| &mut incident.place))
        .chain(reading.finds.iter_mut().map(|find| &mut find.place));
    for place in places {
        resolve(gazetteer, place, meta);
    }
}

fn resolve(gazetteer: &Gazetteer, place: &mut Place, meta: &DocumentMeta) {
    // A country alone is no place that a point could stand for.
    if place.settlement.is_none() && place.district.is_none() {
        return;
    }
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
    place.position = answer.position.filter(|position| position.precision <= COARSEST);
    place.candidates = answer.candidates;
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
