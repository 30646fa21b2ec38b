//! Claims and decisions in, register out; a pure function that can be run again at any time.
//!
//! Reports that may tell of one occasion share a key ([`block_keys`]), are compared field by field
//! ([`compare()`]), and are grouped so that decisions of people always win ([`assemble`]). What comes
//! out is values as ranges, a grade with its reason, and the findings that figures disagree. The
//! rule behind each grade is published in `docs/grading.md`.

pub mod bodies;
mod checks;
mod cluster;
pub mod compare;
mod context;
mod decisions;
mod difference;
mod find;
mod fold;
mod grade;
mod incident;
mod keys;
pub mod learn;
mod neighbours;
mod period;
mod series;
mod setting;
mod victims;
pub mod weights;

pub use bodies::Bodies;
pub use checks::{findings, stated_findings};
pub use compare::{Agreement, Comparison, compare};
pub use context::{ClaimContext, DocumentFacts, PlaceKeys};
pub use decisions::Rulings;
pub use find::{assemble_finds, corrected_find};
pub use incident::{Rules, assemble, corrected};
pub use keys::{Block, block_keys, time_of};
pub use neighbours::{Neighbour, Neighbours, fitting};
pub use period::{EventTable, EventTableError, Period};
pub use series::{SeriesGroup, series};
pub use weights::{Weights, WeightsError};
