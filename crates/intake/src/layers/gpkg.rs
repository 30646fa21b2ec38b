//! GeoPackages of others: each feature table a layer, its shapes in GeoPackage binary (OGC 12-128r18).
//!
//! The only SQL outside of the store: a GeoPackage is a format here, not a place where things are kept.
//! The file is opened in memory, so that nothing beside it is read or written, and its own functions,
//! views and triggers do nothing.

use std::ops::ControlFlow;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB};
use serde_json::{Map, Value};

use super::feature::{Absent, Feature, Item, Shape};
use super::wkb;

/// A table of features.
struct Layer {
    table: String,
    column: String,
    epsg: Option<i64>,
}

fn open(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut conn = Connection::open_in_memory()?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    conn.execute_batch("PRAGMA trusted_schema = OFF")?;
    conn.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), true)?;
    Ok(conn)
}

fn layers(conn: &Connection) -> rusqlite::Result<Vec<Layer>> {
    let sql = "SELECT table_name, column_name, CASE WHEN upper(organization) = 'EPSG' \
               THEN organization_coordsys_id END FROM gpkg_geometry_columns \
               JOIN gpkg_contents USING (table_name) \
               LEFT JOIN gpkg_spatial_ref_sys AS srs ON srs.srs_id = gpkg_geometry_columns.srs_id \
               WHERE data_type = 'features' ORDER BY table_name";
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Layer { table: row.get(0)?, column: row.get(1)?, epsg: row.get(2)? })
    })?;
    rows.collect()
}

/// The coordinate reference system of its layers, where they have one in common.
///
/// # Errors
/// When they have several, which are named.
pub(super) fn crs(bytes: &[u8]) -> Result<Option<String>, String> {
    let codes = || -> rusqlite::Result<Vec<Option<i64>>> {
        Ok(layers(&open(bytes)?)?.into_iter().map(|layer| layer.epsg).collect())
    };
    let mut codes = codes().map_err(|error| error.to_string())?;
    codes.sort_unstable();
    codes.dedup();
    match codes.as_slice() {
        [Some(one)] => Ok(Some(format!("EPSG:{one}"))),
        [] | [None] => Ok(None),
        several => {
            Err(format!("layers in several systems: {several:?}; save each to its own file"))
        }
    }
}

/// Visits the features of all layers until told to stop.
///
/// # Errors
/// When it is no GeoPackage, or damaged.
pub(super) fn read(
    bytes: &[u8],
    visit: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<(), String> {
    read_all(bytes, visit).map_err(|error| error.to_string())
}

fn read_all(bytes: &[u8], visit: &mut dyn FnMut(Item) -> ControlFlow<()>) -> rusqlite::Result<()> {
    let conn = open(bytes)?;
    let mut number = 0;
    for layer in layers(&conn)? {
        let quoted = layer.table.replace('"', "\"\"");
        let mut statement = conn.prepare(&format!("SELECT * FROM \"{quoted}\" ORDER BY rowid"))?;
        let names: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            number += 1;
            let mut attributes = Map::new();
            let mut shape = Shape::Nothing(Absent::Null);
            for (at, name) in names.iter().enumerate() {
                let value = row.get_ref(at)?;
                if *name != layer.column {
                    attributes.insert(name.clone(), plain(value));
                } else if let ValueRef::Blob(blob) = value {
                    shape = wkb::geopackage(blob).unwrap_or_else(|| {
                        let why = "is no shape in GeoPackage binary".to_owned();
                        Shape::Nothing(Absent::NotRead(why))
                    });
                }
            }
            let layer = layer.table.clone();
            let (shape, mended) = (shape.or_empty(), Vec::new());
            if visit(Ok(Feature { number, layer, attributes, shape, mended })).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn plain(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::from(number),
        ValueRef::Real(number) => Value::from(number),
        ValueRef::Text(text) => Value::String(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(blob) => Value::String(format!("({} bytes)", blob.len())),
    }
}
