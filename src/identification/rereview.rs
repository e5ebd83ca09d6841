//! Rung 5: what appeals determine where re-review errs.
//!
//! # Derivation
//!
//! Of `a` appeals `u` are undecided, so that `d = a − u` were re-reviewed. Let `x` of these be about
//! wrong decisions, and let re-review have reversed a share `s` of those and a share `f` of the other
//! `d − x`, `s > f`. These are realised ratios: they hold in exactly these decisions, so that
//!
//! ```text
//! s·x + f·(d−x) = r,   so   x = (r − f·d) / (s − f).
//! ```
//!
//! There is such an `x` in `[0, d]` only if `f ≤ r/d ≤ s`; otherwise the set is empty and the figures
//! refute `s` and `f`. Where `s` and `f` lie in ranges, the wrong and the right ones that were
//! reversed may be anything from `s₁x` to `s₂x` and from `f₁(d−x)` to `f₂(d−x)`, which makes `r` lie
//! between the sums of the lower and of the upper ends. The union over all `s` and `f` is therefore
//!
//! ```text
//! x ∈ [(r − f₂d) / (s₂ − f₂), (r − f₁d) / (s₁ − f₁)] ∩ [0, d],
//! ```
//!
//! sharp but for rounding inward to whole counts. The undecided may be wrong or right, so that
//! `W_a ∈ [x, x + u]` takes the place of `r` on rungs 2, 3, 3' and 4. An appeal reversed in part is
//! neither wrong nor right: it counts as reversed or as not reversed, so that `r` is a range. With
//! `s = 1` and `f = 0` these are the sets of those rungs.
//!
//! The `w` reversed without an appeal were found in another way, of which `s` and `f` say nothing:
//! they count as wrong by an assumption of their own, `W_n ≥ w`.
//!
//! # Ends over all counts
//!
//! Let `y = a − W_a`. All bounds on `x` and `y` are of the form `αx + βy ≤ c` or `≥ c` with `α, β ≥ 0`
//! of one sign, so that for a given `A` one choice of counts has both the least `x` and the greatest
//! `y`, and one the greatest `x` and the least `y`. Every share wrong grows with `x` and falls with
//! `y`, so its ends are attained there. As functions of `d` the bounds are straight lines; the choices
//! are found where two of them cross.
//!
//! # Chance
//!
//! Where `s` and `f` are probabilities, `r` is a sum of independent outcomes, `s·x + f·(d−x)` on
//! average. It varies no more than a binomial number with that average (Hoeffding, *Annals of
//! Mathematical Statistics* 27, 1956), so that the Clopper–Pearson limits `[l, h]` of `r/d` hold for
//! `f + (s−f)·x/d`, at a confidence of a half or more, and `x/d ∈ [(l−f)/(s−f), (h−f)/(s−f)]`. That is
//! so, too, where the appeals themselves are drawn with a given κ: then `x` is a sum of independent
//! outcomes as well. Limits are given even where the realised set is empty.

use super::appeal_box::without_ends;
use super::appeal_point::AppealPoint;
use super::appeals::{AppealRegion, Chance};
use super::bounds::{clipped, ends, interval};
use crate::quantity::display::short_percent;
use crate::quantity::{Confidence, CountRange, Probability, real};

/// A range of shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareRange {
    low: f64,
    high: f64,
}

impl ShareRange {
    /// Returns the range from `low` to `high`, or `None` where `high` is below `low`.
    #[must_use]
    pub fn new(low: Probability, high: Probability) -> Option<Self> {
        (low <= high).then_some(Self { low: low.get(), high: high.get() })
    }

    /// The least share.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// The greatest share.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }
}

impl std::fmt::Display for ShareRange {
    /// The range in words: `90 %`, `85 % to 95 %`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (low, high) = (short_percent(self.low), short_percent(self.high));
        if self.low < self.high { write!(f, "{low} to {high}") } else { f.write_str(&low) }
    }
}

/// How often re-review reverses decisions: a share `s` of the wrong ones, and a share `f` of the right
/// ones, less than `s`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rereview {
    sensitivity: ShareRange,
    false_reversal: ShareRange,
}

