//! Synthetic data against the laws that they are drawn from.
//!
//! Every test has fixed seeds, so that it gives the same result in every run; its bound is one that
//! right code exceeds for about one seed in a million.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod counts;
mod funnel;
mod scores;
mod stream;

/// Panics where `values`, which should be uniform, are farther from it than chance explains; those of
/// whole counts are given by the middle of their step.
fn assert_uniform(mut values: Vec<f64>, what: &str) {
    values.sort_by(f64::total_cmp);
    let all = real(values.len());
    let gap = values
        .iter()
        .enumerate()
        .map(|(place, value)| {
            ((real(place) / all - value).abs()).max(((real(place) + 1.0) / all - value).abs())
        })
        .fold(0.0, f64::max);
    // Kolmogorov's distribution exceeds 2.7 with a probability of 1e-6.
    assert!(gap * all.sqrt() < 2.7, "{what}: {}", gap * all.sqrt());
}

fn real(count: usize) -> f64 {
    baserate::quantity::real(count.try_into().unwrap())
}
