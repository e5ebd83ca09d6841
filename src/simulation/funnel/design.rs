//! What a simulated funnel is drawn from.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::quantity::Probability;
use crate::simulation::check_items;

/// What happens to items, from the scan to the audits, as probabilities.
///
/// Each item, flag, appeal and audit is independent of all others.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FunnelDesign {
    /// The detector and what it scans.
    #[serde(flatten)]
    pub detector: Detector,
    /// What reviewers do with flags, before any action.
    #[serde(flatten)]
    pub review: Review,
    /// Who appeals.
    #[serde(flatten)]
    pub appeals: Appeals,
    /// What is decided about appeals, and without one.
    #[serde(flatten)]
    pub reversals: Reversals,
    /// What is audited.
    #[serde(flatten)]
    pub audits: Audits,
}

/// A detector and what it scans.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Detector {
    volume: u64,
    prevalence: Probability,
    recall: Probability,
    fpr: Probability,
}

impl Detector {
    /// Returns a detector with this recall and false positive rate that scans `volume` items, of which
    /// each is violating with the probability `prevalence`.
    ///
    /// # Errors
    ///
    /// If there are no items, or more than [`MOST_ITEMS`](crate::simulation::MOST_ITEMS).
    pub fn new(
        volume: u64,
        prevalence: Probability,
        recall: Probability,
        fpr: Probability,
    ) -> Result<Self> {
        check_items("--volume", volume)?;
        Ok(Self { volume, prevalence, recall, fpr })
    }

    pub(super) fn volume(self) -> u64 {
        self.volume
    }

    pub(super) fn prevalence(self) -> Probability {
        self.prevalence
    }

    /// The probability of a flag, given innocent and given violating.
    pub(super) fn flags(self) -> [Probability; 2] {
        [self.fpr, self.recall]
    }
}

/// What human reviewers do with flags. What they confirm is acted against, what they reject is not.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Review {
    /// P(reviewed given flagged).
    pub review_share: Probability,
    /// P(confirmed given reviewed and innocent).
    pub confirm_innocent: Probability,
    /// P(rejected given reviewed and violating).
    pub reject_violating: Probability,
    /// P(acted against given flagged and not reviewed).
    pub act_unreviewed: Probability,
}

/// Who appeals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Appeals {
    appeal_rate: Probability,
    kappa: f64,
    omitted_share: Probability,
    pending_share: Probability,
}

impl Appeals {
    /// Returns appeals that those who were rightly acted against make with the probability
    /// `appeal_rate`, and the others at `kappa` times the odds of that; of all appeals, `omitted_share`
    /// are never decided, and of the others, `pending_share` not yet.
    ///
    /// # Errors
    ///
    /// Unless `kappa` is a number of at least 0.
    pub fn new(
        appeal_rate: Probability,
        kappa: f64,
        omitted_share: Probability,
        pending_share: Probability,
    ) -> Result<Self> {
        if kappa.is_finite() && kappa >= 0.0 {
            return Ok(Self { appeal_rate, kappa, omitted_share, pending_share });
        }
        Err(Error::request(format!("a κ of {kappa}, expected a number of at least 0")))
    }

    /// Returns the probabilities of an appeal, given innocent and given violating.
    ///
    /// ```text
    /// odds(appeal given innocent) = κ · odds(appeal given violating),   so   κp / (1 - p + κp)
    /// ```
    #[must_use]
    pub fn rates(self) -> [Probability; 2] {
        let violating = self.appeal_rate.get();
        let weighted = self.kappa * violating;
        let innocent = if violating >= 1.0 { 1.0 } else { weighted / (1.0 - violating + weighted) };
        [Probability::new(innocent).unwrap_or(self.appeal_rate), self.appeal_rate]
    }

    pub(super) fn omitted_share(self) -> Probability {
        self.omitted_share
    }

    pub(super) fn pending_share(self) -> Probability {
        self.pending_share
    }
}

/// What is decided about appeals, and without one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reversals {
    /// `s`: P(reversed given decided on appeal and innocent).
    pub rereview_sensitivity: Probability,
    /// `f`: P(reversed given decided on appeal and violating).
    pub false_reversal: Probability,
    /// P(reversed given not appealed and innocent).
    pub unprompted_reversal: Probability,
    /// P(reversed given not appealed and violating).
    pub unprompted_false_reversal: Probability,
}

/// What is audited at random.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Audits {
    /// How many of the actions that were neither appealed nor reversed; all where there are fewer.
    pub audit: u64,
    /// How many of the items that were not flagged; all where there are fewer.
    pub audit_unflagged: u64,
    /// P(not found given audited and in error: a wrong action, or a violating item not flagged).
    pub audit_overlooks: Probability,
}