impl Rereview {
    /// Returns the errors of re-review with `s` in `sensitivity` and `f` in `false_reversal`, or `None`
    /// unless every `s` is above every `f`.
    ///
    /// ```
    /// use baserate::identification::{Rereview, ShareRange};
    /// use baserate::quantity::Probability;
    ///
    /// let share = |share| Probability::new(share).ok().and_then(|s| ShareRange::new(s, s)).unwrap();
    /// assert!(Rereview::new(share(0.9), share(0.05)).is_some());
    /// assert_eq!(Rereview::new(share(0.5), share(0.5)), None);
    /// ```
    #[must_use]
    pub fn new(sensitivity: ShareRange, false_reversal: ShareRange) -> Option<Self> {
        let tells_apart = sensitivity.low > false_reversal.high;
        tells_apart.then_some(Self { sensitivity, false_reversal })
    }

    /// The share `s` of wrong decisions that re-review reverses.
    #[must_use]
    pub fn sensitivity(self) -> ShareRange {
        self.sensitivity
    }

    /// The share `f` of right decisions that re-review reverses.
    #[must_use]
    pub fn false_reversal(self) -> ShareRange {
        self.false_reversal
    }

    /// The fewest wrong of `all` of which so many were reversed: at the greatest `s` and `f`.
    fn least(self, reversed: f64, all: f64) -> f64 {
        let (s, f) = (self.sensitivity.high, self.false_reversal.high);
        (reversed - f * all) / (s - f)
    }

    /// The most wrong of `all` of which so many were reversed: at the least `s` and `f`.
    fn most(self, reversed: f64, all: f64) -> f64 {
        let (s, f) = (self.sensitivity.low, self.false_reversal.low);
        (reversed - f * all) / (s - f)
    }
}

impl std::fmt::Display for Rereview {
    /// In words: `re-review reverses 90 % of the wrong decisions and 5 % of the right ones`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (found, reversed) = (self.sensitivity, self.false_reversal);
        write!(
            f,
            "re-review reverses {found} of the wrong decisions and {reversed} of the right ones"
        )
    }
}

/// The ranges of the counts on rung 5.
#[derive(Clone, Copy, Debug)]
pub(super) struct RereviewBox {
    pub(super) actioned: CountRange,
    pub(super) appealed: CountRange,
    pub(super) undecided: CountRange,
    pub(super) reversed: CountRange,
    pub(super) without_appeal: CountRange,
    /// Decided and not reversed, where that is given.
    pub(super) upheld: Option<CountRange>,
    /// `m`, on rung 6: those neither appealed nor reversed are at least as many.
    pub(super) audited: Option<CountRange>,
    pub(super) rereview: Rereview,
}

/// A straight bound on `x` by the number decided, `x = start + slope·d`.
#[derive(Clone, Copy, Debug)]
struct Line {
    start: f64,
    slope: f64,
}

impl Line {
    /// The number decided at which it crosses `other`.
    fn crossing(self, other: Self) -> Option<f64> {
        let decided = (other.start - self.start) / (self.slope - other.slope);
        (decided >= 0.0 && decided.is_finite()).then_some(decided)
    }
}

/// One choice of the counts of appeals and their outcomes.
#[derive(Clone, Copy, Debug)]
struct Outcomes {
    decided: f64,
    undecided: f64,
    /// The fewest and the most that may have been reversed.
    reversed: (f64, f64),
}

impl Outcomes {
    /// All counts, with so many of the appeals wrong.
    fn point(self, actioned: f64, without_appeal: f64, wrong: f64) -> AppealPoint {
        // Of appeals without end nearly all may be wrong; any finite number of them shows it.
        let appealed = if wrong.is_infinite() { 1.0 } else { self.decided + self.undecided };
        AppealPoint { actioned, appealed, reversed: wrong.min(appealed), without_appeal }
    }
}

