//! Mapped areas: the claims about land that the question means.

use std::collections::BTreeMap;

use cairn_ground::MappedArea;
use cairn_ground::shape::{repaired, united};
use cairn_model::{Claim, ClaimBody, ClaimKind, Device, Drawn, Geometry, ReleaseKind};
use cairn_store::Store;
use geo::MultiPolygon;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shape::polygons;
use super::{Context, nothing_fits};
use crate::error::ReportError;
use crate::filter::{Facts, Field, Filter, Subject, Verdict};
use crate::question::Question;

/// What became of the records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecordsUsed {
    /// Areas of the register that may be meant: hazardous areas, minefield records, released land.
    pub there: usize,
    /// Those that the filter wants.
    pub wanted: usize,
    /// Of these, hazardous areas with a shape of areas.
    pub hazards: usize,
    /// Minefield records with a shape of areas.
    pub records: usize,
    /// Released land with a shape of areas.
    pub releases: usize,
    /// Those wanted that a person rejected.
    pub rejected: usize,
    /// Those wanted without any shape.
    pub without_shape: usize,
    /// Those wanted that are points or lines, which nothing can lie in.
    pub points_or_lines: usize,
    /// Those that the filter could not judge.
    pub not_judged: usize,
    /// Of those with a shape, how many bear a date.
    pub dated: usize,
    /// Of those with a shape, how many name a map sheet.
    pub on_a_sheet: usize,
    /// Of those with a shape, how many state the ground that they claim to cover.
    pub with_extent: usize,
}

/// What was found.
pub(super) struct Found {
    pub(super) areas: Vec<MappedArea>,
    pub(super) used: RecordsUsed,
    pub(super) extent: Option<MultiPolygon<f64>>,
}

/// Collects the mapped areas that a question asks about.
pub(super) fn find(
    store: &dyn Store,
    context: &Context,
    question: &Question,
) -> Result<Found, ReportError> {
    let mut finding = Finding {
        context,
        filter: &question.records,
        used: RecordsUsed::default(),
        areas: Vec::new(),
        extents: Vec::new(),
        unknown: BTreeMap::new(),
    };
    for kind in [ClaimKind::Hazard, ClaimKind::Record, ClaimKind::Release] {
        store.claims(kind, &mut |claim| {
            finding.offer(claim);
            Ok(())
        })?;
    }
    let Finding { used, areas, extents, unknown, .. } = finding;
    if used.wanted == 0 {
        return Err(nothing_fits(Subject::Records, used.there, &question.records, &unknown));
    }
    if areas.is_empty() {
        let why = [
            (used.without_shape, "without a shape"),
            (used.points_or_lines, "points or lines"),
            (used.rejected, "rejected by a person"),
        ];
        let why: Vec<String> = (why.into_iter().filter(|(count, _)| *count > 0))
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let why = why.join(", ");
        return Err(ReportError::NothingUsable { what: "mapped areas", given: used.wanted, why });
    }
    let extent = claimed(question, &areas, extents);
    Ok(Found { areas, used, extent })
}

/// The ground that the records claim to cover: as the question says, else as they say themselves. An
/// area claims its own ground.
fn claimed(
    question: &Question,
    areas: &[MappedArea],
    extents: Vec<MultiPolygon<f64>>,
) -> Option<MultiPolygon<f64>> {
    let given: Vec<MultiPolygon<f64>> = match &question.extent {
        Some(region) => region.shapes.iter().map(|one| MultiPolygon::new(polygons(one))).collect(),
        None if extents.is_empty() => return None,
        None => extents,
    };
    let all = given.iter().chain(areas.iter().map(|area| &area.shape));
    // Shapes that overlap would cancel each other if they were taken as one.
    let valid: Vec<_> = all.filter_map(|shape| Some(repaired(shape)?.0)).collect();
    Some(united(&valid))
}

