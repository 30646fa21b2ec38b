//! What a feature of a tile says of itself.

use std::borrow::Cow;

use cairn_store::table::{Column, Texts};
use cairn_store::{Collection, Table};

use super::mvt::{Tag, Value};

const TEXTS: [&str; 8] =
    ["id", "device", "grade", "status", "kind", "action", "reference", "settlement"];
const COUNTS: [&str; 8] = [
    "killed_least",
    "killed_most",
    "injured_least",
    "injured_most",
    "count_least",
    "count_most",
    "found_least",
    "found_most",
];
/// What is told of several together, where they have it in common.
const COMMON: [&str; 4] = ["device", "grade", "kind", "status"];

/// The columns that features tell of, looked up once.
pub struct Tags<'a> {
    table: &'a Table,
    texts: Vec<(&'static str, &'a Texts)>,
    common: Vec<(&'static str, &'a Texts)>,
    counts: Vec<(&'static str, &'a Column)>,
    metres: Vec<&'a Column>,
}

fn texts<'a>(table: &'a Table, names: &[&'static str]) -> Vec<(&'static str, &'a Texts)> {
    let text = |name: &&'static str| match table.column(name)? {
        Column::Text(texts) => Some((*name, texts)),
        _ => None,
    };
    names.iter().filter_map(text).collect()
}

impl<'a> Tags<'a> {
    /// Of the features of a table.
    pub fn of(table: &'a Table) -> Self {
        let column = |name: &&'static str| Some((*name, table.column(name)?));
        Self {
            table,
            texts: texts(table, &TEXTS),
            common: texts(table, &COMMON),
            counts: COUNTS.iter().filter_map(column).collect(),
            metres: (["precision_m", "position_error_m"].iter())
                .filter_map(|name| table.column(name))
                .collect(),
        }
    }

    /// What one thing says of itself.
    pub fn one(&self, row: u32) -> Vec<Tag<'a>> {
        let mut tags: Vec<Tag<'a>> = Vec::with_capacity(12);
        for (name, texts) in &self.texts {
            tags.extend(texts.get(row).map(|text| (*name, Value::Text(Cow::Borrowed(text)))));
        }
        for (name, column) in &self.counts {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a whole number of people or mines"
            )]
            let whole = |count: f64| Value::Whole(count as i64);
            tags.extend(column.number(row).map(|count| (*name, whole(count))));
        }
        for column in &self.metres {
            tags.extend(column.number(row).map(|metres| ("precision_m", Value::measured(metres))));
        }
        let date = date(self.table, row);
        if !date.is_empty() {
            tags.push(("date", Value::Text(Cow::Owned(date))));
        }
        if matches!(self.table.collection(), Collection::Incidents | Collection::Finds) {
            tags.push(("count", Value::Count(1)));
        }
        tags
    }

    /// What several have in common, and how many they are.
    pub fn several(&self, rows: &[u32]) -> Vec<Tag<'a>> {
        let mut tags: Vec<Tag<'a>> = vec![("count", Value::Count(rows.len() as u64))];
        for (name, texts) in &self.common {
            let Some(first) = rows.first().and_then(|row| texts.code(*row)) else { continue };
            if rows.iter().all(|row| texts.code(*row) == Some(first)) {
                tags.extend(texts.word(first).map(|text| (*name, Value::Text(text.into()))));
            }
        }
        tags
    }
}

/// The date as short as it can be told: a day, a month, a year, or two days.
fn date(table: &Table, row: u32) -> String {
    let day = |name| table.column(name).and_then(|column| column.day(row));
    let text = |day: i32| format!("{:04}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100);
    match (day("date_from"), day("date_to")) {
        (Some(from), Some(to)) if from == to => text(from),
        (Some(from), Some(to)) if from % 10_000 == 101 && to == from + 1130 => {
            format!("{:04}", from / 10_000)
        }
        (Some(from), Some(to)) if from / 100 == to / 100 && from % 100 == 1 && to % 100 >= 28 => {
            format!("{:04}-{:02}", from / 10_000, from / 100 % 100)
        }
        (Some(from), Some(to)) => format!("{} to {}", text(from), text(to)),
        (Some(from), None) => format!("since {}", text(from)),
        (None, Some(to)) => format!("until {}", text(to)),
        (None, None) => String::new(),
    }
}
