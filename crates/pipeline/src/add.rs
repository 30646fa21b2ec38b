//! Adding documents: read in parallel, written batch by batch, each batch all or nothing.

use std::collections::{BTreeMap, BTreeSet};

use cairn_intake::revision::{Version, article_keys};
use cairn_model::{Claim, ClaimBody, ClaimId, DocumentId, Note, NoteKind, Revision};
use cairn_store::{NewClaim, NewDocument, Store};
use rayon::prelude::*;

use crate::desk::{Desk, keyed};
use crate::link::{HUBS, LARGE_BLOCK};
use crate::{
    AddSummary, ClaimCounts, Incoming, Observer, Pipeline, PipelineError, Stage, derive, versions,
};

/// Documents of the first batch; what is there soon is seen soon.
const FIRST_BATCH: usize = 256;
/// Documents of a batch at most. Batches double, because deriving anew what a batch touches costs the
/// less the more it has in common.
const LARGEST_BATCH: usize = 8192;
/// Bytes of a batch, about.
const BATCH_BYTES: usize = 24 << 20;

impl Pipeline<'_> {
    /// Keeps documents, reads them and brings the register up to date, one transaction a batch.
    ///
    /// `added_at` is the time in RFC 3339, UTC. Documents whose bytes are in the register already
    /// change nothing.
    ///
    /// # Errors
    /// When the register cannot be read or written. Batches before the failed one stay, nothing of
    /// the failed one does.
    pub fn add(
        &self,
        store: &mut dyn Store,
        incoming: &mut dyn Iterator<Item = Incoming>,
        added_at: &str,
        observer: &mut dyn Observer,
    ) -> Result<AddSummary, PipelineError> {
        let mut summary = AddSummary::default();
        let mut desk = Desk::new(store, self.names)?;
        let mut size = FIRST_BATCH;
        loop {
            observer.stage(Stage::Reading);
            let batch = next_batch(incoming, size);
            let taken = batch.len() as u64;
            if taken == 0 {
                return Ok(summary);
            }
            let fresh = fresh(batch, &*desk.store)?;
            summary.known += taken - fresh.len() as u64;
            let read: Vec<Read> =
                fresh.into_par_iter().map(|incoming| self.read(incoming)).collect();
            if !read.is_empty() {
                desk.store.begin()?;
                let kept = keep_batch(&mut desk, read, added_at, observer, &mut summary);
                match kept {
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
            }
            observer.documents_done(taken);
            desk.tidy();
            size = (size * 2).min(LARGEST_BATCH);
        }
    }

    fn read(&self, mut incoming: Incoming) -> Read {
        let document = &mut incoming.document;
        let reading = self.reader.read(&document.label, &document.text, &document.meta);
        // A plain file says in its dateline what others say beside the text.
        document.meta.published = document.meta.published.or(reading.published);
        let document = &incoming.document;
        let language = reading.language.clone();
        let revision = reading.revision.clone();
        let notes = reading.notes.clone();
        let article = article_keys(&Version {
            id: &document.id,
            meta: &document.meta,
            text: &document.text,
            announced: revision.as_ref(),
        });
        let claims = keyed(document, Claim::from_reading(document, reading), self.names);
        Read { incoming, language, revision, notes, claims, article }
    }
}

/// A document with what was read from it.
struct Read {
    incoming: Incoming,
    language: Option<String>,
    revision: Option<Revision>,
    notes: Vec<Note>,
    claims: Vec<NewClaim>,
    article: Vec<String>,
}

fn next_batch(incoming: &mut dyn Iterator<Item = Incoming>, size: usize) -> Vec<Incoming> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < size && bytes < BATCH_BYTES {
        let Some(next) = incoming.next() else { break };
        bytes += next.bytes.len() + next.document.text.len();
        batch.push(next);
    }
    batch
}

/// Those that are neither in the register nor twice in the batch.
fn fresh(batch: Vec<Incoming>, store: &dyn Store) -> Result<Vec<Incoming>, PipelineError> {
    let mut seen: BTreeSet<DocumentId> = BTreeSet::new();
    let mut fresh = Vec::with_capacity(batch.len());
    for incoming in batch {
        let id = &incoming.document.id;
        if !store.has_document(id)? && seen.insert(id.clone()) {
            fresh.push(incoming);
        }
    }
    Ok(fresh)
}

