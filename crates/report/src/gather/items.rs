//! Items: the incidents and finds of the register that the question means.

use std::collections::BTreeMap;

use cairn_ground::{Item, ItemKind, MappedArea};
use cairn_model::place::Position;
use cairn_model::register::{Find, Incident};
use cairn_model::{
    Claim, ClaimBody, ClaimId, ClaimKind, DateSpan, Device, FindAction, Grade, IncidentStatus,
    Place,
};
use cairn_store::Store;
use geo::Coord;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::nearest::Nearest;
use super::reason::Reason;
use super::{Context, nothing_fits};
use crate::error::ReportError;
use crate::filter::{Facts, Field, Subject, Verdict};
use crate::question::Question;

/// Counted items whose position is known about equally well.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PositionClass {
    /// Position errors of at most so many metres, and above those of the class before.
    pub metres: u32,
    /// How many items.
    pub items: usize,
}

/// What was found.
pub(super) struct Found {
    pub(super) items: Vec<Item>,
    pub(super) excluded: BTreeMap<Reason, usize>,
    pub(super) known_before: Option<usize>,
}

/// Collects the items that a question asks about.
pub(super) fn find(
    store: &dyn Store,
    context: &Context,
    question: &Question,
    areas: &[MappedArea],
) -> Result<Found, ReportError> {
    let claimed = Claimed::of(store)?;
    let dated = areas.iter().any(|area| area.dated.is_some());
    let mut finding = Finding {
        question,
        nearest: Nearest::of(areas),
        there: 0,
        wanted: 0,
        items: Vec::new(),
        excluded: BTreeMap::new(),
        known_before: dated.then_some(0),
        unknown: BTreeMap::new(),
    };
    store.incidents(&mut |incident| {
        finding.incident(&incident, &claimed);
        Ok(())
    })?;
    store.finds(&mut |find| {
        finding.find(&find, context, &claimed);
        Ok(())
    })?;
    let Finding { there, wanted, items, excluded, known_before, unknown, .. } = finding;
    if wanted == 0 {
        return Err(nothing_fits(Subject::Items, there, &question.items, &unknown));
    }
    if items.is_empty() {
        let why: Vec<String> =
            excluded.iter().map(|(why, count)| format!("{count} {why}")).collect();
        let why = why.join("; ");
        return Err(ReportError::NothingUsable { what: "items", given: wanted, why });
    }
    Ok(Found { items, excluded, known_before })
}

/// What single claims say of items, and the register does not.
#[derive(Default)]
struct Claimed {
    /// The earliest day on which the items of a find can have been laid, where a report says when they
    /// were made.
    made: BTreeMap<ClaimId, Date>,
    /// The map sheet, where a layer or table names one.
    sheets: BTreeMap<ClaimId, String>,
}

impl Claimed {
    fn of(store: &dyn Store) -> Result<Self, ReportError> {
        let mut claimed = Self::default();
        for kind in [ClaimKind::Incident, ClaimKind::Find] {
            store.claims(kind, &mut |claim| {
                claimed.take(claim);
                Ok(())
            })?;
        }
        Ok(claimed)
    }

    fn take(&mut self, claim: Claim) {
        let sheet = match claim.body {
            ClaimBody::Incident(incident) => incident.sheet,
            ClaimBody::Find(find) => {
                if let Some(year) = find.made.as_deref().and_then(year) {
                    self.made.insert(claim.id.clone(), Date::constant(year, 1, 1));
                }
                find.sheet
            }
            _ => None,
        };
        if let Some(sheet) = sheet {
            self.sheets.insert(claim.id, sheet);
        }
    }

    /// The first sheet that some of these claims name.
    fn sheet<'a>(&self, mut claims: impl Iterator<Item = &'a ClaimId>) -> Option<&str> {
        claims.find_map(|claim| self.sheets.get(claim)).map(String::as_str)
    }
}

/// The last year that a text names.
fn year(text: &str) -> Option<i16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    numbers.filter_map(|part| part.parse().ok()).rfind(|year| (1900..=2100).contains(year))
}

struct Finding<'a> {
    question: &'a Question,
    nearest: Option<Nearest<'a>>,
    there: usize,
    wanted: usize,
    items: Vec<Item>,
    excluded: BTreeMap<Reason, usize>,
    known_before: Option<usize>,
    unknown: BTreeMap<Field, usize>,
}

/// What is common to incidents and finds.
struct Told<'a> {
    id: &'a str,
    kind: ItemKind,
    status: &'static str,
    device: Device,
    date: DateSpan,
    place: &'a Place,
    sources: &'a [String],
    documents: Vec<String>,
    sheet: Option<&'a str>,
    laid: Option<Date>,
    doubt: Option<Reason>,
}

