//! Where the parts of a chart of curves go.

use super::axis::Axis;
use super::line::{Plot, shadow};
use super::{CurveChart, CurveLine, CurveMark};
use crate::error::Result;
use crate::report::chart::beside::Label;
use crate::report::chart::label::{Bounds, Placer, Style};
use crate::report::chart::numbered::Labels;
use crate::report::chart::palette::Ink;
use crate::report::chart::scene::{MARGIN, Point, Scene};

/// The colours of the lines, in turn; what tells them apart is what is written beside them.
const INKS: [Ink; 4] = [Ink::Strong, Ink::Lower, Ink::Chance, Ink::Upper];

fn ink(place: usize) -> Ink {
    INKS[place % INKS.len()]
}

/// Half the length of the stroke at the end of a limit.
const CAP: f64 = 4.0;

pub(in super::super) fn layout(title: &str, chart: &CurveChart, width: u32) -> Result<Scene> {
    chart.check()?;
    let (mut scene, top) = Scene::titled(width, title);
    let room = scene.right() - MARGIN;
    let top = scene.paragraph(&chart.y.title, Style::QUIET, (MARGIN, top), room) + 10.0;
    let plot = plot(&scene, chart, top);
    band(&mut scene, plot, chart);
    let y = plot.x.below(&mut scene, plot.y);
    plot.y.beside(&mut scene, plot.x);
    let mut placer = Placer::new(plot.bounds().grown(-2.0));
    let guides = lines(&mut placer, plot, &chart.guides, |_, run| dashed(&mut scene, run));
    let lines = lines(&mut placer, plot, &chart.lines, |place, run| {
        scene.path(run.to_vec(), ink(place), 2.0);
    });
    let marks = crosses(&mut scene, &mut placer, plot, chart);
    let mut labels = Labels::default();
    let mut add = |text: &str, ink: Ink, spots: &[Point]| {
        if let Some(at) = spots.first().filter(|_| !text.is_empty()) {
            labels.add(&mut placer, Label { text, ink, at: *at }, spots, scene.width(), false);
        }
    };
    for (mark, at) in &marks {
        add(&mark.text, Ink::Text, &[*at]);
    }
    for (place, (line, spots)) in chart.lines.iter().zip(&lines).enumerate() {
        add(&line.label, ink(place), spots);
    }
    for (guide, spots) in chart.guides.iter().zip(&guides) {
        add(&guide.label, Ink::Quiet, spots);
    }
    for (_, at) in &marks {
        scene.disc(*at, 6.0, Ink::Paper);
        scene.disc(*at, 4.0, Ink::Text);
    }
    labels.draw(&mut scene);
    let from = if scene.is_narrow() { MARGIN } else { plot.bounds().left };
    let y = scene.paragraph(&chart.x.title, Style::QUIET, (from, y + 3.0), scene.right() - from);
    let y = labels.below(&mut scene, y + 3.0);
    let off = |mark: &&CurveMark| plot.at((mark.x, mark.y)).is_none() && !mark.text.is_empty();
    let off = chart.marks.iter().filter(off).map(|mark| format!("Beyond the axes: {}.", mark.text));
    let y = off
        .chain(chart.notes.iter().cloned())
        .fold(y, |y, note| scene.paragraph(&note, Style::QUIET, (MARGIN, y), room));
    Ok(scene.close(y))
}

fn plot(scene: &Scene, chart: &CurveChart, top: f64) -> Plot {
    let height = if scene.is_narrow() { 290.0 } else { 350.0 };
    let y = Axis::new(chart.y.scale, top + height, top);
    let left = MARGIN + y.widest() + 8.0;
    Plot { x: Axis::new(chart.x.scale, left, scene.right() - 24.0), y }
}

fn band(scene: &mut Scene, plot: Plot, chart: &CurveChart) {
    if let Some(band) = &chart.band {
        let mut rim = plot.rim(&band.lower);
        rim.extend(plot.rim(&band.upper).into_iter().rev());
        scene.area(rim, Ink::Pale);
    }
}

