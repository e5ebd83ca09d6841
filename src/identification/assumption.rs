//! The rungs of the ladder and the assumptions that they add.

use crate::disclosure::words;

words! {
    /// A rung of the identification ladder.
    Rung {
        /// No figures, no assumption.
        Nothing = "0",
        /// Reversals, taken as corrections of errors.
        Reversals = "1",
        /// Appeals, whose outcomes are taken as right.
        Appeals = "2",
        /// The wrongly actioned appealed at least as often as the rightly actioned.
        AppealMore = "3",
        /// The wrongly actioned appealed at most as often as the rightly actioned.
        AppealLess = "3'",
        /// How much more often the wrongly actioned appealed is known.
        KappaKnown = "4",
        /// Appeals whose outcomes err at known rates.
        RereviewError = "5",
        /// An audit at random of decisions neither appealed nor reversed.
        Audit = "6",
        /// Human review of flags.
        Review = "7",
        /// All that was scanned.
        Scan = "8",
        /// All that was scanned, with a bound on what was missed.
        ScanBounded = "8'",
        /// All that was scanned, with an audit at random of what was not flagged.
        UnflaggedAudit = "9",
    }
}

words! {
    /// An assumption under which an identified set holds, by its stable code.
    Assumption {
        /// Each reversal corrects a real error.
        ReversalsCorrect = "reversals-correct",
        /// A decision upheld on appeal was right.
        UpheldCorrect = "upheld-correct",
        /// κ is at least 1.
        WrongedAppealMore = "wronged-appeal-more",
        /// κ is at most 1.
        WrongedAppealLess = "wronged-appeal-less",
        /// κ has the stated value, or lies in the stated range.
        KappaKnown = "kappa-known",
        /// Re-review reverses stated shares of the wrong and of the right decisions.
        RereviewError = "rereview-error",
        /// Each reversal without an appeal corrects a real error.
        UnappealedReversalsCorrect = "unappealed-reversals-correct",
        /// The audited decisions are a random sample, rightly judged.
        AuditRandom = "audit-random",
        /// Human reviewers were right.
        ReviewCorrect = "review-correct",
        /// What was reviewed is all that was flagged.
        AllFlagsReviewed = "all-flags-reviewed",
        /// All that was flagged was acted against.
        AllFlagsActioned = "all-flags-actioned",
        /// What was reviewed is a random sample of what was flagged.
        ReviewedAtRandom = "reviewed-at-random",
        /// At most so many violating units went unflagged.
        MissedAtMost = "missed-at-most",
        /// What was audited among the unflagged is a random sample of it, rightly judged.
        UnflaggedAuditRandom = "unflagged-audit-random",
        /// What was counted in a narrower or unstated scope is part of the whole.
        PartOfWhole = "part-of-whole",
        /// Each reversed decision was about another unit.
        OneUnitPerDecision = "one-unit-per-decision",
    }
}

impl Assumption {
    /// The assumption as a sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::ReversalsCorrect => "each reversal corrects a real error",
            Self::UpheldCorrect => "a decision upheld on appeal was right",
            Self::WrongedAppealMore => {
                "the wrongly actioned appealed at least as often as the rightly actioned (κ ≥ 1)"
            }
            Self::WrongedAppealLess => {
                "the wrongly actioned appealed at most as often as the rightly actioned (κ ≤ 1): \
                 shame, lost access, no notice"
            }
            Self::KappaKnown => "κ, the odds ratio of appealing, lies in the stated range",
            Self::RereviewError => {
                "re-review reverses stated shares of the wrong and of the right decisions"
            }
            Self::UnappealedReversalsCorrect => {
                "each reversal without an appeal corrects a real error"
            }
            Self::AuditRandom => {
                "the audit drew at random among the decisions neither appealed nor reversed, and \
                 judged them blind and rightly"
            }
            Self::ReviewCorrect => "human reviewers were right",
            Self::AllFlagsReviewed => "what was reviewed is all that was flagged",
            Self::AllFlagsActioned => "all that was flagged was acted against",
            Self::ReviewedAtRandom => "what was reviewed is a random sample of what was flagged",
            Self::MissedAtMost => {
                "at most the stated number or share went unflagged though violating"
            }
            Self::UnflaggedAuditRandom => {
                "the audit of what was not flagged drew at random among all of it, and judged it \
                 rightly"
            }
            Self::PartOfWhole => {
                "what was counted in a narrower or unstated scope is part of the whole"
            }
            Self::OneUnitPerDecision => "each reversed decision was about another unit",
        }
    }
}

impl Rung {
    /// The assumption that the rung adds to those below it, as a sentence for a table.
    #[must_use]
    pub fn adds(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Reversals => Assumption::ReversalsCorrect.sentence(),
            Self::Appeals => Assumption::UpheldCorrect.sentence(),
            Self::AppealMore => Assumption::WrongedAppealMore.sentence(),
            Self::AppealLess => Assumption::WrongedAppealLess.sentence(),
            Self::KappaKnown => Assumption::KappaKnown.sentence(),
            Self::RereviewError => Assumption::RereviewError.sentence(),
            Self::Audit => Assumption::AuditRandom.sentence(),
            Self::Review => Assumption::ReviewCorrect.sentence(),
            Self::Scan => "the number scanned, and no further assumption",
            Self::ScanBounded => Assumption::MissedAtMost.sentence(),
            Self::UnflaggedAudit => Assumption::UnflaggedAuditRandom.sentence(),
        }
    }
}
