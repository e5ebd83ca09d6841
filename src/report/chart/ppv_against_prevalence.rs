//! How precision falls with the prevalence, for one detector or for several.

use super::axis::{LogAxis, Text};
use super::label::{Bounds, Style};
use super::numbered::Labels;
use super::palette::Ink;
use super::ppv_labels;
use super::scene::{MARGIN, Point, Scene};
use super::{Caption, share, svg};
use crate::error::{Error, Result};

/// What is drawn: any number of curves and of marked points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PpvChart {
    /// The curves, from back to front.
    pub curves: Vec<PpvCurve>,
    /// The marked points, from back to front.
    pub marks: Vec<PpvMark>,
    /// What the bands around the curves and the bars at marks are, said below the chart; empty where
    /// there are none.
    pub band: String,
}

/// The positive predictive value of one detector over prevalences.
#[derive(Clone, Debug, PartialEq)]
pub struct PpvCurve {
    /// What is written beside it.
    pub label: String,
    /// At least two points in ascending order of prevalence.
    pub points: Vec<PpvPoint>,
}

/// The positive predictive value at one prevalence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PpvPoint {
    /// The prevalence; at least [`LEAST_PREVALENCE`].
    pub prevalence: f64,
    /// The lower rim of the band; the value itself where there is none.
    pub low: f64,
    /// The value.
    pub ppv: f64,
    /// The upper rim of the band; the value itself where there is none.
    pub high: f64,
}

/// A point that is marked, such as where a precision was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct PpvMark {
    /// The prevalence; at least [`LEAST_PREVALENCE`].
    pub prevalence: f64,
    /// The positive predictive value there.
    pub ppv: f64,
    /// What is written beside it; nothing where this is empty.
    pub text: String,
    /// Limits of its own, drawn as a bar; none where the band around the curve says it all.
    pub limits: Option<(f64, f64)>,
}

const X_TITLE: &str = "prevalence: share of all items that is violating (log scale)";
const Y_TITLE: &str = "PPV: share of flags that are right (log scale)";

/// Room above 100 % for labels of what is near it.
const HEADROOM: f64 = 26.0;

/// The least prevalence and PPV that are drawn: no axis goes below.
pub const LEAST_PREVALENCE: f64 = 1e-12;

/// The colours of the curves, in turn; what tells them apart is what is written beside them.
const INKS: [Ink; 5] = [Ink::Strong, Ink::Lower, Ink::Chance, Ink::Upper, Ink::Quiet];

/// Returns the chart, `width` pixels wide. A label without room in the plot is said below it, with a
/// number at its place.
///
/// # Errors
///
/// When a number is not a share, when a prevalence is below [`LEAST_PREVALENCE`], when there is neither a curve nor a mark,
/// when a curve has fewer than two points or when the caption's id is not one.
pub fn ppv_against_prevalence(caption: &Caption, chart: &PpvChart, width: u32) -> Result<String> {
    svg::write(&layout(&caption.title, chart, width)?, caption)
}

/// The colour of the curve at `place`.
pub(super) fn ink(place: usize) -> Ink {
    INKS[place % INKS.len()]
}

/// The two axes of the plot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) x: LogAxis,
    pub(super) y: LogAxis,
}

impl Plot {
    /// Where `ppv` at `prevalence` is.
    pub(super) fn at(self, prevalence: f64, ppv: f64) -> Point {
        (self.x.at(prevalence), self.y.at(ppv))
    }

    /// The area between the axes, and the room above it.
    pub(super) fn bounds(self) -> Bounds {
        let (left, right) = (self.x.start(), self.x.end());
        Bounds { left, top: self.y.end() - HEADROOM, right, bottom: self.y.start() }
    }

    /// What the bar of a mark covers, where it has limits of its own.
    pub(super) fn bar(self, mark: &PpvMark) -> Option<Bounds> {
        let (low, high) = mark.limits?;
        let (x, bottom) = self.at(mark.prevalence, low);
        let (_, top) = self.at(mark.prevalence, high);
        Some(Bounds { left: x - 4.0, top, right: x + 4.0, bottom })
    }

    /// Where half of the flags are wrong.
    pub(super) fn half(self) -> f64 {
        self.y.at(0.5)
    }
}

pub(super) fn layout(title: &str, chart: &PpvChart, width: u32) -> Result<Scene> {
    check(chart)?;
    let (mut scene, top) = Scene::titled(width, title);
    let room = scene.right() - MARGIN;
    let top = scene.paragraph(Y_TITLE, Style::QUIET, (MARGIN, top), room) + HEADROOM;
    let plot = plot(&scene, chart, top);
    plot.y.beside(&mut scene, plot.x, Text::Percent);
    plot.x.grid(&mut scene, plot.y.end(), plot.y.start());
    curves(&mut scene, plot, chart);
    let labels = ppv_labels::place(plot, chart, scene.width());
    marks(&mut scene, plot, chart, &labels);
    let y = below(&mut scene, plot);
    let y = labels.below(&mut scene, y + 3.0);
    let y = scene.paragraph(&chart.band, Style::QUIET, (MARGIN, y), room);
    Ok(scene.close(y))
}

