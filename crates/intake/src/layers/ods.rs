//! Spreadsheets of OpenDocument (ODS): `content.xml` read row by row.
//!
//! A cell or row that says it is repeated a million times costs a visit each and no memory; blank ones
//! cost nothing.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;
use std::ops::ControlFlow;

use super::feature::Item;
use super::sheet::{Cells, Rows, whole_or_not};

/// Columns that a row may have.
const COLUMNS: u32 = 16_384;
/// Rows that a sheet may have.
const ROWS: u32 = 1 << 20;

/// A cell being read.
struct Cell {
    value: Value,
    /// Whether its value stands in its text.
    is_text: bool,
    repeated: u32,
}

/// A sheet being read.
#[derive(Default)]
struct Sheet {
    cells: Cells,
    column: u32,
    row_repeated: u32,
    cell: Option<Cell>,
    text: String,
    /// Whether within a paragraph; blanks around it lay the file out.
    in_paragraph: bool,
    /// How deep within a remark, whose text is not the cell's.
    remark: u32,
}

/// Visits the rows of all sheets until told to stop.
///
/// # Errors
/// When the text is not well-formed, with where.
pub(super) fn read(
    text: &str,
    visit: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut number = 0;
    let mut rows = Rows::of(String::new(), &mut number, visit);
    let mut sheet = Sheet::default();
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("{error}, at byte {}", reader.error_position()))?;
        match event {
            Event::Eof => return Ok(()),
            Event::Start(start) => match start.local_name().as_ref() {
                "table" => rows.begin(attribute(&start, "name").unwrap_or_default()),
                name => sheet.start(name, &start),
            },
            Event::Text(text) if sheet.reads_text() => sheet.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if sheet.reads_text() => {
                sheet.text.push(super::kml::entity(&reference.xml10_content()));
            }
            Event::End(end) => match end.local_name().as_ref() {
                "table-row" => {
                    let repeated = sheet.row_repeated;
                    let cells = sheet.end_row();
                    // Blank rows at the end fill the sheet up and say nothing.
                    let times = if cells.is_empty() { 0 } else { repeated };
                    for _ in 0..times {
                        if rows.take(cells.clone()).is_break() {
                            return Ok(());
                        }
                    }
                }
                name => sheet.end(name),
            },
            _ => {}
        }
    }
}

/// The attribute of this name, whatever stands before its colon.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes().flatten();
    let found = attributes.find(|one| one.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

fn repeated(start: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    attribute(start, name).and_then(|times| times.parse().ok()).unwrap_or(1).min(most)
}

impl Sheet {
    fn reads_text(&self) -> bool {
        self.remark == 0 && self.in_paragraph && self.cell.as_ref().is_some_and(|cell| cell.is_text)
    }

    fn start(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "table-row" => self.row_repeated = repeated(start, "number-rows-repeated", ROWS),
            "table-cell" | "covered-table-cell" => {
                let value = value(start);
                self.text.clear();
                self.cell = Some(Cell {
                    is_text: value.is_none(),
                    value: value.unwrap_or(Value::Null),
                    repeated: repeated(start, "number-columns-repeated", COLUMNS),
                });
            }
            "annotation" => self.remark += 1,
            // Blanks in a row are written as an element.
            "s" if self.reads_text() => self.text.push(' '),
            "p" => {
                self.in_paragraph = true;
                if self.reads_text() && !self.text.is_empty() {
                    self.text.push('\n');
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "annotation" => self.remark = self.remark.saturating_sub(1),
            "p" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => {
                let Some(cell) = self.cell.take() else { return };
                let text = std::mem::take(&mut self.text);
                let value = match cell.value {
                    Value::Null if !text.is_empty() => Value::String(text),
                    value => value,
                };
                let end = self.column.saturating_add(cell.repeated).min(COLUMNS);
                if !value.is_null() {
                    for column in self.column..end {
                        self.cells.insert(column, value.clone());
                    }
                }
                self.column = end;
            }
            _ => {}
        }
    }

    fn end_row(&mut self) -> Cells {
        self.column = 0;
        std::mem::take(&mut self.cells)
    }
}

/// The value that a cell's attributes state; `None` where its text is the value.
fn value(start: &BytesStart<'_>) -> Option<Value> {
    let text = |name| attribute(start, name).map(Value::String);
    match attribute(start, "value-type")?.as_str() {
        "float" | "percentage" | "currency" => {
            let number: f64 = attribute(start, "value")?.parse().ok()?;
            Some(whole_or_not(number))
        }
        "date" => text("date-value"),
        "time" => text("time-value"),
        "boolean" => text("boolean-value"),
        _ => text("string-value"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(body: &str) -> Vec<String> {
        let text = format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
             <table:table table:name=\"Sheet\">{body}</table:table></office:document-content>"
        );
        let mut found = Vec::new();
        read(&text, &mut |item| {
            found.push(serde_json::to_string(&item.unwrap().attributes).unwrap());
            if found.len() < 10 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
        .unwrap();
        found
    }

    fn cell(attributes: &str, text: &str) -> String {
        format!("<table:table-cell {attributes}>\n<text:p>{text}</text:p>\n</table:table-cell>")
    }

    #[test]
    fn cells_come_with_their_values_and_remarks_are_none() {
        let head = [cell("", "id"), cell("", "lat &amp; more"), cell("", "day")].concat();
        let remark = "<table:table-cell><office:annotation><text:p>why</text:p></office:annotation>\
                      <text:p>a</text:p><text:p>b<text:s/>c</text:p></table:table-cell>";
        let first = [
            remark.to_owned(),
            cell("office:value-type=\"float\" office:value=\"44.5\"", "44,5"),
            cell("office:value-type=\"date\" office:date-value=\"2021-06-04\"", "4.6.21"),
        ]
        .concat();
        let body = format!(
            "<table:table-row>{head}</table:table-row><table:table-row>{first}</table:table-row>\
             <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell \
             table:number-columns-repeated=\"16384\"/></table:table-row>"
        );
        assert_eq!(rows(&body), [r#"{"id":"a\nb c","lat & more":44.5,"day":"2021-06-04"}"#]);
    }

    #[test]
    fn repeated_rows_and_cells_are_there_as_often_as_they_say() {
        let number = "office:value-type=\"float\" office:value=\"7\"";
        let body = format!(
            "<table:table-row>{}{}</table:table-row>\
             <table:table-row table:number-rows-repeated=\"4000000000\">\
             <table:table-cell table:number-columns-repeated=\"2\" {number}/></table:table-row>\
             <table:table-row table:number-rows-repeated=\"3\">{}</table:table-row>",
            cell("", "a"),
            cell("", "b"),
            cell(number, "7"),
        );
        let found = rows(&body);
        assert_eq!((found.len(), found[9].as_str()), (10, r#"{"a":7,"b":7}"#));
    }

    #[test]
    fn a_broken_text_says_where() {
        let mut none = |_| ControlFlow::Continue(());
        assert!(read("<a><b></a>", &mut none).unwrap_err().contains("byte"));
    }
}
