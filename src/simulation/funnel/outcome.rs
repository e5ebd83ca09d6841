//! A drawn funnel, with the truth at every stage.

use serde::Serialize;

use super::{Appeals, FunnelDesign, Reversals, Review};
use crate::quantity::Probability;
use crate::simulation::{Purpose, Stream, binomial, hypergeometric};

/// A count of items by the truth. An action against an innocent item is wrong, one against a violating
/// item is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Split {
    /// Items that are not violating.
    pub innocent: u64,
    /// Items that are.
    pub violating: u64,
}

impl Split {
    /// All of them.
    #[must_use]
    pub fn total(self) -> u64 {
        self.innocent + self.violating
    }

    /// Returns those of them to which something happens that has this probability, given innocent and
    /// given violating.
    fn drawn(self, [innocent, violating]: [Probability; 2], stream: &mut Stream) -> Self {
        Self {
            innocent: binomial(stream, self.innocent, innocent),
            violating: binomial(stream, self.violating, violating),
        }
    }

    /// Returns a random sample of them, of all where `size` is more.
    fn sampled(self, size: u64, stream: &mut Stream) -> Self {
        let size = size.min(self.total());
        let innocent = hypergeometric(stream, self.innocent, self.violating, size);
        Self { innocent, violating: size - innocent }
    }

    /// Returns what is left of them without `part`.
    fn without(self, part: Self) -> Self {
        Self { innocent: self.innocent - part.innocent, violating: self.violating - part.violating }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            innocent: self.innocent + other.innocent,
            violating: self.violating + other.violating,
        }
    }
}

/// A funnel as it came out, each stage by the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Funnel {
    /// All that was scanned.
    pub scanned: Split,
    /// Flagged.
    pub flagged: Split,
    /// What reviewers did.
    #[serde(flatten)]
    pub review: ReviewOutcome,
    /// Acted against.
    pub actioned: Split,
    /// What came of appeals.
    #[serde(flatten)]
    pub appeals: AppealOutcome,
    /// Reversed without an appeal.
    pub reversed_without_appeal: Split,
    /// Audited among the actions that were neither appealed nor reversed.
    pub audited: Split,
    /// Of those audited and wrong, the ones that the audit found.
    pub audited_wrong: u64,
    /// Audited among what was not flagged.
    pub unflagged_audited: Split,
    /// Of those audited and violating, the ones that the audit found.
    pub unflagged_audited_violating: u64,
}

/// What reviewers did with flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewOutcome {
    /// Reviewed.
    pub reviewed: Split,
    /// Reviewed and rejected.
    pub rejected: Split,
    /// Reviewed and confirmed.
    pub confirmed: Split,
}

/// What came of appeals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AppealOutcome {
    /// Appealed.
    pub appealed: Split,
    /// Never decided.
    pub omitted: Split,
    /// Not yet decided.
    pub pending: Split,
    /// Reversed.
    pub reversed: Split,
    /// Upheld.
    pub upheld: Split,
}

impl AppealOutcome {
    /// All appeals that were decided.
    #[must_use]
    pub fn decided(&self) -> Split {
        self.reversed.plus(self.upheld)
    }
}

impl Funnel {
    /// All that was not flagged.
    #[must_use]
    pub fn unflagged(&self) -> Split {
        self.scanned.without(self.flagged)
    }

    /// The actions that were neither appealed nor reversed.
    #[must_use]
    pub fn undisputed(&self) -> Split {
        self.actioned.without(self.appeals.appealed).without(self.reversed_without_appeal)
    }
}

impl FunnelDesign {
    /// Draws funnel number `number` of all those that `seed` gives.
    #[must_use]
    pub fn draw(&self, seed: u64, number: u64) -> Funnel {
        let stream = &mut Stream::new(seed, Purpose::Funnel, number);
        let violating = binomial(stream, self.detector.volume(), self.detector.prevalence());
        let scanned = Split { innocent: self.detector.volume() - violating, violating };
        let flagged = scanned.drawn(self.detector.flags(), stream);
        let review = self.review.of(flagged, stream);
        let unreviewed = flagged.without(review.reviewed);
        let actioned =
            review.confirmed.plus(unreviewed.drawn([self.review.act_unreviewed; 2], stream));
        let appeals = self.appeals.of(actioned, &self.reversals, stream);
        let unprompted =
            [self.reversals.unprompted_reversal, self.reversals.unprompted_false_reversal];
        let reversed_without_appeal = actioned.without(appeals.appealed).drawn(unprompted, stream);
        let undisputed = actioned.without(appeals.appealed).without(reversed_without_appeal);
        let audited = undisputed.sampled(self.audits.audit, stream);
        let unflagged_audited =
            scanned.without(flagged).sampled(self.audits.audit_unflagged, stream);
        let mut found =
            |errors: u64| errors - binomial(stream, errors, self.audits.audit_overlooks);
        Funnel {
            scanned,
            flagged,
            review,
            actioned,
            appeals,
            reversed_without_appeal,
            audited,
            audited_wrong: found(audited.innocent),
            unflagged_audited,
            unflagged_audited_violating: found(unflagged_audited.violating),
        }
    }
}

impl Review {
    fn of(&self, flagged: Split, stream: &mut Stream) -> ReviewOutcome {
        let reviewed = flagged.drawn([self.review_share; 2], stream);
        let mistaken = reviewed.drawn([self.confirm_innocent, self.reject_violating], stream);
        let confirmed = Split {
            innocent: mistaken.innocent,
            violating: reviewed.violating - mistaken.violating,
        };
        ReviewOutcome { reviewed, rejected: reviewed.without(confirmed), confirmed }
    }
}

impl Appeals {
    fn of(&self, actioned: Split, reversals: &Reversals, stream: &mut Stream) -> AppealOutcome {
        let appealed = actioned.drawn(self.rates(), stream);
        let omitted = appealed.drawn([self.omitted_share(); 2], stream);
        let pending = appealed.without(omitted).drawn([self.pending_share(); 2], stream);
        let decided = appealed.without(omitted).without(pending);
        let rates = [reversals.rereview_sensitivity, reversals.false_reversal];
        let reversed = decided.drawn(rates, stream);
        AppealOutcome { appealed, omitted, pending, reversed, upheld: decided.without(reversed) }
    }
}
