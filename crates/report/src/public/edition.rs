//! Writing the public edition of a register into another store.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use cairn_model::place::Position;
use cairn_model::{Claim, ClaimBody, Document, DocumentMeta, IncidentId, Place, ReportedIncident};
use cairn_store::{DocumentSummary, NewClaim, NewDocument, Store, StoreError};
use jiff::civil::Date;

use super::coarse::{Cell, Item, coarsen};
use super::redact::{self, Seen};
use super::{LEAST, PRECISION_M, Rules, Sources, land, on_grid};

/// What the public edition came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after what they count")]
pub struct Published {
    pub incidents: u64,
    pub finds: u64,
    pub documents: u64,
    /// Incidents that are too few altogether to be told of.
    pub withheld: u64,
}

/// Writes the public edition of a register into an empty store, in one transaction.
///
/// # Errors
/// When the one cannot be read or the other not be written. Then it stays empty.
pub fn publish(
    from: &dyn Store,
    into: &mut dyn Store,
    rules: &Rules<'_>,
) -> Result<Published, StoreError> {
    let survey = Survey::of(from, rules)?;
    into.begin()?;
    match survey.write(from, into) {
        Ok(published) => into.commit().map(|()| published),
        Err(error) => {
            // The first error is the one to tell; what was begun is forgotten with the store.
            let _ = into.rollback();
            Err(error)
        }
    }
}

/// What has to be known of the whole register before anything can be told.
struct Survey<'a> {
    sources: Sources<'a>,
    /// Where and when each incident is, as the public sees it; empty when there are too few.
    seen: HashMap<IncidentId, Rc<Seen>>,
    /// Whether numbers of people are told.
    people: bool,
    incidents: u64,
    districts: Districts,
}

type Area = (Option<String>, Option<String>);

/// Where the districts lie, from the positions of what is in them.
#[derive(Default)]
struct Districts(BTreeMap<Area, (f64, f64, f64)>);

impl Districts {
    fn note(&mut self, place: &Place) {
        if let (Some(position), Some(_)) = (&place.position, &place.district) {
            let sums = self.0.entry(area(place)).or_default();
            *sums = (sums.0 + position.lon, sums.1 + position.lat, sums.2 + 1.0);
        }
    }

    fn position(&self, area: &Area) -> Option<Position> {
        area.1.as_ref()?;
        let (lons, lats, count) = self.0.get(area)?;
        let (lon, lat) = on_grid(lons / count, lats / count);
        Some(Position { lat, lon, gazetteer_id: None, precision: PRECISION_M })
    }

    /// A place to the district.
    fn public(&self, place: &Place) -> Place {
        Place {
            settlement: None,
            district: place.district.clone(),
            country: place.country.clone(),
            position: self.position(&area(place)),
            candidates: Vec::new(),
        }
    }
}

fn area(place: &Place) -> Area {
    (place.country.clone(), place.district.clone())
}

impl<'a> Survey<'a> {
    fn of(from: &dyn Store, rules: &'a Rules<'a>) -> Result<Self, StoreError> {
        let mut publishers = BTreeSet::new();
        from.documents(&mut |document| {
            publishers.extend(document.publisher);
            Ok(())
        })?;
        let mut districts = Districts::default();
        let (mut ids, mut items) = (Vec::new(), Vec::new());
        from.incidents(&mut |incident| {
            districts.note(&incident.place);
            items.push(Item {
                country: incident.place.country,
                district: incident.place.district,
                date: incident.date,
                killed: incident.killed.map_or(0, |count| count.least()),
                injured: incident.injured.map_or(0, |count| count.least()),
            });
            ids.push(incident.id);
            Ok(())
        })?;
        from.finds(&mut |find| {
            districts.note(&find.place);
            Ok(())
        })?;
        let (cells, people) = cells(&mut items);
        let mut of_cells: BTreeMap<Cell, Rc<Seen>> = BTreeMap::new();
        let incidents = ids.len() as u64;
        let seen = (ids.into_iter().zip(cells))
            .map(|(id, cell)| {
                let position = districts.position(&(cell.country.clone(), cell.district.clone()));
                let seen = of_cells
                    .entry(cell)
                    .or_insert_with_key(|cell| Rc::new(Seen::new(cell, position)));
                (id, Rc::clone(seen))
            })
            .collect();
        let sources = Sources { rules, publishers };
        Ok(Self { sources, seen, people, incidents, districts })
    }

