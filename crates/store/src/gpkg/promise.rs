//! The promises of [`Store`], kept by the file.

use cairn_model::register::{Find, Finding, Incident, TallySeries, VersionLink};
use cairn_model::{Claim, ClaimId, ClaimKind, Decision, DecisionLog, DocumentId, IncidentId};

use crate::error::StoreError;
use crate::gpkg::derived::{self, Kind};
use crate::gpkg::extents::Extents;
use crate::gpkg::{
    GeoPackageStore, State, article_keys, claims, decisions, display, documents, questions, table,
    words,
};
use crate::store::{
    DerivedCounts, DocumentAbout, DocumentSummary, NewClaim, NewDocument, SavedQuestion, Store,
    StoredDocument, Visit, VisitShape,
};
use crate::table::{Collection, Table, Words};

impl Store for GeoPackageStore {
    fn begin(&mut self) -> Result<(), StoreError> {
        if self.state == State::Begun {
            return Err(StoreError::AlreadyBegun);
        }
        if !self.writable {
            return Err(StoreError::ReadOnly { path: self.db.path.clone() });
        }
        // Another program that reads may prevent it; the plain journal is slower, and as good.
        let wal = "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 16000;";
        match self.db.batch(wal) {
            Ok(()) | Err(StoreError::Locked { .. }) => {}
            Err(error) => return Err(error),
        }
        self.db.batch("BEGIN IMMEDIATE")?;
        self.state = State::Begun;
        self.extents = Extents::default();
        Ok(())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.write(|db, extents| {
            article_keys::enter(db)?;
            extents.save(db)?;
            db.execute("UPDATE register_version SET number = number + 1", [])?;
            db.batch("COMMIT")
        })
        .inspect_err(|_| {
            if self.state == State::Begun {
                self.undo();
            }
        })?;
        self.state = State::Idle;
        Ok(())
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        if self.state == State::Idle {
            return Err(StoreError::NotBegun);
        }
        self.undo();
        self.state = State::Idle;
        Ok(())
    }

    fn has_document(&self, id: &DocumentId) -> Result<bool, StoreError> {
        Ok(documents::row(&self.db, id)?.is_some())
    }

    fn free_label(&self, wanted: &str, id: &DocumentId) -> Result<String, StoreError> {
        crate::shared::free_label(wanted, id, |label| documents::is_taken(&self.db, label))
    }

    fn add_document(&mut self, new: NewDocument<'_>, added_at: &str) -> Result<(), StoreError> {
        crate::shared::check_document(&new)?;
        self.write(|db, extents| {
            // A document is there with all its claims or not at all, even if the caller goes on
            // and commits after an error.
            db.execute("SAVEPOINT document", [])?;
            let added = documents::add(db, extents, &new, added_at);
            if added.is_err() && !db.conn.is_autocommit() {
                db.batch("ROLLBACK TO document")?;
            }
            if !db.conn.is_autocommit() {
                db.execute("RELEASE document", [])?;
            }
            extents.note_change(added_at);
            added
        })
    }

    fn add_claims(&mut self, document: &DocumentId, claims: &[NewClaim]) -> Result<(), StoreError> {
        crate::shared::check_claims(document, claims)?;
        self.write(|db, extents| {
            db.execute("SAVEPOINT claims_of", [])?;
            let added = documents::add_claims(db, extents, document, claims);
            if added.is_err() && !db.conn.is_autocommit() {
                db.batch("ROLLBACK TO claims_of")?;
            }
            if !db.conn.is_autocommit() {
                db.execute("RELEASE claims_of", [])?;
            }
            added
        })
    }

    fn document(&self, id: &DocumentId) -> Result<Option<StoredDocument>, StoreError> {
        documents::get(&self.db, id)
    }

    fn about(&self, id: &DocumentId) -> Result<Option<DocumentAbout>, StoreError> {
        documents::about(&self.db, id)
    }

    fn find_documents(&self, text: &str) -> Result<Vec<DocumentId>, StoreError> {
        documents::find(&self.db, text)
    }

    fn summary(&self, id: &DocumentId) -> Result<Option<DocumentSummary>, StoreError> {
        documents::summary(&self.db, id)
    }

    fn original(&self, id: &DocumentId) -> Result<Option<Vec<u8>>, StoreError> {
        documents::original(&self.db, id)
    }

    fn documents(&self, visit: Visit<'_, DocumentSummary>) -> Result<(), StoreError> {
        documents::visit(&self.db, visit)
    }

