//! dBASE tables, in which shapefiles keep their attributes.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde_json::{Map, Value};

/// A table in memory.
#[derive(Debug)]
pub(super) struct Table<'a> {
    bytes: &'a [u8],
    columns: Vec<Column>,
    start: usize,
    width: usize,
    encoding: Option<&'static Encoding>,
}

#[derive(Debug)]
struct Column {
    name: String,
    kind: u8,
    at: usize,
    length: usize,
}

impl<'a> Table<'a> {
    /// Looks at the head of a table; `cpg` names its encoding.
    ///
    /// # Errors
    /// When there is no head, or no column in it.
    pub(super) fn open(bytes: &'a [u8], cpg: Option<&str>) -> Result<Self, String> {
        let short = |at: usize| -> Option<usize> {
            let two: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
            Some(usize::from(u16::from_le_bytes(two)))
        };
        let (Some(start), Some(width)) = (short(8), short(10)) else {
            return Err("the .dbf beside it is cut off in its head".to_owned());
        };
        let encoding = cpg.and_then(|label| {
            let label = label.trim();
            Encoding::for_label(label.as_bytes())
                .or_else(|| Encoding::for_label(format!("windows-{label}").as_bytes()))
        });
        let mut columns: Vec<Column> = Vec::new();
        let mut at = 1;
        for head in bytes.get(32..start).unwrap_or_default().chunks_exact(32) {
            let (Some(&kind), Some(&length)) = (head.get(11), head.get(16)) else { break };
            if head.first() == Some(&0x0d) {
                break;
            }
            let name = head.get(..11).unwrap_or_default();
            let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
            let length = usize::from(length);
            columns.push(Column { name: decoded(name, encoding), kind, at, length });
            at += length;
        }
        if columns.is_empty() {
            return Err("the .dbf beside it names no columns".to_owned());
        }
        let names = super::table::distinct(columns.iter().map(|column| column.name.trim()));
        for (column, name) in columns.iter_mut().zip(names) {
            column.name = name;
        }
        Ok(Self { bytes, columns, start, width, encoding })
    }

    /// The attributes in a row, from 0.
    ///
    /// # Errors
    /// When there is no such row, or it is marked as deleted.
    pub(super) fn row(&self, row: usize) -> Result<Map<String, Value>, String> {
        let from = row.checked_mul(self.width).and_then(|bytes| bytes.checked_add(self.start));
        let row = from.and_then(|from| self.bytes.get(from..from.checked_add(self.width)?));
        let Some(row) = row else { return Err("the .dbf has no row for this shape".to_owned()) };
        if row.first() == Some(&b'*') {
            return Err("its row is marked as deleted in the .dbf".to_owned());
        }
        let mut attributes = Map::new();
        for column in &self.columns {
            let value = row.get(column.at..column.at + column.length).unwrap_or_default();
            attributes.insert(column.name.clone(), self.value(column.kind, value));
        }
        Ok(attributes)
    }

    fn value(&self, kind: u8, bytes: &[u8]) -> Value {
        let text = decoded(bytes, self.encoding);
        let text = text.trim_end_matches(['\0', ' ']);
        match kind {
            // Blanks at the end fill the column up and say nothing.
            b'C' | b'M' => Value::String(text.to_owned()),
            b'D' => match (text.get(..4), text.get(4..6), text.get(6..8)) {
                (Some(year), Some(month), Some(day)) => {
                    Value::String(format!("{year}-{month}-{day}"))
                }
                _ => Value::Null,
            },
            // Stars stand where a number did not fit.
            b'N' | b'F' => {
                let text = text.trim();
                let number = text.parse::<i64>().map(Value::from).ok();
                number.or_else(|| text.parse::<f64>().ok().map(Value::from)).unwrap_or(Value::Null)
            }
            _ => Value::String(text.trim().to_owned()),
        }
    }
}

fn decoded(bytes: &[u8], encoding: Option<&'static Encoding>) -> String {
    let encoding = encoding.unwrap_or(match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(_) => WINDOWS_1252,
    });
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&str]) -> Vec<u8> {
        let columns = [("NAME", b'C', 6u8), ("N", b'N', 4), ("DAY", b'D', 8)];
        let start = 32 + 32 * columns.len() + 1;
        let mut bytes = vec![3; 8];
        bytes.extend(u16::try_from(start).unwrap().to_le_bytes());
        bytes.extend(19u16.to_le_bytes());
        bytes.resize(32, 0);
        for (name, kind, length) in columns {
            let mut head = name.as_bytes().to_vec();
            head.resize(11, 0);
            head.push(kind);
            head.resize(16, 0);
            head.push(length);
            head.resize(32, 0);
            bytes.extend(head);
        }
        bytes.push(0x0d);
        bytes.extend(rows.concat().bytes());
        bytes
    }

    #[test]
    fn rows_have_values_by_the_kind_of_their_column() {
        let bytes = table(&[" Alpha   1219930501", "*Beta     x        "]);
        let table = Table::open(&bytes, Some("UTF-8")).unwrap();
        let row = table.row(0).unwrap();
        assert_eq!(
            serde_json::to_string(&row).unwrap(),
            r#"{"NAME":"Alpha","N":12,"DAY":"1993-05-01"}"#
        );
        assert!(table.row(1).unwrap_err().contains("deleted"));
        assert!(table.row(2).unwrap_err().contains("no row"));
        for end in 0..bytes.len() {
            let _ = Table::open(&bytes[..end], None).map(|table| table.row(0).is_ok());
        }
    }
}
