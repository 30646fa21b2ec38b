//! Where the records of each sheet and region lie, so that a page can draw figures where they belong.

use std::collections::BTreeMap;

use cairn_ground::MappedArea;
use geo::{ConvexHull, CoordsIter, MultiPoint};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The grounds of all sheets, and of all regions, by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Grounds {
    /// By map sheet.
    pub sheets: Vec<Ground>,
    /// By district or region.
    pub regions: Vec<Ground>,
}

/// Where the mapped areas of one sheet or region lie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ground {
    /// Its name; nothing for areas that name none.
    pub name: Option<String>,
    /// How many mapped areas it has.
    pub areas: usize,
    /// The convex hull of these areas as a closed ring, degrees east then north (WGS 84), to some ten
    /// metres. It is no boundary of the sheet.
    pub hull: Vec<[f64; 2]>,
}

impl Grounds {
    pub(crate) fn of(areas: &[MappedArea]) -> Self {
        Self {
            sheets: grouped(areas, |area| area.sheet.as_deref()),
            regions: grouped(areas, |area| area.region.as_deref()),
        }
    }
}

fn grouped<'a>(
    areas: &'a [MappedArea],
    name: impl Fn(&'a MappedArea) -> Option<&'a str>,
) -> Vec<Ground> {
    let mut groups: BTreeMap<Option<&str>, Vec<&MappedArea>> = BTreeMap::new();
    for area in areas {
        groups.entry(name(area)).or_default().push(area);
    }
    (groups.into_iter())
        .map(|(name, areas)| Ground {
            name: name.map(str::to_owned),
            areas: areas.len(),
            hull: hull(&areas),
        })
        .collect()
}

fn hull(areas: &[&MappedArea]) -> Vec<[f64; 2]> {
    let corners: MultiPoint<f64> =
        areas.iter().flat_map(|area| area.shape.coords_iter()).map(geo::Point::from).collect();
    let rounded = |degrees: f64| (degrees * 1e4).round() / 1e4;
    let mut ring: Vec<[f64; 2]> = (corners.convex_hull().exterior().0.iter())
        .map(|corner| [rounded(corner.x), rounded(corner.y)])
        .collect();
    ring.dedup();
    ring
}

#[cfg(test)]
mod tests {
    use geo::{MultiPolygon, Rect};

    use super::*;

    fn area(sheet: Option<&str>, (x, y): (f64, f64)) -> MappedArea {
        let square = Rect::new((x, y), (x + 0.01, y + 0.01)).to_polygon();
        MappedArea {
            id: format!("{x} {y}"),
            shape: MultiPolygon::new(vec![square]),
            sheet: sheet.map(str::to_owned),
            region: None,
            dated: None,
            cleared: false,
        }
    }

    #[test]
    fn each_sheet_is_drawn_around_its_own_areas() {
        let areas = [
            area(Some("X-1"), (46.0, 40.0)),
            area(Some("X-1"), (46.2, 40.1)),
            area(None, (47.0, 41.0)),
        ];
        let grounds = Grounds::of(&areas);
        let names: Vec<_> =
            grounds.sheets.iter().map(|one| (one.name.as_deref(), one.areas)).collect();
        assert_eq!(names, [(None, 1), (Some("X-1"), 2)]);
        let sheet = &grounds.sheets[1].hull;
        assert_eq!(sheet.first(), sheet.last());
        for corner in [[46.0, 40.0], [46.01, 40.0], [46.21, 40.11], [46.2, 40.11], [46.0, 40.01]] {
            assert!(sheet.contains(&corner), "{corner:?} of {sheet:?}");
        }
        assert_eq!(grounds.regions.len(), 1, "areas without a region are one group without a name");
    }
}
