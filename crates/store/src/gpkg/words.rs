//! Words looked for in the texts of a collection, in two ways from one list of columns ([`columns`]):
//! gathered once into [`Words`](crate::table::Words), which answers at once and takes memory, or, where
//! they are more than that may take, looked for in the file each time. The second alone takes a tenth
//! of a second in 100,000 incidents (docs/measurements.md), the first alone would have no bound;
//! a test holds that they find the same.

use std::collections::HashMap;

use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use crate::error::StoreError;
use crate::gpkg::db::Db;
use crate::table::words::Gathering;
use crate::table::{Collection, Table, Words};

/// Columns in which words are looked for, and those of them that tell who somebody is.
fn columns(collection: Collection) -> (Vec<&'static str>, &'static [&'static str]) {
    let plain: &[&str] = match collection {
        Collection::Incidents => {
            &["id", "summary", "sources", "activity", "grade_reason", "grade", "status"]
        }
        Collection::Finds => &["id", "summary", "sources"],
        Collection::Tallies => {
            &["claim", "series", "measure", "tally_group", "place", "period", "said_by", "document"]
        }
        Collection::Contradictions => &["id", "kind", "figures", "note", "documents"],
        Collection::Documents => &["id", "label", "title", "publisher", "url", "language"],
        Collection::Statements => {
            &["claim", "document", "kind", "speaker", "addressees", "instruments"]
        }
        Collection::Victims => &["incident", "outcome", "victim_group", "sex"],
        Collection::Hazards => &["kind", "status"],
        Collection::Records => &[],
        Collection::Releases => &["kind"],
    };
    let personal: &[&str] = match collection {
        Collection::Statements => &["about", "sentence"],
        Collection::Victims => &["name", "also_spelled", "occupation", "place"],
        _ => &[],
    };
    let of_land = if collection.is_land() { &LAND[..] } else { &[] };
    (plain.iter().chain(of_land).copied().collect(), personal)
}

/// What all layers of land have.
const LAND: [&str; 9] = [
    "claim",
    "document",
    "device",
    "reference",
    "sheet",
    "author",
    "said_by",
    "summary",
    "repairs",
];

/// Incidents are also found by their victims.
const VICTIMS: &[&str] = &["name", "also_spelled", "occupation"];

/// The words of the rows of a table; `None` where they are more than is kept in memory.
pub(crate) fn words(db: &Db, table: &Table) -> Result<Option<Words>, StoreError> {
    let collection = table.collection();
    let (plain, personal) = columns(collection);
    let own: Vec<&str> = plain.iter().chain(personal).copied().collect();
    let of_victims = if collection == Collection::Incidents { VICTIMS } else { &[] };
    let rows: HashMap<i64, u32> =
        (0u32..).zip(table.fids()).map(|(row, fid)| (*fid, row)).collect();
    let mut gathering = Gathering::new(table.len(), plain.len(), personal.len() + of_victims.len());
    let sql = format!("SELECT fid, {} FROM {}", own.join(", "), collection.layer());
    if !gather(db, &sql, &rows, 0, own.len(), &mut gathering)? {
        return Ok(None);
    }
    if !of_victims.is_empty() {
        let sql = format!(
            "SELECT incidents.fid, {} FROM victims JOIN incidents ON id = incident",
            VICTIMS.join(", ")
        );
        if !gather(db, &sql, &rows, own.len(), VICTIMS.len(), &mut gathering)? {
            return Ok(None);
        }
    }
    Ok(Some(gathering.done()))
}

/// Takes columns into fields from `first` on; `false` when there is more than can be kept.
fn gather(
    db: &Db,
    sql: &str,
    rows: &HashMap<i64, u32>,
    first: usize,
    count: usize,
    gathering: &mut Gathering,
) -> Result<bool, StoreError> {
    let mut statement = db.conn.prepare(sql).map_err(|e| db.error(e))?;
    let mut found = statement.query([]).map_err(|e| db.error(e))?;
    while let Some(row) = found.next().map_err(|e| db.error(e))? {
        let mut take = |row: &Row<'_>| -> rusqlite::Result<bool> {
            // A row that was added since the table was made is in the next one.
            let Some(number) = rows.get(&row.get(0)?) else { return Ok(true) };
            for place in 0..count {
                if let ValueRef::Text(text) = row.get_ref(place + 1)?
                    && !gathering.take(first + place, *number, &String::from_utf8_lossy(text))
                {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        if !take(row).map_err(|e| db.error(e))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Brings the function that looks for words in the file, in any script.
pub(crate) fn register_functions(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("cairn_holds", -1, flags, |context| {
        let wanted = context.get_raw(0).as_str()?;
        let found = |at: usize| {
            let text = context.get_raw(at).as_str_or_null();
            text.is_ok_and(|text| text.is_some_and(|text| holds(text, wanted)))
        };
        Ok((1..context.len()).any(found))
    })
}

/// Whether a text holds these words, which are in lower case.
fn holds(text: &str, wanted: &str) -> bool {
    if text.is_ascii() && wanted.is_ascii() {
        // Without a copy of the text: most of a register's texts are of plain letters.
        let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
        return wanted.is_empty()
            || text.windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted));
    }
    text.to_lowercase().contains(wanted)
}

/// The rows, by their numbers, that hold these words.
pub(crate) fn holding(
    db: &Db,
    collection: Collection,
    wanted: &str,
    personal: bool,
) -> Result<Vec<i64>, StoreError> {
    let (plain, own) = columns(collection);
    let mut holds = format!("cairn_holds(?1, {})", plain.join(", "));
    if personal && !own.is_empty() {
        holds.push_str(&format!(" OR cairn_holds(?1, {})", own.join(", ")));
    }
    if personal && collection == Collection::Incidents {
        let of_victims = VICTIMS.join(", ");
        holds.push_str(&format!(
            " OR id IN (SELECT incident FROM victims WHERE cairn_holds(?1, {of_victims}))"
        ));
    }
    let sql = format!("SELECT fid FROM {} WHERE {holds}", collection.layer());
    let mut found = Vec::new();
    db.each(
        &sql,
        [wanted.to_lowercase()],
        |row| row.get(0),
        |fid| {
            found.push(fid);
            Ok(())
        },
    )?;
    Ok(found)
}