struct Finding<'a> {
    context: &'a Context,
    filter: &'a Filter,
    used: RecordsUsed,
    areas: Vec<MappedArea>,
    extents: Vec<MultiPolygon<f64>>,
    unknown: BTreeMap<Field, usize>,
}

impl Finding<'_> {
    fn offer(&mut self, claim: Claim) {
        let Some(told) = Told::of(&claim.body) else { return };
        self.used.there += 1;
        let label = self.context.label(&claim.id).unwrap_or_default().to_owned();
        match self.filter.judge(&told.facts(&[label])) {
            Verdict::Keep => {}
            Verdict::Drop => return,
            Verdict::Unknown(field) => {
                self.used.not_judged += 1;
                *self.unknown.entry(field).or_default() += 1;
                return;
            }
        }
        self.used.wanted += 1;
        if self.context.rejected.contains(&claim.id) {
            self.used.rejected += 1;
            return;
        }
        let shape = match &told.drawn.geometry {
            Some(shape @ Geometry::MultiPolygon(areas)) if !areas.is_empty() => {
                MultiPolygon::new(polygons(shape))
            }
            None | Some(Geometry::MultiPolygon(_)) => {
                self.used.without_shape += 1;
                return;
            }
            Some(Geometry::MultiPoint(_) | Geometry::MultiLineString(_)) => {
                self.used.points_or_lines += 1;
                return;
            }
        };
        self.count(&claim.body);
        let drawn = told.drawn;
        let dated = drawn.date.to.or(drawn.date.from);
        self.used.dated += usize::from(dated.is_some());
        self.used.on_a_sheet += usize::from(drawn.sheet.is_some());
        self.areas.push(MappedArea {
            id: claim.id.to_string(),
            shape,
            sheet: drawn.sheet.clone(),
            region: drawn.place.district.clone(),
            dated,
            cleared: told.cleared,
        });
    }

    fn count(&mut self, body: &ClaimBody) {
        let used = &mut self.used;
        match body {
            ClaimBody::Hazard(_) => used.hazards += 1,
            ClaimBody::Record(record) => {
                used.records += 1;
                if let Some(extent) = &record.extent {
                    used.with_extent += 1;
                    self.extents.push(MultiPolygon::new(polygons(extent)));
                }
            }
            _ => used.releases += 1,
        }
    }
}

/// A claim about land, as filters see it.
struct Told<'a> {
    kinds: Vec<&'static str>,
    device: Device,
    status: Option<&'static str>,
    drawn: &'a Drawn,
    /// Whether its clearance is complete.
    cleared: bool,
    bounds: Option<[f64; 4]>,
}

impl<'a> Told<'a> {
    fn of(body: &'a ClaimBody) -> Option<Self> {
        let (kinds, device, status, drawn, cleared) = match body {
            ClaimBody::Hazard(one) => {
                let kinds = vec!["hazard", one.kind.code()];
                (kinds, one.device, Some(one.status.code()), &one.drawn, false)
            }
            ClaimBody::Record(one) => (vec!["record"], one.device, None, &one.drawn, false),
            ClaimBody::Release(one) => {
                let cleared = matches!(one.kind, ReleaseKind::Cleared | ReleaseKind::BattleArea);
                (vec!["release", one.kind.code()], one.device, None, &one.drawn, cleared)
            }
            _ => return None,
        };
        let bounds = drawn.geometry.as_ref().and_then(Geometry::bounds);
        Some(Self { kinds, device, status, drawn, cleared, bounds })
    }

    fn facts<'b>(&'b self, documents: &'b [String]) -> Facts<'b> {
        Facts {
            kinds: &self.kinds,
            sources: &self.drawn.said_by,
            device: Some(self.device.code()),
            date: self.drawn.date,
            status: self.status,
            place: &self.drawn.place,
            bounds: self.bounds,
            sheet: self.drawn.sheet.as_deref(),
            documents,
        }
    }
}
