//! Where the rows of a collection lie on the square Web Mercator world: worked out once, asked for by
//! every tile.

use cairn_store::Table;

use super::grid;

/// A position on the world, from 0 in the north-west to 1 in the south-east.
pub type OnWorld = (f64, f64);

/// Where things lie, row by row; not a number where that is not known.
#[derive(Debug)]
pub enum World {
    /// Things that are points.
    Points(Vec<OnWorld>),
    /// Land: left, upper, right and lower side of the frame around each.
    Frames(Vec<[f64; 4]>),
}

impl World {
    /// Places the rows of a table.
    pub fn of(table: &Table) -> Self {
        let rows = 0..u32::try_from(table.len()).unwrap_or(u32::MAX);
        let number = |name: &'static str| {
            let column = table.column(name);
            move |row: u32| column.and_then(|column| column.number(row)).unwrap_or(f64::NAN)
        };
        if !table.collection().is_land() {
            let (lon, lat) = (number("lon"), number("lat"));
            return Self::Points(rows.map(|row| grid::on_world(lon(row), lat(row))).collect());
        }
        let [west, south, east, north] = ["west", "south", "east", "north"].map(number);
        let frame = |row| {
            let (left, upper) = grid::on_world(west(row), north(row));
            let (right, lower) = grid::on_world(east(row), south(row));
            [left, upper, right, lower]
        };
        Self::Frames(rows.map(frame).collect())
    }
}
