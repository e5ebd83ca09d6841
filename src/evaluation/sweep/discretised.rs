//! Bounds of what depends on the order of items within bins.

use super::{Areas, Further, OperatingPoint, SweepOptions};
use crate::confusion::Limits;
use crate::curve::{Discretisation, Orders};
use crate::evaluation::Estimate;

impl Areas {
    /// The same areas with their bounds, and with confidence limits that hold whichever order it was.
    pub(super) fn bounded(mut self, orders: &Orders<'_>, options: &SweepOptions) -> Self {
        let confidence = options.confidence;
        let auc = orders.auc();
        bound(&mut self.auc.estimate, auc, orders.auc_logit_delong(confidence));
        self.auc.standard_error_discretisation = orders.standard_error();
        bound(&mut self.auc_bound, auc, orders.auc_bound(confidence));
        let limits = orders.average_precision_limits(confidence);
        bound(&mut self.average_precision, orders.average_precision(), limits);
        self.equal_error_rate.discretisation = orders.equal_error_rate().ok();
        if let (Some(part), Some((from, to))) = (&mut self.partial_auc, options.partial) {
            let bounds = orders.partial_auc(from, to).ok();
            part.area.discretisation = bounds.map(|[area, _]| area);
            part.standardised_discretisation = bounds.map(|[_, standardised]| standardised);
        }
        self.further = self.further.bounded(orders, options);
        self
    }
}

impl Further {
    fn bounded(mut self, orders: &Orders<'_>, options: &SweepOptions) -> Self {
        let there = options.prevalence.as_ref().map(|given| given.prevalence);
        self.auprg.discretisation = orders.auprg(None).ok();
        self.cost_area.discretisation = orders.cost_area().ok();
        if let (Some(precision), Some(there)) = (&mut self.average_precision_at_prevalence, there) {
            precision.discretisation = orders.average_precision_at(there).ok();
        }
        if let (Some(area), Some(_)) = (&mut self.auprg_at_prevalence, there) {
            area.discretisation = orders.auprg(there).ok();
        }
        self
    }
}

fn bound(estimate: &mut Estimate, bounds: Discretisation, limits: Option<Limits>) {
    estimate.discretisation = Some(bounds);
    if let Some(limits) = limits {
        estimate.lower = estimate.lower.map(|lower| lower.min(limits.lower));
        estimate.upper = estimate.upper.map(|upper| upper.max(limits.upper));
    }
}

impl OperatingPoint {
    /// The same point with what thresholds between the edges of bins could make of its rule.
    pub(super) fn bounded(self, orders: &Orders<'_>, options: &SweepOptions) -> Self {
        Self { discretisation: self.rule.attained(orders, options), ..self }
    }
}
