//! The ladder of one case: each rung whose figures are there, with its assumptions and its sets.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::actions::{on_actions, on_borrowed};
use super::review::{self, ReviewBox};
use super::scan::ScanSets;
use super::scanned::on_scan;
use super::{
    Assumption, Counts, IdentifiedSet, KappaRange, MissedAtMost, Population, Rereview, Rung,
};
use crate::quantity::{Confidence, CountRange};

/// Assumptions with numbers, and the confidence of the limits beside the sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LadderOptions {
    /// The range of κ for rung 4, which is left out without one.
    pub kappa: Option<KappaRange>,
    /// The errors of re-review for rung 5, which is left out without them.
    pub rereview: Option<Rereview>,
    /// The bound on what was missed for rung 8', which is left out without one.
    pub missed_at_most: Option<MissedAtMost>,
    /// The confidence of the limits.
    pub confidence: Confidence,
}

impl Default for LadderOptions {
    fn default() -> Self {
        Self { kappa: None, rereview: None, missed_at_most: None, confidence: Confidence::DEFAULT }
    }
}

/// What was given with an assumption, in words.
pub type Given = BTreeMap<Assumption, String>;

/// One rung: what is assumed, and what then remains possible.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RungResult {
    /// The rung.
    pub rung: Rung,
    /// All assumptions under which its sets hold.
    pub assumptions: Vec<Assumption>,
    /// What was given with those of them that rest on numbers, in words.
    #[serde(skip_serializing_if = "Given::is_empty", serialize_with = "joined")]
    pub given: Given,
    /// The false discovery rate: the share of actions or flags that were wrong.
    pub fdr: IdentifiedSet,
    /// The false positive rate: the share of innocent units that were flagged.
    pub fpr: IdentifiedSet,
    /// Recall: the share of violating units that were flagged.
    pub recall: IdentifiedSet,
    /// Prevalence: the share of violating units.
    pub prevalence: IdentifiedSet,
}

fn joined<S: Serializer>(given: &Given, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&given.values().map(String::as_str).collect::<Vec<_>>().join("; "))
}

impl RungResult {
    pub(super) fn new(
        rung: Rung,
        assumptions: Vec<Assumption>,
        fdr: IdentifiedSet,
        scan: ScanSets,
    ) -> Self {
        let ScanSets { fpr, recall, prevalence } = scan;
        Self { rung, assumptions, given: Given::new(), fdr, fpr, recall, prevalence }
    }

    /// Whether its sets are estimates from a random sample, which the truth need not lie in.
    #[must_use]
    pub fn is_estimate(&self) -> bool {
        use Assumption::{AuditRandom, ReviewedAtRandom, UnflaggedAuditRandom};
        let random = [AuditRandom, ReviewedAtRandom, UnflaggedAuditRandom];
        self.assumptions.iter().any(|assumption| random.contains(assumption))
    }
}

/// Returns the rungs for which `counts` has the figures, in order, with every end over all numbers
/// that the figures may stand for, and beside it the end at the `printed` ones.
///
/// ```
/// use baserate::identification::{Counts, LadderOptions, Rung, ladder};
/// use baserate::quantity::CountRange;
///
/// let counts = Counts {
///     actioned: Some(CountRange::exactly(340_000)),
///     appealed: Some(CountRange::exactly(4_900)),
///     reversed: Some(CountRange::exactly(207)),
///     ..Counts::default()
/// };
/// let rungs = ladder(&counts, &counts, &LadderOptions::default());
/// let third = rungs.iter().find(|rung| rung.rung == Rung::AppealMore).unwrap();
/// let (lower, upper) = third.fdr.ends().unwrap();
/// assert!((lower - 207.0 / 340_000.0).abs() < 1e-12);
/// assert!((upper - 207.0 / 4_900.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn ladder(counts: &Counts, printed: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    let mut rungs = rungs(counts, options);
    let printed = self::rungs(printed, options);
    for rung in &mut rungs {
        let same = |other: &&RungResult| {
            (other.rung, &other.assumptions) == (rung.rung, &rung.assumptions)
        };
        let at = printed.iter().find(same);
        rung.fdr = rung.fdr.with_printed(at.map(|at| &at.fdr));
        rung.fpr = rung.fpr.with_printed(at.map(|at| &at.fpr));
        rung.recall = rung.recall.with_printed(at.map(|at| &at.recall));
        rung.prevalence = rung.prevalence.with_printed(at.map(|at| &at.prevalence));
    }
    rungs
}

fn rungs(counts: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    // No more can be flagged or acted against than was scanned.
    let scanned = counts.scanned.and_then(CountRange::high);
    let Some(counts) = counts.within(scanned) else { return vec![nothing(counts)] };
    let actions = on_actions(&counts, options);
    let reviews = on_review(&counts, options);
    let scans = on_scan(&counts, options, &reviews, &actions);
    let mut rungs = vec![nothing(&counts)];
    rungs.extend(actions.into_iter().map(|action| action.result));
    rungs.extend(on_borrowed(&counts, options));
    rungs.extend(reviews);
    rungs.extend(scans);
    rungs
}

fn nothing(counts: &Counts) -> RungResult {
    let fdr = IdentifiedSet::unidentified(counts.population());
    RungResult::new(Rung::Nothing, Vec::new(), fdr, ScanSets::unidentified())
}

impl Counts {
    /// What the false discovery rate of these counts is a share of.
    pub(super) fn population(&self) -> Population {
        let actions = self.actioned.is_some() || self.appealed.zip(self.reversed).is_some();
        let flags = self.flagged.is_some() || self.reviewed.is_some();
        if flags && !actions { Population::Flags } else { Population::Actions }
    }

    /// The counts of rung 7; `None` where they are not given, contradict each other or leave no flags of
    /// which there is a share.
    fn review_box(&self) -> Option<ReviewBox> {
        let counts = self.review_counts();
        let any = counts.corners().iter().any(|corner| corner.flagged > 0.0);
        any.then_some(counts)
    }

    /// What is given of flags and their review.
    pub(super) fn review_counts(&self) -> ReviewBox {
        ReviewBox {
            flagged: self.flagged,
            reviewed: self.reviewed,
            rejected: self.rejected,
            confirmed: self.confirmed,
        }
    }
}

/// Rung 7, and its estimate where only some flags were reviewed.
fn on_review(counts: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    use Assumption::{AllFlagsReviewed, ReviewCorrect, ReviewedAtRandom};
    let Some(numbers) = counts.review_box() else { return Vec::new() };
    let set = review::review_correct(&numbers, options.confidence);
    let unknown = ScanSets::unidentified();
    let mut assumptions = vec![ReviewCorrect];
    if numbers.flagged.is_none() {
        assumptions.push(AllFlagsReviewed);
    }
    let mut rungs = vec![RungResult::new(Rung::Review, assumptions, set, unknown)];
    if numbers.flagged.is_some_and(|flagged| Some(flagged) != numbers.reviewed) {
        let sample = review::reviewed_at_random(&numbers, options.confidence);
        let assumptions = vec![ReviewCorrect, ReviewedAtRandom];
        rungs.push(RungResult::new(Rung::Review, assumptions, sample, unknown));
    }
    rungs
}
