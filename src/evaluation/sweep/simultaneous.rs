//! Limits that hold at every threshold at once.

use serde::{Serialize, Serializer};

use super::OperatingPoint;
use crate::curve::{Bands, RateLimits};
use crate::quantity::{Confidence, ConfidenceInterval};
use crate::tally::Ranking;

/// Limits of recall and of the false positive rate that hold together at every threshold at once.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Simultaneous {
    /// Those of recall.
    #[serde(serialize_with = "ends")]
    pub recall: ConfidenceInterval,
    /// Those of the false positive rate.
    #[serde(serialize_with = "ends")]
    pub fpr: ConfidenceInterval,
}

#[derive(Serialize)]
struct Ends {
    lower: f64,
    upper: f64,
}

fn ends<S: Serializer>(interval: &ConfidenceInterval, serializer: S) -> Result<S::Ok, S::Error> {
    Ends { lower: interval.lower(), upper: interval.upper() }.serialize(serializer)
}

/// Adds them to points whose rates were counted on all rows of `ranking`.
pub(super) fn add(ranking: &Ranking, points: &mut [OperatingPoint], confidence: Confidence) {
    let Ok(bands) = Bands::new(ranking, confidence) else { return };
    for point in points {
        let limits = point.counts.map(|matrix| bands.at(&matrix));
        point.simultaneous = limits.map(|RateLimits { recall, fpr }| Simultaneous { recall, fpr });
    }
}
