//! Coordinate reference systems: from the file's own to WGS 84.
//!
//! Definitions are those of the EPSG register as the `crs-definitions` crate has them, with their
//! datum shifts; the arithmetic is proj4rs's. A system without a datum shift of its own is taken as it
//! stands, which is what PROJ 4 did.

use proj4rs::Proj;
use proj4rs::transform::transform;

use super::feature::Xy;

/// A system that coordinates are in.
#[derive(Debug)]
pub struct Crs {
    label: String,
    /// `None` for WGS 84 in degrees, which needs no arithmetic.
    from: Option<Box<(Proj, Proj)>>,
}

impl Crs {
    /// WGS 84, degrees east before degrees north.
    pub fn wgs84() -> Self {
        Self { label: "EPSG:4326".to_owned(), from: None }
    }

    /// A system by its name: `EPSG:32638`, `urn:ogc:def:crs:EPSG::28408`, `…/EPSG/0/4326`, `CRS84`,
    /// a bare code, or the well-known text of a `.prj`. Coordinates are across before up, whatever the register's order of axes.
    ///
    /// # Errors
    /// Why the name means nothing.
    pub fn named(name: &str) -> Result<Self, String> {
        let name = name.trim();
        if name.contains('[') {
            return Self::well_known_text(name);
        }
        if name.to_ascii_uppercase().ends_with("CRS84") {
            return Ok(Self::wgs84());
        }
        let digits: String = name.chars().rev().take_while(char::is_ascii_digit).collect();
        let code: String = digits.chars().rev().collect();
        if code.is_empty() {
            return Err("expected a code of the EPSG register, as in EPSG:32638".to_owned());
        }
        code.parse().map_err(|_| not_registered(&code)).and_then(Self::epsg)
    }

    /// The system that a text describes: by the code at its end, or by the name that ESRI gives it.
    fn well_known_text(text: &str) -> Result<Self, String> {
        // The last code is that of the whole, those before it of its parts.
        let code = ["AUTHORITY[\"EPSG\",", "ID[\"EPSG\","].iter().find_map(|mark| {
            let at = text.rfind(mark)?;
            let rest = text.get(at + mark.len()..)?;
            let closes = rest.chars().filter(|c| !c.is_whitespace()).skip_while(|c| *c != ']');
            // Nothing but the ends of brackets behind it: it is the whole's.
            closes.clone().all(|c| c == ']').then_some(())?;
            let digits = rest.trim_start_matches('"').chars().take_while(char::is_ascii_digit);
            digits.collect::<String>().parse::<u16>().ok()
        });
        if let Some(code) = code {
            return Self::epsg(code);
        }
        let name = text.split('"').nth(1).unwrap_or_default();
        let key: String =
            name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        let zone = |start: &str| key.strip_prefix(start).map(str::to_owned);
        if matches!(key.as_str(), "gcswgs1984" | "wgs84" | "wgs1984") {
            return Ok(Self::wgs84());
        }
        if key == "gcspulkovo1942" || key == "pulkovo1942" {
            return Self::epsg(4284);
        }
        if let Some(zone) = zone("wgs1984utmzone").or_else(|| zone("wgs84utmzone")) {
            let number = zone.trim_end_matches(['n', 's']).parse();
            return Self::utm(number.unwrap_or_default(), zone.ends_with('s'));
        }
        let zone = zone("pulkovo1942gkzone").or_else(|| zone("pulkovo1942gausskrugerzone"));
        if let Some(Ok(number @ 2..=32)) =
            zone.map(|zone| zone.trim_end_matches('n').parse::<u16>())
        {
            return Self::epsg(28400 + number);
        }
        Err(format!("`{name}` carries no EPSG code and is no name that is known"))
    }

    /// A system by its code in the EPSG register.
    ///
    /// # Errors
    /// Why the code means nothing.
    pub fn epsg(code: u16) -> Result<Self, String> {
        if code == 4326 {
            return Ok(Self::wgs84());
        }
        let definition =
            crs_definitions::from_code(code).ok_or_else(|| not_registered(&code.to_string()))?;
        Self::proj(&format!("EPSG:{code}"), definition.proj4)
    }

    /// A UTM zone on WGS 84, from 1 to 60.
    ///
    /// # Errors
    /// When there is no such zone.
    pub fn utm(zone: u8, south: bool) -> Result<Self, String> {
        if !(1..=60).contains(&zone) {
            return Err(format!("there is no UTM zone {zone}; expected 1 to 60"));
        }
        Self::epsg(if south { 32700 } else { 32600 } + u16::from(zone))
    }

    fn proj(label: &str, definition: &str) -> Result<Self, String> {
        let proj = |text: &str| Proj::from_proj_string(text).map_err(|error| error.to_string());
        let from = Box::new((proj(definition)?, proj("+proj=longlat +datum=WGS84 +no_defs")?));
        Ok(Self { label: label.to_owned(), from: Some(from) })
    }

