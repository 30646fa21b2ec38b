//! Collects places and writes them as one index: rows from any importer, or from an earlier index.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use crate::distance;
use crate::error::GazetteerError;
use crate::format::{self, NO_PARENT, Posting, Record};
use crate::index::Index;
use crate::key;
use crate::letters;
use crate::names;
use crate::types::{CountryCode, EntryId, PlaceKind};

/// A place as an importer gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number at its source.
    pub id: EntryId,
    /// What it is.
    pub kind: PlaceKind,
    /// The country, or [`CountryCode::UNKNOWN`].
    pub country: CountryCode,
    /// Its own name.
    pub name: String,
    /// Other names and spellings, in any script.
    pub other_names: Vec<String>,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// People, 0 where unknown.
    pub population: u32,
    /// The unit that contains it.
    pub parent: Option<EntryId>,
    /// Metres within which the point stands for the place; `None` for what is usual of its kind.
    pub precision: Option<u32>,
}

/// A row with its names reduced to keys.
struct Kept {
    kind: PlaceKind,
    country: CountryCode,
    name: Box<str>,
    lat: i32,
    lon: i32,
    population: u32,
    parent: Option<EntryId>,
    precision: u16,
    keys: BTreeSet<(Box<str>, u8)>,
}

/// Collects places and writes them as one index file.
///
/// Rows may come in any order and any number of times; the file is the same for the same set of
/// rows. It is written whole or not at all.
#[derive(Default)]
pub struct Builder {
    rows: BTreeMap<EntryId, Kept>,
}

