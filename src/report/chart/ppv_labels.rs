//! Where the labels of a chart of PPV go: beside their marks and curves, or below the chart.

use super::beside::Label;
use super::label::{Bounds, Placer};
use super::numbered::Labels;
use super::palette::Ink;
use super::ppv_against_prevalence::{Plot, PpvChart, PpvCurve, drawn, ink};
use super::scene::Point;

const HALF: &str = "half of the flags are wrong";

/// Places the labels of `chart` on a canvas `width` wide: those of marks first, then the line at
/// which half of the flags are wrong, then the curves.
pub(super) fn place(plot: Plot, chart: &PpvChart, width: f64) -> Labels {
    let mut placer = Placer::new(plot.bounds().grown(-2.0));
    take(&mut placer, plot, chart);
    let mut labels = Labels::default();
    for mark in chart.marks.iter().filter(|mark| !mark.text.is_empty()) {
        let at = plot.at(mark.prevalence, mark.ppv);
        let label = Label { text: &mark.text, ink: Ink::Text, at };
        labels.add(&mut placer, label, &[at], width, false);
    }
    let along = [0.0, 1.0, 0.25, 0.75, 0.5];
    let width_of_plot = plot.x.end() - plot.x.start();
    let line = along.map(|part| (plot.x.start() + part * width_of_plot, plot.half()));
    let half = Label { text: HALF, ink: Ink::Quiet, at: line[0] };
    labels.add(&mut placer, half, &line, width, false);
    for (place, curve) in chart.curves.iter().enumerate() {
        let spots = spots(plot, curve);
        if let Some(first) = spots.first() {
            let label = Label { text: &curve.label, ink: ink(place), at: *first };
            let is_only = chart.curves.len() == 1;
            labels.add(&mut placer, label, &spots, width, is_only);
        }
    }
    labels
}

/// Places along a curve, from its middle outward.
fn spots(plot: Plot, curve: &PpvCurve) -> Vec<Point> {
    const FEWEST: usize = 12;
    let points: Vec<Point> = drawn(curve).map(|p| plot.at(p.prevalence, p.ppv)).collect();
    let step = (points.len() / FEWEST).max(1);
    let at = |index: usize| points.get(index).copied();
    let middle = points.len() / 2;
    let outward = (0..=middle).step_by(step);
    outward
        .flat_map(|off| [middle.checked_sub(off).and_then(at), at(middle + off)])
        .flatten()
        .collect()
}

/// Keeps labels off the marks, the curves and the line at one half, and where there is room off the
/// bands.
fn take(placer: &mut Placer, plot: Plot, chart: &PpvChart) {
    for mark in &chart.marks {
        let (x, y) = plot.at(mark.prevalence, mark.ppv);
        placer.take(Bounds { left: x, top: y, right: x, bottom: y }.grown(7.0));
        plot.bar(mark).into_iter().for_each(|bar| placer.take(bar.grown(2.0)));
    }
    let half = plot.half();
    placer.take(Bounds { top: half - 1.5, bottom: half + 1.5, ..plot.bounds() });
    for (one, next) in chart.curves.iter().flat_map(|curve| drawn(curve).zip(drawn(curve).skip(1)))
    {
        placer.take_line(plot.at(one.prevalence, one.ppv), plot.at(next.prevalence, next.ppv));
        if one.low < one.high {
            let (left, top) = plot.at(one.prevalence, one.high);
            let (right, bottom) = plot.at(next.prevalence, next.low);
            placer.take_thin(Bounds { left, top, right, bottom: bottom.max(top) });
        }
    }
}