    fn documents_with_key(&self, key: u64, most: usize) -> Result<Vec<DocumentId>, StoreError> {
        article_keys::holders(&self.db, key, most)
    }

    fn article_keys(&self, id: &DocumentId) -> Result<Vec<u64>, StoreError> {
        article_keys::of(&self.db, id)
    }

    fn shared_article_keys(
        &self,
        keys: &[u64],
        most: usize,
    ) -> Result<Vec<(u64, usize)>, StoreError> {
        article_keys::shared(&self.db, keys, most)
    }

    fn claim(&self, id: &ClaimId) -> Result<Option<Claim>, StoreError> {
        claims::get(&self.db, id)
    }

    fn claims_of(&self, document: &DocumentId) -> Result<Vec<Claim>, StoreError> {
        claims::of(&self.db, document)
    }

    fn claims_with_keys(&self, keys: &[String]) -> Result<Vec<ClaimId>, StoreError> {
        claims::with_keys(&self.db, keys)
    }

    fn claim_keys(&self, id: &ClaimId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT key FROM claim_keys WHERE claim = \
                   (SELECT fid FROM claims WHERE id = ?) ORDER BY key";
        self.db.all(sql, [id.as_str()], Ok)
    }

    fn claim_kind(&self, id: &ClaimId) -> Result<Option<ClaimKind>, StoreError> {
        claims::kind(&self.db, id)
    }

    fn claims(&self, kind: ClaimKind, visit: Visit<'_, Claim>) -> Result<(), StoreError> {
        claims::visit(&self.db, kind, visit)
    }

    fn claim_ids(&self, kind: ClaimKind) -> Result<Vec<ClaimId>, StoreError> {
        claims::ids(&self.db, kind)
    }

    fn decisions(&self) -> Result<DecisionLog, StoreError> {
        decisions::log(&self.db)
    }

    fn append_decision(&mut self, decision: &Decision) -> Result<(), StoreError> {
        self.write(|db, _| decisions::append(db, decision))
    }

    fn save_question(&mut self, saved: &SavedQuestion) -> Result<(), StoreError> {
        self.write(|db, _| questions::save(db, saved))
    }

    fn saved_question(&self, name: &str) -> Result<Option<SavedQuestion>, StoreError> {
        questions::get(&self.db, name)
    }

    fn saved_questions(&self, visit: Visit<'_, SavedQuestion>) -> Result<(), StoreError> {
        questions::visit(&self.db, visit)
    }

    fn clear_derived(&mut self) -> Result<(), StoreError> {
        self.write(|db, extents| {
            extents.clear(db)?;
            derived::clear(db)
        })
    }

    fn put_version_link(&mut self, link: &VersionLink) -> Result<(), StoreError> {
        self.write(|db, _| documents::put_link(db, link))
    }

    fn remove_version_links(&mut self, earlier: &DocumentId) -> Result<(), StoreError> {
        self.write(|db, _| documents::remove_links(db, earlier))
    }

    fn version_links(&self, document: &DocumentId) -> Result<Vec<VersionLink>, StoreError> {
        documents::links(&self.db, document)
    }

    fn put_incident(&mut self, incident: &Incident) -> Result<(), StoreError> {
        crate::shared::check_incident(incident)?;
        self.write(|db, extents| {
            let place = derived::date_order(&incident.date);
            let claims = incident.reports.iter().map(|report| &report.claim);
            derived::put(db, Kind::Incident, incident.id.as_str(), &place, incident, claims)?;
            display::put_incident(db, extents, incident)
        })
    }

    fn remove_incident(&mut self, id: &IncidentId) -> Result<(), StoreError> {
        self.write(|db, _| derived::remove(db, Kind::Incident, id.as_str()))
    }

    fn incident(&self, id: &IncidentId) -> Result<Option<Incident>, StoreError> {
        derived::get(&self.db, Kind::Incident, id.as_str())
    }

    fn incident_of(&self, claim: &ClaimId) -> Result<Option<IncidentId>, StoreError> {
        derived::holder(&self.db, Kind::Incident, claim)?
            .map(|id| IncidentId::parse(&id).map_err(|error| self.db.corrupt(error.to_string())))
            .transpose()
    }

    fn incidents(&self, visit: Visit<'_, Incident>) -> Result<(), StoreError> {
        derived::visit(&self.db, Kind::Incident, visit)
    }

