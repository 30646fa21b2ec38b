//! Which of the people whom a text names are victims, where rules leave it open: decided by weights that
//! were learned from gold readings (`data/victims.tsv`; `cargo xtask train` makes them).
//!
//! It only ever chooses among names that the text holds and incidents that rules have found; whoever the
//! rules call a victim stays one. What it adds is said in a note of the reading. Nothing here knows a
//! language: features are classes of the lexicon, places in the sentence and figures of the incident.

mod cases;
mod cues;
mod decide;
mod features;
mod near;
pub mod occasions;
mod persons;
mod table;
#[cfg(test)]
mod tests;
pub mod training;
pub mod weights;

pub use decide::complete;
