//! Are the intervals honest? Fits invented records with a known truth and says how often it is found.
//!
//! `cargo xtask simulate-records` runs this; options: `--runs N` (default 200), `--seed N`,
//! `--error M` (only this position error). Prints a table for `docs/measurements.md`.

use std::process::ExitCode;

use cairn_ground::model::Ground;
use cairn_ground::prepare::prepare;
use cairn_ground::result::Model;
use cairn_ground::simulate::{Invented, World};
use cairn_ground::{GroundError, Options};
use rayon::prelude::*;

/// Items on each of twelve sheets: some with too few to stand alone.
const ITEMS: [usize; 12] = [3, 4, 6, 8, 10, 15, 20, 25, 30, 40, 60, 80];

fn main() -> ExitCode {
    match arguments().and_then(|(runs, seed, error)| table(runs, seed, error)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Result<(u64, u64, Option<f64>), String> {
    let (mut runs, mut seed, mut error) = (200, 1, None);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} has no value"))?;
        let number = || value.parse::<u64>().map_err(|_| format!("{word} {value}: not a number"));
        match word.as_str() {
            "--runs" => runs = number()?.max(1),
            "--seed" => seed = number()?,
            "--error" => error = Some(number()? as f64),
            _ => return Err(format!("`{word}` is not understood here")),
        }
    }
    Ok((runs, seed, error))
}

/// What one run found.
struct Run {
    off: f64,
    covered: bool,
    naive_off: f64,
    /// Of the sheets: covered, of how many.
    sheets: (usize, usize),
    /// Of the sheets with 20 events or more: distance of the shift from the true one, and its
    /// stated error.
    shifts: Vec<(f64, f64)>,
}

fn table(runs: u64, seed: u64, only: Option<f64>) -> Result<(), String> {
    println!(
        "| σ, m | S | runs | bias | covered by 90 % | sheets covered | naive bias | shift off: median | within 20 m | stated error |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for error in [25.0, 50.0, 100.0, 250.0, 500.0] {
        if only.is_some_and(|only| only != error) {
            continue;
        }
        for sensitivity in [0.25, 0.6, 0.85] {
            let world = World {
                sensitivity,
                spread: 0.1,
                error,
                shift: 60.0,
                items: ITEMS.to_vec(),
                areas: 25,
            };
            let first = seed.wrapping_mul(1_000_003);
            let done: Result<Vec<Run>, GroundError> =
                (0..runs).into_par_iter().map(|number| run(&world, first + number)).collect();
            println!("{}", row(&world, &done.map_err(|error| error.to_string())?));
        }
    }
    Ok(())
}

fn run(world: &World, seed: u64) -> Result<Run, GroundError> {
    let invented = world.invent(seed);
    let options = Options { event_distance: 0.0, seed, ..Options::default() };
    let prepared = prepare(&invented.areas, &invented.items, &options)?;
    let items: Vec<_> = prepared.items.iter().collect();
    let hits = items.iter().filter(|item| prepared.index.distance(item.at) <= 0.0).count();
    let naive = hits as f64 / items.len() as f64;
    let model = Ground::new(&prepared, &options).fit(&items);
    let model = model.ok_or(GroundError::Region { what: "extent" })?;
    let [low, high] = model.sensitivity.interval90;
    Ok(Run {
        off: model.sensitivity.median - invented.sensitivity,
        covered: (low..=high).contains(&invented.sensitivity),
        naive_off: naive - invented.sensitivity,
        sheets: sheets(&model, &invented),
        shifts: shifts(&model, &invented),
    })
}

fn sheets(model: &Model, invented: &Invented) -> (usize, usize) {
    let pairs = model.by_sheet.iter().zip(&invented.sheets);
    let covered = pairs.filter(|(row, (truth, _))| {
        let [low, high] = row.interval90;
        (low..=high).contains(truth)
    });
    (covered.count(), model.by_sheet.len())
}

fn shifts(model: &Model, invented: &Invented) -> Vec<(f64, f64)> {
    let pairs = model.by_sheet.iter().zip(&invented.sheets).filter(|(row, _)| row.n >= 20);
    pairs
        .filter_map(|(row, (_, truth))| {
            let [east, north] = row.shift_m?;
            Some(((east - truth.x).hypot(north - truth.y), row.shift_error_m?))
        })
        .collect()
}

fn row(world: &World, runs: &[Run]) -> String {
    let count = runs.len() as f64;
    let mean = |of: &dyn Fn(&Run) -> f64| runs.iter().map(of).sum::<f64>() / count;
    let covered = mean(&|run| f64::from(u8::from(run.covered)));
    let (inside, of) =
        runs.iter().fold((0, 0), |sum, run| (sum.0 + run.sheets.0, sum.1 + run.sheets.1));
    let mut shifts: Vec<(f64, f64)> = runs.iter().flat_map(|run| run.shifts.clone()).collect();
    shifts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let near = shifts.iter().filter(|(off, _)| *off <= 20.0).count();
    let stated = shifts.iter().map(|(_, error)| error).sum::<f64>() / shifts.len().max(1) as f64;
    format!(
        "| {} | {:.2} | {} | {:+.3} | {:.1} % | {:.1} % | {:+.3} | {:.0} m | {:.0} % | {:.0} m |",
        world.error,
        world.sensitivity,
        runs.len(),
        mean(&|run| run.off),
        100.0 * covered,
        100.0 * inside as f64 / of.max(1) as f64,
        mean(&|run| run.naive_off),
        shifts.get(shifts.len() / 2).map_or(0.0, |(off, _)| *off),
        100.0 * near as f64 / shifts.len().max(1) as f64,
        stated,
    )
}
