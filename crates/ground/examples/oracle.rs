//! What `bench/ground/oracle.py` compares with GEOS: reads polygons and points, writes what Cairn says.
//!
//! One JSON object a line on standard input: `{"polygons": [[[[x, y], …], …], …], "points": [[x, y], …],
//! "offset": metres, "arc_step": radians}`, polygons by rings, metres. One answer a line: `union` and
//! `offset` (of the union) as areas, and for each point `inside` (of any polygon) and `distance` (to the
//! union, 0 inside). With `"each": true` each polygon is offset for itself, and `offsets` are the areas, 0
//! for a polygon that encloses nothing.

use std::io::{BufRead, Write};

use cairn_ground::index::AreaIndex;
use cairn_ground::offset::offset;
use cairn_ground::shape::{repaired, united};
use geo::{Area, Coord, LineString, MultiPolygon, Polygon};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        writeln!(output, "{}", answer(&serde_json::from_str(&line?)?))?;
    }
    Ok(())
}

fn answer(question: &Value) -> Value {
    let number = |name: &str| question[name].as_f64().unwrap_or(0.0);
    let (metres, arc_step) = (number("offset"), number("arc_step"));
    let widened = |shape: &MultiPolygon<f64>| offset(shape, metres, arc_step).unsigned_area();
    let shapes = list(&question["polygons"]).iter().map(polygon);
    let shapes: Vec<Option<MultiPolygon<f64>>> = shapes
        .map(|shape| repaired(&MultiPolygon::new(vec![shape])).map(|repaired| repaired.0))
        .collect();
    let each = question["each"].as_bool().unwrap_or_default();
    let offsets: Vec<f64> = match each {
        true => shapes.iter().map(|shape| shape.as_ref().map_or(0.0, widened)).collect(),
        false => Vec::new(),
    };
    let shapes: Vec<MultiPolygon<f64>> = shapes.into_iter().flatten().collect();
    let union = united(&shapes);
    let wide = if each { None } else { Some(widened(&union)) };
    let (apart, all) = (AreaIndex::new(&shapes), AreaIndex::new(std::slice::from_ref(&union)));
    let points: Vec<Coord<f64>> = list(&question["points"]).iter().map(position).collect();
    json!({
        "union": union.unsigned_area(),
        "offset": wide,
        "offsets": offsets,
        "inside": points.iter().map(|at| !apart.containing(*at).is_empty()).collect::<Vec<_>>(),
        "distance": all.distances(&points).iter().map(|d| d.max(0.0)).collect::<Vec<_>>(),
    })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn polygon(rings: &Value) -> Polygon<f64> {
    let ring = |ring: &Value| LineString::new(list(ring).iter().map(position).collect());
    let mut rings = list(rings).iter().map(ring);
    let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(outer, rings.collect())
}

fn position(value: &Value) -> Coord<f64> {
    Coord { x: value[0].as_f64().unwrap_or(f64::NAN), y: value[1].as_f64().unwrap_or(f64::NAN) }
}
