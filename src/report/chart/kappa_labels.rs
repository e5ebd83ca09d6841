//! Where the labels of a κ curve go: beside their marks, off the curve and the lines.

use super::beside::{Label, Placed};
use super::kappa_curve::{CurvePoint, KappaChart, Plot};
use super::label::{Bounds, Off, Placer};
use super::palette::Ink;
use super::scene::Point;

/// Places the labels of `chart` on a canvas `width` wide; also returns those that found no room.
pub(super) fn place(plot: Plot, chart: &KappaChart, width: f64) -> (Vec<Placed>, Vec<Label<'_>>) {
    let mut placer = Placer::new(plot.bounds().grown(-2.0));
    take_curve(&mut placer, plot, chart);
    take_lines(&mut placer, plot, chart);
    let labels = labels(plot, chart);
    for label in &labels {
        placer.take(label.spot());
    }
    let (mut housed, mut homeless) = (Vec::new(), Vec::new());
    for label in labels {
        let adjoining = label.adjoining(&mut placer, width);
        match adjoining.or_else(|| label.nearby(&mut placer, width, Off::AllButThin)) {
            Some(found) => housed.push(found),
            None => homeless.push(label),
        }
    }
    (housed, homeless)
}

fn labels(plot: Plot, chart: &KappaChart) -> Vec<Label<'_>> {
    let left = plot.bounds().left;
    let mut labels = vec![Label {
        text: &chart.parity.text,
        ink: Ink::Upper,
        at: plot.at(1.0, chart.parity.at),
    }];
    labels.extend(chart.tipping.iter().map(|tipping| {
        let x = tipping.kappa.map_or(left, |kappa| plot.x.at(kappa));
        Label { text: &tipping.text, ink: Ink::Text, at: (x, plot.y.at(tipping.fdr)) }
    }));
    let at = (left, plot.y.at(chart.floor.at));
    labels.push(Label { text: &chart.floor.text, ink: Ink::Lower, at });
    labels.extend(band(plot, chart, &labels));
    labels
}

/// The label of the band where it is wide enough to be seen: at its upper rim, as far from the
/// `others` as it goes.
fn band<'a>(plot: Plot, chart: &'a KappaChart, others: &[Label<'_>]) -> Option<Label<'a>> {
    const VISIBLE: f64 = 4.0;
    let is_wide = |point: &&CurvePoint| plot.y.at(point.low) - plot.y.at(point.high) >= VISIBLE;
    let rim = |point: &CurvePoint| plot.at(point.kappa, point.high);
    let nearest = |(x, y): Point| {
        let distances = others.iter().map(|other| (other.at.0 - x).hypot(other.at.1 - y));
        distances.fold(f64::INFINITY, f64::min)
    };
    let spots = chart.curve.iter().filter(is_wide).map(rim);
    let at = spots.max_by(|a, b| nearest(*a).total_cmp(&nearest(*b)))?;
    (!chart.band.is_empty()).then_some(Label { text: &chart.band, ink: Ink::Quiet, at })
}

/// Keeps labels off the curve, and where there is room off its band.
fn take_curve(placer: &mut Placer, plot: Plot, chart: &KappaChart) {
    for pair in chart.curve.windows(2) {
        let [one, next] = pair else { continue };
        let (from, to) = (plot.at(one.kappa, one.mid), plot.at(next.kappa, next.mid));
        placer.take_line(from, to);
        let (top, bottom) = (plot.y.at(one.high), plot.y.at(next.low));
        placer.take_thin(Bounds { left: from.0, top, right: to.0, bottom });
    }
}

/// Keeps labels off the level lines, and where there is room off the upright ones.
fn take_lines(placer: &mut Placer, plot: Plot, chart: &KappaChart) {
    let area = plot.bounds();
    let level = |y: f64| Bounds { top: y - 1.5, bottom: y + 1.5, ..area };
    let upright = |x: f64, top: f64| Bounds { left: x - 1.5, right: x + 1.5, top, ..area };
    placer.take(level(plot.y.at(chart.floor.at)));
    placer.take_thin(upright(plot.x.at(1.0), area.top));
    for tipping in &chart.tipping {
        let y = plot.y.at(tipping.fdr);
        placer.take(level(y));
        if let Some(kappa) = tipping.kappa {
            placer.take_thin(upright(plot.x.at(kappa), y));
        }
    }
}
