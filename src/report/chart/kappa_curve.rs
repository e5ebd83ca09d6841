//! How the false discovery rate depends on how much likelier wronged users are to appeal.

use super::axis::{LogAxis, Text};
use super::beside::Placed;
use super::kappa_labels;
use super::label::{Block, Bounds, Style};
use super::palette::Ink;
use super::scene::{Anchor, MARGIN, Point, Scene};
use super::{Caption, Mark, set_bar, share, svg};
use crate::error::{Error, Result};

/// The false discovery rate at one κ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurvePoint {
    /// The odds ratio of appealing, wronged users against others; above 0.
    pub kappa: f64,
    /// The least rate that the rounding of the figures allows.
    pub low: f64,
    /// The rate at the printed figures.
    pub mid: f64,
    /// The greatest rate that the rounding of the figures allows.
    pub high: f64,
}

/// The κ from which on a rate is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct TippingPoint {
    /// The rate, such as 0.01.
    pub fdr: f64,
    /// The κ it takes, or `None` when none is enough.
    pub kappa: Option<f64>,
    /// What is written there, such as `1 % or less needs κ ≥ 4.59`.
    pub text: String,
}

/// The curve of one case.
#[derive(Clone, Debug, PartialEq)]
pub struct KappaChart {
    /// Points in ascending order of κ.
    pub curve: Vec<CurvePoint>,
    /// The rate at κ = 1, such as `as often: 4.22 %`.
    pub parity: Mark,
    /// The least rate that the band nears as κ grows, such as `never below 0.0600 %`.
    pub floor: Mark,
    /// The rates to keep and what they take.
    pub tipping: Vec<TippingPoint>,
    /// What the band around the curve is; written where the band is wide enough to be seen.
    pub band: String,
}

const X_TITLE: &str =
    "κ: how many times as likely, in odds, wronged users are to appeal (log scale)";
const Y_TITLE: &str = "false discovery rate (log scale)";

/// Returns the chart, `width` pixels wide.
///
/// # Errors
///
/// When a rate is not a share, when a κ is not above 0, when the curve has fewer than two points or
/// when the caption's id is not one.
pub fn kappa_curve(caption: &Caption, chart: &KappaChart, width: u32) -> Result<String> {
    svg::write(&layout(&caption.title, chart, width)?, caption)
}

/// The two axes of the plot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) x: LogAxis,
    pub(super) y: LogAxis,
}

impl Plot {
    /// Where `rate` at `kappa` is.
    pub(super) fn at(self, kappa: f64, rate: f64) -> Point {
        (self.x.at(kappa), self.y.at(rate))
    }

    /// The area between the axes.
    pub(super) fn bounds(self) -> Bounds {
        Bounds {
            left: self.x.start(),
            top: self.y.end(),
            right: self.x.end(),
            bottom: self.y.start(),
        }
    }
}

pub(super) fn layout(title: &str, chart: &KappaChart, width: u32) -> Result<Scene> {
    check(chart)?;
    let (mut scene, top) = Scene::titled(width, title);
    let room = scene.right() - MARGIN;
    let top = scene.paragraph(Y_TITLE, Style::QUIET, (MARGIN, top), room) + 10.0;
    let plot = plot(&scene, chart, top);
    plot.y.beside(&mut scene, plot.x, Text::Percent);
    plot.x.grid(&mut scene, plot.y.end(), plot.y.start());
    band_and_curve(&mut scene, plot, &chart.curve);
    let (labels, homeless) = kappa_labels::place(plot, chart, scene.width());
    marks(&mut scene, plot, chart, &labels);
    let y = below(&mut scene, plot);
    // What found no room in the plot is said below it.
    let y = homeless.iter().fold(y, |y, label| {
        scene.paragraph(label.text, Style::BODY.in_ink(label.ink), (MARGIN, y + 3.0), room)
    });
    Ok(scene.close(y))
}

