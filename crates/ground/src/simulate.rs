//! Invented ground with a known truth, to see whether the figures find it again.
//!
//! Sheets of 10 km lie side by side near the equator. On each, mapped rectangles of Bosnian size
//! (median 0.05 km²) stand in three belts. A known share of the items lies on mapped ground; the others
//! beside it, a share of them near the belts and the rest anywhere. The whole map of a sheet is then shifted,
//! and each item seen with its position error.

use geo::{Coord, Intersects, LineString, MultiPolygon, Polygon};

use crate::input::{Item, ItemKind, MappedArea};
use crate::random::Random;

/// Side of a sheet in metres.
const SHEET: f64 = 10_000.0;
/// Metres of a degree at the equator: of longitude and of latitude (WGS 84).
const DEGREE: (f64, f64) = (111_319.490_793, 110_574.275_822);

/// What the invented ground is like.
#[derive(Clone, Debug)]
pub struct World {
    /// Mean chance that an item lies on mapped ground.
    pub sensitivity: f64,
    /// Correlation of items within a sheet; 0 for sheets that are all alike.
    pub spread: f64,
    /// Standard deviation of positions along each axis, metres.
    pub error: f64,
    /// Standard deviation of the sheets' shifts along each axis, metres.
    pub shift: f64,
    /// Items on each sheet.
    pub items: Vec<usize>,
    /// Mapped areas on each sheet.
    pub areas: usize,
    /// Of the items off the map, the share that lies within some 1.5 km of a belt's middle line.
    pub near_belts: f64,
}

/// An invented world: what is given, and what is true.
#[derive(Clone, Debug)]
pub struct Invented {
    /// The records.
    pub areas: Vec<MappedArea>,
    /// The items.
    pub items: Vec<Item>,
    /// For each sheet, the chance that an item lies on mapped ground, and the shift in metres.
    pub sheets: Vec<(f64, Coord<f64>)>,
    /// The sheets' chances, each weighing as many as it has items.
    pub sensitivity: f64,
}

/// The name of a sheet by its number.
pub fn sheet_name(number: usize) -> String {
    format!("sheet {number:02}")
}

impl World {
    /// Invents a world; the same seed gives the same.
    pub fn invent(&self, seed: u64) -> Invented {
        let mut random = Random::stream(seed, 0);
        let mut world =
            Invented { areas: Vec::new(), items: Vec::new(), sheets: Vec::new(), sensitivity: 0.0 };
        for (number, count) in self.items.iter().enumerate() {
            self.sheet(number, *count, &mut world, &mut random);
        }
        let total = self.items.iter().sum::<usize>().max(1) as f64;
        let weighted = world.sheets.iter().zip(&self.items).map(|((s, _), n)| s * *n as f64);
        world.sensitivity = weighted.sum::<f64>() / total;
        world
    }

    fn sheet(&self, number: usize, count: usize, world: &mut Invented, random: &mut Random) {
        let origin = Coord { x: SHEET * number as f64, y: 0.0 };
        let belts: Vec<(Coord<f64>, f64)> = (0..3)
            .map(|_| (origin + anywhere(random), random.between(0.0, std::f64::consts::PI)))
            .collect();
        let areas: Vec<Polygon<f64>> =
            (0..self.areas).map(|_| rectangle(near_belt(&belts, 100.0, random), random)).collect();
        let shift = Coord { x: random.normal(), y: random.normal() } * self.shift;
        let sensitivity = self.draw_sensitivity(random);
        for _ in 0..count {
            let at = if random.unit() < sensitivity {
                on_mapped(&areas, random)
            } else {
                beside(&areas, (&belts, self.near_belts), origin, random)
            };
            let error = Coord { x: random.normal(), y: random.normal() } * self.error;
            world.items.push(self.item(number, world.items.len(), at + shift + error));
        }
        let area = |(place, polygon): (usize, Polygon<f64>)| MappedArea {
            id: format!("{number}/{place}"),
            shape: MultiPolygon::new(vec![degrees_of(&polygon)]),
            sheet: Some(sheet_name(number)),
            region: None,
            dated: None,
            cleared: false,
        };
        world.areas.extend(areas.into_iter().enumerate().map(area));
        world.sheets.push((sensitivity, shift));
    }

