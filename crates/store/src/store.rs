//! The one trait behind which a register is kept, in plain data types.
//!
//! Documents, claims and decisions are only ever added. Derived things (version links, incidents,
//! finds, series, findings) are put and removed as the register is worked out again. All writing
//! happens between [`Store::begin`] and [`Store::commit`]; what was not committed never was.

use cairn_model::register::{Find, Finding, Incident, TallySeries, VersionLink};
use cairn_model::{
    Claim, ClaimId, ClaimKind, Decision, DecisionLog, Document, DocumentId, DocumentMeta,
    IncidentId, Note, Revision,
};

pub use crate::error::StoreError;
use crate::table::{Collection, Table, Words};

/// What a visitor of many things returns: an error ends the walk.
pub type Visit<'a, T> = &'a mut dyn FnMut(T) -> Result<(), StoreError>;

/// A visitor of shapes: the number of the row, and its shape as well-known binary.
pub type VisitShape<'a> = &'a mut dyn FnMut(i64, &[u8]) -> Result<(), StoreError>;

/// A document to be kept, with what was read from it.
#[derive(Clone, Copy, Debug)]
pub struct NewDocument<'a> {
    /// The document; its label must be free (see [`Store::free_label`]).
    pub document: &'a Document,
    /// The untouched bytes it came as.
    pub original: &'a [u8],
    /// The language it was read in.
    pub language: Option<&'a str>,
    /// Whether it says that it is a later version of a story.
    pub revision: Option<&'a Revision>,
    /// Remarks on the reading.
    pub notes: &'a [Note],
    /// Its claims in the order of the reading.
    pub claims: &'a [NewClaim],
    /// Keys shared by documents that may be versions of one article.
    pub article_keys: &'a [u64],
}

/// A claim with the keys that it shares with claims it must be compared to.
#[derive(Clone, Debug, PartialEq)]
pub struct NewClaim {
    /// The claim.
    pub claim: Claim,
    /// Blocking keys, as `2021-06|AZ.kalbajar`.
    pub keys: Vec<String>,
}

/// A document as it was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDocument {
    /// The document with its text.
    pub document: Document,
    /// The language it was read in.
    pub language: Option<String>,
    /// Whether it says that it is a later version of a story.
    pub revision: Option<Revision>,
    /// Remarks on the reading.
    pub notes: Vec<Note>,
    /// When it was added, RFC 3339 in UTC.
    pub added_at: String,
}

/// What deriving needs to know about a document, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentAbout {
    /// What people call it.
    pub label: String,
    /// What is known about it.
    pub meta: DocumentMeta,
    /// Whether another version replaces it.
    pub superseded: bool,
    /// Whether it is in a chain of versions, at either end or between.
    pub linked: bool,
    /// Whether its reading found contradictions.
    pub contradicts: bool,
}

/// A document without its text, for lists.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct DocumentSummary {
    /// Identity.
    pub id: DocumentId,
    /// What people call it.
    pub label: String,
    /// First line of the text, or the title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day it was published.
    pub published: Option<String>,
    /// The language it was read in.
    pub language: Option<String>,
    /// How many claims of each kind: incidents, finds, tallies, contradictions, statements.
    pub claims: [u64; 5],
    /// How many features: hazardous areas, minefield records, released land.
    pub land: [u64; 3],
    /// The version that replaces it, as people call it.
    pub superseded_by: Option<String>,
}

/// A question asked of the register, kept under a name with the answer that it got.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SavedQuestion {
    /// The name under which it is asked again.
    pub name: String,
    /// The command that answers it, as `reliability`.
    pub about: String,
    /// Question and answer in one line for people.
    pub summary: String,
    /// When it was saved, RFC 3339 in UTC.
    pub saved_at: String,
    /// The question as JSON.
    pub question: String,
    /// The answer as JSON, as it was given then.
    pub answer: String,
}

/// How much a register holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[expect(missing_docs, reason = "named after what they count")]
pub struct DerivedCounts {
    pub documents: u64,
    pub superseded_documents: u64,
    pub claims: u64,
    pub decisions: u64,
    pub incidents: u64,
    pub finds: u64,
    pub series: u64,
    pub findings: u64,
}

