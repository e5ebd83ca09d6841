//! Prevalences at even steps on a logarithmic scale.

use crate::quantity::Probability;

/// Returns the shares from `low` to `high`, `per_decade` of them to each factor of ten, `high` itself
/// last; `low` alone where that is not below `high`, and nothing where it is 0.
///
/// Each is rounded to 12 significant digits, so that powers of ten are exactly that.
///
/// ```
/// use baserate::prevalence::logarithmic;
/// use baserate::quantity::Probability;
///
/// let [low, high] = [1e-7, 1e-3].map(|share| Probability::new(share).unwrap());
/// let shares: Vec<f64> = logarithmic(low, high, 1).map(Probability::get).collect();
/// assert_eq!(shares, [1e-7, 1e-6, 1e-5, 1e-4, 1e-3]);
/// ```
pub fn logarithmic(
    low: Probability,
    high: Probability,
    per_decade: u32,
) -> impl Iterator<Item = Probability> {
    // A step that is missed by rounding alone would come right before the last.
    let end = high.get() * (1.0 - 1e-9);
    let step = move |index: u32| {
        let factor = 10_f64.powf(f64::from(index) / f64::from(per_decade));
        let share: f64 = format!("{:.11e}", low.get() * factor).parse().ok()?;
        Probability::new(share).ok().filter(|next| low < *next && share < end)
    };
    let first = (low.get() > 0.0).then_some(low);
    let last = first.filter(|_| low < high).map(|_| high);
    first.into_iter().chain((1..).map_while(step)).chain(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(low: f64, high: f64, per_decade: u32) -> Vec<f64> {
        let [low, high] = [low, high].map(|share| Probability::new(share).unwrap());
        logarithmic(low, high, per_decade).map(Probability::get).collect()
    }

    #[test]
    fn steps_are_even_and_ends_are_exact() {
        assert_eq!(shares(1e-4, 1e-3, 3), [1e-4, 2.154_434_690_03e-4, 4.641_588_833_61e-4, 1e-3]);
        assert_eq!(shares(2e-7, 1e-5, 1), [2e-7, 2e-6, 1e-5]);
        assert_eq!(shares(1.0 / 3.0, 0.9, 2), [1.0 / 3.0, 0.9]);
        assert_eq!(shares(0.2, 0.2, 5), [0.2]);
        assert_eq!(shares(0.2, 0.1, 5), [0.2]);
        assert!(shares(0.0, 0.1, 5).is_empty());
        assert_eq!(shares(1e-12, 0.1, 40).len(), 441);
    }
}