impl Builder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// A builder that begins with what an index file holds, to add to it.
    ///
    /// # Errors
    /// When the file cannot be read or is not a whole index.
    pub fn from_file(path: &Path) -> Result<Self, GazetteerError> {
        let bytes = std::fs::read(path).map_err(|source| GazetteerError::Io {
            path: path.to_owned(),
            action: "read the file",
            source,
        })?;
        let index = Index::from_file_bytes(bytes).map_err(|fault| fault.at(path))?;
        Ok(Self::from_index(&index))
    }

    pub(crate) fn from_index(index: &Index) -> Self {
        let mut keys: BTreeMap<u32, BTreeSet<(Box<str>, u8)>> = BTreeMap::new();
        index.every_key(|key, posting| {
            keys.entry(posting.record).or_default().insert((key.into(), posting.fingerprint));
        });
        let mut rows = BTreeMap::new();
        for (number, record) in index.records() {
            let kept = Kept {
                kind: record.kind,
                country: record.country,
                name: index.name(&record).into(),
                lat: record.lat,
                lon: record.lon,
                population: record.population,
                parent: index.record(record.parent).map(|parent| parent.id),
                precision: record.precision,
                keys: keys.remove(&number).unwrap_or_default(),
            };
            rows.insert(record.id, kept);
        }
        Self { rows }
    }

    /// How many places it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has no place yet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a place; of one that is there already the facts are replaced and the names added to.
    pub fn add(&mut self, row: Row) {
        let mut keys = BTreeSet::new();
        let others = row.other_names.iter().filter(|name| names::is_useful(name));
        for name in std::iter::once(&row.name).chain(others) {
            let words = letters::words(name);
            let fingerprint = letters::fingerprint(&words);
            let key = key::of_words(words);
            if !key.is_empty() {
                keys.insert((key.into_boxed_str(), fingerprint));
            }
        }
        if row.kind == PlaceKind::Country && row.country != CountryCode::UNKNOWN {
            keys.insert((country_key(row.country).into_boxed_str(), 0));
        }
        let kept = Kept {
            kind: row.kind,
            country: row.country,
            name: shortened(&row.name).into(),
            lat: (row.lat * 1e5).round() as i32,
            lon: (row.lon * 1e5).round() as i32,
            population: row.population,
            parent: row.parent,
            precision: row.precision.map_or(0, |m| (m / 10).clamp(1, u32::from(u16::MAX)) as u16),
            keys,
        };
        match self.rows.entry(row.id) {
            std::collections::btree_map::Entry::Vacant(slot) => {
                slot.insert(kept);
            }
            std::collections::btree_map::Entry::Occupied(mut slot) => {
                let earlier = std::mem::replace(slot.get_mut(), kept);
                let now = slot.get_mut();
                now.keys.extend(earlier.keys);
                now.population = now.population.max(earlier.population);
                now.parent = now.parent.or(earlier.parent);
            }
        }
    }

    /// Names the first-level unit `id` after a list that has no points: it is put in the middle of the
    /// places that lie in it. `false` when the builder has no place in it, or knows it already.
    pub fn add_first_level(&mut self, id: EntryId, country: CountryCode, names: &[&str]) -> bool {
        if self.rows.contains_key(&id) {
            return false;
        }
        let points: Vec<(f64, f64)> = self
            .rows
            .values()
            .filter(|kept| kept.parent == Some(id))
            .map(|kept| (f64::from(kept.lat) / 1e5, f64::from(kept.lon) / 1e5))
            .collect();
        let Some((lat, lon, precision)) = distance::middle_and_spread(&points) else {
            return false;
        };
        let Some((name, other_names)) = names.split_first() else { return false };
        self.add(Row {
            id,
            kind: PlaceKind::Region,
            country,
            name: (*name).to_owned(),
            other_names: other_names.iter().map(|&name| name.to_owned()).collect(),
            lat,
            lon,
            population: 0,
            parent: None,
            precision: Some(precision.clamp(5_000, 300_000)),
        });
        true
    }

    /// Adds a country that a list names without a point: it is put in the middle of its places and
    /// drawn as wide as its area. `false` when the builder has no place in it.
    pub fn add_country(
        &mut self,
        id: EntryId,
        country: CountryCode,
        name: &str,
        area_km2: f64,
        population: u32,
    ) -> bool {
        let points: Vec<(f64, f64)> = self
            .rows
            .values()
            .filter(|kept| kept.country == country)
            .map(|kept| (f64::from(kept.lat) / 1e5, f64::from(kept.lon) / 1e5))
            .collect();
        let Some((lat, lon, _)) = distance::middle_and_spread(&points) else { return false };
        let radius_m = (area_km2.max(1.0) / std::f64::consts::PI).sqrt() * 1_000.0;
        self.add(Row {
            id,
            kind: PlaceKind::Country,
            country,
            name: name.to_owned(),
            other_names: Vec::new(),
            lat,
            lon,
            population,
            parent: None,
            precision: Some((radius_m as u32).clamp(2_000, 650_000)),
        });
        true
    }

    /// Gives a country to the places whose chain of parents leads to one, and `fallback` to the rest
    /// of those that have none.
    pub(crate) fn settle_countries(&mut self, fallback: Option<CountryCode>) {
        let without: Vec<EntryId> = self
            .rows
            .iter()
            .filter(|(_, kept)| kept.country == CountryCode::UNKNOWN)
            .map(|(&id, _)| id)
            .collect();
        for id in without {
            let found = self.country_above(id).or(fallback);
            if let (Some(country), Some(kept)) = (found, self.rows.get_mut(&id)) {
                kept.country = country;
            }
        }
    }

    fn country_above(&self, id: EntryId) -> Option<CountryCode> {
        let mut at = self.rows.get(&id)?;
        // Parents of faulty dumps may go round in a circle.
        for _ in 0..8 {
            if at.country != CountryCode::UNKNOWN {
                return Some(at.country);
            }
            at = self.rows.get(&at.parent?)?;
        }
        None
    }

    /// The index as bytes.
    ///
    /// # Errors
    /// When there are more places than an index holds.
    pub fn to_bytes(&self) -> Result<Vec<u8>, GazetteerError> {
        if self.rows.len() >= format::MOST_RECORDS {
            return Err(GazetteerError::TooMany {
                count: self.rows.len(),
                most: format::MOST_RECORDS - 1,
            });
        }
        let mut order: Vec<(&EntryId, &Kept)> = self.rows.iter().collect();
        order.sort_by_key(|(id, kept)| (kept.country, kept.lat, kept.lon, **id));
        let numbers: BTreeMap<EntryId, u32> =
            (0..).zip(&order).map(|(number, (id, _))| (**id, number)).collect();
        let (records, names) = records_and_names(&order, &numbers);
        let (postings, keys) = postings_and_keys(&order)?;
        Ok(assemble(order.len() as u32, &records, &postings, &names, &keys))
    }

    /// Writes the index to a file: a new one beside it takes its place when it is whole.
    ///
    /// # Errors
    /// When the folder cannot be written to, or there are more places than an index holds.
    pub fn write(&self, path: &Path) -> Result<(), GazetteerError> {
        let bytes = self.to_bytes()?;
        let failed =
            |action| move |source| GazetteerError::Io { path: path.to_owned(), action, source };
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut file = new_file_in(folder).map_err(failed("make a new file in its folder"))?;
        file.write_all(&bytes).map_err(failed("write the index"))?;
        file.as_file().sync_all().map_err(failed("write the index"))?;
        file.persist(path).map_err(|e| failed("put the new index in place")(e.error))?;
        Ok(())
    }
}

