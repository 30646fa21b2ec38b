//! A register that is forgotten when it is dropped, for tests and throwaway use.
//!
//! It keeps the same promises as the file; [`Store::begin`] copies everything, so that it can be
//! taken back.

mod contents;
mod table;

use std::collections::BTreeSet;

use cairn_model::register::{Find, Finding, Incident, TallySeries, VersionLink};
use cairn_model::{Claim, ClaimId, ClaimKind, Decision, DecisionLog, DocumentId, IncidentId};

use crate::error::StoreError;
use crate::memory::contents::{Contents, Derived, KeptDocument, path};
use crate::shared;
use crate::store::{
    DerivedCounts, DocumentAbout, DocumentSummary, Follower, NewClaim, NewDocument, SavedQuestion,
    Store, StoredDocument, Visit, VisitShape,
};
use crate::table::{Collection, Table};

/// A register in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    now: Contents,
    /// What there was before [`Store::begin`].
    before: Option<Box<Contents>>,
    /// How many commits there were.
    version: u64,
}

impl MemoryStore {
    /// An empty register.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is written to, if something was begun.
    fn writable(&mut self) -> Result<&mut Contents, StoreError> {
        if self.before.is_none() {
            return Err(StoreError::NotBegun);
        }
        Ok(&mut self.now)
    }
}

impl Store for MemoryStore {
    fn begin(&mut self) -> Result<(), StoreError> {
        if self.before.is_some() {
            return Err(StoreError::AlreadyBegun);
        }
        self.before = Some(Box::new(self.now.clone()));
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.before.take().ok_or(StoreError::NotBegun)?;
        self.version += 1;
        Ok(())
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.now = *self.before.take().ok_or(StoreError::NotBegun)?;
        Ok(())
    }

    fn has_document(&self, id: &DocumentId) -> Result<bool, StoreError> {
        Ok(self.now.documents.contains_key(id))
    }

    fn free_label(&self, wanted: &str, id: &DocumentId) -> Result<String, StoreError> {
        shared::free_label(wanted, id, |label| Ok(self.now.labels.contains_key(label)))
    }

    fn add_document(&mut self, new: NewDocument<'_>, added_at: &str) -> Result<(), StoreError> {
        let now = self.writable()?;
        now.check_new(&new)?;
        let id = &new.document.id;
        now.keep_claims(new.claims);
        for key in new.article_keys {
            let holders = now.by_article.entry(*key).or_default();
            holders.insert(id.clone());
        }
        now.labels.insert(new.document.label.clone(), id.clone());
        let kept = KeptDocument {
            stored: StoredDocument {
                document: new.document.clone(),
                language: new.language.map(str::to_owned),
                revision: new.revision.cloned(),
                notes: new.notes.to_vec(),
                added_at: added_at.to_owned(),
            },
            original: new.original.to_vec(),
            claims: (new.claims.iter()).map(|new| new.claim.id.clone()).collect(),
            kinds: shared::count_kinds(new.claims.iter().map(|new| &new.claim)),
            article_keys: new.article_keys.iter().copied().collect(),
        };
        now.documents.insert(id.clone(), kept);
        Ok(())
    }

    fn add_claims(&mut self, document: &DocumentId, claims: &[NewClaim]) -> Result<(), StoreError> {
        let now = self.writable()?;
        shared::check_claims(document, claims)?;
        now.check_claims(claims)?;
        let Some(kept) = now.documents.get_mut(document) else {
            return Err(StoreError::UnknownDocument { path: path(), id: document.clone() });
        };
        kept.claims.extend(claims.iter().map(|new| new.claim.id.clone()));
        let (told, land) = shared::count_kinds(claims.iter().map(|new| &new.claim));
        kept.kinds.0.iter_mut().zip(told).for_each(|(count, more)| *count += more);
        kept.kinds.1.iter_mut().zip(land).for_each(|(count, more)| *count += more);
        now.keep_claims(claims);
        Ok(())
    }

    fn document(&self, id: &DocumentId) -> Result<Option<StoredDocument>, StoreError> {
        Ok(self.now.documents.get(id).map(|kept| kept.stored.clone()))
    }

