//! One sheet: its likelihood over density ratio and shift, on a grid.

use geo::Coord;

use crate::blur::Surroundings;
use crate::figures::quantile;
use crate::input::ModelOptions;
use crate::random::Random;

use super::neighbourhood::WEIGHTS;

/// Logarithms of the density ratio that are looked at: −4 to 10.
const LEAST_LOG_RATIO: f64 = -4.0;
const STEP: f64 = 0.25;
const STEPS: usize = 57;

/// Spreads of the sheets' shifts that are looked at, by the usual one.
pub const SHIFT_SPREADS: [f64; 5] = [0.25, 0.4, 0.63, 1.0, 1.6];

/// The logarithms of the density ratio that are looked at.
pub fn log_ratios() -> impl Iterator<Item = f64> + Clone {
    (0..STEPS).map(|step| LEAST_LOG_RATIO + STEP * step as f64)
}

/// One event: what surrounds its items, and how much of its neighbourhoods is mapped.
#[derive(Clone, Debug)]
pub struct Event {
    around: Vec<Surroundings>,
    /// Mean over its items, for each node of the neighbourhood.
    mapped: [f64; 7],
}

impl Event {
    /// The event of these items.
    pub fn new(around: Vec<Surroundings>, mapped: &[[f64; 7]]) -> Self {
        let count = mapped.len().max(1) as f64;
        let mut mean = [0.0; 7];
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
    /// For each spread of shifts, how much more than by the usual spread each node weighs.
    spreads: Vec<Vec<f64>>,
    /// For each spread of shifts and log ratio, the likelihood with all nodes summed.
    by_ratio: Vec<Vec<f64>>,
    /// For each log ratio, the sensitivity that it means, and how fast that grows.
    meanings: Vec<(f64, f64)>,
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
        let meanings = meanings(events);
        let origin = Coord { x: 0.0, y: 0.0 };
        if events.len() < options.shift_events || options.greatest_shift <= 0.0 || near.is_empty() {
            let here = vec![Node { shift: origin, log_prior: 0.0 }];
            let mut fit = Self::on(here, 0.0, &near, far, &norms);
            fit.pool(meanings, None);
            return fit;
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
        fit.pool(meanings, Some(spread));
        fit
    }

    /// Sums the likelihood for each spread of shifts, `None` for a sheet that is taken as not shifted.
    fn pool(&mut self, meanings: Vec<(f64, f64)>, usual: Option<f64>) {
        let weight = |factor: f64, node: &Node| {
            let Some(usual) = usual else { return 1.0 };
            let squares = node.shift.x * node.shift.x + node.shift.y * node.shift.y;
            let inverse = 1.0 / (factor * factor);
            // The quotient of two normal densities on the plane.
            inverse * (-squares / (2.0 * usual * usual) * (inverse - 1.0)).exp()
        };
        let weights =
            |factor: f64| self.nodes.iter().map(|node| weight(factor, node)).collect::<Vec<_>>();
        self.spreads = SHIFT_SPREADS.iter().map(|factor| weights(*factor)).collect();
        let sum =
            |row: &Vec<f64>, weights: &Vec<f64>| row.iter().zip(weights).map(|(a, b)| a * b).sum();
        let sums = |weights| self.likelihood.iter().map(|row| sum(row, weights)).collect();
        self.by_ratio = self.spreads.iter().map(sums).collect();
        self.meanings = meanings;
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
        let (spreads, by_ratio, meanings) = Default::default();
        Self { nodes, half_step, chances, far, likelihood, spreads, by_ratio, meanings }
    }

    /// How many events the sheet has.
    pub fn events(&self) -> usize {
        self.chances.len() + self.far
    }

    /// The likelihood of each of [`log_ratios`], shifts of this one of [`SHIFT_SPREADS`] summed out, up to
    /// a factor.
    pub fn by_ratio(&self, spread: usize) -> &[f64] {
        self.by_ratio.get(spread).map_or(&[], Vec::as_slice)
    }

    /// For each of [`log_ratios`], the sensitivity that it means on this sheet, and its slope.
    pub fn meanings(&self) -> &[(f64, f64)] {
        &self.meanings
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

    /// Draws ratio, shift and the place of each event, for shifts of this one of [`SHIFT_SPREADS`] and log
    /// ratios distributed like `prior` (a weight for each of [`log_ratios`]).
    pub fn draw(&self, spread: usize, prior: &[f64], random: &mut Random) -> Drawn {
        let by_ratio = self.by_ratio(spread);
        let weights: Vec<f64> = by_ratio.iter().zip(prior).map(|(a, b)| a * b).collect();
        let step = random.weighted(&weights);
        // Between the nodes of a grid every value is as likely as at the nearest node.
        let log_ratio = LEAST_LOG_RATIO + STEP * (step as f64 + random.between(-0.5, 0.5));
        let nodes = self.likelihood.get(step).zip(self.spreads.get(spread));
        let at = nodes.map_or(0, |(row, spread)| {
            let weights: Vec<f64> = row.iter().zip(spread).map(|(a, b)| a * b).collect();
            random.weighted(&weights)
        });
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

/// How many nodes the first grid has along each axis: half the usual position error apart, since
/// the likelihood changes no faster, but between 40 and 60 metres.
fn first_nodes(near: &[&Event], reach: f64) -> u32 {
    let mut errors: Vec<f64> =
        near.iter().flat_map(|event| &event.around).map(Surroundings::sigma).collect();
    errors.sort_unstable_by(f64::total_cmp);
    let step = (quantile(&errors, 0.5) / 2.0).clamp(40.0, 60.0);
    // Between 4 and 100, whatever the reach.
    (2.0 * reach / step).ceil().clamp(4.0, 100.0) as u32 + 1
}

/// For each log ratio, the sum over events of the logarithm of R·m + 1 − m, mean over the nodes of its neighbourhood.
fn norms(events: &[Event]) -> Vec<f64> {
    let norm = |log_ratio: f64| {
        let gain = log_ratio.exp() - 1.0;
        let nodes = events.iter().flat_map(|event| event.mapped.iter().zip(WEIGHTS));
        nodes.map(|(share, weight)| weight * (gain * share).ln_1p()).sum::<f64>()
    };
    log_ratios().map(norm).collect()
}

/// For each log ratio, the mean chance that an event somewhere in its neighbourhood is on mapped ground,
/// and its derivative.
fn meanings(events: &[Event]) -> Vec<(f64, f64)> {
    let count = events.len().max(1) as f64;
    let of = |log_ratio: f64| {
        let ratio = log_ratio.exp();
        let nodes = events.iter().flat_map(|event| event.mapped.iter().zip(WEIGHTS));
        let (mut share, mut slope) = (0.0, 0.0);
        for (mapped, weight) in nodes {
            let on = ratio * mapped / (ratio * mapped + 1.0 - mapped);
            share += weight * on / count;
            slope += weight * on * (1.0 - on) / count;
        }
        (share, slope)
    };
    log_ratios().map(of).collect()
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
