//! The likelihood: the chance S that an item lies in a mapped area, when nobody knows exactly where
//! either of them is.
//!
//! **One event.** Let items lie R times as densely on mapped ground as beside it, in one
//! neighbourhood. An item observed at x with its own position error lies on mapped ground with chance
//! p(x − δ) under an even density ([`crate::blur`]), where δ is the shift of its sheet; a share m of
//! the neighbourhood is mapped. Given that there is an item in the neighbourhood, the likelihood of
//! seeing it at x is
//!
//! ```text
//! L(R, δ) = (R·p + 1 − p) / (R·m + 1 − m)
//! ```
//!
//! and the chance that it lies on mapped ground is w = R·p / (R·p + 1 − p). This is the mixture
//! S·f_M + (1 − S)·f₀ of a mapped and a background density, conditioned on the neighbourhood, so that
//! how items are spread over the country, which nobody knows, cancels; a background taken as even
//! over the country would call every stray near a mined belt a hit of it. Neighbourhoods
//! are Gaussians about points spread around the item ([`neighbourhood`]), averaged as a composite
//! likelihood (Lindsay, 1988); m is blurred by the item's error as p is.
//!
//! **Sheets.** R and δ of a sheet are summed over a grid, exactly, in place of EM: no local maximum is
//! missed and the spread comes with it. The S that R means on each sheet is beta about a common mean
//! ([`hyper`]); δ is normal about nothing, with a spread common to all sheets.
//!
//! **Pooling.** For each draw of these, each event is on or off mapped ground by w, and the sheets' S
//! follow from the counts with Beta(μ(1−ρ)/ρ, (1−μ)(1−ρ)/ρ) as their prior, μ of the region and ρ drawn
//! from their posterior on a grid. Items of one event share one voice.
//!
//! What it supposes: stated position errors are right and normal; density is even within a
//! neighbourhood but for R; areas outside the extent say nothing.

mod hyper;
mod neighbourhood;
mod pool;
mod sheet;

use std::collections::BTreeMap;

use geo::Coord;
use rayon::prelude::*;

use crate::blur::Surroundings;
use crate::figures::middle;
use crate::input::{ItemKind, Options};
use crate::prepare::{Placed, Prepared};
use crate::random::Random;
use crate::result::{Estimate, ExposureRow, Model, RegionRow, SheetRow};

use hyper::Hyper;
use neighbourhood::Neighbourhoods;
use pool::Pool;
use sheet::{Event, SheetFit};

/// Stream numbers of the draws start here.
const DRAWS: u64 = 2 << 32;

/// The mapped ground, ready for fits on several choices of items.
#[derive(Debug)]
pub struct Ground<'a> {
    prepared: &'a Prepared,
    options: &'a Options,
    around: Neighbourhoods<'a>,
}

/// What one draw from the posterior says of a sheet.
#[derive(Clone, Copy, Debug)]
struct SheetDraw {
    sensitivity: f64,
    log_ratio: f64,
    shift: Coord<f64>,
}

struct Draw {
    sheets: Vec<SheetDraw>,
    rho: f64,
}

impl<'a> Ground<'a> {
    /// Makes the ground ready.
    pub fn new(prepared: &'a Prepared, options: &'a Options) -> Self {
        let tau = options.model.neighbourhood;
        let around = Neighbourhoods::new(&prepared.index, &prepared.study, tau);
        Self { prepared, options, around }
    }

