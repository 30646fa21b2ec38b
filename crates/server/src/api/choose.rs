//! The rows of a collection that are wanted.

use std::sync::Arc;

use cairn_report::query::{Aids, Bounds, Selection, Shapes, Unfit, Wanted, select};
use cairn_store::table::Collection;
use cairn_store::{GeoPackageStore, Table};

use crate::laid::Laid;

use crate::problem::Problem;
use crate::redact;
use crate::register::Register;
use crate::shapes::OfLand;

/// A collection, and which of its rows are wanted.
pub struct Chosen {
    /// The collection.
    pub table: Arc<Table>,
    /// The rows.
    pub selection: Selection,
    /// The version of the register that they are of.
    pub version: u64,
    /// What else is at hand of the collection.
    pub laid: Arc<Laid>,
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
    let laid = register.laid(store, collection)?;
    let among = laid.candidates(wanted);
    chosen(register, store, laid, wanted, among.as_deref())
}

/// Chooses those rows of a collection that may lie within bounds; what cannot be judged is not counted.
///
/// # Errors
/// When the register cannot be read, or the filter does not fit.
pub fn choose_within(
    register: &Register,
    store: &GeoPackageStore,
    collection: Collection,
    wanted: &Wanted,
    bounds: Bounds,
) -> Result<Chosen, Problem> {
    let laid = register.laid(store, collection)?;
    let among = if counts_all(register, collection) { None } else { laid.near(bounds) };
    chosen(register, store, laid, wanted, among.as_deref())
}

/// Whether it matters how many rows a filter keeps in the whole collection.
fn counts_all(register: &Register, collection: Collection) -> bool {
    register.is_public() && collection == Collection::Incidents
}

fn chosen(
    register: &Register,
    store: &GeoPackageStore,
    laid: Arc<Laid>,
    wanted: &Wanted,
    among: Option<&[u32]>,
) -> Result<Chosen, Problem> {
    let holding = match &wanted.text {
        Some(words) => Some(laid.holding(store, words)?),
        None => None,
    };
    let shapes = OfLand::of(store, &laid);
    let aids = Aids {
        holding: holding.as_deref(),
        among,
        shapes: shapes.as_ref().map(|shapes| shapes as &dyn Shapes),
    };
    let mut selection = select(&laid.table, wanted, aids)?;
    if counts_all(register, laid.table.collection()) {
        redact::few(&mut selection.rows);
    }
    Ok(Chosen { table: Arc::clone(&laid.table), selection, version: laid.version, laid })
}
