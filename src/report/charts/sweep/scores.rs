//! Which scores positives and negatives have.

use super::super::super::chart::{HistogramChart, HistogramPanel, Mark, histogram};
use super::super::{Chart, both};
use super::{Chosen, SCORES, chosen};
use crate::error::Result;
use crate::evaluation::{Outcome, Sweep};
use crate::quantity::display::{counted, grouped};
use crate::tally::{Histogram, Label};

/// About how many bars there are.
const BARS: u8 = 70;

/// Returns the histogram by label, where every score was kept and some row has a label.
pub(super) fn chart(outcome: &Outcome<Sweep>) -> Result<Option<Chart>> {
    let sweep = &outcome.result;
    let Some(bins) = bins(sweep) else { return Ok(None) };
    let panel = |[one, several]: [&str; 2], label, rows| HistogramPanel {
        name: counted(rows, one, several),
        counts: bins.counts(label).to_vec(),
    };
    let panels = vec![
        panel(["positive", "positives"], Label::Positive, sweep.positives),
        panel(["negative", "negatives"], Label::Negative, sweep.negatives),
    ];
    let title = format!("Scores of {} and of {}", panels[0].name, panels[1].name);
    let chart = HistogramChart {
        x_title: "score".to_owned(),
        y_title: "number of rows in each bar (log scale)".to_owned(),
        edges: bins.edges().to_vec(),
        panels,
        marks: chosen(sweep).into_iter().map(mark).collect(),
        notes: notes(&bins),
    };
    let text = format!(
        "Two histograms of scores, one below the other, with counts on a logarithmic scale: {} and {}.",
        chart.panels[0].name, chart.panels[1].name
    );
    both(SCORES, &title, text, |caption, width| histogram(caption, &chart, width)).map(Some)
}

/// The bins, which reach to all thresholds that were chosen.
pub(super) fn bins(sweep: &Sweep) -> Option<Histogram> {
    let thresholds: Vec<f64> = chosen(sweep).iter().map(|chosen| chosen.threshold).collect();
    Histogram::of(sweep.tally.as_ref()?, BARS, &thresholds)
}

fn mark(chosen: Chosen) -> Mark {
    Mark::new(chosen.threshold, chosen.words)
}

fn notes(bins: &Histogram) -> Vec<String> {
    let beyond = bins.beyond();
    let beyond = (beyond > 0).then(|| {
        format!(
            "{} rows with scores beyond the axis are in the first and the last bar.",
            grouped(beyond)
        )
    });
    beyond.into_iter().collect()
}
