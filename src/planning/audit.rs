//! The random audit of unflagged items that a claim about recall needs.

use super::within_risk;
use crate::quantity::{Confidence, Probability, real};
use crate::special::{Draw, first_count};

/// How many unflagged items to draw at random and check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnflaggedAudit {
    /// How many violating items may be among the unflagged at the most if the claim is true.
    pub most_missed: u64,
    /// How many unflagged items to check; 0 where so many may be violating as there are.
    pub sample: u64,
    /// How many of those may turn out violating and the claim still be proven.
    pub allowed_violating: u64,
}

/// Returns how many violating items a detector may have missed at the most, where it flagged
/// `right_flags` violating ones, if its recall is at least `recall`; in items.
///
/// ```text
/// the greatest M with TP / (TP + M) >= r, near TP (1 - r) / r
/// ```
///
/// Here `TP` are the right flags and `r` is the recall claimed. As many as a `u64` holds where `r` is 0;
/// 0 where nothing was flagged rightly, since no recall above 0 is then possible with any miss.
///
/// ```
/// use baserate::planning::most_missed;
/// use baserate::quantity::Probability;
///
/// assert_eq!(most_missed(84, Probability::new(0.84).unwrap()), 16);
/// ```
#[must_use]
pub fn most_missed(right_flags: u64, recall: Probability) -> u64 {
    // A quotient of counts and the fraction that a claim prints round to the same number.
    let too_many = |missed: u64| {
        let all = right_flags.saturating_add(missed);
        all > 0 && real(right_flags) / real(all) < recall.get()
    };
    let limit = u64::MAX - right_flags;
    if too_many(limit) { first_count(0..=limit, too_many).saturating_sub(1) } else { limit }
}

/// Returns the smallest random sample of the `unflagged` items that proves recall to be at least `recall`,
/// where `right_flags` violating items were flagged, even if `allowed_violating` of the sample turn out to
/// be violating; `None` where not even checking all of them could prove it with so many.
///
/// ```text
/// the least m with P(X <= c) <= 1 - confidence
/// ```
///
/// Here `X` is hypergeometric: the violating items in a sample of `m` from the unflagged, of which one
/// more than [`most_missed`] are violating, and `c` is the number allowed. So the one-sided exact limit of
/// the number missed is at most that. It is the part of the claim that no number of flags reviewed can
/// prove. The right flags are taken as known; a part of all flags that was only estimated should enter
/// with its lower limit.
///
/// Source: Buonaccorsi, *The American Statistician* 41, 1987, for the limit.
///
/// ```
/// use baserate::planning::audit_of_unflagged;
/// use baserate::quantity::{Confidence, Probability};
///
/// // 8400 right flags and 10 million items not flagged: for a recall of 84 % at most 1600 were missed.
/// let recall = Probability::new(0.84).unwrap();
/// let audit = audit_of_unflagged(8_400, 10_000_000, recall, 0, Confidence::DEFAULT).unwrap();
/// assert_eq!((audit.most_missed, audit.sample), (1_600, 18_693));
/// ```
#[must_use]
pub fn audit_of_unflagged(
    right_flags: u64,
    unflagged: u64,
    recall: Probability,
    allowed_violating: u64,
    confidence: Confidence,
) -> Option<UnflaggedAudit> {
    let most_missed = most_missed(right_flags, recall);
    let audit = |sample| UnflaggedAudit { most_missed, sample, allowed_violating };
    let Some(innocent) = unflagged.checked_sub(most_missed.saturating_add(1)) else {
        return Some(audit(0));
    };
    let proven = |sample| {
        let draw = Draw::new(most_missed + 1, innocent, sample);
        draw.is_some_and(|draw| within_risk(draw.tails(allowed_violating).0, confidence))
    };
    proven(unflagged).then(|| audit(first_count(0..=unflagged, proven)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::{PoolSample, hypergeometric};
    use crate::quantity::Proportion;

    fn probability(value: f64) -> Probability {
        Probability::new(value).unwrap()
    }

    /// scipy: the least `m` with `hypergeom.cdf(c, T, M + 1, m) <= 0.05`.
    #[test]
    fn scipy() {
        for (right_flags, unflagged, recall, allowed, expected) in [
            (8_400, 10_000_000, 0.84, 0, (1_600, 18_693)),
            (8_400, 10_000_000, 0.84, 2, (1_600, 39_270)),
            (27, 500, 0.9, 0, (3, 263)),
        ] {
            let recall = probability(recall);
            let audit =
                audit_of_unflagged(right_flags, unflagged, recall, allowed, Confidence::DEFAULT);
            let audit = audit.unwrap();
            assert_eq!((audit.most_missed, audit.sample), expected);
        }
    }

    /// The two-sided interval at twice the risk has the same upper limit.
    #[test]
    fn the_interval_of_the_audit_ends_at_the_most_missed() {
        let two_sided = Confidence::new(0.875).unwrap();
        let one_sided = Confidence::new(0.9375).unwrap();
        for unflagged in [1, 7, 40, 90] {
            for (right_flags, allowed) in [(9, 0), (30, 1), (55, 2)] {
                let recall = probability(0.82);
                let most = most_missed(right_flags, recall);
                let upper = |sample| {
                    let counted = Proportion::new(allowed, sample)?;
                    let drawn = PoolSample::new(counted, unflagged)?;
                    Some(hypergeometric(drawn, two_sided).upper())
                };
                let proves = |sample: &u64| upper(*sample).is_some_and(|upper| upper <= most);
                let expected =
                    if unflagged <= most { Some(0) } else { (1..=unflagged).find(proves) };
                let audit = audit_of_unflagged(right_flags, unflagged, recall, allowed, one_sided);
                assert_eq!(audit.map(|audit| audit.sample), expected);
            }
        }
    }

    #[test]
    fn as_many_missed_as_leave_the_recall() {
        for right_flags in 1..200_u64 {
            for missed in 0..200 {
                let all = right_flags + missed;
                let recall = probability(real(right_flags) / real(all));
                assert_eq!(most_missed(right_flags, recall), missed);
            }
        }
        assert_eq!(most_missed(5, probability(0.0)), u64::MAX - 5);
        assert_eq!(most_missed(5, probability(1.0)), 0);
        assert_eq!(most_missed(0, probability(0.5)), 0);
    }

    #[test]
    fn more_violating_than_may_be_missed_prove_nothing() {
        let audit =
            |allowed| audit_of_unflagged(9, 100, probability(0.9), allowed, Confidence::DEFAULT);
        assert_eq!(audit(1).map(|audit| (audit.most_missed, audit.sample)), Some((1, 98)));
        assert_eq!(audit(2), None);
    }
}
