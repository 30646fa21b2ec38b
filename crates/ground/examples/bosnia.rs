//! The reference table of the Bosnian layers: `cargo run --release -p cairn-ground --example bosnia -- FOLDER`.
//!
//! FOLDER holds `suspect_areas_simplyfied.geojson`, `cleared_areas_simplyfied.geojson`,
//! `incidents.geojson` and `administrative_level_1.geojson` (unpack what ends in `.gz`). The data bears
//! no licence and is not part of the project; without it this says what is missing.

use std::path::Path;
use std::process::ExitCode;

use cairn_ground::{Item, ItemKind, MappedArea, Options, reliability};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde_json::Value;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(folder) = words.next() else {
        eprintln!("error: no folder given; see the first lines of examples/bosnia.rs");
        return ExitCode::FAILURE;
    };
    let error = words.next().and_then(|word| word.parse().ok()).unwrap_or(100.0);
    match run(Path::new(&folder), error) {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, assumed_error: f64) -> Result<String, String> {
    let mut areas = Vec::new();
    for name in ["suspect_areas_simplyfied", "cleared_areas_simplyfied"] {
        for (number, feature) in features(folder, name)?.iter().enumerate() {
            areas.push(MappedArea {
                id: format!("{name} {number}"),
                shape: shape(&feature["geometry"]),
                sheet: sheet(feature),
                region: None,
                dated: None,
                cleared: false,
            });
        }
    }
    let incidents = features(folder, "incidents")?;
    let items: Vec<Item> = incidents.iter().enumerate().filter_map(item).collect();
    let borders = features(folder, "administrative_level_1")?;
    let borders = borders.iter().flat_map(|feature| shape(&feature["geometry"]).0);
    let options = Options {
        study_area: Some(MultiPolygon::new(borders.collect())),
        assumed_error,
        // Five incidents lie 3 to 18 km beyond this coarse border; they are Bosnia's all the same.
        study_margin: 20_000.0,
        ..Options::default()
    };
    let answer = reliability(&areas, &items, &options).map_err(|error| error.to_string())?;
    serde_json::to_string_pretty(&answer).map_err(|error| error.to_string())
}

fn features(folder: &Path, name: &str) -> Result<Vec<Value>, String> {
    let path = folder.join(format!("{name}.geojson"));
    let missing = |error| format!("{}: {error} (the Bosnian layers are not here)", path.display());
    let text = std::fs::read_to_string(&path).map_err(missing)?;
    let value: Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(value["features"].as_array().cloned().unwrap_or_default())
}

fn item((number, feature): (usize, &Value)) -> Option<Item> {
    Some(Item {
        id: format!("incident {number}"),
        position: position(&feature["geometry"]["coordinates"])?,
        position_error_m: None,
        date: None,
        laid: None,
        kind: ItemKind::Explosion,
        sheet: sheet(feature),
        region: None,
    })
}

fn sheet(feature: &Value) -> Option<String> {
    feature["properties"]["fileId"].as_str().map(str::to_owned)
}

fn shape(geometry: &Value) -> MultiPolygon<f64> {
    let coordinates = &geometry["coordinates"];
    let polygons = match geometry["type"].as_str() {
        Some("Polygon") => vec![polygon(coordinates)],
        Some("MultiPolygon") => list(coordinates).iter().map(polygon).collect(),
        _ => Vec::new(),
    };
    MultiPolygon::new(polygons)
}

fn polygon(rings: &Value) -> Polygon<f64> {
    let ring = |ring: &Value| LineString::new(list(ring).iter().filter_map(position).collect());
    let mut rings = list(rings).iter().map(ring);
    let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
    Polygon::new(outer, rings.collect())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn position(value: &Value) -> Option<Coord<f64>> {
    Some(Coord { x: value[0].as_f64()?, y: value[1].as_f64()? })
}
