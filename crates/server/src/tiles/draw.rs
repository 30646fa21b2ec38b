//! Drawing a tile.

use std::collections::BTreeMap;

use axum::body::Bytes;
use cairn_store::{Collection, Store, Table};
use geo_types::Geometry;
use geozero::ToGeo;
use mvt::{Feature, GeomEncoder, GeomType, Layer, Tile};

use super::cut::{self, At, BESIDE};
use super::grid::{EXTENT, Square};
use crate::problem::Problem;

/// From this level on every point stands for itself, unless there are too many of them.
const APART: u8 = 12;
/// Points of a tile that stand for themselves, at most.
const POINTS: usize = 5_000;
/// Units of the side of a cell in which points become one.
const CELL: f64 = 128.0;
/// Shapes not larger than this many units are drawn as points.
const SPECK: f64 = 10.0;
/// Shapes of a tile at most; smaller ones become points.
const SHAPES: usize = 2_000;

/// A tile with these rows of a collection; empty where nothing lies there.
///
/// # Errors
/// When the register cannot be read.
pub fn tile(
    store: &dyn Store,
    table: &Table,
    rows: &[u32],
    square: Square,
) -> Result<Bytes, Problem> {
    let failed = |error: mvt::Error| Problem::internal(format!("a tile cannot be drawn: {error}"));
    let mut tile = Tile::new(4096);
    let mut layer = tile.create_layer(table.collection().layer());
    if table.collection().is_land() {
        let (shapes, specks) = sorted(table, rows, square);
        layer = draw_shapes(store, table, &shapes, square, layer)?;
        layer = draw_points(table, specks, square, layer).map_err(failed)?;
    } else {
        layer = draw_points(table, points(table, rows, square), square, layer).map_err(failed)?;
    }
    if layer.num_features() == 0 {
        return Ok(Bytes::new());
    }
    tile.add_layer(layer).map_err(failed)?;
    Ok(Bytes::from(tile.to_bytes().map_err(failed)?))
}

/// The rows that are points of this tile, and where they lie on it.
fn points(table: &Table, rows: &[u32], square: Square) -> Vec<(u32, At)> {
    let (Some(lats), Some(lons)) = (table.column("lat"), table.column("lon")) else {
        return Vec::new();
    };
    let [west, south, east, north] = square.bounds(0.0);
    let place = |row: &u32| {
        let (lat, lon) = (lats.number(*row)?, lons.number(*row)?);
        let near = (south..=north).contains(&lat) && (west..=east).contains(&lon);
        let at = if near { square.place(lon, lat) } else { return None };
        let inside = |units: f64| (0.0..EXTENT).contains(&units);
        (inside(at.0) && inside(at.1)).then_some((*row, at))
    };
    rows.iter().filter_map(place).collect()
}

/// The rows whose shapes are to be seen on this tile, and those too small for that with their middle.
fn sorted(table: &Table, rows: &[u32], square: Square) -> (Vec<u32>, Vec<(u32, At)>) {
    let sides = ["west", "south", "east", "north"].map(|side| table.column(side));
    let [Some(wests), Some(souths), Some(easts), Some(norths)] = sides else {
        return (Vec::new(), Vec::new());
    };
    let [west, south, east, north] = square.bounds(BESIDE);
    let mut shapes: Vec<(f64, u32, At)> = Vec::new();
    let mut specks = Vec::new();
    for row in rows {
        let sides = [wests, souths, easts, norths].map(|side| side.number(*row));
        let [Some(w), Some(s), Some(e), Some(n)] = sides else { continue };
        if w > east || e < west || s > north || n < south {
            continue;
        }
        let (left, lower) = square.place(w, s);
        let (right, upper) = square.place(e, n);
        let size = (right - left).max(lower - upper);
        let middle = (f64::midpoint(left, right), f64::midpoint(upper, lower));
        if size <= SPECK && square.level() < APART {
            specks.push((*row, middle));
        } else {
            shapes.push((size, *row, middle));
        }
    }
    if shapes.len() > SHAPES {
        shapes.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        specks.extend(shapes.drain(SHAPES..).map(|(_, row, middle)| (row, middle)));
    }
    let inside = |at: &At| (0.0..EXTENT).contains(&at.0) && (0.0..EXTENT).contains(&at.1);
    specks.retain(|(_, at)| inside(at));
    (shapes.into_iter().map(|(_, row, _)| row).collect(), specks)
}

