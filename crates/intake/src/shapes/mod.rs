//! Shapes mended: from rings as files have them to shapes that hold, with what was done to each.

mod cross;
mod part;

use cairn_model::geometry::{Polygon, Ring};
use cairn_model::{Geometry, LonLat, RepairKind};

use crate::layers::{Absent, Shape, Xy};

pub use cross::{Flaw, flaw};

/// A shape that holds, and what was done to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mended {
    /// The shape; `None` where nothing is left of it.
    pub geometry: Option<Geometry>,
    /// What was done, each kind once.
    pub repairs: Vec<RepairKind>,
}

impl Mended {
    fn note(&mut self, kind: RepairKind) {
        if !self.repairs.contains(&kind) {
            self.repairs.push(kind);
        }
    }
}

/// Mends a shape whose positions are degrees on WGS 84.
pub fn mend(shape: &Shape) -> Mended {
    let mut mended = Mended::default();
    mended.geometry = match shape {
        Shape::Nothing(why) => {
            match why {
                Absent::Null => mended.note(RepairKind::NullGeometry),
                Absent::Empty => mended.note(RepairKind::EmptyGeometry),
                Absent::NotRead(_) => mended.note(RepairKind::UnreadCoordinates),
                // A table without coordinates in its columns lacks nothing that it had.
                Absent::InColumns => {}
            }
            None
        }
        Shape::Points(points) => positions(points, &mut mended).map(Geometry::MultiPoint),
        Shape::Lines(lines) => {
            let lines: Vec<_> = lines.iter().map(|line| positions(line, &mut mended)).collect();
            let lines: Option<Vec<_>> = lines.into_iter().collect();
            lines.map(Geometry::MultiLineString)
        }
        Shape::Areas(areas) => self::areas(areas, &mut mended),
    };
    mended
}

/// The positions, if all of them are on the globe: half a shape would be another one.
fn positions(given: &[Xy], mended: &mut Mended) -> Option<Vec<LonLat>> {
    let found: Result<Vec<LonLat>, _> = given.iter().map(|[x, y]| LonLat::new(*x, *y)).collect();
    if found.is_err() {
        mended.note(RepairKind::OffTheGlobe);
    }
    found.ok()
}

fn areas(areas: &[Vec<Vec<Xy>>], mended: &mut Mended) -> Option<Geometry> {
    let mut found = Vec::new();
    for rings in areas {
        let rings = rings_of(rings, mended);
        match flaw(&rings) {
            None => found.push(rings),
            Some(flaw) => {
                mended.note(match flaw {
                    Flaw::Crosses => RepairKind::SelfCrossing,
                    Flaw::Touches => RepairKind::SelfTouching,
                });
                found.extend(part::part(&rings));
            }
        }
    }
    found.retain(|rings| !rings.is_empty());
    let polygons: Option<Vec<Polygon>> = found.iter().map(|rings| polygon(rings, mended)).collect();
    let polygons = polygons?;
    if polygons.is_empty() {
        return None;
    }
    Some(Geometry::MultiPolygon(polygons))
}

/// Rings closed, without repeated positions; those that enclose nothing are left out, with their
/// holes where it is the outer one.
fn rings_of(rings: &[Vec<Xy>], mended: &mut Mended) -> Vec<Vec<Xy>> {
    let mut found = Vec::new();
    for (at, given) in rings.iter().enumerate() {
        let mut ring = given.clone();
        ring.dedup();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        } else if ring.len() > 2 {
            mended.note(RepairKind::UnclosedRing);
        }
        if distinct(&ring) < 3 {
            mended.note(RepairKind::TooFewPoints);
            if at == 0 {
                return Vec::new();
            }
            continue;
        }
        ring.extend(ring.first().copied());
        found.push(ring);
    }
    found
}

/// Different positions among the first few: three are wanted.
fn distinct(ring: &[Xy]) -> usize {
    let mut seen: Vec<&Xy> = Vec::with_capacity(3);
    for position in ring {
        if !seen.contains(&position) {
            seen.push(position);
        }
        if seen.len() == 3 {
            break;
        }
    }
    seen.len()
}

