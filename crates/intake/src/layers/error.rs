//! Why a file of features cannot be read at all; single features are refused one by one.

use crate::limits::human_bytes;

/// What is wrong with the file as a whole. Nothing of it was taken in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LayerError {
    /// The operating system would not read it.
    #[error("{name}: cannot be read: {source}")]
    Unreadable {
        /// The file.
        name: String,
        /// Why.
        source: std::io::Error,
    },
    /// Larger than allowed, as it is or unpacked.
    #[error("{name}: {what} is larger than {}", human_bytes(*.limit))]
    TooLarge {
        /// The file.
        name: String,
        /// The thing measured.
        what: &'static str,
        /// The limit in bytes.
        limit: u64,
    },
    /// More features than are held at once.
    #[error("{name}: holds more than {limit} features")]
    TooMany {
        /// The file.
        name: String,
        /// The limit.
        limit: u64,
    },
    /// Of no format that is read.
    #[error(
        "{name}: is {found}; expected GeoJSON, a shapefile, KML, GeoPackage, FlatGeobuf, CSV, XLSX, XLS or ODS"
    )]
    UnknownFormat {
        /// The file.
        name: String,
        /// What it seems to be.
        found: String,
    },
    /// Of the format, but broken.
    #[error("{name}: cannot be read as {format}: {why}")]
    Broken {
        /// The file.
        name: String,
        /// The format.
        format: &'static str,
        /// What was found, and where.
        why: String,
    },
    /// A coordinate reference system that is not known.
    #[error("{name}: the coordinate reference system {crs} is not known: {why}")]
    UnknownCrs {
        /// The file.
        name: String,
        /// As the file or the command line has it.
        crs: String,
        /// Why not.
        why: String,
    },
    /// A mapping that cannot be read or names what is not there.
    #[error("{name}: {why}")]
    Mapping {
        /// The mapping file.
        name: String,
        /// What is wrong, and what was expected.
        why: String,
    },
}

impl LayerError {
    /// What to do about it, where something can be done.
    pub const fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unreadable { .. } => Some("check the path and who may read it"),
            Self::TooLarge { .. } | Self::TooMany { .. } => {
                Some("split the file, for example by district, and import the parts")
            }
            Self::UnknownFormat { .. } => {
                Some("save it as GeoJSON, for example with `ogr2ogr out.geojson IN`, or as CSV")
            }
            Self::Broken { .. } => {
                Some("it may be cut off or damaged: fetch it again, or open and save it in QGIS")
            }
            Self::UnknownCrs { .. } => Some(
                "name the right one with --crs EPSG:CODE, or save the layer in WGS 84 (EPSG:4326)",
            ),
            Self::Mapping { .. } => {
                Some("`cairn import FILE --suggest` writes a mapping that fits the file")
            }
        }
    }
}
