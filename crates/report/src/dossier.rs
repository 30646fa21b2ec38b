//! Everything that belongs to one thing of the register, collected for a page: the claims behind it,
//! the documents that make them, the decisions that shaped it.

use std::collections::BTreeMap;

use cairn_model::register::{Find, Finding, Incident, Standing, TallySeries, VersionLink};
use cairn_model::{Claim, ClaimId, Decision, DocumentId, DocumentMeta, Note, Revision};
use cairn_store::{Store, StoredDocument};
use serde::Serialize;

use crate::error::Astray;

/// A document as a source of claims.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// Identity.
    pub id: DocumentId,
    /// What people call it.
    pub label: String,
    /// What is known about it.
    pub meta: DocumentMeta,
    /// The version that replaces it, as people call it.
    pub superseded_by: Option<String>,
    /// Its text; not part of a page in JSON, where the quotations stand.
    #[serde(skip)]
    pub text: String,
}

/// A claim with the document that makes it.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// The claim.
    pub claim: Claim,
    /// The document.
    pub source: Source,
    /// Whether it counts; `None` where the thing does not say.
    pub standing: Option<Standing>,
}

/// A page about an incident.
#[derive(Clone, Debug, Serialize)]
pub struct IncidentPage {
    /// The incident.
    pub incident: Incident,
    /// Its reports.
    pub reports: Vec<Said>,
    /// Findings of figures that disagree and that rest on one of the reports.
    pub findings: Vec<Finding>,
    /// The decisions that shaped it.
    pub decisions: Vec<Decision>,
}

/// A page about a find.
#[derive(Clone, Debug, Serialize)]
pub struct FindPage {
    /// The find.
    pub find: Find,
    /// The claims behind it.
    pub reports: Vec<Said>,
}

/// A page about a series of figures.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesPage {
    /// The series.
    pub series: TallySeries,
    /// The claims behind its figures.
    pub reports: Vec<Said>,
    /// Figures of it that cannot all be true.
    pub findings: Vec<Finding>,
}

/// A page about figures that disagree.
#[derive(Clone, Debug, Serialize)]
pub struct FindingPage {
    /// The finding.
    pub finding: Finding,
    /// The claims on both sides.
    pub reports: Vec<Said>,
    /// The decisions that name one of them.
    pub decisions: Vec<Decision>,
}

/// A page about one claim.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimPage {
    /// The claim.
    pub said: Said,
    /// The incident, find or series that holds it.
    pub held_by: Option<String>,
    /// The decisions that name it.
    pub decisions: Vec<Decision>,
}

/// A page about a document.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentPage {
    /// The document.
    pub source: Source,
    /// Where it came from.
    pub origin: String,
    /// Its format.
    pub media_type: String,
    /// The language it was read in.
    pub language: Option<String>,
    /// When it was added.
    pub added_at: String,
    /// How it says that it is a later version.
    pub revision: Option<Revision>,
    /// Remarks on the reading.
    pub notes: Vec<Note>,
    /// The versions of the article, first to last, this one among them; empty when there is one only.
    pub versions: Vec<VersionOf>,
    /// The text of the version before.
    #[serde(skip)]
    pub previous_text: Option<String>,
    /// Its claims, and what holds each.
    pub claims: Vec<(Claim, Option<String>)>,
}

/// A version of an article.
#[derive(Clone, Debug, Serialize)]
pub struct VersionOf {
    /// Identity.
    pub id: DocumentId,
    /// What people call it.
    pub label: String,
    /// The day it was published.
    pub published: Option<String>,
    /// How it is known to replace the version before it; `None` for the first.
    pub why: Option<String>,
}

/// Collects from a store; documents are fetched once.
pub struct Gatherer<'a> {
    store: &'a dyn Store,
    sources: BTreeMap<String, Source>,
}

impl<'a> Gatherer<'a> {
    /// Collects from `store`.
    pub const fn new(store: &'a dyn Store) -> Self {
        Self { store, sources: BTreeMap::new() }
    }

    /// The page about an incident.
    pub fn incident(&mut self, incident: Incident) -> Result<IncidentPage, Astray> {
        let wanted =
            incident.reports.iter().map(|report| (report.claim.clone(), Some(report.standing)));
        let reports = self.said(wanted)?;
        let findings = self.findings(incident.reports.iter().map(|report| &report.claim))?;
        let log = self.store.decisions()?;
        let decisions = log
            .entries()
            .iter()
            .filter(|entry| incident.decisions.contains(&entry.number))
            .cloned()
            .collect();
        Ok(IncidentPage { incident, reports, findings, decisions })
    }

    /// The page about a find.
    pub fn find(&mut self, find: Find) -> Result<FindPage, Astray> {
        let reports = self.said(find.claims.iter().map(|claim| (claim.clone(), None)))?;
        Ok(FindPage { find, reports })
    }

    /// The page about a series.
    pub fn series(&mut self, series: TallySeries) -> Result<SeriesPage, Astray> {
        let wanted = series.points.iter().map(|point| (point.claim.clone(), Some(point.standing)));
        let reports = self.said(wanted)?;
        let findings = self.findings(series.points.iter().map(|point| &point.claim))?;
        Ok(SeriesPage { series, reports, findings })
    }

    /// The page about a finding.
    pub fn finding(&mut self, finding: Finding) -> Result<FindingPage, Astray> {
        let reports = self.said(finding.claims.iter().map(|claim| (claim.clone(), None)))?;
        let log = self.store.decisions()?;
        let names_one = |entry: &&Decision| {
            entry.action.claims().iter().any(|claim| finding.claims.contains(claim))
        };
        let decisions = log.entries().iter().filter(names_one).cloned().collect();
        Ok(FindingPage { finding, reports, decisions })
    }