/// A new file that, unlike most of this kind, others may read as far as the user's mask lets them.
fn new_file_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut options = tempfile::Builder::new();
    #[cfg(unix)]
    let options = {
        use std::os::unix::fs::PermissionsExt;
        options.permissions(std::fs::Permissions::from_mode(0o666))
    };
    options.prefix(".places-").tempfile_in(folder)
}

/// The key under which a country's own entry is found by its code; no name has such a key.
pub(crate) fn country_key(country: CountryCode) -> String {
    format!("={country}")
}

/// At most 255 bytes of a name, cut between letters.
fn shortened(name: &str) -> &str {
    let mut end = name.len().min(usize::from(u8::MAX));
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default()
}

fn records_and_names(
    order: &[(&EntryId, &Kept)],
    numbers: &BTreeMap<EntryId, u32>,
) -> (Vec<u8>, Vec<u8>) {
    let mut records = Vec::with_capacity(order.len() * format::RECORD_LEN);
    let mut names = Vec::new();
    let mut starts: BTreeMap<&str, u32> = BTreeMap::new();
    for (id, kept) in order {
        let name: &str = &kept.name;
        let name_start = *starts.entry(name).or_insert_with(|| {
            let start = names.len() as u32;
            names.extend_from_slice(name.as_bytes());
            start
        });
        let record = Record {
            id: **id,
            kind: kept.kind,
            country: kept.country,
            lat: kept.lat,
            lon: kept.lon,
            population: kept.population,
            name_start,
            name_len: name.len() as u8,
            parent: kept.parent.and_then(|p| numbers.get(&p).copied()).unwrap_or(NO_PARENT),
            precision: kept.precision,
        };
        records.extend_from_slice(&record.encode());
    }
    (records, names)
}

/// What orders the places under a key: coarse before fine, then large before small, then by number.
type Rank = (PlaceKind, std::cmp::Reverse<u32>, Posting);

fn postings_and_keys(order: &[(&EntryId, &Kept)]) -> Result<(Vec<u8>, Vec<u8>), GazetteerError> {
    let mut by_key: BTreeMap<&str, Vec<Rank>> = BTreeMap::new();
    for (record, (_, kept)) in (0..).zip(order) {
        for (key, fingerprint) in &kept.keys {
            let posting = Posting { record, fingerprint: *fingerprint };
            let rank = (kept.kind, std::cmp::Reverse(kept.population), posting);
            by_key.entry(key).or_default().push(rank);
        }
    }
    let mut words: Vec<u32> = Vec::new();
    let mut keys = fst::MapBuilder::memory();
    for (key, mut ranks) in by_key {
        ranks.sort_unstable();
        keys.insert(key, words.len() as u64).map_err(not_sorted)?;
        let last = ranks.len().saturating_sub(1);
        let packed = ranks.iter().enumerate().map(|(n, (_, _, posting))| posting.pack(n == last));
        words.extend(packed);
    }
    let keys = keys.into_inner().map_err(not_sorted)?;
    Ok((words.iter().flat_map(|word| word.to_le_bytes()).collect(), keys))
}

/// Keys come sorted and unique from a map into memory, so this is never seen.
fn not_sorted(error: fst::Error) -> GazetteerError {
    GazetteerError::Seed { what: "table of keys".to_owned(), expected: error.to_string() }
}

fn assemble(count: u32, records: &[u8], postings: &[u8], names: &[u8], keys: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    body.extend_from_slice(&format::VERSION.to_le_bytes());
    body.extend_from_slice(&count.to_le_bytes());
    for section in [postings, names, keys] {
        body.extend_from_slice(&(section.len() as u64).to_le_bytes());
    }
    for section in [records, postings, names, keys] {
        body.extend_from_slice(section);
    }
    let mut out = Vec::with_capacity(body.len() + format::CHECKED_FROM);
    out.extend_from_slice(&format::MAGIC);
    out.extend_from_slice(&format::checksum(&body).to_le_bytes());
    out.append(&mut body);
    out
}
