//! Rungs 8, 8' and 9 of one case: the rates over all that was scanned, on each of the rungs below.

use std::borrow::Cow;

use super::actions::{ActionResult, ActionRung};
use super::bounds;
use super::ladder::{Given, LadderOptions, RungResult};
use super::review::ReviewPoint;
use super::sample::Sample;
use super::scan::{self, Drawn, ScanPoint, ScanSets};
use super::unflagged::{Missed, MissedAtMost};
use super::wrong::{Wrong, WrongActions};
use super::{Assumption, Counts, IdentifiedSet, Rung, Status};
use crate::quantity::{Confidence, CountRange, real};

/// A rung on which the rates over all scanned are built.
#[derive(Clone)]
struct Base {
    assumptions: Vec<Assumption>,
    given: Given,
    fdr: IdentifiedSet,
    flags: Flags,
    points: FlagPoints,
}

/// Flags with bounds on the wrong ones among them: the ends, and the limits where something was drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct FlagPoints {
    pub(super) ends: Vec<ScanPoint>,
    pub(super) limits: Vec<ScanPoint>,
}

/// What bounds the wrong flags.
#[derive(Clone, Copy, Debug)]
enum Flags {
    /// Nothing.
    Unreviewed,
    /// Human review.
    Reviewed,
    /// Human review of a random sample.
    Sampled,
    /// One of rungs 1 to 6, with actions in place of flags.
    Actions(ActionRung),
}

/// Returns rungs 8, 8' and 9 on rung 7 where there is one, else on each of rungs 1 to 6.
pub(super) fn on_scan(
    counts: &Counts,
    options: &LadderOptions,
    reviews: &[RungResult],
    actions: &[ActionResult],
) -> Vec<RungResult> {
    if counts.scanned.is_none() {
        return Vec::new();
    }
    let bases = bases(counts, options.confidence, reviews, actions);
    let plain = bases.iter().filter_map(|base| base.scan(counts, options, None));
    let bounded = bases.iter().filter_map(|base| {
        let missed = options.missed_at_most?;
        base.scan(counts, options, Some(missed))
    });
    let mut rungs: Vec<RungResult> = plain.chain(bounded).collect();
    let unreviewed = Base {
        assumptions: Vec::new(),
        given: Given::new(),
        fdr: IdentifiedSet::unidentified(counts.population()),
        flags: Flags::Unreviewed,
        points: Flags::Unreviewed.points(counts, options.confidence),
    };
    // What was not flagged is what was not acted against only where all flags led to actions.
    let same = counts.flagged.is_none_or(|flagged| Some(flagged) == counts.actioned);
    let about_flags = |base: &&Base| same || !matches!(base.flags, Flags::Actions(_));
    let mut sampled: Vec<&Base> = bases.iter().filter(about_flags).collect();
    if sampled.is_empty() {
        sampled.push(&unreviewed);
    }
    let sampled = sampled.into_iter();
    rungs.extend(sampled.filter_map(|base| base.sampled(counts, options.confidence)));
    rungs
}

/// The rungs that bound the wrong flags, but for those that the figures refute.
fn bases(
    counts: &Counts,
    confidence: Confidence,
    reviews: &[RungResult],
    actions: &[ActionResult],
) -> Vec<Base> {
    let base = |result: &RungResult, flags, points| Base {
        assumptions: result.assumptions.clone(),
        given: result.given.clone(),
        fdr: result.fdr,
        flags,
        points,
    };
    let review = |result: &RungResult| {
        let sampled = result.assumptions.contains(&Assumption::ReviewedAtRandom);
        let flags = if sampled { Flags::Sampled } else { Flags::Reviewed };
        base(result, flags, flags.points(counts, confidence))
    };
    let action = |action: &ActionResult| {
        base(&action.result, Flags::Actions(action.rung), FlagPoints::of(&action.wrong))
    };
    let mut bases: Vec<Base> = reviews.iter().map(review).collect();
    // Of flags without end there is no estimate.
    let counted = counts.flagged.is_none_or(|flagged| flagged.high().is_some());
    bases.retain(|base| counted || !matches!(base.flags, Flags::Sampled));
    if bases.is_empty() && counts.actioned.is_some() {
        bases.extend(actions.iter().map(action));
    }
    bases.retain(|base| base.fdr.status() != Status::Empty);
    bases
}

