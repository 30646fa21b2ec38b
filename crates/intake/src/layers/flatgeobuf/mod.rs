//! FlatGeobuf (version 3): a head, an index that is passed over, and features one after the other.
//!
//! The format is read by the names of its schemas, `header.fbs` and `feature.fbs`. A feature that
//! says it is larger than what is left of the file ends the file; no memory is taken on its word.

mod shape;
mod table;

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::feature::{Absent, Feature, Item, Refused, Shape};
use table::{Table, double, int, short};

/// What a FlatGeobuf of this version begins with; the byte behind is its patch level.
pub(super) const MAGIC: &[u8] = b"fgb\x03fgb";
/// Bytes of a node of the index.
const NODE: u64 = 40;

/// Fields of the head, by their numbers in `header.fbs`.
mod head {
    pub(super) const NAME: usize = 0;
    pub(super) const GEOMETRY_TYPE: usize = 2;
    pub(super) const COLUMNS: usize = 7;
    pub(super) const FEATURES: usize = 8;
    pub(super) const NODE_SIZE: usize = 9;
    pub(super) const CRS: usize = 10;
}

/// A column: its name and the number of its type.
struct Column {
    name: String,
    kind: u8,
}

/// What the head of a file says, and where its features begin.
struct Head<'a> {
    table: Table<'a>,
    features: usize,
}

fn open(bytes: &[u8]) -> Option<Head<'_>> {
    let size = int(bytes, 8)?;
    let end = 12_usize.checked_add(size)?;
    let table = Table::root(bytes.get(12..end)?)?;
    let count = table.long(head::FEATURES).unwrap_or(0);
    let node_size = table.short(head::NODE_SIZE).unwrap_or(16);
    let index = if node_size == 0 { 0 } else { index_bytes(count, node_size as u64)? };
    Some(Head { table, features: end.checked_add(usize::try_from(index).ok()?)? })
}

/// Bytes of the index of so many features with so many children a node.
fn index_bytes(features: u64, children: u64) -> Option<u64> {
    let children = children.max(2);
    if features == 0 {
        return Some(0);
    }
    let (mut level, mut nodes) = (features, features);
    loop {
        level = level.div_ceil(children);
        nodes = nodes.checked_add(level)?;
        if level == 1 {
            return nodes.checked_mul(NODE);
        }
    }
}

/// The coordinate reference system that the head states: by its code, else as well-known text.
pub(super) fn crs(bytes: &[u8]) -> Option<String> {
    let crs = open(bytes)?.table.table(head::CRS)?;
    let authority = crs.text(0).unwrap_or_default();
    let code = crs.signed(1).filter(|code| *code > 0);
    match code {
        Some(code) if authority.is_empty() || authority.eq_ignore_ascii_case("EPSG") => {
            Some(format!("EPSG:{code}"))
        }
        _ => crs.text(4).filter(|text| !text.is_empty()),
    }
}

/// Visits the features until told to stop.
///
/// # Errors
/// When the head cannot be read, or the file ends within a feature.
pub(super) fn read(
    bytes: &[u8],
    label: &str,
    visit: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<(), String> {
    let head = open(bytes).ok_or("its head is cut off or broken")?;
    let layer = head.table.text(head::NAME).filter(|name| !name.is_empty());
    let layer = layer.unwrap_or_else(|| label.to_owned());
    let kind = head.table.byte(head::GEOMETRY_TYPE).unwrap_or(0);
    let columns = columns(&head.table);
    let (mut at, mut number) = (head.features, 0);
    if at > bytes.len() {
        return Err("the file ends within its index".to_owned());
    }
    while at < bytes.len() {
        number += 1;
        let cut = || format!("the file ends within feature {number}");
        let size = int(bytes, at).ok_or_else(cut)?;
        let start = at + 4;
        let end = start.checked_add(size).ok_or_else(cut)?;
        let feature = bytes.get(start..end).ok_or_else(cut)?;
        at = end;
        let item = Table::root(feature)
            .ok_or_else(|| "is no feature of FlatGeobuf".to_owned())
            .and_then(|table| self::feature(&table, kind, &columns))
            .map(|(attributes, shape, mended)| Feature {
                number,
                layer: layer.clone(),
                attributes,
                shape,
                mended,
            })
            .map_err(|why| Refused { feature: number, why });
        if visit(item).is_break() {
            return Ok(());
        }
    }
    Ok(())
}

fn columns(table: &Table<'_>) -> Vec<Column> {
    let tables = table.tables(head::COLUMNS);
    let names: Vec<String> = tables.iter().map(|one| one.text(0).unwrap_or_default()).collect();
    let names = super::table::distinct(names.iter().map(String::as_str));
    let kinds = tables.iter().map(|one| one.byte(1).unwrap_or(0));
    names.into_iter().zip(kinds).map(|(name, kind)| Column { name, kind }).collect()
}

type Parts = (Map<String, Value>, Shape, Vec<cairn_model::RepairKind>);

fn feature(table: &Table<'_>, kind: u8, columns: &[Column]) -> Result<Parts, String> {
    let own = self::columns_of_feature(table);
    let columns = if own.is_empty() { columns } else { &own };
    let attributes = attributes(table.list(1, 1).unwrap_or_default(), columns)?;
    let mut mended = Vec::new();
    let shape = match table.table(0) {
        None => Shape::Nothing(Absent::Null),
        Some(geometry) => shape::read(&geometry, kind, &mut mended, 0)
            .unwrap_or_else(|why| Shape::Nothing(Absent::NotRead(why)))
            .or_empty(),
    };
    Ok((attributes, shape, mended))
}

/// Columns that a feature brings itself, where the head has none.
fn columns_of_feature(table: &Table<'_>) -> Vec<Column> {
    let tables = table.tables(2);
    let column = |one: &Table<'_>| Column {
        name: one.text(0).unwrap_or_default(),
        kind: one.byte(1).unwrap_or(0),
    };
    tables.iter().map(column).collect()
}

