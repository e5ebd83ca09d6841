//! One function per command: from inputs to a plain result that can be written in any format.

mod advice;
mod answer;
mod audit;
mod claims;
mod classes;
mod coverage;
mod estimate;
mod grouping;
mod layers;
mod metrics;
mod outcome;
mod proxy;
mod report;
mod scenario;
mod sweep;
mod tally;
mod truth;
mod weighted;

pub use advice::advice;
pub use answer::answer;
pub use audit::{Audit, AuditOptions, CaseResult, FigureResult, audit, audit_cases};
pub use claims::{
    AtLeast, Basis, ClaimCurve, ClaimResult, Claims, ClaimsOptions, Implied, ImpliedPpv,
    ImpliedShare, MatchingOptions, Piece, Predicted, Reading, claims, judge_claims,
};
pub use coverage::{Coverages, MethodCoverage, coverages};
pub use estimate::Estimate;
pub use grouping::Grouping;
pub use layers::{LayerResult, Layers, LayersOptions, LayersRow, Spread, StageResult, layers};
pub use metrics::{
    Averages, Classes, MetricResult, Metrics, MetricsOptions, PrevalenceGiven, Quantity,
    SystemMetrics, metrics,
};
pub use outcome::Outcome;
pub use proxy::{Proxy, ProxyKind, Reported};
pub use report::{CaseChapter, Report, report};
pub use scenario::{PpvAt, Scenario, ScenarioOptions, ScenarioRow, scenario};
pub use sweep::{
    Area, Areas, Bootstrap, Calibrated, Calibration, CalibrationThere, Design, Further,
    OperatingPoint, OperatingRule, PartialArea, Reliability, ReliabilityStep, ResampledStatistic,
    Resampling, RowClusters, RowWeights, Simultaneous, Split, SplitResult, Sweep, SweepOptions,
    Value, sweep,
};
pub use tally::{Tallied, tally};
pub use truth::{ScoresTruth, Truth};
pub use weighted::{WeightSummary, WeightedTotals};