impl Base {
    /// Rung 8, or with a bound on what was `missed` rung 8'.
    fn scan(
        &self,
        counts: &Counts,
        options: &LadderOptions,
        missed: Option<MissedAtMost>,
    ) -> Option<RungResult> {
        let bound = match missed {
            Some(MissedAtMost::Count(count)) => real(count),
            _ => 0.0,
        };
        let FlagPoints { ends: points, limits } =
            self.among_scanned(counts, (0.0, bound), options.confidence);
        let taken = missed.map_or(Missed::Anything, Missed::AtMost);
        let drawn = match self.flags {
            Flags::Reviewed => Some(Drawn::Flagging(&points, taken, options.confidence)),
            _ if limits.is_empty() => None,
            _ => Some(Drawn::WrongFlags(&limits, taken)),
        };
        let sets = (!points.is_empty()).then(|| scan::rates(&points, taken, drawn))?;
        Some(match missed {
            None => self.rung(Rung::Scan, None, sets),
            Some(missed) => {
                let mut rung = self.rung(Rung::ScanBounded, Some(Assumption::MissedAtMost), sets);
                rung.given.insert(Assumption::MissedAtMost, missed.to_string());
                rung
            }
        })
    }

    /// Rung 9, or `None` without a sample that fits what was not flagged.
    fn sampled(&self, counts: &Counts, confidence: Confidence) -> Option<RungResult> {
        let fewest = self.points.ends.iter().map(|point| point.flagged).reduce(f64::min)?;
        let pool = counts.scanned?.minus(CountRange::at_least(bounds::count(fewest)?));
        let sample =
            Sample::of(counts.unflagged_audited, counts.unflagged_audited_violating, pool)?;
        let rest = (sample.drawn().low_real(), sample.drawn().high_real());
        let FlagPoints { ends: points, limits } = self.among_scanned(counts, rest, confidence);
        let pool = unflagged(&points)?;
        // What was flagged, what bounds the wrong flags and the sample are drawn apart, and are to hold
        // together.
        let (estimated, sampled) = (!limits.is_empty(), !sample.is_all_of(pool));
        let each = confidence.of_each(1 + u32::from(estimated) + u32::from(sampled));
        let by_chance = if estimated {
            let base = Self { points: self.flags.points(counts, each), ..self.clone() };
            base.among_scanned(counts, rest, each).limits
        } else {
            points.clone()
        };
        let (least, most) = sample.limits(pool, each);
        let drawn = Drawn::Flagging(&by_chance, Missed::Between(least, most), each);
        let sets = scan::rates(&points, Missed::Found(sample), Some(drawn));
        let mut rung =
            self.rung(Rung::UnflaggedAudit, Some(Assumption::UnflaggedAuditRandom), sets);
        let of_actions = matches!(self.flags, Flags::Actions(_) | Flags::Unreviewed);
        if counts.flagged.is_none() && of_actions {
            rung.assumptions.insert(self.assumptions.len(), Assumption::AllFlagsActioned);
        }
        Some(rung)
    }

    fn among_scanned(
        &self,
        counts: &Counts,
        rest: (f64, f64),
        confidence: Confidence,
    ) -> FlagPoints {
        let among = |counts: &Counts| self.flags.points(counts, confidence);
        self.points.among_scanned(counts, rest, &among)
    }

    fn rung(&self, rung: Rung, adds: Option<Assumption>, sets: ScanSets) -> RungResult {
        let assumptions = self.assumptions.iter().copied().chain(adds).collect();
        let result = RungResult::new(rung, assumptions, self.fdr, sets);
        RungResult { given: self.given.clone(), ..result }
    }
}

