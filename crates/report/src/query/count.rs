//! Counting rows by a value, and putting them in order.

use cairn_store::Table;
use cairn_store::table::Column;
use serde::Serialize;

/// How many rows have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValueCount {
    /// The value.
    pub value: String,
    /// How many.
    pub count: u64,
}

/// How many of the rows have each text of a field, the commonest first; at most `most` texts. `None`
/// where there is no such field of texts.
pub fn counts_by(table: &Table, rows: &[u32], field: &str, most: usize) -> Option<Vec<ValueCount>> {
    let Some(Column::Text(texts)) = table.column(field) else { return None };
    let mut counts = vec![0u64; texts.words().len()];
    for row in rows {
        let count = texts.code(*row).and_then(|code| counts.get_mut(code as usize));
        if let Some(count) = count {
            *count += 1;
        }
    }
    let mut counted: Vec<ValueCount> = (texts.words().zip(counts))
        .filter(|(_, count)| *count > 0)
        .map(|(value, count)| ValueCount { value: value.to_owned(), count })
        .collect();
    counted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counted.truncate(most);
    Some(counted)
}

/// The rows in the order of a field; equal ones stay as they are. `None` where there is no such field.
///
/// The unknown comes last in either direction: people sort to see what is known.
pub fn sorted(table: &Table, rows: &[u32], field: &str, downwards: bool) -> Option<Vec<u32>> {
    let column = table.column(field)?;
    let ranks = column.ranks();
    let unknown = |row: u32| match column {
        Column::Text(texts) => texts.code(row).is_none(),
        Column::Number(_) => column.number(row).is_none(),
        Column::Day(_) => column.day(row).is_none(),
    };
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| {
        let known = unknown(*a).cmp(&unknown(*b));
        known.then_with(|| {
            let order = column.compare(&ranks, *a as usize, *b as usize);
            if downwards { order.reverse() } else { order }
        })
    });
    Some(rows)
}
