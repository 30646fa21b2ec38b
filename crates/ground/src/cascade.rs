//! The union of many shapes, built from neighbours up.
//!
//! Shapes are sorted along a Hilbert curve and united in small groups, then groups of groups: lines
//! inside a group are gone before the next step looks at it (the cascaded union of GEOS). A part that
//! touches nothing of the other groups is carried on as it is.

use geo::{LineString, MultiPolygon, Polygon};
use rayon::prelude::*;

use crate::index::tree::{Bounds, Tree};
use crate::overlay::positive;
use crate::shape::rings;

/// Rings' owners that are united at once, at first.
const FIRST: usize = 24;
/// Groups that are merged at once.
const MERGED: usize = 6;

/// Closed lines that belong together, such as the rings of a polygon.
pub type Outline = Vec<LineString<f64>>;

/// Where the rings of any of these outlines wind round at least once counter-clockwise, net.
///
/// Each outline by itself must wind round no point fewer than 0 times.
pub fn united_outlines(outlines: &[Outline]) -> MultiPolygon<f64> {
    let corners =
        |outline: &Outline| Bounds::around(outline.iter().flat_map(|ring| &ring.0).copied());
    let boxes: Vec<Bounds> = outlines.iter().map(corners).collect();
    let order = Tree::new(&boxes).order().to_vec();
    let mut groups: Vec<Vec<Polygon<f64>>> = order
        .par_chunks(FIRST)
        .map(|group| {
            let members = group.iter().filter_map(|at| outlines.get(*at as usize));
            positive(members.flatten()).0
        })
        .collect();
    while groups.len() > 1 {
        groups = groups.par_chunks(MERGED).map(merged).collect();
    }
    MultiPolygon::new(groups.pop().unwrap_or_default())
}

/// The union of groups none of which overlaps itself.
fn merged(groups: &[Vec<Polygon<f64>>]) -> Vec<Polygon<f64>> {
    let all = groups.iter().enumerate();
    let parts: Vec<(usize, &Polygon<f64>)> =
        all.flat_map(|(group, parts)| parts.iter().map(move |part| (group, part))).collect();
    let around = |part: &Polygon<f64>| Bounds::around(part.exterior().0.iter().copied());
    let boxes: Vec<Bounds> = parts.iter().map(|(_, part)| around(part)).collect();
    let tree = Tree::new(&boxes);
    let alone = |(group, bounds): (usize, &Bounds)| {
        let mut alone = true;
        tree.touching(bounds, &mut |place| {
            let other = tree.order().get(place).map(|other| *other as usize);
            let other = other.and_then(|other| parts.get(other).zip(boxes.get(other)));
            alone &=
                !other.is_some_and(|((other, _), there)| *other != group && there.touches(bounds));
        });
        alone
    };
    let mut kept = Vec::new();
    let mut joined: Vec<&LineString<f64>> = Vec::new();
    for ((group, part), bounds) in parts.iter().zip(&boxes) {
        if alone((*group, bounds)) {
            kept.push((*part).clone());
        } else {
            joined.extend(rings(part));
        }
    }
    kept.extend(positive(joined.into_iter()).0);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Area, Coord};
    use proptest::prelude::*;

    fn square((x, y, size): (f64, f64, f64)) -> LineString<f64> {
        let corner = |(dx, dy)| Coord { x: x + dx * size, y: y + dy * size };
        [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
            .into_iter()
            .map(corner)
            .collect()
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(united_outlines(&[]), MultiPolygon::new(Vec::new()));
        assert_eq!(united_outlines(&[Vec::new()]), MultiPolygon::new(Vec::new()));
    }

    proptest! {
        #[test]
        fn as_all_at_once(squares in prop::collection::vec((0.0..400.0_f64, 0.0..400.0_f64, 1.0..60.0_f64), 1..300)) {
            let outlines: Vec<Outline> = squares.into_iter().map(|at| vec![square(at)]).collect();
            let (ours, whole) = (united_outlines(&outlines), positive(outlines.iter().flatten()));
            let (a, b) = (ours.unsigned_area(), whole.unsigned_area());
            prop_assert!((a - b).abs() < 1e-6 * b, "{a} {b}");
        }
    }
}
