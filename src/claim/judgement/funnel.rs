//! A claim about the deployed stream against what a disclosure funnel leaves possible.

use super::Judged;
use crate::claim::{Against, ClaimQuantity, Openness, Region, Verdict};
use crate::identification::{IdentifiedSet, Rung, RungResult};

/// What a funnel says of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelJudgement {
    /// The verdict.
    pub judged: Judged,
    /// The rung that it was reached on, or that left it open.
    pub rung: RungResult,
    /// The values of the quantity that the rung allows, or `None` where its assumptions are refuted.
    pub set: Option<(f64, f64)>,
    /// What chance leaves open besides, where the rung rests on draws.
    pub limits: Option<(f64, f64)>,
    /// The first rung under whose assumptions it would be supported, and the first under which it would be
    /// refuted, where it is left open.
    pub would_be: Vec<(Rung, Verdict)>,
}

/// Returns what the rungs of a ladder say of the claim that `quantity` lies in `region`, or `None` for
/// a quantity of which the ladder says nothing.
///
/// Refuted where the set of rung 1, which takes only reversals for errors, or of the rung that is
/// `assumed`, lies outside with its limits; supported where the set of the rung that is `assumed`
/// (rung 1 without one) lies inside with its limits.
#[must_use]
pub fn judge_funnel(
    quantity: ClaimQuantity,
    region: Region,
    ladder: &[RungResult],
    assumed: Option<Rung>,
) -> Option<FunnelJudgement> {
    set_of(quantity, ladder.first()?)?;
    let find = |rung: Rung| ladder.iter().find(|result| result.rung == rung);
    let least = find(Rung::Reversals).or_else(|| find(Rung::Nothing))?;
    let chosen = assumed.and_then(find).unwrap_or(least);
    let on = |rung: &RungResult| verdict(quantity, region, rung);
    let rung = if on(least).verdict == Verdict::Refuted { least } else { chosen };
    let judged = on(rung);
    let first = |verdict: Verdict| {
        let would =
            |other: &&RungResult| judged.left_open_by.is_some() && on(other).verdict == verdict;
        ladder.iter().find(would).map(|other| (other.rung, verdict))
    };
    Some(FunnelJudgement {
        judged,
        set: values(quantity, rung).0,
        limits: values(quantity, rung).1,
        would_be: [Verdict::Supported, Verdict::Refuted].into_iter().filter_map(first).collect(),
        rung: rung.clone(),
    })
}

fn verdict(quantity: ClaimQuantity, region: Region, rung: &RungResult) -> Judged {
    let (set, limits) = values(quantity, rung);
    // Where the figures refute the assumptions, nothing follows from them.
    let Some(set) = set else { return Judged::open(Openness::IdentifiedSet) };
    let known = region.against(set);
    let bounds = limits.map_or(known, |limits| region.against(limits));
    // Between a set that lies across and its limits there is nothing that chance alone decides.
    match known {
        Against::Across => Judged::open(Openness::IdentifiedSet),
        _ => Judged::of(known, bounds, Openness::IdentifiedSet),
    }
}

type Ends = Option<(f64, f64)>;

/// The set of the quantity on this rung, and its limits.
fn values(quantity: ClaimQuantity, rung: &RungResult) -> (Ends, Ends) {
    let Some((set, is_rest)) = set_of(quantity, rung) else { return (None, None) };
    let turned = |(lower, upper): (f64, f64)| {
        if is_rest { (1.0 - upper, 1.0 - lower) } else { (lower, upper) }
    };
    let limits = set.confidence().map(|limits| (limits.lower(), limits.upper()));
    (set.ends().map(turned), limits.map(turned))
}

/// The set that the quantity is, or whose rest it is.
fn set_of(quantity: ClaimQuantity, rung: &RungResult) -> Option<(&IdentifiedSet, bool)> {
    match quantity {
        ClaimQuantity::FalseDiscoveryRate => Some((&rung.fdr, false)),
        ClaimQuantity::Precision => Some((&rung.fdr, true)),
        ClaimQuantity::FalsePositiveRate => Some((&rung.fpr, false)),
        ClaimQuantity::Specificity => Some((&rung.fpr, true)),
        ClaimQuantity::Recall => Some((&rung.recall, false)),
        ClaimQuantity::FalseNegativeRate => Some((&rung.recall, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Comparator, Stated};
    use crate::identification::{Counts, LadderOptions, ladder};
    use crate::quantity::CountRange;

    /// Meta 2021 as printed, without its rounding.
    fn meta() -> Vec<RungResult> {
        let counts = Counts {
            actioned: Some(CountRange::exactly(340_000)),
            appealed: Some(CountRange::exactly(4_900)),
            reversed: Some(CountRange::exactly(207)),
            ..Counts::default()
        };
        ladder(&counts, &counts, &LadderOptions::default())
    }

    fn judge(
        quantity: ClaimQuantity,
        comparator: Comparator,
        value: f64,
        assumed: Option<Rung>,
    ) -> FunnelJudgement {
        let text = value.to_string();
        let region = Stated { text, comparator, value, half_unit: 0.0 }.region(quantity);
        judge_funnel(quantity, region, &meta(), assumed).unwrap()
    }

    #[test]
    fn below_the_reversals_is_refuted_whatever_is_assumed() {
        for assumed in [None, Some(Rung::AppealMore)] {
            let found = judge(ClaimQuantity::FalseDiscoveryRate, Comparator::AtMost, 6e-4, assumed);
            assert_eq!(
                (found.judged.verdict, found.rung.rung),
                (Verdict::Refuted, Rung::Reversals)
            );
            let precision = judge(ClaimQuantity::Precision, Comparator::Above, 0.9995, assumed);
            assert_eq!(precision.judged.verdict, Verdict::Refuted);
        }
    }

    #[test]
    fn above_the_reversals_is_not_identified_and_needs_an_assumption() {
        let found = judge(ClaimQuantity::Precision, Comparator::AtLeast, 0.95, None);
        assert_eq!(found.judged, Judged::open(Openness::IdentifiedSet));
        let (lower, upper) = found.set.unwrap();
        assert!(lower == 0.0 && (upper - (1.0 - 207.0 / 340_000.0)).abs() < 1e-12);
        // 4.22 %, and its limit 4.83 %, are less than 5 %.
        assert_eq!(found.would_be, [(Rung::AppealMore, Verdict::Supported)]);
        let assumed =
            judge(ClaimQuantity::Precision, Comparator::AtLeast, 0.95, Some(Rung::AppealMore));
        assert_eq!((assumed.judged.verdict, assumed.would_be), (Verdict::Supported, Vec::new()));
    }

    /// r/a is 4.22 %, so "at most 4.5 %" holds of these decisions, but the limit of the process is
    /// 4.83 %.
    #[test]
    fn chance_leaves_open_what_the_set_does_not() {
        let quantity = ClaimQuantity::FalseDiscoveryRate;
        let found = judge(quantity, Comparator::AtMost, 0.045, Some(Rung::AppealMore));
        assert_eq!(found.judged, Judged::open(Openness::Sampling));
        assert_eq!(
            judge(quantity, Comparator::AtMost, 0.04, Some(Rung::AppealMore)).judged,
            Judged::open(Openness::IdentifiedSet)
        );
    }

    #[test]
    fn the_ladder_says_nothing_of_accuracy() {
        let region = Stated {
            text: "0.9".to_owned(),
            comparator: Comparator::AtLeast,
            value: 0.9,
            half_unit: 0.0,
        }
        .region(ClaimQuantity::Accuracy);
        assert_eq!(judge_funnel(ClaimQuantity::Accuracy, region, &meta(), None), None);
    }
}
