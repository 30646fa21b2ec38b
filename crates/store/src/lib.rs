//! Where a register is kept.
//!
//! [`Store`] is what the rest of Cairn knows; nothing outside this crate knows SQL.

pub mod store;

pub use store::{
    DerivedCounts, DocumentSummary, NewClaim, NewDocument, Store, StoreError, StoredDocument,
};
