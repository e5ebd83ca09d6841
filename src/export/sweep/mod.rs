//! Areas and operating points as a document and as CSV, and curves as CSV.

mod areas;
mod bounds;
mod calibration;
mod costs;
mod csv;
mod curve;
mod design;
mod operating;
mod reliability;
mod resampled;
mod simultaneous;

pub use areas::area;
pub use bounds::of_area as bounds_of_area;
pub use costs::{write_cost_curve, write_decision_curve};
pub use csv::csv;
pub use curve::{Curve, write_curve};
pub use design::design_words;
pub use operating::{point_words, rule_words};
pub use reliability::write_reliability;

use super::Block;
use super::wording;
use crate::evaluation::{Estimate, Outcome, Sweep};
use crate::quantity::display::{counted, grouped, short_percent};
use areas::areas;
use calibration::calibration;
use operating::operating_points;
use resampled::resampled;
use simultaneous::simultaneous;

/// Returns the sweep as a document.
#[must_use]
pub fn document(outcome: &Outcome<Sweep>) -> Vec<Block> {
    let (sweep, level) = (&outcome.result, short_percent(outcome.confidence));
    let mut blocks = vec![
        Block::Heading(1, "Sweep".to_owned()),
        Block::Paragraph(format!("{}.", rows_words(sweep))),
    ];
    blocks.extend(sweep.design.as_ref().map(|design| Block::Paragraph(design_words(design))));
    blocks.push(Block::Heading(2, "Areas".to_owned()));
    blocks.push(areas(sweep, &level));
    if !sweep.operating_points.is_empty() {
        blocks.push(Block::Heading(2, "Operating points".to_owned()));
        blocks.push(operating_points(sweep, &level));
        blocks.extend(simultaneous(sweep, &level));
    }
    if let Some(bootstrap) = &sweep.bootstrap {
        blocks.extend(resampled(bootstrap, &sweep.operating_points, &level));
    }
    if let Some(asked) = &sweep.calibration {
        blocks.extend(calibration(asked, sweep.prevalence_given.as_ref(), &level));
    }
    let findings = outcome.findings.iter().map(|finding| finding.message.clone());
    blocks.push(Block::Heading(2, "Notes".to_owned()));
    blocks.push(Block::List(findings.chain(sweep.notes.iter().cloned()).collect()));
    blocks
}

/// Returns how many rows there are of each class; and without a label or a score, if there are such.
#[must_use]
pub fn rows_words(sweep: &Sweep) -> String {
    let positives = counted(sweep.positives, "positive", "positives");
    let negatives = counted(sweep.negatives, "negative", "negatives");
    let unlabelled = counted(sweep.unlabelled, "unlabelled row", "unlabelled rows");
    let others = [
        (sweep.unlabelled > 0).then_some(unlabelled),
        (sweep.dropped > 0).then(|| format!("{} left out", grouped(sweep.dropped))),
    ];
    let others: Vec<String> = others.into_iter().flatten().collect();
    match others.as_slice() {
        [] => format!("{positives} and {negatives}"),
        others => format!("{positives}, {negatives}, {}", others.join(", ")),
    }
}

fn limits(estimate: &Estimate, number: fn(f64) -> String) -> Option<String> {
    estimate.lower.zip(estimate.upper).map(|limits| wording::range(limits, number))
}
