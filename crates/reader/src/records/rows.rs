//! Rows of a table under a header that says what stands in which column.

use std::ops::Range;

use super::lines::{Line, after_bullet};
use super::{Draft, Figure, Finder};
use crate::doc::Doc;
use crate::effects::Harm;
use crate::mentions::PlaceMention;
use crate::token::TokenKind;

/// Fewer cells are no row.
const FEWEST: usize = 3;

/// Blanks that part two columns.
const GAP: usize = 3;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Date,
    /// Whether the coarser name comes first.
    Place(bool),
    District,
    Killed,
    Injured,
    Other,
}

pub(super) fn rows(
    finder: &Finder<'_, '_>,
    lines: &[Line],
    figures: &mut Vec<Figure>,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut header: Option<Vec<Column>> = None;
    for line in lines {
        let cells = cells(finder.doc, line);
        if cells.len() < FEWEST {
            header = None;
            continue;
        }
        if let Some(columns) = columns(finder.doc, &cells) {
            header = Some(columns);
        } else if let Some(columns) = &header {
            drafts.extend(row(finder, line, &cells, columns, figures));
        }
    }
    drafts
}

fn row(
    finder: &Finder<'_, '_>,
    line: &Line,
    cells: &[Range<usize>],
    columns: &[Column],
    figures: &mut Vec<Figure>,
) -> Option<Draft> {
    let mut draft = Draft {
        sentences: line.sentences.clone(),
        listed: true,
        head: line.tokens.start..line.tokens.start,
        ..Draft::default()
    };
    let mut found = Vec::new();
    for (cell, column) in cells.iter().zip(columns) {
        let harm = match column {
            _ if cell.is_empty() => continue,
            Column::Date if draft.day.is_none() => {
                draft.day = finder.days.in_column(cell);
                continue;
            }
            Column::Place(reversed) if draft.place.is_none() => {
                draft.place = place(finder, cell, *reversed);
                continue;
            }
            Column::Place(_) | Column::District => {
                add_district(&mut draft.place, place(finder, cell, false), *column);
                continue;
            }
            Column::Killed => Harm::Killed,
            Column::Injured => Harm::Injured,
            _ => continue,
        };
        if cell.len() == 1 && finder.doc.kind(cell.start) == TokenKind::Number {
            found.push(Figure { label: cell.start..cell.start, value: cell.clone(), harm });
        }
    }
    // The number of a row counts nobody.
    draft.head = cells.first().map_or(draft.head.clone(), |cell| {
        if cell.len() <= 2 { cell.clone() } else { cell.start..cell.start }
    });
    let told = draft.day.is_some() || draft.place.is_some();
    told.then(|| {
        figures.extend(found);
        draft
    })
}

/// A cell for the district beside one for the village, before or behind it.
fn add_district(known: &mut Option<PlaceMention>, more: Option<PlaceMention>, column: Column) {
    let Some(more) = more else { return };
    let name = more.settlement.clone().or_else(|| more.district.clone());
    match known {
        Some(known) if known.settlement.is_none() => {
            known.settlement = name;
            known.fineness = 6;
        }
        Some(known) if known.district.is_none() => {
            known.district = name;
            known.fineness = 6;
        }
        Some(_) => {}
        None if column == Column::District => {
            *known = Some(PlaceMention { settlement: None, district: name, fineness: 4, ..more });
        }
        None => *known = Some(more),
    }
}

/// The names of a cell or a field as a place.
pub(super) fn place(
    finder: &Finder<'_, '_>,
    cell: &Range<usize>,
    reversed: bool,
) -> Option<PlaceMention> {
    let doc = finder.doc;
    let mut names = Vec::new();
    let mut at = cell.start;
    while at < cell.end {
        match finder.names.name(at, cell.end) {
            Some(name) => {
                at = name.tokens.end.max(at + 1);
                names.push(name);
            }
            // "near Orash": small words before the name; a full stop ends it.
            None if !names.is_empty() && matches!(doc.folded(at), "." | ";") => break,
            None => at += 1,
        }
    }
    finder.names.mention(&names, reversed)
}

/// The columns that a header names, `None` for any other row.
fn columns(doc: &Doc<'_>, cells: &[Range<usize>]) -> Option<Vec<Column>> {
    let (class, short) = (doc.class("record_fields"), doc.class("record_columns"));
    let mut named = 0;
    let columns: Vec<Column> = cells
        .iter()
        .map(|cell| {
            let letter = (cell.len() <= 2).then(|| doc.term_at(cell.start, short)).flatten();
            let term = letter.or_else(|| cell.clone().find_map(|at| doc.term_at(at, class)));
            let Some(entry) = term.map(|term| doc.entry(term)) else { return Column::Other };
            named += 1;
            let several = || {
                cell.clone().filter(|&at| doc.entry_at(at, class).is_some()).count() > 1
                    || cell.len() > 2
            };
            match &*entry.value {
                "date" => Column::Date,
                "place" if entry.has("coarse") && several() => Column::Place(true),
                "place" if entry.has("coarse") => Column::District,
                "place" => Column::Place(false),
                "killed" => Column::Killed,
                "injured" => Column::Injured,
                _ => Column::Other,
            }
        })
        .collect();
    let useful = columns.iter().any(|c| matches!(c, Column::Date | Column::Place(_)));
    let digits = cells.iter().any(|c| !c.is_empty() && doc.kind(c.start) == TokenKind::Number);
    (named >= 2 && named * 2 >= cells.len() && useful && !digits).then_some(columns)
}

/// The cells of a line: between bars, spaced slashes, tabs or several blanks.
pub(super) fn cells(doc: &Doc<'_>, line: &Line) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let first = after_bullet(doc, line);
    let mut start = first;
    for at in first..line.tokens.end {
        let token = &doc.tokens[at];
        let mark = token.kind == TokenKind::Mark
            && token.spaced
            && matches!(&*token.folded, "/" | "|" | "¦");
        if mark {
            cells.push(start..at);
            start = at + 1;
        } else if at > start && is_gap(doc, at) {
            cells.push(start..at);
            start = at;
        }
    }
    if cells.is_empty() {
        return cells;
    }
    cells.push(start..line.tokens.end);
    // "| a | b |"
    if cells.first().is_some_and(Range::is_empty) {
        cells.remove(0);
    }
    if cells.last().is_some_and(Range::is_empty) {
        cells.pop();
    }
    cells
}

fn is_gap(doc: &Doc<'_>, at: usize) -> bool {
    let gap = doc.gap_before(at);
    gap.contains(&b'\t') || gap.len() >= GAP && gap.iter().all(|&b| b == b' ')
}