    /// The page about a claim.
    pub fn claim(&mut self, claim: Claim) -> Result<ClaimPage, Astray> {
        let held_by = self.held_by(&claim)?;
        let log = self.store.decisions()?;
        let decisions = log
            .entries()
            .iter()
            .filter(|entry| entry.action.claims().contains(&&claim.id))
            .cloned()
            .collect();
        let source = self.source_of(&claim)?;
        let said = Said { claim, source, standing: None };
        Ok(ClaimPage { said, held_by, decisions })
    }

    /// The page about a document.
    pub fn document(&mut self, stored: StoredDocument) -> Result<DocumentPage, Astray> {
        let id = stored.document.id.clone();
        let versions = self.versions(&id)?;
        let place = versions.iter().position(|version| version.id == id);
        let previous =
            place.and_then(|place| place.checked_sub(1)).and_then(|before| versions.get(before));
        let previous_text = match previous {
            Some(version) => self.store.document(&version.id)?.map(|before| before.document.text),
            None => None,
        };
        let mut claims = Vec::new();
        for claim in self.store.claims_of(&id)? {
            let held_by = self.held_by(&claim)?;
            claims.push((claim, held_by));
        }
        let source = self.source(&id)?;
        Ok(DocumentPage {
            source,
            origin: stored.document.origin,
            media_type: stored.document.media_type,
            language: stored.language,
            added_at: stored.added_at,
            revision: stored.revision,
            notes: stored.notes,
            versions,
            previous_text,
            claims,
        })
    }

    /// What holds a claim: an incident, a find or a series.
    fn held_by(&self, claim: &Claim) -> Result<Option<String>, Astray> {
        use cairn_model::ClaimBody;
        Ok(match claim.body {
            ClaimBody::Incident(_) => self.store.incident_of(&claim.id)?.map(|id| id.to_string()),
            ClaimBody::Find(_) => self.store.find_of(&claim.id)?,
            ClaimBody::Tally(_) => self.store.series_of(&claim.id)?,
            ClaimBody::Contradiction(_)
            | ClaimBody::Statement(_)
            | ClaimBody::Hazard(_)
            | ClaimBody::Record(_)
            | ClaimBody::Release(_) => None,
        })
    }

    fn said(
        &mut self,
        wanted: impl Iterator<Item = (ClaimId, Option<Standing>)>,
    ) -> Result<Vec<Said>, Astray> {
        let mut found = Vec::new();
        for (id, standing) in wanted {
            let claim = self.store.claim(&id)?.ok_or(Astray::Claim(id))?;
            let source = self.source_of(&claim)?;
            found.push(Said { claim, source, standing });
        }
        Ok(found)
    }

    fn findings<'c>(
        &self,
        claims: impl Iterator<Item = &'c ClaimId>,
    ) -> Result<Vec<Finding>, Astray> {
        let mut found = BTreeMap::new();
        for claim in claims {
            for finding in self.store.findings_of(claim)? {
                found.insert(finding.id.clone(), finding);
            }
        }
        Ok(found.into_values().collect())
    }

    fn source_of(&mut self, claim: &Claim) -> Result<Source, Astray> {
        let id = claim.document.clone();
        self.source(&id)
    }

    fn source(&mut self, id: &DocumentId) -> Result<Source, Astray> {
        if let Some(known) = self.sources.get(id.as_str()) {
            return Ok(known.clone());
        }
        let stored = self.store.document(id)?.ok_or_else(|| Astray::Document(id.clone()))?;
        let later = self.store.version_links(id)?;
        let superseded_by = match later.iter().find(|link| link.earlier == *id) {
            Some(link) => self.label(&link.later)?,
            None => None,
        };
        let source = Source {
            id: id.clone(),
            label: stored.document.label,
            meta: stored.document.meta,
            superseded_by,
            text: stored.document.text,
        };
        self.sources.insert(id.as_str().to_owned(), source.clone());
        Ok(source)
    }

    fn label(&self, id: &DocumentId) -> Result<Option<String>, Astray> {
        Ok(self.store.document(id)?.map(|stored| stored.document.label))
    }

    /// The chain of versions that a document is in, first to last.
    fn versions(&self, id: &DocumentId) -> Result<Vec<VersionOf>, Astray> {
        let mut chain = vec![(id.clone(), None)];
        // Backwards to the first version, then forwards to the last. A chain never holds a document
        // twice, so that a damaged register cannot keep us here.
        while let Some((first, why)) = chain.first_mut() {
            let earlier: Option<VersionLink> = {
                let links = self.store.version_links(first)?;
                links.into_iter().find(|link| link.later == *first)
            };
            let Some(link) = earlier else { break };
            *why = Some(link.why);
            if chain.iter().any(|(known, _)| *known == link.earlier) {
                break;
            }
            chain.insert(0, (link.earlier, None));
        }
        while let Some((last, _)) = chain.last() {
            let links = self.store.version_links(last)?;
            let Some(link) = links.into_iter().find(|link| link.earlier == *last) else {
                break;
            };
            if chain.iter().any(|(known, _)| *known == link.later) {
                break;
            }
            chain.push((link.later, Some(link.why)));
        }
        if chain.len() == 1 {
            return Ok(Vec::new());
        }
        let mut versions = Vec::new();
        for (id, why) in chain {
            if let Some(stored) = self.store.document(&id)? {
                versions.push(VersionOf {
                    id,
                    label: stored.document.label,
                    published: stored.document.meta.published.map(|day| day.to_string()),
                    why,
                });
            }
        }
        Ok(versions)
    }
}
