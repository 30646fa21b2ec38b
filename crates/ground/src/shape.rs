//! Polygons on the plane: repair, union, clip.

use geo::orient::Direction;
use geo::{Area, Coord, LineString, MultiPolygon, Orient, Polygon, Validation};

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

/// A valid shape of the same linework by the even-odd rule, as GEOS' `make_valid` has it, outer rings
/// counter-clockwise; `None` when no area is left.
pub fn repaired(shape: &MultiPolygon<f64>) -> Option<(MultiPolygon<f64>, Repair)> {
    if !shape.0.iter().flat_map(rings).flat_map(|ring| &ring.0).all(is_finite) {
        return None;
    }
    let (valid, repair) = if shape.is_valid() {
        (shape.clone(), Repair::None)
    } else {
        // Parts that overlap each other are one area, not a hole: united, not taken even-odd.
        let parts: Vec<_> = shape.0.iter().map(|polygon| even_odd(rings(polygon))).collect();
        (united(&parts), Repair::Rearranged)
    };
    let valid = valid.orient(Direction::Default);
    (valid.unsigned_area() > 0.0).then_some((valid, repair))
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