    fn draw_sensitivity(&self, random: &mut Random) -> f64 {
        if self.spread <= 0.0 {
            return self.sensitivity;
        }
        let total = (1.0 - self.spread) / self.spread;
        random.beta(self.sensitivity * total, (1.0 - self.sensitivity) * total)
    }

    fn item(&self, sheet: usize, number: usize, at: Coord<f64>) -> Item {
        Item {
            id: format!("item {number}"),
            position: degrees(at),
            position_error_m: Some(self.error),
            date: None,
            laid: None,
            kind: ItemKind::Find,
            sheet: Some(sheet_name(sheet)),
            region: None,
        }
    }
}

fn degrees(at: Coord<f64>) -> Coord<f64> {
    Coord { x: at.x / DEGREE.0, y: at.y / DEGREE.1 }
}

fn degrees_of(polygon: &Polygon<f64>) -> Polygon<f64> {
    let ring = polygon.exterior().0.iter().map(|at| degrees(*at)).collect();
    Polygon::new(LineString::new(ring), Vec::new())
}

fn anywhere(random: &mut Random) -> Coord<f64> {
    Coord { x: random.between(0.0, SHEET), y: random.between(0.0, SHEET) }
}

/// A point along one of the belts, which are 6 km long, off its middle line by so many metres.
fn near_belt(belts: &[(Coord<f64>, f64)], off: f64, random: &mut Random) -> Coord<f64> {
    let Some((middle, angle)) = belts.get(random.below(belts.len())) else {
        return anywhere(random);
    };
    let (along, across) = (random.between(-3_000.0, 3_000.0), off * random.normal());
    let (sin, cos) = angle.sin_cos();
    *middle + Coord { x: along * cos - across * sin, y: along * sin + across * cos }
}

fn rectangle(middle: Coord<f64>, random: &mut Random) -> Polygon<f64> {
    let half = |random: &mut Random| 112.0 * (0.5 * random.normal()).exp();
    let (a, b) = (half(random), half(random));
    let (sin, cos) = random.between(0.0, std::f64::consts::PI).sin_cos();
    let corner = |x: f64, y: f64| middle + Coord { x: x * cos - y * sin, y: x * sin + y * cos };
    let ring = vec![corner(-a, -b), corner(a, -b), corner(a, b), corner(-a, b)];
    Polygon::new(LineString::new(ring), Vec::new())
}

/// A point on mapped ground, every square metre alike.
fn on_mapped(areas: &[Polygon<f64>], random: &mut Random) -> Coord<f64> {
    let sizes: Vec<f64> = areas.iter().map(geo::Area::unsigned_area).collect();
    loop {
        let Some(area) = areas.get(random.weighted(&sizes)) else {
            return Coord { x: 0.0, y: 0.0 };
        };
        let [Some(a), Some(b), Some(d)] = [0, 1, 3].map(|at| area.exterior().0.get(at).copied())
        else {
            continue;
        };
        let at = a + (b - a) * random.unit() + (d - a) * random.unit();
        // Where areas overlap, each would give its share: one of them is enough.
        let over = areas.iter().filter(|area| area.intersects(&at)).count().max(1);
        if random.unit() * (over as f64) < 1.0 {
            return at;
        }
    }
}

fn beside(
    areas: &[Polygon<f64>],
    (belts, near_belts): (&[(Coord<f64>, f64)], f64),
    origin: Coord<f64>,
    random: &mut Random,
) -> Coord<f64> {
    loop {
        let near = random.unit() < near_belts;
        let at = if near { near_belt(belts, 1_500.0, random) } else { origin + anywhere(random) };
        if !areas.iter().any(|area| area.intersects(&at)) {
            return at;
        }
    }
}
