//! How many rows have which scores, a panel for each label, by powers of ten.

use super::axis::Text;
use super::beside::Label;
use super::label::{Block, Bounds, Placer, Style};
use super::numbered::Labels;
use super::palette::Ink;
use super::scene::{Anchor, MARGIN, Point, Scene};
use super::{Caption, Mark, Scale, curve::Axis, svg};
use crate::error::{Error, Result};
use crate::quantity::real;

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct HistogramChart {
    /// What the lower axis measures.
    pub x_title: String,
    /// What the left axes measure.
    pub y_title: String,
    /// The edges of the bars in ascending order, one more than there are bars.
    pub edges: Vec<f64>,
    /// The panels from the top down.
    pub panels: Vec<HistogramPanel>,
    /// Places on the lower axis that are marked, such as thresholds.
    pub marks: Vec<Mark>,
    /// What is said below the chart.
    pub notes: Vec<String>,
}

/// The rows of one label.
#[derive(Clone, Debug, PartialEq)]
pub struct HistogramPanel {
    /// What they are, said above the panel.
    pub name: String,
    /// How many there are in each bar.
    pub counts: Vec<u64>,
}

/// The height of a panel from a count of 1 up.
const HEIGHT: f64 = 110.0;

/// How high a bar is that stands for one row; none has no bar.
const ONE: f64 = 10.0;

/// The colours of the panels, in turn; what tells them apart is what is written above them.
const INKS: [Ink; 2] = [Ink::Lower, Ink::Strong];

/// Returns the chart, `width` pixels wide.
///
/// # Errors
///
/// When edges are fewer than two, do not rise or are not finite, a panel has not as many counts as there are
/// bars, or the caption's id is not one.
pub fn histogram(caption: &Caption, chart: &HistogramChart, width: u32) -> Result<String> {
    svg::write(&layout(&caption.title, chart, width)?, caption)
}

pub(super) fn layout(title: &str, chart: &HistogramChart, width: u32) -> Result<Scene> {
    let ends = check(chart)?;
    let (mut scene, top) = Scene::titled(width, title);
    let room = scene.right() - MARGIN;
    let mut y = scene.paragraph(&chart.y_title, Style::QUIET, (MARGIN, top), room) + 8.0;
    let counts = Counts::of(chart);
    let left = MARGIN + counts.widest() + 8.0;
    let scale = Scale::Number { least: ends.0, greatest: ends.1 };
    let x = Axis::new(scale, left, scene.right() - 24.0);
    let mut placer = Placer::new(Bounds { left, top: y, right: scene.right(), bottom: y });
    let (top, mut areas) = (y, Vec::new());
    for (panel, ink) in chart.panels.iter().zip(INKS.iter().cycle()) {
        let name = Block::new(&panel.name, Style::HEAD, room - left);
        scene.block(&name, left, y, Anchor::Start);
        placer.take(name.bounds(left, y).grown(2.0));
        let foot = y + name.height + 4.0 + HEIGHT + ONE;
        counts.beside(&mut scene, (left, x.end()), foot);
        bars(&mut scene, &mut placer, chart, (&panel.counts, *ink), (x, counts, foot));
        areas.push((foot - HEIGHT - ONE, foot));
        y = foot + 14.0;
    }
    let foot = y - 14.0;
    let ticks = x.below_alone(&mut scene, (top, foot));
    placer.widen(Bounds { left, top, right: scene.right(), bottom: foot - 4.0 });
    let labels = marks(&mut scene, &mut placer, chart, (x, &areas));
    labels.draw(&mut scene);
    let from = if scene.is_narrow() { MARGIN } else { left };
    let y =
        scene.paragraph(&chart.x_title, Style::QUIET, (from, ticks + 3.0), scene.right() - from);
    let y = labels.below(&mut scene, y + 3.0);
    let y = chart
        .notes
        .iter()
        .fold(y, |y, note| scene.paragraph(note, Style::QUIET, (MARGIN, y), room));
    Ok(scene.close(y))
}

/// Returns the first and the last edge.
fn check(chart: &HistogramChart) -> Result<(f64, f64)> {
    let edges = &chart.edges;
    let rise = edges.iter().all(|edge| edge.is_finite()) && edges.is_sorted();
    let fit = chart.panels.iter().all(|panel| panel.counts.len() + 1 == edges.len());
    match (edges.first(), edges.last()) {
        (Some(first), Some(last)) if rise && fit && first < last => Ok((*first, *last)),
        _ => Err(Error::request("histogram whose edges do not rise, or do not fit its counts")),
    }
}

