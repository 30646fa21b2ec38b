//! Collections as columns, read from the layers and tables that people see.

use rusqlite::Row;
use rusqlite::types::ValueRef;

use crate::error::StoreError;
use crate::gpkg::db::Db;
use crate::gpkg::geometry;
use crate::store::VisitShape;
use crate::table::{Collection, Kind, Table, Value};

/// The columns of a collection's fields, in their order, after the row's own number.
const fn sql(collection: Collection) -> &'static str {
    match collection {
        Collection::Incidents => {
            "SELECT fid, id, date_from, date_to, settlement, district, country, device, \
             killed_least, killed_most, injured_least, injured_most, activity, grade, status, \
             sources, n_reports, precision_m, geom FROM incidents"
        }
        Collection::Finds => {
            "SELECT fid, id, date_from, date_to, settlement, district, country, action, device, \
             model, count_least, count_most, sources, n_reports, precision_m, geom FROM finds"
        }
        Collection::Tallies => {
            "SELECT fid, claim, series, measure, tally_group, place, period, as_of, as_of, \
             value_least, value_most, said_by, document, standing FROM tallies"
        }
        Collection::Contradictions => {
            "SELECT fid, id, kind, note, documents, across_documents, \
             CASE WHEN settled IS NULL THEN 'open' ELSE 'settled' END FROM contradictions"
        }
        Collection::Documents => {
            "SELECT fid, id, label, title, publisher, published, published, language, country, \
             superseded_by, n_incidents + n_finds + n_tallies + n_contradictions + n_statements + \
             n_hazards + n_records + n_releases, n_incidents, n_finds, n_tallies, \
             n_contradictions, n_statements FROM documents"
        }
        Collection::Statements => {
            "SELECT fid, claim, document, kind, speaker, addressees, date_from, date_to \
             FROM statements"
        }
        Collection::Victims => {
            "SELECT victims.fid, incident, part, name, outcome, victim_group, sex, age, \
             victims.date_from, victims.date_to, settlement, district, country, device, grade, \
             status, sources, precision_m, geom FROM victims JOIN incidents ON id = incident"
        }
        Collection::Hazards => {
            "SELECT fid, claim, document, kind, status, device, reference, date_from, date_to, \
             sheet, author, settlement, district, country, position_error_m, area_m2, said_by, \
             geom FROM hazards"
        }
        Collection::Records => {
            "SELECT fid, claim, document, device, count_least, count_most, reference, date_from, \
             date_to, sheet, author, settlement, district, country, position_error_m, area_m2, \
             said_by, geom FROM minefield_records"
        }
        Collection::Releases => {
            "SELECT fid, claim, document, kind, device, found_least, found_most, depth_m, \
             reference, date_from, date_to, sheet, author, settlement, district, country, \
             position_error_m, area_m2, said_by, geom FROM land_releases"
        }
    }
}

pub(crate) fn table(db: &Db, collection: Collection) -> Result<Table, StoreError> {
    let mut table = Table::new(collection);
    let mut statement = db.conn.prepare(sql(collection)).map_err(|e| db.error(e))?;
    let mut rows = statement.query([]).map_err(|e| db.error(e))?;
    let codes: Vec<Vec<(&str, &str)>> = (collection.fields().iter())
        .map(|field| match field.kind {
            Kind::Code(vocabulary) => vocabulary.terms(),
            _ => Vec::new(),
        })
        .collect();
    while let Some(row) = rows.next().map_err(|e| db.error(e))? {
        let (fid, values) = read(row, collection, &codes).map_err(|e| db.error(e))?;
        table.push(fid, values);
    }
    Ok(table.in_order())
}

fn read(
    row: &Row<'_>,
    collection: Collection,
    codes: &[Vec<(&'static str, &'static str)>],
) -> rusqlite::Result<(i64, Vec<Value>)> {
    let mut values = Vec::with_capacity(codes.len());
    for (place, (field, codes)) in (1..).zip(collection.fields().iter().zip(codes)) {
        if matches!(field.name, "lat" | "west") {
            let bounds = match row.get_ref(place)? {
                ValueRef::Blob(blob) => geometry::bounds(blob),
                _ => None,
            };
            values.extend(place_of(field.name == "west", bounds));
            break;
        }
        values.push(value_of(field.kind, row.get_ref(place)?, codes));
    }
    Ok((row.get(0)?, values))
}

/// Latitude and longitude of a point, or the bounds of a shape.
fn place_of(shape: bool, bounds: Option<[f64; 4]>) -> Vec<Value> {
    match bounds {
        None => Vec::new(),
        Some(bounds) if shape => bounds.map(Value::Real).to_vec(),
        Some([lon, lat, ..]) => vec![Value::Real(lat), Value::Real(lon)],
    }
}

fn value_of(kind: Kind, value: ValueRef<'_>, codes: &[(&'static str, &'static str)]) -> Value {
    match (kind, value) {
        (_, ValueRef::Text(text)) => {
            let text = String::from_utf8_lossy(text);
            match kind {
                Kind::Code(_) => {
                    // A word that a later version of the program wrote stays as it is.
                    let known = codes.iter().find(|(_, label)| *label == text);
                    Value::Text(
                        known.map_or_else(|| text.to_string(), |(code, _)| (*code).to_owned()),
                    )
                }
                Kind::Day => text.parse().map_or(Value::None, Value::Day),
                _ if text.is_empty() => Value::None,
                _ => Value::Text(text.into_owned()),
            }
        }
        (Kind::Whole | Kind::Real, ValueRef::Integer(number)) => Value::Whole(number),
        (Kind::Whole | Kind::Real, ValueRef::Real(number)) => Value::Real(number),
        _ => Value::None,
    }
}

/// The shapes of these rows, as they are; nothing for rows that have none.
pub(crate) fn shapes(
    db: &Db,
    collection: Collection,
    fids: &[i64],
    visit: VisitShape<'_>,
) -> Result<(), StoreError> {
    let sql = format!("SELECT geom FROM {} WHERE fid = ?", collection.layer());
    let mut statement = db.conn.prepare_cached(&sql).map_err(|e| db.error(e))?;
    for fid in fids {
        let mut rows = statement.query([fid]).map_err(|e| db.error(e))?;
        let Some(row) = rows.next().map_err(|e| db.error(e))? else { continue };
        if let ValueRef::Blob(blob) = row.get_ref(0).map_err(|e| db.error(e))?
            && let Some(shape) = geometry::well_known(blob)
        {
            visit(*fid, shape)?;
        }
    }
    Ok(())
}
