//! All points within a distance of a shape.
//!
//! The offset of a polygon by d is the polygon, a rectangle of width d on each edge, and a sector of
//! radius d at each corner that points outward. Their outlines, taken together as winding numbers,
//! cancel to one closed line about each ring: along every edge at distance d, round an outward corner
//! by an arc, and at an inward one through the corner itself. Wherever that line winds round a point
//! at least once, the point belongs to the offset; one union by the positive rule finds it. (i_overlay
//! can offset by itself, but its arcs are no finer than 1.8°; areas then agree with GEOS to 1e-4 only.)

use geo::orient::Direction;
use geo::{Coord, LineString, MultiPolygon, Orient, Polygon};
use rayon::prelude::*;

use crate::cascade::{Outline, united_outlines};
use crate::shape::rings;

/// Turns of at most this many radians, where they are not more than the arc step, get one corner: their
/// area is too large by at most the angle squared / 12 of the sector's, and offsets of offsets do
/// not grow ever more corners.
const SLIGHT: f64 = 0.3;

/// All points within this many metres of a valid shape. Arcs are chords of at most `arc_step` radians,
/// drawn so that each sector keeps its area (but for slight turns: too large by at most `arc_step`² / 12);
/// the outline is off the arc by at most `arc_step`² / 6 of the distance.
pub fn offset(shape: &MultiPolygon<f64>, metres: f64, arc_step: f64) -> MultiPolygon<f64> {
    if metres <= 0.0 || shape.0.is_empty() {
        return shape.clone();
    }
    let outline = |polygon: &Polygon<f64>| -> Outline {
        // The rule needs the area on the left of every ring.
        let oriented = polygon.orient(Direction::Default);
        rings(&oriented).filter_map(|ring| line(ring, metres, arc_step)).collect()
    };
    let outlines: Vec<Outline> = shape.0.par_iter().with_min_len(64).map(outline).collect();
    united_outlines(&outlines)
}

fn line(ring: &LineString<f64>, metres: f64, arc_step: f64) -> Option<LineString<f64>> {
    let mut corners = ring.0.clone();
    corners.dedup();
    if corners.first() == corners.last() {
        corners.pop();
    }
    let count = corners.len();
    let mut line = Vec::with_capacity(4 * count);
    let before = corners.iter().cycle().skip(count.checked_sub(1)?);
    let after = corners.iter().cycle().skip(1);
    for ((corner, before), after) in corners.iter().zip(before).zip(after) {
        let (into, out) = (unit(*corner - *before), unit(*after - *corner));
        turn(*corner, into, out, metres, arc_step, &mut line);
    }
    (line.len() >= 3).then(|| LineString::new(line))
}

fn unit(along: Coord<f64>) -> Coord<f64> {
    along / along.x.hypot(along.y)
}

/// Takes the line round one corner; the area lies on the left.
fn turn(
    corner: Coord<f64>,
    into: Coord<f64>,
    out: Coord<f64>,
    metres: f64,
    arc_step: f64,
    line: &mut Vec<Coord<f64>>,
) {
    let right = |along: Coord<f64>| Coord { x: along.y, y: -along.x } * metres;
    let cross = into.x * out.y - into.y * out.x;
    let angle = cross.atan2(into.x * out.x + into.y * out.y);
    // The two offset edges meet in a point already as near the arc as is asked for.
    if (0.0..=arc_step.min(SLIGHT)).contains(&angle) {
        let middle = right(into + out);
        line.push(corner + middle / (1.0 + into.x * out.x + into.y * out.y));
        return;
    }
    line.push(corner + right(into));
    if angle < 0.0 {
        line.push(corner);
    } else {
        let steps = (angle / arc_step).ceil().max(2.0);
        let far = area_true(steps, angle / steps);
        // At most π / 0.001 steps.
        for step in 1..steps as u32 {
            let (sin, cos) = (angle * f64::from(step) / steps).sin_cos();
            let from = right(into) * far;
            let at = Coord { x: from.x * cos - from.y * sin, y: from.x * sin + from.y * cos };
            line.push(corner + at);
        }
    }
    line.push(corner + right(out));
}

/// How far out, in radii, the inner corners of a fan of so many triangles must lie for the fan to have
/// the area of its sector, when its two ends lie on the arc: the root of
/// (steps − 2)·x² / 2 + x = steps·angle / (2·sin angle).
fn area_true(steps: f64, angle: f64) -> f64 {
    let ratio = if angle > 1e-6 { angle / angle.sin() } else { 1.0 };
    let inner = steps - 2.0;
    if inner > 0.0 { ((1.0 + inner * steps * ratio).sqrt() - 1.0) / inner } else { ratio }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::AreaIndex;
    use geo::{Area, wkt};
    use proptest::prelude::*;

    #[test]
    fn a_square_gets_steiners_area() {
        let square = wkt!(MULTIPOLYGON(((0. 0.,0. 100.,100. 100.,100. 0.,0. 0.))));
        let exact = 100.0 * 100.0 + 400.0 * 50.0 + std::f64::consts::PI * 2500.0;
        for step in [0.002, 0.1, 0.7, 4.0] {
            let area = offset(&square, 50.0, step).unsigned_area();
            assert!((area / exact - 1.0).abs() < 1e-8, "{area} {exact} {step}");
        }
    }

    #[test]
    fn a_hole_shrinks_and_closes() {
        let ring = wkt!(MULTIPOLYGON(((0. 0.,100. 0.,100. 100.,0. 100.,0. 0.),(30. 30.,30. 70.,70. 70.,70. 30.,30. 30.))));
        let outer = |d: f64| 1e4 + 400.0 * d + std::f64::consts::PI * d * d;
        let area = |d: f64| offset(&ring, d, 0.01).unsigned_area();
        assert!((area(10.0) - (outer(10.0) - 400.0)).abs() < 0.1);
        assert!((area(25.0) - outer(25.0)).abs() < 0.1);
        assert_eq!(offset(&ring, 0.0, 0.1), ring);
    }

    proptest! {
        /// A point is in the offset if, and only if, it is within the distance.
        #[test]
        fn as_by_distance(
            radii in prop::collection::vec(5.0..100.0_f64, 4..16),
            points in prop::collection::vec((-200.0..200.0_f64, -200.0..200.0_f64), 60),
            metres in 1.0..80.0_f64,
        ) {
            let n = radii.len() as f64;
            let corner = |(i, r): (usize, &f64)| {
                let (sin, cos) = (std::f64::consts::TAU * i as f64 / n).sin_cos();
                Coord { x: r * cos, y: r * sin }
            };
            let ring = LineString::new(radii.iter().enumerate().map(corner).collect());
            let shape = MultiPolygon::new(vec![Polygon::new(ring, Vec::new())]);
            let (plain, wide) = (AreaIndex::new(std::slice::from_ref(&shape)), AreaIndex::new(&[offset(&shape, metres, 0.02)]));
            for (x, y) in points {
                let distance = plain.distance(Coord { x, y });
                let inside = wide.distance(Coord { x, y }) <= 0.0;
                // Chords cut at most 5e-5 of the radius off an arc.
                let open = (distance - metres).abs() < 1e-4 * metres;
                prop_assert!(open || inside == (distance <= metres), "{distance} {metres}");
            }
        }
    }
}
