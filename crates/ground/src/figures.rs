//! Small figures that several parts need: quantiles and intervals of shares.

/// The standard normal quantile of .95, for two-sided 90 % intervals.
const Z95: f64 = 1.644_853_626_951_472_2;

/// The quantile of sorted values, interpolated (Hyndman and Fan's type 7); 0 of none.
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let place = share.clamp(0.0, 1.0) * last as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    match (sorted.get(below), sorted.get(above)) {
        (Some(a), Some(b)) => a + (b - a) * (place - below as f64),
        _ => 0.0,
    }
}

/// Median and middle 90 % of values in any order.
pub fn middle(mut values: Vec<f64>) -> (f64, [f64; 2]) {
    values.sort_unstable_by(f64::total_cmp);
    (quantile(&values, 0.5), [quantile(&values, 0.05), quantile(&values, 0.95)])
}

/// Wilson's 90 % interval of a share (Wilson, 1927); all of [0, 1] for nothing of nothing.
pub fn wilson(count: usize, of: usize) -> [f64; 2] {
    if of == 0 {
        return [0.0, 1.0];
    }
    let (n, p) = (of as f64, count as f64 / of as f64);
    let z2 = Z95 * Z95;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    [(middle - half).max(0.0), (middle + half).min(1.0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5), 2.5);
        assert_eq!(quantile(&[], 0.5), 0.0);
        assert_eq!(middle(vec![3.0, 1.0, 2.0]).0, 2.0);
        // R: prop.test(10, 40, conf.level = .9, correct = FALSE)
        let [low, high] = wilson(10, 40);
        assert!((low - 0.155_9).abs() < 1e-3 && (high - 0.375_9).abs() < 1e-3, "{low} {high}");
        assert_eq!(wilson(0, 0), [0.0, 1.0]);
    }
}
