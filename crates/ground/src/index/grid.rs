//! Which boxes a point may be in: a grid whose cells list the boxes that touch them.

use geo::Coord;

use super::buckets::Buckets;
use super::tree::Bounds;

/// Cells for each box, about.
const CELLS: usize = 4;
/// Entries for each box, at most.
const ENTRIES: usize = 16;

/// A grid over all boxes.
#[derive(Clone, Debug)]
pub struct Grid {
    whole: Bounds,
    columns: usize,
    per_metre: Coord<f64>,
    cells: Buckets,
}

impl Grid {
    /// A grid over these boxes; coarser where boxes are large, so that its room stays bounded.
    pub fn new(boxes: &[Bounds]) -> Self {
        let whole = boxes.iter().fold(Bounds::EMPTY, |whole, one| whole.with(*one));
        let (width, height) = (whole.most.x - whole.least.x, whole.most.y - whole.least.y);
        let mut side = ((boxes.len() * CELLS) as f64).sqrt().ceil();
        loop {
            let per = |length: f64| if length > 0.0 { side / length } else { 0.0 };
            let per_metre = Coord { x: per(width), y: per(height) };
            // The greatest x and y make one column and row more.
            let columns = side as usize + 1;
            let mut grid = Self { whole, columns, per_metre, cells: Buckets::default() };
            let spans: Vec<_> = boxes.iter().map(|one| grid.span(one)).collect();
            let size = |((left, low), (right, high)): &((usize, usize), (usize, usize))| {
                (right - left + 1) * (high - low + 1)
            };
            if side <= 1.0 || spans.iter().map(size).sum::<usize>() <= ENTRIES * boxes.len() {
                let cells = spans.iter().map(|((left, low), (right, high))| {
                    (*low..=*high).flat_map(move |row| {
                        (*left..=*right).map(move |column| row * columns + column)
                    })
                });
                grid.cells = Buckets::new(columns * columns, cells);
                return grid;
            }
            side = (side / 2.0).floor().max(1.0);
        }
    }

    /// The boxes that a point may be in, by number, rising.
    pub fn at(&self, at: Coord<f64>) -> &[u32] {
        let (least, most) = (self.whole.least, self.whole.most);
        // Not a number is in no box.
        if at.x >= least.x && at.x <= most.x && at.y >= least.y && at.y <= most.y {
            let (column, row) = self.cell(at);
            self.cells.get(row * self.columns + column)
        } else {
            &[]
        }
    }

    fn span(&self, one: &Bounds) -> ((usize, usize), (usize, usize)) {
        (self.cell(one.least), self.cell(one.most))
    }

    fn cell(&self, at: Coord<f64>) -> (usize, usize) {
        let cell = |value: f64, least: f64, per_metre: f64| ((value - least) * per_metre) as usize;
        let least = self.whole.least;
        (cell(at.x, least.x, self.per_metre.x), cell(at.y, least.y, self.per_metre.y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_box_is_missed(
            boxes in prop::collection::vec((-50.0..50.0_f64, -50.0..50.0_f64, 0.0..90.0_f64, 0.0..9.0_f64), 0..60),
            x in -60.0..60.0_f64, y in -60.0..60.0_f64,
        ) {
            let bounds = |(x, y, w, h): &(f64, f64, f64, f64)| {
                Bounds::around([Coord { x: *x, y: *y }, Coord { x: x + w, y: y + h }])
            };
            let boxes: Vec<Bounds> = boxes.iter().map(bounds).collect();
            let grid = Grid::new(&boxes);
            let mut ask = vec![Coord { x, y }];
            ask.extend(boxes.iter().flat_map(|one| [one.least, one.most]));
            for at in ask {
                let found = grid.at(at);
                for (number, one) in (0..).zip(&boxes) {
                    prop_assert!(one.squared_distance(at) > 0.0 || found.contains(&number));
                }
            }
        }
    }
}