fn draw_points(
    table: &Table,
    points: Vec<(u32, At)>,
    square: Square,
    mut layer: Layer,
) -> Result<Layer, mvt::Error> {
    if square.level() >= APART && points.len() <= POINTS {
        for (row, at) in points {
            layer = draw_point(table, &[row], at, layer)?;
        }
        return Ok(layer);
    }
    let mut cells: BTreeMap<(i32, i32), Vec<(u32, At)>> = BTreeMap::new();
    for (row, at) in points {
        #[expect(clippy::cast_possible_truncation, reason = "within the tile: 0 to 32")]
        let cell = ((at.0 / CELL) as i32, (at.1 / CELL) as i32);
        cells.entry(cell).or_default().push((row, at));
    }
    for members in cells.into_values() {
        #[expect(clippy::cast_precision_loss, reason = "rows of a table are far below 2^53")]
        let count = members.len() as f64;
        let sum = members.iter().fold((0.0, 0.0), |sum, (_, at)| (sum.0 + at.0, sum.1 + at.1));
        let rows: Vec<u32> = members.iter().map(|(row, _)| *row).collect();
        layer = draw_point(table, &rows, (sum.0 / count, sum.1 / count), layer)?;
    }
    Ok(layer)
}

fn draw_point(table: &Table, rows: &[u32], at: At, layer: Layer) -> Result<Layer, mvt::Error> {
    let geometry = GeomEncoder::new(GeomType::Point).point(at.0, at.1)?.encode()?;
    let mut feature = layer.into_feature(geometry);
    match rows {
        [row] => tag(&mut feature, table, *row),
        rows => {
            feature.add_tag_uint("count", rows.len() as u64);
            for field in ["device", "grade", "kind", "status"] {
                // What all of them have in common.
                let first = rows.first().and_then(|row| table.text(field, *row));
                if let Some(first) = first
                    && rows.iter().all(|row| table.text(field, *row) == Some(first))
                {
                    feature.add_tag_string(field, first);
                }
            }
        }
    }
    Ok(feature.into_layer())
}

fn draw_shapes(
    store: &dyn Store,
    table: &Table,
    rows: &[u32],
    square: Square,
    layer: Layer,
) -> Result<Layer, Problem> {
    let by_fid: BTreeMap<i64, u32> =
        rows.iter().filter_map(|row| Some((table.fid(*row)?, *row))).collect();
    let fids: Vec<i64> = by_fid.keys().copied().collect();
    let mut layer = Some(layer);
    store.shapes(table.collection(), &fids, &mut |fid, shape| {
        if let (Some(row), Some(begun)) = (by_fid.get(&fid), layer.take()) {
            let drawn = match geozero::wkb::Wkb(shape).to_geo() {
                Ok(shape) => draw_shape(table, *row, &shape, square, begun),
                // A shape of another program that cannot be read is not drawn; the list has it.
                Err(_) => begun,
            };
            layer = Some(drawn);
        }
        Ok(())
    })?;
    layer.ok_or_else(|| Problem::internal("a layer was lost while it was drawn"))
}

/// Draws each part as a feature of its own: they may begin where another ends.
fn draw_shape(
    table: &Table,
    row: u32,
    shape: &Geometry<f64>,
    square: Square,
    mut layer: Layer,
) -> Layer {
    let mut drawn = Vec::new();
    match shape {
        Geometry::Polygon(one) => drawn.extend(polygon(one, square)),
        Geometry::MultiPolygon(all) => {
            drawn.extend(all.iter().filter_map(|one| polygon(one, square)))
        }
        Geometry::LineString(one) => drawn.extend(line(one, square)),
        Geometry::MultiLineString(all) => {
            drawn.extend(all.iter().flat_map(|one| line(one, square)))
        }
        Geometry::Point(one) => drawn.extend(point(*one, square)),
        Geometry::MultiPoint(all) => drawn.extend(all.iter().filter_map(|one| point(*one, square))),
        _ => {}
    }
    for geometry in drawn {
        let mut feature = layer.into_feature(geometry);
        tag(&mut feature, table, row);
        layer = feature.into_layer();
    }
    layer
}

