//! Land in a line: hazardous areas, minefield records, released land.

use cairn_model::{Drawn, Geometry};

use super::words;

/// What is there, where, when and how exact, in one line.
pub fn in_short(what: &str, drawn: &Drawn) -> String {
    let mut parts = vec![what.to_owned()];
    parts.extend(drawn.reference.as_ref().map(|reference| format!("no. {reference}")));
    parts.extend(drawn.sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
    if !drawn.place.is_unnamed() {
        parts.push(words::place(&drawn.place));
    }
    if !drawn.date.is_unknown() {
        parts.push(words::long_date(&drawn.date));
    }
    parts.push(shape(drawn.geometry.as_ref()));
    parts.extend(drawn.position_error_m.map(|metres| format!("within {metres} m")));
    parts.extend(drawn.repairs.iter().map(|repair| format!("[{}]", repair.note)));
    parts.join("; ")
}

/// A shape for people: what it is of, and where its middle lies.
pub fn shape(geometry: Option<&Geometry>) -> String {
    let Some(geometry) = geometry else { return "no shape".to_owned() };
    let of = match geometry {
        Geometry::MultiPoint(points) => words::plural(points.len(), "point", "points"),
        Geometry::MultiLineString(lines) => words::plural(lines.len(), "line", "lines"),
        Geometry::MultiPolygon(areas) => {
            let metres = geometry.area_m2().unwrap_or_default().round();
            let metres = words::grouped(&metres.to_string());
            format!("{} of {metres} m²", words::plural(areas.len(), "area", "areas"))
        }
    };
    match geometry.middle() {
        Some(at) => format!("{of} at {:.4}, {:.4}", at.lat(), at.lon()),
        None => of,
    }
}