impl Flags {
    /// Flags with the least and the most of them that may be wrong.
    fn points(self, counts: &Counts, confidence: Confidence) -> FlagPoints {
        let review = || counts.review_counts().corners();
        match self {
            Self::Unreviewed => FlagPoints {
                ends: counts.flagged.or(counts.actioned).map_or(Vec::new(), unreviewed),
                limits: Vec::new(),
            },
            Self::Reviewed => FlagPoints {
                ends: review().iter().map(ReviewPoint::flags).collect(),
                limits: Vec::new(),
            },
            Self::Sampled => FlagPoints::of(&WrongActions {
                ends: review().iter().filter_map(ReviewPoint::sampled).collect(),
                limits: review().iter().filter_map(|p| p.sampled_limits(confidence)).collect(),
            }),
            Self::Actions(rung) => FlagPoints::of(&rung.wrong_among(counts, confidence)),
        }
    }
}

impl FlagPoints {
    fn of(wrong: &WrongActions) -> Self {
        let flags = |wrong: &[Wrong]| wrong.iter().map(Wrong::flags).collect();
        Self { ends: flags(&wrong.ends), limits: flags(&wrong.limits) }
    }

    /// These flags beside each number scanned at which an end can be attained: its own ends, and those at
    /// which it begins to bound the flags. The `rest` is at least so many, and a rate turns where it is
    /// so many. Where no so many can have been flagged, the flags are those `among` counts that respect it.
    pub(super) fn among_scanned(
        &self,
        counts: &Counts,
        (least, turn): (f64, f64),
        among: &dyn Fn(&Counts) -> Self,
    ) -> Self {
        let Some(scanned) = counts.scanned else { return Self::default() };
        let all = || self.ends.iter().chain(&self.limits);
        let binding = all().flat_map(|point| [least, turn].map(|rest| point.flagged + rest));
        let values = bounds::clipped(scanned, binding.filter(|value| value.is_finite()));
        let mut points = Self::default();
        for scanned in values {
            let rooms = [least, turn].map(|rest| scanned - rest).into_iter();
            for room in rooms.filter(|room| *room >= 0.0) {
                let flags = self.at_most(room, counts, among);
                let beside = |point: &ScanPoint| ScanPoint { scanned, ..*point };
                let fits = |p: &ScanPoint| p.is_possible() && p.flagged + least <= scanned;
                points.ends.extend(flags.ends.iter().map(beside).filter(fits));
                points.limits.extend(flags.limits.iter().map(beside).filter(fits));
            }
        }
        points
    }

    /// These flags where `room` allows them all, else those `among` counts with no more.
    fn at_most<'a>(
        &'a self,
        room: f64,
        counts: &Counts,
        among: &dyn Fn(&Counts) -> Self,
    ) -> Cow<'a, Self> {
        if counts.allows_flags(room) {
            return Cow::Borrowed(self);
        }
        let within = counts.within(bounds::count(room));
        Cow::Owned(within.map_or_else(Self::default, |counts| among(&counts)))
    }
}

/// Flags of which any number may be wrong.
fn unreviewed(flags: CountRange) -> Vec<ScanPoint> {
    let ends = bounds::ends(flags).into_iter();
    ends.map(|all| Wrong::new(all, (0.0, 1.0), (0.0, all), 0.0).flags()).collect()
}

/// How many were not flagged, over all of `points`.
fn unflagged(points: &[ScanPoint]) -> Option<CountRange> {
    let rest = || points.iter().map(|point| point.scanned - point.flagged);
    let least = rest().filter(|rest| rest.is_finite()).reduce(f64::min)?;
    let most = rest().reduce(f64::max).filter(|most| most.is_finite());
    CountRange::new(bounds::count(least)?, most.and_then(bounds::count))
}
