//! How much more sheets differ than chance would have them: the beta-binomial.
//!
//! Hits k of n on each sheet, with chances that vary from sheet to sheet as Beta(π(1−ρ)/ρ,
//! (1−π)(1−ρ)/ρ). ρ is the correlation of two items of one sheet: 0 where sheets are alike, 1 where
//! each is all hit or all miss. Source: Skellam, "A probability distribution derived from the
//! binomial", 1948.

/// Log likelihood of hits by sheet, up to the binomial coefficients, which do not depend on π and ρ.
pub fn log_likelihood(sheets: &[(usize, usize)], mean: f64, rho: f64) -> f64 {
    let total = (1.0 - rho) / rho;
    let (a, b) = (mean * total, (1.0 - mean) * total);
    let at_none = log_beta(a, b);
    let term = |(hits, of): &(usize, usize)| {
        log_beta(a + *hits as f64, b + (*of - *hits) as f64) - at_none
    };
    sheets.iter().map(term).sum()
}

fn log_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

/// The likeliest ρ of hits and items by sheet; `None` for fewer than two sheets with items.
///
/// 0 where sheets differ no more than by chance, or where all items are hit or none is.
pub fn correlation(sheets: &[(usize, usize)]) -> Option<f64> {
    let sheets: Vec<(usize, usize)> =
        sheets.iter().copied().filter(|(hits, of)| *of > 0 && hits <= of).collect();
    if sheets.len() < 2 {
        return None;
    }
    let (hits, of) = sheets.iter().fold((0, 0), |sum, sheet| (sum.0 + sheet.0, sum.1 + sheet.1));
    if hits == 0 || hits == of {
        return Some(0.0);
    }
    let at = |logit_rho: f64| {
        let rho = expit(logit_rho);
        greatest(-12.0, 12.0, |logit| log_likelihood(&sheets, expit(logit), rho)).1
    };
    let (logit, _) = greatest(LEAST_LOGIT, 12.0, at);
    // At the lower end the likelihood is still rising towards ρ = 0.
    Some(if logit < LEAST_LOGIT + 0.1 { 0.0 } else { expit(logit) })
}

/// ρ below 1 in 10,000 is taken as none.
const LEAST_LOGIT: f64 = -9.2;

fn expit(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Where a function with one peak is greatest, and its value there (golden section).
fn greatest(mut low: f64, mut high: f64, of: impl Fn(f64) -> f64) -> (f64, f64) {
    let ratio = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut a, mut b) = (high - ratio * (high - low), low + ratio * (high - low));
    let (mut at_a, mut at_b) = (of(a), of(b));
    while high - low > 1e-6 {
        if at_a < at_b {
            (low, a, at_a) = (a, b, at_b);
            b = low + ratio * (high - low);
            at_b = of(b);
        } else {
            (high, b, at_b) = (b, a, at_a);
            a = high - ratio * (high - low);
            at_a = of(a);
        }
    }
    if at_a < at_b { (b, at_b) } else { (a, at_a) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn the_corners() {
        assert_eq!(correlation(&[(1, 2)]), None);
        assert_eq!(correlation(&[(0, 5), (0, 9)]), Some(0.0));
        assert_eq!(correlation(&[(5, 10), (5, 10), (6, 12)]), Some(0.0));
        assert!(correlation(&[(0, 10), (10, 10), (0, 12), (9, 9)]).is_some_and(|rho| rho > 0.9));
    }

    #[test]
    fn a_known_spread_is_found_again() {
        let (mean, rho) = (0.4, 0.15);
        let total = (1.0 - rho) / rho;
        let mut random = Random::stream(3, 3);
        let sheets: Vec<(usize, usize)> = (0..400)
            .map(|_| {
                let chance = random.beta(mean * total, (1.0 - mean) * total);
                ((0..20).filter(|_| random.unit() < chance).count(), 20)
            })
            .collect();
        let found = correlation(&sheets).unwrap();
        assert!((found - rho).abs() < 0.02, "{found}");
    }
}
