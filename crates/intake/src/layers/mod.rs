//! Files of features and rows: one stream of attributes and shapes, whatever the format.
//!
//! The file is held in memory (bounded by [`LayerLimits`]) and walked as often as is wanted, one
//! feature at a time. A broken feature is refused by its number; the rest goes on. Nothing in a file is
//! executed or fetched.

mod archive;
pub mod crs;
#[cfg(test)]
mod crs_published;
mod csv;
mod dbf;
mod error;
mod feature;
mod flatgeobuf;
mod geojson;
mod gpkg;
mod kml;
mod mixed;
mod ods;
mod open;
mod sheet;
mod shp;
mod table;
mod wkb;
pub mod wkt;

pub use crs::Crs;
pub use error::LayerError;
pub use feature::{Absent, Feature, Item, Refused, Shape, Xy};
pub use open::{LayerFile, LayerFormat};

/// How much one file of features may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerLimits {
    /// Bytes of the file as it is stored, and of one packed in it when unpacked. 256 MiB.
    pub file_bytes: u64,
    /// Features of one file. 2,000,000: some 1.5 GB of memory while they are taken in.
    pub features: u64,
}

impl Default for LayerLimits {
    fn default() -> Self {
        Self { file_bytes: 256 << 20, features: 2_000_000 }
    }
}