fn keep_batch(
    desk: &mut Desk<'_>,
    batch: Vec<Read>,
    added_at: &str,
    observer: &mut dyn Observer,
    summary: &mut AddSummary,
) -> Result<(), PipelineError> {
    let mut documents = Vec::with_capacity(batch.len());
    let mut touched: BTreeSet<ClaimId> = BTreeSet::new();
    let mut arrivals: BTreeMap<String, Vec<ClaimId>> = BTreeMap::new();
    for read in batch {
        let document = keep(desk, &read, added_at, observer)?;
        documents.push(document);
        for new in &read.claims {
            touched.insert(new.claim.id.clone());
            for key in &new.keys {
                arrivals.entry(key.clone()).or_default().push(new.claim.id.clone());
            }
        }
        desk.forget_blocks(&read.claims);
        count(&read, summary);
    }
    observer.stage(Stage::Linking);
    let changed = versions::update(desk.store, &documents)?;
    summary.version_links += changed.links;
    let others: Vec<DocumentId> = changed.documents.into_iter().collect();
    desk.forget_documents(&others)?;
    for document in &others {
        touched.extend(desk.store.claims_of(document)?.into_iter().map(|claim| claim.id));
    }
    touched.extend(in_disturbed_blocks(desk, &arrivals)?);
    let derived = derive::derive(desk, &touched)?;
    summary.incidents_new += derived.incidents.new.len() as u64;
    summary.incidents_changed += derived.incidents.changed.len() as u64;
    summary.incidents_gone += derived.incidents.gone.len() as u64;
    summary.findings_new += derived.findings.len() as u64;
    Ok(())
}

/// Keeps one document, under another name if its own is taken.
fn keep(
    desk: &mut Desk<'_>,
    read: &Read,
    added_at: &str,
    observer: &mut dyn Observer,
) -> Result<DocumentId, PipelineError> {
    let wanted = &read.incoming.document;
    let label = desk.store.free_label(&wanted.label, &wanted.id)?;
    let renamed;
    let document = if label == wanted.label {
        wanted
    } else {
        observer.renamed(&wanted.label, &label);
        let mut other = wanted.clone();
        other.label = label;
        renamed = other;
        &renamed
    };
    desk.store.add_document(
        NewDocument {
            document,
            original: &read.incoming.bytes,
            language: read.language.as_deref(),
            revision: read.revision.as_ref(),
            notes: &read.notes,
            claims: &read.claims,
            article_keys: &read.article,
        },
        added_at,
    )?;
    Ok(document.id.clone())
}

/// Claims of blocks in which the arrivals changed who is compared with whom: blocks that became large,
/// and large ones that have new hubs.
fn in_disturbed_blocks(
    desk: &mut Desk<'_>,
    arrivals: &BTreeMap<String, Vec<ClaimId>>,
) -> Result<BTreeSet<ClaimId>, PipelineError> {
    let mut disturbed = BTreeSet::new();
    for (key, new) in arrivals.iter().filter(|(key, _)| !key.starts_with("t|")) {
        let block = desk.block(key)?;
        if block.len() <= LARGE_BLOCK {
            continue;
        }
        let was_large = block.len() - new.len() > LARGE_BLOCK;
        let hubs = block.get(..HUBS).unwrap_or_default();
        if !was_large || new.iter().any(|claim| hubs.contains(claim)) {
            disturbed.extend(block.iter().cloned());
        }
    }
    Ok(disturbed)
}

fn count(read: &Read, summary: &mut AddSummary) {
    summary.added += 1;
    let unread = |note: &Note| note.kind == NoteKind::LanguageNotRead;
    summary.unread += u64::from(read.notes.iter().any(unread));
    let ClaimCounts { incidents, finds, tallies, contradictions, statements } = &mut summary.claims;
    for new in &read.claims {
        *match new.claim.body {
            ClaimBody::Incident(_) => &mut *incidents,
            ClaimBody::Find(_) => &mut *finds,
            ClaimBody::Tally(_) => &mut *tallies,
            ClaimBody::Contradiction(_) => &mut *contradictions,
            ClaimBody::Statement(_) => &mut *statements,
        } += 1;
    }
}
