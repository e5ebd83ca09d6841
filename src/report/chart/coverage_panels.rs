//! How often intervals hold the true share: a small panel for each method, all on one scale.

use super::key::{self, Sample};
use super::label::{Block, Bounds, Style, centred};
use super::palette::Ink;
use super::scene::{Anchor, MARGIN, Point, Scene};
use super::{Caption, Mark, share, svg};
use crate::error::{Error, Result};

/// The panel of one method.
#[derive(Clone, Debug, PartialEq)]
pub struct CoveragePanel {
    /// The method.
    pub name: String,
    /// What is said below its name, such as `least 83.75 %`.
    pub remark: String,
    /// Where on the lower axis, and a coverage: the line that matters.
    pub bold: Vec<(f64, f64)>,
    /// The same for a second line, or nothing.
    pub thin: Vec<(f64, f64)>,
}

/// The panels of all methods.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageChart {
    /// What all lines show, such as `coverage, least and mean`.
    pub y_title: String,
    /// The ticks of the coverage from the bottom up; what lies below the first is cut off.
    pub y: Vec<Mark>,
    /// What the lower axis shows.
    pub x_title: String,
    /// The ticks of the lower axis; the first and the last are its ends.
    pub x: Vec<Mark>,
    /// The coverage that is promised, such as `promised: 95 %`.
    pub promised: Mark,
    /// What the bold line is.
    pub bold: String,
    /// What the thin line is, where there is one.
    pub thin: Option<String>,
    /// The panels in the order of reading.
    pub panels: Vec<CoveragePanel>,
}

const HEIGHT: f64 = 108.0;
const BETWEEN: f64 = 18.0;
/// The least width of a panel; there are as many beside each other as that allows, up to three.
const LEAST_WIDTH: f64 = 120.0;

/// Returns the chart, `width` pixels wide.
///
/// # Errors
///
/// When a coverage is not a share, when an axis has fewer than two ticks or they do not rise, or when
/// the caption's id is not one.
pub fn coverage_panels(caption: &Caption, chart: &CoverageChart, width: u32) -> Result<String> {
    svg::write(&layout(&caption.title, chart, width)?, caption)
}

pub(super) fn layout(title: &str, chart: &CoverageChart, width: u32) -> Result<Scene> {
    let axes = Axes { x: Axis::new(&chart.x)?, y: Axis::new(&chart.y)? };
    check(chart)?;
    let (mut scene, top) = Scene::titled(width, title);
    let room = scene.right() - MARGIN;
    let mut entries = vec![(Sample::Bold(Ink::Strong), chart.bold.as_str())];
    entries.extend(chart.thin.as_deref().map(|text| (Sample::Thin(Ink::Chance), text)));
    entries.push((Sample::Dashes(Ink::Lower), &chart.promised.text));
    let top = key::draw(&mut scene, &entries, top) + 8.0;
    let top = scene.paragraph(&chart.y_title, Style::QUIET, (MARGIN, top), room) + 6.0;
    let y = rows(&mut scene, chart, axes, top);
    let y = scene.paragraph(&chart.x_title, Style::QUIET, (MARGIN, y), room);
    Ok(scene.close(y))
}

fn check(chart: &CoverageChart) -> Result<()> {
    chart.promised.share()?;
    let points = chart.panels.iter().flat_map(|panel| panel.bold.iter().chain(&panel.thin));
    for (_, coverage) in points {
        share(*coverage, "coverage")?;
    }
    Ok(())
}

/// All panels, some beside each other; returns where the last row ends.
fn rows(scene: &mut Scene, chart: &CoverageChart, axes: Axes, top: f64) -> f64 {
    let ticks = chart.y.iter().map(|tick| Style::QUIET.width(&tick.text));
    let left = MARGIN + ticks.fold(0.0, f64::max) + 8.0;
    let whole = scene.right() - left;
    let fits = |count: &f64| (whole + BETWEEN) / count - BETWEEN >= LEAST_WIDTH;
    let columns = [3.0, 2.0].into_iter().find(fits).unwrap_or(1.0);
    let width = (whole + BETWEEN) / columns - BETWEEN;
    let mut row: Vec<(&CoveragePanel, f64)> = Vec::new();
    let mut y = top;
    let mut x = left;
    for panel in &chart.panels {
        if x + width > scene.right() + 1.0 {
            y = draw_row(scene, chart, axes, (&row, width), y);
            (x, row) = (left, Vec::new());
        }
        row.push((panel, x));
        x += width + BETWEEN;
    }
    draw_row(scene, chart, axes, (&row, width), y)
}

/// Panels beside each other, the names above; returns where they end.
fn draw_row(
    scene: &mut Scene,
    chart: &CoverageChart,
    axes: Axes,
    (row, width): (&[(&CoveragePanel, f64)], f64),
    top: f64,
) -> f64 {
    let names = row.iter().map(|(panel, left)| {
        let name = Block::new(&panel.name, Style::HEAD, width);
        (name, Block::new(&panel.remark, Style::QUIET, width), *left)
    });
    let names: Vec<(Block, Block, f64)> = names.collect();
    let height = names.iter().map(|(name, remark, _)| name.height + remark.height);
    let upper = top + height.fold(0.0, f64::max) + 6.0;
    for (name, remark, left) in &names {
        scene.block(name, *left, top, Anchor::Start);
        scene.block(remark, *left, top + name.height, Anchor::Start);
    }
    for (column, (panel, left)) in row.iter().enumerate() {
        let area = Bounds { left: *left, top: upper, right: left + width, bottom: upper + HEIGHT };
        draw_panel(scene, chart, axes, panel, area);
        if column == 0 {
            y_ticks(scene, chart, axes, area);
        }
    }
    upper + HEIGHT + 8.0 + Style::QUIET.line_height() + 12.0
}

