//! Points of a tile: each for itself where there is room, else as one for what lies together, with its
//! count.

use super::cut::At;
use super::grid::{EXTENT, Square};
use super::mvt::{Kind, Layer, Path};
use super::rounded;
use super::tags::Tags;
use super::world::OnWorld;

/// From this level on every point stands for itself, unless there are too many of them.
pub const APART: u8 = 12;
/// Points of a tile that stand for themselves, at most.
const POINTS: usize = 5_000;
/// Units of the side of a cell in which points become one.
const CELL: f64 = 128.0;
/// Cells of a tile's side.
const CELLS: usize = 32;

/// Whether a position lies on the tile itself, of which there is one for each position.
pub fn is_on_tile(at: At) -> bool {
    let inside = |units: f64| (0.0..EXTENT).contains(&units);
    inside(at.0) && inside(at.1)
}

/// The rows that are points of this tile, and where they lie on it.
pub fn on_tile(world: &[OnWorld], rows: &[u32], square: Square) -> Vec<(u32, At)> {
    let place = |row: &u32| {
        let at = square.of_world(*world.get(*row as usize)?);
        is_on_tile(at).then_some((*row, at))
    };
    rows.iter().filter_map(place).collect()
}

/// Draws points that lie on the tile.
pub fn draw<'a>(tags: &Tags<'a>, points: Vec<(u32, At)>, square: Square, layer: &mut Layer<'a>) {
    if square.level() >= APART && points.len() <= POINTS {
        for (row, at) in points {
            layer.add(Kind::Point, &Path::point(rounded(at)), &tags.one(row));
        }
        return;
    }
    let mut cells: Vec<Vec<(u32, At)>> = vec![Vec::new(); CELLS * CELLS];
    for (row, at) in points {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 31")]
        let (x, y) = ((at.0 / CELL) as usize, (at.1 / CELL) as usize);
        if let Some(cell) = cells.get_mut(x * CELLS + y) {
            cell.push((row, at));
        }
    }
    for members in cells.into_iter().filter(|members| !members.is_empty()) {
        #[expect(clippy::cast_precision_loss, reason = "rows of a table are far below 2^53")]
        let count = members.len() as f64;
        let sum = members.iter().fold((0.0, 0.0), |sum, (_, at)| (sum.0 + at.0, sum.1 + at.1));
        let at = rounded((sum.0 / count, sum.1 / count));
        let rows: Vec<u32> = members.iter().map(|(row, _)| *row).collect();
        let tags = match rows.as_slice() {
            [row] => tags.one(*row),
            rows => tags.several(rows),
        };
        layer.add(Kind::Point, &Path::point(at), &tags);
    }
}
