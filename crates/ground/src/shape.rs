//! Polygons on the plane: repair, union, clip.

use geo::orient::Direction;
use geo::{Area, Coord, Euclidean, Length, LineString, MultiPolygon, Orient, Polygon, Validation};

use crate::cascade::{Outline, united_outlines};
use crate::index::AreaIndex;
use crate::index::tree::Bounds;
use crate::overlay::{common, even_odd};

/// What had to be done to a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Nothing.
    None,
    /// Rings crossed themselves or each other; the even-odd rule decided what is inside.
    Rearranged,
}

/// Metres: what is narrower is a line that runs back on itself, apart from the rounding of files.
const NARROWEST: f64 = 1e-6;

/// A valid shape of the same linework by the even-odd rule, outer rings counter-clockwise; `None` when no
/// area is left. A slit that runs back on itself encloses nothing and is left out.
pub fn repaired(shape: &MultiPolygon<f64>) -> Option<(MultiPolygon<f64>, Repair)> {
    if !shape.0.iter().flat_map(rings).flat_map(|ring| &ring.0).all(is_finite) {
        return None;
    }
    let (valid, repair) = if shape.is_valid() {
        (shape.clone(), Repair::None)
    } else {
        // Parts that overlap each other are one area, not a hole: united, not taken even-odd.
        let smooth: Vec<Vec<_>> =
            shape.0.iter().map(|polygon| rings(polygon).map(without_spikes).collect()).collect();
        let parts: Vec<_> = smooth.iter().map(|rings| even_odd(rings.iter())).collect();
        let mut united = united(&parts);
        united.0.retain(|part| !is_slit(part));
        (united, Repair::Rearranged)
    };
    let valid = valid.orient(Direction::Default);
    (valid.unsigned_area() > 0.0).then_some((valid, repair))
}

/// The ring without the corners at which it turns right back on itself.
fn without_spikes(ring: &LineString<f64>) -> LineString<f64> {
    let mut kept: Vec<Coord<f64>> = Vec::with_capacity(ring.0.len());
    let open = ring.0.split_last().map_or(&[][..], |(_, open)| open);
    for &at in open {
        kept.push(at);
        while let [.., before, tip, after] = kept[..]
            && is_spike(before, tip, after)
        {
            kept.truncate(kept.len() - 2);
            kept.push(after);
        }
    }
    // The corners at which the ring closes have neighbours at its other end.
    while let [first, second, .., before, last] = kept[..] {
        if is_spike(before, last, first) {
            kept.pop();
        } else if is_spike(last, first, second) {
            kept.remove(0);
        } else {
            break;
        }
    }
    kept.extend(kept.first().copied());
    LineString::new(kept)
}

fn is_spike(before: Coord<f64>, tip: Coord<f64>, after: Coord<f64>) -> bool {
    let (to, back) = (before - tip, after - tip);
    let shorter = to.x.hypot(to.y).min(back.x.hypot(back.y));
    let longer = to.x.hypot(to.y).max(back.x.hypot(back.y));
    let along = to.x * back.x + to.y * back.y;
    let across = (to.x * back.y - to.y * back.x).abs();
    // The nearer of the two lies on the line to the other: `across` is twice the triangle's area.
    shorter > 0.0 && along > 0.0 && across <= NARROWEST * longer
}

fn is_slit(part: &Polygon<f64>) -> bool {
    part.unsigned_area() < NARROWEST * Euclidean.length(part.exterior()) / 2.0
}

/// The union of valid shapes, outer rings counter-clockwise.
pub fn united(shapes: &[MultiPolygon<f64>]) -> MultiPolygon<f64> {
    let outline = |polygon: &Polygon<f64>| -> Outline {
        rings(&polygon.orient(Direction::Default)).cloned().collect()
    };
    let outlines: Vec<Outline> = shapes.iter().flat_map(|shape| &shape.0).map(outline).collect();
    united_outlines(&outlines)
}

/// Square metres that a shape and a ground have in common; parts of either must not overlap.
///
/// Only parts that the edge of the ground may cross are cut; the others are in or out.
pub fn common_area(shape: &MultiPolygon<f64>, ground: &AreaIndex) -> f64 {
    let (mut whole, mut cut) = (0.0, Vec::new());
    for part in &shape.0 {
        let bounds = Bounds::around(part.exterior().0.iter().copied());
        if ground.has_edge_within(bounds) {
            cut.push(part);
        } else if ground.holds(bounds.least) {
            whole += part.unsigned_area();
        }
    }
    let around = cut.iter().flat_map(|part| part.exterior().0.iter().copied());
    let near: Vec<_> = ground.within(Bounds::around(around)).collect();
    whole
        + common(cut.into_iter().flat_map(rings), near.into_iter().flat_map(rings)).unsigned_area()
}

