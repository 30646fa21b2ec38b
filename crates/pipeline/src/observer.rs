//! Who is told how far long work has come.

/// A stage of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading documents.
    Reading,
    /// Comparing reports and working out incidents, finds and series.
    Linking,
    /// Writing the batch so that it lasts.
    Writing,
}

/// Is told how far long work has come. All methods do nothing unless given a body.
pub trait Observer {
    /// The work enters a stage.
    fn stage(&mut self, _stage: Stage) {}
    /// So many more documents are kept for good, or were known already.
    fn documents_done(&mut self, _more: u64) {}
    /// A document was kept under another name than it came with, because the name was taken.
    fn renamed(&mut self, _wanted: &str, _given: &str) {}
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {}
