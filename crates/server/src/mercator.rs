//! Spherical Mercator as maps on the web have it (EPSG:3857), on a world whose sides run from -1 to 1.

use std::f64::consts::PI;

/// Where the square world ends, in degrees north and south.
pub const MOST_NORTH: f64 = 85.051_128_779_806_6;

/// Degrees east and north as shares of half the world; what lies beyond its ends is moved to them.
pub fn project(lon: f64, lat: f64) -> (f64, f64) {
    let lat = lat.clamp(-MOST_NORTH, MOST_NORTH).to_radians();
    (lon / 180.0, lat.tan().asinh() / PI)
}

/// Degrees east and north of shares of half the world.
pub fn unproject(x: f64, y: f64) -> (f64, f64) {
    (x * 180.0, (y * PI).sinh().atan().to_degrees())
}