    fn put_find(&mut self, find: &Find) -> Result<(), StoreError> {
        crate::shared::check_find(find)?;
        self.write(|db, extents| {
            let place = derived::date_order(&find.date);
            derived::put(db, Kind::Find, &find.id, &place, find, find.claims.iter())?;
            display::put_find(db, extents, find)
        })
    }

    fn remove_find(&mut self, id: &str) -> Result<(), StoreError> {
        self.write(|db, _| derived::remove(db, Kind::Find, id))
    }

    fn find(&self, id: &str) -> Result<Option<Find>, StoreError> {
        derived::get(&self.db, Kind::Find, id)
    }

    fn find_of(&self, claim: &ClaimId) -> Result<Option<String>, StoreError> {
        derived::holder(&self.db, Kind::Find, claim)
    }

    fn finds(&self, visit: Visit<'_, Find>) -> Result<(), StoreError> {
        derived::visit(&self.db, Kind::Find, visit)
    }

    fn put_series(&mut self, series: &TallySeries) -> Result<(), StoreError> {
        self.write(|db, _| {
            let before: Option<TallySeries> = derived::get(db, Kind::Series, &series.id)?;
            if before.as_ref() == Some(series) {
                return Ok(());
            }
            let claims = series.points.iter().map(|point| &point.claim);
            derived::put(db, Kind::Series, &series.id, "", series, claims)?;
            display::put_series(db, series, before.as_ref())
        })
    }

    fn remove_series(&mut self, id: &str) -> Result<(), StoreError> {
        self.write(|db, _| derived::remove(db, Kind::Series, id))
    }

    fn tally_series(&self, id: &str) -> Result<Option<TallySeries>, StoreError> {
        derived::get(&self.db, Kind::Series, id)
    }

    fn series_of(&self, claim: &ClaimId) -> Result<Option<String>, StoreError> {
        derived::holder(&self.db, Kind::Series, claim)
    }

    fn series(&self, visit: Visit<'_, TallySeries>) -> Result<(), StoreError> {
        derived::visit(&self.db, Kind::Series, visit)
    }

    fn put_finding(&mut self, finding: &Finding) -> Result<(), StoreError> {
        crate::shared::check_finding(finding)?;
        self.write(|db, _| {
            let claims = finding.claims.iter();
            derived::put(db, Kind::Finding, &finding.id, "", finding, claims)?;
            display::put_finding(db, finding)
        })
    }

    fn remove_finding(&mut self, id: &str) -> Result<(), StoreError> {
        self.write(|db, _| derived::remove(db, Kind::Finding, id))
    }

    fn finding(&self, id: &str) -> Result<Option<Finding>, StoreError> {
        derived::get(&self.db, Kind::Finding, id)
    }

    fn findings_of(&self, claim: &ClaimId) -> Result<Vec<Finding>, StoreError> {
        derived::holding(&self.db, Kind::Finding, claim)
    }

    fn findings(&self, visit: Visit<'_, Finding>) -> Result<(), StoreError> {
        derived::visit(&self.db, Kind::Finding, visit)
    }

    fn version(&self) -> Result<u64, StoreError> {
        self.db.number("SELECT number FROM register_version", [])
    }

    fn table(&self, collection: Collection) -> Result<Table, StoreError> {
        table::table(&self.db, collection)
    }

    fn words(&self, table: &Table) -> Result<Option<Words>, StoreError> {
        words::words(&self.db, table)
    }

    fn rows_holding(
        &self,
        collection: Collection,
        words: &str,
        personal: bool,
    ) -> Result<Vec<i64>, StoreError> {
        words::holding(&self.db, collection, words, personal)
    }

    fn shapes(
        &self,
        collection: Collection,
        rows: &[i64],
        visit: VisitShape<'_>,
    ) -> Result<(), StoreError> {
        if Collection::MAPPED.contains(&collection) {
            table::shapes(&self.db, collection, rows, visit)?;
        }
        Ok(())
    }

    fn counts(&self) -> Result<DerivedCounts, StoreError> {
        let count = |table: &str| self.db.number(&format!("SELECT count(*) FROM {table}"), []);
        Ok(DerivedCounts {
            documents: count("documents")?,
            superseded_documents: self
                .db
                .number("SELECT count(DISTINCT earlier) FROM version_links", [])?,
            claims: count("claims")?,
            decisions: count("decisions")?,
            incidents: derived::count(&self.db, Kind::Incident)?,
            finds: derived::count(&self.db, Kind::Find)?,
            series: derived::count(&self.db, Kind::Series)?,
            findings: derived::count(&self.db, Kind::Finding)?,
        })
    }
}
