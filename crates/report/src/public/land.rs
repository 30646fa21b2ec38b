//! Land as the public sees it: with the shape that the manager chose, without words of the source.

use cairn_model::geometry::{Polygon, Ring};
use cairn_model::{
    Drawn, Geometry, Hazard, LandRelease, LonLat, MinefieldRecord, Place, StatusChange,
};
use cairn_store::accounts::HazardGeometry;

use super::{GRID, Sources, on_grid};

pub(super) fn hazard(full: Hazard, from: &Sources<'_>) -> Hazard {
    let Hazard {
        id,
        kind,
        status,
        device,
        basis,
        basis_text: _,
        benchmark: _,
        beneficiaries: _,
        history,
        drawn,
    } = full;
    let history = (history.into_iter()).map(|change| StatusChange {
        status: change.status,
        date: change.date,
        text: None,
    });
    Hazard {
        id,
        kind,
        status,
        device,
        basis,
        basis_text: None,
        benchmark: None,
        beneficiaries: None,
        history: history.collect(),
        drawn: drawn_land(drawn, from),
    }
}

pub(super) fn record(full: MinefieldRecord, from: &Sources<'_>) -> MinefieldRecord {
    let MinefieldRecord { id, device, count, extent, drawn } = full;
    let extent = extent.and_then(|extent| shape(&extent, from.rules.hazards));
    MinefieldRecord { id, device, count, extent, drawn: drawn_land(drawn, from) }
}

pub(super) fn release(full: LandRelease, from: &Sources<'_>) -> LandRelease {
    let LandRelease { id, kind, found, device, depth_m, method: _, started, drawn } = full;
    let drawn = drawn_land(drawn, from);
    LandRelease { id, kind, found, device, depth_m, method: None, started, drawn }
}

fn drawn_land(full: Drawn, from: &Sources<'_>) -> Drawn {
    let Drawn {
        reference: _,
        date,
        sheet: _,
        author,
        place,
        geometry,
        position_error_m,
        area_m2,
        said_by,
        check: _,
        repairs: _,
        evidence: _,
    } = full;
    let hazards = from.rules.hazards;
    Drawn {
        reference: None,
        date,
        sheet: None,
        author: author.map(|author| from.public(&author)),
        place: Place { district: place.district, country: place.country, ..Place::default() },
        geometry: geometry.and_then(|geometry| shape(&geometry, hazards)),
        position_error_m: position_error_m.filter(|_| hazards == HazardGeometry::Exact),
        area_m2,
        said_by: from.all(&said_by),
        check: None,
        repairs: Vec::new(),
        evidence: Vec::new(),
    }
}

/// A shape as the manager chose to show it.
fn shape(full: &Geometry, hazards: HazardGeometry) -> Option<Geometry> {
    match hazards {
        HazardGeometry::Exact => Some(full.clone()),
        HazardGeometry::Grid => cell(full),
        HazardGeometry::Hidden => None,
    }
}

/// The cell of the grid that the middle of a shape lies in.
fn cell(full: &Geometry) -> Option<Geometry> {
    let middle = full.middle()?;
    let (lon, lat) = on_grid(middle.lon(), middle.lat());
    let half = GRID / 2.0;
    let (west, east) = ((lon - half).max(-180.0), (lon + half).min(180.0));
    let (south, north) = ((lat - half).max(-90.0), (lat + half).min(90.0));
    let corners = [(west, south), (east, south), (east, north), (west, north), (west, south)];
    let corners: Result<Vec<LonLat>, _> =
        corners.into_iter().map(|(lon, lat)| LonLat::new(lon, lat)).collect();
    let ring = Ring::new(corners.ok()?).ok()?;
    Some(Geometry::MultiPolygon(vec![Polygon::new(ring, Vec::new())]))
}
