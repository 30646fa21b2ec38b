//! Documents in, register kept up to date: where intake, reader, gazetteer, register and store meet.
//!
//! [`Pipeline::add`] reads documents in parallel and derives again only what they touch;
//! [`Pipeline::decide`] does the same for a decision; [`Pipeline::rebuild`] derives everything from
//! claims and decisions, and comes to the same. Each writes whole transactions only.

mod add;
mod decide;
mod derive;
mod desk;
mod error;
mod figures;
mod held;
mod import;
mod incoming;
mod link;
mod observer;
mod places;
mod rebuild;
mod resolve;
mod summary;
mod versions;

pub use error::PipelineError;
pub use import::Layer;
pub use incoming::{Incoming, Reads};
pub use observer::{Observer, Silent, Stage};
pub use places::PlaceNames;
pub use resolve::{claim_of, incident_of};
pub use summary::{AddSummary, ClaimCounts, DecisionOutcome, RebuildSummary};

/// All that turns documents into a register, except the register itself.
///
/// Cheap to make; holds no state between calls.
#[derive(Clone, Copy)]
pub struct Pipeline<'a> {
    reader: &'a dyn Reads,
    names: &'a dyn PlaceNames,
}

impl std::fmt::Debug for Pipeline<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").finish_non_exhaustive()
    }
}

impl<'a> Pipeline<'a> {
    /// A pipeline that reads with this reader and compares places by these names.
    pub const fn new(reader: &'a dyn Reads, names: &'a dyn PlaceNames) -> Self {
        Self { reader, names }
    }
}
