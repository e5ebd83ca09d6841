//! What charts of curves are held to besides what every chart is.

use proptest::prelude::*;

use super::samples::{sample_det, sample_histogram, sample_precision, sample_roc, staircase};
use super::{
    AxisOf, CurveBand, CurveChart, CurveLine, CurveMark, Scale, curve_chart, layout::layout,
};
use crate::curve::normal_deviate;
use crate::report::chart::samples::caption;
use crate::report::chart::scene::{Scene, Shape};
use crate::report::chart::testing::{any_share, any_text, any_width, faults};
use crate::report::chart::{HistogramPanel, Mark, WIDE, histogram};

/// The lines of the thickness that only curves have.
fn curves(scene: &Scene) -> Vec<Vec<(f64, f64)>> {
    let thick = |shape: &Shape| match shape {
        Shape::Line { points, thickness, .. } if *thickness > 1.9 => Some(points.clone()),
        _ => None,
    };
    scene.shapes().filter_map(thick).collect()
}

fn drawn(chart: &CurveChart) -> Vec<Vec<(f64, f64)>> {
    curves(&layout("A title", chart, WIDE).unwrap())
}

/// How far `point` is from the line through `run`.
fn distance(point: (f64, f64), run: &[(f64, f64)]) -> f64 {
    let to = |pair: &[(f64, f64)]| {
        let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
        let squared = (bx - ax).powi(2) + (by - ay).powi(2);
        let part = if squared > 0.0 {
            (((point.0 - ax) * (bx - ax) + (point.1 - ay) * (by - ay)) / squared).clamp(0.0, 1.0)
        } else {
            0.0
        };
        (point.0 - ax - part * (bx - ax)).hypot(point.1 - ay - part * (by - ay))
    };
    run.windows(2).map(to).fold(f64::INFINITY, f64::min)
}

#[test]
fn a_million_points_are_thinned_without_a_visible_change() {
    let mut chart = sample_roc();
    chart.x.scale = Scale::LogShare { least: 2e-6, has_zero: true };
    chart.lines[0].points = staircase(500_000, 6.0);
    let fine = drawn(&chart).concat();
    assert!(fine.len() < 4_000, "{}", fine.len());
    // The same curve with a hundred times fewer steps, each of which is less than half a pixel high.
    chart.lines[0].points = staircase(5_000, 6.0);
    let coarse = drawn(&chart).concat();
    let off = coarse.iter().map(|point| distance(*point, &fine)).fold(0.0, f64::max);
    assert!(off < 1.0, "{off}");
}

/// Only the power next to 0, for which there is no room, has no text.
#[test]
fn powers_of_ten_are_written_where_there_is_room() {
    let mut chart = sample_roc();
    chart.x.scale = Scale::LogShare { least: 2e-5, has_zero: true };
    let scene = layout("A title", &chart, WIDE).unwrap();
    let has = |text: &str| {
        scene.shapes().any(|shape| matches!(shape, Shape::Text(found) if found.content == text))
    };
    assert!(["0.01", "0.1", "1", "10"].iter().all(|power| has(&format!("{power}\u{a0}%"))));
    assert!(!has("0.001\u{a0}%"));
}

/// A spike that is narrower than a pixel stays to be seen.
#[test]
fn the_extremes_of_every_column_are_kept() {
    let mut chart = sample_precision();
    chart.lines[0].points = (0..200_000_u32)
        .map(|k| (f64::from(k) / 1e6, if k == 77_777 { 1.0 } else { 0.1 }))
        .collect();
    let top = |chart: &CurveChart| {
        drawn(chart).concat().into_iter().map(|(_, y)| y).fold(f64::INFINITY, f64::min)
    };
    let with = top(&chart);
    chart.lines[0].points[77_777].1 = 0.1;
    assert!(with < top(&chart) - 100.0);
}

/// On a scale by powers of ten the straight line from (0, 0) to (1, 1) is y = x, as it is read off there.
#[test]
fn straight_lines_bend_where_the_scale_does() {
    let mut chart = sample_roc();
    chart.lines[0].points = vec![(0.0, 0.0), (1.0, 1.0)];
    let [line] = drawn(&chart).try_into().unwrap();
    let (left, right) = (line[0].0 + super::axis::ZERO_ASIDE, line[line.len() - 1].0);
    let (bottom, top) = (line[0].1, line[line.len() - 1].1);
    // The axis holds three powers of ten; at 10 % recall is 10 %, and at 31.6 % it is that.
    for share in [0.01_f64, 0.1, 0.316_227_766] {
        let x = left + (share.log10() + 3.0) / 3.0 * (right - left);
        let y = bottom + share * (top - bottom);
        assert!(distance((x, y), &line) < 0.5, "{share}");
    }
}

/// Two normal laws of equal spread: the rates at every threshold are on a straight line.
#[test]
fn normal_laws_are_straight_by_deviates() {
    let missed = |fpr: f64| {
        let deviate = -1.5 - normal_deviate(fpr);
        let halved = |(low, high): (f64, f64)| {
            let middle = f64::midpoint(low, high);
            if normal_deviate(middle) < deviate { (middle, high) } else { (low, middle) }
        };
        (0..60).fold((0.0, 1.0), |ends, _| halved(ends)).0
    };
    let rates = |k: u16| {
        let fpr = 10_f64.powf(f64::from(k) / 100.0 - 3.5);
        (fpr, missed(fpr))
    };
    let mut chart = sample_det();
    chart.lines[0].points = (0..=340_u16).map(rates).collect();
    let runs = drawn(&chart);
    let points = runs.concat();
    let ends = [points[0], points[points.len() - 1]];
    assert!(points.iter().all(|point| distance(*point, &ends) < 0.6), "{points:?}");
}