impl RereviewBox {
    /// All that the counts allow, by the points at which the ends of a set are attained.
    pub(super) fn region(&self, confidence: Confidence) -> AppealRegion {
        let (mut corners, mut limits) = (Vec::new(), Vec::new());
        let numbers = self.decided_numbers();
        for (actioned, without_appeal) in self.actions(&numbers) {
            let rooms = self.untouched().map(|untouched| actioned - without_appeal - untouched);
            for choice in self.choices(&numbers, rooms) {
                let point = |wrong| choice.point(actioned, without_appeal, wrong);
                corners.extend(self.wrong(choice).into_iter().flatten().map(point));
                let wrong = self.wrong_by_chance(choice, confidence);
                limits.extend(wrong.into_iter().flatten().map(point));
            }
        }
        corners.retain(|point| point.is_possible_beside(self.audited));
        limits.retain(|point| point.is_possible_beside(self.audited));
        AppealRegion { actioned: self.actioned, corners, limits: Chance::OfOutcomes(limits) }
    }

    /// How many are neither appealed nor reversed at least, and where the estimate of an audit turns.
    fn untouched(&self) -> [f64; 2] {
        self.audited.map_or([0.0; 2], ends)
    }

    /// The lower bounds on the wrong among the decided: none, and those by the fewest reversed.
    fn lower_lines(&self) -> Vec<Line> {
        let (s, f) = (self.rereview.sensitivity.high, self.rereview.false_reversal.high);
        let fewest = Line { start: self.reversed.low_real() / (s - f), slope: -f / (s - f) };
        let upheld = self.upheld.and_then(CountRange::high).map(real);
        let but_upheld = |most: f64| Line { start: -most / (s - f), slope: (1.0 - f) / (s - f) };
        let bounds = [Line { start: 0.0, slope: 0.0 }, fewest];
        bounds.into_iter().chain(upheld.map(but_upheld)).collect()
    }

    /// The upper bounds on the wrong among the decided: all, and those by the most reversed.
    fn upper_lines(&self) -> Vec<Line> {
        let (s, f) = (self.rereview.sensitivity.low, self.rereview.false_reversal.low);
        let most = Line { start: self.reversed.high_real() / (s - f), slope: -f / (s - f) };
        let but_upheld = Line { start: -self.least_upheld() / (s - f), slope: (1.0 - f) / (s - f) };
        let bounds = [Line { start: 0.0, slope: 1.0 }, but_upheld].into_iter();
        bounds.chain(self.reversed.high().map(|_| most)).collect()
    }

    /// The fewest upheld; beside reversals without end they make no difference.
    fn least_upheld(&self) -> f64 {
        match (self.upheld, self.reversed.high()) {
            (Some(upheld), Some(_)) => upheld.low_real(),
            _ => 0.0,
        }
    }

    /// The numbers decided at which two bounds cross, as the whole numbers on both sides, with those at
    /// which the counts themselves end.
    fn decided_numbers(&self) -> Vec<f64> {
        let lines = [self.lower_lines(), self.upper_lines()].concat();
        let pairs = lines.iter().enumerate().flat_map(|(index, one)| {
            lines[index + 1..].iter().filter_map(|other| one.crossing(*other))
        });
        let fewest = self.reversed.low_real() + self.least_upheld();
        let most = match self.upheld {
            Some(upheld) => self.reversed.high_real() + upheld.high_real(),
            None => f64::INFINITY,
        };
        let counts = [self.appealed.low_real(), self.appealed.high_real()].into_iter();
        let open = [self.undecided.low_real(), self.undecided.high_real()];
        let left = counts.flat_map(|all| open.map(|open| all - open));
        let numbers = pairs.flat_map(|number| [number.floor(), number.ceil()]).chain(left);
        let range = numbers.chain([fewest, most]).filter(|number| *number >= 0.0);
        let mut numbers: Vec<f64> = range.filter(|n| (fewest..=most).contains(n)).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        numbers
    }

    /// The numbers of actions, and of reversals without an appeal among them, at which an end can be
    /// attained: their own ends, and those at which they begin to bound the appeals.
    fn actions(&self, decided: &[f64]) -> Vec<(f64, f64)> {
        let open = ends(self.undecided);
        let appealed = decided.iter().flat_map(|decided| open.map(|open| decided + open));
        let appealed: Vec<f64> = appealed.chain(ends(self.appealed)).collect();
        let without = match self.audited {
            None => vec![self.without_appeal.low_real()],
            Some(audited) => without_ends(self.actioned, &appealed, self.without_appeal, audited),
        };
        let actions = |without: f64| {
            let taken = self.untouched().map(|untouched| without + untouched);
            let room = appealed.iter().flat_map(|appealed| taken.map(|taken| appealed + taken));
            clipped(self.actioned, room).into_iter().map(move |actioned| (actioned, without))
        };
        without.into_iter().filter(|without| without.is_finite()).flat_map(actions).collect()
    }

