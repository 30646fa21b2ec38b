//! Longitudes and latitudes to metres: a transverse Mercator projection made for one data set.
//!
//! Its central meridian is the middle of the data, its scale there 1. It is conformal; at a distance
//! of x metres from the meridian lengths are too long by x² / 2R²: 0.012 % at 100 km, 0.31 % at 500 km.
//! [`LocalProjection::scale_error`] says how much that is for the data at hand, and the figure goes
//! into the result.
//!
//! Source: Krüger's series in the third flattening as given by Karney, "Transverse Mercator with an
//! accuracy of a few nanometers", Journal of Geodesy 85 (2011), eq. 35, to the fourth order (below
//! a micrometre within 35° of the meridian).

use geo::{Coord, MapCoords, MultiPolygon};

/// WGS 84: semi-major axis in metres.
const A: f64 = 6_378_137.0;
/// WGS 84: flattening.
const F: f64 = 1.0 / 298.257_223_563;
/// Third flattening.
const N: f64 = F / (2.0 - F);
/// Beyond this many degrees from the central meridian nothing is projected.
const REACH_DEGREES: f64 = 30.0;

/// Metres east and north of a centre, from WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LocalProjection {
    meridian: f64,
    /// Northing of the centre's parallel on the meridian.
    origin: f64,
}

impl LocalProjection {
    /// The projection about this centre (degrees).
    pub fn about(longitude: f64, latitude: f64) -> Self {
        let mut projection = Self { meridian: longitude, origin: 0.0 };
        projection.origin = projection.forward(longitude, latitude).map_or(0.0, |at| at.y);
        projection
    }

    /// The projection about the middle of these positions (x longitude, y latitude, degrees);
    /// `None` when there is no usable one.
    ///
    /// Longitudes are taken around the circle, so data on both sides of 180° stays together.
    pub fn of(positions: impl Iterator<Item = Coord<f64>>) -> Option<Self> {
        let usable = positions.filter(|at| is_on_earth(*at));
        let mut first = None;
        let (mut west, mut east, mut south, mut north) = (0.0_f64, 0.0_f64, 90.0_f64, -90.0_f64);
        for at in usable {
            let reference = *first.get_or_insert(at.x);
            let offset = turn(at.x - reference);
            (west, east) = (west.min(offset), east.max(offset));
            (south, north) = (south.min(at.y), north.max(at.y));
        }
        let reference = first?;
        Some(Self::about(turn(reference + (west + east) / 2.0), (south + north) / 2.0))
    }

    /// Metres east (x) and north (y) of the centre; `None` off the earth or more than 30° of
    /// longitude away.
    pub fn forward(&self, longitude: f64, latitude: f64) -> Option<Coord<f64>> {
        let lambda = turn(longitude - self.meridian);
        if !is_on_earth(Coord { x: longitude, y: latitude }) || lambda.abs() > REACH_DEGREES {
            return None;
        }
        let (phi, lambda) = (latitude.to_radians(), lambda.to_radians());
        let e = (F * (2.0 - F)).sqrt();
        // Tangent of the conformal latitude.
        let tau = phi.tan();
        let sigma = (e * (e * phi.sin()).atanh()).sinh();
        let conformal = tau * (1.0 + sigma * sigma).sqrt() - sigma * (1.0 + tau * tau).sqrt();
        let xi = conformal.atan2(lambda.cos());
        let eta = (lambda.sin() / conformal.hypot(lambda.cos())).asinh();
        let (mut x, mut y) = (eta, xi);
        for (order, alpha) in (1_i32..).zip(alphas()) {
            let k = 2.0 * f64::from(order);
            x += alpha * (k * xi).cos() * (k * eta).sinh();
            y += alpha * (k * xi).sin() * (k * eta).cosh();
        }
        let radius = rectifying_radius();
        Some(Coord { x: radius * x, y: radius * y - self.origin })
    }

    /// Each polygon's corners in metres; `None` when any corner cannot be projected.
    pub fn polygons(&self, shape: &MultiPolygon<f64>) -> Option<MultiPolygon<f64>> {
        shape.try_map_coords(|at| self.forward(at.x, at.y).ok_or(())).ok()
    }

