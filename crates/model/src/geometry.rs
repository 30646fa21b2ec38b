//! Shapes on the ground: points, lines and areas on WGS 84, written as GeoJSON.
//!
//! Always the "multi" form, so that a field of one patch and a field of three are one case. A
//! position is on the globe by construction; a ring closed, with three corners at least.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A position on WGS 84, written `[longitude, latitude]` as in GeoJSON.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

/// A position that is not on the globe.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{lon}, {lat} is not on the globe; expected -180 to 180 degrees east, -90 to 90 north")]
pub struct OffTheGlobe {
    lon: f64,
    lat: f64,
}

impl LonLat {
    /// Degrees east and degrees north.
    ///
    /// # Errors
    /// When there is no such place.
    pub fn new(lon: f64, lat: f64) -> Result<Self, OffTheGlobe> {
        if lon.abs() <= 180.0 && lat.abs() <= 90.0 {
            Ok(Self { lon, lat })
        } else {
            Err(OffTheGlobe { lon, lat })
        }
    }

    /// Degrees east.
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Degrees north.
    pub const fn lat(self) -> f64 {
        self.lat
    }
}

impl TryFrom<(f64, f64)> for LonLat {
    type Error = OffTheGlobe;

    fn try_from((lon, lat): (f64, f64)) -> Result<Self, OffTheGlobe> {
        Self::new(lon, lat)
    }
}

impl From<LonLat> for (f64, f64) {
    fn from(at: LonLat) -> Self {
        (at.lon, at.lat)
    }
}

/// A closed line around an area: four positions at least, the last equal to the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Vec<LonLat>", into = "Vec<LonLat>")]
pub struct Ring(Vec<LonLat>);

/// A line that is no ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotARing {
    /// Too few positions to enclose anything.
    #[error("a ring needs four positions, the last equal to the first; this has {0}")]
    TooShort(usize),
    /// The ends are apart.
    #[error("the ring does not end where it begins")]
    Open,
}

impl Ring {
    /// A ring of these positions.
    ///
    /// # Errors
    /// When they are fewer than four, or the last is not the first.
    pub fn new(positions: Vec<LonLat>) -> Result<Self, NotARing> {
        if positions.len() < 4 {
            return Err(NotARing::TooShort(positions.len()));
        }
        if positions.first() != positions.last() {
            return Err(NotARing::Open);
        }
        Ok(Self(positions))
    }

    /// Its positions, the first again at the end.
    pub fn positions(&self) -> &[LonLat] {
        &self.0
    }
}

impl TryFrom<Vec<LonLat>> for Ring {
    type Error = NotARing;

    fn try_from(positions: Vec<LonLat>) -> Result<Self, NotARing> {
        Self::new(positions)
    }
}

impl From<Ring> for Vec<LonLat> {
    fn from(ring: Ring) -> Self {
        ring.0
    }
}

/// An area: its outer ring, then its holes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Vec<Ring>", into = "Vec<Ring>")]
pub struct Polygon {
    outer: Ring,
    holes: Vec<Ring>,
}

/// A polygon without rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a polygon needs an outer ring")]
pub struct NoRing;

impl Polygon {
    /// An area with these holes.
    pub const fn new(outer: Ring, holes: Vec<Ring>) -> Self {
        Self { outer, holes }
    }

    /// The ring around it.
    pub const fn outer(&self) -> &Ring {
        &self.outer
    }

    /// The rings around what does not belong to it.
    pub fn holes(&self) -> &[Ring] {
        &self.holes
    }

    /// All rings, the outer one first.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.outer).chain(&self.holes)
    }
}

impl TryFrom<Vec<Ring>> for Polygon {
    type Error = NoRing;

    fn try_from(mut rings: Vec<Ring>) -> Result<Self, NoRing> {
        if rings.is_empty() {
            return Err(NoRing);
        }
        let outer = rings.remove(0);
        Ok(Self { outer, holes: rings })
    }
}

impl From<Polygon> for Vec<Ring> {
    fn from(polygon: Polygon) -> Self {
        std::iter::once(polygon.outer).chain(polygon.holes).collect()
    }
}

/// A shape on the ground; as JSON a GeoJSON geometry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "coordinates")]
pub enum Geometry {
    /// Points.
    MultiPoint(Vec<LonLat>),
    /// Lines.
    MultiLineString(Vec<Vec<LonLat>>),
    /// Areas.
    MultiPolygon(Vec<Polygon>),
}

impl Geometry {
    /// One point.
    pub fn point(at: LonLat) -> Self {
        Self::MultiPoint(vec![at])
    }

