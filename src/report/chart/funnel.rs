//! The stages of one case as bars on a logarithmic axis of counts.

use super::axis::{LogAxis, Text};
use super::label::{Block, Bounds, Style};
use super::palette::Ink;
use super::scene::{Anchor, MARGIN, Scene};
use super::{Caption, svg};
use crate::error::{Error, Result};
use crate::quantity::real;

/// One stage and the count printed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What was counted, such as `appealed`.
    pub name: String,
    /// The least the printed figure can mean.
    pub low: u64,
    /// The most it can mean, or `None` when it is open (`more than 50 000`).
    pub high: Option<u64>,
    /// The figure as the source prints it.
    pub text: String,
}

/// The stages of one case, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunnelChart {
    /// What is counted, such as `accounts`; the axis says so.
    pub unit: String,
    /// The stages from the first to the last.
    pub stages: Vec<Stage>,
}

const BAR: f64 = 16.0;

/// How far a bar goes to the left of the axis, so that a count of 1 has one.
const STUB: f64 = 8.0;

/// From a bar to its value.
const ASIDE: f64 = 6.0;

/// How far an open figure fades beyond its least value.
const FADE: f64 = 36.0;

/// Returns the chart, `width` pixels wide.
///
/// A bar is solid up to the least value and fades from there to the greatest; an open figure fades
/// into an arrow; a count of 0 has no bar.
///
/// # Errors
///
/// When a stage's least value is above its greatest, when there are no stages or when the
/// caption's id is not one.
pub fn funnel(caption: &Caption, chart: &FunnelChart, width: u32) -> Result<String> {
    svg::write(&layout(&caption.title, chart, width)?, caption)
}

pub(super) fn layout(title: &str, chart: &FunnelChart, width: u32) -> Result<Scene> {
    check(chart)?;
    let (mut scene, top) = Scene::titled(width, title);
    let names = if scene.is_narrow() { 0.0 } else { names_room(&scene, chart) };
    let values = values_room(&scene, chart);
    let axis = axis(&scene, chart, MARGIN + names + STUB, values);
    let mut y = top + 2.0;
    for stage in &chart.stages {
        y = draw_stage(&mut scene, axis, (names, values), stage, y) + 10.0;
    }
    axis.grid(&mut scene, top, y);
    let y = axis.below(&mut scene, y, Text::Count) + 2.0;
    let from = if scene.is_narrow() { MARGIN } else { axis.start() };
    let axis_title =
        format!("number of {}, log scale: each step is ten times the last", chart.unit);
    let room = scene.right() - from;
    let y = scene.paragraph(&axis_title, Style::QUIET, (from, y), room);
    Ok(scene.close(y))
}

fn check(chart: &FunnelChart) -> Result<()> {
    if chart.stages.is_empty() {
        return Err(Error::request("chart of a funnel has no stages"));
    }
    match chart.stages.iter().find(|stage| stage.high.is_some_and(|high| high < stage.low)) {
        None => Ok(()),
        Some(stage) => Err(Error::request(format!(
            "chart stage \"{}\" is at least {} but at most {}",
            stage.name,
            stage.low,
            stage.high.unwrap_or_default()
        ))),
    }
}

fn names_room(scene: &Scene, chart: &FunnelChart) -> f64 {
    let widest = chart.stages.iter().map(|stage| Style::BODY.width(&stage.name));
    widest.fold(0.0, f64::max).min(scene.width() * 0.28) + 6.0
}

fn values_room(scene: &Scene, chart: &FunnelChart) -> f64 {
    let widest = chart.stages.iter().map(|stage| Style::HEAD.width(&stage.text));
    widest.fold(0.0, f64::max).min(scene.width() * 0.34)
}

/// The axis from `start` on, as long as the values beside the bars allow.
fn axis(scene: &Scene, chart: &FunnelChart, start: f64, values: f64) -> LogAxis {
    let greatest = chart.stages.iter().map(|s| s.high.unwrap_or(s.low)).max().unwrap_or(1);
    let between = |end: f64| LogAxis::covering(1.0, real(greatest.max(10)), start, end);
    let ends = chart.stages.iter().map(|stage| {
        let beyond = if stage.high.is_none() { FADE } else { 0.0 };
        let value = Block::new(&stage.text, Style::HEAD, values).width;
        let room = scene.right() - start - value - beyond - ASIDE;
        let along = between(start + 1.0).at(real(stage.high.unwrap_or(stage.low))) - start;
        start + room / along.max(1e-3)
    });
    between(ends.fold(scene.right() - 14.0, f64::min))
}

fn draw_stage(
    scene: &mut Scene,
    axis: LogAxis,
    (names, values): (f64, f64),
    stage: &Stage,
    top: f64,
) -> f64 {
    let beside = names > 0.0;
    let room = if beside { names } else { scene.right() - MARGIN };
    let name = Block::new(&stage.name, Style::BODY, room);
    let value = Block::new(&stage.text, Style::HEAD, values);
    let name_height = if beside { name.height } else { BAR };
    let height = BAR.max(name_height).max(value.height);
    let (name_top, row_top) = if beside {
        (top + (height - name.height) / 2.0, top)
    } else {
        (top, top + name.height + 1.0)
    };
    let middle = row_top + height / 2.0;
    scene.block(&name, MARGIN, name_top, Anchor::Start);
    let end = draw_bar(scene, axis, stage, middle - BAR / 2.0);
    scene.block(&value, end + ASIDE, middle - value.height / 2.0, Anchor::Start);
    row_top + height
}

/// Draws the bar of `stage` and returns where it ends.
fn draw_bar(scene: &mut Scene, axis: LogAxis, stage: &Stage, top: f64) -> f64 {
    let left = axis.start() - STUB;
    let place = |count: u64| if count == 0 { left } else { axis.at(real(count)) };
    let solid = place(stage.low);
    let span = |from: f64, to: f64| Bounds { left: from, top, right: to, bottom: top + BAR };
    scene.rect(span(left, solid), Ink::Strong);
    let Some(high) = stage.high else {
        fade(scene, span(solid, solid + FADE - 14.0));
        chevron(scene, solid + FADE - 12.0, top);
        return solid + FADE - ASIDE;
    };
    let end = place(high);
    fade(scene, span(solid, end));
    if high > stage.low {
        scene.line((end, top), (end, top + BAR), Ink::Strong, 1.0);
    }
    end
}

/// From the solid colour to almost nothing, in steps.
fn fade(scene: &mut Scene, whole: Bounds) {
    const STEPS: u32 = 8;
    let width = (whole.right - whole.left) / f64::from(STEPS);
    for step in 0..STEPS {
        let left = whole.left + f64::from(step) * width;
        let opacity = f64::from(STEPS - step) / f64::from(STEPS + 2);
        scene.veil(Bounds { left, right: left + width, ..whole }, Ink::Strong, opacity);
    }
}

/// An arrow head that says that a figure goes on.
fn chevron(scene: &mut Scene, x: f64, top: f64) {
    let points = vec![(x, top + 2.0), (x + 6.0, top + BAR / 2.0), (x, top + BAR - 2.0)];
    scene.path(points, Ink::Strong, 2.0);
}
