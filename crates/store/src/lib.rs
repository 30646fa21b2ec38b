//! Where a register is kept.
//!
//! [`Store`] is what the rest of Cairn knows; nothing outside this crate knows SQL. A
//! [`GeoPackageStore`] is one file that QGIS opens, a [`MemoryStore`] is for tests and throwaway use.
//! [`Accounts`] say who may do what with it on a server, in a file of their own.

pub mod accounts;
pub mod error;
pub mod gpkg;
pub mod memory;
mod shared;
pub mod store;
pub mod table;

pub use accounts::{Accounts, AccountsError};
pub use error::{Foreign, StoreError};
pub use gpkg::GeoPackageStore;
pub use memory::MemoryStore;
pub use store::{
    DerivedCounts, DocumentAbout, DocumentSummary, Follower, NewClaim, NewDocument, SavedQuestion,
    Store, StoredDocument, Visit, VisitShape,
};
pub use table::{Collection, Table};