/// The rings of a polygon, the outer one first.
pub fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn is_finite(at: &Coord<f64>) -> bool {
    at.x.is_finite() && at.y.is_finite()
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::wkt;
    use proptest::prelude::*;

    #[test]
    fn a_bow_tie_keeps_both_wings() {
        let tie = wkt!(MULTIPOLYGON(((0. 0.,10. 10.,10. 0.,0. 10.,0. 0.))));
        let (shape, repair) = repaired(&tie).unwrap();
        assert_eq!(repair, Repair::Rearranged);
        assert!((shape.unsigned_area() - 50.0).abs() < 1e-6);
        assert!(shape.is_valid());
    }

    #[test]
    fn what_has_no_area_is_no_area() {
        assert_eq!(repaired(&wkt!(MULTIPOLYGON(((0. 0.,1. 1.,2. 2.,0. 0.))))), None);
        assert_eq!(repaired(&MultiPolygon::new(Vec::new())), None);
        let mut broken = wkt!(MULTIPOLYGON(((0. 0.,1. 1.,2. 0.,0. 0.))));
        broken.0[0].exterior_mut(|ring| ring.0[1].x = f64::NAN);
        assert_eq!(repaired(&broken), None);
    }

    #[test]
    fn a_slit_is_not_part_of_the_area() {
        // East along a slanted line and back beside it by a rounding, then round a square.
        let spiked = wkt!(MULTIPOLYGON(((0. 0.,-30. 1.,0.00000001 0.,10. 0.,10. 10.,0. 10.,0. 5.,-20. 7.,0. 5.,0. 0.))));
        let (shape, _) = repaired(&spiked).unwrap();
        assert!((shape.unsigned_area() - 100.0).abs() < 1e-4);
        let west = shape.0.iter().flat_map(|part| &part.exterior().0).map(|at| at.x);
        assert!(west.fold(f64::MAX, f64::min) > -1e-3, "{shape:?}");
    }

    #[test]
    fn corners_that_turn_back_are_left_out() {
        let ring = |text: &[(f64, f64)]| {
            LineString::new(text.iter().map(|&(x, y)| Coord { x, y }).collect())
        };
        let square = ring(&[(0., 0.), (10., 0.), (10., 10.), (0., 10.), (0., 0.)]);
        assert_eq!(without_spikes(&square), square);
        let inner = [(0., 0.), (10., 0.), (30., 5.), (20., 2.5), (10., 0.), (10., 10.), (0., 10.)];
        for turned in 0..inner.len() {
            let mut points = inner.to_vec();
            points.rotate_left(turned);
            points.push(points[0]);
            let smooth = without_spikes(&ring(&points));
            assert!(smooth.0.iter().all(|at| at.x <= 10.0), "{turned}: {smooth:?}");
            let area = Polygon::new(smooth, Vec::new()).unsigned_area();
            assert!((area - 100.0).abs() < 1e-9, "{turned}: {area}");
        }
        assert!(without_spikes(&ring(&[(0., 0.), (5., 5.), (0., 0.)])).0.len() < 4);
    }

    #[test]
    fn overlapping_parts_are_one_area() {
        let two =
            wkt!(MULTIPOLYGON(((0. 0.,2. 0.,2. 2.,0. 2.,0. 0.)),((1. 0.,3. 0.,3. 2.,1. 2.,1. 0.))));
        let (shape, _) = repaired(&two).unwrap();
        assert!((shape.unsigned_area() - 6.0).abs() < 1e-6);
    }

    fn star() -> impl Strategy<Value = MultiPolygon<f64>> {
        prop::collection::vec(20.0..100.0_f64, 5..20).prop_map(|radii| {
            let n = radii.len() as f64;
            let corner = |(i, r): (usize, &f64)| {
                let angle = std::f64::consts::TAU * i as f64 / n;
                Coord { x: r * angle.cos(), y: r * angle.sin() }
            };
            let ring = LineString::new(radii.iter().enumerate().map(corner).collect());
            MultiPolygon::new(vec![Polygon::new(ring, Vec::new())])
        })
    }

    proptest! {
        #[test]
        fn union_is_at_most_the_sum_and_at_least_each(a in star(), b in star(), dx in -150.0..150.0_f64) {
            use geo::Translate;
            let b = b.translate(dx, 0.0);
            let both = united(&[a.clone(), b.clone()]).unsigned_area();
            let (x, y) = (a.unsigned_area(), b.unsigned_area());
            prop_assert!(both <= (x + y) * (1.0 + 1e-6));
            prop_assert!(both >= x.max(y) * (1.0 - 1e-6));
            prop_assert!((x + y - both - common_area(&a, &AreaIndex::new(&[b]))).abs() < 1e-5 * both);
        }
    }
}
