//! One sheet: its likelihood over density ratio and shift, on a grid.

use geo::Coord;

use crate::blur::Surroundings;
use crate::figures::quantile;
use crate::input::ModelOptions;
use crate::random::Random;

/// Logarithms of the density ratio that are looked at: −4 to 10.
const LEAST_LOG_RATIO: f64 = -4.0;
const STEP: f64 = 0.25;
const STEPS: usize = 57;

/// The logarithms of the density ratio that are looked at.
pub fn log_ratios() -> impl Iterator<Item = f64> + Clone {
    (0..STEPS).map(|step| LEAST_LOG_RATIO + STEP * step as f64)
}

/// One event: what surrounds its items, and how much of its neighbourhoods is mapped.
#[derive(Clone, Debug)]
pub struct Event {
    around: Vec<Surroundings>,
    /// Mean over its items, for each grid of neighbourhoods.
    mapped: [f64; 4],
}

impl Event {
    /// The event of these items.
    pub fn new(around: Vec<Surroundings>, mapped: &[[f64; 4]]) -> Self {
        let count = mapped.len().max(1) as f64;
        let mut mean = [0.0; 4];
        for item in mapped {
            mean.iter_mut().zip(item).for_each(|(mean, share)| *mean += share / count);
        }
        Self { around, mapped: mean }
    }

    fn chance(&self, shift: Coord<f64>) -> f64 {
        let sum: f64 = self.around.iter().map(|around| around.chance(shift)).sum();
        sum / self.around.len().max(1) as f64
    }

    fn is_far(&self) -> bool {
        self.around.iter().all(Surroundings::is_empty)
    }
}

/// A shift that is looked at, with its weight beforehand (not normalised).
#[derive(Clone, Copy, Debug)]
struct Node {
    shift: Coord<f64>,
    log_prior: f64,
}

/// A sheet's likelihood, summed where it matters.
#[derive(Clone, Debug)]
pub struct SheetFit {
    nodes: Vec<Node>,
    /// Half the distance between nodes, metres.
    half_step: f64,
    /// For each event with mapped ground near, its chance at each node.
    chances: Vec<Vec<f64>>,
    /// Events far from all mapped ground.
    far: usize,
    /// For each log ratio, the likelihood at each node with its prior (common factor removed).
    likelihood: Vec<Vec<f64>>,
    /// For each log ratio, the sum of it.
    by_ratio: Vec<f64>,
}

/// One draw of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    /// Events on mapped ground.
    pub on_mapped_ground: usize,
    /// The logarithm of the density ratio.
    pub log_ratio: f64,
    /// The shift, metres.
    pub shift: Coord<f64>,
}

impl SheetFit {
    /// Sums the likelihood of these events.
    ///
    /// The grid of shifts starts wide and closes in while the posterior is narrower than the grid.
    pub fn of(events: &[Event], options: &ModelOptions) -> Self {
        let near: Vec<&Event> = events.iter().filter(|event| !event.is_far()).collect();
        let far = events.len() - near.len();
        let norms = norms(events);
        let origin = Coord { x: 0.0, y: 0.0 };
        if events.len() < options.shift_events || options.greatest_shift <= 0.0 || near.is_empty() {
            return Self::on(vec![Node { shift: origin, log_prior: 0.0 }], 0.0, &near, far, &norms);
        }
        let spread = options.shift_spread;
        let (mut centre, mut reach) = (origin, options.greatest_shift);
        let nodes = first_nodes(&near, reach);
        let half = reach / f64::from(nodes - 1);
        let mut fit = Self::on(grid(centre, reach, nodes, spread), half, &near, far, &norms);
        for _ in 0..3 {
            let (mean, error) = fit.shift();
            let closer = (3.5 * error.max(0.5 * fit.half_step)).min(reach);
            if closer > reach / 1.4 {
                break;
            }
            (centre, reach) = (mean, closer);
            fit = Self::on(grid(centre, reach, 9, spread), reach / 8.0, &near, far, &norms);
        }
        fit
    }

    fn on(nodes: Vec<Node>, half_step: f64, near: &[&Event], far: usize, norms: &[f64]) -> Self {
        let chances: Vec<Vec<f64>> = near
            .iter()
            .map(|event| nodes.iter().map(|node| event.chance(node.shift)).collect())
            .collect();
        let logs: Vec<Vec<f64>> = log_ratios()
            .zip(norms)
            .map(|(log_ratio, norm)| log_row(log_ratio.exp(), *norm, &nodes, &chances))
            .collect();
        let peak = logs.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        let scaled = |row: Vec<f64>| row.into_iter().map(|log| (log - peak).exp()).collect();
        let likelihood: Vec<Vec<f64>> = logs.into_iter().map(scaled).collect();
        let by_ratio = likelihood.iter().map(|row| row.iter().sum()).collect();
        Self { nodes, half_step, chances, far, likelihood, by_ratio }
    }

