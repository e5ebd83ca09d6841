//! Fisher's exact test.

use super::Alternative;
use crate::confusion::Undefined;
use crate::quantity::Proportion;
use crate::special::{Draw, first_count};

const TOO_MANY: Undefined = "there are more items than can be counted";

/// By how much of itself a probability may exceed that of the table seen and still pass for the same.
const SAME: f64 = 1e-7;

/// Returns the p-value of Fisher's exact test for equal shares, a probability in `[0, 1]`.
///
/// ```text
/// less: P(X <= x₁)    greater: P(X >= x₁)    two-sided: Σ P(X = k) over all k with P(X = k) <= P(X = x₁)
/// ```
///
/// Here `X` is hypergeometric: how many of all events fall to the first sample if they fall at random.
/// The number of events in both is taken as given, which makes the test conservative: it rejects equal
/// shares less often than its level allows. Probabilities that differ by less than 1e-7 of themselves
/// pass for equal.
///
/// Source: Fisher, *Journal of the Royal Statistical Society* 98, 1935.
///
/// # Errors
///
/// Where a `u64` does not hold the number of all items.
///
/// ```
/// use baserate::comparison::{Alternative, fisher_exact};
/// use baserate::quantity::Proportion;
///
/// let [first, second] = [(18, 1576), (10, 1834)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let p = fisher_exact(first, second, Alternative::TwoSided).unwrap();
/// assert!((p - 0.05875).abs() < 5e-6);
/// ```
pub fn fisher_exact(
    first: Proportion,
    second: Proportion,
    alternative: Alternative,
) -> Result<f64, Undefined> {
    let draw = draw(first, second).ok_or(TOO_MANY)?;
    Ok(match alternative {
        Alternative::Less => draw.tails(first.events()).0,
        Alternative::Greater => draw.tails(first.events()).1,
        Alternative::TwoSided => no_likelier(draw, first.events()).min(1.0),
    })
}

fn draw(first: Proportion, second: Proportion) -> Option<Draw> {
    let events = first.events().checked_add(second.events())?;
    let others = first.non_events().checked_add(second.non_events())?;
    Draw::new(events, others, first.trials())
}

/// The probability of all counts that are no likelier than `seen`.
///
/// Likelihood rises up to the mode and falls from there, so these are a tail on either side.
fn no_likelier(draw: Draw, seen: u64) -> f64 {
    let (fewest, mode, most) = (draw.fewest(), draw.mode(), draw.most());
    let limit = draw.probability(seen) * (1.0 + SAME);
    let counts = |count: &u64| draw.probability(*count) <= limit;
    if counts(&mode) {
        return 1.0;
    }
    let below = first_count(fewest..=mode, |count| !counts(&count)).checked_sub(1);
    let above = Some(first_count(mode..=most, |count| counts(&count))).filter(counts);
    let lower = below.filter(|count| *count >= fewest).map_or(0.0, |count| draw.tails(count).0);
    lower + above.map_or(0.0, |count| draw.tails(count).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALTERNATIVES: [Alternative; 3] =
        [Alternative::TwoSided, Alternative::Less, Alternative::Greater];

    fn p_values([x1, n1, x2, n2]: [u64; 4]) -> [f64; 3] {
        let [first, second] = [(x1, n1), (x2, n2)].map(|(x, n)| Proportion::new(x, n).unwrap());
        ALTERNATIVES.map(|alternative| fisher_exact(first, second, alternative).unwrap())
    }

    /// Against the definition, for every table of two small samples.
    #[test]
    fn every_small_table() {
        for (n1, n2) in [(1, 1), (3, 7), (6, 6), (9, 4), (12, 5)] {
            for (x1, x2) in (0..=n1).flat_map(|x1| (0..=n2).map(move |x2| (x1, x2))) {
                let draw = Draw::new(x1 + x2, n1 + n2 - x1 - x2, n1).unwrap();
                let seen = draw.probability(x1);
                let sum = |counts: &dyn Fn(u64, f64) -> bool| -> f64 {
                    (draw.fewest()..=draw.most())
                        .map(|k| (k, draw.probability(k)))
                        .filter(|(k, p)| counts(*k, *p))
                        .map(|(_, p)| p)
                        .sum()
                };
                let expected = [
                    sum(&|_, p| p <= seen * (1.0 + SAME)),
                    sum(&|k, _| k <= x1),
                    sum(&|k, _| k >= x1),
                ];
                for (found, expected) in p_values([x1, n1, x2, n2]).into_iter().zip(expected) {
                    assert!((found - expected).abs() < 1e-13, "{x1}/{n1} {x2}/{n2}: {found}");
                }
            }
        }
    }

    #[test]
    fn turned_round_and_exchanged() {
        for [x1, n1, x2, n2] in [[18, 1576, 10, 1834], [7, 34, 1, 34], [3, 5, 40, 900]] {
            let [two, less, greater] = p_values([x1, n1, x2, n2]);
            for other in [[x2, n2, x1, n1], [n1 - x1, n1, n2 - x2, n2]] {
                for (found, expected) in p_values(other).into_iter().zip([two, greater, less]) {
                    assert!((found / expected - 1.0).abs() < 1e-11);
                }
            }
        }
    }

    #[test]
    fn too_many_items_are_refused() {
        let half = Proportion::new(5, 1 << 63).unwrap();
        assert_eq!(fisher_exact(half, half, Alternative::Less), Err(TOO_MANY));
    }
}
