//! The few statistics of a report. Exact and short enough to read beside their formula, so that an auditor can redo
//! them with a pocket calculator; a statistics crate would bring a linear algebra stack for two functions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Upper end of the exact one-sided 95 % interval (Clopper and Pearson 1934) of a rate of which `hits` of `trials` were
/// seen: the `p` at which seeing so few or fewer has the probability 0.05. With no hits it is `1 - 0.05^(1/n)`, the
/// "rule of three". Without trials nothing is known, and it is 1.
pub fn upper_bound_95(hits: u64, trials: u64) -> f64 {
    if trials == 0 || hits >= trials {
        return 1.0;
    }
    let (mut low, mut high) = (hits as f64 / trials as f64, 1.0_f64);
    // The tail falls as p grows, so bisection ends; 60 halvings are more than a double can tell apart.
    for _ in 0..60 {
        let p = f64::midpoint(low, high);
        if binomial_at_most(hits, trials, p) > 0.05 { low = p } else { high = p }
    }
    round(f64::midpoint(low, high), 4)
}

/// P(X <= k) for X binomial with `n` trials of probability `p`, summed in logarithms.
fn binomial_at_most(k: u64, n: u64, p: f64) -> f64 {
    let (log_p, log_q) = (p.ln(), (-p).ln_1p());
    let mut log_choose = 0.0_f64;
    let mut sum = 0.0_f64;
    for i in 0..=k {
        if i > 0 {
            log_choose += ((n - i + 1) as f64).ln() - (i as f64).ln();
        }
        sum += (log_choose + i as f64 * log_p + (n - i) as f64 * log_q).exp();
    }
    sum.min(1.0)
}

/// How much two engines that looked independently have probably both missed, in one role at one stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReachEstimate {
    /// Role.
    pub role: String,
    /// Stage.
    pub stage: String,
    /// Addresses that the browser reached.
    pub browser: u64,
    /// Addresses that the HTTP engine reached.
    pub miner: u64,
    /// Addresses that both reached.
    pub both: u64,
    /// Addresses that at least one reached.
    pub seen: u64,
    /// Estimated number of addresses that exist.
    pub estimate: f64,
    /// Lower and upper end of its 95 % interval; never below what was seen.
    pub low: f64,
    /// See above.
    pub high: f64,
}

/// Chapman's estimator of a population from two samples (Chapman 1951): `(a+1)(b+1)/(m+1) - 1`, with the variance of
/// Seber (1970) and a normal interval. It assumes that the engines miss things independently of each other; both follow
/// links, so it rather underestimates.
pub fn chapman(role: &str, stage: &str, browser: u64, miner: u64, both: u64) -> ReachEstimate {
    let (a, b, m) = (browser as f64, miner as f64, both.min(browser).min(miner) as f64);
    let seen = browser + miner - m as u64;
    let estimate = (a + 1.0) * (b + 1.0) / (m + 1.0) - 1.0;
    let variance = (a + 1.0) * (b + 1.0) * (a - m) * (b - m) / ((m + 1.0) * (m + 1.0) * (m + 2.0));
    let half = 1.96 * variance.sqrt();
    let floor = |x: f64| round(x.max(seen as f64), 1);
    ReachEstimate {
        role: role.into(),
        stage: stage.into(),
        browser,
        miner,
        both: m as u64,
        seen,
        estimate: floor(estimate),
        low: floor(estimate - half),
        high: floor(estimate + half),
    }
}

/// Rounded to so many decimals, so that reports are the same on every machine.
fn round(x: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (x * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upper_bounds_are_those_of_the_tables() {
        // Zero misses: the exact values behind the rule of three; the others from tables of Clopper and Pearson.
        for (hits, trials, upper) in
            [(0, 30, 0.0950), (0, 59, 0.0495), (0, 100, 0.0295), (0, 299, 0.0100), (1, 100, 0.0466), (5, 100, 0.1023)]
        {
            let bound = upper_bound_95(hits, trials);
            assert!((bound - upper).abs() < 0.0002, "{hits}/{trials}: {bound}");
        }
        assert_eq!(upper_bound_95(0, 0), 1.0);
        assert_eq!(upper_bound_95(3, 3), 1.0);
    }

    #[test]
    fn engines_that_agree_leave_nothing_to_estimate_and_engines_that_differ_do() {
        let same = chapman("reviewer", "received", 40, 40, 40);
        assert_eq!((same.estimate, same.low, same.high), (40.0, 40.0, 40.0));
        // Seber's worked example shape: 200 marked, 250 caught, 50 marked among them.
        let differing = chapman("reviewer", "received", 200, 250, 50);
        assert_eq!(differing.seen, 400);
        assert_eq!(differing.estimate, 988.2);
        assert!(differing.low > 780.0 && differing.high < 1200.0);
        assert_eq!(chapman("r", "s", 0, 0, 0).estimate, 0.0);
    }
}
