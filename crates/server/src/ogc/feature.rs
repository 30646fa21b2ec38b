//! A row as a feature, written straight to bytes.

use std::collections::HashMap;

use cairn_store::table::{Column, Kind};
use cairn_store::{Store, Table};
use geo_types::{Coord, Geometry, LineString, Polygon};
use geozero::ToGeo;

use super::crs::Crs;
use crate::problem::Problem;

/// Columns that are the geometry rather than properties.
const GEOMETRY: [&str; 6] = ["lat", "lon", "west", "south", "east", "north"];

/// What features of a collection are written with.
pub struct Writer<'a> {
    table: &'a Table,
    crs: Crs,
    /// The properties that are wanted; all where none are named.
    wanted: Option<Vec<String>>,
    shapes: HashMap<i64, Vec<u8>>,
}

impl<'a> Writer<'a> {
    /// Gets ready to write these rows.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn new(
        store: &dyn Store,
        table: &'a Table,
        rows: &[u32],
        crs: Crs,
        wanted: Option<Vec<String>>,
    ) -> Result<Self, Problem> {
        let mut shapes = HashMap::new();
        if table.collection().is_land() {
            let fids: Vec<i64> = rows.iter().filter_map(|row| table.fid(*row)).collect();
            store.shapes(table.collection(), &fids, &mut |fid, shape| {
                shapes.insert(fid, shape.to_vec());
                Ok(())
            })?;
        }
        Ok(Self { table, crs, wanted, shapes })
    }

    /// Writes a row as a feature; `links` are added as they are.
    pub fn feature(&self, out: &mut Vec<u8>, row: u32, links: Option<&serde_json::Value>) {
        out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
        text(out, self.table.text("id", row).unwrap_or_default());
        out.extend_from_slice(b",\"geometry\":");
        self.geometry(out, row);
        out.extend_from_slice(b",\"properties\":{");
        let mut first = true;
        for ((name, column), field) in self.table.columns().zip(self.table.collection().fields()) {
            let wanted = self.wanted.as_ref();
            if GEOMETRY.contains(&name)
                || wanted.is_some_and(|all| !all.iter().any(|one| one == name))
            {
                continue;
            }
            if !first {
                out.push(b',');
            }
            first = false;
            text(out, name);
            out.push(b':');
            value(out, column, field.kind, row);
        }
        out.push(b'}');
        if let Some(links) = links {
            out.extend_from_slice(b",\"links\":");
            out.extend_from_slice(links.to_string().as_bytes());
        }
        out.push(b'}');
    }

    fn geometry(&self, out: &mut Vec<u8>, row: u32) {
        if let (Some(lat), Some(lon)) =
            (self.table.number("lat", row), self.table.number("lon", row))
        {
            out.extend_from_slice(b"{\"type\":\"Point\",\"coordinates\":");
            self.position(out, Coord { x: lon, y: lat });
            out.push(b'}');
            return;
        }
        let shape = self.table.fid(row).and_then(|fid| self.shapes.get(&fid));
        // A shape that cannot be read is as good as none; the list of repairs says so.
        match shape.and_then(|shape| geozero::wkb::Wkb(shape.as_slice()).to_geo().ok()) {
            Some(shape) => self.shape(out, &shape),
            None => out.extend_from_slice(b"null"),
        }
    }

    fn shape(&self, out: &mut Vec<u8>, shape: &Geometry<f64>) {
        let (name, body): (&str, Vec<u8>) = match shape {
            Geometry::Point(one) => ("Point", self.made(|out| self.position(out, one.0))),
            Geometry::LineString(one) => ("LineString", self.made(|out| self.line(out, one))),
            Geometry::Polygon(one) => ("Polygon", self.made(|out| self.polygon(out, one))),
            Geometry::MultiPoint(all) => (
                "MultiPoint",
                self.made(|out| list(out, all.iter(), |out, one| self.position(out, one.0))),
            ),
            Geometry::MultiLineString(all) => (
                "MultiLineString",
                self.made(|out| list(out, all.iter(), |out, one| self.line(out, one))),
            ),
            Geometry::MultiPolygon(all) => (
                "MultiPolygon",
                self.made(|out| list(out, all.iter(), |out, one| self.polygon(out, one))),
            ),
            _ => return out.extend_from_slice(b"null"),
        };
        out.extend_from_slice(b"{\"type\":");
        text(out, name);
        out.extend_from_slice(b",\"coordinates\":");
        out.extend_from_slice(&body);
        out.push(b'}');
    }

    fn made(&self, make: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut out = Vec::new();
        make(&mut out);
        out
    }

    fn polygon(&self, out: &mut Vec<u8>, polygon: &Polygon<f64>) {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        list(out, rings, |out, ring| self.line(out, ring));
    }

    fn line(&self, out: &mut Vec<u8>, line: &LineString<f64>) {
        list(out, line.coords(), |out, at| self.position(out, *at));
    }

    fn position(&self, out: &mut Vec<u8>, at: Coord<f64>) {
        let (a, b) = self.crs.numbers(at.x, at.y);
        out.push(b'[');
        number(out, a);
        out.push(b',');
        number(out, b);
        out.push(b']');
    }
}

fn list<T>(out: &mut Vec<u8>, all: impl Iterator<Item = T>, mut one: impl FnMut(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (place, item) in all.enumerate() {
        if place > 0 {
            out.push(b',');
        }
        one(out, item);
    }
    out.push(b']');
}

fn value(out: &mut Vec<u8>, column: &Column, kind: Kind, row: u32) {
    match column {
        Column::Text(texts) => match texts.get(row) {
            Some(known) => text(out, known),
            None => out.extend_from_slice(b"null"),
        },
        Column::Number(_) => match column.number(row) {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number by its kind")]
            Some(known) if kind == Kind::Whole => integer(out, known as i64),
            Some(known) => number(out, known),
            None => out.extend_from_slice(b"null"),
        },
        Column::Day(_) => match column.day(row) {
            Some(day) => {
                let (year, month, day) = (day / 10_000, day / 100 % 100, day % 100);
                out.extend_from_slice(format!("\"{year:04}-{month:02}-{day:02}\"").as_bytes());
            }
            None => out.extend_from_slice(b"null"),
        },
    }
}

/// Writing text and numbers as JSON into memory cannot fail.
fn text(out: &mut Vec<u8>, text: &str) {
    let _ = serde_json::to_writer(out, text);
}

fn number(out: &mut Vec<u8>, number: f64) {
    let _ = serde_json::to_writer(out, &number);
}

fn integer(out: &mut Vec<u8>, number: i64) {
    let _ = serde_json::to_writer(out, &number);
}
