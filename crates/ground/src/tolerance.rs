//! Hit rate against tolerance, beside what chance alone would hit.
//!
//! The null displaces every item by 2–5 km in a random direction: it keeps the districts that items
//! come from and breaks their bond to single areas. Distance and direction are uniform.

use geo::{Area, Coord, MultiPolygon};
use rayon::prelude::*;

use crate::figures::middle;
use crate::index::AreaIndex;
use crate::input::Options;
use crate::offset::offset;
use crate::prepare::Placed;
use crate::random::Random;
use crate::result::ToleranceRow;
use crate::shape::common_area;
use crate::spread;

/// Stream numbers of the bootstrap start here, those of the null at 0.
const BOOTSTRAP: u64 = 1 << 32;

/// The share of the study area within each tolerance of the union.
pub fn area_shares(
    union: &MultiPolygon<f64>,
    study: &MultiPolygon<f64>,
    options: &Options,
) -> Vec<f64> {
    let (whole, ground) = (study.unsigned_area(), AreaIndex::new(std::slice::from_ref(study)));
    // Each from the one before: an offset of an offset is that by the sum, with fewer corners left.
    let (mut reached, mut within) = (0.0, union.clone());
    let share = |metres: &f64| {
        within = offset(&within, *metres - reached, options.arc_step);
        reached = *metres;
        if whole > 0.0 { common_area(&within, &ground) / whole } else { 0.0 }
    };
    options.tolerances.iter().map(share).collect()
}

/// One row for each tolerance, of these items.
pub fn rows(
    items: &[&Placed],
    sheets: usize,
    index: &AreaIndex,
    shares: &[f64],
    options: &Options,
) -> Vec<ToleranceRow> {
    let tolerances = &options.tolerances;
    let at: Vec<Coord<f64>> = items.iter().map(|item| item.at).collect();
    let distances = index.distances(&at);
    let nulls = nulls(&at, index, options);
    let drawn = bootstrap(items, &distances, options);
    let columns = tolerances.iter().zip(shares).zip(nulls.into_iter().zip(drawn));
    let columns = columns.map(|((metres, share), (null, drawn))| Column {
        metres: *metres,
        area_share: *share,
        null,
        drawn,
    });
    columns.map(|column| row(column, items, sheets, &distances)).collect()
}

/// What goes into one row besides the items.
struct Column {
    metres: f64,
    area_share: f64,
    null: Vec<f64>,
    drawn: Vec<f64>,
}

fn row(column: Column, items: &[&Placed], sheets: usize, distances: &[f64]) -> ToleranceRow {
    let Column { metres, area_share, null, drawn } = column;
    let hit: Vec<bool> = distances.iter().map(|distance| *distance <= metres).collect();
    let hits = hit.iter().filter(|hit| **hit).count();
    let near = |(item, distance): &(&&Placed, &f64)| (*distance - metres).abs() < item.error;
    let rate = hits as f64 / items.len().max(1) as f64;
    let mean = null.iter().sum::<f64>() / null.len().max(1) as f64;
    let interval90 = middle(drawn).1;
    let excess = |rate: f64| (rate - mean) / (1.0 - mean);
    let beyond = mean < 1.0;
    ToleranceRow {
        metres,
        hits,
        undetermined: items.iter().zip(distances).filter(near).count(),
        rate,
        interval90,
        area_share,
        pai: (area_share > 0.0).then(|| rate / area_share),
        null: mean,
        null_interval90: middle(null).1,
        excess: beyond.then(|| excess(rate)),
        excess_interval90: beyond.then(|| interval90.map(excess)),
        sheet_spread: spread::correlation(&by_sheet(items, sheets, &hit)),
    }
}

/// Hits and items of each sheet.
fn by_sheet(items: &[&Placed], sheets: usize, hit: &[bool]) -> Vec<(usize, usize)> {
    let mut counts = vec![(0, 0); sheets];
    for (item, hit) in items.iter().zip(hit) {
        if let Some((hits, of)) = counts.get_mut(item.sheet) {
            *of += 1;
            *hits += usize::from(*hit);
        }
    }
    counts
}

/// For each tolerance, the rate of each repetition of the null.
fn nulls(at: &[Coord<f64>], index: &AreaIndex, options: &Options) -> Vec<Vec<f64>> {
    let (least, most) = options.displacement;
    let repetition = |number: usize| -> Vec<f64> {
        let mut random = Random::stream(options.seed, number as u64);
        let displaced = at.iter().map(|at| {
            let radius = random.between(least, most);
            let (sin, cos) = random.between(0.0, std::f64::consts::TAU).sin_cos();
            index.distance(*at + Coord { x: radius * cos, y: radius * sin })
        });
        let mut distances: Vec<f64> = displaced.collect();
        distances.sort_unstable_by(f64::total_cmp);
        let rate = |metres: &f64| {
            let hits = distances.partition_point(|distance| distance <= metres);
            hits as f64 / at.len().max(1) as f64
        };
        options.tolerances.iter().map(rate).collect()
    };
    let rates: Vec<Vec<f64>> =
        (0..options.null_repetitions).into_par_iter().map(repetition).collect();
    transposed(&rates, options.tolerances.len())
}

/// For each tolerance, the rate of each drawing of events with replacement.
fn bootstrap(items: &[&Placed], distances: &[f64], options: &Options) -> Vec<Vec<f64>> {
    let tolerances = &options.tolerances;
    let mut events = std::collections::BTreeMap::<usize, (usize, Vec<usize>)>::new();
    for (item, distance) in items.iter().zip(distances) {
        let (of, hits) = events.entry(item.event).or_insert_with(|| (0, vec![0; tolerances.len()]));
        *of += 1;
        for (hits, metres) in hits.iter_mut().zip(tolerances) {
            *hits += usize::from(distance <= metres);
        }
    }
    let events: Vec<(usize, Vec<usize>)> = events.into_values().collect();
    let repetition = |number: usize| -> Vec<f64> {
        let mut random = Random::stream(options.seed, BOOTSTRAP + number as u64);
        let (mut total, mut sums) = (0, vec![0; tolerances.len()]);
        for _ in 0..events.len() {
            let Some((of, hits)) = events.get(random.below(events.len())) else { continue };
            total += of;
            sums.iter_mut().zip(hits).for_each(|(sum, hits)| *sum += hits);
        }
        sums.into_iter().map(|hits| hits as f64 / total.max(1) as f64).collect()
    };
    let rates: Vec<Vec<f64>> =
        (0..options.bootstrap_repetitions).into_par_iter().map(repetition).collect();
    transposed(&rates, tolerances.len())
}

fn transposed(rows: &[Vec<f64>], columns: usize) -> Vec<Vec<f64>> {
    (0..columns).map(|at| rows.iter().filter_map(|row| row.get(at).copied()).collect()).collect()
}
