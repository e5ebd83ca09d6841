//! The ladder of one case: each rung whose figures are there, with its assumptions and its sets.

use super::appeals::{self, AppealBox, KappaRange, ends};
use super::review::{self, ReviewBox};
use super::scan::{self, MissedAtMost, ScanPoint, ScanSets};
use super::{Assumption, Counts, IdentifiedSet, Population, Rung};
use crate::quantity::{Confidence, CountRange, real};
use serde::Serialize;

/// Assumptions with numbers, and the confidence of the limits beside the sets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LadderOptions {
    /// The range of κ for rung 4, which is left out without one.
    pub kappa: Option<KappaRange>,
    /// The bound on what was missed for rung 8', which is left out without one.
    pub missed_at_most: Option<MissedAtMost>,
    /// The confidence of the limits.
    pub confidence: Confidence,
}

impl Default for LadderOptions {
    fn default() -> Self {
        Self { kappa: None, missed_at_most: None, confidence: Confidence::DEFAULT }
    }
}

/// One rung: what is assumed, and what then remains possible.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RungResult {
    /// The rung.
    pub rung: Rung,
    /// All assumptions under which its sets hold.
    pub assumptions: Vec<Assumption>,
    /// The false discovery rate: the share of actions or flags that were wrong.
    pub fdr: IdentifiedSet,
    /// The false positive rate: the share of innocent units that were flagged.
    pub fpr: IdentifiedSet,
    /// Recall: the share of violating units that were flagged.
    pub recall: IdentifiedSet,
    /// Prevalence: the share of violating units.
    pub prevalence: IdentifiedSet,
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
    // Both have the same figures, so the same rungs in the same order.
    for (rung, printed) in rungs.iter_mut().zip(self::rungs(printed, options)) {
        rung.fdr = rung.fdr.with_printed(&printed.fdr);
        rung.fpr = rung.fpr.with_printed(&printed.fpr);
        rung.recall = rung.recall.with_printed(&printed.recall);
        rung.prevalence = rung.prevalence.with_printed(&printed.prevalence);
    }
    rungs
}

fn rungs(counts: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    let nothing = IdentifiedSet::unidentified(counts.population());
    let mut rungs = vec![rung(Rung::Nothing, &[], nothing, ScanSets::unidentified())];
    rungs.extend(on_actions(counts, options));
    rungs.extend(on_borrowed(counts, options));
    rungs.extend(on_review(counts, options));
    rungs.extend(on_scan(counts, options));
    rungs
}

fn rung(rung: Rung, assumptions: &[Assumption], fdr: IdentifiedSet, scan: ScanSets) -> RungResult {
    let ScanSets { fpr, recall, prevalence } = scan;
    RungResult { rung, assumptions: assumptions.to_vec(), fdr, fpr, recall, prevalence }
}

impl Counts {
    /// What the false discovery rate of these counts is a share of.
    fn population(&self) -> Population {
        let flags = self.flagged.is_some() || self.reviewed.is_some();
        if self.actioned.is_none() && flags { Population::Flags } else { Population::Actions }
    }

    pub(super) fn appeal_box(&self) -> Option<AppealBox> {
        let none = CountRange::exactly(0);
        let scanned = self.scanned.and_then(CountRange::high);
        let cap = CountRange::new(0, scanned)?;
        Some(AppealBox {
            actioned: self.actioned.and_then(|actioned| actioned.intersection(cap))?,
            appealed: self.appealed.unwrap_or(none),
            reversed: self.reversed?,
            without_appeal: self.reversed_without_appeal.unwrap_or(none),
        })
        .filter(|counts| counts.actioned.high() != Some(0))
    }

    fn review_box(&self) -> Option<ReviewBox> {
        let counts =
            ReviewBox { flagged: self.flagged, reviewed: self.reviewed?, rejected: self.rejected? };
        (!counts.corners().is_empty()).then_some(counts)
    }
}

/// Rungs 1 to 4, as far as the figures go.
fn on_actions(counts: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    use Assumption::{
        KappaKnown, ReversalsCorrect, UpheldCorrect, WrongedAppealLess, WrongedAppealMore,
    };
    let Some(numbers) = counts.appeal_box() else { return Vec::new() };
    let floor = scan_from_actions(counts, &numbers, options).floor_only();
    let first = appeals::reversals_correct(&numbers, Population::Actions);
    let mut rungs = vec![rung(Rung::Reversals, &[ReversalsCorrect], first, floor)];
    if counts.appealed.is_none() {
        return rungs;
    }
    let both = [ReversalsCorrect, UpheldCorrect];
    rungs.push(rung(Rung::Appeals, &both, appeals::upheld_correct(&numbers), floor));
    let ranges = [
        (Rung::AppealMore, WrongedAppealMore, Some(KappaRange::AT_LEAST_ONE)),
        (Rung::AppealLess, WrongedAppealLess, Some(KappaRange::AT_MOST_ONE)),
        (Rung::KappaKnown, KappaKnown, options.kappa),
    ];
    for (name, assumption, kappa) in ranges {
        let Some(kappa) = kappa else { continue };
        let set = appeals::kappa_within(&numbers, kappa, options.confidence);
        rungs.push(rung(name, &[ReversalsCorrect, UpheldCorrect, assumption], set, floor));
    }
    rungs
}

