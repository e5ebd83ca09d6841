//! Limits that hold at every threshold at once.

use serde::Serialize;

use super::OperatingPoint;
use crate::confusion::{ConfusionMatrix, Prevalence, Undefined};
use crate::curve::{Bands, RateLimits};
use crate::prevalence::{Rates, ends, expected};
use crate::quantity::{Confidence, ConfidenceInterval};
use crate::special::Share;
use crate::tally::Ranking;

/// Limits that hold at every threshold at once: those of recall and of the false positive rate together, and
/// what follows from them at another prevalence.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Simultaneous {
    /// Those of recall.
    pub recall: ConfidenceInterval,
    /// Those of the false positive rate.
    pub fpr: ConfidenceInterval,
    /// Those of the share of flags that would be right at another prevalence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ppv_at_prevalence: Option<ConfidenceInterval>,
}

/// Adds them to points whose rates were counted on `ranking`.
pub(super) fn add<'a>(
    ranking: &Ranking,
    points: impl Iterator<Item = &'a mut OperatingPoint>,
    prevalence: Option<Prevalence>,
    confidence: Confidence,
) {
    let Ok(bands) = Bands::new(ranking, confidence) else { return };
    let there = prevalence.and_then(|prevalence| There::new(ranking, prevalence, confidence).ok());
    for point in points {
        point.simultaneous = point.counts.map(|matrix| {
            let RateLimits { recall, fpr } = bands.at(&matrix);
            let ppv_at_prevalence = there.as_ref().map(|there| there.ppv(&matrix));
            Simultaneous { recall, fpr, ppv_at_prevalence }
        });
    }
}

/// Limits of both rates and of the prevalence of a stream, all of which hold at once.
struct There {
    bands: Bands,
    prevalence: [Share; 2],
}

impl There {
    /// A prevalence that was counted has limits of its own, which hold with the bands at the square root of
    /// the confidence each, since its sample is another.
    fn new(
        ranking: &Ranking,
        prevalence: Prevalence,
        confidence: Confidence,
    ) -> Result<Self, Undefined> {
        let is_counted = prevalence.proportion().is_some();
        let each = if is_counted { confidence.of_each(2) } else { confidence };
        Ok(Self { bands: Bands::new(ranking, each)?, prevalence: ends(prevalence, each) })
    }

    /// PPV grows with recall and the prevalence, and falls with the false positive rate.
    fn ppv(&self, matrix: &ConfusionMatrix) -> ConfidenceInterval {
        let RateLimits { recall, fpr } = self.bands.at(matrix);
        let ppv = |recall, fpr, prevalence| {
            let rates = Rates { recall: Share::new(recall), fpr: Share::new(fpr) };
            expected(rates, prevalence, 1).ppv.map(Share::x)
        };
        let [least, most] = self.prevalence;
        let lower = ppv(recall.lower(), fpr.upper(), least).unwrap_or(0.0);
        let upper = ppv(recall.upper(), fpr.lower(), most).unwrap_or(1.0);
        ConfidenceInterval::new(lower, upper)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::points;
    use crate::quantity::{Probability, Proportion};
    use crate::tally::{Label, Tally};

    fn ranking() -> Ranking {
        let rows =
            [(0.9, Label::Positive, 40), (0.7, Label::Negative, 3), (0.5, Label::Positive, 20)];
        let rows = rows.into_iter().chain([(0.1, Label::Negative, 5000)]);
        Ranking::of(&Tally::new(rows, 0).unwrap())
    }

    /// By `π r / (π r + (1 - π) f)`.
    #[test]
    fn precision_elsewhere_is_what_the_corners_of_both_rates_give() {
        let ranking = ranking();
        let prevalence = Prevalence::Known(Probability::new(0.01).unwrap());
        let there = There::new(&ranking, prevalence, Confidence::DEFAULT).unwrap();
        let bands = Bands::new(&ranking, Confidence::DEFAULT).unwrap();
        let ppv = |recall: f64, fpr: f64| 0.01 * recall / (0.01 * recall + 0.99 * fpr);
        for point in points(&ranking) {
            let RateLimits { recall, fpr } = bands.at(&point.matrix);
            let found = there.ppv(&point.matrix);
            assert!((found.lower() - ppv(recall.lower(), fpr.upper())).abs() < 1e-14);
            assert!((found.upper() - ppv(recall.upper(), fpr.lower())).abs() < 1e-14);
        }
        let first = there.ppv(&points(&ranking).next().unwrap().matrix);
        assert_eq!(first.upper().to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn a_counted_prevalence_widens_the_limits() {
        let ranking = ranking();
        let known = Prevalence::Known(Probability::new(0.01).unwrap());
        let counted = Prevalence::Counted(Proportion::new(10, 1000).unwrap());
        let [known, counted] = [known, counted]
            .map(|prevalence| There::new(&ranking, prevalence, Confidence::DEFAULT).unwrap());
        let matrix = points(&ranking).nth(1).unwrap().matrix;
        let (known, counted) = (known.ppv(&matrix), counted.ppv(&matrix));
        assert!(counted.lower() < known.lower() && known.upper() < counted.upper());
    }
}
