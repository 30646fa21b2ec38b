//! What the register needs to know about a claim: its document, its place keys, its standing.
//!
//! Place keys come from outside, because spelling is the gazetteer's business; folded names of
//! people are worked out once here, since each claim is compared many times.

use std::sync::Arc;

use cairn_model::place::Position;
use cairn_model::register::Standing;
use cairn_model::{
    Claim, ClaimBody, ClaimId, DateSpan, Place, ReportedFind, ReportedIncident, ReportedTally,
};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::fold::PersonName;

/// How long before publication an undated event is taken to have happened at most, in days.
const NEWS_WINDOW_DAYS: i32 = 7;

/// What is known about the document that makes a claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentFacts {
    /// What people call it.
    pub label: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// The country it is about, ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Identity of the chain of versions it belongs to, if it is not the only version.
    pub chain: Option<String>,
    /// Whether a later version replaces it.
    pub superseded: bool,
    /// Parties that the document reports as accused of having laid or used the device.
    pub accused: Vec<String>,
    /// Values of the contradictions that the reader found within the document.
    pub stated: Vec<Vec<f64>>,
}

/// Names of a place under a spelling key, so that Kalbajar and Kəlbəcər are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceKeys {
    /// The settlement's key.
    pub settlement: Option<String>,
    /// The keys of the settlement's telling words, without such as "mount" and "camp".
    pub settlement_words: Vec<String>,
    /// The district's key.
    pub district: Option<String>,
    /// The unit that the gazetteer says it lies in, where it was resolved.
    pub admin: Option<String>,
    /// The country: its ISO code in upper case, or the key of its name.
    pub country: Option<String>,
}

impl PlaceKeys {
    /// The keys below the country, finest first, each once.
    pub fn local(&self) -> Vec<&str> {
        let mut keys = Vec::new();
        for key in [&self.settlement, &self.district, &self.admin] {
            if let Some(key) = key.as_deref()
                && !key.is_empty()
                && !keys.contains(&key)
            {
                keys.push(key);
            }
        }
        keys
    }
}

/// A claim with all that the register needs to know about it.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimContext {
    /// The claim as read.
    pub claim: Claim,
    /// Its document; shared by all its claims.
    pub document: Arc<DocumentFacts>,
    /// Its place under spelling keys.
    pub place_keys: PlaceKeys,
    names: Vec<Option<PersonName>>,
}

impl ClaimContext {
    /// Puts a claim into its context.
    pub fn new(
        claim: Claim,
        document: impl Into<Arc<DocumentFacts>>,
        place_keys: PlaceKeys,
    ) -> Self {
        let names = match &claim.body {
            ClaimBody::Incident(incident) => incident
                .victims
                .iter()
                .map(|victim| victim.name.as_deref().and_then(PersonName::new))
                .collect(),
            _ => Vec::new(),
        };
        Self { claim, document: document.into(), place_keys, names }
    }

    /// The claim's identity.
    pub const fn id(&self) -> &ClaimId {
        &self.claim.id
    }

    /// The incident that it reports, if it reports one.
    pub const fn incident(&self) -> Option<&ReportedIncident> {
        match &self.claim.body {
            ClaimBody::Incident(incident) => Some(incident),
            _ => None,
        }
    }

    /// The find that it reports, if it reports one.
    pub const fn find(&self) -> Option<&ReportedFind> {
        match &self.claim.body {
            ClaimBody::Find(find) => Some(find),
            _ => None,
        }
    }

    /// The figure that it reports, if it reports one.
    pub const fn tally(&self) -> Option<&ReportedTally> {
        match &self.claim.body {
            ClaimBody::Tally(tally) => Some(tally),
            _ => None,
        }
    }

    /// Whether it counts before any decision: live, or replaced by a later version.
    pub fn standing(&self) -> Standing {
        if self.document.superseded { Standing::Superseded } else { Standing::Live }
    }

    /// The place as read.
    pub fn place(&self) -> Option<&Place> {
        match &self.claim.body {
            ClaimBody::Incident(incident) => Some(&incident.place),
            ClaimBody::Find(find) => Some(&find.place),
            _ => None,
        }
    }

    /// The point that the place resolved to.
    pub fn position(&self) -> Option<&Position> {
        self.place()?.position.as_ref()
    }

    /// The date as read; unknown for claims without one.
    pub const fn date(&self) -> DateSpan {
        match &self.claim.body {
            ClaimBody::Incident(incident) => incident.date,
            ClaimBody::Find(find) => find.date,
            _ => DateSpan::UNKNOWN,
        }
    }

    /// The days in which an undated event most likely lies: the week up to publication.
    pub fn news_window(&self) -> Option<DateSpan> {
        let published = self.document.published?;
        let from = published.checked_sub(NEWS_WINDOW_DAYS.days()).ok()?;
        Some(DateSpan::between(from, published))
    }

    /// The sources as the text names them, nearest first; empty for the publisher's own reporting.
    pub fn said_by(&self) -> &[String] {
        match &self.claim.body {
            ClaimBody::Incident(incident) => &incident.said_by,
            ClaimBody::Find(find) => &find.said_by,
            ClaimBody::Tally(tally) => &tally.said_by,
            _ => &[],
        }
    }

    /// The folded names of the victims, in the order of the report; `None` for those only described.
    pub(crate) fn names(&self) -> &[Option<PersonName>] {
        &self.names
    }

    /// The order in which claims are taken wherever one must come first: earliest published, then
    /// by identity; undated documents last.
    pub(crate) fn rank(&self) -> (bool, Option<Date>, &ClaimId) {
        (self.document.published.is_none(), self.document.published, &self.claim.id)
    }
}
