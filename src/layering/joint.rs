//! What layers do together.

use super::coupling::{Coupling, both, either, mixed};
use super::{Dependence, Join, Layer, Measured, Range};
use crate::confusion::Limits;
use crate::prevalence::ends;
use crate::quantity::{Confidence, Rate};
use crate::special::Share;

/// A joint rate of several layers: every value that their own rates allow, and points of that set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JointRate {
    lower: Share,
    upper: Share,
    independent: Share,
    stated: Option<Share>,
    limits: Option<(Share, Share)>,
}

impl JointRate {
    /// The least value that the rates of the layers allow.
    #[must_use]
    pub fn lower(&self) -> Share {
        self.lower
    }

    /// The greatest value that the rates of the layers allow.
    #[must_use]
    pub fn upper(&self) -> Share {
        self.upper
    }

    /// The value if the layers were independent.
    #[must_use]
    pub fn independent(&self) -> Share {
        self.independent
    }

    /// The value at the dependence that was stated, where any was; where a layer has none stated, it is
    /// taken as independent there.
    #[must_use]
    pub fn stated(&self) -> Option<Share> {
        self.stated
    }

    /// What chance leaves open about the two ends, where rates were counted.
    #[must_use]
    pub fn limits(&self) -> Option<(Share, Share)> {
        self.limits
    }
}

/// What all layers up to one do together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// The share of violating items that are flagged after it.
    pub recall: JointRate,
    /// The share of innocent items that are flagged after it.
    pub fpr: JointRate,
}

/// Returns the joint recall and false positive rate after each of `layers`.
///
/// ```text
/// series:   P(x ∧ b)              between max(0, x + b - 1) and min(x, b); x·b if independent
/// parallel: P(x ∨ b) = x + b - P(x ∧ b)
/// a share v handled: (1 - v)·x + v·(the above)
/// ```
///
/// Here `x` is the share that is flagged before a layer, and `b` the rate of that layer. Where the layer
/// was measured on the items that reach it, the value for independence is exact whatever the dependence.
/// Each expression rises with `x` and with `b`, and any value of `x` goes with any agreement, so that the
/// ends follow layer by layer and are sharp: some truth with the same rates attains each.
///
/// Where rates were counted, each has its Clopper–Pearson interval at the level
/// `1 - (1 - confidence) / k`, with `k` the number of counted rates of all layers, and the limits are
/// the two ends of the set at the ends of these: all hold together at least as often as the confidence
/// says.
///
/// Source: Fréchet, *Annales de l'Université de Lyon* A 14, 1951, for the bounds.
#[must_use]
pub fn joint(layers: &[Layer], confidence: Confidence) -> Vec<Stage> {
    let each = confidence.shared_by(counted(layers));
    let mut stages: Vec<Stage> = Vec::new();
    for (place, layer) in layers.iter().enumerate() {
        // Nothing is flagged before the first layer, so that there is nothing to confirm.
        let join = if place == 0 { Join::Parallel } else { layer.join };
        let layer = Layer { join, ..layer.clone() };
        let before = stages.last().copied().unwrap_or_else(|| nothing_flagged(layers));
        stages.push(Stage {
            recall: before.recall.after(&layer, layer.recall, layer.dependence_violating, each),
            fpr: before.fpr.after(&layer, layer.fpr, layer.dependence_innocent, each),
        });
    }
    stages
}

/// How many of the rates were counted.
fn counted(layers: &[Layer]) -> u32 {
    let rates = layers.iter().flat_map(|layer| [layer.recall, layer.fpr]);
    rates.map(|rate| u32::from(rate.proportion().is_some())).sum()
}

/// Before the first layer.
fn nothing_flagged(layers: &[Layer]) -> Stage {
    let none = Share::new(0.0);
    let limits = (counted(layers) > 0).then_some((none, none));
    let rate = |is_stated: bool| JointRate {
        lower: none,
        upper: none,
        independent: none,
        stated: is_stated.then_some(none),
        limits,
    };
    Stage {
        recall: rate(layers.iter().any(|layer| layer.dependence_violating.is_some())),
        fpr: rate(layers.iter().any(|layer| layer.dependence_innocent.is_some())),
    }
}

impl JointRate {
    /// All of it as fractions.
    #[must_use]
    pub fn range(&self) -> Range {
        Range {
            lower: self.lower.x(),
            upper: self.upper.x(),
            independent: self.independent.x(),
            stated: self.stated.map(Share::x),
            limits: self.limits.map(|(low, high)| Limits { lower: low.x(), upper: high.x() }),
        }
    }

    /// The joint rate after `layer`, which has this `rate` and this dependence on those before.
    fn after(
        &self,
        layer: &Layer,
        rate: Rate,
        dependence: Option<Dependence>,
        each: Confidence,
    ) -> Self {
        let (least, most) = match layer.join {
            Join::Parallel => (Coupling::Most, Coupling::Least),
            Join::Series => (Coupling::Least, Coupling::Most),
        };
        let stated = dependence.map_or(Coupling::Independent, Coupling::Stated);
        let [low, high] = ends(rate, each);
        let rate = Share::from(rate);
        let go = |before, rate, coupling| flagged_after(layer, before, rate, coupling);
        Self {
            lower: go(self.lower, rate, least),
            upper: go(self.upper, rate, most),
            independent: go(self.independent, rate, Coupling::Independent),
            stated: self.stated.map(|before| go(before, rate, stated)),
            limits: self.limits.map(|(from, to)| (go(from, low, least), go(to, high, most))),
        }
    }
}

/// The share that is flagged after a layer with this `rate`, of which `before` was.
fn flagged_after(layer: &Layer, before: Share, rate: Share, coupling: Coupling) -> Share {
    let coupling = match layer.measured {
        Measured::Reached => Coupling::Independent,
        Measured::All => coupling,
    };
    let handled = match layer.join {
        Join::Parallel => either(before, rate, coupling),
        Join::Series => both(before, rate, coupling),
    };
    mixed(before, handled, layer.share.get())
}
