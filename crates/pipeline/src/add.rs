//! Adding documents: read in parallel, written batch by batch, each batch all or nothing.

use std::collections::{BTreeMap, BTreeSet};

use cairn_intake::revision::{Version, article_keys};
use cairn_model::{Claim, ClaimBody, ClaimId, DocumentId, Note, NoteKind, Revision};
use cairn_register::Block;
use cairn_register::compare::weigh_from;
use cairn_store::{NewClaim, NewDocument, Store};
use rayon::prelude::*;

use crate::derive::Touched;
use crate::desk::{Desk, keyed};
use crate::link::{HUBS, LARGE_BLOCK};
use crate::{
    AddSummary, ClaimCounts, Incoming, Observer, Pipeline, PipelineError, Stage, derive, versions,
};

/// Documents of the first batch; what is there soon is seen soon.
const FIRST_BATCH: usize = 256;
/// Documents of a batch at most. Batches double, because each derives again what came before and is
/// touched by it: so that costs no more, all in all, than the documents themselves. What is noted about
/// a batch until it is written, some 2 KB a document, bounds how far they double.
const LARGEST_BATCH: usize = 32_768;
/// Documents that are held and read at once.
const AT_ONCE: usize = 1024;
/// Bytes that are held and read at once, about.
const BYTES_AT_ONCE: usize = 24 << 20;

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
            let first = next(incoming, size);
            if first.is_empty() {
                return Ok(summary);
            }
            desk.store.begin()?;
            let added = self.add_batch(&mut desk, first, incoming, size, added_at, observer);
            let done = added.and_then(|added| {
                observer.stage(Stage::Writing);
                desk.store.commit()?;
                Ok(added)
            });
            match done {
                Ok((documents, batch)) => {
                    summary = summary.plus(batch);
                    observer.documents_done(documents);
                }
                Err(error) => {
                    // The first error is the one to tell; a failed rollback undoes nothing more.
                    let _ = desk.store.rollback();
                    return Err(error);
                }
            }
            size = (size * 2).min(LARGEST_BATCH);
        }
    }

    /// Adds about `size` documents, the `first` ones of which are taken already. Gives how many there
    /// were, and what they changed.
    fn add_batch(
        &self,
        desk: &mut Desk<'_>,
        first: Vec<Incoming>,
        incoming: &mut dyn Iterator<Item = Incoming>,
        size: usize,
        added_at: &str,
        observer: &mut dyn Observer,
    ) -> Result<(u64, AddSummary), PipelineError> {
        let mut summary = AddSummary::default();
        let mut arrivals = Arrivals::default();
        let mut taken = first.len();
        let mut some = first;
        loop {
            let count = some.len() as u64;
            let fresh = fresh(some, &*desk.store)?;
            summary.known += count - fresh.len() as u64;
            let read: Vec<Read> =
                fresh.into_par_iter().map(|incoming| self.read(incoming)).collect();
            for read in &read {
                arrivals.note(read, keep(desk, read, added_at, observer)?);
                desk.forget_blocks(&read.claims);
                count_in(read, &mut summary);
            }
            some = next(incoming, size.saturating_sub(taken));
            if some.is_empty() {
                break;
            }
            taken += some.len();
        }
        if !arrivals.documents.is_empty() {
            observer.stage(Stage::Linking);
            derive_anew(desk, arrivals, &mut summary)?;
        }
        Ok((taken as u64, summary))
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
    article: Vec<u64>,
}

/// What came in since things were last derived.
#[derive(Default)]
pub(crate) struct Arrivals {
    documents: Vec<DocumentId>,
    claims: Touched,
    /// Keys of incidents and finds, with how many of the claims have them.
    blocks: BTreeMap<String, usize>,
}

impl Arrivals {
    fn note(&mut self, read: &Read, document: DocumentId) {
        self.note_document(document);
        self.note_claims(&read.claims);
    }

    pub(crate) fn note_document(&mut self, document: DocumentId) {
        self.documents.push(document);
    }

    pub(crate) fn note_claims(&mut self, claims: &[NewClaim]) {
        for new in claims {
            self.claims.note(new.claim.body.kind(), new.claim.id.clone());
            for key in new.keys.iter().filter(|key| !key.starts_with("t|")) {
                let block = Block::of(key).0.key();
                *self.blocks.entry(block.to_owned()).or_default() += 1;
            }
        }
    }
}

