//! Tables whose last row sums up those above it: columns set with blanks, bars, tabs, strokes, dots
//! or a colon.

use std::ops::Range;

use cairn_model::{Contradiction, ContradictionKind};

use super::{contradiction, sum_text};
use crate::context::Context;

/// A row of a table: a name, and a number in some of its columns.
struct Row {
    /// Bytes of the line.
    line: Range<usize>,
    cells: Vec<Option<u64>>,
    total: bool,
}

/// A table has at least this many rows above the one that sums them up.
const FEWEST_ROWS: usize = 2;

/// Columns whose last row is not their sum.
pub(super) fn disagreements(context: &Context<'_>) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for line in lines(context.doc.text) {
        let text = &context.doc.text[line.clone()];
        if !text.chars().any(char::is_alphanumeric) {
            // A rule between rows, or an empty line: lists may have those before their total.
            continue;
        }
        let Some(row) = row(context, line) else {
            rows.clear();
            continue;
        };
        let same = rows.last().is_none_or(|last| last.cells.len() == row.cells.len());
        if !same {
            rows.clear();
        }
        if row.total {
            found.extend(sum_up(context, &rows, &row));
            rows.clear();
        } else {
            rows.push(row);
        }
    }
    found
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    })
}

/// A line as a row: a name and at least one cell that holds a number.
fn row(context: &Context<'_>, line: Range<usize>) -> Option<Row> {
    let text = context.doc.text[line.clone()].trim_end_matches(['|', ' ', '\t', '\r']);
    let end = line.start + text.len();
    let mut cells = Vec::new();
    let mut name = None;
    let mut rest = text.trim_start_matches(['|', ' ', '\t', '-', '•', '*', '▪']);
    while !rest.is_empty() {
        let start = end - rest.len();
        let (cell, after) = split_cell(rest, name.is_none());
        match name {
            None => name = Some(cell.trim()),
            Some(_) => cells.push(number(context, cell.trim(), start)),
        }
        rest = after;
    }
    let name = name.filter(|name| name.chars().any(char::is_alphabetic))?;
    if cells.is_empty() || cells.iter().all(Option::is_none) {
        return None;
    }
    Some(Row { total: is_total(context, &line, name), line, cells })
}

/// The first bytes of all dividers; 0xc2 is that of "¦" and of some signs and letters besides.
const MAY_DIVIDE: [bool; 256] = {
    let mut may = [false; 256];
    let first = b"|\t .:\xc2";
    let mut at = 0;
    while at < first.len() {
        may[first[at] as usize] = true;
        at += 1;
    }
    may
};

/// A single blank or stop before a letter or digit, of which text is full, divides no cells.
fn is_within_words(text: &[u8], at: usize) -> bool {
    matches!(text.get(at), Some(b' ' | b'.'))
        && text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
}

/// The first cell of a line, and what follows its divider.
fn split_cell(text: &str, first: bool) -> (&str, &str) {
    let divider = |from: usize| -> Option<usize> {
        let rest = &text[from..];
        if rest.starts_with(['|', '\t', '¦']) {
            return Some(1.max(rest.chars().next().map_or(1, char::len_utf8)));
        }
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let dots = rest.len() - rest.trim_start_matches('.').len();
        if blanks >= 2 {
            return Some(blanks);
        }
        if dots >= 4 {
            return Some(dots);
        }
        if rest.starts_with(" / ") {
            return Some(3);
        }
        // "Saren: 140 mines".
        let number =
            rest.strip_prefix(": ").is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
        (first && number).then_some(2)
    };
    let found = (text.bytes().enumerate())
        .filter(|(_, byte)| MAY_DIVIDE[usize::from(*byte)])
        .filter(|(at, _)| !is_within_words(text.as_bytes(), *at))
        .find_map(|(at, _)| Some((at, at + divider(at)?)));
    match found {
        Some((at, end)) => (&text[..at], text[end..].trim_start()),
        None => (text, ""),
    }
}

/// The number of a cell that holds it alone or with one or two words behind it; zero for "nil".
fn number(context: &Context<'_>, cell: &str, start: usize) -> Option<u64> {
    let digits = cell.len()
        - cell
            .trim_start_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}')
            })
            .len();
    let (number, words) = cell.split_at(digits);
    if number.is_empty() {
        let doc = context.doc;
        let first = doc.tokens.partition_point(|token| (token.start as usize) < start);
        let nil = doc.entry_at(first, doc.class("nil")).is_some();
        return (nil || matches!(cell, "-" | "–" | "—")).then_some(0);
    }
    let number = number.trim_end_matches(['.', ',']);
    let wordy = words.split_whitespace().count() <= 3
        && words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | ';'));
    let spaced = words.is_empty() || words.starts_with([' ', '.', ';']);
    // Thousands are three digits; a fraction is no count.
    let mut groups = number.split([',', '.', '\u{a0}', '\u{202f}']);
    let head = groups.next()?;
    let thousands = groups.all(|group| group.len() == 3) && !head.is_empty();
    if !(wordy && spaced && thousands) {
        return None;
    }
    number.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// Whether a row's name begins with a word for a total.
fn is_total(context: &Context<'_>, line: &Range<usize>, name: &str) -> bool {
    let doc = context.doc;
    let first = doc.tokens.partition_point(|token| (token.start as usize) < line.start);
    let class = doc.class("total_rows");
    let words = name.split_whitespace().count();
    words <= 4
        && (first..(first + 4).min(doc.tokens.len()))
            .take_while(|&at| (doc.tokens[at].end as usize) <= line.end)
            .find(|&at| doc.tokens[at].is_word())
            .is_some_and(|at| doc.entry_at(at, class).is_some())
}

fn sum_up(context: &Context<'_>, rows: &[Row], total: &Row) -> Vec<Contradiction> {
    if rows.len() < FEWEST_ROWS {
        return Vec::new();
    }
    (0..total.cells.len())
        .filter_map(|column| {
            let stated = total.cells.get(column).copied().flatten()?;
            let parts: Vec<u64> = rows
                .iter()
                .map(|row| row.cells.get(column).copied().flatten())
                .collect::<Option<_>>()?;
            let sum: u64 = parts.iter().sum();
            let near = stated.abs_diff(sum) <= 2.max(stated.max(sum) / 4);
            (sum != stated && near).then(|| {
                let quote = |row: &Row| evidence(context, &row.line);
                contradiction(
                    ContradictionKind::SumMismatch,
                    [stated, sum],
                    format!("the total is given as {stated}, but {}", sum_text(&parts, sum)),
                    rows.iter().chain([total]).filter_map(quote).collect(),
                )
            })
        })
        .collect()
}

/// Quotes a line without the blanks around it.
fn evidence(context: &Context<'_>, line: &Range<usize>) -> Option<cairn_model::Evidence> {
    let doc = context.doc;
    let first = doc.tokens.partition_point(|token| (token.start as usize) < line.start);
    let end = doc.tokens.partition_point(|token| (token.end as usize) <= line.end);
    (first < end).then(|| doc.evidence(first..end))
}