/// Rung 1 from reversals that another case counts, as a floor among the flags of this one.
fn on_borrowed(counts: &Counts, options: &LadderOptions) -> Option<RungResult> {
    let (borrowed, flagged) = (counts.borrowed.as_ref()?, counts.flagged_within_scanned()?);
    let numbers = AppealBox {
        actioned: flagged,
        appealed: CountRange::exactly(0),
        reversed: CountRange::at_least(borrowed.reversed),
        without_appeal: CountRange::exactly(0),
    };
    let set = appeals::reversals_correct(&numbers, Population::Flags);
    let floor = scan_from_actions(counts, &numbers, options).floor_only();
    let assumptions = [vec![Assumption::ReversalsCorrect], borrowed.assumptions.clone()].concat();
    Some(rung(Rung::Reversals, &assumptions, set, floor))
}

impl Counts {
    fn flagged_within_scanned(&self) -> Option<CountRange> {
        let cap = CountRange::new(0, self.scanned.and_then(CountRange::high))?;
        self.flagged?.intersection(cap)
    }
}

/// Rung 7, and its estimate where only some flags were reviewed.
fn on_review(counts: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    use Assumption::{AllFlagsReviewed, ReviewCorrect, ReviewedAtRandom};
    let Some(numbers) = counts.review_box() else { return Vec::new() };
    let set = review::review_correct(&numbers, options.confidence);
    let unknown = ScanSets::unidentified();
    let assumptions: &[Assumption] = if numbers.flagged.is_some() {
        &[ReviewCorrect]
    } else {
        &[ReviewCorrect, AllFlagsReviewed]
    };
    let mut rungs = vec![rung(Rung::Review, assumptions, set, unknown)];
    if numbers.flagged.is_some_and(|flagged| flagged != numbers.reviewed) {
        let sample = review::reviewed_at_random(&numbers, options.confidence);
        rungs.push(rung(Rung::Review, &[ReviewCorrect, ReviewedAtRandom], sample, unknown));
    }
    rungs
}

/// Rungs 8 and 8', on rung 7 where there is one, else on rung 1.
fn on_scan(counts: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    let Some((points, base)) = scan_points(counts, options.missed_at_most) else {
        return Vec::new();
    };
    let rates = |missed| scan::rates(&points, missed, options.confidence);
    let mut rungs = vec![rung(Rung::Scan, &base.assumptions, base.fdr, rates(None))];
    if let Some(missed) = options.missed_at_most {
        let assumptions = [base.assumptions, vec![Assumption::MissedAtMost]].concat();
        rungs.push(rung(Rung::ScanBounded, &assumptions, base.fdr, rates(Some(missed))));
    }
    rungs
}

/// The corners from which the rates over all scanned are computed, and the rung they rest on.
fn scan_points(
    counts: &Counts,
    missed: Option<MissedAtMost>,
) -> Option<(Vec<ScanPoint>, RungResult)> {
    let options = LadderOptions::default();
    let (points, base) = if let Some(review) = counts.review_box() {
        let corners = review.corners();
        let wrong = corners.iter().map(|c| (c.flagged, c.least_wrong(), c.most_wrong()));
        (beside_scanned(counts, wrong, missed), on_review(counts, &options).into_iter().next()?)
    } else if let Some(numbers) = counts.appeal_box() {
        (from_actions(counts, &numbers, missed), on_actions(counts, &options).into_iter().next()?)
    } else {
        return None;
    };
    (!points.is_empty()).then_some((points, base))
}

fn from_actions(
    counts: &Counts,
    numbers: &AppealBox,
    missed: Option<MissedAtMost>,
) -> Vec<ScanPoint> {
    let mut wrong = Vec::new();
    for actioned in ends(numbers.actioned) {
        for reversed in ends(numbers.reversed) {
            let least = reversed + numbers.without_appeal.low_real();
            wrong.push((actioned, least, actioned));
        }
    }
    beside_scanned(counts, wrong.into_iter(), missed)
}

/// Each choice of flags and wrong flags beside the ends of the number scanned, and beside the
/// number at which a bound on the misses begins to bind.
fn beside_scanned(
    counts: &Counts,
    wrong: impl Iterator<Item = (f64, f64, f64)>,
    missed: Option<MissedAtMost>,
) -> Vec<ScanPoint> {
    let Some(scanned) = counts.scanned else { return Vec::new() };
    let points = wrong.flat_map(|(flagged, least_wrong, most_wrong)| {
        let binding = match missed {
            Some(MissedAtMost::Count(count)) => Some(flagged + real(count)),
            _ => None,
        };
        appeals::clipped(scanned, binding).into_iter().map(move |scanned| ScanPoint {
            scanned,
            flagged,
            least_wrong,
            most_wrong,
        })
    });
    points.filter(ScanPoint::is_possible).collect()
}

fn scan_from_actions(counts: &Counts, numbers: &AppealBox, options: &LadderOptions) -> ScanSets {
    match from_actions(counts, numbers, None) {
        points if points.is_empty() => ScanSets::unidentified(),
        points => scan::rates(&points, None, options.confidence),
    }
}