fn placed(line: &geo_types::LineString<f64>, square: Square) -> Vec<At> {
    line.coords().map(|at| square.place(at.x, at.y)).collect()
}

fn polygon(polygon: &geo_types::Polygon<f64>, square: Square) -> Option<mvt::GeomData> {
    let mut encoder = GeomEncoder::new(GeomType::Polygon);
    let mut outer = true;
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        let mut at = cut::thinned(&placed(ring, square));
        at.pop();
        let mut at: Vec<At> = cut::ring(at).iter().map(|at| (at.0.round(), at.1.round())).collect();
        at.dedup();
        let area = cut::area(&at);
        if at.len() < 3 || area.abs() < 2.0 {
            if outer {
                return None;
            }
            continue;
        }
        // Outer rings run clockwise on the screen, holes the other way.
        if (area > 0.0) != outer {
            at.reverse();
        }
        outer = false;
        for (x, y) in at {
            encoder.add_point(x, y).ok()?;
        }
        encoder.complete_geom().ok()?;
    }
    encoder.encode().ok()
}

fn line(line: &geo_types::LineString<f64>, square: Square) -> Vec<mvt::GeomData> {
    let encode = |piece: Vec<At>| {
        let mut encoder = GeomEncoder::new(GeomType::Linestring);
        for (x, y) in piece {
            encoder.add_point(x, y).ok()?;
        }
        encoder.encode().ok()
    };
    let thinned = cut::thinned(&placed(line, square));
    cut::line(&thinned).into_iter().filter_map(encode).collect()
}

fn point(point: geo_types::Point<f64>, square: Square) -> Option<mvt::GeomData> {
    let (x, y) = square.place(point.x(), point.y());
    let inside = |units: f64| (-BESIDE..EXTENT + BESIDE).contains(&units);
    if !inside(x) || !inside(y) {
        return None;
    }
    GeomEncoder::new(GeomType::Point).point(x, y).ok()?.encode().ok()
}

/// What a feature says of itself.
fn tag(feature: &mut Feature, table: &Table, row: u32) {
    const TEXTS: [&str; 8] =
        ["id", "device", "grade", "status", "kind", "action", "reference", "settlement"];
    const COUNTS: [&str; 8] = [
        "killed_least",
        "killed_most",
        "injured_least",
        "injured_most",
        "count_least",
        "count_most",
        "found_least",
        "found_most",
    ];
    for field in TEXTS {
        if let Some(text) = table.text(field, row) {
            feature.add_tag_string(field, text);
        }
    }
    for field in COUNTS {
        if let Some(count) = table.number(field, row) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a whole number of people or mines"
            )]
            feature.add_tag_int(field, count as i64);
        }
    }
    for field in ["precision_m", "position_error_m"] {
        if let Some(metres) = table.number(field, row) {
            feature.add_tag_double("precision_m", metres);
        }
    }
    let date = date(table, row);
    if !date.is_empty() {
        feature.add_tag_string("date", &date);
    }
    if table.collection() == Collection::Incidents || table.collection() == Collection::Finds {
        feature.add_tag_uint("count", 1);
    }
}

/// The date as short as it can be told: a day, a month, a year, or two days.
fn date(table: &Table, row: u32) -> String {
    let day = |name| table.column(name).and_then(|column| column.day(row));
    let text = |day: i32| format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100);
    match (day("date_from"), day("date_to")) {
        (Some(from), Some(to)) if from == to => text(from),
        (Some(from), Some(to)) if from % 10_000 == 101 && to == from + 1130 => {
            format!("{:04}", from / 10_000)
        }
        (Some(from), Some(to)) if from / 100 == to / 100 && from % 100 == 1 && to % 100 >= 28 => {
            format!("{:04}-{:02}", from / 10_000, from / 100 % 100)
        }
        (Some(from), Some(to)) => format!("{} to {}", text(from), text(to)),
        (Some(from), None) => format!("since {}", text(from)),
        (None, Some(to)) => format!("until {}", text(to)),
        (None, None) => String::new(),
    }
}
