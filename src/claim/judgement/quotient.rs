//! A claim about a share, a change or a rate per second, recomputed from counts.

use super::Judged;
use crate::claim::{
    Against, Amount, ClaimQuantity, CountName, Openness, Quotient, Region, Total, seconds,
};
use crate::comparison::{Alternative, barnard, fisher_exact};
use crate::disclosure::YearlyCount;
use crate::interval::clopper_pearson;
use crate::interval::difference::miettinen_nurminen;
use crate::interval::ratio::koopman;
use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};

/// What the counts say of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotientJudgement {
    /// The verdict.
    pub judged: Judged,
    /// The quantity at the counts as printed, or `None` where it is undefined.
    pub value: Option<f64>,
    /// The least and the greatest value over all numbers that the counts may stand for.
    pub range: Option<(f64, f64)>,
    /// The counts: the numerator's, and the denominator's where it is one.
    pub totals: Option<(Total, Option<Total>)>,
    /// The comparison of two counted shares, for a change of one.
    pub shares: Option<SharesCompared>,
}

/// Two counted shares side by side, the later first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SharesCompared {
    /// The later share.
    pub later: Proportion,
    /// The earlier share.
    pub earlier: Proportion,
    /// The difference of the shares, later less earlier, by Miettinen and Nurminen.
    pub difference: ConfidenceInterval,
    /// The ratio of the shares, later over earlier, by Koopman.
    pub ratio: ConfidenceInterval,
    /// The two-sided p-value of Fisher's exact test, `None` where there are too many items for it.
    pub fisher: Option<f64>,
    /// The two-sided p-value of the exact unconditional test, `None` where there are too many items
    /// for it.
    pub unconditional: Option<f64>,
}

/// Returns what the counts say of the claim that `quantity` of `quotient` lies in `region`.
///
/// Counts are a census: supported where every value that their rounding allows lies in the region,
/// refuted where none does. A change of a counted share is a matter of chance: "less than before" or "more"
/// is settled only where both exact tests are, two-sided, for the direction was chosen after the figures
/// were seen; a change by so much, where exact limits of both shares leave no other.
///
/// # Errors
///
/// The name of the first count that is not among `counts`.
pub fn judge_quotient(
    quantity: ClaimQuantity,
    region: Region,
    quotient: &Quotient,
    counts: &[YearlyCount],
    confidence: Confidence,
) -> Result<QuotientJudgement, CountName> {
    if let (Amount::Share(later), Amount::Share(earlier)) =
        (&quotient.numerator, &quotient.denominator)
    {
        return Ok(change_of_share(region, *later, *earlier, confidence));
    }
    let Some(above) = quotient.numerator.total(counts)? else { return Ok(undefined()) };
    let below = quotient.denominator.total(counts)?;
    let (divisor, range) = match (&quotient.denominator, &below) {
        (Amount::Time(period), _) => (seconds(*period), (seconds(*period), seconds(*period))),
        (_, Some(total)) => (real(total.value), (total.range.low_real(), total.range.high_real())),
        _ => return Ok(undefined()),
    };
    if range.0 <= 0.0 {
        return Ok(undefined());
    }
    let less = if quantity == ClaimQuantity::Change { 1.0 } else { 0.0 };
    let mut ends = (above.range.low_real() / range.1, above.range.high_real() / range.0);
    if quantity == ClaimQuantity::Share {
        ends = share_of_whole(quotient, counts, &above)?.unwrap_or(ends);
        if ends.0 > 1.0 {
            // More than the whole is no share of it.
            return Ok(QuotientJudgement { totals: Some((above, below)), ..undefined() });
        }
    }
    let range = (ends.0 - less, ends.1 - less);
    let against = region.against(range);
    Ok(QuotientJudgement {
        judged: Judged::of(against, against, against, Openness::Rounding),
        value: Some(real(above.value) / divisor - less),
        range: Some(range),
        totals: Some((above, below)),
        shares: None,
    })
}

