//! What has to be known of the whole register before anything of it can be told in public.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use cairn_model::place::Position;
use cairn_model::{Claim, ClaimBody, IncidentId, Place, ReportedIncident};
use cairn_store::{DocumentSummary, NewClaim, Store, StoreError};

use super::coarse::{Cell, Item, coarsen};
use super::redact::{self, Seen};
use super::{GoOn, LEAST, PRECISION_M, Rules, Sources, land, on_grid};

/// What has to be known of the whole register before anything can be told.
pub(super) struct Survey<'a> {
    pub(super) sources: Sources<'a>,
    /// Where and when each incident is, as the public sees it; empty when there are too few.
    pub(super) seen: HashMap<IncidentId, Rc<Seen>>,
    /// Whether numbers of people are told.
    pub(super) people: bool,
    pub(super) incidents: u64,
    pub(super) districts: Districts,
}

type Area = (Option<String>, Option<String>);

/// Where the districts lie, from the positions of what is in them.
#[derive(Default)]
pub(super) struct Districts(BTreeMap<Area, (f64, f64, f64)>);

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
    pub(super) fn public(&self, place: &Place) -> Place {
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
    pub(super) fn of(
        from: &dyn Store,
        rules: &'a Rules<'a>,
        go_on: GoOn<'_>,
    ) -> Result<Self, StoreError> {
        let mut publishers = BTreeSet::new();
        from.documents(&mut |document| {
            publishers.extend(document.publisher);
            Ok(())
        })?;
        let mut districts = Districts::default();
        let (mut ids, mut items) = (Vec::new(), Vec::new());
        from.incidents(&mut |incident| {
            go_on.check()?;
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
            go_on.check()?;
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

    /// What the public is told of a document's claims.
    pub(super) fn claims(
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
