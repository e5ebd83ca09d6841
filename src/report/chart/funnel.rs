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
    let values = (!scene.is_narrow()).then(|| values_room(&scene));
    let axis = axis(&scene, chart, MARGIN + names + STUB, values);
    let mut y = top + 2.0;
    for stage in &chart.stages {
        y = match values {
            Some(values) => draw_beside(&mut scene, axis, (names, values), stage, y),
            None => draw_below(&mut scene, axis, stage, y),
        } + 10.0;
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

/// How wide the values beside the bars may be.
fn values_room(scene: &Scene) -> f64 {
    scene.width() * 0.36
}

/// The axis from `start` on, as long as what stands beside the bars allows.
fn axis(scene: &Scene, chart: &FunnelChart, start: f64, values: Option<f64>) -> LogAxis {
    let greatest = chart.stages.iter().map(|s| s.high.unwrap_or(s.low)).max().unwrap_or(1);
    let between = |end: f64| LogAxis::covering(1.0, real(greatest.max(10)), start, end);
    let ends = chart.stages.iter().map(|stage| {
        let beyond = if stage.high.is_none() { FADE } else { 0.0 };
        let value = values.map_or(0.0, |room| value(stage, room).width);
        let room = scene.right() - start - value - beyond - ASIDE;
        let along = between(start + 1.0).at(real(stage.high.unwrap_or(stage.low))) - start;
        start + room / along.max(1e-3)
    });
    between(ends.fold(scene.right() - 14.0, f64::min))
}

/// The figure of `stage` as it is written, with its range in one piece.
fn value(stage: &Stage, room: f64) -> Block {
    Block::whole_ranges(&stage.text, Style::HEAD, room)
}

/// Draws name, bar and value side by side; returns where they end.
fn draw_beside(
    scene: &mut Scene,
    axis: LogAxis,
    (names, values): (f64, f64),
    stage: &Stage,
    top: f64,
) -> f64 {
    let name = Block::new(&stage.name, Style::BODY, names);
    let value = value(stage, values);
    let height = BAR.max(name.height).max(value.height);
    let middle = top + height / 2.0;
    scene.block(&name, MARGIN, middle - name.height / 2.0, Anchor::Start);
    let end = draw_bar(scene, axis, stage, middle - BAR / 2.0);
    scene.block(&value, end + ASIDE, middle - value.height / 2.0, Anchor::Start);
    top + height
}

/// Draws name and value on one line, or on two where they do not fit, and the bar below; returns
/// where it ends.
fn draw_below(scene: &mut Scene, axis: LogAxis, stage: &Stage, top: f64) -> f64 {
    let room = scene.right() - MARGIN;
    let name = Block::new(&stage.name, Style::BODY, room);
    let value = value(stage, room);
    scene.block(&name, MARGIN, top, Anchor::Start);
    let one_line =
        name.lines.len() == 1 && value.lines.len() == 1 && name.width + ASIDE + value.width <= room;
    let (left, value_top) = if one_line {
        (MARGIN + name.width + ASIDE, top + (name.height - value.height) / 2.0)
    } else {
        (MARGIN, top + name.height)
    };
    scene.block(&value, left, value_top, Anchor::Start);
    let bar = (top + name.height).max(value_top + value.height) + 2.0;
    draw_bar(scene, axis, stage, bar);
    bar + BAR
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