/// A place where a register is kept.
///
/// Lists come in a fixed order (documents by label, incidents and finds by date and id, series and
/// findings by id), so that output is the same every time.
pub trait Store {
    /// Starts a transaction; the register is locked for other writers.
    fn begin(&mut self) -> Result<(), StoreError>;
    /// Makes all that was written since [`Store::begin`] durable, or none of it.
    fn commit(&mut self) -> Result<(), StoreError>;
    /// Forgets all that was written since [`Store::begin`].
    fn rollback(&mut self) -> Result<(), StoreError>;

    /// Whether a document of these bytes is kept.
    fn has_document(&self, id: &DocumentId) -> Result<bool, StoreError>;
    /// `wanted` if no document is called so, else `wanted~` and the first digits of `id`.
    fn free_label(&self, wanted: &str, id: &DocumentId) -> Result<String, StoreError>;
    /// Keeps a document and its claims, as of `added_at` (RFC 3339 in UTC).
    fn add_document(&mut self, new: NewDocument<'_>, added_at: &str) -> Result<(), StoreError>;
    /// Adds claims to a document that is kept, behind those that it has: for documents with more than
    /// are handed over at once.
    fn add_claims(&mut self, document: &DocumentId, claims: &[NewClaim]) -> Result<(), StoreError>;
    /// The document of this identity.
    fn document(&self, id: &DocumentId) -> Result<Option<StoredDocument>, StoreError>;
    /// What deriving needs to know about a document; does not read its text.
    fn about(&self, id: &DocumentId) -> Result<Option<DocumentAbout>, StoreError>;
    /// Documents called so, or whose identity starts so.
    fn find_documents(&self, text: &str) -> Result<Vec<DocumentId>, StoreError>;
    /// A document without its text.
    fn summary(&self, id: &DocumentId) -> Result<Option<DocumentSummary>, StoreError>;
    /// The untouched bytes.
    fn original(&self, id: &DocumentId) -> Result<Option<Vec<u8>>, StoreError>;
    /// Visits all documents without their text.
    fn documents(&self, visit: Visit<'_, DocumentSummary>) -> Result<(), StoreError>;
    /// Documents with this article key, by identity: all, or some `most` of them where there are more.
    fn documents_with_key(&self, key: u64, most: usize) -> Result<Vec<DocumentId>, StoreError>;
    /// The article keys of a document, in order.
    fn article_keys(&self, id: &DocumentId) -> Result<Vec<u64>, StoreError>;
    /// Those of these article keys that several documents have, each with how many, counted no
    /// further than to `most`. Fastest when the keys are in order.
    fn shared_article_keys(
        &self,
        keys: &[u64],
        most: usize,
    ) -> Result<Vec<(u64, usize)>, StoreError>;

    /// The claim of this identity.
    fn claim(&self, id: &ClaimId) -> Result<Option<Claim>, StoreError>;
    /// A document's claims in the order of its reading.
    fn claims_of(&self, document: &DocumentId) -> Result<Vec<Claim>, StoreError>;
    /// Claims that share one of these blocking keys, by identity.
    fn claims_with_keys(&self, keys: &[String]) -> Result<Vec<ClaimId>, StoreError>;
    /// The blocking keys of a claim.
    fn claim_keys(&self, id: &ClaimId) -> Result<Vec<String>, StoreError>;
    /// The kind of this claim, which is quicker to tell than what it says.
    fn claim_kind(&self, id: &ClaimId) -> Result<Option<ClaimKind>, StoreError>;
    /// Visits all claims of a kind, by identity.
    fn claims(&self, kind: ClaimKind, visit: Visit<'_, Claim>) -> Result<(), StoreError>;
    /// The identities of all claims of a kind, in order.
    fn claim_ids(&self, kind: ClaimKind) -> Result<Vec<ClaimId>, StoreError>;

    /// The decisions, their chain checked.
    fn decisions(&self) -> Result<DecisionLog, StoreError>;
    /// Appends a decision; refused when it does not follow the last one.
    fn append_decision(&mut self, decision: &Decision) -> Result<(), StoreError>;

    /// Keeps a question with its answer; refused when the name is taken.
    fn save_question(&mut self, saved: &SavedQuestion) -> Result<(), StoreError>;
    /// The question kept under this name.
    fn saved_question(&self, name: &str) -> Result<Option<SavedQuestion>, StoreError>;
    /// Visits all saved questions, by name.
    fn saved_questions(&self, visit: Visit<'_, SavedQuestion>) -> Result<(), StoreError>;

    /// Forgets everything derived.
    fn clear_derived(&mut self) -> Result<(), StoreError>;
    /// Notes that one document replaces another; marks the earlier as superseded.
    fn put_version_link(&mut self, link: &VersionLink) -> Result<(), StoreError>;
    /// Forgets the links in which this document is the earlier version.
    fn remove_version_links(&mut self, earlier: &DocumentId) -> Result<(), StoreError>;
    /// The links in which this document is the earlier or the later version.
    fn version_links(&self, document: &DocumentId) -> Result<Vec<VersionLink>, StoreError>;

    /// Keeps an incident, in place of one of the same identity.
    fn put_incident(&mut self, incident: &Incident) -> Result<(), StoreError>;
    /// Forgets an incident.
    fn remove_incident(&mut self, id: &IncidentId) -> Result<(), StoreError>;
    /// The incident of this identity.
    fn incident(&self, id: &IncidentId) -> Result<Option<Incident>, StoreError>;
    /// The incident that holds this claim.
    fn incident_of(&self, claim: &ClaimId) -> Result<Option<IncidentId>, StoreError>;
    /// Visits all incidents.
    fn incidents(&self, visit: Visit<'_, Incident>) -> Result<(), StoreError>;

    /// Keeps a find, in place of one of the same identity.
    fn put_find(&mut self, find: &Find) -> Result<(), StoreError>;
    /// Forgets a find.
    fn remove_find(&mut self, id: &str) -> Result<(), StoreError>;
    /// The find of this identity.
    fn find(&self, id: &str) -> Result<Option<Find>, StoreError>;
    /// The find that holds this claim.
    fn find_of(&self, claim: &ClaimId) -> Result<Option<String>, StoreError>;
    /// Visits all finds.
    fn finds(&self, visit: Visit<'_, Find>) -> Result<(), StoreError>;

    /// Keeps a series, in place of one of the same identity.
    fn put_series(&mut self, series: &TallySeries) -> Result<(), StoreError>;
    /// Forgets a series.
    fn remove_series(&mut self, id: &str) -> Result<(), StoreError>;
    /// The series of this identity.
    fn tally_series(&self, id: &str) -> Result<Option<TallySeries>, StoreError>;
    /// The series that holds this claim.
    fn series_of(&self, claim: &ClaimId) -> Result<Option<String>, StoreError>;
    /// Visits all series.
    fn series(&self, visit: Visit<'_, TallySeries>) -> Result<(), StoreError>;

    /// Keeps a finding, in place of one of the same identity.
    fn put_finding(&mut self, finding: &Finding) -> Result<(), StoreError>;
    /// Forgets a finding.
    fn remove_finding(&mut self, id: &str) -> Result<(), StoreError>;
    /// The finding of this identity.
    fn finding(&self, id: &str) -> Result<Option<Finding>, StoreError>;
    /// Findings that rest on this claim, by identity.
    fn findings_of(&self, claim: &ClaimId) -> Result<Vec<Finding>, StoreError>;
    /// Visits all findings.
    fn findings(&self, visit: Visit<'_, Finding>) -> Result<(), StoreError>;

    /// A number that every commit counts up: what was made of an earlier one may be out of date.
    fn version(&self) -> Result<u64, StoreError>;
    /// A collection as columns.
    fn table(&self, collection: Collection) -> Result<Table, StoreError>;
    /// The words of the rows of a table, ready to be searched; `None` where they are not kept so, as
    /// where they are too many. Then [`Store::rows_holding`] looks for them.
    fn words(&self, table: &Table) -> Result<Option<Words>, StoreError> {
        let _ = table;
        Ok(None)
    }
    /// The rows of a collection, by the numbers that [`Table::fid`] gives, that hold these words
    /// somewhere, upper and lower case alike; where what tells who somebody is counts only if
    /// `personal` is asked for.
    fn rows_holding(
        &self,
        collection: Collection,
        words: &str,
        personal: bool,
    ) -> Result<Vec<i64>, StoreError>;
    /// Visits the shapes of these rows of a collection, as well-known binary on WGS 84, in the order
    /// asked for; rows without a shape are left out.
    fn shapes(
        &self,
        collection: Collection,
        rows: &[i64],
        visit: VisitShape<'_>,
    ) -> Result<(), StoreError>;

    /// How much there is.
    fn counts(&self) -> Result<DerivedCounts, StoreError>;
}

/// A copy that follows a register. Unlike in a register, what was added to it may go away again.
pub trait Follower: Store {
    /// Forgets a document with its claims; nothing happens where it is not there.
    fn forget_document(&mut self, id: &DocumentId) -> Result<(), StoreError>;
}
