//! Sample input of charts of curves.

use super::{AxisOf, CurveBand, CurveChart, CurveLine, CurveMark, Scale};
use crate::report::chart::{HistogramChart, HistogramPanel, Mark};

fn axis(title: &str, scale: Scale) -> AxisOf {
    AxisOf { title: title.into(), scale }
}

fn line(label: &str, points: Vec<(f64, f64)>) -> CurveLine {
    CurveLine { label: label.into(), points }
}

fn mark((x, y): (f64, f64), x_limits: (f64, f64), y_limits: (f64, f64), text: &str) -> CurveMark {
    CurveMark { x, y, x_limits: Some(x_limits), y_limits: Some(y_limits), text: text.into() }
}

/// A staircase from (0, 0) to (1, 1) with so many steps, `lift` times as steep at its start as at its end.
pub(in super::super) fn staircase(steps: u32, lift: f64) -> Vec<(f64, f64)> {
    let at = |step: u32| {
        let part = f64::from(step) / f64::from(steps);
        (part, 1.0 - (1.0 - part).powf(lift))
    };
    let corners = (0..steps).flat_map(|step| [(at(step).0, at(step + 1).1), at(step + 1)]);
    std::iter::once((0.0, 0.0)).chain(corners).collect()
}

fn rim(power: f64) -> Vec<(f64, f64)> {
    (0..=50_u8).map(|part| f64::from(part) / 50.0).map(|x| (x, x.powf(power))).collect()
}

pub(in super::super) fn sample_roc() -> CurveChart {
    CurveChart {
        x: axis(
            "false positive rate: share of the negatives that are flagged (log scale)",
            Scale::LogShare { least: 1.0 / 342.0, has_zero: true },
        ),
        y: axis("recall: share of the positives that are flagged", Scale::Share),
        band: Some(CurveBand { lower: rim(0.6), upper: rim(0.15) }),
        guides: vec![line("chance", vec![(0.0, 0.0), (1.0, 1.0)])],
        lines: vec![line("", staircase(342, 6.0))],
        marks: vec![
            mark((3.0 / 342.0, 0.362), (0.0018, 0.0254), (0.24, 0.499), "FPR at most 1\u{a0}%"),
            mark((0.0, 0.19), (0.0, 0.0107), (0.1, 0.31), "FPR at most 0.1\u{a0}%"),
            mark((0.5, 0.9), (0.44, 0.55), (0.8, 0.96), "recall at least 90\u{a0}%"),
            mark((0.46, 0.89), (0.41, 0.52), (0.79, 0.95), "highest recall minus FPR (Youden)"),
        ],
        notes: vec!["crosses: exact limits, 95\u{a0}%".into()],
    }
}

/// Of two thresholds, one of which misses nothing.
pub(in super::super) fn sample_det() -> CurveChart {
    let scale = Scale::ProbitShare { least: 1e-3, has_zero: true };
    CurveChart {
        x: axis("false positive rate (normal deviates)", scale),
        y: axis("share of the positives that are missed (normal deviates)", scale),
        band: None,
        guides: vec![line("chance", vec![(0.0, 1.0), (1.0, 0.0)])],
        lines: vec![line("a detector", vec![(0.0, 1.0), (0.0, 0.6), (0.2, 0.1), (1.0, 0.0)])],
        marks: vec![
            mark((0.2, 0.1), (0.1, 0.3), (0.0, 0.2), "the lower threshold"),
            mark((1.0, 0.0), (0.9, 1.0), (0.0, 0.05), "everything is flagged"),
        ],
        notes: Vec::new(),
    }
}

/// Precision against scores, some of them below 0.
pub(in super::super) fn sample_precision() -> CurveChart {
    let points = (0..=400_u16).map(|step| {
        let score = 4.0 - f64::from(step) / 50.0;
        (score, 1.0 / (1.0 + 9.0 * (-1.5 * score).exp()))
    });
    CurveChart {
        x: axis("threshold", Scale::Number { least: -4.0, greatest: 4.0 }),
        y: axis("precision (log scale)", Scale::LogShare { least: 0.01, has_zero: false }),
        band: None,
        guides: vec![line("all flagged: 14.5\u{a0}%", vec![(-4.0, 0.145), (4.0, 0.145)])],
        lines: vec![line("", points.collect())],
        marks: vec![CurveMark {
            x: 2.09,
            y: 0.875,
            x_limits: None,
            y_limits: Some((0.676, 0.973)),
            text: "FPR at most 1\u{a0}%".into(),
        }],
        notes: Vec::new(),
    }
}

pub(in super::super) fn sample_histogram() -> HistogramChart {
    let bump = |centre: i32, most: u64| {
        (0..40_i32).map(|bin| most >> (bin - centre).unsigned_abs().min(63)).collect()
    };
    HistogramChart {
        x_title: "score".into(),
        y_title: "number of rows in each bar (log scale)".into(),
        edges: (0..=40_u8).map(|edge| f64::from(edge) / 5.0 - 4.0).collect(),
        panels: vec![
            HistogramPanel { name: "58 positives".into(), counts: bump(26, 16) },
            HistogramPanel {
                name: "1\u{a0}000\u{a0}000 negatives".into(),
                counts: bump(18, 300_000),
            },
        ],
        marks: vec![
            Mark::new(2.09, "FPR at most 1\u{a0}%"),
            Mark::new(3.2, "FPR at most 0.1\u{a0}%"),
            Mark::new(0.5, "highest recall minus FPR (Youden)"),
            Mark::new(0.45, "recall at least 90\u{a0}%"),
        ],
        notes: vec!["bars: 0.2 wide".into()],
    }
}
