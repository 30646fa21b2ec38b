//! The register on the desk: what a piece of work has looked up so far, so that it is looked up once.
//!
//! Holds contexts of claims and members of blocks; both are let go when they grow too many, which
//! changes nothing but time.

use std::collections::HashMap;
use std::sync::Arc;

use cairn_model::{Claim, ClaimBody, ClaimId, Document, DocumentId, DocumentMeta, StatementKind};
use cairn_register::{
    Bodies, ClaimContext, DocumentFacts, EventTable, PlaceKeys, Rules, Rulings, Weights, block_keys,
};
use cairn_store::{NewClaim, Store};

use crate::{PipelineError, PlaceNames};

/// Contexts and lists of keys held at most, some 200 MB; beyond that all are let go at the next chance.
const HELD: usize = 150_000;

/// The rules of deriving that do not change while the program runs.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) weights: Weights,
    pub(crate) bodies: Bodies,
    pub(crate) events: EventTable,
}

impl Tables {
    pub(crate) fn load() -> Result<Self, PipelineError> {
        Ok(Self {
            weights: Weights::default(),
            bodies: Bodies::parse(include_str!("../../../lexicon/bodies.tsv")),
            events: EventTable::parse(include_str!("../../../lexicon/events.tsv"))?,
        })
    }
}

/// A register that is being worked on.
pub(crate) struct Desk<'s> {
    pub(crate) store: &'s mut dyn Store,
    pub(crate) names: &'s dyn PlaceNames,
    pub(crate) tables: Tables,
    pub(crate) rulings: Rulings,
    contexts: HashMap<ClaimId, Arc<ClaimContext>>,
    blocks: HashMap<String, Arc<Vec<ClaimId>>>,
    keys: HashMap<ClaimId, Arc<Vec<String>>>,
}

impl<'s> Desk<'s> {
    pub(crate) fn new(
        store: &'s mut dyn Store,
        names: &'s dyn PlaceNames,
    ) -> Result<Self, PipelineError> {
        let rulings = Rulings::of(&store.decisions()?);
        Ok(Self {
            store,
            names,
            tables: Tables::load()?,
            rulings,
            contexts: HashMap::new(),
            blocks: HashMap::new(),
            keys: HashMap::new(),
        })
    }