impl Finding<'_> {
    fn incident(&mut self, incident: &Incident, claimed: &Claimed) {
        let doubt = match (incident.grade, incident.status) {
            (Grade::Discounted, _) => Some(Reason::Discounted),
            (_, IncidentStatus::Happened) => None,
            (_, IncidentStatus::Denied | IncidentStatus::Unclear) => Some(Reason::NotCertain),
        };
        self.offer(&Told {
            id: incident.id.as_str(),
            kind: ItemKind::Explosion,
            status: incident.status.code(),
            device: incident.device,
            date: incident.date,
            place: &incident.place,
            sources: &incident.sources,
            documents: incident.reports.iter().map(|report| report.document.clone()).collect(),
            sheet: claimed.sheet(incident.reports.iter().map(|report| &report.claim)),
            laid: None,
            doubt,
        });
    }

    fn find(&mut self, find: &Find, context: &Context, claimed: &Claimed) {
        let label = |claim: &ClaimId| context.label(claim).map(str::to_owned);
        self.offer(&Told {
            id: &find.id,
            kind: ItemKind::Find,
            status: find.action.code(),
            device: find.category,
            date: find.date,
            place: &find.place,
            sources: &find.sources,
            documents: find.claims.iter().filter_map(label).collect(),
            sheet: claimed.sheet(find.claims.iter()),
            laid: find.claims.iter().filter_map(|claim| claimed.made.get(claim)).max().copied(),
            doubt: (find.action == FindAction::Seized).then_some(Reason::Seized),
        });
    }

    fn offer(&mut self, told: &Told<'_>) {
        self.there += 1;
        match self.question.items.judge(&told.facts()) {
            Verdict::Keep => {}
            Verdict::Drop => return,
            Verdict::Unknown(field) => {
                *self.unknown.entry(field).or_default() += 1;
                let why = match field {
                    Field::Date => Reason::NoDate,
                    Field::Bbox => Reason::NoPosition,
                    Field::Sheet => Reason::NoSheet,
                    _ => Reason::NoPlace,
                };
                *self.excluded.entry(why).or_default() += 1;
                return;
            }
        }
        self.wanted += 1;
        match self.check(told) {
            Ok(item) => self.items.push(item),
            Err(why) => *self.excluded.entry(why).or_default() += 1,
        }
    }

    fn check(&mut self, told: &Told<'_>) -> Result<Item, Reason> {
        told.doubt.map_or(Ok(()), Err)?;
        let position = told.place.position.as_ref().ok_or(Reason::NoPosition)?;
        let at = Coord { x: position.lon, y: position.lat };
        let error = f64::from(position.precision);
        if error > self.question.coarsest_m {
            let edge = self.nearest.as_ref().and_then(|nearest| nearest.edge_metres(at));
            let open = edge.is_some_and(|metres| metres < error);
            return Err(if open { Reason::Undetermined } else { Reason::TooCoarse });
        }
        if self.was_known_before(told, at) {
            if self.question.only_later {
                return Err(Reason::KnownBeforeRecord);
            }
            self.known_before = self.known_before.map(|count| count + 1);
        }
        Ok(Item {
            id: told.id.to_owned(),
            position: at,
            position_error_m: Some(error),
            date: told.date.from,
            laid: told.laid,
            kind: told.kind,
            sheet: told.sheet.map(str::to_owned),
            region: None,
        })
    }

    /// Whether the last day that it can have happened is before its nearest record.
    fn was_known_before(&self, told: &Told<'_>, at: Coord<f64>) -> bool {
        let Some(last) = told.date.to.filter(|_| self.known_before.is_some()) else { return false };
        let drawn = self.nearest.as_ref().and_then(|nearest| nearest.dated(at));
        drawn.is_some_and(|drawn| last < drawn)
    }
}

impl Told<'_> {
    fn facts(&self) -> Facts<'_> {
        Facts {
            kinds: match self.kind {
                ItemKind::Explosion => &["incident"],
                ItemKind::Find => &["find"],
            },
            sources: self.sources,
            device: Some(self.device.code()),
            date: self.date,
            status: Some(self.status),
            place: self.place,
            bounds: self
                .place
                .position
                .as_ref()
                .map(|&Position { lat, lon, .. }| [lon, lat, lon, lat]),
            sheet: self.sheet,
            documents: &self.documents,
        }
    }
}

/// Upper ends of the classes of position errors, metres.
const CLASSES: [u32; 6] = [25, 100, 500, 2_000, 10_000, u32::MAX];

/// How well the positions of items are known.
pub(super) fn classes(items: &[Item]) -> Vec<PositionClass> {
    let mut counts = [0; CLASSES.len()];
    for error in items.iter().filter_map(|item| item.position_error_m) {
        let class = CLASSES.iter().zip(&mut counts).find(|(most, _)| error <= f64::from(**most));
        class.into_iter().for_each(|(_, count)| *count += 1);
    }
    let classes = CLASSES.iter().zip(counts).filter(|(_, items)| *items > 0);
    classes.map(|(metres, items)| PositionClass { metres: *metres, items }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_making_is_the_last_that_is_named() {
        assert_eq!(year("Armenia, 2021"), Some(2021));
        assert_eq!(year("between 1988 and 1992"), Some(1992));
        assert_eq!(year("PMN-2, lot 12345"), None);
    }
}
