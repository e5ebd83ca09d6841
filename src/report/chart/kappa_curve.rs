//! How the false discovery rate depends on how much likelier wronged users are to appeal.

use super::axis::{LogAxis, Text};
use super::label::{Block, Bounds, Off, Placer, Style};
use super::palette::Ink;
use super::scene::{Anchor, MARGIN, Point, Scene};
use super::{Caption, Mark, share, svg};
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
    /// The rate that the curve nears as κ grows, such as `never below 0.0609 %`.
    pub floor: Mark,
    /// The rates to keep and what they take.
    pub tipping: Vec<TippingPoint>,
}

const X_TITLE: &str =
    "κ: how many times as likely, in odds, wronged users are to appeal (log scale)";
/// Lines of a label are not made narrower than this.
const MIN_LABEL: f64 = 110.0;

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
struct Plot {
    x: LogAxis,
    y: LogAxis,
}

impl Plot {
    fn at(self, kappa: f64, rate: f64) -> Point {
        (self.x.at(kappa), self.y.at(rate))
    }

    fn bounds(self) -> Bounds {
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
    y_ticks(&mut scene, plot);
    band_and_curve(&mut scene, plot, &chart.curve);
    let left_over = marks(&mut scene, plot, chart);
    let y = below(&mut scene, plot);
    let y = left_over.iter().fold(y, |y, (text, ink)| {
        scene.paragraph(text, Style::BODY.in_ink(*ink), (MARGIN, y + 3.0), room)
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
    let widest = y.powers().map(|power| Style::QUIET.width(&Text::Percent.of(power)));
    let left = MARGIN + widest.fold(0.0, f64::max) + 8.0;
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

fn y_ticks(scene: &mut Scene, plot: Plot) {
    let half = Style::QUIET.line_height() / 2.0;
    let mut free = f64::INFINITY;
    for power in plot.y.powers() {
        let y = plot.y.at_power(power);
        scene.behind_line((plot.x.start(), y), (plot.x.end(), y), Ink::Grid);
        let block = Block::new(&Text::Percent.of(power), Style::QUIET, f64::INFINITY);
        // Where decades are many, a tick that would meet the one below stays unwritten.
        if y + half <= free {
            scene.block(&block, plot.x.start() - 6.0 - block.width, y - half, Anchor::End);
            free = y - half;
        }
    }
    plot.x.grid(scene, plot.y.end(), plot.y.start());
}

fn band_and_curve(scene: &mut Scene, plot: Plot, curve: &[CurvePoint]) {
    let upper = curve.iter().map(|point| plot.at(point.kappa, point.high));
    let lower = curve.iter().rev().map(|point| plot.at(point.kappa, point.low));
    scene.area(upper.chain(lower).collect(), Ink::Pale);
    let middle = curve.iter().map(|point| plot.at(point.kappa, point.mid)).collect();
    scene.path(middle, Ink::Strong, 2.5);
}

/// Draws the marks and their labels; returns the labels that found no room.
fn marks(scene: &mut Scene, plot: Plot, chart: &KappaChart) -> Vec<(String, Ink)> {
    let area = plot.bounds();
    let mut placer = Placer::new(area.grown(-2.0));
    for pair in chart.curve.windows(2) {
        if let [one, next] = pair {
            taken_by_line(&mut placer, plot.at(one.kappa, one.mid), plot.at(next.kappa, next.mid));
        }
    }
    take_lines(&mut placer, plot, chart);
    let parity = plot.at(1.0, chart.parity.at);
    let floor = (area.left, plot.y.at(chart.floor.at));
    scene.dashes((parity.0, area.bottom), (parity.0, area.top), Ink::Quiet, 1.0);
    scene.dashes(floor, (area.right, floor.1), Ink::Lower, 1.5);
    for tipping in &chart.tipping {
        guide(scene, plot, tipping);
    }
    super::set_bar::upper_mark(scene, parity);

    let mut left_over = Vec::new();
    let mut put = |text: &str, ink: Ink, at: Point| {
        if !label(scene, &mut placer, text, ink, at) {
            left_over.push((text.to_owned(), ink));
        }
    };
    put(&chart.parity.text, Ink::Upper, parity);
    for tipping in &chart.tipping {
        let x = tipping.kappa.map_or(area.left, |kappa| plot.x.at(kappa));
        put(&tipping.text, Ink::Text, (x, plot.y.at(tipping.fdr)));
    }
    put(&chart.floor.text, Ink::Lower, floor);
    left_over
}

/// Writes `text` beside `at`, in narrower lines or over a thin line if need be, or else nearby;
/// returns whether it could.
fn label(scene: &mut Scene, placer: &mut Placer, text: &str, ink: Ink, at: Point) -> bool {
    let width = scene.width();
    let block =
        |part: f64| Block::new(text, Style::BODY.in_ink(ink), (width * part).max(MIN_LABEL));
    let blocks = [block(0.42), block(0.3), block(0.22)];
    let mut beside = |off: Off| {
        let mut fits = |block| Some((block, placer.put_at(block, &corners(block, at), off)?));
        blocks.iter().find_map(&mut fits)
    };
    let found = beside(Off::All).or_else(|| beside(Off::AllButThin)).or_else(|| {
        let [first, ..] = &blocks;
        Some((first, placer.put_near(first, corners(first, at)[0])?))
    });
    if let Some((block, (left, top))) = found {
        scene.rect(block.bounds(left, top), Ink::Paper);
        scene.block(block, left, top, Anchor::Start);
    }
    found.is_some()
}

/// Keeps labels off the straight lines in the plot; those that are upright may be covered.
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

/// A rate to keep: a line across the plot, and where it meets the curve a dot and a line down.
fn guide(scene: &mut Scene, plot: Plot, tipping: &TippingPoint) {
    let y = plot.y.at(tipping.fdr);
    scene.line((plot.x.start(), y), (plot.x.end(), y), Ink::Rim, 1.0);
    if let Some(kappa) = tipping.kappa {
        let x = plot.x.at(kappa);
        scene.dashes((x, y), (x, plot.y.start()), Ink::Rim, 1.0);
        scene.disc((x, y), 6.5, Ink::Paper);
        scene.disc((x, y), 4.5, Ink::Text);
    }
}

/// Keeps labels off the curve between two of its points.
fn taken_by_line(placer: &mut Placer, from: Point, to: Point) {
    const PIECES: u32 = 8;
    for piece in 0..=PIECES {
        let part = f64::from(piece) / f64::from(PIECES);
        let (x, y) = (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
        let spot = Bounds { left: x, top: y, right: x, bottom: y };
        placer.take(spot.grown(3.0));
    }
}

/// Where a label goes beside a mark: right above, left below, right below, left above.
fn corners(block: &Block, (x, y): Point) -> [(f64, f64); 4] {
    const ASIDE: f64 = 9.0;
    let (left, right) = (x - ASIDE - block.width, x + ASIDE);
    let (above, below) = (y - 4.0 - block.height, y + 5.0);
    [(right, above), (left, below), (right, below), (left, above)]
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