    fn about(&self, id: &DocumentId) -> Result<Option<DocumentAbout>, StoreError> {
        Ok(self.now.documents.get(id).map(|kept| {
            let mut links = self.now.links.values();
            let [.., contradictions, _] = kept.kinds.0;
            DocumentAbout {
                label: kept.stored.document.label.clone(),
                meta: kept.stored.document.meta.clone(),
                superseded: self.now.links.values().any(|link| link.earlier == *id),
                linked: links.any(|link| link.earlier == *id || link.later == *id),
                contradicts: contradictions > 0,
            }
        }))
    }

    fn find_documents(&self, text: &str) -> Result<Vec<DocumentId>, StoreError> {
        let called_so = self.now.labels.get(text).cloned();
        let mut found: BTreeSet<DocumentId> = called_so.into_iter().collect();
        if let Some(prefix) = shared::id_prefix(text) {
            let ids = self.now.documents.keys();
            found.extend(ids.filter(|id| id.as_str().starts_with(&prefix)).cloned());
        }
        Ok(found.into_iter().collect())
    }

    fn summary(&self, id: &DocumentId) -> Result<Option<DocumentSummary>, StoreError> {
        Ok(self.now.documents.get(id).map(|kept| self.now.summary(kept)))
    }

    fn original(&self, id: &DocumentId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.now.documents.get(id).map(|kept| kept.original.clone()))
    }

    fn documents(&self, visit: Visit<'_, DocumentSummary>) -> Result<(), StoreError> {
        let ids = self.now.labels.values();
        ids.filter_map(|id| self.now.documents.get(id))
            .map(|kept| self.now.summary(kept))
            .try_for_each(visit)
    }

    fn documents_with_key(&self, key: u64, most: usize) -> Result<Vec<DocumentId>, StoreError> {
        let holders = self.now.by_article.get(&key);
        Ok(holders.into_iter().flatten().take(most).cloned().collect())
    }

    fn article_keys(&self, id: &DocumentId) -> Result<Vec<u64>, StoreError> {
        let kept = self.now.documents.get(id);
        Ok(kept.map_or_else(Vec::new, |kept| kept.article_keys.iter().copied().collect()))
    }

    fn shared_article_keys(
        &self,
        keys: &[u64],
        most: usize,
    ) -> Result<Vec<(u64, usize)>, StoreError> {
        let holders = |key: &u64| self.now.by_article.get(key).map_or(0, BTreeSet::len);
        let counted = keys.iter().map(|key| (*key, holders(key)));
        Ok(counted.filter(|(_, count)| *count > 1).map(|(key, n)| (key, n.min(most))).collect())
    }

    fn claim(&self, id: &ClaimId) -> Result<Option<Claim>, StoreError> {
        Ok(self.now.claims.get(id).map(|kept| kept.claim.clone()))
    }

    fn claims_of(&self, document: &DocumentId) -> Result<Vec<Claim>, StoreError> {
        let ids = (self.now.documents.get(document)).map(|kept| kept.claims.as_slice());
        let claims = ids.unwrap_or_default().iter();
        Ok(claims.filter_map(|id| self.now.claims.get(id)).map(|kept| kept.claim.clone()).collect())
    }

    fn claims_with_keys(&self, keys: &[String]) -> Result<Vec<ClaimId>, StoreError> {
        let holders = keys.iter().filter_map(|key| self.now.by_key.get(key));
        let found: BTreeSet<&ClaimId> = holders.flatten().collect();
        Ok(found.into_iter().cloned().collect())
    }

    fn claim_keys(&self, id: &ClaimId) -> Result<Vec<String>, StoreError> {
        let kept = self.now.claims.get(id);
        Ok(kept.map_or_else(Vec::new, |kept| kept.keys.iter().cloned().collect()))
    }

    fn claim_kind(&self, id: &ClaimId) -> Result<Option<ClaimKind>, StoreError> {
        Ok(self.now.claims.get(id).map(|kept| kept.claim.body.kind()))
    }

    fn claims(&self, kind: ClaimKind, visit: Visit<'_, Claim>) -> Result<(), StoreError> {
        let claims = self.now.claims.values().map(|kept| &kept.claim);
        claims.filter(|claim| claim.body.kind() == kind).cloned().try_for_each(visit)
    }

    fn claim_ids(&self, kind: ClaimKind) -> Result<Vec<ClaimId>, StoreError> {
        let claims = self.now.claims.iter();
        let of_kind = claims.filter(|(_, kept)| kept.claim.body.kind() == kind);
        Ok(of_kind.map(|(id, _)| id.clone()).collect())
    }

    fn decisions(&self) -> Result<DecisionLog, StoreError> {
        Ok(self.now.decisions.clone())
    }

    fn append_decision(&mut self, decision: &Decision) -> Result<(), StoreError> {
        let log = &mut self.writable()?.decisions;
        log.push(decision.clone())
            .map_err(|broken| StoreError::DecisionRefused { path: path(), broken })
    }

    fn save_question(&mut self, saved: &SavedQuestion) -> Result<(), StoreError> {
        let questions = &mut self.writable()?.questions;
        if questions.contains_key(&saved.name) {
            return Err(StoreError::QuestionTaken { path: path(), name: saved.name.clone() });
        }
        questions.insert(saved.name.clone(), saved.clone());
        Ok(())
    }

    fn saved_question(&self, name: &str) -> Result<Option<SavedQuestion>, StoreError> {
        Ok(self.now.questions.get(name).cloned())
    }

    fn saved_questions(&self, visit: Visit<'_, SavedQuestion>) -> Result<(), StoreError> {
        self.now.questions.values().cloned().try_for_each(visit)
    }

    fn clear_derived(&mut self) -> Result<(), StoreError> {
        let now = self.writable()?;
        now.links.clear();
        now.incidents = Derived::default();
        now.finds = Derived::default();
        now.series = Derived::default();
        now.findings.clear();
        Ok(())
    }

    fn put_version_link(&mut self, link: &VersionLink) -> Result<(), StoreError> {
        let now = self.writable()?;
        for id in [&link.earlier, &link.later] {
            if !now.documents.contains_key(id) {
                return Err(StoreError::UnknownDocument { path: path(), id: id.clone() });
            }
        }
        let ends = (link.earlier.clone(), link.later.clone());
        now.links.insert(ends, link.clone());
        Ok(())
    }

    fn remove_version_links(&mut self, earlier: &DocumentId) -> Result<(), StoreError> {
        let now = self.writable()?;
        now.links.retain(|(from, _), _| from != earlier);
        Ok(())
    }

    fn version_links(&self, document: &DocumentId) -> Result<Vec<VersionLink>, StoreError> {
        let links = self.now.links.values();
        Ok(links
            .filter(|link| link.earlier == *document || link.later == *document)
            .cloned()
            .collect())
    }

    fn put_incident(&mut self, incident: &Incident) -> Result<(), StoreError> {
        shared::check_incident(incident)?;
        let claims = incident.reports.iter().map(|report| &report.claim);
        let order = (incident.date, incident.id.clone());
        let incidents = &mut self.writable()?.incidents;
        incidents.put(incident.id.clone(), order, incident, claims);
        Ok(())
    }

    fn remove_incident(&mut self, id: &IncidentId) -> Result<(), StoreError> {
        self.writable()?.incidents.remove(id);
        Ok(())
    }

    fn incident(&self, id: &IncidentId) -> Result<Option<Incident>, StoreError> {
        Ok(self.now.incidents.get(id))
    }

    fn incident_of(&self, claim: &ClaimId) -> Result<Option<IncidentId>, StoreError> {
        Ok(self.now.incidents.holders.get(claim).cloned())
    }

    fn incidents(&self, visit: Visit<'_, Incident>) -> Result<(), StoreError> {
        self.now.incidents.visit(visit)
    }

    fn put_find(&mut self, find: &Find) -> Result<(), StoreError> {
        shared::check_find(find)?;
        let order = (find.date, find.id.clone());
        let finds = &mut self.writable()?.finds;
        finds.put(find.id.clone(), order, find, find.claims.iter());
        Ok(())
    }

    fn remove_find(&mut self, id: &str) -> Result<(), StoreError> {
        self.writable()?.finds.remove(&id.to_owned());
        Ok(())
    }

    fn find(&self, id: &str) -> Result<Option<Find>, StoreError> {
        Ok(self.now.finds.get(&id.to_owned()))
    }

    fn find_of(&self, claim: &ClaimId) -> Result<Option<String>, StoreError> {
        Ok(self.now.finds.holders.get(claim).cloned())
    }

    fn finds(&self, visit: Visit<'_, Find>) -> Result<(), StoreError> {
        self.now.finds.visit(visit)
    }

    fn put_series(&mut self, series: &TallySeries) -> Result<(), StoreError> {
        let claims = series.points.iter().map(|point| &point.claim);
        let all = &mut self.writable()?.series;
        all.put(series.id.clone(), series.id.clone(), series, claims);
        Ok(())
    }

    fn remove_series(&mut self, id: &str) -> Result<(), StoreError> {
        self.writable()?.series.remove(&id.to_owned());
        Ok(())
    }

    fn tally_series(&self, id: &str) -> Result<Option<TallySeries>, StoreError> {
        Ok(self.now.series.get(&id.to_owned()))
    }

    fn series_of(&self, claim: &ClaimId) -> Result<Option<String>, StoreError> {
        Ok(self.now.series.holders.get(claim).cloned())
    }

    fn series(&self, visit: Visit<'_, TallySeries>) -> Result<(), StoreError> {
        self.now.series.visit(visit)
    }

    fn put_finding(&mut self, finding: &Finding) -> Result<(), StoreError> {
        shared::check_finding(finding)?;
        let findings = &mut self.writable()?.findings;
        findings.insert(finding.id.clone(), finding.clone());
        Ok(())
    }

    fn remove_finding(&mut self, id: &str) -> Result<(), StoreError> {
        self.writable()?.findings.remove(id);
        Ok(())
    }

    fn finding(&self, id: &str) -> Result<Option<Finding>, StoreError> {
        Ok(self.now.findings.get(id).cloned())
    }

    fn findings_of(&self, claim: &ClaimId) -> Result<Vec<Finding>, StoreError> {
        let findings = self.now.findings.values();
        Ok(findings.filter(|finding| finding.claims.contains(claim)).cloned().collect())
    }

    fn findings(&self, visit: Visit<'_, Finding>) -> Result<(), StoreError> {
        self.now.findings.values().cloned().try_for_each(visit)
    }

    fn version(&self) -> Result<u64, StoreError> {
        Ok(self.version)
    }

    fn table(&self, collection: Collection) -> Result<Table, StoreError> {
        Ok(table::table(&self.now, collection))
    }

    fn rows_holding(
        &self,
        collection: Collection,
        words: &str,
        personal: bool,
    ) -> Result<Vec<i64>, StoreError> {
        Ok(table::holding(&self.now, collection, words, personal))
    }

    fn shapes(
        &self,
        collection: Collection,
        rows: &[i64],
        visit: VisitShape<'_>,
    ) -> Result<(), StoreError> {
        table::shapes(&self.now, collection, rows, visit)
    }

    fn counts(&self) -> Result<DerivedCounts, StoreError> {
        let now = &self.now;
        let superseded: BTreeSet<&DocumentId> = now.links.keys().map(|(from, _)| from).collect();
        Ok(DerivedCounts {
            documents: now.documents.len() as u64,
            superseded_documents: superseded.len() as u64,
            claims: now.claims.len() as u64,
            decisions: now.decisions.entries().len() as u64,
            incidents: now.incidents.things.len() as u64,
            finds: now.finds.things.len() as u64,
            series: now.series.things.len() as u64,
            findings: now.findings.len() as u64,
        })
    }
}

impl Follower for MemoryStore {
    fn forget_document(&mut self, id: &DocumentId) -> Result<(), StoreError> {
        self.writable()?.forget(id);
        Ok(())
    }
}
