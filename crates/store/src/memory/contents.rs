//! What a register in memory holds, with the indexes that its promises need.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use cairn_model::register::{Find, Finding, Incident, TallySeries, VersionLink};
use cairn_model::{Claim, ClaimId, DateSpan, DecisionLog, Document, DocumentId, IncidentId};

use crate::error::StoreError;
use crate::shared;
use crate::store::{DocumentSummary, NewClaim, NewDocument, SavedQuestion, StoredDocument, Visit};

#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    pub(super) documents: BTreeMap<DocumentId, KeptDocument>,
    pub(super) labels: BTreeMap<String, DocumentId>,
    pub(super) claims: BTreeMap<ClaimId, KeptClaim>,
    pub(super) by_key: BTreeMap<String, BTreeSet<ClaimId>>,
    pub(super) by_article: BTreeMap<u64, BTreeSet<DocumentId>>,
    pub(super) decisions: DecisionLog,
    pub(super) links: BTreeMap<(DocumentId, DocumentId), VersionLink>,
    pub(super) incidents: Derived<(DateSpan, IncidentId), IncidentId, Incident>,
    pub(super) finds: Derived<(DateSpan, String), String, Find>,
    pub(super) series: Derived<String, String, TallySeries>,
    pub(super) findings: BTreeMap<String, Finding>,
    pub(super) questions: BTreeMap<String, SavedQuestion>,
}

#[derive(Clone, Debug)]
pub(super) struct KeptDocument {
    pub(super) stored: StoredDocument,
    pub(super) original: Vec<u8>,
    pub(super) claims: Vec<ClaimId>,
    /// As [`shared::count_kinds`] has them.
    pub(super) kinds: ([u64; 5], [u64; 3]),
    pub(super) article_keys: BTreeSet<u64>,
}

#[derive(Clone, Debug)]
pub(super) struct KeptClaim {
    pub(super) claim: Claim,
    pub(super) keys: BTreeSet<String>,
}

/// Derived things in the order of their lists, and which of them holds a claim.
#[derive(Clone, Debug)]
pub(super) struct Derived<Order, Id, Thing> {
    pub(super) things: BTreeMap<Order, Thing>,
    pub(super) kept: BTreeMap<Id, (Order, Vec<ClaimId>)>,
    pub(super) holders: BTreeMap<ClaimId, Id>,
}

impl<Order, Id, Thing> Default for Derived<Order, Id, Thing> {
    fn default() -> Self {
        Self { things: BTreeMap::new(), kept: BTreeMap::new(), holders: BTreeMap::new() }
    }
}

impl<Order: Ord + Clone, Id: Ord + Clone, Thing: Clone> Derived<Order, Id, Thing> {
    pub(super) fn put<'a>(
        &mut self,
        id: Id,
        order: Order,
        thing: &Thing,
        claims: impl Iterator<Item = &'a ClaimId>,
    ) {
        self.remove(&id);
        let claims: Vec<ClaimId> = claims.cloned().collect();
        for claim in &claims {
            self.holders.insert(claim.clone(), id.clone());
        }
        self.things.insert(order.clone(), thing.clone());
        self.kept.insert(id, (order, claims));
    }

    pub(super) fn remove(&mut self, id: &Id) {
        let Some((order, claims)) = self.kept.remove(id) else {
            return;
        };
        self.things.remove(&order);
        for claim in claims {
            // Another thing may have taken the claim over.
            if self.holders.get(&claim) == Some(id) {
                self.holders.remove(&claim);
            }
        }
    }

    pub(super) fn get(&self, id: &Id) -> Option<Thing> {
        self.things.get(&self.kept.get(id)?.0).cloned()
    }

    pub(super) fn visit(&self, visit: Visit<'_, Thing>) -> Result<(), StoreError> {
        self.things.values().cloned().try_for_each(visit)
    }
}

impl Contents {
    pub(super) fn check_new(&self, new: &NewDocument<'_>) -> Result<(), StoreError> {
        let Document { id, label, .. } = new.document;
        shared::check_document(new)?;
        if let Some(kept) = self.documents.get(id) {
            return Err(StoreError::DuplicateDocument {
                path: path(),
                label: kept.stored.document.label.clone(),
                id: id.clone(),
            });
        }
        if self.labels.contains_key(label) {
            return Err(StoreError::LabelTaken { path: path(), label: label.clone() });
        }
        self.check_claims(new.claims)
    }

    /// Refuses claims that are there already.
    pub(super) fn check_claims(&self, claims: &[NewClaim]) -> Result<(), StoreError> {
        let mut seen = BTreeSet::new();
        for claim in claims.iter().map(|new| &new.claim.id) {
            if self.claims.contains_key(claim) || !seen.insert(claim) {
                return Err(StoreError::DuplicateClaim { path: path(), id: claim.clone() });
            }
        }
        Ok(())
    }

    pub(super) fn keep_claims(&mut self, claims: &[NewClaim]) {
        for new in claims {
            let keys: BTreeSet<String> = new.keys.iter().cloned().collect();
            for key in &keys {
                let holders = self.by_key.entry(key.clone()).or_default();
                holders.insert(new.claim.id.clone());
            }
            let claim = new.claim.clone();
            self.claims.insert(claim.id.clone(), KeptClaim { claim, keys });
        }
    }

    pub(super) fn forget(&mut self, id: &DocumentId) {
        let Some(kept) = self.documents.remove(id) else { return };
        self.labels.remove(&kept.stored.document.label);
        let forgotten: BTreeSet<ClaimId> = kept.claims.into_iter().collect();
        self.claims.retain(|claim, _| !forgotten.contains(claim));
        self.by_key.retain(|_, holders| {
            holders.retain(|claim| !forgotten.contains(claim));
            !holders.is_empty()
        });
        self.by_article.retain(|_, holders| {
            holders.remove(id);
            !holders.is_empty()
        });
        self.links.retain(|(earlier, later), _| earlier != id && later != id);
    }

    pub(super) fn summary(&self, kept: &KeptDocument) -> DocumentSummary {
        let document = &kept.stored.document;
        let replaced_by = |link: &VersionLink| {
            let later = self.documents.get(&link.later)?;
            Some(later.stored.document.label.clone())
        };
        DocumentSummary {
            id: document.id.clone(),
            label: document.label.clone(),
            title: shared::title(document),
            publisher: document.meta.publisher.clone(),
            published: document.meta.published.map(|day| day.to_string()),
            language: kept.stored.language.clone(),
            claims: kept.kinds.0,
            land: kept.kinds.1,
            superseded_by: self.replacements(&document.id).find_map(replaced_by),
        }
    }

    fn replacements(&self, earlier: &DocumentId) -> impl Iterator<Item = &VersionLink> {
        self.links.values().filter(move |link| link.earlier == *earlier)
    }
}

/// What stands where messages name the file.
pub(super) fn path() -> PathBuf {
    PathBuf::from("register in memory")
}
