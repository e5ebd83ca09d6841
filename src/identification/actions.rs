//! Rungs 1 to 6 of one case: each with its assumptions and the share of actions that it leaves wrong.

use super::appeal_box::AppealBox;
use super::appeals::{self, AppealRegion};
use super::audited::audited;
use super::ladder::{Given, LadderOptions, RungResult};
use super::rereview::RereviewBox;
use super::sample::Sample;
use super::scan::{self, ScanPoint, ScanSets};
use super::scanned::FlagPoints;
use super::unflagged::Missed;
use super::wrong::{Wrong, WrongActions};
use super::{Assumption, Counts, KappaRange, Population, Rereview, Rung};
use crate::quantity::{Confidence, CountRange};

/// What is concluded from figures on actions: with `rereview`, where the outcomes of appeals err.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActionRung {
    reading: Reading,
    rereview: Option<Rereview>,
}

/// From what the share wrong follows.
#[derive(Clone, Copy, Debug)]
enum Reading {
    /// Reversals alone.
    Reversals,
    /// The outcomes of appeals.
    Outcomes,
    /// These and who appealed: κ, by the rung and the assumption that bound it.
    Kappa(KappaRange, Rung, Assumption),
    /// These and an audit of the others.
    Audit,
}

/// The counts of rungs 1 to 6, with all that they allow.
struct Appeals<'a> {
    counts: &'a Counts,
    numbers: AppealBox,
    /// What appeals with right outcomes allow, and what those that err do.
    right: AppealRegion,
    erring: Option<AppealRegion>,
    confidence: Confidence,
}

impl<'a> Appeals<'a> {
    /// Returns what `counts` allow, or `None` where they say nothing of reversals or cannot be.
    fn of(counts: &'a Counts, rereview: Option<Rereview>, confidence: Confidence) -> Option<Self> {
        let numbers = counts.appeal_box()?;
        let erring = |rereview| counts.rereview_box(&numbers, rereview).region(confidence);
        Some(Self {
            right: numbers.region(confidence),
            erring: rereview.map(erring),
            counts,
            numbers,
            confidence,
        })
    }

    fn region(&self, rereview: Option<Rereview>) -> Option<&AppealRegion> {
        if rereview.is_some() { self.erring.as_ref() } else { Some(&self.right) }
    }

    /// Rung 6, or `None` without an audit that fits the decisions neither appealed nor reversed.
    fn audited(&self, rereview: Option<Rereview>) -> Option<WrongActions> {
        let (counts, numbers) = (self.counts, self.numbers);
        let pool = numbers.actioned.minus(numbers.appealed).minus(numbers.without_appeal);
        let sample = Sample::of(counts.audited, counts.audited_wrong, pool)?;
        let numbers = AppealBox { audited: Some(sample.drawn()), ..numbers };
        let (region, confidence) = match rereview {
            None => (numbers.region(self.confidence), self.confidence),
            Some(rereview) => {
                // Outcomes and audit are two draws, which are to hold together.
                let each = self.confidence.of_each(2);
                (counts.rereview_box(&numbers, rereview).region(each), each)
            }
        };
        let wrong = audited(&region, &sample, sample.limits(pool, confidence));
        // Figures that refute what the audit builds on leave nothing, those that leave no room for it
        // say nothing.
        let refuted = self.region(rereview)?.corners.is_empty();
        (refuted || !wrong.ends.is_empty()).then_some(wrong)
    }
}

/// A rung with all that it leaves possible of the wrong actions.
pub(super) struct ActionResult {
    pub(super) result: RungResult,
    pub(super) rung: ActionRung,
    pub(super) wrong: WrongActions,
}

