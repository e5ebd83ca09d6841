//! How much more often the wronged must appeal for a claim about the error rate to hold.

use serde::Serialize;

use super::Counts;
use super::appeal_point::AppealPoint;

/// The least κ at which the false discovery rate is at most `fdr`.
///
/// Solving φ(κ) = x for κ gives `κ = r(A−a−W_n) / (W_n(a−r))` with `W_n = xA − r`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TippingPoint {
    /// The false discovery rate that must not be exceeded.
    pub fdr: f64,
    /// The least κ at the printed figures, or `None` where no κ is enough.
    pub kappa: Option<f64>,
    /// The least κ over all numbers that the figures may stand for.
    pub kappa_low: Option<f64>,
    /// The κ that is enough whatever the figures stand for, or `None` where none is.
    pub kappa_high: Option<f64>,
    /// Why there is no `kappa`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The false discovery rate at one κ: at the printed figures, and over all they may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct CurvePoint {
    /// The odds ratio of appealing, given wrong over given right.
    pub kappa: f64,
    /// φ(κ) at the printed figures.
    pub printed: f64,
    /// The least φ(κ).
    pub lower: f64,
    /// The greatest φ(κ).
    pub upper: f64,
}

/// Returns the tipping point for each of `rates`, or none where the figures have no appeals with
/// reversals: then κ changes nothing, or is undefined.
#[must_use]
pub fn tipping_points(counts: &Counts, printed: &Counts, rates: &[f64]) -> Vec<TippingPoint> {
    let Some(corners) = corners(counts) else { return Vec::new() };
    let point = printed_point(printed);
    rates.iter().map(|rate| tipping_point(&corners, point, *rate)).collect()
}

fn tipping_point(corners: &[AppealPoint], printed: Option<AppealPoint>, fdr: f64) -> TippingPoint {
    let kappa = printed.and_then(|printed| printed.kappa_for(fdr));
    let all: Vec<Option<f64>> = corners.iter().map(|corner| corner.kappa_for(fdr)).collect();
    let kappa_low = all.iter().flatten().copied().reduce(f64::min);
    let kappa_high = all.iter().copied().reduce(|a, b| Some(a?.max(b?))).flatten();
    let reason = kappa.is_none().then(|| match (printed, kappa_low, corners.first()) {
        (Some(printed), _, _) => printed.why_never(fdr).to_owned(),
        (None, None, Some(corner)) => corner.why_never(fdr).to_owned(),
        _ => "the sources disagree on a figure".to_owned(),
    });
    TippingPoint { fdr, kappa, kappa_low, kappa_high, reason }
}

impl AppealPoint {
    /// Why no κ makes φ(κ) ≤ `fdr`.
    fn why_never(&self, fdr: f64) -> &'static str {
        let known = self.reversed + self.without_appeal;
        if fdr * self.actioned < known {
            "the reversals alone are more"
        } else if self.reversed >= self.appealed {
            "no appeal was upheld, so any κ means that all others were wrong too"
        } else {
            "the reversals alone are that much, so nothing else may have been wrong"
        }
    }

    /// The least κ with φ(κ) ≤ `fdr`, or `None` where no finite κ is enough.
    fn kappa_for(&self, fdr: f64) -> Option<f64> {
        let (all, appealed, reversed) = (self.actioned, self.appealed, self.reversed);
        let wrong_elsewhere = fdr * all - reversed;
        let right_elsewhere = all - appealed - wrong_elsewhere;
        if right_elsewhere <= 0.0 {
            return Some(0.0);
        }
        let upheld = appealed - reversed;
        (wrong_elsewhere > 0.0 && upheld > 0.0 && wrong_elsewhere >= self.without_appeal)
            .then(|| reversed * right_elsewhere / (wrong_elsewhere * upheld))
    }
}

