//! What `bench/peers/geometry.py` times beside other engines: points in polygons, union, buffer, nearest.
//!
//! `measure-geometry POLYGONS POINTS QUERIES`: POLYGONS holds one polygon a line as JSON rings in metres; POINTS and
//! QUERIES hold pairs of little-endian 64-bit floats. Prints JSON: for each task the seconds (reading left
//! out, making the index included) of each of three rounds, and an answer to compare.

use std::time::Instant;

use cairn_ground::index::AreaIndex;
use cairn_ground::offset::offset;
use cairn_ground::shape::{repaired, united};
use geo::{Area, Coord, LineString, MultiPolygon, Polygon};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let mut next = || words.next().ok_or("expected: POLYGONS POINTS QUERIES");
    let polygons = std::fs::read_to_string(next()?)?;
    let polygons: Result<Vec<Value>, _> = polygons.lines().map(serde_json::from_str).collect();
    let shapes: Vec<MultiPolygon<f64>> = polygons?.iter().map(shape).collect();
    let (points, queries) =
        (coordinates(&std::fs::read(next()?)?), coordinates(&std::fs::read(next()?)?));
    let rounds = |task: &dyn Fn() -> f64| {
        let round = |_| {
            let start = Instant::now();
            let answer = task();
            (start.elapsed().as_secs_f64(), answer)
        };
        let (seconds, answers): (Vec<f64>, Vec<f64>) = (0..3).map(round).unzip();
        json!({ "seconds": seconds, "answer": answers.first() })
    };
    let join = || AreaIndex::new(&shapes).join(&points).len() as f64;
    let nearest = || {
        let found = AreaIndex::new(&shapes).nearest_of(&queries);
        found.iter().flatten().map(|(_, metres)| metres).sum()
    };
    let answer = json!({
        "points in polygons": rounds(&join),
        "union": rounds(&|| united(&shapes).unsigned_area()),
        "buffer and union": rounds(&|| wide(&shapes)),
        "nearest": rounds(&nearest),
        "threads": rayon::current_num_threads(),
    });
    println!("{answer}");
    Ok(())
}

/// Arcs of eight chords to the quarter, as the others have by default.
fn wide(shapes: &[MultiPolygon<f64>]) -> f64 {
    let parts = shapes.iter().flat_map(|shape| shape.0.clone()).collect();
    offset(&MultiPolygon::new(parts), 500.0, std::f64::consts::FRAC_PI_2 / 8.0).unsigned_area()
}

fn shape(rings: &Value) -> MultiPolygon<f64> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let at = |at: &Value| Coord { x: number(&at[0]), y: number(&at[1]) };
    let mut rings =
        list(rings).into_iter().map(|ring| LineString::new(list(&ring).iter().map(at).collect()));
    let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    let polygon = MultiPolygon::new(vec![Polygon::new(outer, rings.collect())]);
    repaired(&polygon).map_or_else(|| MultiPolygon::new(Vec::new()), |(shape, _)| shape)
}

fn coordinates(bytes: &[u8]) -> Vec<Coord<f64>> {
    let number = |bytes: &[u8]| bytes.try_into().map_or(f64::NAN, f64::from_le_bytes);
    bytes
        .chunks_exact(16)
        .map(|pair| Coord { x: number(&pair[..8]), y: number(&pair[8..]) })
        .collect()
}