/// Returns rungs 1 to 6 as far as the figures go: without a number acted against, those whose upper
/// or lower end does not need it.
pub(super) fn on_actions(counts: &Counts, options: &LadderOptions) -> Vec<ActionResult> {
    let Some(appeals) = Appeals::of(counts, options.rereview, options.confidence) else {
        return Vec::new();
    };
    let mut floors = [ScanSets::unidentified(); 2];
    let rungs = readings(options).into_iter().filter_map(|rung| {
        let wrong = rung.wrong(&appeals)?;
        let floor = &mut floors[usize::from(rung.rereview.is_some())];
        if rung.is_first() {
            *floor = rung.floor(counts, &wrong);
        }
        let (name, assumptions) = (rung.name(), rung.assumptions(counts));
        let set = wrong.set(Population::Actions);
        let mut result = RungResult::new(name, assumptions, set, *floor);
        result.given = rung.given();
        Some(ActionResult { result, rung, wrong })
    });
    rungs.collect()
}

/// Every reading in the order of the rungs.
fn readings(options: &LadderOptions) -> Vec<ActionRung> {
    use Assumption::{KappaKnown, WrongedAppealLess, WrongedAppealMore};
    let kappa = |(rung, assumption, kappa)| Reading::Kappa(kappa, rung, assumption);
    let known = options.kappa.map(|kappa| (Rung::KappaKnown, KappaKnown, kappa));
    let by_kappa = [
        (Rung::AppealMore, WrongedAppealMore, KappaRange::AT_LEAST_ONE),
        (Rung::AppealLess, WrongedAppealLess, KappaRange::AT_MOST_ONE),
    ];
    let by_kappa: Vec<Reading> = by_kappa.into_iter().chain(known).map(kappa).collect();
    let outcomes = [vec![Reading::Outcomes], by_kappa].concat();
    let right = |reading| ActionRung { reading, rereview: None };
    let first = [Reading::Reversals].into_iter().chain(outcomes.iter().copied()).map(right);
    let erring = options.rereview.into_iter().flat_map(|rereview| {
        outcomes
            .iter()
            .map(move |reading| ActionRung { reading: *reading, rereview: Some(rereview) })
    });
    let audits = [None].into_iter().chain(options.rereview.map(Some));
    let audits = audits.map(|rereview| ActionRung { reading: Reading::Audit, rereview });
    first.chain(erring).chain(audits).collect()
}

impl ActionRung {
    fn name(self) -> Rung {
        match (self.reading, self.rereview) {
            (Reading::Audit, _) => Rung::Audit,
            (_, Some(_)) => Rung::RereviewError,
            (Reading::Reversals, None) => Rung::Reversals,
            (Reading::Outcomes, None) => Rung::Appeals,
            (Reading::Kappa(_, rung, _), None) => rung,
        }
    }

    fn assumptions(self, counts: &Counts) -> Vec<Assumption> {
        let without =
            counts.reversed_without_appeal.map(|_| Assumption::UnappealedReversalsCorrect);
        let mut assumptions = match (self.reading, self.rereview) {
            (_, Some(_)) => [Assumption::RereviewError].into_iter().chain(without).collect(),
            (Reading::Reversals, None) => vec![Assumption::ReversalsCorrect],
            _ => vec![Assumption::ReversalsCorrect, Assumption::UpheldCorrect],
        };
        match self.reading {
            Reading::Kappa(_, _, assumption) => assumptions.push(assumption),
            Reading::Audit => assumptions.push(Assumption::AuditRandom),
            Reading::Reversals | Reading::Outcomes => {}
        }
        assumptions
    }

    fn given(self) -> Given {
        let rereview = self.rereview.map(|given| (Assumption::RereviewError, given.to_string()));
        let kappa = match self.reading {
            Reading::Kappa(kappa, Rung::KappaKnown, assumption) => {
                Some((assumption, kappa.to_string()))
            }
            _ => None,
        };
        rereview.into_iter().chain(kappa).collect()
    }

    /// Bounds on the wrong actions, or `None` where the figures do not go so far.
    fn wrong(self, appeals: &Appeals) -> Option<WrongActions> {
        let counts = appeals.counts;
        if matches!(self.reading, Reading::Reversals) {
            counts.actioned?;
            return Some(appeals::reversals_correct(&appeals.numbers, counts.appealed.is_some()));
        }
        counts.appealed?;
        let region = appeals.region(self.rereview)?;
        if let Reading::Kappa(kappa, ..) = self.reading {
            return Some(appeals::kappa_within(region, kappa));
        }
        counts.actioned?;
        match self.reading {
            Reading::Audit => appeals.audited(self.rereview),
            _ => Some(appeals::upheld_correct(region)),
        }
    }