/// Draws each line with `draw`, which is told its place among them; returns where the labels may stand.
fn lines(
    placer: &mut Placer,
    plot: Plot,
    lines: &[CurveLine],
    mut draw: impl FnMut(usize, &[Point]),
) -> Vec<Vec<Point>> {
    let mut spots = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let runs = plot.runs(&line.points);
        for run in &runs {
            take(placer, run);
            draw(place, run);
        }
        spots.push(along(&runs));
    }
    spots
}

/// Makes room for a run.
fn take(placer: &mut Placer, run: &[Point]) {
    for piece in shadow(run) {
        placer.take(piece);
    }
}

/// Draws a run in dashes that go on round its corners.
fn dashed(scene: &mut Scene, run: &[Point]) {
    const DASH: f64 = 5.0;
    const GAP: f64 = 4.0;
    let (mut is_dash, mut left) = (true, DASH);
    let mut dash: Vec<Point> = run.first().copied().into_iter().collect();
    for pair in run.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut rest = (to.0 - from.0).hypot(to.1 - from.1);
        while rest > left {
            let part = left / rest;
            from = (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
            rest -= left;
            dash.push(from);
            if is_dash {
                scene.path(std::mem::take(&mut dash), Ink::Quiet, 1.0);
            }
            is_dash = !is_dash;
            (dash, left) = (vec![from], if is_dash { DASH } else { GAP });
        }
        left -= rest;
        dash.push(to);
    }
    if is_dash && dash.len() > 1 {
        scene.path(dash, Ink::Quiet, 1.0);
    }
}

/// Places along a line, from its middle outward.
fn along(runs: &[Vec<Point>]) -> Vec<Point> {
    const PLACES: usize = 24;
    let pieces: Vec<Bounds> = runs.iter().flat_map(|run| shadow(run)).collect();
    let step = (pieces.len() / PLACES).max(1);
    let middle = pieces.len() / 2;
    let at = |index: usize| {
        pieces.get(index).map(|piece| {
            (f64::midpoint(piece.left, piece.right), f64::midpoint(piece.top, piece.bottom))
        })
    };
    let outward = (0..=middle).step_by(step);
    outward
        .flat_map(|off| [middle.checked_sub(off).and_then(at), at(middle + off)])
        .flatten()
        .collect()
}

/// Draws the limits of the marks that the axes reach; returns these with their places.
fn crosses<'a>(
    scene: &mut Scene,
    placer: &mut Placer,
    plot: Plot,
    chart: &'a CurveChart,
) -> Vec<(&'a CurveMark, Point)> {
    let reached = chart.marks.iter().filter_map(|mark| Some((mark, plot.at((mark.x, mark.y))?)));
    let marks: Vec<(&CurveMark, Point)> = reached.collect();
    for (mark, (x, y)) in &marks {
        placer.take(Bounds { left: *x, top: *y, right: *x, bottom: *y }.grown(7.0));
        if let Some((low, high)) = mark.x_limits {
            let (left, right) = (plot.x.spot(low), plot.x.spot(high));
            scene.line((left.at, *y), (right.at, *y), Ink::Text, 1.0);
            for end in [left, right].into_iter().filter(|end| !end.is_beyond) {
                scene.line((end.at, y - CAP), (end.at, y + CAP), Ink::Text, 1.0);
            }
            let (top, bottom) = (y - CAP, y + CAP);
            placer.take(Bounds { left: left.at, top, right: right.at, bottom });
        }
        if let Some((low, high)) = mark.y_limits {
            let (bottom, top) = (plot.y.spot(low), plot.y.spot(high));
            scene.line((*x, bottom.at), (*x, top.at), Ink::Text, 1.0);
            for end in [bottom, top].into_iter().filter(|end| !end.is_beyond) {
                scene.line((x - CAP, end.at), (x + CAP, end.at), Ink::Text, 1.0);
            }
            let (left, right) = (x - CAP, x + CAP);
            placer.take(Bounds { left, top: top.at, right, bottom: bottom.at });
        }
    }
    marks
}
