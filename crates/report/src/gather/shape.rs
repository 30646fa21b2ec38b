//! Shapes of the model as the ground takes them.

use cairn_model::{Geometry, LonLat};
use geo::{Coord, LineString, MultiPolygon, Polygon};

/// The polygons of several shapes; points and lines have none.
pub(crate) fn multi_polygon(shapes: &[Geometry]) -> MultiPolygon<f64> {
    MultiPolygon::new(shapes.iter().flat_map(polygons).collect())
}

/// The polygons of one shape.
pub(crate) fn polygons(shape: &Geometry) -> Vec<Polygon<f64>> {
    let Geometry::MultiPolygon(areas) = shape else { return Vec::new() };
    let line = |positions: &[LonLat]| {
        LineString::new(positions.iter().map(|at| Coord { x: at.lon(), y: at.lat() }).collect())
    };
    let polygon = |area: &cairn_model::geometry::Polygon| {
        let holes = area.holes().iter().map(|hole| line(hole.positions())).collect();
        Polygon::new(line(area.outer().positions()), holes)
    };
    areas.iter().map(polygon).collect()
}