    /// How many events the sheet has.
    pub fn events(&self) -> usize {
        self.chances.len() + self.far
    }

    /// The likelihood of each of [`log_ratios`], shifts summed out, up to a factor.
    pub fn by_ratio(&self) -> &[f64] {
        &self.by_ratio
    }

    /// Mean and standard deviation (along each axis) of the shift, all ratios alike.
    fn shift(&self) -> (Coord<f64>, f64) {
        let mut weights = vec![0.0; self.nodes.len()];
        for row in &self.likelihood {
            weights.iter_mut().zip(row).for_each(|(weight, value)| *weight += value);
        }
        let total: f64 = weights.iter().sum();
        let weighted = || self.nodes.iter().map(|node| node.shift).zip(&weights);
        let mean = weighted()
            .fold(Coord { x: 0.0, y: 0.0 }, |sum, (shift, weight)| sum + shift * (weight / total));
        let squares = weighted().map(|(shift, weight)| {
            let off = shift - mean;
            (off.x * off.x + off.y * off.y) * weight / total
        });
        (mean, (squares.sum::<f64>() / 2.0).sqrt())
    }

    /// Draws ratio, shift and the place of each event, for log ratios distributed like `prior`
    /// (a weight for each of [`log_ratios`]).
    pub fn draw(&self, prior: &[f64], random: &mut Random) -> Drawn {
        let weights: Vec<f64> = self.by_ratio.iter().zip(prior).map(|(a, b)| a * b).collect();
        let step = random.weighted(&weights);
        // Between the nodes of a grid every value is as likely as at the nearest node.
        let log_ratio = LEAST_LOG_RATIO + STEP * (step as f64 + random.between(-0.5, 0.5));
        let at = self.likelihood.get(step).map_or(0, |row| random.weighted(row));
        let drawn = self.nodes.get(at).map_or(Coord { x: 0.0, y: 0.0 }, |node| node.shift);
        let half = self.half_step;
        let jitter = Coord { x: random.between(-half, half), y: random.between(-half, half) };
        let ratio = log_ratio.exp();
        let mut on_mapped_ground = 0;
        for chances in &self.chances {
            let p = chances.get(at).copied().unwrap_or(0.0);
            let on = ratio * p;
            on_mapped_ground += usize::from(random.unit() * (on + 1.0 - p) < on);
        }
        Drawn { on_mapped_ground, log_ratio, shift: drawn + jitter }
    }
}

/// How many nodes the first grid has along each axis: a third of the usual position error apart, since
/// the likelihood changes no faster, but no closer than 40 metres.
fn first_nodes(near: &[&Event], reach: f64) -> u32 {
    let mut errors: Vec<f64> =
        near.iter().flat_map(|event| &event.around).map(Surroundings::sigma).collect();
    errors.sort_unstable_by(f64::total_cmp);
    let step = (quantile(&errors, 0.5) / 3.0).max(40.0);
    // Between 4 and 100, whatever the reach.
    (2.0 * reach / step).ceil().clamp(4.0, 100.0) as u32 + 1
}

/// For each log ratio, the sum over events of the logarithm of R·m + 1 − m, mean of the four grids.
fn norms(events: &[Event]) -> Vec<f64> {
    let norm = |log_ratio: f64| {
        let gain = log_ratio.exp() - 1.0;
        let mapped = events.iter().flat_map(|event| event.mapped);
        mapped.map(|share| (gain * share).ln_1p()).sum::<f64>() / 4.0
    };
    log_ratios().map(norm).collect()
}

fn log_row(ratio: f64, norm: f64, nodes: &[Node], chances: &[Vec<f64>]) -> Vec<f64> {
    let mut row: Vec<f64> = nodes.iter().map(|node| node.log_prior - norm).collect();
    // One logarithm for many factors: each is between e⁻⁴ and e¹⁰, so 32 of them stay in range.
    for events in chances.chunks(32) {
        let mut products = vec![1.0; nodes.len()];
        for event in events {
            products
                .iter_mut()
                .zip(event)
                .for_each(|(product, p)| *product *= 1.0 + (ratio - 1.0) * p);
        }
        row.iter_mut().zip(products).for_each(|(sum, product)| *sum += product.ln());
    }
    row
}

fn grid(centre: Coord<f64>, reach: f64, nodes: u32, spread: f64) -> Vec<Node> {
    let place = |step: u32| reach * (2.0 * f64::from(step) / f64::from(nodes - 1) - 1.0);
    let node = |(east, north): (u32, u32)| {
        let shift = centre + Coord { x: place(east), y: place(north) };
        let squares = shift.x * shift.x + shift.y * shift.y;
        Node { shift, log_prior: -squares / (2.0 * spread * spread) }
    };
    (0..nodes).flat_map(|north| (0..nodes).map(move |east| (east, north))).map(node).collect()
}