/// The range of a share whose numerator is itself part of the denominator, so that its rounding is the
/// same in both: `A / (A + B)`; `None` for any other.
fn share_of_whole(
    quotient: &Quotient,
    counts: &[YearlyCount],
    part: &Total,
) -> Result<Option<(f64, f64)>, CountName> {
    let (Amount::Sum(parts), Amount::Sum(terms)) = (&quotient.numerator, &quotient.denominator)
    else {
        return Ok(None);
    };
    let mut rest = terms.clone();
    for term in parts {
        let Some(place) = rest.iter().position(|other| other == term) else { return Ok(None) };
        rest.remove(place);
    }
    let Some(rest) = Amount::Sum(rest).total(counts)? else { return Ok(None) };
    let share = |part: f64, rest: f64| if rest.is_finite() { part / (part + rest) } else { 0.0 };
    let least = share(part.range.low_real(), rest.range.high_real());
    let greatest = match part.range.high() {
        Some(high) => share(real(high), rest.range.low_real()),
        None => 1.0,
    };
    Ok(Some((least, greatest)))
}

fn undefined() -> QuotientJudgement {
    QuotientJudgement {
        judged: Judged::open(Openness::Definition),
        value: None,
        range: None,
        totals: None,
        shares: None,
    }
}

/// The most items on a side for which the exact unconditional test takes no more than a second.
const MOST_TRIALS: u64 = 20_000;

/// A change of a counted share. "No change" is a matter of the exact tests; a change by so much of exact
/// limits for both shares, each at half the risk.
fn change_of_share(
    region: Region,
    later: Proportion,
    earlier: Proportion,
    confidence: Confidence,
) -> QuotientJudgement {
    let fisher = fisher_exact(later, earlier, Alternative::TwoSided).ok();
    let is_quick = later.trials().max(earlier.trials()) <= MOST_TRIALS;
    let unconditional =
        is_quick.then(|| barnard(later, earlier, Alternative::TwoSided).ok()).flatten();
    let value = (earlier.events() > 0).then(|| later.estimate() / earlier.estimate() - 1.0);
    let excess = later.excess_over(earlier);
    let is_about_none = [region.low(), region.high()].contains(&Some(0.0));
    let judged = if is_about_none {
        let shown = [fisher, unconditional].into_iter().flatten();
        let is_shown = shown.clone().count() > 0
            && shown.into_iter().all(|p| p <= confidence.one_sided_tail());
        let direction = region.against((excess, excess));
        if is_shown {
            Judged::of(direction, direction, direction, Openness::Sampling)
        } else {
            Judged::open(Openness::Sampling)
        }
    } else {
        let bounds = region.against(exact_change(later, earlier, confidence));
        let known = value.map_or(bounds, |value| region.against((value, value)));
        match known {
            Against::Across => Judged::of(bounds, bounds, bounds, Openness::Sampling),
            _ => Judged::of(known, bounds, bounds, Openness::Sampling),
        }
    };
    QuotientJudgement {
        judged,
        value,
        range: None,
        totals: None,
        shares: Some(SharesCompared {
            later,
            earlier,
            difference: miettinen_nurminen(later, earlier, confidence),
            ratio: koopman(later, earlier, confidence),
            fisher,
            unconditional,
        }),
    }
}