/// Returns φ at each of `kappas`, or nothing where the figures have no appeals with reversals.
#[must_use]
pub fn kappa_curve(counts: &Counts, printed: &Counts, kappas: &[f64]) -> Vec<CurvePoint> {
    let (Some(corners), Some(point)) = (corners(counts), printed_point(printed)) else {
        return Vec::new();
    };
    let curve = kappas.iter().map(|&kappa| {
        let values =
            || corners.iter().map(|corner| corner.share_wrong(kappa).max(corner.least_wrong()));
        CurvePoint {
            kappa,
            printed: point.share_wrong(kappa).max(point.least_wrong()),
            lower: values().fold(f64::INFINITY, f64::min),
            upper: values().fold(0.0, f64::max),
        }
    });
    curve.collect()
}

/// The corners of the counts where some reversals and some appeals are certain.
fn corners(counts: &Counts) -> Option<Vec<AppealPoint>> {
    counts.actioned?;
    let numbers = counts.appeal_box()?;
    let certain = numbers.reversed.low() > 0 && counts.appealed?.low() > 0;
    let finite = numbers.actioned.high().is_some();
    let corners = numbers.corners();
    (certain && finite && !corners.is_empty()).then_some(corners)
}

/// The counts as printed, where each is one number.
fn printed_point(printed: &Counts) -> Option<AppealPoint> {
    let corners = corners(printed)?;
    if let [point] = corners[..] { Some(point) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::CountRange;

    fn meta(actioned: CountRange, appealed: CountRange) -> Counts {
        Counts {
            actioned: Some(actioned),
            appealed: Some(appealed),
            reversed: Some(CountRange::exactly(207)),
            ..Counts::default()
        }
    }

    /// κ by hand: 1 % of 340000 less 207 is 3193, and 207·(335100−3193)/(3193·4693) = 4.58500…; for
    /// 0.1 % it is 133, and 207·(335100−133)/(133·4693) = 111.0888….
    #[test]
    fn worked_values() {
        let exact = meta(CountRange::exactly(340_000), CountRange::exactly(4_900));
        let points = tipping_points(&exact, &exact, &[0.01, 0.001, 0.0006, 0.99]);
        let kappas: Vec<Option<f64>> = points.iter().map(|point| point.kappa).collect();
        assert!((kappas[0].unwrap() - 4.585).abs() < 1e-4, "{kappas:?}");
        assert!((kappas[1].unwrap() - 111.088_8).abs() < 1e-3, "{kappas:?}");
        assert_eq!(kappas[2], None, "207 of 340 000 is more than 0.06 %");
        assert_eq!(kappas[3], Some(0.0), "98.6 % is the most there can be");
    }

    #[test]
    fn rounding_widens_a_tipping_point() {
        let exact = meta(CountRange::exactly(340_000), CountRange::exactly(4_900));
        let rounded = meta(
            CountRange::new(335_000, Some(345_000)).unwrap(),
            CountRange::new(4_850, Some(4_950)).unwrap(),
        );
        let point = &tipping_points(&rounded, &exact, &[0.001])[0];
        assert!((point.kappa_low.unwrap() - 107.45).abs() < 0.1, "{point:?}");
        assert!((point.kappa_high.unwrap() - 114.95).abs() < 0.1, "{point:?}");
    }

    #[test]
    fn a_tipping_point_is_where_the_curve_crosses() {
        let exact = meta(CountRange::exactly(340_000), CountRange::exactly(4_900));
        for rate in [0.001, 0.01, 0.0422, 0.5] {
            let kappa = tipping_points(&exact, &exact, &[rate])[0].kappa.unwrap();
            let there = kappa_curve(&exact, &exact, &[kappa])[0];
            assert!((there.printed / rate - 1.0).abs() < 1e-9, "{rate}: {there:?}");
            assert_eq!((there.lower, there.upper), (there.printed, there.printed));
        }
    }

    #[test]
    fn no_reversals_no_tipping_point() {
        let mut none = meta(CountRange::exactly(33), CountRange::exactly(8));
        none.reversed = Some(CountRange::exactly(0));
        assert!(tipping_points(&none, &none, &[0.01]).is_empty());
    }
}
