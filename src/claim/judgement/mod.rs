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
    /// besides (`bounds`): settled only where the latter is.
    fn of(known: Against, bounds: Against, unknown: Openness) -> Self {
        match (known, bounds) {
            (_, Against::Within) => Self::settled(Verdict::Supported),
            (_, Against::Outside) => Self::settled(Verdict::Refuted),
            (Against::Across, Against::Across) => Self::open(unknown),
            (_, Against::Across) => Self::open(Openness::Sampling),
        }
    }

    /// Returns the verdict of several pieces of evidence: refuted if any refutes; else not identified
    /// where one cannot settle it; else supported if any supports. Without any, untested.
    #[must_use]
    pub fn together(pieces: impl IntoIterator<Item = Self>) -> Self {
        let rank = |judged: &Self| match judged.verdict {
            Verdict::Untested => 0,
            Verdict::Supported => 1,
            Verdict::NotIdentified => 2,
            Verdict::Refuted => 3,
            Verdict::IllDefined => 4,
        };
        pieces.into_iter().max_by_key(rank).unwrap_or(Self::open(Openness::NoEvidence))
    }

    /// Returns the verdict on a claim that is to hold of each of several groups: refuted if it is of
    /// any, supported if it is of all, else that of the first which leaves it open.
    #[must_use]
    pub fn of_each(groups: &[Self]) -> Self {
        let find = |verdict| groups.iter().copied().find(|group| group.verdict == verdict);
        let open = groups.iter().copied().find(|group| group.left_open_by.is_some());
        find(Verdict::Refuted)
            .or(open)
            .or(find(Verdict::Supported))
            .unwrap_or(Self::open(Openness::NoEvidence))
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
        let of = |known, bounds| Judged::of(known, bounds, Openness::IdentifiedSet);
        assert_eq!(of(Within, Within), SUPPORTED);
        assert_eq!(of(Outside, Outside), REFUTED);
        assert_eq!(of(Within, Across), Judged::open(Openness::Sampling));
        assert_eq!(of(Outside, Across), Judged::open(Openness::Sampling));
        assert_eq!(of(Across, Across), Judged::open(Openness::IdentifiedSet));
    }

    #[test]
    fn one_refutation_is_enough_and_one_support_too_unless_it_cannot_be_known() {
        let (small, unknown) =
            (Judged::open(Openness::Sampling), Judged::open(Openness::IdentifiedSet));
        assert_eq!(Judged::together([SUPPORTED, unknown, REFUTED, small]), REFUTED);
        assert_eq!(Judged::together([small, SUPPORTED]), SUPPORTED);
        assert_eq!(Judged::together([SUPPORTED, unknown]), unknown);
        assert_eq!(Judged::together([]), Judged::open(Openness::NoEvidence));
    }

    #[test]
    fn a_claim_about_each_group_needs_all() {
        let small = Judged::open(Openness::Sampling);
        assert_eq!(Judged::of_each(&[SUPPORTED, SUPPORTED]), SUPPORTED);
        assert_eq!(Judged::of_each(&[SUPPORTED, small]), small);
        assert_eq!(Judged::of_each(&[small, REFUTED]), REFUTED);
    }
}