    /// The posterior by these items; `None` when none lies on ground that the records claim to cover.
    pub fn fit(&self, items: &[&Placed]) -> Option<Model> {
        let extent = self.prepared.extent.as_ref();
        let covered = |item: &&&Placed| extent.is_none_or(|area| area.distance(item.at) <= 0.0);
        let inside: Vec<&Placed> = items.iter().filter(covered).copied().collect();
        if inside.is_empty() {
            return None;
        }
        let sheets = self.sheets(&inside);
        let fits: Vec<SheetFit> = sheets
            .par_iter()
            .map(|(_, events)| SheetFit::of(events, &self.options.model))
            .collect();
        let regions: Vec<usize> = sheets.iter().map(|(sheet, _)| self.region(*sheet)).collect();
        let hyper = Hyper::of(&fits);
        let counts: Vec<usize> = fits.iter().map(SheetFit::events).collect();
        let pool = Pool::new(&counts, &regions);
        let draws: Vec<Draw> = (0..self.options.model.draws)
            .into_par_iter()
            .map(|number| {
                let mut random = Random::stream(self.options.seed, DRAWS + number as u64);
                draw(&fits, &hyper, &pool, &mut random)
            })
            .collect();
        let explosions = inside.iter().all(|item| item.kind == ItemKind::Explosion);
        let names: Vec<usize> = sheets.iter().map(|(sheet, _)| *sheet).collect();
        let mut model = self.summary(&draws, &names, &counts, &regions);
        model.items = inside.len();
        model.outside_extent = items.len() - inside.len();
        if explosions {
            model.by_exposure = by_exposure(&draws, &counts, &self.options.model.exposures);
        }
        Some(model)
    }

    fn region(&self, sheet: usize) -> usize {
        self.prepared.sheets.get(sheet).map_or(0, |sheet| sheet.region)
    }

    /// Events by sheet; an event is on the sheet of its first item.
    fn sheets(&self, items: &[&Placed]) -> Vec<(usize, Vec<Event>)> {
        let mut events = BTreeMap::<usize, Vec<&Placed>>::new();
        for item in items {
            events.entry(item.event).or_default().push(item);
        }
        let reach = self.options.model.greatest_shift * std::f64::consts::SQRT_2;
        let events: Vec<(usize, Event)> = events
            .into_values()
            .collect::<Vec<_>>()
            .into_par_iter()
            .filter_map(|items| {
                let around = items
                    .iter()
                    .map(|item| Surroundings::of(&self.prepared.index, item.at, item.error, reach));
                let mapped = items.iter().map(|item| self.around.mapped(item.at, item.error));
                let sheet = items.first()?.sheet;
                Some((sheet, Event::new(around.collect(), &mapped.collect::<Vec<_>>())))
            })
            .collect();
        let mut sheets = BTreeMap::<usize, Vec<Event>>::new();
        for (sheet, event) in events {
            sheets.entry(sheet).or_default().push(event);
        }
        sheets.into_iter().collect()
    }

    fn summary(
        &self,
        draws: &[Draw],
        sheets: &[usize],
        counts: &[usize],
        regions: &[usize],
    ) -> Model {
        let part = |chosen: &dyn Fn(usize) -> bool| {
            estimate(draws.iter().map(|draw| pooled(draw, counts, chosen)).collect())
        };
        let mut used: Vec<usize> = regions.to_vec();
        used.sort_unstable();
        used.dedup();
        let region_row = |region: usize| {
            let of_region = |at: usize| regions.get(at) == Some(&region);
            let Estimate { median, interval90 } = part(&of_region);
            let n =
                counts.iter().enumerate().filter(|(at, _)| of_region(*at)).map(|(_, n)| n).sum();
            let region = self.prepared.regions.get(region).cloned().flatten();
            RegionRow { region, n, sensitivity: median, interval90 }
        };
        let ratio =
            |draw: &Draw| middle(draw.sheets.iter().map(|sheet| sheet.log_ratio).collect()).0.exp();
        let mut by_sheet: Vec<SheetRow> = sheets
            .iter()
            .zip(counts)
            .enumerate()
            .map(|(at, (sheet, n))| self.sheet_row(draws, at, *sheet, *n))
            .collect();
        by_sheet.sort_by(|a, b| a.sheet.cmp(&b.sheet));
        Model {
            items: 0,
            events: counts.iter().sum(),
            outside_extent: 0,
            sensitivity: part(&|_| true),
            by_exposure: Vec::new(),
            density_ratio: estimate(draws.iter().map(ratio).collect()),
            sheet_spread: estimate(draws.iter().map(|draw| draw.rho).collect()),
            by_region: used.into_iter().map(region_row).collect(),
            by_sheet,
        }
    }

