//! Synthetic counts to the files that other commands read.

use super::rows::csv;
use crate::confusion::SystemCounts;
use crate::disclosure::Figure;
use crate::error::Result;
use crate::simulation::ConfusionTest;

/// Returns the counts of all tests in the layout `system,tp,fp,fn,tn`, with their labels.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn confusion_csv(tests: &[ConfusionTest]) -> Result<String> {
    let systems = || tests.iter().flat_map(|test| &test.systems);
    let labels = systems().next().into_iter().flat_map(|counts| &counts.labels.0);
    let cells = ["system", "tp", "fp", "fn", "tn"].map(str::to_owned).into_iter();
    let header = cells.chain(labels.map(|(name, _)| name.clone())).collect();
    csv(std::iter::once(header).chain(systems().map(row)))
}

fn row(counts: &SystemCounts) -> Vec<String> {
    let matrix = &counts.matrix;
    let cells = [
        matrix.true_positives(),
        matrix.false_positives(),
        matrix.false_negatives(),
        matrix.true_negatives(),
    ];
    let cells = cells.into_iter().map(|count| count.to_string());
    let labels = counts.labels.0.iter().map(|(_, value)| value.clone());
    std::iter::once(counts.system.clone()).chain(cells).chain(labels).collect()
}

/// Returns figures in the layout of `figures.csv`.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn figures_csv(figures: &[Figure]) -> Result<String> {
    let header = [
        "provider",
        "service",
        "scope",
        "period_start",
        "period_end",
        "stage",
        "unit",
        "value",
        "rounding",
        "source",
    ];
    let row = |figure: &Figure| {
        vec![
            figure.key.provider.clone(),
            figure.key.service.clone(),
            figure.key.scope.to_string(),
            figure.period.start().to_string(),
            figure.period.end().to_string(),
            figure.stage.to_string(),
            figure.key.unit.to_string(),
            figure.value.to_string(),
            figure.rounding.to_string(),
            figure.source.citation.clone(),
        ]
    };
    csv(std::iter::once(header.map(str::to_owned).to_vec()).chain(figures.iter().map(row)))
}
