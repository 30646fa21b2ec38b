//! A row as a feature, written straight to bytes.

use std::io::Write;

use cairn_store::Store;
use cairn_store::table::{Column, Kind};

use super::crs::Crs;
use super::wkb::{self, number};
use crate::laid::Laid;
use crate::problem::Problem;
use crate::shapes;

/// Columns that are the geometry rather than properties.
const GEOMETRY: [&str; 6] = ["lat", "lon", "west", "south", "east", "north"];

/// What features of a collection are written with.
pub struct Writer<'a> {
    store: &'a dyn Store,
    laid: &'a Laid,
    crs: Crs,
    id: Option<&'a Column>,
    /// Degrees north and east, where things are points.
    point: Option<(&'a Column, &'a Column)>,
    /// The properties: what stands before the value, the values, and what they are.
    properties: Vec<(Vec<u8>, &'a Column, Kind)>,
}

impl<'a> Writer<'a> {
    /// Gets ready to write rows of a collection, with the properties that are `wanted`; all where none
    /// are named.
    pub fn new(store: &'a dyn Store, laid: &'a Laid, crs: Crs, wanted: Option<&[String]>) -> Self {
        let table = &laid.table;
        let is_wanted = |name: &str| {
            !GEOMETRY.contains(&name) && wanted.is_none_or(|all| all.iter().any(|one| one == name))
        };
        let mut properties = Vec::new();
        for ((name, column), field) in table.columns().zip(table.collection().fields()) {
            if is_wanted(name) {
                let mut before = if properties.is_empty() { Vec::new() } else { vec![b','] };
                text(&mut before, name);
                before.push(b':');
                properties.push((before, column, field.kind));
            }
        }
        let point = table.column("lat").zip(table.column("lon"));
        Self { store, laid, crs, id: table.column("id"), point, properties }
    }

    /// Writes a row as a feature; `links` are added as they are.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn feature(
        &self,
        out: &mut Vec<u8>,
        row: u32,
        links: Option<&serde_json::Value>,
    ) -> Result<(), Problem> {
        out.extend_from_slice(b"{\"type\":\"Feature\",\"id\":");
        text(out, self.id.and_then(|ids| ids.text(row)).unwrap_or_default());
        out.extend_from_slice(b",\"geometry\":");
        if !self.geometry(out, row)? {
            // A shape that cannot be read is as good as none; the list of repairs says so.
            out.extend_from_slice(b"null");
        }
        out.extend_from_slice(b",\"properties\":{");
        for (before, column, kind) in &self.properties {
            out.extend_from_slice(before);
            value(out, column, *kind, row);
        }
        out.push(b'}');
        if let Some(links) = links {
            out.extend_from_slice(b",\"links\":");
            out.extend_from_slice(links.to_string().as_bytes());
        }
        out.push(b'}');
        Ok(())
    }

    /// Writes where it lies; `false` where that is not known.
    fn geometry(&self, out: &mut Vec<u8>, row: u32) -> Result<bool, Problem> {
        if let Some((lat, lon)) = self.point {
            let Some((lat, lon)) = lat.number(row).zip(lon.number(row)) else { return Ok(false) };
            out.extend_from_slice(b"{\"type\":\"Point\",\"coordinates\":");
            wkb::position(out, (lon, lat), self.crs);
            out.push(b'}');
            return Ok(true);
        }
        let mut written = false;
        if self.laid.table.collection().is_land() {
            shapes::visit(self.store, self.laid, &[row], |_, shape| {
                written = wkb::geometry(out, shape, self.crs);
            })?;
        }
        Ok(written)
    }
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
                // Writing into memory cannot fail.
                let _ = write!(out, "\"{year:04}-{month:02}-{day:02}\"");
            }
            None => out.extend_from_slice(b"null"),
        },
    }
}

/// Writing text and numbers as JSON into memory cannot fail.
fn text(out: &mut Vec<u8>, text: &str) {
    let _ = serde_json::to_writer(out, text);
}

fn integer(out: &mut Vec<u8>, number: i64) {
    let _ = serde_json::to_writer(out, &number);
}
