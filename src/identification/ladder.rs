//! The ladder of one case: each rung whose figures are there, with its assumptions and its sets.

use super::appeals::{self, AppealBox, KappaRange};
use super::bounds;
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
    /// The number that the last of them rests on, in words, where it rests on one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
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
    let mut rungs = vec![nothing(&counts)];
    rungs.extend(on_actions(&counts, options));
    rungs.extend(on_borrowed(&counts));
    rungs.extend(on_review(&counts, options));
    rungs.extend(on_scan(&counts, options));
    rungs
}

fn nothing(counts: &Counts) -> RungResult {
    let fdr = IdentifiedSet::unidentified(counts.population());
    rung(Rung::Nothing, &[], fdr, ScanSets::unidentified())
}

fn rung(rung: Rung, assumptions: &[Assumption], fdr: IdentifiedSet, scan: ScanSets) -> RungResult {
    let ScanSets { fpr, recall, prevalence } = scan;
    RungResult {
        rung,
        assumptions: assumptions.to_vec(),
        given: None,
        fdr,
        fpr,
        recall,
        prevalence,
    }
}

impl Counts {
    /// What the false discovery rate of these counts is a share of.
    fn population(&self) -> Population {
        let actions = self.actioned.is_some() || self.appealed.zip(self.reversed).is_some();
        let flags = self.flagged.is_some() || self.reviewed.is_some();
        if flags && !actions { Population::Flags } else { Population::Actions }
    }

    /// The counts of rungs 1 to 4; `None` where they are not given or contradict each other.
    /// Where the number acted against is not given, it is at least those appealed.
    pub(super) fn appeal_box(&self) -> Option<AppealBox> {
        let none = CountRange::exactly(0);
        let (reversed, undecided) = (self.reversed?, self.undecided.unwrap_or(none));
        let without_appeal = self.reversed_without_appeal.unwrap_or(none);
        let actioned = match (self.actioned, self.appealed) {
            (Some(actioned), _) => actioned,
            (None, appealed) => CountRange::at_least(appealed?.plus(without_appeal).low()),
        };
        // Appeals are those reversed, upheld and undecided together, where all are given.
        let decided = self.upheld.map(|upheld| upheld.plus(reversed).plus(undecided));
        let appealed = self.appealed.unwrap_or(none);
        let counts = AppealBox {
            actioned,
            appealed: decided.map_or(Some(appealed), |sum| appealed.intersection(sum))?,
            reversed: reversed.hull(reversed.plus(undecided)),
            without_appeal,
            right_appealed: self.upheld.map(|upheld| upheld.hull(upheld.plus(undecided))),
        };
        let possible = match self.appealed {
            Some(_) => !counts.corners().is_empty(),
            None => counts.fits_without_appeals(),
        };
        (possible && actioned.high() != Some(0)).then_some(counts)
    }

    fn review_box(&self) -> Option<ReviewBox> {
        let counts = ReviewBox {
            flagged: self.flagged,
            reviewed: self.reviewed,
            rejected: self.rejected,
            confirmed: self.confirmed,
        };
        let any = counts.corners().iter().any(|corner| corner.flagged > 0.0);
        any.then_some(counts)
    }
}

/// Rungs 1 to 4, as far as the figures go: without a number acted against, those whose upper or
/// lower end does not need it.
fn on_actions(counts: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    use Assumption::{
        KappaKnown, ReversalsCorrect, UpheldCorrect, WrongedAppealLess, WrongedAppealMore,
    };
    let Some(numbers) = counts.appeal_box() else { return Vec::new() };
    let floor = floor(counts);
    let mut rungs = Vec::new();
    if counts.actioned.is_some() {
        let first = appeals::reversals_correct(&numbers, Population::Actions);
        rungs.push(rung(Rung::Reversals, &[ReversalsCorrect], first, floor));
    }
    if counts.appealed.is_none() {
        return rungs;
    }
    let both = [ReversalsCorrect, UpheldCorrect];
    if counts.actioned.is_some() {
        rungs.push(rung(Rung::Appeals, &both, appeals::upheld_correct(&numbers), floor));
    }
    let ranges = [
        (Rung::AppealMore, WrongedAppealMore, Some(KappaRange::AT_LEAST_ONE)),
        (Rung::AppealLess, WrongedAppealLess, Some(KappaRange::AT_MOST_ONE)),
        (Rung::KappaKnown, KappaKnown, options.kappa),
    ];
    for (name, assumption, kappa) in ranges {
        let Some(kappa) = kappa else { continue };
        let set = appeals::kappa_within(&numbers, kappa, options.confidence);
        let mut result = rung(name, &[ReversalsCorrect, UpheldCorrect, assumption], set, floor);
        result.given = (name == Rung::KappaKnown).then(|| kappa.to_string());
        rungs.push(result);
    }
    rungs
}

