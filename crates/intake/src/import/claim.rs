//! A feature becomes a claim: its columns read, its shape mended, what was done noted.

use cairn_model::place::Position;
use cairn_model::{
    ClaimBody, CountRange, Device, Drawn, Evidence, FindAction, Geometry, IncidentStatus, LonLat,
    MinefieldRecord, Outcome, Place, RepairKind, ReportedFind, ReportedIncident, ReportedVictim,
    VictimGroup,
};

use super::fields::{Field, Target};
use super::lexicon::LEXICON;
use super::reading::Row;
use crate::layers::wkt;
use crate::shapes::mend;

/// Metres that a stack of incidents on one coordinate is thought to be off by: a seat stands for its
/// surroundings.
const STACK_METRES: f64 = 10_000.0;
/// The same of finds: a task's coordinate stands for the task.
const TASK_METRES: f64 = 1_000.0;
/// Where a position comes from that no gazetteer gave: coordinates in the file.
const GIVEN: &str = "given:coordinates";

/// What holds for all claims of a file.
#[derive(Debug)]
pub(super) struct Making {
    pub(super) target: Target,
    /// Metres that positions are off by where nothing says.
    pub(super) position_error_m: Option<f64>,
}

/// Metres that a point of an incident or find is taken to be off by where nobody says: what a map
/// sheet of 1:50,000 allows.
pub(super) const UNSTATED_METRES: f64 = 100.0;

impl Making {
    /// The claim that a row makes.
    pub(super) fn claim(&self, row: &mut Row<'_>, evidence: Evidence) -> ClaimBody {
        let number = row.feature.number;
        match self.target {
            Target::Incidents => ClaimBody::Incident(self.incident(row, number, evidence)),
            Target::Finds => ClaimBody::Find(self.find(row, number, evidence)),
            Target::Hazards => {
                let drawn = self.drawn(row, evidence);
                ClaimBody::Hazard(row.hazard(format!("h{number}"), drawn))
            }
            Target::Records => ClaimBody::Record(MinefieldRecord {
                id: format!("m{number}"),
                device: row.term(Field::Device).unwrap_or_default(),
                count: row.count(Field::Count),
                extent: extent(row),
                drawn: self.drawn(row, evidence),
            }),
            Target::Clearance => {
                let drawn = self.drawn(row, evidence);
                ClaimBody::Release(row.release(format!("l{number}"), drawn))
            }
        }
    }

    fn drawn(&self, row: &mut Row<'_>, evidence: Evidence) -> Drawn {
        let geometry = shape(row);
        let error = self.error(row);
        let (date, dated) = (row.date(), row.dated());
        let drawn = Drawn {
            reference: row.text(Field::Id),
            date: if dated.is_unknown() { date } else { dated },
            sheet: row.text(Field::Sheet),
            author: row.text(Field::Author),
            place: place(row),
            position_error_m: geometry.as_ref().and(error),
            geometry,
            area_m2: row.number(Field::Area),
            said_by: row.said_by(),
            check: row.quality_check(),
            repairs: Vec::new(),
            evidence: vec![evidence],
        };
        row.note_areas(&drawn);
        drawn
    }

    fn incident(&self, row: &mut Row<'_>, number: u64, evidence: Evidence) -> ReportedIncident {
        let place = self.placed(row);
        let victims: Vec<ReportedVictim> = victim(row, &evidence).into_iter().collect();
        // A row about a person says that at least this one was harmed.
        let harmed = |wanted| {
            (victims.iter().any(|one| one.outcome == wanted)).then(|| CountRange::at_least(1))
        };
        let (killed, injured) = (harmed(Outcome::Killed), harmed(Outcome::Injured));
        ReportedIncident {
            id: format!("i{number}"),
            status: IncidentStatus::Happened,
            date: row.date(),
            date_text: None,
            place,
            sheet: known(row.text(Field::Sheet)),
            device: row.term(Field::Device).unwrap_or_default(),
            device_text: known(row.text(Field::Device)),
            activity: known(row.text(Field::Activity)),
            killed: row.count(Field::Killed).or(killed),
            injured: row.count(Field::Injured).or(injured),
            victims,
            said_by: row.said_by(),
            attribution: Vec::new(),
            evidence: vec![evidence],
        }
    }

