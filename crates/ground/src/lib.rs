//! How far minefield records can be trusted, as figures that survive a hostile reader.
//!
//! "The maps are 25 % reliable": of what, counted how? [`reliability`] takes mapped areas and items
//! (explosions, finds) as plain data and keeps four things apart: *extent coverage* (do the records
//! claim this ground at all?), *sensitivity* (does an item lie in a mapped area?), *precision* (does a
//! mapped area hold an item?) and *sheet shift* (is a whole sheet drawn beside the truth?). Each has
//! its denominator, a 90 % interval, and a count of what was excluded and why.
//!
//! Position error decides everything, so nothing is counted without it: the hit rate is shown against
//! tolerance beside what displaced points hit ([`tolerance`]), items that could be either way are
//! *undetermined*, and the likelihood ([`model`]) weighs each item by its own error.
//!
//! The crate reads and writes nothing. Same input, options and seed give the same answer, on any
//! number of threads.

pub mod blur;
pub mod cascade;
pub mod error;
pub mod events;
pub mod figures;
pub mod index;
pub mod input;
pub mod model;
pub mod offset;
pub mod overlay;
pub mod prepare;
pub mod projection;
pub mod random;
pub mod result;
pub mod shape;
pub mod shares;
pub mod simulate;
pub mod spread;
pub mod tolerance;

use std::collections::BTreeSet;

pub use error::GroundError;
pub use input::{Item, ItemKind, MappedArea, ModelOptions, Options};
pub use result::Reliability;

use prepare::{Placed, Prepared, prepare};
use result::KindResult;

/// How far these records can be trusted, by these items.
///
/// # Errors
/// When an option cannot be worked with, no area has a usable shape, or no item can be counted.
pub fn reliability(
    areas: &[MappedArea],
    items: &[Item],
    options: &Options,
) -> Result<Reliability, GroundError> {
    options.check()?;
    let prepared = prepare(areas, items, options)?;
    let all: Vec<&Placed> = prepared.items.iter().collect();
    let shares = tolerance::area_shares(&prepared.union, &prepared.study, options);
    let rows = |items: &[&Placed]| {
        tolerance::rows(items, prepared.sheets.len(), &prepared.index, &shares, options)
    };
    let ground = model::Ground::new(&prepared, options);
    Ok(Reliability {
        items: all.len(),
        events: count_events(&all),
        tolerance: rows(&all),
        extent_coverage: shares::extent_coverage(&prepared),
        precision: shares::precision(areas, &prepared),
        model: ground.fit(&all),
        by_kind: by_kind(&prepared, &ground, rows),
        excluded: prepared.excluded.clone(),
        assumed_errors: prepared.assumed_errors,
        areas: prepared.areas,
        study_area: prepared.study_area,
        seed: options.seed,
    })
}

fn by_kind(
    prepared: &Prepared,
    ground: &model::Ground<'_>,
    rows: impl Fn(&[&Placed]) -> Vec<result::ToleranceRow>,
) -> Vec<KindResult> {
    let kinds: BTreeSet<ItemKind> = prepared.items.iter().map(|item| item.kind).collect();
    if kinds.len() < 2 {
        return Vec::new();
    }
    let of_kind = |kind: ItemKind| {
        let items: Vec<&Placed> = prepared.items.iter().filter(|item| item.kind == kind).collect();
        let (tolerance, model) = (rows(&items), ground.fit(&items));
        KindResult { kind, items: items.len(), events: count_events(&items), tolerance, model }
    };
    kinds.into_iter().map(of_kind).collect()
}

fn count_events(items: &[&Placed]) -> usize {
    items.iter().map(|item| item.event).collect::<BTreeSet<_>>().len()
}