/// The least and the greatest relative change that exact limits (Clopper and Pearson) of the two shares
/// leave, each at half the risk: it holds the true one at least as often as stated.
fn exact_change(later: Proportion, earlier: Proportion, confidence: Confidence) -> (f64, f64) {
    let half = Confidence::new(1.0 - confidence.tail()).unwrap_or(confidence);
    let [later, earlier] = [later, earlier].map(|share| clopper_pearson(share, half));
    let ratio = |above: f64, below: f64| if below > 0.0 { above / below } else { f64::INFINITY };
    (ratio(later.lower(), earlier.upper()) - 1.0, ratio(later.upper(), earlier.lower()) - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Comparator, Stated, Term, Verdict};
    use crate::disclosure::Source;
    use crate::quantity::CountRange;

    fn judge(
        comparator: Comparator,
        value: f64,
        later: (u64, u64),
        earlier: (u64, u64),
    ) -> Verdict {
        let text = value.to_string();
        let region =
            Stated { text, comparator, value, half_unit: 0.0 }.region(ClaimQuantity::Change);
        let share = |(events, trials)| Amount::Share(Proportion::new(events, trials).unwrap());
        let quotient = Quotient { numerator: share(later), denominator: share(earlier) };
        let judged =
            judge_quotient(ClaimQuantity::Change, region, &quotient, &[], Confidence::DEFAULT);
        judged.unwrap().judged.verdict
    }

    #[test]
    fn few_events_show_neither_a_fall_nor_a_rise() {
        assert_eq!(judge(Comparator::Below, 0.0, (10, 1834), (18, 1576)), Verdict::Untested);
        assert_eq!(judge(Comparator::Below, 0.0, (10, 1834), (58, 1576)), Verdict::Supported);
        assert_eq!(judge(Comparator::Above, 0.0, (10, 1834), (58, 1576)), Verdict::Refuted);
        // One of ten is too little to deny a fall of 80 % from 8 of 100.
        assert_eq!(judge(Comparator::AtMost, -0.8, (1, 10), (8, 100)), Verdict::Untested);
        assert_eq!(judge(Comparator::AtMost, -0.8, (500, 1000), (800, 1000)), Verdict::Refuted);
        assert_eq!(judge(Comparator::AtMost, -0.3, (500, 1000), (800, 1000)), Verdict::Supported);
    }

    /// A true ratio of .2 is denied with a probability of at most the risk, over all pairs of shares.
    #[test]
    fn a_true_change_is_seldom_refuted() {
        let (n1, n2) = (10, 40);
        let probability = |events: u64, trials: u64, share: f64| {
            crate::special::binomial_probability(events, trials, crate::special::Share::new(share))
        };
        for earlier in [0.05, 0.1, 0.3, 0.6, 0.9] {
            let mut refuted = 0.0;
            for x in 0..=n1 {
                for y in 0..=n2 {
                    if judge(Comparator::AtMost, -0.8, (x, n1), (y, n2)) == Verdict::Refuted {
                        refuted += probability(x, n1, earlier * 0.2) * probability(y, n2, earlier);
                    }
                }
            }
            assert!(refuted <= 0.05, "{earlier} {refuted}");
        }
    }

    /// 300 ± 5 of 400: the same 300 in both, so 295/400 to 305/400 with 100 ± 5 more beside it.
    #[test]
    fn a_part_is_rounded_as_in_its_whole() {
        let count = |quantity: &str, value: u64| YearlyCount {
            code: "EU".to_owned(),
            year: 2022,
            quantity: quantity.to_owned(),
            value,
            range: CountRange::new(value - 5, Some(value + 5)).unwrap(),
            source: Source { file: "n.csv".into(), line: 2, citation: String::new() },
        };
        let named = |quantity: &str| {
            Term::Named(CountName {
                region: "EU".to_owned(),
                year: 2022,
                quantity: quantity.to_owned(),
            })
        };
        let quotient = Quotient {
            numerator: Amount::Sum(vec![named("a")]),
            denominator: Amount::Sum(vec![named("a"), named("b")]),
        };
        let stated = Stated {
            text: "0.75".to_owned(),
            comparator: Comparator::Equal,
            value: 0.75,
            half_unit: 0.005,
        };
        let region = stated.region(ClaimQuantity::Share);
        let counts = [count("a", 300), count("b", 100)];
        let judged =
            judge_quotient(ClaimQuantity::Share, region, &quotient, &counts, Confidence::DEFAULT);
        let (low, high) = judged.unwrap().range.unwrap();
        assert!((low - 295.0 / 400.0).abs() < 1e-12 && (high - 305.0 / 400.0).abs() < 1e-12);
        let more = Quotient {
            numerator: quotient.denominator,
            denominator: Amount::Sum(vec![named("a")]),
        };
        let judged =
            judge_quotient(ClaimQuantity::Share, region, &more, &counts, Confidence::DEFAULT);
        assert_eq!(judged.unwrap().judged, Judged::open(Openness::Definition));
    }
}
