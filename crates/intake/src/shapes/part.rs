//! Rings that cross or touch, parted at their crossings into areas that hold.

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::solver::Solver;
use i_overlay::float::overlay::OverlayOptions;
use i_overlay::float::simplify::SimplifyShape;

use crate::layers::Xy;

/// The areas that rings enclose an odd number of times, as the make-valid of GIS programs has them.
/// Rings come closed and go closed.
pub(super) fn part(rings: &[Vec<Xy>]) -> Vec<Vec<Vec<Xy>>> {
    let open: Vec<Vec<Xy>> = (rings.iter())
        .map(|ring| ring.split_last().map_or_else(Vec::new, |(_, rest)| rest.to_vec()))
        .collect();
    let options = OverlayOptions::ogc();
    let parted = open.simplify_shape_custom(FillRule::EvenOdd, options, Solver::default());
    (parted.into_iter())
        .map(|area| {
            (area.into_iter())
                .filter(|ring| ring.len() >= 3)
                .map(|mut ring| {
                    ring.extend(ring.first().copied());
                    ring
                })
                .collect::<Vec<Vec<Xy>>>()
        })
        .filter(|area| !area.is_empty())
        .collect()
}