fn draw_panel(
    scene: &mut Scene,
    chart: &CoverageChart,
    axes: Axes,
    panel: &CoveragePanel,
    area: Bounds,
) {
    for tick in &chart.y {
        let y = axes.at((0.0, tick.at), area).1;
        scene.behind_line((area.left, y), (area.right, y), Ink::Grid);
    }
    scene.line((area.left, area.bottom), (area.right, area.bottom), Ink::Quiet, 1.0);
    for tick in &chart.x {
        let x = axes.at((tick.at, 0.0), area).0;
        scene.line((x, area.bottom), (x, area.bottom + 5.0), Ink::Quiet, 1.0);
        let block = Block::new(&tick.text, Style::QUIET, f64::INFINITY);
        let left = centred(x, block.width, area.left - 4.0, area.right + 4.0);
        scene.centred_block(&block, left, area.bottom + 6.0);
    }
    for (line, ink, thickness) in [(&panel.thin, Ink::Chance, 1.5), (&panel.bold, Ink::Strong, 2.0)]
    {
        for run in above(line, axes.y.from) {
            let points = run.into_iter().map(|point| axes.at(point, area)).collect();
            scene.path(points, ink, thickness);
        }
    }
    let y = axes.at((0.0, chart.promised.at), area).1;
    scene.dashes((area.left, y), (area.right, y), Ink::Lower, 1.5, &[]);
}

fn y_ticks(scene: &mut Scene, chart: &CoverageChart, axes: Axes, area: Bounds) {
    let half = Style::QUIET.line_height() / 2.0;
    for tick in &chart.y {
        let y = axes.at((0.0, tick.at), area).1;
        let block = Block::new(&tick.text, Style::QUIET, f64::INFINITY);
        scene.block(&block, area.left - 6.0 - block.width, y - half, Anchor::End);
    }
}

/// The parts of a line that are not below `floor`, cut where they cross it.
fn above(line: &[Point], floor: f64) -> Vec<Vec<Point>> {
    let mut runs: Vec<Vec<Point>> = Vec::new();
    let mut last: Option<Point> = None;
    for &point in line {
        let crossing = last.filter(|last| (last.1 < floor) != (point.1 < floor));
        let crossing = crossing.map(|last| {
            let part = (floor - last.1) / (point.1 - last.1);
            (last.0 + part * (point.0 - last.0), floor)
        });
        if point.1 >= floor {
            if crossing.is_some() || runs.is_empty() {
                runs.push(crossing.into_iter().collect());
            }
            runs.last_mut().into_iter().for_each(|run| run.push(point));
        } else if let (Some(crossing), Some(run)) = (crossing, runs.last_mut()) {
            run.push(crossing);
        }
        last = Some(point);
    }
    runs.retain(|run| run.len() > 1);
    runs
}

#[derive(Clone, Copy, Debug)]
struct Axes {
    x: Axis,
    y: Axis,
}

impl Axes {
    /// Where a point is within `area`.
    fn at(self, (x, y): Point, area: Bounds) -> Point {
        let right = area.left + self.x.part(x) * (area.right - area.left);
        (right, area.bottom - self.y.part(y) * (area.bottom - area.top))
    }
}

/// A linear axis.
#[derive(Clone, Copy, Debug)]
struct Axis {
    from: f64,
    to: f64,
}

impl Axis {
    /// The axis from the first to the last of its ticks.
    fn new(ticks: &[Mark]) -> Result<Self> {
        let rise = ticks.windows(2).all(|pair| pair[0].at < pair[1].at);
        match ticks {
            [first, .., last] if rise => Ok(Self { from: first.at, to: last.at }),
            _ => Err(Error::request("chart axis has fewer than two ticks, or they do not rise")),
        }
    }

    /// How far along the axis `value` is, in `[0, 1]`.
    fn part(self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_the_scale_is_cut_off() {
        let line = [(0.0, 0.5), (1.0, 0.7), (2.0, 0.8), (3.0, 0.6), (4.0, 0.5), (5.0, 0.9)];
        let runs = above(&line, 0.7);
        assert_eq!(runs.len(), 2);
        assert_eq!(runs[0], [(1.0, 0.7), (1.0, 0.7), (2.0, 0.8), (2.5, 0.7)]);
        assert_eq!(runs[1], [(4.5, 0.7), (5.0, 0.9)]);
        assert!(above(&line[3..5], 0.7).is_empty());
    }

    #[test]
    fn axes_rise() {
        let tick = |at: f64| Mark::new(at, "");
        assert!(Axis::new(&[tick(0.0)]).is_err());
        assert!(Axis::new(&[tick(1.0), tick(0.5)]).is_err());
        let axis = Axis::new(&[tick(0.5), tick(1.0)]).unwrap();
        assert!((axis.part(0.75) - 0.5).abs() < 1e-15 && axis.part(0.0).abs() < 1e-15);
    }
}
