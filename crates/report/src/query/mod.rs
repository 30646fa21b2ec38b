//! What is wanted of a collection, and what there is: filters, order, counts by value and by month.
//!
//! A [`Wanted`] is read from what people type or an address holds; [`select`] goes through a
//! [`Table`](cairn_store::Table) with it. As everywhere, what cannot be judged for want of a date or a
//! place is left out and counted.

mod condition;
mod count;
mod cql;
mod near;
mod overview;
mod select;
mod wanted;

pub use condition::{Comparison, Condition, Literal, Unfit};
pub use count::{ValueCount, counts_by, sorted};
pub use cql::{BadCondition, parse as parse_cql};
pub use near::Near;
pub use overview::{Figures, Month, Overview, Range, overview};
pub use select::{Aids, LeftOut, Selection, Shapes, chooses, select};
pub use wanted::{BadParameter, Bounds, Wanted};
