//! The coordinate reference systems in which features are given.

use crate::mercator::{project, unproject};
use crate::problem::Problem;

/// Half the side of the Web Mercator world, in metres.
const HALF: f64 = 20_037_508.342_789_244;

/// A coordinate reference system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crs {
    /// WGS 84, longitude before latitude: as GeoJSON has it.
    Crs84,
    /// WGS 84, latitude before longitude.
    Epsg4326,
    /// Web Mercator, metres.
    Epsg3857,
}

impl Crs {
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [Self::Crs84, Self::Epsg4326, Self::Epsg3857];

    /// Its name for programs.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Self::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Self::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
        }
    }

    /// Reads a name: the address, or `[EPSG:3857]` and its kin.
    ///
    /// # Errors
    /// When it is none of those that there are.
    pub fn parse(name: &str, given: &str) -> Result<Self, Problem> {
        let bare = given.trim_matches(['[', ']', '<', '>']);
        let known = |crs: &Self| {
            let short = match crs {
                Self::Crs84 => "OGC:CRS84",
                Self::Epsg4326 => "EPSG:4326",
                Self::Epsg3857 => "EPSG:3857",
            };
            bare == crs.uri() || bare.eq_ignore_ascii_case(short)
        };
        Self::ALL.into_iter().find(known).ok_or_else(|| {
            let all = Self::ALL.map(Self::uri).join(", ");
            Problem::parameter(name, given, format!("one of {all}"))
        })
    }

    /// Its two numbers for degrees east and north.
    pub fn numbers(self, lon: f64, lat: f64) -> (f64, f64) {
        match self {
            Self::Crs84 => (lon, lat),
            Self::Epsg4326 => (lat, lon),
            Self::Epsg3857 => {
                let (x, y) = project(lon, lat);
                (x * HALF, y * HALF)
            }
        }
    }

    /// Degrees east and north for its two numbers.
    pub fn lon_lat(self, a: f64, b: f64) -> (f64, f64) {
        match self {
            Self::Crs84 => (a, b),
            Self::Epsg4326 => (b, a),
            Self::Epsg3857 => unproject(a / HALF, b / HALF),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mercator::MOST_NORTH;

    #[test]
    fn each_gives_back_what_it_took() {
        for crs in Crs::ALL {
            let (a, b) = crs.numbers(46.169, 40.244);
            let (lon, lat) = crs.lon_lat(a, b);
            assert!((lon - 46.169).abs() < 1e-9 && (lat - 40.244).abs() < 1e-9, "{crs:?}");
            assert_eq!(Crs::parse("crs", crs.uri()).unwrap(), crs);
        }
        assert!(Crs::parse("crs", "EPSG:32638").is_err());
    }

    #[test]
    fn web_mercator_is_that_of_others() {
        // As PROJ has it: echo "0 45" | gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:3857
        let (x, y) = Crs::Epsg3857.numbers(180.0, MOST_NORTH);
        assert!((x - HALF).abs() < 1e-3 && (y - HALF).abs() < 1e-3);
        let (x, y) = Crs::Epsg3857.numbers(0.0, 45.0);
        assert!(x.abs() < 1e-9 && (y - 5_621_521.486_192_066).abs() < 1e-3, "{y}");
    }
}
