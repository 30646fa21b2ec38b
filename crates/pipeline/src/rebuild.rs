//! Everything derived anew from claims and decisions.

use cairn_model::DocumentId;
use cairn_store::Store;

use crate::derive::Touched;
use crate::desk::Desk;
use crate::{Observer, Pipeline, PipelineError, RebuildSummary, Stage, derive, versions};

impl Pipeline<'_> {
    /// Forgets all that was derived and derives it again from claims and decisions, in one transaction.
    ///
    /// Comes to what adding the documents one by one came to, whatever their order, as long as the
    /// gazetteer is the same.
    ///
    /// # Errors
    /// When the register cannot be read or written; then it is as it was.
    pub fn rebuild(
        &self,
        store: &mut dyn Store,
        observer: &mut dyn Observer,
    ) -> Result<RebuildSummary, PipelineError> {
        let mut desk = Desk::new(store, self.names)?;
        desk.store.begin()?;
        match derive_all(&mut desk, observer) {
            Ok(()) => {
                observer.stage(Stage::Writing);
                desk.store.commit()?;
            }
            Err(error) => {
                // The first error is the one to tell; a failed rollback undoes nothing more.
                let _ = desk.store.rollback();
                return Err(error);
            }
        }
        let counts = desk.store.counts()?;
        Ok(RebuildSummary {
            documents: counts.documents,
            incidents: counts.incidents,
            finds: counts.finds,
            series: counts.series,
            findings: counts.findings,
        })
    }
}

fn derive_all(desk: &mut Desk<'_>, observer: &mut dyn Observer) -> Result<(), PipelineError> {
    observer.stage(Stage::Linking);
    desk.store.clear_derived()?;
    let mut documents: Vec<DocumentId> = Vec::new();
    desk.store.documents(&mut |summary| {
        documents.push(summary.id);
        Ok(())
    })?;
    versions::update(desk.store, &documents)?;
    derive::derive(desk, &Touched::all(&*desk.store)?)?;
    observer.documents_done(documents.len() as u64);
    Ok(())
}
