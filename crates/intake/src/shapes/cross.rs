//! Does a ring cross or touch itself, or another ring of its polygon?
//!
//! Segments are swept from west to east, so that only those are compared whose widths overlap;
//! orientation is decided exactly (Shewchuk's predicates), so that the answer does not depend on
//! rounding.

use robust::{Coord, orient2d};

use crate::layers::Xy;

/// What is wrong with the rings of a polygon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// A ring meets itself in a point without crossing.
    Touches,
    /// Rings cross or run along each other.
    Crosses,
}

struct Segment {
    a: Xy,
    b: Xy,
    ring: usize,
    /// Its place in the ring, and how many there are.
    at: usize,
    of: usize,
}

impl Segment {
    fn west(&self) -> f64 {
        self.a[0].min(self.b[0])
    }

    fn east(&self) -> f64 {
        self.a[0].max(self.b[0])
    }

    fn apart_in_height(&self, other: &Self) -> bool {
        self.a[1].max(self.b[1]) < other.a[1].min(other.b[1])
            || other.a[1].max(other.b[1]) < self.a[1].min(self.b[1])
    }

    fn follows(&self, other: &Self) -> bool {
        self.ring == other.ring && (other.at + 1) % self.of == self.at
    }
}

/// The worst that is wrong with the closed rings of a polygon; `None` if nothing is. A hole that
/// touches the outer ring in a point is as it should be.
pub fn flaw(rings: &[Vec<Xy>]) -> Option<Flaw> {
    let mut segments: Vec<Segment> = Vec::new();
    for (ring, positions) in rings.iter().enumerate() {
        let of = positions.len().saturating_sub(1);
        for (at, pair) in positions.windows(2).enumerate() {
            if let [a, b] = *pair {
                segments.push(Segment { a, b, ring, at, of });
            }
        }
    }
    segments.sort_by(|a, b| a.west().total_cmp(&b.west()));
    let mut worst = None;
    let mut open: Vec<&Segment> = Vec::new();
    for segment in &segments {
        open.retain(|other| other.east() >= segment.west());
        for other in &open {
            if segment.apart_in_height(other) {
                continue;
            }
            worst = worst.max(meeting(segment, other));
            if worst == Some(Flaw::Crosses) {
                return worst;
            }
        }
        open.push(segment);
    }
    worst
}

fn side(a: Xy, b: Xy, p: Xy) -> f64 {
    let coord = |[x, y]: Xy| Coord { x, y };
    orient2d(coord(a), coord(b), coord(p))
}

/// How two segments meet where they should not.
fn meeting(p: &Segment, q: &Segment) -> Option<Flaw> {
    let sides =
        [side(p.a, p.b, q.a), side(p.a, p.b, q.b), side(q.a, q.b, p.a), side(q.a, q.b, p.b)];
    let [c, d, a, b] = sides;
    if c * d < 0.0 && a * b < 0.0 {
        return Some(Flaw::Crosses);
    }
    // The products may vanish where the sides are tiny; the signs do not.
    let opposite = |x: f64, y: f64| (x > 0.0 && y < 0.0) || (x < 0.0 && y > 0.0);
    if opposite(c, d) && opposite(a, b) {
        return Some(Flaw::Crosses);
    }
    if sides.iter().all(|side| *side == 0.0) {
        return along(p, q);
    }
    let neighbours = p.follows(q) || q.follows(p);
    let touches = (c == 0.0 && within(p, q.a))
        || (d == 0.0 && within(p, q.b))
        || (a == 0.0 && within(q, p.a))
        || (b == 0.0 && within(q, p.b));
    // Neighbours share an end, and different rings may touch.
    (touches && !neighbours && p.ring == q.ring).then_some(Flaw::Touches)
}

/// Two segments on one line: more than a point in common is a crossing.
fn along(p: &Segment, q: &Segment) -> Option<Flaw> {
    let across = (p.a[0] - p.b[0]).abs() >= (p.a[1] - p.b[1]).abs();
    let span = |s: &Segment| {
        let (u, v) = if across { (s.a[0], s.b[0]) } else { (s.a[1], s.b[1]) };
        (u.min(v), u.max(v))
    };
    let ((from, to), (start, end)) = (span(p), span(q));
    let (low, high) = (from.max(start), to.min(end));
    if low < high {
        return Some(Flaw::Crosses);
    }
    let neighbours = p.follows(q) || q.follows(p);
    (low == high && !neighbours && p.ring == q.ring).then_some(Flaw::Touches)
}

/// Whether a point on the line of a segment lies within its ends.
fn within(s: &Segment, [x, y]: Xy) -> bool {
    let between = |v: f64, a: f64, b: f64| a.min(b) <= v && v <= a.max(b);
    between(x, s.a[0], s.b[0]) && between(y, s.a[1], s.b[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spikes_and_shared_stretches_are_crossings() {
        let spike = vec![
            [0.0, 0.0],
            [2.0, 0.0],
            [2.0, 1.0],
            [3.0, 1.0],
            [2.0, 1.0],
            [2.0, 2.0],
            [0.0, 0.0],
        ];
        assert_eq!(flaw(&[spike]), Some(Flaw::Crosses));
    }

    #[test]
    fn a_hole_may_touch_its_ring_but_not_cross_it() {
        let outer = vec![[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]];
        let touching = vec![[0.0, 2.0], [1.0, 1.0], [1.0, 3.0], [0.0, 2.0]];
        assert_eq!(flaw(&[outer.clone(), touching]), None);
        let crossing = vec![[-1.0, 2.0], [1.0, 1.0], [1.0, 3.0], [-1.0, 2.0]];
        assert_eq!(flaw(&[outer, crossing]), Some(Flaw::Crosses));
    }

    #[test]
    fn a_triangle_has_neighbours_only() {
        assert_eq!(flaw(&[vec![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]]), None);
    }
}