fn polygon(rings: &[Vec<Xy>], mended: &mut Mended) -> Option<Polygon> {
    let mut found = Vec::with_capacity(rings.len());
    for ring in rings {
        found.push(Ring::new(positions(ring, mended)?).ok()?);
    }
    Polygon::try_from(found).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(rings: &[&[Xy]]) -> Mended {
        mend(&Shape::Areas(vec![rings.iter().map(|ring| ring.to_vec()).collect()]))
    }

    fn parts(mended: &Mended) -> usize {
        match &mended.geometry {
            Some(Geometry::MultiPolygon(areas)) => areas.len(),
            _ => 0,
        }
    }

    const SQUARE: [Xy; 5] = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]];

    #[test]
    fn what_holds_is_left_alone() {
        let mended = area(&[&SQUARE]);
        assert_eq!(mended.repairs, []);
        assert_eq!(mended.geometry.unwrap().positions().count(), 5);
    }

    #[test]
    fn open_rings_are_closed_and_repeated_positions_taken_out() {
        let open = [[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
        let mended = area(&[&open]);
        assert_eq!(mended.repairs, [RepairKind::UnclosedRing]);
        assert_eq!(mended.geometry, area(&[&SQUARE]).geometry);
    }

    #[test]
    fn a_bow_tie_becomes_two_triangles() {
        let tie = [[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]];
        let mended = area(&[&tie]);
        assert_eq!(mended.repairs, [RepairKind::SelfCrossing]);
        assert_eq!(parts(&mended), 2);
        let whole = area(&[&SQUARE]).geometry.unwrap().area_m2().unwrap();
        let half = mended.geometry.unwrap().area_m2().unwrap();
        assert!((half / whole - 0.5).abs() < 0.001, "{}", half / whole);
    }

    #[test]
    fn a_ring_that_touches_itself_is_parted() {
        let eight = [
            [0.0, 0.0],
            [1.0, 0.0],
            [1.0, 1.0],
            [2.0, 1.0],
            [2.0, 2.0],
            [1.0, 2.0],
            [1.0, 1.0],
            [0.0, 1.0],
            [0.0, 0.0],
        ];
        let mended = area(&[&eight]);
        assert_eq!(mended.repairs, [RepairKind::SelfTouching]);
        assert_eq!(parts(&mended), 2);
    }

    #[test]
    fn rings_that_enclose_nothing_are_left_out() {
        let line = [[0.1, 0.1], [0.2, 0.2], [0.1, 0.1]];
        let mended = area(&[&SQUARE, &line]);
        assert_eq!(mended.repairs, [RepairKind::TooFewPoints]);
        assert_eq!(mended.geometry, area(&[&SQUARE]).geometry);
        let mended = area(&[&line, &SQUARE]);
        assert_eq!((mended.geometry, mended.repairs), (None, vec![RepairKind::TooFewPoints]));
    }

    #[test]
    fn off_the_globe_there_is_no_shape() {
        let mended = mend(&Shape::Points(vec![[17.0, 44.0], [440.0, 17.0]]));
        assert_eq!((mended.geometry, mended.repairs), (None, vec![RepairKind::OffTheGlobe]));
    }

    proptest::proptest! {
        #[test]
        fn what_was_mended_needs_no_more_mending(
            ring in proptest::collection::vec((0i8..6, 0i8..6), 0..12)
        ) {
            let ring: Vec<Xy> =
                ring.into_iter().map(|(x, y)| [f64::from(x), f64::from(y)]).collect();
            let mended = mend(&Shape::Areas(vec![vec![ring]]));
            if let Some(Geometry::MultiPolygon(areas)) = &mended.geometry {
                for area in areas {
                    let rings: Vec<Vec<Xy>> = (area.rings())
                        .map(|ring| ring.positions().iter().map(|at| [at.lon(), at.lat()]).collect())
                        .collect();
                    proptest::prop_assert_ne!(flaw(&rings), Some(Flaw::Crosses));
                }
            }
        }
    }
}