    /// By what share lengths are too long at this many metres east or west of the centre.
    pub fn scale_error(east: f64) -> f64 {
        (east / rectifying_radius()).powi(2) / 2.0
    }
}

/// Whether a position in degrees is one at all.
pub fn is_on_earth(at: Coord<f64>) -> bool {
    // A position that is not a number fails both.
    at.x.abs() <= 180.0 && at.y.abs() <= 90.0
}

/// An angle in degrees, within ±180.
fn turn(degrees: f64) -> f64 {
    degrees - 360.0 * (degrees / 360.0).round()
}

fn rectifying_radius() -> f64 {
    let n2 = N * N;
    A / (1.0 + N) * (1.0 + n2 / 4.0 + n2 * n2 / 64.0)
}

fn alphas() -> [f64; 4] {
    let n = N;
    let (n2, n3, n4) = (n * n, n * n * n, n * n * n * n);
    [
        n / 2.0 - 2.0 / 3.0 * n2 + 5.0 / 16.0 * n3 + 41.0 / 180.0 * n4,
        13.0 / 48.0 * n2 - 3.0 / 5.0 * n3 + 557.0 / 1440.0 * n4,
        61.0 / 240.0 * n3 - 103.0 / 140.0 * n4,
        49_561.0 / 161_280.0 * n4,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Computed with PROJ: `+proj=etmerc +lat_0=44 +lon_0=17.8 +k=1 +ellps=WGS84`.
    const PROJ: [(f64, f64, f64, f64); 6] = [
        (17.8, 44.0, 0.0, 0.0),
        (18.9, 43.2, 89_403.953_572, -88_296.021_720),
        (15.75, 45.25, -160_931.314_135, 140_950.624_570),
        (19.6, 42.5, 147_960.387_540, -165_075.970_896),
        (25.0, 50.0, 515_971.630_154, 691_919.499_264),
        (17.8, -44.0, 0.0, -9_747_644.739_430),
    ];

    #[test]
    fn agrees_with_proj_to_a_micrometre() {
        let projection = LocalProjection::about(17.8, 44.0);
        for (longitude, latitude, x, y) in PROJ {
            let at = projection.forward(longitude, latitude).unwrap();
            assert!((at.x - x).abs() < 2e-6 && (at.y - y).abs() < 2e-6, "{at:?} for {x} {y}");
        }
    }

    #[test]
    fn data_across_the_date_line_stays_together() {
        let at = [(179.0, -17.0), (-179.0, -18.0)].map(|(x, y)| Coord { x, y });
        let projection = LocalProjection::of(at.into_iter()).unwrap();
        let [a, b] = at.map(|at| projection.forward(at.x, at.y).unwrap());
        assert!((a.x + b.x).abs() < 1_000.0 && (b.x - a.x) < 220_000.0, "{a:?} {b:?}");
    }

    #[test]
    fn what_is_no_position_is_refused() {
        let projection = LocalProjection::about(17.8, 44.0);
        for (x, y) in [(f64::NAN, 44.0), (17.8, f64::INFINITY), (17.0, 95.0), (80.0, 44.0)] {
            assert_eq!(projection.forward(x, y), None);
        }
        assert_eq!(LocalProjection::of(std::iter::empty()), None);
    }

    proptest! {
        /// Conformal, with the scale that `scale_error` promises: a short step of known length on the
        /// ellipsoid has that length on the plane.
        #[test]
        fn short_lengths_are_kept(dx in -2.0..2.0_f64, y in -60.0..60.0_f64) {
            let projection = LocalProjection::about(20.0, 0.0);
            let step = 1e-5_f64;
            let a = projection.forward(20.0 + dx, y).unwrap();
            let b = projection.forward(20.0 + dx, y + step).unwrap();
            let e2 = F * (2.0 - F);
            let meridian = A * (1.0 - e2) / (1.0 - e2 * y.to_radians().sin().powi(2)).powf(1.5);
            let scale = (b - a).x.hypot((b - a).y) / (meridian * step.to_radians());
            prop_assert!((scale - 1.0 - LocalProjection::scale_error(a.x)).abs() < 1.5e-5, "{scale}");
        }
    }
}
