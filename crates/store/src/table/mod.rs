//! Collections as columns: what lists are filtered, sorted and counted by, each thing one row.
//!
//! A [`Table`] is made in one go from a register and then only read. A hundred thousand incidents take
//! some ten megabytes, and going through all of them about a millisecond, which no index of a file
//! gives for every filter. What a row says in full stays in the register.

mod collection;
mod column;
mod fields;
pub(crate) mod words;

pub use collection::Collection;
pub use column::{Column, Texts, day_number};
pub(crate) use fields::standing_label;
pub use fields::{Field, Kind, Vocabulary};
pub use words::Words;

use std::cmp::Ordering;

/// A value on its way into a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not known.
    None,
    /// A text, a code, an identity.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A measured number.
    Real(f64),
    /// A day.
    Day(jiff::civil::Date),
}

/// A collection as columns. Rows are in the order of its list.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    collection: Collection,
    /// The register's own numbers of the rows.
    fids: Vec<i64>,
    columns: Vec<(&'static str, Column)>,
}

impl Table {
    /// A table without rows.
    pub fn new(collection: Collection) -> Self {
        let columns = collection.fields().iter().map(|field| (field.name, field.kind.column()));
        Self { collection, fids: Vec::new(), columns: columns.collect() }
    }

    /// Adds a row: one value for each of the collection's fields, in their order.
    pub fn push(&mut self, fid: i64, values: impl IntoIterator<Item = Value>) {
        self.fids.push(fid);
        let mut values = values.into_iter();
        for (_, column) in &mut self.columns {
            column.push(values.next().unwrap_or(Value::None));
        }
    }

    /// The same rows in the order of the collection's list.
    #[must_use]
    pub fn in_order(self) -> Self {
        let keys = self.collection.order();
        let columns: Vec<&Column> = keys.iter().filter_map(|name| self.column(name)).collect();
        let ranks: Vec<Vec<u32>> = columns.iter().map(|column| column.ranks()).collect();
        let mut order: Vec<u32> = (0u32..).take(self.fids.len()).collect();
        order.sort_by(|a, b| {
            let (a, b) = (*a as usize, *b as usize);
            let mut compared =
                columns.iter().zip(&ranks).map(|(column, ranks)| column.compare(ranks, a, b));
            let apart = compared.find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
            apart.then_with(|| self.fids.get(a).cmp(&self.fids.get(b)))
        });
        self.rearranged(&order)
    }

    fn rearranged(self, order: &[u32]) -> Self {
        let fids = order.iter().filter_map(|row| self.fids.get(*row as usize).copied()).collect();
        let columns = self.columns.into_iter();
        let columns = columns.map(|(name, column)| (name, column.rearranged(order))).collect();
        Self { collection: self.collection, fids, columns }
    }

    /// What the rows are.
    pub const fn collection(&self) -> Collection {
        self.collection
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.fids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.fids.is_empty()
    }

    /// The register's own numbers of all rows.
    pub fn fids(&self) -> &[i64] {
        &self.fids
    }

    /// The register's own number of a row.
    pub fn fid(&self, row: u32) -> Option<i64> {
        self.fids.get(row as usize).copied()
    }

    /// A column, if the collection has it.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|(own, _)| *own == name).map(|(_, column)| column)
    }

    /// A column, to be changed: for views that hold less than the register.
    pub fn column_mut(&mut self, name: &str) -> Option<&mut Column> {
        self.columns.iter_mut().find(|(own, _)| *own == name).map(|(_, column)| column)
    }

    /// All columns with their names.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, &Column)> {
        self.columns.iter().map(|(name, column)| (*name, column))
    }

    /// The text of a row in a column of texts.
    pub fn text(&self, name: &str, row: u32) -> Option<&str> {
        self.column(name)?.text(row)
    }

    /// The number of a row in a column of numbers.
    pub fn number(&self, name: &str, row: u32) -> Option<f64> {
        self.column(name)?.number(row)
    }

    /// The row of this identity.
    pub fn find(&self, id: &str) -> Option<u32> {
        let Some(Column::Text(ids)) = self.column("id") else { return None };
        ids.row_of(id)
    }
}
