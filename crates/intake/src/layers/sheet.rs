//! Spreadsheets (XLSX, XLS): each sheet a layer, names of columns in its first row that holds something.
//!
//! Cells of XLSX are read one by one: a sheet whose last cell is far from its first costs no more than
//! its cells. A sheet of XLS has at most 65,536 rows of 256 columns, and is held as a whole.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::{Data, DataRef, Reader as _, Xls, Xlsx};
use jiff::ToSpan;
use jiff::civil::date;
use serde_json::{Map, Value};

use super::feature::{Absent, Feature, Item, Shape};
use crate::contained;

/// Time that opening an XLS file may take.
const XLS_TIME: std::time::Duration = std::time::Duration::from_secs(60);

/// A column's number and what its cell holds.
pub(super) type Cells = BTreeMap<u32, Value>;

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
        let mut rows = Rows::of(name.clone(), &mut number, visit);
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

/// A workbook of XLS, its sheets held as a whole.
pub(super) type Sheets = Vec<(String, calamine::Range<Data>)>;

/// The sheets of an XLS file.
///
/// # Errors
/// When the file is no workbook, or a sheet is broken.
pub(super) fn open_xls(bytes: &[u8]) -> Result<Sheets, String> {
    let bytes = bytes.to_vec();
    // The parser trusts the file more than one should.
    let opened = contained::run(XLS_TIME, move || {
        let mut book: Xls<Cursor<Vec<u8>>> = Xls::new(Cursor::new(bytes))?;
        Ok(book.worksheets())
    });
    opened
        .map_err(|_| "its parts do not fit together".to_owned())?
        .map_err(|error: calamine::XlsError| error.to_string())
}

/// Visits the rows of all sheets of an XLS file until told to stop.
pub(super) fn read_xls(sheets: &Sheets, visit: &mut dyn FnMut(Item) -> ControlFlow<()>) {
    let mut number = 0;
    for (name, range) in sheets {
        let mut rows = Rows::of(name.clone(), &mut number, visit);
        for row in range.rows() {
            let cells = (0..).zip(row).map(|(column, cell)| (column, owned(cell)));
            if rows.take(cells.filter(|(_, value)| !value.is_null()).collect()).is_break() {
                return;
            }
        }
    }
}

/// Rows being turned into features: the first that holds something names the columns.
pub(super) struct Rows<'a> {
    layer: String,
    names: Option<BTreeMap<u32, String>>,
    number: &'a mut u64,
    visit: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(
        layer: String,
        number: &'a mut u64,
        visit: &'a mut dyn FnMut(Item) -> ControlFlow<()>,
    ) -> Self {
        Self { layer, names: None, number, visit }
    }

    /// Goes on to another sheet.
    pub(super) fn begin(&mut self, layer: String) {
        self.layer = layer;
        self.names = None;
    }

    pub(super) fn take(&mut self, cells: Cells) -> ControlFlow<()> {
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

fn owned(cell: &Data) -> Value {
    match cell {
        Data::Int(number) => Value::from(*number),
        Data::Float(number) => whole_or_not(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Value::String(text.clone())
        }
        Data::Bool(yes) => Value::Bool(*yes),
        Data::DateTime(moment) => day(moment.as_f64()).unwrap_or(Value::Null),
        Data::Error(_) | Data::Empty => Value::Null,
    }
}

pub(super) fn whole_or_not(number: f64) -> Value {
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
