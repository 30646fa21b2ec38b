//! Boxes in a tree without pointers, packed along a Hilbert curve.
//!
//! Things are sorted by where the middle of their box lies on the curve (Kamel and Faloutsos, "Hilbert
//! R-tree", 1994), grouped by sixteen, and the groups grouped again. The tree keeps the boxes of groups
//! only; whoever asks it keeps the things themselves in [`Tree::order`] and looks at each.

use geo::Coord;

/// Members of a group.
const GROUP: usize = 16;
/// Cells of the curve along each axis: 2¹⁶.
const CURVE_BITS: u32 = 16;

/// A box on the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Its least x and y.
    pub least: Coord<f64>,
    /// Its greatest x and y.
    pub most: Coord<f64>,
}

impl Bounds {
    /// The box around nothing, which grows to the box around anything.
    pub const EMPTY: Self = Self {
        least: Coord { x: f64::INFINITY, y: f64::INFINITY },
        most: Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY },
    };

    /// The box around these points.
    pub fn around(points: impl IntoIterator<Item = Coord<f64>>) -> Self {
        points.into_iter().fold(Self::EMPTY, |bounds, at| bounds.with(Self { least: at, most: at }))
    }

    /// The box around both.
    pub fn with(self, other: Self) -> Self {
        let (a, b) = (self, other);
        Self {
            least: Coord { x: a.least.x.min(b.least.x), y: a.least.y.min(b.least.y) },
            most: Coord { x: a.most.x.max(b.most.x), y: a.most.y.max(b.most.y) },
        }
    }

    /// The box that reaches so much further on every side.
    pub fn wider(self, by: f64) -> Self {
        let step = Coord { x: by, y: by };
        Self { least: self.least - step, most: self.most + step }
    }

    /// Whether the two have a point in common.
    pub fn touches(&self, other: &Self) -> bool {
        self.least.x <= other.most.x
            && other.least.x <= self.most.x
            && self.least.y <= other.most.y
            && other.least.y <= self.most.y
    }

    /// The square of the distance of a point, 0 inside.
    pub fn squared_distance(&self, at: Coord<f64>) -> f64 {
        let x = (self.least.x - at.x).max(at.x - self.most.x).max(0.0);
        let y = (self.least.y - at.y).max(at.y - self.most.y).max(0.0);
        x * x + y * y
    }
}

/// A packed tree of boxes.
#[derive(Clone, Debug)]
pub struct Tree {
    /// For each place in the tree, which of the given boxes is there.
    order: Vec<u32>,
    /// The boxes of groups: first those of things, then those of groups, up to one box.
    levels: Vec<Vec<Bounds>>,
}

impl Tree {
    /// Packs these boxes.
    pub fn new(boxes: &[Bounds]) -> Self {
        let whole = boxes.iter().fold(Bounds::EMPTY, |whole, one| whole.with(*one));
        let mut keyed: Vec<(u32, u32)> =
            boxes.iter().zip(0..).map(|(one, number)| (curve(one, &whole), number)).collect();
        keyed.sort_unstable();
        let order: Vec<u32> = keyed.into_iter().map(|(_, number)| number).collect();
        let sorted = order.iter().filter_map(|number| boxes.get(*number as usize));
        let mut levels = vec![grouped(&sorted.copied().collect::<Vec<_>>())];
        while let Some(last) = levels.last().filter(|last| last.len() > 1) {
            levels.push(grouped(last));
        }
        Self { order, levels }
    }

    /// For each place in the tree, which of the given boxes is there.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// Visits every place whose group touches a box; the thing there may not.
    pub fn touching(&self, query: &Bounds, visit: &mut impl FnMut(usize)) {
        if let Some(top) = self.levels.len().checked_sub(1) {
            self.descend(top, 0, query, visit);
        }
    }

    fn descend(&self, level: usize, at: usize, query: &Bounds, visit: &mut impl FnMut(usize)) {
        let here = self.levels.get(level).and_then(|boxes| boxes.get(at));
        if !here.is_some_and(|bounds| bounds.touches(query)) {
            return;
        }
        let from = at * GROUP;
        if level == 0 {
            (from..(from + GROUP).min(self.order.len())).for_each(visit);
        } else {
            let below = self.levels.get(level - 1).map_or(0, Vec::len);
            for child in from..(from + GROUP).min(below) {
                self.descend(level - 1, child, query, visit);
            }
        }
    }

    /// The place whose thing is nearest to a point by `squared` (of equally near ones, that with the
    /// least name), with its squared distance; of those no further than the square `limit`.
    pub fn nearest<K: Ord + Copy>(
        &self,
        at: Coord<f64>,
        limit: f64,
        squared: &impl Fn(usize) -> (f64, K),
    ) -> Option<(f64, K)> {
        let mut search = Search { tree: self, at, squared, limit, best: None };
        search.descend(self.levels.len().checked_sub(1)?, 0);
        search.best
    }
}

struct Search<'a, K, F> {
    tree: &'a Tree,
    at: Coord<f64>,
    squared: &'a F,
    limit: f64,
    best: Option<(f64, K)>,
}