    /// What people call it.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Whether coordinates are on WGS 84 already.
    pub const fn is_wgs84(&self) -> bool {
        self.from.is_none()
    }

    /// Whether its coordinates are degrees.
    pub fn is_degrees(&self) -> bool {
        self.from.as_ref().is_none_or(|systems| systems.0.is_latlong())
    }

    /// The position on WGS 84, degrees east and north; `None` where the system does not reach.
    pub fn to_wgs84(&self, [x, y]: Xy) -> Option<Xy> {
        let Some(systems) = &self.from else { return Some([x, y]) };
        let (from, to) = systems.as_ref();
        let mut point =
            if from.is_latlong() { (x.to_radians(), y.to_radians(), 0.0) } else { (x, y, 0.0) };
        transform(from, to, &mut point).ok()?;
        let (lon, lat) = (point.0.to_degrees(), point.1.to_degrees());
        (lon.is_finite() && lat.is_finite()).then_some([lon, lat])
    }
}

fn not_registered(code: &str) -> String {
    format!("no system of the EPSG register has the code {code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROJ: [(u16, f64, f64, f64, f64); 4] = [
        (28408, 8_588_000.0, 4_440_000.0, 46.03065045, 40.08889232),
        (28407, 7_520_000.0, 5_000_000.0, 39.25283052, 45.13428493),
        (32638, 602_000.0, 4_455_000.0, 46.19912385, 40.23923443),
        (32633, 750_000.0, 4_900_000.0, 18.12924602, 44.21035721),
    ];

    /// Metres between two positions that are near each other.
    fn apart([x, y]: Xy, [u, v]: Xy) -> f64 {
        let metres = 111_320.0;
        ((x - u) * metres * y.to_radians().cos()).hypot((y - v) * metres)
    }

    #[test]
    fn names_of_systems_are_understood() {
        let label = |name| Crs::named(name).unwrap().label().to_owned();
        assert_eq!(label("urn:ogc:def:crs:EPSG::28408"), "EPSG:28408");
        assert_eq!(label("EPSG:4326"), "EPSG:4326");
        assert_eq!(label("urn:ogc:def:crs:OGC:1.3:CRS84"), "EPSG:4326");
        assert_eq!(label("http://www.opengis.net/def/crs/EPSG/0/32638"), "EPSG:32638");
        assert!(Crs::named("Gauss").is_err());
        for unknown in ["EPSG:1", "EPSG:102100", "99999999999"] {
            assert!(Crs::named(unknown).unwrap_err().contains("no system"), "{unknown}");
        }
        assert!(Crs::utm(61, false).is_err());
    }

    #[test]
    fn texts_of_systems_are_understood() {
        let label = |text| Crs::named(text).map(|crs| crs.label().to_owned());
        let geog =
            r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.25]]]"#;
        assert_eq!(label(geog).unwrap(), "EPSG:4326");
        let utm = format!(r#"PROJCS["WGS_1984_UTM_Zone_38N",{geog}]"#);
        assert_eq!(label(&utm).unwrap(), "EPSG:32638");
        let inner =
            r#"PROJCS["Pulkovo_1942_GK_Zone_8",GEOGCS["x",AUTHORITY["EPSG","4284"]],UNIT["m",1]]"#;
        assert_eq!(label(inner).unwrap(), "EPSG:28408");
        let coded =
            r#"PROJCS["any",GEOGCS["x",AUTHORITY["EPSG","4284"]],AUTHORITY["EPSG","28408"]]"#;
        assert_eq!(label(coded).unwrap(), "EPSG:28408");
        assert!(label(r#"PROJCS["Local_Grid"]"#).unwrap_err().contains("Local_Grid"));
    }

    #[test]
    fn a_published_point_of_the_national_grid_comes_out() {
        // IOGP Geomatics Guidance Note 7-2, Transverse Mercator: 577274.99 E, 69740.50 N is
        // 50°30'N, 0°30'E on OSGB36. Here on WGS 84, some 110 m from it.
        let at = Crs::epsg(27700).unwrap().to_wgs84([577_274.99, 69_740.50]).unwrap();
        let away = apart(at, [0.5, 50.5]);
        assert!((80.0..160.0).contains(&away), "{away}");
    }

    #[test]
    fn soviet_zones_and_utm_agree_with_proj() {
        // As PROJ 9.5.1 computes them (pyproj 3.7.2, the Helmert transformation of EPSG:1267).
        for (code, x, y, lon, lat) in PROJ {
            let at = Crs::epsg(code).unwrap().to_wgs84([x, y]).unwrap();
            assert!(apart(at, [lon, lat]) < 0.5, "EPSG:{code} {at:?}");
        }
    }
}
