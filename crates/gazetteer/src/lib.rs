//! Place names to places: an index of the world's towns used straight from the program's own bytes,
//! a hand-written file that corrects it, and index files that people make from country dumps.
//! Names meet by one [`spelling_key`], so that Kalbajar, Kəlbəcər and Кельбаджар are one question.
//!
//! ```
//! use cairn_gazetteer::{Gazetteer, Query};
//!
//! let gazetteer = Gazetteer::world()?;
//! let answer = gazetteer.resolve(&Query {
//!     settlement: Some("Susuzluk"),
//!     district: Some("Kelbajar"),
//!     country: Some("Azerbaijan"),
//!     prior_country: None,
//! });
//! let position = answer.position.unwrap();
//! assert!((position.lat - 40.244).abs() < 0.01);
//! # Ok::<(), cairn_gazetteer::GazetteerError>(())
//! ```

mod builder;
mod countries;
mod distance;
mod error;
mod format;
mod gazetteer;
mod handwritten;
pub mod import;
mod index;
mod key;
mod keys;
mod letters;
mod names;
mod near;
pub mod remembered;
mod resolve;
mod types;

pub use builder::{Builder, Row};
pub use error::GazetteerError;
pub use gazetteer::{Candidate, Gazetteer};
pub use import::LineProblem;
pub use key::spelling_key;
pub use resolve::{Query, Resolution};
pub use types::{CountryCode, Entry, EntryId, NameClass, PlaceKind};

/// The code of a country by any of its names: "Azerbaijan", "Azərbaycan", "Азербайджан" are `AZ`.
pub fn country_code(name: &str) -> Option<CountryCode> {
    countries::table().code(name)
}