impl<K: Ord + Copy, F: Fn(usize) -> (f64, K)> Search<'_, K, F> {
    fn descend(&mut self, level: usize, at: usize) {
        let from = at * GROUP;
        let Some(below) = level.checked_sub(1) else {
            (from..(from + GROUP).min(self.tree.order.len())).for_each(|place| self.look(place));
            return;
        };
        // The nearest children first: what is found there spares the others.
        let mut children = [(f64::INFINITY, 0); GROUP];
        let boxes = self.tree.levels.get(below).map_or(&[][..], Vec::as_slice);
        let mut count = 0;
        for (child, bounds) in boxes.iter().enumerate().skip(from).take(GROUP) {
            let squared = bounds.squared_distance(self.at);
            if squared <= self.limit {
                let mut place = count;
                count += 1;
                while place > 0 && children[place - 1].0 > squared {
                    children[place] = children[place - 1];
                    place -= 1;
                }
                children[place] = (squared, child);
            }
        }
        for (squared, child) in children.into_iter().take(count) {
            if squared > self.limit {
                break;
            }
            self.descend(below, child);
        }
    }

    fn look(&mut self, place: usize) {
        let (squared, name) = (self.squared)(place);
        let better = match self.best {
            None => squared <= self.limit,
            Some((least, known)) => squared < least || (squared == least && name < known),
        };
        if better {
            self.best = Some((squared, name));
            self.limit = squared;
        }
    }
}

fn grouped(boxes: &[Bounds]) -> Vec<Bounds> {
    let around = |group: &[Bounds]| group.iter().fold(Bounds::EMPTY, |all, one| all.with(*one));
    boxes.chunks(GROUP).map(around).collect()
}

/// Where on the curve over `whole` the middle of a box lies.
fn curve(one: &Bounds, whole: &Bounds) -> u32 {
    let cells = f64::from((1_u32 << CURVE_BITS) - 1);
    let cell = |value: f64, least: f64, most: f64| {
        let share = (value / 2.0 - least) / (most - least);
        // Nothing (not a number) is cell 0.
        (share * cells) as u32
    };
    let x = cell(one.least.x + one.most.x, whole.least.x, whole.most.x);
    let y = cell(one.least.y + one.most.y, whole.least.y, whole.most.y);
    hilbert(x, y)
}

/// The place of a cell on the curve.
fn hilbert(mut x: u32, mut y: u32) -> u32 {
    let mut place = 0;
    let most = (1 << CURVE_BITS) - 1;
    for bit in (0..CURVE_BITS).rev() {
        let (right, up) = ((x >> bit) & 1, (y >> bit) & 1);
        place = (place << 2) | ((3 * right) ^ up);
        if up == 0 {
            if right == 1 {
                (x, y) = (most - x, most - y);
            }
            std::mem::swap(&mut x, &mut y);
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_curve_steps_from_cell_to_neighbour() {
        let side = 1 << CURVE_BITS;
        // The first quarter of a quarter … of the curve is the corner of 16 by 16 cells.
        let mut cells = vec![None; 256];
        for (x, y) in (0..16).flat_map(|x| (0..16).map(move |y| (x, y))) {
            let place = hilbert(x, y) as usize;
            assert!(place < 256 && cells[place].replace((x, y)).is_none(), "{x} {y} {place}");
        }
        for pair in cells.windows(2) {
            let ((a, b), (c, d)) = (pair[0].unwrap(), pair[1].unwrap());
            assert_eq!(a.abs_diff(c) + b.abs_diff(d), 1);
        }
        assert_eq!(hilbert(side - 1, 0), u32::MAX);
    }

    fn points() -> impl Strategy<Value = Vec<Coord<f64>>> {
        let number = || (-50_i32..50).prop_map(f64::from);
        prop::collection::vec((number(), number()).prop_map(|(x, y)| Coord { x, y }), 0..600)
    }

    proptest! {
        #[test]
        fn as_by_looking_at_all(points in points(), x in -60.0..60.0_f64, y in -60.0..60.0_f64, r in 0.0..40.0_f64) {
            let boxes: Vec<Bounds> = points.iter().map(|at| Bounds::around([*at])).collect();
            let tree = Tree::new(&boxes);
            let at = Coord { x, y };
            let squared = |place: usize| {
                let number = tree.order()[place];
                (boxes[number as usize].squared_distance(at), number)
            };
            let slow = boxes.iter().zip(0..).map(|(one, n)| (one.squared_distance(at), n));
            let slow = slow.min_by(|a: &(f64, u32), b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            prop_assert_eq!(tree.nearest(at, f64::INFINITY, &squared), slow);
            prop_assert_eq!(tree.nearest(at, r * r, &squared), slow.filter(|(d, _)| *d <= r * r));
            let query = Bounds::around([at]).wider(r);
            let mut found = Vec::new();
            tree.touching(&query, &mut |place| found.push(tree.order()[place]));
            found.retain(|number| boxes[*number as usize].touches(&query));
            found.sort_unstable();
            let all: Vec<u32> = (0..).zip(&boxes).filter(|(_, b)| b.touches(&query)).map(|(n, _)| n).collect();
            prop_assert_eq!(found, all);
        }
    }
}