/// The scale of counts, the same in all panels: each power of ten as high as the next.
#[derive(Clone, Copy, Debug)]
struct Counts {
    powers: i32,
}

impl Counts {
    fn of(chart: &HistogramChart) -> Self {
        let most = chart.panels.iter().flat_map(|panel| &panel.counts).max().copied().unwrap_or(0);
        let powers = (1..20).find(|power| real(most) <= 10_f64.powi(*power));
        Self { powers: powers.unwrap_or(20) }
    }

    /// How high a bar of so many rows is.
    fn height(self, count: u64) -> f64 {
        if count == 0 {
            return 0.0;
        }
        ONE + real(count).log10() / f64::from(self.powers) * HEIGHT
    }

    /// The ticks with how high they are.
    fn ticks(self) -> impl Iterator<Item = (f64, Block)> {
        let block = |text: &str| Block::new(text, Style::QUIET, f64::INFINITY);
        let powers = (0..=self.powers).map(move |power| {
            let up = ONE + f64::from(power) / f64::from(self.powers) * HEIGHT;
            (up, block(&Text::Count.of(power)))
        });
        std::iter::once((0.0, block("0"))).chain(powers)
    }

    fn widest(self) -> f64 {
        self.ticks().map(|(_, block)| block.width).fold(0.0, f64::max)
    }

    /// Draws the ticks of a panel that stands on `foot`, each with a line across.
    fn beside(self, scene: &mut Scene, (left, right): (f64, f64), foot: f64) {
        let half = Style::QUIET.line_height() / 2.0;
        let mut free = f64::INFINITY;
        for (up, block) in self.ticks() {
            let y = foot - up;
            scene.behind_line((left, y), (right, y), Ink::Grid);
            // A tick that would meet the one below stays unwritten.
            if y + half <= free {
                scene.block(&block, left - 6.0 - block.width, y - half, Anchor::End);
                free = y - half;
            }
        }
        scene.line((left, foot), (right, foot), Ink::Quiet, 1.0);
    }
}

fn bars(
    scene: &mut Scene,
    placer: &mut Placer,
    chart: &HistogramChart,
    (counts, ink): (&[u64], Ink),
    (x, scale, foot): (Axis, Counts, f64),
) {
    for (ends, count) in chart.edges.windows(2).zip(counts) {
        let (left, right) = (x.spot(ends[0]).at, x.spot(ends[1]).at);
        let gap = if right - left > 4.0 { 1.0 } else { 0.0 };
        let top = foot - scale.height(*count);
        let bar = Bounds { left, top, right: (right - gap).max(left + 1.0), bottom: foot };
        scene.rect(bar, ink);
        if *count > 0 {
            placer.take(bar.grown(2.0));
        }
    }
}

/// Draws the marks from the top to the foot of every panel; returns their labels.
fn marks(
    scene: &mut Scene,
    placer: &mut Placer,
    chart: &HistogramChart,
    (x, areas): (Axis, &[(f64, f64)]),
) -> Labels {
    for mark in &chart.marks {
        let at = x.spot(mark.at).at;
        for (top, foot) in areas {
            scene.line((at, *top), (at, *foot), Ink::Text, 1.5);
            placer.take(Bounds { left: at, top: *top, right: at, bottom: *foot }.grown(1.5));
        }
    }
    let mut labels = Labels::default();
    for mark in &chart.marks {
        let at = x.spot(mark.at).at;
        let down = areas.iter().flat_map(|(top, foot)| {
            (0..8_u8).map(move |step| top + 6.0 + f64::from(step) / 8.0 * (foot - top))
        });
        let spots: Vec<Point> = down.map(|y| (at, y)).collect();
        let heights: Vec<f64> = areas
            .iter()
            .flat_map(|(top, _)| (0..6_u8).map(move |step| top + 10.0 + 18.0 * f64::from(step)))
            .collect();
        if let Some(first) = spots.first() {
            let label = Label { text: &mark.text, ink: Ink::Text, at: *first };
            labels.add_to_line(placer, label, (&spots, &heights), scene.width());
        }
    }
    labels
}