#[test]
fn what_is_beyond_an_axis_is_cut_off_and_a_mark_there_is_said() {
    let mut chart = sample_precision();
    chart.y.scale = Scale::Share;
    chart.lines[0].points = vec![(-8.0, 0.5), (8.0, 0.5)];
    let [line] = drawn(&chart).try_into().unwrap();
    chart.lines[0].points = vec![(-4.0, 0.5), (4.0, 0.5)];
    let [within] = drawn(&chart).try_into().unwrap();
    let ends = |line: &[(f64, f64)]| (line[0].0, line[line.len() - 1].0);
    assert!(
        (ends(&line).0 - ends(&within).0).abs() < 2.1
            && (ends(&line).1 - ends(&within).1).abs() < 2.1
    );
    chart.marks[0].x = 9.0;
    let svg = curve_chart(&caption("a", "t"), &chart, WIDE).unwrap();
    assert!(svg.contains("Beyond the axes: FPR at most 1\u{a0}%."));
}

#[test]
fn curves_that_cannot_be_drawn_are_refused() {
    let refused = |change: fn(&mut CurveChart)| {
        let mut chart = sample_roc();
        change(&mut chart);
        curve_chart(&caption("a", "t"), &chart, WIDE).is_err()
    };
    assert!(!refused(|_| ()));
    assert!(refused(|chart| chart.lines[0].points.truncate(1)));
    assert!(refused(|chart| chart.lines[0].points[5].0 = 0.9));
    assert!(refused(|chart| chart.lines[0].points[5].1 = f64::NAN));
    assert!(refused(|chart| chart.band.as_mut().unwrap().lower[3].1 = f64::NAN));
    assert!(refused(|chart| chart.marks[0].y_limits = Some((f64::NAN, 1.0))));
    assert!(refused(|chart| chart.x.scale = Scale::Number { least: 2.0, greatest: 1.0 }));
    let mut bars = sample_histogram();
    bars.edges.pop();
    assert!(histogram(&caption("a", "t"), &bars, WIDE).is_err());
}

fn any_scale() -> impl Strategy<Value = Scale> {
    let least = || (-11.0..0.0_f64).prop_map(|power| 10_f64.powf(power));
    prop_oneof![
        Just(Scale::Share),
        (least(), any::<bool>()).prop_map(|(least, has_zero)| Scale::LogShare { least, has_zero }),
        (least(), any::<bool>())
            .prop_map(|(least, has_zero)| Scale::ProbitShare { least, has_zero }),
        (-1e3..1e3_f64, 0.0..1e3_f64)
            .prop_map(|(least, range)| Scale::Number { least, greatest: least + range }),
        (any::<f32>(), any::<f32>()).prop_filter_map("finite", |(one, other)| {
            let (least, greatest) = (f64::from(one.min(other)), f64::from(one.max(other)));
            (least.is_finite() && greatest.is_finite()).then_some(Scale::Number { least, greatest })
        }),
    ]
}

fn any_mark() -> impl Strategy<Value = CurveMark> {
    let limits =
        || proptest::option::of((any_share(), any_share()).prop_map(|(a, b)| (a.min(b), a.max(b))));
    (any_share(), any_share(), limits(), limits(), any_text())
        .prop_map(|(x, y, x_limits, y_limits, text)| CurveMark { x, y, x_limits, y_limits, text })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() })]

    #[test]
    fn labels_of_curves_against_axes_keep_apart(
        (x, y) in (any_scale(), any_scale()), texts in proptest::collection::vec(any_text(), 6),
        mut shares in proptest::collection::vec((any_share(), any_share()), 2..60),
        marks in proptest::collection::vec(any_mark(), 0..8), width in any_width()
    ) {
        shares.sort_by(|one, other| one.0.total_cmp(&other.0));
        let line = |label: &String, points| CurveLine { label: label.clone(), points };
        let chart = CurveChart {
            x: AxisOf { title: texts[0].clone(), scale: x },
            y: AxisOf { title: texts[1].clone(), scale: y },
            band: Some(CurveBand {
                lower: shares.iter().map(|(at, value)| (*at, value / 2.0)).collect(),
                upper: shares.clone(),
            }),
            guides: vec![line(&texts[2], vec![(0.0, 0.0), (1.0, 1.0)])],
            lines: vec![line(&texts[3], shares), line(&texts[4], vec![(1.0, 0.2), (0.0, 0.9)])],
            marks,
            notes: vec![texts[5].clone()],
        };
        let scene = layout(&texts[5], &chart, width).unwrap();
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
    }

    #[test]
    fn labels_of_histograms_keep_apart(
        counts in proptest::collection::vec((0..20_u32, 0..3_u64), 40), texts in proptest::collection::vec(any_text(), 6),
        marks in proptest::collection::vec((-4.5..4.5_f64, any_text()), 0..7), width in any_width()
    ) {
        let mut chart = sample_histogram();
        let counts: Vec<u64> = counts.into_iter().map(|(power, times)| times * 10_u64.pow(power.min(18))).collect();
        chart.panels = vec![
            HistogramPanel { name: texts[0].clone(), counts: counts.iter().rev().copied().collect() },
            HistogramPanel { name: texts[1].clone(), counts },
        ];
        chart.marks = marks.into_iter().map(|(at, text)| Mark::new(at, text)).collect();
        (chart.x_title, chart.y_title) = (texts[2].clone(), texts[3].clone());
        chart.notes = vec![texts[4].clone()];
        let scene = crate::report::chart::histogram::layout(&texts[5], &chart, width).unwrap();
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
    }
}
