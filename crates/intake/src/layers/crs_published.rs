//! Transformations of `crs` against figures and formulas that standards print.

use super::Crs;
use super::feature::Xy;

/// Metres between two positions that are near each other, given in degrees.
fn apart([x, y]: Xy, [u, v]: Xy) -> f64 {
    let metres = 111_320.0;
    ((x - u) * metres * y.to_radians().cos()).hypot((y - v) * metres)
}

fn degrees(degrees: f64, minutes: f64, seconds: f64) -> f64 {
    degrees + minutes / 60.0 + seconds / 3600.0
}

/// IOGP Geomatics Guidance Note 7-2, Position Vector transformation (method 9606), the printed example:
/// 55°00'00"N, 4°00'00"E on WGS 72 is 55°00'00.090"N, 4°00'00.554"E on WGS 84.
#[test]
fn the_seven_parameters_of_guidance_note_7_2_come_out() {
    let at = Crs::epsg(4322).unwrap().to_wgs84([4.0, 55.0]).unwrap();
    let printed = [degrees(4.0, 0.0, 0.554), degrees(55.0, 0.0, 0.090)];
    // The figures are printed to a thousandth of a second, three centimetres.
    assert!(apart(at, printed) < 0.05, "{at:?}");
}

/// The plane coordinates x (north) and y (east, with the zone before it) of the geodetic latitude and
/// longitude on Krassowsky's ellipsoid, in degrees, by the series that GOST R 51794-2008 prints
/// (section 5.5) and calls exact to a millimetre.
fn gost_plane(lat: f64, lon: f64) -> [f64; 2] {
    let b = lat.to_radians();
    let zone = ((6.0 + lon) / 6.0).floor();
    let l = (lon - (3.0 + 6.0 * (zone - 1.0))) / 57.295_779_51;
    let l2 = l * l;
    let (s2, s4, s6) = (b.sin().powi(2), b.sin().powi(4), b.sin().powi(6));
    let x = 6_367_558.496_8 * b
        - (2.0 * b).sin()
            * (16_002.890_0 + 66.9607 * s2 + 0.3515 * s4
                - l2 * (1_594_561.25
                    + 5_336.535 * s2
                    + 26.790 * s4
                    + 0.149 * s6
                    + l2 * (672_483.4 - 811_219.9 * s2 + 5_420.0 * s4 - 10.6 * s6
                        + l2 * (278_194.0 - 830_174.0 * s2 + 572_434.0 * s4 - 16_010.0 * s6
                            + l2 * (109_500.0 - 574_700.0 * s2 + 863_700.0 * s4
                                - 398_600.0 * s6)))));
    let y = (5.0 + 10.0 * zone) * 1e5
        + l * b.cos()
            * (6_378_245.0
                + 21_346.141_5 * s2
                + 107.1590 * s4
                + 0.5977 * s6
                + l2 * (1_070_204.16 - 2_136_826.66 * s2 + 17.98 * s4 - 11.99 * s6
                    + l2 * (270_806.0 - 1_523_417.0 * s2 + 1_327_645.0 * s4 - 21_701.0 * s6
                        + l2 * (79_690.0 - 866_190.0 * s2 + 1_730_360.0 * s4 - 945_460.0 * s6))));
    [x, y]
}

const KRASSOWSKY: (f64, f64) = (6_378_245.0, 1.0 / 298.3);
const WGS84: (f64, f64) = (6_378_137.0, 1.0 / 298.257_223_563);

fn geocentric(lon: f64, lat: f64, (axis, flattening): (f64, f64)) -> [f64; 3] {
    let (b, l) = (lat.to_radians(), lon.to_radians());
    let squared = flattening * (2.0 - flattening);
    let normal = axis / (1.0 - squared * b.sin().powi(2)).sqrt();
    [normal * b.cos() * l.cos(), normal * b.cos() * l.sin(), normal * (1.0 - squared) * b.sin()]
}

fn geodetic([x, y, z]: [f64; 3], (axis, flattening): (f64, f64)) -> Xy {
    let squared = flattening * (2.0 - flattening);
    let across = x.hypot(y);
    let mut b = (z / (across * (1.0 - squared))).atan();
    for _ in 0..20 {
        let normal = axis / (1.0 - squared * b.sin().powi(2)).sqrt();
        b = ((z + squared * normal * b.sin()) / across).atan();
    }
    [y.atan2(x).to_degrees(), b.to_degrees()]
}

/// SK-42 to WGS 84 as GOST R 51794-2001 prints it (EPSG:1267): frame rotation with ΔX = 23.92,
/// ΔY = -141.27, ΔZ = -80.9 m, ωY = -0.35", ωZ = -0.82", m = -0.12 in a million.
fn gost_datum(lon: f64, lat: f64) -> Xy {
    let [x, y, z] = geocentric(lon, lat, KRASSOWSKY);
    let second = std::f64::consts::PI / 180.0 / 3600.0;
    let (wx, wy, wz, scale) = (0.0, -0.35 * second, -0.82 * second, 1.0 - 0.12e-6);
    geodetic(
        [
            scale * (x + wz * y - wy * z) + 23.92,
            scale * (-wz * x + y + wx * z) - 141.27,
            scale * (wy * x - wx * y + z) - 80.9,
        ],
        WGS84,
    )
}

/// Places from Bosnia's longitude to that of the Pamir, on and beside the middle of their zones.
const PLACES: [Xy; 6] =
    [[17.25, 44.5], [39.0, 45.0], [44.9, 40.1], [46.75, 40.0], [47.99, 39.2], [69.4, 37.5]];

#[test]
fn soviet_zones_agree_with_the_series_and_parameters_of_the_standard() {
    for [lon, lat] in PLACES {
        let [x, y] = gost_plane(lat, lon);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a zone")]
        let code = 28_400 + (y / 1e6).floor() as u16;
        let at = Crs::epsg(code).unwrap().to_wgs84([y, x]).unwrap();
        let wanted = gost_datum(lon, lat);
        assert!(apart(at, wanted) < 0.02, "EPSG:{code} {lon} {lat}: {at:?}, {wanted:?}");
        // The datum is worth the trouble: unshifted, the place would be off by so much.
        assert!((20.0..200.0).contains(&apart([lon, lat], wanted)), "{lon} {lat}");
    }
}

/// GOST R 51794-2008 (EPSG:5044) moved the parameters; on the ground that is a metre or two, which no
/// map sheet shows.
#[test]
fn the_later_edition_of_the_standard_moves_nothing_that_a_map_shows() {
    for [lon, lat] in PLACES {
        let [x, y, z] = geocentric(lon, lat, KRASSOWSKY);
        let second = std::f64::consts::PI / 180.0 / 3600.0;
        let (wy, wz, scale) = (-0.35 * second, -0.79 * second, 1.0 - 0.22e-6);
        let later = geodetic(
            [
                scale * (x + wz * y - wy * z) + 23.57,
                scale * (-wz * x + y) - 140.95,
                scale * (wy * x + z) - 79.8,
            ],
            WGS84,
        );
        assert!(apart(later, gost_datum(lon, lat)) < 2.0);
    }
}
