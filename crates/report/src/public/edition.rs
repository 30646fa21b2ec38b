//! Writing the public edition of a register into another store, and keeping it up with the register.
//!
//! How coarse an incident is told depends on all others, so that everything is worked out each time.
//! Only what came out differently is written: [`Told`] has a digest of each thing that stands in the
//! edition. The edition kept up with its register is thereby what one written anew would be.

use std::collections::BTreeMap;

use cairn_model::{ClaimBody, Document, DocumentId, DocumentMeta, IncidentId};
use cairn_store::{DocumentSummary, Follower, NewClaim, NewDocument, Store, StoreError};
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::survey::Survey;
use super::{GoOn, Rules, redact};

/// What the public edition came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after what they count")]
pub struct Published {
    pub incidents: u64,
    pub finds: u64,
    pub documents: u64,
    /// Incidents that are too few altogether to be told of.
    pub withheld: u64,
    /// Things and documents that were written, written anew or taken away.
    pub changed: u64,
}

/// What an edition tells. An empty one stands for an empty store.
#[derive(Debug, Default)]
pub struct Told {
    documents: Kept<DocumentId>,
    incidents: Kept<IncidentId>,
    finds: Kept<String>,
    series: Kept<String>,
    findings: Kept<String>,
}

/// What is told of one kind of thing.
type Kept<Id> = BTreeMap<Id, Digest>;

/// Half a SHA-256, of a thing as JSON: alike for two things never, as far as anybody knows.
type Digest = [u8; 16];

/// Brings an edition up to a register, in one transaction; `told` is what it holds.
///
/// # Errors
/// When the one cannot be read or the other not be written, or when it is told not to go on. Then the
/// edition stays as it was.
pub fn publish(
    from: &dyn Store,
    into: &mut dyn Follower,
    told: &mut Told,
    rules: &Rules<'_>,
    go_on: GoOn<'_>,
) -> Result<Published, StoreError> {
    let survey = Survey::of(from, rules, go_on)?;
    into.begin()?;
    let withheld = survey.incidents - survey.seen.len() as u64;
    let mut desk = Desk {
        survey: &survey,
        into,
        before: told,
        now: Told::default(),
        published: Published { withheld, ..Published::default() },
        go_on,
    };
    let written = desk.write(from);
    let Desk { now, published, .. } = desk;
    match written {
        // It keeps its version, and with it all that was made of it.
        Ok(()) if published.changed == 0 => into.rollback()?,
        Ok(()) => into.commit()?,
        Err(error) => {
            // The first error is the one to tell.
            let _ = into.rollback();
            return Err(error);
        }
    }
    *told = now;
    Ok(published)
}

/// Where an edition is written.
struct Desk<'a> {
    survey: &'a Survey<'a>,
    into: &'a mut dyn Follower,
    before: &'a Told,
    now: Told,
    published: Published,
    go_on: GoOn<'a>,
}

