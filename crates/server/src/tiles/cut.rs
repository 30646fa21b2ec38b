//! Cutting shapes to a tile, and thinning them to what can be seen.

/// A position in units of a tile.
pub type At = (f64, f64);

/// Units beside the tile that are drawn too, so that outlines do not show its edge.
pub const BESIDE: f64 = 64.0;
/// Units by which a thinned line may lie beside the line.
const TOLERANCE: f64 = 1.5;

const LEAST: f64 = -BESIDE;
const MOST: f64 = super::grid::EXTENT + BESIDE;

/// One side of the frame: which positions lie within, and where a line crosses it.
struct Side {
    within: fn(At) -> bool,
    crossing: fn(At, At) -> At,
}

fn at_x(a: At, b: At, x: f64) -> At {
    (x, a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0))
}

fn at_y(a: At, b: At, y: f64) -> At {
    (a.0 + (b.0 - a.0) * (y - a.1) / (b.1 - a.1), y)
}

const SIDES: [Side; 4] = [
    Side { within: |at| at.0 >= LEAST, crossing: |a, b| at_x(a, b, LEAST) },
    Side { within: |at| at.0 <= MOST, crossing: |a, b| at_x(a, b, MOST) },
    Side { within: |at| at.1 >= LEAST, crossing: |a, b| at_y(a, b, LEAST) },
    Side { within: |at| at.1 <= MOST, crossing: |a, b| at_y(a, b, MOST) },
];

/// A ring (without its first position again at the end) cut to the frame, side by side (Sutherland and
/// Hodgman); empty where nothing is left of it.
pub fn ring(mut ring: Vec<At>) -> Vec<At> {
    for side in &SIDES {
        let mut cut = Vec::with_capacity(ring.len() + 4);
        let Some(mut before) = ring.last().copied() else { return ring };
        for at in ring {
            match ((side.within)(before), (side.within)(at)) {
                (true, true) => cut.push(at),
                (true, false) => cut.push((side.crossing)(before, at)),
                (false, true) => cut.extend([(side.crossing)(before, at), at]),
                (false, false) => {}
            }
            before = at;
        }
        ring = cut;
    }
    ring
}

/// A line cut to the frame: the pieces that lie within.
pub fn line(line: &[At]) -> Vec<Vec<At>> {
    let mut pieces: Vec<Vec<At>> = Vec::new();
    let mut piece: Vec<At> = Vec::new();
    for pair in line.windows(2) {
        let [from, to] = pair else { continue };
        match segment(*from, *to) {
            None => pieces.push(std::mem::take(&mut piece)),
            Some((a, b)) => {
                if piece.last() != Some(&a) {
                    pieces.push(std::mem::take(&mut piece));
                    piece.push(a);
                }
                piece.push(b);
            }
        }
    }
    pieces.push(piece);
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// The part of a straight piece that lies within the frame.
fn segment(mut a: At, mut b: At) -> Option<(At, At)> {
    for side in &SIDES {
        match ((side.within)(a), (side.within)(b)) {
            (true, true) => {}
            (true, false) => b = (side.crossing)(a, b),
            (false, true) => a = (side.crossing)(a, b),
            (false, false) => return None,
        }
    }
    Some((a, b))
}

/// A line thinned so that it lies nowhere more than a little beside what it was (Douglas and Peucker).
pub fn thinned(line: &[At]) -> Vec<At> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut keep = vec![false; line.len()];
    let last = line.len() - 1;
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        for end in [from, to] {
            if let Some(kept) = keep.get_mut(end) {
                *kept = true;
            }
        }
        if let Some((far, distance)) = farthest(line, from, to)
            && distance > TOLERANCE
        {
            open.extend([(from, far), (far, to)]);
        }
    }
    line.iter().zip(keep).filter(|(_, keep)| *keep).map(|(at, _)| *at).collect()
}

fn farthest(line: &[At], from: usize, to: usize) -> Option<(usize, f64)> {
    let (a, b) = (*line.get(from)?, *line.get(to)?);
    let between = line.get(from + 1..to)?;
    let places = (from + 1..).zip(between);
    places.map(|(place, at)| (place, beside(*at, a, b))).max_by(|x, y| x.1.total_cmp(&y.1))
}

/// How far a position lies beside the straight piece from `a` to `b`.
fn beside(at: At, a: At, b: At) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((at.0 - a.0) * dx + (at.1 - a.1) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (at.0 - a.0 - along * dx).hypot(at.1 - a.1 - along * dy)
}

/// Twice the area of a ring, larger than nothing where it runs clockwise on the screen.
pub fn area(ring: &[At]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_outside_is_cut_away() {
        let square =
            vec![(-1000.0, -1000.0), (5000.0, -1000.0), (5000.0, 2000.0), (-1000.0, 2000.0)];
        let cut = ring(square);
        assert!(
            cut.iter().all(|at| (LEAST..=MOST).contains(&at.0) && (LEAST..=MOST).contains(&at.1))
        );
        assert!((area(&cut) / 2.0 - (MOST - LEAST) * (2000.0 - LEAST)).abs() < 1.0);
        assert!(ring(vec![(9000.0, 0.0), (9100.0, 0.0), (9100.0, 50.0)]).is_empty());
        assert!(ring(Vec::new()).is_empty());
    }

    #[test]
    fn a_line_may_leave_and_come_back() {
        let across = [(100.0, 100.0), (9000.0, 100.0), (9000.0, 500.0), (100.0, 500.0)];
        let pieces = line(&across);
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0], [(100.0, 100.0), (MOST, 100.0)]);
        assert_eq!(pieces[1], [(MOST, 500.0), (100.0, 500.0)]);
        assert!(line(&[(9000.0, 0.0), (9000.0, 10.0)]).is_empty());
    }

    #[test]
    fn positions_that_nobody_sees_are_left_out() {
        let nearly: Vec<At> = (0..100).map(|x| (f64::from(x) * 10.0, f64::from(x % 2))).collect();
        assert_eq!(thinned(&nearly).len(), 2);
        let corner = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)];
        assert_eq!(thinned(&corner), corner);
    }
}