fn check(chart: &KappaChart) -> Result<()> {
    for point in &chart.curve {
        for rate in [point.low, point.mid, point.high] {
            share(rate, "curve")?;
        }
    }
    for mark in [&chart.parity, &chart.floor] {
        mark.share()?;
    }
    for point in &chart.tipping {
        share(point.fdr, &point.text)?;
    }
    let kappas = chart.curve.iter().map(|point| point.kappa);
    let kappas: Vec<f64> = kappas.chain(chart.tipping.iter().filter_map(|t| t.kappa)).collect();
    if let Some(kappa) = kappas.iter().find(|kappa| !kappa.is_finite() || **kappa <= 0.0) {
        return Err(Error::request(format!("chart has κ {kappa}, expected a number above 0")));
    }
    if chart.curve.len() < 2 {
        return Err(Error::request("chart curve has fewer than two points"));
    }
    Ok(())
}

fn plot(scene: &Scene, chart: &KappaChart, top: f64) -> Plot {
    let curve = chart.curve.iter().flat_map(|point| [point.low, point.mid]);
    let others = [chart.parity.at, chart.floor.at];
    let rates = curve.chain(others).chain(chart.tipping.iter().map(|tipping| tipping.fdr));
    let height = if scene.is_narrow() { 300.0 } else { 320.0 };
    let y = LogAxis::shares(rates, top + height, top);
    let left = MARGIN + y.widest(Text::Percent) + 8.0;
    let kappas = || {
        let curve = chart.curve.iter().map(|point| point.kappa);
        curve.chain(chart.tipping.iter().filter_map(|tipping| tipping.kappa))
    };
    let x = LogAxis::covering(
        kappas().fold(0.1, f64::min),
        kappas().fold(1000.0, f64::max),
        left,
        scene.right() - 10.0,
    );
    Plot { x, y }
}

fn band_and_curve(scene: &mut Scene, plot: Plot, curve: &[CurvePoint]) {
    let upper = curve.iter().map(|point| plot.at(point.kappa, point.high));
    let lower = curve.iter().rev().map(|point| plot.at(point.kappa, point.low));
    scene.area(upper.chain(lower).collect(), Ink::Pale);
    let middle = curve.iter().map(|point| plot.at(point.kappa, point.mid)).collect();
    scene.path(middle, Ink::Strong, 2.5);
}

/// Draws what is marked on the curve and the labels; upright lines stop at labels.
fn marks(scene: &mut Scene, plot: Plot, chart: &KappaChart, labels: &[Placed]) {
    let area = plot.bounds();
    let covered: Vec<Bounds> = labels.iter().map(Placed::bounds).collect();
    let (x, floor) = (plot.x.at(1.0), plot.y.at(chart.floor.at));
    scene.dashes((x, area.bottom), (x, area.top), Ink::Quiet, 1.0, &covered);
    for tipping in &chart.tipping {
        let y = plot.y.at(tipping.fdr);
        scene.line((area.left, y), (area.right, y), Ink::Rim, 1.0);
        if let Some(kappa) = tipping.kappa {
            let x = plot.x.at(kappa);
            scene.dashes((x, y), (x, area.bottom), Ink::Rim, 1.0, &covered);
        }
    }
    scene.dashes((area.left, floor), (area.right, floor), Ink::Lower, 1.5, &[]);
    for tipping in &chart.tipping {
        if let Some(kappa) = tipping.kappa {
            scene.disc(plot.at(kappa, tipping.fdr), 6.5, Ink::Paper);
            scene.disc(plot.at(kappa, tipping.fdr), 4.5, Ink::Text);
        }
    }
    set_bar::upper_mark(scene, plot.at(1.0, chart.parity.at));
    for label in labels {
        label.draw(scene);
    }
}

/// The axis below with its directions and its title; returns where it ends.
fn below(scene: &mut Scene, plot: Plot) -> f64 {
    let one = plot.x.at(1.0);
    let y = plot.x.below(scene, plot.y.start(), Text::Factor) + 1.0;
    let less = Block::new("← less", Style::QUIET, f64::INFINITY);
    let more = Block::new("more likely →", Style::QUIET, f64::INFINITY);
    if one - 8.0 - less.width >= MARGIN {
        scene.block(&less, one - 8.0 - less.width, y, Anchor::End);
    }
    if one + 8.0 + more.width <= scene.right() {
        scene.block(&more, one + 8.0, y, Anchor::Start);
    }
    let y = y + less.height + 3.0;
    let from = if scene.is_narrow() { MARGIN } else { plot.x.start() };
    let room = scene.right() - from;
    scene.paragraph(X_TITLE, Style::QUIET, (from, y), room)
}
