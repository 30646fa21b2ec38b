//! The sensitivities of sheets, drawn towards that of their region, given which events are on mapped ground.

use crate::random::Random;

/// Sheets up to so many events are looked up in a table.
const TABLE: usize = 4_096;
/// Means 1/80, 3/80 … 79/80.
const MEANS: usize = 40;
/// Correlations .01, .06 … .61.
const SPREADS: usize = 13;

/// Beta-binomial pooling of sheets in regions.
#[derive(Debug)]
pub struct Pool {
    counts: Vec<usize>,
    regions: Vec<Vec<usize>>,
    /// For each spread and mean, ln Γ(a + j) − ln Γ(a) for j from 0, with a = mean·total.
    rising: Vec<Vec<Vec<f64>>>,
    /// For each spread, the same with a = total.
    whole: Vec<Vec<f64>>,
}

fn mean(at: usize) -> f64 {
    (at as f64 + 0.5) / MEANS as f64
}

fn rho(at: usize) -> f64 {
    0.01 + 0.05 * at as f64
}

/// The two parameters of the beta distribution together.
fn total(rho: f64) -> f64 {
    (1.0 - rho) / rho
}

impl Pool {
    /// Sheets with so many events, and the region of each.
    pub fn new(counts: &[usize], regions: &[usize]) -> Self {
        let most = counts.iter().copied().max().unwrap_or(0).min(TABLE);
        let mut by_region = std::collections::BTreeMap::<usize, Vec<usize>>::new();
        for (sheet, region) in regions.iter().enumerate() {
            by_region.entry(*region).or_default().push(sheet);
        }
        let of_spread = |at: usize| {
            let total = total(rho(at));
            (0..MEANS).map(|at| rising_table(mean(at) * total, most)).collect()
        };
        Self {
            counts: counts.to_vec(),
            regions: by_region.into_values().collect(),
            rising: (0..SPREADS).map(of_spread).collect(),
            whole: (0..SPREADS).map(|at| rising_table(total(rho(at)), most)).collect(),
        }
    }

    /// Draws ρ and each sheet's sensitivity, given how many of its events are on mapped ground.
    pub fn draw(&self, on: &[usize], random: &mut Random) -> (f64, Vec<f64>) {
        // Log likelihood of each mean, for each spread and region.
        let logs: Vec<Vec<Vec<f64>>> = (0..SPREADS)
            .map(|spread| {
                self.regions.iter().map(|sheets| self.means(spread, sheets, on)).collect()
            })
            .collect();
        let evidence: Vec<f64> =
            logs.iter().map(|regions| regions.iter().map(|logs| log_sum(logs)).sum()).collect();
        let spread = random.weighted(&scaled(&evidence));
        let rho = (rho(spread) + random.between(-0.025, 0.025)).max(0.002);
        let mut sensitivities = vec![0.0; self.counts.len()];
        for (region, sheets) in self.regions.iter().enumerate() {
            let Some(logs) = logs.get(spread).and_then(|regions| regions.get(region)) else {
                continue;
            };
            let at = random.weighted(&scaled(logs));
            let mean = mean(at) + random.between(-0.5, 0.5) / MEANS as f64;
            let (a, b) = (mean * total(rho), (1.0 - mean) * total(rho));
            for sheet in sheets {
                let on = on.get(*sheet).copied().unwrap_or(0);
                let off = self.counts.get(*sheet).copied().unwrap_or(0).saturating_sub(on);
                if let Some(slot) = sensitivities.get_mut(*sheet) {
                    *slot = random.beta(a + on as f64, b + off as f64);
                }
            }
        }
        (rho, sensitivities)
    }

    fn means(&self, spread: usize, sheets: &[usize], on: &[usize]) -> Vec<f64> {
        let total = total(rho(spread));
        let counted = |sheet: &usize| {
            let n = self.counts.get(*sheet).copied().unwrap_or(0);
            let on = on.get(*sheet).copied().unwrap_or(0).min(n);
            (on, n - on)
        };
        let counts: Vec<(usize, usize)> = sheets.iter().map(counted).collect();
        let whole = |(on, off): &(usize, usize)| rising(self.whole.get(spread), total, on + off);
        let whole: f64 = counts.iter().map(whole).sum();
        let one = |at: usize| {
            // Means lie evenly about one half, so 1 − mean is the mean mirrored.
            let mirrored = MEANS - 1 - at;
            let table = |at: usize| self.rising.get(spread).and_then(|means| means.get(at));
            let (up, down) = (table(at), table(mirrored));
            let (a, b) = (mean(at) * total, mean(mirrored) * total);
            let sheet = |(on, off): &(usize, usize)| rising(up, a, *on) + rising(down, b, *off);
            counts.iter().map(sheet).sum::<f64>() - whole
        };
        (0..MEANS).map(one).collect()
    }
}

/// ln Γ(a + j) − ln Γ(a) for j from 0 to `most`.
fn rising_table(a: f64, most: usize) -> Vec<f64> {
    let mut sum = 0.0;
    let steps = (0..most).map(|j| {
        sum += (a + j as f64).ln();
        sum
    });
    std::iter::once(0.0).chain(steps).collect()
}

fn rising(table: Option<&Vec<f64>>, a: f64, count: usize) -> f64 {
    let known = table.and_then(|table| table.get(count).copied());
    known.unwrap_or_else(|| libm::lgamma(a + count as f64) - libm::lgamma(a))
}

fn log_sum(logs: &[f64]) -> f64 {
    let peak = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    peak + logs.iter().map(|log| (log - peak).exp()).sum::<f64>().ln()
}

fn scaled(logs: &[f64]) -> Vec<f64> {
    let peak = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    logs.iter().map(|log| (log - peak).exp()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::middle;

    #[test]
    fn a_sheet_of_few_events_is_drawn_towards_its_region() {
        let pool = Pool::new(&[50, 50, 50, 2], &[1, 1, 1, 1]);
        let mut random = Random::stream(5, 5);
        let draws: Vec<Vec<f64>> =
            (0..400).map(|_| pool.draw(&[20, 21, 19, 2], &mut random).1).collect();
        let sheet = |at: usize| middle(draws.iter().map(|draw| draw[at]).collect()).0;
        assert!((sheet(0) - 0.4).abs() < 0.05, "{}", sheet(0));
        assert!((0.4..0.7).contains(&sheet(3)), "{}", sheet(3));
    }

    #[test]
    fn large_counts_are_as_from_the_table() {
        let table = rising_table(0.7, 50);
        let direct = rising(None, 0.7, 50);
        assert!((rising(Some(&table), 0.7, 50) - direct).abs() < 1e-9);
    }

    #[test]
    fn regions_keep_their_own_mean() {
        let pool = Pool::new(&[60, 60, 60, 60], &[0, 0, 7, 7]);
        let mut random = Random::stream(1, 1);
        let draws: Vec<Vec<f64>> =
            (0..300).map(|_| pool.draw(&[6, 5, 50, 55], &mut random).1).collect();
        let sheet = |at: usize| middle(draws.iter().map(|draw| draw[at]).collect()).0;
        assert!(sheet(0) < 0.2 && sheet(3) > 0.8, "{} {}", sheet(0), sheet(3));
    }
}
