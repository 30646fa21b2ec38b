//! Lists in four formats: a table for people; CSV, JSON and JSON Lines for programs.

use std::io::Write;

use clap::ValueEnum;
use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, Width, presets,
};

use cairn_report::rows::Record;

use super::page::one_line;
use crate::error::CommandError;

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: as wide as the terminal
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a line of names
    Csv,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    name: &'static str,
    kind: ColumnKind,
}

#[derive(Clone, Copy, Debug)]
enum ColumnKind {
    /// Never broken over lines.
    Whole,
    /// A number: to the right, never broken over lines.
    Number,
    /// Broken over lines where there is no room.
    Text,
}

impl Column {
    /// A column of text, broken over lines where there is no room.
    pub const fn text(name: &'static str) -> Self {
        Self { name, kind: ColumnKind::Text }
    }

    /// A column that is never broken over lines.
    pub const fn whole(name: &'static str) -> Self {
        Self { name, kind: ColumnKind::Whole }
    }

    /// A column of numbers.
    pub const fn number(name: &'static str) -> Self {
        Self { name, kind: ColumnKind::Number }
    }
}

/// An entry of a list.
///
/// Programs get it as its [`Record`].
pub trait Row: Record {
    /// The columns of the table.
    const COLUMNS: &'static [Column];
    /// One value for each of [`Row::COLUMNS`].
    fn cells(&self) -> Vec<String>;
}

/// Writes a list entry by entry; only a table is held in memory.
pub struct ListWriter<W: Write> {
    sink: Sink<W>,
    rows: u64,
}

enum Sink<W: Write> {
    Table { out: W, table: Cells },
    Json { out: W },
    Jsonl { out: W },
    Csv { out: Box<csv::Writer<W>> },
}

/// The cells of a table that is drawn when all are known.
struct Cells {
    columns: &'static [Column],
    rows: Vec<Vec<String>>,
    width: usize,
}

impl<W: Write> ListWriter<W> {
    /// Begins a list of `R`s.
    pub fn begin<R: Row>(format: Format, width: usize, mut out: W) -> Result<Self, CommandError> {
        let sink = match format {
            Format::Table => {
                Sink::Table { out, table: Cells { columns: R::COLUMNS, rows: Vec::new(), width } }
            }
            Format::Json => {
                out.write_all(b"[")?;
                Sink::Json { out }
            }
            Format::Jsonl => Sink::Jsonl { out },
            Format::Csv => {
                let mut out = csv::Writer::from_writer(out);
                out.write_record(R::FIELDS)?;
                Sink::Csv { out: Box::new(out) }
            }
        };
        Ok(Self { sink, rows: 0 })
    }

    /// Adds an entry.
    pub fn push<R: Row>(&mut self, row: &R) -> Result<(), CommandError> {
        match &mut self.sink {
            Sink::Table { table, .. } => {
                let cells = row.cells().iter().map(|cell| one_line(cell)).collect();
                table.rows.push(cells);
            }
            Sink::Json { out } => {
                out.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
                serde_json::to_writer(out, row)?;
            }
            Sink::Jsonl { out } => {
                serde_json::to_writer(&mut *out, row)?;
                out.write_all(b"\n")?;
            }
            Sink::Csv { out } => out.write_record(row.record())?,
        }
        self.rows += 1;
        Ok(())
    }

    /// Ends the list; says how many entries it has.
    pub fn finish(self) -> Result<u64, CommandError> {
        match self.sink {
            Sink::Table { mut out, table } => {
                if self.rows > 0 {
                    for line in table.draw().lines() {
                        writeln!(out, "{}", line.trim_end())?;
                    }
                }
                out.flush()?;
            }
            Sink::Json { mut out } => {
                out.write_all(if self.rows == 0 { b"]\n" } else { b"\n]\n" })?;
                out.flush()?;
            }
            Sink::Jsonl { mut out } => out.flush()?,
            Sink::Csv { mut out } => out.flush()?,
        }
        Ok(self.rows)
    }
}

/// Spaces after a column: the padding, and (but for the last) the line that is not drawn.
const GAP: usize = 2;