/// Values with the numbers of their columns before them.
fn attributes(bytes: &[u8], columns: &[Column]) -> Result<Map<String, Value>, String> {
    // A column without a value is null, as in other formats.
    let mut attributes: Map<String, Value> =
        columns.iter().map(|column| (column.name.clone(), Value::Null)).collect();
    let mut at = 0;
    while at < bytes.len() {
        let column = short(bytes, at).and_then(|number| columns.get(number));
        let column = column.ok_or("a value is of a column that the head does not have")?;
        at += 2;
        let (value, size) = value(bytes, at, column.kind)
            .ok_or_else(|| format!("the value of `{}` cannot be read", column.name))?;
        attributes.insert(column.name.clone(), value);
        at += size;
    }
    Ok(attributes)
}

/// A value of a type of column, and how many bytes it takes.
fn value(bytes: &[u8], at: usize, kind: u8) -> Option<(Value, usize)> {
    let number = |size: usize| -> Option<[u8; 8]> {
        let mut padded = [0; 8];
        let given = bytes.get(at..at.checked_add(size)?)?;
        padded.get_mut(..size)?.copy_from_slice(given);
        Some(padded)
    };
    let signed = |size: usize| -> Option<(Value, usize)> {
        let shift = 64 - 8 * u32::try_from(size).ok()?;
        let wide = i64::from_le_bytes(number(size)?);
        Some((Value::from(wide.wrapping_shl(shift).wrapping_shr(shift)), size))
    };
    let unsigned = |size: usize| Some((Value::from(u64::from_le_bytes(number(size)?)), size));
    match kind {
        0 => signed(1),
        1 => unsigned(1),
        2 => Some((Value::Bool(*bytes.get(at)? != 0), 1)),
        3 => signed(2),
        4 => unsigned(2),
        5 => signed(4),
        6 => unsigned(4),
        7 => signed(8),
        8 => unsigned(8),
        9 => {
            let [a, b, c, d, ..] = number(4)?;
            Some((Value::from(f64::from(f32::from_le_bytes([a, b, c, d]))), 4))
        }
        10 => Some((Value::from(double(bytes, at)?), 8)),
        11..=14 => {
            let length = int(bytes, at)?;
            let start = at.checked_add(4)?;
            let given = bytes.get(start..start.checked_add(length)?)?;
            let value = match kind {
                14 => Value::String(format!("({length} bytes)")),
                _ => Value::String(String::from_utf8_lossy(given).into_owned()),
            };
            Some((value, 4 + length))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_is_as_large_as_its_nodes() {
        assert_eq!(index_bytes(0, 16), Some(0));
        assert_eq!(index_bytes(1, 16), Some(2 * NODE));
        assert_eq!(index_bytes(17, 16), Some((17 + 2 + 1) * NODE));
        assert_eq!(index_bytes(u64::MAX, 2), None);
    }

    #[test]
    fn values_are_read_by_the_type_of_their_column() {
        let columns = |kinds: &[u8]| -> Vec<Column> {
            let named = |(at, kind): (usize, &u8)| Column { name: format!("c{at}"), kind: *kind };
            kinds.iter().enumerate().map(named).collect()
        };
        let mut bytes = vec![0, 0, 0xfe, 1, 0];
        bytes.extend(1.5_f64.to_le_bytes());
        bytes.extend([2, 0, 3, 0, 0, 0]);
        bytes.extend("abc".bytes());
        let read = attributes(&bytes, &columns(&[0, 10, 11, 7])).unwrap();
        assert_eq!(
            serde_json::to_string(&read).unwrap(),
            r#"{"c0":-2,"c1":1.5,"c2":"abc","c3":null}"#
        );
        for end in 1..bytes.len() {
            let cut = attributes(&bytes[..end], &columns(&[0, 10, 11, 7]));
            assert!(cut.is_err() || [3, 13].contains(&end), "{end}");
        }
        assert!(attributes(&[9, 0, 1], &columns(&[0])).unwrap_err().contains("does not have"));
    }

    #[test]
    fn a_head_that_is_cut_off_says_so() {
        let mut none = |_| ControlFlow::Continue(());
        let error = read(b"fgb\x03fgb\x00\x10\x00\x00\x00", "a", &mut none).unwrap_err();
        assert!(error.contains("head"), "{error}");
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_stop_it(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let file = [MAGIC, b"\x00", &bytes].concat();
            let _ = read(&file, "a", &mut |_| ControlFlow::Continue(()));
            let _ = crs(&file);
            if let Some(table) = Table::root(&bytes) {
                let _ = feature(&table, 6, &[]);
            }
        }
    }
}
