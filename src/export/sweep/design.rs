//! How rows were drawn, in words.

use crate::evaluation::Design;
use crate::quantity::display::{expected_number, grouped};
use crate::quantity::whole;

/// Returns what the rows stand for, how they are clustered, and what they are worth.
#[must_use]
pub fn design_words(design: &Design) -> String {
    let mut words = Vec::new();
    if let Some(weights) = &design.weights {
        words.push(format!(
            "With weights from {} to {} they stand for {} positives and {} negatives.",
            number(weights.least),
            number(weights.greatest),
            number(weights.weighted_positives),
            number(weights.weighted_negatives)
        ));
    }
    if let Some(clusters) = &design.clusters {
        words.push(format!(
            "The rows are in {} clusters, {} with positives and {} with negatives.",
            grouped(clusters.clusters),
            grouped(clusters.with_positives),
            grouped(clusters.with_negatives)
        ));
    }
    let effective = design.effective_positives.zip(design.effective_negatives);
    words.extend(effective.map(|(positives, negatives)| {
        let least = if design.clusters.is_some() { " at least" } else { "" };
        let [positives, negatives] = [positives, negatives].map(number);
        format!("Effective numbers:{least} {positives} positives and {negatives} negatives.")
    }));
    words.join(" ")
}

/// A whole number with all its digits, any other with three.
fn number(number: f64) -> String {
    if number.fract() == 0.0 { grouped(whole(number)) } else { expected_number(number) }
}
