//! A collection as one version of the register has it, laid out in memory: columns, and what is made
//! from them when it is first needed.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use cairn_report::query::{Bounds, Near, Wanted};
use cairn_store::table::Words;
use cairn_store::{Store, StoreError, Table};

use crate::shapes::Kept;
use crate::tiles::World;

/// A collection of one version of the register.
#[derive(Debug)]
pub struct Laid {
    /// The version.
    pub version: u64,
    /// Its columns.
    pub table: Arc<Table>,
    words: OnceLock<Option<Words>>,
    near: OnceLock<Option<Near>>,
    shapes: OnceLock<Option<Kept>>,
    world: OnceLock<World>,
    /// Held while the file is read for one of them: once is enough.
    reading: Mutex<()>,
}

impl Laid {
    /// A collection of which nothing was asked yet.
    pub fn new(version: u64, table: Table) -> Self {
        Self {
            version,
            table: Arc::new(table),
            words: OnceLock::new(),
            near: OnceLock::new(),
            shapes: OnceLock::new(),
            world: OnceLock::new(),
            reading: Mutex::default(),
        }
    }

    /// Which rows hold these words, row by row.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn holding(&self, store: &dyn Store, wanted: &str) -> Result<Vec<bool>, StoreError> {
        // Whoever must not see people is served from a register that holds none.
        let personal = true;
        if let Some(words) = self.words(store)? {
            return Ok(words.holding(wanted, personal));
        }
        let mut found = store.rows_holding(self.table.collection(), wanted, personal)?;
        found.sort_unstable();
        Ok(self.table.fids().iter().map(|fid| found.binary_search(fid).is_ok()).collect())
    }

    /// The words of its rows; nothing where they are too many to be kept.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn words(&self, store: &dyn Store) -> Result<Option<&Words>, StoreError> {
        self.once(&self.words, || store.words(&self.table)).map(Option::as_ref)
    }

    /// The shapes of its rows; nothing where they are too large to be kept.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn shapes(&self, store: &dyn Store) -> Result<Option<&Kept>, StoreError> {
        self.once(&self.shapes, || Kept::of(store, &self.table)).map(Option::as_ref)
    }

    /// Where its rows lie on the map.
    pub fn world(&self) -> &World {
        self.world.get_or_init(|| World::of(&self.table))
    }

    /// The rows that may lie within bounds, in the order of the table; nothing where all may.
    pub fn near(&self, bounds: Bounds) -> Option<Vec<u32>> {
        self.nearness().map(|near| near.candidates(bounds))
    }

    /// The index of where its rows lie; nothing where they lie nowhere.
    pub fn nearness(&self) -> Option<&Near> {
        self.near.get_or_init(|| Near::of(&self.table)).as_ref()
    }

    /// The rows that a filter has to look at; nothing where it has to look at all, be it to count what
    /// it cannot judge.
    pub fn candidates(&self, wanted: &Wanted) -> Option<Vec<u32>> {
        let bounds = wanted.bounds?;
        let judged =
            wanted.dates.is_unknown() && wanted.place.is_none() && wanted.country.is_none();
        if judged { self.near(bounds) } else { None }
    }

    fn once<'a, T>(
        &self,
        place: &'a OnceLock<T>,
        make: impl FnOnce() -> Result<T, StoreError>,
    ) -> Result<&'a T, StoreError> {
        if let Some(made) = place.get() {
            return Ok(made);
        }
        let _turn = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = place.get() {
            return Ok(made);
        }
        let made = make()?;
        Ok(place.get_or_init(|| made))
    }
}