    /// The choices of the counts of appeals, with `room` for so many at most and a turn at so many.
    fn choices(&self, decided: &[f64], [room, turn]: [f64; 2]) -> Vec<Outcomes> {
        let most_appealed = self.appealed.high_real().min(room);
        // Where actions bound the appeals, so they do the decided.
        let bounded = ends(self.undecided).map(|open| [most_appealed - open, turn - open]);
        let bounded = bounded.into_iter().flatten().filter(|number| *number >= 0.0);
        let decided = decided.iter().copied().chain(bounded);
        let choice = |decided: f64| {
            let least = self.undecided.low_real().max(self.appealed.low_real() - decided);
            let most = match self.undecided.high_real().min(most_appealed - decided) {
                // Of appeals and decisions without end, any difference is possible.
                most if most.is_nan() => self.undecided.low_real(),
                most => most,
            };
            let reversed = self.reversed_of(decided)?;
            let turn = if turn.is_finite() { turn - decided } else { least };
            (least <= most).then(|| {
                [least, most, turn.clamp(least, most)].map(|undecided| Outcomes {
                    decided,
                    undecided,
                    reversed,
                })
            })
        };
        decided.filter_map(choice).flatten().collect()
    }

    /// The fewest and the most that may have been reversed of so many decided.
    fn reversed_of(&self, decided: f64) -> Option<(f64, f64)> {
        let most_upheld = self.upheld.map_or(f64::INFINITY, CountRange::high_real);
        let fewest = if most_upheld.is_infinite() { 0.0 } else { decided - most_upheld };
        let fewest = self.reversed.low_real().max(fewest);
        let most = self.reversed.high_real().min(decided - self.least_upheld());
        (fewest <= most && fewest.is_finite()).then_some((fewest, most))
    }

    /// The fewest and the most wrong among the appeals of `choice`; none where `s` and `f` do not fit.
    fn wrong(&self, choice: Outcomes) -> Option<[f64; 2]> {
        let Outcomes { decided, undecided, reversed } = choice;
        if decided == 0.0 {
            return Some([0.0, undecided]);
        }
        if decided.is_infinite() {
            return self.wrong_without_end(reversed);
        }
        // Equal numbers may differ in their last bits, the more the less s and f differ.
        let (s, f) = (self.rereview.sensitivity.low, self.rereview.false_reversal.high);
        let slack = 1e-12 * (decided + 1.0) / (s - f);
        let whole = |x: f64| if (x - x.round()).abs() <= slack { x.round() } else { x };
        let least = whole(self.rereview.least(reversed.0, decided)).max(0.0);
        let most = whole(self.rereview.most(reversed.1, decided)).min(decided);
        (least <= most).then_some([least, most + undecided])
    }

    /// The same where more was decided than any number: nearly all of it rightly, if there is an end
    /// to what was reversed.
    fn wrong_without_end(&self, reversed: (f64, f64)) -> Option<[f64; 2]> {
        let (s, f) = (self.rereview.sensitivity.high, self.rereview.false_reversal.high);
        let fits = reversed.1.is_infinite() || self.rereview.false_reversal.low == 0.0;
        let least = if f > 0.0 { 0.0 } else { reversed.0 / s };
        fits.then_some([least, least])
    }

    /// Limits of the wrong among the appeals of `choice`, from the outcomes of the decided; none where
    /// chance does not make `s` and `f` fit, either.
    fn wrong_by_chance(&self, choice: Outcomes, confidence: Confidence) -> Option<[f64; 2]> {
        let Outcomes { decided, undecided, reversed } = choice;
        if decided == 0.0 || decided.is_infinite() {
            return self.wrong(choice);
        }
        let least = self.rereview.least(interval(reversed.0, decided, confidence)?.lower(), 1.0);
        let most = self.rereview.most(interval(reversed.1, decided, confidence)?.upper(), 1.0);
        let fit = least <= 1.0 && most >= 0.0;
        fit.then(|| [least.max(0.0) * decided, most.min(1.0) * decided + undecided])
    }
}
