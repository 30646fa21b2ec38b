//! The lists of land: hazardous areas, minefield records, released land.

use cairn_model::{ClaimBody, ClaimId, Device, Drawn};
use serde::Serialize;

use super::{Record, from_to, least_most, or_empty};

/// A feature beside the file that has it.
#[derive(Clone, Debug, Serialize)]
pub struct LandRow {
    /// The claim.
    pub claim: ClaimId,
    /// What the document is called.
    pub document: String,
    /// What it says.
    #[serde(flatten)]
    pub said: ClaimBody,
}

impl LandRow {
    /// What all land has; `None` where the claim is about something else.
    pub const fn drawn(&self) -> Option<&Drawn> {
        self.said.drawn()
    }

    /// Devices a hectare, of released land that tells.
    fn yields(&self) -> Option<f64> {
        let ClaimBody::Release(release) = &self.said else { return None };
        release.yield_per_hectare().map(|devices| (devices * 1000.0).round() / 1000.0)
    }

    /// The status of a hazardous area.
    const fn status(&self) -> &'static str {
        match &self.said {
            ClaimBody::Hazard(hazard) => hazard.status.code(),
            _ => "",
        }
    }

    /// Its kind, the device, and how many devices, as codes.
    pub fn told(&self) -> (&'static str, Device, [String; 2]) {
        match &self.said {
            ClaimBody::Hazard(one) => (one.kind.code(), one.device, least_most(None)),
            ClaimBody::Record(one) => ("record", one.device, least_most(one.count)),
            ClaimBody::Release(one) => (one.kind.code(), one.device, least_most(one.found)),
            _ => ("", Device::Unknown, least_most(None)),
        }
    }
}

impl Record for LandRow {
    const FIELDS: &'static [&'static str] = &[
        "claim",
        "document",
        "kind",
        "reference",
        "device",
        "count_least",
        "count_most",
        "date_from",
        "date_to",
        "sheet",
        "author",
        "settlement",
        "district",
        "country",
        "lat",
        "lon",
        "position_error_m",
        "area_m2_stated",
        "area_m2_drawn",
        "yield_per_hectare",
        "status",
        "repairs",
    ];

    fn record(&self) -> Vec<String> {
        let (kind, device, count) = self.told();
        let Some(drawn) = self.drawn() else { return vec![String::new(); Self::FIELDS.len()] };
        let mut record = vec![
            self.claim.to_string(),
            self.document.clone(),
            kind.to_owned(),
            or_empty(drawn.reference.as_ref()),
            device.code().to_owned(),
        ];
        record.extend(count);
        record.extend(from_to(&drawn.date));
        let middle = drawn.geometry.as_ref().and_then(cairn_model::Geometry::middle);
        let area = drawn.geometry.as_ref().and_then(cairn_model::Geometry::area_m2);
        let repairs: Vec<&str> = drawn.repairs.iter().map(|one| one.kind.code()).collect();
        record.extend([
            or_empty(drawn.sheet.as_ref()),
            or_empty(drawn.author.as_ref()),
            or_empty(drawn.place.settlement.as_ref()),
            or_empty(drawn.place.district.as_ref()),
            or_empty(drawn.place.country.as_ref()),
            or_empty(middle.map(cairn_model::LonLat::lat)),
            or_empty(middle.map(cairn_model::LonLat::lon)),
            or_empty(drawn.position_error_m),
            or_empty(drawn.area_m2),
            or_empty(area.map(f64::round)),
            or_empty(self.yields()),
            self.status().to_owned(),
            repairs.join("; "),
        ]);
        record
    }
}