    /// The same for other counts; nothing where they do not go so far.
    pub(super) fn wrong_among(self, counts: &Counts, confidence: Confidence) -> WrongActions {
        let appeals = Appeals::of(counts, self.rereview, confidence);
        appeals.and_then(|appeals| self.wrong(&appeals)).unwrap_or_default()
    }

    /// Whether all others build on it: rung 1, or the first rung 5.
    fn is_first(self) -> bool {
        match self.reading {
            Reading::Reversals => true,
            Reading::Outcomes => self.rereview.is_some(),
            Reading::Kappa(..) | Reading::Audit => false,
        }
    }

    /// What the number scanned adds below rung 8: a floor of the false positive rate, from the least of
    /// the `wrong` of this rung.
    fn floor(self, counts: &Counts, wrong: &WrongActions) -> ScanSets {
        // Nothing but the least of them is known for certain.
        let floor =
            |point: ScanPoint| ScanPoint { least_right: 0.0, most_wrong: point.flagged, ..point };
        let flags = |wrong: &WrongActions| FlagPoints {
            ends: wrong.ends.iter().map(Wrong::flags).map(floor).collect(),
            limits: Vec::new(),
        };
        // No end depends on the confidence.
        let among = |counts: &Counts| flags(&self.wrong_among(counts, Confidence::DEFAULT));
        let points = flags(wrong).among_scanned(counts, (0.0, 0.0), &among).ends;
        if points.is_empty() {
            return ScanSets::unidentified();
        }
        scan::rates(&points, Missed::Anything, None).floor_only()
    }
}

/// Rung 1 from reversals that another case counts, as a floor among the flags of this one.
pub(super) fn on_borrowed(counts: &Counts, options: &LadderOptions) -> Option<RungResult> {
    let (borrowed, flagged) = (counts.borrowed.as_ref()?, counts.flagged?);
    if flagged.high().is_some_and(|high| high < borrowed.reversed) {
        return None;
    }
    let known = Counts {
        actioned: Some(flagged),
        reversed: Some(CountRange::at_least(borrowed.reversed)),
        ..Counts { scanned: counts.scanned, ..Counts::default() }
    };
    let rung = ActionRung { reading: Reading::Reversals, rereview: None };
    let wrong = rung.wrong(&Appeals::of(&known, None, options.confidence)?)?;
    let set = wrong.set(Population::Flags);
    let assumptions = [vec![Assumption::ReversalsCorrect], borrowed.assumptions.clone()].concat();
    let floor = rung.floor(&known, &wrong);
    Some(RungResult::new(Rung::Reversals, assumptions, set, floor))
}

impl Counts {
    /// The counts of rungs 1 to 4 and 6; `None` where they are not given or contradict each other.
    /// Where the number acted against is not given, it is at least those appealed.
    pub(super) fn appeal_box(&self) -> Option<AppealBox> {
        let none = CountRange::exactly(0);
        let (reversed, undecided) = (self.reversed?, self.undecided.unwrap_or(none));
        let without_appeal = self.reversed_without_appeal.unwrap_or(none);
        let actioned = match (self.actioned, self.appealed) {
            // Of no actions there is no share.
            (Some(actioned), _) => actioned.intersection(CountRange::at_least(1))?,
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
            audited: None,
        };
        let possible = match self.appealed {
            Some(_) => !counts.corners().is_empty(),
            None => counts.fits_without_appeals(),
        };
        possible.then_some(counts)
    }

    fn rereview_box(&self, numbers: &AppealBox, rereview: Rereview) -> RereviewBox {
        let none = CountRange::exactly(0);
        RereviewBox {
            actioned: numbers.actioned,
            appealed: numbers.appealed,
            undecided: self.undecided.unwrap_or(none),
            reversed: self.reversed.unwrap_or(none),
            without_appeal: numbers.without_appeal,
            upheld: self.upheld,
            audited: numbers.audited,
            rereview,
        }
    }
}
