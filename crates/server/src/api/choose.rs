//! The rows of a collection that are wanted.

use std::collections::HashSet;
use std::sync::Arc;

use cairn_report::query::{Selection, Unfit, Wanted, select};
use cairn_store::table::Collection;
use cairn_store::{GeoPackageStore, Store, Table};

use crate::problem::Problem;
use crate::redact;
use crate::register::Register;

/// A collection, and which of its rows are wanted.
pub struct Chosen {
    /// The collection.
    pub table: Arc<Table>,
    /// The rows.
    pub selection: Selection,
    /// The version of the register that they are of.
    pub version: u64,
}

impl From<Unfit> for Problem {
    fn from(unfit: Unfit) -> Self {
        Self::new(
            axum::http::StatusCode::BAD_REQUEST,
            "bad-parameter",
            "A filter does not fit the collection",
            unfit.to_string(),
        )
        .about("filter")
    }
}

/// Chooses rows of a collection.
///
/// # Errors
/// When the register cannot be read, or the filter does not fit.
pub fn choose(
    register: &Register,
    store: &GeoPackageStore,
    collection: Collection,
    wanted: &Wanted,
) -> Result<Chosen, Problem> {
    let (version, table) = register.table(store, collection)?;
    let holding: Option<HashSet<i64>> = match &wanted.text {
        // Whoever must not see people is served from a register that holds none.
        Some(words) => Some(store.rows_holding(collection, words, true)?.into_iter().collect()),
        None => None,
    };
    let mut selection = select(&table, wanted, holding.as_ref())?;
    if register.is_public() && collection == Collection::Incidents {
        redact::few(&mut selection.rows);
    }
    Ok(Chosen { table, selection, version })
}
