//! What a check of the sources brought to light.

use serde::Serialize;

use super::vocabulary::words;

words! {
    /// How much a finding matters to what may be concluded.
    Severity {
        /// Worth knowing when reading the figures.
        Note = "note",
        /// Changes what the figures may be taken to mean.
        Warning = "warning",
        /// Two statements that cannot both be true.
        Contradiction = "contradiction",
    }
}

words! {
    /// The kinds of findings, by the stable code that stands in results.
    FindingCode {
        /// A reversal ratio presented as an error rate is only its lower end.
        ProxyIsLowerBound = "proxy-is-lower-bound",
        /// Nobody appealed, so reversals say nothing.
        NoAppealsNoInformation = "no-appeals-no-information",
        /// Figures that would have to be divided count different things.
        UnitMismatch = "unit-mismatch",
        /// Figures that are put side by side cover different days.
        PeriodMismatch = "period-mismatch",
        /// Figures that would have to be divided cover different places.
        ScopeMismatch = "scope-mismatch",
        /// The source does not say which places its figures cover.
        ScopeUnknown = "scope-unknown",
        /// One quantity is printed differently in two places.
        FiguresDisagree = "figures-disagree",
        /// A printed ratio is not the one that the figures give.
        RatioNotReproduced = "ratio-not-reproduced",
        /// A later stage counts more than an earlier one.
        FunnelNotMonotone = "funnel-not-monotone",
        /// A figure was rounded and so stands for a range.
        RoundedFigure = "rounded-figure",
        /// One word is used for two populations or quantities.
        DefinitionDiffers = "definition-differs",
        /// Decisions were reversed without an appeal.
        ReversedWithoutAppeal = "reversed-without-appeal",
        /// Some appeals ended without a decision.
        OutcomesOmitted = "outcomes-omitted",
        /// A printed total does not fit its printed parts.
        TotalOutsideParts = "total-outside-parts",
        /// More was reversed than was appealed in the period.
        Backlog = "backlog",
        /// The figures leave no truth under which an assumption holds.
        AssumptionRefuted = "assumption-refuted",
        /// Two institutions count the same reports differently.
        ReportsNotReconciled = "reports-not-reconciled",
        /// A claim about a test leaves out the share of violating items, on which it depends.
        TestPrevalenceMissing = "test-prevalence-missing",
        /// A percentage of right decisions is taken to entail a false positive rate.
        PrecisionReadAsFpr = "precision-read-as-fpr",
        /// Several numbers about one test imply its share of violating items.
        ImpliedPrevalence = "implied-prevalence",
        /// Claims about one test cannot all be true.
        ClaimsDisagree = "claims-disagree",
        /// A claim has no source.
        SourceMissing = "source-missing",
        /// Evidence is about no claim.
        EvidenceUnused = "evidence-unused",
        /// A threshold was chosen on the rows on which it is judged.
        SameRowsForThresholdAndTest = "same-rows-for-threshold-and-test",
    }
}

/// Something a reader of the figures should know, and the question to ask about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The kind of finding.
    pub code: FindingCode,
    /// How much it matters.
    pub severity: Severity,
    /// The cases that it is about, by their identifiers.
    pub cases: Vec<String>,
    /// What was found, in one plain sentence.
    pub message: String,
    /// What to ask the provider or the source.
    pub ask: String,
    /// The places of the figures that it rests on.
    pub places: Vec<String>,
}