impl Desk<'_> {
    fn write(&mut self, from: &dyn Store) -> Result<(), StoreError> {
        self.documents(from)?;
        self.incidents(from)?;
        self.finds(from)?;
        self.series(from)?;
        self.findings(from)
    }

    fn documents(&mut self, from: &dyn Store) -> Result<(), StoreError> {
        from.documents(&mut |summary| {
            self.go_on.check()?;
            let claims = self.survey.claims(from, &summary)?;
            if claims.is_empty() {
                return Ok(());
            }
            self.published.documents += 1;
            let (document, id) = (public(&summary, &claims), &summary.id);
            let said: Vec<_> = claims.iter().map(|new| &new.claim).collect();
            let digest = digest(&(&document, &summary.language, said))?;
            if self.before.documents.get(id) != Some(&digest) {
                self.into.forget_document(id)?;
                add(self.into, &document, &summary, &claims)?;
                self.published.changed += 1;
            }
            self.now.documents.insert(id.clone(), digest);
            Ok(())
        })?;
        for id in gone(&self.before.documents, &self.now.documents) {
            self.into.forget_document(id)?;
            self.published.changed += 1;
        }
        Ok(())
    }

    fn incidents(&mut self, from: &dyn Store) -> Result<(), StoreError> {
        let Survey { seen, people, sources, .. } = self.survey;
        from.incidents(&mut |incident| {
            self.go_on.check()?;
            let Some(seen) = seen.get(&incident.id) else { return Ok(()) };
            self.published.incidents += 1;
            let told = redact::incident(incident, seen, *people, sources);
            let (before, now) = (&self.before.incidents, &mut self.now.incidents);
            if is_new(before, now, told.id.clone(), &told)? {
                self.into.put_incident(&told)?;
                self.published.changed += 1;
            }
            Ok(())
        })?;
        for id in gone(&self.before.incidents, &self.now.incidents) {
            self.into.remove_incident(id)?;
            self.published.changed += 1;
        }
        Ok(())
    }

    fn finds(&mut self, from: &dyn Store) -> Result<(), StoreError> {
        let Survey { districts, sources, .. } = self.survey;
        from.finds(&mut |find| {
            self.go_on.check()?;
            self.published.finds += 1;
            let place = districts.public(&find.place);
            let told = redact::find(find, place, sources);
            if is_new(&self.before.finds, &mut self.now.finds, told.id.clone(), &told)? {
                self.into.put_find(&told)?;
                self.published.changed += 1;
            }
            Ok(())
        })?;
        for id in gone(&self.before.finds, &self.now.finds) {
            self.into.remove_find(id)?;
            self.published.changed += 1;
        }
        Ok(())
    }

    fn series(&mut self, from: &dyn Store) -> Result<(), StoreError> {
        from.series(&mut |series| {
            self.go_on.check()?;
            let Some(told) = redact::series(series, &self.survey.sources) else { return Ok(()) };
            if is_new(&self.before.series, &mut self.now.series, told.id.clone(), &told)? {
                self.into.put_series(&told)?;
                self.published.changed += 1;
            }
            Ok(())
        })?;
        for id in gone(&self.before.series, &self.now.series) {
            self.into.remove_series(id)?;
            self.published.changed += 1;
        }
        Ok(())
    }

    fn findings(&mut self, from: &dyn Store) -> Result<(), StoreError> {
        from.findings(&mut |finding| {
            self.go_on.check()?;
            let Some(told) = redact::finding(finding) else { return Ok(()) };
            if is_new(&self.before.findings, &mut self.now.findings, told.id.clone(), &told)? {
                self.into.put_finding(&told)?;
                self.published.changed += 1;
            }
            Ok(())
        })?;
        for id in gone(&self.before.findings, &self.now.findings) {
            self.into.remove_finding(id)?;
            self.published.changed += 1;
        }
        Ok(())
    }
}

/// Notes a thing as it now is; whether that is other than it stands there.
fn is_new<Id: Ord>(
    before: &Kept<Id>,
    now: &mut Kept<Id>,
    id: Id,
    thing: &impl Serialize,
) -> Result<bool, StoreError> {
    let digest = digest(thing)?;
    let is_new = before.get(&id) != Some(&digest);
    now.insert(id, digest);
    Ok(is_new)
}

/// What stood there and is no more.
fn gone<'a, Id: Ord>(before: &'a Kept<Id>, now: &'a Kept<Id>) -> impl Iterator<Item = &'a Id> {
    before.keys().filter(|id| !now.contains_key(id))
}

fn digest(thing: &impl Serialize) -> Result<Digest, StoreError> {
    let json = serde_json::to_vec(thing)
        .map_err(|source| StoreError::Json { what: "a thing of the edition".to_owned(), source })?;
    let whole = Sha256::digest(&json);
    Ok(std::array::from_fn(|at| whole.get(at).copied().unwrap_or_default()))
}

/// A document as the public sees it.
fn public(summary: &DocumentSummary, claims: &[NewClaim]) -> Document {
    Document {
        id: summary.id.clone(),
        label: claims.first().map(|new| redact::label(&new.claim.id)).unwrap_or_default(),
        origin: String::new(),
        media_type: "text/plain".to_owned(),
        meta: DocumentMeta {
            title: summary.publisher.clone(),
            publisher: summary.publisher.clone(),
            published: published(summary, claims),
            language: summary.language.clone(),
            country: None,
            url: None,
        },
        text: String::new(),
    }
}

fn add(
    into: &mut dyn Follower,
    document: &Document,
    summary: &DocumentSummary,
    claims: &[NewClaim],
) -> Result<(), StoreError> {
    let new = NewDocument {
        document,
        original: b"",
        language: summary.language.as_deref(),
        revision: None,
        notes: &[],
        claims,
        article_keys: &[],
    };
    into.add_document(new, "1970-01-01T00:00:00Z")
}

/// The day of publication tells when an incident was; it is left out where there is one.
fn published(summary: &DocumentSummary, claims: &[NewClaim]) -> Option<Date> {
    let tells = |new: &NewClaim| matches!(new.claim.body, ClaimBody::Incident(_));
    if claims.iter().any(tells) {
        return None;
    }
    summary.published.as_deref()?.parse().ok()
}