fn check(chart: &PpvChart) -> Result<()> {
    for PpvCurve { label, points } in &chart.curves {
        if points.len() < 2 {
            return Err(Error::request(format!("curve \"{label}\" has fewer than two points")));
        }
        for PpvPoint { low, ppv, high, .. } in points {
            for value in [low, ppv, high] {
                share(*value, label)?;
            }
        }
    }
    for PpvMark { ppv, text, limits, .. } in &chart.marks {
        share(*ppv, text)?;
        if let Some((low, high)) = limits {
            share(*low, text)?;
            share(*high, text)?;
        }
    }
    let mut least = f64::INFINITY;
    for prevalence in prevalences(chart) {
        least = least.min(share(prevalence, "prevalence")?);
    }
    if least >= LEAST_PREVALENCE && least.is_finite() {
        return Ok(());
    }
    let message = format!("chart of PPV at no prevalence or a lower one than {LEAST_PREVALENCE:e}");
    Err(Error::request(message).with_remedy("give some, none below that"))
}

fn prevalences(chart: &PpvChart) -> impl Iterator<Item = f64> {
    let points = chart.curves.iter().flat_map(|curve| &curve.points);
    let marks = chart.marks.iter().map(|mark| mark.prevalence);
    points.map(|point| point.prevalence).chain(marks)
}

fn plot(scene: &Scene, chart: &PpvChart, top: f64) -> Plot {
    let points = chart.curves.iter().flat_map(|curve| &curve.points);
    let least = |mark: &PpvMark| mark.limits.map_or(mark.ppv, |(low, _)| low.min(mark.ppv));
    let marks = chart.marks.iter().map(least);
    let values = points.flat_map(|point| [point.low, point.ppv]).chain(marks);
    let height = if scene.is_narrow() { 300.0 } else { 360.0 };
    let y = LogAxis::shares(values, top + height, top);
    let left = MARGIN + y.widest(Text::Percent) + 8.0;
    let (least, most) = prevalences(chart)
        .fold((1.0, 0.0), |(least, most): (f64, f64), at| (least.min(at), most.max(at)));
    let x = LogAxis::covering(least, most, left, scene.right() - 24.0);
    Plot { x, y }
}

/// The points of a curve that the axis reaches.
pub(super) fn drawn(curve: &PpvCurve) -> impl DoubleEndedIterator<Item = &PpvPoint> {
    curve.points.iter().filter(|point| point.ppv >= LEAST_PREVALENCE)
}

fn curves(scene: &mut Scene, plot: Plot, chart: &PpvChart) {
    for curve in &chart.curves {
        let points: Vec<&PpvPoint> = drawn(curve).collect();
        let upper = points.iter().map(|point| plot.at(point.prevalence, point.high));
        let lower = points.iter().rev().map(|point| plot.at(point.prevalence, point.low));
        if points.iter().any(|point| point.low < point.high) {
            scene.area(upper.chain(lower).collect(), Ink::Pale);
        }
    }
    let half = plot.half();
    scene.line((plot.x.start(), half), (plot.x.end(), half), Ink::Rim, 1.0);
    for (place, curve) in chart.curves.iter().enumerate() {
        let line = drawn(curve).map(|point| plot.at(point.prevalence, point.ppv)).collect();
        scene.path(line, ink(place), 2.5);
    }
}

fn marks(scene: &mut Scene, plot: Plot, chart: &PpvChart, labels: &Labels) {
    for mark in &chart.marks {
        let at = plot.at(mark.prevalence, mark.ppv);
        if let Some(bar) = plot.bar(mark) {
            let middle = f64::midpoint(bar.left, bar.right);
            scene.line((middle, bar.top), (middle, bar.bottom), Ink::Text, 1.5);
            for y in [bar.top, bar.bottom] {
                scene.line((bar.left, y), (bar.right, y), Ink::Text, 1.5);
            }
        }
        scene.disc(at, 6.5, Ink::Paper);
        scene.disc(at, 4.5, Ink::Text);
    }
    labels.draw(scene);
}

/// The axis below with its title; returns where it ends.
fn below(scene: &mut Scene, plot: Plot) -> f64 {
    let y = plot.x.below(scene, plot.y.start(), Text::OneIn) + 3.0;
    let from = if scene.is_narrow() { MARGIN } else { plot.x.start() };
    let room = scene.right() - from;
    scene.paragraph(X_TITLE, Style::QUIET, (from, y), room)
}
