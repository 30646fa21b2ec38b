//! Geometries of several types in one feature.

use cairn_model::RepairKind;

use super::feature::{Absent, Shape};

/// One shape of several: their areas, else their lines, else their points; that others were left out
/// is noted.
pub(super) fn join(shapes: Vec<Shape>, mended: &mut Vec<RepairKind>) -> Shape {
    let (mut points, mut lines, mut areas) = (Vec::new(), Vec::new(), Vec::new());
    let mut why = Absent::Empty;
    for shape in shapes {
        match shape {
            Shape::Points(more) => points.extend(more),
            Shape::Lines(more) => lines.extend(more),
            Shape::Areas(more) => areas.extend(more),
            Shape::Nothing(Absent::NotRead(reason)) => why = Absent::NotRead(reason),
            Shape::Nothing(_) => {}
        }
    }
    let kinds = [points.is_empty(), lines.is_empty(), areas.is_empty()];
    if kinds.iter().filter(|empty| !**empty).count() > 1
        && !mended.contains(&RepairKind::MixedGeometry)
    {
        mended.push(RepairKind::MixedGeometry);
    }
    match kinds {
        [_, _, false] => Shape::Areas(areas),
        [_, false, _] => Shape::Lines(lines),
        [false, _, _] => Shape::Points(points),
        _ => Shape::Nothing(why),
    }
}
