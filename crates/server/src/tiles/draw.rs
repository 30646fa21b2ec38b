//! Drawing a tile.

use axum::body::Bytes;
use cairn_store::Store;
use geo_types::Geometry;
use geozero::ToGeo;

use super::cut::{self, At, BESIDE};
use super::grid::{EXTENT, Square};
use super::mvt::{Kind, Layer, Path};
use super::points::{self, APART};
use super::rounded;
use super::tags::Tags;
use super::world::World;
use crate::laid::Laid;
use crate::problem::Problem;
use crate::shapes;

/// Shapes not larger than this many units are drawn as points: one and a half pixels of a screen.
const SPECK: f64 = 10.0;
/// Shapes of a tile at most; smaller ones become points.
const SHAPES: usize = 2_000;

/// A tile with these rows of a collection; empty where nothing lies there. Everything that has its
/// middle on the tile is drawn: as a shape, as a point, or counted with others in one.
///
/// # Errors
/// When the register cannot be read.
pub fn tile(
    store: &dyn Store,
    laid: &Laid,
    rows: &[u32],
    square: Square,
) -> Result<Bytes, Problem> {
    let tags = Tags::of(&laid.table);
    let mut layer = Layer::new(laid.table.collection().layer());
    match laid.world() {
        World::Points(world) => {
            points::draw(&tags, points::on_tile(world, rows, square), square, &mut layer);
        }
        World::Frames(world) => {
            let Sorted { shapes, mut specks } = Sorted::of(world, rows, square);
            let unseen = draw_shapes(store, laid, &shapes, square, (&tags, &mut layer))?;
            specks.extend(unseen);
            specks.retain(|(_, at)| points::is_on_tile(*at));
            points::draw(&tags, specks, square, &mut layer);
        }
    }
    Ok(Bytes::from(layer.tile()))
}

/// Land on a tile.
#[derive(Default)]
struct Sorted {
    /// What is to be seen as a shape, with the middle of the frame around it; in the order of the table.
    shapes: Vec<(u32, At)>,
    /// What is too small for that.
    specks: Vec<(u32, At)>,
}

impl Sorted {
    fn of(world: &[[f64; 4]], rows: &[u32], square: Square) -> Self {
        let mut specks = Vec::new();
        let mut shapes: Vec<(f64, u32, At)> = Vec::new();
        for row in rows {
            let Some([left, upper, right, lower]) = world.get(*row as usize).copied() else {
                continue;
            };
            let (left, upper) = square.of_world((left, upper));
            let (right, lower) = square.of_world((right, lower));
            let beside = |low: f64, high: f64| high < -BESIDE || low > EXTENT + BESIDE;
            if left.is_nan() || upper.is_nan() || beside(left, right) || beside(upper, lower) {
                continue;
            }
            let size = (right - left).max(lower - upper);
            let middle = (f64::midpoint(left, right), f64::midpoint(upper, lower));
            if size <= SPECK && square.level() < APART {
                specks.push((*row, middle));
            } else {
                shapes.push((size, *row, middle));
            }
        }
        if shapes.len() > SHAPES {
            let larger_first = |a: &(f64, u32, At), b: &(f64, u32, At)| {
                b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1))
            };
            shapes.select_nth_unstable_by(SHAPES, larger_first);
            specks.extend(shapes.drain(SHAPES..).map(|(_, row, middle)| (row, middle)));
            shapes.sort_unstable_by_key(|(_, row, _)| *row);
            specks.sort_unstable_by_key(|(row, _)| *row);
        }
        Self { shapes: shapes.into_iter().map(|(_, row, middle)| (row, middle)).collect(), specks }
    }
}

/// Draws shapes, each part as a feature of its own: they may begin where another ends. Gives back those
/// of which nothing is to be seen: too thin, or not to be read.
fn draw_shapes<'a>(
    store: &dyn Store,
    laid: &Laid,
    wanted: &[(u32, At)],
    square: Square,
    (tags, layer): (&Tags<'a>, &mut Layer<'a>),
) -> Result<Vec<(u32, At)>, Problem> {
    let rows: Vec<u32> = wanted.iter().map(|(row, _)| *row).collect();
    let mut seen = vec![false; wanted.len()];
    let mut next = wanted.iter().zip(&mut seen);
    shapes::visit(store, laid, &rows, |row, shape| {
        let Ok(shape) = geozero::wkb::Wkb(shape).to_geo() else { return };
        let drawn = drawn(&shape, square);
        if !drawn.is_empty() {
            let tags = tags.one(row);
            drawn.iter().for_each(|(kind, path)| layer.add(*kind, path, &tags));
            if let Some((_, seen)) = next.find(|((wanted, _), _)| *wanted == row) {
                *seen = true;
            }
        }
    })?;
    Ok(wanted.iter().zip(seen).filter(|(_, seen)| !seen).map(|(one, _)| *one).collect())
}

fn drawn(shape: &Geometry<f64>, square: Square) -> Vec<(Kind, Path)> {
    let mut drawn = Vec::new();
    match shape {
        Geometry::Polygon(one) => drawn.extend(polygon(one, square)),
        Geometry::MultiPolygon(all) => {
            drawn.extend(all.iter().filter_map(|one| polygon(one, square)));
        }
        Geometry::LineString(one) => lines(one, square, &mut drawn),
        Geometry::MultiLineString(all) => {
            all.iter().for_each(|one| lines(one, square, &mut drawn));
        }
        Geometry::Point(one) => drawn.extend(point(*one, square)),
        Geometry::MultiPoint(all) => drawn.extend(all.iter().filter_map(|one| point(*one, square))),
        _ => {}
    }
    drawn
}

fn placed(line: &geo_types::LineString<f64>, square: Square) -> Vec<At> {
    line.coords().map(|at| square.place(at.x, at.y)).collect()
}

fn polygon(polygon: &geo_types::Polygon<f64>, square: Square) -> Option<(Kind, Path)> {
    let mut path = Path::default();
    for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
        let mut at = cut::thinned(&placed(ring, square));
        at.pop();
        let mut at: Vec<At> = cut::ring(at).iter().map(|at| (at.0.round(), at.1.round())).collect();
        at.dedup();
        let area = cut::area(&at);
        let outer = path.is_empty();
        if at.len() < 3 || area.abs() < 2.0 {
            if outer {
                return None;
            }
            continue;
        }
        // Outer rings run clockwise on the screen, holes the other way.
        if (area > 0.0) != outer {
            at.reverse();
        }
        path.ring(&at.into_iter().map(rounded).collect::<Vec<_>>());
    }
    Some((Kind::Polygon, path))
}

fn lines(line: &geo_types::LineString<f64>, square: Square, drawn: &mut Vec<(Kind, Path)>) {
    for piece in cut::line(&cut::thinned(&placed(line, square))) {
        let mut piece: Vec<(i32, i32)> = piece.into_iter().map(rounded).collect();
        piece.dedup();
        if piece.len() > 1 {
            let mut path = Path::default();
            path.draw(&piece);
            drawn.push((Kind::Line, path));
        }
    }
}

fn point(point: geo_types::Point<f64>, square: Square) -> Option<(Kind, Path)> {
    let at = square.place(point.x(), point.y());
    let inside = |units: f64| (-BESIDE..EXTENT + BESIDE).contains(&units);
    (inside(at.0) && inside(at.1)).then(|| (Kind::Point, Path::point(rounded(at))))
}

#[cfg(test)]
#[path = "draw_tests.rs"]
mod tests;