    fn write(&self, from: &dyn Store, into: &mut dyn Store) -> Result<Published, StoreError> {
        let mut published =
            Published { withheld: self.incidents - self.seen.len() as u64, ..Published::default() };
        from.documents(&mut |summary| {
            let claims = self.claims(from, &summary)?;
            if !claims.is_empty() {
                add(into, &summary, &claims)?;
                published.documents += 1;
            }
            Ok(())
        })?;
        from.incidents(&mut |incident| {
            let Some(seen) = self.seen.get(&incident.id) else { return Ok(()) };
            published.incidents += 1;
            into.put_incident(&redact::incident(incident, seen, self.people, &self.sources))
        })?;
        from.finds(&mut |find| {
            let place = self.districts.public(&find.place);
            published.finds += 1;
            into.put_find(&redact::find(find, place, &self.sources))
        })?;
        from.series(&mut |series| match redact::series(series, &self.sources) {
            Some(series) => into.put_series(&series),
            None => Ok(()),
        })?;
        from.findings(&mut |finding| match redact::finding(finding) {
            Some(finding) => into.put_finding(&finding),
            None => Ok(()),
        })?;
        Ok(published)
    }

    fn claims(
        &self,
        from: &dyn Store,
        summary: &DocumentSummary,
    ) -> Result<Vec<NewClaim>, StoreError> {
        let mut public = Vec::new();
        for Claim { id, document, body } in from.claims_of(&summary.id)? {
            let body = match body {
                ClaimBody::Incident(told) => match from.incident_of(&id)? {
                    Some(incident) => self.told(told, &incident),
                    None => None,
                },
                ClaimBody::Find(told) => {
                    let place = self.districts.public(&told.place);
                    Some(ClaimBody::Find(redact::reported_find(told, place, &self.sources)))
                }
                ClaimBody::Tally(told) => {
                    redact::reported_tally(told, &self.sources).map(ClaimBody::Tally)
                }
                // What they say is in words of the text.
                ClaimBody::Contradiction(_) | ClaimBody::Statement(_) => None,
                ClaimBody::Hazard(told) => {
                    Some(ClaimBody::Hazard(land::hazard(told, &self.sources)))
                }
                ClaimBody::Record(told) => {
                    Some(ClaimBody::Record(land::record(told, &self.sources)))
                }
                ClaimBody::Release(told) => {
                    Some(ClaimBody::Release(land::release(told, &self.sources)))
                }
            };
            public.extend(
                body.map(|body| NewClaim { claim: Claim { id, document, body }, keys: Vec::new() }),
            );
        }
        Ok(public)
    }

    fn told(&self, told: ReportedIncident, incident: &IncidentId) -> Option<ClaimBody> {
        let seen = self.seen.get(incident)?;
        Some(ClaimBody::Incident(redact::reported_incident(told, seen, self.people, &self.sources)))
    }
}

/// The cell of each incident, and whether numbers of people are told: not where they are too few in
/// the whole register.
fn cells(items: &mut [Item]) -> (Vec<Cell>, bool) {
    if let Some(cells) = coarsen(items) {
        return (cells, true);
    }
    if (items.len() as u64) < LEAST {
        return (Vec::new(), false);
    }
    for item in items.iter_mut() {
        (item.killed, item.injured) = (0, 0);
    }
    (coarsen(items).unwrap_or_default(), false)
}

fn add(
    into: &mut dyn Store,
    summary: &DocumentSummary,
    claims: &[NewClaim],
) -> Result<(), StoreError> {
    let label = claims.first().map(|new| redact::label(&new.claim.id)).unwrap_or_default();
    let label = into.free_label(&label, &summary.id)?;
    let document = Document {
        id: summary.id.clone(),
        label,
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
    };
    let new = NewDocument {
        document: &document,
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
