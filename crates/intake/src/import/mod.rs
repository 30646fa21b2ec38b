//! Layers and tables into claims: columns recognised, shapes mended, everything that was done listed.
//!
//! Each feature becomes one claim of the document that the file is, with a line of the document's text
//! as its evidence: layer, number and attributes as they came. Nothing is dropped silently: a feature
//! is taken in, mended (the original is kept) or refused with a reason.

mod angle;
mod claim;
mod columns;
mod fields;
mod land;
mod lexicon;
mod list;
mod locate;
mod mapping;
mod mgrs;
mod profile;
mod reading;
mod stack;
mod suggest;
mod survey;
mod taking;
mod told;
mod values;
mod work;

pub use fields::{Field, Target};
pub use list::{RepairList, Repaired};
pub use mapping::Mapping;
pub use suggest::suggest;
pub use taking::{Imported, Taking, import};

/// What is wanted of a file.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What its features are.
    pub target: Target,
    /// Who says so.
    pub source: Option<String>,
    /// The country it is about, ISO 3166 alpha-2.
    pub country: Option<String>,
    /// The coordinate reference system, where it is not the one that the file states.
    pub crs: Option<String>,
    /// Metres that positions are off by where the file does not say.
    pub position_error_m: Option<f64>,
    /// Which column says what.
    pub mapping: Mapping,
}

#[cfg(test)]
mod land_tests;
#[cfg(test)]
mod tests;
