//! One choice of all counts on the rungs that rest on appeals, and the shares wrong at it.

use super::KappaRange;
use super::bounds::{interval, lower_limit, upper_limit};
use super::wrong::Wrong;
use crate::quantity::{Confidence, CountRange};

/// Whole counts that the figures may stand for, as real numbers; `actioned` may be infinite, and
/// then `appealed` too. `reversed` counts the wrong ones among the appealed, `W_a`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct AppealPoint {
    pub(super) actioned: f64,
    pub(super) appealed: f64,
    pub(super) reversed: f64,
    pub(super) without_appeal: f64,
}

/// The share of the unappealed that were wrong, `p / (p + κ(1−p))`, where `share`, `p > 0`, is that of
/// the appealed; finite `κ > 0`.
fn rest_wrong(kappa: f64, share: f64) -> f64 {
    share / (share + kappa * (1.0 - share))
}

impl AppealPoint {
    /// φ(κ): the share of actions that were wrong if κ is exactly this; at κ = 0 the greatest.
    pub(super) fn share_wrong(&self, kappa: f64) -> f64 {
        let (all, appealed, reversed) = (self.actioned, self.appealed, self.reversed);
        if kappa == 0.0 || appealed == 0.0 {
            return self.most_wrong();
        }
        if kappa.is_infinite() {
            return reversed / all;
        }
        self.share_wrong_at(kappa, reversed / appealed)
    }

    /// φ(κ) with `share` in place of `r/a`: `q·p + (1−q)·p / (p + κ(1−p))`, where `q = a/A`.
    fn share_wrong_at(&self, kappa: f64, share: f64) -> f64 {
        if share == 0.0 {
            return 0.0;
        }
        let appealed =
            if self.actioned.is_infinite() { 0.0 } else { self.appealed / self.actioned };
        appealed * share + (1.0 - appealed) * rest_wrong(kappa, share)
    }

    /// `r+w`, the least number wrong.
    pub(super) fn known_wrong(&self) -> f64 {
        self.reversed + self.without_appeal
    }

    /// `(r+w)/A`, the least share wrong.
    pub(super) fn least_wrong(&self) -> f64 {
        self.known_wrong() / self.actioned
    }

    /// `(r+A−a)/A`, the greatest share wrong if upheld decisions were right.
    pub(super) fn most_wrong(&self) -> f64 {
        let upheld = self.appealed - self.reversed;
        if upheld.is_infinite() {
            // As many appeals as there are actions, nearly all of them upheld.
            return 0.0;
        }
        if self.actioned.is_infinite() {
            return 1.0;
        }
        (self.actioned - upheld) / self.actioned
    }

    /// `a − W_a`, the appeals that were not about wrong decisions.
    pub(super) fn right_appealed(&self) -> f64 {
        self.appealed - self.reversed
    }

    /// `A − a − w`, the decisions neither appealed nor reversed.
    pub(super) fn untouched(&self) -> f64 {
        self.actioned - self.appealed - self.without_appeal
    }

    /// The number wrong at the greatest and at the least κ, at least `r+w`, with finite counts.
    pub(super) fn wrong_within(&self, kappa: KappaRange) -> (f64, f64) {
        let known = self.known_wrong();
        if self.appealed == 0.0 {
            return (known, self.actioned);
        }
        let share = self.reversed / self.appealed;
        let elsewhere = |kappa: f64| match kappa {
            0.0 => 1.0,
            _ if kappa.is_infinite() || share == 0.0 => 0.0,
            _ => rest_wrong(kappa, share),
        };
        let free = kappa.high() == 0.0 && self.reversed == 0.0;
        let others = self.actioned - self.appealed;
        let least = if free { 0.0 } else { self.reversed + others * elsewhere(kappa.high()) };
        let least = least.max(known);
        (least, (self.reversed + others * elsewhere(kappa.low())).max(least))
    }

    /// The share wrong at the greatest and at the least κ, at least `(r+w)/A`.
    pub(super) fn within(&self, kappa: KappaRange) -> (f64, f64) {
        if self.appealed == 0.0 || self.appealed.is_infinite() {
            return (self.least_wrong(), self.most_wrong());
        }
        // Without reversals κ = 0 leaves open how many of the others were wrong.
        let free = kappa.high() == 0.0 && self.reversed == 0.0;
        let least = if free { 0.0 } else { self.share_wrong(kappa.high()) };
        (least.max(self.least_wrong()), self.share_wrong(kappa.low()))
    }

    /// Bounds on the wrong with these shares and counts; without end, the counts are not bounded.
    pub(super) fn wrong(&self, share: (f64, f64), count: (f64, f64)) -> Wrong {
        if self.actioned.is_infinite() {
            return Wrong::share(self.actioned, share);
        }
        Wrong::new(self.actioned, share, count, self.actioned - count.1)
    }

    /// Whether `w` errors among the unappealed are no more than κ allows.
    pub(super) fn fits(&self, kappa: KappaRange) -> bool {
        let (_, most) = self.within(kappa);
        // Equal numbers may differ in their last bits.
        self.least_wrong() <= most * (1.0 + 1e-12)
    }

    /// Clopper–Pearson limits for the two ends: of `r/a` on the appeals where κ makes an end depend
    /// on it, of the counts themselves at κ = ∞ and κ = 0.
    pub(super) fn confidence(
        &self,
        kappa: KappaRange,
        confidence: Confidence,
    ) -> Option<(f64, f64)> {
        if self.appealed.is_infinite() {
            return Some((0.0, 0.0));
        }
        let of_appeals = interval(self.reversed, self.appealed, confidence);
        let lower = match of_appeals {
            Some(appeals) if kappa.high().is_finite() => {
                self.share_wrong_at(kappa.high(), appeals.lower())
            }
            _ => lower_limit(self.reversed + self.without_appeal, self.actioned, confidence)?,
        };
        let upper = match of_appeals {
            Some(appeals) if kappa.low() > 0.0 => self.share_wrong_at(kappa.low(), appeals.upper()),
            _ => upper_limit(
                self.actioned - self.appealed + self.reversed,
                self.actioned,
                confidence,
            )?,
        };
        Some((lower, upper.max(lower)))
    }

    pub(super) fn is_possible(&self) -> bool {
        self.actioned > 0.0
            && self.reversed <= self.appealed
            && (self.actioned.is_infinite() || self.appealed + self.without_appeal <= self.actioned)
    }

    /// The same with room for an audit. Of actions and appeals without end any number was neither
    /// appealed nor reversed.
    pub(super) fn is_possible_beside(&self, audited: Option<CountRange>) -> bool {
        let room = |audited: CountRange| {
            self.appealed.is_infinite() || self.untouched() >= audited.low_real()
        };
        self.is_possible() && audited.is_none_or(room)
    }
}
