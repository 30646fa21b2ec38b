//! What can stop a question about the ground.

use thiserror::Error;

/// Why no figure can be given.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum GroundError {
    /// A choice that cannot be worked with.
    #[error("{option}: expected {expected}")]
    Option {
        /// Which.
        option: &'static str,
        /// What would do.
        expected: &'static str,
    },
    /// No mapped area has a usable shape.
    #[error(
        "none of {given} mapped areas has a usable shape: import records with polygons, or look at \
         the repair list of the import"
    )]
    NoAreas {
        /// How many were given.
        given: usize,
    },
    /// No item can be used.
    #[error("none of {given} items can be used ({why}): import explosions or finds with positions")]
    NoItems {
        /// How many were given.
        given: usize,
        /// What was excluded, counted by reason.
        why: String,
    },
    /// The study area or the extent cannot be used.
    #[error("the {what} has no usable polygon: give one in WGS 84 longitude and latitude")]
    Region {
        /// `study area` or `extent`.
        what: &'static str,
    },
}
