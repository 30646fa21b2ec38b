//! Where tiles lie: the square Web Mercator world, halved in both directions at each level.

use super::world::OnWorld;
use crate::mercator::{project, unproject};
use crate::problem::Problem;

/// Units of a tile's side.
pub const EXTENT: f64 = 4096.0;
/// The deepest level.
const DEEPEST: u8 = 22;

/// One tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Square {
    z: u8,
    x: u32,
    y: u32,
}

impl Square {
    /// Reads the parts of an address; `y` may end in `.mvt` or `.pbf`.
    ///
    /// # Errors
    /// When there is no such tile.
    pub fn parse(z: &str, x: &str, y: &str) -> Result<Self, Problem> {
        let level: u8 =
            z.parse().ok().filter(|z| *z <= DEEPEST).ok_or_else(|| {
                Problem::parameter("z", z, format!("a level from 0 to {DEEPEST}"))
            })?;
        let side = 1u32 << level;
        let place = |name: &str, given: &str| {
            let digits = given.trim_end_matches(".mvt").trim_end_matches(".pbf");
            let read = digits.parse().ok().filter(|number: &u32| *number < side);
            let expected = format!("a number from 0 to {} at level {level}", side - 1);
            read.ok_or_else(|| Problem::parameter(name, given, expected))
        };
        Ok(Self { z: level, x: place("x", x)?, y: place("y", y)? })
    }

    /// The level.
    pub const fn level(self) -> u8 {
        self.z
    }

    /// Where a position lies in units of the tile, from its upper left corner.
    pub fn place(self, lon: f64, lat: f64) -> (f64, f64) {
        self.of_world(on_world(lon, lat))
    }

    /// Where a position on the world lies in units of the tile.
    pub fn of_world(self, (x, y): OnWorld) -> (f64, f64) {
        let side = f64::from(1u32 << self.z);
        ((x * side - f64::from(self.x)) * EXTENT, (y * side - f64::from(self.y)) * EXTENT)
    }

    /// West, south, east and north of the tile with `beyond` units around it, in degrees.
    pub fn bounds(self, beyond: f64) -> [f64; 4] {
        let side = f64::from(1u32 << self.z);
        let corner = |units_x: f64, units_y: f64| {
            let x = (f64::from(self.x) + units_x / EXTENT) / side;
            let y = (f64::from(self.y) + units_y / EXTENT) / side;
            unproject(2.0 * x - 1.0, 1.0 - 2.0 * y)
        };
        let (west, north) = corner(-beyond, -beyond);
        let (east, south) = corner(EXTENT + beyond, EXTENT + beyond);
        [west, south, east, north]
    }
}

/// Where a position lies on the square world.
pub fn on_world(lon: f64, lat: f64) -> OnWorld {
    let (x, y) = project(lon, lat);
    ((1.0 + x) / 2.0, (1.0 - y) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_is_one_tile_and_then_four() {
        let world = Square::parse("0", "0", "0.mvt").unwrap();
        let (x, y) = world.place(0.0, 0.0);
        assert!((x - 2048.0).abs() < 1e-6 && (y - 2048.0).abs() < 1e-6);
        let east = Square::parse("1", "1", "0").unwrap();
        let [west, south, east, north] = east.bounds(0.0);
        assert!(west.abs() < 1e-9 && south.abs() < 1e-9 && (east - 180.0).abs() < 1e-9);
        assert!((north - 85.0511).abs() < 1e-3);
    }

    #[test]
    fn there_are_no_tiles_beside_the_world() {
        for (z, x, y) in
            [("0", "1", "0"), ("23", "0", "0"), ("1", "0", "2"), ("a", "0", "0"), ("1", "-1", "0")]
        {
            assert!(Square::parse(z, x, y).is_err(), "{z}/{x}/{y}");
        }
    }
}