    fn sheet_row(&self, draws: &[Draw], at: usize, sheet: usize, n: usize) -> SheetRow {
        let of: Vec<SheetDraw> =
            draws.iter().filter_map(|draw| draw.sheets.get(at).copied()).collect();
        let (sensitivity, interval90) = middle(of.iter().map(|draw| draw.sensitivity).collect());
        let count = of.len().max(1) as f64;
        let sum = of.iter().fold(Coord { x: 0.0, y: 0.0 }, |sum, draw| sum + draw.shift);
        let mean = sum / count;
        let squares =
            of.iter().map(|draw| draw.shift - mean).map(|off| off.x * off.x + off.y * off.y);
        let error = (squares.sum::<f64>() / count / 2.0).sqrt();
        let shifted = n >= self.options.model.shift_events;
        SheetRow {
            sheet: self.prepared.sheets.get(sheet).and_then(|sheet| sheet.name.clone()),
            n,
            sensitivity,
            interval90,
            shift_m: shifted.then_some([mean.x, mean.y]),
            shift_error_m: shifted.then_some(error),
        }
    }
}

fn draw(fits: &[SheetFit], hyper: &Hyper, pool: &Pool, random: &mut Random) -> Draw {
    let (spread, priors) = hyper.draw(random);
    let drawn: Vec<_> =
        fits.iter().zip(priors).map(|(fit, prior)| fit.draw(spread, prior, random)).collect();
    let on: Vec<usize> = drawn.iter().map(|drawn| drawn.on_mapped_ground).collect();
    let (rho, sensitivities) = pool.draw(&on, random);
    let sheets = drawn.iter().zip(sensitivities).map(|(drawn, sensitivity)| SheetDraw {
        sensitivity,
        log_ratio: drawn.log_ratio,
        shift: drawn.shift,
    });
    Draw { sheets: sheets.collect(), rho }
}

/// The sensitivity of chosen sheets together, each weighing as many as it has events.
fn pooled(draw: &Draw, counts: &[usize], chosen: &dyn Fn(usize) -> bool) -> f64 {
    let (mut hits, mut of) = (0.0, 0.0);
    for (at, (sheet, n)) in draw.sheets.iter().zip(counts).enumerate() {
        if chosen(at) {
            hits += sheet.sensitivity * *n as f64;
            of += *n as f64;
        }
    }
    if of > 0.0 { hits / of } else { 0.0 }
}

/// With a share q of explosions off mapped ground and relative exposure r on it, a share
/// (1 − q) / (1 − q + q·r) of all items lies on mapped ground.
fn by_exposure(draws: &[Draw], counts: &[usize], exposures: &[f64]) -> Vec<ExposureRow> {
    let shares: Vec<f64> = draws.iter().map(|draw| pooled(draw, counts, &|_| true)).collect();
    let row = |relative_exposure: &f64| {
        let of = |share: &f64| corrected(*share, *relative_exposure);
        let Estimate { median, interval90 } = estimate(shares.iter().map(of).collect());
        ExposureRow { relative_exposure: *relative_exposure, sensitivity: median, interval90 }
    };
    exposures.iter().map(row).collect()
}

fn corrected(share: f64, relative_exposure: f64) -> f64 {
    share / (share + (1.0 - share) * relative_exposure)
}

fn estimate(values: Vec<f64>) -> Estimate {
    let (median, interval90) = middle(values);
    Estimate { median, interval90 }
}

#[cfg(test)]
mod tests {
    use super::corrected;

    #[test]
    fn fifty_five_of_a_hundred_off_the_map_is_not_always_forty_five_of_a_hundred_on_it() {
        assert!((corrected(0.45, 1.0) - 0.45).abs() < 1e-12);
        assert!((corrected(0.45, 0.4) - 0.67).abs() < 0.005);
        assert_eq!(corrected(0.0, 0.4), 0.0);
        assert_eq!(corrected(1.0, 0.4), 1.0);
    }
}
