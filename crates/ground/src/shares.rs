//! Extent coverage and precision: shares with plain denominators.

use std::collections::BTreeSet;

use geo::MultiPolygon;

use crate::figures::wilson;
use crate::index::AreaIndex;
use crate::input::{ItemKind, MappedArea};
use crate::prepare::Prepared;
use crate::result::Share;

fn share(count: usize, of: usize, undetermined: usize) -> Share {
    let rate = if of > 0 { count as f64 / of as f64 } else { 0.0 };
    Share { count, of, rate, interval90: wilson(count, of), undetermined }
}

/// The share of items on the ground that the records claim to cover; `None` if that is not stated.
pub fn extent_coverage(prepared: &Prepared) -> Option<Share> {
    let extent = prepared.extent.as_ref()?;
    let distances: Vec<f64> = prepared.items.iter().map(|item| extent.distance(item.at)).collect();
    let inside = distances.iter().filter(|distance| **distance <= 0.0).count();
    let open = prepared.items.iter().zip(&distances).filter(|(item, d)| d.abs() < item.error);
    Some(share(inside, prepared.items.len(), open.count()))
}

/// The share of completely cleared areas that held at least one find; `None` without both.
///
/// An area that holds none, but to which a find may belong by its position error, is undetermined.
pub fn precision(areas: &[MappedArea], prepared: &Prepared) -> Option<Share> {
    let cleared: Vec<MultiPolygon<f64>> = prepared
        .shapes
        .iter()
        .filter(|(place, _)| areas.get(*place).is_some_and(|area| area.cleared))
        .map(|(_, shape)| shape.clone())
        .collect();
    let mut finds = prepared.items.iter().filter(|item| item.kind == ItemKind::Find).peekable();
    if cleared.is_empty() || finds.peek().is_none() {
        return None;
    }
    let index = AreaIndex::new(&cleared);
    let (mut held, mut possible) = (BTreeSet::new(), BTreeSet::new());
    for find in finds {
        held.extend(index.containing(find.at));
        possible.extend(index.reached(find.at, find.error));
    }
    Some(share(held.len(), cleared.len(), possible.difference(&held).count()))
}
