//! Are the intervals honest? Fits invented records with a known truth and says how often it is found.
//!
//! `cargo xtask simulate-records` runs this; options: `--runs N` (default 200), `--seed N`,
//! `--error M` (only this position error), `--sensitivity PERCENT` (only this one), `--neighbourhood M`
//! (the model's), `--near PERCENT` (of the items off the map, how many lie near mapped belts; default 0). Prints a table for `docs/measurements.md`.

use std::process::ExitCode;

use cairn_ground::model::Ground;
use cairn_ground::prepare::prepare;
use cairn_ground::result::Model;
use cairn_ground::simulate::{Invented, World};
use cairn_ground::{GroundError, ModelOptions, Options};
use rayon::prelude::*;

/// Items on each of twelve sheets: some with too few to stand alone.
const ITEMS: [usize; 12] = [3, 4, 6, 8, 10, 15, 20, 25, 30, 40, 60, 80];

/// What is asked for.
struct Choice {
    runs: u64,
    seed: u64,
    error: Option<u64>,
    percent: Option<u64>,
    neighbourhood: f64,
    near: u64,
}

fn main() -> ExitCode {
    match arguments().and_then(|choice| table(&choice)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Result<Choice, String> {
    let neighbourhood = ModelOptions::default().neighbourhood;
    let mut choice =
        Choice { runs: 200, seed: 1, error: None, percent: None, neighbourhood, near: 0 };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or_else(|| format!("{word} has no value"))?;
        let number: u64 = value.parse().map_err(|_| format!("{word} {value}: not a number"))?;
        match word.as_str() {
            "--runs" => choice.runs = number.max(1),
            "--seed" => choice.seed = number,
            "--error" => choice.error = Some(number),
            "--sensitivity" => choice.percent = Some(number),
            "--neighbourhood" => choice.neighbourhood = number as f64,
            "--near" => choice.near = number,
            _ => return Err(format!("`{word}` is not understood here")),
        }
    }
    Ok(choice)
}

/// What one run found.
struct Run {
    off: f64,
    covered: bool,
    /// Error by the standard deviation that the interval is that of.
    ratio: f64,
    naive_off: f64,
    /// Of the sheets: covered, of how many.
    sheets: (usize, usize),
    /// Of the sheets with 20 events or more: distance of the shift from the true one, and its
    /// stated error.
    shifts: Vec<(f64, f64)>,
}

fn table(choice: &Choice) -> Result<(), String> {
    println!(
        "| σ, m | S | runs | bias | error by stated error | covered by 90 % | sheets covered | naive bias | shift off: median | within 20 m | stated error |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let asked = |only: Option<u64>, value: u64| only.is_none_or(|only| only == value);
    for error in [25, 50, 100, 250, 500].into_iter().filter(|value| asked(choice.error, *value)) {
        for percent in [25, 60, 85].into_iter().filter(|value| asked(choice.percent, *value)) {
            let world = World {
                sensitivity: percent as f64 / 100.0,
                spread: 0.1,
                error: error as f64,
                shift: 60.0,
                items: ITEMS.to_vec(),
                areas: 25,
                near_belts: choice.near as f64 / 100.0,
            };
            let first = choice.seed.wrapping_mul(1_000_003);
            let done: Result<Vec<Run>, GroundError> = (0..choice.runs)
                .into_par_iter()
                .map(|number| run(&world, first + number, choice.neighbourhood))
                .collect();
            println!("{}", row(&world, &done.map_err(|error| error.to_string())?));
        }
    }
    Ok(())
}

fn run(world: &World, seed: u64, neighbourhood: f64) -> Result<Run, GroundError> {
    let invented = world.invent(seed);
    let model = ModelOptions { neighbourhood, draws: 500, ..ModelOptions::default() };
    let options = Options { event_distance: 0.0, seed, model, ..Options::default() };
    let prepared = prepare(&invented.areas, &invented.items, &options)?;
    let items: Vec<_> = prepared.items.iter().collect();
    let hits = items.iter().filter(|item| prepared.index.distance(item.at) <= 0.0).count();
    let naive = hits as f64 / items.len() as f64;
    let model = Ground::new(&prepared, &options).fit(&items);
    let model = model.ok_or(GroundError::Region { what: "extent" })?;
    let [low, high] = model.sensitivity.interval90;
    Ok(Run {
        off: model.sensitivity.median - invented.sensitivity,
        ratio: (model.sensitivity.median - invented.sensitivity) / ((high - low) / 3.29),
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
        "| {} | {:.2} | {} | {:+.3} | {:.2} | {:.1} % | {:.1} % | {:+.3} | {:.0} m | {:.0} % | {:.0} m |",
        world.error,
        world.sensitivity,
        runs.len(),
        mean(&|run| run.off),
        mean(&|run| run.ratio * run.ratio).sqrt(),
        100.0 * covered,
        100.0 * inside as f64 / of.max(1) as f64,
        mean(&|run| run.naive_off),
        shifts.get(shifts.len() / 2).map_or(0.0, |(off, _)| *off),
        100.0 * near as f64 / shifts.len().max(1) as f64,
        stated,
    )
}
