//! Coverage as CSV.

use std::fmt::Write as _;

use crate::evaluation::{Coverages, Outcome};
use crate::quantity::display::SPACE;

/// Returns a row for each method and number of trials: the least coverage, the true share near
/// which it is, and the mean coverage, as fractions with six decimals.
#[must_use]
pub fn csv(outcome: &Outcome<Coverages>) -> String {
    let mut text = "method,trials,least_coverage,near_share,mean_coverage\n".to_owned();
    for method in &outcome.result.methods {
        for at in &method.by_trials {
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "{},{},{:.6},{:.6},{:.6}",
                method.method, at.trials, at.least, at.near, at.mean
            );
        }
    }
    text
}

/// Returns a coverage in per cent with two decimals, rounded down, so that none is said to keep a
/// confidence that it misses: `95.00 %`.
#[must_use]
pub fn percent(coverage: f64) -> String {
    // What is a whole number of hundredths but for rounding stays it.
    let hundredths = (coverage * 1e4 + 1e-8).floor();
    if hundredths == 0.0 {
        return format!("0{SPACE}%");
    }
    format!("{:.2}{SPACE}%", hundredths / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coverage_is_never_written_too_high() {
        let text = |coverage| percent(coverage).replace(SPACE, " ");
        let found = [0.949_999, 0.95 - 1e-15, 0.793_45, 0.999_99, 0.0, 0.012_345].map(text);
        assert_eq!(found, ["94.99 %", "95.00 %", "79.34 %", "99.99 %", "0 %", "1.23 %"]);
    }
}
