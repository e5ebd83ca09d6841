//! What evidence says of a claim: each piece by itself, then all together.

mod counts;
mod funnel;
mod quotient;

pub use counts::{CountsEvidence, CountsJudgement, judge_counts};
pub use funnel::{FunnelJudgement, judge_funnel};
pub use quotient::{QuotientJudgement, SharesCompared, judge_quotient};

use super::{Against, Openness, Verdict};

/// A verdict, and what left it open where it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// What leaves it open, where it is neither supported nor refuted.
    pub left_open_by: Option<Openness>,
}

impl Judged {
    /// True or false beyond doubt.
    fn settled(verdict: Verdict) -> Self {
        Self { verdict, left_open_by: None }
    }

    /// Left open by `openness`: not identified where more of the same evidence could not close it.
    #[must_use]
    pub fn open(openness: Openness) -> Self {
        let verdict = match openness {
            Openness::Sampling | Openness::NoEvidence => Verdict::Untested,
            Openness::IdentifiedSet | Openness::LabelError | Openness::Rounding => {
                Verdict::NotIdentified
            }
            Openness::Definition => Verdict::IllDefined,
        };
        Self { verdict, left_open_by: Some(openness) }
    }

    /// The verdict on what is known but for chance (`known`) and on that with what chance leaves open
    /// besides: `supporting` bounds settle that it is true, `refuting` ones that it is false.
    fn of(known: Against, supporting: Against, refuting: Against, unknown: Openness) -> Self {
        match (known, supporting, refuting) {
            (_, Against::Within, _) => Self::settled(Verdict::Supported),
            (_, _, Against::Outside) => Self::settled(Verdict::Refuted),
            (Against::Across, ..) => Self::open(unknown),
            _ => Self::open(Openness::Sampling),
        }
    }

    /// Returns the verdict of several pieces of evidence: refuted if any refutes; else what leaves one of
    /// them open, first what cannot be known; supported if all support it. Without any, untested.
    #[must_use]
    pub fn together(pieces: impl IntoIterator<Item = Self>) -> Self {
        let rank = |judged: &Self| match judged.verdict {
            Verdict::Supported => 0,
            Verdict::Untested => 1,
            Verdict::NotIdentified => 2,
            Verdict::Refuted => 3,
            Verdict::IllDefined => 4,
        };
        pieces.into_iter().max_by_key(rank).unwrap_or(Self::open(Openness::NoEvidence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUPPORTED: Judged = Judged { verdict: Verdict::Supported, left_open_by: None };
    const REFUTED: Judged = Judged { verdict: Verdict::Refuted, left_open_by: None };

    #[test]
    fn bounds_settle_and_what_is_open_is_named() {
        use Against::{Across, Outside, Within};
        let of = |known, bounds| Judged::of(known, bounds, bounds, Openness::IdentifiedSet);
        assert_eq!(of(Within, Within), SUPPORTED);
        assert_eq!(of(Outside, Outside), REFUTED);
        assert_eq!(of(Within, Across), Judged::open(Openness::Sampling));
        assert_eq!(of(Outside, Across), Judged::open(Openness::Sampling));
        assert_eq!(of(Across, Across), Judged::open(Openness::IdentifiedSet));
        // One of many that only a bound for one alone would refute.
        let many = Judged::of(Outside, Outside, Across, Openness::IdentifiedSet);
        assert_eq!(many, Judged::open(Openness::Sampling));
    }

    #[test]
    fn one_refutation_is_enough_and_support_takes_all() {
        let (small, unknown) =
            (Judged::open(Openness::Sampling), Judged::open(Openness::IdentifiedSet));
        assert_eq!(Judged::together([SUPPORTED, unknown, REFUTED, small]), REFUTED);
        assert_eq!(Judged::together([SUPPORTED, SUPPORTED]), SUPPORTED);
        assert_eq!(Judged::together([small, SUPPORTED]), small);
        assert_eq!(Judged::together([SUPPORTED, unknown, small]), unknown);
        assert_eq!(Judged::together([]), Judged::open(Openness::NoEvidence));
    }
}
