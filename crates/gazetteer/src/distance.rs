//! Distances on the sphere, good to half a percent: enough for telling villages apart.

const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Metres between two points in degrees (haversine).
pub(crate) fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let half_lat = ((lat_b - lat_a) / 2.0).sin();
    let half_lon = ((b.1 - a.1).to_radians() / 2.0).sin();
    let h = half_lat * half_lat + lat_a.cos() * lat_b.cos() * half_lon * half_lon;
    2.0 * EARTH_RADIUS_M * h.sqrt().clamp(0.0, 1.0).asin()
}

/// The middle of some points in degrees, and the distance from it in metres within which nine in ten
/// of them lie; `None` of no points.
pub(crate) fn middle_and_spread(points: &[(f64, f64)]) -> Option<(f64, f64, u32)> {
    // Unit vectors are added, so that points on both sides of the date line have their middle there.
    let (mut x, mut y, mut z) = (0.0, 0.0, 0.0);
    for (lat, lon) in points {
        let (lat, lon) = (lat.to_radians(), lon.to_radians());
        x += lat.cos() * lon.cos();
        y += lat.cos() * lon.sin();
        z += lat.sin();
    }
    if points.is_empty() || (x == 0.0 && y == 0.0 && z == 0.0) {
        return None;
    }
    let middle = (z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees());
    let mut away: Vec<u32> = points.iter().map(|&p| metres(middle, p) as u32).collect();
    away.sort_unstable();
    let spread = away.get(away.len() * 9 / 10).or(away.last()).copied().unwrap_or(0);
    Some((middle.0, middle.1, spread))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_111_km_and_the_date_line_is_no_wall() {
        assert!((metres((0.0, 0.0), (1.0, 0.0)) - 111_195.0).abs() < 1.0);
        assert!((metres((0.0, 179.5), (0.0, -179.5)) - 111_195.0).abs() < 1.0);
        assert_eq!(metres((40.0, 46.0), (40.0, 46.0)), 0.0);
    }

    #[test]
    fn the_middle_of_points_across_the_date_line_is_there() {
        let (lat, lon, spread) = middle_and_spread(&[(10.0, 179.0), (10.0, -179.0)]).unwrap();
        assert!((lat - 10.0).abs() < 0.01 && lon.abs() > 179.9, "{lat} {lon}");
        assert!((108_000..111_000).contains(&spread));
        assert_eq!(middle_and_spread(&[]), None);
    }
}
