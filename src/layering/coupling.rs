//! How often two layers agree, given how often each flags.

use crate::special::Share;

/// How far two layers agree more, or less, than by chance: a number from -1 to 1.
///
/// ```text
/// D′ = (P(A ∧ B) - P(A)P(B)) / (most - P(A)P(B)),   D′ ≥ 0
/// D′ = (P(A ∧ B) - P(A)P(B)) / (P(A)P(B) - least),  D′ ≤ 0
/// ```
///
/// Here `most = min(P(A), P(B))` and `least = max(0, P(A) + P(B) - 1)` are the Fréchet bounds of
/// `P(A ∧ B)`: 0 is independence, 1 the most agreement that the two rates allow, -1 the least. It is
/// the covariance of two tests as a share of what is possible, and unlike a correlation any value in
/// the range is possible whatever the rates are.
///
/// Source: Lewontin, *Genetics* 49, 1964, for the measure; Gardner, Stryhn, Lind and Collins,
/// *Preventive Veterinary Medicine* 45, 2000, for the covariance of two tests in series and in parallel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dependence(f64);

impl Dependence {
    /// Returns `value` as a dependence, or `None` where it is not from -1 to 1.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (-1.0..=1.0).contains(&value).then_some(Self(value))
    }

    /// The number itself.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// What is assumed of the agreement of two layers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Coupling {
    /// They agree as little as their rates allow.
    Least,
    /// Each flags whatever the other does.
    Independent,
    /// They agree as much as their rates allow.
    Most,
    /// In between, as stated.
    Stated(Dependence),
}

/// The share of items that both flag.
pub(super) fn both(one: Share, other: Share, coupling: Coupling) -> Share {
    match coupling {
        // With one that flags everything there is nothing to agree on, and nothing to round.
        _ if one.rest() == 0.0 => other,
        _ if other.rest() == 0.0 => one,
        Coupling::Least => Share::with_rest(
            (one.x() - other.rest()).max(0.0),
            (one.rest() + other.rest()).min(1.0),
        ),
        Coupling::Independent => {
            Share::with_rest(one.x() * other.x(), one.rest() + one.x() * other.rest())
        }
        Coupling::Most => Share::with_rest(one.x().min(other.x()), one.rest().max(other.rest())),
        Coupling::Stated(dependence) => {
            let end = if dependence.get() < 0.0 { Coupling::Least } else { Coupling::Most };
            let independent = both(one, other, Coupling::Independent);
            mixed(independent, both(one, other, end), dependence.get().abs())
        }
    }
}

/// The share of items that one or the other flags: what is left of those that both let pass, which
/// they agree on as they do on what they flag.
pub(super) fn either(one: Share, other: Share, coupling: Coupling) -> Share {
    both(one.turned_round(), other.turned_round(), coupling).turned_round()
}

/// The share in a mixture of which `part` has the share `other` and the rest the share `one`.
pub(super) fn mixed(one: Share, other: Share, part: f64) -> Share {
    let mix = |one: f64, other: f64| (1.0 - part) * one + part * other;
    Share::with_rest(mix(one.x(), other.x()), mix(one.rest(), other.rest()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares() -> impl Iterator<Item = (Share, Share)> {
        let some = [0.0, 1e-9, 0.2, 0.5, 0.7, 0.999, 1.0].map(Share::new);
        some.into_iter().flat_map(move |one| some.map(|other| (one, other)))
    }

    fn stated(value: f64) -> Coupling {
        Coupling::Stated(Dependence::new(value).unwrap())
    }

    #[test]
    fn ends_of_the_dependence_are_the_bounds_and_its_middle_is_independence() {
        for (one, other) in shares() {
            for join in [both, either] {
                for (value, coupling) in
                    [(-1.0, Coupling::Least), (0.0, Coupling::Independent), (1.0, Coupling::Most)]
                {
                    assert_eq!(join(one, other, stated(value)), join(one, other, coupling));
                }
            }
        }
    }

    #[test]
    fn a_stated_dependence_is_the_one_that_its_definition_gives() {
        // By hand: P(A) = .8, P(B) = .9, so P(A)P(B) = .72 between .7 and .8.
        let (one, other) = (Share::new(0.8), Share::new(0.9));
        for (value, expected) in [(0.5, 0.76), (0.25, 0.74), (-0.5, 0.71), (-0.05, 0.719)] {
            let found = both(one, other, stated(value)).x();
            assert!((found - expected).abs() < 1e-15, "{value} {found}");
            let end = if value > 0.0 { 0.8 - 0.72 } else { 0.72 - 0.7 };
            assert!(((found - 0.72) / end - value).abs() < 1e-13, "{value} {found}");
        }
    }

    #[test]
    fn both_and_either_add_up_and_what_is_missing_to_1_is() {
        let couplings = [Coupling::Least, Coupling::Most, stated(0.3), stated(-0.4), stated(0.0)];
        for (one, other) in shares() {
            for coupling in couplings {
                let (both, either) = (both(one, other, coupling), either(one, other, coupling));
                let sum = one.x() + other.x();
                assert!((both.x() + either.x() - sum).abs() < 1e-15, "{one:?} {other:?}");
                for share in [both, either] {
                    assert!((share.x() + share.rest() - 1.0).abs() < 1e-15, "{share:?}");
                }
            }
        }
    }

    #[test]
    fn more_agreement_means_more_of_both_and_less_of_either() {
        for (one, other) in shares() {
            let values = [-1.0, -0.6, -0.1, 0.0, 0.2, 0.9, 1.0].map(stated);
            for pair in values.windows(2) {
                let at = |join: fn(Share, Share, Coupling) -> Share, place: usize| {
                    join(one, other, pair[place]).x()
                };
                assert!(at(both, 0) <= at(both, 1) + 1e-15);
                assert!(at(either, 0) >= at(either, 1) - 1e-15);
            }
        }
    }

    #[test]
    fn a_dependence_has_a_range() {
        for value in [-1.1, 1.1, f64::NAN, f64::INFINITY] {
            assert_eq!(Dependence::new(value), None);
        }
    }
}
