//! Layers and tables into the register: claims that were made elsewhere, linked like those of reports.

use cairn_model::{Claim, ClaimBody, Document, Note};
use cairn_store::Store;

use crate::add::{Read, add_read};
use crate::desk::{Desk, keyed};
use crate::{AddSummary, Incoming, Observer, Pipeline, PipelineError, Stage};

/// A file whose features are claims already.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The document that the file is.
    pub document: Document,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What its features say.
    pub claims: Vec<ClaimBody>,
    /// How it was taken in, and what was mended.
    pub notes: Vec<Note>,
}

impl Pipeline<'_> {
    /// Keeps a layer and brings the register up to date, in one transaction.
    ///
    /// `added_at` is the time in RFC 3339, UTC. A file whose bytes are in the register already changes
    /// nothing, and counts as known.
    ///
    /// # Errors
    /// When the register cannot be read or written; then it is as it was.
    pub fn import(
        &self,
        store: &mut dyn Store,
        layer: Layer,
        added_at: &str,
        observer: &mut dyn Observer,
    ) -> Result<AddSummary, PipelineError> {
        let mut desk = Desk::new(store, self.names)?;
        if desk.store.has_document(&layer.document.id)? {
            return Ok(AddSummary { known: 1, ..AddSummary::default() });
        }
        observer.stage(Stage::Reading);
        let claims = Claim::of_document(&layer.document, layer.claims);
        let read = Read {
            claims: keyed(&layer.document, claims, self.names),
            incoming: Incoming { document: layer.document, bytes: layer.bytes },
            language: None,
            revision: None,
            notes: layer.notes,
            article: Vec::new(),
        };
        desk.store.begin()?;
        let done = add_read(&mut desk, &read, added_at, observer).and_then(|summary| {
            observer.stage(Stage::Writing);
            desk.store.commit()?;
            Ok(summary)
        });
        if done.is_err() {
            // The first error is the one to tell; a failed rollback undoes nothing more.
            let _ = desk.store.rollback();
        } else {
            observer.documents_done(1);
        }
        done
    }
}