    fn find(&self, row: &mut Row<'_>, number: u64, evidence: Evidence) -> ReportedFind {
        ReportedFind {
            id: format!("f{number}"),
            action: row.term(Field::Action).unwrap_or(FindAction::Found),
            category: row.term(Field::Device).unwrap_or(Device::Unknown),
            model: row.text(Field::Model),
            count: row.count(Field::Count),
            date: row.date(),
            place: self.placed(row),
            sheet: known(row.text(Field::Sheet)),
            said_by: row.said_by(),
            made: None,
            evidence: vec![evidence],
        }
    }

    /// The place with its position: that of a shape is in its middle, and as uncertain as the shape
    /// is wide.
    fn placed(&self, row: &mut Row<'_>) -> Place {
        let shape = shape(row);
        let error = self.error(row).unwrap_or(UNSTATED_METRES);
        let mut place = place(row);
        place.position = shape.as_ref().and_then(|shape| {
            let at = shape.middle()?;
            let metres = (error + reach(shape, at)).ceil().clamp(1.0, 1e7);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            let precision = metres as u32;
            let gazetteer_id = Some(GIVEN.to_owned());
            Some(Position { lat: at.lat(), lon: at.lon(), gazetteer_id, precision })
        });
        place
    }

    /// Metres within which the shape is thought to lie where it is: as the row says, else the worst
    /// of what the way it is written, its column's name and its neighbours tell.
    fn error(&self, row: &mut Row<'_>) -> Option<f64> {
        if let Some(stated) = row.number(Field::PositionError).filter(|metres| *metres >= 0.0) {
            return Some(stated);
        }
        let stacked = row.repairs.iter().any(|repair| repair.kind == RepairKind::StackedPosition);
        let told = [
            self.position_error_m,
            (row.located.metres > 0.0).then_some(row.located.metres),
            row.seat_metres(),
            stacked.then_some(match self.target {
                Target::Finds => TASK_METRES,
                _ => STACK_METRES,
            }),
        ];
        told.into_iter().flatten().reduce(f64::max)
    }
}

/// The shape mended, and what was done to it noted.
fn shape(row: &mut Row<'_>) -> Option<Geometry> {
    let mended = mend(&row.located.shape);
    for kind in mended.repairs {
        row.note(kind, kind.label().to_owned());
    }
    mended.geometry
}

fn extent(row: &mut Row<'_>) -> Option<Geometry> {
    let text = row.text(Field::Extent)?;
    let geometry = wkt::parse(&text).and_then(|shape| mend(&shape).geometry);
    if geometry.is_none() {
        row.note(RepairKind::ValueNotUnderstood, format!("extent `{}`", row.shortened(&text)));
    }
    geometry
}

/// A value that says more than that nothing is known.
fn known(value: Option<String>) -> Option<String> {
    value.filter(|value| !is_missing(value))
}

/// Whether a value says that nothing is known.
pub(super) fn is_missing(value: &str) -> bool {
    LEXICON.is_missing(value)
}

fn place(row: &mut Row<'_>) -> Place {
    Place {
        settlement: known(row.text(Field::Settlement)),
        district: known(row.text(Field::District)).or_else(|| known(row.text(Field::Province))),
        country: known(row.text(Field::Country)),
        ..Place::default()
    }
}

/// Metres from a position to the farthest of a shape.
fn reach(shape: &Geometry, at: LonLat) -> f64 {
    const DEGREE: f64 = 111_320.0;
    let cos = at.lat().to_radians().cos();
    (shape.positions())
        .map(|one| ((one.lon() - at.lon()) * cos).hypot(one.lat() - at.lat()) * DEGREE)
        .fold(0.0, f64::max)
}

/// The person that a row is about, where it is about one.
fn victim(row: &mut Row<'_>, evidence: &Evidence) -> Option<ReportedVictim> {
    let told = [Field::Outcome, Field::Sex, Field::Age, Field::Group];
    if !told.iter().any(|field| row.has(*field)) {
        return None;
    }
    let age = row.number(Field::Age).filter(|age| (0.0..=130.0).contains(age));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an age")]
    let age = age.map(|age| age as u8);
    Some(ReportedVictim {
        name: None,
        outcome: row.term(Field::Outcome).unwrap_or(Outcome::Unknown),
        group: row.term(Field::Group).unwrap_or(VictimGroup::Unknown),
        sex: row.term(Field::Sex),
        age,
        occupation: None,
        evidence: vec![evidence.clone()],
    })
}