/// Rung 1 from reversals that another case counts, as a floor among the flags of this one.
fn on_borrowed(counts: &Counts) -> Option<RungResult> {
    let (borrowed, flagged) = (counts.borrowed.as_ref()?, counts.flagged?);
    if flagged.high().is_some_and(|high| high < borrowed.reversed) {
        return None;
    }
    let known = Counts {
        actioned: Some(flagged),
        reversed: Some(CountRange::at_least(borrowed.reversed)),
        ..Counts { scanned: counts.scanned, ..Counts::default() }
    };
    let set = appeals::reversals_correct(&known.appeal_box()?, Population::Flags);
    let assumptions = [vec![Assumption::ReversalsCorrect], borrowed.assumptions.clone()].concat();
    Some(rung(Rung::Reversals, &assumptions, set, floor(&known)))
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
    if numbers.flagged.is_some_and(|flagged| Some(flagged) != numbers.reviewed) {
        let sample = review::reviewed_at_random(&numbers, options.confidence);
        rungs.push(rung(Rung::Review, &[ReviewCorrect, ReviewedAtRandom], sample, unknown));
    }
    rungs
}

/// Rungs 8 and 8', on rung 7 where there is one, else on rung 1.
fn on_scan(counts: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    let bases = on_review(counts, options).into_iter().chain(on_actions(counts, options));
    let base = bases.into_iter().find(|base| matches!(base.rung, Rung::Review | Rung::Reversals));
    let Some(base) = base else { return Vec::new() };
    // What was reviewed was counted; what an action may hide was not.
    let measured = (base.rung == Rung::Review).then_some(options.confidence);
    let rates = |missed| {
        let points = scan_points(counts, missed);
        (!points.is_empty()).then(|| scan::rates(&points, missed, measured))
    };
    let mut rungs = Vec::new();
    if let Some(rates) = rates(None) {
        rungs.push(rung(Rung::Scan, &base.assumptions, base.fdr, rates));
    }
    let bounded = options.missed_at_most.and_then(|missed| rates(Some(missed)));
    if let Some(rates) = bounded {
        let assumptions = [base.assumptions, vec![Assumption::MissedAtMost]].concat();
        let mut result = rung(Rung::ScanBounded, &assumptions, base.fdr, rates);
        result.given = options.missed_at_most.map(|missed| missed.to_string());
        rungs.push(result);
    }
    rungs
}

/// What the number scanned adds to reversals alone: a floor of the false positive rate.
fn floor(counts: &Counts) -> ScanSets {
    let only_actions = Counts { reviewed: None, rejected: None, confirmed: None, ..counts.clone() };
    match scan_points(&only_actions, None) {
        points if points.is_empty() => ScanSets::unidentified(),
        points => scan::rates(&points, None, None).floor_only(),
    }
}

/// Flags and wrong flags beside each number scanned at which an end can be attained: its own ends,
/// and those at which the flags or a bound on the misses begin to bind.
fn scan_points(counts: &Counts, missed: Option<MissedAtMost>) -> Vec<ScanPoint> {
    let Some(scanned) = counts.scanned else { return Vec::new() };
    let bound = match missed {
        Some(MissedAtMost::Count(count)) => real(count),
        _ => 0.0,
    };
    let flags = wrong_flags(counts);
    let binding = flags.iter().flat_map(|point| [point.flagged, point.flagged + bound]);
    let values = bounds::clipped(scanned, binding.filter(|value| value.is_finite()));
    let points = values.into_iter().flat_map(|scanned| {
        let within = counts.within(bounds::count(scanned));
        let flags = within.map_or(Vec::new(), |counts| wrong_flags(&counts));
        flags.into_iter().map(move |point| ScanPoint { scanned, ..point })
    });
    points.filter(ScanPoint::is_possible).collect()
}

/// Flags with the least and the most of them that may be wrong: from review, else from reversals
/// among actions.
fn wrong_flags(counts: &Counts) -> Vec<ScanPoint> {
    if let Some(review) = counts.review_box() {
        let points = review.corners().into_iter().map(|corner| ScanPoint {
            scanned: corner.flagged,
            flagged: corner.flagged,
            least_wrong: corner.least_wrong(),
            most_wrong: corner.most_wrong(),
            least_right: corner.confirmed,
        });
        return points.collect();
    }
    let (Some(actioned), Some(numbers)) = (counts.actioned, counts.appeal_box()) else {
        return Vec::new();
    };
    let known = numbers.reversed.low_real() + numbers.without_appeal.low_real();
    let actions: Vec<(f64, f64)> = match counts.appealed {
        Some(_) => numbers.corners().iter().map(|c| (c.actioned, c.known_wrong())).collect(),
        None => bounds::clipped(actioned, [known]).into_iter().map(|all| (all, known)).collect(),
    };
    let point = |(flagged, least_wrong)| ScanPoint {
        scanned: flagged,
        flagged,
        least_wrong,
        most_wrong: flagged,
        least_right: 0.0,
    };
    actions.into_iter().map(point).collect()
}
