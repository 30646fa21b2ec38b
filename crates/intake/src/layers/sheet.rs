//! Spreadsheets (XLSX): each sheet a layer, names of columns in its first row that holds something.
//!
//! Cells are read one by one: a sheet whose last cell is far from its first costs no more than its
//! cells.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{DataRef, Reader as _, Xlsx};
use jiff::ToSpan;
use jiff::civil::date;
use serde_json::{Map, Value};

use super::feature::{Absent, Feature, Item, Shape};

/// A column's number and what its cell holds.
type Cells = BTreeMap<u32, Value>;

/// Visits the rows of all sheets until told to stop.
///
/// # Errors
/// When the file is no workbook, or a sheet is broken.
pub(super) fn read(
    bytes: &[u8],
    visit: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<(), String> {
    let mut book: Xlsx<Cursor<&[u8]>> = calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|error: calamine::XlsxError| error.to_string())?;
    let mut number = 0;
    for name in book.sheet_names() {
        let mut rows = Rows { layer: name.clone(), names: None, number: &mut number, visit };
        let broken = |error: calamine::XlsxError| format!("sheet {name}: {error}");
        let mut reader = book.worksheet_cells_reader(&name).map_err(broken)?;
        let (mut at, mut cells) = (0, Cells::new());
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            if row != at && rows.take(std::mem::take(&mut cells)).is_break() {
                return Ok(());
            }
            at = row;
            let value = value(cell.get_value());
            if !value.is_null() {
                cells.insert(column, value);
            }
        }
        if rows.take(cells).is_break() {
            return Ok(());
        }
    }
    Ok(())
}

struct Rows<'a> {
    layer: String,
    names: Option<BTreeMap<u32, String>>,
    number: &'a mut u64,
    visit: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
}

impl Rows<'_> {
    fn take(&mut self, cells: Cells) -> ControlFlow<()> {
        if cells.is_empty() {
            return ControlFlow::Continue(());
        }
        let Some(names) = &self.names else {
            let texts: Vec<String> = cells.values().map(text).collect();
            let names = super::table::distinct(texts.iter().map(|name| name.trim()));
            self.names = Some(cells.into_keys().zip(names).collect());
            return ControlFlow::Continue(());
        };
        *self.number += 1;
        let mut attributes = Map::new();
        for (column, value) in cells {
            let name = names.get(&column).cloned();
            // A value below no name is kept under its column's number.
            attributes.insert(name.unwrap_or_else(|| format!("column {}", column + 1)), value);
        }
        (self.visit)(Ok(Feature {
            number: *self.number,
            layer: self.layer.clone(),
            attributes,
            shape: Shape::Nothing(Absent::InColumns),
            mended: Vec::new(),
        }))
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn value(cell: &DataRef<'_>) -> Value {
    match cell {
        DataRef::Int(number) => Value::from(*number),
        DataRef::Float(number) => whole_or_not(*number),
        DataRef::String(text) => Value::String(text.clone()),
        DataRef::SharedString(text) => Value::String((*text).to_owned()),
        DataRef::Bool(yes) => Value::Bool(*yes),
        DataRef::DateTime(moment) => day(moment.as_f64()).unwrap_or(Value::Null),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::String(text.clone()),
        DataRef::Error(_) | DataRef::Empty => Value::Null,
    }
}

fn whole_or_not(number: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "checked: whole, below 2^53")]
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Value::from(number as i64);
    }
    Value::from(number)
}

/// The day that a serial number stands for, counted from 30 December 1899.
fn day(serial: f64) -> Option<Value> {
    #[expect(clippy::cast_possible_truncation, reason = "checked: days of four-digit years")]
    let days = (0.0..3_000_000.0).contains(&serial).then_some(serial.floor() as i64)?;
    let day = date(1899, 12, 30).checked_add(days.days()).ok()?;
    Some(Value::String(day.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_spreadsheets_do() {
        assert_eq!(day(44_351.0), Some(Value::String("2021-06-04".to_owned())));
        assert_eq!(day(44_351.75), day(44_351.0));
        assert_eq!(day(-1.0), None);
        assert_eq!(whole_or_not(2006.0), Value::from(2006));
    }
}
