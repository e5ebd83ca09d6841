//! A claim about a share, a change or a rate per second, recomputed from counts.

use super::Judged;
use crate::claim::{Amount, ClaimQuantity, CountName, Openness, Quotient, Region, Total, seconds};
use crate::comparison::{Alternative, barnard, fisher_exact};
use crate::disclosure::YearlyCount;
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
/// refuted where none does. A change of a counted share is a matter of chance: settled only where both
/// two-sided exact tests, for the direction was chosen after the figures were seen, and the interval of
/// the ratio allow.
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
    let range = (above.range.low_real() / range.1 - less, above.range.high_real() / range.0 - less);
    let against = region.against(range);
    Ok(QuotientJudgement {
        judged: Judged::of(against, against, Openness::Rounding),
        value: Some(real(above.value) / divisor - less),
        range: Some(range),
        totals: Some((above, below)),
        shares: None,
    })
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

/// A change of a counted share: both exact tests and the interval of the ratio have to agree.
fn change_of_share(
    region: Region,
    later: Proportion,
    earlier: Proportion,
    confidence: Confidence,
) -> QuotientJudgement {
    let ratio = koopman(later, earlier, confidence);
    let fisher = fisher_exact(later, earlier, Alternative::TwoSided).ok();
    let unconditional = barnard(later, earlier, Alternative::TwoSided).ok();
    // The tests are about no change; a claim of more than that is a matter of the interval.
    let is_about_none = [region.low(), region.high()].contains(&Some(0.0));
    let beyond_chance = |p: Option<f64>| p.is_none_or(|p| p <= confidence.one_sided_tail());
    let shown = !is_about_none || (beyond_chance(fisher) && beyond_chance(unconditional));
    let value = (earlier.events() > 0).then(|| later.estimate() / earlier.estimate() - 1.0);
    let bounds = region.against((ratio.lower() - 1.0, ratio.upper() - 1.0));
    let known = value.map_or(bounds, |value| region.against((value, value)));
    let judged = if shown {
        Judged::of(known, bounds, Openness::Sampling)
    } else {
        Judged::open(Openness::Sampling)
    };
    let difference = miettinen_nurminen(later, earlier, confidence);
    QuotientJudgement {
        judged,
        value,
        range: None,
        totals: None,
        shares: Some(SharesCompared { later, earlier, difference, ratio, fisher, unconditional }),
    }
}