    pub(crate) const fn rules(&self) -> Rules<'_> {
        Rules { weights: &self.tables.weights, rulings: &self.rulings, bodies: &self.tables.bodies }
    }

    /// Lets go of what is held when it has grown too much. Only between batches.
    pub(crate) fn tidy(&mut self) {
        if self.contexts.len() + self.keys.len() > HELD {
            self.contexts.clear();
            self.keys.clear();
            self.blocks.clear();
        }
    }

    /// Forgets what is held about these documents, because their versions changed.
    pub(crate) fn forget_documents(
        &mut self,
        documents: &[DocumentId],
    ) -> Result<(), PipelineError> {
        for document in documents {
            for claim in self.store.claims_of(document)? {
                self.contexts.remove(&claim.id);
            }
        }
        Ok(())
    }

    /// Notes that claims with these keys have come in.
    pub(crate) fn forget_blocks(&mut self, claims: &[NewClaim]) {
        for key in claims.iter().flat_map(|claim| &claim.keys) {
            self.blocks.remove(key);
        }
    }

    /// A claim in its context; `None` when there is no such claim.
    pub(crate) fn context(
        &mut self,
        id: &ClaimId,
    ) -> Result<Option<Arc<ClaimContext>>, PipelineError> {
        if let Some(context) = self.contexts.get(id) {
            return Ok(Some(Arc::clone(context)));
        }
        let Some(claim) = self.store.claim(id)? else {
            return Ok(None);
        };
        // A document's claims are mostly wanted together.
        for context in self.contexts_of(&claim.document)? {
            self.contexts.insert(context.id().clone(), context);
        }
        Ok(self.contexts.get(id).map(Arc::clone))
    }

    fn contexts_of(&self, document: &DocumentId) -> Result<Vec<Arc<ClaimContext>>, PipelineError> {
        let Some(stored) = self.store.document(document)? else {
            return Ok(Vec::new());
        };
        let claims = self.store.claims_of(document)?;
        let mut facts = facts(&stored.document, &claims);
        let (chain, superseded) = self.chain(document)?;
        facts.chain = chain;
        facts.superseded = superseded;
        Ok(claims
            .into_iter()
            .map(|claim| {
                let place = place_keys(&claim, &stored.document.meta, self.names);
                Arc::new(ClaimContext::new(claim, facts.clone(), place))
            })
            .collect())
    }

    /// The chain of versions a document is in, by its smallest identity, and whether it is replaced.
    fn chain(&self, document: &DocumentId) -> Result<(Option<String>, bool), PipelineError> {
        let links = self.store.version_links(document)?;
        let superseded = links.iter().any(|link| link.earlier == *document);
        if links.is_empty() {
            return Ok((None, false));
        }
        let members = crate::versions::linked(self.store, document)?;
        Ok((members.first().map(ToString::to_string), superseded))
    }

    /// The keys of a claim as they were when it was added.
    pub(crate) fn keys(&mut self, id: &ClaimId) -> Result<Arc<Vec<String>>, PipelineError> {
        if let Some(keys) = self.keys.get(id) {
            return Ok(Arc::clone(keys));
        }
        let keys = Arc::new(self.store.claim_keys(id)?);
        self.keys.insert(id.clone(), Arc::clone(&keys));
        Ok(keys)
    }

    /// The claims under a key, by identity.
    pub(crate) fn block(&mut self, key: &str) -> Result<Arc<Vec<ClaimId>>, PipelineError> {
        if let Some(block) = self.blocks.get(key) {
            return Ok(Arc::clone(block));
        }
        let mut members = self.store.claims_with_keys(&[key.to_owned()])?;
        members.sort();
        members.dedup();
        let members = Arc::new(members);
        self.blocks.insert(key.to_owned(), Arc::clone(&members));
        Ok(members)
    }
}

/// Claims of a new document with the keys under which they are found.
pub(crate) fn keyed(
    document: &Document,
    claims: Vec<Claim>,
    names: &dyn PlaceNames,
) -> Vec<NewClaim> {
    let facts = facts(document, &claims);
    claims
        .into_iter()
        .map(|claim| {
            let place = place_keys(&claim, &document.meta, names);
            let context = ClaimContext::new(claim, facts.clone(), place);
            NewClaim { keys: block_keys(&context), claim: context.claim }
        })
        .collect()
}

fn facts(document: &Document, claims: &[Claim]) -> DocumentFacts {
    let mut facts = DocumentFacts {
        label: document.label.clone(),
        publisher: document.meta.publisher.clone(),
        published: document.meta.published,
        country: document.meta.country.clone(),
        url: document.meta.url.clone(),
        ..DocumentFacts::default()
    };
    for claim in claims {
        match &claim.body {
            ClaimBody::Statement(statement) if statement.kind == StatementKind::Accusation => {
                facts.accused.extend(statement.addressees.iter().cloned());
            }
            ClaimBody::Contradiction(stated) => facts.stated.push(stated.values.clone()),
            _ => {}
        }
    }
    facts
}

fn place_keys(claim: &Claim, meta: &DocumentMeta, names: &dyn PlaceNames) -> PlaceKeys {
    let country = meta.country.as_deref();
    match &claim.body {
        ClaimBody::Incident(incident) => names.keys(&incident.place, country),
        ClaimBody::Find(find) => names.keys(&find.place, country),
        ClaimBody::Tally(tally) => names.area_keys(tally.place.as_deref(), country),
        ClaimBody::Contradiction(_) | ClaimBody::Statement(_) => PlaceKeys::default(),
    }
}