    /// Every position in it, in order; the first of a ring twice.
    pub fn positions(&self) -> Box<dyn Iterator<Item = LonLat> + '_> {
        match self {
            Self::MultiPoint(points) => Box::new(points.iter().copied()),
            Self::MultiLineString(lines) => Box::new(lines.iter().flatten().copied()),
            Self::MultiPolygon(areas) => Box::new(
                areas.iter().flat_map(Polygon::rings).flat_map(|ring| ring.positions()).copied(),
            ),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.positions().next().is_none()
    }

    /// West, south, east and north; `None` when there is nothing in it. Taken as it stands: a shape
    /// across the antimeridian reaches around the globe.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        self.positions().fold(None, |bounds, at| {
            let (x, y) = (at.lon, at.lat);
            let [west, south, east, north] = bounds.unwrap_or([x, y, x, y]);
            Some([west.min(x), south.min(y), east.max(x), north.max(y)])
        })
    }

    /// The position, when it is a single point.
    pub fn single_point(&self) -> Option<LonLat> {
        match self {
            Self::MultiPoint(points) => match points.as_slice() {
                [one] => Some(*one),
                _ => None,
            },
            _ => None,
        }
    }

    /// A position that stands for it on a list or a map: the point itself, or the middle of its
    /// bounds, which may lie outside of it.
    pub fn middle(&self) -> Option<LonLat> {
        let [west, south, east, north] = self.bounds()?;
        LonLat::new(f64::midpoint(west, east), f64::midpoint(south, north)).ok()
    }

    /// Square metres enclosed, as a sphere of the Earth's authalic radius has them: within 0.5 % of
    /// the ellipsoid's. `None` unless it is of areas.
    pub fn area_m2(&self) -> Option<f64> {
        let Self::MultiPolygon(areas) = self else { return None };
        let of = |polygon: &Polygon| {
            let holes: f64 = polygon.holes.iter().map(ring_area).sum();
            ring_area(&polygon.outer) - holes
        };
        Some(areas.iter().map(of).sum::<f64>().max(0.0))
    }
}

/// Chamberlain and Duquette, "Some algorithms for polygons on a sphere" (JPL 07-3).
fn ring_area(ring: &Ring) -> f64 {
    const AUTHALIC_RADIUS: f64 = 6_371_007.181;
    let doubled: f64 = (ring.0.windows(2))
        .map(|pair| match pair {
            [a, b] => {
                (b.lon - a.lon).to_radians()
                    * (2.0 + a.lat.to_radians().sin() + b.lat.to_radians().sin())
            }
            _ => 0.0,
        })
        .sum();
    (doubled * AUTHALIC_RADIUS * AUTHALIC_RADIUS / 2.0).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(corners: &[(f64, f64)]) -> Ring {
        let positions = corners.iter().map(|&(x, y)| LonLat::new(x, y).unwrap()).collect();
        Ring::new(positions).unwrap()
    }

    #[test]
    fn shapes_are_geojson() {
        let square = ring(&[(17.0, 44.0), (17.5, 44.0), (17.5, 44.5), (17.0, 44.0)]);
        let area = Geometry::MultiPolygon(vec![Polygon::new(square, Vec::new())]);
        let json = serde_json::to_string(&area).unwrap();
        assert_eq!(
            json,
            r#"{"type":"MultiPolygon","coordinates":[[[[17.0,44.0],[17.5,44.0],[17.5,44.5],[17.0,44.0]]]]}"#
        );
        assert_eq!(serde_json::from_str::<Geometry>(&json).unwrap(), area);
        assert_eq!(area.bounds(), Some([17.0, 44.0, 17.5, 44.5]));
        assert_eq!(area.middle(), LonLat::new(17.25, 44.25).ok());
    }

    #[test]
    fn what_is_no_shape_is_refused() {
        let read = serde_json::from_str::<Geometry>;
        assert!(read(r#"{"type":"MultiPoint","coordinates":[[190.0,0.0]]}"#).is_err());
        let open = r#"{"type":"MultiPolygon","coordinates":[[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,1.0]]]]}"#;
        assert!(read(open).unwrap_err().to_string().contains("does not end where it begins"));
        assert!(LonLat::new(f64::NAN, 0.0).is_err());
    }

    #[test]
    fn an_area_is_known_in_square_metres() {
        // A hundredth of a degree at the equator: 1,113.2 by 1,105.7 metres on the ellipsoid.
        let square = ring(&[(0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0)]);
        let area = Geometry::MultiPolygon(vec![Polygon::new(square, Vec::new())]);
        let metres = area.area_m2().unwrap();
        assert!((metres / (1_113.2 * 1_105.7) - 1.0).abs() < 0.005, "{metres}");
        assert_eq!(Geometry::point(LonLat::new(0.0, 0.0).unwrap()).area_m2(), None);
    }
}
