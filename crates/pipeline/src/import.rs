//! Layers and tables into the register: claims that were made elsewhere, linked like those of reports.

use cairn_model::{Claim, ClaimBody, Document, Note};
use cairn_store::{NewDocument, Store};

use crate::add::{Arrivals, count_claims, derive_anew};
use crate::desk::{Desk, keyed};
use crate::{AddSummary, Observer, Pipeline, PipelineError, Stage};

/// Claims that are written together.
const TOGETHER: usize = 2_048;

/// A file whose features are claims already.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// The document that the file is.
    pub document: &'a Document,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// How it was taken in, and what was mended.
    pub notes: &'a [Note],
    /// How many claims its features make.
    pub claims: u64,
}

impl Pipeline<'_> {
    /// Keeps a layer with its claims and brings the register up to date, in one transaction. Claims
    /// are written as they come, so that there may be many.
    ///
    /// `added_at` is the time in RFC 3339, UTC. A file whose bytes are in the register already changes
    /// nothing, and counts as known.
    ///
    /// # Errors
    /// When the register cannot be read or written, or claims are missing; then it is as it was.
    pub fn import(
        &self,
        store: &mut dyn Store,
        layer: Layer<'_>,
        claims: &mut dyn Iterator<Item = ClaimBody>,
        added_at: &str,
        observer: &mut dyn Observer,
    ) -> Result<AddSummary, PipelineError> {
        let mut desk = Desk::new(store, self.names)?;
        if desk.store.has_document(&layer.document.id)? {
            return Ok(AddSummary { known: 1, ..AddSummary::default() });
        }
        desk.store.begin()?;
        let done =
            self.add_layer(&mut desk, layer, claims, added_at, observer).and_then(|summary| {
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

    /// Adds a layer. Nothing is committed.
    fn add_layer(
        &self,
        desk: &mut Desk<'_>,
        layer: Layer<'_>,
        claims: &mut dyn Iterator<Item = ClaimBody>,
        added_at: &str,
        observer: &mut dyn Observer,
    ) -> Result<AddSummary, PipelineError> {
        observer.stage(Stage::Reading);
        let mut summary = AddSummary { added: 1, ..AddSummary::default() };
        let mut arrivals = Arrivals::default();
        let document = self.keep_layer(desk, layer, added_at, observer)?;
        arrivals.note_document(document.id.clone());
        let mut came = 0;
        loop {
            let some: Vec<ClaimBody> = claims.take(TOGETHER).collect();
            if some.is_empty() {
                break;
            }
            came += some.len() as u64;
            let some = keyed(&document, Claim::of_document(&document, some), self.names);
            desk.store.add_claims(&document.id, &some)?;
            arrivals.note_claims(&some);
            desk.forget_blocks(&some);
            count_claims(&some, &mut summary.claims);
        }
        if came != layer.claims {
            let (label, expected) = (document.label, layer.claims);
            return Err(PipelineError::CutShort { label, expected, came });
        }
        observer.stage(Stage::Linking);
        derive_anew(desk, arrivals, &mut summary)?;
        Ok(summary)
    }

    /// Keeps the document, under another name if its own is taken; gives it without its text.
    fn keep_layer(
        &self,
        desk: &mut Desk<'_>,
        layer: Layer<'_>,
        added_at: &str,
        observer: &mut dyn Observer,
    ) -> Result<Document, PipelineError> {
        let wanted = layer.document;
        let label = desk.store.free_label(&wanted.label, &wanted.id)?;
        let renamed;
        let document = if label == wanted.label {
            wanted
        } else {
            observer.renamed(&wanted.label, &label);
            renamed = Document { label: label.clone(), ..wanted.clone() };
            &renamed
        };
        let new = NewDocument {
            document,
            original: layer.bytes,
            language: None,
            revision: None,
            notes: layer.notes,
            claims: &[],
            article_keys: &[],
        };
        desk.store.add_document(new, added_at)?;
        let (id, meta) = (wanted.id.clone(), wanted.meta.clone());
        let (origin, media_type) = (wanted.origin.clone(), wanted.media_type.clone());
        Ok(Document { id, label, origin, media_type, meta, text: String::new() })
    }
}