impl Cells {
    fn draw(self) -> Table {
        let least = self.least_widths();
        let mut table = Table::new();
        table
            // Nothing but a rule under the names: narrow, and easy to cut with other tools.
            .load_style(
                presets::NOTHING.header_separator(LineStyle::none().fill('─').junction('─')),
            )
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(self.width).unwrap_or(u16::MAX))
            .set_header(self.columns.iter().map(|column| column.name))
            .add_rows(self.rows);
        table.discover_columns();
        for ((column, least), shown) in self.columns.iter().zip(least).zip(table.column_iter_mut())
        {
            shown.set_padding((0, 1));
            let least = u16::try_from(least + 1).unwrap_or(u16::MAX);
            shown.set_constraint(match column.kind {
                ColumnKind::Text => ColumnConstraint::LowerBoundary(Width::Fixed(least)),
                ColumnKind::Whole | ColumnKind::Number => ColumnConstraint::ContentWidth,
            });
            if matches!(column.kind, ColumnKind::Number) {
                shown.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }

    /// How narrow each column may become: whole cells, or as long as the longest word of a text; long
    /// words are broken only where the table would else be too wide.
    fn least_widths(&self) -> Vec<usize> {
        let columns = |longest_word: usize| -> Vec<usize> {
            let width = |at: usize, column: &Column| {
                let cells = self.rows.iter().filter_map(|row| row.get(at));
                let texts = cells.map(String::as_str).chain([column.name]);
                match column.kind {
                    ColumnKind::Whole | ColumnKind::Number => {
                        texts.map(textwrap::core::display_width).max()
                    }
                    ColumnKind::Text => texts
                        .flat_map(str::split_whitespace)
                        .map(|word| textwrap::core::display_width(word).min(longest_word))
                        .max(),
                }
                .unwrap_or_default()
            };
            self.columns.iter().enumerate().map(|(at, column)| width(at, column)).collect()
        };
        let fits = |widths: &Vec<usize>| {
            widths.iter().sum::<usize>() + GAP * widths.len() <= self.width + 1
        };
        (4..=16).rev().map(columns).find(fits).unwrap_or_else(|| columns(4))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize)]
    struct Word(&'static str, u64);

    impl Record for Word {
        const FIELDS: &'static [&'static str] = &["text", "count"];

        fn record(&self) -> Vec<String> {
            vec![self.0.to_owned(), self.1.to_string()]
        }
    }

    impl Row for Word {
        const COLUMNS: &'static [Column] =
            &[Column::whole("Id"), Column::text("What it says"), Column::number("Count")];

        fn cells(&self) -> Vec<String> {
            vec!["I-00000001".to_owned(), self.0.to_owned(), self.1.to_string()]
        }
    }

    fn list(format: Format, rows: &[Word]) -> String {
        let mut out = Vec::new();
        let mut writer = ListWriter::begin::<Word>(format, 40, &mut out).unwrap();
        for row in rows {
            writer.push(row).unwrap();
        }
        assert_eq!(writer.finish().unwrap(), rows.len() as u64);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_keeps_to_its_width_and_breaks_between_words() {
        let rows = [Word("Susuzlug, Kalbajar, Azerbaijan", 3), Word("\u{1b}[2J", 12)];
        insta::assert_snapshot!(list(Format::Table, &rows), @r#"
        Id          What it says          Count
        ────────────────────────────────────────
        I-00000001  Susuzlug, Kalbajar,       3
                    Azerbaijan
        I-00000001  �[2J                     12
        "#);
    }

    #[test]
    fn programs_get_nothing_but_data() {
        let rows = [Word("a, \"b\"", 3), Word("c", 12)];
        insta::assert_snapshot!(list(Format::Csv, &rows), @r#"
        text,count
        "a, ""b""",3
        c,12
        "#);
        insta::assert_snapshot!(list(Format::Json, &rows), @r#"
        [
        ["a, \"b\"",3],
        ["c",12]
        ]
        "#);
        insta::assert_snapshot!(list(Format::Jsonl, &rows), @r#"
        ["a, \"b\"",3]
        ["c",12]
        "#);
    }

    #[test]
    fn an_empty_list_is_still_in_its_format() {
        assert_eq!(list(Format::Table, &[]), "");
        assert_eq!(list(Format::Json, &[]), "[]\n");
        assert_eq!(list(Format::Jsonl, &[]), "");
        assert_eq!(list(Format::Csv, &[]), "text,count\n");
    }
}