/// As many as are held at once, or the fewer that are wanted or there.
fn next(incoming: &mut dyn Iterator<Item = Incoming>, wanted: usize) -> Vec<Incoming> {
    let mut taken = Vec::new();
    let mut bytes = 0;
    while taken.len() < wanted.min(AT_ONCE) && bytes < BYTES_AT_ONCE {
        let Some(next) = incoming.next() else { break };
        bytes += next.bytes.len() + next.document.text.len();
        taken.push(next);
    }
    taken
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

/// Derives again what the arrivals touch.
pub(crate) fn derive_anew(
    desk: &mut Desk<'_>,
    arrivals: Arrivals,
    summary: &mut AddSummary,
) -> Result<(), PipelineError> {
    let changed = versions::update(desk.store, &arrivals.documents)?;
    summary.version_links += changed.links;
    let others: Vec<DocumentId> = changed.documents.into_iter().collect();
    desk.forget_documents(&others)?;
    let disturbed = in_disturbed_blocks(desk, &arrivals)?;
    let mut touched = arrivals.claims;
    touched.note_all(&*desk.store, disturbed)?;
    for document in &others {
        for claim in desk.store.claims_of(document)? {
            touched.note(claim.body.kind(), claim.id);
        }
    }
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

/// Claims that the arrivals changed the comparing of: all of blocks that became large, and of large
/// ones the claims that are hubs no more, with those that they were compared with and came near.
fn in_disturbed_blocks(
    desk: &mut Desk<'_>,
    arrivals: &Arrivals,
) -> Result<BTreeSet<ClaimId>, PipelineError> {
    let mut disturbed = BTreeSet::new();
    for (key, new) in &arrivals.blocks {
        let members = desk.block(Block::of(key).0)?;
        let block = &members.all;
        if block.len() <= LARGE_BLOCK {
            continue;
        }
        if block.len().saturating_sub(*new) <= LARGE_BLOCK {
            disturbed.extend(block.iter().cloned());
            continue;
        }
        let is_new = |claim: &&ClaimId| arrivals.claims.is_linked(claim);
        let hubs = block.iter().take(HUBS);
        let new_hubs = hubs.filter(is_new).count();
        // As many old ones stood in their place.
        let displaced = block.iter().skip(HUBS).filter(|claim| !is_new(claim)).take(new_hubs);
        for hub in displaced {
            disturbed.extend(near(desk, hub, block)?);
            disturbed.insert(hub.clone());
        }
    }
    Ok(disturbed)
}

/// Those of `others` that come near a claim.
fn near(
    desk: &mut Desk<'_>,
    claim: &ClaimId,
    others: &[ClaimId],
) -> Result<Vec<ClaimId>, PipelineError> {
    let mut near = Vec::new();
    let Some(context) = desk.context(claim)? else { return Ok(near) };
    for other in others {
        let Some(candidate) = desk.context(other)? else { continue };
        let weights = &desk.tables.weights;
        if weigh_from(&context, &candidate, weights, weights.near).is_some() {
            near.push(other.clone());
        }
    }
    Ok(near)
}

fn count_in(read: &Read, summary: &mut AddSummary) {
    summary.added += 1;
    let unread = |note: &Note| note.kind == NoteKind::LanguageNotRead;
    summary.unread += u64::from(read.notes.iter().any(unread));
    count_claims(&read.claims, &mut summary.claims);
}

/// Counts claims by their kind.
pub(crate) fn count_claims(claims: &[NewClaim], counts: &mut ClaimCounts) {
    let ClaimCounts {
        incidents,
        finds,
        tallies,
        contradictions,
        statements,
        hazards,
        records,
        releases,
    } = counts;
    for new in claims {
        *match new.claim.body {
            ClaimBody::Incident(_) => &mut *incidents,
            ClaimBody::Find(_) => &mut *finds,
            ClaimBody::Tally(_) => &mut *tallies,
            ClaimBody::Contradiction(_) => &mut *contradictions,
            ClaimBody::Statement(_) => &mut *statements,
            ClaimBody::Hazard(_) => &mut *hazards,
            ClaimBody::Record(_) => &mut *records,
            ClaimBody::Release(_) => &mut *releases,
        } += 1;
    }
}
